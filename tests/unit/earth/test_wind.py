"""Wind as a value, and from datasets and files."""

import pickle
import sys

import numpy as np
import pytest
import xarray as xr

import intercept as ic
from intercept.errors import InvalidParameterError, MissingExtraError

LATITUDE, LONGITUDE, ALTITUDE = np.array([-50.0, -45.0, -40.0]), np.array([-130.0, -120.0]), np.array([0.0, 5_000.0])


def east_of(latitude, longitude, altitude):
    return latitude - longitude + 1e-3 * altitude


def dataset(**changes):
    """A file as weather services write them: latitudes from north to south, time of length one, CF names and units."""
    lat, lon, h = np.meshgrid(LATITUDE[::-1], LONGITUDE, ALTITUDE, indexing="ij")
    east = east_of(lat, lon, h)
    dims = ("time", "height", "lat", "lon")
    return xr.Dataset(
        {
            "u": (dims, east.transpose(2, 0, 1)[None], {"standard_name": "eastward_wind", "units": "m s-1"}),
            "v": (dims, -east.transpose(2, 0, 1)[None], {"standard_name": "northward_wind", "units": "m s-1"}),
        },
        coords={
            "lat": ("lat", LATITUDE[::-1], {"standard_name": "latitude", "units": "degrees_north"}),
            "lon": ("lon", LONGITUDE, {"standard_name": "longitude", "units": "degrees_east"}),
            "height": ("height", ALTITUDE / 1e3, {"standard_name": "altitude", "units": "km"}),
            "time": [0.0],
        },
    ).assign(**changes)


def east_at(wind, latitude_deg, longitude_deg, altitude_m):
    place = (np.radians(latitude_deg), np.radians(longitude_deg), altitude_m)
    blowing = ic.World(wind=wind).wind_at(ic.earth.geodetic_to_ecef(*place))
    return ic.earth.ecef_vector_to_enu(blowing, place)[0]


def test_a_dataset_in_any_order_of_dimensions():
    wind = ic.Wind.from_xarray(dataset())
    assert wind.kind == "grid"
    for point in [(-50.0, -130.0, 0.0), (-42.5, -125.0, 2_500.0), (-49.0, -121.0, 4_000.0)]:
        np.testing.assert_allclose(east_at(wind, *point), np.array([1.0, -1.0, 0.0]) * east_of(*point), atol=1e-9)
    assert ic.Wind.from_xarray(dataset().transpose()) == wind


def test_a_netcdf_file(tmp_path):
    path = tmp_path / "wind.nc"
    dataset().to_netcdf(path)
    assert ic.Wind.from_netcdf(path) == ic.Wind.from_xarray(dataset())


def test_a_dataset_without_a_dimension_is_the_same_along_it():
    profile = xr.Dataset(
        {"u": ("altitude", [0.0, 10.0]), "v": ("altitude", [5.0, 5.0])}, coords={"altitude": [0.0, 1_000.0]}
    )
    wind = ic.Wind.from_xarray(profile)
    for place in [(-45.0, -125.0), (-60.0, -100.0)]:
        np.testing.assert_allclose(east_at(wind, *place, 500.0), [5.0, 5.0, 0.0], atol=1e-12)


BAD_DATASETS = {
    "eastward wind": lambda: dataset().drop_vars("u"),
    "northward wind": lambda: dataset(v2=dataset()["v"]),
    "NaN in 6 cells": lambda: dataset(u=dataset()["u"].where(dataset()["height"] > 1.0)),
    "over time": lambda: xr.concat([dataset(), dataset()], "time"),
    "degrees_north": lambda: dataset(lat=dataset()["lat"].assign_attrs(units="furlongs")),
    '"knots"': lambda: dataset(u=dataset()["u"].assign_attrs(units="knots")),
    "all rising or all falling": lambda: dataset(lon=("lon", [-130.0, -130.0], dataset()["lon"].attrs)),
    "xarray.Dataset": lambda: {"u": 1.0},
}


@pytest.mark.parametrize("says", BAD_DATASETS)
def test_a_bad_dataset_is_refused(says):
    with pytest.raises(InvalidParameterError, match=says):
        ic.Wind.from_xarray(BAD_DATASETS[says]())


