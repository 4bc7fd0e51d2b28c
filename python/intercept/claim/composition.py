"""Whether the numbers of a claim's groups can be of one raid: parts add up to the whole, or at most to it."""

from __future__ import annotations

from collections.abc import Sequence

from intercept.base.arguments import refused
from intercept.claim import kinds
from intercept.claim.quantities import Count
from intercept.claim.reading import Group


def check(name: str, groups: Sequence[Group]) -> None:
    """Raise InvalidParameterError, naming the parameter, where parts are more than the whole or do not add up to it.

    Drones and missiles are all there is of objects, so they must add up; a list of kinds of missile may be incomplete.
    """
    for whole in groups:
        parts = _parts(whole, groups)
        if not parts or whole.count is None:
            continue
        low = sum(part.count.low for part in parts if part.count is not None)
        high = sum(part.count.high for part in parts if part.count is not None)
        complete = {"drones", "missiles"} <= {part.kinds[0] for part in parts if len(part.kinds) == 1}
        if low > whole.count.high or (complete and high < whole.count.low):
            told = " and ".join(part.label for part in parts)
            allowed = f"{whole.label} in all" if complete else f"at most {whole.label}"
            raise refused(name, told, f"{allowed}; {_sums(whole, parts, Count(low, high, ''), complete=complete)}")


def _sums(whole: Group, parts: Sequence[Group], made: Count, *, complete: bool) -> str:
    """Say what parts make together, and which one number would have to be another, and what, for all to fit."""
    counts = [part.count for part in parts if part.count is not None]
    sums = " + ".join(str(count) if count.exact else f"({count})" for count in counts)
    assert whole.count is not None  # noqa: S101 - the caller has looked
    least, most = ("", "") if complete else ("at least ", "at most ")
    fits = [f"{least}{made} {kinds.label(whole.kinds, made.high)} in all"]
    for part, count in zip(parts, counts, strict=True):
        low, high = whole.count.low - (made.high - count.high), whole.count.high - (made.low - count.low)
        if high >= 0:
            fitting = Count(max(low, 0) if complete else high, high, "")
            fits.append(f"{most}{fitting} {kinds.label(part.kinds, high)} instead of {count}")
    more = f"they make {made}" + (f" = {sums}" if len(counts) > 1 else "")
    return f"{more}, which would fit {', or '.join(fits)}"


def _parts(whole: Group, groups: Sequence[Group]) -> list[Group]:
    """Return the largest groups inside another one that have no class in common."""
    inside = [group for group in groups if kinds.classes(group.kinds) < kinds.classes(whole.kinds)]
    inside.sort(key=lambda group: (-len(kinds.of_catalogue(group.kinds)), -len(kinds.classes(group.kinds))))
    found: list[Group] = []
    for group in inside:
        if all(kinds.apart(group.kinds, other.kinds) for other in found):
            found.append(group)
    return found
