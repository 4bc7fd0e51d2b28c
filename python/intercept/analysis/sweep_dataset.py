"""A sweep as an `xarray.Dataset`: a dimension for each key of a grid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from intercept.analysis.sweep_table import COLUMNS
from intercept.base.extras import require
from intercept.base.table import Table

# What a statistic counts; all others count leakers.
UNITS = {"intercepted_share_mean": "1", "replications": "1", "launched": "1"}
STATISTICS = tuple(name for name in COLUMNS if name != "threat_class")


def dataset(
    table: Table, grid: Mapping[str, Sequence[Any]] | None, keys: Sequence[str], said: Mapping[str, Any]
) -> Any:  # noqa: ANN401
    """Return the statistics of a table of a sweep by its keys and the classes of threat.

    Parameters
    ----------
    table
        As of `Sweep`.
    grid
        The values of each key of a grid, whose points are numbered with the last key the fastest; None of others.
    keys
        The keys that are varied.
    said
        Attributes of the dataset.

    Raises
    ------
    MissingExtraError
        xarray is missing.
    """
    xarray = require("xarray", "xarray")
    classes, column = table.codes("threat_class")
    if grid is None:
        points, row = np.unique(table["point"], return_inverse=True)
        first = np.unique(row, return_index=True)[1]
        coordinates = {"point": points, **{key: ("point", table[key][first]) for key in keys}}
        shape, names = [len(points)], ["point"]
    else:
        row = table["point"]
        coordinates = {key: list(values) for key, values in grid.items()}
        shape, names = [len(values) for values in grid.values()], list(grid)
    found = {}
    for name in STATISTICS:
        values = np.full((int(np.prod(shape)), len(classes)), np.nan)
        values[row, column] = table[name]
        unit = {"units": UNITS.get(name, "leakers")}
        found[name] = ([*names, "threat_class"], values.reshape(*shape, len(classes)), unit)
    return xarray.Dataset(found, {**coordinates, "threat_class": classes}, dict(said))
