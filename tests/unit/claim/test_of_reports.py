"""Claims against an authority's reports: the day, all to it, a span, all; by denominators, or why not."""

import json
import textwrap

import pytest

import intercept as ic
from intercept.record import read_reports

REPORTS = read_reports("examples/records/emirates-2026.toml")


def own(check):
    return [finding for finding in check.findings if finding.section == "record"]


@pytest.mark.parametrize(
    ("sentence", "date", "grade", "words"),
    [
        ("1,385 of 1,475 drones were intercepted", None, "agrees", "from 2026-02-28 to 2026-03-10"),
        ("94 % of the drones were intercepted", None, "agrees", "1,385 of these (93.90 %)"),
        ("98 % of the drones were intercepted", None, "open", "1,385 of these (93.90 %)"),
        ("1,385 of 1,500 drones were intercepted", None, "open", "Of which days the claim is, it does not say"),
        ("260 of 262 ballistic missiles were neutralised", None, "agrees", "260 of these (99.24 %)"),
        ("19 of 262 ballistic missiles fell into the sea", None, "agrees", "19 of these"),
        ("2 of 262 ballistic missiles hit", None, "agrees", "2 of these"),
        ("all 8 cruise missiles were destroyed", None, "agrees", "8 of these (100.0 %)"),
        ("1,634 of 1,745 targets were intercepted", None, "agrees", "1,634 of these"),
        ("755 of 812 drones were intercepted", "2026-03-03", "agrees", "from 2026-02-28 to 2026-03-03"),
        ("110 of 123 drones were intercepted", "2026-03-03", "agrees", "on 2026-03-03"),
        ("123 of 123 drones were intercepted", "2026-03-03", "not_reconcilable", "on 2026-03-03"),
        ("From 1 to 3 March 2026 560 of 603 drones were intercepted", None, "agrees", "from 2026-03-01 to 2026-03-03"),
        ("1,475 drones and 262 ballistic missiles", None, "agrees", "1,475 drones detected"),
        ("1,476 drones", None, "open", "1,475 drones detected"),
        ("1,476 drones from 28 February 2026 to 10 March 2026", None, "not_reconcilable", "1,475 drones detected"),
        ("Since 28 February 2026 98 % of the drones were intercepted", None, "not_reconcilable", "1,385 of these"),
        (
            "UAE engaged 16 ballistic missiles and 117 drones",
            None,
            "open",
            "what was engaged, and the reports what was",
        ),
        ("UAE engaged 16 ballistic missiles and 117 drones", "2026-03-03", "open", "these are not compared"),
        ("16 ballistic missiles and 117 drones were launched", None, "open", "it does not say"),
        ("3 of 4 Kinzhals were intercepted", None, "open", "do not say how many air-launched"),
        ("755 of 812 drones were intercepted", "2026-05-03", "open", "hold none of the days"),
        ("In May 2025 755 of 812 drones were intercepted", None, "open", "hold none of the days"),
    ],
)
def test_a_claim_is_held_against_the_authoritys_own_figures(sentence, date, grade, words):
    check = ic.check_claim(sentence, record=REPORTS, date=date)
    assert {finding.grade for finding in own(check)} == {grade}, own(check)
    assert words in " ".join(finding.told for finding in own(check))
    assert not check.nights
    made = json.loads(check.to_json())["made_with"]
    assert made["record_sha256"] == REPORTS.sha256
    assert "--record emirates-2026.toml" in made["command"]


def test_contradictions_and_the_grade_of_the_source_are_told():
    (finding,) = own(ic.check_claim("1,385 of 1,475 drones were intercepted", record=REPORTS))
    assert "source graded C, fairly reliable" in finding.assumes[0]
    assert any("148 drone intercepted stated for the day, 139 by its totals" in each for each in finding.assumes)


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ("drone = { engaged = 20, intercepted = 18 }", "only what was engaged is counted"),
        ("drone = { detected = 20, vanished = 18 }", "an outcome has no stated meaning"),
        ("drone = { detected = 20 }", "no outcome is stated"),
        ("ballistic = { detected = 20, intercepted = 1 }", "do not say how many drones there were"),
    ],
)
def test_counts_of_which_no_rate_is_formed_say_why(tmp_path, counts, words):
    file = tmp_path / "reports.toml"
    text = f"""
        authority = "A ministry"
        source = "its posts"
        [outcomes]
        intercepted = "down"
        vanished = "unknown"
        [[report]]
        day = 2026-03-01
        {counts}
    """
    file.write_text(textwrap.dedent(text), encoding="utf-8")
    (finding,) = own(ic.check_claim("18 of 20 drones were intercepted", record=read_reports(file)))
    assert finding.grade == "open"
    assert words in finding.told
