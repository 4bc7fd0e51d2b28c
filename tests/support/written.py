"""Things that `ic.write` writes, each made once: one of each kind, and a flight across 180 degrees."""

from functools import cache

import numpy as np

import intercept as ic

PLACE = (np.radians(-45.0), np.radians(-125.0))
# East of this place a flight crosses the antimeridian.
BEFORE_180 = (np.radians(-45.0), np.radians(179.0))
HOSTILE = 'a <b>&"c" \x1b[31m \x00 ]]> \u00e9'


@cache
def flights():
    return ic.fly([ic.Flight.of_class("subsonic_cruise", range_m=100e3 * (1 + k)) for k in range(3)])


@cache
def across():
    """Return a ballistic flight and a cruise that cross 180 degrees."""
    kinds = ("short_range_ballistic", "subsonic_cruise")
    return ic.fly([ic.Flight.of_class(k, range_m=300e3, launch_point=BEFORE_180, azimuth_rad=np.pi / 2) for k in kinds])


@cache
def defence():
    radar = ic.Sensor.of_class("surveillance_radar", position=PLACE)
    return ic.Defence([radar], [ic.FireUnit.of_class("medium_range_sam", position=PLACE)])


@cache
def windows():
    return ic.engagement_windows(flights(), defence(), threat_class="subsonic_cruise")


@cache
def area():
    return ic.defended_area(defence(), "subsonic_cruise", resolution=7, extent_m=45e3)


@cache
def loss():
    options = {"resolution": 7, "extent_m": 45e3, "vary": "cruise_speed_m_s", "values": [200.0, 250.0]}
    return ic.area_loss(defence(), "subsonic_cruise", **options)


@cache
def coverage():
    line = np.array([[PLACE[0], PLACE[1] - 0.01], [PLACE[0], PLACE[1] + 0.01]])
    return ic.coverage(defence(), line, "subsonic_cruise", step_m=10e3, opportunities=2)


@cache
def impacts():
    start = (*PLACE, 60e3)
    return ic.Ensemble.perturbed(
        ic.earth.geodetic_to_ecef(*start)[0],
        ic.earth.enu_vector_to_ecef([900.0, 0.0, -1800.0], start)[0],
        ballistic_coefficient_kg_m2=5e3,
        velocity_sigma_m_s=5.0,
        rows=40,
        seed=1,
    ).dispersion(0.9)


@cache
def tracks():
    """Return tracks with times of a clock and a name that no format of text likes."""
    times = [f"2026-03-01T12:00:0{k}.25Z" for k in range(5)] * 2
    latitude, longitude = np.radians(-45.0) + np.arange(10) * 1e-4, np.full(10, PLACE[1])
    options = {"latitude_rad": latitude, "longitude_rad": longitude, "altitude_m": np.full(10, 900.0)}
    return ic.Trajectories.from_samples(time=times, row=["one"] * 5 + [HOSTILE] * 5, **options)


@cache
def table():
    return ic.Table(
        {
            "range_m": [1.0, np.nan],
            "unit": ["north", '=1+1,"x"'],
            "shots": np.array([1, 2]),
            "bounded": np.array([True, False]),
        },
        {"range_m": "how far"},
    )


KINDS = {
    "Table": table,
    "Trajectories": flights,
    "EngagementWindows": windows,
    "Dispersion": impacts,
    "DefendedArea": area,
    "areas": lambda: [area(), area()],
    "AreaLoss": loss,
    "Coverage": coverage,
}


def on_path(trajectories, row, time_s):
    """Return latitude, longitude (degrees) and altitude of a row at times since its launch."""
    position, _ = trajectories.sample(row, time_s)
    latitude, longitude, altitude = ic.earth.ecef_to_geodetic(position)
    return np.degrees(latitude), np.degrees(longitude), altitude
