"""The columns of a scenario: what it uses and does not know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from intercept.scenario.prepare import Prepared
from intercept.scenario.unknowns import (
    COMMON_KILL,
    DECISION_TIME,
    DEPOT_KEYS,
    INNER,
    RELOADS,
    UNIFORM,
    WARNING_UP,
    Column,
    Prior,
    class_column,
    common_cause_column,
    crash_column,
    decoy_columns,
    depot_columns,
    failure_column,
    jam_column,
)
from intercept.scenario.unread import Unread, spread_of

if TYPE_CHECKING:
    from intercept.catalogue.parameter import Parameter
    from intercept.scenario.model.defence import FireUnit, Sensor


def columns_of(prepared: Prepared, threat_classes: Iterable[str], *, fails: bool = True) -> tuple[Column, ...]:
    """Return the columns of what a scenario uses and does not know, the geometry's first.

    Parameters
    ----------
    prepared
        The scenario.
    threat_classes
        Those that fly.
    fails
        Whether threats may fail in flight: not those that were flown or recorded elsewhere.
    """
    names = tuple(threat_classes)
    expanded = prepared.expanded
    rules = Unread(prepared.catalogue, names, expanded.theatre.light, expanded.decision.engage)
    found = [*_of_classes(prepared, rules), *_of_raid(prepared, rules, fails=fails)]
    spread = [column for column in found if column.is_uniform or column.prior.low < column.prior.high]
    return tuple(sorted(spread, key=lambda column: column.level != "geometry"))


def _of_classes(prepared: Prepared, rules: Unread) -> Iterator[Column]:
    expanded, catalogue = prepared.expanded, prepared.catalogue
    sensors, units = _by_class(expanded.sensors), _by_class(expanded.fire_units)
    warning = expanded.decision.warning_class
    if warning is not None:
        sensors.setdefault(warning, [])
    for kind, sites in (("sensor", sensors), ("defence", units)):
        for name, listed in sites.items():
            generic = catalogue.of_kind(kind)[name]  # type: ignore[arg-type]  # one of the kinds
            unread = rules.keys(generic)
            unread |= {key for key in STATED if _stated(listed, key)}
            for key, parameter in generic.parameters.items():
                if parameter.derived == "sourced" and key not in unread:
                    prior = spread_of(key, _priors(parameter, listed))
                    if prior is not None:
                        yield Column(
                            class_column(generic.kind, name, key), "inner" if key in INNER else "geometry", prior
                        )


def _by_class(sites: Iterable[Sensor | FireUnit]) -> dict[str, list[Sensor | FireUnit]]:
    found: dict[str, list[Sensor | FireUnit]] = {}
    for site in sites:
        found.setdefault(site.class_name, []).append(site)
    return found


# Values of a class that a fire unit may state itself, and where it does.
STATED = {"ready_rounds": ("rounds",), "shots_per_target": ("doctrine", "salvo"), RELOADS: ("reloads",)}


def _stated(sites: Iterable[Sensor | FireUnit], key: str) -> bool:
    """Tell whether every fire unit of a class states its rounds, its salvo or its reloads itself."""
    own = [_own(site, STATED[key]) is not None for site in sites]
    return bool(own) and all(own)


def _own(site: object, path: tuple[str, ...]) -> object:
    for name in path:
        site = getattr(site, name, None)
    return site


def _priors(parameter: Parameter, sites: Sequence[Sensor | FireUnit]) -> list[Prior]:
    """Return the priors that sites use of a value: that of the class unless each has its own, and theirs."""
    own: list[Prior] = [site.overrides[parameter.key] for site in sites if parameter.key in site.overrides]
    return own if sites and len(own) == len(sites) else [parameter, *own]


def _of_raid(prepared: Prepared, rules: Unread, *, fails: bool) -> Iterator[Column]:
    expanded = prepared.expanded
    decision = expanded.decision
    yield Column(DECISION_TIME, "inner", decision.decision_time_s)
    if decision.warning_class is not None and rules.warns(decision.warning_class):
        yield Column(WARNING_UP, "geometry", UNIFORM)
    defences = list(_by_class(expanded.fire_units))
    if decision.kill_correlation > 0.0 and defences:
        yield Column(COMMON_KILL, "inner", UNIFORM)
    for name in filter(rules.engaged_by, defences):
        yield Column(common_cause_column(name), "inner", decision.common_cause_share)
    for name in rules.threat_classes:
        yield from _of_threat_class(prepared, name, fails=fails)
    for name in defences:
        depot = expanded.stocks.get(name)
        if depot is not None:
            for column, key in zip(depot_columns(name), DEPOT_KEYS, strict=True):
                yield Column(column, "inner", getattr(depot, key))


def _of_threat_class(prepared: Prepared, name: str, *, fails: bool) -> Iterator[Column]:
    expanded = prepared.expanded
    warfare, decoys = expanded.electronic_warfare, expanded.raid.decoys.get(name)
    if fails:
        failure = prepared.catalogue.threats[name].parameters["in_flight_failure_share"]
        yield Column(failure_column(name), "inner", failure)
    if name in warfare.jam_share:
        yield Column(jam_column(name), "inner", warfare.jam_share[name])
        yield Column(crash_column(name), "inner", warfare.crash_share(name))
    if decoys is not None:
        for column, prior in zip(decoy_columns(name), (decoys.share, decoys.recognised), strict=True):
            yield Column(column, "inner", prior)
