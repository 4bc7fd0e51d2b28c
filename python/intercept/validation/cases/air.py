"""The US Standard Atmosphere 1976 on geometric altitude (data/us76/SOURCE.md)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt

from intercept.earth.air import us76
from intercept.validation.check import Case, Check, Source
from intercept.validation.tables import Columns, Library, data_path, read_columns

TITLE = "US Standard Atmosphere 1976"
PART = "intercept.earth.air.us76"
TOP_M = 86_000.0
# M/M0 each kilometre from 81 to 86 km, table 8 of the standard: kinetic over molecular-scale temperature.
WEIGHT_RATIO = (0.999989, 0.999941, 0.999870, 0.999786, 0.999694, 0.999579)
UNITS = {"temperature_k": "K", "pressure_pa": "Pa", "density_kg_m3": "kg/m3", "speed_of_sound_m_s": "m/s"}
SPREAD = (2e-5, "the spread of three programs of the standard (1.1e-5), with a factor of two")
FIT = (1e-3, "the fit is within 4.6e-4 of the printed nodes")
BELOW = dict.fromkeys(UNITS, SPREAD)
PRINTED = {
    "temperature_k": (5e-5, "half a printed digit is 2.7e-5"),
    "pressure_pa": (1e-4, "half a printed digit is 4.6e-5; the tables were integrated in finite steps"),
    "density_kg_m3": (5e-4, "half a printed digit is up to 4.9e-4"),
}
FITTED = {
    "temperature_k": (1e-5, "the standard's closed-form temperature law"),
    "pressure_pa": FIT,
    "density_kg_m3": FIT,
}


def _rows(table: Columns, wanted: npt.NDArray[np.bool_]) -> Columns:
    return {name.lower(): column[wanted].copy() for name, column in table.items()}


def _checks(source: Source, table: Columns, allowed: Mapping[str, tuple[float, str]], span: str) -> Iterable[Check]:
    """Compare every row; the check of a column is that of its worst row."""
    height = table["altitude_m"]
    ours = us76(height)
    for name, (tolerance, reason) in allowed.items():
        off = np.abs(ours[name] / table[name] - 1.0)
        # Where the standard ends the speed of sound both have none.
        off[np.isnan(ours[name]) & np.isnan(table[name])] = 0.0
        worst = int(np.argmax(np.where(np.isnan(off), np.inf, off)))
        word = name.rsplit("_", UNITS[name].count("/") + 1)[0].replace("_", " ").removesuffix(" kg")
        figures = (float(ours[name][worst]), float(table[name][worst]))
        quantity = f"{word}, {span}, worst at {height[worst] / 1e3:g} km"
        yield source.relative(quantity, figures, UNITS[name], tolerance, reason)


def low(library: Library) -> Iterable[Check]:
    """To 86 km, against a program of the standard's equations."""
    table, read = library.read("us76.csv", "us76/us76.csv")
    long = read.startswith("long")
    # The long series has the molecular-scale temperature at 86 km too; the short one has printed nodes from there on.
    rows = _rows(table, table["altitude_m"] <= TOP_M if long else table["altitude_m"] < TOP_M)
    if long:
        rows["temperature_k"][rows["altitude_m"] > TOP_M - 5500.0] *= WEIGHT_RATIO
    source = Source("us76-low", f"{TITLE} by PyPI ussa1976 ({read}, those to 86 km)", PART)
    yield from _checks(source, rows, BELOW, "0 to 86 km")


def high(library: Library) -> Iterable[Check]:
    """From 86 km: the printed nodes, and a published fit of them where the long series is there."""
    table = read_columns(data_path("us76/us76.csv"))
    rows = _rows(table, table["altitude_m"] >= TOP_M)
    source = Source("us76-high", f"{TITLE}, printed nodes ({len(rows['altitude_m'])} rows)", PART)
    yield from _checks(source, rows, PRINTED, "86 to 1000 km")
    if library.has("us76_upper_fit.csv"):
        table, read = library.read("us76_upper_fit.csv", None)
        everything = np.ones(len(table["altitude_m"]), dtype=bool)
        source = Source("us76-high", f"{TITLE}, fit of poliastro and braeunig.us ({read})", PART)
        yield from _checks(source, _rows(table, everything), FITTED, "86 to 1000 km")


def cases(library: Library) -> list[Case]:  # noqa: ARG001 - the package has tables of both
    """Return the two halves of the standard."""
    return [Case("us76-low", TITLE, low), Case("us76-high", TITLE, high)]
