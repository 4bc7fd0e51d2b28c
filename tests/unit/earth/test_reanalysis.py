"""Reanalyses as they are issued: ERA5 of both layouts, cfgrib's, MERRA-2; and wrong files, which say what to do."""

import datetime as dt

import issued
import numpy as np
import pytest
import xarray as xr
from hypothesis import given
from hypothesis import strategies as st

import intercept as ic
from intercept.earth.pressure_levels import altitude_m, check_altitudes
from intercept.errors import InvalidParameterError

NOON = "2024-01-31T12:00"
# Of ERA5 in short integers, m/s: half a step of the packing of u and v over their span, and of z by the shear of u.
PACKED_M_S = 1e-3


def blowing(wind, latitude_deg, longitude_deg, altitude):
    place = (np.radians(latitude_deg), np.radians(longitude_deg), altitude)
    return ic.earth.ecef_vector_to_enu(ic.World(wind=wind).wind_at(ic.earth.geodetic_to_ecef(*place)), place)[0]


def check(wind, *, north_m_s, within_m_s):
    """The wind at heights between the levels is that of the file, whose east is linear over geopotential height."""
    for latitude in (-44.0, -45.0, -45.25, -46.0):
        for height in (400.0, 2_000.0, 4_321.0, 8_000.0, 10_200.0):
            altitude = float(altitude_m(issued.G0 * np.array(height), np.radians(latitude)))
            east, north, up = blowing(wind, latitude, -125.2, altitude)
            assert east == pytest.approx(issued.east_m_s(height), abs=within_m_s)
            assert (north, up) == (pytest.approx(north_m_s, abs=within_m_s), pytest.approx(0.0, abs=1e-9))


# The wind is linear over altitude Z between levels, the file's over geopotential height H. Z is about H + H^2/R, so
# that half-way between levels d = 4,900 m apart they differ by d^2/(4 R) x 4 m/s a kilometre, 0.004 m/s. Single
# precision adds 24 bits of 46 m/s and of 100,000 m^2/s^2, a hundredth of that.
LINEAR_M_S = 4.5e-3


@pytest.mark.parametrize("levels_falling", [False, True])
def test_era5_as_issued(tmp_path, levels_falling):
    path = issued.era5(tmp_path / "era5.nc", levels_falling=levels_falling)
    check(ic.Wind.from_netcdf(path, time=NOON), north_m_s=-12.0, within_m_s=LINEAR_M_S)


@pytest.mark.parametrize("early", [False, True])
def test_era5_as_issued_before_2024(tmp_path, early):
    path = issued.era5_before_2024(tmp_path / "era5.nc", early=early)
    for time, north in (("2024-01-31T00:00", 0.0), (NOON, -12.0)):
        check(ic.Wind.from_netcdf(path, time=time), north_m_s=north, within_m_s=LINEAR_M_S + PACKED_M_S)


def test_era5_as_cfgrib_opens_it():
    check(ic.Wind.from_xarray(issued.era5_by_cfgrib(), time=NOON), north_m_s=-12.0, within_m_s=LINEAR_M_S)


def test_merra2_as_issued_and_the_wind_below_its_ground(tmp_path):
    wind = ic.Wind.from_netcdf(issued.merra2(tmp_path / "MERRA2_400.inst3_3d_asm_Np.20240131.nc4"), time=NOON)
    lowest = float(altitude_m(issued.G0 * np.array(2_988.0), np.radians(-46.0)))
    for altitude in (0.0, 1_000.0, lowest):
        assert blowing(wind, -46.0, -125.2, altitude)[0] == pytest.approx(issued.east_m_s(2_988.0), abs=LINEAR_M_S)
    for latitude in (-44.0, -45.0):
        for height in (400.0, 4_321.0, 10_200.0):
            altitude = float(altitude_m(issued.G0 * np.array(height), np.radians(latitude)))
            assert blowing(wind, latitude, -125.2, altitude)[0] == pytest.approx(issued.east_m_s(height), abs=0.01)


