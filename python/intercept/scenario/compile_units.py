"""Fire units of a plan, with what they shoot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from intercept.engagement.chances import DEPOT_COLUMNS, MAGAZINE_COLUMNS, Doctrine, Keys, keys_of
from intercept.engagement.defence.columns import (
    FLYOUT_COLUMNS,
    SHOOTS_ALL_ROUND,
    UNIT_COLUMNS,
    FireUnits,
    row,
)
from intercept.engagement.defence.of_class import flyout_row, ranges_by_class_m, unit_values
from intercept.scenario.compile_command import command_posts, kill_geometry, unit_posts
from intercept.scenario.drawn import Array, Drawn, Overrides, Values, by_vector, frozen
from intercept.scenario.model.limits import FireUnitLimits
from intercept.scenario.model.values import places
from intercept.scenario.unknowns import DEPOT_KEYS, KILL, RELOADS, UP, Vectors, common_cause_column, depot_columns

if TYPE_CHECKING:
    from intercept.catalogue.catalogue import Catalogue, GenericClass
    from intercept.scenario.model.defence import Decision, FireUnit, Stock
    from intercept.scenario.model.scenario import Scenario
    from intercept.scenario.prepare import Sample

NEVER = 255
FLYOUT_STEP_M = 50.0


class Stores(NamedTuple):
    """What a raid asks of fire units besides their geometry: see `intercept.engagement.chances.Chances`."""

    unit_keys: Keys
    unit_class_keys: Keys
    kill_probability: Array
    common_cause_share: Array
    unit_availability: Array
    magazines: Array
    depots: Array
    kill_scale: Array
    preference: npt.NDArray[np.uint8]
    held: npt.NDArray[np.bool_]
    kill_geometry: Array
    posts: Array
    unit_posts: npt.NDArray[np.int64]
    doctrine: Doctrine


class _Units:
    """Fire units as they are compiled, row by row."""

    def __init__(self, sensors: tuple[str, ...], sample: Sample) -> None:
        self.sensors, self.sample, self.drawn = sensors, sample, Drawn(sample.vectors)
        self.variants: dict[tuple[str, Overrides], int] = {}
        self.generics: list[GenericClass] = []
        self.every: list[dict[str, Array]] = []
        self.reaches: list[dict[str, float]] = []
        self.flyouts: dict[tuple[int, float], tuple[int, list[float]]] = {}
        self.names: list[str] = []
        self.keyed: list[str] = []
        self.rows: list[list[float]] = []
        self.magazines: list[Array] = []
        self.stored: dict[tuple[int, int | None, float | None, str], Array] = {}
        self.variant_of: list[int] = []
        self.flyout_of: list[int] = []
        self.cued_by: list[tuple[int, ...] | None] = []
        self.guided_by: list[tuple[int, ...] | None] = []

    def add(self, unit: FireUnit) -> None:
        """Add the rows of a site, one for each of its `count`."""
        sample = self.sample
        generic = sample.catalogue.defences[unit.class_name]
        v = self.drawn.values(generic, unit.overrides)
        variant = self._variant(unit, generic, v)
        latitude, longitude = places(sample.frame, unit.positions())
        ground_m = sample.ground_m(latitude, longitude)
        limits = unit.limits or FireUnitLimits()
        cues, guides = (_indices(self.sensors, named) for named in (limits.cued_by, limits.guided_by))
        stated = {**SHOOTS_ALL_ROUND, **unit_values(v, generic.base), **limits.columns()}
        magazine = self._magazine(unit, variant)
        for i in range(unit.count):
            self.names.append(unit.name if unit.count == 1 else f"{unit.name} {i + 1}")
            # The first keeps its luck when others are added; no site can have the name of another one.
            self.keyed.append(f"{unit.name}\n{i + 1}" if i else unit.name)
            place = {"latitude_rad": latitude[i], "longitude_rad": longitude[i], "altitude_m": ground_m[i]}
            self.flyout_of.append(self._flyout(variant, ground_m[i], v))
            self.rows.append(row(UNIT_COLUMNS, {**stated, **place}))
            self.cued_by.append(cues)
            self.guided_by.append(guides)
            self.magazines.append(magazine)
            self.variant_of.append(variant)

    def _variant(self, unit: FireUnit, generic: GenericClass, v: Values) -> int:
        key = (unit.class_name, frozen(unit.overrides))
        if key not in self.variants:
            self.variants[key] = len(self.variants)
            self.generics.append(generic.with_values(unit.overrides))
            self.every.append(self.drawn.every(generic, unit.overrides))
            self.reaches.append(ranges_by_class_m(v, self.sample.catalogue, self.sample.threat_classes))
        return self.variants[key]

    def _magazine(self, unit: FireUnit, variant: int) -> Array:
        # Most units of a class state nothing of their own.
        key = (variant, unit.rounds, unit.reloads, unit.doctrine.model_dump_json())
        if key not in self.stored:
            self.stored[key] = _magazine(unit, self.every[variant])
        return self.stored[key]

    def _flyout(self, variant: int, ground_m: float, v: Values) -> int:
        # Units whose ground differs by less share a table: its air differs by half a per cent at most.
        level_m = FLYOUT_STEP_M * round(ground_m / FLYOUT_STEP_M)
        if (variant, level_m) not in self.flyouts:
            rule = self.sample.catalogue.rules.interceptors[self.generics[variant].base]
            made = flyout_row(v, {"launch_altitude_m": level_m, **rule})
            self.flyouts[variant, level_m] = len(self.flyouts), made
        return self.flyouts[variant, level_m][0]


def compile_fire_units(expanded: Scenario, sensors: tuple[str, ...], sample: Sample) -> tuple[FireUnits, Stores]:
    """Return the fire units, one row for each of a site's `count`; `sensors` are the names of the sensors."""
    decision = expanded.decision
    made = _Units(sensors, sample)
    for unit in expanded.fire_units:
        made.add(unit)
    may_engage, kill_scale, preference = _rules(decision, sample.catalogue, made.generics, sample.threat_classes)
    units = FireUnits(
        names=tuple(made.names),
        parameters=np.array(made.rows, dtype=float).reshape(-1, len(UNIT_COLUMNS)),
        variant=np.array(made.variant_of, dtype=np.uint64),
        flyout=np.array(made.flyout_of, dtype=np.uint64),
        flyouts=np.array([row for _, row in made.flyouts.values()], dtype=float).reshape(-1, len(FLYOUT_COLUMNS)),
        class_names=tuple(generic.name for generic in made.generics),
        range_by_class_m=_ranges(may_engage, made.reaches, sample.threat_classes),
        cued_by=tuple(made.cued_by),
        guided_by=tuple(made.guided_by),
    )
    vectors = sample.vectors
    # The kill prior is the class's, whatever a site states of other values; so is the share of common causes.
    common = [vectors.value(common_cause_column(g.name), decision.common_cause_share) for g in made.generics]
    stores = Stores(
        unit_keys=keys_of("unit", made.keyed),
        unit_class_keys=keys_of("defence", units.class_names),
        kill_probability=by_vector([v[KILL] for v in made.every], vectors),
        common_cause_share=by_vector(common, vectors),
        unit_availability=by_vector([v[UP] for v in made.every], vectors),
        magazines=_magazines(made.magazines, vectors),
        depots=_depots(expanded.stocks, made.generics, vectors),
        kill_scale=kill_scale,
        preference=preference,
        held=_held(decision, made.generics, sample.threat_classes),
        kill_geometry=kill_geometry(decision, units.class_names),
        posts=command_posts(decision),
        unit_posts=unit_posts(decision, expanded.fire_units),
        doctrine=_doctrine(decision),
    )
    return units, stores


