"""Whether the values a user gives for a class's parameters are known, settable, in range and in order."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from intercept.catalogue.rules import Rules
from intercept.scenario.model.values import Uncertain

if TYPE_CHECKING:
    from intercept.catalogue.catalogue import GenericClass

# These follow from the range flown, so a value of the user's own would be ignored or contradict it.
FOLLOWS_FROM_RANGE = frozenset({"burnout_speed", "apogee", "flight_time", "mass_ratio"})
ORDERED_PAIRS = (
    ("slant_range_min_km", "slant_range_max_km"),
    ("altitude_min_m", "altitude_max_m"),
    ("elevation_min_deg", "elevation_max_deg"),
    ("speed_min_m_s", "peak_speed_m_s"),
)


def override_problems(generic: GenericClass, values: Mapping[str, Uncertain]) -> list[str]:
    """Return one message (`key: what is wrong`) for each value of `values` that the class cannot take."""
    problems = [text for key, value in values.items() for text in _value_problems(generic, key, value)]
    return problems + [text for low, high in ORDERED_PAIRS for text in _order_problems(generic, values, low, high)]


def _value_problems(generic: GenericClass, key: str, value: Uncertain) -> Iterator[str]:
    parameter = generic.parameters.get(key)
    if parameter is None:
        near = difflib.get_close_matches(key, generic.parameters, n=3, cutoff=0.5)
        hint = f"did you mean {' or '.join(near)}?" if near else f"it has {', '.join(generic.parameters)}"
        yield f"{key}: is not a parameter of {generic.base}; {hint}"
    elif parameter.derived == "engine":
        yield f"{key}: is computed from the flight of {generic.base} and cannot be given"
    elif parameter.derived == "formula" and parameter.name in FOLLOWS_FROM_RANGE:
        yield f"{key}: follows from the range flown by {generic.base} and cannot be given"
    else:
        low, high = Rules.load().allowed(parameter.name, parameter.unit)
        if not (low <= value.low and value.high <= high):
            yield f"{key}: must lie from {low:g} to {high:g} (got {_span(value.low, value.high)})"


def _order_problems(generic: GenericClass, values: Mapping[str, Uncertain], low: str, high: str) -> Iterator[str]:
    if not ({low, high} & set(values)) or not {low, high} <= set(generic.parameters):
        return
    below = values.get(low, generic.parameters[low])
    above = values.get(high, generic.parameters[high])
    if below.high >= above.low:
        given = low if low in values else high
        spans = f"{low} {_span(below.low, below.high)}, {high} {_span(above.low, above.high)}"
        yield f"{given}: the whole span of {low} must lie below that of {high} (got {spans})"


def _span(low: float, high: float) -> str:
    return f"{low:g}" if low == high else f"{low:g} to {high:g}"
