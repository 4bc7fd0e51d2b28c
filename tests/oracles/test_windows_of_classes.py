"""Windows of every threat class against a scan in NumPy at 0.05 s with direct geometry: none lost, none invented.

INTERCEPT_ORACLE_PAIRS sets how many pairs of each class; `make test-long` takes 1,000, `make oracle` 10,000.
"""

import functools
import math
import os

import numpy as np
import pytest

import intercept as ic
import intercept._core as _core
from intercept.catalogue.catalogue import Catalogue

PAIRS = int(os.environ.get("INTERCEPT_ORACLE_PAIRS", "60"))
UNITS = 20
STEP_S = 0.05
EDGE_S = 1e-3
GM_M3_S2, J2, ROTATION_RAD_S = 3.986004418e14, 1.0826298213e-3, 7.292115e-5
A_M, F = 6378137.0, 1.0 / 298.257223563
START_RAD = np.radians([-45.0, -125.0])
CATALOGUE = Catalogue.load()


def gravity(r, v):
    """Apparent gravity (m/s^2): central, J2, centrifugal, Coriolis."""
    n = np.linalg.norm(r, axis=1)[:, None]
    s2 = (r[:, 2:] / n) ** 2
    j = 1.5 * J2 * (A_M / n) ** 2
    g = -GM_M3_S2 / n**3 * r * (1.0 + j * (np.array([1.0, 1.0, 3.0]) - 5.0 * s2))
    w = ROTATION_RAD_S
    turn = np.column_stack([w * (w * r[:, 0] + 2 * v[:, 1]), w * (w * r[:, 1] - 2 * v[:, 0]), np.zeros(len(r))])
    return g + turn


class Flight:
    """One flight, sampled at 0.05 s once for all units."""

    def __init__(self, flown):
        self.flown = flown
        self.end = float(flown.table()["flight_time_s"][0])
        self.times = np.arange(0.0, self.end, STEP_S)
        self.places, self.velocities = self.state(self.times)

    def state(self, t):
        return self.flown.sample(np.zeros(len(t), dtype=np.uint32), t)


@functools.cache
def table(row):
    return _core.FlyoutTable(list(row))


class Scan:
    """One flight against one unit, by formula at any time."""

    def __init__(self, flight, unit, tracks, decision_s, threat_class):
        self.flight, self.unit, self.tracks = flight, unit, tracks
        self.reach_m = min(unit.slant_range_max_m, unit.slant_range_max_by_class_m.get(threat_class, math.inf))
        self.ready_s = decision_s + unit.reaction_time_s
        self.table = table(tuple(unit.flyout_row()))
        latitude, longitude, _ = unit.position
        self.origin = ic.earth.geodetic_to_ecef(latitude, longitude, 0.0).reshape(3)
        self.up = np.array(
            [math.cos(latitude) * math.cos(longitude), math.cos(latitude) * math.sin(longitude), math.sin(latitude)]
        )
        e2 = F * (2 - F)
        self.radius_m = A_M * (1 - F) / (1 - e2 * math.sin(latitude) ** 2)

    def possible(self, t, place=None, velocity=None):
        """Whether an intercept is possible at each time, and its launch."""
        if place is None:
            place, velocity = self.flight.state(t)
        u = self.unit
        q = place - self.origin
        slant = np.linalg.norm(q, axis=1)
        above = q @ self.up
        ground = np.sqrt(np.maximum(slant**2 - above**2, 0.0))
        height = ic.earth.ecef_to_geodetic(place)[2]
        speed = np.linalg.norm(velocity, axis=1)
        time_s, own_speed, lateral = self.table.at(ground, above)
        launch = t - time_s
        away = np.sum(q * velocity, axis=1) / slant
        good = (slant >= u.slant_range_min_m) & (slant <= self.reach_m)
        good &= (height <= u.altitude_max_m + 1.0) & (height >= u.altitude_min_m - 1.0)
        good &= self.horizon(u.fire_control_height_m, height, ground, above)
        good &= (speed <= u.target_speed_max_m_s + 0.1) & np.isfinite(time_s)
        good &= own_speed - away >= u.closing_speed_min_m_s
        if u.lateral_acceleration_ratio > 0.0:
            # Only where it still matters: it takes the longest.
            k = np.flatnonzero(good)
            good[k] = lateral[k] >= self.required(t[k], place[k], velocity[k], q[k] / slant[k, None])
        if u.burst_s > 0.0:
            good &= t + u.burst_s <= self.flight.end
        tracked = np.zeros(len(t), dtype=bool)
        for begin, end in self.tracks:
            held = (t <= end) if u.track_to_intercept else True
            tracked |= (launch >= begin + self.ready_s) & (launch <= end) & held
        return good & tracked, launch, good

    def horizon(self, eye_m, height, ground, above):
        kr = 4.0 / 3.0 * self.radius_m
        reach = kr * (np.arccos(kr / (kr + eye_m)) + np.arccos(kr / (kr + np.maximum(height, 0.0))))
        return self.radius_m * np.arctan2(ground, self.radius_m + above) <= reach

    def required(self, t, place, velocity, sight):
        h, end = 1e-3, self.flight.end
        later, sooner = (self.flight.state(np.clip(t + d, 0.0, end))[1] for d in (h, -h))
        step = np.clip(t + h, 0.0, end) - np.clip(t - h, 0.0, end)
        acceleration = (later - sooner) / step[:, None]
        across = lambda a: np.linalg.norm(a - sight * np.sum(a * sight, axis=1)[:, None], axis=1)  # noqa: E731
        pull, c = gravity(place, velocity), self.unit.lateral_acceleration_ratio
        return np.minimum(c * across(acceleration) + across(pull), c * across(acceleration - pull))


