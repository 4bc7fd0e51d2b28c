"""What one number cannot say: one outcome over several places, hits of some areas alone, ratios of two outcomes."""

from __future__ import annotations

import re

from intercept.base.arguments import refused
from intercept.claim.numerals import FRACTION
from intercept.claim.tokens import NAME

_PLACE = r"(?:over|near|above|in) (?:the )?(?:[A-Z][\w'-]*)(?: (?:[A-Z][\w'-]*|region|oblast))*"
_OF_PLACES = re.compile(
    r"\d[\d,]* (?:[\w-]+ )?(?:drones?|missiles?|uavs?|shaheds?|targets?)"
    rf" (?:(?:was|were|shot|down|downed|destroyed) )*{_PLACE}"
    rf"(?P<more>(?:,| and|, and) \d[\d,]*(?: more)? {_PLACE})",
)


_AREAS = re.compile(
    r"\b(?P<number>\d[\d,]*|[a-z-]+) (?:of (?:them|which|these) )?"
    r"(?P<verb>hit|struck|landed in|fell in(?:to)?|fell on|reached|impacted)"
    r" (?P<areas>(?:[\w-]+ )?(?:populated|built-up|residential|urban|inhabited) (?:areas?|districts?|zones?))",
    re.IGNORECASE,
)


_EVERY = re.compile(
    r"(?:for|per|of|in|to) (?:every|each)(?: single)? (?:\d+|one\b|two\b|three\b|four\b|five\b|ten\b|hundred\b|an? "
    r"|(?:\w+ )?(?:drones?|missiles?|uavs?|shaheds?|targets?|objects?)\b)",
    re.IGNORECASE,
)
_RATIO = re.compile(r"\b\d+ ?(?::|-?to-?) ?\d+ ratio|ratio of (?:about |some )?\d+ ?(?::|-?to-?) ?\d+", re.IGNORECASE)


def of_areas(sentence: str) -> list[str]:
    """Say of a number that hit populated areas that it is of these alone: others may have got through elsewhere."""
    return [
        f'"{match[0]}" is of {match["areas"]} alone: what came down elsewhere got through, too, and is not counted.'
        for match in _AREAS.finditer(sentence)
    ]


def check(sentence: str) -> None:
    """Raise InvalidParameterError for ratios that name no share, and for numbers over places with how many in all.

    "251 drones were destroyed, including 40 over Belgorod and 62 over Kursk" gives the whole, and these are parts.
    """
    # "Six of every ten missiles" was read as a share before: that one is no ratio of two outcomes.
    ratio = _RATIO.search(sentence) or _EVERY.search(FRACTION.sub("", sentence))
    if ratio is not None:
        raise refused(NAME, ratio[0], 'written as a share of all, as "six of every ten missiles got through" or "60 %"')
    match = _OF_PLACES.search(sentence)
    if match is None or re.search(r"includ|of (?:them|which)", sentence[: match.end()], re.IGNORECASE):
        return
    more = match["more"].lstrip(", ").removeprefix("and ")
    raise refused(NAME, more, 'given as one sum with the others, as "40 of 50 drones", or without them')
