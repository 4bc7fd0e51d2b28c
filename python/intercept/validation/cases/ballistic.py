"""Ballistic flight in vacuum over a sphere at rest (data/ballistic/SOURCE.md).

Flown by the engine in that world, and compared with the closed forms of Bate, Mueller, White, chapter 6; the closed
forms are compared with the figures of a published table and of the book's worked examples.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import partial

from intercept.validation.check import Case, Check, Source
from intercept.validation.closed_forms import FreeFlight
from intercept.validation.tables import Library, data_path, read_columns, read_figures
from intercept.validation.worlds import VACUUM, Throw, sphere_at_rest, when

BOOK = "Bate, Mueller, White, Fundamentals of Astrodynamics, chapter 6"
PART = "ic.fly(Ensemble)"
GM_M3_S2 = 3.986004418e14
RADIUS_M = 6_371_008.8
# The book's units: an equatorial radius, and the time in which 1 DU/TU is circular speed.
UNIT_M = 6_378_145.0
UNIT_S = math.sqrt(UNIT_M**3 / GM_M3_S2)
EXACT = (1e-6, "asked for; the closed form is exact in this world")
HALF = "half a written digit"


def least_energy(row: int, library: Library) -> Iterable[Check]:  # noqa: ARG001 - the table is short
    """One row of the table: formula against the written figures, flight against the formula."""
    table = {
        name: float(column[row]) for name, column in read_columns(data_path("ballistic/minimum_energy.csv")).items()
    }
    range_m = 1e3 * table["range_km"]
    arc = FreeFlight.least_energy(range_m / RADIUS_M, RADIUS_M, GM_M3_S2)
    source = Source(f"ballistic-{table['range_km']:.0f}km", f"{BOOK}; table computed by another program", PART)
    yield source.absolute("formula: speed", (arc.speed_m_s / 1e3, table["speed_km_s"]), "km/s", 5e-6, HALF)
    angle = (math.degrees(arc.flight_path_rad), table["flight_path_deg"])
    yield source.absolute("formula: flight-path angle", angle, "deg", 5e-5, HALF)
    path = Throw(RADIUS_M, arc.speed_m_s, arc.flight_path_rad).fly(sphere_at_rest(RADIUS_M, GM_M3_S2, VACUUM))
    top_m = path.radius_m(0.5 * path.end_s) - RADIUS_M
    yield source.absolute("flown: apogee", (top_m / 1e3, table["apogee_km"]), "km", 5e-4, HALF)
    yield source.absolute("flown: time", (path.end_s, table["time_s"]), "s", 5e-4, HALF)
    yield source.relative("flown: range", (RADIUS_M * path.turned_rad(path.end_s) / 1e3, range_m / 1e3), "km", *EXACT)
    formula = (top_m / 1e3, (arc.apogee_radius_m - RADIUS_M) / 1e3)
    yield source.relative("flown: apogee by the formula", formula, "km", *EXACT)
    yield source.relative("flown: time by the formula", (path.end_s, arc.time_s), "s", *EXACT)
    speeds = (path.speed_m_s(path.end_s), arc.speed_m_s)
    yield source.relative("flown: speed at impact by the formula", speeds, "m/s", *EXACT)


def _flown(source: Source, arc: FreeFlight) -> Iterable[Check]:
    """Fly an arc between points above the ground; its end is where it comes down through the radius it left from."""
    path = Throw(arc.radius_m, arc.speed_m_s, arc.flight_path_rad).fly(sphere_at_rest(UNIT_M, GM_M3_S2, VACUUM))
    end = when(lambda t: path.radius_m(t) > arc.radius_m, 0.5 * arc.time_s, path.end_s)
    angles = (math.degrees(path.turned_rad(end)), math.degrees(arc.range_angle_rad))
    yield source.relative("flown: range angle by the formula", angles, "deg", *EXACT)
    yield source.relative("flown: time by the formula", (end, arc.time_s), "s", *EXACT)
    top = (path.radius_m(0.5 * end) / UNIT_M, arc.apogee_radius_m / UNIT_M)
    yield source.relative("flown: apogee radius by the formula", top, "DU", *EXACT)


def page_290(library: Library) -> Iterable[Check]:  # noqa: ARG001 - the table is short
    """Burn-out height, speed and apogee given: energy, angle, Q and range angle."""
    source = Source("ballistic-example-290", f"{BOOK}, 1st ed., page 290", PART)
    height, speed, top = 1.2, 2.0 / 3.0, 1.5
    energy = 0.5 * speed**2 - 1.0 / height
    at_apogee = math.sqrt(2.0 * (energy + 1.0 / top))
    cosine = at_apogee * top / (height * speed)
    arc = FreeFlight(speed * UNIT_M / UNIT_S, math.acos(cosine), height * UNIT_M, GM_M3_S2)
    ours = {
        "p290_energy": energy,
        "p290_apogee_speed": at_apogee,
        "p290_angular_momentum": at_apogee * top,
        "p290_cos_flight_path": cosine,
        "p290_flight_path": math.degrees(arc.flight_path_rad),
        "p290_q": arc.q,
        "p290_range_angle_book": math.degrees(arc.range_angle_rad),
        "p290_range_angle": math.degrees(arc.range_angle_rad),
    }
    yield from _printed(source, ours)
    yield from _flown(source, arc)


def page_291(library: Library) -> Iterable[Check]:  # noqa: ARG001 - the table is short
    """Burn-out and re-entry points, speed and height given: Q, range angle, flight-path angle of the high flight."""
    source = Source("ballistic-example-291", f"{BOOK}, 1st ed., page 291", PART)
    latitude, apart = math.radians(30.0), math.radians(120.0)
    # Spherical trigonometry, from 30 N to 30 S, 120 degrees of longitude apart.
    cosine = -(math.sin(latitude) ** 2) + math.cos(latitude) ** 2 * math.cos(apart)
    speed, radius = 1.0817, 1.025
    # The book goes on with Q rounded to 1.2, and so does the angle. The low flight of the two starts below the horizon.
    arc = FreeFlight.high(math.acos(cosine), math.sqrt(1.2 / radius) * UNIT_M / UNIT_S, radius * UNIT_M, GM_M3_S2)
    ours = {
        "p291_q": speed**2 * radius,
        "p291_range_angle": math.degrees(math.acos(cosine)),
        "p291_flight_path": math.degrees(arc.flight_path_rad),
    }
    yield from _printed(source, ours)
    yield from _flown(source, arc)


def _printed(source: Source, ours: dict[str, float]) -> Iterable[Check]:
    figures = read_figures("ballistic/worked_examples.csv")
    for name, value in ours.items():
        figure = figures[name]
        quantity = f"formula: {name.split('_', 1)[1].replace('_', ' ')}"
        yield source.absolute(quantity, (value, figure.value), figure.unit, figure.half_digit, HALF)


def cases(library: Library) -> list[Case]:  # noqa: ARG001 - the package has the tables
    """Return a case for each row of the table, and the book's two examples."""
    ranges = read_columns(data_path("ballistic/minimum_energy.csv"))["range_km"]
    rows = [Case(f"ballistic-{km:.0f}km", BOOK, partial(least_energy, i)) for i, km in enumerate(ranges)]
    return [*rows, Case("ballistic-example-290", BOOK, page_290), Case("ballistic-example-291", BOOK, page_291)]
