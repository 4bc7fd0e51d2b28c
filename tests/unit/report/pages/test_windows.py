"""Pages of windows: the earliest chance first, detection told once, and one name of a threat wherever it is shown."""

import html
import re

import numpy as np
import pytest
from command import intercept
from tree import ROOT

import intercept as ic
from intercept.report.figures import gantt, time_scales
from intercept.report.formats.flights import labels
from intercept.report.look import page, words
from intercept.report.pages import threat_windows

SMALL = ROOT / "examples" / "notional-small.toml"
CLOCK = "21:30"


@pytest.fixture(scope="module")
def found():
    plan = ic.compile_plan(ic.Scenario.from_file(SMALL))
    return ic.engagement_windows(ic.fly(plan), plan)


@pytest.fixture(scope="module")
def engaged(found):
    return sorted(set(found.threat.tolist()))


def shown(made, name):
    """What a section of a page says."""
    section = re.search(f'<section id="{name}".*?</section>', made, re.DOTALL)
    return "" if section is None else html.unescape(section[0])


def test_the_earliest_chance_comes_first(found, engaged):
    table = found.table()
    for threat in engaged:
        own = table.take(table["threat"] == threat)
        first = int(np.argmin(own["launch_earliest_s"]))
        said = threat_windows.told(found, threat, CLOCK)
        assert f"The earliest chance: {own['unit'][first]} (" in said
        assert f"launch from {time_scales.clock(own['launch_earliest_s'][first], CLOCK)} to " in said
        assert said.startswith(
            f"notional small raid: {len(set(own['unit'].tolist()))} of {len(found.plan.units.names)} fire units "
        )


def test_a_threat_that_none_can_engage_says_so_first(found, engaged):
    lost = next(threat for threat in range(len(found.plan)) if threat not in engaged)
    assert threat_windows.told(found, lost, CLOCK).startswith(
        f"notional small raid: None of {len(found.plan.units.names)} fire units can "
    )


def test_a_page_tells_detection_once_and_of_every_unit(found, engaged, tmp_path):
    threat = engaged[0]
    ic.plot(found, tmp_path / "one.html", threat=threat, clock_start=CLOCK)
    made = (tmp_path / "one.html").read_text(encoding="utf-8")
    assert made.count("detects it first") == 1
    assert page.text(threat_windows.told(found, threat, CLOCK)) in made
    pairs = found.pairs()
    own = pairs.take(pairs["threat"] == threat)
    can, cannot = shown(made, "can"), shown(made, "cannot")
    able = own.take(own["windows"] > 0)
    order = able["unit"][np.argsort(able["launch_earliest_s"], kind="stable")].tolist()
    places = [can.index(f">{unit}<") for unit in order]
    assert places == sorted(places)
    counts = [int(number.replace(",", "")) for number in re.findall(r"<li>[^<]*? × ([\d,]+), ", cannot)]
    assert sum(counts) == len(own) - len(able)


def test_a_threat_has_one_name(found, engaged):
    names = [label.name for label in labels(found.trajectories, found.plan.known, "threat")]
    drawn = [
        (int(index), name)
        for panel in gantt.panels(found.tracks(), found.table())
        for index, name in zip(panel.shown["threat"].tolist(), gantt.row_names(panel), strict=True)
    ]
    assert {name for _, name in drawn} == {names[index] for index, _ in drawn}
    for track in found.tracks().records():
        name = names[track["threat"]]
        assert words.threat_name(track) == name
        assert gantt.named(track).lower() == name.lower()
        assert f" {name}." in threat_windows.told(found, track["threat"])


@pytest.mark.parametrize("options", [(), ("--threat", "3")])
def test_a_plot_prints_the_answer_of_its_page(tmp_path, options):
    path = tmp_path / "w.html"
    done = intercept("windows", SMALL, *options, "--plot", path)
    answer = re.search(r'<p class="answer">(.*?)</p>', path.read_text(encoding="utf-8"), re.DOTALL)
    assert page.text(done.stdout.strip()) == answer[1]
