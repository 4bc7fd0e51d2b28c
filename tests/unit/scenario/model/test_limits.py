"""Limits of a site in a scenario file: they reach the columns of the plan; what is left out changes nothing."""

import math

import numpy as np
import pytest

import intercept as ic
from intercept.engagement.defence.columns import SENSOR_COLUMNS, UNIT_COLUMNS
from intercept.errors import ScenarioError

HERE = {"east_km": 0, "north_km": 0}
SENSOR = {
    "azimuth_centre_deg": 90,
    "azimuth_width_deg": 120,
    "blind_cone_half_angle_deg": 30,
    "scan_period_s": 5,
    "track_hits": 3,
    "handover_delay_s": 2,
    "effective_earth_factor": 1.2,
    "single_scan_probability": 0.5,
    "orbit_radius_km": 20,
    "orbit_speed_m_s": 150,
    "orbit_phase_deg": 45,
}
UNIT = {
    "azimuth_centre_deg": -90,
    "azimuth_width_deg": 180,
    "elevation_max_deg": 70,
    "crossing_angle_max_deg": 60,
    "closing_speed_min_m_s": 100,
    "closing_speed_max_m_s": 3000,
    "lateral_acceleration_ratio": 3,
    "illumination_s": 10,
    "track_to_intercept": True,
    "burst_s": 2,
    "effective_earth_factor": 1.0,
    "cued_by": ["east"],
}


def document(sensor=None, unit=None, wave=None):
    return {
        "schema_version": 1,
        "name": "sites",
        "assets": [{"name": "a", "class": "energy", "position": HERE}],
        "sensors": [
            {"name": "west", "class": "surveillance_radar", "position": HERE},
            {"name": "east", "class": "surveillance_radar", "position": HERE, **({"limits": sensor} if sensor else {})},
        ],
        "fire_units": [
            {"name": "u", "class": "manpads", "position": HERE, "count": 2, **({"limits": unit} if unit else {})}
        ],
        "raid": {
            "launch_areas": [{"name": "l", "position": {"east_km": 100, "north_km": 0}}],
            "waves": [{"name": "w", "class": "subsonic_cruise", "count": 2, "launch_area": "l", **(wave or {})}],
        },
    }


def plan(**parts):
    # Sample 0 of seed 1: both radars are up.
    made = ic.compile_plan(ic.Scenario.from_dict(document(**parts)))
    assert made.sensors.names == ("west", "east")
    return made


def test_limits_of_a_sensor_are_its_columns():
    row = dict(zip(SENSOR_COLUMNS, plan(sensor=SENSOR).sensors.parameters[1], strict=True))
    assert row["azimuth_centre_rad"] == pytest.approx(math.pi / 2)
    assert row["azimuth_half_width_rad"] == pytest.approx(math.radians(60))
    assert row["blind_cone_half_angle_rad"] == pytest.approx(math.radians(30))
    # As many scans as hits, unless more are stated; the class's track delay no longer counts.
    assert [row[name] for name in ("scan_period_s", "track_hits", "track_scans", "track_delay_s")] == [5, 3, 3, 0]
    assert [row[name] for name in ("handover_delay_s", "effective_earth_factor")] == [2, 1.2]
    probabilities = ("single_scan_probability", "false_alarm_probability", "required_probability")
    assert [row[name] for name in probabilities] == [0.5, 1e-6, 0.9]
    assert (row["orbit_radius_m"], row["orbit_speed_m_s"]) == (20e3, 150)
    assert row["orbit_phase_rad"] == pytest.approx(math.pi / 4)
    heard = plan(sensor={"signal_speed_m_s": 340}).sensors
    assert heard.column("signal_speed_m_s").tolist() == [math.inf, 340]


def test_limits_of_a_fire_unit_are_the_columns_of_all_its_units():
    made = plan(unit=UNIT)
    for parameters in made.units.parameters:
        row = dict(zip(UNIT_COLUMNS, parameters, strict=True))
        assert row["azimuth_half_width_rad"] == pytest.approx(math.pi / 2)
        assert row["elevation_max_rad"] == pytest.approx(math.radians(70))
        assert row["crossing_angle_max_rad"] == pytest.approx(math.pi / 3)
        assert [row[name] for name in ("closing_speed_min_m_s", "closing_speed_max_m_s")] == [100, 3000]
        assert [row[name] for name in ("lateral_acceleration_ratio", "illumination_s", "burst_s")] == [3, 10, 2]
        assert (row["track_to_intercept"], row["effective_earth_factor"]) == (1.0, 1.0)
    assert made.units.cued_by == ((1,), (1,))


