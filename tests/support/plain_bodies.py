"""The bodies of intercept/validation/data/bodies by the plain program; run as a program it writes their table.

    python tests/support/plain_bodies.py

Their numbers stand here once more on purpose: `intercept.validation.cases.bodies` has its own.
"""

from __future__ import annotations

import csv
import math
import sys

import numpy as np
from plain_flight import Flight, drag_of, ecef, frame
from plain_flights import by_mach

WIND = ([0.0, 8e3, 12e3, 20e3], [5.0, 30.0, 45.0, 10.0], [0.0, -5.0, 10.0, 0.0])


def released(place, east_north_up, **options):
    """A body at its release."""
    return Flight(ecef(*place), np.array(east_north_up) @ frame(*place[:2]), **options)


def to_the_ground(flight, law, ground_m, bends=()):
    """Fly to a ground, cut at times where the law bends."""
    for until in (*bends, None):
        if flight.fly(law, until=until, end=lambda m, _: m.altitude - ground_m, ground=False) == "end":
            return flight
    raise AssertionError


def banked(beta, ratio, bank):
    """Drag, and lift at a bank by time."""
    x, y = np.array(bank).T

    def law(m):
        angle, drag = float(np.interp(m.t, x, y)), m.q / beta
        across = m.normal * math.cos(angle) + np.cross(m.forward, m.normal) * math.sin(angle)
        return across * (ratio * drag) - m.forward * drag

    return law


def below_zero(**options):
    """Dropped over a ground close below altitude zero, where the air's form changes."""
    return to_the_ground(released((-0.74, -1.9, 3e3), (0.0, 0.0, 1e-3), **options), drag_of(5_000.0), -28.0)


def depression(**options):
    """A re-entry to a ground far below altitude zero."""
    start = released((-0.55, -2.0, 50e3), (1_200.0, -900.0, -800.0), **options)
    return to_the_ground(start, drag_of(2_500.0), -430.0)


def plateau(**options):
    """A re-entry to a plateau, through wind."""
    start = released((-0.6, -1.9, 60e3), (-1_500.0, 700.0, -900.0), wind=WIND, **options)
    return to_the_ground(start, drag_of(4_000.0), 4_300.0)


def layer(**options):
    """Thrown up from a ground close below the base of the stratosphere, and back to it."""
    return to_the_ground(released((-0.9, -2.5, 11_014.0), (500.0, 300.0, 700.0), **options), drag_of(1_000.0), 11_014.0)


def drag_table(**options):
    """A shell with drag by Mach number, from a ground above zero and back to it."""
    curve = [(0.0, 0.2), (0.8, 0.2), (1.1, 0.45), (2.0, 0.35), (4.0, 0.25)]
    law = by_mach(0.02, curve)
    start = released((-0.65, -2.4, 250.0), (400.0, -300.0, 500.0), **options)
    return to_the_ground(start, lambda m: -m.forward * law(m, 45.0), 250.0)


def lifting(**options):
    """A lifting body, banked by time, to a plateau."""
    bank = [(10.0, 0.0), (30.0, 0.8), (60.0, -0.5)]
    start = released((-0.7, -2.2, 40e3), (1_800.0, 900.0, -300.0), **options)
    return to_the_ground(start, banked(3_000.0, 1.2, bank), 1_500.0, (10.0, 30.0, 60.0))


def carried_up(**options):
    """A lifting body that starts level on the ground, and is carried up from it."""
    start = released((-0.9, -2.1, 100.0), (140.0, 0.0, 0.0), **options)
    return to_the_ground(start, banked(1_000.0, 2.0, [(0.0, 0.0)]), 100.0)


BODIES = (below_zero, depression, plateau, layer, drag_table, lifting, carried_up)
COLUMNS = ("body", "time_s", "x_m", "y_m", "z_m", "vx_m_s", "vy_m_s", "vz_m_s")


def row(make, **options):
    """The state of a body at its end."""
    flight = make(**options)
    return [make.__name__, flight.t, *flight.r, *flight.v]


if __name__ == "__main__":
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(COLUMNS)
    for each in BODIES:
        name, *numbers = row(each)
        out.writerow([name, *(f"{x:.9g}" if abs(x) < 1e3 else f"{x:.6f}" for x in numbers)])
