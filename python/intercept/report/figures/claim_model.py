"""The shares of a scenario's replications, with the range that a claim may stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from intercept.claim import kinds
from intercept.claim.modelled import FATES, shares
from intercept.report.look.chart import COLOURS, Panel, Series
from intercept.report.look.palette import CLAIM

if TYPE_CHECKING:
    from intercept.claim.claim_check import ClaimCheck

_BINS_MAX = 40
_CAPTION = (
    "Share of the replications of the scenario by how much was down: luck and what is not known together. Red: what the"
    " claim may stand for."
)


def panel(check: ClaimCheck) -> Panel | None:
    """Return the chart; None without a scenario that has the kinds of the first statement."""
    found = check.modelled
    if found is None:
        return None
    one = check.arithmetic[0]
    # Bars no narrower than one object, with its values in their middle.
    width = max(1, -(-(found.launched + 1) // _BINS_MAX))
    edges = np.arange(-0.5, found.launched + width, width)
    counts, _ = np.histogram(found.down, edges)
    heights = 100.0 * counts / counts.sum()
    x = 100.0 * np.repeat(edges, 2)[1:-1] / found.launched
    series = [Series("replications", x, np.repeat(heights, 2), COLOURS[0])]
    top = 1.08 * float(heights.max())
    ends = shares(one)
    if ends is not None:
        low, high = 100.0 * ends[0], 100.0 * ends[1]
        series.append(Series("the claim", [low, low, high, high, low], [0.0, top, top, 0.0, 0.0], CLAIM))
    name, down = kinds.label(one.statement.kinds), FATES[one.statement.outcome].partition(" (")[0]
    return Panel(
        f"The scenario: {name} {down}",
        f"Of {found.launched:,} {name}, {down}, %",
        "Replications, %",
        series,
        _CAPTION,
        x_range=(-2, 102),
        y_range=(0, 1.02 * top),
    )
