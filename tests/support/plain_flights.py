"""The flights of intercept/validation/data/flights by the plain program; run as a program it writes their table.

    python tests/support/plain_flights.py

Their numbers stand here once more on purpose: `intercept.validation.cases.flights` has its own.
"""

from __future__ import annotations

import csv
import math
import sys

import numpy as np
from plain_flight import air, drag_of
from plain_kinds import (
    GravityTurn,
    Programme,
    Rocket,
    boost,
    cruising,
    glide_start,
    gliding,
    launched,
    of_classes,
    pull_up,
    steep_dive,
)

HERE = (-0.785, -2.18, 0.0)
WIND = ([0.0, 8e3, 12e3, 20e3], [5.0, 30.0, 45.0, 10.0], [0.0, -5.0, 10.0, 0.0])


def by_mach(area_m2, curve, induced=0.0):
    """Drag over mass by Mach number, with that of lift over mass."""
    x, y = np.array(curve).T

    def drag(m, mass, lift=0.0):
        coefficient = lift * mass / (m.q * area_m2) if lift else 0.0
        return m.q * area_m2 / mass * (np.interp(m.airspeed / m.sound, x, y) + induced * coefficient**2)

    return drag


def two_stages(**options):
    """Two stages through wind, the payload apart from the last one, to the ground."""
    curve = [(0.0, 0.6), (5.0, 1.0), (30.0, 0.9), (40.0, 0.2)]
    stages = [
        (4000.0, 600.0, [(0.0, 1.0), (60.0, 1.0)], 230.0, 260.0, 2.0),
        (1200.0, 200.0, curve, 230.0, 275.0, 0.0),
    ]
    drag = by_mach(0.6, [(0.0, 0.3), (0.8, 0.3), (1.2, 0.55), (3.0, 0.35), (6.0, 0.25)])
    flight, axes = launched(HERE, 1.2, wind=WIND, **options)
    boost(flight, Rocket(stages, 500.0, drag), GravityTurn(0.12), axes, 1.2)
    flight.fly(drag_of(3000.0))
    return flight


def one_stage(**options):
    """From an aircraft along a pitch programme, to the ground."""
    point = (HERE[0], HERE[1], 11e3)
    beta = 4000.0
    rocket = Rocket([(2500.0, 300.0, [(0.0, 1.0), (35.0, 1.0)], 250.0, 250.0, 0.0)], 700.0, None)
    rocket.drag = lambda m, mass, last: m.q / beta * (last / mass)
    flight, axes = launched(point, -0.7, 250.0, **options)
    boost(flight, rocket, Programme([(0.0, 0.0), (8.0, 0.9), (35.0, 0.7)]), axes, -0.7)
    flight.fly(drag_of(beta))
    return flight


def lifting(**options):
    """One stage, then levelled off, weaving and diving by the lift of a table."""
    by, area_m2, induced, most = [(0.0, 0.3), (2.0, 0.4), (6.0, 0.25)], 0.5, 0.3, 1.2
    drag = by_mach(area_m2, by, induced)
    rocket = Rocket(
        [(2600.0, 400.0, [(0.0, 1.0), (40.0, 1.0)], 225.0, 250.0, 0.0)], 600.0, lambda m, kg, _: drag(m, kg)
    )
    flight, axes = launched(HERE, 0.4, **options)
    boost(flight, rocket, GravityTurn(0.45), axes, 0.4)
    mass = 1000.0
    pull_up(
        flight,
        lambda m, lift: drag(m, mass, lift),
        lambda m: m.q * area_m2 / mass * most,
        altitude=28e3,
        limit=80.0,
        dive_speed=900.0,
        dive_angle=1.0,
        climb=0.1,
        weave=(15.0, 25.0),
    )
    return flight


def banked_glide(**options):
    """A damped glide by a bank schedule, through wind, to the ground."""
    x, y = np.array([(100.0, 0.0), (200.0, 0.9), (500.0, -0.6), (900.0, -0.6), (1000.0, 0.2)]).T
    flight = glide_start(HERE[:2], 1.4, 5000.0, 45e3, -0.001, wind=WIND, **options)
    law = gliding(8000.0, 2.6, lambda t: float(np.interp(t, x, y)), damped=True)
    for bend in x:
        if flight.fly(law, until=float(bend)) == "ground":
            return flight
    flight.fly(law)
    return flight


def free_glide(**options):
    """A glide that skips, at the greatest lift all along."""
    flight = glide_start(HERE[:2], 1.4, 4000.0, 50e3, -0.03, **options)
    flight.fly(gliding(6000.0, 2.2, lambda _: 0.0, damped=False))
    return flight


def cruise(**options):
    """Rocket, climb and cruise until the fuel is out, then a dive."""
    c = {"altitude": 25e3, "mach": 6.0, "ratio": 3.5, "isp": 900.0, "limit": 60.0, "thrust": 30.0, "beta": 4000.0}
    share, burn_s, ratio, isp, azimuth = 0.15, 40.0, 3.0, 250.0, 1.0
    full = c["beta"] / (1.0 - share)
    rocket = Rocket([((ratio - 1.0) * 1000.0, 0.0, [(0.0, 1.0), (burn_s, 1.0)], isp, isp, 0.0)], 1000.0, None)
    rocket.drag = lambda m, mass, last: m.q / full * (last / mass)
    flight, axes = launched(HERE, azimuth, **options)
    law, burnt = cruising(c)
    boost(
        flight,
        rocket,
        of_classes(False, burn_s, 0.5),
        axes,
        azimuth,
        slow=lambda m, _: c["mach"] * air(c["altitude"])[2] - m.airspeed,
    )
    flight.mark("boosted")
    flight.fly(law, end=lambda _, y: -math.log(1.0 - share) - y[6], more=burnt)
    flight.mark("fuel out")
    steep_dive(flight, c["beta"], c["ratio"], 0.7, c["limit"])
    return flight


FLIGHTS = (two_stages, one_stage, lifting, banked_glide, free_glide, cruise)
COLUMNS = ("flight", "moment", "time_s", "x_m", "y_m", "z_m", "vx_m_s", "vy_m_s", "vz_m_s", "apogee_m")


def rows(make, **options):
    """The states of a flight by name of the moment, its end last."""
    flight = make(**options)
    flight.mark("end")
    # A glide begins at its top.
    apogee_m = flight.apogee_m if "burnout 1" in flight.marks else -math.inf
    for name, (t, r, v) in flight.marks.items():
        yield [make.__name__, name, t, *r, *v, apogee_m]


if __name__ == "__main__":
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(COLUMNS)
    for each in FLIGHTS:
        for name, moment, *numbers in rows(each):
            out.writerow([name, moment, *(f"{x:.9g}" if abs(x) < 1e3 else f"{x:.6f}" for x in numbers)])