def test_what_is_left_out_changes_nothing():
    bare, empty = plan(), plan(sensor={"azimuth_centre_deg": 0}, unit={"azimuth_centre_deg": 0})
    assert np.array_equal(bare.sensors.parameters, empty.sensors.parameters, equal_nan=True)
    assert np.array_equal(bare.units.parameters, empty.units.parameters)
    assert bare.units.cued_by == (None, None)
    assert not bare.threats.manoeuvre_m_s2.any()
    # And the hash of a scenario without limits is that of the file without the key.
    assert "limits" not in str(ic.Scenario.from_dict(document()).to_dict())


def test_a_manoeuvre_is_that_of_each_threat_of_the_wave():
    assert plan(wave={"manoeuvre_m_s2": 30}).threats.manoeuvre_m_s2.tolist() == [30, 30]


def test_a_scenario_with_limits_survives_its_file(tmp_path):
    scenario = ic.Scenario.from_dict(document(sensor=SENSOR, unit=UNIT))
    scenario.to_file(tmp_path / "s.toml")
    assert ic.Scenario.from_file(tmp_path / "s.toml") == scenario


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"sensor": {"azimuth_width_deg": 361}}, "sensors[1].limits.azimuth_width_deg"),
        ({"sensor": {"azimuth_centre_deg": math.nan}}, "sensors[1].limits.azimuth_centre_deg"),
        ({"sensor": {"scan_period_s": math.inf}}, "sensors[1].limits.scan_period_s"),
        ({"sensor": {"track_hits": 4, "track_scans": 3}}, "must have track_hits (4) of at most track_scans (3)"),
        (
            {"sensor": {"azimuth_width_deg": 0}},
            "sensors[1].limits.azimuth_width_deg = 0 is not allowed: must be from 0.001",
        ),
        ({"sensor": {"orbit_radius_km": 0.05}}, "must have orbit_radius_km (0.05) of 0, for none, or of at least 0.1"),
        ({"sensor": {"orbit_radius_km": 201}}, "sensors[1].limits.orbit_radius_km = 201 is not allowed"),
        ({"sensor": {"single_scan_probability": 0.5}}, "must have scan_period_s (0) of at least 0.01 beside"),
        (
            {"sensor": {"single_scan_probability": 0.01, "false_alarm_probability": 0.1, "scan_period_s": 5}},
            "must have single_scan_probability (0.01) of at least false_alarm_probability (0.1)",
        ),
        ({"sensor": {**SENSOR, "signal_speed_m_s": 340}}, "must not have signal_speed_m_s beside orbit_radius_km"),
        ({"sensor": {"track_hits": 1.5}}, "sensors[1].limits.track_hits"),
        ({"sensor": {"colour": 1}}, "sensors[1].limits.colour"),
        ({"unit": {"crossing_angle_max_deg": -1}}, "fire_units[0].limits.crossing_angle_max_deg"),
        ({"unit": {"closing_speed_min_m_s": 9, "closing_speed_max_m_s": 9}}, "closing_speed_min_m_s (9) below"),
        (
            {"unit": {"cued_by": ["north"]}},
            'fire_units[0].limits.cued_by[0] = "north" is not allowed: must be the name of a sensor',
        ),
        ({"unit": {"cued_by": []}}, "fire_units[0].limits.cued_by"),
        ({"unit": {"track_to_intercept": 1}}, "fire_units[0].limits.track_to_intercept"),
        ({"wave": {"manoeuvre_m_s2": -1}}, "raid.waves[0].manoeuvre_m_s2"),
    ],
)
def test_a_bad_limit_is_told_with_its_place(parts, said):
    with pytest.raises(ScenarioError) as caught:
        ic.Scenario.from_dict(document(**parts))
    assert said in str(caught.value)


def test_generated_sensors_may_cue_too():
    made = document(unit={"cued_by": ["gap_filler_radar-1"]})
    made["theatre"] = {"generate": {"sensors": {"gap_filler_radar": 1}}}
    assert ic.Scenario.from_dict(made).fire_units[0].limits.cued_by == ("gap_filler_radar-1",)
