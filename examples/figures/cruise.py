"""Draws docs/models/figures/cruise.svg: a cruise missile's route over hills, in plan and in height."""

from pathlib import Path

import numpy as np

import intercept as ic
from intercept.earth.frames import ecef_to_geodetic
from intercept.report.look import static
from intercept.report.look.chart import Panel, Series

OUT = Path(__file__).parents[2] / "docs/models/figures/cruise.svg"

latitude, longitude = np.radians(np.linspace(-45.2, -44.2, 500)), np.radians(np.linspace(-125.2, -123.4, 600))
x, y = np.meshgrid(longitude, latitude)
hills = 200 + 120 * np.sin(900 * y) * np.cos(700 * x) + 40 * np.sin(2600 * (x + y))
terrain = ic.Terrain.from_array(latitude, longitude, hills)
points = np.radians([(-45.0, -125.0), (-45.0, -124.5), (-44.5, -124.4), (-44.6, -123.7)])
flight = ic.flights.RouteFlight(
    points,
    230.0,
    altitude_m=60.0,
    heights="ground",
    terrain=terrain,
    bank_rad=0.7,
    normal_acceleration_m_s2=12.0,
    loiters=[ic.flights.Loiter(2, turns=1.0, clockwise=False)],
    dive=ic.flights.Dive(0.5),
    pop_up=ic.flights.PopUp(8e3, 900.0),
)
trajectory = ic.fly(flight)
assert trajectory.outcome[0] == ic.Outcome.IMPACT
time = np.linspace(0.0, float(trajectory.table()["flight_time_s"][0]), 1500)
position, velocity = trajectory.sample(np.zeros(len(time)), time)
lat, lon, height = ecef_to_geodetic(position)
ground = terrain.height_m(lat, lon)


def plane(lat: np.ndarray, lon: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """East and north in km of the first waypoint, good enough to look at."""
    return 6371 * (lon - points[0, 1]) * np.cos(lat), 6371 * (lat - points[0, 0])


track = Series("flown", *plane(lat, lon))
corners = Series("waypoints", *plane(*points.T), marks=True)
plan = Panel("Plan", "East, km", "North, km", [track, corners], x_range=(-5, 110), y_range=(-5, 71))
gone = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(plane(lat, lon))))])
heights = [Series("craft", gone, height), Series("ground", gone, ground, colour="#835b34")]
profile = Panel("Height", "Distance flown, km", "Altitude, m", heights)
static.save(static.sheet([plan, profile]), OUT)
