"""Closed forms of raids beside those of `closed_forms`: survivors of layers, queues that wait."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def binomial(trials: int, chance: float) -> Array:
    """Return the probabilities of 0 to `trials` successes, shape (trials + 1,)."""
    return np.array([math.comb(trials, n) * chance**n * (1.0 - chance) ** (trials - n) for n in range(trials + 1)])


def survivors(threats: int, layers: Sequence[tuple[int, float]]) -> Array:
    """Return the probabilities that 0 to `threats` survive layers of some single shots and their kill probability.

    A Markov chain: of s that come to a layer with m shots, min(s, m) are shot at once each, and n of these are killed
    with the probability of a binomial.
    """
    now = np.zeros(threats + 1)
    now[threats] = 1.0
    for shots, kill in layers:
        then = np.zeros(threats + 1)
        for count, share in enumerate(now):
            killed = binomial(min(count, shots), kill)
            for n, chance in enumerate(killed):
                then[count - n] += share * chance
        now = then
    return now


def impatient_loss(servers: int, load_erlang: float, patience: float) -> float:
    """Return the share of customers who leave an M/M/c queue unserved, for they wait no longer than a fixed time.

    `patience` is in mean times of service. F. Baccelli and G. Hebuterne, 1981, in the notation of S. Zeltyn and
    A. Mandelbaum, Queueing Systems 51, 2005: with a the load, c servers, in units of the mean service,
    J = (1 - e^-(c-a)t)/(c - a) + e^-(c-a)t / c, e = sum_{i<c} a^i/i! / (a^(c-1)/(c-1)!),
    P = (1 + (a - c) J) / (e + a J). Patience 0 gives Erlang's loss formula.
    """
    spare = servers - load_erlang
    decay = math.exp(-spare * patience)
    held = patience if spare == 0.0 else (1.0 - decay) / spare
    j = held + decay / servers
    terms = [load_erlang**i / math.factorial(i) for i in range(servers)]
    return (1.0 - spare * j) / (sum(terms) / terms[-1] + load_erlang * j)


def waiting_room(servers: int, load_erlang: float, room: float = math.inf) -> tuple[float, float]:
    """Return the share of customers turned away by an M/M/c/K queue, K = c + room, and the mean wait of the others.

    The wait is in mean times of service. D. Gross and others, Fundamentals of Queueing Theory, 4th edition, 2008,
    sections 2.3 (M/M/c: Erlang's C) and 2.5 (M/M/c/K): with a the load, c servers and r = a/c, p_n is as a^n/n! up to
    n = c and as (a^c/c!) r^(n - c) beyond; who finds K is turned away, and by Little's law the mean wait is
    sum (n - c) p_n / (a (1 - p_K)). Without limit to the room the load must be below the servers.
    """
    r = load_erlang / servers
    below = [load_erlang**n / math.factorial(n) for n in range(servers)]
    at = load_erlang**servers / math.factorial(servers)
    if math.isinf(room):
        share = at / (1.0 - r) / (sum(below) + at / (1.0 - r))
        return 0.0, share / (servers - load_erlang)
    waiting = [at * r**m for m in range(int(room) + 1)]
    whole = sum(below) + sum(waiting)
    turned_away = waiting[-1] / whole
    length = sum(m * each for m, each in enumerate(waiting)) / whole
    return turned_away, length / (load_erlang * (1.0 - turned_away))


def chi_square(counts: Array, chances: Array, least: float = 10.0) -> tuple[float, int]:
    """Return Pearson's chi-square of counts against probabilities, and its degrees of freedom.

    Neighbouring cells are put together until each expects at least so many.
    """
    total, statistic, cells = float(counts.sum()), 0.0, 0
    seen = wanted = 0.0
    left = total
    for count, chance in zip(counts, chances, strict=True):
        seen, wanted = seen + float(count), wanted + total * float(chance)
        if wanted >= least and left - wanted >= least:
            statistic, cells, left = statistic + (seen - wanted) ** 2 / wanted, cells + 1, left - wanted
            seen = wanted = 0.0
    return statistic + (seen - wanted) ** 2 / wanted, cells


def chi_square_limit(freedom: int, error: float) -> float:
    """Return the value that chi-square exceeds with a probability (E. B. Wilson and M. M. Hilferty, 1931)."""
    spread = 2.0 / (9.0 * freedom)
    return freedom * (1.0 - spread + NormalDist().inv_cdf(1.0 - error) * math.sqrt(spread)) ** 3
