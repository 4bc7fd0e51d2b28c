"""A comparison of scenarios, as people read it."""

from __future__ import annotations

from typing import Any

from intercept.analysis.compare_words import Comparison
from intercept.base.samples import sampled
from intercept.report.answers.form import Charts, Shown
from intercept.report.figures import differences
from intercept.report.look import page, words

HEADS = ("First", "This one", "Change\n± error", "95 % interval", "5–95 % of\nnights")


def tables(found: Comparison) -> list[Shown]:
    """Return its tables as they are printed."""
    leaked = [row for row in found.differences.records() if row["quantity"] == "leaked"]
    shown = []
    for name in found.names[1:]:
        title = f"{name}, compared with {found.names[0]}: mean"
        threats = [
            (*_compared(row, "of")[:-1], *(_share(row, how) for how in ("fewer", "more")))
            for row in leaked
            if row["scenario"] == name
        ]
        shown.append(Shown(f"{title} leakers, share of nights", ("Threat", *HEADS[:-1], "Fewer", "More"), threats))
        for table, key, head, what in (
            (found.asset_classes, "asset_class", "Asset", "leakers by class of asset"),
            (found.causes, "cause", "Cause", "leakers by cause"),
        ):
            rows = [row for row in table.records() if row["scenario"] == name and _is_any(row)]
            if rows:
                shown.append(Shown(f"{title} {what}", (head, *HEADS), [_compared(row, key) for row in rows]))
    return shown


def _share(row: dict[str, Any], how: str) -> str:
    return sampled(row[f"{how}_share"], row[f"{how}_share_standard_error"])


def _is_any(row: dict[str, Any]) -> bool:
    return bool(row["reference_mean"] or row["mean"])


def _compared(row: dict[str, Any], key: str) -> tuple[str, ...]:
    return (
        "All threats" if row[key] == "all" else words.label(row[key]),
        words.mean(row["reference_mean"]),
        words.mean(row["mean"]),
        words.change(row["difference_mean"], row["difference_standard_error"]),
        words.span(row["difference_low"], row["difference_high"], row["difference_standard_error"]),
        words.span(row["difference_p05"], row["difference_p95"]),
    )


def charts(found: Comparison) -> Charts:
    """Return how it is drawn."""
    told = (
        "Differences of leakers, night by night with the same random numbers: by class of threat, and by class of the"
        " assets that they reach. A whole bar left of zero: fewer leak."
    )
    return Charts(
        f"Compared with {found.names[0]}",
        lambda: differences.figure(found),
        lambda: differences.static_figure(found),
        lambda: page.section("Leakers", page.figure(differences.figure(found), "answer", told), name="figure"),
    )
