"""Plans: what geometry needs apart from what a raid draws from; they pickle, copy and compare by value."""

import copy
import dataclasses
import pickle

import pytest
from tree import ROOT

import intercept as ic
from intercept.engagement.defence.columns import SENSOR_COLUMNS, UNIT_COLUMNS
from intercept.engagement.plan import GeometryPlan, plan_of

SMALL = ROOT / "examples" / "notional-small.toml"
NOTHING = dict.fromkeys(("launch_s", "radar_cross_section_m2", "threat_class", "manoeuvre_m_s2"))
OCEAN = (-0.785, -2.18)


@pytest.fixture(scope="module")
def plan():
    return ic.compile_plan(ic.Scenario.from_file(SMALL))


@pytest.fixture(scope="module")
def raid(plan):
    return ic.RaidPlan.of(plan, ic.fly(plan))


def test_a_plan_equals_its_round_trip(plan):
    for again in (pickle.loads(pickle.dumps(plan)), copy.deepcopy(plan)):  # noqa: S301 - our own bytes
        assert again == plan
        assert again.hash() == plan.hash()
    later = dataclasses.replace(plan, threats=dataclasses.replace(plan.threats, launch_s=plan.threats.launch_s + 1.0))
    assert later != plan
    assert later.hash() != plan.hash()


def test_a_raid_plan_equals_its_round_trip_and_is_simulated_alike(raid):
    counts = ic.simulate(raid, seed=1, replications=20)
    for again in (pickle.loads(pickle.dumps(raid)), copy.deepcopy(raid)):  # noqa: S301 - our own bytes
        assert again == raid
        assert ic.simulate(again, seed=1, replications=20) == counts
    later = raid.threats.copy()
    later[:, 3:] += 1.0
    assert dataclasses.replace(raid, threats=later) != raid


def test_what_is_printed_is_a_line(plan, raid):
    assert repr(plan).startswith("<Plan: 32 threats, ")
    assert repr(plan).endswith(f"most likely values of scenario {plan.scenario_hash[:8]}>")
    assert repr(raid).startswith("<RaidPlan: 32 threats, ")
    assert "\n" not in repr(plan.units) + repr(plan.threats)


def test_the_plan_of_a_defence_is_geometry_alone():
    radar = ic.Sensor.of_class("surveillance_radar", position=OCEAN)
    unit = ic.FireUnit.of_class("medium_range_sam", position=OCEAN)
    plan = plan_of(ic.Defence([radar], [unit]), 2, **NOTHING)
    assert type(plan) is GeometryPlan
    assert repr(plan) == "<GeometryPlan: 2 threats, 1 sensor, 1 fire unit>"
    assert not hasattr(plan, "chances")


def test_columns_are_read_by_name(plan):
    for name in UNIT_COLUMNS:
        assert plan.units.column(name).tolist() == [plan.units.limits(i)[name] for i in range(len(plan.units.names))]
    assert plan.sensors.positions.shape == (len(plan.sensors.names), 3)
    assert plan.sensors.positions[:, 1].tolist() == plan.sensors.column(SENSOR_COLUMNS[1]).tolist()
