"""What every page shares: the answer first, files inside, what is too large, figures in words and without NaN."""

from __future__ import annotations

import json
import re

import numpy as np
import plotly.graph_objects as go
import pytest
from page_read import figures, files, unpacked

from intercept.base.table import Table
from intercept.report.look import drawn, packed, page


def test_the_answer_comes_first_and_the_appendix_last():
    html = page.document(
        "A <title>", ["First & only."], ["<section>s</section>"], notices=["Beware."], note="Note.", appendix=["<hr>"]
    )
    places = [html.index(part) for part in ("<h1>A &lt;title&gt;</h1>", "First &amp; only.", "Beware.", "Note.")]
    places += [html.index(part) for part in ("<section>s", '<div class="appendix"><h2 class="part">Appendix</h2><hr>')]
    assert places == sorted(places)


def test_several_lines_of_an_answer_are_a_list_and_many_sections_have_links():
    sections = [page.section(f"Title {k}", name=f"s{k}") for k in range(page.CONTENTS_MIN)]
    html = page.document("T", ["One.", "Two."], sections)
    assert '<ol class="answer"><li>One.</li><li>Two.</li></ol>' in html
    assert re.findall(r'<a href="#(\w+)">', html) == [f"s{k}" for k in range(page.CONTENTS_MIN)]
    assert "<nav" not in page.document("T", ["One."], sections[1:])


def test_the_same_text_is_packed_to_the_same_bytes():
    assert packed.packed("text") == packed.packed("text")
    assert len(set(packed.DIGITS)) == 91
    assert not set('"&<') & set(packed.DIGITS)
    # Of every length modulo thirteen bytes: each number of bits that may be left at the end.
    lengths = set()
    for length in range(60):
        inside = packed.packed("".join(map(chr, range(200, 200 + length))))
        assert unpacked(inside) == "".join(map(chr, range(200, 200 + length)))
        lengths.add(len(inside) % 2)
    assert lengths == {0, 1}
    assert files(page.tables_section({}, files={"a.txt": ("told", "inside <b>")})) == {"a.txt": "inside <b>"}


def test_tables_are_saved_as_csv_unless_they_are_too_large():
    small = Table({"name": ["a", "<b>"], "value": [1.5, np.nan]})
    large = Table({"value": np.zeros(page.CELLS_MAX + 1)})
    random = Table({"value": np.random.default_rng(1).random(9_000)})
    html = page.tables_section({"small": small, "large": large, "random": random})
    assert files(html) == {"small.csv": small.to_csv()}
    assert "2 rows, 2 columns" in html
    assert "large: 60,001 rows, 1 column. Too large for this page: it is in large.parquet." in html
    # Of few cells, in which nothing repeats.
    assert "random: 9,000 rows, 1 column. Too large for this page: it is in random.parquet." in html


@pytest.mark.parametrize("values", [np.array([1.0, np.nan]), [1.0, float("nan")], (1.0, np.float64("nan"))], ids=repr)
def test_what_is_not_a_number_is_nothing_in_a_figure(values):
    chart = go.Figure([go.Scatter(x=[0, 1], y=values, name="a")])
    html = page.figure(chart, "own", "Told.")
    assert figures(html)["own"]["data"][0]["y"] == [1.0, None]


def test_only_without_scripts_a_figure_says_that_it_needs_them():
    told = page.figure(go.Figure([go.Scatter(x=[0, 1], y=[0, 1])]), "own", "Told.")
    assert "JavaScript" not in re.sub("<noscript>.*?</noscript>", "", told)
    assert "JavaScript" in told


def test_a_figure_is_told_in_words():
    chart = go.Figure(
        [
            go.Bar(y=["<b>SAM</b>", "gun"], x=[1, 2], orientation="h", name="hit"),
            go.Bar(x=[1], y=[2], showlegend=False),
        ],
        {"xaxis": {"title": {"text": "Rounds"}}, "yaxis": {"title": {"text": "&lt;own&gt;"}}},
    )
    assert drawn.told(chart) == "Chart of <own> (0 to 2) by Rounds. Of: SAM 1; gun 2. Shown: hit."
    parts = go.Figure([go.Bar(y=["gun"], x=[v], orientation="h", name=name) for v, name in ((1, "Hit"), (3, "Out"))])
    assert "Of: gun mostly out, 3." in drawn.told(parts)
    clock = {"xaxis": {"title": {"text": "Clock"}, "type": "date", "range": [75_600_000, 86_340_000]}}
    assert drawn.told(go.Figure([go.Scatter(x=[0], y=[0])], clock)) == "Chart of Clock (21:00 to 23:59)."
    many = go.Figure([go.Scatter(x=[1], y=[1], name=f"n{k}") for k in range(drawn.NAMES_MAX + 3)])
    assert drawn.told(many).endswith("n11 and 3 more.")


def test_the_colours_of_a_dark_screen_come_with_the_figure():
    chart = go.Figure([go.Scatter(x=[1], y=[1], line={"color": "#1f2933"})], {"template": "none"})
    assert json.loads(drawn.spec(chart).text)["dark"] == {"#1f2933": "#e6eaee"}
