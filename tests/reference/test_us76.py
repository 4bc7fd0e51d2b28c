"""The atmosphere against the printed US Standard Atmosphere 1976 (see us76/SOURCE.md)."""

import hashlib
import os
from pathlib import Path

import numpy as np
import pytest

from intercept.trajectories import us76

HERE = Path(__file__).parent
TABLE = HERE / "us76" / "us76.csv"
SERIES_DIR = Path(os.environ.get("INTERCEPT_REFERENCE_DIR", HERE.parents[2] / "shared" / "reference"))

TOP_M = 86_000.0
BELOW = {"temperature_k": 2e-5, "pressure_pa": 2e-5, "density_kg_m3": 2e-5, "speed_of_sound_m_s": 2e-5}
PRINTED = {"temperature_k": 5e-5, "pressure_pa": 1e-4, "density_kg_m3": 5e-4}
FITTED = {"temperature_k": 1e-5, "pressure_pa": 1e-3, "density_kg_m3": 1e-3}
# M/M0 each kilometre from 81 to 86 km, table 8 of the standard: kinetic over molecular-scale temperature.
WEIGHT_RATIO = [0.999989, 0.999941, 0.999870, 0.999786, 0.999694, 0.999579]


def read(path):
    """Columns of a table, under the names of our result; a missing file raises."""
    table = np.genfromtxt(path, delimiter=",", names=True)
    return {name.lower(): table[name] for name in table.dtype.names}


def rows(table, wanted):
    return {name: column[wanted] for name, column in table.items()}


def check(table, tolerances):
    ours = us76(table["altitude_m"])
    for name, tolerance in tolerances.items():
        np.testing.assert_allclose(ours[name], table[name], rtol=tolerance, atol=0.0, err_msg=name)


def test_table_is_the_described_one():
    digest = hashlib.sha256(TABLE.read_bytes()).hexdigest()
    assert digest in (HERE / "us76" / "SOURCE.md").read_text(encoding="utf-8")


def test_compact_table_below_86_km():
    table = read(TABLE)
    below = rows(table, table["altitude_m"] < TOP_M)
    assert len(below["altitude_m"]) == 31
    check(below, BELOW)


def test_printed_nodes_from_86_km():
    table = read(TABLE)
    above = rows(table, table["altitude_m"] >= TOP_M)
    assert len(above["altitude_m"]) == 18
    check(above, PRINTED)


@pytest.mark.reference
def test_long_series_to_86_km():
    series = read(SERIES_DIR / "us76.csv")
    below = rows(series, series["altitude_m"] <= TOP_M)
    assert len(below["altitude_m"]) == 87
    below["temperature_k"][81:] *= WEIGHT_RATIO
    check(below, BELOW)


@pytest.mark.reference
def test_long_series_above_86_km():
    series = read(SERIES_DIR / "us76_upper_fit.csv")
    assert len(series["altitude_m"]) == 93
    check(series, FITTED)


def test_no_speed_of_sound_above_86_km():
    sound = us76(np.array([85_999.0, 86_000.0, 86_001.0, 500_000.0]))["speed_of_sound_m_s"]
    np.testing.assert_array_equal(np.isnan(sound), [False, False, True, True])


def test_continuous_at_86_km():
    below, above = (us76(np.array([TOP_M + step]))["density_kg_m3"][0] for step in (-1e-6, 1e-6))
    assert above == pytest.approx(below, rel=1e-8)


def test_outside_the_standard_nothing_is_missing():
    air = us76(np.array([-1e6, -20_000.0, -5_000.0, 1.5e6, 1e8]))
    for name in ("temperature_k", "pressure_pa", "density_kg_m3"):
        assert np.isfinite(air[name]).all(), name
    # Table I of the standard at -5 km.
    assert air["density_kg_m3"][2] == pytest.approx(1.9311, rel=5e-5)
