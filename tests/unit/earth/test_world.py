"""A world, its air and its wind as values: built by name, compared, shown, pickled, refused."""

import pickle

import numpy as np
import pytest

import intercept as ic
from intercept.errors import InvalidParameterError

WIND = ic.Wind.profile([0.0, 1e4], [0.0, 30.0], 0.0)
WORLDS = [
    ic.World(),
    ic.World(sphere_radius_m=6_371_000.0, gravity="central", rotation_rate_rad_s=0.0, air=ic.Air.vacuum()),
    ic.World(gravity="j4", air=ic.Air.us76(density_factor=1.1, temperature_offset_k=-15.0), wind=WIND),
    ic.World(j2=0.001, j3=-2e-6, air=ic.Air.exponential(1.2, 7_000.0)),
]


@pytest.mark.parametrize("world", WORLDS, ids=repr)
def test_a_world_is_a_value(world):
    again = pickle.loads(pickle.dumps(world))  # noqa: S301 - our own bytes
    assert again == world
    assert hash(again) == hash(world)
    assert sum(world == other for other in WORLDS) == 1
    with pytest.raises(AttributeError):
        world.j2 = 0.0


def test_a_world_shows_what_is_its_own():
    assert repr(WORLDS[0]) == "World()"
    assert repr(WORLDS[2].air) == "Air.us76(density_factor=1.1, temperature_offset_k=-15.0)"
    assert repr(WORLDS[1]) == (
        "World(sphere_radius_m=6371000.0, rotation_rate_rad_s=0.0, air=Air.vacuum(), gravity='central')"
    )
    assert repr(ic.Air.exponential(1.2, 7000.0)) == "Air.exponential(1.2, 7000.0)"


def test_the_older_call_of_air_still_stands():
    assert ic.Air(1.2, 7_000.0) == ic.Air.exponential(1.2, 7_000.0)
    assert ic.Air(0.0) == ic.Air.vacuum()


# EGM96's normalised coefficients of degree n, times -sqrt(2 n + 1); J2 is that of the WGS-84 ellipsoid.
J3, J4 = -np.sqrt(7) * 0.957254173792e-6, -3.0 * 0.539873863789e-6


def test_the_order_of_gravity():
    assert ic.World().zonal_harmonics == ic.World(gravity="j2").zonal_harmonics == (1.0826298213e-3, 0.0, 0.0)
    np.testing.assert_allclose(ic.World(gravity="j4").zonal_harmonics, (1.0826298213e-3, J3, J4), rtol=1e-11)
    assert ic.World(gravity="central").zonal_harmonics == (0.0, 0.0, 0.0)
    assert ic.World(j2=1e-3, j4=2e-6).zonal_harmonics == (1e-3, 0.0, 2e-6)


def test_central_gravity_is_newtons():
    position = np.array([[4e6, -3e6, 5e6]])
    r = np.linalg.norm(position)
    want = -3.986004418e14 * position / r**3
    np.testing.assert_allclose(ic.World(gravity="central").gravitation(position), want, rtol=1e-14)


@pytest.mark.parametrize("gravity", ["central", "j2", "j4"])
def test_gravitation_is_the_slope_of_the_potential(gravity):
    world = ic.World(gravity=gravity, rotation_rate_rad_s=0.0)
    position, step = np.array([4e6, -3e6, 5e6]), 10.0
    slope = [
        (world.potential(position + e)[0] - world.potential(position - e)[0]) / (2 * step) for e in step * np.eye(3)
    ]
    # Cancellation in the difference quotient leaves 1e-9 of g.
    np.testing.assert_allclose(world.gravitation(position)[0], np.negative(slope), atol=2e-8)


REFUSED = {
    "gravity": lambda: ic.World(gravity="j3"),
    "j2": lambda: ic.World(gravity="central", j2=1e-3),
    "j3": lambda: ic.World(j3=float("nan")),
    "j4": lambda: ic.World(j4=1.0),
    "air": lambda: ic.World(air=(1.2, 7000.0)),
    "wind": lambda: ic.World(wind=(10.0, 0.0)),
    "density_factor": lambda: ic.Air.us76(density_factor=-1.0),
    "temperature_offset_k": lambda: ic.Air.us76(temperature_offset_k=200.0),
    "scale_height_above_86_km_m": lambda: ic.Air.us76(scale_height_above_86_km_m=0.0),
    "reference": lambda: ic.earth.ecef_to_enu([1.0, 2.0, 3.0], (-0.785, float("nan"), 0.0)),
    "time_s": lambda: ic.earth.ecef_to_eci([7e6, 0.0, 0.0], [0.0, 0.0, 0.0], time_s=[0.0, 1.0]),
    "azimuth_rad": lambda: ic.earth.aer_to_enu("north", 0.0, 1.0),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_makes_no_world_is_refused(name):
    with pytest.raises(InvalidParameterError, match=name):
        REFUSED[name]()


def test_air_of_one_kind_has_no_parameter_of_the_other():
    with pytest.raises(InvalidParameterError, match="density_factor"):
        ic.Air(1.2, 7000.0, density_factor=2.0)


def test_a_geodetic_place_is_a_tuple():
    place = ic.earth.Geodetic(-0.785, -2.18)
    assert place == (-0.785, -2.18, 0.0)
    np.testing.assert_allclose(ic.earth.ecef_to_enu(ic.earth.geodetic_to_ecef(*place), place), 0.0)


def test_nothing_converts_to_nothing():
    assert ic.earth.ecef_to_enu(np.empty((0, 3)), (-0.785, -2.18, 0.0)).shape == (0, 3)
    assert all(len(x) == 0 for x in ic.earth.enu_to_aer(np.empty((0, 3))))
