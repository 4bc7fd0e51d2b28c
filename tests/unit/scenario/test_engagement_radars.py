"""Radars with sectors, radars of fire units, warning from space: what a scenario file says of them reaches the plan."""

import math

import numpy as np
import pytest

import intercept as ic
from intercept.engagement.defence.defence import warnings_of
from intercept.errors import ScenarioError
from intercept.scenario.prepare import prepare

HERE = {"east_km": 0, "north_km": 0}
RADAR = {"name": "radar", "class": "engagement_radar_sector", "position": HERE}
UNIT = {"name": "unit", "class": "terminal_hit_to_kill", "position": HERE}


def document(*, sensors=(), units=(UNIT,), generate=None, decision=None, classes=None, wave="short_range_ballistic"):
    return {
        "schema_version": 1,
        "name": "sectors",
        "assets": [{"name": "a", "class": "energy", "position": HERE}],
        "sensors": list(sensors),
        "fire_units": list(units),
        "raid": {
            "launch_areas": [{"name": "l", "position": {"east_km": 250, "north_km": 0}}],
            "waves": [{"name": "w", "class": wave, "count": 2, "launch_area": "l"}],
        },
        **({"theatre": {"generate": generate}} if generate else {}),
        **({"decision": decision} if decision else {}),
        **({"classes": classes} if classes else {}),
    }


def plan(**parts):
    return ic.compile_plan(ic.Scenario.from_dict(document(**parts)))


def always(site, **limits):
    """Return a site that is up in every sample."""
    return {**site, "overrides": {"availability": 1}, **({"limits": limits} if limits else {})}


@pytest.mark.parametrize("name", ["engagement_radar_sector", "upper_tier_radar", "early_warning_radar"])
def test_a_class_with_a_sector_asks_where_it_points(name):
    with pytest.raises(ScenarioError, match=r"sensors\[0\].limits.azimuth_centre_deg is missing"):
        plan(sensors=[{**RADAR, "class": name}])
    with pytest.raises(ScenarioError, match="azimuth_centre_deg is missing"):
        plan(sensors=[{**RADAR, "class": "own"}], classes={"sensor": {"own": {"base": name}}})
    assert plan(sensors=[{**RADAR, "class": name, "limits": {"azimuth_centre_deg": 90}}])
    # All round by the site or by the class: nothing to point.
    assert plan(sensors=[{**RADAR, "class": name, "limits": {"azimuth_width_deg": 360}}])
    assert plan(sensors=[{**RADAR, "class": name, "overrides": {"azimuth_width_deg": 360}}])
    assert plan(sensors=[{**RADAR, "class": name}], classes={"sensor": {name: {"azimuth_width_deg": 360}}})


def test_the_width_is_that_of_the_class_and_a_site_may_change_it():
    sensors = plan(sensors=[always(RADAR, azimuth_centre_deg=90)]).sensors
    half = np.degrees(sensors.column("azimuth_half_width_rad")[0])
    assert 30 <= half <= 60
    assert sensors.column("azimuth_centre_rad")[0] == pytest.approx(math.pi / 2)
    sensors = plan(sensors=[always(RADAR, azimuth_centre_deg=90, azimuth_width_deg=40)]).sensors
    assert np.degrees(sensors.column("azimuth_half_width_rad")[0]) == pytest.approx(20)


def test_a_threat_outside_the_sector_is_not_seen():
    away = ic.compile_plan(ic.Scenario.from_dict(document(sensors=[always(RADAR, azimuth_centre_deg=270)])))
    facing = ic.compile_plan(ic.Scenario.from_dict(document(sensors=[always(RADAR, azimuth_centre_deg=90)])))
    reasons = [ic.engagement_windows(ic.fly(p), p).tracks()["reason"].tolist() for p in (away, facing)]
    assert reasons[1] == ["tracked"] * 2
    assert set(reasons[0]) <= {"outside_azimuth", "not_confirmed", "too_short"}


