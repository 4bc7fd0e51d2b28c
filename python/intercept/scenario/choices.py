"""Choices of a scenario that no class has: rules of fire and decision, limits of sites, how waves fly, stocks, jamming.

Every key of these sections is listed, those that say who and where something is left out; a test holds that none is
forgotten. Whether a value is the scenario's or the model's own is decided by the default of its key.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from intercept.catalogue.uncertain import Section, Uncertain
from intercept.scenario.model.limits import SensorLimits
from intercept.scenario.model.raid import SALVO_MIN

if TYPE_CHECKING:
    from intercept.scenario.model.command import KillGeometry
    from intercept.scenario.model.defence import Decision, FireUnit, Sensor
    from intercept.scenario.model.raid import Wave
    from intercept.scenario.model.scenario import Scenario

# Who and where something is: the tables of threats and the map say that.
NOT_CHOICES = frozenset({"name", "class_name", "position", "launch_area", "points", "start", "start_t_min"})
# Of a site: those of identical ones about a place, and what is listed by itself.
_OF_SITES = ("count", "spacing_km", "overrides", "doctrine")
_UNITS = {
    "_m_s2": "m/s2",
    "_m_s": "m/s",
    "_per_day": "1/d",
    "_min": "min",
    "_km": "km",
    "_deg": "degree",
    "_s": "s",
    "_m": "m",
    "_h": "h",
}
# Rules of which each rests on another: listed only where they are in force.
_GEOMETRY = {
    "lateral_margin_least": "lateral_margin_full_m_s2",
    "closing_speed_least": "closing_speed_full_m_s",
    "altitude_edge_least": "altitude_edge_km",
}
UP_WITH_UNIT = "a radar that is generated with its fire unit is up when the unit is"


class Choice(NamedTuple):
    """One value: of what, its key, what it is (a number, a prior, or words), and whether the scenario states it."""

    subject: str
    key: str
    value: Uncertain | str
    given: bool
    note: str = ""

    @property
    def unit(self) -> str:
        """The unit that its key ends with; 1 for none, and nothing for words."""
        if isinstance(self.value, str):
            return ""
        ends = (unit for end, unit in _UNITS.items() if self.key.endswith(end))
        return next(ends, "1")


def choices(written: Scenario, expanded: Scenario, *, waves: bool) -> Iterator[Choice]:
    """Yield every choice of a scenario, as it was written and with its sites written out; `waves`: whether they fly."""
    decision = expanded.decision
    yield from _fields("decision", decision, skip=_not_in_force(decision))
    for post in decision.command_posts or ():
        yield from _fields(post.name, post)
    for of, geometry in (decision.kill_geometry or {}).items():
        yield from _fields("decision", geometry, f"kill_geometry.{of}.", skip=_off(geometry))
    yield from _warfare(expanded)
    for name, stock in expanded.stocks.items():
        yield from _fields(name, stock)
    yield from _doctrines(expanded.fire_units)
    yield from _sites(written, expanded)
    yield from _theatre(written)
    if waves:
        yield from _raid(expanded)


def _not_in_force(decision: Decision) -> tuple[str, ...]:
    """Return the keys that are listed elsewhere, and those that nothing depends on."""
    elsewhere = ("command_posts", "kill_geometry")
    # Units that act each for itself never learn of another's launch, whatever the delay.
    return (*elsewhere, "deconfliction_delay_s") if decision.command == "autonomous" else elsewhere


def _off(geometry: KillGeometry) -> tuple[str, ...]:
    return tuple(least for least, full in _GEOMETRY.items() if getattr(geometry, full) is None)


def _warfare(expanded: Scenario) -> Iterator[Choice]:
    warfare = expanded.electronic_warfare
    for name, share in warfare.jam_share.items():
        yield Choice(name, "jam_share", share, given=True)
        yield Choice(name, "jam_crash_share", warfare.crash_share(name), given=name in warfare.jam_crash_share)
    for name, decoys in expanded.raid.decoys.items():
        yield Choice(name, "decoy_share", decoys.share, given=True)
        stated = _given(decoys, "recognised")
        yield Choice(name, "discrimination_share", decoys.recognised, given=stated)


def _doctrines(units: tuple[FireUnit, ...]) -> Iterator[Choice]:
    """Yield the defaults that any fire unit keeps, once for all, and what single sites state instead."""
    own: list[Choice] = []
    kept: dict[str, Choice] = {}
    for unit in units:
        for choice in _fields(unit.name, unit.doctrine):
            if choice.given:
                own.append(choice)
            else:
                note = "fire units that state no other"
                kept[choice.key] = choice._replace(subject="fire units", note=note)
    yield from kept.values()
    yield from own


def _sites(written: Scenario, expanded: Scenario) -> Iterator[Choice]:
    """Yield what sites state of themselves; of those that are generated, the rule that they follow."""
    sites: tuple[Sensor | FireUnit, ...] = (*written.sensors, *written.fire_units)
    for site in sites:
        yield from _fields(site.name, site, skip=_OF_SITES)
        yield from _of_one_scan(site)
    generated = expanded.sensors[len(written.sensors) :]
    rules = {(key, value.mode): value for sensor in generated for key, value in sensor.overrides.items()}
    for (key, _), value in rules.items():
        yield Choice("radars of generated fire units", key, value, given=False, note=UP_WITH_UNIT)


def _of_one_scan(site: Sensor | FireUnit) -> Iterator[Choice]:
    """Yield what else a stated probability of detection in one scan rests on, where it is not stated."""
    limits = site.limits
    if isinstance(limits, SensorLimits) and limits.single_scan_probability is not None:
        for key in ("false_alarm_probability", "required_probability"):
            if getattr(limits, key) is None:
                yield Choice(site.name, key, _certain(limits.columns()[key]), given=False)


def _theatre(written: Scenario) -> Iterator[Choice]:
    theatre = written.theatre
    yield Choice("theatre", "light", theatre.light, given=_given(theatre, "light"))
    if theatre.generate is not None:
        radars = "yes" if theatre.generate.engagement_radars else "no"
        yield Choice("theatre", "engagement_radars", radars, given=_given(theatre.generate, "engagement_radars"))


def _raid(expanded: Scenario) -> Iterator[Choice]:
    if expanded.raid.scale != 1.0:
        yield Choice("raid", "scale", _certain(expanded.raid.scale), given=True)
    for wave in expanded.raid.waves:
        yield from (choice for choice in _fields(wave.name, wave, skip=("count", "time_profile")) if _told(choice))
        yield from _launches(wave)


def _told(choice: Choice) -> bool:
    # The straight route is the absence of turns, and times that nothing moves that of a choice.
    return choice.given or choice.key in {"route.count", "route.lateral_km"}


def _launches(wave: Wave) -> Iterator[Choice]:
    yield Choice(wave.name, "time_profile.kind", wave.time_profile.kind, given=_given(wave.time_profile, "kind"))
    duration = wave.time_profile.duration_min
    minutes = SALVO_MIN if duration is None else duration
    yield Choice(wave.name, "time_profile.duration_min", _certain(minutes), given=duration is not None)


def _fields(subject: str, part: Section, before: str = "", skip: tuple[str, ...] = ()) -> Iterator[Choice]:
    """Yield the choices of a section that are not off."""
    for name in type(part).model_fields:
        if name not in NOT_CHOICES and name not in skip:
            value = getattr(part, name)
            yield from _of(subject, f"{before}{name}", value, given=_given(part, name))


def _of(subject: str, key: str, value: Any, *, given: bool) -> Iterator[Choice]:  # noqa: ANN401 - of any key
    if isinstance(value, Section) and not isinstance(value, Uncertain):
        # A fire unit's limits and doctrine are known by their own keys.
        yield from _fields(subject, value, "" if key in {"limits", "doctrine"} else f"{key}.")
    elif isinstance(value, Mapping):
        for name, each in value.items():
            yield from _of(subject, f"{key}.{name}", each, given=True)
    elif isinstance(value, bool):
        yield Choice(subject, key, "yes" if value else "no", given)
    elif isinstance(value, int | float):
        yield Choice(subject, key, _certain(value), given)
    elif isinstance(value, tuple):
        if value:
            yield Choice(subject, key, ", ".join(value), given)
    elif value is not None:
        yield Choice(subject, key, value, given)


def _certain(value: float) -> Uncertain:
    return Uncertain(low=value, mode=value, high=value)


def _given(part: Section, name: str) -> bool:
    """Whether a value is another than the default; a default that is written out is the model's choice still."""
    default = type(part).model_fields[name].get_default(call_default_factory=True)
    return bool(getattr(part, name) != default)
