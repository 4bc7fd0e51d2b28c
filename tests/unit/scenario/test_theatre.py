"""Generated theatres: from the seed alone, by the stated rules, and written out once."""

import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from minimal_scenario import minimal
from tree import ROOT

from intercept.scenario.model.scenario import Scenario
from intercept.scenario.prepare import prepare

EXAMPLE = ROOT / "examples" / "notional-small.toml"

GENERATE = {
    "width_km": 400,
    "depth_km": 200,
    "axes": 4,
    "launch_distance_km": 100,
    "asset_spacing_km": 12,
    "assets": {"energy": 6, "city": 3},
    "sensors": {
        "surveillance_radar": 3,
        "gap_filler_radar": 5,
        "airborne_early_warning": 1,
        "acoustic_network": 9,
        "optical_post": 4,
    },
    "fire_units": {
        "mobile_fire_group": 11,
        "interceptor_drone": 4,
        "radar_gun": 3,
        "manpads": 5,
        "short_range_sam": 3,
        "medium_range_sam": 2,
        "long_range_sam": 1,
        "terminal_hit_to_kill": 1,
        "upper_tier": 1,
    },
}


def expand(scenario):
    return prepare(scenario).expanded


def generated(seed=1, **changes):
    return Scenario.from_dict(minimal(theatre={"seed": seed, "generate": {**GENERATE, **changes}}))


def place(site):
    return site.position.east_km, site.position.north_km


def border_share(site):
    return math.hypot(site.position.east_km / 200, site.position.north_km / 100)


def test_counts_are_those_asked_for_and_names_are_unique():
    scenario = expand(generated())
    assert Counter(unit.class_name for unit in scenario.fire_units) == GENERATE["fire_units"]
    sensors = [sensor for sensor in scenario.sensors if not sensor.name.endswith(" radar")]
    assert Counter(sensor.class_name for sensor in sensors) == GENERATE["sensors"]
    assert Counter(asset.class_name for asset in scenario.assets) == {"energy": 7, "city": 3}
    assert [area.name for area in scenario.raid.launch_areas] == ["east", "axis-1", "axis-2", "axis-3", "axis-4"]
    for sites in (scenario.assets, scenario.sensors, scenario.fire_units):
        assert len({site.name for site in sites}) == len(sites)


def test_expanding_twice_changes_nothing_and_survives_a_file(tmp_path):
    scenario = expand(Scenario.from_file(EXAMPLE))
    assert scenario.theatre.generate is None
    assert expand(scenario) == scenario
    scenario.to_file(tmp_path / "explicit.toml")
    assert Scenario.from_file(tmp_path / "explicit.toml") == scenario


def test_the_seed_alone_decides():
    assert expand(generated(5)) == expand(generated(5))
    assert expand(generated(5)).assets != expand(generated(6)).assets


@settings(max_examples=20)
@given(st.integers(0, 2**40))
def test_assets_lie_in_the_country_apart_from_each_other(seed):
    assets = expand(generated(seed)).assets[1:]
    assert all(border_share(asset) <= 0.901 for asset in assets)
    assert all(1 <= asset.value <= 10 for asset in assets)
    places = [place(asset) for asset in assets]
    assert min(math.dist(a, b) for i, a in enumerate(places) for b in places[:i]) >= 11.98


def test_a_crowded_country_gets_its_assets_closer_together():
    scenario = expand(generated(width_km=20, depth_km=20, assets={"city": 60}))
    assert len(scenario.assets) == 61


def test_launch_areas_lie_beyond_the_border_over_the_front():
    for area in expand(generated()).raid.launch_areas[1:]:
        east, north = place(area)
        bearing = math.degrees(math.atan2(east, north))
        assert 30 <= bearing <= 150
        border = 1 / math.hypot(math.sin(math.radians(bearing)) / 200, math.cos(math.radians(bearing)) / 100)
        assert math.hypot(east, north) == pytest.approx(border + 100, abs=0.02)


