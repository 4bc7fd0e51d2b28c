"""Engagement windows over time: panels of a wave and class, a row for each threat, bars of windows, ticks of shots.

Only threats with a window have a row, with its index in the raid; of the others each panel's heading tells how many
there are. Each panel shows its own part of the night, by the clock. Windows against fast threats last seconds in a
raid of hours: a button counts time from the arrival of each threat, so that they stand below one another. Tracks that
were brought are drawn in their own time.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import numpy.typing as npt

from intercept.base.extras import require
from intercept.base.words import spelled
from intercept.report.figures.gantt_marks import traces as marks
from intercept.report.figures.time_scales import Scale, scales, ticks
from intercept.report.look import palette, words

if TYPE_CHECKING:
    from intercept.base.table import Table
    from intercept.raid.result import Result

ROWS_MAX = 60
ROW_PIXELS, HEADING_PIXELS, FOOT_PIXELS = 22, 34, 46
# Above the first panel: the buttons, and a legend of two lines.
TOP_PIXELS = 96
# Of a panel on a page of usual width.
WIDTH_PIXELS = 960.0
# What is left of the first launch is shown for this share of the time between it and the last arrival.
LEAD_SHARE = 0.5
EXPLAINED = (
    "A bar spans the launches, from the earliest to the latest, with which a fire unit can still intercept. Bars of one"
    " class of defence share a lane and are darker where units overlap. Only threats with a window are drawn; of large"
    " waves some, spread evenly over the times of arrival."
)
CAPTION = EXPLAINED + " Drag to zoom; double-click to see the whole flight."
SHOTS_CAPTION = (
    " Shots of shoot-look-shoot are marked where there is room for the marks; bars without marks have shots, too."
)


class Panel(NamedTuple):
    """One wave and class: its threats that are drawn, how many there are, and how many of them have a window."""

    wave: str
    threat_class: str
    shown: Table
    threats: int
    with_window: int


def of_result(result: Result) -> tuple[Table, Table]:
    """Return threats and windows of the most likely case of a result."""
    return result.threats, result.windows


def panels(threats: Table, windows: Table, rows_max: int = ROWS_MAX) -> list[Panel]:
    """Return the panels, in the order of the palette: half of the rows are shared equally, half by number.

    Within a wave rows are spread evenly over the time of arrival. Nothing is drawn at random.
    """
    has = np.isin(threats["threat"], windows["threat"])
    groups: list[tuple[str, str, npt.NDArray[np.intp]]] = []
    (waves, of_wave), (classes, of_class) = threats.codes("wave"), threats.codes("threat_class")
    for w, c in dict.fromkeys(zip(of_wave.tolist(), of_class.tolist(), strict=True)):
        groups.append((waves[w], classes[c], np.flatnonzero((of_wave == w) & (of_class == c))))
    order = palette.in_order((group[1] for group in groups), palette.THREATS)
    groups.sort(key=lambda group: order.index(group[1]))
    engaged = [rows[has[rows]] for _, _, rows in groups]
    total, shares = sum(map(len, engaged)), sum(map(bool, map(len, engaged)))
    found = []
    for (wave, threat_class, rows), own in zip(groups, engaged, strict=True):
        quota = max(1, int(rows_max / 2 / max(shares, 1) + rows_max / 2 * len(own) / max(total, 1)))
        late = own[np.argsort(threats["arrival_s"][own], kind="stable")]
        some = np.unique(np.linspace(0, len(own) - 1, min(quota, len(own))).round().astype(int))
        found.append(Panel(wave, threat_class, threats.take(late[some]), len(rows), len(own)))
    return found


def without(threats: Table, windows: Table) -> str:
    """Return a line about the waves of which no threat has a window, or nothing."""
    none = [panel for panel in panels(threats, windows) if not panel.with_window]
    if not none:
        return ""
    told = ", ".join(f"{panel.wave} ({words.label(panel.threat_class)}, {panel.threats:,})" for panel in none)
    return f" No window against any threat of: {told}."


def figure(
    threats: Table,
    windows: Table,
    shots: Table | None = None,
    rows_max: int = ROWS_MAX,
    clock_start: str | None = None,
) -> Any:  # noqa: ANN401 - plotly is an extra
    """Return the chart; raises MissingExtraError naming the extra `report`.

    Parameters
    ----------
    threats
        Columns threat, threat_class, wave, launch_s, arrival_s, first_detection_s.
    windows
        As `EngagementWindows.table`.
    shots
        As `EngagementWindows.shots`; no ticks unless given.
    rows_max
        How many threats at most, about.
    clock_start
        What the clock shows at raid time 0, such as "20:00", if there is a clock.
    """
    go = require("plotly.graph_objects", "report")
    drawn = [panel for panel in panels(threats, windows, rows_max) if panel.with_window]
    both_scales = scales(threats, clock_start=clock_start)
    traces: list[dict[str, Any]] = []
    for number, panel in enumerate(drawn):
        x, y = (name.replace("axis", "") for name in _axis_names(number))
        known = {trace["legendgroup"] for trace in traces}
        begin, end = span_s(panel, windows, both_scales[0])
        pixel_s = (end - begin) / WIDTH_PIXELS
        own = marks(panel.shown, windows, shots, scales=both_scales, pixel_s=pixel_s, clock_start=clock_start)
        traces += [trace | {"xaxis": x, "yaxis": y, "showlegend": trace["legendgroup"] not in known} for trace in own]
    sizes = [ROW_PIXELS * max(len(panel.shown), 2) for panel in drawn]
    height = TOP_PIXELS + sum(sizes) + (HEADING_PIXELS + FOOT_PIXELS) * max(len(drawn), 1)
    look = palette.layout(height, barmode="overlay", hovermode="closest", annotations=[], showlegend=True)
    look["margin"] = look["margin"] | {"t": TOP_PIXELS, "b": 0}
    if not drawn:
        return go.Figure([], look)
    inside = height - TOP_PIXELS
    top = float(inside)
    for number, (panel, size) in enumerate(zip(drawn, sizes, strict=True)):
        top -= HEADING_PIXELS
        look |= _axes(panel, windows, number, ((top - size) / inside, top / inside), both_scales[0])
        look["annotations"].append(_heading(panel, top / inside))
        top -= size + FOOT_PIXELS
    both = [{scale.key: trace.pop(scale.key, None) for scale in both_scales} for trace in traces]
    look["updatemenus"] = [_buttons(both, look, both_scales, 1.0 + (TOP_PIXELS - 2) / inside)]
    for trace, times in zip(traces, both, strict=True):
        trace.update(times[both_scales[0].key])
    kinds = {"bar": go.Bar, "scatter": go.Scatter}
    return go.Figure([kinds[trace.pop("kind")](**trace) for trace in traces], look)


def _axis_names(number: int) -> tuple[str, str]:
    suffix = "" if number == 0 else str(number + 1)
    return f"xaxis{suffix}", f"yaxis{suffix}"


def _axes(panel: Panel, windows: Table, number: int, domain: tuple[float, float], scale: Scale) -> dict[str, Any]:
    x, y = _axis_names(number)
    rows = len(panel.shown)
    return {
        x: palette.axis(
            scale.title,
            range=scale.counted(edges_s(panel, windows, scale)).tolist(),
            anchor=y.replace("axis", ""),
            domain=[0, 1],
            separatethousands=True,
            exponentformat="none",
            **ticks(scale),
        ),
        y: palette.axis(
            "",
            domain=[max(domain[0], 0.0), domain[1]],
            anchor=x.replace("axis", ""),
            tickvals=list(range(rows)),
            ticktext=[html.escape(name) for name in row_names(panel)][::-1],
            tickfont={"size": 10},
            range=[-0.7, max(rows, 2) - 0.3],
            ticks="",
        ),
    }


def row_names(panel: Panel) -> list[str]:
    """Return what threats are called beside their rows."""
    return [words.threat_name(threat) for threat in panel.shown.records()]


def named(threat: dict[str, Any]) -> str:
    """Return what one threat is called above its time line, with its class where its name does not say it."""
    name = words.threat_name(threat)
    return f"{name}: {spelled(threat['threat_class'])}" if "threat_name" in threat else name[:1].upper() + name[1:]


def span_s(panel: Panel, windows: Table, scale: Scale, *, whole: bool = False) -> tuple[float, float]:
    """Return where a panel begins and ends, in seconds before arrival or of raid time, as the scale counts.

    It begins at the first detection, or unless it is to be `whole` some time before the first launch where that is
    later, and ends with the last arrival.
    """
    arrivals, detections = (panel.shown[name] for name in ("arrival_s", "first_detection_s"))
    zero_s = arrivals if scale.from_arrival else np.zeros(len(arrivals))
    first, last = float(np.nanmin(detections - zero_s)), float(np.nanmax(arrivals - zero_s))
    if whole:
        return first, last
    own = windows.take(np.isin(windows["threat"], panel.shown["threat"]))
    arrival = dict(zip(panel.shown["threat"].tolist(), arrivals.tolist(), strict=True))
    before = own["launch_earliest_s"] - np.array([arrival[t] for t in own["threat"].tolist()])
    lead = before if scale.from_arrival else own["launch_earliest_s"]
    return max(first, float(min(lead + LEAD_SHARE * before))), last


def edges_s(panel: Panel, windows: Table, scale: Scale, *, whole: bool = False) -> tuple[float, float]:
    """Return the ends of a panel's axis: its span with a little room."""
    begin, end = span_s(panel, windows, scale, whole=whole)
    room = 0.03 * (end - begin)
    return begin - room, end + room


