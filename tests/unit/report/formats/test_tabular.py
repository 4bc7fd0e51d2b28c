"""CSV, JSON, Parquet, NetCDF and Zarr, read back by other libraries; GeoJSON by shapely."""

import csv
import io
import json

import netCDF4
import numpy as np
import pandas as pd
import polars as pl
import pytest
import shapely
import written
import xarray
import zarr

import intercept as ic
from intercept.base.printed import unit_of


def write(kind, folder, ending, **options):
    (path,) = ic.write(written.KINDS[kind](), folder / f"thing.{ending}", **options)
    return path


def table_of(kind):
    thing = written.KINDS[kind]()
    if kind == "Table":
        return thing
    if kind == "Trajectories":
        return pl.DataFrame(thing)
    return ic.Table.concatenate([area.table() for area in thing]) if kind == "areas" else thing.table()


def same(read, wanted):
    """Compare a column that was read with what it must be; what is missing is NaN."""
    wanted = np.asarray(wanted)
    if wanted.dtype.kind in "fiub":
        np.testing.assert_array_equal(np.asarray(read, dtype=float), wanted.astype(float))
    else:
        assert list(read) == list(wanted)


@pytest.mark.parametrize("kind", written.KINDS)
def test_every_table_comes_back(kind, tmp_path):
    table = table_of(kind)
    rows = list(csv.DictReader(io.StringIO(write(kind, tmp_path, "csv").read_text(), newline="")))
    by_json = pd.DataFrame(json.loads(write(kind, tmp_path, "json").read_text()))
    by_parquet = pl.read_parquet(write(kind, tmp_path, "parquet"))
    for name in table.columns:
        wanted, read = np.asarray(table[name]), [row[name] for row in rows]
        same(by_parquet[name].to_numpy(), wanted)
        if wanted.dtype.kind != "f":
            # No cell of CSV is a formula.
            assert read == [f"'{value}" if str(value).startswith("=") else str(value) for value in wanted.tolist()]
            same(by_json[name], wanted)
            continue
        same([float(value or "nan") for value in read], wanted)
        # JSON knows no infinity.
        same(by_json[name].astype(float), np.where(np.isinf(wanted), np.nan, wanted))


@pytest.mark.parametrize("kind", [kind for kind in written.KINDS if kind != "Trajectories"])
def test_every_table_comes_back_from_netcdf_and_zarr(kind, tmp_path):
    table, store = table_of(kind), zarr.open_group(write(kind, tmp_path, "zarr"), mode="r")
    with netCDF4.Dataset(write(kind, tmp_path, "nc")) as file:
        assert file.Conventions == "CF-1.11"
        assert store.attrs["source"] == file.source == f"intercept {ic.__version__}"
        for name in table.columns:
            same(
                np.ma.filled(file[name][:].astype(float), np.nan) if table[name].dtype != object else file[name][:],
                table[name],
            )
            same(store[name][:], table[name])
            assert getattr(file[name], "units", "") == store[name].attrs.get("units", "") == unit_of(name)
            assert file[name].long_name


@pytest.mark.parametrize("step", [None, 20.0])
def test_flights_come_back_as_datasets(step, tmp_path):
    wanted = written.flights().to_xarray(step_s=step)
    with xarray.open_dataset(write("Trajectories", tmp_path, "nc", step_s=step), decode_times=False) as file:
        xarray.testing.assert_identical(file.load(), wanted)
    with xarray.open_zarr(write("Trajectories", tmp_path, "zarr", step_s=step), decode_times=False) as store:
        xarray.testing.assert_identical(store.load(), wanted)


def test_flights_at_steps_have_their_readings(tmp_path):
    flown = written.flights()
    read = pd.read_csv(write("Trajectories", tmp_path, "csv", step_s=10.0))
    assert read["row"].unique().tolist() == [0, 1, 2]
    for row, own in read.groupby("row"):
        latitude, longitude, altitude = written.on_path(flown, row, own["time_s"])
        np.testing.assert_allclose(own[["latitude_deg", "longitude_deg"]].T, [latitude, longitude], atol=1e-9)
        np.testing.assert_allclose(own["altitude_km"], altitude / 1e3, atol=1e-6)
        assert own["time_s"].iloc[-1] == flown.flight_time_s[row]


