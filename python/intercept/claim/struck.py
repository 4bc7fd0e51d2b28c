"""A defence that hits drones: "hit 9 of 12 drones" says what "12 drones, 9 of which hit" denies.

A drone that hits has got through, and a drone that is hit has not. Which of the two is meant stands in the order of the
words alone, so that a number that comes after the verb, with nothing that flies before it, is refused by name.
"""

from __future__ import annotations

from collections.abc import Sequence

from intercept.base.arguments import refused
from intercept.claim.tokens import NAME, Token

_HITS = frozenset(["hit", "hits", "hitting", "struck", "strikes", "striking", "have hit", "had hit", "has hit"])
_FLIES = {"kind", "count", "share", "all", "none", "them"}
_NUMBERS = {"count", "share", "all", "none"}
_WRITTEN = 'written as "shot down 9 of 12 drones" if they were hit, or as "9 of 12 drones hit" if they got through'


def check(tokens: Sequence[Token]) -> None:
    """Raise InvalidParameterError, naming the words, for a number of drones or missiles that something else hit."""
    # "Hit by 4 drones" has its subject behind it.
    pieces = [token for token in tokens if token.kind != "filler" or token.text.lower() == "by"]
    for place, token in enumerate(pieces):
        if token.kind != "verb" or token.text.lower() not in _HITS or _flies(pieces, place):
            continue
        object_of = _object(pieces[place + 1 :])
        if object_of:
            raise refused(NAME, " ".join(piece.text for piece in (token, *object_of)), _WRITTEN)


def _flies(pieces: Sequence[Token], place: int) -> bool:
    """Whether what hits is a number or a kind of objects, as in "57 drones hit"."""
    return place > 0 and pieces[place - 1].kind in _FLIES


def _object(following: Sequence[Token]) -> list[Token]:
    """Return the pieces after the verb that number drones or missiles; none where they number something else."""
    found: list[Token] = []
    for token in following:
        if token.kind not in _NUMBERS | {"of", "kind", "them"}:
            break
        found.append(token)
    numbers_objects = found and found[-1].kind in {"kind", "them"}
    ends = numbers_objects or len(found) == len(following) or following[len(found)].kind in {"end", "and"}
    return found if found and found[0].kind in _NUMBERS and ends else []
