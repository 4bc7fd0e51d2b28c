"""The report and the terminal's tables: offline, escaped, small, and true to the result."""

from __future__ import annotations

import dataclasses
import io
import itertools
import re
from collections import Counter
from html.parser import HTMLParser

import numpy as np
import pytest
import shapely
from make_result import make_result
from page_read import opened
from rich.console import Console

from intercept.base.table import Table
from intercept.errors import InvalidParameterError
from intercept.report import rows, terminal
from intercept.report.figures import causes, gantt, leaks, reasons, space, time_scales
from intercept.report.figures import map as map_figure
from intercept.report.look import page, palette, words
from intercept.report.pages import assumptions, credibility
from intercept.report.pages.result import render

HOSTILE = "<script>alert('x')</script><img src=http://example.org/x>"


class Loads(HTMLParser):
    """Collect what a browser would fetch, and what it would run or show."""

    def __init__(self, text):
        super().__init__()
        self.fetched, self.tags = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        values = dict(attrs)
        self.fetched += [values[name] for name in ("src", "srcset", "data", "action", "poster") if name in values]
        self.fetched += [values.get("href")] if tag in {"link", "base"} else []


@pytest.fixture(scope="module")
def result():
    return make_result(1000)


@pytest.fixture(scope="module")
def html(result):
    return render(result)


def test_nothing_is_loaded_from_anywhere(html):
    page_read = Loads(opened(html))
    assert page_read.fetched == []
    assert "iframe" not in page_read.tags
    assert "url(" not in page.asset("page.css")
    # Belt and braces: the browser itself is told to fetch nothing.
    assert "default-src 'none'" in html


def test_every_part_is_there(html):
    parts = [
        "causes",
        "leakers",
        "outcome",
        "saturation",
        "night",
        "tracks",
        "space",
        "windows",
        "rounds",
        "reasons",
        "assumptions",
        "credibility",
        "data",
        "made",
        "limits",
    ]
    assert re.findall(r'<section id="(\w+)"', html) == parts
    assert html.count("<figure>") == html.count('role="img" aria-label="Chart of ') == 8
    assert "of 549 threats leak on average (standard error " in html


def test_the_file_stays_small_when_the_raid_is_large(result, html):
    copies = result.map.tracks * 20
    large = dataclasses.replace(result, map=dataclasses.replace(result.map, tracks=copies))
    assert len(render(large).encode()) < 1.02 * len(html.encode()) < 2.2e6
    names = [trace.name for trace in map_figure.figure(large.map).data]
    assert "One-way attack drone (60 of 9,920)" in names


def test_shares_of_values_by_confidence_add_up_with_those_unstated(result):
    known = result.assumptions.to_dict()
    known["confidence"][::3] = ["-"] * len(known["confidence"][::3])
    result = dataclasses.replace(result, assumptions=Table(known))
    told = credibility.render(result.credibility())
    assert "Values: high / medium / low / unstated" in told
    shares = re.findall(r"\((\d+)&nbsp;% / (\d+)&nbsp;% / (\d+)&nbsp;% / (\d+)&nbsp;%\)", told)
    assert len(shares) == np.count_nonzero(result.credibility().parts["values"])
    assert [sum(map(int, row)) for row in shares] == [100] * len(shares)
    assert any(row[3] != "0" for row in shares)


def test_text_of_the_scenario_is_escaped(result):
    sites = result.map.sites.to_dict()
    sites["name"][0] = sites["class"][0] = HOSTILE
    hostile = make_result(3, name=HOSTILE)
    values = hostile.assumptions.to_dict()
    values["note"][0] = values["source"][0] = values["origin"][0] = values["subject"][0] = HOSTILE
    hostile = dataclasses.replace(
        hostile,
        assumptions=Table(values),
        map=dataclasses.replace(hostile.map, sites=Table(sites)),
        claimed=[dataclasses.replace(hostile.claimed[0], source=HOSTILE, url="javascript:alert(1)")],
    )
    read = Loads(opened(render(hostile)))
    assert read.fetched == []
    assert "img" not in read.tags
    assert "javascript:" not in str(re.findall(r'href="[^"]*', render(hostile)))
    assert "<script>" not in hostile._repr_html_()


def test_tracks_are_thinned_evenly_with_their_ends(result):
    thinned = map_figure.thin(result.map.tracks, most=5)
    counts = Counter(name for name, *_ in thinned)
    assert counts == {"one_way_attack_drone": 5, "subsonic_cruise": 5, "air_launched_aeroballistic": 2}
    first, kept = result.map.tracks[0], thinned[0]
    assert [(values[0], values[-1]) for values in kept[1:]] == [(values[0], values[-1]) for values in first[1:]]


