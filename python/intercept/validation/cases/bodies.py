"""Bodies of ensembles against a plain integration by another program (data/bodies/SOURCE.md), by both ways to fly them.

Their grounds lie below altitude zero, on plateaus and close below the edge of a layer of the air.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

from intercept.earth.frames import enu_vector_to_ecef, geodetic_to_ecef
from intercept.earth.wind import Wind
from intercept.earth.world import World
from intercept.flight.ensemble import Ensemble
from intercept.flight.fly import fly
from intercept.flight.kinds.aerodynamics import Aerodynamics
from intercept.validation.check import Case, Check, Source
from intercept.validation.tables import Library, data_path

PLAIN = "a plain integration by another program (table, SOURCE.md)"
Array = npt.NDArray[np.float64]


def _released(place: tuple[float, float, float], velocity_m_s: tuple[float, float, float]) -> dict[str, Any]:
    """Return the state of a body from its place (rad, rad, m) and velocity (east, north, up)."""
    velocity = enu_vector_to_ecef(np.array([velocity_m_s]), place)[0]
    return {"position_ecef_m": geodetic_to_ecef(*place)[0], "velocity_ecef_m_s": velocity}


def below_zero() -> Ensemble:
    """Return a body dropped over a ground close below altitude zero."""
    start = _released((-0.74, -1.9, 3e3), (0.0, 0.0, 1e-3))
    return Ensemble(**start, ballistic_coefficient_kg_m2=5_000.0, ground_m=-28.0)


def depression() -> Ensemble:
    """Return a re-entry to a ground far below altitude zero."""
    start = _released((-0.55, -2.0, 50e3), (1_200.0, -900.0, -800.0))
    return Ensemble(**start, ballistic_coefficient_kg_m2=2_500.0, ground_m=-430.0)


def plateau() -> Ensemble:
    """Return a re-entry to a plateau, in wind."""
    start = _released((-0.6, -1.9, 60e3), (-1_500.0, 700.0, -900.0))
    return Ensemble(**start, ballistic_coefficient_kg_m2=4_000.0, ground_m=4_300.0)


def layer() -> Ensemble:
    """Return a body released upwards from a ground close below the base of the stratosphere."""
    start = _released((-0.9, -2.5, 11_014.0), (500.0, 300.0, 700.0))
    return Ensemble(**start, ballistic_coefficient_kg_m2=1_000.0, ground_m=11_014.0)


def drag_table() -> Ensemble:
    """Return a shell with drag by Mach number, from a ground above zero."""
    start = _released((-0.65, -2.4, 250.0), (400.0, -300.0, 500.0))
    drag = Aerodynamics.table(0.02, [(0.0, 0.2), (0.8, 0.2), (1.1, 0.45), (2.0, 0.35), (4.0, 0.25)])
    return Ensemble(**start, mass_kg=45.0, aerodynamics=drag, ground_m=250.0)


def lifting() -> Ensemble:
    """Return a lifting body, banked by time, to a plateau."""
    start = _released((-0.7, -2.2, 40e3), (1_800.0, 900.0, -300.0))
    bank: dict[str, Any] = {"bank_times_s": (10.0, 30.0, 60.0), "bank_rad": ((0.0, 0.8, -0.5),)}
    return Ensemble(**start, **bank, ballistic_coefficient_kg_m2=3_000.0, lift_to_drag=1.2, ground_m=1_500.0)


def carried_up() -> Ensemble:
    """Return a lifting body that starts level on the ground."""
    start = _released((-0.9, -2.1, 100.0), (140.0, 0.0, 0.0))
    return Ensemble(**start, ballistic_coefficient_kg_m2=1_000.0, lift_to_drag=2.0, ground_m=100.0)


BODIES: tuple[Callable[[], Ensemble], ...] = (below_zero, depression, plateau, layer, drag_table, lifting, carried_up)


def ends() -> dict[str, tuple[float, Array]]:
    """Return time (s) and place (m, ECEF) of the end of each body of the table."""
    with data_path("bodies/bodies.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    place = ("x_m", "y_m", "z_m")
    return {row["body"]: (float(row["time_s"]), np.array([float(row[axis]) for axis in place])) for row in rows}


def checks(make: Callable[[], Ensemble], library: Library) -> Iterable[Check]:  # noqa: ARG001 - the table is short
    """Time and place of the end by `fly` and by `Ensemble.ends`, finely and at the default tolerance."""
    wind = Wind.profile([0.0, 8e3, 12e3, 20e3], [5.0, 30.0, 45.0, 10.0], [0.0, -5.0, 10.0, 0.0])
    world, body = World(wind=wind if make is plateau else None), make()
    time_s, place_m = ends()[make.__name__]
    start = np.asarray(body.position_ecef_m)[0]
    for tolerance_m, words, off_m, reason in ALLOWED:
        flown = fly(body, world=world, tolerance_m=tolerance_m)
        end = body.ends(world=world, tolerance_m=tolerance_m)
        last = {
            "ic.fly(Ensemble)": (flown.knots()["time_s"][-1], flown.knots()["position_ecef_m"][-1]),
            "Ensemble.ends": (end["time_s"][0], end["position_ecef_m"][0]),
        }
        for part, (at_s, at_m) in last.items():
            source = Source(_name(make), PLAIN, part)
            # Nothing comes down more slowly than 10 m/s, and times of the table have nine digits.
            off_s = off_m / 10.0 + 5e-7
            yield source.absolute(f"flown: time of the end{words}", (at_s, time_s), "s", off_s, reason)
            way = tuple(float(np.linalg.norm(each - start)) / 1e3 for each in (at_m, place_m))
            off = float(np.linalg.norm(at_m - place_m))
            quantity = f"flown: end{words}: place (figures: way from the start)"
            yield source.apart(quantity, (way[0], way[1]), ("km", "m"), off, (off_m, reason))


# Tolerance of the flight, words, how far the end may be off (m), and why.
ALLOWED = (
    (1e-8, "", 2e-5, "both programs at their finest; the fast forms of density and altitude"),
    (1e-4, ", default tolerance", 8e-3, "an error of 0.1 mm a step, over some tens of steps"),
)


def _name(make: Callable[[], Ensemble]) -> str:
    return f"body-{make.__name__.replace('_', '-')}"


def cases(library: Library) -> list[Case]:  # noqa: ARG001 - the package has the table
    """Return a case for each body."""
    return [Case(_name(make), PLAIN, partial(checks, make)) for make in BODIES]
