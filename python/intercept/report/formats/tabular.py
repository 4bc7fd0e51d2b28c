"""Tables and datasets as files: CSV, JSON, Parquet; NetCDF and Zarr through xarray."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from intercept._core import VERSION
from intercept.base.extras import require
from intercept.base.one_at_a_time import NETCDF
from intercept.base.outside import outside
from intercept.base.printed import unit_of
from intercept.report.formats.shapes import Contents

if TYPE_CHECKING:
    from intercept.base.table import Table


def csv(contents: Contents) -> bytes:
    """Return a header line, and a line for each row; NaN is an empty field."""
    return contents.table().to_csv().encode("utf-8")


def json(contents: Contents) -> bytes:
    """Return an array with an object for each row; a number that is not finite is null."""
    return (contents.table().to_json() + "\n").encode("utf-8")


def parquet(contents: Contents) -> bytes:
    """Return a Parquet file (zstd), whose fields carry their units."""
    parquet, arrow, drawn = require("pyarrow.parquet", "tables"), contents.table().to_arrow(), io.BytesIO()
    with outside("thing", contents.title, "a table that Parquet can hold"):
        parquet.write_table(arrow, drawn, compression="zstd")
    return drawn.getvalue()


def netcdf(contents: Contents) -> bytes:
    """Return the dataset as NetCDF 4."""
    dataset = contents.dataset()
    # Its library writes to a path alone.
    with outside("thing", contents.title, "a dataset that netCDF4 can write"), tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "dataset.nc"
        with NETCDF:
            dataset.to_netcdf(path, engine="netcdf4")
        return path.read_bytes()


def zarr(contents: Contents, folder: Path) -> None:
    """Write the dataset as a Zarr store into a folder that is there and empty.

    In format 2: of format 3 the text of tables has no standard yet.
    """
    dataset = contents.dataset()
    with outside("path", folder, "a folder in which zarr can write"):
        dataset.to_zarr(folder, mode="w", zarr_format=2, consolidated=True)


def dataset(table: Table, title: str) -> Any:  # noqa: ANN401 - xarray is an extra
    """Return a table as a dataset: a variable for each column, along the dimension `record`."""
    described = {name: {"long_name": table.description(name) or name} for name in table.columns}
    variables = {
        name: ("record", table[name], described[name] | ({"units": unit_of(name)} if unit_of(name) else {}))
        for name in table.columns
    }
    about = {"Conventions": "CF-1.11", "title": title, "source": f"intercept {VERSION}"}
    return require("xarray", "xarray").Dataset(variables, attrs=about)
