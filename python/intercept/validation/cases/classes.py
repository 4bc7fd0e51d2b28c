"""Flights of the catalogue's classes end where they were sent: along the geodesic, over the range (data/geodesic)."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

from intercept.catalogue.catalogue import Catalogue
from intercept.earth.frames import geodetic_to_ecef
from intercept.earth.geodesics import geodesic_direct
from intercept.flight.fly import fly
from intercept.flight.of_class import Flight
from intercept.validation.check import Case, Check, Source
from intercept.validation.tables import Library

SENT = "the end of the geodesic of the range and azimuth asked for; geodesics by Karney's test set"
PLACE = (math.radians(-45.0), math.radians(-125.0))
AZIMUTH_RAD = 1.1
SOLVED = (1.0, "solved for to 1 m: docs/models")


def ends(library: Library) -> Iterable[Check]:  # noqa: ARG001 - geodesics
    """Compare where each class comes down, at its most likely range and values, with where it was sent."""
    source = Source("class-ends", SENT, "ic.Flight.of_class")
    for name in Catalogue.load().threats:
        flight = Flight.of_class(name, azimuth_rad=AZIMUTH_RAD, launch_point=PLACE)
        flown = fly(flight)
        flown.check(name)
        figures = flown.table()
        latitude, longitude, _ = geodesic_direct(*PLACE, azimuth_rad=AZIMUTH_RAD, distance_m=flight.range_m)
        position = flown.sample(0, float(figures["flight_time_s"][0]))[0][0]
        off = float(np.linalg.norm(position - geodetic_to_ecef(latitude, longitude, 0.0)[0]))
        reached = (float(figures["distance_km"][0]), flight.range_m / 1e3)
        quantity = f"flown: end of {name} (figures: distance)"
        yield source.apart(quantity, reached, ("km", "m"), off, SOLVED)


def cases(library: Library) -> list[Case]:  # noqa: ARG001 - geodesics
    """Return the one case."""
    return [Case("class-ends", SENT, ends)]
