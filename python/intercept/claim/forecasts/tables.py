"""The tables of a forecast as people read them: quantiles by source and part, and the share down by size."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from intercept.base.words import measured_percent
from intercept.claim.forecasts.expected import AtSize, Expected, Source
from intercept.claim.forecasts.found import Forecast
from intercept.record.rates.distribution import QUANTILES, Distribution

NAMES: dict[Source, str] = {"rates": "Rates", "record": "Record", "scenario": "Scenario"}


class Shown(NamedTuple):
    """A table: its title, the heads of its columns, its cells as text."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def shown(found: Forecast) -> tuple[Shown, ...]:
    """Return the tables of a forecast; without a record or a scenario there are no sizes."""
    several = len(found.expected) > 1
    rows = [row for one in found.expected for row in _quantiles(one, several=several)]
    heads: tuple[str, ...] = ("Of what", "5 %", "25 %", "Median", "75 %", "95 %", "Mean share")
    tables = [Shown("How many did not hit, by share of nights", heads, tuple(rows))]
    by_size = [one for one in found.expected if one.against]
    if by_size:
        sizes = zip(*(one.against for one in by_size), strict=True)
        cells = tuple((f"{line[0].objects:,}", *map(_cell, line)) for line in sizes)
        heads = ("Objects", *(NAMES[one.source] for one in by_size))
        tables.append(Shown("Mean share that did not hit by size of the raid, and 90 % of nights", heads, cells))
    return tuple(tables)


def _quantiles(one: Expected, *, several: bool) -> Iterator[tuple[str, ...]]:
    before = f"{NAMES[one.source]}: " if several else ""
    if len(one.parts) > 1:
        for name, part in one.parts.items():
            yield f"{before}{name}", *_cells(part)
    whole = next(iter(one.parts)) if len(one.parts) == 1 else f"all {one.total.n:,}"
    yield f"{before}{whole}", *_cells(one.total)


def _cells(found: Distribution) -> list[str]:
    return [*(f"{found.quantile(q):,}" for q in QUANTILES), f"{100 * found.mean / found.n:.1f} %"]


def _cell(size: AtSize) -> str:
    mean, low, high = (100 * value / size.objects for value in (size.mean, size.low, size.high))
    error = size.standard_error / size.objects
    said = measured_percent(mean / 100, error) if error > 0.0 else f"{mean:.1f} %"
    return f"{said} ({low:.1f} to {high:.1f})"
