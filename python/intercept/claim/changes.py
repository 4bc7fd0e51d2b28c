"""Numbers that are of another time or of somebody else: what was before, by how much it changed, what was lost."""

from __future__ import annotations

from collections.abc import Sequence

from intercept.base.arguments import refused
from intercept.claim import idle_words
from intercept.claim.tokens import NAME, Token

CHANGES = frozenset(
    ["rose", "risen", "increased", "grew", "climbed", "jumped", "improved", "fell", "dropped", "declined", "up", "down"]
)
PASSIVE = frozenset({"was", "were", "been", "being", "is", "are"})


def is_change(tokens: Sequence[Token], place: int) -> bool:
    """Whether a number is by how much another one changed: the 20 % of "rose by 20 % to 240"."""
    before = [token.text.lower() for token in tokens[max(0, place - 4) : place]]
    changed = any(word in CHANGES for word in before[:-1])
    return tokens[place].kind in {"count", "share"} and before[-1:] == ["by"] and changed


def own_losses(tokens: Sequence[Token], place: int) -> Token | None:
    """Return what somebody lost of their own as a thing: "the army lost 5 drones"; None for what is not."""
    following = [token.kind for token in tokens[place + 1 : place + 3]]
    if tokens[place].text.lower() != "lost" or following != ["count", "kind"] or not place:
        return None
    before = tokens[place - 1]
    owner = before.kind in {"unread", "filler"} and before.text[-1:].isalpha()
    if not owner or before.text.lower() in PASSIVE | {"had", "have", "has", "another", "further", "more"}:
        return None
    return Token("thing", " ".join(token.text for token in tokens[place : place + 3]), "beside")


def check_them(tokens: Sequence[Token]) -> None:
    """Raise InvalidParameterError for "of those" after a number that is not understood, as `_of_another_number`."""
    for place, token in enumerate(tokens):
        if token.kind == "them":
            _of_another_number(tokens, place)


def _of_another_number(tokens: Sequence[Token], place: int) -> None:
    """Raise InvalidParameterError for "of those" after a number that is not understood: it may be of that one."""
    for token in reversed(tokens[:place]):
        if token.kind == "end" or token.kind in {"count", "kind"}:
            return
        unknown = token.kind == "thing" and token.meaning == "thing" and token.text[:1].isalnum()
        if unknown and not idle_words.NOUN.search(token.text) and " " in token.text and token.text[:1].isdigit():
            told = 'said of one number: "of 2,000 drones 97 % were intercepted"'
            raise refused(NAME, f"{token.text}, {tokens[place].text}", told)


def is_aside(tokens: Sequence[Token], place: int) -> bool:
    """Whether a time belongs to a number of another time: "from 80 % last month", "up from 80 % in August 2025"."""
    before = place - 1
    return before > 0 and (tokens[before - 1].kind == "compared" or is_before(tokens, before))


def is_before(tokens: Sequence[Token], place: int) -> bool:
    """Whether a number is what another was before: the 80 of "from 80 % last month to 90 %".

    Raises InvalidParameterError for "rose from 400 to 600", of which only one is meant.
    """
    token = tokens[place]
    if token.kind not in {"count", "share"} or not token.text.lower().startswith("from "):
        return False
    change = next((word.text for word in reversed(tokens[max(0, place - 3) : place]) if word.text in CHANGES), "")
    if change and getattr(token.meaning, "how", "") == "range":
        raise refused(NAME, f"{change} {token.text}", "one number, of this claim alone: what was before is another")
    others = [other for k, other in enumerate(tokens) if k != place and other.kind == token.kind]
    return getattr(token.meaning, "how", "") != "range" and token.kind == "share" and bool(others)
