"""Routes that cannot be flown: wrong shapes are exceptions, wrong values outcomes that say why; never a panic."""

import math

import numpy as np
import pytest
from refusals import INF, NAN, refused

import intercept as ic
from intercept import flights
from intercept.flight.trajectories import Trajectories

POINTS = [(-0.785, -2.18), (-0.765, -2.17), (-0.775, -2.13)]


def fly(*routes, world=None):
    return Trajectories(flights.RouteFlight.fly_many(routes, world=world or ic.World(), tolerance_m=1e-4, threads=1))


def route(points=POINTS, speed_m_s=50.0, **options):
    return flights.RouteFlight(points, speed_m_s, **options)


BAD_ROWS = {
    "empty": (route([], []), "waypoints = 0"),
    "one waypoint": (route([(-0.785, -2.18)], []), "waypoints = 1"),
    "nan": (route([(-0.785, NAN), (-0.765, -2.17)]), "waypoint longitude_rad = NaN"),
    "infinite": (route([(INF, -2.18), (-0.765, -2.17)]), "waypoint latitude_rad = inf"),
    "91 degrees": (route([(-0.785, -2.18), (math.radians(91.0), -2.17)]), "waypoint latitude_rad = 1.588"),
    "huge": (route([(-0.785, -2.18), (-0.785, 1e300)]), "waypoint longitude_rad"),
    "too high": (route(altitude_m=1e6), "waypoint altitude_m = 1000000"),
    "circles lost": (
        route(
            [POINTS[0], POINTS[1], POINTS[1], POINTS[2]],
            loiters=[flights.Loiter(1, turns=1.0), flights.Loiter(2, turns=2.0)],
        ),
        "distance from waypoint 1 to waypoint 2 in m = 0",
    ),
    "nowhere": (route([POINTS[0], POINTS[0]]), "distance from the start to the end in m = 0"),
    "a height lost": (
        route([(*POINTS[0], 50.0), (*POINTS[1], 50.0), (*POINTS[1], 90.0), (*POINTS[2], 50.0)]),
        "distance from waypoint 1 to waypoint 2 in m = 0",
    ),
    "turn back": (
        route([POINTS[0], POINTS[2], POINTS[0]]),
        "turn at waypoint 1 in degrees = 180 is not allowed: must be at most",
    ),
    "turn nearly back": (
        route([(-0.7, -2.2), (-0.7, -2.17), (-0.7, -2.185)], 200.0),
        "turn at waypoint 1 in degrees = 179.723147 is not allowed: must be at most 168.364016, for which its",
    ),
    "too short for the turn": (
        route([(-0.785, -2.18), (-0.78499, -2.18), (-0.785, -2.17999)]),
        "long enough for its turns",
    ),
    "inside the circle": (
        route([(-0.785, -2.18), (-0.775, -2.18), (-0.775, -2.17999)], fly_over=[1]),
        "long enough to be met",
    ),
    "too short for the climb": (route([(-0.785, -2.18, 0.0), (-0.7849, -2.18, 5000.0)]), "in which the height changes"),
    "no speed": (route(speed_m_s=0.0), "speed_m_s = 0"),
    "nan speed": (route(speed_m_s=[50.0, NAN]), "speed_m_s = NaN"),
    "no bank": (route(bank_rad=0.0), "bank_rad = 0"),
    "steep": (route(climb_angle_rad=1.6), "climb_angle_rad = 1.6"),
    "no rate": (route(descent_rate_m_s=0.0), "descent_rate_m_s = 0"),
    "no pull": (route(normal_acceleration_m_s2=0.0), "normal_acceleration_m_s2 = 0"),
    "no thrust": (route(acceleration_m_s2=NAN), "acceleration_m_s2 = NaN"),
    "no fuel": (route(fuel=flights.Fuel(range_m=0.0)), "range_m = 0"),
    "negative endurance": (route(fuel=flights.Fuel(endurance_s=-1.0)), "endurance_s = -1"),
    "flat dive": (route(dive=flights.Dive(0.0)), "dive angle_rad = 0"),
    "dive upwards": (route(dive=flights.Dive(0.5, altitude_m=200.0)), "dive altitude_m"),
    "pop-up without dive": (route(pop_up=flights.PopUp(5e3, 500.0)), "dive = none"),
    "pop-up too near": (
        route(dive=flights.Dive(0.5), pop_up=flights.PopUp(500.0, 3e3)),
        "pop_up distance_m = 500",
    ),
    "pop-up downwards": (route(dive=flights.Dive(0.5), pop_up=flights.PopUp(9e3, 50.0)), "pop_up altitude_m"),
    "endless loiter": (route(loiters=[flights.Loiter(1, turns=1e9)]), "loiter turns"),
    "loiter and dive": (
        route(loiters=[flights.Loiter(2, turns=1.0)], dive=flights.Dive(0.5)),
        "loiter waypoint = 2",
    ),
}


