"""The credibility of a run: by part what was verified, what the inputs are worth and matter, what was not checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from intercept.analysis.column_groups import named
from intercept.base.words import CONFIDENCES, percentages
from intercept.raid.credibility import weight_told
from intercept.raid.parts import TITLES
from intercept.report.look import page, words

if TYPE_CHECKING:
    from intercept.raid.credibility import Credibility

_HEADINGS = (
    "Part",
    "Checks",
    "Largest difference",
    f"Values: {' / '.join(CONFIDENCES.values())}",
    "Weight in the answer",
)
_STRONGEST = 10


def render(found: Credibility) -> str:
    """Return the table of parts, what was not checked, and the columns that matter most."""
    told = (
        "After NASA-STD-7009. Checks are those of intercept validate against outside figures; the largest difference"
        " is in units of its tolerance. Values are those of this run by confidence. The weight is the share of the"
        " variance of leakers that is not luck which goes with the part's values alone, as first-order Sobol indices."
    )
    parts = [_row(row) for row in found.parts.records()]
    titles = [page.text(TITLES[name]) for name in found.parts["part"].tolist()]
    limits = [
        f"<li><b>{title}</b>. {page.text(_limits(row))}</li>"
        for title, row in zip(titles, found.parts.records(), strict=True)
    ]
    return (
        page.paragraph(told)
        + page.table(_HEADINGS, parts, css="numbers worded")
        + f"<p>Not checked, and where this run leaves the stated range:</p><ul>{''.join(limits)}</ul>"
        + _strongest(found)
        + "".join(map(page.paragraph, found.notes))
    )


def _row(row: dict[str, Any]) -> list[str]:
    checks = f"{row['verified_checks']:,}" if row["verified_checks"] else words.ABSENT
    shares = " / ".join(percentages([row[f"value_{word}"] for word in CONFIDENCES.values()]))
    values = f"{row['values']} ({shares})" if row["values"] else words.ABSENT
    weight = page.text(weight_told(row)) or words.ABSENT
    return [page.text(TITLES[row["part"]]), checks, words.number(row["verified_worst"]), page.text(values), weight]


def _limits(row: dict[str, Any]) -> str:
    outside = f" Outside the stated range: {row['outside_range']}" if row["outside_range"] else ""
    return f"Not checked: {row['not_checked']}.{outside}"


def _strongest(found: Credibility) -> str:
    """Return the columns with the largest weights that are distinguished from chance."""
    rows = [row for row in found.columns.records() if row["weight_is_certain"]]
    rows = sorted(rows, key=lambda row: -row["weight"])[:_STRONGEST]
    if not rows:
        return ""
    cells = [
        [
            page.text(words.label(named(row["column"]))),
            page.text(CONFIDENCES[row["confidence"]]),
            words.percent(row["weight"]),
            words.percent(row["weight_standard_error"]),
        ]
        for row in rows
    ]
    headings = ["What is not known", "Confidence", "Weight", "Standard error"]
    return "<p>The values that go with most of it:</p>" + page.table(headings, cells, css="numbers")
