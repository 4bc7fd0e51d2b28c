"""Draws docs/models/figures/quasi_ballistic.svg: one distance and apogee, without lift and with."""

from dataclasses import replace
from pathlib import Path

import numpy as np

import intercept as ic
from intercept.report.look import static
from intercept.report.look.chart import Panel, Series

OUT = Path(__file__).parents[2] / "docs/models/figures/quasi_ballistic.svg"

START = (-0.785, -2.18, 0.0)
climbing = ic.flights.DepressedFlight(
    START, (-0.785, -2.0845, 0.0), apogee_m=50e3, mass_ratio_max=9.0, dive_speed_m_s=950.0, pull_up_altitude_m=40e3
)
cases = {
    "no lift": replace(climbing, lift_to_drag=0.0),
    "level after pull-up, early dive": replace(climbing, climb_angle_rad=0.0, dive_speed_m_s=1400.0),
    "back to the best glide, later dive": climbing,
    "the same, weaving": replace(climbing, weave_acceleration_m_s2=30.0, weave_period_s=20.0),
}
flights = list(cases.values())
core = ic.flights.DepressedFlight.fly_many(flights, world=ic.World(), tolerance_m=1e-4, threads=1)
trajectories = ic.Trajectories(core)
assert not trajectories.outcome.any()
summary = trajectories.table()
assert summary["speed_max_m_s"][2] < summary["speed_max_m_s"][1] < summary["speed_max_m_s"][0]
lines = []
for row, name in enumerate(cases):
    time = np.linspace(0.0, summary["flight_time_s"][row], 400)
    _, longitude, altitude = ic.earth.ecef_to_geodetic(trajectories.sample(np.full(400, row), time)[0])
    line = f"{name}: {summary['speed_max_m_s'][row]:.0f} m/s"
    dash = "dash" if flights[row].weave_acceleration_m_s2 else "solid"
    lines.append(Series(line, 6371.0 * (longitude - START[1]) * np.cos(START[0]), altitude / 1e3, dash=dash))
figure = Panel(
    "430 km at an apogee of 50 km: greatest speed",
    "Ground distance, km",
    "Altitude, km",
    lines,
    x_range=(0, 450),
    y_range=(0, 60),
)
static.save(static.sheet([figure], width=480.0), OUT)
