"""Command posts, self-defence and waiting rooms of a scenario: what they become, and every mistake in them named."""

import numpy as np
import pytest
from minimal_scenario import minimal

import intercept as ic
from intercept.engagement.chances import MAGAZINE_COLUMNS

UNITS = [
    {
        "name": "near",
        "class": "short_range_sam",
        "position": {"east_km": 3, "north_km": 4},
        "count": 2,
        "spacing_km": 1,
    },
    {"name": "far", "class": "short_range_sam", "position": {"east_km": 60, "north_km": 0}},
]
RADAR = {"name": "radar", "class": "surveillance_radar", "position": {"east_km": 3, "north_km": 3}}
POST = {"name": "post", "fire_units": ["near"], "operators": 2, "operator_time_s": 15.0}


def document(**decision):
    return minimal(fire_units=UNITS, sensors=[RADAR], decision=decision)


def chances(**decision):
    return ic.compile_plan(ic.Scenario.from_dict(document(**decision))).chances


def test_all_are_off_unless_stated():
    plain = chances()
    assert (len(plain.posts), plain.unit_posts.tolist(), len(plain.comes_at)) == (0, [-1, -1, -1], 0)
    assert np.isinf(plain.magazines[..., MAGAZINE_COLUMNS.index("waiting_max")]).all()
    told = ic.Scenario.from_dict(document()).to_dict()
    assert not {"command_posts", "self_defence_range_km"} & set(told["decision"])


def test_all_units_of_a_site_are_under_its_post():
    under = chances(command_posts=[POST])
    assert under.posts.tolist() == [[2.0, 15.0]]
    assert under.unit_posts.tolist() == [0, 0, -1]


@pytest.mark.parametrize(("range_km", "units"), [(4.9, []), (4.95, [1]), (5.0, [0, 1]), (100.0, [0, 1, 2])])
def test_threats_come_at_the_units_near_the_asset_that_they_fly_at(range_km, units):
    pairs = chances(self_defence_range_km=range_km).comes_at
    assert pairs.tolist() == [[threat, unit] for threat in range(3) for unit in units]


def test_a_room_to_wait_in_is_the_unit_s():
    doctrine = {"doctrine": {"waiting_max": 3}}
    plan = ic.compile_plan(ic.Scenario.from_dict(minimal(fire_units=[{**UNITS[0], **doctrine}, UNITS[1]])))
    assert plan.chances.magazines[0, :, MAGAZINE_COLUMNS.index("waiting_max")].tolist() == [3.0, 3.0, np.inf]


def test_what_is_off_changes_no_result_and_what_is_on_is_listed():
    off = ic.run(ic.Scenario.from_dict(document()), replications=16, scrambles=2, points=1, vectors=1)
    # So many operators, and so much room, that they never lack.
    idle = document(command_posts=[{**POST, "operators": 10_000}])
    on = ic.run(ic.Scenario.from_dict(idle), replications=16, scrambles=2, points=1, vectors=1)
    assert off.outcomes == on.outcomes
    listed = {row["parameter"]: row["mode"] for row in on.assumptions.records()}
    assert (listed["operators"], listed["operator_time_s"]) == (10_000.0, 15.0)
    assert "operators" not in set(off.assumptions["parameter"])


def tracked(most):
    sensors = [{**RADAR, **({} if most is None else {"tracks_max": most})}]
    crowd = {
        "launch_areas": [{"name": "east", "position": {"east_km": 200, "north_km": 0}}],
        "waves": [{"name": "w", "class": "one_way_attack_drone", "count": 30, "launch_area": "east"}],
    }
    scenario = ic.Scenario.from_dict(minimal(fire_units=UNITS, sensors=sensors, raid=crowd))
    run = ic.run(scenario, replications=32, scrambles=2, points=1, vectors=1)
    untracked = [row["leaked"] for row in run.causes.records() if row["cause"] == "not_detected"]
    return run, sum(untracked)


