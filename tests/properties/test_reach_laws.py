"""The nearest reachable distance that a refusal names is where flights end: a little nearer lands, beyond does not."""

import math
import re

import pytest
from launches import solve_launch

import intercept as ic
from intercept import flights
from intercept.errors import UnreachableError

LAUNCH = (-0.785, -2.18, 0.0)
VEHICLE = flights.Vehicle(
    [flights.Stage(3000.0, 500.0, 60.0, 230.0, 255.0)], 500.0, flights.Aerodynamics.ballistic_coefficient(5e3)
)


def destination(distance_m):
    latitude, longitude, _ = ic.earth.geodesic_direct(*LAUNCH[:2], azimuth_rad=math.pi - 1.2, distance_m=distance_m)
    return (float(latitude[0]), float(longitude[0]), 0.0)


def named_m(message):
    return float(re.search(r"nearest reachable distance is (\d+) m", message)[1])


@pytest.mark.parametrize("mode", ["minimum_energy", "lofted", "depressed"])
def test_a_vehicle_reaches_as_far_as_it_says_and_no_farther(mode):
    said = []
    for beyond in (900e3, 2000e3):
        with pytest.raises(UnreachableError) as caught:
            solve_launch(VEHICLE, LAUNCH, destination(beyond), mode=mode)
        said.append(named_m(str(caught.value)))
    # The farthest is a flat top over the steepness: found to a metre or so, and turned a little by the azimuth.
    assert said[0] == pytest.approx(said[1], abs=50.0)
    assert solve_launch(VEHICLE, LAUNCH, destination(said[0] - 100.0), mode=mode).miss_m < 1.0
    with pytest.raises(UnreachableError):
        solve_launch(VEHICLE, LAUNCH, destination(said[0] + 1_000.0), mode=mode)


# Apogee (m), and how far beyond the reach that is told nothing is found any more (m). At 18 km and 22 km the farthest
# flights burn less than all, and another within a metre of the apogee comes down a few metres beyond.
@pytest.mark.parametrize(
    ("apogee_m", "beyond_m"),
    [(10e3, 5.0), (18e3, 50.0), (20e3, 5.0), (22e3, 50.0), (28e3, 5.0), (35e3, 5.0), (60e3, 5.0)],
)
def test_a_depressed_flight_reaches_as_far_as_it_says_and_no_farther(apogee_m, beyond_m):
    def fly(distance_m):
        return ic.fly(flights.DepressedFlight(LAUNCH, destination(distance_m), apogee_m), threads=1)

    said = []
    for beyond in (1_500e3, 2_500e3):
        batch = fly(beyond)
        assert batch.outcome[0] == ic.Outcome.UNREACHABLE
        said.append(named_m(batch.fault(0)))
    assert said[0] == pytest.approx(said[1], abs=2.0)
    near = fly(said[0] - 5.0)
    assert near.outcome[0] == ic.Outcome.IMPACT, near.fault(0)
    # Three times the 50 m to which the search for an apogee is held.
    assert near.table()["apogee_km"][0] == pytest.approx(apogee_m / 1e3, abs=0.17)
    assert fly(said[0] + beyond_m).outcome[0] == ic.Outcome.UNREACHABLE


def test_an_apogee_that_no_speed_allows_is_refused_with_the_one_that_does():
    body = flights.Aerodynamics.ballistic_coefficient(5000.0)
    there = destination(560e3)
    for mode, apogee_m, word in (("depressed", 60e3, "at least"), ("lofted", 1e7, "at most")):
        fastest = solve_launch(body, LAUNCH, there, mode=mode, speed_m_s=11_000.0)
        with pytest.raises(ic.errors.InvalidParameterError) as caught:
            solve_launch(body, LAUNCH, there, mode=mode, apogee_m=apogee_m)
        said = float(re.search(rf"{word} (\d+) m to come down there", str(caught.value))[1])
        assert said == pytest.approx(fastest.apogee_m, rel=1e-4)
        assert math.isfinite(said)
