"""Laws of boosted and depressed flights."""

import math

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

import intercept as ic
from intercept.testing import lofted_bodies, vehicles

G0_M_S2 = 9.80665
NOWHERE = ic.World(sphere_radius_m=6.4e6, gm_m3_s2=0.0, j2=0.0, rotation_rate_rad_s=0.0, air=ic.Air(0.0))


def flown(flights, world=None, tolerance_m=1e-6):
    world = world or ic.World()
    return ic.Trajectories(type(flights[0]).fly_many(flights, world=world, tolerance_m=tolerance_m, threads=1))


@settings(max_examples=40, deadline=None)
@given(vehicles(), st.floats(-1.5, 1.5), st.floats(0.1, 1.5))
def test_without_gravity_and_air_the_gain_is_tsiolkovskys(vehicle, latitude, pitch):
    flight = ic.flights.BoostedFlight(vehicle, (latitude, -2.18, 0.0), 1.0, ic.flights.PitchProgramme([(0.0, pitch)]))
    velocity = flown([flight], NOWHERE).sample(0, vehicle.burnout_s)[1][0]
    want = sum(
        stage.specific_impulse_vacuum_s
        * G0_M_S2
        * math.log(vehicle.mass_kg(start) / (vehicle.mass_kg(start) - stage.propellant_mass_kg))
        for stage, start in zip(vehicle.stages, ignitions(vehicle), strict=True)
    )
    # The start's 1 mm/s, and 1e-6 m/s a step.
    assert abs(float(np.linalg.norm(velocity)) - want) < 2e-3 + 1e-7 * want


def ignitions(vehicle):
    start, times = 0.0, []
    for stage in vehicle.stages:
        times.append(start)
        start += stage.burn_time_s + stage.coast_s
    return times


@settings(max_examples=30, deadline=None)
@given(lofted_bodies(), st.floats(1.05, 5.0))
def test_a_higher_ballistic_coefficient_lands_farther(body, factor):
    heavier = body.with_ballistic_coefficient(factor * body.ballistic_coefficient_kg_m2)
    near, far = (b.fly().table()["distance_km"][0] for b in (body, heavier))
    assert far >= near


@settings(max_examples=20, deadline=None)
@given(st.floats(0.05, 0.9), st.floats(-math.pi, math.pi), st.floats(0.2, 1.3), st.floats(500.0, 4000.0))
def test_in_vacuum_a_flight_can_be_flown_back(latitude, azimuth, angle, speed_m_s):
    """Over an Earth at rest: reverse the velocity at the end, and the body comes back to where it started."""
    world = ic.World(rotation_rate_rad_s=0.0, air=ic.Air(0.0))
    north = np.array([-math.sin(latitude), 0.0, math.cos(latitude)])
    up = np.array([math.cos(latitude), 0.0, math.sin(latitude)])
    level = math.cos(azimuth) * north + math.sin(azimuth) * np.array([0.0, 1.0, 0.0])
    start = 6.5e6 * up
    velocity = speed_m_s * (math.cos(angle) * level + math.sin(angle) * up)

    def fly(position, velocity):
        body = ic.Ensemble(position_ecef_m=position, velocity_ecef_m_s=velocity, ballistic_coefficient_kg_m2=1e9)
        return ic.fly(body, world=world, tolerance_m=1e-8)

    there = fly(start, velocity)
    end = float(there.table()["flight_time_s"][0])
    position, velocity_end = there.sample(0, 0.98 * end)
    back = fly(position, -velocity_end).sample(0, 0.98 * end)
    assert np.linalg.norm(back[0][0] - start) < 1e-2
    assert np.linalg.norm(back[1][0] + velocity) < 1e-5


def depressed(distance_m, **options):
    return ic.flights.DepressedFlight((-0.785, -2.18, 0.0), (-0.785 + distance_m / 6.4e6, -2.18, 0.0), **options)


@settings(max_examples=20, deadline=None)
@given(st.floats(250e3, 550e3), st.floats(0.0, 60.0), st.floats(8.0, 40.0), st.floats(0.0, 0.25))
def test_a_weaving_flight_meets_its_destination(distance_m, amplitude, period, climb):
    flight = depressed(
        distance_m,
        apogee_m=0.5 * distance_m / 4.2,
        mass_ratio_max=12.0,
        dive_speed_m_s=0.5 * math.sqrt(9.8 * distance_m),
        climb_angle_rad=climb,
        weave_acceleration_m_s2=amplitude,
        weave_period_s=period,
    )
    batch = flown([flight], tolerance_m=1e-4)
    assert batch.outcome[0] == ic.Outcome.IMPACT, batch.fault(0)
    summary = batch.table()
    miss = math.hypot(
        6.4e6 * (math.radians(summary["latitude_end_deg"][0]) - flight.destination[0]),
        4.5e6 * (math.radians(summary["longitude_end_deg"][0]) - flight.destination[1]),
    )
    assert miss < 1.05
