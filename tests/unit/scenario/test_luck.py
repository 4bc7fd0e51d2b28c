"""Which sensors and units are up in one replication: named, and the same as the core draws."""

import numpy as np
import pytest
from tree import ROOT

import intercept as ic
from intercept.errors import InvalidParameterError

SMALL = ROOT / "examples" / "notional-small.toml"


@pytest.fixture(scope="module")
def scenario():
    return ic.Scenario.from_file(SMALL)


def test_what_is_down_is_left_out_and_named(scenario):
    whole = ic.compile_plan(scenario, 70_000)
    downs = set()
    for luck in range(4):
        plan = ic.compile_plan(scenario, 70_000, luck=luck)
        down = [name for name in whole.sensors.names if name in plan.down]
        assert set(plan.sensors.names) == set(whole.sensors.names) - set(down)
        assert len(plan.units.names) == len(whole.units.names)
        # A unit is guided by the same sensors, as far as they are up.
        for unit, guides in enumerate(plan.units.guided_by):
            named = None if guides is None else {plan.sensors.names[k] for k in guides}
            before = whole.units.guided_by[unit]
            assert named == (None if before is None else {whole.sensors.names[k] for k in before} - set(down))
        downs.add(plan.down)
    assert len(downs) == 4
    assert whole.down == ()


def test_the_luck_is_that_of_the_replications(scenario):
    """A raid whose only unit is down, or whose only sensor is, has no kill in that replication."""
    place = {"east_km": 40.0, "north_km": 20.0}
    document = scenario.to_dict()
    document["theatre"]["generate"] |= {"sensors": {}, "fire_units": {}}
    document["sensors"] = [{"name": "radar", "class": "surveillance_radar", "position": place}]
    document["fire_units"] = [{"name": "unit", "class": "medium_range_sam", "position": place}]
    document["sensors"][0]["overrides"] = document["fire_units"][0]["overrides"] = {"availability": 0.5}
    document["classes"] = {"defence": {"medium_range_sam": {"single_shot_kill_probability": 1.0}}}
    document["decision"]["common_cause_share"] = 0.0
    one = ic.Scenario.from_dict(document)
    result = ic.run(one, scrambles=2, points=1, vectors=2, replications=80)
    killed = {}
    for row in result.outcomes.records():
        key = row["e"], row["a"]
        killed[key] = killed.get(key, 0) + row["intercepted"]
    one = one.replace("run.vectors", 2)
    up = {key: not ic.compile_plan(one, key[0], luck=key[1]).down for key in killed}
    assert 0 < sum(up.values()) < len(up)
    assert {key for key in up if not up[key]} >= {key for key in killed if not killed[key] and not up[key]}
    assert not any(killed[key] for key in killed if not up[key])
    assert np.mean([killed[key] > 0 for key in killed if up[key]]) > 0.9


def test_luck_without_a_draw_is_refused(scenario):
    with pytest.raises(InvalidParameterError, match="luck = 0 is not allowed: must be left out without a draw"):
        ic.compile_plan(scenario, luck=0)
