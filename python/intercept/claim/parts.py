"""The groups of a claim or of a raid as parts that have no object in common: what lies inside another is taken out."""

from __future__ import annotations

from collections.abc import Sequence

from intercept.base.arguments import refused
from intercept.claim import composition, kinds
from intercept.claim.quantities import Count
from intercept.claim.reading import Group, by_class


def outermost(groups: Sequence[Group]) -> tuple[Group, ...]:
    """Return the groups that lie in no other one."""
    return tuple(
        group
        for group in groups
        if not any(kinds.classes(group.kinds) < kinds.classes(other.kinds) for other in groups)
    )


def parts(name: str, groups: Sequence[Group]) -> tuple[Group, ...]:
    """Return groups apart from one another, each with one number; that of a range is its middle.

    Of 60 missiles, 5 of them hypersonic, 5 are hypersonic and 55 are cruise and ballistic missiles. Groups without a
    number are left out, and models are counted by their class.

    Raises
    ------
    InvalidParameterError
        Groups overlap, are more than the whole, or leave objects of which no class is left; it names the parameter.
    """
    composition.check(name, groups)
    numbered = by_class(groups)
    found: list[Group] = []
    for group in sorted(numbered, key=lambda group: len(kinds.classes(group.kinds))):
        own = kinds.classes(group.kinds)
        inside = [part for part in found if kinds.classes(part.kinds) & own]
        if any(not kinds.classes(part.kinds) <= own for part in inside):
            raise refused(name, group.label, "groups of which none holds only a part of another")
        number = middle(group) - sum(middle(part) for part in inside)
        left = own - kinds.classes(kind for part in inside for kind in part.kinds)
        if number > 0 and not left:
            told = " and ".join(part.label for part in inside)
            raise refused(name, group.label, f"as many as its kinds make together, {told}, or without one of these")
        if number > 0 or not inside:
            found.append(Group(kinds.of_classes(left), Count(number, number, f"{number:,}")))
    return tuple(sorted(found, key=lambda part: list(kinds.KINDS).index(part.kinds[0])))


def middle(group: Group) -> int:
    """Return the number of a group, of a range its middle; 0 where it has none."""
    return 0 if group.count is None else (group.count.low + group.count.high) // 2
