"""A class's flight and the flight that a user makes of the same numbers are the same flight."""

import math

import numpy as np
import pytest

import intercept as ic
from intercept.flight.rows import COLUMNS

CLASSES = sorted(ic.Catalogue.load().threats)
# The course and the speed of a start are read from its velocity: they are rounded, and so are the lengths of the steps.
# The flights are compared at the same times.
ROUNDED_M = 1e-3
# A launch is solved until its flight misses by no more: from a start rounded otherwise it may end elsewhere in that.
SOLVED_M, SOLVED = 0.3, ("depressed", "hypersonic_cruise")


def numbers(flight, kind):
    row = getattr(flight.flights, kind)[0]
    named = dict(zip(COLUMNS[kind], row.tolist(), strict=True))
    return named, tuple(row[:3].tolist()), tuple(row[3:6].tolist())


def depressed(flight):
    named, launch_point, destination = numbers(flight, "depressed")
    own = dict(list(named.items())[6:])
    return ic.flights.DepressedFlight(launch_point, destination, **own)


def glider(named):
    """What glides, and how it dives."""
    same = ("ballistic_coefficient_kg_m2", "lift_to_drag", "dive_altitude_m", "dive_angle_rad")
    own = {name: named[name] for name in same}
    return own | {"lateral_acceleration_max_m_s2": named["lateral_acceleration_m_s2"]}


def glide(flight):
    named, launch_point, destination = numbers(flight, "glide")
    return ic.flights.GlideFlight(
        *launch_point[:2],
        azimuth_rad=0.0,
        speed_m_s=named["speed_min_m_s"],
        speed_max_m_s=named["speed_max_m_s"],
        destination=destination,
        **glider(named),
    )


def started(flight):
    """The glide from the start that the class's flight has."""
    named, _, _ = numbers(flight, "glide")
    flown = ic.fly(flight).knots()
    place = [float(value[0]) for value in ic.earth.ecef_to_geodetic(flown["position_ecef_m"][:1])]
    east, north, _ = ic.earth.ecef_vector_to_enu(flown["velocity_ecef_m_s"][:1], place)[0]
    return ic.flights.GlideFlight(
        *place[:2],
        azimuth_rad=math.atan2(east, north),
        speed_m_s=float(np.linalg.norm(flown["velocity_ecef_m_s"][0])),
        **glider(named),
    )


def hypersonic_cruise(flight):
    named, launch_point, destination = numbers(flight, "hypersonic_cruise")
    sound_m_s = float(ic.earth.us76(named["cruise_altitude_m"])["speed_of_sound_m_s"][0])
    return ic.flights.HypersonicCruiseFlight(
        launch_point,
        destination,
        mach=named["cruise_speed_m_s"] / sound_m_s,
        cruise_altitude_m=named["cruise_altitude_m"],
        lift_to_drag=named["lift_to_drag"],
        ballistic_coefficient_kg_m2=named["ballistic_coefficient_kg_m2"],
        lateral_acceleration_max_m_s2=named["lateral_acceleration_m_s2"],
        dive_angle_rad=named["dive_angle_rad"],
        terminal_speed_m_s=named["terminal_speed_m_s"],
    )


def route(flight):
    named, _, _ = numbers(flight, "route")
    points = flight.flights.waypoints
    heights = [named["altitude_start_m"], *[named["altitude_cruise_m"]] * (len(points) - 1)]
    return ic.flights.RouteFlight(
        np.column_stack([points, heights]),
        named["cruise_speed_m_s"],
        bank_rad=named["bank_rad"],
        climb_angle_rad=named["climb_angle_rad"],
        descent_angle_rad=named["dive_angle_rad"],
        normal_acceleration_m_s2=named["lateral_acceleration_m_s2"],
        dive=ic.flights.Dive(
            named["dive_angle_rad"], named["altitude_end_m"], named["terminal_speed_m_s"], evenly=True
        ),
        fuel=ic.flights.Fuel(ground_range_m=named["range_m"]),
    )


KINDS = {"depressed": depressed, "glide": glide, "hypersonic_cruise": hypersonic_cruise, "route": route}


@pytest.mark.parametrize("name", CLASSES)
def test_a_class_and_a_user_fly_the_same_knots(name):
    flight = ic.Flight.of_class(name)
    kind = next(kind for kind in COLUMNS if len(getattr(flight.flights, kind)))
    one, other = ic.fly(flight), ic.fly(KINDS[kind](flight))
    assert one.outcome[0] == other.outcome[0] == ic.Outcome.IMPACT, other.fault(0)
    assert list(one.events()["event"]) == list(other.events()["event"])
    knots, others = one.knots(), other.knots()
    assert all(np.array_equal(values, others[column]) for column, values in knots.items())


