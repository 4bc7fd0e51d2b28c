"""What the report says of a run in words: the numbers are those of its tables, with their intervals."""

from __future__ import annotations

import dataclasses
import json
import shlex
import tomllib

import numpy as np
import pytest
from make_result import make_result
from page_read import files
from questions import FEW, SMALL

import intercept as ic
from intercept.report.pages import sentences
from intercept.report.pages.result import SCENARIO, commands, render
from intercept.report.rows import causes


@pytest.fixture(scope="module")
def result():
    return make_result(1000)


@pytest.fixture(scope="module")
def small():
    return ic.run(SMALL, **FEW)


def test_the_answer_has_the_leakers_their_causes_and_the_claim(result):
    lines = sentences.answer(result)
    row = next(row for row in result.table().records() if row["threat_class"] == "all")
    assert lines[0].startswith(f"{row['leaked_mean']:.2f} of 549 threats leak on average (standard error ")
    ends = next(r for r in result.estimates.records() if (r["quantity"], r["of"]) == ("leaked", "all"))
    known = " and ".join(f"{ends[f'{p}_low']:.0f} to {ends[f'{p}_high']:.0f}" for p in ("p05", "p95"))
    spread = f"On nine nights in ten between {ends['p05']:.0f} and {ends['p95']:.0f} leak"
    assert f"{spread} (95 % intervals of the ends: {known})." in lines[0]
    assert lines[1].startswith("Why they leak, by the first cause that holds, means with 95 % intervals: ")
    assert "478 of 549" in lines[2]
    assert render(result).index('<ol class="answer">') < render(result).index("<section")


def test_causes_are_summed_over_classes_with_an_interval_each(result):
    found = {row["cause"]: row for row in causes(result)}
    for cause, row in found.items():
        own = result.causes.take(result.causes["cause"] == cause)
        assert row["leaked_mean"] == pytest.approx(own["leaked"].sum() / 1000)
        assert row["leaked_low"] < row["leaked_mean"] < row["leaked_high"]
    assert sum(row["share"] for row in found.values()) == pytest.approx(1.0)


def test_the_claim_is_beside_the_nights_with_as_few_leakers(result):
    outcomes = result.outcomes
    leaked = outcomes["leaked"].reshape(1000, -1).sum(axis=1)
    share = 100 * np.mean(leaked <= 71)
    assert f"leaves 71. 71 or fewer leak in {share:.1f} % of the 1,000 simulated nights." in sentences.beside_claim(
        result
    )
    assert sentences.beside_claim(dataclasses.replace(result, claimed=result.claimed[:1])) == ""


def test_what_ran_out_is_told_or_that_nothing_did(result, small):
    assert sentences.exhausted(result)[0] == "No threat leaked for want of a channel or of a round."
    told = sentences.exhausted(small)
    assert told[0].startswith("Leakers that a fire unit could have engaged but for what it lacked: ")
    assert told[1].startswith("Threats that came to a fire unit: ")


def test_without_a_replication_there_is_one_line():
    assert len(sentences.answer(make_result(0, planned=10))) == 1


def test_the_command_on_the_page_makes_the_run_again(small, tmp_path):
    """The scenario that the page has inside and the command that it states are the run: nothing else is needed."""
    html = render(small)
    document = files(html)[SCENARIO]
    assert ic.Scenario.from_dict(tomllib.loads(document)).hash() == small.scenario_hash
    first, second = commands(small)
    assert first == "intercept reproduce manifest.json"
    words = shlex.split(second)
    assert words[:3] == ["intercept", "run", SCENARIO]
    (tmp_path / SCENARIO).write_text(document, encoding="utf-8")
    options = {name.removeprefix("--"): int(value) for name, value in zip(words[3:-2:2], words[4:-2:2], strict=True)}
    assert ic.run(tmp_path / SCENARIO, **options) == small


def test_a_run_that_no_command_makes_again_says_how(small):
    given = dataclasses.replace(small, recipe=dataclasses.replace(small.recipe, tracks_sha256="0" * 64))
    assert commands(given) == []
    assert "ic.reproduce" in render(given)


def test_the_same_seed_writes_the_same_bytes(tmp_path):
    """Timings alone may differ: the report, the manifest and every table are the same files."""
    for name, threads in (("one", 1), ("two", 2)):
        ic.write(ic.run(SMALL, **FEW, threads=threads), tmp_path / name)
    names = {path.name for path in (tmp_path / "one").iterdir()}
    assert {"report.html", "manifest.json", "timings.json"} < names
    timed = json.loads((tmp_path / "one" / "timings.json").read_text(encoding="utf-8"))
    assert "more than how long the work took" in timed["note"]
    assert set(timed["timings_s"]) >= {"compile", "fly", "windows", "simulate"}
    for name in names - {"timings.json"}:
        one, two = (tmp_path / folder / name for folder in ("one", "two"))
        assert one.read_bytes() == two.read_bytes(), name
    assert "timings" not in (tmp_path / "one" / "manifest.json").read_text(encoding="utf-8")
