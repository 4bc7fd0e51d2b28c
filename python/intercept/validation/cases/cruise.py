"""Cruise: the level turn, the route along a geodesic, the climb, the fuel (data/cruise/SOURCE.md)."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from intercept.earth.frames import geodetic_to_ecef
from intercept.earth.geodesics import geodesic_direct
from intercept.earth.places import EQUATORIAL_RADIUS_M
from intercept.flight.fly import fly
from intercept.flight.kinds.route import RouteFlight
from intercept.flight.kinds.route_parts import Fuel
from intercept.flight.trajectories import Trajectories
from intercept.validation.check import Case, Check, Source
from intercept.validation.closed_forms import breguet_range_m, level_turn_radius_m
from intercept.validation.tables import Library, data_path

TURN = "level turn, V^2/(g tan bank); textbook"
GEODESIC = "Karney, GeodTest, doi:10.5281/zenodo.32156"
CLIMB = "a climb by parabola, slope and parabola, by quadrature; Breguet's endurance; textbook"
# Specific consumption (1/s), lift-to-drag and mass ratio: two minutes.
ENGINE = {"specific_consumption_per_s": 2.8e-4, "lift_to_drag": 10.0, "mass_ratio": math.exp(120.0 * 2.8e-5)}
ENGINE_FIGURES = (2.8e-4, 10.0, math.exp(120.0 * 2.8e-5), 1.0)
Array = npt.NDArray[np.float64]

ROUTE = "ic.fly(RouteFlight)"
SPEED_M_S = 250.0


def fly_route(waypoints: list[tuple[float, float]], altitude_m: float, bank_rad: float) -> Trajectories:
    """Fly a level route at a constant speed through points (latitude, longitude, rad)."""
    level = RouteFlight(waypoints, SPEED_M_S, altitude_m=altitude_m, bank_rad=bank_rad, normal_acceleration_m_s2=20.0)
    flown = fly(level)
    flown.check("route")
    return flown


def turn(library: Library) -> Iterable[Check]:  # noqa: ARG001 - a closed form
    """Compare the radius of the circle through three points of a turn of 90 degrees, at several banks."""
    source = Source("cruise-turn", TURN, ROUTE)
    for bank_deg in (10.0, 30.0, 60.0):
        bank = math.radians(bank_deg)
        flown = fly_route([(-0.785, -2.18), (-0.785, -2.14), (-0.745, -2.14)], 0.0, bank)
        radius = level_turn_radius_m(SPEED_M_S, bank)
        knots = flown.knots()
        # In the middle of the turn the acceleration across the path is there and steady.
        turning = np.flatnonzero(np.linalg.norm(knots["acceleration_ecef_m_s2"], axis=1) > 0.8 * SPEED_M_S**2 / radius)
        start, end = knots["time_s"][turning[[0, -1]]]
        a, b, c = flown.sample(0, np.linspace(start + 0.1 * (end - start), end - 0.1 * (end - start), 3))[0]
        # Circumradius: product of the sides over four times the area.
        sides = [float(np.linalg.norm(p - q)) for p, q in ((a, b), (b, c), (c, a))]
        flown_m = math.prod(sides) / (2.0 * float(np.linalg.norm(np.cross(b - a, c - a))))
        # A circle of radius r in the plane of its waypoint is narrower on the Earth by (r/R)^2/6, and off by d^3/R^2.
        allowed = 1e-6 + 1.0 * (radius / 6.36e6) ** 2
        reason = "a plane of the turn on a round Earth: (r/R)^2; and 1e-6 for the knots"
        yield source.relative(f"flown: radius at {bank_deg:.0f} deg", (flown_m, radius), "m", allowed, reason)


def leg(library: Library) -> Iterable[Check]:  # noqa: ARG001 - the short table has legs enough
    """Compare places along routes of one leg with those along the geodesics of the test set."""
    source = Source("cruise-leg", f"{GEODESIC} (thinned table)", ROUTE)
    columns = np.loadtxt(data_path("geodesic/geodtest_50.dat")).T
    latitude_1, longitude_1, azimuth, latitude_2, longitude_2 = np.radians(columns[:5])
    distance = columns[6]
    # Legs that an aircraft might fly. On nearly antipodal points more than one geodesic is as good as shortest.
    chosen = np.flatnonzero((distance > 1e5) & (distance < 1.2e7))
    off, figures = [], []
    for i in chosen:
        ends = [(latitude_1[i], longitude_1[i]), (latitude_2[i], longitude_2[i])]
        flown = fly_route(ends, 0.0, 0.5)
        share = np.linspace(0.0, 1.0, 33)
        position, _ = flown.sample(0, share * distance[i] / SPEED_M_S)
        along = share * distance[i]
        points = geodesic_direct(latitude_1[i], longitude_1[i], azimuth_rad=azimuth[i], distance_m=along)
        theirs = geodetic_to_ecef(points[0], points[1], 0.0)
        off.append(float(np.linalg.norm(position - theirs, axis=1).max()))
        figures.append((float(flown.table()["distance_km"][0]), distance[i] / 1e3))
    worst = int(np.argmax(off))
    reason = "asked for: position along the path within 1 m of the geodesic solution"
    quantity = f"flown: place on the way, worst of {len(chosen)} legs (figures: length)"
    yield source.apart(quantity, figures[worst], ("km", "m"), off[worst], (1.0, reason))


def climb(library: Library) -> Iterable[Check]:  # noqa: ARG001 - a closed form
    """Compare the time of a climb along the equator, a circle of radius a: parabola, straight slope, parabola.

    Over a ground distance x the path is (1 + h/a) dx long by dh high. A parabola of second derivative c = a_n/V^2 takes
    the slope to T = tan(angle) over T/c.
    """
    source = Source("cruise-climb", CLIMB, ROUTE)
    low_m, high_m, angle, load = 200.0, 3_200.0, 0.12, 4.0
    flight = RouteFlight(
        [(0.0, -2.60, low_m), (0.0, -2.58, high_m)],
        SPEED_M_S,
        climb_angle_rad=angle,
        normal_acceleration_m_s2=load,
    )
    flown = fly(flight)
    slope, bend = math.tan(angle), load / SPEED_M_S**2
    arc_m = slope / bend
    length_m = (high_m - low_m) / slope + arc_m
    flown_s = float(flown.events()["time_s"][flown.events()["event"] == "cruise"][0])

    def height_slope(x: Array) -> tuple[Array, Array]:
        up, down = np.minimum(x, arc_m), np.minimum(length_m - x, arc_m)
        straight = np.clip(x - arc_m, 0.0, length_m - 2.0 * arc_m)
        after = 0.5 * bend * (arc_m**2 - down**2)
        return low_m + 0.5 * bend * up**2 + slope * straight + after, bend * np.minimum(up, down)

    # Gauss and Legendre's rule of 40 points on each of the three pieces: exact to rounding.
    time_s, (nodes, weights) = 0.0, np.polynomial.legendre.leggauss(40)
    for start, end in ((0.0, arc_m), (arc_m, length_m - arc_m), (length_m - arc_m, length_m)):
        height, tangent = height_slope(0.5 * (start + end) + 0.5 * (end - start) * nodes)
        path = np.hypot(1.0 + height / EQUATORIAL_RADIUS_M, tangent)
        time_s += 0.5 * (end - start) * float(weights @ path) / SPEED_M_S
    reason = "quadrature is good to 1e-9: docs/models/cruise.md"
    yield source.relative("flown: time of the climb", (flown_s, time_s), "s", 1e-8, reason)
    total_s = time_s + (0.02 * EQUATORIAL_RADIUS_M - length_m) * (1.0 + high_m / EQUATORIAL_RADIUS_M) / SPEED_M_S
    figures = (float(flown.table()["flight_time_s"][0]), total_s)
    yield source.relative("flown: time of the whole route", figures, "s", 1e-8, reason)
    limited = fly(dataclasses.replace(flight, fuel=Fuel.breguet(**ENGINE)))
    endurance_s = breguet_range_m(SPEED_M_S, *ENGINE_FIGURES) / SPEED_M_S
    figures = (float(limited.table()["flight_time_s"][0]), endurance_s)
    yield source.relative("flown: time until the fuel is out (Breguet)", figures, "s", 1e-8, reason)


def cases(library: Library) -> list[Case]:  # noqa: ARG001 - closed forms and a table of the package
    """Return the three cases."""
    return [
        Case("cruise-turn", TURN, turn),
        Case("cruise-leg", GEODESIC, leg),
        Case("cruise-climb", CLIMB, climb),
    ]
