"""Windows of a raid are drawn by its clock, and what was interrupted says so before anything else."""

import io

import numpy as np
import pytest
from command import intercept
from make_result import make_result
from rich.console import Console
from tree import ROOT

import intercept as ic
from intercept.errors import InvalidParameterError
from intercept.report.figures import time_scales
from intercept.report.terminal import print_result

SMALL = ROOT / "examples" / "notional-small.toml"


@pytest.fixture(scope="module")
def windows():
    plan = ic.compile_plan(ic.Scenario.from_file(SMALL))
    return ic.engagement_windows(ic.fly(plan), plan)


def test_the_axis_shows_the_clock_of_the_raid(windows):
    plain, by_clock = ic.plot(windows), ic.plot(windows, clock_start="21:30")
    assert plain.layout.xaxis.title.text == "Raid time, h:min"
    assert by_clock.layout.xaxis.title.text == "Time of the clock, h:min"
    begin = [float(figure.layout.xaxis.range[0]) for figure in (plain, by_clock)]
    # Of milliseconds.
    assert begin[1] - begin[0] == pytest.approx(21.5 * 3600e3, abs=1.0)


@pytest.mark.parametrize("clock_start", [None, "21:30"])
def test_the_time_line_of_one_threat_shows_the_clock(windows, tmp_path, clock_start):
    threat = int(windows.threat[0])
    figure = ic.plot(windows, threat=threat, clock_start=clock_start)
    zero_ms = 0.0 if clock_start is None else 21.5 * 3600e3
    bar = next(trace for trace in figure.data if trace.type == "bar" and "launch" in trace.text[0])
    own = windows.table().take(windows.table()["threat"] == threat)
    assert np.allclose(bar.base, 1e3 * own["launch_earliest_s"] + zero_ms, atol=1.0)
    assert figure.layout.xaxis.type == "date"
    hours, minutes, _ = time_scales.clock(own["launch_earliest_s"][0], clock_start).split(":")
    assert f"launch {hours}:{minutes}:" in bar.text[0]
    assert figure.layout.shapes[0].x0 == pytest.approx(1e3 * windows.arrival_s[threat] + zero_ms, abs=1.0)
    page = tmp_path / "one.html"
    ic.plot(windows, page, threat=threat, clock_start=clock_start)
    told = "Times in seconds count from the start of the raid, 21:30." in page.read_text(encoding="utf-8")
    assert told == (clock_start is not None)


def test_a_static_figure_does_alike(windows, tmp_path):
    figure = ic.plot(windows, tmp_path / "a.svg", clock_start="21:30")
    assert figure.axes[-1].get_xlabel() == "Time of the clock, h:min"


@pytest.mark.parametrize("wrong", ["24:00", "9:30", "", "21:30:00", 21.5, True])
def test_what_is_no_clock_is_refused(windows, wrong):
    with pytest.raises(InvalidParameterError, match="clock_start = "):
        ic.plot(windows, clock_start=wrong)


def test_the_command_line_takes_the_clock_of_the_file(tmp_path):
    page = tmp_path / "w.svg"
    assert intercept("windows", SMALL, "--plot", page).returncode == 0
    assert "Time of the clock" in page.read_text(encoding="utf-8")


def test_an_interrupted_result_says_so_first():
    console = Console(width=200, record=True, file=io.StringIO())
    print_result(make_result(20, planned=50), console)
    assert console.export_text().startswith("The run was interrupted: 20 of 50 replications")
