"""The time line of one threat: altitude, range, who sees it, which fire units can shoot, and why the others cannot."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from intercept.base.extras import require
from intercept.base.words import counted, spelled
from intercept.report.figures import time_scales
from intercept.report.look import palette, words

if TYPE_CHECKING:
    from intercept.base.table import Table
    from intercept.report.figures.time_scales import Scale

ROW_PIXELS, STRIP_PIXELS, GAP_PIXELS = 26, 120, 26
UNITS_MAX = 40
# Before the first launch is shown this share of the time from it to the arrival.
LEAD_SHARE = 1.0
EXPLAINED = (
    "Upper bar: the launches of a fire unit that lead to an intercept. Lower bar: when these intercepts"
    " happen. Slanted lines: shots of shoot-look-shoot, from launch to intercept. Fire units without a window are"
    " counted by class and by the first condition that fails."
)
CAPTION = EXPLAINED + " Double-click to see the whole flight."
# Of units of one class, which have one colour.
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")
Told = Callable[..., str]
Counting = tuple["Scale", str | None]
Array = npt.NDArray[np.float64]


class TimeLine(NamedTuple):
    """What is drawn: bars and lines, the time shown, the rows and where they are, those of units without a window."""

    traces: list[dict[str, Any]]
    span: tuple[float, float]
    lines: list[str]
    row: dict[str, float]
    without: list[str]


def figure(track: dict[str, Any], history: Table, seen: Table, tables: Mapping[str, Table], counting: Counting) -> Any:  # noqa: ANN401 - plotly is an extra
    """Return the chart, of what `chart` returns; raises MissingExtraError naming the extra `report`."""
    go = require("plotly.graph_objects", "report")
    found = chart(track, history, seen, tables, counting)
    kinds = {"bar": go.Bar, "scatter": go.Scatter}
    look = _layout(history, found, counting[0])
    at = float(counting[0].counted(track["arrival_s"]))
    line = {"color": palette.CLAIM, "width": 1, "dash": "dot"}
    look["shapes"] = [
        {"type": "line", "xref": "x", "yref": "paper", "x0": at, "x1": at, "y0": 0, "y1": 1, "line": line}
    ]
    drawn = [{key: value for key, value in trace.items() if key != "kind"} for trace in found.traces]
    return go.Figure([kinds[trace["kind"]](**one) for trace, one in zip(found.traces, drawn, strict=True)], look)


def chart(
    track: dict[str, Any],
    history: Table,
    seen: Table,
    tables: Mapping[str, Table],
    counting: Counting,
    *,
    whole: bool = False,
) -> TimeLine:
    """Return what the time line of a threat shows.

    Parameters
    ----------
    track
        A row of `EngagementWindows.tracks`.
    history
        Columns time_s, altitude_km, and the slant range (km) from some fire units under their names.
    seen
        Columns sensor, state ("coverage" or "track"), begin_s, end_s.
    tables
        The threat's rows of the tables windows, pairs and shots of `EngagementWindows`.
    counting
        How time is counted along the axis, and what the clock shows at raid time 0, if there is a clock.
    whole
        Show all from the first detection on.
    """
    told = partial(time_scales.told, clock_start=counting[1], raid="threat_name" not in track)
    pairs, span = tables["pairs"], _span_s(track, tables["windows"], whole=whole)
    engaged = _engaged(pairs)
    sensors = list(dict.fromkeys(seen["sensor"].tolist()))
    without = _without(pairs)
    lines = [*sensors, *engaged, *without]
    row = {name: float(len(lines) - 1 - i) for i, name in enumerate(lines)}
    classes = dict(zip(pairs["unit"].tolist(), pairs["unit_class"].tolist(), strict=True))
    colours = palette.colours(pairs["unit_class"].tolist(), palette.DEFENCES)
    colour = {unit: colours[name] for unit, name in classes.items()}
    traces = [
        *_strips(history, colour, counting[0]),
        *_sensing(seen, row, track, span[0], (counting[0], told)),
        *_launches(tables["windows"], tables["shots"], row, colour, (counting[0], told)),
    ]
    return TimeLine(traces, span, lines, row, without)


def _engaged(pairs: Table) -> list[str]:
    """Return the fire units with a window, the first to launch on top."""
    having = pairs.take(pairs["windows"] > 0)
    return [having["unit"][i] for i in np.argsort(having["launch_earliest_s"], kind="stable")[:UNITS_MAX]]


def _without(pairs: Table) -> list[str]:
    """Return a line for each class and reason of fire units without a window."""
    counts: dict[tuple[str, str], int] = {}
    for row in pairs.take(pairs["windows"] == 0).records():
        key = (row["unit_class"], row["reason"])
        counts[key] = counts.get(key, 0) + 1
    order = palette.in_order((name for name, _ in counts), palette.DEFENCES)
    listed = sorted(counts.items(), key=lambda item: (order.index(item[0][0]), -item[1]))
    return [f"{words.label(name)} × {n}: {spelled(reason)}" for (name, reason), n in listed]


def _strips(history: Table, colour: dict[str, str], scale: Scale) -> list[dict[str, Any]]:
    when = "%{x:,.1f} s" if scale.zero is None else f"%{{x|{'%Y-%m-%d ' if scale.dated else ''}%H:%M:%S}}"
    lines = [
        {
            "kind": "scatter",
            "x": scale.counted(history["time_s"]),
            "y": history["altitude_km"].round(4),
            "mode": "lines",
            "line": {"color": palette.INK, "width": 1.6},
            "yaxis": "y3",
            "name": "Altitude",
            "showlegend": True,
            "hovertemplate": f"{when}: %{{y:,.3~f}} km high<extra></extra>",
        }
    ]
    same: Counter[str] = Counter()
    for unit in history.columns[2:]:
        name = html.escape(unit)
        dash = DASHES[same[colour[unit]] % len(DASHES)]
        same[colour[unit]] += 1
        lines.append(
            lines[0]
            | {
                "y": history[unit].round(3),
                "line": {"color": colour[unit], "width": 1.6, "dash": dash},
                "yaxis": "y2",
                "name": f"Range from {name}",
                "showlegend": True,
                "hovertemplate": f"{when}: %{{y:,.2~f}} km from {name}<extra></extra>",
            }
        )
    return lines


def _bar(begin_s: Array, end_s: Array, y: Any, scale: Scale, **look: Any) -> dict[str, Any]:  # noqa: ANN401
    return {
        "kind": "bar",
        "orientation": "h",
        "base": scale.counted(begin_s),
        "x": scale.length(end_s - begin_s),
        "y": y,
        "textposition": "none",
        "hovertemplate": "%{text}<extra></extra>",
        "showlegend": False,
    } | look


def _sensing(
    seen: Table, row: dict[str, float], track: dict[str, Any], begin_s: float, counting: tuple[Scale, Told]
) -> list[dict[str, Any]]:
    scale, told = counting
    traces = []
    for state, width, colour in (("coverage", 0.62, "#d3dae0"), ("track", 0.34, "#5f7689")):
        part = seen.take(seen["state"] == state)
        if len(part):
            text = [f"{html.escape(r['sensor'])}: {state} {told(r['begin_s'], r['end_s'])}" for r in part.records()]
            y = [row[name] for name in part["sensor"].tolist()]
            look = {"width": width, "marker": {"color": colour}, "text": text, "showlegend": True}
            traces.append(_bar(part["begin_s"], part["end_s"], y, scale, name=state.capitalize(), **look))
    if np.isfinite(track["first_detection_s"]) and len(seen) and track["first_detection_s"] >= begin_s:
        traces.append(
            {
                "kind": "scatter",
                "x": [float(scale.counted(track["first_detection_s"]))],
                "y": [row.get(track["first_sensor"], row[seen["sensor"][0]])],
                "mode": "markers",
                "marker": {"symbol": "circle-open", "size": 8, "color": palette.INK, "line": {"width": 1.6}},
                "name": "First detection",
                "text": [f"By {html.escape(track['first_sensor'])}, {told(track['first_detection_s'])}"],
                "hovertemplate": "%{text}<extra></extra>",
            }
        )
    return traces


def _launches(
    windows: Table, shots: Table, row: dict[str, float], colour: dict[str, str], counting: tuple[Scale, Told]
) -> list[dict[str, Any]]:
    scale, told = counting
    windows = windows.take(np.array([name in row for name in windows["unit"].tolist()], dtype=bool))
    shots = shots.take(np.array([name in row for name in shots["unit"].tolist()], dtype=bool))
    if not len(windows):
        return []
    y = np.array([row[name] for name in windows["unit"].tolist()])
    full = [colour[name] for name in windows["unit"].tolist()]
    text = [
        f"<b>{html.escape(r['unit'])}</b><br>launch {told(r['launch_earliest_s'], r['launch_latest_s'])}<br>"
        f"intercept {told(r['intercept_first_s'], r['intercept_last_s'])}<br>"
        f"{counted(r['opportunities'], 'shot')}"
        for r in windows.records()
    ]
    launch = _bar(
        windows["launch_earliest_s"],
        windows["launch_latest_s"],
        y + 0.2,
        scale,
        width=0.38,
        text=text,
        marker={"color": full, "line": {"color": full, "width": 1}},
    )
    low = np.fmin(windows["intercept_first_s"], windows["intercept_last_s"])
    high = np.fmax(windows["intercept_first_s"], windows["intercept_last_s"])
    marker = {"color": [palette.faint(c, 0.3) for c in full], "line": {"color": full, "width": 1}}
    meets = _bar(low, high, y - 0.2, scale, width=0.38, text=text, marker=marker)
    at = np.array([row[name] for name in shots["unit"].tolist()])
    none = np.full(len(at), np.nan)
    lines = {
        "kind": "scatter",
        "x": scale.counted(np.column_stack([shots["launch_s"], shots["intercept_s"], none]).ravel()),
        "y": np.column_stack([at + 0.39, at - 0.39, none]).ravel(),
        "mode": "lines",
        "line": {"color": palette.INK, "width": 1.2},
        "name": "Shot, launch to intercept",
        "hoverinfo": "skip",
    }
    return [launch, meets, lines]


def _span_s(track: dict[str, Any], windows: Table, *, whole: bool) -> tuple[float, float]:
    """Return the time shown, to the arrival: from the first detection, or not `whole` some time before a launch."""
    begin = track["first_detection_s"] if np.isfinite(track["first_detection_s"]) else track["launch_s"]
    end = track["arrival_s"] if np.isfinite(track["arrival_s"]) else track["launch_s"]
    if len(windows) and not whole:
        first = float(windows["launch_earliest_s"].min())
        # A sentinel far away may see it an hour before: the first launches are what is to be read.
        begin = max(begin, first - LEAD_SHARE * (end - first))
    edge = 0.02 * max(end - begin, 1.0)
    return begin - edge, end + edge


def top(history: Table, columns: tuple[str, ...], span: tuple[float, float]) -> float:
    """Return the upper end of a strip: what is largest in the time shown."""
    shown = (history["time_s"] >= span[0]) & (history["time_s"] <= span[1])
    return 1.1 * max((float(history[name][shown].max(initial=0.0)) for name in columns), default=0.0) or 1.0


def _layout(history: Table, found: TimeLine, scale: Scale) -> dict[str, Any]:
    lines, row, without, span = found.lines, found.row, found.without, found.span
    rows_pixels = ROW_PIXELS * max(len(lines), 2)
    inside = rows_pixels + 2 * (STRIP_PIXELS + GAP_PIXELS)
    look = palette.layout(inside + 40 + 56, barmode="overlay", hovermode="closest", showlegend=True)
    look["margin"] = look["margin"] | {"t": 40, "b": 56}
    cut = [rows_pixels / inside, (rows_pixels + GAP_PIXELS) / inside]
    cut += [cut[1] + STRIP_PIXELS / inside, cut[1] + (STRIP_PIXELS + GAP_PIXELS) / inside]
    named = [name for name in lines if name not in without]
    return look | {
        "xaxis": palette.axis(
            scale.title,
            range=scale.counted(span).tolist(),
            **time_scales.ticks(scale),
            separatethousands=True,
            exponentformat="none",
            anchor="y",
        ),
        "yaxis": palette.axis(
            "",
            domain=[0.0, cut[0]],
            tickvals=[row[name] for name in named],
            ticktext=[html.escape(name) for name in named],
            tickfont={"size": 11},
            range=[-0.6, max(len(lines), 2) - 0.4],
            ticks="",
        ),
        "yaxis2": palette.axis(
            "Range, km", domain=[cut[1], cut[2]], range=[0, top(history, history.columns[2:], span)], nticks=5
        ),
        "yaxis3": palette.axis(
            "Altitude, km", domain=[cut[3], 1.0], range=[0, top(history, ("altitude_km",), span)], nticks=5
        ),
        "annotations": [
            {"text": html.escape(name), "showarrow": False, "x": 0, "xref": "paper", "xanchor": "left", "y": row[name]}
            | {"xshift": 6, "yanchor": "middle", "font": {"size": 11, "color": palette.MUTED}, "bgcolor": "#ffffff"}
            for name in without
        ],
    }
