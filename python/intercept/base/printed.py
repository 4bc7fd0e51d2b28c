"""Columns as people read them: aligned text, and a table of a web page. A column's name ends in its unit."""

from __future__ import annotations

import html
import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy.typing as npt

from intercept.base.cut import cut
from intercept.base.narrow import Narrow
from intercept.base.words import counted, spelled, visible

WIDTH = 120
CELL_WIDTH_MAX = 40
# A page breaks lines by itself, and is scrolled sideways less gladly than a terminal is made wider.
HTML_CELL_WIDTH_MAX, HTML_COLUMNS_MAX = 200, 12
GAP = "  "

# Three digits of them would be kilometres.
_ANGLES = ("degree", "rad")
# Columns of codes that are read as words: those of others name what a user writes.
_CODES = ("class", "reason", "cause")
_CODED = ("of", "quantity", "parameter")
# Ends of names of columns about one thing, of which another column is the mean or the error.
_INTERVAL = {"low": "95 % interval from", "high": "95 % interval to"}
_NIGHTS = {"p05": "5 % of nights at most", "p50": "median", "p95": "95 % of nights at most"}
_SPREAD = {"mean": "mean", "standard_error": "standard error"} | _NIGHTS
_HEADINGS = {"of": "Of what", "p50": "Median"}
# With what a spreadsheet lets a formula begin.
_FORMULAS = ("=", "+", "-", "@", "\t")
# Longest first: "speed_m_s" ends in "_s" too.
_UNITS = {
    "_per_min": "1/min",
    "_kg_m2": "kg/m2",
    "_m2_s2": "m2/s2",
    "_m_s2": "m/s2",
    "_w_m2": "W/m2",
    "_j_m2": "J/m2",
    "_m_s": "m/s",
    "_kpa": "kPa",
    "_pa": "Pa",
    "_usd": "USD",
    "_deg": "degree",
    "_rad": "rad",
    "_min": "min",
    "_km2": "km2",
    "_m2": "m2",
    "_km": "km",
    "_m": "m",
    "_s": "s",
}


def unit_of(column: str) -> str:
    """Return the unit a column's name ends in, or an empty string for counts, shares and text."""
    return next((unit for suffix, unit in _UNITS.items() if column.endswith(suffix)), "")


def without_unit(column: str) -> str:
    """Return a column's name without the unit that it ends in: "speed" of "speed_m_s"."""
    return next((column.removesuffix(suffix) for suffix in _UNITS if column.endswith(suffix)), column)


def parameter(key: str) -> str:
    """Return a parameter in words with its unit: "cruise speed, m/s" of "cruise_speed_m_s"."""
    return ", ".join(filter(None, (spelled(without_unit(key)), unit_of(key))))


def valued(key: str, value: float) -> str:
    """Return a parameter in words with its value and unit: "cruise speed 150 m/s" of "cruise_speed_m_s"."""
    return f"{spelled(without_unit(key))} {value:g} {unit_of(key)}".rstrip()


def as_text(columns: Mapping[str, npt.NDArray[Any] | Narrow], rows: int) -> str:
    """Return the first rows, aligned under the names and units of the columns, and how many rows there are.

    Columns that do not fit into 120 characters are named below.
    """
    total = len(next(iter(columns.values()), ()))
    with_units = any(map(unit_of, columns))
    blocks: list[list[str]] = []
    left = WIDTH
    for name, column in columns.items():
        shown = column[:rows]
        cells = [name, *([unit_of(name)] if with_units else []), *(_cell(value) for value in shown.tolist())]
        width = max(map(len, cells))
        left -= width + len(GAP)
        if blocks and left < 0:
            break
        blocks.append([cell.ljust(width) if shown.dtype == object else cell.rjust(width) for cell in cells])
    lines = [GAP.join(line).rstrip() for line in zip(*blocks, strict=True)]
    if with_units and not lines[1]:  # only columns that are not shown have one
        del lines[1]
    if hidden := list(columns)[len(blocks) :]:
        lines.append(cut(f"({len(hidden)} more columns: {', '.join(hidden)})", WIDTH))
    lines.append(f"({min(rows, total):,} of {total:,} rows)" if total > rows else f"({counted(total, 'row')})")
    return "\n".join(lines)


