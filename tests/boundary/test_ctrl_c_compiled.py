"""Ctrl-C within every compiled function that takes arrays of any length: each looks for signals all along.

A function that looks at its end only sees one signal, however many come. What is called here is the function itself, so
that no line of Python in between sees them in its place.
"""

from functools import partial

import numpy as np
import pytest
from signals import TIMERS, interrupted

import intercept as ic
from intercept import _core

SEEN = 3
# Rows are doubled up to here, until a call is long enough for that many looks on whatever machine this is.
ROWS_MAX = 1 << 27

ROW = np.array([[6.5e6, 1e5, 2e5]])
BALLISTIC = ic.Flight.of_class("short_range_ballistic", range_m=100e3)
GLIDE = ic.flights.GlideFlight(
    latitude_rad=-0.785,
    longitude_rad=-2.18,
    azimuth_rad=1.5,
    speed_m_s=4000.0,
    ballistic_coefficient_kg_m2=13_000.0,
    lift_to_drag=2.6,
)
FLOWN = ic.fly([BALLISTIC], progress_bar=False)
RASTER = (np.linspace(-0.79, -0.78, 50), np.linspace(-2.2, -2.1, 50))
GROUND = _core.Terrain(*RASTER, np.zeros((50, 50)), None)
MISSILE = ic.Interceptor.of_class("medium_range_sam")
TABLE = _core.FlyoutTable(list(MISSILE.row(40e3, 20e3)))
WORLD = ic.World(wind=ic.Wind.constant(3.0, 4.0)).core()


def vectors(n):
    return np.broadcast_to(ROW, (n, 3)).copy()


def numbers(n, value=0.5):
    return np.full(n, value)


def whole(n):
    return np.zeros(n, dtype=np.uint64)


def batch(n):
    """Return one flight n times over: rows share their knots."""
    return _core.gather([FLOWN.core], whole(n), whole(n))


def samples(n):
    offsets = np.array([0, n], dtype=np.uint64)
    return _core.trajectories_of_samples, offsets, np.arange(float(n)), vectors(n), None, None, WORLD


def parts(n):
    offsets = np.array([0, n], dtype=np.uint64)
    columns = (vectors(n), vectors(n), vectors(n), np.zeros(1, np.uint8), [None])
    marks = (whole(0), numbers(0), np.zeros(0, np.uint8))
    return _core.trajectories_of_parts, offsets, np.arange(float(n)), *columns, marks, WORLD


def encounters(n):
    """Return what makes n threats, each with one window."""
    launch = np.broadcast_to([0.0, 10.0], (n, 2)).copy()
    pairs = (np.arange(n, dtype=np.uint32), np.zeros(n, np.uint32))
    return _core.Encounters, n, *pairs, launch, launch + 20.0, np.ones((n, 2))


def met(n):
    made, *given = encounters(n)
    return made(*given)


def unknowns(n):
    shares = ("kill_probability", "common_cause_share", "unit_availability", "sensor_availability", "failure_share")
    more = ("jam_share", "jam_crash_share", "decoy_share", "discrimination_share")
    columns = {name: np.ones((n, 1)) for name in shares + more}
    stores = {"magazines": np.ones((n, 1, 13)), "depots": np.ones((n, 1, 3))}
    return partial(_core.Unknowns, **columns, **stores, decision_time_s=numbers(n))


def bodies(n):
    thrown = ic.Ensemble(
        position_ecef_m=vectors(n), velocity_ecef_m_s=vectors(n) * 1e-4, ballistic_coefficient_kg_m2=1e4
    )
    return thrown._bodies(0, n)


def wind_grid(n):
    axis = np.array([0.0, 0.1])
    return _core.Wind.grid, axis, axis, np.arange(float(n)), np.zeros((4 * n, 3))


def terrain(n):
    return _core.Terrain, np.linspace(0.0, 1.0, n), np.linspace(0.0, 1.0, 2_048), np.zeros((n, 2_048))


def glides(n):
    return (partial(_core.fly_glide, [GLIDE] * n, world=WORLD, tolerance_m=1e-6, threads=1),)


