"""Motors by measured points: plain columns of time (s) and thrust (N), as files of motors hold them."""

import itertools
import math

import numpy as np
import pytest

import intercept as ic
from intercept import flights
from intercept.errors import InvalidParameterError

HERE = (-0.785, -2.18, 0.0)
# Of our own making, in the shapes that measurements have: most begin after ignition or at no thrust, and end at none.
MOTORS = {
    "spike and plateau": ((0.02, 12.0), (0.08, 30.0), (0.2, 11.0), (1.4, 10.0), (1.5, 0.0)),
    "from zero": ((0.0, 0.0), (0.05, 45.0), (0.5, 50.0), (1.0, 42.0), (1.1, 0.0)),
    "progressive": ((0.03, 20.0), (0.5, 28.0), (1.0, 39.0), (1.6, 55.0), (1.65, 0.0)),
    "regressive": ((0.01, 90.0), (0.4, 70.0), (0.9, 35.0), (1.3, 0.0)),
    "slow start": ((0.0, 0.0), (0.3, 1.0), (0.6, 3.0), (0.9, 40.0), (2.5, 38.0), (2.6, 0.0)),
    "late": ((0.4, 33.0), (1.5, 30.0), (1.6, 0.0)),
    "stepped": ((0.0, 60.0), (0.5, 60.0), (0.5, 25.0), (2.0, 25.0), (2.0, 0.0)),
    "two humps": ((0.02, 25.0), (0.3, 48.0), (0.8, 18.0), (1.3, 44.0), (1.8, 0.0)),
    "ends under thrust": ((0.05, 30.0), (1.0, 30.0)),
    "no thrust for a while": ((0.0, 0.0), (0.5, 0.0), (0.55, 35.0), (1.5, 30.0), (1.6, 0.0)),
}
PROPELLANT_KG, DRY_KG, PAYLOAD_KG = 0.03, 0.05, 0.4


def rocket(points, payload_kg=PAYLOAD_KG):
    # The specific impulse makes the thrust that of the columns.
    rising = points if points[0][0] == 0.0 else ((0.0, 0.0), *points)
    impulse = sum(0.5 * (a[1] + b[1]) * (b[0] - a[0]) for a, b in itertools.pairwise(rising))
    specific_s = impulse / (PROPELLANT_KG * 9.80665)
    impulses = {"specific_impulse_sea_level_s": specific_s, "specific_impulse_vacuum_s": specific_s}
    stage = flights.Stage(PROPELLANT_KG, DRY_KG, thrust_curve=points, **impulses)
    return flights.Vehicle([stage], payload_kg, flights.Aerodynamics.ballistic_coefficient(500.0))


def launched(vehicle):
    steering = flights.GravityTurn(0.01, vertical_rise_s=1.0, kick_duration_s=1.0)
    return ic.fly(flights.BoostedFlight(vehicle, HERE, 0.3, steering))


def lift_off_s(points):
    """When the thrust exceeds the weight, by small steps; the propellant burnt by then counts for little."""
    weight = 9.806 * (PROPELLANT_KG + DRY_KG + PAYLOAD_KG)
    before = (0.0, 0.0) if points[0][0] > 0.0 else points[0]
    for point in points:
        if point[1] > weight:
            share = (weight - before[1]) / (point[1] - before[1]) if before[1] < weight else 0.0
            return before[0] + share * (point[0] - before[0])
        before = point
    return math.inf


@pytest.mark.parametrize("points", MOTORS.values(), ids=MOTORS)
def test_every_motor_flies_from_its_columns(points):
    flown = launched(rocket(points))
    assert flown.outcome[0] == ic.Outcome.IMPACT, flown.fault(0)
    table = flown.table()
    assert table["apogee_km"][0] > 0.005
    assert table["flight_time_s"][0] > points[-1][0]


@pytest.mark.parametrize("points", MOTORS.values(), ids=MOTORS)
def test_it_stands_on_the_pad_until_the_thrust_exceeds_the_weight(points):
    flown, lift_off = launched(rocket(points)), lift_off_s(points)
    position, _ = flown.sample(0, [0.0, 0.9 * lift_off, lift_off, lift_off + 0.1])
    _, _, altitude = ic.earth.ecef_to_geodetic(position)
    assert altitude[:2] == pytest.approx(0.0, abs=1e-6)
    assert abs(altitude[2]) < 1e-3
    assert altitude[3] > altitude[2]


def test_falling_columns_are_turned_round():
    points = MOTORS["two humps"]
    assert flights.Stage(1.0, 1.0, thrust_curve=points[::-1]) == flights.Stage(1.0, 1.0, thrust_curve=points)


def test_a_thrust_that_never_lifts_is_refused_with_the_weight():
    flown = launched(rocket(MOTORS["slow start"], payload_kg=40.0))
    assert flown.outcome[0] == ic.Outcome.INVALID
    assert "thrust at launch = 40.0" in flown.fault(0)
    assert "more than the weight, 39" in flown.fault(0)


SPIKE = ((0.0, 0.0), (0.002, 60.0), (0.006, 60.0), (0.01, 1.0), (0.5, 2.0), (0.6, 45.0), (2.0, 40.0), (2.1, 0.0))


def test_the_spike_of_an_igniter_makes_no_hop():
    flown = launched(rocket(SPIKE))
    assert flown.outcome[0] == ic.Outcome.IMPACT
    # It stands until the motor burns: thrust is the weight of 4.7 N between 0.5 s and 0.6 s.
    position, _ = flown.sample(0, [0.008, 0.3, 0.5])
    np.testing.assert_allclose(ic.earth.ecef_to_geodetic(position)[2], 0.0, atol=1e-6)
    assert flown.table()["apogee_km"][0] > 0.05
    assert flown.table()["flight_time_s"][0] > SPIKE[-1][0]


