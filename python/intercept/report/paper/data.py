"""The section on data: the classes and the confidence of their values, values of the scenario's own, files, claims."""

from __future__ import annotations

from collections import Counter

import numpy as np

from intercept.base.words import CONFIDENCES, counted, percentages, spelled
from intercept.report.paper.basis import Basis
from intercept.report.paper.prose import listed, number, table

ENDS = ("low", "mode", "high")


def values(basis: Basis) -> list[str]:
    """Return the paragraph on the values used, with a table of the classes."""
    used = basis.assumptions
    grades = Counter(used["confidence"].tolist())
    parts = percentages([grades[grade] for grade in CONFIDENCES])
    graded = listed(
        f"{grades[grade]} ({part}) of {word} confidence"
        for (grade, word), part in zip(CONFIDENCES.items(), parts, strict=True)
        if grades[grade]
    )
    told = (
        "The classes are generic. Their values come from public sources, which the table of assumptions of the run"
        f" names one by one, or are judgements. Of {counted(len(used), 'value')} used, {graded}."
    )
    judged = int(np.sum(used["origin"] == "model choice"))
    told += f" {judged} are choices of the model without a public source; kill probabilities are judgement throughout."
    kinds = (("threat", basis.threat_classes), ("defence", basis.defence_classes), ("sensor", basis.sensor_classes))
    rows = []
    for kind, names in kinds:
        for name in names:
            found = basis.confidences(name)
            cells = percentages([found[grade] for grade in CONFIDENCES])
            rows.append([spelled(name), kind, sum(found.values()), *cells])
    return [told, table(["class", "kind", "values", *CONFIDENCES.values()], rows)] if rows else [told]


def own(basis: Basis) -> list[str]:
    """Return the values that the scenario states itself: of its classes and sites, and its rules."""
    stated = [row for row in basis.assumptions.records() if row["origin"] == "scenario"]
    if not stated:
        return ["The scenario states no value of a class and no rule of its own: all are those of the catalogue."]
    rows = [
        [
            spelled(row["subject"]),
            spelled(row["parameter"]),
            *(("", spelled(row["choice"]), "") if row["choice"] else map(number, (row[end] for end in ENDS))),
            "" if row["unit"] == "1" else row["unit"],
            CONFIDENCES.get(row["confidence"], row["confidence"]),
            row["source"],
        ]
        for row in stated
    ]
    told = (
        f"The scenario states {counted(len(rows), 'value')} of its own, in place of those of the catalogue or of the"
        " defaults:"
    )
    made = [
        f"`{name}` (from {spelled(override.base)})"
        for kind in ("threat", "defence", "sensor")
        for name, override in getattr(basis.prepared.scenario.classes, kind).items()
        if override.base is not None and override.base != name
    ]
    if made:
        told = f"The scenario has classes of its own: {listed(made)}. {told}"
    return [told, table(["of", "value", "low", "most likely", "high", "unit", "confidence", "source"], rows)]


def files(basis: Basis) -> list[str]:
    """Return the paragraph on files outside the scenario, with their hashes."""
    named = basis.prepared.surroundings.files
    if not named:
        return ["No file outside the scenario enters the run."]
    listing = [f"- `{file.file}` (`{file.key}`), SHA-256 `{file.sha256}`" for file in named]
    return ["Files outside the scenario that enter the run:", "\n".join(listing)]


def claims(basis: Basis) -> list[str]:
    """Return the paragraph on public claims, if there are any: they are printed beside the result and enter nothing."""
    stated = () if basis.own_tracks else basis.prepared.scenario.claimed
    if not stated:
        return []
    said = listed(f"{c.destroyed} of {c.launched} {spelled(c.class_name)}" for c in stated)
    sources = list(dict.fromkeys(" ".join(filter(None, (c.source, c.url))) for c in stated if c.source or c.url))
    where = f" ({'; '.join(sources)})" if sources else ""
    told = (
        f"Public claims of what was destroyed ({said}) are those of one belligerent{where}. They are compared with"
        " the result and are no input of the model."
    )
    return [told]