# By name: rows to begin with, and what makes a call of that many.
LONG = {
    "aer_to_enu": (1 << 22, lambda n: (_core.aer_to_enu, numbers(n), numbers(n), numbers(n), 1)),
    "enu_to_aer": (1 << 22, lambda n: (_core.enu_to_aer, vectors(n), 1)),
    "ecef_to_eci": (1 << 22, lambda n: (_core.ecef_to_eci, vectors(n), vectors(n), numbers(1), 7e-5, 1)),
    "eci_to_ecef": (1 << 22, lambda n: (_core.eci_to_ecef, vectors(n), vectors(n), numbers(1), 7e-5, 1)),
    "ecef_to_enu": (1 << 23, lambda n: (_core.ecef_to_enu, vectors(n), (0.1, 0.2, 0.0), None, 1)),
    "enu_to_ecef": (1 << 23, lambda n: (_core.enu_to_ecef, vectors(n), (0.1, 0.2, 0.0), None, 1)),
    "ecef_vector_to_enu": (1 << 23, lambda n: (_core.ecef_vector_to_enu, vectors(n), 0.1, 0.2, 1)),
    "enu_vector_to_ecef": (1 << 23, lambda n: (_core.enu_vector_to_ecef, vectors(n), 0.1, 0.2, 1)),
    "ecef_to_geodetic": (1 << 22, lambda n: (_core.ecef_to_geodetic, vectors(n), None, 1)),
    "geodetic_to_ecef": (1 << 22, lambda n: (_core.geodetic_to_ecef, *[numbers(n)] * 3, None, 1)),
    "geodesic_direct": (1 << 19, lambda n: (_core.geodesic_direct, *[numbers(n)] * 3, numbers(n, 1e5), 1)),
    "geodesic_inverse": (1 << 18, lambda n: (_core.geodesic_inverse, *[numbers(n)] * 3, numbers(n, 0.6), 1)),
    "sobol_points": (1 << 22, lambda n: (_core.sobol_points, whole(n), whole(n), np.zeros(n, np.uint32))),
    "gather": (1 << 21, lambda n: (_core.gather, [FLOWN.core], whole(n), whole(n))),
    "trajectory_quantities": (
        1 << 19,
        lambda n: (_core.trajectory_quantities, FLOWN.core, whole(n), numbers(n), 0.1, 1),
    ),
    "trajectory_strain": (1 << 13, lambda n: (_core.trajectory_strain, batch(n), 0.1, 1)),
    "trajectories_of_samples": (1 << 18, samples),
    "trajectories_of_parts": (1 << 19, parts),
    "clear_of_ground": (1 << 10, lambda n: (_core.clear_of_ground, batch(n), GROUND, 1)),
    "flyout_tables": (1 << 6, lambda n: (_core.flyout_tables, np.array([MISSILE.row(40e3, 20e3)] * n), 1)),
    "fly_ensemble": (1 << 14, lambda n: (_core.fly_ensemble, bodies(n), WORLD, 1e-9, 3e4, 10**6, 0.0, 1)),
    "fly_ensemble_ends": (
        1 << 14,
        lambda n: (_core.fly_ensemble_ends, bodies(n), ["time_s"], WORLD, 1e-9, 3e4, 10**6, 0.0, 1),
    ),
    "fly_glide": (1 << 5, glides),
    "Air.at": (1 << 21, lambda n: (_core.Air.us76(1.0, 0.0).at, numbers(n, 2e4), 1)),
    "World.gravitation": (1 << 23, lambda n: (WORLD.gravitation, vectors(n), 1)),
    "World.potential": (1 << 23, lambda n: (WORLD.potential, vectors(n), 1)),
    "World.wind": (1 << 22, lambda n: (WORLD.wind, vectors(n), 1)),
    "Wind.profile": (1 << 21, lambda n: (_core.Wind.profile, np.arange(float(n)), np.zeros((n, 3)))),
    "Wind.grid": (1 << 20, wind_grid),
    "Terrain": (1 << 12, terrain),
    "Terrain.height_m": (1 << 22, lambda n: (GROUND.height_m, numbers(n, -0.785), numbers(n, -2.15), 1)),
    "FlyoutTable.at": (1 << 21, lambda n: (TABLE.at, numbers(n, 1e4), numbers(n, 5e3), 1)),
    "FlyoutTable.boundary": (1 << 23, lambda n: (TABLE.boundary, numbers(n))),
    "Trajectories.sample": (1 << 22, lambda n: (FLOWN.core.sample, whole(n), numbers(n))),
    "Trajectories.geodetic": (1 << 23, lambda n: (FLOWN.core.geodetic, vectors(n))),
    "Trajectories.summary": (1 << 17, lambda n: (batch(n).summary,)),
    "Encounters": (1 << 19, encounters),
    "Encounters.part": (1 << 19, lambda n: (met(1).part, np.zeros(n, np.uint32))),
    "Encounters.windows": (1 << 21, lambda n: (met(n).windows, np.array([True]), 0.0)),
    "Unknowns": (1 << 18, lambda n: (unknowns(n),)),
}

