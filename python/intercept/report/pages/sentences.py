"""What a run found, in the sentences of its report: why threats leaked, the claim beside the nights, what ran out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from intercept.base.words import counted, known, spelled
from intercept.raid.spread import per_replication, total
from intercept.report.figures.leaks import claimed_leakers
from intercept.report.look import words
from intercept.report.rows import causes

if TYPE_CHECKING:
    from intercept.raid.result import Result

CAUSES_TOLD = 3
PARTS = ("mean", "standard_error", "low", "high")
# What a defence lacks when a raid is too large for it.
EXHAUSTED = {"no_channel": "no free channel", "no_round": "no round left"}


def answer(result: Result) -> list[str]:
    """Return the answer in lines, each with its uncertainty: who leaks, why, and the claim beside it."""
    first, *others = words.found(result)
    if not result.replications_done:
        return [first]
    claim = beside_claim(result)
    lines = [first, why(result), claim, *(others[:1] if claim else others), words.parts(result)]
    return [line for line in lines if line]


def why(result: Result) -> str:
    """Say for which causes most leak, each with the interval of its mean."""
    if not len(result.causes):
        return ""
    rows = causes(result)
    told = [f"{spelled(row['cause'])}, {_mean(row)}" for row in rows[:CAUSES_TOLD]]
    more = (
        ""
        if len(rows) <= CAUSES_TOLD
        else f" Other causes: {words.percent(sum(r['share'] for r in rows[CAUSES_TOLD:]))}."
    )
    return f"Why they leak, by the first cause that holds, means with 95 % intervals: {'; '.join(told)}.{more}"


def beside_claim(result: Result) -> str:
    """Say what the public claim leaves, and in how many nights as few leak; nothing without a claim for each class."""
    claimed = claimed_leakers(result, "all")
    if claimed is None:
        return ""
    left, launched = claimed
    leaked = total(per_replication(result.outcomes, "threat_class", "leaked"))
    share = float(np.mean(leaked <= left))
    return (
        f"The public claim counts {launched - left:,} of {launched:,} as shot down, jammed or lost, and so leaves"
        f" {left:,}. {left:,} or fewer leak in {words.percent(share)} of the {counted(len(leaked), 'simulated night')}."
    )


def exhausted(result: Result) -> list[str]:
    """Say how far the raid used the defence up: leakers for want of a channel or a round, and who waited."""
    rows = {row["cause"]: row for row in causes(result)} if len(result.causes) else {}
    told = [f"{label}, {_mean(rows[name])}" for name, label in EXHAUSTED.items() if name in rows]
    lines = [
        f"Leakers that a fire unit could have engaged but for what it lacked: {'; '.join(told)}."
        if told
        else "No threat leaked for want of a channel or of a round."
    ]
    waits = {row["quantity"]: row for row in result.waits.records() if row["of"] == "all"}
    if {"came", "engaged", "wait_s"} <= waits.keys():
        came, engaged, wait = (waits[name] for name in ("came", "engaged", "wait_s"))
        lines.append(
            f"Threats that came to a fire unit: {_interval(came)}; of these, fired at: {_interval(engaged)}. A threat"
            f" that came waited {_interval(wait)} s. These are means, with their 95 % intervals."
        )
    return lines


def _mean(row: dict[str, Any]) -> str:
    """Return the mean number of leakers of a cause, with its interval, and its share."""
    told = known(*(row[f"leaked_{part}"] for part in PARTS))
    return f"{told.interval}, {words.percent(row['share'])} of them"


def _interval(row: dict[str, Any]) -> str:
    return known(*(row[part] for part in PARTS)).interval
