"""Geodesics against Karney's test set (see geodesic/SOURCE.md)."""

import hashlib
from pathlib import Path

import numpy as np
import pytest

from intercept import _core
from intercept.trajectories import geodetic_to_ecef

HERE = Path(__file__).parent / "geodesic"
TABLE = HERE / "geodtest_50.dat"
TOLERANCE_M = 1e-6


def read(path):
    columns = np.loadtxt(path).T.copy()
    columns[:6] = np.radians(columns[:6])
    return columns


def angle(difference_rad):
    """A difference of angles within half a turn."""
    return np.abs((difference_rad + np.pi) % (2 * np.pi) - np.pi)


def check(path, rows):
    latitude_1, longitude_1, azimuth_1, latitude_2, longitude_2, azimuth_2, distance, _, reduced, _ = read(path)
    assert len(distance) == rows
    latitude, longitude, azimuth = _core.geodesic_direct(latitude_1, longitude_1, azimuth_1, distance)
    miss = geodetic_to_ecef(latitude, longitude, 0.0) - geodetic_to_ecef(latitude_2, longitude_2, 0.0)
    assert np.linalg.norm(miss, axis=1).max() < TOLERANCE_M
    # Next to a pole the azimuth turns with the longitude: only their difference is well conditioned there.
    convergence = np.sin(latitude_2) * (longitude - longitude_2)
    assert (angle(azimuth - azimuth_2 - convergence) * 6.4e6).max() < 5 * TOLERANCE_M
    length, start, end = _core.geodesic_inverse(latitude_1, longitude_1, latitude_2, longitude_2)
    assert np.abs(length - distance).max() < TOLERANCE_M
    assert (angle(start - azimuth_1) * np.abs(reduced)).max() < TOLERANCE_M
    assert (angle(end - azimuth_2) * np.abs(reduced)).max() < TOLERANCE_M


def test_table_is_the_described_one():
    digest = hashlib.sha256(TABLE.read_bytes()).hexdigest()
    assert digest in (HERE / "SOURCE.md").read_text(encoding="utf-8")


def test_compact_table():
    check(TABLE, 50)


@pytest.mark.reference
def test_long_series(reference_dir):
    check(reference_dir / "geodesic" / "geodtest_500.dat", 500)
