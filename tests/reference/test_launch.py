"""Launch solutions and vehicles against closed forms: least energy, worked examples, Tsiolkovsky, straight entry."""

import math
from importlib import resources

import numpy as np
import pytest
from launches import solve_launch

import intercept as ic
from intercept import flights

GM_M3_S2 = 3.986004418e14
RADIUS_M = 6_371_008.8
G0_M_S2 = 9.80665
RELATIVE = 1e-6
TABLE = np.genfromtxt(
    resources.files("intercept.validation") / "data" / "ballistic" / "minimum_energy.csv", delimiter=",", names=True
)
BODY = flights.Aerodynamics.ballistic_coefficient(1e9)


def sphere(radius_m=RADIUS_M, gm_m3_s2=GM_M3_S2, air=None):
    return ic.World(
        sphere_radius_m=radius_m, gm_m3_s2=gm_m3_s2, j2=0.0, rotation_rate_rad_s=0.0, air=air or ic.Air(0.0)
    )


# Bate, Mueller, White, chapter 6: for a range angle psi, Q = 2 s/(1 + s), s = sin(psi/2), phi = (pi - psi)/4.
@pytest.mark.parametrize("row", range(5))
def test_the_least_energy_launch_is_that_of_the_table(row):
    psi = 1e3 * TABLE["range_km"][row] / RADIUS_M
    q = 2 * math.sin(psi / 2) / (1 + math.sin(psi / 2))
    phi, a = (math.pi - psi) / 4, RADIUS_M / (2 - q)
    e = math.sqrt(1 + q * (q - 2) * math.cos(phi) ** 2)
    s = solve_launch(BODY, (0.0, 0.0, 0.0), (0.0, psi, 0.0), world=sphere(), tolerance_m=1e-7)
    assert s.burnout_speed_m_s == pytest.approx(math.sqrt(q * GM_M3_S2 / RADIUS_M), rel=RELATIVE)
    assert s.burnout_flight_path_rad == pytest.approx(phi, rel=RELATIVE)
    assert s.apogee_m == pytest.approx(a * (1 + e) - RADIUS_M, rel=RELATIVE)
    e1 = math.acos((e - math.cos(psi / 2)) / (1 - e * math.cos(psi / 2)))
    time = 2 * math.sqrt(a**3 / GM_M3_S2) * (math.pi - e1 + e * math.sin(e1))
    assert s.flight_time_s == pytest.approx(time, rel=RELATIVE)
    assert s.flight_time_s == pytest.approx(TABLE["time_s"][row], rel=3e-6)
    assert s.azimuth_rad == pytest.approx(math.pi / 2, rel=RELATIVE)
    assert s.miss_m < 0.01


# sin(2 phi + psi/2) = ((2 - Q)/Q) sin(psi/2): both roots.
@pytest.mark.parametrize("psi", [0.05, 0.4, 1.2])
def test_both_launches_of_one_speed(psi):
    q = 1.15 * 2 * math.sin(psi / 2) / (1 + math.sin(psi / 2))
    speed = math.sqrt(q * GM_M3_S2 / RADIUS_M)
    low = math.asin((2 - q) / q * math.sin(psi / 2))
    for mode, angle in (("depressed", low), ("lofted", math.pi - low)):
        s = solve_launch(
            BODY, (0.0, 0.0, 0.0), (0.0, psi, 0.0), mode=mode, speed_m_s=speed, world=sphere(), tolerance_m=1e-7
        )
        assert s.burnout_flight_path_rad == pytest.approx(0.5 * (angle - psi / 2), rel=RELATIVE)


def test_worked_example_of_the_textbook_page_290():
    unit = 6_378_145.0
    speed = 2 / 3 * math.sqrt(GM_M3_S2 / unit)
    there = (0.0, math.radians(36.38974), 0.2 * unit)
    world = sphere(unit)
    s = solve_launch(BODY, (0.0, 0.0, 0.2 * unit), there, mode="lofted", speed_m_s=speed, world=world)
    # The range angle is given to half a digit of 1e-5 degree, 1.4e-7 of it; the angle follows within ten times that.
    assert math.cos(s.burnout_flight_path_rad) == pytest.approx(0.625, rel=2e-6)
    assert s.apogee_m / unit == pytest.approx(0.5, rel=2e-6)


