"""Released bodies against NASA's check-cases 1, 6 and 9 (see nesc/SOURCE.md)."""

import hashlib
from pathlib import Path

import numpy as np
import pytest

import intercept as ic
from intercept.testing.laws import ROTATION_RATE_RAD_S
from intercept.trajectories import geodetic_to_ecef

HERE = Path(__file__).parent / "nesc"
FOOT_M = 0.3048
SLUG_KG = 14.593902937
BALLISTIC_COEFFICIENT_KG_M2 = 1.0 * SLUG_KG / (0.1 * 0.1963495 * FOOT_M**2)
VACUUM = ic.World(air=ic.Air(0.0))
# Case: altitude (m), velocity up and east (m/s), planet, tolerance (m).
CASES = {
    "01": (30_000 * FOOT_M, (0.0, 0.0), VACUUM, 1e-3),
    "06": (30_000 * FOOT_M, (0.0, 0.0), ic.World(), 1e-3),
    "09": (0.0, (1000 * FOOT_M, 1000 * FOOT_M), ic.World(), 1e-2),
}


def read(path):
    """Times (s), and ECEF positions (m) and velocities (m/s) relative to the rotating Earth."""
    table = np.genfromtxt(path, delimiter=",", names=True)
    time = table["time"]
    inertial = FOOT_M * np.column_stack([table[f"eiPosition_ft_{axis}"] for axis in "XYZ"])
    moving = FOOT_M * np.column_stack([table[f"eiVelocity_ft_s_{axis}"] for axis in "XYZ"])
    position, velocity = turned(inertial, time), turned(moving, time)
    velocity -= ROTATION_RATE_RAD_S * np.column_stack([-position[:, 1], position[:, 0], np.zeros(len(time))])
    return time, position, velocity


def turned(vectors, time_s):
    cos, sin = np.cos(ROTATION_RATE_RAD_S * time_s), np.sin(ROTATION_RATE_RAD_S * time_s)
    x, y, z = vectors.T
    return np.column_stack([cos * x + sin * y, -sin * x + cos * y, z])


def flown(case):
    altitude, (up, east), world, _ = CASES[case]
    # At latitude and longitude 0 up is x and east is y.
    return ic.release(
        geodetic_to_ecef(0.0, 0.0, altitude),
        [up, east, 0.0],
        ballistic_coefficient_kg_m2=BALLISTIC_COEFFICIENT_KG_M2,
        world=world,
        duration_max_s=31.0,
    )


def check(case, path, rows):
    time, position, velocity = read(path)
    assert len(time) == rows
    ours, moving = flown(case).sample(0, time)
    off = np.linalg.norm(ours - position, axis=1)
    assert off.max() < CASES[case][3], f"{1e3 * off.max():.3f} mm at {time[off.argmax()]:.1f} s"
    # The tolerance of the velocity is that of the position over a second.
    assert np.linalg.norm(moving - velocity, axis=1).max() < CASES[case][3]


def test_the_ballistic_coefficient_is_that_of_the_vehicle():
    assert abs(BALLISTIC_COEFFICIENT_KG_M2 - 8000.40) < 0.005


@pytest.mark.parametrize("case", CASES)
def test_table_is_the_described_one(case):
    digest = hashlib.sha256((HERE / f"case_{case}_sim_04.csv").read_bytes()).hexdigest()
    assert digest in (HERE / "SOURCE.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES)
def test_compact_table(case):
    check(case, HERE / f"case_{case}_sim_04.csv", 31)


@pytest.mark.reference
@pytest.mark.parametrize("case", CASES)
def test_long_series(case, reference_dir):
    check(case, reference_dir / "nesc" / f"Atmos_{case}_sim_04.csv", 301)
