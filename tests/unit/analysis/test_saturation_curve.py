"""The numbers of a saturation curve: its knee with its ends, and that curve, table, figure and words agree."""

import math

import numpy as np
import pytest
from refusals import NAN
from tree import ROOT

import intercept as ic
from intercept.analysis.curves import knee_of, knee_with_ends
from intercept.base.table import Table
from intercept.base.words import measured
from intercept.raid.estimates import student_t
from intercept.report.figures import saturation as figures

SMALL = ROOT / "examples" / "notional-small.toml"
DRONE = "one_way_attack_drone"
MIDDLES = np.array([5.0, 15.0, 30.0])
CURVE = {"next_from": [0, 10, 20], "size": [10, 20, 40]}


def curve(shares):
    """Return the columns of a curve that the knee needs, from shares by size and scramble."""
    mean, error = shares.mean(axis=1), shares.std(axis=1, ddof=1) / math.sqrt(shares.shape[1])
    half = student_t(shares.shape[1] - 1) * error
    return Table({**CURVE, "next_low": mean - half, "next_high": mean + half})


def test_the_knee_is_linear_between_the_middles_of_intervals():
    assert knee_of(MIDDLES, np.array([0.1, 0.3, 0.7])) == pytest.approx(22.5)
    for shares, knee in (([0.6, 0.1, 0.1], 0.0), ([0.1, 0.1, 0.1], math.inf)):
        assert knee_of(MIDDLES, np.array(shares)) == knee
    assert math.isnan(knee_of(MIDDLES, np.array([0.1, NAN, 0.2])))


def test_the_interval_of_the_knee_is_that_of_leaving_out_one_scramble():
    # Straight between the middles: the knee of a scramble whose share is shifted by d lies 37.5 d lower.
    shifts = np.array([-0.02, 0.01, 0.0, 0.01])
    shares = np.array([[0.1], [0.3], [0.7]]) + shifts
    knee, low, high = knee_with_ends(curve(shares), shares)
    half = student_t(3) * 37.5 * shifts.std(ddof=1) / 2.0
    assert knee == pytest.approx(22.5)
    assert (low, high) == (pytest.approx(22.5 - half), pytest.approx(22.5 + half))


def test_the_interval_of_the_knee_covers_the_truth_in_95_percent_of_trials():
    rng, covered = np.random.default_rng(1), 0
    for _ in range(400):
        shares = np.array([[0.1], [0.3], [0.7]]) + rng.normal(0.0, 0.03, (3, 8))
        _, low, high = knee_with_ends(curve(shares), shares)
        covered += low <= 22.5 <= high
    assert abs(covered / 400 - 0.95) < 0.03


@pytest.mark.parametrize("spread", [0.01, 0.1, 0.3])
@pytest.mark.parametrize("last", [0.3, 0.49, 0.51, 0.9])
def test_the_ends_lie_about_the_knee_and_never_outside_the_sizes(spread, last):
    rng = np.random.default_rng(1)
    for _ in range(30):
        shares = np.array([[0.1], [0.3], [last]]) + rng.normal(0.0, spread, (3, 4))
        knee, low, high = knee_with_ends(curve(shares), shares)
        assert low <= knee <= high
        assert low == 0.0 or 5.0 <= low <= 40.0 or math.isinf(low)
        assert high == 0.0 or high <= 40.0 or math.isinf(high)


def test_one_scramble_has_a_knee_without_ends():
    shares = np.array([[0.1], [0.3], [0.7]])
    knee, low, high = knee_with_ends(Table({**CURVE, "next_low": [NAN] * 3, "next_high": [NAN] * 3}), shares)
    assert knee == pytest.approx(22.5)
    assert math.isnan(low)
    assert math.isnan(high)


@pytest.fixture(scope="module")
def found():
    few = {"scrambles": 4, "points": 2, "vectors": 8, "replications": 64}
    return ic.saturation(SMALL, threat_class=DRONE, sizes=[20, 60, 200], asked=60, **few)


def test_curve_difference_table_figure_and_words_agree(found):
    base = dict(zip(found.curve["size"].tolist(), found.curve["leaked_mean"].tolist(), strict=True))
    panel = next(panel for panel in figures.panels(found) if panel.title.startswith("Each limit"))
    drawn = {series.name: np.asarray(series.y) for series in panel.series}
    for limit in set(found.lifted["limit"].tolist()):
        own = found.lifted.take(found.lifted["limit"] == limit)
        wanted = np.array([base[size] for size in own["size"].tolist()]) + own["difference_mean"]
        assert own["leaked_mean"] == pytest.approx(wanted)
        assert drawn[f"no limit of {limit}"] == pytest.approx(wanted)
        last = list(own.records())[-1]
        assert f"{limit} by {measured(last['difference_mean'], last['difference_standard_error'], sign=True)}" in (
            found.words
        )
    told = "paired differences on the first 2 vectors of 8 geometries"
    assert told in found.words
    assert told in panel.caption
    assert set(found.lifted["vectors"].tolist()) == {2}


def test_the_judgement_says_its_definition_and_the_commonest_cause(found):
    (most,) = [
        row
        for row in found.causes.records()
        if row["size"] == 60 and row["share"] == max(found.causes["share"][found.causes["size"] == 60])
    ]
    assert "by the definition that at least half of what is added gets through?" in found.words
    assert f"The commonest cause there: {most['cause'].replace('_', ' ')} (" in found.words


def test_bands_are_named(found):
    names = [series.name for panel in figures.panels(found) for series in panel.series]
    assert {"5–95 % of nights", "95 % interval of the mean", "95 % interval"} <= set(names)
    assert "" not in names
