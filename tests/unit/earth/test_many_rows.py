"""Functions of arrays: a row has the same bits alone and among thousands, on any number of threads."""

import numpy as np
import pytest

import intercept as ic
from intercept.errors import InvalidParameterError

ROWS = 5_000
REFERENCE = (-0.7, -2.1, 100.0)
SPHERE = ic.World(sphere_radius_m=6.371e6)
WINDY = ic.World(wind=ic.Wind.profile([0.0, 1e4, 3e4], [10.0, 40.0, -20.0], [0.0, -5.0, 3.0]))
GROUND = ic.Terrain.from_array([-0.9, -0.7], [-2.3, -2.1], [[0.0, 100.0], [300.0, 50.0]])


def rng():
    return np.random.default_rng(7)


def angles(low, high):
    return rng().uniform(low, high, ROWS)


LATITUDE, LONGITUDE, ALTITUDE = angles(-1.5, 1.5), angles(-3.0, 3.0)[::-1], angles(-4e3, 9e5)
POSITION = ic.earth.geodetic_to_ecef(LATITUDE, LONGITUDE, ALTITUDE)
VELOCITY = rng().normal(0.0, 2e3, (ROWS, 3))

# What each function makes of rows: of all of them, or of one.
CALLS = {
    "geodetic_to_ecef": lambda rows, **o: ic.earth.geodetic_to_ecef(LATITUDE[rows], LONGITUDE[rows], 100.0, **o),
    "geodetic_to_ecef on a sphere": lambda rows, **o: ic.earth.geodetic_to_ecef(
        LATITUDE[rows], -2.1, ALTITUDE[rows], world=SPHERE, **o
    ),
    "ecef_to_geodetic": lambda rows, **o: ic.earth.ecef_to_geodetic(POSITION[rows], **o),
    "ecef_to_geodetic on a sphere": lambda rows, **o: ic.earth.ecef_to_geodetic(POSITION[rows], world=SPHERE, **o),
    "ecef_to_eci": lambda rows, **o: ic.earth.ecef_to_eci(POSITION[rows], VELOCITY[rows], time_s=ALTITUDE[rows], **o),
    "eci_to_ecef": lambda rows, **o: ic.earth.eci_to_ecef(POSITION[rows], VELOCITY[rows], time_s=600.0, **o),
    "ecef_to_enu": lambda rows, **o: ic.earth.ecef_to_enu(POSITION[rows], REFERENCE, **o),
    "enu_to_ecef": lambda rows, **o: ic.earth.enu_to_ecef(POSITION[rows], REFERENCE, **o),
    "ecef_vector_to_enu": lambda rows, **o: ic.earth.ecef_vector_to_enu(VELOCITY[rows], REFERENCE, **o),
    "enu_vector_to_ecef": lambda rows, **o: ic.earth.enu_vector_to_ecef(VELOCITY[rows], REFERENCE, **o),
    "enu_to_aer": lambda rows, **o: ic.earth.enu_to_aer(POSITION[rows], **o),
    "aer_to_enu": lambda rows, **o: ic.earth.aer_to_enu(LONGITUDE[rows], LATITUDE[rows], 1e4, **o),
    "ecef_to_aer": lambda rows, **o: ic.earth.ecef_to_aer(POSITION[rows], REFERENCE, **o),
    "aer_to_ecef": lambda rows, **o: ic.earth.aer_to_ecef(
        LONGITUDE[rows], LATITUDE[rows], ALTITUDE[rows], reference=REFERENCE, **o
    ),
    "geodesic_direct": lambda rows, **o: ic.earth.geodesic_direct(
        LATITUDE[rows], LONGITUDE[rows], azimuth_rad=0.3, distance_m=np.abs(ALTITUDE[rows]), **o
    ),
    "geodesic_inverse": lambda rows, **o: ic.earth.geodesic_inverse(LATITUDE[rows], LONGITUDE[rows], -0.7, -2.1, **o),
    "us76": lambda rows, **o: tuple(ic.earth.us76(ALTITUDE[rows], **o).values()),
    "air": lambda rows, **o: tuple(ic.Air.exponential(1.2, 7e3).at(ALTITUDE[rows], **o).values()),
    "wind": lambda rows, **o: WINDY.wind_at(POSITION[rows], **o),
    "gravitation": lambda rows, **o: WINDY.gravitation(POSITION[rows], **o),
    "potential": lambda rows, **o: WINDY.potential(POSITION[rows], **o),
    "terrain": lambda rows, **o: GROUND.height_m(LATITUDE[rows] / 20 - 0.8, LONGITUDE[rows] / 40 - 2.2, **o),
}


@pytest.mark.parametrize("name", CALLS)
def test_a_row_has_the_same_bits_alone_and_on_any_number_of_threads(name):
    call = CALLS[name]

    def bits(found, rows=slice(None)):
        arrays = found if isinstance(found, tuple) else (found,)
        return [np.ascontiguousarray(array[rows]).tobytes() for array in arrays]

    alone = call(slice(None), threads=1)
    for threads in (0, 2, 7, 1024):
        assert bits(call(slice(None), threads=threads)) == bits(alone)
    for row in (0, 1, 1_023, 1_024, ROWS - 1):
        assert bits(call(slice(row, row + 1))) == bits(alone, slice(row, row + 1))
    # Rows that do not lie side by side in memory.
    assert bits(call(slice(None, None, 3))) == bits(alone, slice(None, None, 3))
    assert all(len(array) == 0 for array in (call(slice(0, 0)) if isinstance(alone, tuple) else [call(slice(0, 0))]))
    for wrong in (-1, 1025, 0.5):
        with pytest.raises(InvalidParameterError, match="threads"):
            call(slice(0, 1), threads=wrong)
