"""Shares, counts and pieces of a claim as people read them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from intercept.claim import kinds, lexicon
from intercept.claim.makes import MAKES
from intercept.claim.quantities import Count, Share
from intercept.claim.small_words import FIRST_TIME
from intercept.claim.times import Period
from intercept.claim.tokens import Token

_HOW = {
    "exact": "",
    "about": "a round figure, ",
    "nearly": "a round figure from below, ",
    "over": "more than that, ",
    "under": "less than that, ",
    "at_least": "that or more, ",
    "at_most": "that or less, ",
    "range": "a range, ",
    "nearest": "",
}
_KINDS = {
    "targets": "objects: drones and missiles",
    "drones": "drones, decoys included",
    "missiles": "missiles of every class",
}
ORDINALS = ("", "", "second", "third", "fourth", "fifth")
INCLUDED = "said to be part of it"
OPEN = "no word says what became of them: taken as intercepted, which leaves open whether lost ones count"
_OTHERS = {
    "all_but": "all less the number that follows",
    "included": INCLUDED,
    "not": "turns the next word into its opposite",
}


def percent(share: Fraction, digits: int | None = None) -> str:
    """Return a share as a percentage, rounded half up: to the digits given, else to as many as are exact, or one."""
    exact = share * 100
    if digits is None:
        digits = next((digits for digits in (0, 1, 2, 3, 4) if (exact * 10**digits).denominator == 1), 1)
    units = math.floor(exact * 10**digits + Fraction(1, 2))
    whole, rest = divmod(units, 10**digits)
    return f"{whole}.{rest:0{digits}d} %" if digits else f"{whole} %"


def share_words(share: Share) -> str:
    """Return what a share stands for: "94.5 % up to, not including, 95.5 %, as rounded"."""
    low, high = percent(share.low), percent(share.high)
    if share.how == "nearest":
        return f"{low}{'' if low == high else f' to {high}'}, the nearest that whole numbers allow"
    if share.low == share.high:
        return f"exactly {low}"
    if share.low == 0 and not share.low_in:
        return f"more than none, {'up to' if share.high_in else 'less than'} {high}"
    if share.one_sided:
        word = {"over": "more than", "at_least": "at least", "under": "less than", "at_most": "at most"}[share.how]
        return f"{word} {low if share.how in {'over', 'at_least'} else high}"
    ends = f"{low} up to{'' if share.high_in else ', not including,'} {high}"
    return f"{ends}, as rounded" if share.how == "exact" else f"{_HOW[share.how]}{ends}"


def listed(words: Iterable[str], joint: str = "and") -> str:
    """Return words as a list: "a, b and c"."""
    words = list(words)
    return f"{', '.join(words[:-1])} {joint} {words[-1]}" if len(words) > 1 else "".join(words)


def ranked(rank: int) -> str:
    """Return a rank in words: "said to be the second largest so far"."""
    if rank == FIRST_TIME:
        return "said to be the first time that there were as many"
    return f"said to be the {'' if rank == 1 else f'{ORDINALS[rank]} '}largest so far"


def understood(token: Token) -> str:
    """Return in words what a piece of a sentence was understood to be."""
    meaning = token.meaning
    if isinstance(meaning, Count):
        return f"{_HOW[meaning.how]}{meaning}"
    if isinstance(meaning, Share):
        return share_words(meaning)
    if token.kind == "verb":
        return lexicon.OUTCOMES[str(meaning)]
    if token.kind == "date":
        return _when(meaning)
    if isinstance(meaning, tuple):
        return listed(_KINDS.get(name) or _members(name) for name in meaning)
    return _other(token)


def _other(token: Token) -> str:
    meaning = token.meaning
    if token.kind == "record":
        return ranked(meaning if isinstance(meaning, int) else 1)
    return _OTHERS[token.kind]


def _when(meaning: object) -> str:
    if isinstance(meaning, Period):
        return f"a span of many raids, {meaning}" if meaning.dated else str(meaning)
    return f"the date {meaning}" if isinstance(meaning, date) else "a time, of which nothing is used"


def _members(name: str) -> str:
    """Return a kind in words with the classes it is made of."""
    made_of = sorted(kinds.of_catalogue([name])) if name not in MAKES else [name]
    return kinds.label([name]) + (f" ({listed(kinds.label([one]) for one in made_of)})" if made_of != [name] else "")
