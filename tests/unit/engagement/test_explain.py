"""What is said where nothing tracks a threat: which sensors there are, and how far they get."""

import dataclasses
from types import SimpleNamespace

import numpy as np
import pytest
from tree import ROOT

import intercept as ic
from intercept.engagement.explain import _nearest

SMALL = ROOT / "examples" / "notional-small.toml"
OCEAN = (-0.785, -2.18)


@pytest.fixture(scope="module")
def plan():
    return ic.compile_plan(ic.Scenario.from_file(SMALL))


@pytest.fixture(scope="module")
def flown(plan):
    return ic.fly(plan)


def without_sensors(plan, cued_by):
    """Return the plan with all its sensors down."""
    empty = {"names": (), "class_names": (), "parameters": plan.sensors.parameters[:0]}
    sensors = dataclasses.replace(plan.sensors, **empty, range_by_class_m=plan.sensors.range_by_class_m[:0])
    units = dataclasses.replace(plan.units, cued_by=(cued_by,) * len(plan.units.names))
    return dataclasses.replace(plan, sensors=sensors, units=units, down=plan.sensors.names)


def untracked(found):
    """Return the sentences of the first pair that is assigned: no threat is tracked."""
    words = found.pairs()["reason"].reshape(found.reasons.shape)
    assert set(np.unique(words.astype(str))) == {"not_assigned", "never_tracked"}
    return found.explain(*map(int, np.argwhere(words == "never_tracked")[0]))


def test_sensors_that_are_down_in_a_replication_are_named(plan, flown):
    names = plan.sensors.names
    listed = f"{', '.join(names[:3])} and {len(names) - 3} more"
    found = ic.engagement_windows(flown, without_sensors(plan, None))
    assert untracked(found).endswith(f"no window (never tracked). No sensor is up in this replication; down: {listed}.")
    found = ic.engagement_windows(flown, without_sensors(plan, ()))
    assert untracked(found).endswith(
        f"None of the sensors whose tracks it may use is up in this replication; down: {listed}."
    )


def test_a_defence_without_a_sensor_has_none(flown):
    unit = ic.FireUnit.of_class("medium_range_sam", position=OCEAN)
    found = ic.engagement_windows(flown, ic.Defence([], [unit]))
    assert found.explain(0, 0).endswith("no window (never tracked). The defence has no sensor.")


def test_no_code_is_left_in_the_sentences(plan, flown):
    found = ic.engagement_windows(flown, plan)
    codes = set(found.pairs()["reason"]) | set(found.sensor_tracks()["reason"])
    told = " ".join(found.explain(i, j) for i in range(len(plan)) for j in range(len(plan.units.names)))
    assert {"out_of_reach", "below_horizon"} <= codes
    assert not [code for code in codes if "_" in code and code in told]


def test_the_nearest_moment_of_a_shortfall_that_never_changes_is_the_closest():
    # A missile at 15 m past a unit whose floor is 25 m: it is 10 m too low at every moment.
    slant_m = np.array([66e3, 30e3, 110.0, 40e3])
    seen = SimpleNamespace(
        time_s=np.arange(4.0), slant_m=slant_m, height_m=np.full(4, 15.0), speed_m_s=np.full(4, 250.0)
    )
    low = SimpleNamespace(short=np.full(4, 10.0), text="below the floor", unit="m")
    assert "It comes nearest at 2.0 s: 110 m away" in _nearest(seen, np.ones(4, dtype=bool), low)
    assert "It comes nearest at 1.0 s: 30.0 km away" in _nearest(seen, np.array([True, True, False, True]), low)
