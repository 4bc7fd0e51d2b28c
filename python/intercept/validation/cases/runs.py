"""A raid from the scenario to its result against salvo formulas and sums (data/raids/SOURCE.md).

Twenty drones pass one battery whose rounds, channels and sight are enough for all of them: each is shot at once, with a
salvo. The kill probability is stated, and so are the shares that fail or are jammed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from intercept.raid.result import Result
from intercept.raid.run import run
from intercept.scenario.model.scenario import Scenario
from intercept.validation.check import Case, Check, Source
from intercept.validation.closed_forms import kill_probability
from intercept.validation.tables import Library

SALVO = "independent rounds, K = 1 - (1 - k)^n; layers multiply 1 - K; textbook"
SHARES = "failed and jammed shares, the earlier one counts: sums by hand"
REPLICATIONS, SEED, THREATS = 20_000, 7, 20
FOUR = "four standard errors of the replications: a wrong alarm in 16,000"
ENOUGH = {"channels": 4.0, "availability": 1.0, "reaction_time_s": 5.0}


def raid(units: Sequence[Mapping[str, Any]], classes: Mapping[str, Any], jam_share: float = 0.0) -> Result:
    """Run the raid against fire units, with values of classes."""
    here = {"east_km": 0.0, "north_km": 0.0}
    document = {
        "schema_version": 3,
        "name": "salvoes",
        "assets": [{"name": "a", "class": "energy", "position": here}],
        "sensors": [{"name": "s", "class": "surveillance_radar", "position": here, "overrides": {"availability": 1.0}}],
        "fire_units": [{"position": here, **unit} for unit in units],
        "raid": {
            "launch_areas": [{"name": "east", "position": {"east_km": 120.0, "north_km": 0.0}, "radius_km": 1.0}],
            "waves": [
                {
                    "name": "w",
                    "class": "one_way_attack_drone",
                    "count": THREATS,
                    "launch_area": "east",
                    "profile": "high",
                    "time_profile": {"kind": "uniform", "duration_min": 200.0},
                }
            ],
        },
        "electronic_warfare": {"jam_share": {"one_way_attack_drone": jam_share}},
        "decision": {"common_cause_share": 0.0, "decision_time_s": 5.0},
        "classes": classes,
    }
    # Nothing is unknown, so one vector stands for all, and its replications are independent.
    made = Scenario.model_validate(document)
    return run(made, seed=SEED, replications=REPLICATIONS, scrambles=1, points=1, vectors=1)


def share(result: Result, fate: str) -> tuple[float, float]:
    """Return the mean share of the threats with a fate, and its standard error."""
    counts = result.outcomes[fate] / THREATS
    return float(counts.mean()), float(counts.std(ddof=1)) / math.sqrt(len(counts))


def salvoes(library: Library) -> Iterable[Check]:  # noqa: ARG001 - a closed form
    """One layer with salvoes of one, two and three rounds; then two layers."""
    source = Source("run-salvoes", SALVO, "ic.run")
    sure = {"one_way_attack_drone": {"in_flight_failure_share": 0.0}}
    for rounds, kill in ((1, 0.6), (2, 0.6), (3, 0.3)):
        unit = _unit("short_range_sam", rounds)
        result = raid([unit], {"threat": sure, "defence": {"short_range_sam": _kills(kill)}})
        mean, error = share(result, "leaked")
        wanted = 1.0 - kill_probability(kill, rounds)
        told = f"leaked share, salvo of {rounds}, k {kill}"
        yield source.absolute(f"replicated: {told}", (mean, wanted), "", 4.0 * error, FOUR)
        spent = float(result.rounds["rounds"].mean())
        figures = (spent, float(THREATS * rounds))
        yield source.absolute(f"replicated: rounds spent, salvo of {rounds}", figures, "", 0.0, "one salvo a threat")
    both = {"short_range_sam": _kills(0.6), "medium_range_sam": _kills(0.4)}
    result = raid([_unit(name, 1) for name in both], {"threat": sure, "defence": both})
    mean, error = share(result, "leaked")
    yield source.absolute("replicated: leaked share, two layers", (mean, 0.4 * 0.6), "", 4.0 * error, FOUR)


def shares(library: Library) -> Iterable[Check]:  # noqa: ARG001 - by hand
    """No defence: f fail at any time of the flight, j are jammed in its last half, whichever comes first."""
    source = Source("run-fates", SHARES, "ic.run")
    f, j = 0.4, 0.5
    values = {"threat": {"one_way_attack_drone": {"in_flight_failure_share": f}}}
    result = raid([], values, jam_share=j)
    # Of those that would do both, a quarter is jammed first: both times lie in the last half in half of the cases.
    for fate, wanted in (
        ("jammed", j * (1.0 - 0.75 * f)),
        ("failed", f * (1.0 - 0.25 * j)),
        ("leaked", (1 - f) * (1 - j)),
    ):
        mean, error = share(result, fate)
        yield source.absolute(f"replicated: {fate} share", (mean, wanted), "", 4.0 * error, FOUR)
    fates = sum(result.outcomes[fate] for fate in ("failed", "jammed", "intercepted", "leaked"))
    unaccounted = float(np.abs(fates - result.outcomes["launched"]).max())
    quantity = "replicated: launched less all fates, worst of all replications"
    yield source.absolute(quantity, (unaccounted, 0.0), "", 0.0, "nothing is lost or counted twice")


def _unit(name: str, rounds: int) -> dict[str, Any]:
    return {"name": name, "class": name, "doctrine": {"salvo": rounds, "shoot_look_shoot": False}, "rounds": 1000}


def _kills(probability: float) -> dict[str, float]:
    return {**ENOUGH, "single_shot_kill_probability": probability}


def cases(library: Library) -> list[Case]:  # noqa: ARG001 - closed forms
    """Return the two cases."""
    return [Case("run-salvoes", SALVO, salvoes), Case("run-fates", SHARES, shares)]
