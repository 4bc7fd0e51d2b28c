"""Which class of the catalogue a model name of the public record belongs to.

The table is `models.csv` next to this file: one row for each model. A name made of several ("A and B") belongs to
a class only when every member does; across classes it is `mixed`. Nothing is guessed: a name with a member that is not
in the table is `unmapped` and reported by name. Names are compared without case.

Above the classes stand two groups, in the words that claims use: `ballistic` (short-range and quasi-ballistic missiles;
many rows mix the two) and `hypersonic` (aeroballistic, hypersonic cruise and glide). A name whose members all belong to
one group is of that group, even where it is of no single class.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

from intercept.base.arguments import text

Kind = Literal["drone", "missile", "excluded", "unclear", "unmapped"]
Group = Literal["ballistic", "hypersonic"]

KINDS: tuple[Kind, ...] = ("drone", "missile", "excluded", "unclear", "unmapped")
MIXED, EXCLUDED, UNMAPPED = "mixed", "excluded", "unmapped"

GROUPS: tuple[Group, ...] = ("ballistic", "hypersonic")

# Order in tables: as in the catalogue, then what is in none of its classes.
CLASS_ORDER: tuple[str, ...] = (
    "one_way_attack_drone",
    "jet_drone",
    "decoy_drone",
    "subsonic_cruise",
    "supersonic_cruise",
    "short_range_ballistic",
    "quasi_ballistic",
    "air_launched_aeroballistic",
    "medium_range_ballistic",
    "hypersonic_cruise",
    "hypersonic_glide",
    MIXED,
    UNMAPPED,
    EXCLUDED,
)

_AND = re.compile(" and ", re.IGNORECASE)


@dataclass(frozen=True)
class ModelClass:
    """Where one model name belongs.

    `kind` is what a headline counts it as: `drone`, `missile`, `excluded` (rows that exist because something was shot
    down), `unclear` (a name across kinds) or `unmapped`. `threat_class` is a class of the catalogue, or `mixed`,
    `excluded`, `unmapped`. `note` says why. `group` is the group above its class or classes, None where it has none.
    `classes` are the classes of its members, one where the name is of one class.

    What is read, and how it is counted: docs/how-to/record.md.

    Examples
    --------
    >>> import intercept as ic
    >>> found = ic.record.classify("Kalibr")
    >>> found.kind, found.threat_class, found.classes
    ('missile', 'subsonic_cruise', ('subsonic_cruise',))
    """

    model: str
    kind: Kind
    threat_class: str
    note: str
    group: Group | None
    classes: tuple[str, ...]


@cache
def model_table() -> dict[str, ModelClass]:
    """Return the rows of `models.csv` by model name."""
    table = resources.files(__package__).joinpath("models.csv").read_text(encoding="utf-8")
    return {row["model"]: _of_row(row) for row in csv.DictReader(table.splitlines())}


def _of_row(row: dict[str, str]) -> ModelClass:
    kinds: dict[str, Kind] = {kind: kind for kind in KINDS}
    groups: dict[str, Group] = {group: group for group in GROUPS}
    group = groups.get(row["group"])
    return ModelClass(row["model"], kinds[row["kind"]], row["class"], row["note"], group, (row["class"],))


@cache
def _by_folded_name() -> dict[str, ModelClass]:
    return {name.casefold(): row for name, row in model_table().items()}


def classify(model: str) -> ModelClass:
    """Return the class of a model name as written in the record, "A and B" names included; case does not matter.

    Raises InvalidParameterError for what is no text.

    What is read, and how it is counted: docs/how-to/record.md.

    Examples
    --------
    >>> import intercept as ic
    >>> ic.record.classify("Shahed-136/131").threat_class
    'one_way_attack_drone'
    """
    table = _by_folded_name()
    name = " ".join(text("model", model).split())
    if name.casefold() in table:
        return table[name.casefold()]
    names = _AND.split(name)
    unknown = [one for one in names if one.casefold() not in table]
    if unknown:
        note = f"not in the table of models: {', '.join(unknown)}"
        return ModelClass(name, "unmapped", UNMAPPED, note, None, (UNMAPPED,))
    return _combine(name, [table[one.casefold()] for one in names])


def _combine(model: str, members: list[ModelClass]) -> ModelClass:
    kinds = sorted({member.kind for member in members})
    classes = tuple(sorted({member.threat_class for member in members}, key=CLASS_ORDER.index))
    groups = {member.group for member in members}
    group = groups.pop() if len(groups) == 1 else None
    kind = kinds[0] if len(kinds) == 1 else "unclear"
    if len(classes) > 1:
        return ModelClass(model, kind, MIXED, f"one count for several classes: {', '.join(classes)}", group, classes)
    notes = sorted({member.note for member in members})
    note = notes[0] if classes[0] == EXCLUDED else f"every member is {classes[0]}"
    return ModelClass(model, kind, classes[0], note, group, classes)
