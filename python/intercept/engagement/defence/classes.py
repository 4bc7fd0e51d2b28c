"""Which names of threat classes a defence knows, and whether anything in it depends on them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from intercept.base.arguments import refused
from intercept.base.words import one_of
from intercept.catalogue.catalogue import Catalogue
from intercept.errors import InvalidParameterError

if TYPE_CHECKING:
    from intercept.engagement.defence.fire_unit import FireUnit
    from intercept.engagement.defence.sensor import Sensor


def named(sensors: Iterable[Sensor], fire_units: Iterable[FireUnit]) -> set[str]:
    """Return the threat classes that sensors and fire units name: in ranges by class, and in what they engage."""
    found: set[str] = set()
    for sensor in sensors:
        found.update(sensor.range_m if isinstance(sensor.range_m, Mapping) else ())
    for unit in fire_units:
        found.update(unit.engages or (), unit.slant_range_max_by_class_m)
    return found


def check(name: str, classes: Collection[str], own: Collection[str]) -> None:
    """Raise InvalidParameterError unless each class is of the catalogue, or one that the defence names itself."""
    known = dict.fromkeys((*Catalogue.load().threats, *own))
    for each in classes:
        if each not in known:
            raise refused(name, each, one_of(each, known))


def check_given(
    classes: Collection[str] | None, own: Collection[str], *, by_class: bool, cross_section_given: bool
) -> None:
    """Check the classes of threats against a defence; None where they are left out.

    Against a defence in which nothing depends on the class, with a radar cross-section given, any name will do.

    Raises
    ------
    InvalidParameterError
        A class is wanted and left out, or one that nobody knows.
    """
    if classes is None and by_class:
        listed = ", ".join(dict.fromkeys((*Catalogue.load().threats, *own)))
        raise InvalidParameterError(
            "threat_class is not allowed to be left out: ranges, warnings or rules of this defence depend on it; must"
            f" be one of {listed}"
        )
    if classes is not None and (by_class or not cross_section_given):
        check("threat_class", classes, own)
