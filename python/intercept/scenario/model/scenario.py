"""The scenario, version 3: what a scenario file says, in the words and units of its writer, checked.

Read one with `Scenario.from_file`, or make one with `Scenario.from_dict`; both report every mistake at once. Sites may
be left to `[theatre.generate]`; `intercept.scenario.prepare` writes them out.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal, Self, TypeVar

import tomli_w
from pydantic import ConfigDict, Field, PrivateAttr, ValidationError, model_validator
from pydantic_core import PydanticCustomError

from intercept.base.arguments import by_name
from intercept.base.files import file_path, path_of, write_text
from intercept.base.outside import contents_of
from intercept.base.shown import Shown
from intercept.base.table import Table
from intercept.base.words import counted
from intercept.catalogue.uncertain import Section, Stated, Text
from intercept.errors import ScenarioError
from intercept.scenario.model.changes import changes_of
from intercept.scenario.model.consistency import consistency_problems
from intercept.scenario.model.defence import (
    SITE_CAP,
    Asset,
    Claimed,
    Decision,
    FireUnit,
    Run,
    Sensor,
    Stock,
    Theatre,
)
from intercept.scenario.model.file import (
    CONSISTENCY_ERROR,
    mistakes,
    read_document,
    set_value,
    validate,
)
from intercept.scenario.model.messages import not_allowed
from intercept.scenario.model.raid import ElectronicWarfare, Raid
from intercept.scenario.model.values import ClassName, Clock, Name
from intercept.scenario.model.versions import read_as_today, too_new

Placed = TypeVar("Placed", bound="Scenario")


class ClassOverrides(Section):
    """A class of your own, or changes to a class of the catalogue.

    `base` is the name of the catalogue class that a class of your own starts from. Every other key is a parameter
    with its unit, such as `cruise_speed_m_s = 240`.
    """

    model_config = ConfigDict(frozen=True, extra="allow")
    __pydantic_extra__: dict[str, Stated] = Field(init=False)

    base: ClassName | None = None

    @property
    def parameters(self) -> dict[str, Stated]:
        """The parameters given, by key."""
        return dict(self.__pydantic_extra__)


class Classes(Section):
    """Classes of your own and changes to those of the catalogue, by kind and name."""

    threat: dict[ClassName, ClassOverrides] = Field(default_factory=dict)
    defence: dict[ClassName, ClassOverrides] = Field(default_factory=dict)
    sensor: dict[ClassName, ClassOverrides] = Field(default_factory=dict)


@dataclass(frozen=True)
class _File:
    """The file that a scenario was read from: two that say the same are equal wherever they were read."""

    path: Path | None = field(compare=False)


class Scenario(Section, Shown):
    """A whole scenario. The classes of its tables say what each key means.

    Every key: docs/scenario.md.

    Examples
    --------
    >>> import tempfile
    >>> import intercept as ic
    >>> scenario = ic.Scenario.from_file("examples/notional-small.toml")
    >>> scenario
    <Scenario "notional small raid": 32 threats in 3 waves, 0 assets, 0 sensors, 0 fire units, more to be generated>
    >>> scenario.replace("raid.scale", 2.0).contents()[:10]
    '64 threats'
    >>> twice = scenario.with_values({"raid.scale": 2.0, "name": "twice as many"})
    >>> ic.Scenario.from_dict(twice.to_dict()) == twice, twice.hash() == scenario.hash()
    (True, False)
    >>> twice.to_toml().splitlines()[1], twice.in_folder("examples") == twice
    ('name = "twice as many"', True)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     twice.to_file(f"{folder}/twice.toml")
    ...     ic.Scenario.from_file(f"{folder}/twice.toml") == twice
    True
    """

    schema_version: Literal[3] = 3
    name: Name
    description: Text = ""
    clock_start: Clock | None = None
    theatre: Theatre = Theatre()
    assets: Annotated[tuple[Asset, ...], Field(max_length=SITE_CAP)] = ()
    raid: Raid = Raid()
    sensors: Annotated[tuple[Sensor, ...], Field(max_length=SITE_CAP)] = ()
    fire_units: Annotated[tuple[FireUnit, ...], Field(max_length=SITE_CAP)] = ()
    stocks: dict[ClassName, Stock] = Field(default_factory=dict)
    decision: Decision = Decision()
    electronic_warfare: ElectronicWarfare = ElectronicWarfare()
    classes: Classes = Classes()
    claimed: tuple[Claimed, ...] = ()
    run: Run = Run()
    # Where the files lie that it names; unless it was read from a file, the folder that the program runs in.
    _folder: Path = PrivateAttr(default=Path())
    _file: _File = PrivateAttr(default_factory=lambda: _File(None))

    def __init__(self, *given: Any, **document: Any) -> None:  # noqa: ANN401 - any value may be given, and is checked
        if given:
            raise TypeError("Scenario: use ic.Scenario.from_file or ic.Scenario.from_dict, which makes one")
        # A call by keywords raises the errors of this package too, not those of pydantic.
        if problems := too_new(document):
            raise ScenarioError(problems)
        try:
            super().__init__(**read_as_today(document))
        except ValidationError as error:
            raise ScenarioError(mistakes(error, document, type(self))) from None

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        problems = consistency_problems(self.to_dict())
        if problems:
            raise PydanticCustomError(CONSISTENCY_ERROR, "{problems}", {"problems": "\n".join(problems)})
        return self

    def __repr__(self) -> str:
        generated = "" if self.theatre.generate is None else ", more to be generated"
        return f'<Scenario "{self.name}": {self.contents()}{generated}>'

    __str__ = __repr__

    def _shown(self) -> tuple[str, Table]:
        waves = zip(self.raid.waves, self.raid.scaled_counts(), strict=True)
        rows = [(wave.name, wave.class_name, count, wave.launch_area) for wave, count in waves]
        return f"{repr(self).strip('<>')}\n{self.description}", Table.of_rows(("wave", "class", "count", "from"), rows)

    def contents(self) -> str:
        """Say how many threats, assets, sensors and fire units it holds; those to be generated are not counted."""
        threats = f"{counted(sum(self.raid.scaled_counts()), 'threat')} in {counted(len(self.raid.waves), 'wave')}"
        if self.raid.tracks is not None:
            threats = f"the tracks of {self.raid.tracks.file}"
        return (
            f"{threats},"
            f" {counted(len(self.assets), 'asset')}, {counted(len(self.sensors), 'sensor')},"
            f" {counted(sum(unit.count for unit in self.fire_units), 'fire unit')}"
        )

    @classmethod
    def from_file(cls, path: str | Path) -> Self:
        """Read a TOML file: a whole scenario, or the changes to the scenario of another file, its `base`.

        Raises
        ------
        ScenarioError
            The file cannot be read, is not TOML, or holds mistakes: one message each.
        """
        document, found = read_document(path), path_of("path", path)
        with contents_of(found):
            changes = changes_of(found, document)
            if changes is None:
                return _placed(validate(cls, document), found.parent, found)
            if "base" in read_document(changes.base):
                raise ScenarioError(not_allowed("base", str(changes.base), "must be a whole scenario"))
            base = cls.from_file(changes.base)
            return _placed(validate(cls, changes.applied(base.to_dict())), base.folder, found)

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> Self:
        """Check a document with the keys of the file.

        Raises
        ------
        ScenarioError
            With one message for each mistake.
        """
        return validate(cls, document)

    def to_dict(self) -> dict[str, Any]:
        """Return the document that `from_dict` reads: keys of the file, lists and plain values, no empty values."""
        document: dict[str, Any] = self.model_dump(mode="json", by_alias=True, exclude_none=True)
        return document

    def to_file(self, path: str | Path) -> None:
        """Write `to_toml` to a file. Reading the file gives an equal scenario.

        Raises
        ------
        InvalidParameterError
            The path is not that of a file in a folder that exists.
        """
        write_text(self.to_toml(), file_path("path", path))

    def to_toml(self) -> str:
        """Return the text of a scenario file; values equal to the defaults are left out."""
        document = self.model_dump(mode="json", by_alias=True, exclude_none=True, exclude_defaults=True)
        return tomli_w.dumps({"schema_version": self.schema_version, **document})

    def replace(self, key: str, value: object) -> Self:
        """Return a copy with one key changed, such as `scenario.replace("raid.scale", 2.0)`.

        Parameters
        ----------
        key
            Path in the file: names joined by dots, list places in brackets (`raid.waves[0].count`). Or that of all
            waves or sites of a class: `class:one_way_attack_drone.count` is their count together, which is shared out
            in proportion; any other key is set in each of them.
        value
            The new value, as in the file.

        Raises
        ------
        ScenarioError
            The key does not exist, or the changed scenario is wrong.
        """
        return self.changed_to(set_value(self.to_dict(), key, value))

    def with_values(self, values: Mapping[str, object]) -> Self:
        """Return a copy with several keys changed together; keys, values and errors are those of `replace`.

        Raises
        ------
        ScenarioError
            As of `replace`.
        """
        document = self.to_dict()
        for key, value in by_name("values", values).items():
            set_value(document, key, value)
        return self.changed_to(document)

    def changed_to(self, document: Mapping[str, Any]) -> Self:
        """Return what a changed document of this scenario says; its files stay. Raises as `from_dict`.

        Examples
        --------
        >>> import intercept as ic
        >>> small = ic.Scenario.from_file("examples/notional-small.toml")
        >>> small.changed_to({**small.to_dict(), "name": "another"}).name
        'another'
        """
        return _placed(validate(type(self), document), self.folder, self.file)

    def in_folder(self, folder: str | Path) -> Self:
        """Return a copy whose files are looked for in a folder; raises InvalidParameterError if it is no path."""
        return _placed(self.model_copy(), path_of("folder", folder), self.file)

    @property
    def folder(self) -> Path:
        """The folder from which the names of files in it count."""
        return self._folder

    @property
    def file(self) -> Path | None:
        """The file that it was read from, be it changed since, which errors name; None of one made otherwise."""
        return self._file.path

    def hash(self) -> str:
        """Return the SHA-256, in hex, of the scenario as JSON with sorted keys and every default written out."""
        canonical = json.dumps(self.to_dict(), sort_keys=True, separators=(",", ":"), ensure_ascii=True)
        return hashlib.sha256(canonical.encode("ascii")).hexdigest()


def _placed(scenario: Placed, folder: Path, file: Path | None = None) -> Placed:
    """Return a scenario that knows where its files lie; one without is equal to another wherever it was read."""
    scenario._file = _File(file)  # noqa: SLF001 - of the same module
    named = (scenario.theatre.wind, scenario.theatre.terrain)
    if scenario.raid.tracks is not None or any(part is not None and part.kind == "file" for part in named):
        scenario._folder = folder  # noqa: SLF001 - of the same module
    return scenario


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a scenario file, for editors."""
    schema = Scenario.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
