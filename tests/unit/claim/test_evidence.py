"""Counted impacts and observed interceptions against a claim; the binomial limits against closed forms and counting."""

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from intercept.claim.check import check_claim
from intercept.claim.evidence import at_least, rate_limits
from intercept.errors import InvalidParameterError


def test_none_of_twenty_nine_allows_at_most_9_8_per_cent():
    low, high = rate_limits(0, 29)
    assert low == 0.0
    # P(X = 0) = (1 - p)^29 = 5 %.
    assert high == pytest.approx(1 - 0.05 ** (1 / 29), abs=1e-14)
    assert f"{100 * high:.1f}" == "9.8"
    assert rate_limits(29, 29) == (pytest.approx(0.05 ** (1 / 29), abs=1e-14), 1.0)


@given(st.integers(1, 2000), st.data())
def test_limits_are_those_of_clopper_and_pearson(of, data):
    k = data.draw(st.integers(0, of))
    low, high = rate_limits(k, of)
    # Their closed form: quantiles of beta distributions.
    assert low == pytest.approx(stats.beta.ppf(0.05, k, of - k + 1) if k else 0.0, rel=1e-9, abs=1e-12)
    assert high == pytest.approx(stats.beta.ppf(0.95, k + 1, of - k) if k < of else 1.0, rel=1e-9, abs=1e-12)


@given(st.integers(1, 40), st.integers(0, 41), st.integers(0, 50))
def test_tails_are_the_sums_of_exact_fractions(of, number, fiftieths):
    p = Fraction(fiftieths, 50)
    exact = sum(comb(of, k) * p**k * (1 - p) ** (of - k) for k in range(number, of + 1))
    assert at_least(number, of, float(p)) == pytest.approx(float(exact), abs=1e-12)


def graded(check, section="evidence"):
    return [(finding.grade, finding.said) for finding in check.findings if finding.section == section]


def test_impacts_bound_the_rate_from_one_side():
    check = check_claim("95 % of 750 drones and 60 missiles", impacts={"targets": 44})
    ((grade, said),) = graded(check)
    assert grade == "agrees"
    assert "44 impacts of objects were counted, so at most 94.6 % (766 of 810) were stopped" in said
    check = check_claim("95 % of 750 drones and 60 missiles", impacts={"missiles": 45})
    assert graded(check)[0][0] == check.verdict.grade == "not_reconcilable"
    one = check_claim("all 6 hypersonic missiles were intercepted", impacts={"hypersonic": 1})
    assert graded(one)[0][0] == "not_reconcilable"
    assert "1 impact of hypersonic missiles was counted, so at most 83.3 % (5 of 6) were stopped" in graded(one)[0][1]


def test_impacts_of_more_than_the_statement_is_of_say_nothing_of_it():
    ((grade, said),) = graded(check_claim("all 6 hypersonic missiles were intercepted", impacts={"missiles": 1}))
    assert (grade, "not compared: the claim is of hypersonic missiles" in said) == ("open", True)
    ((grade, said),) = graded(check_claim("more than half of the ballistic missiles", impacts={"ballistic": 1}))
    assert (grade, "how many ballistic missiles there were is not said" in said) == ("open", True)


def test_observed_interceptions_bound_the_chance():
    check = check_claim("9 of 16 ballistic missiles were intercepted", observed={"ballistic": "0/29"})
    ((grade, said),) = graded(check)
    high = 1 - 0.05 ** (1 / 29)
    assert grade == "not_reconcilable"
    assert "at most 9.8 %" in said
    assert check.findings[-1].numbers["chance_most"] == pytest.approx(stats.binom.sf(8, 16, high), rel=1e-9)
    assert (
        graded(check_claim("1 of 16 ballistic missiles was intercepted", observed={"ballistic": (0, 29)}))[0][0]
        == "agrees"
    )
    silent = check_claim("95 % of 750 drones and 60 missiles", of={"ballistic": 16}, observed={"ballistic": "0 of 29"})
    assert graded(silent)[0][0] == "open"
    assert "the claim asks nothing of them" in graded(silent)[0][1]
    unsized = check_claim("more than half of the ballistic missiles", observed={"ballistic": "0/29"})
    assert graded(unsized)[0][0] == "not_reconcilable"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"impacts": {"drones": -1}}, "impacts = -1 is not allowed"),
        ({"impacts": {"drones": 11}}, "impacts = 11 is not allowed: must be at most the 10 objects there were"),
        ({"impacts": {"ships": 1}}, 'impacts = "ships" is not allowed: must be one of'),
        ({"impacts": 5}, "impacts = 5 is not allowed: must be a mapping"),
        ({"observed": {"drones": "30/29"}}, "observed = 30 is not allowed: must be a whole number from 0 to 29"),
        ({"observed": {"drones": "0/0"}}, "observed = 0 is not allowed: must be a whole number from 1"),
        ({"observed": {"drones": "few"}}, 'observed = "few" is not allowed: must be interceptions and objects'),
        ({"observed": {"drones": (1, 2, 3)}}, "observed = (1, 2, 3) is not allowed"),
        ({"observed": {"drones": (0.5, 2)}}, "observed = 0.5 is not allowed"),
        ({"observed": {"drones": (1, 10**9)}}, "observed = 1000000000 is not allowed"),
    ],
)
def test_what_is_no_evidence_is_refused(given, words):
    with pytest.raises(InvalidParameterError) as caught:
        check_claim("9 of 10 drones were shot down", **given)
    assert words in str(caught.value)
