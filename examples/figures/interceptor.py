"""Draws docs/models/figures/interceptor.svg: the fly-out fan of a medium-range missile, and its speed."""

from pathlib import Path

import numpy as np

import intercept as ic
from intercept.report.figures import flyout
from intercept.report.look import static
from intercept.report.look.chart import Panel, Series

OUT = Path(__file__).parents[2] / "docs/models/figures/interceptor.svg"

table = ic.FlyoutTable.of_class("medium_range_sam")
fan = flyout.panel(table, "Medium-range missile: time of flight", points=61)
lines = []
for degrees in (5, 30, 75):
    angle = np.radians(degrees)
    slant = np.linspace(0.0, 40e3, 161)[1:]
    found = table.at(slant * np.cos(angle), slant * np.sin(angle))
    lines.append(Series(f"{degrees}°", slant / 1e3, found["speed_m_s"]))
speeds = Panel("Its speed, by elevation", "Slant range, km", "Speed, m/s", lines, y_range=(0.0, 1_500.0))
static.save(static.sheet([fan, speeds]), OUT)
