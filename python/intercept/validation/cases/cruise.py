"""Cruise: the level turn, the route along a geodesic, the radar horizon (data/cruise/SOURCE.md)."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

import intercept._core as _core
from intercept.earth.frames import ecef_to_geodetic
from intercept.engagement.defence.sensor import Sensor
from intercept.flight.fly import fly
from intercept.flight.kinds.route import RouteFlight
from intercept.flight.trajectories import Trajectories
from intercept.validation.check import Case, Check, Source
from intercept.validation.closed_forms import level_turn_radius_m, radar_horizon_m
from intercept.validation.tables import Library, data_path

TURN = "level turn, V^2/(g tan bank); textbook"
GEODESIC = "Karney, GeodTest, doi:10.5281/zenodo.32156"
HORIZON = "radar horizon, 4.12 km (sqrt h + sqrt h); atis.org glossary"
SPEED_M_S = 250.0


def fly_route(waypoints: list[tuple[float, float]], altitude_m: float, bank_rad: float) -> Trajectories:
    """Fly a level route at a constant speed through points (latitude, longitude, rad)."""
    level = RouteFlight(waypoints, SPEED_M_S, altitude_m=altitude_m, bank_rad=bank_rad, normal_acceleration_m_s2=20.0)
    flown = fly(level)
    flown.check("route")
    return flown


def turn(library: Library) -> Iterable[Check]:  # noqa: ARG001 - a closed form
    """Compare the radius of the circle through three points of a turn of 90 degrees, at several banks."""
    source = Source("cruise-turn", TURN)
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
    source = Source("cruise-leg", f"{GEODESIC} (thinned table)")
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
        ones = np.ones(len(share))
        points = _core.geodesic_direct(latitude_1[i] * ones, longitude_1[i] * ones, azimuth[i] * ones, along)
        theirs = _core.geodetic_to_ecef(np.column_stack([points[0], points[1], 0.0 * ones]))
        off.append(float(np.linalg.norm(position - theirs, axis=1).max()))
        figures.append((float(flown.table()["distance_km"][0]), distance[i] / 1e3))
    worst = int(np.argmax(off))
    reason = "asked for: position along the path within 1 m of the geodesic solution"
    quantity = f"flown: place on the way, worst of {len(chosen)} legs (figures: length)"
    yield source.apart(quantity, figures[worst], ("km", "m"), off[worst], (1.0, reason))


def horizon(library: Library) -> Iterable[Check]:  # noqa: ARG001 - a closed form
    """Compare the distance at which a radar on a mast first sees a body that comes in level."""
    source = Source("cruise-radar-horizon", HORIZON)
    latitude, west, east = -0.785, -2.18, -2.08
    for mast_m, target_m in ((15.0, 50.0), (10.0, 3000.0), (30.0, 1000.0)):
        flown = fly_route([(latitude, west), (latitude, east)], target_m, 0.5)
        length_s = float(flown.table()["flight_time_s"][0])
        # A radar of any range, that looks at any elevation, at the end of the route.
        radar = np.array([Sensor(position=(latitude, east), height_m=mast_m, range_for_1_m2_m=1e7).row()])
        tracks = _core.track_threats(
            *(flown.core, np.zeros(1), np.zeros(1, dtype=np.uint64), np.ones(1), radar, np.full((1, 1), np.nan), 1)
        )
        seen_s = float(tracks.first_detection_s()[0])
        position, _ = flown.sample(0, min(seen_s, length_s))
        where = ecef_to_geodetic(position)
        distance = _core.geodesic_inverse(where[0], where[1], np.array([latitude]), np.array([east]))[0]
        figures = (float(distance[0]) / 1e3, radar_horizon_m(mast_m, target_m) / 1e3)
        reason = "half a digit of 4.12 is 1.2e-3; the local radius is within 3e-3 of the mean, its root within 1.5e-3"
        quantity = f"flown: first seen, mast {mast_m:g} m, target {target_m:g} m"
        yield source.relative(quantity, figures, "km", 2.7e-3, reason)


def cases(library: Library) -> list[Case]:  # noqa: ARG001 - closed forms and a table of the package
    """Return the three cases."""
    return [
        Case("cruise-turn", TURN, turn),
        Case("cruise-leg", GEODESIC, leg),
        Case("cruise-radar-horizon", HORIZON, horizon),
    ]
