"""Raids against closed forms of salvoes, layers and stocks (data/raids/SOURCE.md).

The seed is fixed, so that a check says the same each time.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from intercept.base.words import counted
from intercept.validation.check import Case, Check, Source
from intercept.validation.closed_forms import kill_probability, no_leaker_probability
from intercept.validation.made_raids import ERROR, REASON, SIGMAS, Layer, layered, leakers, mean_and_error, spread_salvo
from intercept.validation.raid_forms import binomial, chi_square, chi_square_limit, survivors
from intercept.validation.tables import Library, read_figures

SALVO = "independent shots, K = 1 - (1 - k)^n; textbook"
SHARED = "shots shared evenly over objects; textbook"
LAYERS = "layers of limited shots as a Markov chain of binomial survivors; textbook"
FACTORS = "shots with factors of geometry on k, linear over a window, leaked prod(1 - k f_i); textbook"
COMMON = "shots with a common cause of failure, leaked c + (1 - c)(1 - k/(1 - c))^n; textbook (beta factor)"


def _share(source: Source, quantity: str, leaked_share: tuple[float, float], wanted: float) -> Check:
    mean, error = leaked_share
    return source.absolute(f"replicated: {quantity}", (mean, wanted), "", SIGMAS * error, REASON)


def _distribution(
    source: Source, quantity: str, counts: npt.NDArray[np.int64], chances: npt.NDArray[np.float64]
) -> Check:
    """Return the check of a whole distribution: by how much chi-square exceeds its degrees of freedom."""
    observed = np.bincount(counts, minlength=len(chances)).astype(float)
    statistic, freedom = chi_square(observed, chances)
    limit = chi_square_limit(freedom, ERROR)
    excess = max(0.0, statistic - freedom)
    return source.apart(
        f"replicated: chi-square of {quantity}, {freedom} degrees of freedom",
        *((statistic, float(freedom)), ("", ""), excess, (limit - freedom, REASON)),
    )


def salvoes(library: Library) -> Iterable[Check]:  # noqa: ARG001 - a closed form
    """Shots of a salvo and of several units: leakers are binomial with 1 - K."""
    source = Source("raid-independent-shots", SALVO, "ic.simulate")
    for kill, shots in ((0.3, 1), (0.3, 2), (0.3, 5), (0.8, 2)):
        wanted = 1.0 - kill_probability(kill, shots)
        salvo = leakers(layered(20, [Layer(kill, salvo=shots)]))
        yield _share(source, f"leaked share, salvo of {shots}, k {kill}", mean_and_error(salvo / 20), wanted)
        units = leakers(layered(20, [Layer(kill, name="one")] * shots))
        yield _share(source, f"leaked share, {counted(shots, 'unit')}, k {kill}", mean_and_error(units / 20), wanted)
        yield _distribution(source, f"leakers, {counted(shots, 'unit')}, k {kill}", units, binomial(20, wanted))


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
        each, more = divmod(shots, threats)
        # Shot j goes at threat j modulo their number, each round of shots from a unit of its own.
        turns = [*[Layer(0.8, name="one")] * each, Layer(0.8, name="one", meets=more)]
        none = (leakers(layered(threats, turns)) == 0).astype(float)
        wanted = no_leaker_probability(0.8, shots, threats)
        yield _share(source, f"none of {threats} leaks, {shots} shots of k 0.8", mean_and_error(none), wanted)


def layers(library: Library) -> Iterable[Check]:  # noqa: ARG001 - a closed form
    """Layers with fewer shots than threats: the whole distribution of what survives them."""
    source = Source("raid-layers", LAYERS, "ic.simulate")
    for threats, chain in (
        (12, [(8, 0.5), (5, 0.7), (3, 0.4)]),
        (20, [(15, 0.3), (15, 0.6)]),
        (6, [(6, 0.9), (2, 0.5), (1, 0.5), (1, 0.5)]),
    ):
        counts = leakers(layered(threats, [Layer(kill, rounds=shots) for shots, kill in chain]))
        chances = survivors(threats, chain)
        wanted = float(chances @ np.arange(threats + 1))
        told = ", ".join(f"{shots} of k {kill}" for shots, kill in chain)
        yield _distribution(source, f"survivors of {threats} behind {told}", counts, chances)
        yield _share(source, f"mean of them, {told}", mean_and_error(counts), wanted)
    product = math.prod(1.0 - kill for kill in (0.3, 0.6, 0.2))
    through = leakers(layered(20, [Layer(kill) for kill in (0.3, 0.6, 0.2)]))
    yield _share(source, "leaked share, layers of k 0.3, 0.6 and 0.2", mean_and_error(through / 20), product)


def common(library: Library) -> Iterable[Check]:  # noqa: ARG001 - a closed form
    """All shots of a class at a threat that fail for one reason."""
    source = Source("raid-common-cause", COMMON, "ic.simulate")
    for kill, share, shots in ((0.4, 0.2, 1), (0.4, 0.2, 4), (0.4, 0.5, 4), (0.9, 0.3, 2)):
        counts = leakers(
            layered(
                20,
                [Layer(kill, name="one")] * shots,
                shares={"kill_probability": kill, "common_cause_share": share},
            )
        )
        spoiled = min(share, 1.0 - kill)
        wanted = spoiled + (1.0 - spoiled) * (1.0 - kill / (1.0 - spoiled)) ** shots
        quantity = f"leaked share, {counted(shots, 'shot')}, k {kill}, common share {share}"
        yield _share(source, quantity, mean_and_error(counts / 20), wanted)


def factors(library: Library) -> Iterable[Check]:  # noqa: ARG001 - a closed form
    """Salvoes spread over a window along which geometry lowers what a round kills with."""
    source = Source("raid-kill-factors", FACTORS, "ic.simulate")
    for kill, shots, first, last in ((0.6, 1, 0.25, 0.25), (0.5, 3, 1.0, 0.2), (0.8, 2, 1.0, 0.0)):
        counts = leakers(spread_salvo(20, kill, shots, (first, last)))
        each = np.linspace(first, last, shots)
        wanted = float(np.prod(1.0 - kill * each))
        quantity = f"leaked share, {counted(shots, 'shot')}, k {kill}, factors {first:g} to {last:g}"
        yield _share(source, quantity, mean_and_error(counts / 20), wanted)


def cases(library: Library) -> list[Case]:  # noqa: ARG001 - closed forms
    """Return the cases."""
    return [
        Case("raid-independent-shots", SALVO, salvoes),
        Case("raid-shared-shots", SHARED, shared),
        Case("raid-layers", LAYERS, layers),
        Case("raid-common-cause", COMMON, common),
        Case("raid-kill-factors", FACTORS, factors),
    ]
