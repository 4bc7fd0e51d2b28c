"""The nearest reachable distance that a refusal names is where flights end: a little nearer lands, beyond does not."""

import math
import re

import pytest

import intercept as ic
from intercept import flights

LAUNCH = (-0.785, -2.18, 0.0)


def destination(distance_m):
    latitude, longitude, _ = ic.earth.geodesic_direct(*LAUNCH[:2], azimuth_rad=math.pi - 1.2, distance_m=distance_m)
    return (float(latitude[0]), float(longitude[0]), 0.0)


def named_m(message):
    return float(re.search(r"nearest reachable distance is (\d+) m", message)[1])


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
