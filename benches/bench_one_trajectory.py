"""How long does one trajectory take? The least-energy path over 1,000 km without air, and a re-entry in real air."""

import numpy as np
import pytest

import intercept as ic

RADIUS_M = 6_371_008.8
# Least-energy path over 1,000 km of a sphere at rest (Bate, Mueller, White, ch. 6): speed, angle, time.
SPEED_M_S, ANGLE_DEG, TIME_S, RANGE_KM = 3016.11, 42.7517, 474.361, 1000.0
SPHERE = ic.World(sphere_radius_m=RADIUS_M, j2=0.0, rotation_rate_rad_s=0.0, air=ic.Air(0.0))

# WGS-84, for the Jacobi integral: |v|^2/2 - (GM/r)(1 - J2 (a/r)^2 (3 z^2/r^2 - 1)/2) - w^2 (x^2 + y^2)/2.
GM, A, J2, W = 3.986004418e14, 6_378_137.0, 1.0826298213e-3, 7.292115e-5


def least_energy():
    sine, cosine = np.sin(np.radians(ANGLE_DEG)), np.cos(np.radians(ANGLE_DEG))
    velocity = [SPEED_M_S * sine, SPEED_M_S * cosine, 0.0]
    return ic.fly(
        ic.Ensemble(
            position_ecef_m=[RADIUS_M, 0.0, 0.0], velocity_ecef_m_s=velocity, ballistic_coefficient_kg_m2=5000.0
        ),
        world=SPHERE,
        threads=1,
    )


def reentry(air=None):
    """From 120 km over the equator, 2.5 km/s at 40 degrees down towards the north-east."""
    velocity = 2500.0 * np.array([-np.sin(np.radians(40)), *(np.cos(np.radians(40)) * np.sqrt(0.5) * np.ones(2))])
    world = ic.World(air=air)
    return ic.fly(
        ic.Ensemble(
            position_ecef_m=[A + 120e3, 0.0, 0.0], velocity_ecef_m_s=velocity, ballistic_coefficient_kg_m2=5000.0
        ),
        world=world,
        threads=1,
    )


def jacobi(flight):
    knots = flight.knots()
    x, y, z = knots["position_ecef_m"].T
    r = np.linalg.norm(knots["position_ecef_m"], axis=1)
    zonal = 0.5 * J2 * (A / r) ** 2 * (3 * (z / r) ** 2 - 1)
    kinetic = 0.5 * (knots["velocity_ecef_m_s"] ** 2).sum(axis=1)
    return kinetic - GM / r * (1 - zonal) - 0.5 * W**2 * (x**2 + y**2)


@pytest.mark.benchmark(group="one trajectory without air, call included")
def test_vacuum_over_a_sphere(benchmark):
    flight = least_energy()
    end = flight.knots()["position_ecef_m"][-1]
    # The speed is given to six digits and range goes with its square.
    assert flight.table()["flight_time_s"][0] == pytest.approx(TIME_S, rel=1e-5)
    assert RADIUS_M * np.arctan2(end[1], end[0]) / 1e3 == pytest.approx(RANGE_KM, rel=1e-5)
    benchmark.extra_info["accuracy"] = "time and range of the closed form to 1e-5"
    benchmark(least_energy)


@pytest.mark.benchmark(group="one re-entry over the rotating Earth, call included")
def test_air_over_the_rotating_earth(benchmark):
    without_air, flown = jacobi(reentry(ic.Air(0.0))), jacobi(reentry())
    # Without air the integral is constant, to the 1e-4 m a step may be off; air only ever takes from it.
    assert np.ptp(without_air) < 1e-10 * abs(without_air[0])
    assert (np.diff(flown) < 1e-3).all()
    assert flown[-1] < flown[0] - 1e6
    change = np.ptp(without_air) / abs(without_air[0])
    benchmark.extra_info["accuracy"] = f"Jacobi integral without air constant to {change:.0e}"
    benchmark(reentry)
