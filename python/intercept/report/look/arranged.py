"""Figures and tables arranged so that gzip finds what repeats in them; the script of a page arranges them back.

Numbers of a line are written as steps from one to the next: circles of one radius are the same steps wherever they are.
Cells of a table are written column by column. Both come back as they were.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from intercept.base.table import Table

# Fewer numbers, and those with more decimals, stay as they are.
NUMBERS_MIN, DECIMALS_MAX = 9, 4
# Whole numbers up to it are exact in a browser.
_EXACT = 2**53
_CELL = re.compile(r'("(?:[^"]|"")*"|[^",\n]*)[,\n]')


def stepped(value: Any) -> Any:  # noqa: ANN401 - what JSON has
    """Return a value of JSON whose long lists of numbers are steps: whole, in units of their last decimal.

    Nothing stands where there is no number, and the next step goes on from the last number before it.
    """
    if isinstance(value, dict):
        return {key: stepped(each) for key, each in value.items()}
    if not isinstance(value, list):
        return value
    return _steps(value) or [stepped(each) for each in value]


def _steps(values: list[Any]) -> dict[str, Any] | None:
    if len(values) < NUMBERS_MIN or any(type(each) not in {int, float, type(None)} for each in values):
        return None
    for decimals in range(DECIMALS_MAX + 1):
        unit = 10**decimals
        whole = [None if each is None else round(each * unit) for each in values]
        pairs = list(zip(values, whole, strict=True))
        if all(number is None or (abs(number) < _EXACT and number / unit == each) for each, number in pairs):
            break
    else:
        return None
    steps, before = [], 0
    for number in whole:
        steps.append(None if number is None else number - before)
        before = before if number is None else number
    return {"steps": steps, "decimals": decimals}


def by_columns(table: Table) -> str:
    """Return the cells of a table as CSV has them, one a line, column by column, each with its head."""
    cells = _CELL.findall(table.to_csv())
    count = len(table.columns)
    return "".join(f"{cell}\n" for first in range(count) for cell in cells[first::count])
