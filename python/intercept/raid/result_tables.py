"""From arrays of a run to the tables of a result."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.base.table import Table
from intercept.earth.frames import ecef_to_geodetic
from intercept.earth.local_frame import Frame
from intercept.engagement.tables import time_zero
from intercept.raid.result import Claimed, MapData, Result, Track
from intercept.raid.simulate import FATES, Tally
from intercept.raid.spread import QUANTILES
from intercept.scenario.assumptions import assumptions

if TYPE_CHECKING:
    from intercept.base.table import Column
    from intercept.earth.terrain import Terrain
    from intercept.flight.trajectories import Trajectories
    from intercept.raid.geometry import Geometry
    from intercept.scenario.model.scenario import Scenario
    from intercept.scenario.prepare import Prepared

# Points of a track on the map; a straight leg needs few.
TRACK_POINTS = 32
# Of the ground on the map, each way.
GROUND_POINTS = 121
SWEEP_COLUMNS = (
    *("parameter", "value", "replications", "threat_class", "launched"),
    *("leaked_mean", "leaked_p05", "leaked_p50", "leaked_p95", "intercepted_share_mean"),
)


def result(  # noqa: PLR0913 - the parts of a result
    prepared: Prepared,
    geometries: Sequence[Geometry],
    tally: Tally,
    *,
    seed: int,
    planned: int,
    interrupted: bool,
    timings: dict[str, float],
    sweep: Table | None,
) -> Result:
    """Return the result of a run from its geometry samples and its tally."""
    scenario, plan = prepared.scenario, geometries[0].plan
    # The tables of threats and the map show the first sample.
    flown = geometries[0].windows.trajectories.table()
    given = geometries[0].windows.trajectories
    own = "" if given.recorded is None or given is prepared.tracks else ", own tracks"
    # A claim counts the scenario's raid, not the tracks that take its place.
    claims = () if own else scenario.claimed
    reasons = Table.concatenate([geometry.windows.reason_table() for geometry in geometries])
    return Result(
        scenario_name=scenario.name + own,
        scenario_hash=prepared.hash,
        seed=seed,
        replications_planned=planned,
        replications_done=len(tally),
        interrupted=interrupted,
        geometry_samples=len(geometries),
        version=_core.VERSION,
        timings=dict(timings),
        windows=Table.concatenate([geometry.windows.table() for geometry in geometries]),
        reasons=reasons.take(reasons["reason"] != "engageable"),
        outcomes=_outcomes(tally, plan.threat_classes),
        rounds=_rounds(tally, plan.units.class_names),
        assets=_assets(tally, plan.chances.asset_names, plan.chances.asset_classes),
        kills=_kills(tally, plan.units.class_names, plan.threat_classes),
        threats=_threats(geometries[0], flown),
        claimed=tuple(
            Claimed(c.class_name, c.launched, c.destroyed, c.not_reach_goal, c.source, c.url) for c in claims
        ),
        assumptions=assumptions(prepared, plan.threat_classes),
        map=_map(prepared, geometries[0], flown["flight_time_s"]),
        sweep=sweep,
        surroundings=prepared.surroundings.told(),
        outside_files=_files(prepared, given),
    )


def _files(prepared: Prepared, given: Trajectories) -> tuple[tuple[str, str, str], ...]:
    """Return the files that a run rests on beside the scenario: what names each, its name, its hash."""
    known = given.recorded
    own: dict[tuple[str, str, str], None] = {}
    if given is not prepared.tracks and known is not None and "file" in known:
        own = dict.fromkeys(("trajectories", *each) for each in zip(known["file"], known["file_sha256"], strict=True))
    # The tracks that a scenario names are not read where others take their place.
    named = [file for file in prepared.files if file.key != "raid.tracks" or given is prepared.tracks]
    return (*((file.key, file.file, file.sha256) for file in named), *own)


def _outcomes(tally: Tally, classes: Sequence[str]) -> Table:
    table = tally.table()
    names = np.array(classes, dtype=str)[table["class_index"]]
    return Table(
        {
            "replication": table["replication"],
            "threat_class": names,
            "launched": table["launched"],
            **{fate: table[fate] for fate in FATES},
        }
    )


def _by_name(names: Sequence[str]) -> tuple[list[str], npt.NDArray[np.int64]]:
    """Return the distinct names in order, and which of them each name is: variants of a class count as the class."""
    distinct = list(dict.fromkeys(names))
    return distinct, np.array([distinct.index(name) for name in names], dtype=np.int64)


def _rounds(tally: Tally, variants: Sequence[str]) -> Table:
    names, index = _by_name(variants)
    by_variant = tally.rounds.astype(np.int64)
    rounds = np.zeros((len(tally), len(names)), dtype=np.int64)
    for k in range(len(names)):
        rounds[:, k] = by_variant[:, index == k].sum(axis=1)
    return Table(
        {
            "replication": np.repeat(tally.replication.astype(np.int64), len(names)),
            "defence_class": np.tile(np.array(names, dtype=str), len(tally)),
            "rounds": rounds.ravel(),
        }
    )


def _assets(tally: Tally, names: Sequence[str], classes: Sequence[str]) -> Table:
    """Return the spread of what leaks to each asset; a row for each replication would be by far the largest table."""
    leaked = tally.leaked.astype(np.int64)
    if not len(leaked):
        leaked = np.zeros((1, len(names)), dtype=np.int64)
    low, high = np.quantile(leaked, [0.05, 0.95], axis=0, method="inverted_cdf")
    return Table(
        {
            "asset": np.array(names, dtype=str),
            "asset_class": np.array(classes, dtype=str),
            "leaked_total": leaked.sum(axis=0),
            "leaked_mean": leaked.mean(axis=0),
            "leaked_p05": low,
            "leaked_p95": high,
        }
    )


def _kills(tally: Tally, variants: Sequence[str], threats: Sequence[str]) -> Table:
    names, index = _by_name(variants)
    kills = np.zeros((len(names), len(threats)), dtype=np.int64)
    np.add.at(kills, index, tally.kills.astype(np.int64))
    return Table(
        {
            "defence_class": np.repeat(np.array(names, dtype=str), len(threats)),
            "threat_class": np.tile(np.array(threats, dtype=str), len(names)),
            "kills": kills.ravel(),
        }
    )


def _threats(geometry: Geometry, flown: Table) -> Table:
    plan, known = geometry.plan, geometry.windows.trajectories.recorded
    return Table(
        {
            "threat": np.arange(len(plan)),
            **({} if known is None else {"threat_name": known["row"]}),
            "threat_class": np.array(plan.threat_classes, dtype=str)[plan.threats.class_index],
            "wave": np.array(plan.wave_names, dtype=str)[plan.threats.wave],
            **time_zero(geometry.windows),
            "launch_s": plan.threats.launch_s,
            "arrival_s": plan.threats.launch_s + flown["flight_time_s"],
            "distance_km": flown["distance_km"],
            "apogee_km": flown["apogee_km"],
            "speed_max_m_s": flown["speed_max_m_s"],
            "impact_speed_m_s": flown["impact_speed_m_s"],
            "outcome": flown["outcome"],
            "first_detection_s": geometry.windows.first_detection_s,
        }
    )


def _map(prepared: Prepared, geometry: Geometry, flight_time_s: Column) -> MapData:
    frame, plan, trajectories = prepared.frame, geometry.plan, geometry.windows.trajectories
    share = np.linspace(0.0, 1.0, TRACK_POINTS)
    rows = np.repeat(np.arange(len(plan)), TRACK_POINTS)
    position, _ = trajectories.sample(rows, (flight_time_s[:, None] * share).ravel())
    latitude, longitude, _ = ecef_to_geodetic(position)
    east, north = (x.reshape(-1, TRACK_POINTS) / 1e3 for x in frame.to_local(latitude, longitude))
    names = [plan.threat_classes[int(i)] for i in plan.threats.class_index]
    tracks: tuple[Track, ...] = tuple((name, east[i], north[i]) for i, name in enumerate(names))
    sites = _sites(prepared.expanded, geometry, frame)
    if plan.terrain is None:
        return MapData(tracks, sites)
    edges = [
        (min(map(np.min, values), default=0.0), max(map(np.max, values), default=0.0))
        for values in ((*east, sites["east_km"]), (*north, sites["north_km"]))
    ]
    return MapData(tracks, sites, _ground(frame, plan.terrain, *edges))


def _ground(frame: Frame, terrain: Terrain, *spans: tuple[float, float]) -> tuple[Column, Column, Column]:
    """Return places east and north (km) over two spans, and the heights of the ground there (m)."""
    east, north = (np.linspace(low, high, GROUND_POINTS) for low, high in spans)
    columns, rows = np.meshgrid(1e3 * east, 1e3 * north)
    height = terrain.height_m(*frame.to_geodetic(columns.ravel(), rows.ravel()))
    return east, north, height.reshape(rows.shape)


def _sites(expanded: Scenario, geometry: Geometry, frame: Frame) -> Table:
    plan = geometry.plan
    units = plan.units
    rows: list[tuple[str, str, str, float, float, float]] = [
        ("asset", a.name, a.class_name, a.position.east_km, a.position.north_km, np.nan) for a in expanded.assets
    ]
    rows += [
        ("launch_area", a.name, "launch_area", a.position.east_km, a.position.north_km, a.radius_km)
        for a in expanded.raid.launch_areas
    ]
    reach = dict(zip(plan.sensors.names, _sensor_reach_km(geometry), strict=True))
    rows += [
        ("sensor", s.name, s.class_name, s.position.east_km, s.position.north_km, reach.get(s.name, np.nan))
        for s in expanded.sensors
    ]
    east, north = frame.to_local(units.column("latitude_rad").copy(), units.column("longitude_rad").copy())
    rows += [
        (
            "fire_unit",
            name,
            units.class_names[int(units.variant[i])],
            east[i] / 1e3,
            north[i] / 1e3,
            units.column("slant_range_max_m")[i] / 1e3,
        )
        for i, name in enumerate(units.names)
    ]
    return Table.of_rows(("kind", "name", "class", "east_km", "north_km", "range_km"), rows)


def _sensor_reach_km(geometry: Geometry) -> list[float]:
    """Return the longest range of each working sensor against any class: instrumented range or fixed range."""
    sensors = geometry.plan.sensors
    fixed = sensors.range_by_class_m.max(axis=1, initial=0.0)
    instrumented = sensors.column("instrumented_range_m")
    return [float(r) / 1e3 for r in np.where(np.isnan(instrumented), fixed, instrumented)]


@dataclass(frozen=True)
class SweepPoint:
    """One value of a sweep's key, and the tally of the raid with it."""

    key: str
    value: object
    tally: Tally
    threat_classes: tuple[str, ...]


def sweep_table(points: Sequence[SweepPoint]) -> Table:
    """Return the leak curve of a sweep: one row for each value and threat class, and one for all classes."""
    rows = []
    for point in points:
        value, tally = point.value, point.tally
        shown = float(value) if isinstance(value, int | float) else str(value)
        launched, leaked = tally.fates.sum(axis=2), tally.fates[:, :, FATES.index("leaked")]
        killed = tally.fates[:, :, FATES.index("intercepted")]
        for i, name in enumerate((*point.threat_classes, "all")):
            pick = slice(None) if name == "all" else slice(i, i + 1)
            sent, through, shot = (x[:, pick].sum(axis=1).astype(np.int64) for x in (launched, leaked, killed))
            quantiles = np.quantile(through, QUANTILES, method="inverted_cdf")
            share = float(np.mean(shot / np.maximum(sent, 1)))
            rows.append((point.key, shown, len(tally), name, int(sent[0]), float(through.mean()), *quantiles, share))
    return Table.of_rows(SWEEP_COLUMNS, rows)
