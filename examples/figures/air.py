"""Draws docs/models/figures/air.svg: temperature and density of the standard atmosphere, and of it scaled."""

from pathlib import Path

import numpy as np

import intercept as ic
from intercept.report.look import static
from intercept.report.look.chart import COLOURS, Panel, Series

OUT = Path(__file__).parents[2] / "docs/models/figures/air.svg"

altitude_m = np.concatenate([np.linspace(-5e3, 120e3, 251), np.linspace(122e3, 200e3, 40)])
airs = {
    "standard": ic.Air.us76(),
    "30 K warmer": ic.Air.us76(temperature_offset_k=30.0),
    "a fifth denser": ic.Air.us76(density_factor=1.2),
    "exponential above 86 km, 7 km": ic.Air.us76(scale_height_above_86_km_m=7_000.0),
}
colours = dict(zip(airs, COLOURS, strict=False))
found = {name: air.at(altitude_m) for name, air in airs.items()}
standard = found["standard"]["density_kg_m3"]
assert np.all(np.diff(standard) < 0.0)
temperature = Panel(
    "Temperature",
    "Temperature, K",
    "Geometric altitude, km",
    [
        Series(name, column["temperature_k"], altitude_m / 1e3, colours[name])
        for name, column in found.items()
        if "denser" not in name
    ],
)
density = Panel(
    "Density",
    "Density over that of the standard",
    "Geometric altitude, km",
    [
        Series(name, column["density_kg_m3"] / standard, altitude_m / 1e3, colours[name])
        for name, column in found.items()
        if name != "standard"
    ],
)
static.save(static.sheet([temperature, density]), OUT)
