"""Engagement windows as tables, in sentences and as charts: what each says agrees with the others."""

import re

import numpy as np
import polars as pl
import pyarrow as pa
import pytest

import intercept as ic
from intercept.engagement import sight

END = (-0.7845, -2.1357)


@pytest.fixture(scope="module")
def found():
    """Three cruise missiles, one of them not flown, at a radar and units of which each lacks something."""
    flight = ic.Flight.of_class("subsonic_cruise", range_m=200e3, launch_point=(-0.785, -2.18))
    lost = ic.flights.RouteFlight([(-0.785, -2.18), (-0.785, -2.18), (-0.785, -2.18)], speed_m_s=50.0)
    units = [
        ic.FireUnit.of_class("medium_range_sam", position=END, name="near"),
        ic.FireUnit.of_class("medium_range_sam", position=(-0.885, -2.1357), name="far"),
        ic.FireUnit.of_class("short_range_sam", position=END, name="picky", engages=["jet_drone"]),
        ic.FireUnit.of_class("short_range_sam", position=END, name="slow", target_speed_max_m_s=100.0),
        ic.FireUnit.of_class("short_range_sam", position=END, name="late", reaction_time_s=900.0),
        ic.FireUnit.of_class("short_range_sam", position=END, name="high", altitude_min_m=5000.0),
        ic.FireUnit.of_class("short_range_sam", position=END, name="wide", slant_range_min_m=14_999.0),
    ]
    defence = ic.Defence([ic.Sensor.of_class("surveillance_radar", position=END)], units)
    flights = ic.fly([flight, flight, lost])
    return ic.engagement_windows(flights, defence, launch_s=[0.0, 50.0, 0.0], threat_class="subsonic_cruise")


def test_a_window_is_one_row_with_its_pair_times_places_and_units(found):
    table = found.table()
    assert len(table) == len(found)
    assert set(table["unit"]) >= {"near"}
    assert (table["launch_earliest_s"] <= table["launch_latest_s"]).all()
    assert (table["launch_latest_s"] < table["intercept_last_s"]).all()
    for place, slant in (("", "intercept_slant_range_m"), ("last_", "intercept_last_slant_range_m")):
        point = [table[f"intercept_{place}{name}"] for name in ("latitude_deg", "longitude_deg", "altitude_m")]
        position = ic.earth.geodetic_to_ecef(np.radians(point[0]), np.radians(point[1]), point[2])
        for row in range(len(table)):
            site = found.plan.units.positions[table["unit_index"][row]]
            # To a centimetre: the points are kept in double precision.
            assert ic.earth.ecef_to_aer(position[row], site)[2][0] == pytest.approx(table[slant][row], abs=0.01)
    arrow = found.to_arrow()
    assert arrow.schema.field("launch_earliest_s").metadata[b"unit"] == b"s"
    assert found.to_pandas().shape == (len(table), len(table.columns))


def test_any_reader_of_arrow_takes_the_windows(found):
    assert pl.DataFrame(found).equals(found.to_polars())
    assert pa.table(found).equals(found.to_arrow())


def test_every_pair_has_a_row_and_a_reason_also_without_a_window(found):
    pairs = found.pairs()
    assert len(pairs) == 3 * 7
    reason = {(row["threat"], row["unit"]): row["reason"] for row in pairs.records()}
    assert reason[0, "near"] == "engageable"
    assert reason[0, "far"] == "out_of_reach"
    assert reason[0, "picky"] == "not_assigned"
    assert reason[0, "slow"] == "too_fast"
    assert reason[0, "late"] == "too_late"
    assert reason[0, "high"] == "too_low"
    assert {reason[2, unit] for unit in found.plan.units.names} == {"not_flown"}
    has = pairs["windows"] > 0
    assert (pairs["reason"][has] == "engageable").all()
    assert (pairs["reason_code"] == found.reasons.ravel()).all()
    assert np.isnan(pairs["launch_earliest_s"][~has]).all()
    assert pairs["windows"].sum() == len(found)
    assert pairs["opportunities"].sum() == found.opportunities.sum()
    table = found.table()
    for row in pairs.take(has).records():
        mine = table.take((table["threat"] == row["threat"]) & (table["unit"] == row["unit"]))
        assert row["launch_earliest_s"] == mine["launch_earliest_s"].min()
        assert row["launch_latest_s"] == mine["launch_latest_s"].max()


def test_a_later_launch_of_the_same_flight_moves_its_windows_along(found):
    pairs = found.pairs()
    first, second = (pairs.take(pairs["threat"] == threat) for threat in (0, 1))
    assert (first["reason"] == second["reason"]).all()
    shift = (second["launch_earliest_s"] - first["launch_earliest_s"])[first["windows"] > 0]
    # The edges are exact to 1e-5 s.
    assert shift == pytest.approx(50.0, abs=1e-4)


