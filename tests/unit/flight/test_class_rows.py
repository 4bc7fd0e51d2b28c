"""A class is one flight on its own and in a raid, and rows of flights are joined, moved and flown in order."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest

import intercept as ic
import intercept._core as _core
from intercept.catalogue.rules import LIMITS
from intercept.flight.rows import COLUMNS, Flights, no_flights

CLASSES = list(ic.Catalogue.load().threats)
# Middle of the flight, degrees; the flight goes due north or at a slant.
PLACE_DEG, HALF_KM = (-45.0, -125.0), 100.0


def raid_of_one(name, values, azimuth_rad):
    """Return the flights of a raid of one threat over the place, as a scenario file tells it."""
    east, north = HALF_KM * math.sin(azimuth_rad), HALF_KM * math.cos(azimuth_rad)
    document = {
        "schema_version": 1,
        "name": "one threat",
        "theatre": {"latitude_deg": PLACE_DEG[0], "longitude_deg": PLACE_DEG[1]},
        "assets": [{"name": "end", "class": "military", "position": {"east_km": east, "north_km": north}}],
        "raid": {
            "launch_areas": [{"name": "a", "position": {"east_km": -east, "north_km": -north}, "radius_km": 0.0}],
            "waves": [{"name": "one", "class": name, "count": 1, "launch_area": "a"}],
        },
        "classes": {"threat": {name: values}},
    }
    return ic.compile_plan(ic.Scenario.from_dict(document)).threats.flights


@pytest.mark.parametrize("name", CLASSES)
def test_a_class_has_the_same_rows_alone_and_in_a_raid(name):
    back = (*np.radians(PLACE_DEG), 0.6 + math.pi, 1e3 * HALF_KM)
    latitude, longitude, azimuth = (a[0] for a in _core.geodesic_direct(*(np.full(1, value) for value in back)))
    alone = ic.Flight.of_class(
        name, range_m=2e3 * HALF_KM, launch_point=(latitude, longitude), azimuth_rad=azimuth - math.pi, seed=5
    )
    # All that the class reads, but what only bounds it, as the flight drew it.
    used = zip(alone.values["parameter"], alone.values["used"], strict=True)
    values = {key: float(value) for key, value in used if key not in LIMITS}
    raid = raid_of_one(name, values, 0.6)
    for kind in COLUMNS:
        np.testing.assert_allclose(getattr(alone.flights, kind), getattr(raid, kind), rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(alone.flights.waypoints, raid.waypoints, atol=1e-12)


def test_flights_joined_fly_as_each_alone():
    names = ["jet_drone", "quasi_ballistic", "subsonic_cruise", "hypersonic_glide", "jet_drone"]
    parts = [ic.Flight.of_class(name, seed=1).flights for name in names]
    joined = Flights.joined(parts)
    assert len(joined) == len(names)
    options = {"world": ic.World(), "tolerance_m": 1e-2, "threads": 1}
    together = ic.Trajectories(joined.fly_rows(0, len(joined), **options)).table()
    alone = [ic.Trajectories(part.fly_rows(0, 1, **options)).table() for part in parts]
    for name in ("flight_time_s", "distance_km", "longitude_end_deg"):
        assert together[name].tolist() == [float(each[name][0]) for each in alone]
    # Any stretch of them is the same rows.
    some = ic.Trajectories(joined.fly_rows(1, 4, **options)).table()
    assert some["flight_time_s"].tolist() == together["flight_time_s"][1:4].tolist()


def test_nothing_joined_is_nothing():
    assert len(Flights.joined([])) == len(no_flights()) == 0
    again = Flights.joined([no_flights(), ic.Flight.of_class("jet_drone").flights])
    assert len(again) == 1
    assert again.waypoint_offsets.tolist() == [0, 2]
    for field in dataclasses.fields(Flights):
        assert getattr(again, field.name).dtype == getattr(no_flights(), field.name).dtype


@pytest.mark.parametrize("name", ["jet_drone", "short_range_ballistic"])
def test_one_flight_goes_between_other_ends(name):
    flight = ic.Flight.of_class(name, range_m=150e3)
    start = np.radians([[-45.0, -125.0], [-46.0, -125.0]])
    # Of the length that the values belong to.
    there = _core.geodesic_direct(*start.T.copy(), np.array([1.0, 2.0]), np.full(2, 150e3))
    end = np.column_stack(there[:2])
    moved = flight.flights.between(start, end)
    summary = ic.Trajectories(moved.fly_rows(0, 2, world=ic.World(), tolerance_m=1e-2, threads=1)).table()
    assert list(summary["outcome"]) == ["impact", "impact"]
    np.testing.assert_allclose(np.radians(summary["latitude_end_deg"]), end[:, 0], atol=1e-6)
    np.testing.assert_allclose(np.radians(summary["longitude_end_deg"]), end[:, 1], atol=1e-6)
