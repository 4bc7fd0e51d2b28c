"""Coverage along a line: closed forms, laws, what is written and drawn, and what is refused."""

import copy
import dataclasses
import json
import math
import pickle
import re

import numpy as np
import pytest
from page_read import figures

import intercept as ic
from intercept.areas import counting
from intercept.earth.local_frame import Frame
from intercept.errors import InvalidParameterError

PLACE = tuple(np.radians([-45.0, -125.0]))
FRAME = Frame(*PLACE)
REACH, SEES = 30e3, 60e3
FLAT = {"cruise_speed_m_s": 250.0, "altitude_terrain_following_m": 100.0}


def at(east_km, north_km):
    latitude, longitude = FRAME.to_geodetic(np.array([1e3 * east_km]), np.array([1e3 * north_km]))
    return float(latitude[0]), float(longitude[0])


def defence(*places, reach=REACH):
    """A sensor and a unit at each place, that meet no horizon and take no time."""
    sensors = [ic.Sensor(position=place, range_m=SEES, height_m=300.0) for place in places]
    units = [
        ic.FireUnit(
            position=place,
            interceptor=ic.Interceptor(constant_speed_m_s=700.0),
            slant_range_max_m=reach,
            altitude_max_m=20e3,
            fire_control_height_m=300.0,
        )
        for place in places
    ]
    return ic.Defence(sensors, units, decision_time_s=0.0)


# From south to north, the threat from the east.
LINE = [at(0, -100), at(0, 100)]


def along(what, line=LINE, **changes):
    return ic.coverage(what, line, "subsonic_cruise", **({"overrides": FLAT} | changes))


def test_gaps_end_where_the_reach_ends():
    found = along(defence(at(0, 0)), edge_m=5.0)
    # Flights at right angles pass through the disc of reach if they cross within 30 km of its middle.
    table = found.gaps()
    assert table["from_km"] == pytest.approx([0.0, 100.0 + REACH / 1e3], abs=0.02)
    assert table["to_km"] == pytest.approx([100.0 - REACH / 1e3, 200.0], abs=0.02)
    assert list(table["opportunities_least"]) == [0, 0]
    assert set(table["reason"]) <= {"out_of_reach", "never_tracked"}
    assert found.gap_share == pytest.approx(0.7, abs=1e-3)


def test_detection_lies_on_the_sensors_circle():
    table = along(defence(at(0, 0))).table()
    off = np.abs(table["distance_km"] - 100.0)
    seen = off < 59.0
    # From the east: detected at sqrt(60^2 - off^2) km before the line. 300 m of mast over 100 m of height make the
    # ground distance shorter by 0.3 m on the axis and 5 m where 59 km off.
    expected = np.sqrt(60.0**2 - off[seen] ** 2)
    assert table["detected_before_km"][seen] == pytest.approx(expected, abs=0.02)
    assert np.all(np.isnan(table["detected_before_km"][off > 60.1]))


def test_the_direction_is_from_the_right_of_the_line_unless_stated():
    assert along(defence(at(0, 0))).table()["azimuth_deg"] == pytest.approx(270.0, abs=2.0)
    assert along(defence(at(0, 0)), line=LINE[::-1]).table()["azimuth_deg"] == pytest.approx(90.0, abs=2.0)
    north = along(defence(at(0, 0)), azimuth_rad=0.0)
    # Northwards along the line every flight aimed 50 km beyond crosses the disc but for those that end short of it.
    assert set(north.table()["azimuth_deg"]) == {0.0}
    assert north.gaps()["to_km"][0] == pytest.approx(100.0 - 30.0 - 50.0, abs=0.1)


def test_before_the_line_counts_fewer_and_more_shots_leave_more_gaps():
    what = defence(at(-20, 0))
    everywhere, before = along(what), along(what, before_line=True)
    assert np.all(before.engaged.opportunities <= everywhere.engaged.opportunities)
    assert before.gap_share > everywhere.gap_share
    shares = [along(what, opportunities=n).gap_share for n in (1, 2, 4)]
    assert shares == sorted(shares)


def test_another_site_never_leaves_more_gaps():
    one, two = along(defence(at(0, 0))), along(defence(at(0, 0), at(0, 70)))
    assert np.all(two.engaged.opportunities >= one.engaged.opportunities)
    assert two.gap_share < one.gap_share
    assert len(two.gaps()) == 3


def one_reason(found, name):
    """A coverage whose places all have one reason, as that of a defence with a single limit has."""
    code = counting.reason_words().index(name)
    reason = np.full_like(found.engaged.reason, code)
    return dataclasses.replace(found, engaged=dataclasses.replace(found.engaged, reason=reason))


