"""What starts on the ground flies if it is carried up, and has landed if it is not, wherever that is."""

import numpy as np
import pytest

import intercept as ic

LATITUDES = np.linspace(-1.55, 1.55, 63)
GROUNDS_M = (0.0, 1.0, 100.0, -28.0)


def level(velocity_m_s, ground_m, above_m=0.0, **options):
    """Return bodies at all latitudes that start with this velocity (east, north, up)."""
    places = np.column_stack([LATITUDES, np.full_like(LATITUDES, -2.1), np.full_like(LATITUDES, ground_m + above_m)])
    velocity = [ic.earth.enu_vector_to_ecef([velocity_m_s], tuple(place))[0] for place in places]
    position = ic.earth.geodetic_to_ecef(*places.T)
    return ic.Ensemble(position_ecef_m=position, velocity_ecef_m_s=velocity, ground_m=ground_m, **options)


CARRIED = {
    "by lift": ((300.0, 0.0, 0.0), {"ballistic_coefficient_kg_m2": 2_000.0, "lift_to_drag": 5.0}),
    "by lift, northwards": ((0.0, 400.0, 0.0), {"ballistic_coefficient_kg_m2": 500.0, "lift_to_drag": 3.0}),
    "by the roundness of the Earth": ((7_950.0, 0.0, 0.0), {"ballistic_coefficient_kg_m2": 1e9}),
}
PULLED = {
    "level": ((300.0, 0.0, 0.0), {"ballistic_coefficient_kg_m2": 2_000.0}),
    "level with too little lift": ((100.0, 0.0, 0.0), {"ballistic_coefficient_kg_m2": 2_000.0, "lift_to_drag": 1.0}),
    "level with lift downwards": ((300.0, 0.0, 0.0), {"ballistic_coefficient_kg_m2": 500.0, "lift_to_drag": -3.0}),
    "slower than an orbit": ((0.0, 7_500.0, 0.0), {"ballistic_coefficient_kg_m2": 1e9}),
    "at rest": ((0.0, 0.0, 0.0), {"ballistic_coefficient_kg_m2": 100.0}),
    "down, carried up": ((300.0, 0.0, -1.0), {"ballistic_coefficient_kg_m2": 500.0, "lift_to_drag": 5.0}),
}


def times_s(body, tolerance_m):
    """Return the flight times by both ways to fly, with the outcome checked."""
    flown, ends = ic.fly(body, tolerance_m=tolerance_m), body.ends(tolerance_m=tolerance_m)
    assert (flown.outcome == ic.Outcome.IMPACT).all()
    assert (ends["outcome"] == ic.Outcome.IMPACT).all()
    return np.array([flown.table()["flight_time_s"], ends["time_s"]])


@pytest.mark.parametrize("tolerance_m", [1e-4, 1e-2, 1.0])
@pytest.mark.parametrize("ground_m", GROUNDS_M)
@pytest.mark.parametrize("name", CARRIED)
def test_what_is_carried_up_flies_at_every_latitude(name, ground_m, tolerance_m):
    velocity, options = CARRIED[name]
    start, higher = (times_s(level(velocity, ground_m, h, **options), tolerance_m) for h in (0.0, 1e-6))
    assert start.min() > 10.0
    # From a micrometre higher it is the same flight: 1 % is far more than either is off.
    assert start == pytest.approx(higher, rel=0.01)


@pytest.mark.parametrize("tolerance_m", [1e-4, 1.0])
@pytest.mark.parametrize("ground_m", GROUNDS_M)
@pytest.mark.parametrize("name", PULLED)
def test_what_is_pulled_down_has_landed_at_every_latitude(name, ground_m, tolerance_m):
    velocity, options = PULLED[name]
    # Rounding may leave it a micrometre of fall, a little longer where it nearly orbits.
    assert times_s(level(velocity, ground_m, **options), tolerance_m).max() < 2e-3


