"""What a thing holds that a file can: a table, a dataset, and shapes on the globe that know their times."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from intercept.base.plain import document
from intercept.base.table import Table
from intercept.flight.clock import Clock

Array = npt.NDArray[np.float64]
# What a format can hold, and a thing has.
Part = Literal["table", "dataset", "lines", "places", "regions"]
# Of numbers beside a shape on a map: more than anybody reads there; tables have them all.
DIGITS = 6
Span = tuple[float, float]
# Of times that count from nothing of a calendar: files of paths need an instant, and this one misleads nobody.
NOTIONAL = np.datetime64("2000-01-01T00:00:00", "s")


@dataclass(frozen=True, kw_only=True)
class Shape:
    """What all shapes have: an identifier of its own, a name, what is known of it, its colour, when it is there (s)."""

    key: str
    name: str
    properties: Mapping[str, Any]
    colour: str
    span_s: Span | None = None


@dataclass(frozen=True, kw_only=True)
class Line(Shape):
    """A line, (k, 2) latitude and longitude (rad); on the ground without altitudes, moving along with times (s).

    A line that says when one thing can reach another names both by their keys (`between`), and how long it can.
    """

    places: Array
    altitude_m: Array | None = None
    time_s: Array | None = None
    between: tuple[str, str] | None = None
    between_s: Span = (0.0, 0.0)


@dataclass(frozen=True, kw_only=True)
class Place(Shape):
    """One place, latitude and longitude (rad), on the ground without an altitude."""

    place: tuple[float, float]
    altitude_m: float | None = None


@dataclass(frozen=True, kw_only=True)
class Region(Shape):
    """Polygons on the ground, each an outer ring and its holes, (k, 2) latitude and longitude (rad)."""

    polygons: Sequence[Sequence[Array]]


def told(shape: Shape) -> dict[str, Any]:
    """Return the properties of a shape as a reader of a map meets them: numbers to six digits."""
    return {name: _to_digits(value) for name, value in document(shape.properties).items()}


def _to_digits(value: Any) -> Any:  # noqa: ANN401 - a value of JSON
    if isinstance(value, list):
        return [_to_digits(each) for each in value]
    if isinstance(value, dict):
        return {name: _to_digits(each) for name, each in value.items()}
    return float(f"{value:.{DIGITS}g}") if isinstance(value, float) else value


AnyShape: TypeAlias = Line | Place | Region


@dataclass(frozen=True, kw_only=True)
class Contents:
    """What a thing holds, made when a format asks for it.

    Attributes
    ----------
    kind, title
        What the thing is called in a message, and in a file.
    holds
        The parts that it has.
    table, dataset, shapes
        What makes them.
    clock
        The instant of UTC at which its times are 0.
    """

    kind: str
    title: str
    holds: frozenset[Part]
    table: Callable[[], Table]
    dataset: Callable[[], Any]
    shapes: Callable[[], Sequence[AnyShape]] = tuple
    clock: Clock = field(default_factory=lambda: Clock(NOTIONAL, ""))

    def at(self, time_s: float) -> datetime:
        """Return the instant of a time of the thing."""
        instant = self.clock.zero + np.timedelta64(round(1e6 * time_s), "us")
        found: datetime = instant.astype("datetime64[us]").astype(datetime)
        return found.replace(tzinfo=UTC)
