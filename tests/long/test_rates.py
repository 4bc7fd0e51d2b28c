"""The model of claimed rates on the whole record: its scores over the last twelve months, against set marks."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import ndtri

import intercept as ic
from intercept.record.rates.together import CORRELATION

# Mean ln P a night, one step ahead, from February 2025 to January 2026: marks set before the model was built.
MARKS = {
    "drone": (359, -3.75),
    "subsonic_cruise": (69, -2.12),
    "supersonic_cruise": (21, -0.96),
    "srbm": (136, -0.83),
    "ballistic": (153, -0.92),
    "aeroballistic_or_hypersonic": (31, -1.33),
}
APART = ("drone", "subsonic_cruise", "supersonic_cruise", "ballistic", "aeroballistic_or_hypersonic")


@pytest.fixture(scope="module")
def found(record):
    return ic.record.backtest(record, first="2025-02-01", last="2026-01-31")


def test_scores_reach_their_marks(found):
    rows = {row["class"]: row for row in found.table.records()}
    nights = {name: row["nights"] for name, row in rows.items()}
    assert nights == {**{name: number for name, (number, _) in MARKS.items()}, "total": 180}
    for name, (_, mark) in MARKS.items():
        assert round(rows[name]["log_score"], 3) >= mark, name


def test_intervals_of_drones_hold_what_they_say(found):
    (drones,) = (row for row in found.table.records() if row["class"] == "drone")
    assert 0.42 <= drones["in_50"] <= 0.58
    assert 0.86 <= drones["in_90"] <= 0.95


def test_intervals_of_the_total_hold_about_what_they_say(found):
    (total,) = (row for row in found.table.records() if row["class"] == "total")
    # 180 dates: a standard error of some 2.3 and 3.7 points.
    assert total["in_90"] == pytest.approx(total["own_90"], abs=0.06)
    assert total["in_50"] == pytest.approx(total["own_50"], abs=0.09)


def test_no_baseline_is_clearly_better(found):
    assert "worse than" not in found.words


def test_classes_of_a_night_depend_on_one_another_about_as_much_as_stated(found):
    scores = {}
    for row in found.nights.records():
        scores.setdefault(row["date"], {})[row["class"]] = ndtri(np.clip(row["middle_rank"], 1e-3, 1 - 1e-3))
    pairs = [
        (night[a], night[b])
        for night in scores.values()
        for i, a in enumerate(APART)
        for b in APART[:i]
        if a in night and b in night
    ]
    # Each pair both ways round: which class comes first means nothing. 390 pairs: a standard error of some 0.05.
    pairs += [(b, a) for a, b in pairs]
    assert np.corrcoef(np.array(pairs).T)[0, 1] == pytest.approx(CORRELATION, abs=0.1)
