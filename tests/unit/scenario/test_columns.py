"""Columns of what is not known: each moves something of the compiled plan, and what has none moves nothing."""

import dataclasses

import numpy as np
import pytest
from tree import ROOT

import intercept as ic
from intercept.base.values import same
from intercept.catalogue.catalogue import Catalogue
from intercept.scenario.columns import columns_of
from intercept.scenario.compile import compile_vectors, threat_classes_of
from intercept.scenario.prepare import prepare
from intercept.scenario.unknowns import UNIFORM, WARNING_UP, Vectors, class_column

CATALOGUE = Catalogue.load()
HERE = {"east_km": 0.0, "north_km": 0.0}
AWAY = {"east_km": 260.0, "north_km": 0.0}


def arrays(thing, name=""):
    """Return every array and number of a plan by the path to it."""
    if dataclasses.is_dataclass(thing):
        return {
            k: v
            for f in dataclasses.fields(thing)
            for k, v in arrays(getattr(thing, f.name), f"{name}.{f.name}").items()
        }
    return {name: thing}


def made(prepared, u):
    """Return what a plan is made of when every known column is in the middle but those given."""
    return arrays(compile_vectors(prepared, Vectors(u={name: np.array([value]) for name, value in u.items()}), 1))


def sensor(name):
    """Return a site of a class, which looks to where the threats come from if it looks into a sector."""
    site = {"name": f"s {name}", "class": name, "position": HERE}
    sector = "azimuth_width_deg" in CATALOGUE.sensors[name].parameters
    return site | ({"limits": {"azimuth_centre_deg": 90.0}} if sector else {})


def everything(threats):
    """Return a scenario of every class of sensor and defence there is, once, against some classes of threats."""
    waves = [
        {
            "name": name,
            "class": name,
            "count": 1,
            "launch_area": "there",
            "time_profile": {"kind": "salvo", "start_t_min": 1},
        }
        for name in threats
    ]
    warning = [name for name in CATALOGUE.sensors if CATALOGUE.sensor_rule(name).warns]
    return ic.Scenario.from_dict(
        {
            "schema_version": 3,
            "name": "one of each",
            "theatre": {"latitude_deg": -45.0, "longitude_deg": -125.0},
            "assets": [{"name": "site", "class": "energy", "position": HERE}],
            "sensors": [sensor(n) for n in CATALOGUE.sensors if n not in warning],
            "fire_units": [{"name": f"u {n}", "class": n, "position": HERE} for n in CATALOGUE.defences],
            "decision": {"warning_class": warning[0]},
            "raid": {"launch_areas": [{"name": "there", "position": AWAY, "radius_km": 5}], "waves": waves},
        }
    )


SCENARIOS = {
    "small": lambda: ic.Scenario.from_file(ROOT / "examples" / "notional-small.toml"),
    "drones": lambda: everything(["one_way_attack_drone"]),
    "ballistic": lambda: everything(["short_range_ballistic"]),
    "cruise": lambda: everything(["subsonic_cruise"]),
}


@pytest.mark.parametrize("name", SCENARIOS)
def test_each_column_moves_the_plan_and_no_other_value_of_a_class_does(name):
    prepared = prepare(SCENARIOS[name]())
    columns = {column.name for column in columns_of(prepared, threat_classes_of(prepared, None))}
    middle = dict.fromkeys(columns, 0.5)
    # How often the warning is up decides where its draw is high; when it comes, where it is low.
    others = [middle, middle | {WARNING_UP: 0.9}] if WARNING_UP in columns else [middle]
    plain = [made(prepared, other) for other in others]
    assert [name for name in sorted(columns) if not any(map(moves(prepared, name), others, plain))] == []


def moves(prepared, name):
    """Return what tells whether a column moves something of the plan where the others are at given places."""

    def told(others, plain):
        ends = (made(prepared, others | {name: u}) for u in (0.02, 0.98))
        return any(not same(plain[key], end[key]) for end in ends for key in plain)

    return told


@pytest.mark.parametrize("name", SCENARIOS)
def test_what_has_no_column_moves_no_replication(name):
    prepared = prepare(SCENARIOS[name]())
    columns = {column.name for column in columns_of(prepared, threat_classes_of(prepared, None))}
    present = {("sensor", s.class_name) for s in prepared.expanded.sensors}
    present |= {("defence", u.class_name) for u in prepared.expanded.fire_units}
    others = [
        class_column(kind, generic, key)
        for kind, generic in sorted(present)
        for key, parameter in prepared.catalogue.of_kind(kind)[generic].parameters.items()
        if parameter.derived == "sourced" and parameter.low < parameter.high
    ]
    unread = sorted(set(others) - columns)
    assert unread
    middle = dict.fromkeys(columns, 0.5)
    low, high = (counted(prepared, middle | dict.fromkeys(unread, u)) for u in (0.02, 0.98))
    assert low == high


def counted(prepared, u):
    plan = compile_vectors(prepared, Vectors(u={name: np.array([value]) for name, value in u.items()}), 1)
    raid = ic.RaidPlan.of(plan, ic.fly(plan, threads=1, progress_bar=False), threads=1)
    return ic.simulate(raid, seed=1, replications=200, threads=1)


def test_a_value_that_each_site_states_as_a_number_has_no_column():
    scenario = everything(["one_way_attack_drone"])
    document = scenario.to_dict()
    for site in document["sensors"]:
        site["overrides"] = {"availability": 1.0}
    prepared = prepare(ic.Scenario.from_dict(document))
    names = [column.name for column in columns_of(prepared, ["one_way_attack_drone"])]
    assert not [name for name in names if name.startswith("sensor.") and name.endswith(".availability")]
    document["sensors"][0]["overrides"] = {"availability": {"low": 0.2, "mode": 0.5, "high": 0.9}}
    prepared = prepare(ic.Scenario.from_dict(document))
    found = [
        c
        for c in columns_of(prepared, ["one_way_attack_drone"])
        if c.name.startswith("sensor.") and c.name.endswith(".availability")
    ]
    assert [column.prior.mode for column in found] == [0.5]
    assert UNIFORM.mode == 0.5


def test_columns_left_out_change_no_number_of_the_others():
    # As drawn before a class had columns that nothing reads: the numbers of a column depend on its name alone.
    prepared = prepare(SCENARIOS["small"]())
    few = ic.run(prepared.scenario, scrambles=1, points=2, vectors=4, replications=8).draws
    more = ic.run(
        prepared.scenario.replace("electronic_warfare.jam_share", {"one_way_attack_drone": 0.1}),
        scrambles=1,
        points=2,
        vectors=4,
        replications=8,
    ).draws
    shared = [name for name in few.columns if name.startswith("u.") and name in more.columns]
    assert len(shared) > 100
    assert all(np.array_equal(few[name], more[name]) for name in shared)
