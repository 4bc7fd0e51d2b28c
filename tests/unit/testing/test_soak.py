"""The soak: every feature it draws is one of a scenario, and what it looks for it finds."""

import dataclasses
from types import SimpleNamespace

import numpy as np
import pytest

from intercept.raid import work_folder
from intercept.raid.raid_job import RaidJob
from intercept.raid.task import Part
from intercept.testing import soak
from intercept.testing.soak_scenarios import FEATURES, random_scenario

SEED = 7


@pytest.mark.parametrize("name", FEATURES)
def test_every_feature_is_one_of_any_drawn_scenario(name):
    changed = [random_scenario(seed)[0].with_values(FEATURES[name]) for seed in (1, 2, 3)]
    assert all(scenario == scenario.with_values(FEATURES[name]) for scenario in changed)


def test_one_seed_is_one_scenario_and_every_feature_is_drawn_by_some():
    drawn = {seed: random_scenario(seed) for seed in range(60)}
    assert random_scenario(5) == drawn[5]
    assert {name for _, features in drawn.values() for name in features} == set(FEATURES)


def test_a_seed_that_holds(capsys):
    assert soak.main(["--seed", str(SEED)]) == 0
    assert f"seed {SEED}: " in capsys.readouterr().out


def by_block(part, block):
    """A part whose counts depend on how the work was shared out."""
    return part if len(block.points) < 2 else changed(part)


def changed(part):
    rounds = part.arrays["rounds"].copy()
    rounds[0, 0] += np.uint32(1)
    return Part({**part.arrays, "rounds": rounds}, part.spent_s)


@pytest.mark.parametrize("fault", ["a block's counts", "another fate", "damage unseen"])
def test_a_fault_is_found(fault, monkeypatch, capsys):
    compute = RaidJob.compute
    if fault == "a block's counts":
        monkeypatch.setattr(
            RaidJob, "compute", lambda job, block, threads=1: by_block(compute(job, block, threads), block)
        )
        # Of a seed with blocks of several geometries.
        assert soak.main(["--seed", "3"]) == 1
        assert "blocks in another order are other counts" in capsys.readouterr().out
        return
    if fault == "another fate":

        def wrong(job, block, threads=1):
            part = compute(job, block, threads)
            fates = part.arrays["fates"].copy()
            fates[0, 0, 0] += np.uint32(1)
            return dataclasses.replace(part, arrays={**part.arrays, "fates": fates})

        monkeypatch.setattr(RaidJob, "compute", wrong)
        assert soak.main(["--seed", str(SEED)]) == 1
        assert "fates add up to" in capsys.readouterr().out
        return
    monkeypatch.setattr(work_folder.hashlib, "sha256", lambda _: SimpleNamespace(hexdigest=lambda: "0"))
    # Of a seed with damage; what the reader makes of it is an error too.
    assert soak.main(["--seed", "1"]) == 1
    assert "seed 1 FAILED" in capsys.readouterr().out
