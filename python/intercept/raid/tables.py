"""Raids from numbers: columns of threats, units and windows made into what a raid draws from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from intercept.base.arguments import column, numbers, refused
from intercept.base.words import counted, one_of
from intercept.engagement.chances import (
    DEPOT_COLUMNS,
    KILL_GEOMETRY_COLUMNS,
    MAGAZINE_COLUMNS,
    THREAT_SHARES,
    UNIT_SHARES,
    Chances,
    Doctrine,
    keys_of,
)
from intercept.errors import InvalidParameterError

Array = npt.NDArray[np.float64]
# A mapping of names to columns, or anything with such columns, as a data frame has.
Columns: TypeAlias = Any
ByClass: TypeAlias = float | npt.ArrayLike | Mapping[str, float | npt.ArrayLike]

NEVER = 255
ONE_OF_ALL = {"threat_class": "threat", "wave": "wave", "defence_class": "unit"}
THREAT_COLUMNS = ("name", "threat_class", "wave", "asset", "launch_s", "arrival_s", "jitter_s")
UNIT_COLUMNS = ("name", "defence_class", "command_post", *MAGAZINE_COLUMNS)
ASSET_COLUMNS = ("name", "asset_class", "value")
WINDOW_COLUMNS = ("threat", "unit", "launch_s", "intercept_s", "kill_factor")
MAGAZINE = {
    **dict.fromkeys(MAGAZINE_COLUMNS, 0.0),
    **dict.fromkeys(("rounds", "channels", "salvo", "shoot_look_shoot"), 1.0),
    **dict.fromkeys(("rounds_per_target_max", "misses_max", "top_up_after_s", "waiting_max"), np.inf),
}
# Least and greatest value of a column of units, and whether it counts.
RANGES = {
    **dict.fromkeys(("rounds", "spare"), (0, 2**32 - 1, True)),
    **dict.fromkeys(("channels", "salvo"), (1, 2**32 - 1, True)),
    **dict.fromkeys(("rounds_per_target_max", "misses_max"), (1, np.inf, True)),
    **dict.fromkeys(("shoot_look_shoot", "assess_exponential"), (0, 1, True)),
    **dict.fromkeys(("reload_time_s", "salvo_spacing_s", "assess_time_s"), (0, 1e10, False)),
    "top_up_after_s": (5e-324, np.inf, False),
    "waiting_max": (0, np.inf, True),
}
SHARES = {**dict.fromkeys((*UNIT_SHARES, *THREAT_SHARES), 0.0), "kill_probability": 1.0, "unit_availability": 1.0}


@dataclass(frozen=True)
class Listed:
    """Threats, units and assets by name and class."""

    threats: Array
    threat_names: tuple[str, ...]
    threat_classes: tuple[str, ...]
    wave_names: tuple[str, ...]
    jitter_s: Array
    units: npt.NDArray[np.uint64]
    unit_names: tuple[str, ...]
    unit_classes: tuple[str, ...]
    unit_posts: tuple[str, ...]
    magazines: Array
    asset_names: tuple[str, ...]
    asset_classes: tuple[str, ...]
    asset_values: Array
    asset: npt.NDArray[np.int64]

    @classmethod
    def of(cls, threats: Columns, units: Columns, assets: Columns | None) -> Listed:
        """Return them, read from columns."""
        flown, shooting = read_columns("threats", threats, THREAT_COLUMNS), read_columns("units", units, UNIT_COLUMNS)
        kept = {} if assets is None else read_columns("assets", assets, ASSET_COLUMNS)
        for name in ("launch_s", "arrival_s"):
            if name not in flown:
                raise InvalidParameterError(f"threats must have a column {name}")
        rows, unit_rows, asset_rows = (
            row_count(*each) for each in (("threats", flown), ("units", shooting), ("assets", kept))
        )
        classes, class_index = _named("threats", flown, "threat_class", rows)
        waves, wave_index = _named("threats", flown, "wave", rows)
        unit_classes, unit_index = _named("units", shooting, "defence_class", unit_rows)
        asset_names = _words("assets", kept, "name", asset_rows, "asset")
        asset = _assets(flown, asset_names, rows)
        times = [_numbers("threats", flown, name, rows, np.nan) for name in ("launch_s", "arrival_s")]
        magazine = [_numbers("units", shooting, name, unit_rows, MAGAZINE[name]) for name in MAGAZINE_COLUMNS]
        return cls(
            threats=np.column_stack([class_index, wave_index, asset, *times]).astype(float),
            threat_names=_words("threats", flown, "name", rows, "threat"),
            threat_classes=classes,
            wave_names=waves,
            jitter_s=_numbers("threats", flown, "jitter_s", rows, 0.0),
            units=unit_index.astype(np.uint64),
            unit_names=_words("units", shooting, "name", unit_rows, "unit"),
            unit_classes=unit_classes,
            unit_posts=_words("units", shooting, "command_post", unit_rows, None),
            magazines=np.column_stack(magazine).reshape(-1, len(MAGAZINE_COLUMNS)),
            asset_names=asset_names,
            asset_classes=_words("assets", kept, "asset_class", asset_rows, None),
            asset_values=_numbers("assets", kept, "value", asset_rows, 1.0),
            asset=asset,
        )


def chances(  # noqa: PLR0913 - settings by keyword
    listed: Listed,
    *,
    shares: Mapping[str, ByClass],
    kill_scale: Mapping[str, Mapping[str, float]],
    preference: Sequence[str],
    held: Mapping[str, Sequence[str]],
    depots: Mapping[str, Mapping[str, float]],
    posts: tuple[Array, npt.NDArray[np.int64]],
    comes_at: npt.NDArray[np.uint64],
    doctrine: Doctrine,
) -> Chances:
    """Return what a raid of these draws from."""
    units, threats = listed.unit_classes, listed.threat_classes
    values, vectors = _shares(shares, units, threats)
    order = list(dict.fromkeys(_known("preference", preference, units)))
    place = [order.index(name) if name in order else len(order) for name in units]
    rank = np.repeat(np.minimum(place, NEVER - 1)[:, None], len(threats), axis=1)
    scale = np.ones((len(units), len(threats)))
    for unit in _known("kill_scale", kill_scale, units):
        for threat in _known(f"kill_scale[{unit}]", kill_scale[unit], threats):
            scale[units.index(unit), threats.index(threat)] = kill_scale[unit][threat]
    holds = np.zeros((len(units), len(threats)), dtype=bool)
    for unit in _known("held", held, units):
        for threat in _known(f"held[{unit}]", held[unit], threats):
            holds[units.index(unit), threats.index(threat)] = True
    stores = np.zeros((1, len(units), len(DEPOT_COLUMNS)))
    for unit in _known("depots", depots, units):
        for name in _known(f"depots[{unit}]", depots[unit], DEPOT_COLUMNS):
            stores[0, units.index(unit), DEPOT_COLUMNS.index(name)] = depots[unit][name]
    return Chances(
        **{name: np.repeat(rows, vectors // len(rows), axis=0) for name, rows in values.items()},
        sensor_availability=np.zeros((vectors, 0)),
        decision_time_s=np.zeros(vectors),
        magazines=np.repeat(listed.magazines[None], vectors, axis=0),
        depots=np.repeat(stores, vectors, axis=0),
        threat_keys=keys_of("threat", listed.threat_names),
        unit_keys=keys_of("unit", listed.unit_names),
        sensor_keys=keys_of("sensor", ()),
        unit_class_keys=keys_of("defence", units),
        sensor_classes=np.zeros(0, dtype=np.uint64),
        sensor_tracks_max=np.zeros(0),
        asset_names=listed.asset_names,
        asset_classes=listed.asset_classes,
        asset_values=listed.asset_values,
        asset=listed.asset,
        jitter_s=listed.jitter_s,
        kill_scale=scale,
        preference=rank.astype(np.uint8).reshape(len(units), len(threats)),
        held=holds,
        posts=posts[0],
        unit_posts=posts[1],
        kill_geometry=np.full((len(units), len(KILL_GEOMETRY_COLUMNS)), np.nan),
        comes_at=comes_at,
        doctrine=doctrine,
    )


def windows(
    given: Columns, listed: Listed
) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint32], Array, Array, Array]:
    """Return threat and unit of each window (rows), launches, their intercepts (s) and factors on the kill probability.

    The last three have the shape (windows, points).
    """
    found = read_columns("windows", given, WINDOW_COLUMNS)
    for name in WINDOW_COLUMNS[:4]:
        if name not in found:
            raise InvalidParameterError(f"windows must have a column {name}")
    times: list[Array] = []
    for name in ("launch_s", "intercept_s", "kill_factor"):
        values = numbers(f"windows {name}", found[name]) if name in found else np.ones(times[0].shape)
        if values.ndim not in (1, 2) or (values.ndim == 2 and not values.shape[1]):
            raise refused(f"windows {name}", values, "an array of shape (windows,) or (windows, points)")
        times.append(np.ascontiguousarray(values if values.ndim == 2 else values[:, None]))
    for name, values in zip(("intercept_s", "kill_factor"), times[1:], strict=True):
        if times[0].shape != values.shape:
            raise InvalidParameterError(
                f"windows launch_s of shape {times[0].shape} and {name} of shape {values.shape} must be alike"
            )
    threat = rows_of("windows threat", found["threat"], len(listed.threats), len(times[0]))
    unit = rows_of("windows unit", found["unit"], len(listed.units), len(times[0]))
    return threat, unit, times[0], times[1], times[2]


def rows_of(name: str, given: npt.ArrayLike, limit: int, count: int) -> npt.NDArray[np.uint32]:
    """Return a column of row numbers below a limit."""
    values = column(name, given, count)
    wrong = np.flatnonzero((values < 0) | (values >= limit) | (values != np.floor(values)))
    if len(wrong):
        row = wrong[0]
        raise refused(f"{name}[{row}]", float(values[row]), f"the number of a row, 0 to {limit - 1}")
    return values.astype(np.uint32)


def read_columns(what: str, given: Columns, known: Sequence[str]) -> dict[str, Any]:
    """Return the columns of a table, of which none may be unknown."""
    names = list(given.keys() if isinstance(given, Mapping) else getattr(given, "columns", ()))
    if not names:
        raise refused(what, given, "columns by name, in a mapping or a data frame")
    for name in names:
        if name not in known:
            raise refused(f"column of {what}", name, one_of(name, known))
    return {name: given[name] for name in names}


def row_count(what: str, read: Mapping[str, Any]) -> int:
    """Return the number of rows of columns, which must be of one length."""
    lengths = {name: len(values) for name, values in read.items()}
    if len(set(lengths.values())) > 1:
        told = ", ".join(f"{name} {length}" for name, length in lengths.items())
        raise InvalidParameterError(f"columns of {what} must be of one length: {told}")
    return next(iter(lengths.values()), 0)


def _words(what: str, read: Mapping[str, Any], name: str, rows: int, otherwise: str | None) -> tuple[str, ...]:
    if name not in read:
        return tuple("" if otherwise is None else f"{otherwise} {i + 1}" for i in range(rows))
    values = tuple(str(value) for value in read[name])
    if name == "name" and len(set(values)) < len(values):
        twice = next(value for value in values if values.count(value) > 1)
        raise refused(f"name of {what}", twice, "one that no other has")
    return values


def _named(what: str, read: Mapping[str, Any], name: str, rows: int) -> tuple[tuple[str, ...], npt.NDArray[np.int64]]:
    values = _words(what, read, name, rows, None) if name in read else (ONE_OF_ALL[name],) * rows
    distinct = tuple(dict.fromkeys(values))
    return distinct, np.array([distinct.index(value) for value in values], dtype=np.int64)


def _assets(read: Mapping[str, Any], names: Sequence[str], rows: int) -> npt.NDArray[np.int64]:
    if "asset" not in read:
        return np.full(rows, -1, dtype=np.int64)
    return np.array([-1 if not value else names.index(_one("asset", str(value), names)) for value in read["asset"]])


def _numbers(what: str, read: Mapping[str, Any], name: str, rows: int, otherwise: float) -> Array:
    if name not in read:
        return np.full(rows, otherwise)
    values = column(f"{what} {name}", read[name], rows)
    low, high, counts = RANGES.get(name, (-np.inf, np.inf, False))
    good = (values >= low) & (values <= high) & ((not counts) | (values == np.floor(values)))
    if not good.all():
        row = int(np.flatnonzero(~good)[0])
        kind = "a whole number" if counts else "a number"
        span = f" from {low:g} to {high:g}" if low > -np.inf else ""
        raise refused(f"{what} {name}[{row}]", float(values[row]), kind + span)
    return values


def _shares(
    shares: Mapping[str, ByClass], units: Sequence[str], threats: Sequence[str]
) -> tuple[dict[str, Array], int]:
    for name in shares:
        if name not in SHARES:
            raise refused("share", name, one_of(name, SHARES))
    values = {
        name: _share(name, shares.get(name, usual), units if name in UNIT_SHARES else threats)
        for name, usual in SHARES.items()
    }
    vectors = max(len(rows) for rows in values.values())
    for name, rows in values.items():
        if len(rows) not in (1, vectors):
            raise InvalidParameterError(f"{name} has {counted(len(rows), 'vector')}: must have 1 or {vectors}")
    return values, vectors


def _share(name: str, given: ByClass, classes: Sequence[str]) -> Array:
    by_class = given if isinstance(given, Mapping) else dict.fromkeys(classes, given)
    for key in by_class:
        _one(name, key, classes)
    columns = [column(name, by_class.get(key, SHARES[name])) for key in classes]
    for values in columns:
        wrong = np.flatnonzero(~((values >= 0.0) & (values <= 1.0)))
        if len(wrong):
            raise refused(f"{name}[{wrong[0]}]", float(values[wrong[0]]), "from 0 to 1")
    rows = max((len(values) for values in columns), default=1)
    if any(len(values) not in (1, rows) for values in columns):
        raise refused(name, given, "one value for each vector, as many for each class")
    return np.array([np.broadcast_to(values, rows) for values in columns]).reshape(-1, rows).T.copy()


def _known(name: str, given: Sequence[str] | Mapping[str, Any], names: Sequence[str]) -> list[str]:
    return [_one(name, key, names) for key in given]


def _one(name: str, value: str, names: Sequence[str]) -> str:
    if value not in names:
        raise refused(name, value, one_of(value, names))
    return value
