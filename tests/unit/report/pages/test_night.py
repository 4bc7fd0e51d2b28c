"""The section on the course of the night: what its figure and its table show."""

import io
import re

import numpy as np
import pytest
from rich.console import Console
from tree import ROOT

import intercept as ic
from intercept.report import night_rows
from intercept.report.figures import night as drawn
from intercept.report.pages import night as section
from intercept.report.terminal import print_result


@pytest.fixture(scope="module")
def result():
    return ic.run(ROOT / "examples" / "notional-small.toml", seed=3, scrambles=4, points=2, vectors=2, replications=64)


def test_the_figure_has_shares_of_rounds_from_all_of_them_down(result):
    shares = [np.array(trace.y) for trace in drawn.figure(result).data if trace.yaxis == "y"]
    assert len(shares) == 3 * len(set(result.night["defence_class"].tolist()))
    assert [share[0] for share in shares] == pytest.approx([100.0] * len(shares))
    assert max(share.max() for share in shares) <= 100.0
    # Some are fired, and how many is not the same in all nights.
    low, high = np.array(shares[0::3]), np.array(shares[1::3])
    assert low.min() < 100.0
    assert (high - low).max() > 0.0


def test_the_busiest_mean_is_called_one_and_said_over_what(result):
    """A mean over nights and a step of time is far below what a night has in use at once."""
    steps = set((result.night["to_s"] - result.night["from_s"]).tolist())
    assert len(steps) == 1
    said = f"averaged over a step of {night_rows.minutes(steps.pop())} min and over all nights"
    console = Console(file=io.StringIO(), width=400)
    print_result(result, console)
    for text in (section.render(result), console.file.getvalue()):
        assert "Busiest mean" in text
        caption = " ".join(text.split())
        assert said in caption
        assert "not the peak of a night" in caption


def test_numbers_of_a_column_have_the_same_decimals(result):
    rows = night_rows.night_rows(result)
    for heading in ("Busiest mean", "First, min"):
        cells = " ".join(row[night_rows.NIGHT.index(heading)] for row in rows)
        numbers = re.findall(r"\d[\d,]*(?:\.\d+)?", cells)
        assert len(numbers) > 3
        assert len({len(number.partition(".")[2]) for number in numbers}) == 1, cells
