"""Outcomes and rates in the words of findings, and the arithmetic of a reading."""

from __future__ import annotations

from fractions import Fraction

from intercept.claim.arithmetic import Arithmetic
from intercept.claim.quantities import Count
from intercept.claim.reading import Reading
from intercept.claim.words import percent

OWN = "its own numbers"
# The outcome as said of objects, and of what is not among them.
DOWN = {
    "shot_down": ("shot down", "not be shot down"),
    "intercepted": ("intercepted", "get through"),
    "lost": ("lost or jammed", "not be lost or jammed"),
    "did_not_hit": ("shot down, jammed or lost", "get through"),
    "hit": ("stopped", "get through"),
}
MEANT = {
    "intercepted": '"Intercepted" may or may not include objects that were jammed or lost.',
    "shot_down": '"Shot down" leaves out objects that were jammed or lost, unless the source counts them in.',
    "did_not_hit": "Objects shot down, jammed or lost are counted together: how many of each is not said.",
    "hit": "What did not get through was shot down, jammed or lost: which, is not said.",
    "lost": "Objects said to be jammed or lost may have been decoys, or may have come down unseen.",
}


def arithmetic(reading: Reading) -> tuple[Arithmetic, ...]:
    """Return the arithmetic of every statement of a reading."""
    return tuple(Arithmetic(statement, reading.groups) for statement in reading.statements)


def left_over(number: object, through: str) -> str:
    """Return what is left of objects with what becomes of it: "10 to get through", "10 not shot down"."""
    denied = through.removeprefix("not be ")
    return f"{number} to {through}" if denied == through else f"{number} not {denied}"


def ends(number: Count, objects: Count) -> tuple[Fraction, Fraction]:
    """Return the lowest and highest share that a number of objects can be of how many there were."""
    high = Fraction(number.high, objects.low) if objects.low else Fraction(1)
    return Fraction(number.low, max(objects.high, 1)), min(high, Fraction(1))


def rates(number: Count, objects: Count) -> str:
    """Return a number of objects as a share in words, a range where either is one."""
    if number.exact and objects.exact and objects.low:
        return rate(number.low, objects.low)
    low, high = ends(number, objects)
    return f"{percent(low, 1)} to {percent(high, 1)}"


def rate(number: int, objects: int) -> str:
    """Return a number of objects as a percentage of them, finer for many."""
    return percent(Fraction(number, objects), 1 if objects < 100 else 2)
