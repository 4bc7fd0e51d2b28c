"""Small files in the layout in which reanalyses and elevation models are issued: names, attributes, packing, voids.

ERA5: ECMWF, ERA5 documentation, and files of the Climate Data Store before and since September 2024. MERRA-2: M.
Bosilovich et al., GMAO Office Note 9, collection inst3_3d_asm_Np. Elevation: SRTM user's guide.
"""

from pathlib import Path

import numpy as np
import xarray as xr

G0 = 9.80665
HOURS = np.array(["2024-01-31T00:00", "2024-01-31T12:00"], dtype="datetime64[s]")
PRESSURE_HPA = np.array([1000.0, 700.0, 500.0, 250.0])
# Geopotential heights of those levels, m, and how they rise with latitude (m a degree, northwards).
HEIGHT_M, SLOPE_M_DEG = np.array([100.0, 3_000.0, 5_500.0, 10_400.0]), 12.0
LATITUDE_DEG = np.array([-44.0, -44.5, -45.0, -45.5, -46.0])
# West of Greenwich; ERA5 counts from 0 to 360.
LONGITUDE_DEG = np.array([-126.0, -125.5, -125.0, -124.5])
EAST_ATTRIBUTES = {"standard_name": "eastward_wind", "long_name": "U component of wind", "units": "m s**-1"}
NORTH_ATTRIBUTES = {"standard_name": "northward_wind", "long_name": "V component of wind", "units": "m s**-1"}
HEIGHT_ATTRIBUTES = {"standard_name": "geopotential", "long_name": "Geopotential", "units": "m**2 s**-2"}


def height_m(latitude_deg=LATITUDE_DEG):
    """Geopotential height (m) of the levels: shape (levels, latitudes, longitudes)."""
    by_latitude = HEIGHT_M[:, None, None] + SLOPE_M_DEG * (latitude_deg[None, :, None] + 45.0)
    return np.broadcast_to(by_latitude, (len(HEIGHT_M), len(latitude_deg), len(LONGITUDE_DEG))).copy()


def east_m_s(height):
    """A westerly that grows by 4 m/s a kilometre of geopotential height."""
    return 5.0 + 4e-3 * height


def fields():
    """East, north and geopotential of both hours: shape (times, levels, latitudes, longitudes); north by hour."""
    height = height_m()
    hour = np.array([0.0, 12.0])[:, None, None, None]
    east = np.broadcast_to(east_m_s(height), (2, *height.shape))
    return east, np.broadcast_to(-hour, east.shape), np.broadcast_to(G0 * height, east.shape)


def era5(path: Path, *, levels_falling: bool = False) -> Path:
    """As issued since 2024: `valid_time`, `pressure_level`, `number`, and `expver` along the times."""
    east, north, geopotential = (values[:, ::-1] if levels_falling else values for values in fields())
    pressure = PRESSURE_HPA[::-1] if levels_falling else PRESSURE_HPA
    dims = ("valid_time", "pressure_level", "latitude", "longitude")
    xr.Dataset(
        {
            "z": (dims, geopotential.astype("f4"), HEIGHT_ATTRIBUTES),
            "u": (dims, east.astype("f4"), EAST_ATTRIBUTES),
            "v": (dims, north.astype("f4"), NORTH_ATTRIBUTES),
            "w": (dims, 0.1 * east.astype("f4"), {"long_name": "Vertical velocity", "units": "Pa s**-1"}),
        },
        coords={
            "valid_time": ("valid_time", HOURS, {"standard_name": "time", "long_name": "time"}),
            "pressure_level": ("pressure_level", pressure, {"units": "hPa", "standard_name": "air_pressure"}),
            "latitude": ("latitude", LATITUDE_DEG, {"units": "degrees_north", "standard_name": "latitude"}),
            "longitude": ("longitude", LONGITUDE_DEG % 360.0, {"units": "degrees_east", "standard_name": "longitude"}),
            "number": ((), 0, {"units": "1", "standard_name": "realization"}),
            "expver": ("valid_time", np.array(["0001", "0001"])),
        },
        attrs={"Conventions": "CF-1.7", "GRIB_centre": "ecmf", "institution": "ECMWF"},
    ).to_netcdf(path, encoding={"valid_time": {"units": "seconds since 1970-01-01", "dtype": "i8"}})
    return path


def era5_before_2024(path: Path, *, early: bool = False) -> Path:
    """As it was issued before: packed into short integers; with `early` data a dimension `expver`, filled in part."""
    east, north, geopotential = fields()
    dims: tuple[str, ...] = ("time", "level", "latitude", "longitude")
    values = {"u": east, "v": north, "z": geopotential}
    extra = {}
    if early:
        dims, extra = ("time", "expver", *dims[1:]), {"expver": ("expver", np.array([1, 5], dtype="i4"))}
        # The first hour is final (1), the second early (5).
        filled = np.array([[True, False], [False, True]])[:, :, None, None, None]
        values = {name: np.where(filled, array[:, None], np.nan) for name, array in values.items()}
    attributes = {"u": EAST_ATTRIBUTES, "v": NORTH_ATTRIBUTES, "z": HEIGHT_ATTRIBUTES}
    packed = {}
    for name, array in values.items():
        low, high = np.nanmin(array), np.nanmax(array)
        scale = max((high - low) / 65532.0, 1e-6)
        packed[name] = {"dtype": "i2", "scale_factor": scale, "add_offset": low + 32766.0 * scale, "_FillValue": -32767}
    xr.Dataset(
        {name: (dims, array, attributes[name]) for name, array in values.items()},
        coords={
            "time": ("time", HOURS, {"long_name": "time"}),
            "level": ("level", PRESSURE_HPA.astype("i4"), {"units": "millibars", "long_name": "pressure_level"}),
            "latitude": ("latitude", LATITUDE_DEG.astype("f4"), {"units": "degrees_north", "long_name": "latitude"}),
            "longitude": (
                "longitude",
                (LONGITUDE_DEG % 360.0).astype("f4"),
                {"units": "degrees_east", "long_name": "longitude"},
            ),
            **extra,
        },
        attrs={"Conventions": "CF-1.6"},
    ).to_netcdf(
        path,
        format="NETCDF3_64BIT",
        encoding={**packed, "time": {"units": "hours since 1900-01-01 00:00:00.0", "dtype": "i4"}},
    )
    return path


