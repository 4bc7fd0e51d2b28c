"""Static figures by matplotlib (extra `figures`): svg, png and pdf, the same bytes each time."""

from __future__ import annotations

import io
import re
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from intercept.base.extras import require
from intercept.base.files import whole_file
from intercept.base.outside import outside
from intercept.report.look.chart import Panel, Series
from intercept.report.look.palette import INK, MUTED, RULE

EXTRA = "figures"
# Of one chart, and of the letters of a legend, in points; 72 to the inch.
WIDTH, HEIGHT, LETTER, KEY = 400.0, 300.0, 4.9, 34.0
CAPTION_LETTER = 4.4
BELOW = 34.0
_DASHES: dict[str, Any] = {
    "solid": "-",
    "dash": "--",
    "dot": ":",
    "dashdot": "-.",
    "longdash": (0, (8, 2)),
    "longdashdot": (0, (8, 2, 1, 2)),
}
_MARKERS = {"circle-open": "o", "line-ns-open": "|", "circle": "o"}
_STYLE = {
    "figure.dpi": 100,
    "savefig.dpi": 200,
    "font.size": 9,
    "text.color": INK,
    "axes.edgecolor": "#9aa5b1",
    "axes.labelcolor": INK,
    "axes.grid": True,
    "axes.axisbelow": True,
    "axes.titlelocation": "left",
    "axes.titlesize": 10.5,
    "axes.titleweight": "bold",
    "grid.color": RULE,
    "grid.linewidth": 0.7,
    "xtick.color": "#9aa5b1",
    "ytick.color": "#9aa5b1",
    "xtick.labelcolor": MUTED,
    "ytick.labelcolor": MUTED,
    "lines.linewidth": 1.5,
    "lines.markersize": 4.5,
    "legend.frameon": False,
    "legend.fontsize": 8.5,
    "svg.fonttype": "none",
    "svg.hashsalt": "intercept",
    "pdf.fonttype": 42,
}
_METADATA: dict[str, dict[str, None]] = {
    ".svg": dict.fromkeys(("Date", "Creator")),
    ".pdf": dict.fromkeys(("CreationDate", "Creator", "Producer")),
    ".png": {"Software": None},
}
ENDINGS = tuple(_METADATA)


def style() -> Any:  # noqa: ANN401 - a context manager
    """Return the context in which a figure is made and saved: the library's defaults, and ours, not the user's."""
    return require("matplotlib.style", EXTRA).context(["default", _STYLE])


def blank(width: float, height: float) -> Any:  # noqa: ANN401 - matplotlib is an extra
    """Return an empty figure, width and height in points; MissingExtraError names the extra."""
    figure = require("matplotlib.figure", EXTRA).Figure
    return figure(figsize=(width / 72.0, height / 72.0), layout="constrained")


