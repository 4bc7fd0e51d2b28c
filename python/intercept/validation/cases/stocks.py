"""Finite magazines followed by hand: what is fired, what is left, and for how many there is no round."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from intercept.raid.raid_plan import RaidPlan
from intercept.raid.simulate import simulate
from intercept.raid.tally import CAUSES, Tally
from intercept.validation.check import Case, Check, Source
from intercept.validation.tables import Library

MAGAZINE = "finite magazines, loaded and delivered: sums by hand"
EXACT = "none: each shot is certain, and times are whole seconds"
NO_CHANNEL, NO_ROUND = (CAUSES.index(name) for name in ("no_channel", "no_round"))


def _tally(moments_s: Sequence[tuple[float, float]], unit: dict[str, Any], **more: Any) -> Tally:  # noqa: ANN401
    """Return what comes of one unit whose every shot kills after 2 s; windows are opens, closes (s), one a threat."""
    launch = np.array(moments_s, dtype=float)
    count = len(launch)
    raid = RaidPlan.from_tables(
        {"launch_s": np.zeros(count), "arrival_s": np.full(count, 20_000.0)},
        {name: [value] for name, value in unit.items()},
        {"threat": np.arange(count), "unit": np.zeros(count), "launch_s": launch, "intercept_s": launch + 2.0},
        **{"shares": {"kill_probability": 1.0}, **more},
    )
    return simulate(raid, seed=1, replications=1)


def _checks(source: Source, told: str, tally: Tally, wanted: Mapping[str, float]) -> Iterable[Check]:
    lacking = tally.causes.sum(axis=(0, 1))
    found = {
        "fired": float(tally.rounds.sum()),
        "left": float(tally.left.sum()),
        "leaked for want of a round": float(lacking[NO_ROUND]),
        "leaked for want of a channel": float(lacking[NO_CHANNEL]),
        "first shortage": float(tally.first_shortage_s[0]),
    }
    for name, value in wanted.items():
        unit = "s" if name == "first shortage" else ""
        yield source.absolute(f"replicated: {told}, {name}", (found[name], value), unit, 0.0, EXACT)


def magazines(library: Library) -> Iterable[Check]:  # noqa: ARG001 - sums by hand
    """One magazine, emptied through any number of channels, loaded, topped up in a lull, and renewed by a depot."""
    source = Source("raid-stocks", MAGAZINE, "ic.simulate")
    # 4 on the launchers, 8 at hand: 12 of 30 that share a window of 80 s, in which there is time for all of them. Each
    # engagement takes 3 s; the fourth empties the launchers.
    unit = {"rounds": 4, "spare": 8, "reload_time_s": 10.0, "assess_time_s": 1.0}
    for channels in (1, 2, 4, 100):
        told = f"12 rounds for 30 threats, {channels} channel{'s' * (channels > 1)}"
        tally = _tally([(0.0, 80.0)] * 30, {**unit, "channels": channels})
        wanted = {"fired": 12, "left": 0, "leaked for want of a round": 18, "leaked for want of a channel": 0}
        yield from _checks(source, told, tally, {**wanted, "first shortage": 3.0 * (-(-4 // channels) - 1)})
    # With rounds enough one channel fires every 3 s: at 0, 3, ..., 78 s.
    wanted = {"fired": 27, "left": 3, "leaked for want of a round": 0, "leaked for want of a channel": 3}
    yield from _checks(
        source,
        "30 rounds for 30 threats, 1 channel",
        _tally([(0.0, 80.0)] * 30, {**unit, "rounds": 30, "spare": 0}),
        wanted,
    )
    # One threat every 100 s, shot at at once or never. 2 rounds and 2 at hand: fired at 0, 100 (empty, loaded until
    # 200), 200 and 300 s. The depot, asked at 200 s, sends 2 of its 3 in 250 s, loaded from 450 to 550 s: fired at 600
    # and 700 s. Its last one, asked for at 550 s, comes at 800 s and, half a load, is ready at 850 s: fired at 900 s.
    tally = _tally(
        [(100.0 * i, 100.0 * i) for i in range(12)],
        {"rounds": 2, "spare": 2, "reload_time_s": 100.0},
        depots={"unit": {"rounds": 3, "delivery_time_s": 250.0}},
    )
    wanted = {"fired": 7, "left": 0, "leaked for want of a round": 5, "first shortage": 400}
    yield from _checks(source, "launchers, rounds at hand and a depot of 3", tally, wanted)
    # One round an hour, delivered at once: fired at 0 s, and of one every 1000 s the first after 3600 and 7200 s.
    tally = _tally(
        [(1000.0 * i, 1000.0 * i) for i in range(10)], {"rounds": 1}, depots={"unit": {"resupply_per_day": 24.0}}
    )
    wanted = {"fired": 3, "leaked for want of a round": 7, "first shortage": 1000}
    yield from _checks(source, "resupply of one an hour", tally, wanted)
    # 3 rounds, one fired at 0 s; three threats at 1000 s find what a lull of 50 s has let it load, or one too few.
    for lull_s, leaked in ((50.0, 0), (np.inf, 1)):
        tally = _tally(
            [(0.0, 0.0), *[(1000.0, 1000.0)] * 3],
            {"rounds": 3, "spare": 9, "reload_time_s": 90.0, "channels": 9, "top_up_after_s": lull_s},
        )
        told = f"topped up after {'50 s' if np.isfinite(lull_s) else 'no lull'}"
        yield from _checks(source, told, tally, {"fired": 4 - leaked, "leaked for want of a round": leaked})


def cases(library: Library) -> list[Case]:  # noqa: ARG001 - sums by hand
    """Return the case."""
    return [Case("raid-stocks", MAGAZINE, magazines)]
