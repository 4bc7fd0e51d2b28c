"""Draws docs/models/figures/defended_area.svg: footprints of one unit against three classes, and what shrinks them."""

import math
from pathlib import Path

import numpy as np

import intercept as ic
from intercept.report.figures.panels import of_panels
from intercept.report.look import static
from intercept.report.pages.areas import area_panels, loss_panels

OUT = Path(__file__).parents[2] / "docs/models/figures/defended_area.svg"
PLACE = tuple(np.radians([-45.0, -125.0]))


def defence(unit: str, **sensor: float) -> ic.Defence:
    """One fire unit with a radar beside it that sees up to the zenith."""
    radar = ic.Sensor.of_class("surveillance_radar", position=PLACE, elevation_max_rad=math.pi / 2, **sensor)
    return ic.Defence([radar], [ic.FireUnit.of_class(unit, position=PLACE)])


medium, terminal = defence("medium_range_sam"), defence("terminal_hit_to_kill")
upper = defence("upper_tier", range_for_1_m2_m=600e3, instrumented_range_m=1e6)
low = {"overrides": {"altitude_terrain_following_m": 50.0}, "resolution": 31, "edge_m": 100.0}
steep = {"resolution": 15, "extent_m": 50e3, "edge_m": 200.0}
gliding = {"resolution": 9, "extent_m": 50e3, "edge_m": 500.0}
cruise = [ic.defended_area(medium, "subsonic_cruise", opportunities=n, **low) for n in (1, 2, 4)]
ballistic = [ic.defended_area(medium, "short_range_ballistic", opportunities=n, **steep) for n in (1, 2)]
glide = [ic.defended_area(unit, "hypersonic_glide", **gliding) for unit in (medium, terminal)]
assert ballistic[0].bounded
assert not glide[0].field.polygons

sweeps = (
    (terminal, "hypersonic_cruise", "cruise_speed_m_s", [1600, 1800, 2000, 2200]),
    (medium, "subsonic_cruise", "altitude_terrain_following_m", [300, 150, 100, 75, 50, 35, 25]),
    (upper, "quasi_ballistic", "apogee_m", [120e3, 100e3, 80e3, 60e3]),
)
options = ({"resolution": 9, "edge_m": 500.0}, {"resolution": 21}, {"resolution": 9, "edge_m": 5e3, "range_m": 500e3})
losses = [
    ic.area_loss(unit, name, vary=vary, values=values, **option)
    for (unit, name, vary, values), option in zip(sweeps, options, strict=True)
]
panels = [panel for areas in (cruise, ballistic, glide) for panel in area_panels(areas)]
static.save(of_panels([*panels, *(loss_panels(loss)[0] for loss in losses)], columns=3), OUT)
