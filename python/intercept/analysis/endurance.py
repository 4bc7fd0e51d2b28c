"""How long a defence lasts: the same raid night after night, with stocks, depots and resupply carried over."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import numpy as np

from intercept.analysis.answer import Answer, cut_short, made_of, percent
from intercept.analysis.cases import Drawn, draw, from_one_point, until_known
from intercept.analysis.differences import by_scramble, leaked
from intercept.analysis.nights import Nights
from intercept.base.arguments import whole
from intercept.base.table import Table
from intercept.base.words import counted, measured, spelled
from intercept.raid.estimates import Counts, count_mean, mean_of, place_of
from intercept.raid.geometry import OnProgress
from intercept.raid.outcome_tables import by_class
from intercept.raid.sample import Sampled
from intercept.raid.tally import LEAKED
from intercept.raid.work import Means, Numbers, Work
from intercept.scenario.model.scenario import Scenario
from intercept.scenario.prepare import prepare
from intercept.scenario.read import scenario_of
from intercept.scenario.unknowns import MOST_LIKELY

NIGHTS, MOST_NIGHTS = 7, 60
LEAK_COLUMNS = (
    *("night", "threat_class", "launched", "leaked_mean", "leaked_standard_error", "leaked_low", "leaked_high"),
    *("leaked_p05", "leaked_p95"),
)
STOCK_COLUMNS = (
    *("night", "defence_class", "spent_mean", "spent_standard_error", "left_mean", "left_standard_error"),
    *("left_low", "left_high", "left_p05", "left_p95", "empty_share", "empty_standard_error"),
)
EMPTY_COLUMNS = ("defence_class", "night_p05", "night_p50", "night_p95", "lasts_share", "lasts_standard_error")


@dataclass(frozen=True, eq=False, repr=False)
class Endurance(Answer):
    """What gets through on each of some nights in a row, and what is left in stock.

    Attributes
    ----------
    nights
        How many.
    leakers
        By night (from 1) and class of threat, with "all": launched, the mean of leakers with its standard error and
        95 % t-interval, and the 5 and 95 % of replications.
    stocks
        By night and class of defence: rounds spent on that night; rounds left after it at the units, on their way, and
        in the depot, which has received what comes until the next night; each a mean with its standard error, with the
        interval and the 5 and 95 % of what is left; and the share of replications in which none is left. Night 0 is
        before the first.
    empty
        By class of defence: the 5, 50 and 95 % of replications for the night after which no round is left for the
        first time, infinite for none of these nights, and the share in which it lasts.
    """

    QUESTION: ClassVar[str] = "endurance"
    nights: int
    leakers: Table
    stocks: Table
    empty: Table

    @property
    def words(self) -> str:
        """The answer in one paragraph."""
        return " ".join([*_leaks(self), *_out(self), *cut_short(self.made)])


def _leaks(found: Endurance) -> Iterator[str]:
    rows = [row for row in found.leakers.records() if row["threat_class"] == "all"]
    shown = sorted({0, len(rows) // 2, len(rows) - 1})
    parts: list[str] = []
    for k in shown:
        leaked = measured(rows[k]["leaked_mean"], rows[k]["leaked_standard_error"])
        parts.append(f"{leaked}{'' if parts else ' leak'} on night {rows[k]['night']}")
    known = " (± standard error)" if math.isfinite(rows[0]["leaked_standard_error"]) else ""
    yield f"Of {counted(rows[0]['launched'], 'threat')} launched each night, on average {', '.join(parts)}{known}."


def _out(found: Endurance) -> Iterator[str]:
    parts, last = [], []
    for row in found.empty.records():
        name = spelled(row["defence_class"])
        if math.isinf(row["night_p50"]):
            often = 1.0 - row["lasts_share"]
            last.append(f"{name} ({percent(often)})" if often > 0.0 else name)
        else:
            parts.append(f"{name} after night {row['night_p50']:.0f} ({_span(row)})")
    if parts:
        listed = "; ".join(parts)
        yield f"In half of the replications no round is left of {listed}; in brackets 5 to 95 % of replications."
    if last:
        share = " (in brackets the share in which none is left)" if any("(" in each for each in last) else ""
        after = counted(found.nights, "night")
        yield f"In more than half, rounds are left after {after}{share} of {', '.join(last)}."


def _span(row: dict[str, Any]) -> str:
    low = f"night {row['night_p05']:.0f}" if math.isfinite(row["night_p05"]) else "later"
    high = f"{row['night_p95']:.0f}" if math.isfinite(row["night_p95"]) else "later"
    return f"{low} to {high}"


def endurance(  # noqa: PLR0913 - settings by keyword
    scenario: Scenario | str | Path,
    *,
    nights: int = NIGHTS,
    replications: int | None = None,
    seed: int | None = None,
    scrambles: int | None = None,
    points: int | None = None,
    vectors: int | None = None,
    until: float | None = None,
    threads: int = 0,
    client: object = None,
    work: str | Path | None = None,
    resume: bool = False,
    on_progress: OnProgress | None = None,
) -> Endurance:
    """Replicate a raid that comes again every 24 hours, and say when rounds run out and what then gets through.

    Method and limits: docs/how-to/endurance.md.

    Parameters
    ----------
    scenario
        The scenario, or the path of its file. Its `[stocks]` are the depots and what they receive in a day. The raid
        must be over within 24 hours.
    nights
        How many nights in a row, 1 to 60.
    replications, seed, scrambles, points, vectors
        As of `run`; each replication is one series of nights.
    until
        Begin with one geometry for each scramble, and double them until the standard error of the mean number of
        leakers is at most this (1e-9 to 1e6) on every night; or until a scramble has all the points that there are.
        It needs 8 scrambles or more.
    threads
        Worker threads, 0 for all cores. The answer is the same for any number.
    client, work, resume
        As of `run`.
    on_progress
        Called as `on_progress(stage, done, total)` while it runs.

    Returns
    -------
    Endurance
        Leakers and stocks by night with standard errors and intervals, and `words`. After a Ctrl-C it counts the
        geometries that were finished, as many of each scramble.

    Raises
    ------
    ScenarioError
        The file cannot be read or holds mistakes, or has no raid.
    UnreachableError
        A destination lies beyond the reach of the class sent there.
    InvalidParameterError
        A setting is of the wrong type or out of range, the raid lasts longer than 24 hours, the folder cannot
        be written, or the cluster fails.
    MissingExtraError
        The extra `cluster` or `tables` is missing.

    Examples
    --------
    >>> import intercept as ic
    >>> found = ic.endurance("examples/notional-small.toml", nights=3, scrambles=2, points=1)
    """
    given = scenario_of("scenario", scenario)
    nights = whole("nights", nights, 1, MOST_NIGHTS)
    how = Work.of(
        given,
        Numbers(replications, seed, scrambles, points, vectors, until),
        Means(threads, client, work, resume, on_progress),
    )
    prepared = prepare(given)
    raid, limit = how.settings.job(prepared), how.settings.until
    job = Nights(raid if limit is None else from_one_point(raid), nights)
    units = raid.flown().compiled(MOST_LIKELY).units.class_names
    drawn = draw(job, how, None if limit is None else until_known(lambda found: _known(found, limit)))
    return Endurance(
        made=made_of((given.name,), (prepared.hash,), drawn, limit),
        nights=nights,
        leakers=_leaker_table(drawn.cases[1:]),
        stocks=_stock_table(drawn.cases, units),
        empty=_empty_table(drawn.cases[1:], units),
    )


def _known(drawn: Drawn, until: float) -> bool:
    return all(mean_of(by_scramble(leaked(found)))[1] <= until for found in drawn.cases[1:])


def _leaker_table(cases: Sequence[Sampled]) -> Table:
    rows = []
    for night, found in enumerate(cases, 1):
        fates = found.tally.fates.astype(np.int64)
        for k, name in enumerate((*found.threat_classes, "all")):
            own = fates.sum(axis=1) if name == "all" else fates[:, k]
            through = found.counts(own[:, LEAKED])
            low, high = np.quantile(through, [0.05, 0.95], method="inverted_cdf")
            launched = int(own[0].sum())
            told = count_mean(by_scramble(through), launched)
            rows.append((night, name, launched, *told, float(low), float(high)))
    return Table.of_rows(LEAK_COLUMNS, rows)


def _stores(found: Sampled, units: Sequence[str]) -> dict[tuple[str, str], Counts]:
    return {(store, name): found.counts(column) for store, name, column in by_class(found.tally, units)}


def _stock_table(cases: Sequence[Sampled], units: Sequence[str]) -> Table:
    rows = []
    for night, found in enumerate(cases):
        stores = _stores(found, units)
        for name in dict.fromkeys(units):
            spent, left = stores["rounds", name], stores["left", name]
            mean, error, low, high = count_mean(by_scramble(left))
            low5, high95 = np.quantile(left, [0.05, 0.95], method="inverted_cdf")
            ends = (low, high, float(low5), float(high95))
            told = (*mean_of(by_scramble(spent))[:2], mean, error, *ends, *mean_of(by_scramble(left == 0))[:2])
            rows.append((night, name, *told))
    return Table.of_rows(STOCK_COLUMNS, rows) if rows else _without_rows(STOCK_COLUMNS)


def _empty_table(cases: Sequence[Sampled], units: Sequence[str]) -> Table:
    rows = []
    stores = [_stores(found, units) for found in cases]
    for name in dict.fromkeys(units):
        none_left = np.stack([each["left", name] == 0 for each in stores])
        first = np.where(none_left.any(axis=0), none_left.argmax(axis=0) + 1.0, np.inf)
        quantiles = np.sort(first, axis=None)[[place_of(share, first.size) for share in (0.05, 0.5, 0.95)]]
        rows.append((name, *quantiles.tolist(), *mean_of(by_scramble(np.isinf(first)))[:2]))
    return Table.of_rows(EMPTY_COLUMNS, rows) if rows else _without_rows(EMPTY_COLUMNS)


def _without_rows(columns: Sequence[str]) -> Table:
    return Table({name: np.array([], dtype=str if name == "defence_class" else float) for name in columns})
