"""The fly-out fan of an interceptor: kinematic boundary and lines of equal time of flight."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from intercept.base.words import one_of_class
from intercept.report.figures import panels
from intercept.report.look import palette, words
from intercept.report.look.chart import Drawing, Panel, Series

if TYPE_CHECKING:
    from intercept.engagement.defence.flyout import FlyoutTable

Array = npt.NDArray[np.float64]

NOTE = "A generic class: straight fly-outs of a point mass with values of judgement, not data of any system."
BOUNDARY_POINTS = 181
FIRST, LAST = np.array([0xB8, 0xD8, 0xEC]), np.array([0x08, 0x3A, 0x63])


def drawing(table: FlyoutTable) -> Drawing:
    """Return how the fan of a table is drawn."""
    title = f"Fly-out of {one_of_class(table.name or 'interceptor')}"
    return panels.drawing(title, [told(table)], NOTE, [panel(table, title)], height=480)


def told(table: FlyoutTable) -> str:
    """Say how far, how high and how long the interceptor flies."""
    edge = table.boundary(BOUNDARY_POINTS)
    far, high = 1e-3 * edge.max(axis=0)
    longest = float(np.nanmax(table.time_of_flight_s))
    return (
        f"The interceptor reaches {far:,.3g} km along the ground and {high:,.3g} km up; its longest flight takes"
        f" {longest:,.0f} s. {words.ONE_SET}"
    )


def panel(table: FlyoutTable, title: str, points: int = BOUNDARY_POINTS) -> Panel:
    """Return the fan, each line by so many points."""
    times = round_times(float(np.nanmax(table.time_of_flight_s)))
    edge = table.boundary(points)
    lines = [
        _line(f"{time_s:g} s", table.time_line(time_s, points), colour)
        for time_s, colour in zip(times, _colours(len(times)), strict=True)
    ]
    return Panel(
        title,
        "Ground range, km",
        "Altitude, km",
        [*lines, _line("boundary", edge, palette.INK, "dash")],
        "Lines of equal time of flight.",
        x_range=(0.0, 1.03e-3 * float(edge[:, 0].max())),
        y_range=(0.0, 1.08e-3 * float(edge[:, 1].max())),
    )


def _line(name: str, points: Array, colour: str, dash: str = "solid") -> Series:
    return Series(name, points[:, 0] / 1e3, points[:, 1] / 1e3, colour, dash)


def round_times(longest_s: float, lines: int = 8) -> list[float]:
    """Return at most so many round times of flight (s), evenly spaced, up to the longest."""
    steps = [base * 10.0**power for power in range(-2, 5) for base in (1.0, 2.0, 5.0)]
    step = next((s for s in steps if longest_s / s <= lines), steps[-1])
    return [step * (i + 1) for i in range(int(longest_s / step))]


def _colours(count: int) -> list[str]:
    shares = np.linspace(0.0, 1.0, max(count, 2))[:count]
    return ["#" + "".join(f"{int(part):02x}" for part in FIRST + (LAST - FIRST) * share) for share in shares]
