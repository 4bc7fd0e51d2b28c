"""How much a claim says of a class, by how many of it there were: the share that must have been down."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from intercept.claim import kinds
from intercept.claim.words import percent
from intercept.report.look.chart import COLOURS, Panel, Series

if TYPE_CHECKING:
    from intercept.claim.arithmetic import Arithmetic
    from intercept.claim.claim_check import ClaimCheck

POINTS = 400
_TITLE = "What the claim says of a class, by its size"
_CAPTION = (
    "The share of a class that must have been down for the claim to hold at all, even if everything else was down."
    " Where the line is at zero, the claim says nothing of a class of that size: all of it may have got through."
)


def panel(check: ClaimCheck) -> Panel | None:
    """Return the chart; None where no statement is of a known number of objects, or it contradicts itself."""
    drawn = [one for one in check.arithmetic if one.stated is not None and not one.contradicts_itself]
    drawn = [one for one in drawn if one.objects is not None and one.objects.high > 1]
    if not drawn:
        return None
    several = len(drawn) > 1
    series: list[Series] = []
    for place, one in enumerate(drawn):
        series += _lines(one, COLOURS[place % len(COLOURS)], one.statement.text if several else "")
    bounds = sorted((bound for one in drawn for bound in one.bounds), key=lambda bound: -bound.of)
    for bound, colour in zip(bounds, _marks(len(drawn)), strict=False):
        least = f"at least {percent(bound.stated_share, 1)}" if bound.stated_share else "nothing is said"
        name = f"{bound.group.label}: {least}"
        series.append(Series(name, [bound.of], [100 * float(bound.stated_share)], colour, marks=True))
    most = max(one.objects.high for one in drawn if one.objects is not None)
    label = f"Number of objects of the class (of {most:,})"
    return Panel(
        _TITLE, label, "Down at least, %", series, _CAPTION, x_range=(1, most), y_range=(-2, 102), x_scale="log"
    )


def _lines(one: Arithmetic, colour: str, name: str) -> list[Series]:
    objects, stated = one.objects, one.stated
    assert objects is not None  # noqa: S101 - the caller has looked
    assert stated is not None  # noqa: S101
    edges = [float(span.high) for span in (stated, one.exact) if span is not None and span.high]
    sizes = np.unique(np.concatenate([np.geomspace(1.0, float(objects.high), POINTS), edges]))
    found = [Series(name or "as stated", sizes, _least(sizes, stated.high), colour)]
    if one.exact is not None and one.exact != stated:
        of = kinds.label(one.statement.kinds)
        title = f"{name or of}: read exactly" if name else "read exactly"
        found.append(Series(title, sizes, _least(sizes, one.exact.high), colour, "dash"))
    return found


def _least(sizes: np.ndarray, left: int) -> np.ndarray:
    """Return (h - L) / h in per cent, no less than 0."""
    return 100.0 * np.maximum(0.0, 1.0 - left / sizes)


def _marks(taken: int) -> list[str]:
    return [*COLOURS[taken:], *COLOURS[:taken]] * 3