def heading(panel: Panel) -> str:
    """Return what stands above a panel: the wave, its class, how many have a window and how many of them are drawn."""
    count = f"{panel.with_window:,} of {panel.threats:,} have a window"
    if len(panel.shown) < panel.with_window:
        count += f", {len(panel.shown):,} of them drawn"
    return f"{panel.wave} · {words.label(panel.threat_class)}: {count}"


def _heading(panel: Panel, top: float) -> dict[str, Any]:
    wave, _, rest = heading(panel).partition(" · ")
    name = f"<b>{html.escape(wave)}</b> · {html.escape(rest)}"
    place = {"x": 0, "xref": "paper", "xanchor": "left", "y": top, "yref": "paper", "yanchor": "bottom", "yshift": 4}
    return {"text": name, "showarrow": False, "font": {"size": 13}} | place


def _buttons(
    both: list[dict[str, Any]], look: dict[str, Any], scales: tuple[Scale, Scale], top: float
) -> dict[str, Any]:
    """Return the switch between the two ways to count time; the first has the ranges that are shown first."""
    axes = [name for name in look if name.startswith("xaxis")]
    made = []
    for scale in scales:
        values = {name: [times[scale.key].get(name) for times in both] for name in ("x", "base")}
        layout: dict[str, Any] = {f"{axis}.title.text": scale.title for axis in axes}
        for axis in axes:
            layout |= {f"{axis}.{name}": value for name, value in ticks(scale).items()}
            first = scale is scales[0]
            layout |= {f"{axis}.range": look[axis]["range"]} if first else {f"{axis}.autorange": True}
        made.append({"label": scale.label, "method": "update", "args": [values, layout]})
    place = {"x": 0.0, "xanchor": "left", "y": top, "yanchor": "top", "pad": {"l": 0, "t": 0}}
    return {"type": "buttons", "direction": "right", "buttons": made, "showactive": True, "font": {"size": 12}} | place