def test_one_reason_is_told_as_one_and_several_in_their_order(tmp_path):
    found = ic.coverage(defence(PLACE), [at(-20, 0), at(60, 0)], "subsonic_cruise", overrides=FLAT)
    assert "There is 1 gap" in found.explain()
    one = one_reason(found, "out_of_reach")
    assert one.explain().endswith(" km. There is 1 gap: out of reach.")
    code = counting.reason_words().index("never_tracked")
    mixed = one.engaged.reason.copy()
    mixed[-1] = code
    several = dataclasses.replace(one, engaged=dataclasses.replace(one.engaged, reason=mixed))
    assert several.explain().endswith("1 gap, for these reasons, the most frequent first: out of reach, never tracked.")
    # The page lists the gaps, each with its ends and its reason.
    ic.plot(one, tmp_path / "page.html")
    listed = (tmp_path / "page.html").read_text(encoding="utf-8").split('<section id="gaps"')[1].split("</section>")[0]
    ((low, high),) = one.gaps_m / 1e3
    assert f'<th scope="row">{low:,.1f}</th><td>{high:,.1f}</td><td>Out of reach</td>' in listed


def test_a_line_without_gaps_and_one_that_is_all_gap_say_so():
    covered = along(defence(at(0, 0)), line=[at(0, -10), at(0, 10)])
    assert len(covered.gaps()) == 0
    assert covered.gap_share == 0.0
    assert covered.explain().endswith("that crosses the line, along all its 20.0 km.")
    nothing = along(ic.Defence([], defence(at(0, 0)).fire_units))
    assert nothing.gap_share == 1.0
    none = "of the line where the defence has at least 1 opportunity to shoot at a subsonic cruise missile that crosses"
    assert re.fullmatch(rf"There is no place along the [\d.]+ km {none} it: never tracked\.", nothing.explain())
    assert list(nothing.gaps()["reason"]) == ["never_tracked"]


def test_corners_turn_the_crossing():
    bent = along(defence(at(0, 0)), line=[at(-50, 0), at(0, 0), at(0, 50)])
    table = bent.table()
    assert table["azimuth_deg"][0] % 360.0 == pytest.approx(0.0, abs=1.0)
    assert table["azimuth_deg"][-1] == pytest.approx(270.0, abs=1.0)
    corner = bent.line.between(40e3, 60e3, np.empty(0))
    assert len(corner) == 3


def test_the_file_and_the_figures_hold_the_parts_of_the_line(tmp_path):
    found = along(defence(at(0, 0)))
    read = json.loads(json.dumps(found.to_geojson(), allow_nan=False))
    assert read["type"] == "FeatureCollection"
    assert [feature["properties"]["gap"] for feature in read["features"]] == [True, False, True]
    for one, other in zip(read["features"], read["features"][1:], strict=False):
        assert one["geometry"]["coordinates"][-1] == other["geometry"]["coordinates"][0]
    assert len(found.table()) == 201
    for name in ("line.html", "line.svg"):
        ic.plot(found, tmp_path / name)
    text = (tmp_path / "line.html").read_text()
    assert len(figures(text)) == 3
    assert '<script src="' not in text


def test_threads_change_nothing():
    one, two = (along(defence(at(0, 0)), threads=n) for n in (1, 2))
    assert one.table() == two.table()
    assert one.gaps() == two.gaps()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ([], "along of shape"),
        ([at(0, 0)], "along of shape"),
        ([at(0, 0), at(0, 0)], r"along\[1\] is not allowed"),
        ([at(0, 0), (math.nan, 0.0)], r"along\[1\] latitude_rad = nan"),
        ([at(0, 0), (1.56, -2.18)], r"along\[1\] latitude_rad = 1.56"),
        ([at(0, 0), at(0, 0.001)], "along of length 1"),
        (np.zeros((2, 3)), "along of shape"),
    ],
)
def test_a_line_that_is_none_is_refused(line, words):
    with pytest.raises(InvalidParameterError, match=words):
        along(defence(at(0, 0)), line=line)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"opportunities": 0}, "opportunities = 0"),
        ({"azimuth_rad": math.inf}, "azimuth_rad = inf"),
        ({"beyond_m": -1.0}, "beyond_m = -1"),
        ({"beyond_m": 9e5, "range_m": 3e5}, "beyond_m = 900000"),
        ({"step_m": 0.0}, "step_m = 0"),
        ({"step_m": math.nan}, "step_m = nan"),
        ({"edge_m": 0.0}, "edge_m = 0"),
        ({"threads": 2000}, "threads = 2000"),
    ],
)
def test_options_out_of_range_are_refused(changes, words):
    with pytest.raises(InvalidParameterError, match=words):
        along(defence(at(0, 0)), **changes)


def test_a_coverage_is_a_value():
    found = along(defence(at(0, 0)), step_m=20e3)
    for copied in (pickle.loads(pickle.dumps(found)), copy.deepcopy(found)):  # noqa: S301 - made here
        assert copied == found
    assert found != along(defence(at(0, 0)), step_m=25e3)
    assert len(repr(found)) < 250
