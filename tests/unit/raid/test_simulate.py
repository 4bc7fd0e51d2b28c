"""A tally of replications: its main table, and what it prints."""

import numpy as np
import pytest
from tree import ROOT

import intercept as ic
from intercept.raid.simulate import FATES


@pytest.fixture(scope="module")
def tally():
    plan = ic.compile_plan(ic.Scenario.from_file(ROOT / "examples" / "notional-small.toml"))
    raid = ic.RaidPlan.of(ic.engagement_windows(ic.fly(plan), plan))
    return ic.simulate(raid, seed=1, replications=range(5, 25))


def test_the_table_has_a_row_for_each_replication_and_class(tally):
    table = tally.table()
    assert len(table) == 20 * 3
    assert table["replication"].tolist() == np.repeat(np.arange(5, 25), 3).tolist()
    assert table["class_index"].tolist() == [0, 1, 2] * 20
    assert table["launched"].tolist() == [24, 6, 2] * 20
    fates = np.stack([table[fate] for fate in FATES], axis=1)
    assert (fates.sum(axis=1) == table["launched"]).all()
    assert (fates == tally.fates.reshape(-1, 4)).all()


def test_a_tally_prints_what_leaks(tally):
    mean = tally.table()["leaked"].sum() / 20
    assert repr(tally) == f"<Tally: 20 replications of 32 threats; on average {mean:.4g} leak>"
    assert repr(ic.Tally.concatenate([tally])) == repr(tally)
