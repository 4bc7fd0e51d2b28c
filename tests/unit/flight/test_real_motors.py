"""Fourteen real motors from their plain columns: each flies, and is as fast at burn-out as a plain sum says."""

import tomllib
from pathlib import Path

import numpy as np
import pytest

import intercept as ic
from intercept import flights
from intercept.errors import InvalidParameterError

MOTORS = tomllib.loads((Path(__file__).parent / "motors.toml").read_text(encoding="utf-8"))
HERE = (-0.785, -2.18, 0.0)
# A sphere at rest, without air: what is left is thrust and weight.
GM_M3_S2, RADIUS_M = 3.986004418e14, 6_371_008.8
STILL = ic.World(sphere_radius_m=RADIUS_M, j2=0.0, rotation_rate_rad_s=0.0, air=ic.Air(0.0))
NEARLY_UP = flights.GravityTurn(1e-3, vertical_rise_s=1.0, kick_duration_s=1.0)


def columns(motor):
    """Return the times and thrusts, from the ignition on."""
    time, thrust = np.array(motor["time_s"]), np.array(motor["thrust_n"])
    return (time, thrust) if time[0] == 0.0 else (np.r_[0.0, time], np.r_[0.0, thrust])


def vehicle(motor, payload_kg):
    dry_kg = motor["loaded_kg"] - motor["propellant_kg"]
    stage = flights.Stage.of_motor(motor["propellant_kg"], dry_kg, (motor["time_s"], motor["thrust_n"]))
    return flights.Vehicle([stage], payload_kg, flights.Aerodynamics.ballistic_coefficient(500.0))


@pytest.mark.parametrize("loads", [0.5, 2.0, 8.0])
@pytest.mark.parametrize("motor", MOTORS.values(), ids=MOTORS)
def test_every_real_motor_flies_from_its_columns(motor, loads):
    flown = ic.fly(flights.BoostedFlight(vehicle(motor, loads * motor["loaded_kg"]), HERE, 0.3, NEARLY_UP))
    assert flown.outcome[0] == ic.Outcome.IMPACT, flown.fault(0)
    assert flown.table()["flight_time_s"][0] > motor["time_s"][-1]
    assert flown.table()["apogee_km"][0] > 0.005


def summed(motor, payload_kg):
    """Return speed and height at burn-out, straight up, in steps of 20 us: it stands while the weight is more."""
    time, thrust = columns(motor)
    step = 2e-5
    at = np.arange(0.0, time[-1], step) + step / 2
    force = np.interp(at, time, thrust)
    burnt = np.cumsum(force) * step / float(np.trapezoid(thrust, time))
    mass = payload_kg + motor["loaded_kg"] - motor["propellant_kg"] * burnt
    pushed, height, speed = force / mass, 0.0, 0.0
    for push in pushed.tolist():
        gravity = GM_M3_S2 / (RADIUS_M + height) ** 2
        if height > 0.0 or push > gravity:
            speed += (push - gravity) * step
            height += speed * step
    return speed, height


@pytest.mark.parametrize("motor", MOTORS.values(), ids=MOTORS)
def test_its_speed_and_height_at_burn_out_are_those_of_a_plain_sum(motor):
    payload_kg = motor["loaded_kg"]
    flown = ic.fly(flights.BoostedFlight(vehicle(motor, payload_kg), HERE, 0.3, NEARLY_UP), world=STILL)
    position, velocity = flown.sample(0, [motor["time_s"][-1]])
    speed, height = summed(motor, payload_kg)
    # The sum is good to a step of its time; the kick of a thousandth of a radian costs a millionth.
    assert np.linalg.norm(velocity[0]) == pytest.approx(speed, rel=1e-4)
    assert np.linalg.norm(position[0]) - RADIUS_M == pytest.approx(height, rel=2e-4)


@pytest.mark.parametrize(
    ("propellant_kg", "points", "told"),
    [
        (1.0, [(0.0, 10.0), (1.0, 10.0)], r"thrust_curve_n of 10 N s: specific_impulse_sea_level_s = 1\.0197"),
        (0.1, [(0.0, 1e5), (1.0, 1e5)], "thrust_curve_n of 100000 N s: specific_impulse_sea_level_s = 101971"),
        (0.0, [(0.0, 10.0), (1.0, 10.0)], "propellant_mass_kg = 0"),
        (np.nan, [(0.0, 10.0), (1.0, 10.0)], "propellant_mass_kg = NaN"),
        (0.1, [(0.0, np.nan), (1.0, 10.0)], "thrust_curve"),
        (0.1, [], "thrust_curve_n = .* is not allowed: must be two points or more"),
        (0.1, "thrust", "thrust_curve_n is not allowed: must be pairs of numbers"),
    ],
)
def test_a_motor_that_cannot_be_is_refused(propellant_kg, points, told):
    with pytest.raises(InvalidParameterError, match=told):
        flights.Stage.of_motor(propellant_kg, 0.1, points)
