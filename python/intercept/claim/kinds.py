"""Kinds of object that claims speak of, as sets of classes of the catalogue and of models within these.

A kind lies within another when its classes do; a model, such as the Kalibr, is a kind within its class. `ballistic` and
`hypersonic` are the words of claims: an air-launched aeroballistic missile is counted as hypersonic here, though some
authorities count it as ballistic.
"""

from __future__ import annotations

from collections.abc import Iterable

from intercept.base.arguments import refused
from intercept.base.words import NOUNS, one_of, spelled
from intercept.claim.makes import MAKES, made_of

_DRONES = frozenset({"one_way_attack_drone", "jet_drone", "decoy_drone"})
_CRUISE = frozenset({"subsonic_cruise", "supersonic_cruise"})
_BALLISTIC = frozenset({"short_range_ballistic", "quasi_ballistic", "medium_range_ballistic"})
_HYPERSONIC = frozenset({"air_launched_aeroballistic", "hypersonic_cruise", "hypersonic_glide"})
_MISSILES = _CRUISE | _BALLISTIC | _HYPERSONIC

_CLASSES: dict[str, frozenset[str]] = {
    "targets": _DRONES | _MISSILES,
    "drones": _DRONES,
    "missiles": _MISSILES,
    "cruise": _CRUISE,
    "ballistic": _BALLISTIC,
    "hypersonic": _HYPERSONIC,
    **{name: frozenset({name}) for name in sorted(_DRONES | _MISSILES)},
}
# Every kind by what it is made of: models, and classes for what is of no known model.
KINDS: dict[str, frozenset[str]] = {
    **{kind: frozenset().union(*map(made_of, own)) for kind, own in _CLASSES.items()},
    **{name: frozenset({name}) for name in MAKES},
}
# The classes of the model by the kinds of a claim; the first that holds all classes of a kind is taken.
OF_RATES = {
    "drone": ("drones",),
    "subsonic_cruise": ("subsonic_cruise",),
    "supersonic_cruise": ("supersonic_cruise",),
    "srbm": ("quasi_ballistic",),
    "ballistic": ("ballistic",),
    "aeroballistic_or_hypersonic": ("hypersonic",),
}
# What else kinds are called: one of them, and the classes of the model of claimed rates.
_ALSO = {
    "target": "targets",
    "object": "targets",
    "objects": "targets",
    "drone": "drones",
    "missile": "missiles",
    "srbm": "quasi_ballistic",
    "aeroballistic_or_hypersonic": "hypersonic",
}
# Singular and plural, where `spelled` and an s do not give them.
_LABELS = {
    "targets": "object",
    "drones": "drone",
    "missiles": "missile",
    "cruise": "cruise missile",
    "ballistic": "ballistic missile",
    "hypersonic": "hypersonic missile",
    **NOUNS,
    **{name: f"{make.label} missile" for name, make in MAKES.items()},
}


def classes(kinds: Iterable[str]) -> frozenset[str]:
    """Return what kinds are made of: models, and classes of the catalogue for what is of no known model."""
    return frozenset().union(*(KINDS[kind] for kind in kinds))


def of_catalogue(kinds: Iterable[str]) -> frozenset[str]:
    """Return the classes of the catalogue that kinds are made of, a model's by the class that holds it."""
    return frozenset(MAKES[one].threat_class if one in MAKES else one for one in classes(kinds))


def coarse(kinds: Iterable[str]) -> tuple[str, ...]:
    """Return kinds with each model as the class that holds it, once each."""
    return tuple(dict.fromkeys(MAKES[kind].threat_class if kind in MAKES else kind for kind in kinds))


def of_classes(chosen: frozenset[str]) -> tuple[str, ...]:
    """Return the fewest kinds that are made of just these classes, in the order of `KINDS`."""
    found: list[str] = []
    for kind, own in sorted(KINDS.items(), key=lambda item: -len(item[1])):
        if own <= chosen and not own & classes(found):
            found.append(kind)
    return tuple(kind for kind in KINDS if kind in found)


def within(inner: Iterable[str], outer: Iterable[str]) -> bool:
    """Whether every class of the first kinds is one of the second."""
    return classes(inner) <= classes(outer)


def same(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether two sets of kinds are of the same classes."""
    return classes(one) == classes(other)


def apart(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether two sets of kinds have no class in common."""
    return not classes(one) & classes(other)


def label(kinds: Iterable[str], number: int | None = None) -> str:
    """Return kinds as words, in the singular for a number of 1: "cruise missiles and drones"."""
    ending = "" if number == 1 else "s"
    return " and ".join(f"{_LABELS.get(kind, spelled(kind))}{ending}" for kind in kinds)


def known(name: str, kind: str) -> str:
    """Return the name of a kind; raises InvalidParameterError, naming the parameter, for one that is not known."""
    found = kind.strip().lower().replace("-", "_").replace(" ", "_")
    found = _ALSO.get(found, found)
    if found not in KINDS:
        raise refused(name, kind, one_of(found, KINDS))
    return found
