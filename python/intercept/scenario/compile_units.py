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
from intercept.scenario.doctrine import doctrine_of
from intercept.scenario.drawn import Array, Values, by_vector, first
from intercept.scenario.sites import over_variants
from intercept.scenario.unknowns import DEPOT_KEYS, KILL, RELOADS, UP, Vectors, common_cause_column, depot_columns

if TYPE_CHECKING:
    from intercept.catalogue.catalogue import Catalogue
    from intercept.catalogue.generic_class import GenericClass
    from intercept.scenario.model.defence import Decision, FireUnit, Stock
    from intercept.scenario.model.scenario import Scenario
    from intercept.scenario.prepare import Sample
    from intercept.scenario.sites import UnitSites

NEVER = 255


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


def compile_fire_units(expanded: Scenario, sample: Sample) -> tuple[FireUnits, Stores]:
    """Return the fire units, one row for each of a site's `count`."""
    decision, sites, vectors = expanded.decision, sample.prepared.unit_sites, sample.vectors
    every = [vectors.drawn(generic) for generic in sites.variants]
    values = [first(drawn) for drawn in every]
    may_engage, kill_scale, preference = _rules(decision, sample.catalogue, sites.variants, sample.threat_classes)
    reaches = [ranges_by_class_m(v, sample.catalogue, sample.threat_classes) for v in values]
    units = FireUnits(
        names=sites.names,
        parameters=over_variants(sites.stated, _of_variants(sites.variants, values), sites.variant),
        variant=sites.variant,
        flyout=sites.flyout,
        flyouts=_flyouts(sites, values, sample),
        class_names=tuple(generic.name for generic in sites.variants),
        range_by_class_m=_ranges(may_engage, reaches, sample.threat_classes),
        cued_by=sites.cued_by,
        guided_by=sites.guided_by,
    )
    # The kill prior is the class's, whatever a site states of other values; so is the share of common causes.
    common = [vectors.value(common_cause_column(g.name), decision.common_cause_share) for g in sites.variants]
    magazines = [_magazine(site, every[variant]) for variant, site in sites.stocked]
    stores = Stores(
        unit_keys=sites.keys,
        unit_class_keys=keys_of("defence", units.class_names),
        kill_probability=by_vector([v[KILL] for v in every], vectors),
        common_cause_share=by_vector(common, vectors),
        unit_availability=by_vector([v[UP] for v in every], vectors),
        magazines=_magazines(magazines, vectors)[:, sites.stock.astype(np.intp)],
        depots=_depots(expanded.stocks, sites.variants, vectors),
        kill_scale=kill_scale,
        preference=preference,
        held=_held(decision, sites.variants, sample.threat_classes),
        kill_geometry=kill_geometry(decision, units.class_names),
        posts=command_posts(decision),
        unit_posts=unit_posts(decision, expanded.fire_units),
        doctrine=doctrine_of(decision),
    )
    return units, stores


def _of_variants(variants: Sequence[GenericClass], values: Sequence[Values]) -> list[list[float]]:
    """Return `UNIT_COLUMNS` of each variant, NaN for what is a site's."""
    nowhere = dict.fromkeys(UNIT_COLUMNS[:3], np.nan)
    each = zip(variants, values, strict=True)
    return [row(UNIT_COLUMNS, {**nowhere, **SHOOTS_ALL_ROUND, **unit_values(v, g.base)}) for g, v in each]


def _flyouts(sites: UnitSites, values: Sequence[Values], sample: Sample) -> Array:
    """Return `FLYOUT_COLUMNS` of each fly-out table, shape (tables, columns)."""
    interceptors = sample.catalogue.rules.interceptors
    rows = [
        flyout_row(values[variant], {"launch_altitude_m": level_m, **interceptors[sites.variants[variant].base]})
        for variant, level_m in sites.flyouts
    ]
    return np.array(rows, dtype=float).reshape(-1, len(FLYOUT_COLUMNS))


def _magazines(made: Sequence[Array], vectors: Vectors) -> Array:
    """Return magazines, shape (vectors, magazines, columns)."""
    stacked = np.array(made, dtype=float).reshape(-1, vectors.count, len(MAGAZINE_COLUMNS))
    return stacked.transpose(1, 0, 2).copy()


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


def _depots(stocks: Mapping[str, Stock], generics: Sequence[GenericClass], vectors: Vectors) -> Array:
    """Return `DEPOT_COLUMNS` of each variant in each vector, shape (vectors, variants, 3)."""
    depots = np.zeros((vectors.count, len(generics), len(DEPOT_COLUMNS)))
    for variant, generic in enumerate(generics):
        stock = stocks.get(generic.name)
        if stock is not None:
            columns = zip(depot_columns(generic.name), DEPOT_KEYS, strict=True)
            rounds, per_day, hours = (vectors.value(name, getattr(stock, key)) for name, key in columns)
            depots[:, variant] = np.column_stack([np.rint(rounds), per_day, 3600.0 * hours])
    return depots


def _held(
    decision: Decision, generics: Sequence[GenericClass], threat_classes: tuple[str, ...]
) -> npt.NDArray[np.bool_]:
    """Return whether each variant holds its fire at each threat class."""
    held = [[name in decision.hold.get(generic.name, ()) for name in threat_classes] for generic in generics]
    return np.array(held, dtype=bool).reshape(len(generics), len(threat_classes))


def _rules(
    decision: Decision, catalogue: Catalogue, generics: Sequence[GenericClass], threat_classes: tuple[str, ...]
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
