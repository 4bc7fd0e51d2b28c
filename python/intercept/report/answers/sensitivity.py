"""What matters of what is not known, as people read it."""

from __future__ import annotations

import math
from typing import Any

from intercept.analysis.column_groups import named
from intercept.analysis.matters_words import Sensitivity, too_few
from intercept.base.words import measured_percent
from intercept.report.answers.form import Charts, Shown
from intercept.report.figures import sensitivity as matters
from intercept.report.look import page, words

# Unknowns beyond these are in the table of the answer, not in print.
UNKNOWNS_SHOWN = 12


def tables(found: Sensitivity) -> list[Shown]:
    """Return its tables as they are printed."""
    heads = ["Unknown", "Alone ± error", "Leakers at 5 % of its prior", "at 95 %"]
    chosen = found.unknowns.head(UNKNOWNS_SHOWN).records()
    shown = [[*_unknown(row), *([_worth(row)] if found.has_choice else [])] for row in chosen]
    keys = ("first_order", "total") if matters.has_totals(found) else ("first_order",)
    groups = [
        (words.label(row["group"]), f"{row['columns']:,.0f}", *(_share(row, key) for key in keys))
        for row in found.groups.records()
    ]
    return [
        Shown(
            "Share of the variance that is not luck, by group",
            ("Group", "Unknowns", "Each alone ± error", "Alone and with others ± error")[: 2 + len(keys)],
            groups,
        ),
        Shown(_title(found), [*heads, *(["Worth of learning"] if found.has_choice else [])], shown),
    ]


def _title(found: Sensitivity) -> str:
    """Say over the unknowns how far their order is known."""
    count = int(found.unknowns["distinguished"].sum())
    if not count:
        return f"The strongest unknowns as found, in an order that may be chance. {too_few(found)}"
    return (
        f"The strongest unknowns; those with * are distinguished from the strongest of {len(found.unknowns)} by chance"
    )


def _share(row: dict[str, Any], key: str) -> str:
    share, error = row[key], row[f"{key}_standard_error"]
    return words.ABSENT if math.isnan(share) else measured_percent(share, error)


def _worth(row: dict[str, Any]) -> str:
    return words.with_error(row["information"], row["information_standard_error"])


def _unknown(row: dict[str, Any]) -> tuple[str, ...]:
    ends = (words.with_error(row[key], row[f"{key}_standard_error"]) for key in ("leaked_at_p05", "leaked_at_p95"))
    share = _share(row, "first_order") + (" *" if row["distinguished"] else "")
    return (words.label(named(row["column"])), share, *ends)


def charts(found: Sensitivity) -> Charts:
    """Return how it is drawn."""
    others = " and together with others" if matters.has_totals(found) else ""
    told = (
        f"Above: how much of the variance goes with each group of unknowns, alone{others}. Below: the"
        " mean of leakers (dotted: overall) if one unknown is low or high in its prior; the strongest twelve."
    )
    if not found.unknowns["distinguished"].any():
        told += f" Which of the unknowns is the strongest may be chance. {too_few(found)}"
    return Charts(
        f"What matters in {found.made.scenario_names[0]}",
        lambda: matters.figure(found),
        lambda: matters.static_figure(found),
        lambda: page.section("What matters", page.figure(matters.figure(found), "answer", told), name="figure"),
    )
