"""Bad sensors, fire units, defences and facts about threats: the message names the field, its value and the range."""

import math

import numpy as np
import pytest
from refusals import INF, MOVING, NAN, UP, refused, release

import intercept as ic

HERE = (-0.785, -2.18)
MISSILE = ic.Interceptor(constant_speed_m_s=500.0)
UNIT = {"position": HERE, "interceptor": MISSILE, "slant_range_max_m": 2e4, "altitude_max_m": 1e4}
RADAR = {"position": HERE, "range_for_1_m2_m": 1e5}

BAD_RADAR = {
    "height_m": [NAN, INF, -1.0, 1e6],
    "range_for_1_m2_m": [NAN, INF, -1.0, 1e8, "far"],
    "instrumented_range_m": [NAN, INF, -1.0],
    "elevation_min_rad": [NAN, -2.0, 2.0],
    "elevation_max_rad": [NAN, 2.0, INF],
    "track_delay_s": [NAN, INF, -1.0, 1e7],
    "azimuth_centre_rad": [NAN, INF, 7.0],
    "azimuth_half_width_rad": [NAN, -0.1, 3.2],
    "blind_cone_half_angle_rad": [NAN, -0.1, 1.6],
    "scan_period_s": [NAN, INF, -1.0],
    "track_hits": [0, 2, 1.5, True],
    "track_scans": [0, 13, NAN],
    "handover_delay_s": [NAN, INF, -1.0],
    "effective_earth_factor": [NAN, 0.0, INF],
    "signal_speed_m_s": [NAN, 0.0, -340.0],
    "single_scan_probability": [NAN, 0.0, 1.0],
    "false_alarm_probability": [NAN, 0.0, 1.0],
    "required_probability": [NAN, 0.0, 1.0],
    "orbit_radius_m": [NAN, INF, -1.0],
    "orbit_speed_m_s": [NAN, INF, -1.0],
    "orbit_phase_rad": [NAN, INF],
    "name": [5, "x" * 101],
    "class_name": ["", None],
}
BAD_UNIT = {
    "slant_range_max_m": [NAN, INF, 0.0, 10**400, True, None, "far"],
    "slant_range_min_m": [NAN, -1.0, 2e4, 3e4],
    "altitude_max_m": [NAN, INF, 0.0],
    "altitude_min_m": [NAN, -2e3, 1e4],
    "fire_control_height_m": [NAN, -1.0, 1e6],
    "target_speed_max_m_s": [NAN, INF, -1.0],
    "reaction_time_s": [NAN, INF, -1.0],
    "assess_time_s": [NAN, INF, -1.0],
    "azimuth_centre_rad": [NAN, INF],
    "azimuth_half_width_rad": [NAN, 3.2],
    "elevation_max_rad": [NAN, -0.1, 1.6],
    "crossing_angle_max_rad": [NAN, -0.1, 3.2],
    "closing_speed_min_m_s": [NAN, -1.0, 1e5],
    "closing_speed_max_m_s": [NAN, -1.0],
    "lateral_acceleration_ratio": [NAN, -1.0, 101.0],
    "illumination_s": [NAN, -1.0],
    "track_to_intercept": [1, "yes", None],
    "burst_s": [NAN, INF, -1.0],
    "effective_earth_factor": [NAN, 0.4],
    "interceptor": [None, "missile"],
    "cued_by": ["radar", [1], 5],
    "engages": ["drone", [None]],
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in BAD_RADAR.items() for value in values])
def test_a_bad_field_of_a_sensor_is_refused(name, value):
    refused(lambda: ic.Sensor(**(RADAR | {name: value})), name)


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in BAD_UNIT.items() for value in values])
def test_a_bad_field_of_a_fire_unit_is_refused(name, value):
    refused(lambda: ic.FireUnit(**(UNIT | {name: value})), name)


@pytest.mark.parametrize(
    "place", [(), (-0.785,), (NAN, -2.18), (-0.785, INF), (2.0, -2.18), (*HERE, 1e6), (*HERE, 0.0, 0.0)]
)
def test_a_bad_place_is_refused(place):
    refused(lambda: ic.Sensor(**(RADAR | {"position": place})), "position")
    refused(lambda: ic.FireUnit(**(UNIT | {"position": place})), "position")


def test_a_sensor_has_one_kind_of_range():
    refused(lambda: ic.Sensor(position=HERE), "range_m", "range_for_1_m2_m")
    refused(lambda: ic.Sensor(**RADAR, range_m=100.0), "range_m")
    for value in (NAN, -1.0, INF, {"drone": NAN}, {"": 1.0}, {"drone": -1.0}):
        refused(lambda value=value: ic.Sensor(position=HERE, range_m=value), "range_m")
    refused(lambda: ic.Sensor(position=HERE, range_m=1.0, single_scan_probability=0.5), "single_scan_probability")


def test_an_unknown_class_or_field_is_refused():
    refused(lambda: ic.Sensor.of_class("eye", position=HERE), "eye", "surveillance_radar")
    refused(lambda: ic.FireUnit.of_class("bow", position=HERE), "bow", "medium_range_sam")
    refused(lambda: ic.Sensor.of_class("optical_post", position=HERE, colour=1.0), "colour")
    refused(lambda: ic.FireUnit.of_class("manpads", position=HERE, colour=1.0), "colour")


