"""The curve of claimed rates over raid size that one memory gives: four numbers, fitted by penalised likelihood.

With x = ln n - ln(median n), a night of n objects is beta-binomial with

    logit m = c0 + c1 x,    ln s = c2 + c3 x   (kept between -5 and 12)

and the c maximise

    sum_i w_i ln P(k_i | n_i, c) - 1/2 sum_j p_j (c_j - c0_j)^2,    w_i = 2^(-age_i / half-life)

Age is in days before the date of the prediction. The penalties hold the curve where data are few: a class seen ten
times has no slope to speak of.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from intercept.record.rates.beta_binomial import log_pmf, log_pmf_and_slopes
from intercept.record.rates.observed import Observed

Array = npt.NDArray[np.float64]
Vector = tuple[float, float, float, float]

LOG_CONCENTRATION = (-5.0, 12.0)
_FORGOTTEN = 1e-5  # weights below it change nothing that is printed


@dataclass(frozen=True)
class Prior:
    """Where the four numbers of a curve are held (`centre`), and how strongly (`penalty`).

    Without `by_size` both slopes are nought: a beta-binomial that knows nothing of raid size.
    """

    centre: Vector
    penalty: Vector
    by_size: bool = True


@dataclass(frozen=True)
class Curve:
    """A fitted curve: its four numbers, and the ln n at which x is 0."""

    coefficients: Vector
    log_size: float

    def shapes(self, n: npt.ArrayLike) -> tuple[Array, Array]:
        """Return the shapes a and b of raids of n objects."""
        return shapes(np.array(self.coefficients), self.log_size, n)


def shapes(coefficients: Array, log_size: float, n: npt.ArrayLike) -> tuple[Array, Array]:
    """Return the shapes a and b that four numbers give raids of n objects."""
    x = np.log(np.asarray(n, np.float64)) - log_size
    m = 1.0 / (1.0 + np.exp(-(coefficients[0] + coefficients[1] * x)))
    s = np.exp(np.clip(coefficients[2] + coefficients[3] * x, *LOG_CONCENTRATION))
    return m * s, (1.0 - m) * s


def fit_curve(seen: Observed, day: int, half_life_d: float, prior: Prior) -> Curve:
    """Return the curve for a prediction on a day (ordinal) from what was seen before it."""
    log_size = float(np.median(np.log(seen.launched))) if len(seen) else 0.0
    weight = np.exp2(-(day - seen.day) / half_life_d)
    kept = weight > _FORGOTTEN
    n, k = seen.launched[kept].astype(np.float64), seen.did_not_hit[kept].astype(np.float64)
    w, x = weight[kept], (np.log(n) - log_size) * prior.by_size
    centre, penalty = np.array(prior.centre), np.array(prior.penalty)

    def objective(c: Array) -> tuple[float, Array]:
        log_s = c[2] + c[3] * x
        inside = (log_s > LOG_CONCENTRATION[0]) & (log_s < LOG_CONCENTRATION[1])
        value, by_mean, by_s = log_pmf_and_slopes(k, n, c[0] + c[1] * x, np.clip(log_s, *LOG_CONCENTRATION))
        by_mean, by_s = w * by_mean, w * by_s * inside
        slopes = np.array([by_mean.sum(), by_mean @ x, by_s.sum(), by_s @ x])
        off = c - centre
        return float(0.5 * penalty @ off**2 - w @ value), penalty * off - slopes

    # Not L-BFGS-B: for four unknowns its matrix library wakes threads that take longer than all else.
    found = minimize(objective, centre, jac=True, method="BFGS", options={"gtol": 1e-6})
    c0, c1, c2, c3 = (float(value) for value in found.x)
    return Curve((c0, c1, c2, c3), log_size)


def log_probability(curve: Curve, n: int) -> Array:
    """Return ln P(k) for k = 0..n."""
    a, b = curve.shapes(n)
    return log_pmf(np.arange(n + 1), n, a, b)
