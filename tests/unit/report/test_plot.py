"""`ic.plot`: every kind of thing as a figure, a page and static figures, and what it refuses."""

from __future__ import annotations

import re

import matplotlib as mpl
import numpy as np
import pytest
import written
from make_result import make_result
from questions import QUESTIONS

import intercept as ic
from intercept.analysis.answer import Answer
from intercept.errors import InvalidParameterError, MissingExtraError
from intercept.report.figures import leaks
from intercept.report.look import static
from intercept.report.look.chart import Panel, Series
from intercept.report.plot import ENDINGS

PLACE = (np.radians(-45.0), np.radians(-125.0))


@pytest.fixture(scope="module")
def things():
    flights = ic.fly([ic.Flight.of_class("subsonic_cruise", range_m=100e3 * (1 + k)) for k in range(3)])
    radar = ic.Sensor.of_class("surveillance_radar", position=PLACE)
    defence = ic.Defence([radar], [ic.FireUnit.of_class("medium_range_sam", position=PLACE)])
    line = np.array([[PLACE[0], PLACE[1] - 0.01], [PLACE[0], PLACE[1] + 0.01]])
    options = {"resolution": 7, "extent_m": 45e3}
    return {
        "result": make_result(50),
        "no replication": make_result(0, planned=10),
        "flights": flights,
        "flight": ic.fly(ic.Flight.of_class("short_range_ballistic")),
        "windows": ic.engagement_windows(flights, defence, threat_class="subsonic_cruise"),
        "impacts": written.impacts(),
        "table": ic.FlyoutTable.of_class("manpads"),
        "coverage": ic.coverage(defence, line, "subsonic_cruise", step_m=10e3),
        "area": ic.defended_area(defence, "subsonic_cruise", **options),
        "areas": [ic.defended_area(defence, "subsonic_cruise", opportunities=n, **options) for n in (1, 2)],
        "loss": ic.area_loss(defence, "subsonic_cruise", vary="cruise_speed_m_s", values=[200.0, 250.0], **options),
    }


KINDS = ("result", "flights", "flight", "impacts", "windows", "table", "coverage", "area", "areas", "loss")


@pytest.mark.parametrize("kind", [*KINDS, "no replication"])
def test_every_thing_is_a_figure_and_a_page(things, kind, tmp_path):
    figure = ic.plot(things[kind], tmp_path / "page.html")
    assert len(figure.data)
    assert type(ic.plot(things[kind])) is type(figure)
    text = (tmp_path / "page.html").read_text()
    assert "default-src 'none'" in text
    assert text.count("<figure>") >= 1
    assert re.search(r'<(?:p|ol) class="answer">(?:<li>)?[A-Z0-9][^<]{20,}[.)]<', text)


@pytest.mark.parametrize("ending", [".svg", ".png", ".pdf"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_thing_is_a_static_figure_of_the_same_bytes(things, kind, ending, tmp_path):
    figure = ic.plot(things[kind], tmp_path / f"figure{ending}")
    named = [ax.get_title(loc="left") for ax in figure.axes]
    assert all(named)
    # Not the clock, and not what the user set.
    with mpl.rc_context({"svg.hashsalt": "another", "font.size": 20.0}):
        ic.plot(things[kind], tmp_path / f"again{ending}")
    made = (tmp_path / f"figure{ending}").read_bytes()
    assert (tmp_path / f"again{ending}").read_bytes() == made
    assert not re.search(rb"<dc:date>|CreationDate|ModDate", made)
    if ending == ".svg":
        assert named[0].split("\n")[0] in made.decode()


def worded(axis):
    """Whether the marks of an axis are words."""
    marks = [label.get_text().replace("\u2212", "-") for label in axis.get_ticklabels()]
    return any(re.search("[A-Za-z]{3}", mark.replace("mathdefault", "")) for mark in marks)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "windows"])
def test_every_axis_says_what_it_has_and_its_unit(things, kind, tmp_path):
    figure = ic.plot(things[kind], tmp_path / "figure.svg")
    for ax in figure.axes:
        for axis in (ax.xaxis, ax.yaxis):
            label = axis.get_label_text()
            assert worded(axis) or re.search(r", \S+$|number|factor|Leakers|Opportunities|robability|Share", label), (
                label
            )
    drawn = ic.plot(things[kind])
    for axis in (*drawn.select_xaxes(), *drawn.select_yaxes()):
        assert axis.title.text or axis.type == "category" or axis.ticktext, axis


