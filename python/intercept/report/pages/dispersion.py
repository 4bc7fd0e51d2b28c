"""Where an ensemble comes down: a map of the ends with their ellipse, and how well a normal law describes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from intercept.base.words import counted
from intercept.report.figures import panels
from intercept.report.look import palette
from intercept.report.look.chart import COLOURS, Drawing, Panel, Series

if TYPE_CHECKING:
    from intercept.flight.dispersion import Dispersion

TITLE = "Where the ensemble comes down"
NOTE = (
    "The ends of bodies that were released with the deviations that the user gave. Nothing here is the accuracy of any"
    " weapon: the catalogue has none."
)
# Of ends that are drawn, evenly over the rows.
DRAWN_MAX = 4000
STEPS = 200


def drawing(found: Dispersion) -> Drawing:
    """Return how a dispersion is drawn."""
    return panels.drawing(TITLE, [found.explain()], NOTE, [_map(found), _law(found)])


def _map(found: Dispersion) -> Panel:
    ends, inside = found.east_north_m / 1e3, found.inside
    drawn = np.unique(np.linspace(0, len(ends) - 1, min(len(ends), DRAWN_MAX)).round().astype(int))
    series = []
    for name, held, colour in (("ends inside", True, COLOURS[5]), ("ends outside", False, COLOURS[6])):
        rows = drawn[inside[drawn] == held]
        if len(rows):
            x, y = ends[rows].T
            series.append(Series(name, x, y, colour=colour, marks=True))
    outline = found.outline()
    ring = np.column_stack(found.frame.to_local(*np.vstack([outline, outline[:1]]).T)) / 1e3
    share = f"{100.0 * found.probability:.4g} % of the normal law"
    series.append(Series(share, ring[:, 0], ring[:, 1], colour=palette.INK))
    # Their last point is a quarter of the way around.
    for turn, dash in ((0, "dash"), (len(outline) // 4, "dot")):
        name, (x, y) = ("longer axis", "shorter axis")[bool(turn)], ring[[turn, turn + len(outline) // 2]].T
        series.append(Series(name, x, y, colour=palette.INK, dash=dash))
    low, high = (of(np.vstack([ends[drawn], ring]), axis=0) for of in (np.min, np.max))
    extent, (east, north) = 0.55 * float(np.max(high - low)), 0.5 * (low + high)
    left_out = len(ends) - len(drawn)
    told = f" {left_out:,} of {counted(len(ends), 'end')} are not drawn." if left_out else ""
    caption = f"East and north of the middle, along geodesics from it.{told}"
    return Panel("Ends", "East, km", "North, km", series, caption, extent=extent, middle=(float(east), float(north)))


def _law(found: Dispersion) -> Panel:
    known = found.variances_m2 > 0.0
    scales = np.sort((found.along_axes_m[:, known] ** 2 / found.variances_m2[known]).sum(axis=1))
    probability = np.linspace(0.0, 1.0, STEPS + 1)[:-1]
    share = np.searchsorted(scales, -2.0 * np.log1p(-probability), side="right") / len(scales)
    series = [
        Series("ends", probability, share, colour=COLOURS[0]),
        Series("normal law", [0.0, 1.0], [0.0, 1.0], colour=palette.MUTED, dash="dash"),
        Series("this ellipse", [found.probability], [found.inside_share], colour=palette.INK, marks=True),
    ]
    told = (
        "Share of the ends in the ellipse of each probability. Where the line leaves the dashed one by more than about"
        f" {100.0 / np.sqrt(len(found)):.2g} percentage points, the ends follow no normal law."
    )
    across, up = "Probability of the ellipse", "Share of the ends inside"
    return Panel("Normal law", across, up, series, told, x_range=(0.0, 1.0), y_range=(0.0, 1.02))
