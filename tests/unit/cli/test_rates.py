"""`intercept record predict` and `backtest`."""

from __future__ import annotations

import csv
import json

import pytest
from command import intercept
from rates_record import lines
from record_table import write


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    return write(tmp_path_factory.mktemp("record"), *lines())


def flat(text):
    return " ".join(text.split())


def test_tasks_are_answered_in_their_order(record, tmp_path):
    tasks = tmp_path / "tasks.csv"
    tasks.write_text("date,class,n\n2030-04-30,drone,61\n2030-06-01,ballistic,3\n", encoding="utf-8")
    out = tmp_path / "p.csv"
    done = intercept("record", "predict", tasks, "--record", record, "--out", out)
    assert done.returncode == 0, done.stderr
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["date"], row["class"], row["n"]) for row in rows] == [
        ("2030-04-30", "drone", "61"),
        ("2030-06-01", "ballistic", "3"),
    ]
    for row in rows:
        pmf = [float(p) for p in row["pmf"].split()]
        assert len(pmf) == int(row["n"]) + 1
        assert sum(pmf) == pytest.approx(1.0, abs=1e-7)
        assert int(row["q05"]) <= int(row["q25"]) <= int(row["q50"]) <= int(row["q75"]) <= int(row["q95"])
    assert rows[1]["logp"] == ""


def test_the_score_is_given_where_the_record_knows_the_outcome(record, tmp_path):
    from intercept.record import fit, read_record  # noqa: PLC0415

    seen = fit(read_record(record)).observed["drone"]
    n, k = int(seen.launched[-1]), int(seen.did_not_hit[-1])
    tasks = tmp_path / "tasks.csv"
    tasks.write_text(f"date;class;n\n2030-04-30;drone;{n}\n", encoding="utf-8")
    (row,) = csv.DictReader(intercept("record", "predict", tasks, "--record", record).stdout.splitlines())
    assert float(row["logp"]) == pytest.approx(
        fit(read_record(record)).predict({"drone": n}, "2030-04-30").total.log_score(k)
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("date,class\n2030-04-30,drone\n", "columns missing: n"),
        ("date,class,n\n", "no task"),
        ("date,class,n\n2030-04-30,drone,x\n", 'line 2: n = "x" is not allowed'),
        ("date,class,n\n2030-04-30,drone,0\n", 'line 2: composition["drone"] = 0 is not allowed'),
        ("date,class,n\n2030-04-30,dragon,5\n", 'line 2: composition = "dragon" is not allowed'),
        ("date,class,n\n30.4.2030,drone,5\n", 'line 2: date = "30.4.2030" is not allowed'),
        ("date,class,n\n2030-04-30,drone\n", "line 2: 2 fields, not 3"),
    ],
)
def test_wrong_tasks_are_refused_by_line(record, tmp_path, text, words):
    tasks = tmp_path / "tasks.csv"
    tasks.write_text(text, encoding="utf-8")
    done = intercept("record", "predict", tasks, "--record", record)
    assert done.returncode == 2
    assert words in flat(done.stderr)


def test_a_date_to_freeze_at_is_refused_one_step_ahead(record, tmp_path):
    tasks = tmp_path / "tasks.csv"
    tasks.write_text("date,class,n\n2030-04-30,drone,61\n", encoding="utf-8")
    for mode in ((), ("--mode", "onestep")):
        done = intercept("record", "predict", tasks, "--record", record, "--until", "2030-04-01", *mode)
        assert done.returncode == 2
        assert 'until = "2030-04-01" is not allowed' in flat(done.stderr)
    frozen = intercept("record", "predict", tasks, "--record", record, "--until", "2030-04-01", "--mode", "frozen")
    assert frozen.returncode == 0, frozen.stderr


def test_the_back_test_prints_scores_and_says_what_they_mean(record, tmp_path):
    out = tmp_path / "nights.csv"
    done = intercept("record", "backtest", "--record", record, "--from", "2030-04-15", "--out", out)
    assert done.returncode == 0, done.stderr
    assert "drone: " in flat(done.stdout)
    assert "PIT by fourths" in flat(done.stdout)
    with out.open(encoding="utf-8", newline="") as file:
        classes = [row["class"] for row in csv.DictReader(file)]
    counts = {name: classes.count(name) for name in dict.fromkeys(classes)}
    assert counts == {"drone": 16, "subsonic_cruise": 5, "srbm": 4, "ballistic": 4, "total": 8}
    shown = json.loads(intercept("record", "backtest", "--record", record, "--from", "2030-04-28", "--json").stdout)
    assert shown["scores"]["class"][0] == "drone"