def sheet(
    panels: Sequence[Panel], *, columns: int = 2, width: float = WIDTH, height: float = HEIGHT, title: str = ""
) -> Any:  # noqa: ANN401
    """Return panels side by side as one figure, so many in a row, each `width` by `height` points."""
    across = min(columns, len(panels))
    down = -(-len(panels) // across)
    with style():
        figure = blank(width * across, height * down)
        if title:
            figure.suptitle(title, x=0.01, ha="left", fontsize=12, fontweight="bold")
        axes = figure.subplots(down, across, squeeze=False).ravel()
        for panel, ax in zip(panels, axes, strict=False):
            _draw(panel, ax)
        _legends(figure, panels, axes, (width, across))
        for ax in axes[len(panels) :]:
            ax.remove()
    return figure


def save(figure: Any, path: Path) -> None:  # noqa: ANN401
    """Write a figure, whole or not at all, without the date and the version of the library."""
    ending = path.suffix.lower()
    drawn = io.BytesIO()
    with style(), outside("figure", figure, "a figure that matplotlib can draw"):
        figure.savefig(drawn, format=ending[1:], metadata=_METADATA[ending])
    # A writer of figures that is stopped half-way hides why.
    with whole_file(path) as file:
        file.write(drawn.getbuffer())


def colour(text: str) -> Any:  # noqa: ANN401
    """Return a colour of the pages, `#rrggbb` or `rgba(r,g,b,a)`, as matplotlib has them."""
    if not text.startswith("rgba"):
        return text
    red, green, blue, opacity = (float(part) for part in re.findall(r"[\d.]+", text))
    return red / 255.0, green / 255.0, blue / 255.0, opacity


def clock_axis(ax: Any, *, dated: bool) -> None:  # noqa: ANN401 - matplotlib is an extra
    """Mark the x axis, in days since 1970, with the time of the clock, and where it is dated with the date."""
    dates = require("matplotlib.dates", EXTRA)
    locator = dates.AutoDateLocator(minticks=3, maxticks=8)
    ax.xaxis.set_major_locator(locator)
    plain = {"formats": ["%H:%M"] * 4 + ["%H:%M", "%H:%M:%S"], "zero_formats": ["%H:%M"] * 6, "show_offset": False}
    ax.xaxis.set_major_formatter(dates.ConciseDateFormatter(locator, **({} if dated else plain)))


def legend(ax: Any, width: float, **more: Any) -> None:  # noqa: ANN401
    """Put the legend below an axis, in as many columns as fit."""
    handles, names = ax.get_legend_handles_labels()
    if not names:
        return
    move = require("matplotlib.transforms", EXTRA).ScaledTranslation(0.0, -BELOW / 72.0, ax.figure.dpi_scale_trans)
    columns = max(1, int((width - 60.0) // (LETTER * max(map(len, names)) + KEY)))
    ax.legend(
        handles,
        names,
        loc="upper left",
        bbox_to_anchor=(0.0, 0.0),
        bbox_transform=ax.transAxes + move,
        ncols=min(columns, len(names)),
        borderaxespad=0.0,
        columnspacing=1.2,
        handlelength=1.8,
        **more,
    )


def legend_of(figure: Any, named: Mapping[str, Any], width: float) -> None:  # noqa: ANN401
    """Put one legend, of artists by name, below all axes of a figure."""
    columns = max(1, int(width // (LETTER * max(map(len, named), default=1) + KEY)))
    figure.legend(named.values(), named.keys(), loc="outside lower left", ncols=min(columns, len(named)), fontsize=8)


def _draw(panel: Panel, ax: Any) -> None:  # noqa: ANN401
    ax.set(title=panel.title, xlabel=panel.x_label, ylabel=panel.y_label, xscale=panel.x_scale, yscale=panel.y_scale)
    for line in panel.lines():
        _line(line, ax)
    x, y = panel.spans()
    ax.set(xlim=x, ylim=y)
    if panel.x_ticks:
        ax.set_xticks(range(len(panel.x_ticks)), panel.x_ticks)
    if panel.whole:
        ax.xaxis.set_major_locator(require("matplotlib.ticker", EXTRA).MaxNLocator(integer=True))
    if panel.extent is not None:
        ax.set_aspect("equal")
    for axis, scale, span in ((ax.xaxis, panel.x_scale, x), (ax.yaxis, panel.y_scale, y)):
        # As on the page: 1 and 10 instead of powers, 1,000 with a comma.
        if not (axis is ax.xaxis and panel.x_ticks) and (scale == "log" or max(map(abs, span)) >= 1e3):
            axis.set_major_formatter(require("matplotlib.ticker", EXTRA).StrMethodFormatter("{x:,.10g}"))


def _legends(figure: Any, panels: Sequence[Panel], axes: Sequence[Any], size: tuple[float, int]) -> None:  # noqa: ANN401
    """Put a legend below each panel, so wide and so many across; where all have the same one, once below them."""
    width, across = size
    looks = [[(line.name, line.colour, line.dash, line.marks, line.fill) for line in each.lines()] for each in panels]
    named = [sorted({look for look in each if look[0]}) for each in looks]
    if len(panels) > 1 and named[0] and all(each == named[0] for each in named):
        handles, names = axes[0].get_legend_handles_labels()
        legend_of(figure, dict(zip(names, handles, strict=True)), width * across)
        return
    for _, ax in zip(panels, axes, strict=False):
        legend(ax, width)


def _line(line: Series, ax: Any) -> None:  # noqa: ANN401
    x, y = np.asarray(line.x, dtype=float), np.asarray(line.y, dtype=float)
    if line.fill:
        patch = require("matplotlib.patches", EXTRA).PathPatch
        look = {"facecolor": line.colour, "alpha": line.opacity, "edgecolor": "none", "label": line.name or "_"}
        ax.add_patch(patch(_rings(x, y), **look))
        return
    looks = {"linestyle": "none", "marker": "o"} if line.marks else {"linestyle": _DASHES[line.dash]}
    ax.plot(x, y, color=line.colour, label=line.name or "_", **looks)


def _rings(x: npt.NDArray[np.float64], y: npt.NDArray[np.float64]) -> Any:  # noqa: ANN401
    """Return rings, NaN between them, as one path; holes turn the other way and stay empty."""
    path = require("matplotlib.path", EXTRA).Path
    points = np.column_stack([x, y])
    pieces = np.split(points, np.flatnonzero(~np.isfinite(points).all(axis=1)))
    rings = [piece[np.isfinite(piece).all(axis=1)] for piece in pieces]
    return path.make_compound_path(*(path(ring, closed=True) for ring in rings if len(ring) > 2))


def caption(figure: Any, text: str, width: float) -> None:  # noqa: ANN401
    """Put what explains a figure above its axes, in lines that fit into so many points."""
    figure.suptitle(
        textwrap.fill(text, int(width // CAPTION_LETTER), break_on_hyphens=False),
        x=0.01,
        ha="left",
        fontsize=8,
        color=MUTED,
    )


def traces(ax: Any, drawn: Sequence[Mapping[str, Any]]) -> None:  # noqa: ANN401
    """Draw bars and lines that are described as plotly has them: keys kind, x, y, base, width, marker, line, name."""
    for trace in drawn:
        name = trace.get("name", "_") if trace.get("showlegend", True) else "_"
        (_bars if trace["kind"] == "bar" else _scatter)(ax, trace, name)


def _bars(ax: Any, trace: Mapping[str, Any], name: str) -> None:  # noqa: ANN401
    look = {"color": _colours(trace["marker"]["color"]), "label": name, "linewidth": 0.7}
    look["edgecolor"] = _colours(trace["marker"].get("line", {}).get("color", "none"))
    if trace.get("orientation") == "h":
        ax.barh(trace["y"], trace["x"], left=trace.get("base"), height=trace["width"], **look)
    else:
        ax.bar(trace["x"], trace["y"], width=trace["width"], **look)


def _scatter(ax: Any, trace: Mapping[str, Any], name: str) -> None:  # noqa: ANN401
    if trace["mode"] == "lines":
        line = trace["line"]
        look = {"color": colour(line["color"]), "linestyle": _DASHES[line.get("dash", "solid")]}
        ax.plot(trace["x"], trace["y"], linewidth=0.75 * line["width"], label=name, **look)
        return
    marker = trace["marker"]
    inside = "none" if marker["symbol"].endswith("open") else colour(marker["color"])
    look = {"markeredgecolor": colour(marker["color"]), "markerfacecolor": inside, "markersize": 0.75 * marker["size"]}
    ax.plot(trace["x"], trace["y"], linestyle="none", marker=_MARKERS[marker["symbol"]], label=name, **look)


def _colours(given: str | Sequence[str]) -> Any:  # noqa: ANN401
    return colour(given) if isinstance(given, str) else [colour(one) for one in given]
