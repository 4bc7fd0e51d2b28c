"""A generic class of the catalogue, and the values of your own that it can take."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from intercept.base.words import counted, meant
from intercept.catalogue.parameter import Parameter
from intercept.catalogue.rules import Rules
from intercept.catalogue.uncertain import Stated, Uncertain
from intercept.errors import ScenarioError

Kind = Literal["threat", "defence", "sensor"]

KINDS: tuple[Kind, ...] = ("threat", "defence", "sensor")
# These follow from the range flown, so a value of the user's own would be ignored or contradict it.
FOLLOWS_FROM_RANGE = frozenset({"least_energy_speed", "apogee", "least_energy_flight_time", "mass_ratio"})
ORDERED_PAIRS = (
    ("slant_range_min_km", "slant_range_max_km"),
    ("slant_range_min_km", "slant_range_max_against_ballistic_km"),
    ("altitude_min_m", "altitude_max_m"),
    ("elevation_min_deg", "elevation_max_deg"),
    ("speed_min_m_s", "peak_speed_m_s"),
)
# The first times a factor is at most the second: a boost is of 10 m/s^2 at least, a burst of an hour at most.
LIMITED_PAIRS = (
    ("boost_time_s", 10.0, "peak_speed_m_s"),
    ("rounds_per_engagement", 1.0 / 60.0, "rate_of_fire_per_min"),
)


@dataclass(frozen=True)
class GenericClass:
    """A generic class: its parameters by key, in the order of the data files.

    `base` is the catalogue class whose rules (flight, engagement, detection) it follows: its own name unless a
    scenario defined it.
    """

    name: str
    kind: Kind
    base: str
    parameters: Mapping[str, Parameter]

    def __repr__(self) -> str:
        based = "" if self.base == self.name else f" based on {self.base}"
        return f"<GenericClass {self.name}: {self.kind}{based}, {counted(len(self.parameters), 'value')}>"

    def with_values(self, values: Mapping[str, Stated]) -> GenericClass:
        """Return the class with some values replaced (those of one site, say).

        Raises
        ------
        ScenarioError
            A key is unknown or computed, or a value is outside its range: one message each.
        """
        problems = override_problems(self, values)
        if problems:
            raise ScenarioError([f"{self.name}.{text}" for text in problems])
        changed = {key: self.parameters[key].stated(value) for key, value in values.items()}
        return dataclasses.replace(self, parameters={**self.parameters, **changed})


def override_problems(generic: GenericClass, values: Mapping[str, Uncertain]) -> list[str]:
    """Return one message (`key = value is not allowed: ...`) for each value of `values` that the class cannot take."""
    problems = {key: list(_value_problems(generic, values, key)) for key in values}
    said = [text for texts in problems.values() for text in texts]
    # What is out of its range is told so once, and not out of order as well.
    pairs = [pair for pair in ORDERED_PAIRS if not any(problems.get(key) for key in pair)]
    return said + [text for low, high in pairs for text in _order_problems(generic, values, low, high)]


def _value_problems(generic: GenericClass, values: Mapping[str, Uncertain], key: str) -> Iterator[str]:
    value = values[key]
    parameter = generic.parameters.get(key)
    given = f"{key} = {_span(value.low, value.high)} is not allowed:"
    if parameter is None:
        hint = meant(key, generic.parameters) or f"it has {', '.join(generic.parameters)}"
        yield f"{key} is not a parameter of {generic.base}; {hint}"
    elif parameter.derived == "engine":
        yield f"{given} must be left out, because it is computed from the flight of {generic.base}"
    elif parameter.derived == "formula" and parameter.name in FOLLOWS_FROM_RANGE:
        yield f"{given} must be left out, because it follows from the range flown by {generic.base}"
    else:
        low, high, why = _bounds(generic, values, parameter)
        if not (low <= value.low and value.high <= high):
            low, high, why = _in_order(generic, values, key, (low, high, why))
            yield f"{given} must be from {low:,g} to {high:,g}{why}"


def _in_order(
    generic: GenericClass, values: Mapping[str, Uncertain], key: str, bounds: tuple[float, float, str]
) -> tuple[float, float, str]:
    """Return the bounds of a value, and their reason, with those that its order among the others adds."""
    low, high, why = bounds
    for below, above in ORDERED_PAIRS:
        other = above if key == below else below
        if key not in {below, above} or other not in generic.parameters:
            continue
        against = values.get(other, generic.parameters[other])
        if key == below and against.low < high:
            high, why = against.low, f", because of {other}"
        elif key == above and against.high > low:
            low, why = against.high, f", because of {other}"
    return low, high, why


def _order_problems(generic: GenericClass, values: Mapping[str, Uncertain], low: str, high: str) -> Iterator[str]:
    if not ({low, high} & set(values)) or not {low, high} <= set(generic.parameters):
        return
    below = values.get(low, generic.parameters[low])
    above = values.get(high, generic.parameters[high])
    if below.high >= above.low:
        key, value = (low, below) if low in values else (high, above)
        spans = f"{_span(below.low, below.high)} and {_span(above.low, above.high)}"
        yield (
            f"{key} = {_span(value.low, value.high)} is not allowed: the whole span of {low} must be below that of"
            f" {high} (they are {spans})"
        )


def _bounds(generic: GenericClass, values: Mapping[str, Uncertain], parameter: Parameter) -> tuple[float, float, str]:
    """Return from where to where a value may lie, and why it may lie no farther if that is another value's doing.

    Of a pair of `LIMITED_PAIRS` whose values are both given, the first has to give way.
    """
    key = parameter.key
    low, high = Rules.load().allowed(parameter.name, parameter.unit, generic.base)
    why = ""
    for small, factor, large in LIMITED_PAIRS:
        if not {small, large} <= set(generic.parameters):
            continue
        other = large if key == small else small
        against = values.get(other, generic.parameters[other])
        if key == small and against.low / factor < high:
            high, why = against.low / factor, f", because of {large}"
        elif key == large and small not in values and against.high * factor > low:
            low, why = against.high * factor, f", because of {small}"
    return low, high, why


def _span(low: float, high: float) -> str:
    return f"{low:g}" if low == high else f"{low:g} to {high:g}"
