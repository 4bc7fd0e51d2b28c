"""Batches, flights and ensembles copy, pickle, compare by value and print in a line."""

from __future__ import annotations

import copy
import pickle

import numpy as np
import pytest

import intercept as ic
from intercept import flights

PLACE = (-0.785, -2.18, 0.0)
STAGE = flights.Stage(3000.0, 500.0, 60.0)
BODY = flights.Aerodynamics.published("g7", 0.5)
SEA = ic.Terrain.from_array([-0.8, -0.7], [-2.2, -2.1], np.zeros((2, 2)))
THINGS = [
    flights.BoostedFlight(flights.Vehicle([STAGE], 500.0, BODY), PLACE, 1.0, flights.GravityTurn(0.1)),
    flights.BoostedFlight(
        flights.Vehicle([STAGE], 500.0, BODY), np.array(PLACE), 1.0, flights.PitchProgramme([(0.0, 1.2)])
    ),
    flights.DepressedFlight(PLACE, (-0.785, -2.1, 0.0), 60e3),
    flights.GlideFlight(-0.785, -2.18, 1.0, 3000.0, 10_000.0, lift_to_drag=[2.0, 2.5], lift_to_drag_mach=[5.0, 10.0]),
    flights.HypersonicCruiseFlight(PLACE, destination=(-0.785, -2.1, 0.0)),
    flights.RouteFlight(np.array([[-0.785, -2.18], [-0.78, -2.17]]), [60.0], dive=flights.Dive(0.3)),
    flights.RouteFlight([(-0.785, -2.18), (-0.78, -2.17)], 60.0, heights="ground", terrain=SEA),
    ic.Flight.of_class("quasi_ballistic", range_m=300e3),
    ic.Ensemble.perturbed(
        [6.4e6, 0.0, 0.0], [0.0, 900.0, 0.0], ballistic_coefficient_kg_m2=4e3, rows=3, seed=1, density_sigma=0.1
    ),
]
COPIES = [copy.deepcopy, lambda thing: pickle.loads(pickle.dumps(thing))]  # noqa: S301 - of our own making


@pytest.mark.parametrize("make", COPIES, ids=["deepcopy", "pickle"])
@pytest.mark.parametrize("thing", THINGS, ids=lambda thing: type(thing).__name__)
def test_a_copy_is_equal_and_flies_the_same(thing, make):
    again = make(thing)
    assert again == thing
    assert again != 3
    assert ic.fly(again, tolerance_m=1e-2) == ic.fly(thing, tolerance_m=1e-2)


def test_what_differs_is_not_equal():
    for number, one in enumerate(THINGS):
        assert [place for place, other in enumerate(THINGS) if one == other] == [number]


def test_a_repr_is_short():
    for thing in THINGS:
        assert len(repr(thing)) < 500, repr(thing)
    assert repr(THINGS[3]).startswith("GlideFlight(latitude_rad=-0.785, longitude_rad=-2.18, azimuth_rad=1.0,")
    assert "nose_radius_m" not in repr(THINGS[3])
    assert repr(THINGS[-1]) == "<Ensemble: 3 bodies>"


@pytest.fixture(scope="module")
def batch():
    """One flight with events, one out of reach, one that is invalid, one that does not last."""
    there = (-0.785, -2.1, 0.0)
    listed = [
        flights.HypersonicCruiseFlight(PLACE, destination=there),
        flights.DepressedFlight(PLACE, (-0.785, -2.1, 0.0), 60e3, mass_ratio_max=1.2),
        flights.GlideFlight(-0.785, -2.18, 1.0, -5.0, 10_000.0, 2.5),
        flights.HypersonicCruiseFlight(PLACE, azimuth_rad=1.0),
    ]
    return ic.fly(listed, world=ic.World(wind=ic.Wind.constant(5.0, 0.0)))


@pytest.mark.parametrize("make", COPIES, ids=["deepcopy", "pickle"])
def test_a_batch_is_copied_with_its_faults_events_and_world(batch, make):
    again = make(batch)
    assert again == batch
    assert again.world == batch.world
    assert again.events() == batch.events()
    assert again.table() == batch.table()
    outcomes = [ic.Outcome(code).name for code in again.outcome]
    assert outcomes == ["IMPACT", "UNREACHABLE", "INVALID", "FUEL_EXHAUSTED"]
    for row in range(len(batch)):
        assert again.fault(row) == batch.fault(row)
    np.testing.assert_array_equal(again.sample_all([0.0, 50.0])[0], batch.sample_all([0.0, 50.0])[0])


def test_batches_of_other_worlds_or_rows_differ(batch):
    glide = THINGS[3]
    assert ic.fly(glide) == ic.fly(glide)
    assert ic.fly(glide) != ic.fly(glide, world=ic.World(rotation_rate_rad_s=0.0))
    assert ic.fly(glide) != ic.fly([glide, glide])
    assert batch != ic.Trajectories(batch.core, world=batch.world, interrupted=True)
    assert repr(batch).startswith("<Trajectories: 4 rows, ")


def test_the_table_holds_no_settings_of_a_launch(batch):
    columns = set(batch.table().columns)
    assert {"outcome", "flight_time_s", "distance_km", "apogee_km", "impact_speed_m_s"} <= columns
    assert not [name for name in columns if any(word in name for word in ("azimuth", "kick", "burnout", "launch"))]


def test_a_flight_lasts_as_long_as_its_table_says(batch):
    np.testing.assert_array_equal(batch.flight_time_s, batch.table()["flight_time_s"])
    assert np.isnan(batch.flight_time_s).tolist() == [False, True, True, False]