def era5_by_cfgrib() -> xr.Dataset:
    """As cfgrib opens the GRIB files: `isobaricInhPa`, the time of the analysis and the valid one."""
    east, north, geopotential = fields()
    dims = ("time", "isobaricInhPa", "latitude", "longitude")
    return xr.Dataset(
        {
            "u": (dims, east, EAST_ATTRIBUTES),
            "v": (dims, north, NORTH_ATTRIBUTES),
            "z": (dims, geopotential, HEIGHT_ATTRIBUTES),
        },
        coords={
            "time": ("time", HOURS),
            "step": np.timedelta64(0, "ns"),
            "valid_time": ("time", HOURS),
            "number": 0,
            "isobaricInhPa": ("isobaricInhPa", PRESSURE_HPA, {"units": "hPa", "standard_name": "air_pressure"}),
            "latitude": ("latitude", LATITUDE_DEG, {"units": "degrees_north", "standard_name": "latitude"}),
            "longitude": ("longitude", LONGITUDE_DEG % 360.0, {"units": "degrees_east", "standard_name": "longitude"}),
        },
    )


def merra2(path: Path) -> Path:
    """The collection inst3_3d_asm_Np: `lev`, `H` in metres, rising latitudes, longitudes from -180, voids of 1e15."""
    east, north, geopotential = (values[:, :, ::-1].copy() for values in fields())
    height = geopotential / G0
    # The ground of the southernmost row is above the lowest level.
    below = np.zeros(height.shape, dtype=bool)
    below[:, 0, 0] = True
    limits = {"fmissing_value": np.float32(1e15), "vmax": np.float32(1e15), "vmin": np.float32(-1e15)}
    dims = ("time", "lev", "lat", "lon")
    attributes = {
        "H": {"standard_name": "edge_heights", "long_name": "edge_heights", "units": "m"},
        "U": {"standard_name": "eastward_wind", "long_name": "eastward_wind", "units": "m s-1"},
        "V": {"standard_name": "northward_wind", "long_name": "northward_wind", "units": "m s-1"},
    }
    values = {"H": height, "U": east, "V": north}
    xr.Dataset(
        {
            name: (dims, np.where(below, np.nan, array).astype("f4"), attributes[name] | limits)
            for name, array in values.items()
        },
        coords={
            "time": ("time", HOURS, {"long_name": "time", "time_increment": 30000}),
            "lev": (
                "lev",
                PRESSURE_HPA,
                {"long_name": "vertical level", "units": "hPa", "positive": "down", "standard_name": "PLE_level"},
            ),
            "lat": ("lat", LATITUDE_DEG[::-1], {"long_name": "latitude", "units": "degrees_north"}),
            "lon": ("lon", LONGITUDE_DEG, {"long_name": "longitude", "units": "degrees_east"}),
        },
        attrs={"Institution": "NASA Global Modeling and Assimilation Office", "ShortName": "M2I3NPASM"},
    ).to_netcdf(
        path,
        encoding={
            **{name: {"_FillValue": np.float32(1e15)} for name in values},
            "time": {"units": "minutes since 2024-01-31 00:00:00", "dtype": "i4"},
        },
    )
    return path


def elevation(path: Path, band: np.ndarray, *, crs: str | None = "EPSG:4326", degrees: float = 0.1, **tags) -> Path:
    """A raster whose north-west corner lies at 44 S, 126 W; tags: nodata, unit, scale, offset, transform."""
    import rasterio  # noqa: PLC0415 - with the extra only
    from affine import Affine  # noqa: PLC0415

    transform = tags.pop("transform", Affine(degrees, 0, -126.0, 0, -degrees, -44.0))
    rows, columns = band.shape
    shape = {"driver": "GTiff", "height": rows, "width": columns, "count": 1, "dtype": band.dtype}
    nodata = {"nodata": tags["nodata"]} if "nodata" in tags else {}
    with rasterio.open(path, "w", crs=crs, transform=transform, **shape, **nodata) as file:
        file.write(band, 1)
        for name in ("unit", "scale", "offset"):
            if name in tags:
                setattr(file, f"{name}s", (tags[name],))
    return path


def srtm(path: Path, band: np.ndarray) -> Path:
    """A tile of three arc seconds as SRTM issues it: 1201 x 1201 big-endian integers without a header, voids -32768."""
    assert path.suffix == ".hgt"
    assert band.shape == (1201, 1201)
    path.write_bytes(band.astype(">i2").tobytes())
    return path