HOP = ((0.0, 0.0), (0.002, 60.0), (0.006, 60.0), (0.01, 1.0), (0.1, 4.0), (1.2, 4.0), (1.3, 0.0))


def test_a_motor_that_only_hops_hops():
    flown = launched(rocket(HOP))
    assert flown.outcome[0] == ic.Outcome.IMPACT
    assert 0.01 < flown.table()["flight_time_s"][0] < 1.0
    assert flown.table()["apogee_km"][0] < 2e-4


# Long on the pad: nothing for five seconds, and then a thrust that grows past the weight of 4.7 N in another.
STANDING = ((0.0, 0.0), (5.0, 0.0), (6.0, 9.0), (9.0, 12.0), (9.1, 0.0))
STEERINGS = {
    "gravity turn": flights.GravityTurn(0.2, vertical_rise_s=0.7, kick_duration_s=0.5),
    "pitch programme": flights.PitchProgramme([(0.0, math.pi / 2), (0.6, math.pi / 2), (1.5, 0.8), (3.0, 0.6)]),
}


def cut_at(points, lift_off, propellant_kg):
    """The same thrust from lift-off on, with the propellant that is left, of one specific impulse."""
    times, thrusts = np.array(points).T
    thrust = float(np.interp(lift_off, times, thrusts))
    left = [(0.0, thrust), *((t - lift_off, f) for t, f in points if t > lift_off)]
    impulse_s = float(np.trapezoid(thrusts, times)) / (propellant_kg * 9.80665)
    left_kg = sum(0.5 * (a[1] + b[1]) * (b[0] - a[0]) for a, b in itertools.pairwise(left)) / (impulse_s * 9.80665)
    impulses = {"specific_impulse_sea_level_s": impulse_s, "specific_impulse_vacuum_s": impulse_s}
    stage = flights.Stage(left_kg, DRY_KG, thrust_curve=left, **impulses)
    return flights.Vehicle([stage], PAYLOAD_KG, flights.Aerodynamics.ballistic_coefficient(500.0))


@pytest.mark.parametrize("steering", STEERINGS.values(), ids=STEERINGS)
def test_the_clock_of_the_steering_starts_at_lift_off(steering):
    vehicle = rocket(STANDING)
    flown = ic.fly(flights.BoostedFlight(vehicle, HERE, 0.3, steering))
    # It stands from the first knot to the second.
    lift_off = flown.knots()["time_s"][1]
    assert lift_off == pytest.approx(lift_off_s(STANDING), abs=0.01)
    # Nothing is burnt while there is no thrust: what is left out is only time.
    without = [(0.0, 0.0), *((t - 5.0, f) for t, f in STANDING[2:])]
    for other, earlier in ((rocket(without), 5.0), (cut_at(STANDING, lift_off, PROPELLANT_KG), lift_off)):
        again = ic.fly(flights.BoostedFlight(other, HERE, 0.3, steering))
        times = np.linspace(lift_off, flown.table()["flight_time_s"][0], 200)
        apart = flown.sample(0, times)[0] - again.sample(0, np.minimum(times - earlier, again.knots()["time_s"][-1]))[0]
        assert np.linalg.norm(apart, axis=1).max() < 0.05
    assert flown.table()["distance_km"][0] > 0.05


def curve(points):
    return flights.Stage(3000.0, 500.0, thrust_curve=points).thrust_curve


@pytest.mark.parametrize(
    "columns",
    [
        ([0.0, 10.0, 30.0], [1.0, 1.0, 0.5]),
        ((0.0, 10.0, 30.0), (1.0, 1.0, 0.5)),
        np.array([[0.0, 10.0, 30.0], [1.0, 1.0, 0.5]]),
        [[0.0, 1.0], [10.0, 1.0], [30.0, 0.5]],
        np.array([[0.0, 1.0], [10.0, 1.0], [30.0, 0.5]]),
        ([30.0, 10.0, 0.0], [0.5, 1.0, 1.0]),
    ],
)
def test_points_and_columns_are_the_same_curve(columns):
    assert curve(columns) == ((0.0, 1.0), (10.0, 1.0), (30.0, 0.5))
    assert flights.PitchProgramme(columns).points == curve(columns)


TWO_WAYS = r"points or columns.*\(0, 3000\), \(1, 1\).*\(0, 1\), \(3000, 1\)"


def test_two_by_two_is_points_and_refused_as_a_tuple_of_lists():
    wanted = ((0.0, 1.0), (30.0, 1.0))
    for given in ([(0, 1), (30, 1)], ((0, 1), (30, 1)), [[0, 1], [30, 1]], np.array([[0, 1], [30, 1]])):
        assert curve(given) == wanted
    for either in (([0, 3000], [1, 1]), (np.array([0, 3000]), np.array([1, 1])), ((0, 3000), [1, 1])):
        with pytest.raises(InvalidParameterError, match=TWO_WAYS):
            curve(either)
    for neither in (([0, 1, 2], [1, 1]), ([0, 1, 2], [1, 1, 1], [1, 1, 1])):
        with pytest.raises(InvalidParameterError, match="thrust_curve is not allowed: must be pairs of numbers"):
            curve(neither)


def test_a_time_before_ignition_is_refused_with_what_is_allowed():
    with pytest.raises(
        InvalidParameterError, match="first time of thrust_curve = -1 is not allowed: must be 0 or more"
    ):
        curve([(-1.0, 500.0), (300.0, 500.0)])
