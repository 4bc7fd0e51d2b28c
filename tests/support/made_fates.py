"""A result whose fates are given: what is down of one class, and how many of those were jammed."""

from dataclasses import replace

import numpy as np
from make_result import make_result

from intercept.base.table import Table

SCRAMBLE = 65_536
BASE = make_result(16)


def made(down, columns=None, name="one_way_attack_drone", launched=100, jammed=None):
    """Return a result in which so many of a class are down, half of them jammed unless given.

    Both have the shape (scrambles, vectors, replications).
    """
    down = np.asarray(down)
    scrambles, vectors, luck = down.shape
    e = np.repeat(np.arange(scrambles) * SCRAMBLE, vectors) + np.tile(np.arange(vectors), scrambles)
    flat = down.reshape(-1)
    lost = flat // 2 if jammed is None else np.asarray(jammed).reshape(-1)
    outcomes = Table(
        {
            "e": np.repeat(e, luck),
            "a": np.tile(np.arange(luck), scrambles * vectors),
            "threat_class": [name] * flat.size,
            "launched": np.full(flat.size, launched),
            "failed": np.zeros(flat.size, np.int64),
            "jammed": lost,
            "intercepted": flat - lost,
            "leaked": launched - flat,
            "decoy": np.zeros(flat.size, np.int64),
        }
    )
    draws = {"e": e, "scramble": e // SCRAMBLE}
    for column, u in (columns or {}).items():
        draws |= {f"u.{column}": np.asarray(u, float), column: 0.4 + 0.4 * np.asarray(u, float)}
    return replace(BASE, outcomes=outcomes, draws=Table(draws))
