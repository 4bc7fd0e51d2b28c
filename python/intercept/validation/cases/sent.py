"""Flights that are sent to a place end there, as fast and by as high an apogee as was asked for (docs/models).

What was asked for is the outside figure: the destination lies at the end of a geodesic (data/geodesic).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from intercept.earth.frames import ecef_to_geodetic, geodetic_to_ecef
from intercept.earth.geodesics import geodesic_direct
from intercept.flight.fly import fly
from intercept.flight.kinds.depressed import DepressedFlight
from intercept.flight.kinds.glide import GlideFlight
from intercept.flight.kinds.hypersonic_cruise import HypersonicCruiseFlight
from intercept.validation.check import Case, Check, Source
from intercept.validation.tables import Library

ASKED = "what was asked for: the end of a geodesic (Karney's test set), an apogee, a speed"
PLACE = (-0.785, -2.18)
AZIMUTH_RAD = 1.1
# Ground at the destination: far below zero, on a plateau, and at zero (m).
GROUNDS_M = (-430.0, 1_500.0, 0.0)
TERMINAL_M_S, APOGEE_M = 1_100.0, 48e3
SOLVED = (1.0, "solved for to 1 m: docs/models")


def _destination(distance_m: float, ground_m: float) -> tuple[float, float, float]:
    latitude, longitude, _ = geodesic_direct(*PLACE, azimuth_rad=AZIMUTH_RAD, distance_m=distance_m)
    return (float(latitude[0]), float(longitude[0]), ground_m)


def sent(library: Library) -> Iterable[Check]:  # noqa: ARG001 - geodesics
    """Compare the ends of a glide, a hypersonic cruise and a lifting depressed flight with what was asked for."""
    start = (*PLACE, 0.0)
    for ground_m in GROUNDS_M:
        glide_m, cruise_m, depressed_m = 1_500e3, 700e3, 450e3
        own: dict[str, Any] = {"terminal_speed_m_s": TERMINAL_M_S, "mach": 6.0, "cruise_altitude_m": 25e3}
        flights: dict[float, GlideFlight | HypersonicCruiseFlight | DepressedFlight] = {
            glide_m: GlideFlight(*PLACE, 1.0, 4_500.0, 8_000.0, 2.6, destination=_destination(glide_m, ground_m)),
            cruise_m: HypersonicCruiseFlight(start, destination=_destination(cruise_m, ground_m), **own),
            depressed_m: DepressedFlight(start, _destination(depressed_m, ground_m), APOGEE_M, lift_to_drag=2.2),
        }
        for distance_m, flight in flights.items():
            source = Source("sent-flights", ASKED, f"ic.fly({type(flight).__name__})")
            flown = fly(flight)
            flown.check(type(flight).__name__)
            end_m = flown.knots()["position_ecef_m"][-1]
            table = flown.table()
            off = float(np.linalg.norm(end_m - geodetic_to_ecef(*_destination(distance_m, ground_m))[0]))
            at = f"ground at {ground_m:.0f} m"
            reached = (float(table["distance_km"][0]), distance_m / 1e3)
            yield source.apart(f"flown: end, {at} (figures: distance)", reached, ("km", "m"), off, SOLVED)
            altitude = float(ecef_to_geodetic(end_m)[2][0])
            reason = "an event found to 1 ns at 1 km/s"
            yield source.absolute(f"flown: altitude of the end, {at}", (altitude, ground_m), "m", 1e-5, reason)
            if isinstance(flight, HypersonicCruiseFlight):
                speed = (float(table["impact_speed_m_s"][0]), TERMINAL_M_S)
                yield source.absolute(f"flown: terminal speed, {at}", speed, "m/s", 0.1, "solved for to 0.1 m/s")
            if isinstance(flight, DepressedFlight):
                apogee = (1e3 * float(table["apogee_km"][0]), APOGEE_M)
                yield source.absolute(f"flown: apogee, {at}", apogee, "m", *SOLVED)


def cases(library: Library) -> list[Case]:  # noqa: ARG001 - geodesics
    """Return the one case."""
    return [Case("sent-flights", ASKED, sent)]