def test_worked_example_of_the_textbook_page_291():
    unit, d = 6_378_145.0, math.radians
    # The book rounds Q to 1.2, and the angle to 39.36 degrees.
    speed = math.sqrt(1.2 / 1.025 * GM_M3_S2 / unit)
    launch, there = (d(30), d(60), 0.025 * unit), (d(-30), d(-60), 0.025 * unit)
    s = solve_launch(BODY, launch, there, mode="lofted", speed_m_s=speed, world=sphere(unit))
    psi = math.acos(-0.25 + 0.75 * math.cos(d(120)))
    assert math.degrees(psi) == pytest.approx(128.68219, abs=5e-6)
    phi = 0.5 * (math.pi - math.asin(0.8 / 1.2 * math.sin(psi / 2)) - psi / 2)
    assert s.burnout_flight_path_rad == pytest.approx(phi, rel=RELATIVE)
    assert math.degrees(s.burnout_flight_path_rad) == pytest.approx(39.36, abs=0.005)


def test_a_turning_earth_moves_the_launch_east_or_west():
    turning = ic.World(sphere_radius_m=RADIUS_M, j2=0.0, air=ic.Air(0.0))
    for there, faster in (((0.0, 0.2, 0.0), False), ((0.0, -0.2, 0.0), True)):
        still = solve_launch(BODY, (0.0, 0.0, 0.0), there, world=sphere())
        s = solve_launch(BODY, (0.0, 0.0, 0.0), there, world=turning)
        # Eastward the ground runs ahead, but its speed is carried along: the second wins.
        assert (s.burnout_speed_m_s > still.burnout_speed_m_s) == faster
        assert s.miss_m < 1.0


def test_wind_is_allowed_for():
    body, launch, there = (
        flights.Aerodynamics.ballistic_coefficient(2000.0),
        (-0.785, -2.18, 40e3),
        (-0.735, -2.18, 0.0),
    )
    calm = solve_launch(body, launch, there)
    windy = ic.World(wind=ic.Wind.constant(east_m_s=60.0, north_m_s=0.0))
    s = solve_launch(body, launch, there, world=windy)
    assert s.miss_m < 1.0
    # Towards north in a west wind: aimed to the left of the calm azimuth.
    turn = (s.azimuth_rad - calm.azimuth_rad + math.pi) % (2 * math.pi) - math.pi
    assert -0.05 < turn < -1e-4
    vehicle = flights.Vehicle(
        [flights.Stage(3000.0, 500.0, 50.0)], 500.0, flights.Aerodynamics.published("slender_missile", 0.6)
    )
    boosted = [solve_launch(vehicle, (-0.785, -2.18, 0.0), there, mode="lofted", world=w) for w in (None, windy)]
    assert max(b.miss_m for b in boosted) < 1.0
    assert boosted[0].azimuth_rad != pytest.approx(boosted[1].azimuth_rad, abs=1e-4)


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
    # Where the straight line at this angle meets the sphere: sine rule in the triangle with the centre.
    psi = math.acos((radius + height) / radius * math.cos(gamma)) - gamma
    s = solve_launch(
        flights.Aerodynamics.ballistic_coefficient(beta),
        (0.0, 0.0, height),
        (0.0, psi, 0.0),
        mode="depressed",
        speed_m_s=speed,
        world=world,
        tolerance_m=1e-6,
    )
    assert s.burnout_flight_path_rad == pytest.approx(-gamma, rel=RELATIVE)
    time = np.linspace(0.0, s.flight_time_s, 4000)
    position, velocity = s.trajectories.sample(np.zeros(len(time)), time)
    flown = np.linalg.norm(velocity, axis=1)
    way = np.linalg.norm(position - position[0], axis=1)
    # The integral along the line, by the trapezium rule in steps of 1 m.
    fine = np.arange(0.0, way[-1] + 1.0)
    lower = height - fine * math.sin(gamma) + (fine * math.cos(gamma)) ** 2 / (2 * radius)
    rho = density * np.exp(-lower / scale)
    column = np.concatenate([[0.0], np.cumsum(0.5 * (rho[1:] + rho[:-1]))])
    want = speed * np.exp(-np.interp(way, fine, column) / (2 * beta))
    np.testing.assert_allclose(flown, want, rtol=RELATIVE)
    # The closed form, as far as the sphere is flat: its horizon turns by 2e-4 over the path.
    altitude = np.linalg.norm(position, axis=1) - radius
    flat = speed * np.exp(-density * np.exp(-altitude / scale) * scale / (2 * beta * math.sin(gamma)))
    np.testing.assert_allclose(flown, flat, rtol=1e-3)
    slowing = density * np.exp(-altitude / scale) * flown**2 / (2 * beta)
    assert slowing.max() / G0_M_S2 == pytest.approx(73.268, rel=1e-3)
    assert flown[slowing.argmax()] == pytest.approx(4548.98, rel=5e-3)
    assert altitude[slowing.argmax()] == pytest.approx(9077.26, abs=60.0)
