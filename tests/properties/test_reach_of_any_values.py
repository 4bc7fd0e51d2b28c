"""Flights of any values fly, or are refused with a distance that is one and that no other flight reaches."""

import math
import re

import numpy as np
import pytest

import intercept as ic
from intercept import flights

LAUNCH = (-0.785, -2.18)
THIRD_ROUND_M, MEAN_RADIUS_M = 1.3e7, 6_371_008.8
# Shares of speeds at which free glides are flown beside a refused one.
SCAN = np.linspace(0.0, 1.0, 30)


def destination(distance_m, azimuth_rad):
    latitude, longitude, _ = ic.earth.geodesic_direct(*LAUNCH, azimuth_rad=azimuth_rad, distance_m=distance_m)
    return (float(latitude[0]), float(longitude[0]), 0.0)


def named_m(message):
    """Return the nearest reachable distance that a refusal names (m); it never has a sign."""
    return float(re.search(r"nearest reachable distance is (\d+) m", message)[1])


def reached_m(batch, row):
    """Return how far a flight comes down (m): of one that passed a third of the way round, the length of its path."""
    path = batch.knots()["position_ecef_m"][batch.offsets[row] : batch.offsets[row + 1]]
    across = np.linalg.norm(np.cross(path[:-1], path[1:]), axis=1)
    over_ground = MEAN_RADIUS_M * float(np.arctan2(across, np.sum(path[:-1] * path[1:], axis=1)).sum())
    if over_ground > THIRD_ROUND_M:
        return over_ground
    latitude, longitude, _ = (float(x[0]) for x in ic.earth.ecef_to_geodetic(path[-1:]))
    return float(ic.earth.geodesic_inverse(*LAUNCH, latitude, longitude)[0][0])


def bearing_rad(place):
    return float(ic.earth.geodesic_inverse(*LAUNCH, *place[:2])[1][0])


def scanned_m(speeds, azimuth, values):
    """Return how far free glides reach (m), on the azimuths that lead them to come down where one is (rad)."""
    azimuths = np.full(len(speeds), azimuth)
    for _ in range(4):
        free = [flights.GlideFlight(*LAUNCH, a, v, **values) for a, v in zip(azimuths, speeds, strict=True)]
        batch = ic.fly(free, threads=1)
        down = [i for i in range(len(free)) if batch.outcome[i] == ic.Outcome.IMPACT]
        reached = [reached_m(batch, i) for i in down]
        for i, length_m in zip(down, reached, strict=True):
            if length_m < THIRD_ROUND_M:
                last = batch.knots()["position_ecef_m"][int(batch.offsets[i + 1]) - 1 :][:1]
                azimuths[i] += math.sin(azimuth - bearing_rad([float(x[0]) for x in ic.earth.ecef_to_geodetic(last)]))
    return reached


def test_a_glide_that_is_out_of_reach_is_so_at_every_speed():
    rng, refused, round_the_earth = np.random.default_rng(11), 0, 0
    for _ in range(40):
        azimuth, distance_m = rng.uniform(-math.pi, math.pi), math.exp(rng.uniform(math.log(2e5), math.log(1.4e7)))
        speeds = 1_475.0 + (rng.uniform(2_000.0, 7_500.0) - 1_475.0) * SCAN
        values = {
            "ballistic_coefficient_kg_m2": math.exp(rng.uniform(math.log(500.0), math.log(5e4))),
            "lift_to_drag": rng.uniform(0.3, 10.0),
            "dive_altitude_m": rng.uniform(0.0, 30e3),
            "dive_angle_rad": rng.uniform(0.1, 1.5),
        }
        to = destination(distance_m, azimuth)
        sent = flights.GlideFlight(*LAUNCH, azimuth, speeds[0], destination=to, speed_max_m_s=speeds[-1], **values)
        flown = ic.fly(sent, threads=1)
        reached = scanned_m(speeds, azimuth, values)
        if flown.outcome[0] == ic.Outcome.IMPACT:
            last = flown.knots()["position_ecef_m"][-1]
            assert np.linalg.norm(last - ic.earth.geodetic_to_ecef(*to)[0]) < 1.0, sent
            round_the_earth += max(reached) > math.pi * MEAN_RADIUS_M
            continue
        assert flown.outcome[0] == ic.Outcome.UNREACHABLE, (flown.fault(0), sent)
        refused += 1
        nearest = named_m(flown.fault(0))
        end = max(reached) if nearest < distance_m else min(reached)
        assert nearest == pytest.approx(end, rel=3e-3, abs=300.0), sent
        assert (end < distance_m) == (nearest < distance_m), (end, nearest, sent)
    assert refused >= 5
    assert round_the_earth >= 2


