"""The charts of engagement windows as static figures: what `gantt` and `threat` draw, by matplotlib."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from intercept.report.figures import gantt, threat
from intercept.report.figures.gantt_marks import traces as marks
from intercept.report.figures.time_scales import DAY_S, scales
from intercept.report.look import palette, static

if TYPE_CHECKING:
    from intercept.base.table import Table
    from intercept.report.figures.time_scales import Scale

WIDTH, ROW, PANEL, STRIP = 640.0, 14.0, 60.0, 110.0


def all_windows(threats: Table, windows: Table, shots: Table, rows_max: int, clock_start: str | None = None) -> Any:  # noqa: ANN401 - matplotlib is an extra
    """Return the chart of all windows, time counted as `gantt.figure` does at first; arguments as of it."""
    drawn = [panel for panel in gantt.panels(threats, windows, rows_max) if panel.with_window]
    scale = scales(threats, DAY_S, clock_start)[0]
    sizes = [ROW * max(len(panel.shown), 2) for panel in drawn]
    with static.style():
        figure = static.blank(WIDTH, sum(sizes) + PANEL * (1 + len(drawn)))
        if not drawn:
            figure.text(0.5, 0.5, "No fire unit has a window against any threat.", ha="center")
            return figure
        axes = figure.subplots(len(drawn), 1, squeeze=False, height_ratios=sizes).ravel()
        for panel, ax in zip(drawn, axes, strict=True):
            (begin, end), rows = gantt.span_s(panel, windows, scale, whole=True), len(panel.shown)
            found = marks(panel.shown, windows, shots, scales=[scale], pixel_s=(end - begin) / gantt.WIDTH_PIXELS)
            static.traces(ax, [trace | trace[scale.key] for trace in found])
            if scale.zero is not None:
                static.clock_axis(ax, dated=scale.dated)
            xlim = scale.counted(gantt.edges_s(panel, windows, scale, whole=True)).tolist()
            ax.set(xlim=xlim, ylim=(-0.7, max(rows, 2) - 0.3), title=gantt.heading(panel))
            ax.set_yticks(range(rows), gantt.row_names(panel)[::-1], fontsize=7)
        axes[-1].set_xlabel(scale.title)
        static.caption(figure, gantt.EXPLAINED + gantt.SHOTS_CAPTION + gantt.without(threats, windows), WIDTH)
        _legend(figure, axes)
    return figure


def one_threat(track: dict[str, Any], history: Table, seen: Table, tables: dict[str, Table], scale: Scale) -> Any:  # noqa: ANN401
    """Return the time line of one threat; arguments as of `threat.figure`, the scale in days."""
    chart = threat.chart(track, history, seen, tables, (scale, None), whole=True)
    with static.style():
        rows = ROW * max(len(chart.lines), 2)
        figure = static.blank(WIDTH, rows + 2 * STRIP + PANEL)
        axes = figure.subplots(3, 1, sharex=True, height_ratios=[STRIP, STRIP, rows])
        for trace in chart.traces:
            ax = axes[{"y3": 0, "y2": 1}.get(trace.get("yaxis", ""), 2)]
            static.traces(ax, [trace])
        for ax in axes:
            ax.axvline(float(scale.counted(track["arrival_s"])), color=palette.CLAIM, linewidth=0.8, linestyle=":")
        axes[0].set_title(gantt.named(track))
        axes[0].set(ylabel="Altitude, km", ylim=(0.0, threat.top(history, ("altitude_km",), chart.span)))
        axes[1].set(ylabel="Range, km", ylim=(0.0, threat.top(history, history.columns[2:], chart.span)))
        if scale.zero is not None:
            static.clock_axis(axes[2], dated=scale.dated)
        axes[2].set(
            xlabel=scale.title, xlim=scale.counted(chart.span).tolist(), ylim=(-0.6, max(len(chart.lines), 2) - 0.4)
        )
        static.caption(figure, threat.EXPLAINED, WIDTH)
        axes[2].set_yticks([chart.row[name] for name in chart.lines], chart.lines, fontsize=7.5)
        _legend(figure, axes)
    return figure


def _legend(figure: Any, axes: Sequence[Any]) -> None:  # noqa: ANN401
    named: dict[str, Any] = {}
    for ax in axes:
        handles, names = ax.get_legend_handles_labels()
        named |= dict(zip(names, handles, strict=True))
    static.legend_of(figure, named, WIDTH)
