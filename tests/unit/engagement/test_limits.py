"""Limits of sensors and fire units reach the windows, with their reasons and sentences; more never does harm."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import intercept as ic
from intercept.engagement import sight

END = (-0.7845, -2.1357)
WEST = {"azimuth_centre_rad": math.radians(270.0)}


@pytest.fixture(scope="module")
def flights():
    """A cruise missile that comes from the west, and a ballistic one."""
    low = ic.Flight.of_class("subsonic_cruise", range_m=200e3, launch_point=(-0.785, -2.18))
    high = ic.Flight.of_class(
        "short_range_ballistic", range_m=200e3, launch_point=(-0.785, -2.18), azimuth_rad=math.radians(86.8)
    )
    return ic.fly([low, high])


def radar(**fields):
    return ic.Sensor.of_class("surveillance_radar", position=END, **{"name": "radar", **fields})


def unit(**fields):
    return ic.FireUnit.of_class(
        "medium_range_sam", position=END, **{"name": "unit", "target_speed_max_m_s": 5e3, **fields}
    )


def windows(flights, sensors, units, **facts):
    return ic.engagement_windows(flights, ic.Defence(sensors, units), **facts)


@pytest.mark.parametrize(
    ("fields", "reason", "said"),
    [
        (
            {"azimuth_centre_rad": math.pi / 2, "azimuth_half_width_rad": 0.5},
            "outside_sector",
            "outside the sector of 57.3",
        ),
        ({"crossing_angle_max_rad": 0.0}, "too_oblique", "beyond the crossing angle of 0.0 degrees"),
        ({"closing_speed_max_m_s": 50.0}, "closing_speed", "closing speeds of 0 to 50 m/s"),
        ({"burst_s": 600.0}, "too_brief", "a burst takes 600.0 s"),
        ({"lateral_acceleration_ratio": 100.0}, "too_agile", "less lateral acceleration"),
        ({"reaction_time_s": 900.0}, "too_late", "before the first possible launch"),
        ({"slant_range_max_m": 5.0, "slant_range_min_m": 0.0}, "out_of_reach", "greatest slant range of 5 m"),
    ],
)
def test_each_limit_has_its_reason_and_its_sentence(flights, fields, reason, said):
    found = windows(flights, [radar()], [unit(), unit(name="limited", **fields)], manoeuvre_m_s2=50.0)
    pairs = found.pairs().take(found.pairs()["threat"] == 0)
    assert pairs["reason"].tolist() == ["engageable", reason]
    assert said in found.explain(0, "limited")


def test_an_elevation_limit_keeps_out_what_dives(flights):
    found = windows(
        flights, [radar(elevation_max_rad=1.5)], [unit(), unit(name="flat", elevation_max_rad=0.0, altitude_min_m=2e3)]
    )
    row = found.pairs().take([3])
    assert row["reason"][0] == "above_elevation"
    assert "above the elevation of 0.0 degrees" in found.explain(1, "flat")


def test_illumination_from_the_launch_on_waits_for_sight(flights):
    # The radar sees from a height; fire control at the ground sees a threat at 50 m from 29 km on, and the interceptor
    # is so slow that it could be launched before.
    aloft = radar(height_m=5000.0, elevation_min_rad=-1.5)
    slow = {"fire_control_height_m": 0.0, "interceptor": ic.Interceptor(constant_speed_m_s=300.0)}
    units = [unit(**slow), unit(name="lit", **slow, illumination_s=math.inf)]
    pairs = windows(flights, [aloft], units).pairs().take(slice(0, 2))
    assert pairs["reason"].tolist() == ["engageable", "engageable"]
    assert pairs["launch_earliest_s"][1] > pairs["launch_earliest_s"][0] + 1.0
    assert pairs["launch_latest_s"][1] <= pairs["launch_latest_s"][0] + 1e-4


def test_own_sensors_only_are_those_named(flights):
    deaf = radar(name="deaf", **WEST | {"azimuth_centre_rad": math.pi / 2}, azimuth_half_width_rad=0.5)
    units = [unit(), unit(name="own", cued_by=["deaf"]), unit(name="both", cued_by=["deaf", "radar"])]
    found = windows(flights, [radar(), deaf], units)
    pairs = found.pairs().take(slice(0, 3))
    assert pairs["reason"].tolist() == ["engageable", "not_cued", "engageable"]
    assert pairs["launch_earliest_s"][2] == pairs["launch_earliest_s"][0]
    assert "outside the sector of deaf" in found.explain(0, "own")


def test_tracks_by_sensor_agree_with_the_network_and_with_the_time_line(flights):
    blind = radar(name="blind", azimuth_centre_rad=math.pi / 2, azimuth_half_width_rad=0.5)
    slow = radar(name="slow", handover_delay_s=10.0)
    found = windows(flights, [radar(), slow, blind], [unit()])
    table = found.sensor_tracks()
    assert len(table) == 2 * 3
    first = table.take(slice(0, 3))
    assert first["reason"].tolist() == ["tracked", "tracked", "outside_azimuth"]
    assert first["track_begin_s"][1] - first["track_begin_s"][0] == pytest.approx(10.0)
    assert first["track_s"][0] - first["track_s"][1] == pytest.approx(10.0)
    assert first["coverage_s"][0] > first["track_s"][0]
    assert math.isnan(first["track_begin_s"][2])
    assert first["track_intervals"].tolist()[2] == 0
    assert found.tracks()["track_begin_s"][0] == first["track_begin_s"][0]
    assert {"radar", "slow", "unit"} == set(ic.plot(found, threat=0).layout.yaxis.ticktext)


def test_terrain_and_aspect_reach_the_sensors(flights):
    nodes = np.linspace(-0.805, -0.765, 41), np.linspace(-2.19, -2.12, 71)
    ridge = np.where(np.abs(nodes[1] + 2.1407) < 0.0015, 2000.0, 0.0)[None, :].repeat(41, axis=0)
    hills = ic.Terrain.from_array(*nodes, ridge)
    bare = windows(flights, [radar()], [unit()])
    masked = ic.engagement_windows(flights, ic.Defence([radar()], [unit()], terrain=hills))
    assert masked.first_detection_s[0] > bare.first_detection_s[0] + 1.0
    small = windows(flights, [radar()], [unit()], aspects={"threat": ([0.0, math.pi], [1e-6, 1e-6])})
    assert not small.first_detection_s[0] <= bare.first_detection_s[0]
    same = windows(flights, [radar()], [unit()], aspects={"threat": ([0.0], [1.0])})
    assert same.first_detection_s.tolist() == bare.first_detection_s.tolist()


@settings(max_examples=25, deadline=None)
@given(
    half_width=st.floats(0.05, math.pi),
    delay_s=st.floats(0.0, 200.0),
    crossing=st.floats(0.05, math.pi),
    ratio=st.floats(0.0, 5.0),
)
def test_a_limit_never_adds_an_opportunity(flights, half_width, delay_s, crossing, ratio):
    free = windows(flights, [radar()], [unit()])
    limited = unit(
        **WEST,
        azimuth_half_width_rad=half_width,
        crossing_angle_max_rad=crossing,
        lateral_acceleration_ratio=ratio,
        reaction_time_s=15.0 + delay_s,
    )
    found = windows(flights, [radar()], [limited], manoeuvre_m_s2=20.0)
    spans = free.pairs()
    for row in found.table().records():
        whole = spans.take(spans["threat"] == row["threat"])
        # Edges are exact to 1e-5 s.
        assert row["launch_earliest_s"] >= whole["launch_earliest_s"][0] - 1e-4
        assert row["launch_latest_s"] <= whole["launch_latest_s"][0] + 1e-4
    assert found.reasons[0, 0] or not free.reasons[0, 0]


@settings(max_examples=15, deadline=None)
@given(shift_s=st.floats(-1e5, 1e5))
def test_sentences_do_not_depend_on_when_and_tables_only_by_the_shift(flights, shift_s):
    found = windows(flights, [radar()], [unit()])
    later = windows(flights, [radar()], [unit()], launch_s=shift_s)
    assert later.reasons.tolist() == found.reasons.tolist()
    # Times of 1e5 s are kept to 1e-11 s, edges to 1e-5 s.
    assert later.launch_s - shift_s == pytest.approx(found.launch_s, abs=1e-4)
    assert sight.sight(later, 0, 0).slant_m == pytest.approx(sight.sight(found, 0, 0).slant_m)