@pytest.mark.parametrize("what", BAD_ROWS)
def test_a_bad_route_has_an_outcome_and_a_reason(what):
    flight, words = BAD_ROWS[what]
    trajectories = fly(flight, route())
    assert trajectories.outcome.tolist() == [ic.Outcome.INVALID, ic.Outcome.IMPACT]
    assert words in trajectories.fault(0)
    assert "must be" in trajectories.fault(0)


BAD_CALLS = {
    "one column": (route([-0.785, -2.18]), "waypoints of shape"),
    "four columns": (route(np.ones((3, 4))), "waypoints of shape"),
    "a speed too many": (route(speed_m_s=[50.0, 60.0, 70.0]), "speed_m_s of shape"),
    "height of what": (route(heights="sea"), 'heights = "sea"'),
    "fly over what": (route(fly_over=[3]), "fly_over = 3"),
    "loiter where": (route(loiters=[flights.Loiter(-1, turns=1.0)]), "loiter waypoint = -1"),
    "loiter how long": (route(loiters=[flights.Loiter(1)]), "must have one of the two"),
    "loiter both": (route(loiters=[flights.Loiter(1, 10.0, 1.0)]), "must have one of the two"),
    "loiter backwards": (route(loiters=[flights.Loiter(1, turns=-1.0)]), "loiter turns = -1"),
    "loiter never": (route(loiters=[flights.Loiter(1, duration_s=NAN)]), "loiter duration_s = nan"),
    "words": (route("there"), "waypoints"),
}


@pytest.mark.parametrize("what", BAD_CALLS)
def test_a_bad_call_is_refused(what):
    flight, words = BAD_CALLS[what]
    refused(lambda: fly(flight), words)


def test_routes_belong_to_the_ellipsoid():
    why = fly(route(), world=ic.World(sphere_radius_m=6.4e6)).fault(0)
    assert "world = a sphere" in why


def test_a_storm_holds_a_route_back():
    why = fly(route(), world=ic.World(wind=ic.Wind.constant(0.0, 70.0))).fault(0)
    assert "wind of the world" in why
    assert "hold the track" in why


def test_no_routes_are_no_rows():
    assert len(fly()) == 0


def test_bad_terrain_is_refused():
    rows, columns, ground = [-0.79, -0.78], [-2.19, -2.18], np.zeros((2, 2))
    make = ic.Terrain.from_array
    refused(lambda: make(rows[:1], columns, ground[:1]), "terrain latitude_rad", "at least 2")
    refused(lambda: make([-0.79, -0.79], columns, ground), "all rising or all falling")
    refused(lambda: make([-0.79, 1.7], columns, ground), "latitude_rad = 1.7", "did you mean degrees?")
    refused(lambda: make(rows, [-2.19, 7.0], ground), "terrain longitude_rad")
    refused(lambda: make(rows, columns, np.zeros((2, 3))), "height_m of shape (2, 3)")
    refused(lambda: make(rows, columns, np.full((2, 2), NAN)), "terrain height_m = NaN")
    refused(lambda: make([], [], np.zeros((0, 0))), "at least 2")
    refused(lambda: make(rows, columns, "hilly"), "height_m")


def test_bad_fuel_is_refused():
    good = {"specific_consumption_per_s": 2.8e-4, "lift_to_drag": 10.0, "mass_ratio": 1.5}
    for name, value in (("specific_consumption_per_s", 0.0), ("lift_to_drag", NAN), ("mass_ratio", 0.9)):
        refused(lambda name=name, value=value: flights.Fuel.breguet(**{**good, name: value}), name)


def test_huge_requests_are_refused_not_computed():
    assert "turn radius" in fly(route(speed_m_s=2000.0)).fault(0)
    assert "turns flown" in fly(route(speed_m_s=5.0, bank_rad=1.5, loiters=[flights.Loiter(1, duration_s=1e5)])).fault(
        0
    )
    axis = np.array([0.0, 1e-7, 0.5])
    fine = ic.Terrain.from_array(axis - 0.9, axis - 2.4, np.zeros((3, 3)))
    far = route([(-0.785, -2.4), (-0.785, -1.9)], heights="ground", terrain=fine)
    assert "steps of the route" in fly(far).fault(0)


@pytest.mark.parametrize(
    ("part", "name"),
    [
        (lambda: flights.Dive("steep"), "angle_rad"),
        (lambda: flights.Dive(0.5, evenly="yes"), "evenly"),
        (lambda: flights.PopUp(8e3, None), "altitude_m"),
        (lambda: flights.Fuel(range_m="far"), "range_m"),
        (lambda: flights.Loiter(1, turns="two"), "turns"),
    ],
)
def test_parts_of_a_route_that_are_no_numbers_are_refused_when_they_are_made(part, name):
    with pytest.raises(ic.InvalidParameterError, match=f"{name} = "):
        part()
