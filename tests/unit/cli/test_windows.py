"""`intercept windows`: tables, sentences, pages, and mistakes told in one line."""

import csv
import importlib
import io
import json

import pyarrow.parquet as pq
import pytest
from tree import ROOT
from typer.testing import CliRunner

from intercept.cli import application
from intercept.errors import InterceptError

SMALL = str(ROOT / "examples" / "notional-small.toml")


def run(*words):
    result = CliRunner().invoke(application(), ["windows", SMALL, *words])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


@pytest.fixture(scope="module")
def pairs():
    return list(csv.DictReader(io.StringIO(run("--pairs").stdout)))


def test_pairs_are_one_row_each_and_are_counted_on_the_error_stream(pairs):
    assert len(pairs) == 32 * 20
    result = run("--pairs")
    assert result.stderr.startswith(
        "640 pairs in the most likely case, with everything up. All pairs of threat and fire unit: "
    )
    assert {row["reason"] for row in pairs} >= {"engageable", "out_of_reach", "not_assigned"}


def test_windows_are_the_same_in_every_format(pairs, tmp_path):
    printed = list(csv.DictReader(io.StringIO(run().stdout)))
    assert len(printed) == sum(int(row["windows"]) for row in pairs)
    assert [row["unit"] for row in json.loads(run("--format", "json").stdout)] == [row["unit"] for row in printed]
    for name in ("w.csv", "w.json", "w.parquet"):
        assert "Wrote " in run("--out", str(tmp_path / name)).stderr
    assert list(csv.DictReader((tmp_path / "w.csv").read_text().splitlines())) == printed
    parquet = pq.read_table(tmp_path / "w.parquet")
    assert parquet.column("unit").to_pylist() == [row["unit"] for row in printed]
    assert parquet.schema.field("launch_earliest_s").metadata[b"unit"] == b"s"


def test_one_pair_is_told_in_words(pairs):
    row = next(row for row in pairs if row["reason"] == "engageable")
    text = run("--threat", row["threat"], "--unit", row["unit"]).stdout
    assert "opportunities" in text
    assert f"{float(row['launch_earliest_s']):,.1f} s" in text
    one = list(csv.DictReader(io.StringIO(run("--pairs", "--threat", "0", "--format", "csv").stdout)))
    assert len(one) == 20


def test_pages_are_written(tmp_path):
    run("--plot", str(tmp_path / "all.html"))
    run("--plot", str(tmp_path / "one.html"), "--threat", "4")
    assert (tmp_path / "one.html").stat().st_size > 1e6


@pytest.mark.parametrize(
    ("options", "case"),
    [
        ([], "the most likely case, with everything up"),
        (["--draw", "3"], "draw 3, with everything up"),
        (["--draw", "3", "--luck", "5"], "replication 5 of draw 3"),
    ],
)
def test_it_is_told_of_which_case_windows_are(options, case):
    assert f" windows in {case}. All pairs of " in run(*options).stderr
    assert json.loads(run(*options, "--json").stdout)["case"] == case


def test_another_sample_is_another_draw():
    assert run("--draw", "8").stdout != run().stdout
    assert run("--seed", "1").stdout == run().stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--format", "parquet"], '--format = "parquet"'),
        (["--threat", "32"], '--threat = "32"'),
        (["--threat", "x"], "0 to 31"),
        (["--unit", "nobody"], '--unit = "nobody"'),
        (["--draw", "-1"], "--draw"),
        (["--draw", "1e3"], "--draw"),
        (["--luck", "1"], "--luck is not allowed without --draw"),
        (["--seed", "-1"], "--seed"),
        (["--threads", "-1"], "threads = -1"),
        (["--plot", "figure.gif"], ".html"),
        (["--plot", "/no/such/folder/x.html"], "--plot"),
        (["--out", "/no/such/folder/x.csv"], "--out"),
    ],
)
def test_a_mistake_is_told_with_option_value_and_range(words, said):
    with pytest.raises(InterceptError) as caught:
        run(*words)
    assert said in str(caught.value)


def test_a_missing_extra_is_named(monkeypatch, tmp_path):
    def missing(module):
        raise ModuleNotFoundError(name=module.partition(".")[0])

    monkeypatch.setattr(importlib, "import_module", missing)
    for words, extra in (
        (["--out", str(tmp_path / "w.parquet")], "tables"),
        (["--plot", str(tmp_path / "w.html")], "report"),
    ):
        with pytest.raises(InterceptError, match=rf"the extra {extra} brings it"):
            run(*words)
