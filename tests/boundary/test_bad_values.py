"""Bad input to public functions: an exception of `intercept.errors` that says what, or an outcome code; never a panic.

Wrong types may also raise Python's own TypeError, as any function does that is called with the wrong kind of thing.
"""

import math

import numpy as np
import pytest
from refusals import INF, MOVING, NAN, UP, refused, release

import intercept as ic
from intercept.earth.frames import ecef_to_geodetic, geodetic_to_ecef
from intercept.errors import InterceptError, UnreachableError

# Rows: a bad one has an outcome code and says why; the others fly.
BAD_ROWS = {
    "position_ecef_m": {"position": UP * [NAN, 1, 1]},
    "position_ecef_m (distance from the centre)": {"position": UP * 1000},
    "velocity_ecef_m_s": {"velocity": np.full((1, 3), INF)},
    "velocity_ecef_m_s (speed)": {"velocity": MOVING * 1e6},
    "altitude of position_ecef_m in m": {"position": UP * 0.95},
    "ballistic_coefficient_kg_m2 (over density_factor)": {"ballistic_coefficient_kg_m2": 0.0},
    "lift_to_drag": {"lift_to_drag": -11.0},
    "bank_rad": {"bank_rad": NAN},
}


@pytest.mark.parametrize("name", BAD_ROWS)
def test_a_bad_row_has_an_outcome_and_a_reason(name):
    trajectories = release(**BAD_ROWS[name])
    assert trajectories.outcome.tolist() == [ic.Outcome.INVALID]
    why = trajectories.fault(0)
    assert why.startswith(f"{name} = ")
    assert "must be" in why
    assert np.isnan(trajectories.sample(0, [0.0, 1.0])[0]).all()
    assert math.isnan(trajectories.table()["flight_time_s"][0])
    refused(trajectories.check, name, kind=UnreachableError)


BAD_OPTIONS = {
    "tolerance_m": [NAN, INF, 0.0, -1.0, 1e4],
    "duration_max_s": [NAN, INF, 0.0, -1.0, 1e9],
    "threads": [-1, 1025, 10**6, 2**70],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in BAD_OPTIONS.items() for value in values])
def test_a_bad_option_of_a_release_is_refused(name, value):
    refused(lambda: release(**{name: value}), name)


# A planet that is none is a mistake of the call, not of a row: "non-finite" tells nobody which number was wrong.
BAD_WORLDS = {
    "gm_m3_s2": [NAN, INF, -1.0],
    "sphere_radius_m": [NAN, INF, 0.0, -1.0],
    "j2": [NAN, INF],
    "rotation_rate_rad_s": [NAN, INF],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in BAD_WORLDS.items() for value in values])
def test_a_bad_planet_is_refused(name, value):
    refused(lambda: release(world=ic.World(**{name: value}), duration_max_s=10.0), name)


@pytest.mark.parametrize(
    ("density", "scale"), [(NAN, 7200.0), (INF, 7200.0), (-1.0, 7200.0), (1.0, 0.0), (1.0, NAN), (1.0, -1.0)]
)
def test_bad_air_is_refused(density, scale):
    name = "scale_height_m" if density == 1.0 else "density_0_kg_m3"
    refused(lambda: release(world=ic.World(air=ic.Air(density, scale)), duration_max_s=10.0), name)


BAD_SHAPES = {
    "two columns": {"position": np.ones((1, 2)), "velocity": np.ones((1, 2))},
    "three dimensions": {"position": np.ones((1, 1, 3)), "velocity": np.ones((1, 1, 3))},
    "unequal lengths": {"position": np.repeat(UP, 3, axis=0), "velocity": np.repeat(MOVING, 2, axis=0)},
    "a parameter too many": {"position": np.repeat(UP, 3, axis=0), "ballistic_coefficient_kg_m2": [1e3, 2e3]},
    "bank too many": {"position": np.repeat(UP, 2, axis=0), "bank_rad": [0.1, 0.0, 0.0]},
    "no columns": {"position": [], "velocity": []},
}


@pytest.mark.parametrize("what", BAD_SHAPES)
def test_a_bad_shape_is_refused(what):
    refused(lambda: release(**BAD_SHAPES[what]))


