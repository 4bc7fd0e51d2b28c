"""From a scenario to a plan.

Names are looked up, degrees and kilometres become radians and metres, priors become drawn values. Threats are drawn one
by one; what is not known about a class of defence or sensor is common to all its units.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from intercept.base.arguments import instance, refused, whole
from intercept.base.outside import of_scenario
from intercept.engagement.chances import BY_VECTOR, THREAT_SHARES, Chances, Keys, keys_of
from intercept.engagement.plan import Plan
from intercept.errors import ScenarioError
from intercept.flight.trajectories import Trajectories
from intercept.flight.under_ground import heed_ground
from intercept.scenario.columns import columns_of
from intercept.scenario.compile_command import comes_at
from intercept.scenario.compile_sensors import compile_sensors, compile_warnings
from intercept.scenario.compile_threats import compile_threats
from intercept.scenario.compile_units import compile_fire_units
from intercept.scenario.design import VECTORS_MAX, Design
from intercept.scenario.drawn import by_vector
from intercept.scenario.given_threats import classes_of, given_threats
from intercept.scenario.luck import as_up
from intercept.scenario.prepare import Prepared, Sample, prepare
from intercept.scenario.read import scenario_of
from intercept.scenario.unknowns import (
    DECISION_TIME,
    MOST_LIKELY,
    Vectors,
    crash_column,
    decoy_columns,
    failure_column,
    jam_column,
)

if TYPE_CHECKING:
    from intercept.scenario.model.scenario import Scenario

Array = npt.NDArray[np.float64]
# The largest number of a draw, and the largest seed.
NUMBER_MAX = 2**53
# The only wave of threats of one's own.
OWN_WAVE = "tracks"


def compile_plan(
    scenario: Scenario | str | Path | Prepared,
    draw: int | None = None,
    seed: int | None = None,
    *,
    luck: int | None = None,
    trajectories: Trajectories | None = None,
) -> Plan:
    """Compile a scenario: with its most likely values, or with those of one vector of what is not known.

    Model, sources, limits: docs/models/uncertainty.md.

    Parameters
    ----------
    scenario
        A scenario, the path of its file, or what `prepare` made of one.
    draw
        Number e of a vector, as in the tables of a run with the scenario's `run.vectors`; None for the most likely
        value of everything.
    seed
        Seed of the draws; the scenario's `run.seed` unless given.
    luck
        Number a of a replication of that vector: only the sensors that are up in it are compiled, and `Plan.down` names
        those that are not. All are up unless given: which are down is luck, and not part of what is not known.
    trajectories
        Threats of your own in place of the scenario's raid, of waves or tracks, made by `Trajectories.from_samples` and
        its like with a `threat_class` of the catalogue or the scenario. They fly as they are in every draw: nothing of
        them is drawn, none fails in flight, and they fly to no asset. Unless given, a radar cross-section is the most
        likely one of the class.

    Returns
    -------
    Plan
        Arrays in SI units and radians, with one vector.

    Raises
    ------
    UnreachableError
        A destination lies beyond the reach of the class sent there; the message says by how much.
    ScenarioError
        The scenario has no raid, and no trajectories are given.
    InvalidParameterError
        The value is not a scenario, the draw, seed or luck is not a whole number from 0 to 2^53, or the trajectories
        have no class or one that is unknown, or lie far below the ground.

    Examples
    --------
    >>> import intercept as ic
    >>> scenario = ic.Scenario.from_file("examples/notional-small.toml")
    >>> ic.compile_plan(scenario, draw=3).draw
    3
    """
    prepared = scenario if isinstance(scenario, Prepared) else prepare(scenario_of("scenario", scenario))
    heed_ground_of(prepared, trajectories)
    trajectories = prepared.tracks if trajectories is None else trajectories
    run = prepared.scenario.run
    seed = whole("seed", run.seed if seed is None else seed, 0, NUMBER_MAX)
    if draw is None:
        if luck is not None:
            raise refused("luck", luck, "left out without a draw: in the most likely case everything is up")
        return _of_file(prepared, MOST_LIKELY, seed, trajectories)
    draw = whole("draw", draw, 0, NUMBER_MAX)
    scramble, place = divmod(draw, VECTORS_MAX)
    point, number = divmod(place, run.vectors)
    design = design_of(prepared, seed=seed, vectors=run.vectors, points=1, scrambles=1, trajectories=trajectories)
    vectors = design.of_geometry(scramble, point).only(number)
    plan = replace(_of_file(prepared, vectors, seed, trajectories), draw=draw)
    return plan if luck is None else as_up(plan, seed, draw, whole("luck", luck, 0, NUMBER_MAX))


def _of_file(prepared: Prepared, vectors: Vectors, seed: int, trajectories: Trajectories | None) -> Plan:
    """Return what `compile_vectors` does; an error names the scenario's file."""
    with of_scenario(prepared.file):
        return compile_vectors(prepared, vectors, seed, trajectories=trajectories)


