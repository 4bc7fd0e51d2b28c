"""Rasters of heights as elevation models are issued: their system, unit, scale, offset and void cells."""

from __future__ import annotations

import math
import os
import re
import warnings
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from intercept.base.arguments import shown, whole
from intercept.base.extras import require
from intercept.base.files import path_of
from intercept.base.outside import contents_of, outside
from intercept.errors import InvalidParameterError

Array = npt.NDArray[np.float64]

CELLS_MAX = 50_000_000
METRES = {
    **dict.fromkeys(("", "m", "metre", "metres", "meter", "meters"), 1.0),
    **dict.fromkeys(("ft", "foot", "feet", "international foot"), 0.3048),
    **dict.fromkeys(("us-ft", "ftus", "foot_us", "us survey foot", "us survey feet"), 1200.0 / 3937.0),
    **dict.fromkeys(("dm", "decimetre", "decimeter"), 0.1),
    **dict.fromkeys(("cm", "centimetre", "centimeter"), 0.01),
    **dict.fromkeys(("km", "kilometre", "kilometer"), 1000.0),
}
# Stored values that mark a cell without height, tagged or not: those of SRTM and DTED, of GTOPO30, of ESRI; the
# greatest of an integer of two or four bytes; the magnitudes of single precision's end.
VOIDS, VOID_MAGNITUDE = (-32768.0, -32767.0, -99999.0, 99999.0), 1e30
INTEGER_BYTES = (2, 4)
# The commonest of all are also a depth of the sea and a height in feet: they are where the raster has others near.
VOID_OR_HEIGHT, NEAR = (-9999.0, 9999.0), 1000.0
# Of all ellipsoids and spheres in use for the Earth.
SEMI_MAJOR_AXIS_M = (6.35e6, 6.40e6)
# Semi-major axis (m) and inverse flattening of WGS 84, and how far those of GRS 1980 and PZ-90 are from them at most.
# Datums on these ellipsoids are centred on the Earth, within some 2 m of one another; others lie tens to hundreds away.
AXIS_M, AXIS_NEAR_M = 6_378_137.0, 1.5
INVERSE_FLATTENING, INVERSE_NEAR = 298.257223563, 1e-3
# A datum that states its own shift may not state a greater one (m).
SHIFT_MAX_M = 10.0
BANDS_LISTED = 5
TO_DO = "reproject it, as with gdalwarp -t_srs EPSG:4326"


class Raster(NamedTuple):
    """Middles of cells (rad) and their heights (m), shape (latitudes, longitudes), NaN for voids."""

    latitude_rad: Array
    longitude_rad: Array
    height_m: Array


def read(path: str | os.PathLike[str], band: int | None = None) -> Raster:
    """Return a band of a raster in geographic coordinates: the only one unless its number, from 1, is given.

    Raises
    ------
    MissingExtraError
        rasterio is not installed.
    InvalidParameterError
        The file cannot be read, is projected or turned, of another unit, meridian, datum or body, or too large; it has
        several bands and none is chosen, or not the one that is.
    """
    rasterio: Any = require("rasterio", "terrain")
    file = path_of("path", path)
    with outside("path", path, "a GeoTIFF that can be read"), warnings.catch_warnings():
        # A file without coordinates is refused below.
        warnings.simplefilter("ignore", rasterio.errors.NotGeoreferencedWarning)
        # Named before GDAL sees it, which takes a missing file for a service of the web.
        with file.open("rb"), rasterio.open(file) as raster, contents_of(file):
            _check_system(raster)
            rows, columns = raster.height, raster.width
            if rows * columns > CELLS_MAX:
                raise _refused(f"a raster of at most {CELLS_MAX:,} cells (it has {rows:,} x {columns:,})")
            chosen = _chosen(raster, band) - 1
            transform, cells = raster.transform, raster.read(chosen + 1, masked=True)
            scale, offset = float(raster.scales[chosen] or 1.0), float(raster.offsets[chosen] or 0.0)
            metres = _metres(raster.units[chosen], raster.crs.to_wkt())
            stored = np.ma.getdata(cells)
            if stored.dtype.kind not in "iuf":
                raise _refused(f"a raster of real numbers (its band is of {stored.dtype})")
    void = np.ma.getmaskarray(cells) | _void(stored)
    height = metres * (offset + scale * np.where(void, np.nan, stored.astype(np.float64)))
    # Heights stand for the middles of cells.
    latitude = np.radians(transform.f + transform.e * (np.arange(rows) + 0.5))
    longitude = np.radians(transform.c + transform.a * (np.arange(columns) + 0.5))
    return Raster(latitude, longitude, height)


def _refused(allowed: str) -> InvalidParameterError:
    return InvalidParameterError(f"the raster is not allowed: must be {allowed}")