def test_nothing_released_is_nothing_flown():
    trajectories = release(np.empty((0, 3)), np.empty((0, 3)))
    assert len(trajectories) == 0
    assert trajectories.offsets.tolist() == [0]
    assert len(trajectories.table()) == 0
    assert trajectories.sample([], [])[0].shape == (0, 3)
    trajectories.check()


WRONG_TYPES = {
    "position": lambda: release("here"),
    "velocity": lambda: release(velocity={"x": 1}),
    "coefficient": lambda: release(ballistic_coefficient_kg_m2="heavy"),
    "tolerance": lambda: release(tolerance_m="fine"),
    "threads": lambda: release(threads=1.5),
    "ragged": lambda: release([[1.0, 2.0, 3.0], [1.0, 2.0]]),
    "plan": lambda: ic.fly(None),
    "windows": lambda: ic.engagement_windows(None, None),
    "simulate": lambda: ic.simulate(None, seed=1, replications=1),
    "air": lambda: ic.earth.us76("low"),
    "frame": lambda: geodetic_to_ecef("a", -2.18, 0.0),
    "run": lambda: ic.run(None),
    "compile": lambda: ic.compile_plan(None),
    "scenario": lambda: ic.Scenario.from_dict(None),
}


@pytest.mark.parametrize("what", WRONG_TYPES)
def test_a_wrong_type_is_an_ordinary_error(what):
    # Only that the interpreter's own kinds of error come out: no PanicException, which is a BaseException.
    with pytest.raises((InterceptError, TypeError, ValueError, AttributeError)):
        WRONG_TYPES[what]()


def test_complex_positions_are_refused():
    with pytest.raises((InterceptError, TypeError)):
        release(UP + 1j)


@pytest.mark.parametrize("tolerance_m", [NAN, 0.0, -1.0, INF])
def test_a_bad_tolerance_of_flights_is_refused(tolerance_m, plan):
    refused(lambda: ic.fly(plan, tolerance_m=tolerance_m), "tolerance_m", "1000")


def test_samples_of_rows_that_do_not_exist_are_refused(flights):
    for row in (-1, 2, 10**9):
        refused(lambda row=row: flights.sample(row, 0.0), "row", str(row))
        refused(lambda row=row: flights.fault(row), "row", str(row))
    refused(lambda: flights.sample([[0]], [[0.0]]), "row")
    refused(lambda: flights.sample([0, 1], [0.0, 1.0, 2.0]))


def test_a_row_that_is_not_a_whole_number_is_refused(flights):
    refused(lambda: flights.sample(0.5, [0.0]), "row", "0.5")


@pytest.mark.filterwarnings("ignore:invalid value encountered in cast")
def test_a_row_that_is_no_number_is_refused(flights):
    refused(lambda: flights.sample(NAN, [0.0]), "row", "nan")


def test_times_outside_a_flight_are_held_and_nan_gives_nan(flights):
    position, velocity = flights.sample([0, 0, 0, 0], [-INF, 0.0, INF, NAN])
    assert position[0].tolist() == position[1].tolist()
    assert np.isfinite(position[2]).all()
    assert np.isnan(position[3]).all()
    assert np.isnan(velocity[3]).all()


def test_air_and_frames_of_odd_numbers_are_nan_not_wrong():
    assert np.isnan(ic.earth.us76(NAN)["density_kg_m3"]).all()
    assert len(ic.earth.us76([])["density_kg_m3"]) == 0
    assert np.isnan(geodetic_to_ecef(NAN, -2.18, 0.0)).all()
    assert geodetic_to_ecef([], [], []).shape == (0, 3)
    assert all(np.isnan(x).any() for x in ecef_to_geodetic([NAN, 0.0, 0.0]))
    # The centre of the Earth has no latitude, but an altitude: minus the radius towards wherever it is put.
    assert np.linalg.norm(geodetic_to_ecef(*ecef_to_geodetic([0.0, 0.0, 0.0]))) < 1e-8


def test_frames_and_air_of_bad_shapes_are_refused():
    refused(lambda: ecef_to_geodetic([1.0, 2.0]), "position_ecef_m", "(n, 3)")
    refused(lambda: ecef_to_geodetic([]), "position_ecef_m")
    refused(lambda: geodetic_to_ecef([-0.79, -0.78], [-2.18, -2.17, -2.16], 0.0))
    refused(lambda: ic.earth.us76([[1.0]]), "altitude_m")