def heed_ground_of(prepared: Prepared, trajectories: Trajectories | None) -> None:
    """Warn of trajectories in place of a raid that lie below the ground of a scenario; raises as `heed_ground`.

    Those that the scenario names were looked at when it was prepared.
    """
    if trajectories is not None and trajectories is not prepared.tracks:
        heed_ground(instance("trajectories", trajectories, Trajectories), prepared.surroundings.terrain)


def design_of(
    prepared: Prepared, *, trajectories: Trajectories | None, sampling: object = "sobol", **settings: int
) -> Design:
    """Return the design of a scenario's vectors: `settings` are those of `Design`.

    Raises
    ------
    ScenarioError, InvalidParameterError
        As of `compile_plan`, or a setting or the sampling is not allowed.
    """
    names = threat_classes_of(prepared, trajectories)
    return Design.of(
        columns_of(prepared, names, fails=trajectories is None),
        sampling,
        kill_correlation=prepared.expanded.decision.kill_correlation,
        **settings,
    )


def compile_vectors(
    prepared: Prepared, vectors: Vectors, seed: int, *, trajectories: Trajectories | None = None
) -> Plan:
    """Return the plan of one geometry, whose chances have a row for each of its vectors; raises as `compile_plan`."""
    expanded, around = prepared.expanded, prepared.surroundings
    names = threat_classes_of(prepared, trajectories)
    drawn = Sample(prepared, names, seed, vectors)
    sensors, watch = compile_sensors(expanded.theatre.light, drawn)
    if trajectories is None:
        threats, asset = compile_threats(expanded.raid, expanded.assets, expanded.clock_start, drawn)
        wave_names = tuple(wave.name for wave in expanded.raid.waves)
    else:
        threats, asset = given_threats(trajectories, names, prepared.catalogue)
        wave_names = (OWN_WAVE,)
    shares = _shares(prepared, drawn, fails=trajectories is None)
    jitter_s = _jitter_s(expanded, threats.wave, flown=trajectories is not None)
    units, stores = compile_fire_units(expanded, drawn)
    decision_time_s = vectors.value(DECISION_TIME, expanded.decision.decision_time_s)
    chances = Chances(
        **shares._asdict(),
        decision_time_s=decision_time_s,
        threat_keys=_threat_keys(wave_names, _counts(threats.wave, wave_names)),
        asset=asset,
        comes_at=comes_at(expanded, prepared.unit_sites, asset),
        jitter_s=jitter_s,
        asset_names=tuple(asset.name for asset in expanded.assets),
        asset_classes=tuple(asset.class_name for asset in expanded.assets),
        asset_values=np.array([asset.value for asset in expanded.assets], dtype=float),
        **stores._asdict(),
        **watch._asdict(),
    )
    return Plan(
        scenario_name=prepared.scenario.name,
        scenario_hash=prepared.hash,
        draw=None if vectors.is_likely else vectors.first,
        wave_names=wave_names,
        threat_classes=names,
        threats=threats,
        sensors=sensors,
        units=units,
        decision_time_s=float(decision_time_s[0]),
        warning_s=compile_warnings(expanded.decision.warning_class, drawn),
        chances=chances,
        terrain=around.terrain,
        wind=around.wind,
    )


