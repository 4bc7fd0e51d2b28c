"""Flights in phases by a plain program: the equations of docs/models in inertial axes, by extrapolated midpoint steps.

It shares no line with the package: its own Earth, air, forces, control laws and steps, so that what both say of a
flight (intercept/validation/data/flights) is checked. Slow and simple on purpose.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass, field

import numpy as np

GM, A, J2, OMEGA = 3.986004418e14, 6_378_137.0, 1.0826298213e-3, 7.292115e-5
FLATTENING = 1.0 / 298.257223563
E2 = FLATTENING * (2.0 - FLATTENING)
G0 = 9.80665
# US Standard Atmosphere 1976 to 86 km: geopotential height (m), molecular temperature (K), lapse (K/m).
R0, R_AIR = 6_356_766.0, 8314.32 / 28.9644
LAYERS = ((0.0, 288.15, -6.5e-3), (11e3, 216.65, 0.0), (20e3, 216.65, 1e-3), (32e3, 228.65, 2.8e-3))
LAYERS += ((47e3, 270.65, 0.0), (51e3, 270.65, -2.8e-3), (71e3, 214.65, -2e-3))
TOP_M, ABOVE_M = 86_000.0, 6_000.0


def _pressures():
    found = [101_325.0]
    for (base, temperature, lapse), (top, *_) in itertools.pairwise(LAYERS):
        found.append(found[-1] * _ratio(temperature, lapse, top - base))
    return found


def _ratio(temperature, lapse, rise):
    if lapse == 0.0:
        return math.exp(-G0 * rise / (R_AIR * temperature))
    return (temperature / (temperature + lapse * rise)) ** (G0 / (R_AIR * lapse))


PRESSURES = _pressures()


def air(altitude):
    """Density (kg/m^3), pressure (Pa), speed of sound (m/s); above 86 km the density thins by e in 6 km."""
    height = R0 * min(altitude, TOP_M) / (R0 + min(altitude, TOP_M))
    i = max(0, sum(height >= base for base, *_ in LAYERS) - 1)
    base, temperature, lapse = LAYERS[i]
    now = temperature + lapse * (height - base)
    pressure = PRESSURES[i] * _ratio(temperature, lapse, height - base)
    thinner = math.exp(-max(altitude - TOP_M, 0.0) / ABOVE_M)
    return pressure / (R_AIR * now) * thinner, pressure * thinner, math.sqrt(1.4 * R_AIR * now)


def geodetic(r):
    """Latitude, longitude (rad) and altitude (m), by repeated substitution."""
    p = math.hypot(r[0], r[1])
    latitude = math.atan2(r[2], p * (1.0 - E2))
    for _ in range(6):
        curvature = A / math.sqrt(1.0 - E2 * math.sin(latitude) ** 2)
        latitude = math.atan2(r[2] + E2 * curvature * math.sin(latitude), p)
    sine = math.sin(latitude)
    altitude = p * math.cos(latitude) + r[2] * sine - A * math.sqrt(1.0 - E2 * sine**2)
    return latitude, math.atan2(r[1], r[0]), altitude


def ecef(latitude, longitude, altitude):
    """Place of geodetic coordinates (m)."""
    n = A / math.sqrt(1.0 - E2 * math.sin(latitude) ** 2)
    flat = (n + altitude) * math.cos(latitude)
    z = (n * (1.0 - E2) + altitude) * math.sin(latitude)
    return np.array([flat * math.cos(longitude), flat * math.sin(longitude), z])


def frame(latitude, longitude):
    """East, north, up."""
    s, c, sl, cl = math.sin(latitude), math.cos(latitude), math.sin(longitude), math.cos(longitude)
    return np.array([[-sl, cl, 0.0], [-s * cl, -s * sl, c], [c * cl, c * sl, s]])


def unit(v):
    """The direction of a vector."""
    return v / math.sqrt(v @ v)


@dataclass
class Moment:
    """What a law of forces needs to know of a moment, in Earth-fixed axes."""

    t: float
    r: np.ndarray
    v: np.ndarray
    wind: tuple
    altitude: float = 0.0
    up: np.ndarray = field(default=None)
    gravity: np.ndarray = field(default=None)

    def __post_init__(self):
        latitude, longitude, self.altitude = geodetic(self.r)
        self.axes = frame(latitude, longitude)
        self.up = self.axes[2]
        x, y, z = self.r
        distance = math.sqrt(x * x + y * y + z * z)
        s = z / distance
        pull = 1.5 * J2 * GM * A**2 / distance**4
        toward = -GM / distance**2 - pull * (1.0 - 5.0 * s * s)
        self.gravitation = toward * self.r / distance - np.array([0.0, 0.0, 2.0 * pull * s])
        # What is felt in the rotating axes, with the centrifugal and the Coriolis part.
        spin = np.array([x, y, 0.0]) * OMEGA**2 + 2.0 * OMEGA * np.array([self.v[1], -self.v[0], 0.0])
        self.gravity = self.gravitation + spin
        self.density, self.pressure, self.sound = air(self.altitude)
        levels, east, north = self.wind
        blown = (
            np.interp(self.altitude, levels, east) * self.axes[0]
            + np.interp(self.altitude, levels, north) * self.axes[1]
        )
        self.flow = self.v - blown
        self.speed, self.airspeed = math.sqrt(self.v @ self.v), math.sqrt(self.flow @ self.flow)
        self.forward = self.flow / self.airspeed
        self.sin_gamma = float(self.up @ self.v) / self.speed
        self.distance = distance
        self.q = 0.5 * self.density * self.airspeed**2

    @property
    def normal(self):
        """The normal of the flow in the vertical plane, upwards."""
        return unit(self.up - self.forward * (self.up @ self.forward))

    @property
    def needed(self):
        """Lift of a straight path: -g_n - v^2 cos(gamma)/r."""
        turn = self.speed**2 / self.distance * math.sqrt(max(0.0, 1.0 - self.sin_gamma**2))
        return -float(self.gravity @ self.normal) - turn


CALM = ([0.0, 1.0], [0.0, 0.0], [0.0, 0.0])


def turned(t, v):
    """A vector of inertial axes in Earth-fixed ones at a time; with -t the other way."""
    c, s = math.cos(OMEGA * t), math.sin(OMEGA * t)
    return np.array([c * v[0] + s * v[1], -s * v[0] + c * v[1], v[2]])


SPIN = np.array([0.0, 0.0, OMEGA])


class Flight:
    """A flight so far: time, Earth-fixed place and velocity, and the states by name of what happened."""

    def __init__(self, r, v, *, wind=CALM, tolerance_m=1e-8):
        self.t, self.r, self.v, self.wind, self.tolerance_m = 0.0, np.array(r), np.array(v), wind, tolerance_m
        self.marks = {}
        self.apogee_m = -math.inf

    def now(self):
        """The present moment."""
        return Moment(self.t, self.r, self.v, self.wind)

    def mark(self, name):
        """Keep the present state under a name."""
        self.marks[name] = (self.t, self.r, self.v)

    def fly(self, law, *, until=None, end=None, ground=True, more=None):
        """Fly a law of forces per mass (without gravitation) to a time, or to where a margin falls through zero.

        Returns "time", "end" or "ground". `more` is a further equation, rate(moment, value) from value 0.
        """

        def moment(t, y):
            r = turned(t, y[:3])
            return Moment(t, r, turned(t, y[3:6] - np.cross(SPIN, y[:3])), self.wind)

        def rate(t, y):
            m = moment(t, y)
            acceleration = turned(-t, m.gravitation + law(m))
            extra = [] if more is None else [more(m)]
            return np.concatenate([y[3:6], acceleration, extra])

        def margins(t, y):
            m = moment(t, y)
            found = [m.altitude] if ground else []
            return found if end is None else [*found, end(m, y)]

        start = turned(-self.t, self.r)
        y = np.concatenate([start, turned(-self.t, self.v) + np.cross(SPIN, start), [] if more is None else [0.0]])
        stop = self.t + 4000.0 if until is None else until
        scale = self.tolerance_m * np.array([1.0] * 3 + [0.1] * 3 + ([] if more is None else [1e-5]))
        h, before, left = min(0.1, stop - self.t), margins(self.t, y), None
        while self.t < stop and left is None:
            h = min(h, stop - self.t)
            then, error = step(rate, self.t, y, h)
            size = float(np.max(error / scale))
            if size > 1.0:
                h *= max(0.1, 0.9 * size ** (-1.0 / 15.0)) if h > 1e-5 else 0.5
                continue
            after = margins(self.t + h, then)
            fallen = [i for i, (a, b) in enumerate(zip(before, after, strict=True)) if a > 0.0 >= b]

            def later(x, y=y):
                return step(rate, self.t, y, x)[0]

            if fallen:
                found = [(root(lambda x, i=i: margins(self.t + x, later(x))[i], h), i) for i in fallen]
                h, left = min(found)
                then = later(h)
            self._top(moment(self.t, y), moment(self.t + h, then), lambda x: moment(self.t + x, later(x)))
            self.t, y, before = self.t + h, then, after
            h *= min(4.0, 0.9 * max(size, 1e-12) ** (-1.0 / 15.0))
        m = moment(self.t, y)
        self.r, self.v = m.r, m.v
        if left is None:
            return "time"
        return "ground" if ground and left == 0 else "end"

    def _top(self, a, b, at):
        """Keep the altitude where the flight ceases to rise."""
        if a.sin_gamma > 0.0 >= b.sin_gamma:
            self.apogee_m = max(self.apogee_m, at(root(lambda x: at(x).sin_gamma, b.t - a.t)).altitude)


def root(f, high):
    """Where a function that is positive at 0 and not at `high` falls through zero."""
    low = 0.0
    for _ in range(46):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if f(middle) > 0.0 else (low, middle)
    return high


def step(rate, t, y, h):
    """One step of Gragg's midpoint rule, extrapolated to none of its substeps (Bulirsch and Stoer), and its error."""
    table = []
    for k in range(1, 9):
        n = 2 * k
        d = h / n
        a, b = y, y + d * rate(t, y)
        for i in range(1, n):
            a, b = b, a + 2.0 * d * rate(t + i * d, b)
        row = [0.5 * (a + b + d * rate(t + h, b))]
        for j, last in enumerate(table[-1] if table else []):
            row.append(row[j] + (row[j] - last) / ((k / (k - j - 1)) ** 2 - 1.0))
        table.append(row)
    return table[-1][-1], np.abs(table[-1][-1] - table[-1][-2])


def drag_of(beta):
    """Drag of a constant ballistic coefficient."""
    return lambda m: -m.forward * (m.q / beta)
