"""Numbers with units as options give them: `400km`, `90deg`, `50,30`, `key=value`."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

from intercept.base.arguments import refused
from intercept.errors import InvalidParameterError

_NUMBER = re.compile(r"\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*([a-z]*)\s*", re.ASCII)


def suffixed(option: str, text: str, units: Mapping[str, float], low: float, high: float, remark: str = "") -> float:
    """Return a number with one of the units, in the unit whose factor is 1, from low to high.

    Raises
    ------
    InvalidParameterError
        The text is something else, or the number is out of range; the message names the option, value and range.
    """
    first = next(iter(units))
    span = f"from {low / units[first]:.10g}{first} to {high / units[first]:.10g}{first}{remark}"
    found = _NUMBER.fullmatch(text)
    if found is None or found[2] not in units:
        named = " or ".join(unit or "no unit" for unit in units)
        raise refused(option, text, f"a number with unit ({named}), {span}")
    value = float(found[1]) * units[found[2]]
    # The ends belong to the range, whatever rounding does to them in another unit.
    value = next((end for end in (low, high) if math.isclose(value, end, rel_tol=1e-9)), value)
    if not low <= value <= high:
        raise refused(option, text, span)
    return value


def number(option: str, text: str) -> float:
    """Return a finite number; raises InvalidParameterError naming the option."""
    found = _NUMBER.fullmatch(text)
    if found is None or found[2] or not math.isfinite(float(found[1])):
        raise refused(option, text, "a number")
    return float(found[1])


def whole(option: str, text: str, low: int, high: int) -> int:
    """Return a whole number from low to high; raises InvalidParameterError naming the option."""
    if not re.fullmatch(r"[+-]?[0-9]{1,20}", text.strip()) or not low <= int(text) <= high:
        raise refused(option, text, f"a whole number from {low} to {high}")
    return int(text)


def given(option: str, text: str | None, low: int, high: int) -> int | None:
    """Return a whole number as `whole` does, or None where the option is left out."""
    return None if text is None else whole(option, text, low, high)


def pair(option: str, text: str, first: tuple[float, float], second: tuple[float, float]) -> tuple[float, float]:
    """Return two numbers given as `50,30`, each within its range; raises InvalidParameterError naming the option."""
    parts = text.split(",")
    spans = f"from {first[0]:g} to {first[1]:g} and from {second[0]:g} to {second[1]:g} degrees"
    wrong = refused(option, text, f"LATITUDE,LONGITUDE, {spans}")
    if len(parts) != 2:
        raise wrong
    try:
        values = number(option, parts[0]), number(option, parts[1])
    except InvalidParameterError as error:
        raise wrong from error
    if not (first[0] <= values[0] <= first[1] and second[0] <= values[1] <= second[1]):
        raise wrong
    return values


def assignments(option: str, texts: Sequence[str]) -> dict[str, float]:
    """Return the values of `key=value` texts; raises InvalidParameterError naming the option."""
    values: dict[str, float] = {}
    for text in texts:
        key, equals, value = text.partition("=")
        if not key.strip() or not equals:
            raise refused(option, text, "KEY=VALUE, such as lift_to_drag=2.5")
        if key.strip() in values:
            raise refused(option, text, f"of other keys, as {key.strip()} is given twice")
        values[key.strip()] = number(f"{option} {key.strip()}", value)
    return values


def named(option: str, texts: Sequence[str] | None, example: str) -> dict[str, str]:
    """Return the values of KIND=VALUE texts as text, each kind once.

    Raises InvalidParameterError naming the option, with an example of its own.
    """
    found: dict[str, str] = {}
    for text in texts or ():
        kind, equals, value = text.partition("=")
        if not (equals and kind.strip() and value.strip()) or kind.strip() in found:
            raise refused(option, text, f"KIND=VALUE, each kind once, such as {example}")
        found[kind.strip()] = value.strip()
    return found
