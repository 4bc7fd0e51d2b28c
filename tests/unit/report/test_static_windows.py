"""Static figures of windows stand alone: nothing can be zoomed, and no page around them explains them."""

import numpy as np
import pytest
from tree import ROOT

import intercept as ic
from intercept.report.figures import gantt
from intercept.report.figures.threat import DASHES
from intercept.report.figures.time_scales import DAY_S
from intercept.report.look import static

WHOLE = 4


@pytest.fixture(scope="module")
def windows():
    plan = ic.compile_plan(ic.Scenario.from_file(ROOT / "examples" / "notional-small.toml"))
    return ic.engagement_windows(ic.fly(plan), plan)


@pytest.fixture(scope="module")
def figures(windows, tmp_path_factory):
    path = tmp_path_factory.mktemp("figures") / "figure.svg"
    return ic.plot(windows, path), ic.plot(windows, path, threat=WHOLE)


def test_they_say_what_is_drawn_and_that_shots_are_marked_where_there_is_room(figures):
    every, one = (" ".join(figure.get_suptitle().split()) for figure in figures)
    assert every.startswith(gantt.EXPLAINED)
    assert "are marked where there is room for the marks" in every
    assert "shots of shoot-look-shoot" in one
    for said in (every, one):
        assert "zoom" not in said
        assert "click" not in said


def test_they_begin_before_the_earliest_detection(windows, figures):
    every, one = figures
    tracks = windows.tracks()
    panels = [panel for panel in gantt.panels(tracks, windows.table()) if panel.with_window]
    assert len(panels) == len(every.axes)
    later = 0
    for panel, ax in zip(panels, every.axes, strict=True):
        first_s = np.nanmin(panel.shown["first_detection_s"])
        begin, end = (edge * DAY_S for edge in ax.get_xlim())
        assert begin < first_s < np.nanmax(panel.shown["arrival_s"]) < end
        scale = gantt.scales(tracks, DAY_S)[0]
        later += gantt.span_s(panel, windows.table(), scale)[0] > first_s
    # Elsewhere the view begins later, and can be moved.
    assert later
    assert one.axes[0].get_xlim()[0] < tracks["first_detection_s"][WHOLE]


def test_units_of_one_class_differ_in_the_dash_of_their_range(windows, figures):
    drawn = [trace for trace in ic.plot(windows, threat=WHOLE).data if (trace.name or "").startswith("Range from ")]
    looks = [(trace.line.color, trace.line.dash) for trace in drawn]
    assert len({colour for colour, _ in looks}) < len(looks) == len(set(looks))
    lines = [line for line in figures[1].axes[1].get_lines() if line.get_label().startswith("Range from ")]
    assert len({(line.get_color(), line.get_linestyle()) for line in lines}) == len(lines) == len(looks)


def test_every_dash_is_one_of_static_figures(tmp_path):
    with static.style():
        figure = static.blank(400.0, 300.0)
        ax = figure.subplots()
        line = {"kind": "scatter", "mode": "lines", "x": [0, 1], "y": [0, 1]}
        static.traces(ax, [line | {"line": {"color": "#000000", "width": 1, "dash": dash}} for dash in DASHES])
    looks = {str(line._unscaled_dash_pattern) for line in ax.get_lines()}
    assert len(looks) == len(DASHES)
    static.save(figure, tmp_path / "dashes.svg")
