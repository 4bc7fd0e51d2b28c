"""Draws docs/models/figures/aerodynamics.svg: the published drag curves as they are flown."""

from pathlib import Path

import numpy as np

import intercept as ic
from intercept.report.look import static
from intercept.report.look.chart import Panel, Series

OUT = Path(__file__).parents[2] / "docs/models/figures/aerodynamics.svg"
SOUND_M_S, DENSITY = 340.294, 1.225
NAMES = {"g1": "G1", "g7": "G7", "sphere": "sphere", "slender_missile": "slender missile"}

mach = np.linspace(0.05, 5.0, 200)
lines = []
for name, label in NAMES.items():
    body = ic.flights.Aerodynamics.published(name, 1.0)
    # Drag of 1 kg over 1 m^2 at sea level is q C_D.
    drag = [
        body.trim(altitude_m=0.0, speed_m_s=m * SOUND_M_S, mass_kg=1.0, lift_m_s2=0.0)["drag_m_s2"]
        / (0.5 * DENSITY * (m * SOUND_M_S) ** 2)
        for m in mach
    ]
    assert abs(drag[-1] - ic.flights.drag_curve(name)[-1][1]) < 1e-4
    lines.append(Series(label, mach, drag))
figure = Panel("Drag at zero lift", "Mach number", "Drag coefficient", lines, y_range=(0.0, 1.1))
static.save(static.sheet([figure], width=480.0), OUT)
