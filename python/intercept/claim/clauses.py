"""From pieces to clauses: what belongs together between two marks, with the outcome that is said of it.

A clause without an outcome of its own takes it from the clause before, where that began with it ("shot down 480
drones and 40 missiles"), else from the next ("61 of 64 and 9 of 16 were shot down"); none does so across the end of a
sentence, and a number of a kind does not where the next has none of its own: the 97 of "97 drones, 70 shot down" are
what there was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from intercept.base.arguments import refused
from intercept.claim import kinds, lexicon
from intercept.claim.exceptions import exceptions
from intercept.claim.tokens import NAME, Token

# A letter for each kind of piece that the grammar reads.
LETTERS = {
    "count": "c",
    "share": "s",
    "all": "a",
    "none": "n",
    "of": "o",
    "kind": "k",
    "them": "t",
    "all_but": "b",
    "included": "i",
}
_JOINING = {"and", "or", "&", "/", "+"}
# A number with a kind alone, and what is said of numbers named before: "70", "99 % of which", "of which 5", "55 of 60".
_SIZE = re.compile(r"o?ck|kc")
_OF_BEFORE = re.compile(r"t?[csan](?:t|oc)?|b?c(?:o?c|t)?")


@dataclass
class Clause:
    """Pieces between two marks; `outcome` is inherited where `own` is false; `leading` if the outcome came first.

    `mark` and `closed` are the marks before and after it, as written, and `ends` says that the latter ends a sentence.
    """

    pieces: list[Token] = field(default_factory=list)
    outcome: str | None = None
    own: bool = False
    leading: bool = False
    ends: bool = False
    mark: str = ""
    closed: str = ""

    @property
    def letters(self) -> str:
        """The pieces as letters, for patterns."""
        return "".join(LETTERS[piece.kind] for piece in self.pieces)


def clauses(tokens: list[Token]) -> tuple[list[Clause], list[Token]]:
    """Return the clauses of a sentence, and the pieces that are in none because they were not understood."""
    kept, unread = _numbers_of_things_not_known(tokens)
    known = _negations([token for token in kept if token.kind not in {"filler", "date", "record"}])
    found = _joined(_split(_merge(_without_brackets(exceptions(known)))))
    _inherit(found)
    return found, unread


def _numbers_of_things_not_known(tokens: list[Token]) -> tuple[list[Token], list[Token]]:
    """Set aside words that are not known, and numbers of what they name: "12 locations"."""
    kept: list[Token] = []
    unread: list[Token] = []
    for place, token in enumerate(tokens):
        if place and tokens[place - 1].kind == "compared" and token.kind in {"count", "share"}:
            unread.append(replace(token, kind="unread", text=f"{tokens[place - 1].text} {token.text}"))
            continue
        following = [other for other in tokens[place + 1 : place + 5] if other.kind != "filler"]
        strange = following[:1] and following[0].kind == "unread" and following[0].text[:1].isalpha()
        named = any(other.kind == "kind" for other in following[1:3])
        if token.kind == "count" and strange and not named:
            unread.append(replace(token, kind="unread", text=f"{token.text} {following[0].text}"))
        elif token.kind == "unread":
            if not (unread and unread[-1].text.endswith(f" {token.text}")):
                unread.append(token)
        elif token.kind != "compared":
            kept.append(token)
    return kept, unread


def _negations(tokens: list[Token]) -> list[Token]:
    """Turn "not intercepted" into what got through, and "failed to hit" into what did not hit.

    Raises InvalidParameterError for a number or a launch that is denied: what was is then not said.
    """
    found: list[Token] = []
    for token in tokens:
        if found and found[-1].kind == "not":
            said = f"{found[-1].text} {token.text}"
            if token.kind in {"count", "share", "all", "none"} or token.meaning == "launched":
                raise refused(NAME, said, "a sentence of what was, not of what was not")
            if token.kind == "verb":
                found[-1] = Token("verb", said, "hit" if token.meaning in lexicon.DOWN else "did_not_hit")
                continue
        found.append(token)
    return [token for token in found if token.kind != "not"]


def weightless(tokens: list[Token]) -> list[Token]:
    """Make a word without weight of the `all` of "three quarters of all missiles", which is no share."""
    found: list[Token] = []
    for place, token in enumerate(tokens):
        before = [other.kind for other in tokens[:place] if other.kind != "filler"]
        idle = token.kind == "all" and before[-1:] == ["of"]
        found.append(replace(token, kind="filler") if idle else token)
    return found


_BRACKETS = re.compile(r"(?<=ck)\((ock?)\)|(?<!o)(ck?)\((s)\)(?=[vo])")


def _without_brackets(tokens: list[Token]) -> list[Token]:
    """Read "55 missiles (of 60)" as "55 missiles of 60", and give the 55 of "55 missiles (92 %)" its share."""
    marks = {"(": "(", ")": ")"}
    letters = "".join(
        marks.get(token.text, ",")
        if token.kind == "and"
        else LETTERS.get(token.kind, "v" if token.kind == "verb" else "-")
        for token in tokens
    )
    found = list(tokens)
    for match in reversed(list(_BRACKETS.finditer(letters))):
        if match[1]:
            found[match.start() : match.end()] = found[match.start() + 1 : match.end() - 1]
            continue
        share = found[match.start(3)].share
        own = [replace(found[match.start()], share_too=share), *found[match.start() + 1 : match.end(2)]]
        found[match.start() : match.end()] = own
    return found


def _merge(tokens: list[Token]) -> list[Token]:
    """Make one of kinds, or of outcomes, that are joined: "drones and missiles", "shot down or suppressed"."""
    found: list[Token] = []
    for token in tokens:
        joined = len(found) > 1 and found[-1].kind == "and" and found[-1].text.lower() in _JOINING
        before = found[-2] if joined else None
        if before is not None and before.kind == token.kind == "kind":
            names = tuple(dict.fromkeys((*_names(before), *_names(token))))
            found[-2:] = [Token("kind", f"{before.text} {found[-1].text} {token.text}", names)]
        elif before is not None and before.kind == token.kind == "verb" and _both(before, token):
            found[-2:] = [Token("verb", f"{before.text} {found[-1].text} {token.text}", _both(before, token))]
        else:
            found.append(token)
    return found


def _names(token: Token) -> tuple[str, ...]:
    return token.meaning if isinstance(token.meaning, tuple) else ()


def _both(one: Token, other: Token) -> str | None:
    """Return what two joined outcomes count together, None for two that are no one number."""
    meant = {str(one.meaning), str(other.meaning)}
    if not meant <= set(lexicon.DOWN):
        return None
    if len(meant) == 1:
        return meant.pop()
    return "did_not_hit" if meant & {"lost", "did_not_hit"} else "intercepted"


def _split(tokens: list[Token]) -> list[Clause]:
    found = [Clause()]
    for place, token in enumerate(tokens):
        now = found[-1]
        if token.kind in {"and", "end"}:
            now.ends, now.closed = now.ends or token.kind == "end", token.text
            found.append(Clause(mark=token.text))
        elif token.kind == "verb":
            # "of which Ukraine intercepted 55": what follows is said of them.
            if now.own or (now.letters == "ock" and token.meaning != "launched" and _counts_next(tokens, place)):
                found.append(now := Clause())
            now.outcome, now.own, now.leading = str(token.meaning), True, now.letters in {"", "t"}
        else:
            # "55 missiles downed out of 60" is of 60.
            dangling = now.letters.endswith(("o", "oc")) and token.kind in {"count", "kind"}
            new = token.kind == "them" and now.pieces and now.pieces[-1].kind == "kind"
            if new or (now.own and not now.leading and token.kind in LETTERS and token.kind != "of" and not dangling):
                found.append(Clause())
            found[-1].pieces.append(token)
    return [part for clause in found if clause.pieces or clause.own or clause.ends for part in _apart(clause)]


def _counts_next(tokens: list[Token], place: int) -> bool:
    following = [token.kind for token in tokens[place + 1 : place + 3]]
    return following[:1] in [["count"], ["share"]] and following[1:] != ["kind"]


def _joined(found: list[Clause]) -> list[Clause]:
    """Give an outcome alone after a comma to what stands before: "55 missiles, fired at dawn, were downed"."""
    made: list[Clause] = []
    led = False
    for clause in found:
        alone = clause.own and not clause.pieces and clause.closed != ":" and clause.mark == ","
        before = made[-1] if made else None
        if alone and before is not None and before.pieces and not (before.own or before.ends or led):
            if clause.outcome != "launched":
                before.outcome, before.own = clause.outcome, True
            before.ends, before.closed = clause.ends, clause.closed
            continue
        led = not (before is None or before.ends) and led
        led = led or (clause.own and clause.leading)
        made.append(clause)
    return made


def _apart(clause: Clause) -> list[Clause]:
    """Part "700 drones out of 60 missiles and ..." before the "out of", which is of more than the drones."""
    letters = clause.letters
    if letters == "cka":  # "60 missiles were all intercepted"
        return [replace(clause, pieces=[clause.pieces[2], *clause.pieces[:2]])]
    if not letters.endswith("ckock") or kinds.same(_names(clause.pieces[-4]), _names(clause.pieces[-1])):
        return [clause]
    return [
        replace(clause, pieces=clause.pieces[:-3], closed="", ends=False),
        Clause(clause.pieces[-3:], ends=clause.ends, closed=clause.closed),
    ]


def _inherit(found: list[Clause]) -> None:
    listed = False
    for place, clause in enumerate(found):
        before = found[place - 1] if place else None
        # "Of 60 missiles and 750 drones, 55 missiles were ...": both are what there was.
        listed = clause.letters[:1] == "o" or (listed and clause.mark.lower() in _JOINING and not clause.own)
        if listed and clause.letters == "ck":
            clause.pieces.insert(0, Token("of", "of"))
        if clause.own or not clause.pieces:
            continue
        # "drones launched: 97" begins with it, too.
        led = before is not None and (before.leading or (before.own and before.closed == ":" and before.letters == "k"))
        if before is not None and led and not before.ends and clause.letters[:1] != "o":
            clause.outcome, clause.leading = before.outcome, True
    for place in range(len(found) - 2, -1, -1):
        clause, after = found[place], found[place + 1]
        if clause.outcome is None and not (clause.ends or (after.own and after.leading) or _is_whole(clause, after)):
            clause.outcome = after.outcome


def _is_whole(clause: Clause, after: Clause) -> bool:
    """Whether a clause says how many there were, of which the next says something."""
    size = _SIZE.fullmatch(clause.letters) is not None
    return clause.letters[:1] == "o" or (size and _OF_BEFORE.fullmatch(after.letters) is not None)
