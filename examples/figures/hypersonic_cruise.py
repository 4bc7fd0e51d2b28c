"""Draws docs/models/figures/hypersonic_cruise.svg: altitude and Mach number of a flight over 700 km."""

from pathlib import Path

import numpy as np

import intercept as ic
from intercept.report.look import static
from intercept.report.look.chart import Panel, Series

OUT = Path(__file__).parents[2] / "docs/models/figures/hypersonic_cruise.svg"
flight = ic.flights.HypersonicCruiseFlight(launch_point=(-0.785, -2.18, 0.0), destination=(-0.785, -2.0245, 0.0))
trajectories = ic.fly(flight)
time = np.linspace(0.0, trajectories.table()["flight_time_s"][0], 500)
readings = trajectories.quantities(0, time)
charts = [
    Panel("Boost, climb, cruise, dive", "Time, s", "Altitude, km", [Series("", time, readings["altitude_m"] / 1e3)]),
    Panel("Mach number", "Time, s", "Mach number", [Series("", time, readings["mach"])]),
]
static.save(static.sheet(charts), OUT)
