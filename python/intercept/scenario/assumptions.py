"""Every value a run rests on, with its source and confidence: the assumptions of the report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from intercept.base.table import Table
from intercept.catalogue.uncertain import Section, Uncertain

if TYPE_CHECKING:
    from intercept.catalogue.generic_class import GenericClass
    from intercept.scenario.model.scenario import Scenario
    from intercept.scenario.prepare import Prepared

Row = tuple[str, str, float, float, float, str, str, str, str, str, str]
COLUMNS = ("subject", "parameter", "low", "mode", "high", "unit", "confidence", "source", "url", "note", "origin")
JUDGEMENT = "model choice (no public source)"


def assumptions(prepared: Prepared, threat_classes: Iterable[str]) -> Table:
    """Return a row for each value used: of classes that take part, sites with overrides, decision rules, ground, wind.

    Columns: subject, parameter, low, mode, high, unit, confidence (H, M, L or -), source, url, note, origin (catalogue,
    model choice or scenario).
    """
    expanded, catalogue = prepared.expanded, prepared.catalogue
    used = [catalogue.threats[name] for name in _unique(threat_classes)]
    used += [catalogue.defences[name] for name in _unique(unit.class_name for unit in expanded.fire_units)]
    used += [catalogue.sensors[name] for name in _unique(sensor.class_name for sensor in expanded.sensors)]
    rows = [row for generic in used for row in _class_rows(generic)]
    sites = [(site.name, catalogue.defences[site.class_name], site.overrides) for site in expanded.fire_units]
    sites += [(site.name, catalogue.sensors[site.class_name], site.overrides) for site in expanded.sensors]
    for name, generic, overrides in sites:
        rows += [_row(name, generic.with_values(overrides), key) for key in overrides]
    decision, default = expanded.decision, type(expanded.decision)()
    for name, unit in (("decision_time_s", "s"), ("common_cause_share", "1")):
        value = getattr(decision, name)
        rows.append(_decision_row("decision", name, value, unit, given=value != getattr(default, name)))
    rows += _warfare_rows(expanded)
    rows += _stock_rows(expanded)
    rows += _doctrine_rows(expanded)
    rows += _surroundings_rows(prepared)
    return Table.of_rows(COLUMNS, rows)


def _unique(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _class_rows(generic: GenericClass) -> list[Row]:
    return [_row(generic.name, generic, key) for key, p in generic.parameters.items() if p.derived == "sourced"]


def _row(subject: str, generic: GenericClass, key: str) -> Row:
    p = generic.parameters[key]
    return (subject, p.name, p.low, p.mode, p.high, p.unit, p.confidence, p.source, p.url, p.note, p.origin)


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
        rows.append(("theatre", "ground", low, mean, high, "m", "-", source, "", note, "scenario"))
    if around.wind is not None and theatre.wind is not None:
        low, mean, high = around.wind.speeds_m_s
        wind = theatre.wind
        source = " ".join(filter(None, (wind.file, wind.time))) if wind.kind == "file" else "scenario file"
        note = hashes.get("theatre.wind", "steady")
        rows.append(("theatre", "wind speed", low, mean, high, "m/s", "-", source, "", note, "scenario"))
    return rows


def _warfare_rows(expanded: Scenario) -> list[Row]:
    warfare = expanded.electronic_warfare
    rows = []
    for name, share in warfare.jam_share.items():
        rows.append(_decision_row(name, "jam_share", share, "1", given=True))
        crash = warfare.crash_share(name)
        rows.append(_decision_row(name, "jam_crash_share", crash, "1", given=name in warfare.jam_crash_share))
    for name, decoys in expanded.raid.decoys.items():
        rows.append(_decision_row(name, "decoy_share", decoys.share, "1", given=True))
        rows.append(_decision_row(name, "discrimination_share", decoys.recognised, "1", given=True))
    return rows


def _stock_rows(expanded: Scenario) -> list[Row]:
    units = {"depot_rounds": "1", "resupply_per_day": "1/d", "delivery_time_h": "h"}
    return [
        _decision_row(name, key, getattr(stock, key), unit, given=_stated(stock, key))
        for name, stock in expanded.stocks.items()
        for key, unit in units.items()
    ]


def _doctrine_rows(expanded: Scenario) -> list[Row]:
    """Return the doctrine: of the decision, and of the fire units where they differ."""
    decision = expanded.decision
    rows = [
        _number_row("decision", name, getattr(decision, name), given=_stated(decision, name))
        for name in ("deconfliction_delay_s", "rounds_per_target_max", "kill_correlation")
    ]
    for name in ("engagements_per_target_max", "top_up_after_min", "salvo_spacing_s"):
        for value in sorted({getattr(unit.doctrine, name) for unit in expanded.fire_units}):
            given = value != type(expanded.fire_units[0].doctrine).model_fields[name].default
            rows.append(_number_row("fire units", name, value, given=given))
    return [*rows, *_optional_rows(expanded)]


def _optional_rows(expanded: Scenario) -> list[Row]:
    """Return the rules that are off unless the scenario states them."""
    decision = expanded.decision
    rooms = {unit.doctrine.waiting_max for unit in expanded.fire_units}
    values: list[tuple[str, str, float | None]] = [
        ("decision", "self_defence_range_km", decision.self_defence_range_km),
        *(("fire units", "waiting_max", room) for room in sorted(room for room in rooms if room is not None)),
    ]
    for post in decision.command_posts or ():
        values += [(post.name, "operators", post.operators), (post.name, "operator_time_s", post.operator_time_s)]
    for of, geometry in (decision.kill_geometry or {}).items():
        values += [(of, name, value) for name, value in geometry.columns().items()]
    values += [(sensor.name, "tracks_max", sensor.tracks_max) for sensor in expanded.sensors]
    return [_number_row(of, name, value, given=True) for of, name, value in values if value is not None]


def _stated(part: Section, name: str) -> bool:
    """Whether a value is another than the default; a default that is written out is the model's choice still."""
    return bool(getattr(part, name) != type(part).model_fields[name].default)


def _number_row(subject: str, name: str, value: float, *, given: bool) -> Row:
    unit = next(
        (unit for unit in ("m/s", "m/s2", "s", "min", "km", "m") if name.endswith("_" + unit.replace("/", "_"))), "1"
    )
    return _decision_row(subject, name, Uncertain(low=value, mode=value, high=value), unit, given=given)


def _decision_row(subject: str, name: str, value: Uncertain, unit: str, *, given: bool) -> Row:
    source, origin = ("scenario file", "scenario") if given else (JUDGEMENT, "model choice")
    return (subject, name, value.low, value.mode, value.high, unit, "L", source, "", "", origin)