def _magazines(made: Sequence[Array], vectors: Vectors) -> Array:
    """Return the magazines of all units, shape (vectors, units, columns)."""
    stacked = np.array(made, dtype=float).reshape(-1, vectors.count, len(MAGAZINE_COLUMNS))
    return stacked.transpose(1, 0, 2).copy()


def _indices(sensors: tuple[str, ...], named: tuple[str, ...] | None) -> tuple[int, ...] | None:
    """Return the indices of the sensors named."""
    return None if named is None else tuple(sensors.index(name) for name in named)


def _magazine(unit: FireUnit, v: Mapping[str, Array]) -> Array:
    """Return `MAGAZINE_COLUMNS` of a unit in each vector, shape (vectors, columns)."""
    # A gun's rounds are shells; a shot of it is a burst.
    rounds = np.rint(v["ready_rounds"] / v.get("rounds_per_engagement", 1.0))
    if unit.rounds is not None:
        rounds = np.full_like(rounds, unit.rounds)
    doctrine = unit.doctrine
    salvo = np.rint(v["shots_per_target"]) if doctrine.salvo is None else float(doctrine.salvo)
    loads = v[RELOADS] if unit.reloads is None else unit.reloads
    values: Mapping[str, Array | float] = {
        "rounds": rounds,
        "channels": np.maximum(1.0, np.rint(v["channels"])),
        "reload_time_s": v["reload_time_s"],
        "spare": np.rint(rounds * loads),
        "salvo": salvo,
        "salvo_spacing_s": doctrine.salvo_spacing_s,
        "shoot_look_shoot": float(doctrine.shoot_look_shoot),
        "assess_time_s": v["assess_time_s"],
        "assess_exponential": 0.0,
        "rounds_per_target_max": np.inf if doctrine.rounds_per_target_max is None else doctrine.rounds_per_target_max,
        "misses_max": doctrine.engagements_per_target_max,
        "top_up_after_s": 60.0 * doctrine.top_up_after_min,
        "waiting_max": np.inf if doctrine.waiting_max is None else doctrine.waiting_max,
    }
    return np.column_stack([np.broadcast_to(values[name], rounds.shape) for name in MAGAZINE_COLUMNS])


