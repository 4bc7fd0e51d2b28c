"""From pieces to clauses: what belongs together between two marks, with the outcome that is said of it.

A clause without an outcome of its own takes it from the clause before, where that began with it ("shot down 480
drones and 40 missiles"), else from the next ("61 of 64 and 9 of 16 were shot down"); none does so across the end of a
sentence.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from intercept.claim import lexicon
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
}
_SAID = {"count", "share"}
_JOINING = {"and", "or", "&", "/", "+"}


@dataclass
class Clause:
    """Pieces between two marks; `outcome` is inherited where `own` is false; `leading` if the outcome came first."""

    pieces: list[Token] = field(default_factory=list)
    outcome: str | None = None
    own: bool = False
    leading: bool = False
    ends: bool = False

    @property
    def letters(self) -> str:
        """The pieces as letters, for patterns."""
        return "".join(LETTERS[piece.kind] for piece in self.pieces)


def clauses(tokens: list[Token]) -> tuple[list[Clause], list[Token]]:
    """Return the clauses of a sentence, and the pieces that are in none because they were not understood."""
    kept, unread = _numbers_of_things_not_known(tokens)
    known = _negations([token for token in kept if token.kind not in {"filler", "date", "record"}])
    found = _split(_merge(_without_idle(known)))
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
    """Turn "not intercepted" into what got through; a `not` before anything else changes nothing that is read."""
    found: list[Token] = []
    for token in tokens:
        if found and found[-1].kind == "not" and token.kind == "verb" and token.meaning in lexicon.DOWN:
            found[-1] = Token("verb", f"{found[-1].text} {token.text}", "hit")
        else:
            found.append(token)
    return [token for token in found if token.kind != "not"]


def _without_idle(tokens: list[Token]) -> list[Token]:
    """Leave out the `all` of "three quarters of all missiles"."""
    return [
        token
        for place, token in enumerate(tokens)
        if not (
            token.kind == "all" and place > 1 and tokens[place - 1].kind == "of" and tokens[place - 2].kind in _SAID
        )
    ]


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
    for token in tokens:
        now = found[-1]
        if token.kind in {"and", "end"}:
            now.ends = now.ends or token.kind == "end"
            found.append(Clause())
        elif token.kind == "verb":
            if now.own:
                found.append(now := Clause())
            now.outcome, now.own, now.leading = str(token.meaning), True, not now.pieces
        else:
            new = token.kind == "them" and now.pieces and now.pieces[-1].kind == "kind"
            if new or (now.own and not now.leading and token.kind in LETTERS and token.kind != "of"):
                found.append(Clause())
            found[-1].pieces.append(token)
    return [clause for clause in found if clause.pieces or clause.own or clause.ends]


def _inherit(found: list[Clause]) -> None:
    for place, clause in enumerate(found):
        before = found[place - 1] if place else None
        if clause.own or not clause.pieces:
            continue
        if before is not None and before.leading and not before.ends and clause.letters[:1] != "o":
            clause.outcome, clause.leading = before.outcome, True
    for place in range(len(found) - 2, -1, -1):
        clause, after = found[place], found[place + 1]
        said_of = clause.letters[:1] == "o"
        if clause.outcome is None and not (clause.ends or said_of or (after.own and after.leading)):
            clause.outcome = after.outcome
