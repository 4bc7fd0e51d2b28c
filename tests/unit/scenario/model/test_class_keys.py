"""Keys of everything of a class: counts shared out, other values set in each."""

import itertools

import numpy as np
import pytest
from tree import ROOT

import intercept as ic
from intercept.errors import ScenarioError
from intercept.scenario.model.class_keys import _webster

NIGHT = ROOT / "examples" / "recorded-night.toml"
DRONES = "class:one_way_attack_drone.count"


@pytest.fixture(scope="module")
def scenario():
    return ic.Scenario.from_file(NIGHT)


def counts(scenario, name="one_way_attack_drone"):
    return [wave.count for wave in scenario.raid.waves if wave.class_name == name]


@pytest.mark.parametrize("total", [50, 499, 500, 1000, 3000])
def test_a_count_of_a_class_is_shared_among_its_waves(scenario, total):
    before, found = counts(scenario), counts(scenario.replace(DRONES, total))
    assert len(before) > 1
    assert sum(found) == total
    share = total / sum(before)
    # Within one of the exact share; nothing else changes.
    assert all(abs(after - share * count) < 1.0 for after, count in zip(found, before, strict=True))
    assert scenario.replace(DRONES, sum(before)) == scenario


def test_a_larger_raid_holds_the_smaller_one():
    """No wave has fewer of a larger total, what a rule of largest remainders does not keep."""
    for weights in ([1, 6, 6], [200, 150, 31], [5, 5, 5], [1, 999]):
        shares = [_webster(weights, total) for total in range(len(weights), 400)]
        assert all(sum(share) == total for total, share in enumerate(shares, len(weights)))
        assert all(np.less_equal(one, more).all() for one, more in itertools.pairwise(shares))
        assert _webster(weights, sum(weights)) == weights


def test_other_keys_are_set_in_each(scenario):
    name = scenario.raid.waves[0].class_name
    changed = scenario.replace(f"class:{name}.jitter_min", 3.0)
    assert {wave.jitter_min for wave in changed.raid.waves if wave.class_name == name} == {3.0}
    assert all(wave in changed.raid.waves for wave in scenario.raid.waves if wave.class_name != name)
    small = ic.Scenario.from_file(ROOT / "examples" / "own-defence.toml")
    unit = small.fire_units[0].class_name
    assert {u.rounds for u in small.replace(f"class:{unit}.rounds", 5).fire_units if u.class_name == unit} == {5}


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("class:zeppelin.count", 5, r"class:zeppelin\.count is not a key of the scenario: the class must be"),
        ("class:one_way_attack_drone", 5, r"must be class:CLASS\.KEY"),
        ("class:", 5, r"class: is not a key"),
        (DRONES, 0, r"class:one_way_attack_drone\.count = 0 is not allowed: must be a whole number from \d+ to 100000"),
        (DRONES, 2.5, r"class:one_way_attack_drone\.count = 2\.5"),
        (DRONES, True, r"class:one_way_attack_drone\.count = True"),
        (DRONES, "many", r'class:one_way_attack_drone\.count = "many"'),
        (DRONES, float("nan"), r"class:one_way_attack_drone\.count = nan"),
        (DRONES, 10**9, r"to 100000, at least one for each wave of the class"),
        ("class:one_way_attack_drone.loudness", 5, "loudness is not a known key"),
        ("class:one_way_attack_drone.time_profile.loudness.more", 5, "is not a key of the scenario"),
    ],
)
def test_wrong_keys_and_values_are_named(scenario, key, value, message):
    with pytest.raises(ScenarioError, match=message):
        scenario.replace(key, value)
