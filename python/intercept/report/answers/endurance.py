"""How long a defence lasts, as people read it."""

from __future__ import annotations

import math

from intercept.analysis.endurance import Endurance
from intercept.base.titles import titled
from intercept.report.answers.form import Charts, Shown, of_panels
from intercept.report.figures import endurance
from intercept.report.look import words


def tables(found: Endurance) -> list[Shown]:
    """Return its tables as they are printed."""
    leaks = [row for row in found.leakers.records() if row["threat_class"] == "all"]
    nights = [
        (
            f"{row['night']}",
            f"{row['launched']:,}",
            words.with_error(row["leaked_mean"], row["leaked_standard_error"]),
            words.whole_span(row["leaked_p05"], row["leaked_p95"]),
        )
        for row in leaks
    ]
    start = {row["defence_class"]: row for row in found.stocks.records() if row["night"] == 0}
    end = {row["defence_class"]: row for row in found.stocks.records() if row["night"] == found.nights}
    stocks = [
        (
            words.label(row["defence_class"]),
            words.mean(start[row["defence_class"]]["left_mean"]),
            words.mean(end[row["defence_class"]]["left_mean"]),
            " to ".join(dict.fromkeys(_night(row[f"night_{part}"]) for part in ("p05", "p95"))),
            words.percent(row["lasts_share"]),
        )
        for row in found.empty.records()
    ]
    heads = ("Defence", "At the start", "Left", "Empty after", "Lasts")
    return [
        Shown("Leakers of each night", ("Night", "Launched", "Leaked ± error", "5–95 %"), nights),
        Shown(f"Rounds at the start, and left after {found.nights} nights; when none is left", heads, stocks),
    ]


def _night(value: float) -> str:
    return f"{value:.0f}" if math.isfinite(value) else "later"


def charts(found: Endurance) -> Charts:
    """Return how it is drawn."""
    return of_panels(titled("Nights in a row", found.made.scenario), endurance.panels(found))