TIMES = [NOON, "2024-01-31T12:00Z", "2024-01-31T13:00+01:00", dt.datetime(2024, 1, 31, 12), np.datetime64(NOON)]  # noqa: DTZ001 - the files' UTC


@pytest.mark.parametrize("time", TIMES, ids=repr)
def test_a_time_may_be_given_in_any_usual_form(time):
    data = issued.era5_by_cfgrib()
    assert ic.Wind.from_xarray(data, time=time) == ic.Wind.from_xarray(data.isel(time=1))


WRONG_TIMES = {None: "2024-01-31T00:00 or 2024-01-31T12:00", "2024-01-31T06:00": "2024-01-31T00:00 or", "noon": "UTC"}


@pytest.mark.parametrize("time", WRONG_TIMES)
def test_a_time_that_the_file_lacks_is_refused_with_those_it_has(time):
    with pytest.raises(InvalidParameterError, match=f"time = .*{WRONG_TIMES[time]}"):
        ic.Wind.from_xarray(issued.era5_by_cfgrib(), time=time)


def test_a_time_for_a_dataset_without_times_is_refused():
    with pytest.raises(InvalidParameterError, match=r"time = .*left out"):
        ic.Wind.from_xarray(issued.era5_by_cfgrib().isel(time=0).drop_vars(["time", "valid_time"]), time=NOON)


def noon():
    return issued.era5_by_cfgrib().isel(time=1)


def with_a_hole():
    hole = noon()["u"].copy()
    hole[2, 1, 1] = np.nan
    return hole


def with_members():
    return xr.concat([noon().assign_coords(number=k) for k in range(3)], "number")


WRONG = {
    "download the geopotential": lambda: noon().drop_vars("z"),
    "download the eastward and northward wind": lambda: noon().drop_vars("u"),
    "over number.*select one": with_members,
    "NaN in 20 cells of whole levels": lambda: noon().assign(u=noon()["u"].where(noon()["isobaricInhPa"] != 500.0)),
    "NaN in 1 cells above the ground": lambda: noon().assign(u=with_a_hole()),
    "one variable: drop": lambda: noon().assign(u2=noon()["u"]),
    "do not rise": lambda: noon().assign(z=noon()["z"] * 0.0),
    '"furlongs"': lambda: noon().assign(z=noon()["z"].assign_attrs(units="furlongs")),
    "of at most 10,000,000 cells": lambda: xr.Dataset(
        {
            "u": (("lat", "lon", "alt"), np.broadcast_to(0.0, (2001, 5000, 3)), {"units": "m s-1"}),
            "v": (("lat", "lon", "alt"), np.broadcast_to(0.0, (2001, 5000, 3)), {"units": "m s-1"}),
        },
        coords={"lat": np.linspace(-90.0, 90.0, 2001), "lon": np.arange(5000) * 0.07, "alt": [0.0, 1.0, 2.0]},
    ),
}


@pytest.mark.parametrize("says", WRONG)
def test_a_wrong_dataset_says_what_to_do(says):
    with pytest.raises(InvalidParameterError, match=says):
        ic.Wind.from_xarray(WRONG[says]())


def in_units(factor, units, level):
    """Return the file of noon with other numbers and another unit of its geopotential, and of its levels."""
    data = noon()
    z = data["z"] * factor
    z.attrs = {"standard_name": "geopotential"} | ({} if units is None else {"units": units})
    data = data.assign(z=z)
    if level:
        attributes = {} if level["units"] is None else {"units": level["units"]}
        values = data["isobaricInhPa"].to_numpy() * level["factor"]
        data = data.assign_coords(isobaricInhPa=("isobaricInhPa", values, attributes))
    return data


LEVELS = [{}, *({"factor": f, "units": u} for f, u in ((100.0, "Pa"), (1.0, "mb"), (1.0, None), (100.0, None)))]


