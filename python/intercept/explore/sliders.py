"""The sliders of a scenario: of each quantity and class its value in the file, its ends, and the prior that moves.

A slider moves a whole prior, so that what is not known stays so. Of a share (a kill probability, a share that is up)
the odds p/(1 - p) of its three ends are multiplied by one factor, of any other value the ends themselves: the factor by
which the mode becomes the value asked for.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from intercept.base.words import spelled
from intercept.catalogue.generic_class import GenericClass
from intercept.catalogue.parameter import Parameter
from intercept.catalogue.uncertain import Uncertain
from intercept.scenario.compile import threat_classes_of
from intercept.scenario.model.defence import FireUnit, Sensor
from intercept.scenario.model.values import MAX_OBJECTS
from intercept.scenario.prepare import Prepared
from intercept.scenario.unknowns import KILL, RELOADS, UP, Prior
from intercept.scenario.unread import Unread

Kind = Literal["raid", "defence", "sensor", "stock"]
# A share is moved in steps of a hundredth; other values up to so many times that of the file, and at least this far.
SHARE_STEP, TIMES, AT_LEAST = 0.01, 2, 10
DEPOT_MAX = 1e6
DIGITS = 6


@dataclass(frozen=True)
class Quantity:
    """What a slider moves: its name in an address, its heading and unit, the key of a class, and which ends it has."""

    name: str
    heading: str
    kind: Kind
    key: str
    is_share: bool = False
    is_whole: bool = False


RAID = Quantity("raid", "Raid size: threats launched", "raid", "count", is_whole=True)
DEPOT = Quantity("depot", "Rounds in the depot", "stock", "depot_rounds", is_whole=True)
QUANTITIES = (
    RAID,
    Quantity("kill", "Kill probability of a round", "defence", KILL, is_share=True),
    Quantity("rounds", "Rounds on each unit's launchers", "defence", "ready_rounds", is_whole=True),
    Quantity("channels", "Channels of each unit", "defence", "channels", is_whole=True),
    Quantity("loads", "Stocks: full loads at hand for each unit", "defence", RELOADS),
    DEPOT,
    Quantity("units_up", "Coverage: share of fire units that are up", "defence", UP, is_share=True),
    Quantity("sensors_up", "Coverage: share of sensors that are up", "sensor", UP, is_share=True),
)


@dataclass(frozen=True)
class Slider:
    """One slider.

    Attributes
    ----------
    quantity, class_name
        What it moves, and of which class.
    value, low, high, step
        The value in the scenario's file (the mode of its prior), and the ends and the step of the slider.
    prior
        The ends and the mode of the prior that it moves; None for a number of threats.
    allowed
        From where to where a scenario file may state such a value.
    """

    quantity: Quantity
    class_name: str
    value: float
    low: float
    high: float
    step: float
    prior: tuple[float, float, float] | None = None
    allowed: tuple[float, float] = (0.0, math.inf)

    @property
    def key(self) -> str:
        """Its name in an address."""
        return f"{self.quantity.name}.{self.class_name}"

    @property
    def label(self) -> str:
        """What it is called under its heading."""
        name = spelled(self.class_name)
        return name[0].upper() + name[1:]

    def moved(self, value: float) -> dict[str, float] | float:
        """Return the prior that has its mode at a value, as a scenario file states it; one that is known is a number.

        A mode of nothing has no factor, nor has a share of all: the value is then known.
        """
        if self.prior is None:
            return value
        least, mode, most = self.prior
        edges = {0.0, 1.0} if self.quantity.is_share else {0.0}
        if least == most or mode in edges or value in edges:
            return value
        low, high = (self._end(end, mode, value) for end in (least, most))
        return {"low": min(low, value), "mode": value, "high": max(high, value)}

    def _end(self, end: float, mode: float, value: float) -> float:
        """Return an end of the prior, moved as its mode is, within what the class allows."""
        moved = end * value / mode
        if self.quantity.is_share and end < 1.0:
            odds = end / (1.0 - end) * (value / (1.0 - value)) / (mode / (1.0 - mode))
            moved = odds / (1.0 + odds)
        elif self.quantity.is_share:
            moved = 1.0
        return float(f"{min(max(moved, self.allowed[0]), self.allowed[1]):.{DIGITS}g}")


def sliders_of(prepared: Prepared) -> tuple[Slider, ...]:
    """Return the sliders of a scenario, by quantity: of what its raid and its defence are made of, and no more."""
    return tuple(slider for quantity in QUANTITIES for slider in _of_quantity(quantity, prepared))


def _of_quantity(quantity: Quantity, prepared: Prepared) -> Iterator[Slider]:
    if quantity.kind == "raid":
        yield from _of_raid(prepared)
    elif quantity.kind == "stock":
        for name, stock in prepared.scenario.stocks.items():
            yield _slider(quantity, name, stock.depot_rounds, (0.0, DEPOT_MAX))
    else:
        yield from _of_classes(quantity, quantity.kind, prepared)


def _of_raid(prepared: Prepared) -> Iterator[Slider]:
    raid = prepared.scenario.raid
    counts: dict[str, int] = {}
    for wave, count in zip(raid.waves, raid.scaled_counts(), strict=True):
        counts[wave.class_name] = counts.get(wave.class_name, 0) + count
    for name, count in counts.items():
        # A class of which a small scale leaves none has no shares among its waves.
        if count:
            yield Slider(RAID, name, count, 1, min(max(TIMES * count, count + AT_LEAST), MAX_OBJECTS), 1)


def _of_classes(quantity: Quantity, kind: Literal["defence", "sensor"], prepared: Prepared) -> Iterator[Slider]:
    expanded, catalogue = prepared.expanded, prepared.catalogue
    flying = threat_classes_of(prepared, prepared.tracks)
    rules = Unread(catalogue, flying, expanded.theatre.light, expanded.decision.engage)
    every: tuple[Sensor | FireUnit, ...] = expanded.sensors if kind == "sensor" else expanded.fire_units
    stated = {site.name for site in (prepared.scenario.sensors if kind == "sensor" else prepared.scenario.fire_units)}
    # A generated site that states a value, as the radar of a fire unit is up when its unit is, keeps it.
    movable = [site for site in every if quantity.key not in site.overrides or site.name in stated]
    for name in dict.fromkeys(site.class_name for site in movable):
        generic = catalogue.of_kind(kind)[name]
        parameter = generic.parameters.get(quantity.key)
        if parameter is not None and quantity.key not in rules.keys(generic):
            site = next(site for site in movable if site.class_name == name)
            allowed = catalogue.rules.allowed(parameter.name, parameter.unit, generic.base)
            yield _slider(quantity, name, _prior(parameter, generic, site), allowed)


def _prior(parameter: Parameter, generic: GenericClass, site: Sensor | FireUnit) -> Prior:
    """Return what the first site of a class states itself, or else the class's prior."""
    if isinstance(site, FireUnit) and parameter.key == "ready_rounds" and site.rounds is not None:
        # A gun states bursts, its class shells.
        per_burst = generic.parameters.get("rounds_per_engagement")
        return _known(site.rounds * (1.0 if per_burst is None else per_burst.mode))
    if isinstance(site, FireUnit) and parameter.key == RELOADS and site.reloads is not None:
        return _known(site.reloads)
    return site.overrides.get(parameter.key, parameter)


def _known(value: float) -> Uncertain:
    return Uncertain(low=value, mode=value, high=value)


def _slider(quantity: Quantity, name: str, prior: Prior, allowed: tuple[float, float]) -> Slider:
    ends = (prior.low, prior.mode, prior.high)
    if quantity.is_share:
        return Slider(quantity, name, prior.mode, 0.0, 1.0, SHARE_STEP, ends, allowed)
    most = min(math.ceil(max(TIMES * prior.mode, prior.high, prior.mode + AT_LEAST)), allowed[1])
    step = 1.0 if quantity.is_whole else 0.5
    return Slider(quantity, name, prior.mode, allowed[0], most, step, ends, allowed)
