"""Sensors and fire units of a scenario as far as no draw changes them: written out once, for all its geometries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from intercept.engagement.chances import Keys, keys_of
from intercept.engagement.defence.columns import SENSOR_COLUMNS, UNIT_COLUMNS
from intercept.scenario.model.limits import FireUnitLimits, SensorLimits
from intercept.scenario.model.values import Position, places

if TYPE_CHECKING:
    from intercept.catalogue.catalogue import Catalogue
    from intercept.catalogue.generic_class import GenericClass
    from intercept.catalogue.rules import SensorRule
    from intercept.catalogue.uncertain import Stated
    from intercept.earth.local_frame import Frame
    from intercept.earth.terrain import Terrain
    from intercept.scenario.model.defence import FireUnit
    from intercept.scenario.model.scenario import Scenario

Array = npt.NDArray[np.float64]
Index = npt.NDArray[np.uint64]

FLYOUT_STEP_M = 50.0


@dataclass(frozen=True, eq=False)
class SensorSites:
    """The sensors of a scenario.

    Attributes
    ----------
    names, class_names, keys, tracks_max
        Of each sensor; `keys` are those of its luck.
    variants, rules, variant
        Classes with the overrides of sites, how each detects, and which one each sensor is, shape (sensors,).
    stated
        `SENSOR_COLUMNS` that sites state, their places included, NaN where those of the variant count: shape (sensors,
        25).
    """

    names: tuple[str, ...]
    class_names: tuple[str, ...]
    keys: Keys
    tracks_max: Array
    variants: tuple[GenericClass, ...]
    rules: tuple[SensorRule, ...]
    variant: Index
    stated: Array

    @classmethod
    def of(cls, expanded: Scenario, catalogue: Catalogue, frame: Frame, terrain: Terrain | None) -> SensorSites:
        """Return the sensors of a scenario whose sites are written out."""
        sites = expanded.sensors
        latitude, longitude, ground_m = _stand(frame, terrain, [sensor.position for sensor in sites])
        kinds = _Variants()
        rows, variant = [], []
        for i, sensor in enumerate(sites):
            rule = catalogue.sensor_rule(sensor.class_name)
            variant.append(kinds.add(catalogue.sensors[sensor.class_name], sensor.overrides))
            # The altitude of an aircraft does not count from the ground.
            altitude_m = 0.0 if rule.is_airborne else ground_m[i]
            place = {"latitude_rad": latitude[i], "longitude_rad": longitude[i], "altitude_m": altitude_m}
            rows.append(_row(SENSOR_COLUMNS, {**place, **_limited(sensor.limits or SensorLimits(), rule)}))
        names = tuple(sensor.name for sensor in sites)
        return cls(
            names=names,
            class_names=tuple(sensor.class_name for sensor in sites),
            keys=keys_of("sensor", names),
            tracks_max=np.array([np.inf if s.tracks_max is None else s.tracks_max for s in sites], dtype=float),
            variants=tuple(kinds.found),
            rules=tuple(catalogue.sensor_rule(generic.name) for generic in kinds.found),
            variant=np.array(variant, dtype=np.uint64),
            stated=np.array(rows, dtype=float).reshape(-1, len(SENSOR_COLUMNS)),
        )


@dataclass(frozen=True, eq=False)
class UnitSites:
    """The fire units of a scenario, one for each of a site's `count`.

    Attributes
    ----------
    names, keys
        Of each unit; `keys` are those of its luck.
    places_km
        East and north in the local frame, shape (units, 2).
    variants, variant
        Classes with the overrides of sites, and which one each unit is, shape (units,).
    stated
        `UNIT_COLUMNS` that sites state, their places included, NaN where those of the variant count: shape (units, 22).
    flyouts, flyout
        Variant and height of the launcher (m) of each fly-out table, and which one each unit has, shape (units,).
    stocked, stock
        Variant and site of each kind of magazine, and which one each unit has, shape (units,).
    cued_by, guided_by
        Indices of sensors, as of `intercept.engagement.defence.columns.FireUnits`.
    """

    names: tuple[str, ...]
    keys: Keys
    places_km: Array
    variants: tuple[GenericClass, ...]
    variant: Index
    stated: Array
    flyouts: tuple[tuple[int, float], ...]
    flyout: Index
    stocked: tuple[tuple[int, FireUnit], ...]
    stock: Index
    cued_by: tuple[tuple[int, ...] | None, ...]
    guided_by: tuple[tuple[int, ...] | None, ...]

    @classmethod
    def of(cls, expanded: Scenario, catalogue: Catalogue, frame: Frame, terrain: Terrain | None) -> UnitSites:
        """Return the fire units of a scenario whose sites are written out."""
        every = [(site, position) for site in expanded.fire_units for position in site.positions()]
        latitude, longitude, ground_m = _stand(frame, terrain, [position for _, position in every])
        sensors = {sensor.name: index for index, sensor in enumerate(expanded.sensors)}
        kinds = _Variants()
        stocked: dict[tuple[int, int | None, float | None, str], tuple[int, FireUnit]] = {}
        names: list[str] = []
        keyed: list[str] = []
        made: dict[str, list[int]] = {"variant": [], "stock": []}
        stated: list[dict[str, float]] = []
        named: dict[str, list[tuple[int, ...] | None]] = {"cued_by": [], "guided_by": []}
        for site in expanded.fire_units:
            variant = kinds.add(catalogue.defences[site.class_name], site.overrides)
            # Most units of a class state nothing of their own.
            key = (variant, site.rounds, site.reloads, site.doctrine.model_dump_json())
            stocked.setdefault(key, (variant, site))
            limits = site.limits or FireUnitLimits()
            names += [site.name if site.count == 1 else f"{site.name} {i + 1}" for i in range(site.count)]
            # The first keeps its luck when others are added; no site can have the name of another one.
            keyed += [f"{site.name}\n{i + 1}" if i else site.name for i in range(site.count)]
            made["variant"] += [variant] * site.count
            made["stock"] += [list(stocked).index(key)] * site.count
            stated += [limits.columns()] * site.count
            for name in named:
                given = getattr(limits, name)
                named[name] += [None if given is None else tuple(sensors[each] for each in given)] * site.count
        stands = zip(latitude, longitude, ground_m, strict=True)
        place = [{"latitude_rad": a, "longitude_rad": b, "altitude_m": h} for a, b, h in stands]
        rows = [_row(UNIT_COLUMNS, {**limits, **at}) for limits, at in zip(stated, place, strict=True)]
        # Units whose ground differs by less share a table: its air differs by half a per cent at most.
        level_m = FLYOUT_STEP_M * np.rint(ground_m / FLYOUT_STEP_M)
        tables = list(zip(made["variant"], level_m.tolist(), strict=True))
        flyouts = {table: number for number, table in enumerate(dict.fromkeys(tables))}
        return cls(
            names=tuple(names),
            keys=keys_of("unit", keyed),
            places_km=places_km([position for _, position in every]),
            variants=tuple(kinds.found),
            variant=np.array(made["variant"], dtype=np.uint64),
            stated=np.array(rows, dtype=float).reshape(-1, len(UNIT_COLUMNS)),
            flyouts=tuple(flyouts),
            flyout=np.array([flyouts[table] for table in tables], dtype=np.uint64),
            stocked=tuple(stocked.values()),
            stock=np.array(made["stock"], dtype=np.uint64),
            **{name: tuple(indices) for name, indices in named.items()},
        )


def sites_of(
    expanded: Scenario, catalogue: Catalogue, frame: Frame, terrain: Terrain | None
) -> tuple[SensorSites, UnitSites]:
    """Return the sensors and the fire units of a scenario whose sites are written out."""
    given = (expanded, catalogue, frame, terrain)
    return SensorSites.of(*given), UnitSites.of(*given)


class _Variants:
    """Classes, and classes with the overrides of a site: sites with equal ones are of one variant of their class."""

    def __init__(self) -> None:
        self.found: list[GenericClass] = []
        self._numbers: dict[tuple[object, ...], int] = {}

    def add(self, generic: GenericClass, overrides: Mapping[str, Stated]) -> int:
        """Return the number of a variant."""
        values = sorted((key, value.low, value.mode, value.high) for key, value in overrides.items())
        number = self._numbers.setdefault((generic.name, *values), len(self.found))
        if number == len(self.found):
            self.found.append(generic.with_values(overrides))
        return number


def places_km(positions: Sequence[Position]) -> Array:
    """Return east and north of positions, shape (n, 2)."""
    return np.array([(place.east_km, place.north_km) for place in positions], dtype=float).reshape(-1, 2)


def over_variants(stated: Array, by_variant: Sequence[Sequence[float]], variant: Index) -> Array:
    """Return rows of sites: what each states, and where that is NaN the row of its variant."""
    if not len(stated):
        return stated.copy()
    return np.where(np.isnan(stated), np.array(by_variant, dtype=float)[variant.astype(np.intp)], stated)


def _stand(frame: Frame, terrain: Terrain | None, positions: Sequence[Position]) -> tuple[Array, Array, Array]:
    """Return latitude and longitude (rad) of positions, and the height of the ground there (m)."""
    latitude, longitude = places(frame, positions)
    bare = np.zeros(len(latitude))
    return latitude, longitude, bare if terrain is None else terrain.height_m(latitude, longitude)


def _row(columns: Sequence[str], stated: Mapping[str, float]) -> list[float]:
    return [stated.get(name, np.nan) for name in columns]


def _limited(limits: SensorLimits, rule: SensorRule) -> dict[str, float]:
    """Return the columns that a sensor's site states, and those that follow from a scan period."""
    if not limits.scan_period_s:
        return limits.columns()
    # A radar's track delay stands for its scans: where these are stated, they count instead. A track is kept without
    # hits for as long as its scans take.
    delay = {"track_delay_s": 0.0} if rule.is_radar else {}
    coast_s = limits.scan_period_s * float(limits.track_scans or limits.track_hits or 1)
    return {**delay, "coast_s": coast_s, **limits.columns()}