def as_html(columns: Mapping[str, npt.NDArray[Any] | Narrow], rows: int, *, worded: bool = False) -> str:
    """Return the first rows as a table of a web page; columns beyond the twelfth are named below.

    What is to be read is `worded`: headings are words, and numbers that are no angles have three digits that matter.
    """
    total = len(next(iter(columns.values()), ()))
    every = tuple(columns)
    hidden = [_heading(name, every) if worded else name for name in every[HTML_COLUMNS_MAX:]]
    columns = {name: columns[name] for name in list(columns)[:HTML_COLUMNS_MAX]}
    units = [f"<br><small>{unit}</small>" if unit else "" for unit in map(unit_of, columns)]
    called = [_heading(name, every) if worded else name for name in columns]
    head = "".join(f"<th>{html.escape(name)}{unit}</th>" for name, unit in zip(called, units, strict=True))
    cell = _read if worded else _whole
    lists = [[cell(name, value) for value in column[:rows].tolist()] for name, column in columns.items()]
    body = "".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in zip(*lists, strict=True)
    )
    notes = [f"{rows:,} of {total:,} rows"] if total > rows else []
    if hidden:
        notes.append(f"{counted(len(hidden), 'more column')}: {('; ' if worded else ', ').join(hidden)}")
    note = "".join(f"<p>{html.escape(line)}</p>" for line in notes)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{note}"


def csv_cell(value: Any) -> Any:  # noqa: ANN401 - a number or text
    """Return a cell of a CSV file: of NaN nothing, and before text that a spreadsheet would compute an apostrophe."""
    if isinstance(value, str):
        # A carriage return ends the line for some readers, and others obey what else controls a terminal.
        cell = visible(value)
        return f"'{cell}" if cell.startswith(_FORMULAS) else cell
    return "" if value != value else value  # noqa: PLR0124  (only NaN differs from itself)


def in_words(parameter: str, unit: str) -> str:
    """Return the name of a parameter as words, without its unit where that stands beside it: "route, kind"."""
    *within, last = parameter.split(".")
    bare = without_unit(last) if unit_of(last) == unit.replace("^", "") else last
    return ", ".join(map(spelled, (*within, bare)))


def _heading(name: str, columns: Sequence[str]) -> str:
    """Return the heading of a column, which tells the ends of an interval of a mean from what else is low or high."""
    if name in _HEADINGS:
        return _HEADINGS[name]
    said = in_words(name, unit_of(name))
    for end, words in (_INTERVAL | _SPREAD).items():
        base = name.removesuffix(end).removesuffix("_")
        others = {f"{base}_standard_error".lstrip("_"), *([f"{base}_mean".lstrip("_")] if end in _SPREAD else [base])}
        if name.endswith(end) and others & set(columns) and (base or end in _INTERVAL):
            said = f"{spelled(without_unit(base))}, {words}" if base else words
    said = re.sub(r"\bp(\d\d)\b", lambda found: f"{int(found[1])} %", said)
    return said[:1].upper() + said[1:]


def _read(name: str, value: Any) -> str:  # noqa: ANN401
    """Return a cell to be read: a code is words, a number has three digits, or all of its whole part."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str) and (name.endswith(_CODES) or name in _CODED):
        return cut(visible(in_words(value, unit_of(value))), HTML_CELL_WIDTH_MAX)
    number = isinstance(value, int | float) and math.isfinite(value)
    if not number or unit_of(name) in _ANGLES:
        return _whole(name, value)
    return f"{value:,.0f}" if value == round(value) or abs(value) >= 100 else f"{value:.3g}"


def _whole(_: str, value: Any) -> str:  # noqa: ANN401
    return _cell(value, HTML_CELL_WIDTH_MAX)


def _cell(value: Any, width: int = CELL_WIDTH_MAX) -> str:  # noqa: ANN401
    if isinstance(value, float):
        return "-" if math.isnan(value) else f"{value:.6g}"
    return cut(visible(" ".join(str(value).split())), width)
