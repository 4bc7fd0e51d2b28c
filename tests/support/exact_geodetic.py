"""Geodetic to ECEF in 50-digit decimals: the textbook formula, its sines by their series."""

import math
from decimal import Decimal, localcontext
from typing import NamedTuple

A = Decimal(6378137)
FLATTENING = 1 / Decimal("298.257223563")
DIGITS = 50
SMALL = Decimal(10) ** -45


class Exact(NamedTuple):
    x: Decimal
    y: Decimal
    z: Decimal

    def distance(self, other):
        """Distance to a position of doubles, each taken at its exact value."""
        with localcontext(prec=DIGITS):
            return float(sum((a - Decimal(float(b))) ** 2 for a, b in zip(self, other, strict=True)).sqrt())


def series(term, x, n):
    total = Decimal(0)
    while abs(term) > SMALL:
        total += term
        term = -term * x * x / ((n + 1) * (n + 2))
        n += 2
    return total


def exact_ecef(latitude_rad, longitude_rad, altitude_m):
    with localcontext(prec=DIGITS):
        lat, lon, h = (Decimal(float(value)) for value in (latitude_rad, longitude_rad, altitude_m))
        sin_lat, cos_lat = series(lat, lat, 1), series(Decimal(1), lat, 0)
        sin_lon, cos_lon = series(lon, lon, 1), series(Decimal(1), lon, 0)
        e2 = FLATTENING * (2 - FLATTENING)
        n = A / (1 - e2 * sin_lat**2).sqrt()
        return Exact((n + h) * cos_lat * cos_lon, (n + h) * cos_lat * sin_lon, (n * (1 - e2) + h) * sin_lat)


def rounding_limit(latitude_rad, longitude_rad, altitude_m):
    """How far (m) a unit in the last place of each coordinate moves the point: half by rounding, half by atan2."""
    r = 6378137.0 + altitude_m
    north = r * math.ulp(latitude_rad)
    east = r * math.cos(latitude_rad) * math.ulp(longitude_rad)
    return math.hypot(north, east, math.ulp(altitude_m))
