"""Every table takes an axis that falls as it takes one that rises, and none that does neither."""

import numpy as np
import pytest

import intercept as ic
from intercept import flights
from intercept.errors import InvalidParameterError

X, Y = (0.0, 10.0, 40.0), (0.1, 0.3, 0.2)
GRID = np.arange(18.0).reshape(3, 3, 2)


def points(x, y):
    return tuple(zip(x, y, strict=True))


def glide(**given):
    return flights.GlideFlight(
        latitude_rad=-0.785,
        longitude_rad=-2.18,
        speed_m_s=5000.0,
        azimuth_rad=1.0,
        ballistic_coefficient_kg_m2=5000.0,
        **({"lift_to_drag": 2.5} | given),
    )


def bodies(x, y):
    return ic.Ensemble(
        position_ecef_m=ic.earth.geodetic_to_ecef(-0.785, -2.18, 50e3),
        velocity_ecef_m_s=[3000.0, 0.0, 0.0],
        ballistic_coefficient_kg_m2=5000.0,
        lift_to_drag=1.0,
        bank_times_s=x,
        bank_rad=y,
    )


def stage(x, y):
    return flights.Stage(100.0, 20.0, thrust_curve=points(x, y))


def windows(x, y):
    flight = ic.Flight.of_class("subsonic_cruise", range_m=200e3, launch_point=(-0.785, -2.18))
    angles = np.array(x) / 40.0
    radar = ic.Sensor.of_class("surveillance_radar", position=(-0.785, -2.15))
    defence = ic.Defence(sensors=[radar], fire_units=[])
    found = ic.engagement_windows(
        ic.fly(flight), defence, threat_class="subsonic_cruise", aspects={"subsonic_cruise": (angles, y)}
    )
    return found.first_detection_s.tolist()


TABLES = {
    "drag": lambda x, y: flights.Aerodynamics.table(0.5, points(x, y)).drag,
    "thrust": lambda x, y: stage(x, y).thrust_curve,
    "pitch": lambda x, y: flights.PitchProgramme(points(x, y)).points,
    "bank of a glide": lambda x, y: glide(bank=(x, y)).bank,
    "lift-to-drag": lambda x, y: glide(lift_to_drag_speed_m_s=np.array(x) * 100.0, lift_to_drag=np.array(y) * 10.0),
    "bank of bodies": lambda x, y: bodies(x, y).ends()["position_ecef_m"].tolist(),
    "wind": lambda x, y: ic.Wind.profile(x, y, 0.0),
    "aspect": windows,
}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_falling_axes_give_what_rising_ones_do(table):
    assert table(X[::-1], Y[::-1]) == table(X, Y)


def test_grids_are_turned_with_their_axes():
    latitude, longitude, altitude = [-0.8, -0.79, -0.78], [-2.2, -2.19, -2.18], [0.0, 1000.0]
    rising = ic.Wind.grid(latitude, longitude, altitude, GRID, GRID)
    turned = GRID[::-1, ::-1, ::-1]
    assert ic.Wind.grid(latitude[::-1], longitude[::-1], altitude[::-1], turned, turned) == rising
    ground = ic.Terrain.from_array(latitude, longitude, GRID[:, :, 0])
    other = ic.Terrain.from_array(latitude[::-1], longitude[::-1], GRID[::-1, ::-1, 0])
    assert other.height_m(-0.787, -2.187) == ground.height_m(-0.787, -2.187)


def flown(flight):
    trajectories = ic.fly(flight)
    if trajectories.outcome[0] == ic.Outcome.INVALID:
        raise InvalidParameterError(trajectories.fault(0))
    return trajectories


UNSORTED = {
    **{name: TABLES[name] for name in ("drag", "thrust", "wind", "aspect")},
    "bank of a glide": lambda x, y: flown(glide(bank=(x, y))),
    "bank of bodies": lambda x, y: flown(bodies(x, y)),
    "lift-to-drag": lambda x, y: flown(glide(lift_to_drag_speed_m_s=x, lift_to_drag=np.array(y) * 10.0)),
}


@pytest.mark.parametrize("table", UNSORTED.values(), ids=UNSORTED)
@pytest.mark.parametrize("x", [(0.0, 40.0, 10.0), (40.0, 0.0, 10.0)])
def test_axes_in_no_order_are_refused(table, x):
    with pytest.raises(InvalidParameterError, match="all rising or all falling"):
        table(x, Y)


def test_the_constructor_takes_axes_in_either_order_as_the_readers_do():
    heights = np.arange(6.0).reshape(3, 2)
    falling = ic.Terrain([-0.78, -0.79, -0.8], [-2.17, -2.18], heights)
    assert falling == ic.Terrain.from_array([-0.8, -0.79, -0.78], [-2.18, -2.17], heights[::-1, ::-1])
    with pytest.raises(InvalidParameterError, match="height_m of shape"):
        ic.Terrain([-0.79, -0.78], [-2.18, -2.17], heights)
