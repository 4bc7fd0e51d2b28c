"""Tables for the terminal: what stands in their cells."""

import dataclasses
import io
from types import SimpleNamespace

import numpy as np
from rich.console import Console
from tree import ROOT

import intercept as ic
from intercept.base.table import Table
from intercept.report.terminal import print_result, reasons


def printed(result):
    console = Console(file=io.StringIO(), width=100)
    print_result(result, console)
    return console.file.getvalue()


def test_there_is_no_table_of_reasons_where_every_pair_has_a_window():
    result = ic.run(ROOT / "examples" / "notional-small.toml", replications=5, scrambles=2, points=1, threads=1)
    assert "Why there is no window" in printed(result)
    without = dataclasses.replace(result, reasons=result.reasons.take(np.zeros(0, dtype=int)))
    assert "Why there is no window" not in printed(without)


def test_the_class_most_often_is_that_of_most_pairs_not_of_the_largest_row():
    table = Table(
        {
            "threat_class": np.array(["jet_drone", "subsonic_cruise", "subsonic_cruise"]),
            "reason": np.array(["too_late"] * 3),
            "pairs": np.array([5, 4, 4]),
        }
    )
    columns = reasons(SimpleNamespace(reasons=table, replications_done=4)).columns
    assert [next(iter(column.cells)) for column in columns] == ["Too late", "13", "100 %", "Subsonic cruise"]
