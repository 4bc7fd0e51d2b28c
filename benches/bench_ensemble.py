"""How fast are ensembles, ends alone and with paths, on one thread and all? Does a row cost the same in a crowd?"""

import time

import numpy as np
import pytest

import intercept as ic

RADIUS_M = 6_371_008.8
PLACE = (np.radians(-45.0), np.radians(-125.0), 100e3)


def reentries(rows):
    """Climb from 100 km to some 300 km and fall back, in all directions."""
    rng = np.random.default_rng(20240611)
    speed, angle, azimuth, share = rng.random((4, rows))
    speed, angle, azimuth = 2000.0 + 1000.0 * speed, np.radians(30.0 + 20.0 * angle), 2.0 * np.pi * azimuth
    level = speed * np.cos(angle)
    local = np.column_stack([level * np.sin(azimuth), level * np.cos(azimuth), speed * np.sin(angle)])
    return ic.Ensemble(
        position_ecef_m=ic.earth.geodetic_to_ecef(*PLACE)[0],
        velocity_ecef_m_s=ic.earth.enu_vector_to_ecef(local, PLACE),
        ballistic_coefficient_kg_m2=2000.0 + 8000.0 * share,
    )


def worst_error(bodies, tolerance_m):
    """Return how far the ends lie from those of a tolerance of 1e-8 m (m)."""
    truth = bodies.ends(tolerance_m=1e-8)["position_ecef_m"]
    return np.linalg.norm(bodies.ends(tolerance_m=tolerance_m)["position_ecef_m"] - truth, axis=1).max()


@pytest.mark.benchmark(group="ensemble, 20,000 re-entries, ends only")
@pytest.mark.parametrize("threads", [1, 0], ids=["one thread", "all threads"])
@pytest.mark.parametrize(("tolerance_m", "wanted_m"), [(0.3, 1.0), (3e-5, 1e-3)], ids=["1 m", "1 mm"])
def test_ends(benchmark, tolerance_m, wanted_m, threads):
    worst_m = worst_error(reentries(200), tolerance_m)
    assert worst_m < wanted_m
    bodies = reentries(20_000)
    benchmark.extra_info |= {"accuracy": f"worst of 200 impacts {worst_m:.2g} m", "rows": (len(bodies), "trajectory")}
    benchmark.pedantic(bodies.ends, kwargs={"tolerance_m": tolerance_m, "threads": threads}, rounds=5, warmup_rounds=1)


@pytest.mark.benchmark(group="ensemble, 5,000 re-entries, with paths")
def test_paths(benchmark):
    bodies = reentries(5_000)
    flown = ic.fly(bodies, tolerance_m=1e-2)
    ends = bodies.ends(tolerance_m=1e-4)
    last = flown.knots()["position_ecef_m"][flown.offsets[1:].astype(int) - 1]
    worst_m = np.linalg.norm(last - ends["position_ecef_m"], axis=1).max()
    assert worst_m < 0.1
    benchmark.extra_info |= {"accuracy": f"worst of all impacts {worst_m:.2g} m", "rows": (len(bodies), "trajectory")}
    benchmark.pedantic(ic.fly, args=(bodies,), kwargs={"tolerance_m": 1e-2}, rounds=5, warmup_rounds=1)


@pytest.mark.benchmark(group="ensemble, one body, call included")
def test_one_body(benchmark):
    position, velocity = ic.earth.geodetic_to_ecef(*PLACE)[0], np.array([-1500.0, -900.0, -1200.0])

    def fly():
        body = ic.Ensemble(position_ecef_m=position, velocity_ecef_m_s=velocity, ballistic_coefficient_kg_m2=5000.0)
        return ic.fly(body, threads=1, tolerance_m=1e-2)

    assert fly().outcome.tolist() == [ic.Outcome.IMPACT]
    benchmark.extra_info["accuracy"] = "1 cm a step"
    benchmark(fly)


@pytest.mark.benchmark(group="ensemble, a row among a million over a row among ten thousand")
def test_a_row_costs_the_same_in_a_crowd(benchmark):
    few, many = reentries(10_000), reentries(1_000_000 if benchmark.enabled else 20_000)

    def seconds_a_row(bodies):
        begin = time.perf_counter()
        ends = bodies.ends(tolerance_m=0.3)
        assert (ends["outcome"] == ic.Outcome.IMPACT).all()
        return (time.perf_counter() - begin) / len(bodies)

    seconds_a_row(few)
    ratios = [seconds_a_row(many) / np.median([seconds_a_row(few) for _ in range(9)]) for _ in range(3)]
    benchmark.extra_info |= {
        "accuracy": f"a row costs {np.median(ratios):.2f} times as much",
        "rows": (len(many), "row"),
    }
    benchmark.pedantic(seconds_a_row, args=(many,), rounds=3)
