"""Which class of the catalogue a model name of the public record belongs to.

The table is `models.csv` next to this file: one row for each model. A name made of several ("A and B") belongs to
a class only when every member does; across classes it is `mixed`. Nothing is guessed: a name with a member that is not
in the table is `unmapped` and reported by name.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

Kind = Literal["drone", "missile", "excluded", "unclear", "unmapped"]

KINDS: tuple[Kind, ...] = ("drone", "missile", "excluded", "unclear", "unmapped")
MIXED, EXCLUDED, UNMAPPED = "mixed", "excluded", "unmapped"

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


@dataclass(frozen=True)
class ModelClass:
    """Where one model name belongs.

    `kind` is what a headline counts it as: `drone`, `missile`, `excluded` (rows that exist because something was shot
    down), `unclear` (a name across kinds) or `unmapped`. `threat_class` is a class of the catalogue, or `mixed`,
    `excluded`, `unmapped`. `note` says why.
    """

    model: str
    kind: Kind
    threat_class: str
    note: str


@cache
def model_table() -> dict[str, ModelClass]:
    """Return the rows of `models.csv` by model name."""
    text = resources.files(__package__).joinpath("models.csv").read_text(encoding="utf-8")
    kinds: dict[str, Kind] = {kind: kind for kind in KINDS}
    rows = csv.DictReader(text.splitlines())
    return {row["model"]: ModelClass(row["model"], kinds[row["kind"]], row["class"], row["note"]) for row in rows}


def classify(model: str) -> ModelClass:
    """Return the class of a model name as written in the record, "A and B" names included."""
    table = model_table()
    if model in table:
        return table[model]
    names = model.split(" and ")
    unknown = [name for name in names if name not in table]
    if unknown:
        return ModelClass(model, "unmapped", UNMAPPED, f"not in the table of models: {', '.join(unknown)}")
    return _combine(model, [table[name] for name in names])


def _combine(model: str, members: list[ModelClass]) -> ModelClass:
    kinds = sorted({member.kind for member in members})
    classes = sorted({member.threat_class for member in members}, key=CLASS_ORDER.index)
    kind = kinds[0] if len(kinds) == 1 else "unclear"
    if len(classes) > 1:
        return ModelClass(model, kind, MIXED, f"one count for several classes: {', '.join(classes)}")
    notes = sorted({member.note for member in members})
    note = notes[0] if classes[0] == EXCLUDED else f"every member is {classes[0]}"
    return ModelClass(model, kind, classes[0], note)