def test_in_python_too_a_sector_asks_where_it_points():
    with pytest.raises(ic.InvalidParameterError, match="azimuth_centre_rad is missing"):
        ic.Sensor.of_class("engagement_radar_sector", position=(-0.785, -2.18))
    radar = ic.Sensor.of_class("engagement_radar_sector", position=(-0.785, -2.18), azimuth_centre_rad=1.0)
    assert radar.azimuth_half_width_rad == pytest.approx(math.radians(45))
    rotating = ic.Sensor.of_class("engagement_radar_rotating", position=(-0.785, -2.18))
    assert rotating.azimuth_half_width_rad == math.pi
    with pytest.raises(ic.InvalidParameterError, match="warning_s"):
        ic.Sensor.of_class("satellite_early_warning", position=(-0.785, -2.18))


def test_generated_units_have_the_radars_of_their_classes():
    generate = {"fire_units": {"terminal_hit_to_kill": 2, "short_range_sam": 1, "manpads": 1}, "axes": 2}
    made = prepare(ic.Scenario.from_dict(document(units=(), generate=generate))).expanded
    names = {sensor.name: sensor for sensor in made.sensors}
    assert set(names) == {"terminal_hit_to_kill-1 radar", "terminal_hit_to_kill-2 radar", "short_range_sam-1 radar"}
    for unit in made.fire_units:
        own = names.get(f"{unit.name} radar")
        assert (own is None) == (unit.class_name == "manpads")
        if own is not None:
            assert own.position == unit.position
            assert unit.limits.guided_by == (own.name,)
            assert own.overrides["availability"].low == 1.0
    # Sectors look to the launch areas in turn: those of the file first.
    areas = {area.name: area.position for area in made.raid.launch_areas}
    for unit, area in (("terminal_hit_to_kill-1", "l"), ("terminal_hit_to_kill-2", "axis-1")):
        radar = names[f"{unit} radar"]
        east, north = areas[area].east_km - radar.position.east_km, areas[area].north_km - radar.position.north_km
        assert radar.limits.azimuth_centre_deg == pytest.approx(math.degrees(math.atan2(east, north)) % 360, abs=0.06)
    assert names["short_range_sam-1 radar"].limits is None
    none = prepare(
        ic.Scenario.from_dict(document(units=(), generate={**generate, "engagement_radars": False}))
    ).expanded
    assert not none.sensors
    assert all(unit.limits is None for unit in none.fire_units)


def test_a_unit_is_guided_by_its_own_radar_only():
    radars = [always(RADAR, azimuth_centre_deg=90), always({**RADAR, "name": "back"}, azimuth_centre_deg=270)]
    units = [{**UNIT, "name": name, "limits": {"guided_by": [by]}} for name, by in (("a", "radar"), ("b", "back"))]
    made = plan(sensors=radars, units=units, decision={"decision_time_s": 2})
    assert made.units.guided_by == ((0,), (1,))
    found = ic.engagement_windows(ic.fly(made), made)
    reasons = found.pairs()["reason"].reshape(2, 2)
    assert set(reasons[:, 1]) == {"track_lost"}
    assert "engageable" in set(reasons[:, 0])
    assert "must track it from the launch on" in found.explain(0, "b")
    with pytest.raises(ScenarioError, match=r"guided_by\[0\]"):
        plan(units=[{**UNIT, "limits": {"guided_by": ["nobody"]}}])


def test_warning_from_space_is_a_cue_and_no_sensor_site():
    known = plan(decision={"warning_class": "satellite_early_warning"}, classes=_certain(120, 1))
    assert known.warning_s.tolist() == [120.0]
    assert plan().warning_s.tolist() == [math.inf]
    down = plan(decision={"warning_class": "satellite_early_warning"}, classes=_certain(120, 0))
    assert down.warning_s.tolist() == [math.inf]
    other = plan(
        decision={"warning_class": "satellite_early_warning"}, classes=_certain(120, 1), wave="subsonic_cruise"
    )
    assert other.warning_s.tolist() == [math.inf]
    with pytest.raises(ScenarioError, match=r"decision\.warning_class"):
        plan(decision={"warning_class": "surveillance_radar"})
    with pytest.raises(ScenarioError, match=r"sensors\[0\].class"):
        plan(sensors=[{**RADAR, "class": "satellite_early_warning"}])
    with pytest.raises(ScenarioError, match=r"theatre.generate.sensors"):
        plan(generate={"sensors": {"satellite_early_warning": 1}})


