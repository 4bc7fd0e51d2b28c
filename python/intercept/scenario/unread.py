"""Values of a class that nothing in a scenario is made of: they have no column, and are not drawn."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from intercept.engagement.defence.of_class import ROCKET_FLIGHTS
from intercept.scenario.unknowns import UNUSED

if TYPE_CHECKING:
    from intercept.catalogue.catalogue import GenericClass
    from intercept.scenario.prepare import Prepared
    from intercept.scenario.unknowns import Prior

# Of a fire unit that nothing flying lets fire, what is still counted: its rounds.
COUNTED = frozenset({"ready_rounds", "reloads_at_hand", "rounds_per_engagement"})


def unread_keys(prepared: Prepared, generic: GenericClass, threat_classes: Sequence[str]) -> frozenset[str]:
    """Return the keys of a class's values that no flight, no window and no replication of a scenario depends on.

    Parameters
    ----------
    prepared
        The scenario.
    generic
        A class of sensor or defence.
    threat_classes
        Those that fly.
    """
    of_kind = _of_sensor if generic.kind == "sensor" else _of_defence
    return UNUSED | of_kind(prepared, generic, threat_classes)


def _of_sensor(prepared: Prepared, generic: GenericClass, threat_classes: Sequence[str]) -> frozenset[str]:
    rule = prepared.catalogue.sensor_rule(generic.name)
    bases = [prepared.catalogue.threats[name].base for name in threat_classes]
    used = {rule.range_key(base, prepared.expanded.theatre.light) for base in bases}
    found = frozenset({*rule.detects.values(), *rule.detects_at_night.values()} - used)
    if not rule.is_radar and not (used - {None}) and not warns(prepared, generic.name, threat_classes):
        # It neither sees nor warns of anything that flies.
        return frozenset(generic.parameters)
    own_delay = generic.parameters.get("track_delay_s")
    if own_delay is not None and own_delay.derived == "sourced" and not rule.warns:
        # Its track delay has a value of its own, instead of that of its reports.
        found |= {"report_delay_s"}
    return found


def warns(prepared: Prepared, class_name: str, threat_classes: Sequence[str]) -> bool:
    """Tell whether a class of sensor warns of launches of anything that flies."""
    bases = {prepared.catalogue.threats[name].base for name in threat_classes}
    return not bases.isdisjoint(prepared.catalogue.sensor_rule(class_name).warns)


def _of_defence(prepared: Prepared, generic: GenericClass, threat_classes: Sequence[str]) -> frozenset[str]:
    catalogue, engaged = prepared.catalogue, engaged_by(prepared, generic.name, threat_classes)
    if not engaged:
        return frozenset(generic.parameters) - COUNTED
    found: frozenset[str] = frozenset()
    if not any(catalogue.threat_rule(name).flight in ROCKET_FLIGHTS for name in engaged):
        found |= {"slant_range_max_against_ballistic_km"}
    if "projectile_muzzle_speed_m_s" in generic.parameters:
        # A projectile flies by its drag: its mean speed is told, and nothing is made of it.
        found |= {"mean_speed_share"}
    return found


def engaged_by(prepared: Prepared, class_name: str, threat_classes: Sequence[str]) -> list[str]:
    """Return the threat classes that fly and that a class of defence may engage."""
    may = prepared.catalogue.may_engage(prepared.expanded.decision.engage)[class_name]
    return [name for name in threat_classes if name in may]


def spread_of(key: str, priors: Collection[Prior]) -> Prior | None:
    """Return the first prior that is not one number, or nothing where none is, or where none makes a difference.

    At or below the horizon nothing but the horizon limits a sensor, however low its lowest elevation is said to be.
    """
    if key == "elevation_min_deg" and all(prior.high <= 0.0 for prior in priors):
        return None
    return next((prior for prior in priors if prior.low < prior.high), None)
