"""The defence of a scenario without chance: every site is up, and every value is the most likely one."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from intercept.catalogue.catalogue import GenericClass
from intercept.catalogue.uncertain import Stated, Uncertain
from intercept.engagement.plan import GeometryPlan, Threats
from intercept.flight.rows import no_flights
from intercept.scenario.compile_defence import compile_fire_units, compile_sensors, compile_warnings
from intercept.scenario.model.scenario import Scenario
from intercept.scenario.prepare import Prepared, Sample, prepare

if TYPE_CHECKING:
    from intercept.scenario.model.defence import FireUnit
    from intercept.scenario.model.defence import Sensor as SensorSite

Site = TypeVar("Site", "SensorSite", "FireUnit")


def settled(prepared: Prepared) -> Prepared:
    """Return a scenario whose sites are all up, all of whose values are drawn as the most likely; its raid is left."""
    expanded, catalogue = prepared.expanded, prepared.catalogue
    most = expanded.decision.decision_time_s.mode
    sites = {
        "sensors": tuple(_site(site) for site in expanded.sensors),
        "fire_units": tuple(_site(unit) for unit in expanded.fire_units),
        "decision": expanded.decision.model_copy(update={"decision_time_s": Uncertain(low=most, mode=most, high=most)}),
    }
    return dataclasses.replace(
        prepared,
        expanded=expanded.model_copy(update=sites),
        catalogue=dataclasses.replace(
            catalogue,
            defences={name: _settled(generic) for name, generic in catalogue.defences.items()},
            sensors={name: _settled(generic) for name, generic in catalogue.sensors.items()},
        ),
    )


def most_likely(scenario: Scenario | Prepared, threat_class: str) -> GeometryPlan:
    """Return the sensors and fire units of a scenario against one class, which need not fly in its raid; no threats."""
    prepared = settled(scenario if isinstance(scenario, Prepared) else prepare(scenario))
    expanded, around = prepared.expanded, prepared.surroundings
    sample = Sample(prepared.catalogue, prepared.frame, (threat_class,), 0, 0, around.terrain)
    sensors = compile_sensors(expanded.sensors, expanded.theatre.light, sample)
    fire_units, _ = compile_fire_units(expanded.fire_units, expanded.decision, sensors.names, sample)
    none = np.zeros(0)
    nobody = none.astype(np.uint64)
    return GeometryPlan(
        wave_names=("flights",),
        threat_classes=(threat_class,),
        threats=Threats(
            class_index=nobody,
            wave=nobody,
            launch_s=none,
            radar_cross_section_m2=none,
            manoeuvre_m_s2=none,
            flights=no_flights(),
        ),
        sensors=sensors,
        units=fire_units,
        decision_time_s=expanded.decision.decision_time_s.mode,
        warning_s=compile_warnings(expanded.decision.warning_class, sample),
        terrain=around.terrain,
        wind=around.wind,
    )


def _settled(generic: GenericClass) -> GenericClass:
    """Return a class without spread: every drawn value its most likely, and always available."""
    drawn = {key: p.mode for key, p in generic.parameters.items() if p.derived == "sourced"}
    return generic.with_values({key: _exactly(value) for key, value in (drawn | {"availability": 1.0}).items()})


def _site(site: Site) -> Site:
    # Every site is up: that of the class says so.
    stated = {key: _exactly(value.mode) for key, value in site.overrides.items() if key != "availability"}
    return site.model_copy(update={"overrides": stated})


def _exactly(value: float) -> Stated:
    return Stated(low=value, mode=value, high=value)
