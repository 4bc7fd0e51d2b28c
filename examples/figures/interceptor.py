"""Draws docs/models/figures/interceptor.svg: the fly-out fan of a medium-range missile, and its speed."""

from pathlib import Path

import numpy as np

import intercept as ic
from intercept.report.figures.flyout import as_svg
from intercept.report.look.svg import Series, line_chart, sheet

OUT = Path(__file__).parents[2] / "docs/models/figures/interceptor.svg"

table = ic.FlyoutTable.of_class("medium_range_sam")
times = range(10, 61, 10)
fan = as_svg(
    "Medium-range missile: time of flight",
    [(time_s, table.time_line(time_s, 61)) for time_s in times],
    table.boundary(61),
    width=600,
    height=420,
)
lines = []
for degrees in (5, 30, 75):
    angle = np.radians(degrees)
    slant = np.linspace(0.0, 40e3, 161)[1:]
    found = table.at(slant * np.cos(angle), slant * np.sin(angle))
    lines.append(Series(f"{degrees}°", slant / 1e3, found["speed_m_s"]))
speeds = line_chart(
    lines,
    x_label="Slant range, km",
    y_label="Speed, m/s",
    title="Its speed, by elevation",
    width=520,
    height=420,
    y_range=(0.0, 1_500.0),
)
OUT.write_text(sheet([fan, speeds]), encoding="utf-8")
