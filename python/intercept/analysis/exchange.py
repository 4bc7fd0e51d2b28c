"""Cost of the rounds spent, cost of the raid, and the value that the defence protects, side by side.

No ratio of them is made: a cheap raid against dear rounds says nothing of what would have been hit. What is protected
is the difference to the same nights without a round, in which all arrives that does not fail and is not jammed.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from intercept.analysis.answer import Answer, cut_short, made_of
from intercept.analysis.cases import Drawn, draw, from_one_point, until_known
from intercept.analysis.differences import by_scramble, leaked
from intercept.analysis.exchange_sums import SHARE, SUM_COLUMNS, USD, WithAndWithout, held, spent
from intercept.analysis.prices import cost_table, prices
from intercept.base.table import Table
from intercept.base.words import measured
from intercept.raid.estimates import mean_of
from intercept.raid.geometry import OnProgress
from intercept.raid.work import Means, Numbers, Work
from intercept.scenario.model.scenario import Scenario
from intercept.scenario.prepare import prepare
from intercept.scenario.read import scenario_of
from intercept.scenario.unknowns import MOST_LIKELY


@dataclass(frozen=True, eq=False, repr=False)
class Exchange(Answer):
    """What the rounds and the raid cost, and what is protected.

    Attributes
    ----------
    sums
        By quantity and what it is of (a class, or "all"): unit, the mean with its standard error and 95 % t-interval,
        and the 5, 50 and 95 % of replications. Quantities in USD: `rounds` spent, the `raid`; in shares of the value of
        all assets: `reached` by at least one leaker, `reached_without_defence`, and `protected`, the difference; these
        three in USD, too, where a cost is given for each class of asset.
    costs
        The prices used: kind, class, low, most likely and high, confidence, source, url, note, and whether it is of the
        catalogue or given.
    """

    QUESTION: ClassVar[str] = "exchange"
    sums: Table
    costs: Table

    @property
    def words(self) -> str:
        """The answer in one paragraph."""
        return " ".join([*_told(self), *cut_short(self.made)])


def _told(found: Exchange) -> Iterator[str]:
    rows = {(row["quantity"], row["unit"]): row for row in found.sums.records() if row["of"] == "all"}
    yield f"The rounds spent cost {_usd(rows['rounds', USD])}. The raid costs {_usd(rows['raid', USD])}."
    if ("protected", SHARE) in rows:
        shares = [rows[name, SHARE] for name in ("reached", "reached_without_defence", "protected")]
        reached, without, protected = (f"{100.0 * row['mean']:.0f} %" for row in shares)
        known = ""
        if math.isfinite(shares[2]["low"]):
            known = f" (95 % interval {100.0 * shares[2]['low']:.0f} to {100.0 * shares[2]['high']:.0f} %)"
        yield (
            f"Of the value of the assets, those that at least one leaker reaches hold {reached}; without a round fired"
            f" it would be {without}: {protected} is protected{known}."
        )
    if ("protected", USD) in rows:
        yield f"In money, {_usd(rows['protected', USD])} is protected."
    yield (
        "These stand side by side: a ratio of costs does not say whether a defence is worth it. Costs are uncertain"
        " public figures or your own, drawn within their ranges."
    )


def _usd(row: Mapping[str, Any]) -> str:
    size, unit = (1e9, "billion") if row["mean"] >= 1e9 else (1e6, "million")
    low, high = (measured(row[end] / size, math.nan) for end in ("p05", "p95"))
    return f"{measured(row['mean'] / size, row['standard_error'] / size)} {unit} USD (5 to 95 %: {low} to {high})"


def exchange(  # noqa: PLR0913 - settings by keyword
    scenario: Scenario | str | Path,
    *,
    costs: Mapping[str, float | Sequence[float]] | None = None,
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
) -> Exchange:
    """Say what the rounds that a raid draws cost, what the raid costs, and how much of the assets' value is protected.

    Method and limits: docs/how-to/exchange.md.

    Parameters
    ----------
    scenario
        The scenario, or the path of its file.
    costs
        By class of defence (one round, of a gun one burst), of threat or of asset (one asset), a cost in USD, 0 to
        1e12: one number, or low, most likely and high. Those of defences and threats that are left out are of the
        catalogue; assets have none unless given.
    replications, seed, scrambles, points, vectors
        As of `run`.
    until
        Begin with one geometry for each scramble, and double them until the standard error of the mean number of
        leakers is at most this (1e-9 to 1e6), or a scramble has all the points that there are. It needs 8 scrambles or
        more.
    threads
        Worker threads, 0 for all cores. The answer is the same for any number.
    client, work, resume
        As of `run`.
    on_progress
        Called as `on_progress(stage, done, total)` while it runs.

    Returns
    -------
    Exchange
        Costs and shares of value with standard errors and intervals, and `words`. After a Ctrl-C it counts the
        geometries that were finished, as many of each scramble.

    Raises
    ------
    ScenarioError
        The file cannot be read or holds mistakes, or has no raid.
    UnreachableError
        A destination lies beyond the reach of the class sent there.
    InvalidParameterError
        A setting is of the wrong type or out of range, a cost is not allowed, the folder cannot be written, or
        the cluster fails.
    MissingExtraError
        The extra `cluster` or `tables` is missing.

    Examples
    --------
    >>> import intercept as ic
    >>> own = {"interceptor_drone": (2000, 3000, 6000)}
    >>> found = ic.exchange("examples/notional-small.toml", costs=own, scrambles=2, points=1)
    """
    given = scenario_of("scenario", scenario)
    how = Work.of(
        given,
        Numbers(replications, seed, scrambles, points, vectors, until),
        Means(threads, client, work, resume, on_progress),
    )
    prepared = prepare(given)
    raid, limit = how.settings.job(prepared), how.settings.until
    known = prices(prepared, raid.threat_classes, costs)
    job = WithAndWithout(raid if limit is None else from_one_point(raid))

    def enough(found: Drawn) -> bool:
        return limit is None or mean_of(by_scramble(leaked(found.cases[0])))[1] <= limit

    drawn = draw(job, how, None if limit is None else until_known(enough))
    plan = raid.flown().compiled(MOST_LIKELY)
    # Tracks fly at no asset.
    defended = () if prepared.tracks is not None else prepared.expanded.assets
    assets = [(asset.name, asset.class_name, asset.value) for asset in defended]
    rows = [*spent(drawn.cases[0], plan.units.class_names, known), *held(drawn.cases, assets, known)]
    return Exchange(
        made=made_of((given.name,), (prepared.hash,), drawn, limit),
        sums=Table.of_rows(SUM_COLUMNS, rows),
        costs=cost_table(known),
    )
