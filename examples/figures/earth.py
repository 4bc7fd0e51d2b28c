"""Draws docs/models/figures/earth.svg: what each zonal harmonic adds to gravitation, over latitude."""

from pathlib import Path

import numpy as np

import intercept as ic
from intercept.report.look import static
from intercept.report.look.chart import Panel, Series

OUT = Path(__file__).parents[2] / "docs/models/figures/earth.svg"

latitude_deg = np.linspace(-90.0, 90.0, 181)
positions = ic.earth.geodetic_to_ecef(np.radians(latitude_deg), np.radians(-125.0), 0.0)
central = ic.World(gravity="central").gravitation(positions)
lines = []
for n, harmonic in zip((2, 3, 4), ic.World(gravity="j4").zonal_harmonics, strict=True):
    alone = ic.World(**{"j2": 0.0, f"j{n}": harmonic}).gravitation(positions)
    lines.append(Series(f"J{n}", latitude_deg, np.linalg.norm(alone - central, axis=1)))
assert lines[0].y.max() < 0.05
figure = Panel(
    "What the zonal harmonics add at the ellipsoid, of 9.8 m/s²",
    "Geodetic latitude, degrees",
    "Change of gravitation, m/s²",
    lines,
    x_range=(-90.0, 90.0),
    y_scale="log",
)
static.save(static.sheet([figure], width=480.0), OUT)
