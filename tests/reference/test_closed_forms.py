"""Bodies and vehicles against closed forms: both flights of one speed, Tsiolkovsky, entry along a straight line."""

import math

import numpy as np
import pytest

import intercept as ic
from intercept import flights

GM_M3_S2 = 3.986004418e14
RADIUS_M = 6_371_008.8
G0_M_S2 = 9.80665
RELATIVE = 1e-6


def sphere(radius_m=RADIUS_M, gm_m3_s2=GM_M3_S2, air=None):
    return ic.World(
        sphere_radius_m=radius_m, gm_m3_s2=gm_m3_s2, j2=0.0, rotation_rate_rad_s=0.0, air=air or ic.Air(0.0)
    )


def thrown_east(world, height_m, speed_m_s, angle_rad, beta=1e9, tolerance_m=1e-7):
    """A body thrown eastwards over the equator, above the x axis."""
    body = ic.Ensemble(
        position_ecef_m=(world.sphere_radius_m + height_m, 0.0, 0.0),
        velocity_ecef_m_s=(speed_m_s * math.sin(angle_rad), speed_m_s * math.cos(angle_rad), 0.0),
        ballistic_coefficient_kg_m2=beta,
    )
    return ic.fly(body, world=world, tolerance_m=tolerance_m, threads=1)


# sin(2 phi + psi/2) = ((2 - Q)/Q) sin(psi/2): both flights of one speed come down at the range angle psi (Bate,
# Mueller, White, chapter 6).
@pytest.mark.parametrize("psi", [0.05, 0.4, 1.2])
def test_both_flights_of_one_speed_come_down_at_one_place(psi):
    q = 1.15 * 2 * math.sin(psi / 2) / (1 + math.sin(psi / 2))
    speed = math.sqrt(q * GM_M3_S2 / RADIUS_M)
    flat = math.asin((2 - q) / q * math.sin(psi / 2))
    for angle in (flat, math.pi - flat):
        flown = thrown_east(sphere(), 0.0, speed, 0.5 * (angle - psi / 2))
        end_s = float(flown.table()["flight_time_s"][0])
        x, y, z = flown.sample(0, end_s)[0][0]
        assert math.atan2(y, x) == pytest.approx(psi, rel=RELATIVE)
        assert abs(z) < 1e-3


# V = sum of Isp g0 ln(mass ratio): no gravity, no air, straight up.
def test_ideal_burnout_velocity():
    stages = [
        flights.Stage(3000.0, 400.0, 50.0, 230.0, 255.0, coast_s=3.0),
        flights.Stage(900.0, 100.0, None, 240.0, 280.0, thrust_curve=[(0.0, 0.4), (5.0, 1.0), (30.0, 0.7)]),
    ]
    vehicle = flights.Vehicle(stages, 300.0, flights.Aerodynamics.ballistic_coefficient(5000.0))
    want = G0_M_S2 * (255.0 * math.log(4700.0 / 1700.0) + 280.0 * math.log(1300.0 / 400.0))
    assert vehicle.ideal_speed_m_s == pytest.approx(want, rel=1e-12)
    flight = flights.BoostedFlight(vehicle, (-0.785, -2.18, 0.0), 1.0, flights.PitchProgramme([(0.0, 1.2)]))
    core = flights.BoostedFlight.fly_many([flight], world=sphere(gm_m3_s2=0.0), tolerance_m=1e-7, threads=1)
    velocity = ic.Trajectories(core).sample(0, vehicle.burnout_s)[1][0]
    # The start adds 1 mm/s upwards, which gives the path a direction.
    assert np.linalg.norm(velocity) == pytest.approx(want, rel=RELATIVE)


# Without gravity a body flies straight, and V = V_e exp(-(1/(2 beta)) integral of rho ds) whatever the geometry. Allen
# and Eggers, NACA Report 1381, is that integral through flat air: rho H / sin gamma; here over a sphere of 1e6 km.
def test_entry_of_a_body_at_an_angle():
    speed, gamma, scale, beta, radius = 7500.0, math.radians(30.0), 7200.0, 5000.0, 1e9
    height, density = 120_000.0, 1.225
    world = sphere(radius, 0.0, ic.Air(density, scale))
    flown = thrown_east(world, height, speed, -gamma, beta, tolerance_m=1e-6)
    end_s = float(flown.table()["flight_time_s"][0])
    time = np.linspace(0.0, end_s, 4000)
    position, velocity = flown.sample(np.zeros(len(time)), time)
    slowed = np.linalg.norm(velocity, axis=1)
    way = np.linalg.norm(position - position[0], axis=1)
    # The integral along the line, by the trapezium rule in steps of 1 m.
    fine = np.arange(0.0, way[-1] + 1.0)
    lower = height - fine * math.sin(gamma) + (fine * math.cos(gamma)) ** 2 / (2 * radius)
    rho = density * np.exp(-lower / scale)
    column = np.concatenate([[0.0], np.cumsum(0.5 * (rho[1:] + rho[:-1]))])
    want = speed * np.exp(-np.interp(way, fine, column) / (2 * beta))
    np.testing.assert_allclose(slowed, want, rtol=RELATIVE)
    # The closed form, as far as the sphere is flat: its horizon turns by 2e-4 over the path.
    altitude = np.linalg.norm(position, axis=1) - radius
    flat = speed * np.exp(-density * np.exp(-altitude / scale) * scale / (2 * beta * math.sin(gamma)))
    np.testing.assert_allclose(slowed, flat, rtol=1e-3)
    slowing = density * np.exp(-altitude / scale) * slowed**2 / (2 * beta)
    assert slowing.max() / G0_M_S2 == pytest.approx(73.268, rel=1e-3)
    assert slowed[slowing.argmax()] == pytest.approx(4548.98, rel=5e-3)
    assert altitude[slowing.argmax()] == pytest.approx(9077.26, abs=60.0)
