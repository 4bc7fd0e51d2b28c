"""Which of many unknowns is known to matter: seldom named where none does, named where one does."""

import math
from dataclasses import replace

import numpy as np
import pytest
from tree import ROOT

import intercept as ic
from intercept.analysis.chance import by_chance, chi_squared, corrected_t, leads, stands_out
from intercept.raid.estimates import student_t
from intercept.raid.first_order import Points, first_order

SMALL = ROOT / "examples" / "notional-small.toml"
TRIALS = 40


def points(rng, sizes, scrambles=4, count=8, vectors=4):
    """Return the points of a sum of columns that belong to the geometry, with luck of variance 1/4."""
    u = np.repeat(rng.random((len(sizes), scrambles, count, 1)), vectors, axis=3)
    y = np.tensordot(sizes, u, 1) + rng.normal(0.0, 0.5, u.shape[1:])
    return Points(y, np.full_like(y, 0.25), u)


def named(sizes, **given):
    """Return in how many trials a column was distinguished, was known to lead, and had its own interval above 0."""
    rng, found = np.random.default_rng(1), np.zeros(3)
    for _ in range(TRIALS):
        drawn = points(rng, np.array(sizes), **given)
        told = first_order(drawn)
        known = stands_out(drawn, told).any()
        share, error = told.share([int(np.argmax(told.partial))])
        found += known, known and leads(told), share > student_t(3) * error
    return found / TRIALS


def test_of_many_alike_none_is_named_though_an_interval_alone_would_name_one():
    known, leading, alone = named([3.0] * 80)
    assert known <= 0.05
    assert leading <= 0.05
    assert alone > 0.1


def test_one_that_makes_nearly_everything_is_named_and_leads():
    known, leading, _ = named([9.0] + [0.3] * 60, scrambles=8)
    assert known > 0.9
    assert leading > 0.9


def test_of_two_alike_both_are_distinguished_and_neither_leads():
    known, leading, _ = named([9.0, 9.0] + [0.1] * 20, scrambles=8, count=32)
    assert known > 0.9
    assert leading <= 0.05


def test_columns_of_vectors_have_more_points_than_those_of_geometries():
    drawn = points(np.random.default_rng(1), np.ones(3))
    inner = replace(drawn, u=np.random.default_rng(2).random(drawn.u.shape))
    assert np.all(by_chance(inner) < by_chance(drawn))
    alone = points(np.random.default_rng(1), np.ones(3), scrambles=1, count=1, vectors=1)
    assert np.isinf(by_chance(alone)).all()


@pytest.mark.parametrize(("freedom", "tail", "exact"), [(1, 5e-4, 12.116), (2, 5e-4, 15.202), (8, 5e-4, 27.868)])
def test_the_quantile_of_chi_squared(freedom, tail, exact):
    assert exact <= chi_squared(freedom, tail) * 1.002
    assert chi_squared(freedom, tail) == pytest.approx(exact, rel=0.05)


def test_one_column_alone_needs_no_correction():
    assert corrected_t(4, 1) == student_t(3)
    assert corrected_t(4, 100) > 3.0 * corrected_t(4, 1)


@pytest.mark.parametrize("seed", [3, 5, 8])
def test_few_geometries_name_no_unknown_in_words_tables_or_page(seed, tmp_path):
    few = {"scrambles": 4, "points": 8, "vectors": 16, "replications": 512}
    found = ic.sensitivity(SMALL, totals=False, seed=seed, **few)
    assert not found.unknowns["distinguished"].any()
    assert not found.leads
    told = f"32 geometries for {len(found.unknowns)} columns; double the points"
    assert told in found.words
    assert "one thing" not in found.words
    ic.plot(found, tmp_path / "page.html")
    assert (tmp_path / "page.html").read_text(encoding="utf-8").count(told) >= 3


def test_a_single_unknown_that_is_known_has_its_value_with_a_unit():
    found = ic.sensitivity(SMALL, totals=False, scrambles=4, points=1, vectors=2, replications=8)
    rows = list(found.unknowns.records())
    column = next(k for k, row in enumerate(rows) if row["column"].endswith("_kg_m2"))
    picked = found.unknowns.take([column])
    values = {name: picked[name] for name in picked.columns}
    filled = {"first_order": 0.5, "first_order_standard_error": 0.02, "spread_left": 1.0, "distinguished": True}
    table = type(picked)({**values, **{name: np.array([value]) for name, value in filled.items()}})
    told = replace(found, unknowns=table, leads=True, variance=2.0, variance_standard_error=0.1).words
    assert "If you could learn one thing: ballistic coefficient of" in told
    assert " kg/m2, the mean of leakers goes from" in told
    assert "which alone accounts for 50.0 ± 2.0 % of it" in told
    assert not math.isnan(rows[column]["value_p05"])
