"""Batches for other libraries: datasets, tables, energies, memory."""

from __future__ import annotations

import numpy as np
import pandas as pd
import polars as pl
import pytest
import xarray

import intercept as ic
from intercept.errors import InvalidParameterError

TIMES = np.array([0.0, 5.0, 12.5, 20.0])
# A fall, one that flies longer, and one that is refused.
POSITION = np.array([[6_378_137.0 + 3e3, 0.0, 0.0], [0.0, 6_378_137.0 + 30e3, 0.0], [6_378_137.0 + 3e3, 0.0, 0.0]])
VELOCITY = np.array([[0.0, 300.0, 0.0], [0.0, 0.0, 1500.0], [0.0, 300.0, 0.0]])


@pytest.fixture(scope="module")
def batch():
    return ic.fly(
        ic.Ensemble(position_ecef_m=POSITION, velocity_ecef_m_s=VELOCITY, ballistic_coefficient_kg_m2=[5e3, 5e3, -1.0])
    )


def test_sample_all_is_sample_of_every_row_and_time(batch):
    position, velocity = batch.sample_all(TIMES)
    assert position.shape == velocity.shape == (3, 4, 3)
    for row in range(3):
        for i, time_s in enumerate(TIMES):
            want = batch.sample(row, time_s)
            np.testing.assert_array_equal(position[row, i], want[0][0])
            np.testing.assert_array_equal(velocity[row, i], want[1][0])
    assert np.isnan(position[2]).all()
    with pytest.raises(InvalidParameterError, match="time_s"):
        batch.sample_all(np.zeros((2, 2)))


def test_a_row_a_knot(batch):
    table = batch.to_arrow()
    knots = batch.knots()
    assert table.num_rows == len(knots["time_s"])
    np.testing.assert_array_equal(np.bincount(table["row"].to_numpy(), minlength=3), np.diff(batch.offsets))
    for k, name in enumerate(("x_ecef_m", "y_ecef_m", "z_ecef_m")):
        np.testing.assert_array_equal(table[name].to_numpy(), knots["position_ecef_m"][:, k])
    np.testing.assert_array_equal(table["velocity_z_ecef_m_s"].to_numpy(), knots["velocity_ecef_m_s"][:, 2])
    np.testing.assert_array_equal(table["acceleration_x_ecef_m_s2"].to_numpy(), knots["acceleration_ecef_m_s2"][:, 0])
    units = {
        field.name: field.metadata[b"unit"].decode() for field in table.schema if b"unit" in (field.metadata or {})
    }
    assert units["time_s"] == "s"
    assert units["x_ecef_m"] == "m"
    assert units["velocity_z_ecef_m_s"] == "m/s"
    assert units["acceleration_x_ecef_m_s2"] == "m/s2"
    latitude, longitude, altitude = ic.earth.ecef_to_geodetic(knots["position_ecef_m"])
    np.testing.assert_allclose(table["latitude_deg"].to_numpy(), np.degrees(latitude), atol=1e-12)
    np.testing.assert_allclose(table["longitude_deg"].to_numpy(), np.degrees(longitude), atol=1e-12)
    np.testing.assert_allclose(table["altitude_m"].to_numpy(), altitude, atol=1e-8)


def test_pandas_and_polars_read_it(batch):
    one, other = batch.to_pandas(), batch.to_polars()
    assert isinstance(one, pd.DataFrame)
    assert list(one.columns) == other.columns
    through_capsule = pl.DataFrame(batch)
    assert through_capsule.equals(other)
    last = one.groupby("row")["time_s"].last()
    np.testing.assert_array_equal(last, batch.table()["flight_time_s"][:2])


def test_a_dataset_of_knots_survives_a_file(batch, tmp_path):
    dataset = batch.to_xarray()
    dataset.to_netcdf(tmp_path / "flights.nc", engine="netcdf4")
    with xarray.open_dataset(tmp_path / "flights.nc", engine="netcdf4", decode_times=False) as back:
        xarray.testing.assert_identical(back.load(), dataset)
        assert back.attrs["Conventions"] == "CF-1.11"
        assert back.attrs["featureType"] == "trajectory"
        assert back.attrs["source"] == f"intercept {ic.__version__}"
        assert back.row_size.attrs["sample_dimension"] == "knot"
        np.testing.assert_array_equal(back.row_size, np.diff(batch.offsets))
        np.testing.assert_array_equal(back.time, batch.knots()["time_s"])
        meanings = dict(
            zip(back.outcome.attrs["flag_values"], back.outcome.attrs["flag_meanings"].split(), strict=True)
        )
        assert [meanings[code] for code in back.outcome.values] == ["impact", "impact", "invalid"]


