"""Draws docs/models/figures/ballistic.svg: lofted, least-energy and depressed flights to one aimpoint."""

from pathlib import Path

import numpy as np

import intercept as ic
from intercept.report.look import static
from intercept.report.look.chart import Panel, Series

OUT = Path(__file__).parents[2] / "docs/models/figures/ballistic.svg"
LAUNCH, AIM = (0.5, 0.0, 40e3), (0.5, 0.18, 0.0)

body = ic.flights.Aerodynamics.ballistic_coefficient(5000.0)
least = ic.solve_launch(body, LAUNCH, AIM)
cases = {"least energy": least}
for mode in ("lofted", "depressed"):
    cases[f"{mode}, 15 % more"] = ic.solve_launch(body, LAUNCH, AIM, mode=mode, energy_surplus=0.15)
lines = []
for name, solution in cases.items():
    assert solution.miss_m < 1.0
    time = np.linspace(0.0, solution.flight_time_s, 300)
    latitude, longitude, altitude = ic.earth.ecef_to_geodetic(solution.trajectories.sample(np.zeros(300), time)[0])
    line = f"{name}: {solution.burnout_speed_m_s:.0f} m/s, {solution.flight_time_s:.0f} s"
    lines.append(Series(line, 6371.0 * longitude * np.cos(0.5), altitude / 1e3))
figure = Panel("Three flights to one aimpoint, eastwards", "Ground distance, km", "Altitude, km", lines)
static.save(static.sheet([figure], width=480.0), OUT)