def test_shots_are_as_many_as_opportunities_and_wait_for_the_look(found):
    shots, assess = found.shots(), found.plan.units.column("assess_time_s")
    assert len(shots) == found.opportunities.sum() > 0
    table = found.table()
    for row in range(len(table)):
        key = [table[name][row] for name in ("threat", "unit_index", "part")]
        mine = shots.take((shots["threat"] == key[0]) & (shots["unit_index"] == key[1]) & (shots["part"] == key[2]))
        assert mine["shot"].tolist() == list(range(1, len(mine) + 1))
        assert mine["launch_s"][0] == table["launch_earliest_s"][row]
        assert mine["launch_s"][-1] <= table["launch_latest_s"][row]
        gaps = mine["launch_s"][1:] - mine["intercept_s"][:-1]
        assert gaps == pytest.approx(np.full(len(gaps), assess[key[1]]), abs=1e-9)


def test_tracks_have_begin_end_and_sensor_or_a_reason(found):
    tracks = found.tracks()
    assert tracks["reason"].tolist() == ["tracked", "tracked", "not_flown"]
    assert tracks["first_sensor"].tolist() == ["surveillance_radar 1"] * 2 + [""]
    assert tracks["track_begin_s"][0] >= tracks["first_detection_s"][0] + 25.0 - 1e-6
    assert tracks["track_end_s"][0] <= tracks["arrival_s"][0] + 1e-6
    assert np.isnan(tracks["track_begin_s"][2])


def numbers(text):
    return [float(value.replace(",", "")) for value in re.findall(r"-?\d[\d,]*\.?\d*", text)]


def test_a_window_is_told_with_the_figures_of_the_table(found):
    text, row = found.explain(0, "near"), next(found.table().records())
    assert text == found.explain(0, 0)
    for name in ("launch_earliest_s", "launch_latest_s", "intercept_first_s", "intercept_last_s"):
        assert f"{row[name]:,.1f} s" in text
    assert f"1 window with {row['opportunities']} shooting opportunities" in text
    assert "surveillance_radar 1 detects it first, at " in text


def test_no_window_is_told_with_the_condition_and_by_how_much(found):
    far = found.explain(0, "far")
    assert "no window (out of reach)" in far
    nearest = sight.sight(found, 0, 1).slant_m.min()
    assert f"{nearest / 1e3:,.1f} km away" in far
    assert f"by about {(nearest - 40e3) / 1e3:,.1f} km" in far
    assert "does not engage subsonic cruise" in found.explain(0, "picky")
    speed = sight.sight(found, 0, 3).speed_m_s.min()
    assert "greatest target speed of 100 m/s" in found.explain(0, "slow")
    assert numbers(re.search(r"by about (\S+) m/s", found.explain(0, "slow"))[1])[0] <= speed
    assert "lowest altitude of 5.0 km" in found.explain(0, "high")
    assert "was not flown" in found.explain(2, "near")


def test_too_late_is_told_by_the_seconds_that_are_missing(found):
    text = found.explain(0, "late")
    assert "no window (too late)" in text
    late = float(re.search(r"([\d,]+\.\d) s before the first possible launch,", text)[1].replace(",", ""))
    # A reaction shorter by a little more than the seconds told opens a window, by a little less none. The seconds come
    # from 4001 moments of the flight: 0.3 s apart here.
    plan, flights = found.plan, found.trajectories
    reaction_s, unit = plan.units.column("reaction_time_s"), plan.units.names.index("late")
    for slack, reason in ((1.0, "engageable"), (-1.0, "too_late")):
        reaction_s[unit] = 900.0 - late - slack
        again = ic.engagement_windows(flights, plan).pairs()
        reaction_s[unit] = 900.0
        row = again.take((again["threat"] == 0) & (again["unit"] == "late"))
        assert row["reason"][0] == reason


def test_the_representation_counts(found):
    assert re.fullmatch(
        r"<EngagementWindows: \d+ windows?, in \d+ of 21 pairs of 3 threats and 7 fire units>", repr(found)
    )


def test_charts_draw_every_window_and_pages_open_offline(found, tmp_path):
    figure = ic.plot(found, tmp_path / "all.html")
    assert sum(len(trace.x) for trace in figure.data if trace.type == "bar") == len(found)
    ic.plot(found, tmp_path / "one.html", threat=0)
    for name in ("all.html", "one.html"):
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert "default-src 'none'" in text
        assert not re.search(r"<(script|link|img)[^>]+(src|href)=", text)
    assert "Out of reach" in (tmp_path / "all.html").read_text(encoding="utf-8")
    assert ", out of reach. " in (tmp_path / "one.html").read_text(encoding="utf-8")


def test_the_time_line_has_a_row_for_each_unit_with_a_window_and_a_line_for_the_others(found):
    figure = ic.plot(found, threat=0)
    pairs = found.pairs().take(slice(0, 7))
    named = set(figure.layout.yaxis.ticktext)
    assert set(pairs["unit"][pairs["windows"] > 0]) <= named
    told = {note.text for note in figure.layout.annotations}
    assert "Medium-range SAM × 1: out of reach" in told
    assert sum(int(text.split("× ")[1].split(":")[0]) for text in told) == (pairs["windows"] == 0).sum()
    # Nothing to draw of a threat that was not flown, and still a figure.
    assert not [trace for trace in ic.plot(found, threat=2).data if trace.type == "bar"]