@pytest.mark.parametrize(
    "overrides",
    [
        {"initial_glide_speed_m_s": 6_800.0, "lift_to_drag": 4.0},
        {"initial_glide_speed_m_s": 7_500.0},
        {"lift_to_drag": 10.0},
    ],
)
def test_a_class_that_could_fly_half_way_round_flies_to_places_before_that(overrides):
    for range_m in (1_000e3, 2_775e3, 6_000e3):
        flown = ic.fly(ic.Flight.of_class("hypersonic_glide", range_m=range_m, overrides=overrides))
        if flown.outcome[0] != ic.Outcome.IMPACT:
            assert named_m(flown.fault(0)) > range_m


# The second passes half way round, the third more than once, the fourth outlasts the longest flight that is computed.
@pytest.mark.parametrize(
    ("fuel_share", "specific_impulse_s", "lift_to_drag"),
    [(0.5, 2_000.0, 3.5), (0.5, 4_000.0, 3.5), (0.8, 4_000.0, 3.5), (0.9, 3_000.0, 8.0)],
)
def test_a_cruise_dives_before_its_fuel_is_out_however_long_that_lasts(fuel_share, specific_impulse_s, lift_to_drag):
    place, to = (-0.7, -2.2, 0.0), (-0.7, -2.07, 0.0)
    flight = flights.HypersonicCruiseFlight(
        place, to, fuel_share=fuel_share, specific_impulse_s=specific_impulse_s, lift_to_drag=lift_to_drag
    )
    flown = ic.fly(flight, threads=1)
    assert flown.outcome[0] == ic.Outcome.IMPACT, flown.fault(0)
    assert np.linalg.norm(flown.knots()["position_ecef_m"][-1] - ic.earth.geodetic_to_ecef(*to)[0]) < 1.0


def cruise(rng, distance_m, azimuth):
    return flights.HypersonicCruiseFlight(
        (*LAUNCH, 0.0),
        destination(distance_m, azimuth),
        lift_to_drag=rng.uniform(0.5, 10.0),
        ballistic_coefficient_kg_m2=math.exp(rng.uniform(math.log(100.0), math.log(2e5))),
        dive_angle_rad=rng.uniform(0.1, 1.5),
        mach=rng.uniform(4.0, 9.0),
        terminal_speed_m_s=rng.uniform(200.0, 2_000.0),
    )


def test_a_cruise_with_a_terminal_speed_flies_or_says_what_is_wrong():
    rng, outcomes = np.random.default_rng(12), set()
    for _ in range(60):
        distance_m, azimuth = math.exp(rng.uniform(math.log(1e5), math.log(2e6))), rng.uniform(-math.pi, math.pi)
        flown = ic.fly(cruise(rng, distance_m, azimuth), threads=1)
        outcomes.add(int(flown.outcome[0]))
        if flown.outcome[0] == ic.Outcome.UNREACHABLE:
            assert named_m(flown.fault(0)) >= 0.0
        elif flown.outcome[0] == ic.Outcome.INVALID:
            assert re.search(
                r"terminal_speed_m_s = \S+ is not allowed: must be (below|at most|at least) \d", flown.fault(0)
            )
        else:
            assert flown.outcome[0] == ic.Outcome.IMPACT, flown.fault(0)
    assert outcomes == {int(ic.Outcome.IMPACT), int(ic.Outcome.UNREACHABLE), int(ic.Outcome.INVALID)}


def depressed(rng):
    airborne, lifts = rng.random() < 0.4, rng.random() < 0.7
    to = destination(math.exp(rng.uniform(math.log(20e3), math.log(3e6))), rng.uniform(-math.pi, math.pi))
    altitude_m = rng.uniform(5e3, 18e3) if airborne else 0.0
    return flights.DepressedFlight(
        (*LAUNCH, altitude_m),
        to,
        apogee_m=altitude_m + 6e3 + math.exp(rng.uniform(math.log(5e3), math.log(8e5))),
        launch_speed_m_s=rng.uniform(200.0, 700.0) if airborne else 0.0,
        specific_impulse_s=rng.uniform(180.0, 320.0),
        burn_time_s=rng.uniform(10.0, 200.0),
        mass_ratio_max=math.exp(rng.uniform(math.log(1.5), math.log(60.0))),
        ballistic_coefficient_kg_m2=math.exp(rng.uniform(math.log(500.0), math.log(5e4))),
        lift_to_drag=rng.uniform(0.2, 6.0) if lifts else 0.0,
        pull_up_altitude_m=rng.uniform(10e3, 70e3),
        dive_angle_rad=rng.uniform(0.05, 1.5),
    )


def test_a_boost_flies_or_says_what_is_wrong():
    rng, beyond = np.random.default_rng(13), 0
    for _ in range(120):
        flight = depressed(rng)
        flown = ic.fly(flight, threads=1)
        if flown.outcome[0] == ic.Outcome.UNREACHABLE:
            beyond += "beyond it" in flown.fault(0)
            assert named_m(flown.fault(0)) >= 0.0
        elif flown.outcome[0] == ic.Outcome.INVALID:
            assert flown.fault(0).startswith("apogee_m = "), flown.fault(0)
        else:
            assert flown.outcome[0] == ic.Outcome.IMPACT, (flown.fault(0), flight)
    assert beyond >= 5