def _certain(delay_s, availability):
    return {"sensor": {"satellite_early_warning": {"report_delay_s": delay_s, "availability": availability}}}


def test_a_warning_takes_the_decision_out_of_the_delay():
    radar = always(RADAR, azimuth_centre_deg=90)
    warned = {"decision_time_s": 20, "warning_class": "satellite_early_warning"}
    first = {}
    for name, decision in (("none", {"decision_time_s": 20}), ("early", warned)):
        made = plan(sensors=[radar], decision=decision, classes=_certain(5, 1))
        found = ic.engagement_windows(ic.fly(made), made)
        track = float(found.tracks()["track_begin_s"][0])
        first[name] = float(found.pairs()["launch_earliest_s"][0]) - track
    reaction = float(made.units.column("reaction_time_s")[0])
    assert first["early"] == pytest.approx(reaction, abs=1e-3) or first["early"] > reaction
    assert first["none"] >= 20 + reaction - 1e-6 or math.isnan(first["none"])
    assert not first["early"] > first["none"]


def test_a_defence_takes_warnings_by_class_or_from_the_catalogue():
    from_space = ic.Defence([], [], warning_s="satellite_early_warning")
    assert from_space.warning_s["medium_range_ballistic"] == 120.0
    sensor = ic.Sensor(position=(-0.785, -2.18), range_m={"mine": 5e4})
    warned = ic.Defence([sensor], [], warning_s={"mine": 30.0, "jet_drone": 60.0})
    assert warnings_of(warned, ["mine", "other", "jet_drone"]).tolist() == [30.0, math.inf, 60.0]
    for bad in ("surveillance_radar", {"mine": -1.0}, {"mine": math.nan}, 5.0):
        with pytest.raises(ic.InvalidParameterError, match="warning_s"):
            ic.Defence([sensor], [], warning_s=bad)
    with pytest.raises(
        ic.InvalidParameterError, match=r'warning_s = "jet_dron" is not allowed: .* did you mean jet_drone'
    ):
        ic.Defence([sensor], [], warning_s={"jet_dron": 1.0})


def test_the_long_range_class_reaches_less_far_against_what_a_rocket_boosted():
    unit = ic.FireUnit.of_class("long_range_sam", position=(-0.785, -2.18))
    assert unit.ranges_m(["short_range_ballistic", "subsonic_cruise"]) == [60e3, math.inf]
    # A stated max of closing speeds alone leaves the least open.
    assert ic.FireUnit.of_class("long_range_sam", position=(-0.785, -2.18), closing_speed_max_m_s=50.0)
    long = {**UNIT, "class": "long_range_sam"}
    sensors = [always(RADAR, azimuth_centre_deg=90)]
    reach = plan(sensors=sensors, units=[long]).units.range_by_class_m
    assert reach.shape == (1, 1)
    assert 35e3 <= reach[0, 0] <= 60e3
    assert plan(sensors=sensors, units=[long], wave="subsonic_cruise").units.range_by_class_m.tolist() == [[math.inf]]
    assert plan(sensors=sensors, units=[long], wave="one_way_attack_drone").units.may_engage.tolist() == [[False]]


def test_generated_radars_with_a_sector_look_away_from_the_centre():
    generate = {"sensors": {"early_warning_radar": 3, "surveillance_radar": 1}, "fire_units": {}}
    made = prepare(ic.Scenario.from_dict(document(units=(), generate=generate))).expanded
    warning = [sensor for sensor in made.sensors if sensor.class_name == "early_warning_radar"]
    assert len(warning) == 3
    for sensor in warning:
        outward = math.degrees(math.atan2(sensor.position.east_km, sensor.position.north_km)) % 360
        assert sensor.limits.azimuth_centre_deg == pytest.approx(outward, abs=0.06)
    assert all(sensor.limits is None for sensor in made.sensors if sensor.class_name == "surveillance_radar")