def test_a_dataset_on_a_grid_survives_a_file(batch, tmp_path):
    dataset = batch.to_xarray(step_s=5.0)
    dataset.to_netcdf(tmp_path / "flights.nc", engine="netcdf4")
    with xarray.open_dataset(tmp_path / "flights.nc", engine="netcdf4") as back:
        xarray.testing.assert_identical(back.load(), dataset)
        assert dict(back.sizes) == {"row": 3, "time": len(back.time), "axis": 3}
        position, _ = batch.sample_all(back.time.values)
        end = batch.table()["flight_time_s"]
        flown = back.time.values[None, :] <= end[:, None]
        assert np.isnan(back.position_ecef.values[~flown]).all()
        np.testing.assert_array_equal(back.position_ecef.values[flown], position[flown])
        assert back.time.values[-1] >= np.nanmax(end) > back.time.values[-2]
        assert back.sel(axis="z").velocity_ecef.attrs["units"] == "m s-1"
        assert back.altitude.attrs["standard_name"] == "height_above_reference_ellipsoid"


@pytest.mark.parametrize("grid", ["knots", "steps"])
def test_every_variable_of_a_dataset_says_what_it_is(batch, grid):
    dataset = batch.to_xarray(step_s=None if grid == "knots" else 5.0)
    for name, variable in dataset.variables.items():
        if name != "axis":
            assert variable.attrs["long_name"], name
            assert name in {"row", "row_size", "outcome"} or variable.attrs["units"], name


@pytest.mark.parametrize(
    "wrong",
    [
        {"time_s": [0.0, 1.0], "step_s": 1.0},
        {"time_s": [1.0, 0.0]},
        {"time_s": [np.nan]},
        {"time_s": []},
        {"step_s": 0.0},
        {"step_s": -1.0},
        {"step_s": np.nan},
        {"step_s": 1e-12},
        {"step_s": [1.0, 2.0]},
        {"step_s": "1"},
    ],
)
def test_a_bad_grid_is_told(batch, wrong):
    with pytest.raises(InvalidParameterError, match=next(iter(wrong))):
        batch.to_xarray(**wrong)


def test_an_empty_batch_leaves_as_one():
    empty = ic.fly(
        ic.Ensemble(
            position_ecef_m=np.empty((0, 3)), velocity_ecef_m_s=np.empty((0, 3)), ballistic_coefficient_kg_m2=5e3
        )
    )
    assert empty.to_xarray().sizes["knot"] == 0
    assert empty.to_xarray(step_s=1.0).sizes["row"] == 0
    assert empty.to_arrow().num_rows == 0


# Without air kinetic and potential energy change into one another: the Jacobi integral, to the integrator's tolerance.
def test_energy_is_kept_without_air():
    world = ic.World(air=ic.Air.vacuum())
    flown = ic.fly(
        ic.Ensemble(position_ecef_m=POSITION[1], velocity_ecef_m_s=VELOCITY[1], ballistic_coefficient_kg_m2=5e3),
        world=world,
        tolerance_m=1e-6,
    )
    history = flown.energy_history(0)
    assert np.ptp(history["specific_energy_m2_s2"]) < 1e-9 * abs(history["specific_energy_m2_s2"][0])
    assert np.ptp(history["kinetic_energy_m2_s2"]) > 1e5
    total = history["kinetic_energy_m2_s2"] + history["potential_energy_m2_s2"]
    np.testing.assert_allclose(total, history["specific_energy_m2_s2"], rtol=1e-15)


def test_potential_energy_is_that_of_gravity_and_rotation(batch):
    history = batch.energy_history(0)
    r = POSITION[0, 0]
    # On the equator: -GM/r (1 + J2 a^2/(2 r^2)) - w^2 r^2/2.
    want = -3.986004418e14 / r * (1 + 1.0826298213e-3 * (6_378_137.0 / r) ** 2 / 2) - (7.292115e-5 * r) ** 2 / 2
    assert history["potential_energy_m2_s2"][0] == pytest.approx(want, rel=1e-12)
    assert history["kinetic_energy_m2_s2"][0] == pytest.approx(300.0**2 / 2, rel=1e-12)
    assert (np.diff(history["specific_energy_m2_s2"]) < 0.0).all()
    assert len(batch.energy_history(2)) == 0
    assert np.isnan(batch.energy_history(2, [0.0, 1.0])["kinetic_energy_m2_s2"]).all()
    with pytest.raises(InvalidParameterError, match="row"):
        batch.energy_history(3)


def test_memory_is_80_bytes_a_knot_16_an_event_and_some_100_a_row(batch):
    glide = ic.flights.GlideFlight(-0.785, -2.18, 1.0, 3000.0, 10_000.0, 2.5, dynamic_pressure_max_pa=10.0)
    for flown in (batch, ic.fly([glide] * 50)):
        rest = flown.nbytes - 80 * len(flown.knots()["time_s"]) - 16 * len(flown.events())
        # Two offsets of 8 bytes each before the first row.
        assert 0 < (rest - 16) / len(flown) <= 120
    assert len(flown.events()) > 0
