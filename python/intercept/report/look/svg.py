"""Line charts as plain SVG text: the figures of the documentation, and `--plot file.svg`.

A pure function of its arguments, without any library, so that a figure is the same bytes wherever it is made.
"""

from __future__ import annotations

import html
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from intercept.errors import InvalidParameterError
from intercept.report.look.palette import FONT, INK, MUTED, RULE

Scale = Literal["linear", "log"]
Array = npt.NDArray[np.float64]

COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#835b34", "#56b4e9", "#e69f00", "#4b505c")
DASHES = {"solid": "", "dash": "7 4", "dot": "1.5 4", "dashdot": "8 4 1.5 4"}
LEFT, RIGHT, TOP, BOTTOM = 68, 22, 16, 50
# Width of a letter of the legend, and how far (px) a point may lie off the line drawn without it.
LETTER, OFF = 6.8, 0.06
MINUS = "\u2212"


class Series(NamedTuple):
    """One line, or the inside of rings: its name in the legend (none if empty), its points, its look; NaN breaks it."""

    name: str
    x: npt.ArrayLike
    y: npt.ArrayLike
    colour: str = ""
    dash: str = "solid"
    marks: bool = False
    fill: bool = False


@dataclass(frozen=True)
class _Axis:
    low: float
    high: float
    scale: Scale
    start: float
    end: float

    def at(self, value: npt.ArrayLike) -> Array:
        """Return pixels; what a logarithmic axis cannot show becomes NaN."""
        values = np.asarray(value, dtype=float)
        low, high = self.low, self.high
        if self.scale == "log":
            values = np.log10(np.where(values > 0, values, np.nan))
            low, high = math.log10(low), math.log10(high)
        return np.asarray(self.start + (values - low) / (high - low) * (self.end - self.start))

    def ticks(self) -> list[float]:
        """Return round numbers (1, 2 or 5 times a power of ten) inside the axis; of a logarithmic one, the powers."""
        if self.scale == "log":
            first, last = math.ceil(math.log10(self.low) - 1e-9), math.floor(math.log10(self.high) + 1e-9)
            return [10.0**power for power in range(first, last + 1, max(1, (last - first) // 8 + 1))]
        step = _step((self.high - self.low) / max(abs(self.end - self.start) / 60, 2))
        first, last = math.ceil(self.low / step - 1e-9), math.floor(self.high / step + 1e-9)
        return [step * count for count in range(first, last + 1)]


def line_chart(  # noqa: PLR0913 - a figure and its keyword-only look
    series: Sequence[Series],
    *,
    x_label: str,
    y_label: str,
    title: str = "",
    width: int = 720,
    height: int = 420,
    x_range: tuple[float, float] | None = None,
    y_range: tuple[float, float] | None = None,
    x_scale: Scale = "linear",
    y_scale: Scale = "linear",
    equal: bool = False,
) -> str:
    """Return a line chart as an SVG document.

    Parameters
    ----------
    series
        The lines, at least one with a finite point.
    x_label, y_label
        Titles of the axes; they name the unit: `"Altitude, km"`.
    title
        Heading of the figure; also what a screen reader says.
    width, height
        Size in pixels, at least 240 by 160.
    x_range, y_range
        Ends of the axes; round numbers about the points unless given.
    x_scale, y_scale
        `"linear"` or `"log"`.
    equal
        Widens the shorter axis about its middle, so that a unit is as long upwards as sideways, as on a map.

    Raises
    ------
    InvalidParameterError
        There is nothing to draw, x and y differ in length, or the figure is too small.

    Examples
    --------
    >>> figure = line_chart([Series("free fall", [0, 1, 2], [20, 15, 0])], x_label="Time, s", y_label="Height, m")
    >>> figure.startswith("<svg")
    True
    """
    if width < 240 or height < 160:
        raise InvalidParameterError(f"size = {width} x {height} is not allowed: must be at least 240 x 160")
    lines = [_points(line) for line in series]
    legend, rows = _legend(series, width, TOP + 22 * bool(title))
    top = TOP + 22 * bool(title) + 20 * rows + 6
    x = _axis([line[:, 0] for line in lines], x_range, x_scale, (LEFT, width - RIGHT))
    y = _axis([line[:, 1] for line in lines], y_range, y_scale, (height - BOTTOM, top))
    if equal:
        x, y = _alike(x, y)
    frame = f'x="{LEFT}" y="{top}" width="{width - LEFT - RIGHT}" height="{height - BOTTOM - top}"'
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    clip = f"frame-{width}-{height}-{top}"
    heading = f'<text x="{LEFT}" y="{TOP + 10}" font-size="15" font-weight="600">{html.escape(title)}</text>'
    return "\n".join(
        [
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" {size}'
                f' role="img" font-family="{html.escape(FONT)}" font-size="12" fill="{INK}">'
            ),
            f"<title>{html.escape(title or f'{y_label} against {x_label}')}</title>",
            f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
            *([heading] if title else []),
            *legend,
            f'<clipPath id="{clip}"><rect {frame}/></clipPath>',
            *_grid(x, y),
            f'<rect {frame} fill="none" stroke="#9aa5b1"/>',
            (
                f'<text x="{(LEFT + width - RIGHT) / 2:g}" y="{height - 12}" text-anchor="middle" font-size="13">'
                f"{html.escape(x_label)}</text>"
            ),
            (
                f'<text transform="translate(18 {(top + height - BOTTOM) / 2:g}) rotate(-90)" text-anchor="middle"'
                f' font-size="13">{html.escape(y_label)}</text>'
            ),
            f'<g clip-path="url(#{clip})" fill="none" stroke-width="2" stroke-linejoin="round">',
            *(
                _line(line, points, _colour(line, k), x, y)
                for k, (line, points) in enumerate(zip(series, lines, strict=True))
            ),
            "</g>",
            "</svg>\n",
        ]
    )


def sheet(charts: Sequence[str], *, columns: int = 2) -> str:
    """Return charts of equal size side by side as one SVG document."""
    if not charts or columns < 1:
        raise InvalidParameterError(f"charts = {len(charts)}, columns = {columns}: must be at least 1 each")
    width, height = (int(part.partition('"')[0]) for part in charts[0].split('="')[2:4])
    across, down = min(columns, len(charts)), -(-len(charts) // columns)
    # Names within a document are unique: each chart's clip gets its own.
    placed = [
        chart.replace("<svg", f'<svg x="{k % columns * width}" y="{k // columns * height}"', 1)
        .replace('id="frame-', f'id="c{k}-frame-')
        .replace("url(#frame-", f"url(#c{k}-frame-")
        for k, chart in enumerate(charts)
    ]
    size = f'width="{across * width}" height="{down * height}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size}>\n<rect {size} fill="#ffffff"/>\n'
    return head + "".join(placed) + "</svg>\n"


def _points(line: Series) -> Array:
    x, y = np.asarray(line.x, dtype=float), np.asarray(line.y, dtype=float)
    if x.ndim != 1 or x.shape != y.shape:
        raise InvalidParameterError(f'series "{line.name}": x of shape {x.shape}, y of {y.shape}: must be (n,) alike')
    return np.column_stack([x, y])


def _step(rough: float) -> float:
    power = 10.0 ** math.floor(math.log10(rough))
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough * (1 - 1e-9))


def _axis(values: Iterable[Array], given: tuple[float, float] | None, scale: Scale, ends: tuple[float, float]) -> _Axis:
    flat = np.concatenate([np.empty(0), *values])
    flat = flat[np.isfinite(flat) & ((flat > 0) | (scale != "log"))]
    if given is None and not len(flat):
        raise InvalidParameterError("series: there is no finite point to draw")
    low, high = given or (float(flat.min()), float(flat.max()))
    if not math.isfinite(high - low) or high < low or (scale == "log" and low <= 0):
        raise InvalidParameterError(f"range = {(low, high)} is not allowed: must rise, and be above 0 on a log scale")
    if scale == "log":
        low, high = (low, high) if given else (10.0 ** math.floor(math.log10(low)), 10.0 ** math.ceil(math.log10(high)))
        return _Axis(low, high if high > low else low * 10, scale, *ends)
    if high == low:
        low, high = low - (abs(low) or 1) * 0.5, high + (abs(high) or 1) * 0.5
    if not given:
        step = _step((high - low) / 5) / 2
        low, high = math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step
    return _Axis(low, high, scale, *ends)


def _alike(x: _Axis, y: _Axis) -> tuple[_Axis, _Axis]:
    per_pixel = max((axis.high - axis.low) / abs(axis.end - axis.start) for axis in (x, y))

    def widened(axis: _Axis) -> _Axis:
        middle, half = 0.5 * (axis.low + axis.high), 0.5 * per_pixel * abs(axis.end - axis.start)
        return replace(axis, low=middle - half, high=middle + half)

    return widened(x), widened(y)


def _grid(x: _Axis, y: _Axis) -> list[str]:
    drawn = []
    for value, place in zip(x.ticks(), x.at(x.ticks()), strict=True):
        drawn.append(f'<path d="M{place:.1f} {y.end:g}V{y.start:g}" stroke="{RULE}"/>')
        drawn.append(_label(value, x.scale, f'x="{place:.1f}" y="{y.start + 17:g}" text-anchor="middle"'))
    for value, place in zip(y.ticks(), y.at(y.ticks()), strict=True):
        drawn.append(f'<path d="M{x.start:g} {place:.1f}H{x.end:g}" stroke="{RULE}"/>')
        drawn.append(_label(value, y.scale, f'x="{x.start - 8:g}" y="{place + 4:.1f}" text-anchor="end"'))
    return drawn


def _label(value: float, scale: Scale, place: str) -> str:
    power = round(math.log10(value)) if scale == "log" else 0
    if abs(power) > 3:
        raised = str(power).replace("-", MINUS)
        return f'<text {place} fill="{MUTED}">10<tspan dy="-5" font-size="9">{raised}</tspan></text>'
    text = f"{value:,.10g}" if 1e4 <= abs(value) < 1e7 else f"{value:.6g}"
    return f'<text {place} fill="{MUTED}">{text.replace("-", MINUS)}</text>'


def _colour(line: Series, place: int) -> str:
    return line.colour or COLOURS[place % len(COLOURS)]


def _legend(series: Sequence[Series], width: int, top: float) -> tuple[list[str], int]:
    """Return the entries, row after row, and how many rows there are."""
    drawn: list[str] = []
    x, row = float(LEFT), 0
    for place, line in enumerate(series):
        needed = 44 + LETTER * len(line.name)
        if not line.name:
            continue
        if x > LEFT and x + needed > width - RIGHT:
            x, row = float(LEFT), row + 1
        y = top + 20 * row + 10
        look = _look(line, _colour(line, place))
        dot = f'<circle cx="{x + 12:.1f}" cy="{y:g}" r="3" fill="{html.escape(_colour(line, place))}"/>'
        drawn.append(dot if line.marks else f'<path d="M{x:.1f} {y:g}h24" stroke-width="2" {look}/>')
        drawn.append(f'<text x="{x + 30:.1f}" y="{y + 4:g}">{html.escape(line.name)}</text>')
        x += needed
    return drawn, row + bool(drawn)


def _look(line: Series, colour: str) -> str:
    dash = DASHES.get(line.dash, line.dash)
    pattern = f' stroke-dasharray="{html.escape(dash)}"' if dash else ""
    return f'stroke="{html.escape(colour)}"{pattern}'


def _line(line: Series, points: Array, colour: str, x: _Axis, y: _Axis) -> str:
    places = np.clip(np.column_stack([x.at(points[:, 0]), y.at(points[:, 1])]), -1e5, 1e5)
    broken = np.flatnonzero(~np.isfinite(places).all(axis=1))
    pieces = [p[np.isfinite(p).all(axis=1)] for p in np.split(places, broken)]
    if line.marks:
        dots = (f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3"/>' for piece in pieces for a, b in piece)
        return f'<g fill="{html.escape(colour)}">{"".join(dots)}</g>'
    inside = f'fill="{html.escape(colour)}" fill-opacity="0.09" stroke="none"'
    return f'<path d="{_path(pieces)}" {inside if line.fill else _look(line, colour)}/>'


def _path(pieces: Sequence[Array]) -> str:
    return "".join("M" + "L".join(f"{a:.1f} {b:.1f}" for a, b in _thin(piece)) for piece in pieces if len(piece) > 1)


def _thin(points: Array) -> Array:
    """Drop points that lie on the line between those kept (Douglas and Peucker 1973)."""
    keep = np.zeros(len(points), dtype=bool)
    keep[[0, -1]] = True
    waiting = [(0, len(points) - 1)]
    while waiting:
        first, last = waiting.pop()
        inner = points[first + 1 : last] - points[first]
        if not len(inner):
            continue
        chord = points[last] - points[first]
        length = float(np.hypot(*chord))
        off = np.abs(inner @ [-chord[1], chord[0]]) / length if length > 1e-9 else np.hypot(*inner.T)
        worst = int(np.argmax(off))
        if off[worst] > OFF:
            middle = first + 1 + worst
            keep[middle] = True
            waiting += [(first, middle), (middle, last)]
    return points[keep]
