"""Numbers of places: one outcome over several, "20 drones over Kyiv, 15 over Odesa", and hits of some areas alone."""

from __future__ import annotations

import re

from intercept.base.arguments import refused
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


def of_areas(sentence: str) -> list[str]:
    """Say of a number that hit populated areas that it is of these alone: others may have got through elsewhere."""
    return [
        f"'{match[0]}' is of {match['areas']} alone: what came down elsewhere got through, too, and is not counted."
        for match in _AREAS.finditer(sentence)
    ]


def check(sentence: str) -> None:
    """Raise InvalidParameterError for numbers over several places with how many there were in all.

    "251 drones were destroyed, including 40 over Belgorod and 62 over Kursk" gives the whole, and these are parts.
    """
    match = _OF_PLACES.search(sentence)
    if match is None or re.search(r"includ|of (?:them|which)", sentence[: match.end()], re.IGNORECASE):
        return
    more = match["more"].lstrip(", ").removeprefix("and ")
    raise refused(NAME, more, "given as one sum with the others, as '40 of 50 drones', or without them")
