"""The page of a checked claim: what is on it, and that a sentence cannot put anything else there."""

import json
import re

import pytest
from nights import MADE_UP

import intercept as ic
from intercept.claim import told
from intercept.claim.findings import SECTIONS
from intercept.errors import InvalidParameterError
from intercept.report.pages.claim import markdown, render

TOP = "95 % of 750 drones and 60 missiles were intercepted, hypersonic ones included"


@pytest.fixture(scope="module")
def html():
    return render(ic.check_claim(TOP, of={"hypersonic": 5}, observed={"ballistic": "0/29"}), "A newspaper")


def without_library(html):
    return re.sub(r'<script(?: type="text/plain"[^>]*)?>.*?</script>', "", html, flags=re.DOTALL)


def test_the_page_has_the_sentence_the_answer_and_its_parts(html):
    text = without_library(html)
    assert f'<h1 class="quoted">{TOP}</h1>'.replace(" %", "&nbsp;%") in text
    assert text.count("<li>") >= 3 + 4
    for name in ("arithmetic", "evidence", "reading", "limits", "made"):
        assert f'<section id="{name}">' in text
    assert 'id="claim-arithmetic"' in text
    assert "94.6&nbsp;%" in text
    assert "no share reaches it" in text
    assert "intercept claim" in text


def test_every_section_that_has_findings_is_on_the_page():
    """Whatever a check finds must be read on its page: no section may be left out."""
    record, scenario = ic.record.read_record(MADE_UP), "examples/notional-small.toml"
    check = ic.check_claim("50 of 60 drones", impacts={"drones": 3}, record=record, scenario=scenario)
    text = without_library(render(check))
    assert {finding.section for finding in check.findings} == set(SECTIONS)
    for name in SECTIONS:
        assert f'<section id="{name}">' in text
    for figure in ("claim-arithmetic", "claim-record", "claim-model"):
        assert f'id="{figure}"' in text
    assert "scaled to the claim, from 24 to 60 drones" in text


def test_the_page_loads_nothing_and_fits_phone_paper_and_dark(html):
    text = without_library(html)
    assert "default-src 'none'" in text
    assert not re.search(r'(?:src|href)="(?!#)', text)
    for words in ("width=device-width", "prefers-color-scheme: dark", "@media print", "@page"):
        assert words in text


def test_the_review_is_in_the_page_as_linked_data(html):
    (linked,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert json.loads(linked)["claimReviewed"] == TOP
    assert json.loads(linked)["author"]["name"] == "A newspaper"


def test_a_sentence_cannot_put_markup_on_the_page():
    hostile = "5 of 6 drones were shot down </script><script>alert(1)</script> <img src=x onerror=alert(1)> | x"
    check = ic.check_claim(hostile)
    text = without_library(render(check, "</script><b>"))
    assert "alert(1)<" not in text.replace("alert(1)&lt;", "")
    assert "<img" not in text
    assert "<b>" not in text
    assert markdown(check).count("\n| ") == len(check.reading.pieces) + 1


def test_markdown_has_the_same_answer():
    check = ic.check_claim(TOP, of={"hypersonic": 5})
    text = markdown(check)
    assert text.startswith(f"# “{TOP}”\n\n1. {check.verdict.lines[0]}\n")
    for part in told.parts(check.findings, check.verdict.lines):
        assert f"## {part.title}" in text
        assert all(one.text in text for one in part.findings)


def test_the_figure_can_be_drawn_or_says_why_not(tmp_path):
    ic.plot(ic.check_claim(TOP), tmp_path / "claim.html")
    ic.plot(ic.check_claim("61 of 64 cruise missiles and 9 of 16 ballistic missiles"), tmp_path / "claim.svg")
    figure = ic.plot(ic.check_claim(TOP, of={"ballistic": 50}))
    assert [trace.name for trace in figure.data] == [
        "as stated",
        "read exactly",
        "750 drones: at least 94.1 %",
        "60 missiles: at least 25.8 %",
        "50 ballistic missiles: at least 10.9 %",
    ]
    with pytest.raises(InvalidParameterError, match="thing is not allowed"):
        ic.plot(ic.check_claim("more than half of the ballistic missiles"))
    assert "claim-arithmetic" not in render(ic.check_claim("more than half of the ballistic missiles"))
