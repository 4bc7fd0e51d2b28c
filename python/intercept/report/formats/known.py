"""The formats by their names, which are the endings of their files: what each can hold, and what it needs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from intercept.base.arguments import shown
from intercept.base.extras import require
from intercept.base.words import one_of
from intercept.errors import InvalidParameterError
from intercept.report.formats import czml, geo, gpx, kml, tabular
from intercept.report.formats.shapes import Contents, Part

SHAPES: frozenset[Part] = frozenset({"lines", "places", "regions"})
ZARR = "zarr"


class Format(NamedTuple):
    """What a format can hold, the modules that it needs with their extras, and what makes the bytes of a file."""

    parts: frozenset[Part]
    modules: tuple[tuple[str, str], ...]
    # None where a file is a folder.
    encoded: Callable[[Contents], bytes] | None


# Without lxml fastkml works, but warns, and names its elements otherwise.
KML = (("lxml.etree", kml.EXTRA), ("fastkml", kml.EXTRA))
FORMATS = {
    "csv": Format(frozenset({"table"}), (), tabular.csv),
    "json": Format(frozenset({"table"}), (), tabular.json),
    "parquet": Format(frozenset({"table"}), (("pyarrow.parquet", "tables"),), tabular.parquet),
    "nc": Format(frozenset({"dataset"}), (("xarray", "netcdf"), ("netCDF4", "netcdf")), tabular.netcdf),
    ZARR: Format(frozenset({"dataset"}), (("xarray", "zarr"), ("zarr", "zarr")), None),
    "geojson": Format(SHAPES, (), geo.encoded),
    "kml": Format(SHAPES, KML, kml.encoded),
    "kmz": Format(SHAPES, KML, kml.zipped),
    "czml": Format(SHAPES, (("czml3", czml.EXTRA),), czml.encoded),
    "gpx": Format(frozenset({"lines", "places"}), (("gpxpy", gpx.EXTRA),), gpx.encoded),
}


def named(path: Path) -> str:
    """Return the name of the format of a path's ending; empty where there is none."""
    ending = path.suffix.lower().removeprefix(".")
    return ending if ending in FORMATS else ""


def check(path: Path, file_format: str | None, contents: Contents) -> Format:
    """Return the format asked for, else that of the ending: one that can hold a thing, and whose libraries are there.

    Raises
    ------
    InvalidParameterError
        There is no such format, or it cannot hold all shapes of the thing; the message lists those that can.
    MissingExtraError
        A library that it needs is missing.
    """
    allowed = [each for each, known in FORMATS.items() if _holds(known, contents)]
    if file_format is not None and not (isinstance(file_format, str) and file_format in allowed):
        raise InvalidParameterError(
            f"file_format = {shown(file_format)} is not allowed for {contents.kind}: must be"
            f" {one_of(file_format, allowed)}"
        )
    name = named(path) if file_format is None else file_format
    if name not in allowed:
        listed = ", ".join(f".{each}" for each in allowed)
        raise InvalidParameterError(
            f"path = {shown(path)} is not allowed for {contents.kind}: must end in {listed}, or come with file_format"
        )
    require_all(FORMATS[name])
    return FORMATS[name]


def require_all(known: Format) -> None:
    """Raise MissingExtraError where a library that a format needs is missing."""
    for module, extra in known.modules:
        require(module, extra)


def _holds(known: Format, contents: Contents) -> bool:
    """Whether a format holds the table, the dataset or all shapes of a thing."""
    if known.parts & SHAPES:
        shapes = contents.holds & SHAPES
        return bool(shapes) and shapes <= known.parts
    return bool(known.parts & contents.holds)