def _depots(stocks: Mapping[str, Stock], generics: list[GenericClass], vectors: Vectors) -> Array:
    """Return `DEPOT_COLUMNS` of each variant in each vector, shape (vectors, variants, 3)."""
    depots = np.zeros((vectors.count, len(generics), len(DEPOT_COLUMNS)))
    for variant, generic in enumerate(generics):
        stock = stocks.get(generic.name)
        if stock is not None:
            columns = zip(depot_columns(generic.name), DEPOT_KEYS, strict=True)
            rounds, per_day, hours = (vectors.value(name, getattr(stock, key)) for name, key in columns)
            depots[:, variant] = np.column_stack([np.rint(rounds), per_day, 3600.0 * hours])
    return depots


def _doctrine(decision: Decision) -> Doctrine:
    return Doctrine(
        deconfliction_delay_s=np.inf if decision.command == "autonomous" else decision.deconfliction_delay_s,
        rounds_per_target_max=decision.rounds_per_target_max,
        wait_for_cheaper=decision.wait_for_cheaper,
        priority=decision.priority,
    )


def _held(decision: Decision, generics: list[GenericClass], threat_classes: tuple[str, ...]) -> npt.NDArray[np.bool_]:
    """Return whether each variant holds its fire at each threat class."""
    held = [[name in decision.hold.get(generic.name, ()) for name in threat_classes] for generic in generics]
    return np.array(held, dtype=bool).reshape(len(generics), len(threat_classes))


def _rules(
    decision: Decision, catalogue: Catalogue, generics: list[GenericClass], threat_classes: tuple[str, ...]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return who may engage what, the scale of the kill probability, and the rank in which classes are tried."""
    may = catalogue.may_engage(decision.engage)
    order = catalogue.preference(decision.preference)
    shape = (len(generics), len(threat_classes))
    allowed, scale = np.zeros(shape, dtype=bool), np.ones(shape)
    rank = np.full(shape, NEVER, dtype=np.uint8)
    for d, generic in enumerate(generics):
        scales = decision.kill_scale.get(generic.name, {})
        for c, threat in enumerate(threat_classes):
            allowed[d, c] = threat in may[generic.name]
            scale[d, c] = scales.get(threat, 1.0)
            if allowed[d, c]:
                rank[d, c] = min(order.index(generic.name), NEVER - 1)
    return allowed, scale, rank


def _ranges(
    may_engage: npt.NDArray[np.bool_], reaches: Sequence[Mapping[str, float]], threat_classes: Sequence[str]
) -> npt.NDArray[np.float64]:
    """Return the greatest slant range of each variant against each threat class: infinite for no other than its own."""
    reach = [[by_class.get(name, np.inf) for name in threat_classes] for by_class in reaches]
    return np.where(may_engage, np.array(reach, dtype=float).reshape(may_engage.shape), np.nan)
