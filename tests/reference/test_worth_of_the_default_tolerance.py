"""What docs/models/integrator.md promises of a flight at the default tolerance is what it keeps, for every kind."""

import inspect
import re

import numpy as np
import pytest
from tree import ROOT

import intercept as ic
from intercept.catalogue.catalogue import Catalogue
from intercept.validation.cases.flights import DEFAULT_M, FLIGHTS

PAGE = ROOT / "docs" / "models" / "integrator.md"
UNITS = {"m": 1.0, "mm": 1e-3}
FINE_M = 1e-7


def promised():
    """Return what each row of the page promises (m): by the names in its first cell, or by its first words."""
    section = (
        PAGE.read_text(encoding="utf-8")
        .split("## What a flight is worth at the default tolerance")[1]
        .split("\n## ")[0]
    )
    found = {}
    for row in re.findall(r"^\| (?!---|what flies)(.*) \|$", section, flags=re.MULTILINE):
        what, _, _, bound = row.split(" | ")
        value, unit = bound.split()
        for name in re.findall(r"`(\w+)`", what) or [what.split(":")[0]]:
            found[name] = float(value) * UNITS[unit]
    return found


PROMISED = promised()
CLASSES = Catalogue.load().threats
SOLVED = [name for name in CLASSES if name in PROMISED]


def apart_m(flight):
    """Return how far a flight at the default tolerance is from a fine one at the same times, at most (m)."""
    coarse, fine = ic.fly(flight), ic.fly(flight, tolerance_m=FINE_M)
    end_s = min(float(flown.table()["flight_time_s"][0]) for flown in (coarse, fine))
    times = np.linspace(0.0, end_s, 500)
    rows = np.zeros(len(times), dtype=int)
    return np.linalg.norm(coarse.sample(rows, times)[0] - fine.sample(rows, times)[0], axis=1).max()


def test_the_tolerance_is_the_default():
    assert inspect.signature(ic.fly).parameters["tolerance_m"].default == DEFAULT_M


def test_every_kind_is_promised_something():
    routes = {name for name in CLASSES if len(ic.Flight.of_class(name).flights.route)}
    assert set(PROMISED) == {*FLIGHTS, *(set(CLASSES) - routes), "bodies of an ensemble", "routes"}


@pytest.mark.parametrize("name", FLIGHTS)
def test_the_page_of_checks_holds_flights_to_what_is_promised(name):
    assert FLIGHTS[name].default_m == pytest.approx(PROMISED[name])


@pytest.mark.parametrize("name", SOLVED)
def test_a_flight_of_a_class_keeps_what_is_promised(name):
    assert apart_m(ic.Flight.of_class(name)) < PROMISED[name]


def test_routes_do_not_go_by_the_tolerance():
    assert apart_m(ic.Flight.of_class("subsonic_cruise")) == 0.0


def test_bodies_of_an_ensemble_keep_what_is_promised():
    rng = np.random.default_rng(3)
    latitude, longitude = rng.uniform(-0.9, -0.7, 100), rng.uniform(-2.4, -2.1, 100)
    velocity = rng.uniform(-2000.0, 2000.0, (100, 3))
    position = ic.earth.geodetic_to_ecef(latitude, longitude, 100e3)
    beta = rng.uniform(2000.0, 10_000.0, 100)
    bodies = ic.Ensemble(position_ecef_m=position, velocity_ecef_m_s=velocity, ballistic_coefficient_kg_m2=beta)
    ends = [bodies.ends(tolerance_m=tolerance_m)["position_ecef_m"] for tolerance_m in (DEFAULT_M, 1e-8)]
    assert np.linalg.norm(ends[0] - ends[1], axis=1).max() < PROMISED["bodies of an ensemble"]
