"""Charts of tracks that were brought count time as the tracks do: seconds of the file, or the clock."""

import numpy as np
import pandas as pd
import pytest
from tree import ROOT

import intercept as ic
from intercept.report.figures.time_scales import DAY_S, MILLISECOND_S, scales

ZERO = np.datetime64("2026-03-01T23:50:00")


@pytest.fixture(scope="module")
def found():
    """Return windows against the example's tracks: timed in seconds, by a clock, and launched at another time."""
    frame = pd.read_csv(ROOT / "examples" / "own-tracks.csv", comment="#")
    clock = frame.assign(time=ZERO + pd.to_timedelta(frame["time_s"], unit="s")).drop(columns="time_s")
    scenario = ic.Scenario.from_file(ROOT / "examples" / "own-defence.toml")

    def windows(table):
        own = ic.Trajectories.from_table(table)
        return ic.engagement_windows(own, ic.compile_plan(scenario, None, trajectories=own))

    return {"seconds": windows(frame), "clock": windows(clock)}


def bars(figure, unit):
    """Return begins and lengths of a unit's bars, all panels together."""
    own = [trace for trace in figure.data if trace.type == "bar" and trace.name == unit]
    return np.concatenate([trace.base for trace in own]), np.concatenate([trace.x for trace in own])


def test_bars_begin_at_the_seconds_of_the_file(found):
    figure, table = ic.plot(found["seconds"]), found["seconds"].table()
    mine = table["unit"] == "medium"
    begin, length = bars(figure, "Medium-range SAM")
    assert begin.tolist() == table["launch_earliest_s"][mine].round(2).tolist()
    assert length.tolist() == (table["launch_latest_s"] - table["launch_earliest_s"])[mine].round(2).tolist()
    assert {figure.layout[axis].title.text for axis in ("xaxis", "xaxis2")} == {"Time of the tracks, s"}
    # All that is drawn of a track lies within its panel.
    for axis, rows in (("xaxis", mine & (table["threat"] == 0)), ("xaxis2", mine & (table["threat"] == 1))):
        low, high = figure.layout[axis].range
        assert low < table["launch_earliest_s"][rows].min() < table["launch_latest_s"][rows].max() < high


def test_bars_begin_at_the_time_of_the_clock(found):
    figure, table = ic.plot(found["clock"]), found["clock"].table()
    begin, length = bars(figure, "Medium-range SAM")
    mine = table["unit"] == "medium"
    stamps = ZERO + (1e3 * table["launch_earliest_s"][mine]).round().astype("timedelta64[ms]")
    assert begin.astype(float).astype("datetime64[ms]").tolist() == stamps.tolist()
    assert length.tolist() == pytest.approx(1e3 * table["margin_s"][mine], abs=1.0)
    assert figure.layout.xaxis.type == "date"
    assert figure.layout.xaxis.title.text == "Time of the clock, UTC"
    assert found["clock"].tracks()["time_zero"].tolist() == ["2026-03-01T23:50:00Z"] * 2


def test_the_button_turns_to_the_time_from_arrival(found):
    for kind in ("seconds", "clock"):
        figure = ic.plot(found[kind])
        own, arrival = figure.layout.updatemenus[0].buttons
        assert arrival.label == "From arrival"
        assert arrival.args[1]["xaxis.type"] == "linear"
        bases = [base for base in arrival.args[0]["base"] if base is not None]
        assert max(np.max(base) for base in bases) < 0.0
        assert list(own.args[1]["xaxis.range"]) == list(figure.layout.xaxis.range)


def test_static_charts_say_the_same(found, tmp_path):
    for kind, told in (("seconds", "Time of the tracks, s"), ("clock", "Time of the clock, UTC")):
        ic.plot(found[kind], tmp_path / "all.svg")
        assert told in (tmp_path / "all.svg").read_text()
    assert "2026-Mar-02" in (tmp_path / "all.svg").read_text()
    for kind, told in (("seconds", "Time of the tracks, s"), ("clock", "Time of the clock, UTC")):
        ic.plot(found[kind], tmp_path / "one.svg", threat=1)
        assert told in (tmp_path / "one.svg").read_text()
        assert ic.plot(found[kind], threat=1).layout.xaxis.title.text == told


def test_both_kinds_of_date_are_the_same_instant(found):
    threats = found["clock"].tracks()
    for unit_s in (MILLISECOND_S, DAY_S):
        first = scales(threats, unit_s)[0]
        assert first.counted(600.0) * unit_s == pytest.approx(ZERO.astype(float) + 600.0, abs=1e-3)


def test_tracks_launched_at_another_time_have_no_clock(found):
    own = found["clock"].trajectories
    moved = ic.engagement_windows(own, ic.Defence([], []), launch_s=[5.0, 6.0])
    assert "time_zero" not in moved.tracks()
