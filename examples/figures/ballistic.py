"""Draws docs/models/figures/ballistic.svg: a flat, a least-energy and a steep flight to one destination."""

from pathlib import Path

import numpy as np

import intercept as ic
from intercept.report.look import static
from intercept.report.look.chart import Panel, Series

OUT = Path(__file__).parents[2] / "docs/models/figures/ballistic.svg"
# A thousand kilometres eastwards over open ocean.
LAUNCH_POINT, DESTINATION = (-0.785, -2.18, 0.0), (-0.785, -1.958, 0.0)
EARTH_RADIUS_KM = 6371.0

lines = []
for name, apogee_m in {"flat": 120e3, "near least energy": 230e3, "steep": 400e3}.items():
    flight = ic.flights.DepressedFlight(
        LAUNCH_POINT, DESTINATION, apogee_m, lift_to_drag=0.0, burn_time_s=70.0, mass_ratio_max=12.0
    )
    flown = ic.fly(flight)
    flown.check()
    end_s = float(flown.table()["flight_time_s"][0])
    _, longitude, altitude = ic.earth.ecef_to_geodetic(flown.sample(0, np.linspace(0.0, end_s, 300))[0])
    ground_km = EARTH_RADIUS_KM * np.cos(LAUNCH_POINT[0]) * (longitude - longitude[0])
    lines.append(Series(f"{name}: {end_s:.0f} s", ground_km, altitude / 1e3))
figure = Panel("Three flights to one destination, eastwards", "Ground distance, km", "Altitude, km", lines)
static.save(static.sheet([figure], width=480.0), OUT)
