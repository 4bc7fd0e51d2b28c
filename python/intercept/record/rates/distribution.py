"""How many of n objects did not hit: a distribution over 0 to n, and what is read off it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from intercept.base.arguments import column, number, refused, whole
from intercept.base.shown import Shown
from intercept.base.table import Table
from intercept.base.values import ByValue
from intercept.base.words import counted

Array = npt.NDArray[np.float64]
# How far a sum of probabilities may be off by rounding.
ADDED_UP = 1e-6
QUANTILES: tuple[float, ...] = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True, eq=False, repr=False)
class Distribution(ByValue, Shown):
    """Probabilities `pmf[k]` that k of the `n` objects are claimed not to have hit, k = 0..n; they add up to 1.

    Model, sources, limits: docs/models/claimed_rates.md.

    Raises
    ------
    InvalidParameterError
        There is not a probability for each number from 0 to n, or they do not add up to 1.

    Examples
    --------
    >>> import numpy as np
    >>> import intercept as ic
    >>> two = ic.record.Distribution(2, np.array([0.25, 0.5, 0.25]))
    >>> two.mean, two.quantile(0.5), two.interval(0.5), two.inside(0.5), two.at_least(1)
    (1.0, 1, (0, 1), 0.75, 0.75)
    >>> round(two.log_score(1), 3), two.crps(1), two.middle_rank(1), two.transform(1).round(3).tolist()
    (-0.693, 0.125, 0.5, [0.0, 0.5, 0.5, 0.0])
    >>> two.to_dict()["n"]
    2
    """

    n: int
    pmf: Array = field(repr=False)

    def __post_init__(self) -> None:
        n, pmf = whole("n", self.n, 0, 2**31), column("pmf", self.pmf)
        if len(pmf) != n + 1 or not (np.all(pmf >= 0.0) and abs(pmf.sum() - 1.0) < ADDED_UP):
            raise refused("pmf", self.pmf, f"{n + 1} probabilities, of 0 to n, that add up to 1")

    @property
    def mean(self) -> float:
        """The expected number, objects."""
        return float(np.arange(self.n + 1) @ self.pmf)

    @property
    def cdf(self) -> Array:
        """Probabilities of at most k, k = 0..n."""
        return np.minimum(np.cumsum(self.pmf), 1.0)

    def _shown(self) -> tuple[str, Table]:
        low, high = self.interval(0.9)
        words = f"Of {counted(self.n, 'object')} {low:,} to {high:,} are claimed not to have hit, nine times in ten"
        return words, summary_of({"all": self})

    def quantile(self, probability: float) -> int:
        """Return the smallest k with P(at most k) of at least `probability`, which is from 0 to 1.

        Raises
        ------
        InvalidParameterError
            The probability is not from 0 to 1.
        """
        wanted = number("probability", probability, 0.0, 1.0)
        return min(int(np.searchsorted(self.cdf, wanted - 1e-12)), self.n)

    def at_least(self, k: int) -> float:
        """Return the probability of k objects or more; k is from 0 to n.

        Raises
        ------
        InvalidParameterError
            k is not a whole number from 0 to n.
        """
        return float(min(self.pmf[whole("k", k, 0, self.n) :].sum(), 1.0))

    def log_score(self, k: int) -> float:
        """Return ln P(k): the logarithmic score of an outcome.

        Raises
        ------
        InvalidParameterError
            k is not a whole number from 0 to n.
        """
        with np.errstate(divide="ignore"):
            return float(np.log(self.pmf[whole("k", k, 0, self.n)]))

    def crps(self, k: int) -> float:
        """Return the continuous ranked probability score of an outcome, sum_j (F(j) - 1[k <= j])^2, in objects.

        Raises
        ------
        InvalidParameterError
            k is not a whole number from 0 to n.
        """
        at = whole("k", k, 0, self.n)
        return float(np.sum((self.cdf - (np.arange(self.n + 1) >= at)) ** 2))

    def middle_rank(self, k: int) -> float:
        """Return P(fewer than k) + P(k)/2: the rank of an outcome, 1/2 on average where the distribution is right.

        Raises
        ------
        InvalidParameterError
            k is not a whole number from 0 to n.
        """
        at = whole("k", k, 0, self.n)
        return float(self.pmf[:at].sum() + 0.5 * self.pmf[at])

    def transform(self, k: int, parts: int = 4) -> Array:
        """Return the probability integral transform of an outcome, as shares of parts of 0 to 1 alike in width.

        It is how much of [P(fewer than k), P(at most k)] lies in each part, shape (parts,). Its mean over outcomes is
        1/parts each where the distribution is right (Czado, Gneiting and Held, Biometrics 65, 2009).

        Raises
        ------
        InvalidParameterError
            k is not a whole number from 0 to n.
        """
        at = whole("k", k, 0, self.n)
        high = float(self.cdf[at])
        low = max(high - float(self.pmf[at]), 0.0)
        ends = np.linspace(0.0, 1.0, whole("parts", parts, 1, 1000) + 1)
        if not high > low:
            return np.asarray(np.histogram([high], ends)[0], np.float64)
        return np.asarray(np.diff(np.clip((ends - low) / (high - low), 0.0, 1.0)))

    def interval(self, probability: float) -> tuple[int, int]:
        """Return the central interval: the quantiles at (1 - p)/2 and (1 + p)/2.

        Raises
        ------
        InvalidParameterError
            The probability is not from 0 to 1.
        """
        wanted = number("probability", probability, 0.0, 1.0)
        return self.quantile((1.0 - wanted) / 2.0), self.quantile((1.0 + wanted) / 2.0)

    def inside(self, probability: float) -> float:
        """Return how much of the distribution the central interval holds: more than asked for, as counts are whole.

        Raises
        ------
        InvalidParameterError
            The probability is not from 0 to 1.
        """
        low, high = self.interval(probability)
        return float(self.pmf[low : high + 1].sum())

    def to_dict(self) -> dict[str, object]:
        """Return n, mean, quantiles and the probabilities as plain values, for JSON."""
        quantiles = {f"q{round(100 * q):02d}": self.quantile(q) for q in QUANTILES}
        return {"n": self.n, "mean": self.mean, **quantiles, "pmf": self.pmf.tolist()}


def summary_of(parts: Mapping[str, Distribution]) -> Table:
    """Return a row for each distribution: class, n, mean and quantiles, objects."""
    names = ("class", "n", "mean", *(f"p{round(100 * share):02d}" for share in QUANTILES))
    rows: list[tuple[str | float, ...]] = [
        (name, one.n, one.mean, *map(one.quantile, QUANTILES)) for name, one in parts.items()
    ]
    return Table.of_rows(names, rows)