# What has no unit: a count, an index, or a value of a scenario whose name says its unit.
COUNTED = r"^(Leakers|Mean|More leakers|Launched|Night|Number|Chance|Opportunities|raid\.)"


@pytest.mark.parametrize("name", sorted(set(QUESTIONS) - {"run"}))
def test_axes_of_answers_have_their_units(name, tmp_path):
    figure = ic.plot(QUESTIONS[name](), tmp_path / "figure.svg")
    for ax in figure.axes:
        for axis in (ax.xaxis, ax.yaxis):
            label = axis.get_label_text()
            assert worded(axis) or re.search(COUNTED + r"|, \S|%|USD", label), label


def test_whole_things_have_whole_numbers_on_their_axes(tmp_path):
    figure = ic.plot(QUESTIONS["placement"](), tmp_path / "figure.svg")
    (counted,) = [ax for ax in figure.axes if ax.get_xlabel() == "Number of sites"]
    low, high = counted.get_xlim()
    assert all(float(tick).is_integer() for tick in counted.get_xticks() if low <= tick <= high)


@pytest.mark.parametrize(("ending", "begin"), [(".png", b"\x89PNG"), (".pdf", b"%PDF")])
def test_the_ending_chooses_the_format(things, ending, begin, tmp_path):
    ic.plot(things["table"], tmp_path / f"fan{ending}")
    assert (tmp_path / f"fan{ending}").read_bytes().startswith(begin)
    assert not list(tmp_path.glob(".*"))


def test_one_threat_has_a_time_line(things, tmp_path):
    figure = ic.plot(things["windows"], tmp_path / "threat.svg", threat=1)
    assert "medium_range_sam 1" in [label.get_text() for label in figure.axes[2].get_yticklabels()]
    ic.plot(things["windows"], tmp_path / "threat.html", threat=1)
    assert "Who can" in (tmp_path / "threat.html").read_text()


def test_flights_are_drawn_at_the_number_asked_for(things):
    assert len(ic.plot(things["flights"], rows=2).data) == 2 * 6
    assert {trace.name for trace in ic.plot(things["flights"]).data} == {f"subsonic cruise {k}" for k in range(3)}


def test_a_flight_of_a_class_tells_its_values(tmp_path):
    flight = ic.Flight.of_class("subsonic_cruise")
    ic.plot(ic.fly(flight), tmp_path / "one.html", flight=flight, title="A flight")
    text = (tmp_path / "one.html").read_text()
    assert "<h1>A flight</h1>" in text
    assert "Assumptions" in text


@pytest.mark.parametrize(
    ("kind", "path", "options", "told"),
    [
        (None, None, {}, "thing = None"),
        ("name", None, {}, 'thing = "name"'),
        ("empty", None, {}, "thing = []"),
        ("table", "fan.gif", {}, "path = "),
        ("table", "nowhere/fan.svg", {}, "a folder that exists"),
        ("table", None, {"rows": 3}, "option rows = 3 is not allowed for FlyoutTable"),
        ("windows", None, {"colour": "red"}, "must be one of rows, threat"),
        ("windows", None, {"threat": 99}, "threat = 99"),
        ("windows", None, {"threat": 0, "rows": 2}, "rows = 2 is not allowed together with threat"),
        ("flights", None, {"rows": 0}, "rows = 0"),
        ("flights", None, {"flight": 3}, "flight = 3 is not allowed: must be an ic.Flight"),
        ("flights", None, {"title": ""}, 'title = ""'),
        ("no replication", "leaks.svg", {}, "outcomes has 0 rows"),
    ],
)
def test_what_cannot_be_drawn_is_refused(things, kind, path, options, told, tmp_path):
    thing = {"empty": [], "name": "name", None: None}.get(kind, things.get(kind))
    with pytest.raises(InvalidParameterError) as caught:
        ic.plot(thing, None if path is None else tmp_path / path, **options)
    assert told in str(caught.value)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("module", "ending", "extra"), [("plotly.offline", ".html", "report"), ("matplotlib.figure", ".svg", "figures")]
)
def test_a_missing_extra_is_named(things, module, ending, extra, tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, module, None)
    monkeypatch.setitem(__import__("sys").modules, module.partition(".")[0], None)
    with pytest.raises(MissingExtraError, match=rf"the extra {extra} brings it"):
        ic.plot(things["table"], tmp_path / f"fan{ending}")
    assert ending in ENDINGS


