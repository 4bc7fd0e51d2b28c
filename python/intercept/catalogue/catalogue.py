"""The catalogue of generic classes: public parameter values as priors, each with its source and confidence.

The data files and what their columns mean are described in `data/README.md`. A class is never one system.
"""

from __future__ import annotations

import csv
import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Self, cast

from intercept.base.arguments import by_name, choice, refused, text, texts
from intercept.base.factories import by_calls
from intercept.base.shown import Shown
from intercept.base.table import Table
from intercept.base.words import counted
from intercept.catalogue.generic_class import KINDS, GenericClass, Kind
from intercept.catalogue.parameter import Derived, Origin, Parameter
from intercept.catalogue.rules import Rules, SensorRule, ThreatRule
from intercept.catalogue.uncertain import Overrides
from intercept.errors import ScenarioError

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


@by_calls("ic.Catalogue.load")
@dataclass(frozen=True)
class Catalogue(Shown):
    """All classes by kind and name, and the rules that go with them.

    What the classes are, and where their values come from: docs/classes.md.

    Examples
    --------
    >>> import intercept as ic
    >>> catalogue = ic.Catalogue.load()
    >>> catalogue
    <Catalogue of classes: 11 threats, 9 defences, 10 sensors>
    >>> catalogue.find("surveillance_radar").kind
    'sensor'
    >>> "one_way_attack_drone" in catalogue.of_kind("threat")
    True
    >>> catalogue.preference(["medium_range_sam"])[:2]
    ['medium_range_sam', 'mobile_fire_group']
    >>> "subsonic_cruise" in catalogue.may_engage({})["medium_range_sam"]
    True
    >>> catalogue.threat_rule("subsonic_cruise").flight
    'cruise'
    >>> catalogue.sensor_rule("surveillance_radar")
    SensorRule(height='antenna_height_m', detects={}, detects_at_night={}, signal_speed_m_s=inf, warns=())
    >>> catalogue.with_overrides(ic.Scenario.from_file("examples/own-class.toml").classes).find("fast_drone")
    <GenericClass fast_drone: threat based on one_way_attack_drone, 11 values>
    """

    threats: Mapping[str, GenericClass]
    defences: Mapping[str, GenericClass]
    sensors: Mapping[str, GenericClass]
    rules: Rules

    def __repr__(self) -> str:
        kinds = ", ".join(counted(len(self.of_kind(kind)), kind) for kind in KINDS)
        return f"<Catalogue of classes: {kinds}>"

    def _shown(self) -> tuple[str, Table]:
        rows = [(kind, name, len(one.parameters)) for kind in KINDS for name, one in self.of_kind(kind).items()]
        return repr(self).strip("<>"), Table.of_rows(("kind", "class", "values"), rows)

    @classmethod
    def load(cls) -> Self:
        """Return the catalogue of the package (read once)."""
        return cast("Self", _load())

    def of_kind(self, kind: Kind) -> Mapping[str, GenericClass]:
        """Return the classes of one kind by name.

        Raises
        ------
        InvalidParameterError
            There is no such kind.
        """
        return {"threat": self.threats, "defence": self.defences, "sensor": self.sensors}[choice("kind", kind, KINDS)]

    def find(self, name: str) -> GenericClass | None:
        """Return the class of that name, of whatever kind, or None.

        Raises
        ------
        InvalidParameterError
            The name is no text.
        """
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
        """Return how a threat class flies; a class of the user's own flies as its base.

        Raises
        ------
        InvalidParameterError
            There is no such threat class.
        """
        return self.rules.threats[self.threats[choice("name", name, self.threats)].base]

    def sensor_rule(self, name: str) -> SensorRule:
        """Return how a sensor class detects; a class of the user's own detects as its base.

        Raises
        ------
        InvalidParameterError
            There is no such sensor class.
        """
        return self.rules.sensors[self.sensors[choice("name", name, self.sensors)].base]

    def may_engage(self, given: Mapping[str, Sequence[str]]) -> dict[str, frozenset[str]]:
        """Return the threat classes each defence class may engage.

        `given` is the scenario's `decision.engage`: it holds for the class named and classes based on it, and allows
        exactly the threat classes listed. Without it the catalogue's rule holds, also for threat classes based on those
        it lists.

        Raises
        ------
        InvalidParameterError
            It is no mapping from names to sequences of names.
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

        Raises
        ------
        InvalidParameterError
            A name is not that of a defence class.
        """
        first = [choice("given", name, self.defences) for name in texts("given", given)]
        others = [name for name in self.defences if name not in first]
        return [*first, *sorted(others, key=lambda name: self.rules.preference.index(self.defences[name].base))]


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
