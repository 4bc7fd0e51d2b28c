"""Every value a run rests on, with its source and confidence: the assumptions of the report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from intercept.base.table import Table
from intercept.scenario.choices import Choice, choices

if TYPE_CHECKING:
    from intercept.catalogue.generic_class import GenericClass
    from intercept.scenario.prepare import Prepared

Row = tuple[str, str, float, float, float, str, str, str, str, str, str, str]
COLUMNS = (
    *("subject", "parameter", "low", "mode", "high", "unit", "choice"),
    *("confidence", "source", "url", "note", "origin"),
)
JUDGEMENT = "model choice (no public source)"
NAN = float("nan")


def assumptions(prepared: Prepared, threat_classes: Iterable[str], *, waves: bool = True) -> Table:
    """Return a row for each value used: of classes that take part, overrides of sites, ground, wind, every choice.

    Columns: subject, parameter, low, mode, high, unit, choice (words, where the value is no number and low, mode and
    high are NaN), confidence (H, M, L or -), source, url, note, origin (catalogue, model choice or scenario).

    Parameters
    ----------
    prepared
        The scenario.
    threat_classes
        Those that are launched.
    waves
        Whether it is the scenario's waves that fly.
    """
    written, expanded, catalogue = prepared.scenario, prepared.expanded, prepared.catalogue
    used = [catalogue.threats[name] for name in _unique(threat_classes)]
    used += [catalogue.defences[name] for name in _unique(unit.class_name for unit in expanded.fire_units)]
    used += [catalogue.sensors[name] for name in _unique(sensor.class_name for sensor in expanded.sensors)]
    rows = [row for generic in used for row in _class_rows(generic)]
    sites = [(site.name, catalogue.defences[site.class_name], site.overrides) for site in written.fire_units]
    sites += [(site.name, catalogue.sensors[site.class_name], site.overrides) for site in written.sensors]
    for name, generic, overrides in sites:
        rows += [_row(name, generic.with_values(overrides), key) for key in overrides]
    rows += _surroundings_rows(prepared)
    rows += [_choice_row(choice) for choice in choices(written, expanded, waves=waves)]
    return Table.of_rows(COLUMNS, rows)


def _unique(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _class_rows(generic: GenericClass) -> list[Row]:
    return [_row(generic.name, generic, key) for key, p in generic.parameters.items() if p.derived == "sourced"]


def _row(subject: str, generic: GenericClass, key: str) -> Row:
    p = generic.parameters[key]
    return (subject, p.name, p.low, p.mode, p.high, p.unit, "", p.confidence, p.source, p.url, p.note, p.origin)


def _surroundings_rows(prepared: Prepared) -> list[Row]:
    """Return the span of the ground and of the wind, with their mean in place of the mode."""
    around, theatre = prepared.surroundings, prepared.scenario.theatre
    hashes = {file.key: f"SHA-256 {file.sha256}" for file in around.files}
    rows: list[Row] = []
    if around.terrain is not None and theatre.terrain is not None:
        (low, high), mean = around.terrain.extremes_m, around.terrain.mean_m
        ground = theatre.terrain
        source = ground.file if ground.kind == "file" else f"generated from seed {ground.seed}"
        note = hashes.get("theatre.terrain", "hills that do not exist")
        rows.append(("theatre", "ground", low, mean, high, "m", "", "-", source, "", note, "scenario"))
    if around.wind is not None and theatre.wind is not None:
        low, mean, high = around.wind.speeds_m_s
        wind = theatre.wind
        source = " ".join(filter(None, (wind.file, wind.time))) if wind.kind == "file" else "scenario file"
        note = hashes.get("theatre.wind", "steady")
        rows.append(("theatre", "wind speed", low, mean, high, "m/s", "", "-", source, "", note, "scenario"))
    return rows


def _choice_row(choice: Choice) -> Row:
    source, origin = ("scenario file", "scenario") if choice.given else (JUDGEMENT, "model choice")
    value = choice.value
    low, mode, high = (NAN, NAN, NAN) if isinstance(value, str) else (value.low, value.mode, value.high)
    words = value if isinstance(value, str) else ""
    return (choice.subject, choice.key, low, mode, high, choice.unit, words, "L", source, "", choice.note, origin)
