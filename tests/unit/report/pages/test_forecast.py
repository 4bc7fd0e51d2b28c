"""The page of a forecast: what is on it, and that a sentence cannot put anything else there."""

import re

import pytest
from rates_record import lines
from record_table import write

import intercept as ic
from intercept.report.figures.forecast import panel
from intercept.report.pages.forecast import markdown, render

SETTINGS = {"replications": 32, "scrambles": 2, "points": 1, "vectors": 4, "threads": 2}


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    record = ic.record.read_record(write(tmp_path_factory.mktemp("record"), *lines()))
    rates = {"drones": "87%", "ballistic": "30%"}
    scenario = "examples/notional-small.toml"
    return ic.forecast("90 drones and 6 ballistic missiles", rates=rates, record=record, scenario=scenario, **SETTINGS)


@pytest.fixture(scope="module")
def html(found):
    return render(found)


def without_library(html):
    return re.sub(r'<script(?: type="text/plain"[^>]*)?>.*?</script>', "", html, flags=re.DOTALL)


def test_the_page_has_the_answer_one_figure_its_numbers_and_how_it_was_made(found, html):
    text = without_library(html).replace("&nbsp;", " ").replace("&#x27;", "'")
    assert "<h1>What to expect of 90 drones and 6 ballistic missiles</h1>" in text
    for line in (*found.answer, *found.notes(), *found.leaves_out()):
        assert f"<li>{line}</li>" in text
    for name in ("numbers", "notes", "limits", "made"):
        assert f'<section id="{name}">' in text
    assert html.count("<figure>") == 1
    for value in found.made_with().values():
        assert value in text
    assert "Ivaniuk" in text


def test_the_page_loads_nothing_and_fits_phone_paper_and_dark(html):
    text = without_library(html)
    assert "default-src 'none'" in text
    assert not re.search(r'(?:src|href)="(?!#)', text)
    for words in ("width=device-width", "prefers-color-scheme: dark", "@media print", "@page"):
        assert words in text


def test_a_sentence_cannot_put_markup_on_the_page():
    hostile = "</script><script>alert(1)</script> 6 drones <img src=x onerror=alert(1)> | x"
    made = ic.forecast(hostile, rates={"drones": 0.5})
    text = without_library(render(made))
    assert "alert(1)<" not in text.replace("alert(1)&lt;", "")
    assert "<img" not in text
    assert "not used" in text


def test_the_figure_has_a_line_for_each_source(found, tmp_path):
    names = [line.name for line in panel(found).lines()]
    assert names == ["recorded dates", "rates", "", "record", "", "scenario"]
    record = panel(found).lines()[3]
    assert record.y.tolist() == [100 * size.mean / size.objects for size in found.of("record").against]
    figure = ic.plot(found, tmp_path / "forecast.svg")
    assert figure.axes[0].get_ylabel() == "Did not hit, %"
    alone = ic.forecast("9 drones", rates={"drones": 0.5})
    assert sum(panel(alone).lines()[0].y) == pytest.approx(100.0, abs=0.1)
    ic.plot(alone, tmp_path / "rates.html")
    assert "By luck alone" in (tmp_path / "rates.html").read_text(encoding="utf-8")


def test_one_object_can_be_drawn(tmp_path):
    ic.plot(ic.forecast("1 drone", rates={"drones": 1}), tmp_path / "one.svg")
    ic.plot(ic.forecast("1 drone", scenario="examples/notional-small.toml", **SETTINGS), tmp_path / "drone.html")


def test_markdown_has_the_same_answer(found):
    text = markdown(found)
    assert text.startswith(f"# What to expect of {found.raid.label}\n\n1. {found.answer[0]}\n")
    assert all(line in text for line in (*found.answer, *found.notes(), *found.leaves_out()))
    assert f"| Scenario: all {found.raid.objects} |" in text
