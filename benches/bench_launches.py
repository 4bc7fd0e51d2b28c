"""How long does it take to find the launch of one ballistic or aeroballistic flight that ends where it was sent?"""

import numpy as np
import pytest

import intercept as ic

# Over the southern Pacific; every direction in turn. km by class, within the reach of each.
LATITUDE_RAD, LONGITUDE_RAD = -0.7, -2.2
RANGES_KM = {
    "short_range_ballistic": (100, 200, 300, 500, 700),
    "medium_range_ballistic": (600, 800, 1000, 1300),
    "quasi_ballistic": (100, 200, 300, 400, 500),
    "air_launched_aeroballistic": (300, 500, 700, 900),
}
MISS_M = 1.0


def flights(name):
    """Return a flight of the class over each of its distances."""
    return [
        ic.Flight.of_class(name, range_m=1e3 * km, launch_point=(LATITUDE_RAD, LONGITUDE_RAD), azimuth_rad=1.4 * k)
        for k, km in enumerate(RANGES_KM[name])
    ]


def fly(listed):
    return [ic.fly(flight, threads=1) for flight in listed]


@pytest.mark.benchmark(group="launches of one class, in turn, on one thread")
@pytest.mark.parametrize("name", RANGES_KM)
def test_launches(benchmark, name):
    listed = flights(name)
    for flight, flown in zip(listed, fly(listed), strict=True):
        # It ends at the destination, and all rows of a batch are the flight by itself, bit by bit.
        end = flown.table()
        place = np.radians([end["latitude_end_deg"][0], end["longitude_end_deg"][0]])
        distance_m, _, _ = ic.earth.geodesic_inverse(*place, *flight.flights.depressed[0, 3:5])
        assert distance_m < MISS_M
    twice = ic.fly(listed[0], threads=2)
    assert np.array_equal(twice.knots()["time_s"], fly(listed[:1])[0].knots()["time_s"])
    benchmark.extra_info |= {"accuracy": "ends within its stated miss; the same flight alone", "flights": len(listed)}
    benchmark(fly, listed)
