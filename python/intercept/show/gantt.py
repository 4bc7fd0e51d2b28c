"""Engagement windows over time: a row a threat, a bar a fire unit's window, for a sample of threats."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from intercept.extras import require
from intercept.show import palette, words

if TYPE_CHECKING:
    from intercept.result import Result
    from intercept.table import Table

ROWS_MAX = 40
ROW_PIXELS = 26


def sample(threats: Table, rows_max: int = ROWS_MAX) -> npt.NDArray[np.intp]:
    """Return row indices of at most ``rows_max`` threats: each class is there, numerous ones with more rows.

    Half of the rows are shared equally between classes, half by number; within a class rows are spread evenly over
    the time of arrival. Nothing is drawn at random, so the same night shows the same rows.
    """
    classes, codes = threats.codes("threat_class")
    counts = np.bincount(codes, minlength=len(classes))
    chosen = []
    for index in np.argsort([palette.in_order(classes, palette.THREATS).index(name) for name in classes]):
        quota = max(1, int(rows_max / 2 / len(classes) + rows_max / 2 * counts[index] / counts.sum()))
        rows = np.flatnonzero(codes == index)
        rows = rows[np.argsort(threats["arrival_s"][rows], kind="stable")]
        chosen.append(rows[np.unique(np.linspace(0, rows.size - 1, min(quota, rows.size)).round().astype(int))])
    return np.concatenate(chosen)[:rows_max] if chosen else np.zeros(0, np.intp)


def figure(result: Result) -> Any:  # noqa: ANN401  (plotly is an extra)
    """Return the chart for geometry sample 0; raises MissingExtraError naming the extra ``report``."""
    go = require("plotly.graph_objects", "report")
    rows = sample(result.threats)
    shown = result.threats.take(rows)
    height, headings = _places(shown)
    traces = [go.Scatter(**_flights(shown, height)), *(go.Bar(**bars) for bars in _bars(result.windows, height))]
    traces += [go.Scatter(**ticks) for ticks in _ticks(shown, height)]
    lines = len(height) + len(headings)
    look = palette.layout(
        110 + ROW_PIXELS * max(lines, 4),
        xaxis=palette.axis("Time since the start of the raid, min"),
        yaxis=palette.axis(
            "Threat",
            tickvals=list(height.values()),
            ticktext=[html.escape(str(threat)) for threat in height],
            tickfont={"size": 10},
            range=[-0.7, lines - 0.3],
            ticks="",
        ),
        barmode="overlay",
        hovermode="closest",
        annotations=[_heading(name, place) for name, place in headings.items()],
    )
    return go.Figure(traces, look)


def _places(shown: Table) -> tuple[dict[Any, int], dict[str, int]]:
    """Return the line of each threat and that of each class's heading, counted from the bottom."""
    height: dict[Any, int] = {}
    headings: dict[str, int] = {}
    line = len(shown) + len(shown.codes("threat_class")[0])
    for row in shown.records():
        if row["threat_class"] not in headings:
            line -= 1
            headings[row["threat_class"]] = line
        line -= 1
        height[row["threat"]] = line
    return height, headings


def _heading(name: str, line: int) -> dict[str, Any]:
    text = f"<b>{html.escape(words.label(name))}</b>"
    place = {"x": 0, "xref": "paper", "xanchor": "left", "y": line, "yanchor": "middle", "xshift": 4}
    return {"text": text, "showarrow": False, "font": {"size": 12}, "bgcolor": "#ffffff"} | place


def _flights(shown: Table, height: dict[Any, int]) -> dict[str, Any]:
    """Return a thin line from launch to arrival in each row."""
    along = np.column_stack([shown["launch_s"], shown["arrival_s"], np.full(len(shown), np.nan)]) / 60
    rows = np.repeat(list(height.values()), 3)
    line = {"color": "#b4bec7", "width": 1}
    return {
        "x": along.ravel().round(3),
        "y": rows,
        "mode": "lines",
        "line": line,
        "name": "Flight",
        "hoverinfo": "skip",
    }


def _bars(windows: Table, height: dict[Any, int]) -> list[dict[str, Any]]:
    """Return one bar trace for each class of defence; the classes in a row share its height."""
    wanted = np.isin(windows["threat"], np.array(list(height), dtype=windows["threat"].dtype))
    windows = windows.take(wanted & (windows["geometry_sample"] == 0))
    classes = palette.in_order(windows["unit_class"].tolist(), palette.DEFENCES)
    colours = palette.colours(classes, palette.DEFENCES)
    present = _classes_of(windows, classes)
    traces = []
    for name in classes:
        own = windows.take(windows["unit_class"] == name)
        length = (own["launch_latest_s"] - own["launch_earliest_s"]) / 60
        threats = own["threat"].tolist()
        lanes = np.array([0.86 / len(present[threat]) for threat in threats])
        places = np.array([present[threat].index(name) for threat in threats])
        rows = np.array([height[threat] for threat in threats], dtype=float)
        traces.append(
            {
                "orientation": "h",
                "base": (own["launch_earliest_s"] / 60).round(3),
                "x": length.round(3),
                "y": (rows + 0.43 - lanes * (places + 0.5)).round(4),
                "width": lanes.round(4),
                # A window of seconds in a night of hours still gets a line's width.
                "marker": {"color": palette.faint(colours[name], 0.75), "line": {"color": colours[name], "width": 1}},
                "name": html.escape(words.label(name)),
                "text": [_hover(row) for row in own.records()],
                "textposition": "none",
                "hovertemplate": "%{text}<extra></extra>",
            }
        )
    return traces


def _classes_of(windows: Table, order: list[str]) -> dict[Any, list[str]]:
    """Return the classes of defence that have a window on each threat, in the given order."""
    pairs = set(zip(windows["threat"].tolist(), windows["unit_class"].tolist(), strict=True))
    found: dict[Any, list[str]] = {}
    for threat, name in sorted(pairs, key=lambda pair: order.index(pair[1])):
        found.setdefault(threat, []).append(name)
    return found


def _hover(row: dict[str, Any]) -> str:
    launch = f"{row['launch_earliest_s'] / 60:.1f}–{row['launch_latest_s'] / 60:.1f} min"
    meet = f"{row['intercept_first_s'] / 60:.1f}–{row['intercept_last_s'] / 60:.1f} min"
    unit = html.escape(str(row["unit"]))
    return f"<b>{unit}</b><br>launch {launch}<br>intercept {meet}<br>shots with a look between: {row['opportunities']}"


def _ticks(shown: Table, height: dict[Any, int]) -> list[dict[str, Any]]:
    """Return ticks at first detection and at arrival."""
    rows = list(height.values())
    look = {"first_detection_s": ("First detection", "line-ns-open", 10), "arrival_s": ("Arrival", "x-thin-open", 7)}
    return [
        {
            "x": (shown[column] / 60).round(3),
            "y": rows,
            "mode": "markers",
            "marker": {"symbol": symbol, "size": size, "color": palette.INK, "line": {"width": 1.4}},
            "name": name,
            "hovertemplate": name + " %{x:.1f} min<extra></extra>",
        }
        for column, (name, symbol, size) in look.items()
    ]
