"""A word that leaves open whether failed and jammed objects count is held against the scenario in both readings."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_fates import made

import intercept as ic
from intercept.base.words import known
from intercept.claim.findings import Finding
from intercept.claim.two_readings import of_both

NIGHT = "examples/notional-small.toml"
NEEDS = {"possible": "the night was a rare one"}
COUNT = "those that failed or were jammed count as intercepted"
NOT = "those that failed or were jammed do not count as intercepted"


def of_model(sentence, scenario):
    return [one for one in ic.check_claim(sentence, scenario=scenario).findings if one.section == "model"]


def finding(grade, said):
    need = NEEDS.get(grade, "")
    told = f"Possible only if {need}: {said[:1].lower()}{said[1:]}" if need else said
    return Finding("model", grade, "the scenario", told, need, key=True, numbers={"share": len(said)})


@pytest.mark.parametrize(
    ("wide", "narrow", "grade", "need"),
    [
        ("agrees", "agrees", "agrees", ""),
        ("possible", "possible", "possible", "the night was a rare one"),
        ("not_reconcilable", "not_reconcilable", "not_reconcilable", ""),
        ("agrees", "not_reconcilable", "possible", COUNT),
        ("not_reconcilable", "agrees", "possible", NOT),
        ("noted", "not_reconcilable", "possible", COUNT),
        ("possible", "not_reconcilable", "possible", f"{COUNT}, and the night was a rare one"),
        ("not_reconcilable", "possible", "possible", f"{NOT}, and the night was a rare one"),
        ("agrees", "possible", "possible", f"{COUNT}, or the night was a rare one"),
        ("possible", "agrees", "possible", f"{NOT}, or the night was a rare one"),
        ("agrees", "open", "open", ""),
        ("open", "not_reconcilable", "open", ""),
        ("agrees", "noted", "noted", ""),
    ],
)
def test_the_grade_is_what_holds_in_both_readings(wide, narrow, grade, need):
    both = of_both(finding(wide, "Many are down."), finding(narrow, "Few are shot down."))
    assert (both.grade, both.need) == (grade, need)
    told = f"any are down. If {NOT}, few are shot down."
    assert both.said == (f"Possible only if {need}: m{told}" if need else f"M{told}")
    assert both.numbers["without_failed_or_jammed"] == {"grade": narrow, "share": len("Few are shot down.")}


def test_every_pair_of_grades_has_one():
    grades = ("agrees", "possible", "not_reconcilable", "open", "noted")
    for wide, narrow in product(grades, grades):
        both = of_both(finding(wide, "Many."), finding(narrow, "Few."))
        assert (both.grade == "agrees") == (wide == narrow == "agrees")
        assert (both.grade == "not_reconcilable") == (wide == narrow == "not_reconcilable")
        assert bool(both.need) == (both.grade == "possible")


def test_needs_of_the_two_readings_that_differ_are_both_told():
    one, other = (
        Finding("model", "possible", "it", f"Possible only if {need}: {need}.", need) for need in ("kills", "rounds")
    )
    assert of_both(one, other).need == f"kills, if {COUNT}; or rounds, if {NOT}"


@settings(max_examples=40)
@given(st.integers(0, 60), st.integers(0, 40), st.integers(0, 100))
def test_intercepted_is_neutralised_and_shot_down_together(intercepted, jammed, claimed):
    nights = np.arange(80).reshape(2, 4, 10) % 5
    jammed = np.minimum(jammed + nights, 40)
    result = made(np.maximum(intercepted - nights, 0) + jammed, jammed=jammed)
    either, wide, narrow = (
        of_model(f"{claimed} of 100 drones were {word}", result) for word in ("intercepted", "neutralised", "shot down")
    )
    assert len(either) == len(wide) == len(narrow)
    # Beyond the windows, of which no word says anything.
    for both, first, second in list(zip(either, wide, narrow, strict=True))[1:]:
        assert both.grade == of_both(first, second).grade
        for part in (first, second):
            for sentence in part.detail.split("; "):
                # What both are of is said of the first.
                told = sentence.rstrip(".").removeprefix("Of the 100 drones of the scenario ")
                assert told.lower() in both.said.lower()
        assert both.said.lower().count("of the 100 drones of the scenario") <= 1
        if first.said != second.said:
            own = dict(both.numbers)
            assert own.pop("without_failed_or_jammed") == {"grade": second.grade, **second.numbers}
            assert own == first.numbers


def test_the_answer_has_both_shares_and_agrees_only_with_one():
    check = ic.check_claim("24 of 32 targets were intercepted", scenario=NIGHT)
    wide, narrow = (of_model(f"24 of 32 targets were {word}", NIGHT)[1] for word in ("neutralised", "shot down"))
    assert (wide.grade, narrow.grade, check.verdict.grade) == ("agrees", "possible", "possible")
    first = check.verdict.lines[0]
    assert first.startswith(f"Possible only if {COUNT}, or the night was outside the 90 % of nights of the scenario: ")
    for one in (wide, narrow):
        shares = {name: 100 * one.numbers[name] for name in ("reached", "reached_standard_error")}
        share, error, *_ = known(*shares.values())
        assert f"as much as claimed or more on {share} % of replications (standard error {error} points)" in first
    assert "What the source of the claim counts as intercepted." in of_model(check.reading.sentence, NIGHT)[1].changes
