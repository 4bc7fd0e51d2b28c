"""How long does it take to find every engagement window of the recorded night? 549 threats against 241 fire units."""

import numpy as np
import pytest
from support import THREATS, night

import intercept as ic


def assert_windows(found, plan, trajectories):
    """Every window keeps what it promises: launch, flight, intercept, arrival, and the unit's greatest slant range."""
    units = plan.units.parameters
    arrival = plan.threats.launch_s + trajectories.summary()["flight_time_s"]
    assert found.reasons.shape == (THREATS, len(plan.units.names))
    assert ((found.reasons == 0).sum(axis=1) > 0).any()
    assert (np.diff(found.launch_s, axis=1) >= 0).all()
    assert (found.launch_s < found.intercept_s).all()
    assert (found.intercept_s[:, -1] <= arrival[found.threat] + 1e-3).all()
    # Where the threat is at the first intercept, and how far that is from the unit.
    first = found.intercept_s[:, 0] - plan.threats.launch_s[found.threat]
    place, _ = trajectories.sample(found.threat, first)
    stand = ic.geodetic_to_ecef(*units[found.unit, :3].T.copy())
    assert (np.linalg.norm(place - stand, axis=1) <= units[found.unit, 5] + 1.0).all()


@pytest.mark.benchmark(group="windows of the night")
@pytest.mark.parametrize("threads", [1, 0], ids=["one thread", "all threads"])
def test_windows_of_the_night(benchmark, threads):
    plan, trajectories = night()
    found = ic.engagement_windows(trajectories, plan, threads=threads)
    assert_windows(found, plan, trajectories)
    benchmark.pedantic(ic.engagement_windows, args=(trajectories, plan), kwargs={"threads": threads}, rounds=3)
