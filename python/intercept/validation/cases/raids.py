"""Raids against closed forms of queues and salvoes (data/raids/SOURCE.md).

The seed is fixed, so that a check says the same each time; its tolerance is four standard errors.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from intercept.raid.simulate import FATES, RaidPlan, Tally, simulate
from intercept.validation.check import Case, Check, Source
from intercept.validation.closed_forms import erlang_b, kill_probability, no_leaker_probability
from intercept.validation.tables import Library, read_figures

SALVO = "independent shots, K = 1 - (1 - k)^n; textbook"
ERLANG = "Erlang's loss formula; textbook"
SHARED = "shots shared evenly over objects; textbook"
SEED, REPLICATIONS = 7, 50_000
LEAKED = FATES.index("leaked")
FOUR = "four standard errors of the replications: a wrong alarm in 16,000"
POINTS = 8
MANY = 1_000_000.0


@dataclass(frozen=True)
class Shots:
    """A raid of numbers alone: window i lets a unit shoot once at a threat, at a time (s), to hit after `flight_s`."""

    threat: npt.NDArray[np.uint32]
    unit: npt.NDArray[np.uint32]
    launch_s: npt.NDArray[np.float64]
    flight_s: float

    def plan(
        self, units: npt.NDArray[np.float64], kill: float, arrival_s: npt.NDArray[np.float64], early: int = 0
    ) -> RaidPlan:
        """Return the plan for units (class, rounds, channels, reload s, reloads, salvo, look, assess s) of one class.

        The first `early` threats are of class 0, the others of class 1, so that they are counted apart.
        """
        threats = len(arrival_s)
        launch = np.repeat(self.launch_s[:, None], POINTS, axis=1)
        kind = (np.arange(threats) >= early).astype(float)
        return RaidPlan(
            threat_classes=np.zeros((2, 6)),
            unit_classes=np.array([[kill, kill, kill, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0]]),
            threats=np.column_stack([kind, np.full(threats, -1.0), np.zeros(threats), arrival_s]),
            units=units,
            assets=0,
            window_threat=self.threat,
            window_unit=self.unit,
            launch_s=launch,
            intercept_s=launch + self.flight_s,
            kill_scale=np.ones((1, 2)),
            preference=np.zeros((1, 2), dtype=np.uint8),
        )


def single_shots(threats: int, shots: int, kill: float, salvo: int = 1) -> Tally:
    """Replicate a raid in which shot j goes at threat j modulo their number, each from a unit of its own, in turn."""
    threat = np.sort(np.arange(shots) % threats).astype(np.uint32)
    turn = np.concatenate([np.arange(n) for n in np.bincount(threat, minlength=threats)])
    unit = np.arange(shots, dtype=np.uint32)
    plan = Shots(threat, unit, 100.0 + 100.0 * turn, 50.0).plan(
        np.tile([0.0, float(salvo), 1.0, 0.0, 0.0, float(salvo), 0.0, 0.0], (shots, 1)), kill, np.full(threats, 1e4)
    )
    return simulate(plan, seed=SEED, replications=REPLICATIONS)


def _share(tally: Tally, threats: int) -> tuple[float, float]:
    """Return the mean share of leaked threats and its standard error."""
    leaked = tally.fates[:, :, LEAKED].sum(axis=1) / threats
    return float(leaked.mean()), float(leaked.std(ddof=1)) / math.sqrt(len(leaked))


def salvoes(library: Library) -> Iterable[Check]:  # noqa: ARG001 - a closed form
    """Shots of a salvo and of several units: leakers are binomial with 1 - K."""
    source = Source("raid-independent-shots", SALVO, "ic.simulate")
    for kill, shots in ((0.3, 1), (0.3, 2), (0.3, 5), (0.8, 2)):
        wanted = 1.0 - kill_probability(kill, shots)
        mean, error = _share(single_shots(20, 20, kill, shots), 20)
        yield source.absolute(
            f"replicated: leaked share, salvo of {shots}, k {kill}", (mean, wanted), "", 4.0 * error, FOUR
        )
        tally = single_shots(20, 20 * shots, kill)
        mean, error = _share(tally, 20)
        yield source.absolute(
            f"replicated: leaked share, {shots} units, k {kill}", (mean, wanted), "", 4.0 * error, FOUR
        )
    # The variance of a binomial, s^2 = W K (1 - K), and the standard error of its estimate, sqrt((m4 - s^4)/n).
    variance = float(tally.fates[:, :, LEAKED].sum(axis=1).var(ddof=1))
    binomial = 20 * wanted * (1.0 - wanted)
    # Fourth moment of a binomial: 3 s^4 + s^2 (1 - 6 K (1 - K)).
    fourth = 3.0 * binomial**2 + binomial * (1.0 - 6.0 * wanted * (1.0 - wanted))
    error = math.sqrt((fourth - binomial**2) / REPLICATIONS)
    yield source.absolute("replicated: variance of the leakers", (variance, binomial), "", 4.0 * error, FOUR)


def shared(library: Library) -> Iterable[Check]:  # noqa: ARG001 - the table is short
    """Compare the chance that nothing leaks, for shots shared over objects; and that at least one of many leaks."""
    printed = read_figures("raids/raids.csv")
    source = Source("raid-shared-shots", SHARED, "ic.simulate")
    figure = printed["all_eight"]
    half = "half a written digit"
    ours = no_leaker_probability(0.8, 8, 8)
    yield source.absolute("formula: k 0.8, 8 objects, one shot each", (ours, figure.value), "", figure.half_digit, half)
    figure = printed["at_least_one_of_300"]
    ours = 1.0 - no_leaker_probability(0.95, 300, 300)
    cut = "one written digit: the last is cut, not rounded (1 - 0.95^300 = 0.9999997924697)"
    yield source.absolute("formula: one of 300 leaks, 0.05 each", (ours, figure.value), "", figure.written_to, cut)
    for threats, shots in ((8, 8), (8, 20), (5, 13)):
        tally = single_shots(threats, shots, 0.8)
        none = float((tally.fates[:, :, LEAKED].sum(axis=1) == 0).mean())
        wanted = no_leaker_probability(0.8, shots, threats)
        error = math.sqrt(wanted * (1.0 - wanted) / len(tally))
        quantity = f"replicated: none of {threats} leaks, {shots} shots of k 0.8"
        yield source.absolute(quantity, (none, wanted), "", 4.0 * error, FOUR)


def blocked_share(channels: int, load_erlang: float) -> tuple[float, float]:
    """Send Poisson arrivals past one unit; return the share that finds no channel free, and its standard error."""
    rng = np.random.default_rng(SEED)
    shares = []
    arrivals, first = 10_000, 100
    for _ in range(40):
        times = np.cumsum(rng.exponential(1.0 / load_erlang, arrivals))
        threat = np.arange(arrivals, dtype=np.uint32)
        shots = Shots(threat, np.zeros(arrivals, dtype=np.uint32), times, 1.0)
        unit = np.array([[0.0, MANY, float(channels), 0.0, 0.0, 1.0, 0.0, 0.0]])
        # The first hundred find an empty unit. What is shot at falls for certain: one replication says all.
        plan = shots.plan(unit, 1.0, times + 1.0, early=first)
        leaked = int(simulate(plan, seed=SEED, replications=1).fates[0, 1, LEAKED])
        shares.append(leaked / (arrivals - first))
    return float(np.mean(shares)), float(np.std(shares, ddof=1)) / math.sqrt(len(shares))


def erlang(library: Library) -> Iterable[Check]:  # noqa: ARG001 - the table is short
    """Channels as servers: an arrival that finds all of them busy leaks."""
    printed = read_figures("raids/raids.csv")
    source = Source("raid-erlang", ERLANG, "ic.simulate")
    for servers, load in ((5, 3.0), (4, 4.0)):
        figure = printed[f"erlang_b_{servers}_{load:.0f}"]
        ours = erlang_b(servers, load)
        quantity = f"formula: B({servers}, {load:g})"
        yield source.absolute(quantity, (ours, figure.value), "", figure.half_digit, "half a written digit")
        mean, error = blocked_share(servers, load)
        quantity = f"replicated: leaked share, {servers} channels, {load:g} erlang"
        yield source.absolute(quantity, (mean, figure.value), "", 4.0 * error, FOUR)


def cases(library: Library) -> list[Case]:  # noqa: ARG001 - closed forms
    """Return the three cases."""
    return [
        Case("raid-independent-shots", SALVO, salvoes),
        Case("raid-shared-shots", SHARED, shared),
        Case("raid-erlang", ERLANG, erlang),
    ]