def test_a_bad_defence_is_refused():
    radar, unit = ic.Sensor(**RADAR, name="a"), ic.FireUnit(**UNIT, name="b")
    refused(lambda: ic.Defence([radar, radar], [unit]), "name = a", "unique")
    refused(lambda: ic.Defence([unit], []), "sensors", "ic.Sensor")
    refused(lambda: ic.Defence([], [radar]), "fire_units", "ic.FireUnit")
    refused(lambda: ic.Defence(radar, []), "sensors")
    refused(lambda: ic.Defence([radar], [ic.FireUnit(**UNIT, cued_by=["c"])]), "cued_by = c")
    refused(lambda: ic.Defence([radar], [unit], terrain="hills"), "terrain", "ic.Terrain")
    for value in (NAN, INF, -1.0, 1e6, None):
        refused(lambda value=value: ic.Defence([radar], [unit], decision_time_s=value), "decision_time_s", str(value))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("launch_s", value) for value in (NAN, INF, 1e8, [0.0, NAN], [0.0, 1.0, 2.0], "soon", [[0.0]])),
        *(("radar_cross_section_m2", value) for value in (NAN, -1.0, INF, [1.0, 1.0, 1.0])),
        *(("manoeuvre_m_s2", value) for value in (NAN, -1.0, 1e4)),
        *(("threat_class", value) for value in ("x" * 101, ["a"], ["a", 5], ["a", ""])),
        *(("aspects", value) for value in (5, {"kite": ([0.0], [1.0])}, {"threat": 5}, {"threat": ([0.0], [NAN])})),
        *(("aspects", {"threat": value}) for value in (([0.0, 0.0], [1.0, 1.0]), ([0.0], [1.0, 1.0]), ([4.0], [1.0]))),
        ("threads", -1),
    ],
)
def test_bad_facts_about_threats_are_refused(name, value):
    flights = release(np.repeat(UP, 2, axis=0), np.repeat(MOVING, 2, axis=0))
    defence = ic.Defence([ic.Sensor(**RADAR)], [ic.FireUnit(**UNIT)])
    # What the core finds wrong in one table is told of an aspect.
    refused(lambda: ic.engagement_windows(flights, defence, **{name: value}), name.removesuffix("s"))


def test_facts_that_a_plan_states_are_refused_beside_it(plan, flights):
    refused(lambda: ic.engagement_windows(flights, plan, launch_s=0.0), "launch_s", "plan")


def test_windows_of_a_defence_make_no_raid():
    flights = release()
    windows = ic.engagement_windows(flights, ic.Defence([ic.Sensor(**RADAR)], [ic.FireUnit(**UNIT)]))
    refused(lambda: ic.RaidPlan.of(windows.plan, windows.trajectories), "plan")


def test_asking_for_what_is_not_there_is_refused(windows):
    for call in (windows.explain, lambda t, _: ic.plot(windows, threat=t)):
        refused(lambda call=call: call(99, 0), "threat = 99", "0 to 1")
    refused(lambda: windows.explain(0, "no such unit"), 'unit = "no such unit"')
    refused(lambda: windows.explain(0, 1.5), "unit = 1.5")
    refused(lambda: ic.plot(windows, rows=0), "rows = 0")
    nothing = ic.engagement_windows(release(np.zeros((0, 3)), np.zeros((0, 3))), ic.Defence([], []))
    refused(lambda: nothing.explain(0, 0), "threat = 0", "there are no threats")


def test_a_threat_that_was_not_flown_has_its_reason_everywhere():
    flights = release(UP * NAN)
    windows = ic.engagement_windows(flights, ic.Defence([ic.Sensor(**RADAR)], [ic.FireUnit(**UNIT)]))
    assert windows.pairs()["reason"].tolist() == ["not_flown"]
    assert "not flown" in windows.explain(0, 0)
    assert windows.tracks()["reason"].tolist() == ["not_flown"]
    assert math.isnan(windows.tracks()["arrival_s"][0])
    ic.plot(windows, threat=0)


def test_what_is_no_flight_and_no_defence_is_refused_by_name(tmp_path):
    flown = ic.fly(ic.Flight.of_class("jet_drone", range_m=100e3))
    defence = ic.Defence([], [])
    for nothing in (None, [], "night"):
        refused(lambda it=nothing: ic.engagement_windows(it, defence), "trajectories = ", "ic.Trajectories")
        refused(lambda it=nothing: ic.engagement_windows(flown, it), "defence = ", "ic.Defence")
    refused(lambda: ic.engagement_windows(flown, defence, threat_class=3), "threat_class = 3")
    refused(lambda: ic.engagement_windows(flown, defence, threat_class=""), 'threat_class = ""')
    windows = ic.engagement_windows(flown, defence)
    for path in ("chart.gif", "none/chart.html", 3):
        refused(lambda it=path: ic.plot(windows, tmp_path / it if isinstance(it, str) else it), "path = ", ".html")
    table = ic.FlyoutTable.of_class("manpads")
    refused(lambda: ic.fly_out(table, (*HERE, 0.0), flown, 0.0, threat=-1), "threat = -1", "0 to 0")
