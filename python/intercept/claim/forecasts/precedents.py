"""The recorded dates behind a forecast, and how their claimed rates went with the size of raids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from intercept.base.words import counted, known
from intercept.claim.forecasts.asked import Asked
from intercept.claim.of_record import before, share_of, totals_of
from intercept.record.record import Record

YEAR_D = 365
QUARTERS = (0.25, 0.75)
FEW = 8  # dates in a quarter below which quarters are not compared


@dataclass(frozen=True)
class Precedent:
    """A recorded date with objects of the kinds asked for: how many were launched, and claimed not to have hit."""

    day: date
    launched: int
    did_not_hit: int


def precedents(raid: Asked, record: Record, day: date | None) -> tuple[Precedent, ...]:
    """Return the recorded dates before a day on which the record states what was claimed of the kinds asked for."""
    found = []
    for night in before(record, day):
        totals = totals_of(night, raid.kinds)
        if share_of(totals, "did_not_hit") is not None:
            found.append(Precedent(night.date, totals.launched or 0, totals.did_not_hit or 0))
    return tuple(found)


@dataclass(frozen=True)
class Trend:
    """Claimed rates of the quarter of dates with the fewest objects, and of that with the most, in a year of a record.

    `small` and `large` are the sizes that the quarters go up to and begin at; rates are of all objects of a quarter,
    each with its standard error over dates.
    """

    first: date
    last: date
    dates: tuple[int, int]
    small: int
    large: int
    rates: tuple[float, float]
    errors: tuple[float, float]

    def words(self, name: str) -> str:
        """Say whether larger raids had higher claimed rates."""
        difference = self.rates[1] - self.rates[0]
        error = float(np.hypot(*self.errors))
        side = "higher" if difference > 0.0 else "lower"
        clear = abs(difference) > 2.0 * error
        verdict = f"larger raids had {side} claimed rates" if clear else "the rates are not clearly apart"
        few, many = (
            f"{rate.mean} % (standard error {rate.error} points)"
            for rate in (known(100 * rate, 100 * error) for rate, error in zip(self.rates, self.errors, strict=True))
        )
        return (
            f"From {self.first} to {self.last} {verdict}: {few} of the {name} did not hit by the claims on the quarter"
            f" of dates with the fewest ({self.small:,} or fewer), {many} on that with the most ({self.large:,} or"
            " more)."
        )

    def to_dict(self) -> dict[str, object]:
        """Return it as plain values, for JSON."""
        return {
            "first": str(self.first),
            "last": str(self.last),
            "dates": list(self.dates),
            "small": self.small,
            "large": self.large,
            "rates": list(self.rates),
            "standard_errors": list(self.errors),
        }


def of_year(points: Sequence[Precedent]) -> list[Precedent]:
    """Return those of the year to the last of them."""
    return [point for point in points if point.day > points[-1].day - timedelta(days=YEAR_D)]


def trend(points: Sequence[Precedent]) -> Trend | None:
    """Return how claimed rates went with size in the year to the last date; None for too few dates, or of one size."""
    year = of_year(points)
    if not year:
        return None
    launched = np.array([point.launched for point in year])
    down = np.array([point.did_not_hit for point in year])
    small, large = (int(np.quantile(launched, q, method="inverted_cdf")) for q in QUARTERS)
    few, many = launched <= small, launched >= large
    if small >= large or min(few.sum(), many.sum()) < FEW:
        return None
    (low, low_error), (high, high_error) = (_rate(launched[own], down[own]) for own in (few, many))
    dates = int(few.sum()), int(many.sum())
    return Trend(year[0].day, year[-1].day, dates, small, large, (low, high), (low_error, high_error))


def _rate(launched: np.ndarray, down: np.ndarray) -> tuple[float, float]:
    """Return the rate of all objects of some dates, and its standard error as a ratio of means over dates."""
    rate = down.sum() / launched.sum()
    rest = down - rate * launched
    n = len(launched)
    return float(rate), float(np.sqrt(n / (n - 1) * (rest**2).sum()) / launched.sum())


def held(points: Sequence[Precedent], name: str) -> str:
    """Say how many recorded dates there are, and of how many objects at most."""
    if not points:
        return f"The record states of no date what was claimed of {name}."
    most = max(points, key=lambda point: point.launched)
    dates = counted(len(points), "date")
    return f"The record has {dates} with {name}, at most {most.launched:,} of them ({most.day})."
