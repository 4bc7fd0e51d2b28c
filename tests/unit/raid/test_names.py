"""Random numbers belong to names: the order of a file, and what else is in it, change no draw."""

import numpy as np
import pytest
from tree import ROOT

import intercept as ic

FEW = {"scrambles": 2, "points": 2, "vectors": 2, "replications": 16}
CLASSES = ("energy", "rail", "logistics", "city", "military")


@pytest.fixture(scope="module")
def document():
    """The example with its sites written out: three radars, five assets, four units."""
    made = ic.Scenario.from_file(ROOT / "examples" / "notional-small.toml").to_dict()
    made["theatre"]["generate"] |= {"assets": {}, "sensors": {}, "fire_units": {}}
    made["sensors"] = [
        {"name": f"radar {i}", "class": "surveillance_radar", "position": {"east_km": 30.0 * i, "north_km": 0.0}}
        for i in range(3)
    ]
    made["assets"] = [
        {"name": f"asset {i}", "class": name, "value": 1.0 + i, "position": {"east_km": 5.0 * i, "north_km": 5.0}}
        for i, name in enumerate(CLASSES)
    ]
    made["fire_units"] = [
        {"name": name, "class": "medium_range_sam", "position": {"east_km": 9.0 * i, "north_km": 0.0}, "rounds": 4}
        for i, name in enumerate(("one", "two", "three", "four"))
    ]
    return made


def run(document, **options):
    return ic.run(ic.Scenario.from_dict(document), **{**FEW, **options})


@pytest.mark.parametrize("key", ["fire_units", "sensors", "assets"])
def test_the_order_of_a_list_decides_nothing(document, key):
    listed = document[key]
    one = run(document)
    assert one.outcomes["intercepted"].sum() > 0
    for order in (listed[::-1], [listed[-1], *listed[:-1]]):
        two = run({**document, key: order})
        for name in ("outcomes", "causes", "rounds", "kills", "draws", "estimates"):
            assert getattr(two, name) == getattr(one, name), name


def test_one_more_unit_that_can_do_nothing_changes_nothing(document):
    far = {"name": "far", "class": "short_range_sam", "position": {"east_km": -900.0, "north_km": 0.0}}
    one = run(document)
    for units in ([far, *document["fire_units"]], [*document["fire_units"], far]):
        two = run({**document, "fire_units": units})
        assert two.outcomes == one.outcomes
        assert two.causes == one.causes


def test_one_more_of_a_site_leaves_the_luck_of_the_first(document):
    site = document["fire_units"][0]
    keys = [
        ic.compile_plan(ic.Scenario.from_dict({**document, "fire_units": [{**site, "count": count}]})).chances.unit_keys
        for count in (1, 2, 5)
    ]
    assert keys[0][0] == keys[1][0] == keys[2][0]
    assert len({int(key) for key in keys[2]}) == 5


def test_another_name_is_another_draw(document):
    renamed = [{**unit, "name": f"new {unit['name']}"} for unit in document["fire_units"]]
    assert run({**document, "fire_units": renamed}).outcomes != run(document).outcomes


def test_the_mean_of_a_defence_with_one_radar_does_not_depend_on_the_points(document):
    """Whether the radar is up is luck: of few geometries and of many, it is down in as many of the replications."""
    radar = {**document["sensors"][0], "overrides": {"availability": 0.5}}
    means, errors = [], []
    for points in (1, 16):
        found = run({**document, "sensors": [radar]}, scrambles=8, points=points, vectors=8, replications=4096).table()
        means.append(found["leaked_mean"][-1])
        errors.append(found["leaked_standard_error"][-1])
    assert abs(means[0] - means[1]) < 4.0 * np.hypot(*errors)
    # With one geometry in each scramble and the radar part of it, the mean would scatter by a tenth of the raid.
    assert errors[0] < 1.0
