"""What people look at in a notebook: words first, a small table with units below, and no name that is obeyed."""

import html
import inspect
import re

import pytest
from public_calls import public

import intercept as ic
from intercept.base.shown import Shown

HOSTILE = "<script>alert(1)</script>"
PLACE = (-0.7845, -2.1357)
SMALL = {"scrambles": 2, "points": 1, "vectors": 1, "replications": 20}


CATALOGUE = ic.Catalogue.load()
KINDS = [CATALOGUE.of_kind(kind) for kind in ("threat", "defence", "sensor")]
# Keys of classes and of their values: a table to be read has them in words.
CODES = {
    code for kind in KINDS for name, generic in kind.items() for code in (name, *generic.parameters) if "_" in code
}


def defence():
    radar = ic.Sensor.of_class("surveillance_radar", position=PLACE, name=HOSTILE)
    return ic.Defence([radar], [ic.FireUnit.of_class("medium_range_sam", position=PLACE, name=HOSTILE)])


@pytest.fixture(scope="module")
def things():
    small = ic.Scenario.from_file("examples/notional-small.toml")
    scenario = small.with_values({"name": HOSTILE, "description": HOSTILE, "raid.waves[0].name": HOSTILE})
    plan = ic.compile_plan(scenario)
    flown, result = ic.fly(plan), ic.run(scenario, **SMALL)
    raid, record = ic.RaidPlan.of(plan, flown), ic.record.read_record("examples/nights/made-up.csv")
    table = ic.FlyoutTable.of_class("medium_range_sam", points=(13, 9))
    model, speeds = ic.record.fit(record), {"vary": "cruise_speed_m_s", "values": [200.0, 250.0]}
    return (
        *(scenario, plan, flown, raid, result, result.credibility(), ic.simulate(raid, seed=1, replications=10)),
        *(ic.engagement_windows(flown, plan), ic.Flight.of_class("subsonic_cruise"), defence(), ic.Catalogue.load()),
        *(table, ic.fly_out(table, (*PLACE, 0.0), flown, 60.0)),
        ic.defended_area(defence(), "subsonic_cruise", resolution=5),
        ic.area_loss(defence(), "subsonic_cruise", resolution=5, **speeds),
        ic.coverage(defence(), [(-0.80, -2.14), (-0.77, -2.14)], "subsonic_cruise", step_m=2e4),
        ic.check_claim("9 of 10 drones were intercepted"),
        ic.forecast("100 drones", rates={"drones": "80%"}),
        ic.sweep(scenario, {"raid.scale": [1.0, 2.0]}, **SMALL),
        ic.compare([scenario, scenario.replace("raid.scale", 2.0)], **SMALL),
        ic.sensitivity(small, **SMALL | {"scrambles": 3}),
        *(record, record.nights[0], ic.record.reports_of(record), ic.record.backtest(record)),
        *(model, model.predict({"drone": 100}, "2031-03-01"), model.distribution("drone", 10, record.last)),
    )


def shown(kind=Shown):
    """Return every class that has a page of its own in a notebook."""
    return {kind, *(one for below in kind.__subclasses__() for one in shown(below))}


def test_words_come_first_and_below_them_a_table(things):
    for thing in things:
        page = thing._repr_html_()
        words = html.unescape(re.match("<p>(.*?)</p>", page).group(1))
        assert " " in words, page
        assert not re.match("<[A-Z]", words), page
        assert page.count("<table>") == 1, page
        assert len(re.findall("<th>", page)) <= 12, page


def test_units_stand_below_the_names_of_columns(things):
    windows = {type(thing).__name__: thing._repr_html_() for thing in things}
    assert "<th>Area<br><small>km2</small></th>" in windows["DefendedArea"]
    assert "<th>Flight time<br><small>s</small></th>" in windows["Trajectories"]
    assert "<th>From<br><small>km</small></th>" in windows["Coverage"]


def test_a_result_is_read_in_words_and_in_digits_that_matter(things):
    for thing in things:
        page = thing._repr_html_()
        assert "index" not in page.partition("</thead>")[0].lower()
        for heading in re.findall("<th>([^<]*)", page):
            assert not re.search(r"_|\bp\d\d\b", heading), page
            assert heading[0].upper() == heading[0]
        # What is said of columns beyond the twelfth, too; codes and whether something holds are words.
        assert not re.search(r"more columns?: .*_", page), page
        for cell in re.findall("<td>([^<]*)</td>", page):
            assert cell not in ("True", "False"), page
            assert cell not in CODES, page
    page = next(thing for thing in things if isinstance(thing, ic.Result))._repr_html_()
    assert "<th>Leaked, 95 % interval from</th>" in page
    cells = re.findall("<td>([^<]*)</td>", page)
    assert "one-way attack drone" in cells
    assert all(len(cell.replace(".", "").lstrip("0")) <= 3 for cell in cells if re.fullmatch(r"\d+\.\d+", cell)), cells


def test_a_limit_is_not_shown_as_what_is_flown():
    flight = ic.Flight.of_class("subsonic_cruise", range_m=400e3)
    assert "<td>at most 5,500</td>" in flight._repr_html_()


def test_a_result_says_what_it_is_too_few_for():
    few = ic.run("examples/notional-small.toml", scrambles=2, points=1, vectors=4, replications=16)
    for shown_ in (repr(few), few._repr_html_()):
        assert "Too few scrambles for standard errors" in shown_


def test_names_are_text(things):
    pages = [thing._repr_html_() for thing in things]
    assert not any("<script" in page for page in pages)
    assert sum(html.escape(HOSTILE) in page for page in pages) >= 5


def test_pages_have_no_colours_and_so_can_be_read_on_any_ground(things):
    assert not any(re.search(r"style|color|class=", re.sub(r">[^<]*<", "><", thing._repr_html_())) for thing in things)


def test_what_is_too_long_for_a_look_has_words_only():
    assert ic.simulate(_harmless(), seed=1, replications=0)._repr_html_() == "<p>Tally: 0 replications of 0 threats</p>"


def _harmless():
    threats, windows = {"launch_s": [0.0], "arrival_s": [9.0]}, {"threat": [0], "unit": [0]}
    times = {"launch_s": [1.0], "intercept_s": [2.0]}
    return ic.RaidPlan.from_tables(threats, {"name": ["one"]}, windows | times)


def test_every_public_class_with_a_page_is_looked_at_here(things):
    looked = {type(thing) for thing in things}
    named = {one for _, one in public() if inspect.isclass(one)}
    with_pages = {one for one in named if hasattr(one, "_repr_html_")} - {ic.Table}
    assert with_pages <= shown()
    assert not with_pages - looked
