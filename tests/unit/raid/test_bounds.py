"""No interval of a count or share lies where a count or share cannot: in tables and in JSON, whatever was drawn."""

import json

import numpy as np
import pytest
from tree import ROOT

import intercept as ic
from intercept.raid.estimates import student_t

SMALL = ROOT / "examples" / "notional-small.toml"
# Few means that lie far apart: their intervals by themselves would reach far below 0, and above the raid.
FEW = {"scrambles": 3, "points": 1, "vectors": 2, "replications": 12}
COUNTS = ("standard_error", "low", "high", "mean", "p05", "p05_low", "p05_high", "p95", "p95_low", "p95_high")


@pytest.fixture(scope="module")
def result():
    return ic.run(SMALL, seed=3, **FEW)


def within(values, low=0.0, high=np.inf):
    known = np.asarray(values, dtype=float)
    known = known[np.isfinite(known)]
    return bool(np.all(known >= low) and np.all(known <= high))


def test_without_bounds_intervals_would_reach_beyond(result):
    rows = [row for row in result.estimates.records() if row["quantity"] in {"leaked", "down"}]
    t = student_t(FEW["scrambles"] - 1)
    assert any(row["mean"] - t * row["standard_error"] < 0.0 for row in rows)
    assert any(row["mean"] + t * row["standard_error"] > row["launched"] for row in rows)
    for row in rows:
        assert row["low"] == pytest.approx(max(row["mean"] - t * row["standard_error"], 0.0), rel=1e-6)
        assert row["high"] == pytest.approx(min(row["mean"] + t * row["standard_error"], row["launched"]), rel=1e-6)


def test_estimates_lie_within_what_was_launched(result):
    for row in result.estimates.records():
        most = row["launched"] if np.isfinite(row["launched"]) else np.inf
        assert within([row[name] for name in COUNTS], high=most), row


def test_every_number_with_an_interval_of_a_run_is_at_least_0(result):
    said = json.loads(result.to_json())
    for name in ("estimates", "causes", "assets", "summary"):
        for row in said[name]:
            ends = [value for key, value in row.items() if key.endswith(("low", "high")) and value is not None]
            assert within(ends), (name, row)
    assert all(within([row["low"], row["high"]]) for row in result.waits.records())


def test_weights_are_shares():
    # So few geometries that chance has half of the weights below 0.
    credibility = ic.run(SMALL, seed=2, scrambles=8, points=2, vectors=4, replications=128).credibility()
    assert np.isfinite(credibility.columns["weight"]).any()
    assert (credibility.columns["weight"] == 0.0).any()
    assert within(credibility.columns["weight"], high=1.0)
    assert within(credibility.parts["weight"], high=1.0)


@pytest.mark.parametrize(
    "ask",
    [
        lambda: ic.endurance(SMALL, nights=2, **FEW),
        lambda: ic.saturation(SMALL, threat_class="one_way_attack_drone", sizes=[5, 20], asked=5, **FEW),
        lambda: ic.sensitivity(SMALL, totals=False, scrambles=4, points=1, vectors=2, replications=16),
        lambda: ic.sweep(SMALL, {"raid.scale": [0.1, 1]}, **FEW),
    ],
)
def test_no_answer_has_one_below_0(ask):
    for name, table in ask().tables().items():
        for column in table.columns:
            # Differences, and what a size adds, may be below 0.
            if column.endswith(("_low", "_high")) and not column.startswith(("difference", "next")):
                assert within(table[column]), (name, column)
