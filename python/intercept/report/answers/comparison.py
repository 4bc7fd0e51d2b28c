"""A comparison of scenarios, as people read it."""

from __future__ import annotations

from typing import Any

from intercept.analysis.compare import Comparison
from intercept.report.answers.form import Charts, Shown
from intercept.report.figures import differences
from intercept.report.look import page, words


def tables(found: Comparison) -> list[Shown]:
    """Return its tables as they are printed."""
    headings = ("Threat", "Change ± error", "95 % interval", "5–95 % of nights", "Fewer", "More")
    leaked = [row for row in found.differences.records() if row["quantity"] == "leaked"]
    return [
        Shown(
            f"{name}, compared with {found.names[0]}: mean change of leakers, share of nights",
            headings,
            [_compared(row) for row in leaked if row["scenario"] == name],
        )
        for name in found.names[1:]
    ]


def _compared(row: dict[str, Any]) -> tuple[str, ...]:
    return (
        "All threats" if row["of"] == "all" else words.label(row["of"]),
        words.change(row["mean"], row["standard_error"]),
        words.span(row["low"], row["high"]),
        words.span(row["p05"], row["p95"]),
        words.percent(row["fewer_share"]),
        words.percent(row["more_share"]),
    )


def charts(found: Comparison) -> Charts:
    """Return how it is drawn."""
    told = "Differences of leakers, night by night with the same random numbers. A whole bar left of zero: fewer leak."
    return Charts(
        f"Compared with {found.names[0]}",
        lambda: differences.figure(found),
        lambda: differences.static_figure(found),
        lambda: page.section("Leakers", page.figure(differences.figure(found), "answer", told), name="figure"),
    )
