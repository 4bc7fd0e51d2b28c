"""The model of claimed rates against what was claimed, night by night, beside four baselines.

Each night is predicted from what ended before it. Scores are means over nights: ln P(claimed) (higher is better), CRPS
in objects (lower is better), how often the central 50 and 90 % intervals held what was claimed, and the probability
integral transform by fourths (a quarter each is right). Counts are whole,
so an interval holds more than its name says where n is small: the model's own figure stands beside it. Where the model
is ahead of a baseline by less than two standard errors of the mean difference, the words say so.

The baselines are refitted nightly too: a binomial with the pooled rate and a beta-binomial without raid size, each on
all that ended before and on the last 90 days.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from scipy.special import gammaln

from intercept.base.arguments import refused
from intercept.base.shown import Shown
from intercept.base.table import Table
from intercept.errors import RecordError
from intercept.record.rates.curve import Prior, fit_curve, log_probability
from intercept.record.rates.distribution import Distribution
from intercept.record.rates.model import RateModel, fit
from intercept.record.rates.names import BASELINES, CLASSES
from intercept.record.rates.observed import Observed
from intercept.record.rates.together import sum_of
from intercept.record.record import Record, date_of, record_of

RECENT_D = 90
TOTAL = "total"
FOURTHS = 4
# Mean and concentration almost free: a maximum-likelihood beta-binomial.
_WITHOUT_SIZE = Prior((0.0, 0.0, 1.5, 0.0), (0.01, 0.01, 0.01, 0.01), by_size=False)
_NO_FORGETTING_D = 1e9


@dataclass(frozen=True)
class Backtest(Shown):
    """Scores of each class from `first` to `last`, in `table`; `nights` has a row for each prediction.

    Model, sources, limits: docs/models/claimed_rates.md.

    Examples
    --------
    >>> import intercept as ic
    >>> found = ic.record.backtest(ic.record.read_record("examples/nights/made-up.csv"))
    >>> found.words.split(",")[0]
    'drone: not clearly different from the best baseline (beta binomial 90 d)'
    >>> found.to_dict()["last"], len(found.nights) > 0
    ('2031-02-05', True)
    """

    first: date
    last: date
    table: Table
    nights: Table

    def _shown(self) -> tuple[str, Table]:
        return self.words, self.table

    def to_dict(self) -> dict[str, object]:
        """Return dates, words and scores as plain values, for JSON."""
        said = {"first": str(self.first), "last": str(self.last), "words": self.words}
        return {**said, "scores": self.table.to_dict()}

    @property
    def words(self) -> str:
        """Say plainly, class by class, whether the model is better than the best baseline."""
        return " ".join(_verdict(name, self.nights) for name in self.table["class"])


def backtest(
    record: Record | str | Path,
    *,
    first: date | str | None = None,
    last: date | str | None = None,
    on_progress: Callable[[str, int, int], None] | None = None,
) -> Backtest:
    """Return the scores of the model and of four baselines, one step ahead, from `first` to `last` (dates, inclusive).

    The record may be the path of its file. Unless given, the dates are the twelve months that end with the record.
    Beside the classes, "total" is the sum of a date on which there were two or more. `on_progress(stage, done, total)`
    is called after each prediction. Raises InvalidParameterError for a wrong date, RecordError where no night of any
    class lies between them.

    Model, sources, limits: docs/models/claimed_rates.md.

    Examples
    --------
    >>> import intercept as ic
    >>> found = ic.record.backtest(ic.record.read_record("examples/nights/made-up.csv"))
    >>> found.table["class"].tolist()
    ['drone', 'subsonic_cruise', 'total']
    """
    record = record_of("record", record)
    if on_progress is not None and not callable(on_progress):
        raise refused("on_progress", on_progress, "a function of (stage, done, total)")
    model = fit(record)
    end = max(night.date for night in record.nights) if last is None else date_of("last", last)
    begin = _a_year_before(end) if first is None else date_of("first", first)
    if begin > end:
        raise refused("first", str(begin), f"no later than last, {end}")
    tasks = [(name, i) for name in CLASSES for i in _between(model.observed[name], begin, end)]
    classes = []
    for done, (name, i) in enumerate(tasks, start=1):
        classes.append(_predicted(model, name, i))
        if on_progress is not None:
            on_progress("nights", done, len(tasks))
    if not classes:
        raise RecordError(f"the record has no night from {begin} to {end} that can be predicted from earlier ones")
    nights = [_row(one) for one in (*classes, *_totals(classes))]
    return Backtest(begin, end, _table(_scores(nights)), _table(nights))


def _a_year_before(end: date) -> date:
    """Return the first of the twelve months that end with a date."""
    after = end + timedelta(days=1)
    try:
        return after.replace(year=after.year - 1)
    except ValueError:  # 29 February
        return after.replace(year=after.year - 1, day=28)


@dataclass(frozen=True)
class _Predicted:
    """What the model and the baselines said of n objects of one date, of which k did not hit."""

    name: str
    day: date
    n: int
    k: int
    model: Distribution
    baselines: dict[str, Distribution]


def _between(seen: Observed, first: date, last: date) -> list[int]:
    """Return the places of the dates that can be predicted: those from first to last with others before them."""
    return [i for i, day in enumerate(seen.day) if i and first.toordinal() <= day <= last.toordinal()]


def _predicted(model: RateModel, name: str, place: int) -> _Predicted:
    everything = model.observed[name]
    day = date.fromordinal(int(everything.day[place]))
    n, k = int(everything.launched[place]), int(everything.did_not_hit[place])
    seen = everything.before(day)
    baselines = {one: _baseline(one, seen, day, n) for one in BASELINES}
    return _Predicted(name, day, n, k, model.distribution(name, n, day), baselines)


def _totals(classes: list[_Predicted]) -> Iterator[_Predicted]:
    """Add up the classes of each date with two or more; the baselines know no dependence between them."""
    by_date: dict[date, list[_Predicted]] = {}
    for one in classes:
        if one.name != "srbm":  # ballistic holds it
            by_date.setdefault(one.day, []).append(one)
    for day, parts in sorted(by_date.items()):
        if len(parts) > 1:
            model = sum_of([one.model for one in parts])
            baselines = {name: sum_of([one.baselines[name] for one in parts], 0.0) for name in BASELINES}
            n, k = sum(one.n for one in parts), sum(one.k for one in parts)
            yield _Predicted(TOTAL, day, n, k, model, baselines)


def _row(one: _Predicted) -> dict[str, str | float]:
    found, k = one.model, one.k
    return {
        "class": one.name,
        "date": str(one.day),
        "n": one.n,
        "did_not_hit": k,
        "log_score": found.log_score(k),
        **{f"log_score_{name}": baseline.log_score(k) for name, baseline in one.baselines.items()},
        "crps": found.crps(k),
        "middle_rank": found.middle_rank(k),
        **{f"pit_{place}": float(share) for place, share in enumerate(found.transform(k, FOURTHS), start=1)},
        "in_50": _holds(found, 0.5, k),
        "in_90": _holds(found, 0.9, k),
        "own_50": found.inside(0.5),
        "own_90": found.inside(0.9),
    }


def _holds(found: Distribution, probability: float, k: int) -> float:
    low, high = found.interval(probability)
    return float(low <= k <= high)


def _baseline(name: str, seen: Observed, day: date, n: int) -> Distribution:
    recent = seen.day >= day.toordinal() - RECENT_D
    if name.endswith("90_d") and recent.any():
        seen = Observed(seen.day[recent], seen.launched[recent], seen.did_not_hit[recent])
    if name.startswith("beta"):
        curve = fit_curve(seen, day.toordinal(), _NO_FORGETTING_D, _WITHOUT_SIZE)
        return Distribution(n, np.exp(log_probability(curve, n)))
    # Half an object each way, so that a rate of 0 or 1 so far does not forbid anything else.
    rate = (seen.did_not_hit.sum() + 0.5) / (seen.launched.sum() + 1.0)
    k = np.arange(n + 1)
    choose = gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)
    return Distribution(n, np.exp(choose + k * np.log(rate) + (n - k) * np.log1p(-rate)))


def _table(rows: list[dict[str, str | float]]) -> Table:
    return Table.of_rows(tuple(rows[0]), [tuple(row.values()) for row in rows])


def _scores(nights: list[dict[str, str | float]]) -> list[dict[str, str | float]]:
    found: list[dict[str, str | float]] = []
    for name in (*CLASSES, TOTAL):
        of_class = [row for row in nights if row["class"] == name]
        if of_class:
            means = {
                key: float(np.mean([float(row[key]) for row in of_class]))
                for key in of_class[0]
                if key not in ("class", "date", "n", "did_not_hit")
            }
            found.append({"class": name, "nights": len(of_class), **means})
    return found


def _verdict(name: str, nights: Table) -> str:
    """Say whether the model is better than the best baseline of a class, by how much and how surely."""
    at = np.flatnonzero(nights["class"] == name)
    own = nights["log_score"][at]
    best = max(BASELINES, key=lambda one: float(nights[f"log_score_{one}"][at].mean()))
    ahead = own - nights[f"log_score_{best}"][at]
    gain = float(ahead.mean())
    error = float(ahead.std(ddof=1) / np.sqrt(len(at))) if len(at) > 1 else float("nan")
    words = (
        "better than" if gain > 2.0 * error else "worse than" if gain < -2.0 * error else "not clearly different from"
    )
    known = f" (standard error {error:.3f})" if len(at) > 1 else " (one night)"
    return f"{name}: {words} the best baseline ({best.replace('_', ' ')}), {gain:+.3f} a night{known}."
