"""Recorded raids by size and by the share that did not hit, with the claim among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from intercept.claim import kinds
from intercept.claim.of_record import share_of
from intercept.report.look.chart import COLOURS, Panel, Series
from intercept.report.look.palette import CLAIM

if TYPE_CHECKING:
    from intercept.claim.claim_check import ClaimCheck
    from intercept.claim.reading import Statement

_RECENT, _FAINT = 90, "#b8c2cb"
_NARROW = 2.0  # points of per cent below which a box is a point
_CAPTION = (
    "Each point is the raid of a date in the public record, as claimed by the same authority: how many were launched,"
    " and the share that was destroyed or did not reach its target. Red: what the claim may stand for."
)


def panel(check: ClaimCheck) -> Panel | None:
    """Return the chart; None without a record, or where it states no share of the kinds of the claim."""
    points = [(night.date, totals.launched or 0, share_of(totals, "did_not_hit")) for night, totals in check.precedents]
    stated = [(day, launched, 100.0 * float(share)) for day, launched, share in points if share is not None]
    statement = check.reading.statements[0] if check.reading.statements else None
    if not stated or statement is None:
        return None
    last = stated[-1][0]
    recent = [point for point in stated if (last - point[0]).days < _RECENT]
    earlier = [point for point in stated if (last - point[0]).days >= _RECENT]
    series = [
        Series(name, [launched for _, launched, _ in some], [share for _, _, share in some], colour, marks=True)
        for name, some, colour in (
            ("earlier", earlier, _FAINT),
            (f"the {_RECENT} days to {last}", recent, COLOURS[0]),
        )
        if some
    ]
    most = max(launched for _, launched, _ in stated)
    if statement.objects is not None:
        most = max(most, statement.objects.high)
    series += _claimed(statement, most)
    name = kinds.label(statement.kinds)
    return Panel(
        f"Recorded raids: {name}",
        f"{name[:1].upper()}{name[1:]} launched",
        "Did not hit, %",
        series,
        _CAPTION,
        x_range=(0.9, 1.15 * most),
        y_range=(-2, 102),
        x_scale="log",
    )


def _claimed(statement: Statement, most: int) -> list[Series]:
    """Return the claim: a box of its numbers of objects and shares, or lines where the number is not said."""
    low, high = _shares(statement)
    objects = statement.objects
    if objects is not None and high - low < _NARROW and objects.high <= 1.1 * objects.low:
        return [Series("the claim", [0.5 * (objects.low + objects.high)], [0.5 * (low + high)], CLAIM, marks=True)]
    if objects is None:
        left, right = 0.9, 1.15 * most
    else:
        left, right = objects.low / 1.06, objects.high * 1.06
    across, up = [left, right, right, left, left], [low, low, high, high, low]
    return [Series("the claim", across, up, CLAIM)]


def _shares(statement: Statement) -> tuple[float, float]:
    """Return the lowest and highest share, in per cent, that did not hit by a statement."""
    share, number, objects = statement.share, statement.number, statement.objects
    low, high = 0.0, 1.0
    if share is not None:
        low, high = float(share.low), float(share.high)
    elif number is not None and objects is not None and objects.low:
        low, high = number.low / objects.high, min(1.0, number.high / objects.low)
    return (100.0 * (1.0 - high), 100.0 * (1.0 - low)) if statement.outcome == "hit" else (100.0 * low, 100.0 * high)