def test_a_curvilinear_grid_is_refused():
    curved = dataset().rename_vars({"lat": "row"}).drop_vars("row")
    curved = curved.assign(latitude=(("lat", "lon"), np.ones((3, 2)), {"units": "degrees"}))
    with pytest.raises(InvalidParameterError, match="one dimension"):
        ic.Wind.from_xarray(curved)


def test_a_file_that_is_none_is_refused(tmp_path):
    with pytest.raises(InvalidParameterError, match=r"path = .*missing\.nc"):
        ic.Wind.from_netcdf(tmp_path / "missing.nc")
    (tmp_path / "text.nc").write_text("not a file of that kind")
    with pytest.raises(InvalidParameterError, match=r"path = .*text\.nc"):
        ic.Wind.from_netcdf(tmp_path / "text.nc")


def test_without_the_packages_the_extra_is_named(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "netCDF4", None)
    with pytest.raises(MissingExtraError, match=r"the extra netcdf brings it"):
        ic.Wind.from_netcdf(tmp_path / "wind.nc")


GRID = {"latitude_rad": [-0.8, -0.7], "longitude_rad": [-2.3, -2.2, -2.1], "altitude_m": [0.0, 1e4]}
FULL = np.ones((2, 3, 2))
WINDS = [
    ic.Wind.constant(1.0, 2.0),
    ic.Wind.constant(1.0, 2.0, 3.0),
    ic.Wind.profile([0.0, 1e4], [0.0, 30.0], 0.0),
    ic.Wind.profile([0.0, 1e4], [0.0, 30.0], 0.0, 1.0),
    ic.Wind.grid(**GRID, east_m_s=FULL, north_m_s=FULL),
]


@pytest.mark.parametrize("wind", WINDS, ids=repr)
def test_a_wind_is_a_value(wind):
    again = pickle.loads(pickle.dumps(wind))  # noqa: S301 - our own bytes
    assert again == wind
    assert hash(again) == hash(wind)
    assert sum(wind == other for other in WINDS) == 1
    assert wind != "wind"


def test_winds_are_shown():
    assert repr(WINDS[1]) == "Wind.constant(1, 2, 3)"
    assert repr(WINDS[4]) == "<Wind: grid of 2 x 3 x 2, up to 1.4 m/s>"


def test_falling_axes_are_as_good_as_rising_ones():
    assert ic.Wind.profile([1e4, 0.0], [30.0, 0.0], 0.0) == WINDS[2]
    falling = {**GRID, "latitude_rad": [-0.7, -0.8]}
    east = np.arange(12.0).reshape(2, 3, 2)
    one, other = (
        ic.Wind.grid(**GRID, east_m_s=east, north_m_s=FULL),
        ic.Wind.grid(**falling, east_m_s=east[::-1], north_m_s=FULL),
    )
    assert one == other


NAN = float("nan")
REFUSED = {
    "east_m_s": lambda: ic.Wind.constant(NAN, 0.0),
    "north_m_s": lambda: ic.Wind.constant(0.0, 501.0),
    "up_m_s": lambda: ic.Wind.profile([0.0, 1.0], 0.0, 0.0, [0.0, float("inf")]),
    "altitude_m": lambda: ic.Wind.profile([0.0, 5.0, 5.0], 0.0, 0.0),
    "altitude_m = no value": lambda: ic.Wind.profile([], 0.0, 0.0),
    "north_m_s of shape": lambda: ic.Wind.profile([0.0, 5.0], 0.0, [1.0, 2.0, 3.0]),
    "latitude_rad": lambda: ic.Wind.grid(**{**GRID, "latitude_rad": [-0.8, 90.0]}, east_m_s=FULL, north_m_s=FULL),
    "longitude_rad": lambda: ic.Wind.grid(
        **{**GRID, "longitude_rad": [-2.3, -2.2, 6.4]}, east_m_s=FULL, north_m_s=FULL
    ),
    "east_m_s of shape": lambda: ic.Wind.grid(**GRID, east_m_s=FULL[0], north_m_s=FULL),
    "north_m_s = NaN": lambda: ic.Wind.grid(**GRID, east_m_s=FULL, north_m_s=FULL * NAN),
}


@pytest.mark.parametrize("says", REFUSED)
def test_a_bad_wind_is_refused(says):
    with pytest.raises(InvalidParameterError, match=says):
        REFUSED[says]()
