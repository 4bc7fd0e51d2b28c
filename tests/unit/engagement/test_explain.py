"""What is said where nothing tracks a threat: which sensors there are, and how far they get."""

import dataclasses
import re
from types import SimpleNamespace

import numpy as np
import pytest
from tree import ROOT

import intercept as ic
from intercept.catalogue.catalogue import Catalogue
from intercept.engagement.explain import _nearest
from intercept.engagement.nominal import cases
from intercept.engagement.tracks import Tracks

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
    assert "It is nearest to being engaged at 2.0 s: 110 m away" in _nearest(seen, np.ones(4, dtype=bool), low)
    assert "It is nearest to being engaged at 1.0 s: 30.0 km away" in _nearest(
        seen, np.array([True, True, False, True]), low
    )


def spans_of(text):
    """Return the first sensor, its detection and the track that a text tells, and what it calls the track's end (s)."""
    told = re.search(r"(?:\. |: )([^.:;]+?) detects it first, at ([\d,.]+) s; it is tracked (.*?)\.$", text)
    assert told, text
    tracks = [tuple(map(number, pair)) for pair in re.findall(r"from ([\d,.]+) s to ([\d,.]+) s", told[3])]
    ended = re.search(r"after the track ends, at ([\d,.]+) s\.", text)
    return told[1], number(told[2]), tracks, ended and number(ended[1])


def number(text):
    return float(text.replace(",", ""))


@pytest.mark.parametrize("threat_class", ["short_range_ballistic", "quasi_ballistic", "subsonic_cruise"])
def test_the_tracks_told_are_those_of_the_sensors_that_cue_the_unit(threat_class):
    # Each unit has cues of its own: the network, and the radar of its class.
    ended = 0
    for case in cases(threat_class, list(Catalogue.load().defences)):
        plan, rows = case.found.plan, case.found.sensor_tracks()
        for unit, cues in enumerate(plan.units.cued_by):
            text = case.found.explain(0, unit)
            sensor, detected, tracks, end = spans_of(text)
            own = {plan.sensors.names[k]: rows["first_detection_s"][k] for k in cues}
            first = np.nanmin(list(own.values()))
            assert own[sensor] == first
            assert detected == pytest.approx(first, abs=0.06)
            begin = np.nanmin(rows["track_begin_s"][list(cues)])
            assert tracks[0][0] == pytest.approx(begin, abs=0.06)
            assert detected <= tracks[0][0]
            # Where the text also calls an end of the track by its time, it is the end of one that it tells.
            assert end is None or end in {b for _, b in tracks}
            ended += end is not None
    assert (ended > 0) == (threat_class == "short_range_ballistic")


def test_a_unit_that_may_use_no_track_is_told_of_those_of_others(plan, flown):
    wide = ic.Sensor.of_class("surveillance_radar", position=OCEAN, name="wide")
    blind = ic.Sensor.of_class("gap_filler_radar", position=(-0.95, -2.18), name="blind")
    unit = ic.FireUnit.of_class("medium_range_sam", position=OCEAN, name="own", cued_by=("blind",))
    found = ic.engagement_windows(flown, ic.Defence([wide, blind], [unit]))
    reasons = found.pairs()["reason"]
    text = found.explain(int(np.flatnonzero(reasons == "not_cued")[0]), "own")
    assert "blind" in text.partition("At best")[2].partition("Sensors whose tracks it may not use do track it")[0]
    assert spans_of(text)[0].endswith("wide")


def test_tracks_of_several_sensors_are_joined_where_they_overlap():
    spans = {0: [(0.0, 10.0), (30.0, 40.0)], 1: [(10.0, 12.0), (50.0, 60.0)], 2: [(31.0, 33.0)]}
    held = SimpleNamespace(
        of_sensor=lambda sensor, _: tuple(np.array(spans[sensor]).T),
    )
    starts, ends = Tracks.of_sensors(held, [1, 0, 2], 0)
    assert list(zip(starts.tolist(), ends.tolist(), strict=True)) == [(0.0, 12.0), (30.0, 40.0), (50.0, 60.0)]
