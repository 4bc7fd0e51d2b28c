"""What a run found: its tables, the main one first."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from intercept.base.factories import by_calls
from intercept.base.plain import made_by
from intercept.base.shown import Shown
from intercept.base.table import Table
from intercept.base.values import ByValue
from intercept.base.words import counted, known, nights
from intercept.catalogue.catalogue import Catalogue
from intercept.errors import InvalidParameterError
from intercept.raid.claimed import Claimed
from intercept.raid.credibility import Credibility, credibility
from intercept.raid.made import Made
from intercept.raid.map_data import MapData
from intercept.raid.recipe import Recipe
from intercept.raid.sampling import Sampling
from intercept.raid.sums import cause_means, spread_of
from intercept.raid.tally import FATES

Array: TypeAlias = npt.NDArray[np.float64]


@by_calls("ic.run")
@dataclass(frozen=True, eq=False, repr=False)
class Result(ByValue, Shown):
    """Everything a run found, from geometry to outcomes.

    What each table means: docs/models/results.md.

    Attributes
    ----------
    scenario_name, scenario_hash, seed, version
        What was run: SHA-256 of the canonical scenario, seed, version of this package.
    sampling
        How what is not known was drawn.
    replications_planned, replications_done, interrupted
        How much of it was finished; only finished replications are in the tables.
    timings
        Seconds spent, by stage, of all threads together; they do not count when results are compared. Terrain, wind and
        tracks are read or made in "prepare", and looked up while it flies and finds windows.
    windows
        One row for each engagement window of the most likely case, with everything up: threat, threat_class, wave,
        unit, unit_class, part, launch_earliest_s, launch_latest_s, intercept_first_s, intercept_last_s,
        intercept_latitude_deg, intercept_longitude_deg, intercept_altitude_m, opportunities. Seconds count from the
        start of the raid.
    reasons
        Why pairs of threat and fire unit have no window in that case: threat_class, unit_class, reason, pairs.
    outcomes
        Counts by vector e of what is not known and replication a of luck: e, a, threat_class, launched, failed, jammed,
        intercepted, leaked, decoy (arrived, and harmless).
    causes
        Why they leaked, each by one cause: e, a, threat_class, cause, leaked.
    rounds, assets, kills
        e, a, defence_class, rounds, wasted, left; asset, asset_class, leaked_total, leaked_mean,
        leaked_standard_error, leaked_low, leaked_high, leaked_p05, leaked_p95; defence_class, threat_class, kills (of
        all replications together) and kills_mean of one, with its errors.
    causes_by_asset, causes_by_wave
        Why they leaked there: asset, asset_class, cause, or wave, cause; the mean leaked_mean with its errors.
    night
        The course of the night by the raid's clock, in at most 64 steps: from_s, to_s, defence_class; channels of the
        class in the most likely case, with everything up; channels_busy_mean, those in use, averaged over the step,
        until the last threat of each night has gone; rounds_left_mean, those left when the step begins, at the units
        and on their way to them; rounds_left_share_mean, these over those at first (NaN without any); all with their
        errors.
    shortages
        By defence class, and "all": nights_mean, the share of nights in which a unit with a window had no round for it;
        first_s_mean, when that first was in these nights, in seconds from the start of the raid; with their errors.
    waits
        By quantity and threat class, or "all": mean of a replication, standard_error, low and high of its 95 %
        t-interval. Quantities: came, engaged and turned_away (threats, as of `Tally`), wait_s (mean wait of those that
        came, NaN where none did), waiting_max (greatest number that waits at once).
    estimates
        By quantity (a fate, failed_or_jammed, down, rounds, wasted, left) and what it is of (a class, or "all"):
        launched, mean, standard_error, low and high of its 95 % t-interval; p05, p50 and p95 of single replications,
        each with its own 95 % interval (p05_low, ...); variance of single replications and its parts, variance_luck,
        variance_routes and variance_ignorance, which add up to it.
    draws
        What was drawn: e, scramble, point, vector; for each column of what is not known its place u in the prior, in
        (0, 1), as `u.NAME`, and the value used of the class, as `NAME`.
    threats
        Of the most likely case: threat, threat_class, wave, launch_s, arrival_s, distance_km, apogee_km, speed_max_m_s,
        impact_speed_m_s, outcome, first_detection_s (NaN: never).
    claimed
        The public claim to print beside the result; may be empty.
    assumptions
        subject, parameter, low, mode, high, unit, choice (words, where it is no number: low, mode and high are NaN),
        confidence, source, url, note, origin (catalogue, model choice or scenario). A row for each value of a class,
        and for each choice of the scenario that is in force, stated or not; one of a single site names the site.
    map
        Tracks and sites.
    surroundings
        What the ground and the wind are, a sentence each; empty for the bare ellipsoid and still air.
    outside_files
        The files that the run rests on beside the scenario: what names each (a table of the scenario, or "trajectories"
        for tracks that took the place of its raid), its name there, its SHA-256.
    recipe
        The scenario and the settings, with which the run can be made again; None for a result not made by `run`.

    Raises
    ------
    InvalidParameterError
        If an outcome's fates do not add up to what was launched.

    Examples
    --------
    >>> import intercept as ic
    >>> result = ic.run("examples/notional-small.toml", seed=1, scrambles=2, points=1, vectors=1, replications=20)
    >>> result.table().take([-1])["launched"].tolist(), len(result.tables()), result.to_dict()["seed"]
    ([32], 16, 1)
    >>> result.too_few()[0][:40], len(result.to_json()) > 1000
    ('Too few scrambles for standard errors: t', True)
    >>> result.credibility().parts["part"].tolist()[:3]
    ['flight', 'sensing', 'windows']
    """

    scenario_name: str
    scenario_hash: str
    seed: int
    sampling: Sampling
    replications_planned: int
    replications_done: int
    interrupted: bool
    version: str
    timings: dict[str, float] = field(compare=False)
    windows: Table
    reasons: Table
    outcomes: Table
    causes: Table
    rounds: Table
    assets: Table
    kills: Table
    waits: Table
    night: Table
    shortages: Table
    causes_by_asset: Table
    causes_by_wave: Table
    estimates: Table
    draws: Table
    threats: Table
    claimed: tuple[Claimed, ...]
    assumptions: Table
    map: MapData
    surroundings: tuple[str, ...] = ()
    outside_files: tuple[tuple[str, str, str], ...] = ()
    # No attribute of the class, whose help would be that of None.
    recipe: Recipe | None = field(default_factory=type(None))

    def __post_init__(self) -> None:
        fates = sum(self.outcomes[fate] for fate in FATES)
        wrong = np.flatnonzero(fates != self.outcomes["launched"])
        if wrong.size:
            row = next(self.outcomes.take(wrong[:1]).records())
            raise InvalidParameterError(
                f"vector {row['e']}, replication {row['a']}, {row['threat_class']}: {row['launched']} launched, but"
                f" {', '.join(f'{row[fate]} {fate}' for fate in FATES)}; fates must add up to what was launched"
            )

    def tables(self) -> dict[str, Table]:
        """Return the tables to write, by name."""
        return {name: getattr(self, name) for name in TABLES}

    def table(self) -> Table:
        """Return the main table: one row for each class of threat, in the catalogue's order, and one for all.

        Columns: threat_class, launched; of failed_or_jammed, intercepted and leaked the _mean, its _standard_error and
        the ends of its 95 % t-interval (_low, _high), and _p05 and _p95 of single replications; claimed_launched,
        claimed_down, claimed_rate (NaN without a claim); the same of modelled_down_rate (down = failed, jammed or
        intercepted). Modelled columns are NaN for a class that is only claimed.
        """
        launched, found = self._launched(), self._estimated()
        order = list(Catalogue.load().threats)
        named = {*launched, *(claim.threat_class for claim in self.claimed)}
        # Classes of the scenario's own come last, by name.
        classes = sorted(named, key=lambda name: (order.index(name) if name in order else len(order), name))
        rows = []
        for name in [*classes, "all"]:
            number = sum(launched.values()) if name == "all" else launched.get(name, 0)
            row: dict[str, str | float] = {"threat_class": name, "launched": number}
            for quantity in _SPREADS:
                row.update(_named(quantity, found.get((quantity, name), {}), 1))
            row.update(_named("modelled_down_rate", found.get(("down", name), {}), number))
            row.update(self._claim(name))
            rows.append(row)
        return Table({column: [row[column] for row in rows] for column in _COLUMNS})

    def too_few(self) -> tuple[str, ...]:
        """Say in sentences what the samples of the run are too few for; nothing where they are enough."""
        leaked = self._estimated().get(("leaked", "all"), {})
        mean, error = leaked.get("mean", NAN), leaked.get("standard_error", NAN)
        return self.sampling.too_few(mean, error, sum(self._launched().values()))

    def credibility(self) -> Credibility:
        """Return how far the result can be relied on, part by part: checks, inputs and their weight, limits."""
        return credibility(self)

    def to_dict(self) -> dict[str, Any]:
        """Return what the result says as plain values: what does not grow with the number of replications.

        What made it (names and hashes of the scenario, seed, sampling, version, whether it was interrupted), what it is
        too few for, the main table (`summary`), estimates with their errors and spreads, causes of leakers by class
        with errors, by asset and by wave too, `spread` (in how many replications each number leaked), assets, kills,
        waits, the course of the night, shortages, reasons, the claim, files, and credibility.
        """
        said = {
            "too_few_samples": list(self.too_few()),
            "summary": list(self.table().records()),
            "causes": list(cause_means(self.causes, self.draws, self.replications_done).records()),
            "spread": spread_of(self.outcomes),
            **{name: list(getattr(self, name).records()) for name in _SAID},
            "claimed": [asdict(claim) for claim in self.claimed],
            "surroundings": list(self.surroundings),
            "outside_files": [dict(zip(_FILE, each, strict=True)) for each in self.outside_files],
            "credibility": self.credibility().to_dict(),
        }
        return made_by({**Made.by(self).to_dict("run"), **said})

    def to_json(self) -> str:
        """Return `to_dict` as JSON; what does not apply is null."""
        return json.dumps(self.to_dict(), indent=2, ensure_ascii=False, allow_nan=False)

    def __repr__(self) -> str:
        """Say in three lines what was run and what leaks, and in one more each what the samples are too few for."""
        launched = sum(self._launched().values())
        leaked = self._estimated().get(("leaked", "all"), {})
        done = f"{self.replications_done:,} of {counted(self.replications_planned, 'replication')}"
        found = "no replication finished"
        if self.replications_done:
            mean = known(leaked["mean"], leaked["standard_error"])
            spread = nights(leaked["p05"], leaked["p95"])
            found = f"{mean.mean} leaked on average ({mean.how_well}); {spread[0].lower()}{spread[1:]}"
        few = "".join(f" {line}\n" for line in self.too_few())
        return (
            f'<Result of "{self.scenario_name}": {done}, {counted(self.sampling.vectors_in_all, "vector")} of what is'
            f" not known, seed {self.seed}\n"
            f" {counted(launched, 'threat')} launched, {found}\n{few}"
            f" scenario {self.scenario_hash[:12]}, intercept {self.version}>"
        )

    def _estimated(self) -> dict[tuple[str, str], dict[str, float]]:
        """Return the estimates by quantity and what it is of."""
        return {(row["quantity"], row["of"]): row for row in self.estimates.records()}

    def _launched(self) -> dict[str, int]:
        """Return the number launched by class."""
        classes, rows = self.threats.codes("threat_class")
        return dict(zip(classes, np.bincount(rows, minlength=len(classes)).tolist(), strict=True))

    def _claim(self, name: str) -> dict[str, float]:
        claims = [claim for claim in self.claimed if name in {"all", claim.threat_class}]
        launched, down = (sum(claim.launched for claim in claims), sum(claim.down for claim in claims))
        if not claims:
            return dict.fromkeys(_CLAIM, NAN)
        rate = down / launched if launched else float("nan")
        return dict(zip(_CLAIM, (float(launched), float(down), rate), strict=True))

    def _shown(self) -> tuple[str, Table]:
        parts = (f"leaked_{part}" for part in _PARTS)
        names = ("threat_class", "launched", *parts, "intercepted_mean", "failed_or_jammed_mean")
        table = self.table()
        return repr(self).strip("<>"), Table({name: table[name] for name in names})


NAN = float("nan")
_FILE = ("named_by", "file", "sha256")
TABLES = (
    *("windows", "reasons", "outcomes", "causes", "causes_by_asset", "causes_by_wave", "rounds", "assets", "kills"),
    *("waits", "night", "shortages", "estimates", "draws", "threats", "assumptions"),
)
# Of these, those that `to_dict` has as they are.
_SAID = (
    *("causes_by_asset", "causes_by_wave", "estimates", "assets", "kills", "waits", "night", "shortages", "reasons"),
)
_CLAIM = ("claimed_launched", "claimed_down", "claimed_rate")
_SPREADS = ("failed_or_jammed", "intercepted", "leaked")
_PARTS = ("mean", "standard_error", "low", "high", "p05", "p95")
_COLUMNS = (
    "threat_class",
    "launched",
    *(f"{name}_{part}" for name in _SPREADS for part in _PARTS),
    *_CLAIM,
    *(f"modelled_down_rate_{part}" for part in _PARTS),
)


def _named(name: str, estimate: Mapping[str, float], of: float) -> dict[str, float]:
    """Return the columns of one quantity of the main table, divided by a number; NaN without an estimate."""
    return {f"{name}_{part}": estimate.get(part, NAN) / of if of else NAN for part in _PARTS}
