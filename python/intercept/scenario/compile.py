"""From a scenario to a plan.

Names are looked up, degrees and kilometres become radians and metres, priors become drawn values. Threats are drawn one
by one; what is not known about a class of defence or sensor is common to all its units, drawn once a geometry sample.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from intercept.base.arguments import instance, whole
from intercept.catalogue.draw import stream, triangular_quantile
from intercept.engagement.plan import Chances, Plan
from intercept.errors import ScenarioError
from intercept.flight.trajectories import Trajectories
from intercept.scenario.compile_defence import compile_fire_units, compile_sensors, compile_warnings
from intercept.scenario.compile_threats import compile_threats
from intercept.scenario.given_threats import classes_of, given_threats
from intercept.scenario.most_likely import settled
from intercept.scenario.prepare import Prepared, Sample, prepare

if TYPE_CHECKING:
    from intercept.catalogue.uncertain import Uncertain
    from intercept.scenario.model.scenario import Scenario

# The largest number of a sample, and the largest seed.
NUMBER_MAX = 2**53
# The only wave of threats of one's own.
OWN_WAVE = "tracks"


def compile_plan(
    scenario: Scenario | Prepared,
    sample: int | None = 0,
    seed: int | None = None,
    *,
    trajectories: Trajectories | None = None,
) -> Plan:
    """Compile one geometry sample of a scenario.

    Parameters
    ----------
    scenario
        The scenario, or what `prepare` made of it.
    sample
        Number of the geometry sample, from 0; or None, with trajectories, for the defence without chance: every site is
        up, and every value the most likely one.
    seed
        Seed of the draws; the scenario's `run.seed` unless given.
    trajectories
        Threats of your own in place of the scenario's raid, of waves or tracks, made by `Trajectories.from_samples` and
        its like with a `threat_class` of the catalogue or the scenario. They fly as they are in every sample: nothing
        of them is drawn, none fails in flight, and they fly to no asset. Unless given, a radar cross-section is the
        most likely one of the class.

    Returns
    -------
    Plan
        Arrays in SI units and radians.

    Raises
    ------
    UnreachableError
        A destination lies beyond the reach of the class sent there; the message says by how much.
    ScenarioError
        The scenario has no raid, and no trajectories are given.
    InvalidParameterError
        The value is not a scenario, the sample or seed is not a whole number from 0 to 2^53, or the trajectories have
        no class or one that is unknown.
    """
    prepared = scenario if isinstance(scenario, Prepared) else prepare(scenario)
    trajectories = prepared.tracks if trajectories is None else trajectories
    if sample is None and trajectories is not None:
        prepared, sample = settled(prepared), 0
    expanded, catalogue, frame = prepared.expanded, prepared.catalogue, prepared.frame
    sample = whole("sample", sample, 0, NUMBER_MAX)
    seed = whole("seed", expanded.run.seed if seed is None else seed, 0, NUMBER_MAX)
    around = prepared.surroundings
    own = None if trajectories is None else instance("trajectories", trajectories, Trajectories)
    names = _raid_classes(expanded) if own is None else classes_of(own, catalogue)
    drawn = Sample(catalogue, frame, names, seed, sample, around.terrain)
    sensors = compile_sensors(expanded.sensors, expanded.theatre.light, drawn)
    if own is None:
        threats, asset = compile_threats(expanded.raid, expanded.assets, expanded.clock_start, drawn)
        wave_names = tuple(wave.name for wave in expanded.raid.waves)
    else:
        threats, asset = given_threats(own, names, catalogue)
        wave_names = (OWN_WAVE,)
    units, stores = compile_fire_units(expanded.fire_units, expanded.decision, sensors.names, drawn)
    chances = Chances(
        threat_priors=_threat_priors(prepared, names, fails=own is None),
        asset_names=tuple(asset.name for asset in expanded.assets),
        asset_classes=tuple(asset.class_name for asset in expanded.assets),
        asset=asset,
        **stores._asdict(),
    )
    return Plan(
        scenario_hash=prepared.hash,
        sample=sample,
        wave_names=wave_names,
        threat_classes=names,
        threats=threats,
        sensors=sensors,
        units=units,
        decision_time_s=_drawn(expanded.decision.decision_time_s, seed, sample),
        warning_s=compile_warnings(expanded.decision.warning_class, drawn),
        chances=chances,
        terrain=around.terrain,
        wind=around.wind,
    )


def _raid_classes(scenario: Scenario) -> tuple[str, ...]:
    if not scenario.raid.waves:
        raise ScenarioError(
            "raid.waves = [] is not allowed: must have at least 1 item, unless the threats are tracks of your own"
        )
    return tuple(dict.fromkeys(wave.class_name for wave in scenario.raid.waves))


def _threat_priors(prepared: Prepared, names: tuple[str, ...], *, fails: bool) -> npt.NDArray[np.float64]:
    """Return low, mode, high of the failure share (none of what has flown) and of the jam share of each class."""
    priors = []
    for name in names:
        failure = prepared.catalogue.threats[name].parameters["in_flight_failure_share"]
        share = prepared.expanded.electronic_warfare.jam_share.get(name)
        jammed = (share.low, share.mode, share.high) if share else (0.0, 0.0, 0.0)
        failing = (failure.low, failure.mode, failure.high) if fails else (0.0, 0.0, 0.0)
        priors.append([*failing, *jammed])
    return np.array(priors, dtype=float)


def _drawn(prior: Uncertain, seed: int, sample: int) -> float:
    uniform = stream(seed, sample, "decision time").random(1)
    return float(triangular_quantile(uniform, prior)[0])
