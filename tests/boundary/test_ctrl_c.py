"""Ctrl-C within one long call: signals are seen all along, not only when the call has come to its end."""

import numpy as np
import pytest
from signals import TIMERS, interrupted
from tree import ROOT

import intercept as ic

HIGH = (-0.785, -2.18, 400e3)
# Round the Earth for a million seconds at the finest tolerance, in a wind that is looked up at every step.
WINDY = ic.World(wind=ic.Wind.profile([0.0, 1e6], [1.0, 2.0], [0.0, 0.0]))
# Signals, one every 20 ms; a call that looks for them only at its end sees one.
SEEN = 5


def orbits(rows):
    return ic.Ensemble(
        position_ecef_m=ic.earth.geodetic_to_ecef(*HIGH)[0],
        velocity_ecef_m_s=ic.earth.enu_vector_to_ecef(np.linspace(7_700.0, 7_800.0, rows)[:, None] * [1.0, 0, 0], HIGH),
        ballistic_coefficient_kg_m2=1e9,
        duration_max_s=1e6,
        steps_max=10**9,
    )


CALLS = {
    "a single row": lambda: ic.fly(orbits(1), world=WINDY, tolerance_m=1e-9),
    "the ends of a few rows": lambda: orbits(10).ends(columns=["time_s"], world=WINDY, tolerance_m=1e-9),
    "the ends of many rows": lambda: orbits(2_000).ends(world=WINDY, tolerance_m=1e-9),
    "an area": lambda: area(400),
}


def area(resolution):
    night = ic.Scenario.from_file(ROOT / "examples" / "recorded-night.toml")
    return ic.defended_area(night, "short_range_ballistic", resolution=resolution)


@TIMERS
@pytest.mark.parametrize("what", CALLS)
def test_signals_are_seen_within_one_long_call(what):
    # Python drops what is raised while a callback of the first import of a module runs, too.
    area(5)
    with pytest.raises(KeyboardInterrupt), interrupted(SEEN) as seen:
        CALLS[what]()
    assert len(seen) >= SEEN
    # The threads are free for the next call.
    assert len(orbits(20).ends(tolerance_m=1.0)["time_s"]) == 20
