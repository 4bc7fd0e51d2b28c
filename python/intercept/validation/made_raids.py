"""Raids of numbers alone, made so that a closed form says what comes of them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np
import numpy.typing as npt

from intercept.raid.raid_plan import RaidPlan
from intercept.raid.simulate import simulate
from intercept.raid.tally import FATES, Tally

SEED, REPLICATIONS = 7, 100_000
LEAKED = FATES.index("leaked")
# Figures of replications are allowed three standard errors, corrected (Bonferroni) for so many figures.
CHECKS = 61
ERROR = 2.0 * NormalDist().cdf(-3.0) / CHECKS
SIGMAS = -NormalDist().inv_cdf(0.5 * ERROR)
REASON = f"three standard errors, corrected for {CHECKS} figures: one wrong alarm in 370 other seeds"
MANY = 1_000_000.0


@dataclass(frozen=True)
class Layer:
    """A unit that shoots once at each of the first `meets` threats, all unless given, from rounds on its launchers."""

    kill: float
    rounds: float = MANY
    salvo: int = 1
    name: str | None = None
    meets: int | None = None


def layered(threats: int, layers: Sequence[Layer], **more: Any) -> RaidPlan:  # noqa: ANN401 - of from_tables
    """Return a raid in which each of some threats meets one layer after another, with all others, for one moment."""
    meets = [threats if layer.meets is None else layer.meets for layer in layers]
    threat = np.concatenate([np.arange(count) for count in meets])
    unit = np.repeat(np.arange(len(layers)), meets)
    launch = 100.0 + 100.0 * unit
    names = [layer.name or f"layer {i}" for i, layer in enumerate(layers)]
    shares = {"kill_probability": {name: layer.kill for name, layer in zip(names, layers, strict=True)}}
    return RaidPlan.from_tables(
        {"launch_s": np.zeros(threats), "arrival_s": np.full(threats, 1e4)},
        {
            "defence_class": names,
            "rounds": [layer.rounds for layer in layers],
            "salvo": [layer.salvo for layer in layers],
            "channels": np.full(len(layers), MANY),
            "shoot_look_shoot": np.zeros(len(layers)),
        },
        {"threat": threat, "unit": unit, "launch_s": launch, "intercept_s": launch + 50.0},
        **{"shares": shares, **more},
    )


def spread_salvo(threats: int, kill: float, shots: int, factors: tuple[float, float]) -> RaidPlan:
    """Return a raid in which a unit fires one salvo at each threat, from the first launch of its window to the last.

    The factors on the kill probability are those of the first and the last launch.
    """
    window_s = 60.0
    launch = np.tile([100.0, 100.0 + window_s], (threats, 1))
    return RaidPlan.from_tables(
        {"launch_s": np.zeros(threats), "arrival_s": np.full(threats, 1e4)},
        {
            "rounds": [MANY],
            "salvo": [shots],
            "salvo_spacing_s": [window_s / max(shots - 1, 1)],
            "channels": [MANY],
            "shoot_look_shoot": [0.0],
        },
        {
            "threat": np.arange(threats),
            "unit": np.zeros(threats),
            "launch_s": launch,
            "intercept_s": launch + 50.0,
            "kill_factor": np.tile(factors, (threats, 1)),
        },
        shares={"kill_probability": kill},
    )


@dataclass(frozen=True)
class Queue:
    """Arrivals at random, and a unit whose channels serve each for some time, if one of them is free soon enough.

    Each arrival comes at a time uniform over the span, and before it others have come for a tenth of the span at the
    same rate, so that the unit is as busy at its begin as ever. At most `room` wait. Times are in mean services.
    """

    channels: int
    load_erlang: float
    patience: float = 0.0
    exponential: bool = True
    arrivals: int = 4000
    room: float = math.inf

    def raid(self) -> RaidPlan:
        """Return the raid: class `early` and class `counted`."""
        early, span = self.arrivals // 10, self.arrivals / self.load_erlang
        kind = np.arange(self.arrivals + early) < early
        half = np.where(kind, 0.05 * span, 0.5 * span)
        middle = np.where(kind, -half, half)
        points = (middle, middle + self.patience)
        return RaidPlan.from_tables(
            {
                "threat_class": np.where(kind, "early", "counted"),
                "launch_s": middle,
                "arrival_s": middle + self.patience,
                "jitter_s": half,
            },
            {
                "rounds": [MANY],
                "channels": [self.channels],
                "assess_time_s": [1.0],
                "assess_exponential": [float(self.exponential)],
                "shoot_look_shoot": [0.0],
                "waiting_max": [self.room],
            },
            {
                "threat": np.arange(len(kind)),
                "unit": np.zeros(len(kind)),
                "launch_s": np.column_stack(points),
                "intercept_s": np.column_stack(points),
            },
        )

    def lost_share(self, replications: int = 500) -> tuple[float, float]:
        """Return the share of the counted that leak, and its standard error."""
        tally, counted = self._tally(replications)
        return mean_and_error(tally.fates[:, counted, LEAKED] / self.arrivals)

    def turned_away_and_wait(self, replications: int = 500) -> tuple[tuple[float, float], tuple[float, float]]:
        """Return the share of the counted turned away and the mean wait of the others, each with its standard error."""
        tally, counted = self._tally(replications)
        waits = tally.waits()
        wait = tuple(float(waits[name][counted]) for name in ("mean_wait_s", "mean_wait_standard_error_s"))
        return mean_and_error(tally.turned_away[:, counted] / self.arrivals), (wait[0], wait[1])

    def _tally(self, replications: int) -> tuple[Tally, int]:
        raid = self.raid()
        return simulate(raid, seed=SEED, replications=replications), raid.threat_classes.index("counted")


def shared_operators(operators: int, load_erlang: float, arrivals: int = 4000) -> tuple[float, float]:
    """Return the share lost of arrivals at three units in turn, each served by an operator of one post for one service.

    Before those that count others have come for a tenth of the span. The standard error comes second.
    """
    early, span = arrivals // 10, arrivals / load_erlang
    kind = np.arange(arrivals + early) < early
    half = np.where(kind, 0.05 * span, 0.5 * span)
    middle = np.where(kind, -half, half)
    names = [f"unit {k}" for k in range(3)]
    raid = RaidPlan.from_tables(
        {
            "threat_class": np.where(kind, "early", "counted"),
            "launch_s": middle,
            "arrival_s": middle,
            "jitter_s": half,
        },
        {
            "name": names,
            "command_post": ["post"] * 3,
            "rounds": [MANY] * 3,
            "channels": [MANY] * 3,
            "shoot_look_shoot": np.zeros(3),
        },
        {"threat": np.arange(len(kind)), "unit": np.arange(len(kind)) % 3, "launch_s": middle, "intercept_s": middle},
        command_posts={"post": {"operators": operators, "operator_time_s": 1.0}},
    )
    tally = simulate(raid, seed=SEED, replications=500)
    return mean_and_error(tally.fates[:, raid.threat_classes.index("counted"), LEAKED] / arrivals)


def leakers(raid: RaidPlan, replications: int = REPLICATIONS) -> npt.NDArray[np.int64]:
    """Return the number of leakers in each replication."""
    return leaked(simulate(raid, seed=SEED, replications=replications))


def leaked(tally: Tally) -> npt.NDArray[np.int64]:
    """Return the number of leakers in each replication of a tally."""
    return np.asarray(tally.fates[:, :, LEAKED].sum(axis=1), dtype=np.int64)


def mean_and_error(values: npt.NDArray[Any]) -> tuple[float, float]:
    """Return the mean of independent values and its standard error."""
    return float(values.mean()), float(values.std(ddof=1)) / math.sqrt(len(values))