def test_a_sensor_that_is_full_leaves_threats_untracked():
    plain, without = tracked(None)
    enough, same = tracked(30)
    full, more = tracked(2)
    assert plain.outcomes == enough.outcomes
    assert without == same < more
    assert sum(full.outcomes["leaked"]) > sum(plain.outcomes["leaked"])
    assert 2.0 in [row["mode"] for row in full.assumptions.records() if row["parameter"] == "tracks_max"]


@pytest.mark.parametrize("wrong", [0, -1, 1.5, "many", float("nan")])
def test_a_wrong_number_of_tracks_is_named(wrong):
    with pytest.raises(ic.ScenarioError) as told:
        ic.Scenario.from_dict(minimal(sensors=[{**RADAR, "tracks_max": wrong}]))
    assert "sensors[0].tracks_max" in str(told.value)


GEOMETRY = {"closing_speed_full_m_s": 0, "closing_speed_end_m_s": 1, "closing_speed_least": 0.0}


def test_factors_of_geometry_are_ramps_of_a_class():
    stated = chances(kill_geometry={"short_range_sam": {"altitude_edge_km": 2, "lateral_margin_full_m_s2": 40}})
    (row,) = stated.kill_geometry
    assert row[:3].tolist() == [40.0, 0.0, 0.5]
    assert np.isnan(row[3:6]).all()
    assert row[6:].tolist() == [2000.0, 0.0, 0.5]
    assert np.isnan(chances().kill_geometry).all()


def test_rounds_that_the_geometry_leaves_no_chance_do_not_kill():
    hopeless = document(kill_geometry={"short_range_sam": GEOMETRY})
    plain, none = (
        ic.run(ic.Scenario.from_dict(each), replications=16, scrambles=2, points=1, vectors=1)
        for each in (document(), hopeless)
    )
    killed = [sum(run.outcomes["intercepted"]) for run in (plain, none)]
    assert killed[0] > 0
    assert killed[1] == 0
    assert sum(none.rounds["rounds"]) > 0
    listed = {row["parameter"]: row["mode"] for row in none.assumptions.records()}
    assert listed["kill_geometry.short_range_sam.closing_speed_end_m_s"] == 1.0


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        ({"self_defence_range_km": -1}, "decision.self_defence_range_km = -1"),
        ({"self_defence_range_km": float("nan")}, "decision.self_defence_range_km"),
        ({"command_posts": [{**POST, "operators": 0}]}, "decision.command_posts[0].operators = 0"),
        ({"command_posts": [{**POST, "operator_time_s": 1e9}]}, "decision.command_posts[0].operator_time_s"),
        ({"command_posts": [{**POST, "fire_units": []}]}, "decision.command_posts[0].fire_units"),
        ({"command_posts": [{**POST, "fire_units": ["nobody"]}]}, 'decision.command_posts[0].fire_units[0] = "nobody"'),
        ({"command_posts": [POST, POST]}, 'decision.command_posts[1].name = "post"'),
        ({"command_posts": [POST, {**POST, "name": "b"}]}, 'decision.command_posts[1].fire_units[0] = "near"'),
        ({"command_posts": [{"name": "post"}]}, "decision.command_posts[0].operators"),
        ({"command_posts": 3}, "decision.command_posts"),
        ({"kill_geometry": {"nothing": GEOMETRY}}, "decision.kill_geometry.nothing"),
        ({"kill_geometry": {"short_range_sam": {"closing_speed_full_m_s": 9}}}, "closing_speed_end_m_s"),
        (
            {"kill_geometry": {"short_range_sam": {**GEOMETRY, "closing_speed_full_m_s": 2}}},
            "closing_speed_full_m_s below closing_speed_end_m_s",
        ),
        ({"kill_geometry": {"short_range_sam": {"altitude_edge_km": 0}}}, "altitude_edge_km = 0"),
        ({"kill_geometry": {"short_range_sam": {"altitude_edge_least": 1.5}}}, "altitude_edge_least = 1.5"),
    ],
)
def test_a_mistake_is_named(decision, words):
    with pytest.raises(ic.ScenarioError) as told:
        ic.Scenario.from_dict(document(**decision))
    assert words in str(told.value)