def test_lines_of_the_map_lie_within_half_a_pixel_of_the_tracks_and_circles(result):
    tracks = result.map.tracks
    pixel_km = max(np.ptp(np.concatenate([track[k] for track in tracks])) for k in (1, 2)) / map_figure.PIXELS
    for (_, *whole), (_, *few) in zip(tracks, map_figure.thin(tracks, most=len(tracks)), strict=True):
        line = shapely.LineString(np.column_stack(few[:2]))
        away = shapely.distance(line, shapely.points(np.column_stack(whole[:2])))
        assert away.max() <= 0.5 * pixel_km + 1e-9
        assert len(few[0]) <= len(whole[0])
    for reach_km in (0.1, 2.0, 40.0, 400.0):
        ring = map_figure.ring(reach_km)
        inside = reach_km - shapely.distance(shapely.LineString(ring), shapely.Point(0.0, 0.0))
        assert inside <= max(map_figure.CIRCLE_KM, 0.004 * reach_km)
        assert ring[0] == pytest.approx(ring[-1], abs=1e-9)
        assert len(ring) <= map_figure.SIDES_MAX + 1


def test_of_the_layers_of_the_map_the_flights_alone_are_shown_at_first(result):
    data = map_figure.figure(result.map).data
    shown = {trace.legendgroup.split("/")[0] for trace in data if trace.visible != "legendonly"}
    assert shown == {"track"}
    assert {trace.legendgroup.split("/")[0] for trace in data} == set(map_figure.LAYERS)
    assert map_figure.figure(result.map).layout.meta == {"scale_bar": "km"}


def test_the_view_in_space_has_the_heights_of_flights_and_envelopes(result):
    chart = space.figure(result.map)
    flights = [trace for trace in chart.data if trace.legendgroup.startswith("track/")]
    ballistic = next(trace for trace in flights if trace.name.startswith("Air-launched"))
    assert np.nanmax(ballistic.z) == pytest.approx(38.0, abs=0.1)
    sites = result.map.sites
    for trace in (t for t in chart.data if t.legendgroup.startswith("fire_unit/")):
        own = sites.take(sites["class"] == trace.legendgroup.removeprefix("fire_unit/"))
        assert np.nanmax(trace.z) == pytest.approx(np.max(own["altitude_max_km"]), abs=0.1)
    assert sum(trace.visible is True for trace in chart.data if trace.legendgroup.startswith("fire_unit/")) == 1


@pytest.mark.parametrize(("range_km", "altitude_max_km", "top"), [(100.0, 25.0, 25.0), (10.0, 50.0, 10.0)])
def test_a_dome_is_all_at_its_slant_range_and_below_its_altitude(range_km, altitude_max_km, top):
    wires = np.vstack(space.dome(range_km, altitude_max_km))
    assert np.linalg.norm(wires, axis=1) == pytest.approx(np.full(len(wires), range_km))
    assert (wires[:, 2].min(), wires[:, 2].max()) == (0.0, pytest.approx(top))


def test_the_gantt_shows_some_of_each_wave_that_has_windows_and_tells_of_the_others(result):
    threats, windows = gantt.of_result(result)
    panels = gantt.panels(threats, windows)
    shown = np.concatenate([panel.shown["threat"] for panel in panels])
    assert len(shown) <= gantt.ROWS_MAX + len(panels)
    assert np.isin(shown, windows["threat"]).all()
    assert len(np.unique(shown)) == len(shown)
    assert sum(panel.threats for panel in panels) == len(threats)
    assert sum(panel.with_window for panel in panels) == len(np.unique(windows["threat"]))
    assert {p.wave for p in panels if not len(p.shown)} == {p.wave for p in panels if not p.with_window}
    assert all(panel.wave in gantt.without(threats, windows.head(0)) for panel in panels)
    assert not any(panel.wave in gantt.without(threats, windows) for panel in panels if panel.with_window)
    assert not gantt.figure(threats, windows.head(0)).data


