"""What a chart shows, whoever draws it: lines, their axes, what the figure says in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from intercept.errors import InvalidParameterError

Array = npt.NDArray[np.float64]
Span = tuple[float, float]
Scale = Literal["linear", "log"]

COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#835b34", "#56b4e9", "#e69f00", "#4b505c")


class Series(NamedTuple):
    """One line, or the inside of rings: its name in the legend (none if empty), its points, its look; NaN breaks it.

    The opacity is that of an inside.
    """

    name: str
    x: npt.ArrayLike
    y: npt.ArrayLike
    colour: str = ""
    dash: str = "solid"
    marks: bool = False
    fill: bool = False
    opacity: float = 0.09


@dataclass(frozen=True)
class Panel:
    """One chart: its lines and what it shows in words.

    A map has half its width (`extent`) and its `middle`. Other charts have the ranges given, else those of their
    points: with a margin, and upwards from zero unless `zero` is false. `x_ticks` names the places 0, 1, 2, ... of the
    first axis; `whole` allows whole numbers alone there.
    """

    title: str
    x_label: str
    y_label: str
    series: Sequence[Series]
    caption: str = ""
    extent: float | None = None
    middle: Span = (0.0, 0.0)
    x_range: Span | None = None
    y_range: Span | None = None
    x_scale: Scale = "linear"
    y_scale: Scale = "linear"
    zero: bool = True
    x_ticks: Sequence[str] = ()
    whole: bool = False

    def lines(self) -> list[Series]:
        """Return the lines with their colours, as arrays.

        Raises
        ------
        InvalidParameterError
            Nothing finite is to be drawn, or x and y differ in shape.
        """
        found = []
        for place, line in enumerate(self.series):
            x, y = np.asarray(line.x, dtype=float), np.asarray(line.y, dtype=float)
            if x.ndim != 1 or x.shape != y.shape:
                raise InvalidParameterError(
                    f'series "{line.name}": x of shape {x.shape}, y of {y.shape}: must be (n,) alike'
                )
            found.append(line._replace(x=x, y=y, colour=line.colour or COLOURS[place % len(COLOURS)]))
        if not any((np.isfinite(line.x) & np.isfinite(line.y)).any() for line in found):
            raise InvalidParameterError(f'chart "{self.title}": there is no finite point to draw')
        return found

    def spans(self) -> tuple[Span, Span]:
        """Return the ends of both axes."""
        if self.extent is not None:
            x, y = ((middle - self.extent, middle + self.extent) for middle in self.middle)
            return x, y
        lines = self.lines()
        named = (-0.5, len(self.x_ticks) - 0.5) if self.x_ticks else None
        across = self.x_range or named or _span([line.x for line in lines], self.x_scale)
        up = self.y_range or _span([line.y for line in lines], self.y_scale, zero=self.zero)
        return across, up


def _span(values: Sequence[npt.ArrayLike], scale: Scale, *, zero: bool = False) -> Span:
    found = np.concatenate([np.asarray(part, dtype=float) for part in values])
    found = found[np.isfinite(found) & ((found > 0.0) | (scale == "linear"))]
    if scale == "log":
        return 10.0 ** np.floor(np.log10(found.min())), 10.0 ** np.ceil(np.log10(found.max()))
    low, high = float(found.min()), float(found.max())
    if zero:
        return min(0.0, 1.08 * low), max(0.0, 1.08 * high) or 1.0
    margin = 0.03 * ((high - low) or 1.0)
    return low - margin, high + margin


class Drawing(NamedTuple):
    """How a thing is drawn: as a figure of plotly, that figure as a page, and as a figure of matplotlib."""

    figure: Callable[[], Any]
    page: Callable[[Any], str]
    static: Callable[[], Any]
