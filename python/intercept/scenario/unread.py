"""Values of a class that nothing in a scenario is made of: they have no column, and are not drawn."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from intercept.engagement.defence.of_class import ROCKET_FLIGHTS
from intercept.scenario.unknowns import UNUSED

if TYPE_CHECKING:
    from intercept.catalogue.catalogue import Catalogue
    from intercept.catalogue.generic_class import GenericClass
    from intercept.scenario.unknowns import Prior

# Of a fire unit that nothing flying lets fire, what is still counted: its rounds.
COUNTED = frozenset({"ready_rounds", "reloads_at_hand", "rounds_per_engagement"})


@dataclass(frozen=True, eq=False)
class Unread:
    """What of its classes no flight, no window and no replication of a scenario depends on.

    Attributes
    ----------
    catalogue
        With the scenario's own classes.
    threat_classes
        Those that fly.
    light
        Of the theatre.
    engage
        The scenario's rules of who may engage what.
    """

    catalogue: Catalogue
    threat_classes: Sequence[str]
    light: Literal["day", "night"]
    engage: Mapping[str, tuple[str, ...]]

    @property
    def bases(self) -> list[str]:
        """The classes of the catalogue that fly."""
        return [self.catalogue.threats[name].base for name in self.threat_classes]

    def keys(self, generic: GenericClass) -> frozenset[str]:
        """Return the keys of the values of a class of sensor or defence that nothing depends on."""
        return UNUSED | (self._of_sensor(generic) if generic.kind == "sensor" else self._of_defence(generic))

    def warns(self, class_name: str) -> bool:
        """Tell whether a class of sensor warns of launches of anything that flies."""
        return not set(self.bases).isdisjoint(self.catalogue.sensor_rule(class_name).warns)

    def engaged_by(self, class_name: str) -> list[str]:
        """Return the threat classes that fly and that a class of defence may engage."""
        may = self.catalogue.may_engage(self.engage)[class_name]
        return [name for name in self.threat_classes if name in may]

    def _of_sensor(self, generic: GenericClass) -> frozenset[str]:
        rule = self.catalogue.sensor_rule(generic.name)
        used = {rule.range_key(base, self.light) for base in self.bases}
        if not rule.is_radar and not (used - {None}) and not self.warns(generic.name):
            # It neither sees nor warns of anything that flies.
            return frozenset(generic.parameters)
        found = frozenset({*rule.detects.values(), *rule.detects_at_night.values()} - used)
        own_delay = generic.parameters.get("track_delay_s")
        if own_delay is not None and own_delay.derived == "sourced" and not rule.warns:
            # Its track delay has a value of its own, instead of that of its reports.
            found |= {"report_delay_s"}
        return found

    def _of_defence(self, generic: GenericClass) -> frozenset[str]:
        engaged = self.engaged_by(generic.name)
        if not engaged:
            return frozenset(generic.parameters) - COUNTED
        found: frozenset[str] = frozenset()
        if not any(self.catalogue.threat_rule(name).flight in ROCKET_FLIGHTS for name in engaged):
            found |= {"slant_range_max_against_ballistic_km"}
        if "projectile_muzzle_speed_m_s" in generic.parameters:
            # A projectile flies by its drag: its mean speed is told, and nothing is made of it.
            found |= {"mean_speed_share"}
        return found


def spread_of(key: str, priors: Collection[Prior]) -> Prior | None:
    """Return the first prior that is not one number, or nothing where none is, or where none makes a difference.

    At or below the horizon nothing but the horizon limits a sensor, however low its lowest elevation is said to be.
    """
    if key == "elevation_min_deg" and all(prior.high <= 0.0 for prior in priors):
        return None
    return next((prior for prior in priors if prior.low < prior.high), None)
