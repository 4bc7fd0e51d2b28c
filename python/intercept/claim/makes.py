"""Models of missile that claims and the record name, each a part of one class of the catalogue.

The record holds rows of single models, of several that its source does not tell apart (C-300/C-400), and of several
that were reported together (X-101/X-555 and Kalibr): a row is of every model that it may hold.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from intercept.record.row import Row


@dataclass(frozen=True)
class Make:
    """A model: the class of the catalogue that it belongs to, what it is called, and its names in the record."""

    threat_class: str
    label: str
    recorded: tuple[str, ...]


# The Kh-69 is a Kh-59 of another shape, and most rows hold the two together: they are one here.
MAKES = {
    "kh_101": Make("subsonic_cruise", "Kh-101", ("X-101/X-555",)),
    "kalibr": Make("subsonic_cruise", "Kalibr", ("Kalibr",)),
    "iskander_k": Make("subsonic_cruise", "Iskander-K", ("Iskander-K",)),
    "kh_59": Make("subsonic_cruise", "Kh-59", ("X-59", "X-59/X-69", "X-59MK2", "X-69")),
    "kh_35": Make("subsonic_cruise", "Kh-35", ("X-35",)),
    "banderol": Make("subsonic_cruise", "Banderol", ("Banderol",)),
    "kh_22": Make("supersonic_cruise", "Kh-22", ("X-22",)),
    "kh_32": Make("supersonic_cruise", "Kh-32", ("X-32",)),
    "oniks": Make("supersonic_cruise", "Oniks", ("P-800 Oniks",)),
    "kh_31": Make("supersonic_cruise", "Kh-31", ("X-31", "X-31P", "X-31PD")),
    "iskander_m": Make("quasi_ballistic", "Iskander-M", ("Iskander-M", "Iskander-M/KN-23")),
    "kn_23": Make("quasi_ballistic", "KN-23", ("KN-23", "Iskander-M/KN-23")),
    "s_300": Make("short_range_ballistic", "S-300", ("C-300", "C-300/C-400")),
    "s_400": Make("short_range_ballistic", "S-400", ("C-400", "C-300/C-400")),
}
_AND = re.compile(" and ", re.IGNORECASE)


def made_of(threat_class: str) -> frozenset[str]:
    """Return a class with its models: what is of no model that is known is the class itself."""
    return frozenset({threat_class, *(name for name, make in MAKES.items() if make.threat_class == threat_class)})


def of_row(row: Row) -> frozenset[str]:
    """Return the models, and the classes of no known model, that the objects of a row may be of."""
    return _of_name(row.model.model.casefold()) or frozenset(row.model.classes)


@cache
def _of_name(name: str) -> frozenset[str]:
    """Return the models of a name of the record, empty where one of its members is none."""
    found: set[str] = set()
    for member in _AND.split(" ".join(name.split())):
        own = {key for key, make in MAKES.items() if member in [other.casefold() for other in make.recorded]}
        if not own:
            return frozenset()
        found |= own
    return frozenset(found)
