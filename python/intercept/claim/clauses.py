"""From pieces to clauses: what belongs together between two marks, with the outcome that is said of it.

A clause without an outcome of its own takes it from the clause before, where that began with it ("shot down 480
drones and 40 missiles"), else from the next ("61 of 64 and 9 of 16 were shot down"); none does so across the end of a
sentence, and a number of a kind does not where the next has none of its own: the 97 of "97 drones, 70 shot down" are
what there was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from intercept.claim import kinds, lexicon
from intercept.claim.exceptions import exceptions
from intercept.claim.quantifiers import affirmed
from intercept.claim.things import without_things
from intercept.claim.tokens import Token

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
    "vague": "u",
}
_JOINING = {"and", "or", "&", "/", "+"}
# A number with a kind alone, and what is said of numbers named before: "70", "99 % of which", "of which 5", "55 of 60".
_SIZE = re.compile(r"o?ck|kc")
_OF_BEFORE = re.compile(r"t?[csan](?:t|oc)?|b?c(?:o?c|t)?")


@dataclass
class Clause:
    """Pieces between two marks; `outcome` is inherited where `own` is false; `leading` if the outcome came first.

    `mark` and `closed` are the marks before and after it, as written, and `ends` says that the latter ends a sentence.
    `word` is the outcome as written; `strange` are words in it that are not known and may say another outcome.
    """

    pieces: list[Token] = field(default_factory=list)
    outcome: str | None = None
    own: bool = False
    leading: bool = False
    ends: bool = False
    mark: str = ""
    closed: str = ""
    word: str = ""
    strange: tuple[str, ...] = ()

    @property
    def letters(self) -> str:
        """The pieces as letters, for patterns."""
        return "".join(LETTERS[piece.kind] for piece in self.pieces)


def clauses(tokens: list[Token]) -> tuple[list[Clause], list[Token]]:
    """Return the clauses of a sentence, and the pieces that are in none because they were not understood."""
    kept, unread = without_things(tokens)
    known = [token for token in affirmed(kept) if token.kind not in {"date", "record"}]
    found = _joined(_split(_merge(_without_brackets(exceptions(known)))))
    _inherit(found)
    return found, unread


_BRACKETS = re.compile(
    r"(?<=ck)\((ock?)\)|(?<!o)(ck?)\((s)\)(?=[vo])|(?<=s)(\(coc\))(ok)|(?P<n>c)(?P<k>k),,?(?P<s>s)(?P<o>oc)(?!k)"
)


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
        if match["n"] and "or" in {token.text.lower() for token in found[match.start() : match.end()]}:
            # "58 drones, or 91 % of the 64": 58 of the 64 drones, 91 %.
            number = replace(found[match.start("n")], share_too=found[match.start("s")].share)
            found[match.start() : match.end()] = [
                number,
                *found[match.start("o") : match.end()],
                found[match.start("k")],
            ]
        if match["n"]:
            continue
        if match[4]:
            # As "80 % of the drones (40 of 50)".
            found[match.start() : match.end()] = [
                *found[match.start(5) : match.end()],
                *found[match.start() : match.end(4)],
            ]
            continue
        share = found[match.start(3)].share
        own = [replace(found[match.start()], share_too=share), *found[match.start() + 1 : match.end(2)]]
        found[match.start() : match.end()] = own
    return found


def _merge(tokens: list[Token]) -> list[Token]:
    """Make one of kinds, or of outcomes, that are joined: "drones and missiles", "shot down or suppressed"."""
    found: list[Token] = []
    for place, token in enumerate(tokens):
        joined = len(found) > 1 and found[-1].kind == "and" and found[-1].text.lower() in _JOINING
        before = found[-2] if joined else None
        if before is not None and before.kind == token.kind == "kind":
            names = tuple(dict.fromkeys((*_names(before), *_names(token))))
            found[-2:] = [Token("kind", f"{before.text} {found[-1].text} {token.text}", names)]
        elif before is not None and before.kind == token.kind == "verb" and _are_one(before, tokens, place):
            found[-2:] = [Token("verb", f"{before.text} {found[-1].text} {token.text}", _both(before, token))]
        else:
            found.append(token)
    return found


def _names(token: Token) -> tuple[str, ...]:
    return token.meaning if isinstance(token.meaning, tuple) else ()


def _are_one(before: Token, tokens: list[Token], place: int) -> bool:
    """Whether two outcomes are said of one number: not "500 were launched and Ukraine shot down 450"."""
    token = tokens[place]
    follows = tokens[place + 1].kind if place + 1 < len(tokens) else "end"
    apart = before.meaning == "launched" and follows in {"count", "share", "all", "none", "all_but", "kind"}
    return bool(_both(before, token)) and not token.strange and not apart


def _both(one: Token, other: Token) -> str | None:
    """Return what two joined outcomes count together, None for two that are no one number."""
    meant = {str(one.meaning), str(other.meaning)}
    if one.meaning == "launched" and other.meaning in lexicon.DOWN:
        return str(other.meaning)  # "were detected and destroyed"
    if not meant <= set(lexicon.DOWN):
        return None
    if len(meant) == 1:
        return meant.pop()
    return "did_not_hit" if meant & {"lost", "did_not_hit"} else "intercepted"


def _split(tokens: list[Token]) -> list[Clause]:
    found = [Clause()]
    for place, token in enumerate(tokens):
        now = found[-1]
        if token.kind in {"and", "end", "when"}:
            now.strange += token.strange
            led = next((clause.leading for clause in reversed(found[:-1]) if clause.pieces or clause.own), False)
            listed = led and bool(now.pieces)
            if token.kind != "when" or now.own or listed or not now.pieces:
                # "A hospital was hit as 40 of 50 drones were downed": what follows is another sentence.
                now.ends, now.closed = now.ends or token.kind != "and", token.text
                found.append(Clause(mark=token.text))
            continue
        if token.kind == "verb":
            # "70 of the 97 drones launched were jammed" has one outcome.
            of_launched = now.outcome == "launched" and now.own and not now.leading and now.pieces
            # "of which Ukraine intercepted 55": what follows is said of them.
            of_them = now.letters == "ock" and token.meaning != "launched" and _counts_next(tokens, place)
            if (now.own and not of_launched) or of_them:
                found.append(now := Clause())
            now.outcome, now.own, now.word = str(token.meaning), True, token.text
            now.leading = now.letters in {"", "t"}
        else:
            # "55 missiles downed out of 60" is of 60.
            dangling = now.letters.endswith(("o", "oc")) and token.kind in {"count", "kind"}
            new = token.kind == "them" and now.pieces and now.pieces[-1].kind == "kind"
            # "31 missiles including 4 Kinzhals" as with a comma before the word.
            new = new or (token.kind == "included" and now.pieces and token.text.lower() == "including")
            if new or (now.own and not now.leading and token.kind in LETTERS and token.kind != "of" and not dangling):
                found.append(Clause())
            found[-1].pieces.append(token)
        found[-1].strange += token.strange
    return [part for clause in found if clause.pieces or clause.own or clause.ends for part in _apart(clause)]


def _counts_next(tokens: list[Token], place: int) -> bool:
    following = [token.kind for token in tokens[place + 1 : place + 3]]
    return following[:1] in [["count"], ["share"]] and following[1:] != ["kind"]


def _joined(found: list[Clause]) -> list[Clause]:
    """Give an outcome alone after a comma to what stands before: "55 missiles, fired at dawn, were downed"."""
    made: list[Clause] = []
    led = False
    for clause in found:
        alone = clause.own and not clause.pieces and clause.closed != ":" and clause.mark in {",", "-", ")"}
        before = made[-1] if made else None
        if alone and before is not None and before.pieces and not (_has_own(before) or before.ends or led):
            if clause.outcome != "launched":
                before.outcome, before.own, before.word = clause.outcome, True, clause.word
            before.ends, before.closed = clause.ends, clause.closed
            continue
        led = not (before is None or before.ends) and led
        led = led or (clause.own and clause.leading)
        made.append(clause)
    return made


def _has_own(clause: Clause) -> bool:
    """Whether a clause has an outcome of its own: "91 % of the 64 launched, were shot down" has one yet to come."""
    return clause.own and (clause.outcome != "launched" or clause.leading)


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
    launched: set[object] = set()
    of_kinds: set[object] = set()
    for place, clause in enumerate(found):
        before = found[place - 1] if place else None
        # "Of 60 missiles and 750 drones, 55 missiles were ...": both are what there was.
        # "A barrage of 60 missiles and 750 drones was thwarted": that is said of the barrage.
        joined = clause.mark.lower() in _JOINING and not (clause.own and (clause.leading or _kinds(clause) & of_kinds))
        listed = clause.letters[:1] == "o" or (listed and joined)
        of_kinds = (of_kinds | _kinds(clause)) if listed else set()
        if listed and clause.letters == "ck":
            clause.pieces.insert(0, Token("of", "of"))
        if clause.own:
            launched = set(_kinds(clause)) if _launches(clause) else set()
        if clause.own or not clause.pieces:
            continue
        # "drones launched: 97" begins with it, too.
        led = before is not None and (before.leading or (before.own and before.closed == ":" and before.letters == "k"))
        # "Russia launched 60 missiles, of which 55 missiles and ...": what follows was not launched alone.
        other = clause.letters[:1] == "o" or (before is not None and _launches(before) and _is_new(clause, launched))
        launched |= _kinds(clause)
        if before is not None and led and not (before.ends or clause.strange or other):
            clause.outcome, clause.leading, clause.word = before.outcome, True, before.word
    for place in range(len(found) - 2, -1, -1):
        clause, after = found[place], found[place + 1]
        if clause.outcome is not None or clause.ends or clause.strange:
            continue
        parts = _parts_after(found, place)
        if parts:
            # "711 of 728 drones, 296 shot down and 415 lost": the 711 are both together.
            clause.outcome = "did_not_hit" if {"shot_down", "lost"} <= parts else None
        elif not ((after.own and after.leading) or _is_whole(clause, after)):
            clause.outcome, clause.word = after.outcome, after.word


def _kinds(clause: Clause) -> set[object]:
    return {piece.meaning for piece in clause.pieces if piece.kind == "kind"}


def _is_new(clause: Clause, launched: set[object]) -> bool:
    """Whether numbers after "launched 60 missiles and 750 drones" begin another list: "and 700 drones were downed"."""
    return not re.fullmatch(r"i?(?:c?k|kc|c|[an]c?k)i?", clause.letters) or bool(_kinds(clause) & launched)


def _launches(clause: Clause) -> bool:
    return clause.outcome == "launched"


def _parts_after(found: list[Clause], place: int) -> set[str]:
    """Return the outcomes of numbers alone after a number of a number, which are parts of it; empty for none."""
    if not re.fullmatch(r"coc?k|coc", found[place].letters) or found[place].closed not in {",", "(", "-", ":"}:
        return set()
    outcomes = set()
    for clause in found[place + 1 :]:
        if not (clause.own and re.fullmatch(r"[cs]t?|t[cs]", clause.letters)):
            break
        outcomes.add(str(clause.outcome))
        if clause.ends:
            break
    return outcomes


def _is_whole(clause: Clause, after: Clause) -> bool:
    """Whether a clause says how many there were, of which the next says something."""
    size = _SIZE.fullmatch(clause.letters) is not None
    return clause.letters[:1] == "o" or (size and _OF_BEFORE.fullmatch(after.letters) is not None)
