"""First-order Sobol indices from points that were drawn anyway, luck and chance removed, with their errors.

With y the outcome of a vector of what is not known and u_i the place of column i in its prior, uniform in (0, 1), the
part of the variance of E[y | u] that goes with column i alone is

    V_i = Var E[y | u_i] = sum over k of beta_ik^2,    beta_ik = E[y phi_k(u_i)],

phi_k the orthonormal Legendre polynomials on (0, 1), here up to a degree that the number of points allows (B. Sudret,
Reliab. Eng. Syst. Saf. 93(7), 2008). S_i = V_i/V, with V the variance of E[y | u] (I. M. Sobol, Math. Comput. Simul.
55, 2001).

Each of R independent scrambles r has coefficients b_rik of its own, independent of the others' and without bias, so
that the product of two of them has the mean beta^2, whatever luck there is in y:

    beta_ik^2 = (mean over r of b_rik)^2 - (variance over r of b_rik)/R

A scramble's coefficients are taken of what an additive model leaves, which the other scrambles alone have chosen:
b_rik = c_ik + mean over r of (y - sum c phi) phi_k(u_i). That has the same mean, and less scatter. Errors are those of
leaving out one scramble at a time (jackknife).

Models and limits: docs/models/uncertainty.md.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[np.float64]

DEGREE_MAX, SCRAMBLES_MIN = 8, 3
# Rows, terms and number of the additive models, which need not be exact.
ROWS_MAX, TERMS_MAX, MODELS_MAX = 4096, 40, 8
CONDITION_MAX = 1e6


@dataclass(frozen=True, eq=False)
class Points:
    """Outcomes of vectors of what is not known, in independent scrambles.

    Attributes
    ----------
    y
        Mean outcome of each vector, shape (R scrambles, P points, V vectors).
    noise
        Variance of that mean which is luck, of the same shape; zero for a model without luck.
    u
        By column, the places in the priors, of the same shape: shape (columns, R, P, V). A column that is the same in
        all vectors of each point belongs to the points.
    """

    y: Array
    noise: Array
    u: Array

    def is_outer(self) -> npt.NDArray[np.bool_]:
        """Tell of each column whether it belongs to the points."""
        same: npt.NDArray[np.bool_] = np.all(self.u == self.u[..., :1], axis=(1, 2, 3))
        return same


@dataclass(frozen=True, eq=False)
class FirstOrder:
    """Parts of the variance of an outcome, each with the values found when one scramble is left out.

    Attributes
    ----------
    coefficients
        b of each scramble, shape (R, columns, degrees); those of degrees that a column has too few points for are 0.
    partial, partial_without
        V_i, shape (columns,), and without each scramble, shape (R, columns).
    variance, variance_without
        V, and without each scramble, shape (R,).
    """

    coefficients: Array
    partial: Array
    partial_without: Array
    variance: float
    variance_without: Array

    @property
    def is_told(self) -> bool:
        """Whether V is distinguished from 0: by twice its own standard error."""
        return bool(self.variance > 2.0 * jackknife(self.variance, self.variance_without)[1])

    def told_share(self, columns: npt.ArrayLike) -> tuple[float, float]:
        """Return what `share` does, as a share from 0 to 1; NaN where V is not distinguished from 0."""
        if not self.is_told:
            return math.nan, math.nan
        value, error = self.share(columns)
        return as_share(value), error

    def share(self, columns: npt.ArrayLike) -> tuple[float, float]:
        """Return S of a column, or the sum of several (a mask or indices), and its standard error."""
        chosen = np.asarray(columns)
        return jackknife(
            float(self.partial[chosen].sum()) / self.variance,
            self.partial_without[:, chosen].reshape(len(self.coefficients), -1).sum(axis=1) / self.variance_without,
        )


def as_share(value: float) -> float:
    """Return the estimate of a share within 0 and 1, beyond which chance may have it; NaN stays."""
    return float(np.clip(value, 0.0, 1.0))


def jackknife(value: float, without: Array) -> tuple[float, float]:
    """Return a value and its standard error, from those without each of R independent parts; NaN for one part."""
    count = len(without)
    if count < 2:
        return value, math.nan
    return value, math.sqrt((count - 1) / count * float(np.sum((without - without.mean()) ** 2)))


def first_order(points: Points) -> FirstOrder:
    """Return the parts of a variance by column; NaN with fewer than three scrambles, whose errors nothing tells."""
    scrambles, columns = points.y.shape[0], len(points.u)
    if scrambles < SCRAMBLES_MIN or not points.y.size:
        nothing = np.full((scrambles, columns), np.nan)
        return FirstOrder(
            np.full((scrambles, columns, 1), np.nan), nothing[0], nothing, math.nan, np.full(scrambles, np.nan)
        )
    found = coefficients(points)
    variance, variance_without = leave_one_out(lambda kept: variance_of(points, kept), scrambles)
    partial, partial_without = leave_one_out(lambda kept: _squared(found[kept]), scrambles)
    return FirstOrder(found, partial, partial_without, float(variance), variance_without)


def leave_one_out(of: Callable[[npt.NDArray[np.intp]], Array], count: int) -> tuple[Array, Array]:
    """Return a value of all of R parts, and those without each of them; `of` takes the numbers of those that count."""
    every = np.arange(count)
    return of(every), np.array([of(np.delete(every, r)) for r in every])


def variance_of(points: Points, kept: npt.NDArray[np.intp]) -> Array:
    """Return the variance of E[y | u] in some scrambles: that of the means of vectors, less the luck in them."""
    y = points.y[kept].reshape(len(kept), -1)
    means = y.mean(axis=1)
    squared = float(np.mean(y**2 - points.noise[kept].reshape(len(kept), -1)))
    return np.asarray(squared - _squared(means[:, np.newaxis, np.newaxis])[0])


def _squared(found: Array) -> Array:
    """Return the sum over k of squared means over scrambles, less what scatter adds: (R, columns, k) to (columns,)."""
    unbiased: Array = (found.mean(axis=0) ** 2 - found.var(axis=0, ddof=1) / len(found)).sum(axis=-1)
    return unbiased


def legendre(u: Array, degree: int) -> Array:
    """Return the orthonormal Legendre polynomials on (0, 1) of degrees 1 up to `degree`, shape (degree, ...)."""
    x = 2.0 * u - 1.0
    rows = [np.ones_like(x), x]
    for k in range(1, degree):
        # Bonnet: (k + 1) P_(k+1) = (2 k + 1) x P_k - k P_(k-1).
        rows.append(((2 * k + 1) * x * rows[k] - k * rows[k - 1]) / (k + 1))
    return np.stack([math.sqrt(2 * k + 1) * rows[k] for k in range(1, degree + 1)])


def degree_for(count: int) -> int:
    """Return up to which degree so many points are worth: 1 up to 127, one more for each doubling, 8 at most."""
    return min(max(int(math.log2(max(count, 1))) - 5, 1), DEGREE_MAX)


def coefficients(points: Points) -> Array:
    """Return the coefficients b of each scramble, shape (R, columns, degrees)."""
    outer = points.is_outer()
    scrambles, count, vectors = points.y.shape
    degrees = np.where(outer, degree_for(scrambles * count), degree_for(scrambles * count * vectors))
    models = _additive_models(points, outer, degrees)
    left = points.y - points.y.mean()
    for r, model in enumerate(models):
        for (i, k), c in model.items():
            left[r] -= c * legendre(points.u[i, r], k + 1)[k]
    found = np.zeros((scrambles, len(points.u), int(degrees.max(initial=1))))
    for i, degree in enumerate(degrees.tolist()):
        basis = legendre(points.u[i], degree)
        found[:, i, :degree] = np.mean(basis * left, axis=(2, 3)).T
    for r, model in enumerate(models):
        for (i, k), c in model.items():
            found[r, i, k] += c
    return found


Model: TypeAlias = dict[tuple[int, int], float]


def _additive_models(points: Points, outer: npt.NDArray[np.bool_], degrees: npt.NDArray[np.intp]) -> list[Model]:
    """Return for each scramble an additive model which others have chosen: c by column and degree less 1.

    Columns that vary within points are fitted to what varies there; then the others to the means of points. Where there
    are many scrambles, several have one model, which all of these are left out of.
    """
    scrambles, count, vectors = points.y.shape
    inner = min(vectors, max(2, ROWS_MAX // (scrambles * count)))
    kept = min(count, max(1, ROWS_MAX // (scrambles * inner)))
    y, u = points.y[:, :kept, :inner], points.u[:, :, :kept, :inner]
    terms = [(i, k) for i, degree in enumerate(degrees.tolist()) for k in range(degree)]
    of_points = np.array([outer[i] for i, _ in terms], dtype=bool)
    blocks = [legendre(u[i], degree) for i, degree in enumerate(degrees.tolist())]
    basis = np.concatenate(blocks) if blocks else np.zeros((0, *y.shape))
    means = basis.mean(axis=3)
    within = (basis - means[..., np.newaxis])[~of_points]
    fold = np.arange(scrambles) % MODELS_MAX
    found = {}
    for left_out in sorted(set(fold.tolist())):
        others = fold != left_out
        c = np.zeros(len(terms))
        own = y[others] - y[others].mean(axis=2, keepdims=True)
        c[~of_points] = _selected(within[:, others].reshape(len(within), own.size), own.ravel())
        rest = (y.mean(axis=2) - np.tensordot(c[~of_points], means[~of_points], 1))[others].ravel()
        across = means[of_points][:, others].reshape(-1 if of_points.any() else 0, rest.size)
        c[of_points] = _selected(across - across.mean(axis=1, keepdims=True), rest - rest.mean())
        found[left_out] = {terms[k]: float(c[k]) for k in np.flatnonzero(c)}
    return [found[k] for k in fold.tolist()]


def _selected(basis: Array, y: Array) -> Array:
    """Return the coefficients of the few rows of a basis that explain y, found one after another, each time refitted.

    Orthogonal matching pursuit, which ends where no row is correlated with the rest by more than the largest of as many
    rows that play no role would be: sqrt(2 ln p) standard deviations.
    """
    c = np.zeros(len(basis))
    lengths = np.sqrt(np.sum(basis**2, axis=1)) if len(basis) else c
    usable = lengths > 1e-9
    if not usable.any():
        return c
    chosen: list[int] = []
    fitted, left = c[:0], y
    limit = math.sqrt(2.0 * math.log(max(int(usable.sum()), 2)))
    for _ in range(min(len(y) // 4, TERMS_MAX)):
        scores = np.where(usable, np.abs(basis @ left) / np.where(usable, lengths, 1.0), 0.0)
        scores[chosen] = 0.0
        best = int(np.argmax(scores))
        if scores[best] <= limit * float(np.std(left)):
            break
        rows = basis[[*chosen, best]]
        gram = rows @ rows.T
        # One that the others nearly make up would be fitted with huge coefficients.
        if np.linalg.cond(gram) > CONDITION_MAX:
            usable[best] = False
            continue
        chosen.append(best)
        fitted = np.asarray(np.linalg.solve(gram, rows @ y), dtype=np.float64)
        left = y - fitted @ rows
    c[chosen] = fitted
    return c
