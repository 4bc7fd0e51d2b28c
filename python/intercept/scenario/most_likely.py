"""The defence of a scenario without chance: every site is up, and every value is the most likely one."""

from __future__ import annotations

import numpy as np

from intercept.engagement.plan import GeometryPlan, Threats
from intercept.flight.rows import no_flights
from intercept.scenario.compile_sensors import compile_sensors, compile_warnings
from intercept.scenario.compile_units import compile_fire_units
from intercept.scenario.model.scenario import Scenario
from intercept.scenario.prepare import Prepared, Sample, prepare
from intercept.scenario.unknowns import MOST_LIKELY


def most_likely(scenario: Scenario | Prepared, threat_class: str) -> GeometryPlan:
    """Return the sensors and fire units of a scenario against one class, which need not fly in its raid; no threats."""
    prepared = scenario if isinstance(scenario, Prepared) else prepare(scenario)
    expanded, around = prepared.expanded, prepared.surroundings
    sample = Sample(prepared, (threat_class,), 0, MOST_LIKELY)
    sensors, _ = compile_sensors(expanded.theatre.light, sample)
    fire_units, _ = compile_fire_units(expanded, sample)
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
