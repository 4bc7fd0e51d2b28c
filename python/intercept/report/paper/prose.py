"""Numbers and lists in sentences and in tables of Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from intercept.base.words import spelled
from intercept.catalogue.uncertain import Uncertain


def listed(items: Iterable[str]) -> str:
    """Return items as "a, b and c"; "none" without any."""
    named = list(items)
    if len(named) < 2:
        return named[0] if named else "none"
    return f"{', '.join(named[:-1])} and {named[-1]}"


def classes(names: Iterable[str]) -> str:
    """Return names of classes as words, in a list."""
    return listed(spelled(name) for name in names)


def number(value: float) -> str:
    """Return a number with its digits, at most six of them."""
    return f"{value:,.0f}" if float(value).is_integer() and abs(value) < 1e15 else f"{value:.6g}"


def prior(value: Uncertain, unit: str = "") -> str:
    """Return a prior in words: "5 to 30 s, most likely 15 s", or one number where nothing is unknown."""
    after = f" {unit}" if unit else ""
    if value.low == value.high:
        return f"{number(value.mode)}{after}"
    return f"{number(value.low)} to {number(value.high)}{after}, most likely {number(value.mode)}{after}"


def table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table in Markdown; a bar within a cell is escaped."""
    lines: list[Sequence[object]] = [headings, ["---"] * len(headings), *rows]
    return "\n".join(f"| {' | '.join(str(cell).replace('|', chr(92) + '|') for cell in line)} |" for line in lines)
