"""Scenario to plan: the only place where words become numbers.

Names are looked up, degrees and kilometres become radians and metres, priors become drawn values. Threats are drawn one
by one; what is not known about a class of defence or sensor is common to all its units, drawn once a geometry sample.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from intercept.catalogue.catalogue import Catalogue
from intercept.catalogue.draw import triangular_quantile
from intercept.catalogue.streams import stream
from intercept.earth.local_frame import Frame
from intercept.engagement.plan import Plan
from intercept.errors import InvalidParameterError
from intercept.scenario.compile_defence import compile_fire_units, compile_sensors
from intercept.scenario.compile_threats import compile_threats
from intercept.scenario.theatre import expand

if TYPE_CHECKING:
    from intercept.scenario.model.scenario import Scenario
    from intercept.scenario.model.values import Uncertain


def compile_plan(scenario: Scenario, sample: int = 0, seed: int | None = None) -> Plan:
    """Compile one geometry sample of a scenario.

    Parameters
    ----------
    scenario
        The scenario; a generated theatre is expanded first.
    sample
        Number of the geometry sample, from 0.
    seed
        Seed of the draws; the scenario's `run.seed` unless given.

    Returns
    -------
    Plan
        Arrays in SI units and radians.

    Raises
    ------
    UnreachableError
        An aimpoint lies beyond the reach of the class sent there; the message says by how much.
    InvalidParameterError
        The sample or seed is negative.
    """
    seed = scenario.run.seed if seed is None else seed
    for name, value in (("sample", sample), ("seed", seed)):
        if value < 0:
            raise InvalidParameterError(f"{name} = {value} is not allowed: must be at least 0")
    expanded = expand(scenario)
    catalogue = Catalogue.load().with_overrides(expanded.classes)
    frame = Frame.of(expanded.theatre)
    names = tuple(dict.fromkeys(wave.class_name for wave in expanded.raid.waves))
    jam = expanded.electronic_warfare.jam_share
    sensors = compile_sensors(expanded, catalogue, frame, names, seed, sample)
    priors = []
    for name in names:
        failure = catalogue.threats[name].parameters["in_flight_failure_share"]
        share = jam.get(name)
        jammed = (share.low, share.mode, share.high) if share else (0.0, 0.0, 0.0)
        priors.append([failure.low, failure.mode, failure.high, *jammed])
    return Plan(
        scenario_hash=scenario.hash(),
        sample=sample,
        wave_names=tuple(wave.name for wave in expanded.raid.waves),
        threat_classes=names,
        threat_priors=np.array(priors, dtype=float),
        asset_names=tuple(asset.name for asset in expanded.assets),
        asset_classes=tuple(asset.class_name for asset in expanded.assets),
        threats=compile_threats(expanded, catalogue, frame, names, seed, sample),
        sensors=sensors,
        units=compile_fire_units(expanded, catalogue, frame, names, sensors.names, seed=seed, sample=sample),
        decision_time_s=_drawn(expanded.decision.decision_time_s, seed, sample),
    )


def _drawn(prior: Uncertain, seed: int, sample: int) -> float:
    uniform = stream(seed, sample, "decision time").random(1)
    return float(triangular_quantile(uniform, prior)[0])
