"""Draws docs/models/figures/glide.svg: the same start flown damped and free, and one steered to a destination."""

import math
from pathlib import Path

import numpy as np

import intercept as ic
from intercept.earth.frames import ecef_to_geodetic
from intercept.flight.trajectories import Trajectories
from intercept.report.look import static
from intercept.report.look.chart import Panel, Series

OUT = Path(__file__).parents[2] / "docs/models/figures/glide.svg"
START = {
    "latitude_rad": -0.785,
    "longitude_rad": -2.55,
    "azimuth_rad": math.pi / 2,
    "speed_m_s": 5500.0,
    "ballistic_coefficient_kg_m2": 13_000.0,
    "lift_to_drag": 2.6,
}
flights = [
    ic.flights.GlideFlight(**START, altitude_m=52e3, flight_path_rad=0.0),
    ic.flights.GlideFlight(**START, altitude_m=52e3, flight_path_rad=0.0, mode="free"),
    ic.flights.GlideFlight(**START, destination=(-0.72, -1.77, 0.0)),
]
trajectories = Trajectories(ic.flights.GlideFlight.fly_many(flights, world=ic.World(), tolerance_m=1e-4, threads=1))
end = trajectories.table()["flight_time_s"]
heights, tracks = [], []
for row, name in enumerate(("damped", "free: it skips", "steered to a destination")):
    time = np.linspace(0.0, end[row], 400)
    latitude, longitude, altitude = ecef_to_geodetic(trajectories.sample(row, time)[0])
    heights.append(Series(name, time, altitude / 1e3))
    tracks.append(Series(name, np.degrees(longitude), np.degrees(latitude)))
charts = [
    Panel("From 5,500 m/s at 52 km; steered: from equilibrium", "Time, s", "Altitude, km", heights),
    Panel("Ground tracks", "Longitude, degrees", "Latitude, degrees", tracks),
]
static.save(static.sheet(charts), OUT)
