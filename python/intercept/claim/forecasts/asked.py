"""The raid that a forecast is of: a sentence, numbers by kind, or both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from intercept.base.arguments import refused
from intercept.claim import given, kinds
from intercept.claim.parts import middle, outermost, parts
from intercept.claim.quantities import Count
from intercept.claim.read import read_claim
from intercept.claim.reading import Group, Reading, by_class
from intercept.claim.tokens import NAME
from intercept.errors import InvalidParameterError
from intercept.record.rates.names import MOST_OBJECTS
from intercept.scenario.model.raid import scaled_counts

# Of the raid asked for: the sizes at which a source is looked at.
SHARES = (0.1, 0.25, 0.5, 0.75, 1.0)
_EXAMPLE = 'a sentence such as "1,000 drones and 60 missiles", or numbers by kind (of)'


@dataclass(frozen=True)
class Asked:
    """A raid as asked for.

    Attributes
    ----------
    groups
        Those that lie in no other one, each with one number of objects.
    parts
        The same objects, each once: what lies inside a group is taken out of it.
    day
        The date in the sentence, None without one.
    notes
        What was read in another way than it is written, in sentences.
    """

    groups: tuple[Group, ...]
    parts: tuple[Group, ...]
    day: date | None = None
    notes: tuple[str, ...] = ()

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of all its objects."""
        return tuple(kind for group in self.groups for kind in group.kinds)

    @property
    def objects(self) -> int:
        """How many objects there are."""
        return sum(map(middle, self.groups))

    @property
    def sizes(self) -> tuple[tuple[int, ...], ...]:
        """Raids of the same shares, from a small one to this one: of each the number of every part."""
        counts = [middle(part) for part in self.parts]
        found = [tuple(scaled_counts(counts, share)) for share in SHARES]
        return tuple(dict.fromkeys(size for size in found if any(size)))

    @property
    def label(self) -> str:
        """The raid in words: 1,000 drones and 60 missiles."""
        return " and ".join(group.label for group in self.groups)


def asked(raid: object, of: Mapping[str, int | str] | None) -> Asked:
    """Return the raid of a sentence and of numbers by kind.

    Raises InvalidParameterError, naming the parameter, where neither is given or they contradict each other, where the
    sentence says what fell, and for no objects or more than 20,000.
    """
    groups = given.groups_of(None, None, of)
    day, notes, name = None, [], "of" if groups else "raid"
    if raid is not None:
        reading = given.joined(_read(raid), groups)
        if reading.statements:
            told = "a raid without what was shot down or got through, which is a claim: check that with check_claim"
            raise refused("raid", raid, told)
        groups, day = reading.groups, reading.date
        notes += [f"Not understood, and not used: {'; '.join(reading.unread)}."] * bool(reading.unread)
    if not groups and raid is None:
        raise InvalidParameterError(f"raid or of must be given: {_EXAMPLE}")
    if not groups:
        raise refused("raid", raid, _EXAMPLE)
    groups, apart = by_class(groups), parts(name, groups)
    notes += [
        f'"{group.count.text}" {kinds.label(group.kinds)} are taken as {middle(group):,}, the middle of {group.count}.'
        for group in groups
        if group.count is not None and not group.count.exact
    ]
    whole = tuple(_whole(group, apart) for group in outermost(groups))
    if not 1 <= sum(map(middle, whole)) <= MOST_OBJECTS:
        told = " and ".join(group.label for group in whole)
        raise refused(name, told, f"from 1 to {MOST_OBJECTS:,} objects in all")
    return Asked(tuple(group for group in whole if middle(group)), apart, day, tuple(notes))


def _read(raid: object) -> Reading:
    """Return the reading of a sentence; raises InvalidParameterError as `read_claim`, naming the raid."""
    if not isinstance(raid, str):
        raise refused("raid", raid, _EXAMPLE)
    try:
        return read_claim(raid)
    except InvalidParameterError as error:
        raise InvalidParameterError(f"raid{str(error).removeprefix(NAME)}") from error


def _whole(group: Group, apart: tuple[Group, ...]) -> Group:
    """Return a group with the number that its parts make, so that both are of the same objects."""
    number = sum(middle(part) for part in apart if kinds.within(part.kinds, group.kinds))
    return Group(group.kinds, Count(number, number, f"{number:,}"))