def by_vector_of(
    prepared: Prepared, vectors: Vectors, seed: int, *, trajectories: Trajectories | None = None
) -> dict[str, Array]:
    """Return `BY_VECTOR` of the chances of a geometry, without its threats; raises as `compile_plan`."""
    drawn = Sample(prepared, threat_classes_of(prepared, trajectories), seed, vectors)
    watch = compile_sensors(prepared.expanded.theatre.light, drawn)[1]
    stores = compile_fire_units(prepared.expanded, drawn)[1]
    shares = _shares(prepared, drawn, fails=trajectories is None)
    found = {**shares._asdict(), **stores._asdict(), **watch._asdict()}
    found["decision_time_s"] = vectors.value(DECISION_TIME, prepared.expanded.decision.decision_time_s)
    return {name: found[name] for name in BY_VECTOR}


def threat_classes_of(prepared: Prepared, trajectories: Trajectories | None) -> tuple[str, ...]:
    """Return the threat classes that fly, in the order of a plan; raises as `compile_plan`."""
    if trajectories is not None:
        return classes_of(instance("trajectories", trajectories, Trajectories), prepared.catalogue)
    waves = prepared.expanded.raid.waves
    if not waves:
        with of_scenario(prepared.file):
            raise ScenarioError(
                "raid.waves = [] is not allowed: must have at least 1 item, unless the threats are tracks of your own"
            )
    return tuple(dict.fromkeys(wave.class_name for wave in waves))


def _counts(wave: npt.NDArray[np.uint64], wave_names: tuple[str, ...]) -> tuple[int, ...]:
    """Return the number of threats in each wave."""
    return tuple(np.bincount(wave.astype(np.intp), minlength=len(wave_names)).tolist())


@lru_cache(maxsize=64)
def _threat_keys(wave_names: tuple[str, ...], counts: tuple[int, ...]) -> Keys:
    """Return the key of each threat's luck, by the name of its wave and its number in it from 1; wave after wave."""
    waves = zip(wave_names, counts, strict=True)
    keys = keys_of("threat", [f"{name} {k}" for name, count in waves for k in range(1, count + 1)])
    # All geometries share them.
    keys.flags.writeable = False
    return keys


class _Shares(NamedTuple):
    """Shares of each threat class in each vector."""

    failure_share: Array
    jam_share: Array
    jam_crash_share: Array
    decoy_share: Array
    discrimination_share: Array


def _shares(prepared: Prepared, sample: Sample, *, fails: bool) -> _Shares:
    """Return the shares of each threat class in each vector; nothing that has flown fails."""
    expanded, vectors = prepared.expanded, sample.vectors
    warfare, decoys = expanded.electronic_warfare, expanded.raid.decoys
    found: dict[str, list[npt.NDArray[np.float64]]] = {name: [] for name in THREAT_SHARES}
    for name in sample.threat_classes:
        failure = prepared.catalogue.threats[name].parameters["in_flight_failure_share"]
        decoy = decoys.get(name)
        priors = {
            "failure_share": (failure_column(name), failure if fails else None),
            "jam_share": (jam_column(name), warfare.jam_share.get(name)),
            "jam_crash_share": (crash_column(name), warfare.crash_share(name)),
            "decoy_share": (decoy_columns(name)[0], None if decoy is None else decoy.share),
            "discrimination_share": (decoy_columns(name)[1], None if decoy is None else decoy.recognised),
        }
        for share, (column, prior) in priors.items():
            found[share].append(np.zeros(vectors.count) if prior is None else vectors.value(column, prior))
    return _Shares(**{share: by_vector(columns, vectors) for share, columns in found.items()})


def _jitter_s(expanded: Scenario, wave: npt.NDArray[np.uint64], *, flown: bool) -> npt.NDArray[np.float64]:
    """Return by how much the times of each threat may be moved (s): not those of what has flown."""
    if flown:
        return np.zeros(len(wave))
    return np.array([60.0 * each.jitter_min for each in expanded.raid.waves])[wave.astype(np.intp)]