def test_point_defence_stands_near_assets_and_half_the_mobile_groups_in_the_belt():
    scenario = expand(generated())
    assets = [place(asset) for asset in scenario.assets]

    def near_an_asset(unit):
        return min(math.dist(place(unit), asset) for asset in assets) <= 4.02

    by_class = {name: [u for u in scenario.fire_units if u.class_name == name] for name in GENERATE["fire_units"]}
    for name in ("radar_gun", "manpads", "short_range_sam", "medium_range_sam", "upper_tier"):
        assert all(near_an_asset(unit) for unit in by_class[name])
    in_belt = [unit for unit in by_class["mobile_fire_group"] if 0.69 <= border_share(unit) <= 0.81]
    assert len(in_belt) >= 6


def test_more_valued_assets_get_more_point_defence():
    base = generated(fire_units={"manpads": 12}, assets={})
    document = base.to_dict()
    document["assets"] = [
        {"name": "a", "class": "energy", "value": 9, "position": {"east_km": -50, "north_km": 0}},
        {"name": "b", "class": "energy", "value": 3, "position": {"east_km": 50, "north_km": 0}},
    ]
    units = expand(Scenario.from_dict(document)).fire_units
    assert sum(unit.position.east_km < 0 for unit in units) == 9


def test_area_units_cover_the_most_valued_cluster_first():
    document = generated(fire_units={"medium_range_sam": 2}, assets={}).to_dict()
    document["assets"] = [
        {"name": "lone", "class": "energy", "value": 5, "position": {"east_km": 150, "north_km": 0}},
        {"name": "c1", "class": "city", "value": 3, "position": {"east_km": -50, "north_km": 0}},
        {"name": "c2", "class": "city", "value": 3, "position": {"east_km": -40, "north_km": 0}},
    ]
    units = expand(Scenario.from_dict(document)).fire_units
    assert units[0].position.east_km < 0 < units[1].position.east_km


def test_a_class_of_the_users_own_is_placed_as_its_base():
    document = generated().to_dict()
    document["theatre"]["generate"]["fire_units"] = {"cannon": 2}
    document["classes"] = {"defence": {"cannon": {"base": "radar_gun"}}}
    assert [unit.class_name for unit in expand(Scenario.from_dict(document)).fire_units] == ["cannon", "cannon"]


def test_names_given_by_the_user_are_kept_and_avoided():
    document = generated(assets={"energy": 1}).to_dict()
    document["assets"][0]["name"] = "energy-1"
    assert [asset.name for asset in expand(Scenario.from_dict(document)).assets] == ["energy-1", "energy-2"]


@pytest.mark.parametrize("kind", ["fire_units", "sensors", "assets"])
def test_one_more_of_a_class_moves_no_other_site(kind):
    before = sites(expand(generated()))
    for class_name, count in GENERATE[kind].items():
        after = sites(expand(generated(**{kind: {**GENERATE[kind], class_name: count + 1}})))
        new = {name.removesuffix(" radar").removeprefix("asset ") for name in after.keys() - before.keys()}
        assert len(new) == 1
        assert new.pop().startswith(f"{class_name}-")
        # Another asset is another choice for those that stand near assets, but moves no asset.
        moved = [name for name in before if before[name] != after[name]]
        assert not [name for name in moved if kind != "assets" or name.startswith("asset ")], class_name


def sites(scenario):
    """Return place and limits of every site by name; names of assets begin with the word."""
    found = {f"asset {asset.name}": (place(asset), asset.value) for asset in scenario.assets}
    return found | {site.name: (place(site), site.limits) for site in (*scenario.sensors, *scenario.fire_units)}


def test_ten_thousand_assets_are_placed_apart_in_seconds(monkeypatch):
    """Each is compared with those nearby alone: all pairs, of which there are 50 million, took minutes."""
    compared, own = [], math.dist
    monkeypatch.setattr(math, "dist", lambda *places: compared.append(None) or own(*places))
    counts = dict.fromkeys(("energy", "rail", "logistics", "city"), 2000) | {"military": 1999}
    scenario = generated(assets=counts, sensors={})
    assets = expand(scenario).assets
    assert 0 < len(compared) < 100 * len(assets)
    assert len(assets) == 10_000
    places = np.array([place(asset) for asset in assets[1:]])
    cells = np.unique(np.floor(places / 0.5).astype(int), axis=0)
    assert len(cells) > 9_000
