"""From arrays of a run to the tables of a result."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

import intercept._core as _core
from intercept.base.table import Table
from intercept.earth.frames import ecef_to_geodetic
from intercept.earth.local_frame import Frame
from intercept.engagement.tables import time_zero
from intercept.raid.claimed import Claimed
from intercept.raid.course_tables import causes_by_asset, causes_by_wave, night, shortages
from intercept.raid.map_data import MapData, Track
from intercept.raid.outcome_tables import assets, causes, draws, estimates, kills, outcomes, rounds, waits
from intercept.raid.result import Result
from intercept.raid.sampling import Sampling
from intercept.scenario.assumptions import assumptions
from intercept.scenario.design import SCHEME_VERSION

if TYPE_CHECKING:
    from intercept.base.column import Column
    from intercept.earth.terrain import Terrain
    from intercept.engagement.plan import Plan
    from intercept.flight.trajectories import Trajectories
    from intercept.raid.geometry import Clock, Geometry
    from intercept.raid.sample import Sampled, Sampler
    from intercept.scenario.model.scenario import Scenario
    from intercept.scenario.prepare import Prepared

# Points of a track on the map; a straight leg needs few.
TRACK_POINTS = 32
# Of the ground on the map, each way.
GROUND_POINTS = 121


def result(
    prepared: Prepared,
    likely: Geometry,
    found: Sampled,
    *,
    sampler: Sampler,
    clock: Clock,
) -> Result:
    """Return the result of a run from its most likely geometry and its replications."""
    with clock.stage("assemble"):
        scenario, plan = prepared.scenario, likely.plan
        # The tables of threats and the map show the most likely geometry.
        flown = likely.windows.trajectories.table()
        given = likely.windows.trajectories
        own = "" if given.recorded is None or given is prepared.tracks else ", own tracks"
        # A claim counts the scenario's raid, not the tracks that take its place.
        claims = () if own else scenario.claimed
        reasons = likely.windows.reason_table()
        names, units = plan.threat_classes, plan.units.class_names
        drawn_map = _map(prepared, likely, flown["flight_time_s"])
        files = files_of(prepared, given)
        tables: dict[str, Any] = {
            "windows": likely.windows.table(),
            "reasons": reasons.take(reasons["reason"] != "engageable"),
            "outcomes": outcomes(found.tally, names),
            "causes": causes(found.tally, names),
            "rounds": rounds(found.tally, units),
            "assets": assets(found, plan.chances.asset_names, plan.chances.asset_classes),
            "kills": kills(found, units),
            "waits": waits(found),
            **_course(found, plan),
            "estimates": estimates(found, units),
            "draws": draws(found),
            "threats": _threats(likely, flown),
            "assumptions": assumptions(prepared, names, waves=not own),
        }
    return Result(
        scenario_name=scenario.name + own,
        scenario_hash=prepared.hash,
        seed=found.design.seed,
        sampling=sampling_of(found, sampler.until),
        replications_planned=found.planned,
        replications_done=len(found.tally),
        interrupted=sampler.interrupted,
        version=_core.VERSION,
        timings=dict(clock.spent),
        claimed=tuple(
            Claimed(c.class_name, c.launched, c.destroyed, c.not_reach_goal, c.source, c.url) for c in claims
        ),
        map=drawn_map,
        surroundings=prepared.surroundings.told(),
        outside_files=files,
        **tables,
    )


def _course(found: Sampled, plan: Plan) -> dict[str, Table]:
    """Return the tables of the course of the night."""
    sums, chances = found.tally.course, plan.chances
    if sums is None:
        raise AssertionError("replications of a run are summed up")
    return {
        "night": night(sums, plan),
        "shortages": shortages(sums, plan.units.class_names),
        "causes_by_asset": causes_by_asset(sums, chances.asset_names, chances.asset_classes),
        "causes_by_wave": causes_by_wave(sums, plan.wave_names),
    }


def files_of(prepared: Prepared, given: Trajectories | None) -> tuple[tuple[str, str, str], ...]:
    """Return the files that a run rests on beside the scenario: what names each, its name, its hash."""
    known = None if given is None else given.recorded
    own: dict[tuple[str, str, str], None] = {}
    if given is not prepared.tracks and known is not None and "file" in known:
        own = dict.fromkeys(("trajectories", *each) for each in zip(known["file"], known["file_sha256"], strict=True))
    # The tracks that a scenario names are not read where others take their place.
    named = [file for file in prepared.files if file.key != "raid.tracks" or given is prepared.tracks]
    return (*((file.key, file.file, file.sha256) for file in named), *own)


def sampling_of(found: Sampled, until: float | None) -> Sampling:
    """Return how a run was drawn, and whether the error asked for was met."""
    error = found.mean_error()
    return Sampling(
        scheme=found.design.scheme,
        version=SCHEME_VERSION,
        scrambles=len(found.scrambles),
        points=found.points,
        vectors=found.design.vectors,
        replications=found.luck,
        route_pairs=0 if found.routes is None else len(found.routes[0]) // found.luck,
        until=until,
        until_met=None if until is None else math.isfinite(error) and error <= until,
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
    latitude, longitude, altitude = ecef_to_geodetic(position)
    local = (*frame.to_local(latitude, longitude), altitude)
    east, north, up = (x.reshape(-1, TRACK_POINTS) / 1e3 for x in local)
    names = [plan.threat_classes[int(i)] for i in plan.threats.class_index]
    tracks: tuple[Track, ...] = tuple((name, east[i], north[i], up[i]) for i, name in enumerate(names))
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
    rows: list[tuple[str, str, str, float, float, float, float]] = [
        ("asset", a.name, a.class_name, a.position.east_km, a.position.north_km, np.nan, np.nan)
        for a in expanded.assets
    ]
    rows += [
        ("launch_area", a.name, "launch_area", a.position.east_km, a.position.north_km, a.radius_km, np.nan)
        for a in expanded.raid.launch_areas
    ]
    reach = dict(zip(plan.sensors.names, _sensor_reach_km(geometry), strict=True))
    rows += [
        ("sensor", s.name, s.class_name, s.position.east_km, s.position.north_km, reach.get(s.name, np.nan), np.nan)
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
            units.column("altitude_max_m")[i] / 1e3,
        )
        for i, name in enumerate(units.names)
    ]
    columns = ("kind", "name", "class", "east_km", "north_km", "range_km", "altitude_max_km")
    return Table.of_rows(columns, rows)


def _sensor_reach_km(geometry: Geometry) -> list[float]:
    """Return the longest range of each sensor against any class: instrumented range or fixed range."""
    sensors = geometry.plan.sensors
    fixed = sensors.range_by_class_m.max(axis=1, initial=0.0)
    instrumented = sensors.column("instrumented_range_m")
    return [float(r) / 1e3 for r in np.where(np.isnan(instrumented), fixed, instrumented)]
