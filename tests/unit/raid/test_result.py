"""Results: the summary's arithmetic, and files that are whole or absent."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import pickle
import sys
from copy import deepcopy
from pathlib import Path

import numpy as np
import pytest
from make_result import make_result

from intercept.base.table import Table
from intercept.errors import InvalidParameterError, MissingExtraError
from intercept.raid.claimed import Claimed
from intercept.raid.spread import per_replication, spread
from intercept.report.write import check_extras, write


def rows_of(result):
    return {row["threat_class"]: row for row in result.table().records()}


def test_summary_adds_up_and_stands_beside_the_claim():
    result = make_result(200)
    rows = rows_of(result)
    assert list(rows) == ["one_way_attack_drone", "subsonic_cruise", "air_launched_aeroballistic", "all"]
    for row in rows.values():
        fates = row["failed_or_jammed_mean"] + row["intercepted_mean"] + row["leaked_mean"]
        assert fates == pytest.approx(row["launched"], rel=1e-12)
        assert row["modelled_down_rate_mean"] == pytest.approx(1 - row["leaked_mean"] / row["launched"], rel=1e-12)
        assert row["leaked_p05"] == round(row["leaked_p05"]) <= row["leaked_mean"] <= row["leaked_p95"]
    # 42 + 9 cruise missiles, 32 + 6 of them claimed down; 439 + 38 + 1 in all.
    assert (rows["subsonic_cruise"]["claimed_launched"], rows["subsonic_cruise"]["claimed_down"]) == (51, 38)
    assert (rows["all"]["claimed_launched"], rows["all"]["claimed_down"]) == (549, 478)
    assert rows["all"]["claimed_rate"] == pytest.approx(478 / 549)


def test_summary_of_all_is_made_per_replication_not_from_class_quantiles():
    result = make_result(300)
    leaked = sum(per_replication(result.outcomes, "threat_class", "leaked").values())
    assert rows_of(result)["all"]["leaked_p95"] == np.quantile(leaked, 0.95, method="inverted_cdf")


def test_one_replication_has_no_spread():
    row = rows_of(make_result(1))["all"]
    assert row["leaked_p05"] == row["leaked_mean"] == row["leaked_p95"]


def test_without_a_replication_what_was_launched_and_claimed_is_still_there():
    row = rows_of(make_result(0, planned=1000))["all"]
    assert row["launched"] == 549
    assert row["claimed_down"] == 478
    assert np.isnan([row["leaked_mean"], row["modelled_down_rate_p95"]]).all()


def test_a_class_that_is_only_claimed_has_its_row():
    claimed = [Claimed("jet_drone", 5, 3, 1), Claimed("decoy_drone", 0, 0)]
    rows = rows_of(dataclasses.replace(make_result(10), claimed=claimed))
    assert rows["jet_drone"]["launched"] == 0
    assert rows["jet_drone"]["claimed_down"] == 4
    assert np.isnan(rows["jet_drone"]["leaked_mean"])
    assert np.isnan(rows["decoy_drone"]["claimed_rate"])
    assert np.isnan(rows["subsonic_cruise"]["claimed_down"])


def test_outcomes_must_add_up():
    result = make_result(2)
    columns = result.outcomes.to_dict()
    columns["leaked"][4] += 1
    with pytest.raises(InvalidParameterError, match="vector 65536, replication 0, subsonic_cruise: 51 launched, but"):
        dataclasses.replace(result, outcomes=Table(columns))


def test_quantiles_are_values_that_occurred():
    found = spread(np.array([0, 0, 1, 7]))
    assert (found.mean, found.p05, found.p50, found.p95) == (2.0, 0.0, 0.0, 7.0)
    assert np.isnan(spread(np.zeros(0, np.int64)).p50)


def test_written_files_are_listed_with_their_checksums(tmp_path):
    files = write(make_result(20), tmp_path / "out")
    made = json.loads((tmp_path / "out" / "manifest.json").read_text("utf-8"))
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(path.name for path in files)
    assert {"report.html", "windows.parquet", "outcomes.parquet", "rounds.parquet"} <= made["files"].keys()
    for name, listed in made["files"].items():
        assert hashlib.sha256((tmp_path / "out" / name).read_bytes()).hexdigest() == listed["sha256"]
    assert (made["seed"], made["replications_done"], made["interrupted"]) == (1, 20, False)


@pytest.mark.parametrize("replications", [0, 1])
def test_a_run_cut_short_can_be_written(tmp_path, replications):
    write(make_result(replications, planned=1000), tmp_path)
    assert "interrupted" in (tmp_path / "report.html").read_text("utf-8")


def test_an_interrupted_write_leaves_whole_files_and_no_manifest(tmp_path, monkeypatch):
    result = make_result(5)
    write(result, tmp_path)
    before = (tmp_path / "report.html").read_bytes()
    replace = os.replace

    def stop(source, target):
        if Path(target).name != "unfinished.json":
            raise KeyboardInterrupt
        replace(source, target)

    monkeypatch.setattr("os.replace", stop)
    with pytest.raises(KeyboardInterrupt):
        write(result, tmp_path)
    assert (tmp_path / "report.html").read_bytes() == before
    assert not (tmp_path / "manifest.json").exists()
    assert not list(tmp_path.glob("*.part")) + list(tmp_path.glob(".*.part"))


def test_a_missing_extra_is_named_before_anything_is_written(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "plotly", None)
    monkeypatch.setitem(sys.modules, "plotly.graph_objects", None)
    with pytest.raises(MissingExtraError, match=r"the extra report brings it"):
        check_extras()
    with pytest.raises(MissingExtraError, match=r"the extra report brings it"):
        write(make_result(1), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_what_cannot_be_written_is_refused(tmp_path):
    (tmp_path / "file").write_text("")
    for result, directory, told in (("x", tmp_path, 'thing = "x"'), (make_result(1), tmp_path / "file", "path")):
        with pytest.raises(InvalidParameterError, match=told):
            write(result, directory)


def test_a_result_pickles_copies_and_compares_by_value():
    result = make_result(3)
    for copy in (pickle.loads(pickle.dumps(result)), deepcopy(result)):  # noqa: S301 - our own bytes
        assert copy == result
        assert repr(copy) == repr(result)
    assert dataclasses.replace(result, timings={}) == result
    assert dataclasses.replace(result, seed=2) != result
    assert make_result(4) != result
    shifted = tuple((name, east + 1.0, north, up) for name, east, north, up in result.map.tracks)
    assert dataclasses.replace(result, map=dataclasses.replace(result.map, tracks=shifted)) != result


def test_a_result_prints_as_a_few_lines():
    text = repr(make_result(1000))
    assert text.count("\n") == 2
    assert len(text) < 300
    assert '"A recorded night": 1,000 of 1,000 replications, 128 vectors of what is not known, seed 1' in text
    assert "549 threats launched" in text
    assert "scenario 5f5f5f5f5f5f" in text
    assert "no replication finished" in repr(make_result(0, planned=10))
