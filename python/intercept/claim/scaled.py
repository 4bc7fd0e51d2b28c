"""A scenario with as many threats as a claim says: a share of 500 drones says little of a claim of 750."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from intercept.analysis.sizes import resized
from intercept.claim import kinds
from intercept.claim.of_run import counted, members
from intercept.claim.parts import middle, parts
from intercept.claim.reading import Group
from intercept.claim.words import listed
from intercept.errors import InvalidParameterError
from intercept.raid.result import Result
from intercept.scenario.model.scenario import Scenario

MOST = 20_000  # objects of a kind beyond which a scenario is not scaled


class Scaling(NamedTuple):
    """How the numbers of a scenario stand to those of a claim: in a sentence, and in short where it was scaled."""

    told: str = ""
    short: str = ""


def to_claim(scenario: Scenario, groups: Sequence[Group]) -> tuple[Scenario, Scaling]:
    """Return a scenario with as many threats as a claim says, and what was done to it; nothing for none.

    Its waves keep their shares, times and routes; those of kinds whose number the claim does not say stay. It is not
    scaled to kinds that it does not launch, to more than 20,000 of one, or to no threat at all, and tracks are not
    scaled: the sentence says so.
    """
    waves, counts = scenario.raid.waves, scenario.raid.scaled_counts()
    if not waves:
        return scenario, Scaling(
            "The scenario's threats are tracks, which come as they are: it is not scaled to the claim."
        )

    def launched(names: Sequence[str]) -> int:
        own = members(scenario, names)
        return sum(count for wave, count in zip(waves, counts, strict=True) if wave.class_name in own)

    differing = _differing(groups, launched)
    can = [(part, before) for part, before in differing if before and middle(part) <= MOST]
    if sum(counts) + sum(middle(part) - before for part, before in can) == 0:
        can = []
    told = [f"scaled to the claim, {listed(_change(part, before) for part, before in can)}"] * bool(can)
    cannot = [part.label for part, before in differing if (part, before) not in can]
    told += [f"not scaled to its {listed(cannot)}"] * bool(cannot)
    sizes = {tuple(members(scenario, part.kinds)): middle(part) for part, _ in can}
    scaling = Scaling(f"The scenario is {', and '.join(told)}." if told else "", _short(can))
    return (resized(scenario, sizes) if can else scenario), scaling


def beside(result: Result, groups: Sequence[Group]) -> Scaling:
    """Say of which numbers a result is where the claim has others; nothing where it has none."""
    differing = _differing(groups, lambda names: counted(result, names, "did_not_hit").launched)
    if not differing:
        return Scaling()
    told = listed(f"{before:,} {kinds.label(part.kinds, before)}, not {middle(part):,}" for part, before in differing)
    return Scaling(f"The result is taken as it stands, of {told}: shares are compared.")


def _short(can: Sequence[tuple[Group, int]]) -> str:
    """Return from how many threats a scenario was scaled; of one part of them the numbers alone."""
    if len(can) == 1:
        ((part, before),) = can
        return f"scaled from {before:,} to {middle(part):,}"
    return f"scaled {listed(_change(part, before) for part, before in can)}" if can else ""


def _change(part: Group, before: int) -> str:
    return f"from {before:,} to {middle(part):,} {kinds.label(part.kinds, middle(part))}"


def _differing(groups: Sequence[Group], launched: Callable[[Sequence[str]], int]) -> list[tuple[Group, int]]:
    """Return the parts of a claim of which another number is launched, with it; none where its groups overlap."""
    try:
        apart = parts("claim", groups)
    except InvalidParameterError:
        return []
    stated = {kinds.classes(group.kinds): group.count for group in groups}
    found = []
    for part in apart:
        before, count = launched(part.kinds), stated.get(kinds.classes(part.kinds)) or part.count
        # A number within a range that is claimed is as good as its middle.
        if count is not None and not count.low <= before <= count.high:
            found.append((part, before))
    return found