def boosted(pitches, height_m, ground_m, launch_speed_m_s=200.0):
    """Return one launch along a pitch programme at every latitude."""
    body = ic.flights.Aerodynamics.ballistic_coefficient(5_000.0)
    rocket = ic.flights.Vehicle([ic.flights.Stage(3_000.0, 500.0, 60.0)], 500.0, body)
    steering = ic.flights.PitchProgramme(pitches)
    options = {"launch_speed_m_s": launch_speed_m_s, "ground_altitude_m": ground_m}
    return [
        ic.flights.BoostedFlight(rocket, (latitude, -2.1, height_m), 0.7, steering, **options) for latitude in LATITUDES
    ]


def lowest_m(flown):
    return ic.earth.ecef_to_geodetic(flown.knots()["position_ecef_m"])[2].min()


@pytest.mark.parametrize("ground_m", [0.0, 1.0, 100.0])
def test_a_carried_vehicle_whose_thrust_points_up_flies_from_the_ground(ground_m):
    flown = [ic.fly(boosted([(0.0, 0.8), (30.0, 0.8)], ground_m + h, ground_m)) for h in (0.0, 1e-6, 1.0)]
    for each in flown:
        assert (each.outcome == ic.Outcome.IMPACT).all()
        assert lowest_m(each) > ground_m - 1e-6
    times = [each.table()["flight_time_s"] for each in flown]
    assert times[0].min() > 300.0
    assert times[0] == pytest.approx(times[1], rel=1e-6)
    assert times[0] == pytest.approx(times[2], rel=1e-3)


@pytest.mark.parametrize("ground_m", [0.0, 1.0, 100.0])
def test_one_whose_thrust_is_level_sinks_and_does_not_come_up_again(ground_m):
    for height_m, longest_s in ((0.0, 1e-4), (1e-4, 0.02), (1.0, 0.5)):
        flown = ic.fly(boosted([(0.0, 0.0), (10.0, 0.8)], ground_m + height_m, ground_m))
        assert (flown.outcome == ic.Outcome.IMPACT).all()
        time_s = flown.table()["flight_time_s"]
        assert time_s.max() < longest_s
        # It falls freely at first.
        assert time_s == pytest.approx(np.sqrt(2.0 * height_m / 9.8), rel=0.05, abs=1e-4)
        assert lowest_m(flown) > ground_m - 1e-6


def test_a_dip_below_the_ground_within_a_step_is_a_landing():
    # Steeper and steeper: the first ones dip below the ground for a moment, the last ones never.
    heights = np.linspace(0.2, 40.0, 60)
    rocket = boosted([(0.0, 0.0), (10.0, 0.8)], 0.0, 0.0)[0]
    free = ic.fly([_from(rocket, h, -500.0) for h in heights], tolerance_m=1.0)
    dips = np.array([_lowest_of(free, row) for row in range(len(heights))])
    flown = ic.fly([_from(rocket, h, 0.0) for h in heights], tolerance_m=1.0)
    short = flown.table()["flight_time_s"] < 20.0
    assert (short == (dips < 0.0)).all()
    assert short.any()
    assert not short.all()


def _from(flight, height_m, ground_m):
    options = {"launch_speed_m_s": 300.0, "ground_altitude_m": ground_m}
    pitches = ic.flights.PitchProgramme([(0.0, 0.0), (3.0, 1.2)])
    return ic.flights.BoostedFlight(flight.vehicle, (-0.7, -2.1, height_m), 0.7, pitches, **options)


def _lowest_of(flown, row):
    """Return the lowest altitude of the first 20 s (m)."""
    times = np.linspace(0.0, 20.0, 2_001)
    position, _ = flown.sample(np.full(len(times), row), times)
    return ic.earth.ecef_to_geodetic(position)[2].min()


@pytest.mark.parametrize("height_m", [0.0, 1.0])
def test_a_carried_flight_that_sinks_at_its_start_is_out_of_reach_at_every_latitude(height_m):
    for latitude in (-0.785, -0.6, -1.0):
        ends = ((latitude, -2.1, height_m), (latitude + 0.05, -2.1, 0.0))
        flown = ic.fly(ic.flights.DepressedFlight(*ends, apogee_m=60e3, launch_speed_m_s=200.0))
        assert flown.outcome[0] == ic.Outcome.UNREACHABLE
        assert "nearest reachable distance" in flown.fault(0)
