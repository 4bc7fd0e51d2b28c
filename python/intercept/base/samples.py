"""The share of samples in which something holds, in words.

What holds in none of them, or in all, is no certainty, and the scatter of such samples says nothing of its error: how
many samples there are is told instead.
"""

from __future__ import annotations

import math

from intercept.base.words import counted, known, measured_percent


def sampled(share: float, error: float = math.nan) -> str:
    """Return a share of samples in words: "none", "all", or a percentage, to two digits of its error if it has one."""
    if not math.isfinite(share):
        return "–"
    if share in {0.0, 1.0}:
        return "all" if share else "none"
    if not 0.0005 <= share < 0.9995:
        return "less than 0.1 %" if share < 0.5 else "more than 99.9 %"
    return f"{known(100.0 * share, 100.0 * error).mean if error > 0.0 else f'{100.0 * share:.1f}'} %"


def sampled_with_error(share: float, error: float) -> str:
    """Return a share of samples with its standard error, "27.3 ± 4.1 %"; none and all of them have none."""
    said = sampled(share, error)
    return measured_percent(share, error) if said[0].isdigit() and error > 0.0 else said


def sampled_of(share: float, count: int, noun: str, error: float = math.nan) -> str:
    """Return a share of so many samples with its standard error, if it has one.

    For example "none of 512 replications", "all 512 replications", "78.1 % of replications (standard error 2.2
    points)".
    """
    said, of = sampled(share, error), counted(count, noun)
    if said in {"none", "all"}:
        return f"none of {of}" if said == "none" else f"all {of}"
    points = f" (standard error {known(100.0 * share, 100.0 * error).error} points)" if error > 0.0 else ""
    return f"{said} of {noun}s{points}"