def _chosen(raster: Any, band: int | None) -> int:  # noqa: ANN401 - of rasterio
    """Return the number of the band that holds the heights."""
    if band is not None:
        return whole("band", band, 1, raster.count)
    if raster.count > 1:
        named = [f"{number} {shown(text)}" for number, text in enumerate(raster.descriptions[:BANDS_LISTED], 1) if text]
        listed = f": {', '.join(named)}" if named else ""
        raise InvalidParameterError(
            f"band = None is not allowed: must be the number of the one with heights, from 1 to {raster.count}, of"
            f" its {raster.count} bands{listed}"
        )
    return 1


def _void(band: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    """Return which cells have no height, whatever the file's tag says."""
    stored = band.astype(np.float64)
    void = ~np.isfinite(stored) | (np.abs(np.nan_to_num(stored)) > VOID_MAGNITUDE) | np.isin(stored, VOIDS)
    if band.dtype.kind in "iu" and band.dtype.itemsize in INTEGER_BYTES:
        void |= stored == np.iinfo(band.dtype).max
    for value in VOID_OR_HEIGHT:
        doubtful = stored == value
        near = (np.abs(stored - value) < NEAR) & ~doubtful
        void |= doubtful & (not near.any())
    return void


def _check_system(raster: Any) -> None:  # noqa: ANN401 - of rasterio
    crs, transform = raster.crs, raster.transform
    if crs is None:
        raise _refused("a raster that says its coordinate system (it has none: assign EPSG:4326 if it is)")
    if not crs.is_geographic or transform.b or transform.d:
        raise _refused(f"in geographic coordinates, north up (it has {_short(crs)}): {TO_DO}")
    text = crs.to_wkt()
    axis_m = float(_found(r'(?:SPHEROID|ELLIPSOID)\["[^"]*",\s*([0-9.eE+]+)', text, "0"))
    if not SEMI_MAJOR_AXIS_M[0] < axis_m < SEMI_MAJOR_AXIS_M[1]:
        radius_km = f"{axis_m / 1e3:.1f} km"
        raise _refused(f"a raster of the Earth (its body, in {_short(crs)}, has a radius of {radius_km})")
    meridian = float(_found(r'PRIMEM\["[^"]*",\s*([-0-9.eE+]+)', text, "0"))
    if meridian != 0.0:
        raise _refused(f"in longitudes from Greenwich ({_short(crs)} counts from {meridian:g}): {TO_DO}")
    unit, radians = crs.units_factor
    if not math.isclose(radians, math.radians(1.0), rel_tol=1e-9):
        raise _refused(f"in degrees ({_short(crs)} is in {unit}): {TO_DO}")
    _check_datum(crs)


def _check_datum(crs: Any) -> None:  # noqa: ANN401 - of rasterio
    text = crs.to_wkt()
    found = re.search(r'(?:SPHEROID|ELLIPSOID)\["([^"]*)",\s*([0-9.eE+]+),\s*([0-9.eE+]+)', text)
    name, axis_m, inverse = (found[1], float(found[2]), float(found[3])) if found else ("no ellipsoid", 0.0, 0.0)
    near = abs(axis_m - AXIS_M) <= AXIS_NEAR_M and abs(inverse - INVERSE_FLATTENING) <= INVERSE_NEAR
    shift = _found(r"TOWGS84\[([^\]]*)\]", text, "0,0,0").split(",")[:3]
    shift_m = math.hypot(*map(float, shift))
    if not near or shift_m > SHIFT_MAX_M:
        far = f"{shift_m:,.0f} m from it" if near else f"on the ellipsoid {name}, tens to hundreds of metres from it"
        raise _refused(f"on WGS 84 or a datum within {SHIFT_MAX_M:g} m ({_short(crs)} is {far}): {TO_DO}")


def _metres(unit: str | None, system: str) -> float:
    """Return the metres in a unit of the band, else of a vertical system, else 1."""
    vertical = _found(r'(?:VERT_CS|VERTCRS)\[.*?(?:LENGTHUNIT|UNIT)\["([^"]*)"', system, "")
    named = (unit or vertical).strip()
    if named.lower() not in METRES:
        raise _refused(f"in metres or feet (the unit of its band is {shown(named)})")
    return METRES[named.lower()]


def _short(crs: Any) -> str:  # noqa: ANN401
    # By the number of the register, else by its name.
    code = crs.to_epsg()
    return f"EPSG:{code}" if code else _found(r'\["([^"]*)"', crs.to_wkt(), "another system")


def _found(pattern: str, text: str, otherwise: str) -> str:
    match = re.search(pattern, text, re.DOTALL)
    return match[1] if match else otherwise


def filled(height_m: Array, void_height_m: float | None) -> Array:
    """Return heights whose voids have a height, or refuse them where none is given."""
    missing = np.isnan(height_m)
    if not missing.any():
        return height_m
    if void_height_m is None:
        raise InvalidParameterError(
            f"nodata_m = None is not allowed: must be given, such as 0 for the sea, as {int(missing.sum()):,} cells"
            f" have no height"
        )
    return np.where(missing, void_height_m, height_m)
