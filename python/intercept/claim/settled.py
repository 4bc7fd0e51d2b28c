"""What can only be settled when all clauses are gathered: numbers of what is named later, and what parts make."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from intercept.claim import kinds
from intercept.claim.gathered import Found, state, strictly_inside
from intercept.claim.reading import Group, Statement, total

# Words of what is left when all that was stopped is taken away.
_THROUGH = ("got", "get", "slip", "leak", "penetrat", "broke", "break", "evad", "made it", "escap")


def settle(found: Found) -> None:
    """Settle what waited for the end of the sentence."""
    _bind(found)
    _break_down(found)
    _first(found)
    _add_up(found)


def _bind(found: Found) -> None:
    """Give a number that had no kind the one of what is said later: "out of 60, 55 missiles were shot down"."""
    names = found.lacking
    if found.bare is not None and names and found.bare in found.groups:
        found.groups[found.groups.index(found.bare)] = Group(names, found.bare.count)


def _break_down(found: Found) -> None:
    """Take "478 of 549 targets were shot down: 439 drones and 39 missiles" as what the 478 were."""
    for whole in tuple(found.statements):
        populations = [group for one in found.statements for group in one.population]
        parts = [
            group
            for group in found.groups
            if strictly_inside(group, whole.population) and group not in populations and group.count is not None
        ]
        counts = [group.count for group in parts if group.count is not None]
        if whole.number is None or whole.objects is None or len(parts) < 2:
            continue
        made, number, objects = total(counts), whole.number, whole.objects
        apart = all(kinds.apart(a.kinds, b.kinds) for a, b in combinations(parts, 2))
        if apart and (made.low, made.high) == (number.low, number.high) and made.high < objects.low:
            found.groups = [group for group in found.groups if group not in parts]
            found.statements += [
                Statement((replace(part, count=None),), whole.outcome, part.label, None, part.count) for part in parts
            ]


def _first(found: Found) -> None:
    """Take "50 were shot down and 10 lost out of 65 drones" as of the 65 alike, where all else is of these."""
    if found.first is None:
        return
    clause, parts = found.first
    populations = {one.population for one in found.statements}
    if len(populations) != 1 or found.statements[0].objects is None:
        found.unread.append(parts["text"].text)
        return
    state(found, clause, parts, populations.pop(), parts["q"])
    found.statements.insert(0, found.statements.pop())


def _add_up(found: Found) -> None:
    """Take what was shot down and what got through as all there were: "40 drones were shot down, 10 got through"."""
    for names in dict.fromkeys(one.kinds for one in found.statements if one.objects is None):
        own = [one for one in found.statements if one.kinds == names]
        outcomes = [one.outcome for one in own]
        counts = [one.number for one in own if one.number is not None]
        through = all(one.word.lower().startswith(_THROUGH) for one in own if one.outcome == "hit")
        known = any(kinds.same(group.kinds, names) for group in found.groups)
        stopped = len(set(outcomes)) == len(outcomes) > 1 and "hit" in outcomes
        if stopped and through and not known and len(counts) == len(own):
            found.declare(Group(names, total(counts)))
