"""A defence in SI: fields and columns, names, classes of the catalogue, and the plan made of it."""

import math

import numpy as np
import pytest

import intercept as ic
from intercept.engagement.defence.columns import FLYOUT_COLUMNS, SENSOR_COLUMNS, UNIT_COLUMNS
from intercept.engagement.defence.of_class import lowest_elevation_rad
from intercept.engagement.plan import plan_of

HERE = (-0.785, -2.18)
NOTHING = {"launch_s": None, "radar_cross_section_m2": None, "threat_class": None, "manoeuvre_m_s2": None}


def radar(**fields):
    return ic.Sensor(**{"position": HERE, "range_for_1_m2_m": 1e5, **fields})


def unit(**fields):
    usual = {"interceptor": ic.Interceptor(constant_speed_m_s=500.0), "slant_range_max_m": 2e4, "altitude_max_m": 1e4}
    return ic.FireUnit(**{"position": HERE, **usual, **fields})


def columns(site, names):
    return dict(zip(names, site.row(), strict=True))


def test_every_column_of_a_sensor_is_a_field_and_has_the_default_no_limit():
    row = columns(radar(position=(-0.785, -2.18, 120.0), height_m=15.0), SENSOR_COLUMNS)
    assert row["altitude_m"] == 120.0
    assert row["range_for_1_m2_m"] == 1e5
    assert row["azimuth_half_width_rad"] == math.pi
    assert row["effective_earth_factor"] == pytest.approx(4 / 3)
    assert math.isinf(row["signal_speed_m_s"])
    assert math.isnan(row["single_scan_probability"])
    assert [row[name] for name in ("blind_cone_half_angle_rad", "scan_period_s", "orbit_radius_m")] == [0.0, 0.0, 0.0]


def test_a_sensor_that_is_no_radar_has_a_range_for_each_class():
    ear = ic.Sensor(position=HERE, range_m={"one_way_attack_drone": 2000.0}, signal_speed_m_s=340.0)
    assert math.isnan(columns(ear, SENSOR_COLUMNS)["range_for_1_m2_m"])
    assert ear.ranges_m(["subsonic_cruise", "one_way_attack_drone"]) == [0.0, 2000.0]
    assert ic.Sensor(position=HERE, range_m=500.0).ranges_m(["a", "b"]) == [500.0, 500.0]
    assert radar().ranges_m(["a"]) == [0.0]


def test_every_column_of_a_fire_unit_is_a_field_and_has_the_default_no_limit():
    row = columns(unit(track_to_intercept=True), UNIT_COLUMNS)
    assert row["track_to_intercept"] == 1.0
    assert (row["crossing_angle_max_rad"], row["closing_speed_max_m_s"]) == (math.pi, math.inf)
    assert (row["lateral_acceleration_ratio"], row["illumination_s"], row["burst_s"]) == (0.0, 0.0, 0.0)
    assert (row["elevation_max_rad"], row["target_speed_max_m_s"]) == (math.pi / 2, 2e4)


def test_the_envelope_and_the_ground_go_to_the_fly_out():
    row = dict(zip(FLYOUT_COLUMNS, unit(position=(-0.785, -2.18, 900.0)).flyout_row(), strict=True))
    assert (row["slant_range_max_m"], row["altitude_max_m"], row["launch_altitude_m"]) == (2e4, 1e4, 900.0)
    high = unit(
        interceptor=ic.Interceptor(constant_speed_m_s=500.0, launch_altitude_m=50.0), position=(-0.785, -2.18, 900.0)
    )
    assert high.flyout_row()[-1] == 50.0


def test_classes_of_the_catalogue_have_its_most_likely_values():
    catalogue = ic.Catalogue.load()
    for name, generic in catalogue.sensors.items():
        if catalogue.sensor_rule(name).warns:
            continue
        sensor = ic.Sensor.of_class(name, position=HERE, azimuth_centre_rad=1.0)
        assert sensor.class_name == name
        assert sensor.elevation_max_rad == pytest.approx(np.radians(generic.parameters["elevation_max_deg"].mode))
    for name, generic in catalogue.defences.items():
        made = ic.FireUnit.of_class(name, position=HERE)
        assert made.slant_range_max_m == pytest.approx(1e3 * generic.parameters["slant_range_max_km"].mode)
        assert made.altitude_min_m == generic.parameters["altitude_min_m"].mode
        assert made.engages is None
    assert ic.Sensor.of_class("acoustic_network", position=HERE).ranges_m(["subsonic_cruise", "glider"]) == [
        2000.0,
        0.0,
    ]
    assert ic.Sensor.of_class("surveillance_radar", position=HERE, scan_period_s=4.0).scan_period_s == 4.0


def test_sites_without_a_name_get_the_class_and_a_number():
    defence = ic.Defence([radar(), radar(name="sensor 2"), radar()], [unit(), unit(name="west")])
    assert [sensor.name for sensor in defence.sensors] == ["sensor 1", "sensor 2", "sensor 3"]
    assert [each.name for each in defence.fire_units] == ["fire_unit 1", "west"]


def test_the_plan_of_a_defence_holds_its_columns_and_cues():
    west = unit(name="west", cued_by=["mast"], engages=["subsonic_cruise"])
    first = unit(engages=["subsonic_cruise", "kite"])
    defence = ic.Defence([radar(), radar(name="mast")], [first, west], decision_time_s=3.0)
    given = NOTHING | {"launch_s": [1.0, 2.0, 3.0], "threat_class": ["subsonic_cruise", "kite", "subsonic_cruise"]}
    plan = plan_of(defence, 3, **given)
    assert plan.threat_classes == ("subsonic_cruise", "kite")
    assert plan.threats.class_index.tolist() == [0, 1, 0]
    assert plan.threats.launch_s.tolist() == [1.0, 2.0, 3.0]
    # The catalogue's most likely cross-section, and 1 for a name that only the defence knows.
    assert plan.threats.radar_cross_section_m2.tolist() == [0.1, 1.0, 0.1]
    assert plan.units.cued_by == (None, (1,))
    assert plan.units.may_engage.tolist() == [[True, True], [True, False]]
    assert plan.units.range_by_class_m[0].tolist() == [math.inf, math.inf]
    assert plan.units.guided_by == (None, None)
    assert len(plan.units.flyouts) == 1
    assert (plan.sensors.parameters.shape, plan.units.parameters.shape) == ((2, 25), (2, 22))
    assert plan.decision_time_s == 3.0


def test_an_empty_defence_makes_an_empty_plan():
    plan = plan_of(ic.Defence([], []), 0, **NOTHING)
    assert len(plan) == 0
    assert (plan.sensors.parameters.shape, plan.units.flyouts.shape) == ((0, 25), (0, 18))


def test_sensors_of_the_catalogue_see_down_to_their_horizon():
    radar = ic.Sensor.of_class("surveillance_radar", position=(-0.785, -2.18))
    # Its lowest elevation is 0 and counts from the horizon; it coasts as long as it takes to make a track.
    assert (radar.elevation_min_rad, radar.coast_s) == (-math.pi / 2, radar.track_delay_s)
    raised = lowest_elevation_rad({"elevation_min_deg": 0.5}, 15.0)
    # The dip of a mast of 15 m over an Earth of 4/3 the radius: sqrt(2 h / k R) = 1.88 mrad.
    assert raised == pytest.approx(math.radians(0.5) - math.sqrt(2 * 15.0 / (4 / 3 * 6.371e6)), abs=1e-8)
