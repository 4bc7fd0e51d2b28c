"""A path that follows the ground in few pieces against the lowest one that clears it: what units can shoot at."""

import numpy as np
import pytest
from tree import ROOT

import intercept as ic
import intercept._core as _core
from intercept.errors import UnreachableError
from intercept.flight.trajectories import Trajectories

# Stated in docs/models/cruise.md: of the time for which pairs of a threat and a unit have windows, the share that the
# thinning of heights shifts, and the most of any pair (s).
SHARE, MOST_S = 1e-3, 5.0
EXACT_M = 1e-3


def raid_over_hills(seed):
    document = ic.Scenario.from_file(ROOT / "examples" / "notional-small.toml").to_dict()
    document["theatre"]["terrain"] = {
        "kind": "generated",
        "seed": seed,
        "relief_m": 300,
        "wavelength_km": 20,
        "width_km": 900,
        "depth_km": 600,
    }
    waves = [{**wave, "profile": "low"} for wave in document["raid"]["waves"] if "ballistic" not in wave["class"]]
    document["raid"]["waves"] = waves
    return ic.compile_plan(ic.Scenario.from_dict(document))


def flown(plan, **options):
    flights = plan.threats.flights
    routes = _core.RouteFlight.of_rows(
        flights.route, flights.waypoints, flights.waypoint_offsets, terrain=plan.terrain.core, **options
    )
    return Trajectories(_core.fly_route(routes, world=plan.world.core(), threads=0), world=plan.world)


def open_s(trajectories, plan):
    """Return the times for which each pair of a threat and a unit has windows: where one ends is of no account."""
    found = {}
    for row in ic.engagement_windows(trajectories, plan).table().records():
        times = (row["launch_earliest_s"], row["launch_latest_s"])
        found.setdefault((row["threat"], row["unit"]), []).append(times)
    return found


def length_s(times):
    return sum(stop - start for start, stop in times)


def apart_s(one, other):
    """Return for how long one of two has a window and the other has none."""
    both = sum(max(0.0, min(b, d) - max(a, c)) for a, b in one for c, d in other)
    return length_s(one) + length_s(other) - 2.0 * both


@pytest.mark.parametrize("seed", [4, 6])
def test_windows_are_those_of_the_exact_path(seed):
    plan = raid_over_hills(seed)
    exact, thin = (open_s(trajectories, plan) for trajectories in (flown(plan, follow_m=EXACT_M), flown(plan)))
    assert exact.keys() == thin.keys()
    assert len(exact) > 50
    apart = np.array([apart_s(times, thin[pair]) for pair, times in exact.items()])
    # The two differ, or nothing was compared.
    assert 0.0 < apart.sum() < SHARE * sum(map(length_s, exact.values()))
    assert np.median(apart) < 0.05
    assert apart.max() < MOST_S


def test_a_raid_flies_the_thinned_path_and_the_exact_one_lies_below_it():
    plan = raid_over_hills(4)
    own, exact = flown(plan), flown(plan, follow_m=EXACT_M)
    assert ic.fly(plan).to_arrow().select(["time_s", "altitude_m"]) == own.to_arrow().select(["time_s", "altitude_m"])
    assert exact.nbytes > 1.3 * own.nbytes


@pytest.mark.parametrize("follow_m", [0.0, -1.0, float("nan"), 1e4])
def test_a_distance_out_of_range_is_named(follow_m):
    trajectories = flown(raid_over_hills(4), follow_m=follow_m)
    with pytest.raises(UnreachableError, match="follow_m"):
        trajectories.check(str)