def test_a_glide_from_the_start_that_was_solved_for_is_the_same():
    flight = ic.Flight.of_class("hypersonic_glide")
    knots, other = ic.fly(flight).knots(), ic.fly(started(flight))
    position, velocity = other.sample(np.zeros(len(knots["time_s"]), dtype=int), knots["time_s"])
    assert len(knots["time_s"]) == len(other.knots()["time_s"])
    assert np.max(np.abs(position - knots["position_ecef_m"])) <= ROUNDED_M
    assert np.max(np.abs(velocity - knots["velocity_ecef_m_s"])) <= ROUNDED_M


def test_a_greatest_speed_is_that_of_a_glide_to_a_destination():
    glide_numbers = {"ballistic_coefficient_kg_m2": 13_000.0, "lift_to_drag": 2.6, "speed_max_m_s": 4000.0}
    with pytest.raises(ic.InvalidParameterError, match=r"speed_max_m_s = 4000\.0 is not allowed: .*no destination"):
        ic.flights.GlideFlight(-0.785, -2.18, 1.6, 3000.0, **glide_numbers)
    towards = ic.flights.GlideFlight(-0.785, -2.18, 1.6, 5000.0, **glide_numbers, destination=(-0.7, -2.1, 0.0))
    assert ic.fly(towards).fault(0) == "speed_max_m_s = 4000 is not allowed: must be from 5000 to 11000"


def test_a_glide_that_starts_below_its_dive_dives_at_once():
    start = {"latitude_rad": -0.785, "longitude_rad": -2.18, "azimuth_rad": 1.6, "speed_m_s": 1475.0}
    body = {"ballistic_coefficient_kg_m2": 13_000.0, "lift_to_drag": 2.6}
    flown = ic.fly(ic.flights.GlideFlight(**start, **body, dive_altitude_m=25_000.0))
    assert flown.outcome[0] == ic.Outcome.IMPACT
    events = dict(zip(flown.events()["event"], flown.events()["time_s"], strict=True))
    assert events["dive"] == 0.0


def raid_of_one(name, distance_km):
    """A scenario in which one threat of a class flies from one place to another, without a defence."""
    return ic.Scenario.from_dict(
        {
            "schema_version": 3,
            "name": "one",
            "assets": [{"name": "a", "class": "energy", "position": {"east_km": 0.0, "north_km": 0.0}}],
            "raid": {
                "launch_areas": [
                    {"name": "l", "position": {"east_km": distance_km, "north_km": 0.0}, "radius_km": 0.0}
                ],
                "waves": [{"name": "w", "class": name, "count": 1, "launch_area": "l"}],
            },
        }
    )


def ends(flights, kind):
    if kind == "route":
        points = flights.waypoints
        return points[0], points[-1]
    row = getattr(flights, kind)[0]
    return row[:2], row[3:5]


@pytest.mark.parametrize("name", CLASSES)
def test_a_raid_flies_the_flight_of_the_class(name):
    distance_km = float(ic.fly(ic.Flight.of_class(name)).table()["distance_km"][0])
    plan = ic.compile_plan(raid_of_one(name, round(distance_km, 1)))
    flights = plan.threats.flights
    kind = next(kind for kind in COLUMNS if len(getattr(flights, kind)))
    launch, destination = (tuple(map(float, point)) for point in ends(flights, kind))
    one = ic.fly(plan)
    distance_m, azimuth_rad, _ = (float(each[0]) for each in ic.earth.geodesic_inverse(*launch, *destination))
    other = ic.fly(ic.Flight.of_class(name, launch_point=launch, azimuth_rad=azimuth_rad, range_m=distance_m))
    assert one.outcome[0] == other.outcome[0] == ic.Outcome.IMPACT
    assert list(one.events()["event"]) == list(other.events()["event"])
    # Distance and course of the raid's flight are those between its places: they are rounded.
    times = other.knots()["time_s"]
    rows = np.zeros(len(times), dtype=int)
    (mine, _), (theirs, _) = one.sample(rows, times), other.sample(rows, times)
    assert np.max(np.abs(mine - theirs)) <= (SOLVED_M if kind in SOLVED else ROUNDED_M)
