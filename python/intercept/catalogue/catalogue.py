"""The catalogue of generic classes: public parameter values as priors, each with its source and confidence.

The data files and what their columns mean are described in `data/README.md`. A class is never one system.
"""

from __future__ import annotations

import csv
import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal, Self, cast

from intercept.base.arguments import by_name, choice, refused, text, texts
from intercept.base.words import counted, meant
from intercept.catalogue.parameter import Derived, Origin, Parameter
from intercept.catalogue.rules import Rules, SensorRule, ThreatRule
from intercept.catalogue.uncertain import Overrides, Stated, Uncertain
from intercept.errors import ScenarioError

Kind = Literal["threat", "defence", "sensor"]

KINDS: tuple[Kind, ...] = ("threat", "defence", "sensor")
DATA_FILES = ("threats.csv", "defences.csv", "sensors.csv", "choices.csv")
UNIT_SUFFIX = {
    "m/s": "_m_s",
    "km": "_km",
    "m": "_m",
    "m^2": "_m2",
    "km^2": "_km2",
    "m/s^2": "_m_s2",
    "kg/m^2": "_kg_m2",
    "kg": "_kg",
    "s": "_s",
    "degree": "_deg",
    "Pa": "_pa",
    "1/min": "_per_min",
    "USD": "_usd",
    "EUR": "_eur",
    "1": "",
}
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


@dataclass(frozen=True)
class Catalogue:
    """All classes by kind and name, and the rules that go with them."""

    threats: Mapping[str, GenericClass]
    defences: Mapping[str, GenericClass]
    sensors: Mapping[str, GenericClass]
    rules: Rules

    def __repr__(self) -> str:
        kinds = ", ".join(counted(len(self.of_kind(kind)), kind) for kind in KINDS)
        return f"<Catalogue of classes: {kinds}>"

    @classmethod
    def load(cls) -> Self:
        """Return the catalogue of the package (read once)."""
        return cast("Self", _load())

    def of_kind(self, kind: Kind) -> Mapping[str, GenericClass]:
        """Return the classes of one kind by name."""
        return {"threat": self.threats, "defence": self.defences, "sensor": self.sensors}[choice("kind", kind, KINDS)]

    def find(self, name: str) -> GenericClass | None:
        """Return the class of that name, of whatever kind, or None."""
        text("name", name)
        return next((self.of_kind(kind)[name] for kind in KINDS if name in self.of_kind(kind)), None)

    def with_overrides(self, classes: Overrides) -> Catalogue:
        """Return the catalogue with a scenario's own classes and changes.

        A class with a `base` starts from the catalogue's class of that name, before any change to it.

        Raises
        ------
        ScenarioError
            A base or key is unknown, or a value is outside its range.
        """
        if not all(isinstance(getattr(classes, kind, None), Mapping) for kind in KINDS):
            raise refused("classes", classes, "the classes of a scenario")
        changed: dict[str, dict[str, GenericClass]] = {}
        for kind in KINDS:
            catalogue_classes = self.of_kind(kind)
            changed[kind] = dict(catalogue_classes)
            for name, override in getattr(classes, kind).items():
                base = override.base or name
                if base not in catalogue_classes:
                    raise ScenarioError(f"classes.{kind}.{name}: there is no {kind} class {base} to start from")
                renamed = dataclasses.replace(catalogue_classes[base], name=name)
                changed[kind][name] = renamed.with_values(override.parameters)
        return Catalogue(changed["threat"], changed["defence"], changed["sensor"], self.rules)

    def threat_rule(self, name: str) -> ThreatRule:
        """Return how a threat class flies; a class of the user's own flies as its base."""
        return self.rules.threats[self.threats[choice("name", name, self.threats)].base]

    def sensor_rule(self, name: str) -> SensorRule:
        """Return how a sensor class detects; a class of the user's own detects as its base."""
        return self.rules.sensors[self.sensors[choice("name", name, self.sensors)].base]

    def may_engage(self, given: Mapping[str, Sequence[str]]) -> dict[str, frozenset[str]]:
        """Return the threat classes each defence class may engage.

        `given` is the scenario's `decision.engage`: it holds for the class named and classes based on it, and allows
        exactly the threat classes listed. Without it the catalogue's rule holds, also for threat classes based on those
        it lists.
        """
        listed_by_class = {name: texts("given", classes) for name, classes in by_name("given", given).items()}
        allowed: dict[str, frozenset[str]] = {}
        for name, defence in self.defences.items():
            listed = listed_by_class.get(name, listed_by_class.get(defence.base))
            rule = self.rules.engage[defence.base]
            by_rule = (threat.name for threat in self.threats.values() if threat.base in rule)
            allowed[name] = frozenset(by_rule if listed is None else listed)
        return allowed

    def preference(self, given: Sequence[str]) -> list[str]:
        """Return all defence classes in the order they are tried.

        First `given` (the scenario's `decision.preference`), then the others in the catalogue's order, cheapest first;
        a class of the user's own stands beside its base.
        """
        first = [choice("given", name, self.defences) for name in texts("given", given)]
        others = [name for name in self.defences if name not in first]
        return [*first, *sorted(others, key=lambda name: self.rules.preference.index(self.defences[name].base))]


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


@cache
def _load() -> Catalogue:
    classes: dict[Kind, dict[str, dict[str, Parameter]]] = {"threat": {}, "defence": {}, "sensor": {}}
    for file_name in DATA_FILES:
        text = resources.files("intercept.catalogue").joinpath("data", file_name).read_text(encoding="utf-8")
        origin: Origin = "model choice" if file_name == "choices.csv" else "catalogue"
        for row in csv.DictReader(text.splitlines()):
            parameter = _parameter(row, origin)
            own = classes[cast("Kind", row["kind"])].setdefault(row["class"], {})
            if parameter.key in own:
                raise ValueError(f"{file_name}: {row['class']} has {parameter.key} twice")
            own[parameter.key] = parameter
    made = {
        kind: {name: GenericClass(name, kind, name, parameters) for name, parameters in classes[kind].items()}
        for kind in KINDS
    }
    return Catalogue(made["threat"], made["defence"], made["sensor"], Rules.load())


def _parameter(row: Mapping[str, str], origin: Origin) -> Parameter:
    return Parameter(
        name=row["parameter"],
        key=row["parameter"] + UNIT_SUFFIX[row["unit"]],
        low=float(row["low"]),
        mode=float(row["mode"]),
        high=float(row["high"]),
        unit=row["unit"],
        source=row["source"],
        url=row["url"],
        confidence=row["confidence"],
        note=row["note"],
        derived=cast("Derived", row["derived"]),
        origin=origin,
    )