def test_the_refusal_names_every_kind_that_is_drawn(things):
    with pytest.raises(InvalidParameterError) as caught:
        ic.plot("name")
    named = set(re.findall(r"[A-Z]\w+", str(caught.value)))
    made = {type(thing).__name__ for thing in things.values() if not isinstance(thing, list)}
    answers = {kind.__name__ for kind in Answer.__subclasses__()}
    assert len(answers) >= 6
    assert made | answers | {"Sweep", "ClaimCheck", "Forecast"} <= named


def test_panels_hold_what_was_given():
    series = [
        Series("line", [1.0, 2.0, np.nan, 4.0], [1.0, 3.0, 2.0, 1.0], dash="dash"),
        Series("", [1], [2], marks=True),
    ]
    figure = static.sheet([Panel("Title", "x, km", "y, km", series, x_range=(0.0, 5.0))])
    (ax,) = figure.axes
    assert ax.get_xlim() == (0.0, 5.0)
    assert ax.get_ylim() == pytest.approx((0.0, 1.08 * 3.0))
    np.testing.assert_array_equal(ax.lines[0].get_xdata(), series[0].x)
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["line"]


@pytest.mark.parametrize("series", [[], [Series("a", [np.nan], [1])], [Series("a", [0, 1], [1])]])
def test_a_chart_without_points_is_refused(series):
    with pytest.raises(InvalidParameterError):
        static.sheet([Panel("t", "x", "y", series)])


@pytest.mark.parametrize(("counts", "claim"), [([3, 9], None), ([27, 130], (71, 549)), ([800, 900], None)])
def test_an_axis_of_leakers_begins_at_0_or_says_where(counts, claim):
    title, (low, high) = leaks.across(np.array(counts), claim)
    shown = [*counts, *([] if claim is None else claim[:1])]
    assert low < min(shown)
    assert high > max(shown)
    assert (low == -0.5) == (title == "Leakers")
    assert (min(counts) > 0.5 * max(counts)) == (title == f"Leakers, from {min(counts):,} on")


def test_every_panel_of_leakers_has_such_an_axis():
    figure = ic.plot(make_result(1000))
    axes = [figure.layout[name] for name in figure.layout if name.startswith("xaxis")]
    assert len(axes) == 3
    assert all((axis.range[0] == -0.5) == (axis.title.text == "Leakers") for axis in axes)


def test_ticks_are_whole_numbers_as_on_the_page():
    line = [Series("", np.array([1.0, 2000.0]), np.array([1.0, 1000.0]))]
    for scale, wanted in (("log", {"1", "10", "100", "1,000"}), ("linear", {"500", "1,000"})):
        figure = static.sheet([Panel("t", "x", "y", line, x_scale=scale)])
        figure.canvas.draw()
        (ax,) = figure.axes
        assert wanted <= {label.get_text() for label in ax.get_xticklabels()}
        assert "1,000" in {label.get_text() for label in ax.get_yticklabels()}


def test_a_legend_that_all_panels_have_stands_once(things, tmp_path):
    figure = ic.plot(things["flights"], tmp_path / "flights.svg")
    (legend,) = figure.legends
    assert [text.get_text() for text in legend.get_texts()] == [f"subsonic cruise {k}" for k in range(3)]
    assert len(figure.axes) == 6
    assert not any(ax.get_legend() for ax in figure.axes)
    own = [Panel("t", "x", "y", [Series(name, np.arange(2.0), np.arange(2.0))]) for name in ("a", "b")]
    figure = static.sheet(own)
    assert not figure.legends
    assert [ax.get_legend().get_texts()[0].get_text() for ax in figure.axes] == ["a", "b"]