def test_what_was_written_as_knots_is_read_as_tracks(tmp_path):
    flown = written.flights()
    path = write("Trajectories", tmp_path, "csv")
    again = ic.Trajectories.from_csv(path)
    times = np.linspace(0.0, flown.flight_time_s.min(), 50)
    np.testing.assert_allclose(again.sample_all(times)[0], flown.sample_all(times)[0], atol=1e-3)


def test_a_column_named_as_a_dimension_is_a_column(tmp_path):
    table = ic.Table({"record": [5.0, 6.0], "row": [1.0, 2.0]})
    (path,) = ic.write(table, tmp_path / "a.nc")
    with netCDF4.Dataset(path) as file:
        assert file["record"][:].tolist() == [5.0, 6.0]
        assert file["row"][:].tolist() == [1.0, 2.0]


@pytest.mark.parametrize("kind", ["across", "flights", "tracks"])
def test_geojson_has_the_flights_in_three_dimensions(kind, tmp_path):
    flown = getattr(written, kind)()
    (path,) = ic.write(flown, tmp_path / "a.geojson")
    read = json.loads(path.read_text(), parse_constant=pytest.fail)
    assert len(read["features"]) == len(flown)
    for row, feature in enumerate(read["features"]):
        shape = shapely.geometry.shape(feature["geometry"])
        assert shape.has_z
        assert shape.geom_type == ("MultiLineString" if kind == "across" else "LineString")
        latitude, longitude, altitude = written.on_path(flown, row, [0.0, flown.flight_time_s[row]])
        pieces = list(shape.geoms) if kind == "across" else [shape]
        for place, at in ((pieces[0].coords[0], 0), (pieces[-1].coords[-1], 1)):
            assert place == pytest.approx((longitude[at], latitude[at], altitude[at]), abs=2e-3)
        assert all(piece.bounds[2] - piece.bounds[0] < 90.0 for piece in pieces)
        assert feature["properties"]["row"] == row


def test_geojson_of_impacts_has_the_ellipse_and_the_ends(tmp_path):
    found = written.impacts()
    (path,) = ic.write(found, tmp_path / "a.geojson")
    ellipse, *ends = json.loads(path.read_text())["features"]
    area = shapely.geometry.shape(ellipse["geometry"])
    inside = [area.contains(shapely.geometry.shape(end["geometry"])) for end in ends]
    assert inside == found.inside.tolist() == [end["properties"]["inside"] for end in ends]
    assert ellipse["properties"]["semi_major_km"] == pytest.approx(found.semi_major_m / 1e3)
    assert ellipse["properties"]["semi_major_error_km"] > 0.0


def test_geojson_of_areas_is_that_of_the_areas(tmp_path):
    (path,) = ic.write([written.area()], tmp_path / "a.geojson")
    (feature,) = json.loads(path.read_text())["features"]
    own = json.loads(json.dumps(written.area().to_geojson()))
    assert feature["geometry"] == own["geometry"]
    assert feature["properties"].items() >= own["properties"].items()


def test_windows_can_be_those_of_one_threat_or_unit(tmp_path):
    found = written.windows()
    read = list(csv.DictReader(io.StringIO(write("EngagementWindows", tmp_path, "csv", threat=1).read_text())))
    assert {row["threat"] for row in read} == {"1"}
    unit = found.plan.units.names[0]
    pairs = json.loads(write("EngagementWindows", tmp_path, "json", pairs=True, unit=unit).read_text())
    assert len(pairs) == len(found.plan)
    shapes = json.loads(write("EngagementWindows", tmp_path, "geojson", threat=1).read_text())["features"]
    of = {shape["properties"].get("threat", shape["properties"].get("row")) for shape in shapes}
    assert of == {1, None}