# Flights that are searched for, threats, raids: shared by threads row by row, and stopped between rows, as those above
# are that fly. tests/boundary/test_ctrl_c.py interrupts questions that are made of them.
QUESTIONS = {
    "": [
        "fly_boosted",
        "fly_depressed",
        "fly_hypersonic_cruise",
        "fly_route",
        "fly_out",
        "simulate_raid",
    ],
    "Lead": ["", "fly"],
    "Meetings": ["", "windows", "encounters"],
    "Sensors": [""],
}
# Of parameters alone, whose number is fixed, or of one raid.
PARAMETERS = {
    "": ["simd", "philox", "reason_words", "cause_words", "track_reason_words"],
    "_": ["breguet_endurance_s", "check_flyout", "fly_out_reduced"],
    "Aerodynamics": ["ballistic_coefficient", "table", "trim"],
    "Air": ["us76", "exponential", "breaks_m"],
    "FlyoutTable": [""],
    "RaidPlan": [""],
    "RouteFlight": ["", "of_rows"],
    "AscentSteering": ["gravity_turn", "pitch_programme"],
    "Vehicle": ["", "ideal_speed_m_s", "mass_kg", "burnout_s"],
    "Wind": ["constant"],
    "World": ["", "field"],
}
# What is there already, handed over as columns: some nanoseconds a row.
COLUMNS = {
    "": ["trajectory_faults"],
    "Trajectories": [
        *("offsets", "time_s", "position_ecef_m", "velocity_ecef_m_s", "acceleration_ecef_m_s2"),
        *("outcome", "fault", "named", "marks", "nbytes"),
    ],
}
COLUMNS_OF = ("Tracks", "Windows")


def compiled():
    """Return the names of all compiled functions, methods and classes that can be called."""
    for name, found in vars(_core).items():
        if name.startswith("_") or not callable(found):
            continue
        if not isinstance(found, type):
            yield name
        elif name not in COLUMNS_OF:
            methods = [method for method in vars(found) if not method.startswith("__")]
            yield from (f"{name}.{method}" for method in methods)
            if "__new__" in vars(found):
                yield name


def test_every_compiled_function_has_its_place_here():
    others = [
        ".".join(filter(None, (of.strip("_"), name)))
        for group in (QUESTIONS, PARAMETERS, COLUMNS)
        for of, names in group.items()
        for name in names
    ]
    assert sorted(compiled()) == sorted([*LONG, *others])


@TIMERS
@pytest.mark.parametrize("name", LONG)
def test_signals_are_seen_within_the_call(name):
    rows, prepare = LONG[name]
    while rows <= ROWS_MAX:
        call, *given = prepare(rows)
        try:
            with interrupted(SEEN) as seen:
                call(*given)
        except KeyboardInterrupt:
            return
        rows *= 2
    pytest.fail(f"{name} saw {len(seen)} of the signals that came")