def test_the_gantt_draws_every_window_of_the_threats_shown(result):
    threats, windows = gantt.of_result(result)
    chart = gantt.figure(threats, windows)
    bars = sum(len(trace.x) for trace in chart.data if trace.type == "bar")
    shown = np.concatenate([panel.shown["threat"] for panel in gantt.panels(threats, windows)])
    assert bars == np.isin(windows["threat"], shown).sum()
    # By the clock, in milliseconds of a day; the other way to count is from arrival: no launch comes after it.
    starts = np.concatenate([trace.base for trace in chart.data if trace.type == "bar"])
    own = windows.take(np.isin(windows["threat"], shown))
    assert np.sort(starts) == pytest.approx(np.sort(1e3 * own["launch_earliest_s"]), abs=1.0)
    clock = gantt.figure(threats, windows, clock_start="20:30")
    later = np.concatenate([trace.base for trace in clock.data if trace.type == "bar"])
    assert later - starts == pytest.approx(np.full(len(starts), 1e3 * 20.5 * 3600))
    other = chart.layout.updatemenus[0].buttons[1].args[0]["base"]
    assert max(max(base) for base in other if base is not None) < 0


def test_threats_of_the_gantt_are_called_by_the_number_that_tables_and_explanations_have(result):
    threats, windows = gantt.of_result(result)
    for panel in gantt.panels(threats, windows):
        assert set(panel.shown["threat"].tolist()) <= set(threats["threat"][threats["wave"] == panel.wave].tolist())
        assert gantt.row_names(panel) == [words.threat_name(one) for one in panel.shown.records()]


@pytest.mark.parametrize(
    ("time_s", "clock_start", "shown"),
    [(0.0, None, "00:00:00"), (90061.4, None, "25:01:01"), (3.0, "20:00", "20:00:03"), (15_000.0, "20:00", "00:10:00")],
)
def test_times_are_told_by_the_clock(time_s, clock_start, shown):
    assert time_scales.clock(time_s, clock_start) == shown


def test_who_is_not_assigned_is_told_in_a_line_and_not_drawn(result):
    names = {trace.name for trace in reasons.figure(result).data}
    assert "Does not engage this class" not in names
    assert "Has a window" in names
    told = reasons.not_assigned(result)
    drawn = {key for key, counts in reasons.pairs(result).items() if counts.keys() != {"not_assigned"}}
    assert len(reasons.figure(result).layout.annotations) == len({threat for threat, _ in drawn})
    assert ("does not engage the class" in told) == any(
        c.keys() == {"not_assigned"} for c in reasons.pairs(result).values()
    )


def test_the_histogram_counts_every_replication(result):
    leaked = leaks.groups({"one_way_attack_drone": np.array([3, 4, 190]), "subsonic_cruise": np.array([0, 1, 2])})
    assert leaked["all"].tolist() == [3, 5, 192]
    _, shares, width = leaks.histogram(leaked["all"])
    assert shares.sum() == pytest.approx(100)
    assert width == 4  # 190 values in at most 60 bars
    with pytest.raises(InvalidParameterError, match="0 rows"):
        leaks.figure(make_result(0))


def test_claimed_leakers_need_a_claim_for_every_class(result):
    assert leaks.claimed_leakers(result, "all") == (71, 549)
    assert leaks.claimed_leakers(result, "missiles") == (14, 53)
    partial = dataclasses.replace(result, claimed=result.claimed[:2])
    assert leaks.claimed_leakers(partial, "drones") == (57, 496)
    assert leaks.claimed_leakers(partial, "missiles") is None


def test_pairs_are_those_of_all_threats_and_units(result):
    found = reasons.pairs(result)
    assert sum(found["one_way_attack_drone", "radar_gun"].values()) == pytest.approx(496 * 14)


def test_sources_are_paired_with_their_addresses():
    text = assumptions.sources("First | Second", "https://example.org/1 ; https://example.org/2")
    assert re.findall(r'href="([^"]+)"[^>]*>([^<]+)<', text) == [
        ("https://example.org/1", "First"),
        ("https://example.org/2", "Second"),
    ]
    assert page.link("evil", "javascript:alert(1)") == "evil javascript:alert(1)"


def test_every_class_has_a_colour_of_its_own():
    for known in (palette.THREATS, palette.DEFENCES, palette.SENSORS):
        assert len(set(known.values())) == len(known)
    own = palette.colours(["my_drone", "radar_gun"], palette.DEFENCES)
    assert own["radar_gun"] == palette.DEFENCES["radar_gun"]
    assert own["my_drone"].startswith("#")


# Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE
# TVCG 15(6), 2009, severity 1.0, on linear RGB.
EYES = {
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}


