"""What a run found: its tables, the main one first."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from intercept.base.table import Table
from intercept.base.values import ByValue
from intercept.base.words import counted
from intercept.catalogue.catalogue import Catalogue
from intercept.errors import InvalidParameterError
from intercept.raid.simulate import FATES
from intercept.raid.spread import per_replication, spread, total

Array: TypeAlias = npt.NDArray[np.float64]
Track: TypeAlias = tuple[str, Array, Array]


@dataclass(frozen=True)
class Claimed:
    """What a public statement says of one class of threat on the night: counts, and where it was said.

    ``not_reach_goal`` is the number claimed lost or jammed on the way, where the statement gives one.
    """

    threat_class: str
    launched: int
    destroyed: int
    not_reach_goal: int | None = None
    source: str = ""
    url: str = ""

    @property
    def down(self) -> int:
        """Claimed destroyed or lost on the way: what the modelled "down" is compared with."""
        return self.destroyed + (self.not_reach_goal or 0)


@dataclass(frozen=True, eq=False, repr=False)
class MapData(ByValue):
    """What the map shows, in km east and north of the theatre's origin.

    Attributes
    ----------
    tracks
        One ``(threat_class, east_km, north_km)`` for each threat, arrays of shape ``(points,)``.
    sites
        Columns kind (asset, sensor, fire_unit or launch_area), name, class, east_km, north_km, range_km (NaN: none).
    ground
        Where there is terrain: east_km (n,), north_km (m,) and the heights there (m), shape (m, n).
    """

    tracks: tuple[Track, ...]
    sites: Table
    ground: tuple[Array, Array, Array] | None = None

    def __repr__(self) -> str:
        return f"<MapData: {counted(len(self.tracks), 'track')}, {counted(len(self.sites), 'site')}>"


@dataclass(frozen=True, eq=False, repr=False)
class Result(ByValue):
    """Everything a run found, from geometry to outcomes.

    Attributes
    ----------
    scenario_name, scenario_hash, seed, version, geometry_samples
        What was run: SHA-256 of the canonical scenario, seed, version of this package, draws of the geometry.
    replications_planned, replications_done, interrupted
        How much of it was finished; only finished replications are in the tables.
    timings
        Seconds spent, by stage; they do not count when results are compared. Terrain, wind and tracks are read or made
        in "prepare", and looked up while it flies and finds windows.
    windows
        One row for each engagement window: geometry_sample, threat, threat_class, wave, unit, unit_class, part,
        launch_earliest_s, launch_latest_s, intercept_first_s, intercept_last_s, intercept_latitude_deg,
        intercept_longitude_deg, intercept_altitude_m, opportunities. Seconds count from the start of the raid.
    reasons
        Why pairs of threat and fire unit have no window: geometry_sample, threat_class, unit_class, reason, pairs.
    outcomes
        Counts: replication, threat_class, launched, failed, jammed, intercepted, leaked.
    rounds, assets, kills
        replication, defence_class, rounds; asset, asset_class, leaked_total, leaked_mean, leaked_p05,
        leaked_p95; defence_class, threat_class, kills.
    threats
        Geometry sample 0: threat, threat_class, wave, launch_s, arrival_s, distance_km, apogee_km, speed_max_m_s,
        impact_speed_m_s, outcome, first_detection_s (NaN: never).
    claimed
        The public claim to print beside the result; may be empty.
    assumptions
        subject, parameter, low, mode, high, unit, confidence, source, url, note, origin.
    map
        Tracks and sites.
    sweep
        parameter, value, replications, threat_class (a class or "all"), launched, leaked_mean, leaked_p05, leaked_p50,
        leaked_p95, intercepted_share_mean; None without a sweep.
    surroundings
        What the ground and the wind are, a sentence each; empty for the bare ellipsoid and still air.
    outside_files
        The files that the run rests on beside the scenario: what names each (a table of the scenario, or "trajectories"
        for tracks that took the place of its raid), its name there, its SHA-256.

    Raises
    ------
    InvalidParameterError
        If an outcome's fates do not add up to what was launched.
    """

    scenario_name: str
    scenario_hash: str
    seed: int
    replications_planned: int
    replications_done: int
    interrupted: bool
    geometry_samples: int
    version: str
    timings: dict[str, float] = field(compare=False)
    windows: Table
    reasons: Table
    outcomes: Table
    rounds: Table
    assets: Table
    kills: Table
    threats: Table
    claimed: tuple[Claimed, ...]
    assumptions: Table
    map: MapData
    sweep: Table | None = None
    surroundings: tuple[str, ...] = ()
    outside_files: tuple[tuple[str, str, str], ...] = ()

    def __post_init__(self) -> None:
        fates = sum(self.outcomes[fate] for fate in FATES)
        wrong = np.flatnonzero(fates != self.outcomes["launched"])
        if wrong.size:
            row = next(self.outcomes.take(wrong[:1]).records())
            raise InvalidParameterError(
                f"replication {row['replication']}, {row['threat_class']}: {row['launched']} launched, but"
                f" {', '.join(f'{row[fate]} {fate}' for fate in FATES)}; fates must add up to what was launched"
            )

    def table(self) -> Table:
        """Return the main table: one row for each class of threat, in the catalogue's order, and one for all.

        Columns: threat_class, launched; failed_or_jammed, intercepted and leaked, each with _mean, _p05, _p95 over the
        replications; claimed_launched, claimed_down, claimed_rate (NaN without a claim); modelled_down_rate_mean,
        _p05, _p95 (down = failed, jammed or intercepted). Modelled columns are NaN while no replication is finished,
        and for a class that is only claimed.
        """
        launched = self._launched()
        counts = {fate: per_replication(self.outcomes, "threat_class", fate) for fate in FATES}
        counts["failed_or_jammed"] = {
            name: counts["failed"][name] + counts["jammed"][name] for name in counts["failed"]
        }
        order = list(Catalogue.load().threats)
        named = {*launched, *(claim.threat_class for claim in self.claimed)}
        # Classes of the scenario's own come last, by name.
        classes = sorted(named, key=lambda name: (order.index(name) if name in order else len(order), name))
        rows = []
        for name in [*classes, "all"]:
            number = sum(launched.values()) if name == "all" else launched.get(name, 0)
            row: dict[str, str | float] = {"threat_class": name, "launched": number}
            row |= _modelled(counts, name, number) | self._claim(name)
            rows.append(row)
        return Table({column: [row[column] for row in rows] for column in _COLUMNS})

    def __repr__(self) -> str:
        """Say in three lines what was run and what leaks."""
        launched = sum(self._launched().values())
        leaked = spread(total(per_replication(self.outcomes, "threat_class", "leaked")))
        done = f"{self.replications_done:,} of {counted(self.replications_planned, 'replication')}"
        found = "no replication finished"
        if self.replications_done:
            found = f"{leaked.mean:.1f} leaked on average (5-95 %: {leaked.p05:.0f} to {leaked.p95:.0f})"
        return (
            f'<Result of "{self.scenario_name}": {done}, {counted(self.geometry_samples, "geometry sample")}, seed'
            f" {self.seed}\n"
            f" {counted(launched, 'threat')} launched, {found}\n"
            f" scenario {self.scenario_hash[:12]}, intercept {self.version}>"
        )

    def _launched(self) -> dict[str, int]:
        """Return the number launched by class: from the outcomes, or while there are none from the threats flown."""
        if len(self.outcomes):
            counts = per_replication(self.outcomes, "threat_class", "launched")
            return {name: int(launched[0]) for name, launched in counts.items()}
        classes, rows = self.threats.codes("threat_class")
        return dict(zip(classes, np.bincount(rows, minlength=len(classes)).tolist(), strict=True))

    def _claim(self, name: str) -> dict[str, float]:
        claims = [claim for claim in self.claimed if name in {"all", claim.threat_class}]
        launched, down = (sum(claim.launched for claim in claims), sum(claim.down for claim in claims))
        if not claims:
            return dict.fromkeys(_CLAIM, float("nan"))
        rate = down / launched if launched else float("nan")
        return dict(zip(_CLAIM, (float(launched), float(down), rate), strict=True))

    def _repr_html_(self) -> str:
        return self.table()._repr_html_()


_CLAIM = ("claimed_launched", "claimed_down", "claimed_rate")
_SPREADS = ("failed_or_jammed", "intercepted", "leaked")
_COLUMNS = (
    "threat_class",
    "launched",
    *(f"{name}_{part}" for name in _SPREADS for part in ("mean", "p05", "p95")),
    *_CLAIM,
    *(f"modelled_down_rate_{part}" for part in ("mean", "p05", "p95")),
)


def _modelled(counts: dict[str, dict[str, npt.NDArray[np.int64]]], name: str, launched: int) -> dict[str, float]:
    """Return the modelled columns of one row of the main table."""

    def of(quantity: str) -> npt.NDArray[np.int64]:
        by_class = counts[quantity]
        return total(by_class) if name == "all" else by_class.get(name, np.zeros(0, np.int64))

    row: dict[str, float] = {}
    for quantity in _SPREADS:
        row |= _three(quantity, of(quantity))
    return row | _three("modelled_down_rate", 1.0 - of("leaked") / launched if launched else np.zeros(0))


def _three(name: str, values: npt.NDArray[np.int64] | npt.NDArray[np.float64]) -> dict[str, float]:
    found = spread(values)
    return {f"{name}_mean": found.mean, f"{name}_p05": found.p05, f"{name}_p95": found.p95}
