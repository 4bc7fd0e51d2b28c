"""What the search finds pickles, deep-copies and compares by value, tracks included."""

import copy
import pickle

import numpy as np
import pytest
from tree import ROOT

import intercept as ic

SMALL = ROOT / "examples" / "notional-small.toml"


@pytest.fixture(scope="module")
def found():
    plan = ic.compile_plan(ic.Scenario.from_file(SMALL))
    return ic.engagement_windows(ic.fly(plan), plan)


@pytest.fixture(params=[lambda thing: pickle.loads(pickle.dumps(thing)), copy.deepcopy])  # noqa: S301 - our own bytes
def again(request):
    return request.param


def test_windows_equal_their_round_trip_and_say_the_same(found, again):
    other = again(found)
    assert other == found
    for name in ("table", "pairs", "shots", "tracks", "sensor_tracks", "reason_table"):
        assert getattr(other, name)() == getattr(found, name)()
    assert other.explain(4, 0) == found.explain(4, 0)
    one, two = (ic.RaidPlan.of(each.plan, each.trajectories) for each in (other, found))
    assert one == two


def test_tracks_are_equal_by_value(found, again):
    assert again(found.tracking) == found.tracking
    other = again(found.tracking)
    other.first_detection_s[0] += 1.0
    assert other != found.tracking
    assert found.tracking != "tracks"
    with pytest.raises(AttributeError, match="speed"):
        found.tracking.speed  # noqa: B018


def test_intervals_of_sensors_lie_within_those_of_the_network(found):
    sensors = range(len(found.plan.sensors.names))
    for threat in range(0, len(found.plan), 5):
        starts, ends = found.tracking.of_threat(threat)
        own = [found.tracking.of_sensor(sensor, threat) for sensor in sensors]
        begin, end = (np.concatenate([spans[k] for spans in own]) for k in (0, 1))
        assert all(((starts <= a) & (b <= ends)).any() for a, b in zip(begin, end, strict=True))
        assert len(starts) == 0 or starts[0] == begin.min()
