"""Draws docs/models/figures/boost.svg: the ascent of a two-stage vehicle for several pitch-overs."""

from pathlib import Path

import numpy as np

import intercept as ic
from intercept.report.look import static
from intercept.report.look.chart import Panel, Series

OUT = Path(__file__).parents[2] / "docs/models/figures/boost.svg"

stages = [
    ic.flights.Stage(4000.0, 600.0, 60.0, 230.0, 260.0, coast_s=2.0),
    ic.flights.Stage(1200.0, 200.0, 40.0, 230.0, 275.0),
]
vehicle = ic.flights.Vehicle(stages, 500.0, ic.flights.Aerodynamics.published("slender_missile", 0.6))
START = (-0.785, -2.18, 0.0)
lines = []
for degrees in (2, 5, 10, 20, 40):
    flight = ic.flights.BoostedFlight(vehicle, START, np.pi / 2, ic.flights.GravityTurn(np.radians(degrees)))
    core = ic.flights.BoostedFlight.fly_many([flight], world=ic.World(), tolerance_m=1e-4, threads=1)
    trajectory = ic.Trajectories(core)
    assert trajectory.outcome[0] == ic.Outcome.IMPACT
    events = ["ignition", "burnout", "separation", "ignition", "burnout", "apogee", "impact"]
    assert list(trajectory.events()["event"]) == events
    time = np.linspace(0.0, vehicle.burnout_s, 120)
    latitude, longitude, altitude = ic.earth.ecef_to_geodetic(trajectory.sample(np.zeros(len(time)), time)[0])
    ground = 6371.0 * (longitude - START[1]) * np.cos(latitude)
    lines.append(Series(f"kick {degrees}°", ground, altitude / 1e3))
figure = Panel("Gravity turns to the last burn-out", "Ground distance, km", "Altitude, km", lines, x_range=(0, 110))
static.save(static.sheet([figure], width=480.0), OUT)