@pytest.mark.parametrize("level", LEVELS, ids=repr)
@pytest.mark.parametrize(
    ("factor", "units", "told"),
    [
        (1.0 / issued.G0, "m**2 s**-2", 'units of the variable to "m"'),
        (1.0 / issued.G0, None, 'units of the variable to "m"'),
        (1.0, "m", r'units of the variable to "m\*\*2 s\*\*-2"'),
        (100.0, "m**2 s**-2", "check the units of geopotential and levels"),
    ],
)
def test_a_geopotential_in_another_unit_than_its_own_is_told_by_the_pressures(factor, units, told, level):
    with pytest.raises(
        InvalidParameterError, match=rf"geopotential of the dataset, an altitude of .* at 250 hPa, .*{told}"
    ):
        ic.Wind.from_xarray(in_units(factor, units, level))


@pytest.mark.parametrize("level", LEVELS, ids=repr)
@pytest.mark.parametrize(("factor", "units"), [(1.0, None), (1.0, "m2 s-2"), (1.0 / issued.G0, "m")])
def test_a_geopotential_in_its_own_unit_is_read(factor, units, level):
    check(ic.Wind.from_xarray(in_units(factor, units, level)), north_m_s=-12.0, within_m_s=LINEAR_M_S)


@pytest.mark.parametrize("pressure_hpa", [1000.0, 850.0, 500.0, 100.0, 10.0, 1.0, 0.1])
def test_heights_that_occur_are_allowed_and_a_tenth_is_not(pressure_hpa):
    heights = np.linspace(-1_000.0, 80_000.0, 8_101)
    pressures = ic.earth.us76(heights)["pressure_pa"]
    standard = heights[np.argmin(np.abs(pressures - 100.0 * pressure_hpa))]
    # The atlases of the zonal means have polar winter and equatorial summer within a tenth.
    for altitude in (standard - 300.0 - 0.1 * standard, standard + 300.0 + 0.1 * standard):
        check_altitudes(np.full((1, 1, 1), altitude), np.array([100.0 * pressure_hpa]))
    if pressure_hpa <= 850.0:
        with pytest.raises(InvalidParameterError, match="geopotential of the dataset, an altitude of"):
            check_altitudes(np.full((1, 1, 1), standard / issued.G0), np.array([100.0 * pressure_hpa]))


MISTAKEN = {
    b"GRIB\x00\x01": "is GRIB: convert",
    b"PK\x03\x04zip": "is a ZIP archive: unpack",
    b"\x1f\x8b\x08gzip": "gzip: unpack",
    b"\n<!DOCTYPE html><html>": "page of the web",
    b'{"detail": "Authentication failed"}': "download again",
    b"": "NetCDF file that can be read",
}


@pytest.mark.parametrize("start", MISTAKEN)
def test_a_file_that_is_something_else_says_what(tmp_path, start):
    path = tmp_path / "wind.nc"
    path.write_bytes(start)
    with pytest.raises(InvalidParameterError, match=MISTAKEN[start]):
        ic.Wind.from_netcdf(path)


def test_a_region_across_the_date_line_goes_on_through_it():
    across = noon().assign_coords(longitude=("longitude", [179.0, 179.5, -180.0, -179.5], {"units": "degrees_east"}))
    across = across.assign(u=across["u"] + xr.DataArray([0.0, 1.0, 2.0, 3.0], dims="longitude"))
    wind = ic.Wind.from_xarray(across)
    at = [blowing(wind, -45.0, longitude, 6_000.0)[0] for longitude in (179.5, 179.75, -180.0, -179.75)]
    assert np.diff(at) == pytest.approx([0.5, 0.5, 0.5], abs=1e-9)


# The potential of the package's own gravity (with J2 and rotation) from the ellipsoid upwards. The ellipsoid is not
# level to a metre in it, as it has no J4; WMO's formula takes the gradient of gravity at one height.
ALTITUDE_M = 0.5


@given(st.floats(-1.5, 1.5), st.floats(0.0, 35_000.0))
def test_geopotential_becomes_the_altitude_of_the_earths_own_potential(latitude, altitude):
    ends = ic.earth.geodetic_to_ecef([latitude, latitude], [-2.18, -2.18], [0.0, altitude])
    ground, there = ic.World().potential(ends)
    assert float(altitude_m(np.array(there - ground), latitude)) == pytest.approx(altitude, abs=ALTITUDE_M)
