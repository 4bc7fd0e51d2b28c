"""Expected value of perfect information: what learning one unknown exactly would be worth before a choice.

With D the loss of one option less that of the other, the better one is chosen by E D. If u_i is learnt first, it is
chosen by E[D | u_i], and the loss falls on average by

    EVPPI_i = min(0, E D) - E min(0, E[D | u_i])

(M. Strong, J. E. Oakley and A. Brennan, Med. Decis. Making 34(3), 2014). E[D | u_i] is a polynomial with the
coefficients of `first_order`, shrunk so that its variance is the one without bias: noise in them would feign
information.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from intercept.raid.first_order import FirstOrder, jackknife, leave_one_out, legendre

Array = npt.NDArray[np.float64]
GRID = 2000


def worth_of_learning(found: FirstOrder, by_scramble: Array) -> tuple[Array, Array]:
    """Return EVPPI of each column and its standard error, in units of the loss; shapes (columns,).

    Parameters
    ----------
    found
        Parts of the variance of D.
    by_scramble
        Mean of D in each scramble, shape (R,).
    """
    scrambles, columns, degrees = found.coefficients.shape
    basis = legendre((np.arange(GRID) + 0.5) / GRID, degrees)

    def of(kept: npt.NDArray[np.intp]) -> Array:
        mean, b = float(by_scramble[kept].mean()), found.coefficients[kept]
        beta = b.mean(axis=0)
        squared = np.sum(beta**2, axis=1)
        unbiased = squared - np.sum(b.var(axis=0, ddof=1), axis=1) / len(kept)
        shrunk = np.sqrt(np.clip(unbiased, 0.0, None) / np.where(squared > 0.0, squared, 1.0))
        conditional = mean + (shrunk[:, np.newaxis] * beta) @ basis
        gain: Array = min(0.0, mean) - np.minimum(conditional, 0.0).mean(axis=1)
        return np.maximum(gain, 0.0)

    if not columns:
        return np.zeros(0), np.zeros(0)
    value, without = leave_one_out(of, scrambles)
    return value, np.array([jackknife(0.0, without[:, i])[1] for i in range(columns)])


def conditional_means(found: FirstOrder, by_scramble: Array, u: float) -> Array:
    """Return E[y | u_i = u] of each column by scramble, shape (R, columns)."""
    at = legendre(np.array([u]), found.coefficients.shape[2])[:, 0]
    means: Array = by_scramble[:, np.newaxis] + found.coefficients @ at
    return means
