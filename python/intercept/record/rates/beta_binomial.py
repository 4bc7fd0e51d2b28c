"""The beta-binomial distribution: of n objects each is counted with one probability that varies from night to night.

With mean m and concentration s (a = m s, b = (1 - m) s):

    P(k) = C(n, k) B(k + a, n - k + b) / B(a, b)

The larger s, the nearer it is to the binomial.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.special import betaln, digamma, gammaln

Array = npt.NDArray[np.float64]


def log_pmf(k: npt.ArrayLike, n: npt.ArrayLike, a: npt.ArrayLike, b: npt.ArrayLike) -> Array:
    """Return ln P(k) for shapes a, b > 0; all arguments are broadcast."""
    k, n, a, b = (np.asarray(value, np.float64) for value in (k, n, a, b))
    choose = gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)
    return np.asarray(choose + betaln(k + a, n - k + b) - betaln(a, b))


def log_pmf_and_slopes(k: Array, n: Array, mean_logit: Array, log_concentration: Array) -> tuple[Array, Array, Array]:
    """Return ln P(k) without its constant C(n, k), and its derivatives by the logit of m and by ln s."""
    m = 1.0 / (1.0 + np.exp(-mean_logit))
    s = np.exp(log_concentration)
    a, b = m * s, (1.0 - m) * s
    value = gammaln(k + a) + gammaln(n - k + b) - gammaln(n + s) - gammaln(a) - gammaln(b) + gammaln(s)
    by_a = digamma(k + a) - digamma(a)
    by_b = digamma(n - k + b) - digamma(b)
    by_s = digamma(s) - digamma(n + s)
    return value, (by_a - by_b) * s * m * (1.0 - m), (by_a * m + by_b * (1.0 - m) + by_s) * s
