"""Where a defence saturates, as people read it."""

from __future__ import annotations

from intercept.analysis.saturation_curve import Saturation, rests_on
from intercept.base.titles import titled
from intercept.base.words import spelled
from intercept.report.answers.form import Charts, Shown, of_panels
from intercept.report.figures import saturation
from intercept.report.look import words


def tables(found: Saturation) -> list[Shown]:
    """Return its tables as they are printed."""
    headings = ("Launched", "Drawn", "Leaked\n± error", "5–95 % of\nnights", "Share", "Next leaks", "95 % interval")
    rows = [
        (
            f"{row['size']:,}",
            f"{row['geometries']:,}",
            words.with_error(row["leaked_mean"], row["leaked_standard_error"]),
            words.whole_span(row["leaked_p05"], row["leaked_p95"]),
            words.percent_known(row["leak_share"], row["leaked_standard_error"] / row["size"])[0],
            *words.percent_known(*(row[f"next_{part}"] for part in ("share", "standard_error", "low", "high"))),
        )
        for row in found.curve.records()
    ]
    tables = [
        Shown(
            f"{words.label(found.threat_class)}: leakers against the number launched, and the geometries drawn",
            headings,
            rows,
        )
    ]
    if len(found.lifted):
        last = [row for row in found.lifted.records() if row["size"] == found.sizes[-1]]
        free = [
            (
                words.label(row["limit"]),
                f"{row['geometries']:,}",
                words.with_error(row["leaked_mean"], row["leaked_standard_error"]),
                words.change(row["difference_mean"], row["difference_standard_error"]),
                words.span(row["difference_low"], row["difference_high"], row["difference_standard_error"]),
            )
            for row in last
        ]
        heads = ("Limit lifted", "Drawn", "Leaked\n± error", "Change\n± error", "95 % interval")
        title = f"Of {found.sizes[-1]:,} launched, without each limit in turn: the curve and {rests_on(found)}"
        tables.append(Shown(title, heads, free))
    return tables


def charts(found: Saturation) -> Charts:
    """Return how it is drawn."""
    title = titled(f"Saturation by {spelled(found.threat_class)}", found.made.scenario)
    return of_panels(title, saturation.panels(found))