def lab(colour, eye):
    """CIE 1976 L*a*b* (D65) of an sRGB colour as an eye sees it."""
    coded = np.array([int(colour[start : start + 2], 16) for start in (1, 3, 5)]) / 255
    linear = np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)
    seen = np.clip(np.array(eye) @ linear, 0, 1)
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    x, y, z = (np.cbrt(t) if t > 0.008856 else 7.787 * t + 16 / 116 for t in to_xyz @ seen / [0.95047, 1, 1.08883])
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("known", [palette.THREATS, palette.DEFENCES], ids=["threats", "defences"])
@pytest.mark.parametrize("screen", [str, palette.on_dark], ids=["light", "dark"])
def test_colours_stay_apart_for_colour_blind_readers(known, eye, screen):
    # 2.3 is a just noticeable difference side by side; thin lines far apart need several times that.
    for one, other in itertools.combinations(map(screen, known.values()), 2):
        assert np.linalg.norm(lab(one, EYES[eye]) - lab(other, EYES[eye])) > 15, (one, other)


@pytest.mark.parametrize("known", [palette.THREATS, palette.DEFENCES, palette.SENSORS, causes.COLOURS, reasons.COLOURS])
def test_every_colour_can_be_seen_on_a_dark_screen(known):
    for colour in known.values():
        assert palette.contrast(palette.on_dark(colour), palette.on_dark(palette.PAPER)) >= palette.CONTRAST_MIN


def test_colours_of_a_figure_are_found_with_their_opacity():
    found = palette.darkened('{"a":"#ffffff","b":"rgba(31,41,51,0.5)","c":"#e69f00","d":"#1f2933"}')
    assert found == {"#ffffff": "#14191d", "rgba(31,41,51,0.5)": "rgba(230,234,238,0.5)", "#1f2933": "#e6eaee"}
    assert palette.contrast("#000000", "#ffffff") == pytest.approx(21.0)


@pytest.mark.parametrize(
    ("write", "value", "text"),
    [
        (words.number, 0.61234567891, "0.612"),
        (words.number, 12345.678, "12,346"),
        (words.number, float("nan"), "–"),
        (words.mean, 0.095, "0.1"),
        (words.mean, 0.04, "0.04"),
        (words.mean, 61.4, "61"),
        (words.percent, 0.8899, "89.0 %"),
        (words.percent, 1.0, "100 %"),
        (words.money, 1_234_567.0, "1.23 M"),
        (words.label, "short_range_sam", "Short-range SAM"),
        (words.label, "never_tracked", "Never tracked"),
    ],
)
def test_numbers_and_names_are_written_for_people(write, value, text):
    assert write(value) == text


@pytest.mark.parametrize("replications", [0, 1, 50])
def test_the_terminal_prints_the_result(replications):
    console = Console(width=80, record=True, file=io.StringIO())
    terminal.print_result(make_result(replications, planned=50, name="a [bold]name"), console)
    text = console.export_text()
    assert "a [bold]name" in text
    assert "439/496" in text
    assert "(88.5 %)" in text
    # Nothing is cut at eighty columns.
    assert "…" not in text
    assert "what-if" in text
    assert ("interrupted" in text) == (replications < 50)


def test_a_raid_without_any_window_is_reported(result):
    none = dataclasses.replace(
        result,
        windows=result.windows.head(0),
        claimed=[],
        assumptions=result.assumptions.head(0),
        map=empty_map(result),
    )
    text = render(none)
    assert "No public claim is given" in text


def empty_map(result):
    return dataclasses.replace(result.map, tracks=[], sites=result.map.sites.head(0))


def test_threats_may_be_named_by_text(result):
    def named(table):
        columns = table.to_dict()
        return Table(columns | {"threat": [f"threat {index}" for index in columns["threat"]]})

    renamed = dataclasses.replace(result, threats=named(result.threats), windows=named(result.windows))
    bars = [sum(len(t.x) for t in gantt.figure(*gantt.of_result(r)).data if t.type == "bar") for r in (result, renamed)]
    assert bars[0] == bars[1] > 0


def test_a_burst_costs_its_shells(result):
    columns = result.assumptions.to_dict()
    row = {name: values[0] for name, values in columns.items()}
    row |= {"subject": "radar_gun", "parameter": "rounds_per_engagement", "low": 24.0, "high": 100.0}
    more = Table({name: [*values, row[name]] for name, values in columns.items()})
    plain = rows.round_prices(result)["radar_gun"]
    burst = rows.round_prices(dataclasses.replace(result, assumptions=more))["radar_gun"]
    assert burst == (plain[0] * 24.0, plain[1] * 100.0, plain[2])
