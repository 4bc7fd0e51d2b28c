"""Draws docs/models/figures/wind.svg: how far winds carry a dropped sphere."""

from pathlib import Path

import numpy as np

import intercept as ic
from intercept.report.look import static
from intercept.report.look.chart import Panel, Series

OUT = Path(__file__).parents[2] / "docs/models/figures/wind.svg"
PLACE = ic.earth.Geodetic(-0.785, -2.18, 9_144.0)
WINDS = {
    "20 m/s at every altitude": ic.Wind.constant(20.0, 0.0),
    "from 0 at the ground to 40 m/s": ic.Wind.profile([0.0, 9_144.0], [0.0, 40.0], 0.0),
    "a jet of 60 m/s at 8 km": ic.Wind.profile([0.0, 6e3, 8e3, 10e3], [0.0, 5.0, 60.0, 5.0], 0.0),
}


def path(wind: ic.Wind | None) -> np.ndarray:
    """Return where a sphere of 1000 kg/m^2 is, in east, north, up from below the release."""
    world = ic.World(wind=wind)
    flown = ic.fly(
        ic.Ensemble(
            position_ecef_m=ic.earth.geodetic_to_ecef(*PLACE),
            velocity_ecef_m_s=[0.0, 0.0, 0.0],
            ballistic_coefficient_kg_m2=1_000.0,
        ),
        world=world,
    )
    time_s = np.linspace(0.0, flown.table()["flight_time_s"][0], 200)
    position, _ = flown.sample(np.zeros(200, dtype=int), time_s)
    return ic.earth.ecef_to_enu(position, ic.earth.Geodetic(*PLACE[:2]))


calm = path(None)
lines = []
for name, wind in WINDS.items():
    blown = path(wind)
    assert blown[-1, 0] > calm[-1, 0]
    lines.append(Series(name, blown[:, 0], blown[:, 2] / 1e3))
lines.append(Series("no wind: the Coriolis force alone", calm[:, 0], calm[:, 2] / 1e3, dash="dash"))
figure = Panel("A sphere of 1,000 kg/m² dropped from 9,144 m", "Distance east, m", "Altitude, km", lines)
static.save(static.sheet([figure], width=480.0), OUT)
