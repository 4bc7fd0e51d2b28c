"""A day of access: a satellite 400 km up, circular, 51.6 degrees, and 100 sites with a mask of 10 degrees.

The case of brahe's and Orekit's published search (brahe, benchmarks/comparative: one satellite, 100 sites, one day, one
thread), with a central field instead of SGP4, so that both programs fly the very same orbit.
"""

import numpy as np

import intercept as ic
from intercept.flight.trajectories import Trajectories

GM_M3_S2, RADIUS_M, RATE_RAD_S = 3.986004415e14, 6_378_137.0 + 400e3, 7.292115e-5
INCLINATION_RAD, MASK_RAD, DAY_S, SITES = np.radians(51.6), np.radians(10.0), 86_400.0, 100
# In coverage nothing but the mask limits.
SEES_ALL_M = 1e7


def inertial_state() -> tuple[np.ndarray, np.ndarray]:
    """Return place (m) and velocity (m/s) at the ascending node, in axes that do not turn."""
    speed = np.sqrt(GM_M3_S2 / RADIUS_M)
    turn = np.array([0.0, np.cos(INCLINATION_RAD), np.sin(INCLINATION_RAD)])
    return np.array([RADIUS_M, 0.0, 0.0]), speed * turn


def orbit(position: np.ndarray, velocity: np.ndarray, tolerance_m: float = 1e-2) -> Trajectories:
    """Fly a day from an Earth-fixed state."""
    satellite = ic.Ensemble(
        position_ecef_m=position,
        velocity_ecef_m_s=velocity,
        ballistic_coefficient_kg_m2=1e9,
        duration_max_s=DAY_S,
    )
    world = ic.World(gm_m3_s2=GM_M3_S2, j2=0.0, air=ic.Air.vacuum())
    return ic.fly(satellite, world=world, tolerance_m=tolerance_m, threads=1)


def sites() -> np.ndarray:
    """Return latitude and longitude (rad) of sites all over the globe, from a seed."""
    rng = np.random.default_rng(20260131)
    return np.column_stack([np.arcsin(rng.uniform(-0.95, 0.95, SITES)), rng.uniform(-np.pi, np.pi, SITES)])


def radars(places: np.ndarray) -> ic.Defence:
    """Return a radar at each site that sees whatever is above its mask, along straight lines."""
    mask = {"elevation_min_rad": MASK_RAD, "effective_earth_factor": 1.0, "range_for_1_m2_m": SEES_ALL_M}
    return ic.Defence([ic.Sensor(position=tuple(place), **mask) for place in places], [])


def search(flown: Trajectories, defence: ic.Defence, threads: int = 1) -> ic.EngagementWindows:
    """Return the windows of all sites."""
    return ic.engagement_windows(flown, defence, radar_cross_section_m2=1.0, threads=threads)


def edges(found: ic.EngagementWindows) -> list[np.ndarray]:
    """Return starts and ends of access of each site: shape (windows, 2)."""
    tracking = found.tracking
    return [np.column_stack(tracking.of_sensor(site, 0, coverage=True)) for site in range(SITES)]


def elevations_rad(flown: Trajectories, place: np.ndarray, times: np.ndarray) -> np.ndarray:
    """Return the elevation of the satellite over the horizon of a site, by straight lines."""
    latitude, longitude = place
    line = flown.sample(0, times)[0] - ic.earth.geodetic_to_ecef(latitude, longitude, 0.0)
    across = np.cos(latitude)
    up = [across * np.cos(longitude), across * np.sin(longitude), np.sin(latitude)]
    return np.arcsin(line @ np.array(up) / np.linalg.norm(line, axis=1))