def units_near(rng, flown):
    """Return fire units of random classes within about their reach of a random point of the flight."""
    end = flown.table()["flight_time_s"][0]
    names = list(CATALOGUE.defences)
    found = []
    for i in range(UNITS):
        name = names[rng.integers(len(names))]
        share = 1.0 - rng.uniform(0.0, 1.0) ** 2
        place, _ = flown.sample(np.zeros(1, dtype=np.uint32), np.array([share * end]))
        latitude, longitude, _ = ic.earth.ecef_to_geodetic(place)
        unit = ic.FireUnit.of_class(name, position=START_RAD, name=f"unit {i}")
        distance = rng.uniform(0.0, 1.1) * unit.slant_range_max_m
        where = _core.geodesic_direct(latitude, longitude, np.array([rng.uniform(-3, 3)]), np.array([distance]))
        # Bursts are held to the scan in Rust.
        found.append(
            ic.FireUnit.of_class(name, position=(float(where[0][0]), float(where[1][0])), name=f"unit {i}", burst_s=0.0)
        )
    return found


def held_to_the_scan(scan, windows):
    """Assert that windows and scan agree; return whether there are any."""
    flight = scan.flight
    near = np.flatnonzero(((flight.places - scan.origin) ** 2).sum(axis=1) <= (scan.reach_m + 1.0) ** 2)
    if not len(near):
        assert not windows
        return False
    t = flight.times[near]
    possible, launch, _ = scan.possible(t, flight.places[near], flight.velocities[near])
    inside = np.zeros(len(t), dtype=bool)
    for first, last, _, _ in windows:
        inside |= (launch >= first - EDGE_S) & (launch <= last + EDGE_S)
    lost = possible & ~inside
    assert not (lost[1:] & lost[:-1]).any(), (scan.unit, t[lost][:5], windows)
    for own, (_, _, meets_first, meets_last) in enumerate(windows):
        low, high = min(meets_first, meets_last), max(meets_first, meets_last)
        within = (t > low + EDGE_S) & (t < high - EDGE_S)
        assert possible[within].all(), (scan.unit, t[within][~possible[within]][:5], windows)
        if high - low > 4 * EDGE_S:
            edges = np.array([low + EDGE_S, high - EDGE_S])
            assert scan.possible(edges)[0].all(), (scan.unit, edges)
        for beyond in (low - EDGE_S, high + EDGE_S):
            if 0.0 <= beyond <= flight.end:
                outside, when, _ = scan.possible(np.array([beyond]))
                # By another part, or by this one where launches turn back into it.
                taken = any(
                    a - slack <= when[0] <= b + slack
                    for k, (a, b, _, _) in enumerate(windows)
                    for slack in [1e-7 if k == own else 2 * EDGE_S]
                )
                assert taken or not outside[0], (scan.unit, beyond, windows)
    return bool(windows)


@pytest.mark.parametrize("name", list(CATALOGUE.threats))
def test_windows_are_those_of_the_scan(name):
    rng = np.random.default_rng(list(CATALOGUE.threats).index(name))
    engaged = 0
    for _ in range(max(1, PAIRS // UNITS)):
        flight = ic.Flight.of_class(name, azimuth_rad=rng.uniform(-3.0, 3.0), launch_point=START_RAD)
        flown = ic.fly(flight)
        sampled = Flight(flown)
        units = units_near(rng, flown)
        radar = ic.Sensor(
            position=units[0].position,
            name="radar",
            height_m=1e4,
            range_for_1_m2_m=3e6,
            instrumented_range_m=3e6,
            elevation_min_rad=-1.5,
        )
        defence = ic.Defence([radar], units, decision_time_s=5.0)
        found = ic.engagement_windows(flown, defence, threat_class=name)
        tracked = _core_intervals(found)
        for k, unit in enumerate(units):
            own = np.flatnonzero(found.unit == k)
            launch, meets = found.launch_s[own], found.intercept_s[own]
            rows = list(zip(launch[:, 0], launch[:, -1], meets[:, 0], meets[:, -1], strict=True))
            engaged += held_to_the_scan(Scan(sampled, unit, tracked, 5.0, name), rows)
    assert engaged >= PAIRS // 60


def _core_intervals(found):
    """Return the intervals in which the one threat is tracked."""
    _, begin, end = found.tracking.intervals
    return list(zip(begin, end, strict=True))
