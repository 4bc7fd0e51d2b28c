"""Expected value protected by sets of sites: the objective of a placement, its greedy choice, bounds, and the optimum.

Each threat t of a night flies to an asset of value w_t, arrives harmful with a probability s_t if nobody fires at it,
and gets past unit u with a probability 1 - k_ut, independently. With the units that stand there anyway in E, a set S of
sites protects

    F(S) = E sum over t of w_t s_t prod over u in E of (1 - k_ut) [1 - prod over j in S of (1 - k_jt)]

F rises with S, and adds the less the more there is (monotone and submodular), so that the greedy choice of n sites
protects at least 1 - (1 - 1/n)^n > 1 - 1/e of what the best one does (G. L. Nemhauser, L. A. Wolsey and M. L. Fisher,
Math. Program. 14, 1978). Whatever S is, no n sites protect more than F(S) and the n largest gains beside it (a
posteriori bound), which is mostly much closer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from intercept.errors import NotConvergedError

Array: TypeAlias = npt.NDArray[np.float64]
Sites: TypeAlias = tuple[int, ...]

# Cuts of the search for the optimum, and by which share of it the found one may fall short.
CUTS_MAX, GAP = 2_000, 1e-9


@dataclass(frozen=True, eq=False)
class Protection:
    """What there is to protect, and what each site lets past.

    Attributes
    ----------
    at_risk
        w_t s_t times what the units in E let past, shape (nights, threats).
    past
        1 - k of each site, shape (sites, nights, threats).
    scramble
        Number of the scramble of each night, from 0, shape (nights,).
    """

    at_risk: Array
    past: Array
    scramble: npt.NDArray[np.intp]

    def left(self, chosen: Sequence[int]) -> Array:
        """Return the value expected to be hit with some sites, by night and threat."""
        left: Array = self.at_risk * np.prod(self.past[list(chosen)], axis=0)
        return left

    def nights(self, values: Array) -> Array:
        """Return the mean of each scramble of values by night and threat, summed over threats."""
        by_night = values.sum(axis=-1)
        return np.bincount(self.scramble, by_night) / np.bincount(self.scramble)

    def value(self, chosen: Sequence[int]) -> float:
        """Return F of some sites."""
        return float(self.nights(self.at_risk - self.left(chosen)).mean())

    def gains(self, chosen: Sequence[int]) -> Array:
        """Return what each site would add to some others, shape (sites,); 0 for those among them."""
        left = self.left(chosen)
        found = np.array([float(self.nights(left * (1.0 - past)).mean()) for past in self.past])
        found[list(chosen)] = 0.0
        return found


def greedy(protection: Protection, count: int) -> Sites:
    """Return so many sites, each the one that adds most to those before; of equals the first."""
    chosen: list[int] = []
    for _ in range(min(count, len(protection.past))):
        gains = protection.gains(chosen)
        gains[chosen] = -1.0
        chosen.append(int(np.argmax(gains)))
    return tuple(chosen)


def bound(protection: Protection, chosen: Sites, count: int) -> float:
    """Return what no choice of so many sites can exceed: F and the largest gains, of the best prefix of the choice."""
    found = []
    for k in range(len(chosen) + 1):
        gains = np.sort(protection.gains(chosen[:k]))[::-1]
        found.append(protection.value(chosen[:k]) + float(gains[:count].sum()))
    return min(found)


def best(protection: Protection, count: int, start: Sites) -> Sites:
    """Return the sites that protect most, by a mixed-integer program to which cuts are added until they hold it.

    With x_j = 1 for a chosen site, F is the largest eta with, for every set S (G. L. Nemhauser and L. A. Wolsey, Math.
    Oper. Res. 3(3), 1978),

        eta <= F(S) + sum over j not in S of [F(S + j) - F(S)] x_j - sum over j in S of [F(all) - F(all - j)] (1 - x_j)

    Raises
    ------
    NotConvergedError
        There are too many sites to tell the best within 2,000 cuts.
    """
    from scipy import optimize  # noqa: PLC0415 - it takes its time, and only this needs it

    sites = len(protection.past)
    every = tuple(range(sites))
    least = np.array([protection.value(every) - protection.value([k for k in every if k != j]) for j in every])
    rows, ends = [], []
    highest, chosen = protection.value(start), start
    scale = max(protection.value(every), 1e-300)

    def cut(points: Sites) -> None:
        inside = np.isin(every, points)
        gains = protection.gains(points)
        # eta - sum of gains x - sum of least x <= F - sum of least, of the sites outside and inside.
        rows.append(np.append(-np.where(inside, least, gains) / scale, 1.0))
        ends.append((protection.value(points) - float(least[inside].sum())) / scale)

    for k in range(len(start) + 1):
        cut(start[:k])
    for _ in range(CUTS_MAX):
        limits = [
            optimize.LinearConstraint(np.array(rows), -np.inf, np.array(ends)),
            optimize.LinearConstraint(np.append(np.ones(sites), 0.0), 0, count),
        ]
        found = optimize.milp(
            np.append(np.zeros(sites), -1.0),
            integrality=np.append(np.ones(sites), 0),
            bounds=optimize.Bounds(0.0, np.append(np.ones(sites), 2.0)),
            constraints=limits,
            options={"mip_rel_gap": 0.0},
        )
        if not found.success:
            raise NotConvergedError(f"the search for the best sites failed: {found.message}")
        points = tuple(np.flatnonzero(found.x[:sites] > 0.5).tolist())
        value = protection.value(points)
        if value > highest:
            highest, chosen = value, points
        if -found.fun * scale <= highest * (1.0 + GAP) + GAP * scale:
            return chosen
        cut(points)
    raise NotConvergedError(
        f"exact = True: the best of {sites} sites is not told within {CUTS_MAX:,} cuts: leave sites out, or take the"
        " greedy choice with its bound"
    )
