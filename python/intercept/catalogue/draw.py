"""One draw of a class: sourced rows by triangular inverse distribution, formula rows computed from them.

Rows of the group `engine` (speeds at impact and the like) are outputs of a flight and are not in a draw. Rows that the
rules couple are drawn with one common random number, and formula rows are never drawn, so that a fast missile with a
low apogee and a long range cannot come about by chance.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from intercept.base.arguments import refused
from intercept.base.words import one_of
from intercept.catalogue.formulas import FORMULAS, Array, Drawn
from intercept.catalogue.rules import Rules

if TYPE_CHECKING:
    from intercept.catalogue.generic_class import GenericClass
    from intercept.catalogue.parameter import Parameter
    from intercept.catalogue.uncertain import Uncertain


def stream(seed: int, sample: int, purpose: str) -> np.random.Generator:
    """Return the generator (Philox, counter-based) of a purpose in a sample of a seeded run."""
    sequence = np.random.SeedSequence([seed, sample, zlib.crc32(purpose.encode())])
    return np.random.Generator(np.random.Philox(sequence))


def named_stream(*key: int | str) -> np.random.Generator:
    """Return the generator (Philox, counter-based) of a key: numbers and names, of which each gives another stream."""
    digest = hashlib.sha256("\x1f".join(map(str, key)).encode()).digest()
    return np.random.Generator(np.random.Philox(key=int.from_bytes(digest[:16], "little")))


Bounds = Mapping[str, tuple[Array, Array]]


def draw(
    generic: GenericClass,
    rng: np.random.Generator,
    size: int = 1,
    given: Mapping[str, float | Array] | None = None,
    within: Bounds | None = None,
) -> Drawn:
    """Draw `size` sets of parameter values.

    Parameters
    ----------
    generic
        The class.
    rng
        Source of the uniforms: one column is used for each row that is not computed, also for certain and given ones,
        so that fixing one value leaves the draws of all others as they were.
    size
        Number of sets.
    given
        Values to use instead of drawn ones, by key, one number for all sets or one for each set:
        `{"range_km": 420.0}` for a known distance. Rows coupled to a given one follow its place in its own prior.
    within
        Bounds of values, by key, each of shape (size,): the prior is conditioned on them, P(x | low <= x <= high). Rows
        coupled to such a one follow its place in its whole prior.

    Returns
    -------
    dict
        Key -> array of shape (size,), for every sourced and formula row.

    Raises
    ------
    InvalidParameterError
        A given key is not a drawn row of the class.
    """
    drawn_rows = [parameter for parameter in generic.parameters.values() if parameter.derived == "sourced"]
    uniforms = rng.random((size, len(drawn_rows)))
    by_key = {row.key: uniforms[:, column] for column, row in enumerate(drawn_rows)}
    return draw_from_uniforms(generic, by_key, given=given, within=within)


def draw_from_uniforms(
    generic: GenericClass,
    uniforms: Mapping[str, Array],
    given: Mapping[str, float | Array] | None = None,
    within: Bounds | None = None,
) -> Drawn:
    """Return the draw that belongs to given uniforms in [0, 1), one array for each sourced key; see `draw`."""
    given, within = given or {}, within or {}
    for key in given:
        if key not in generic.parameters or generic.parameters[key].derived == "engine":
            drawn = one_of(key, list(generic.parameters))
            raise refused("key of given", key, f"a drawn parameter of {generic.name}, {drawn}")
    for key, (low, high) in within.items():
        uniforms = {**uniforms, key: _conditioned(uniforms[key], generic.parameters[key], low, high)}
    shared = _coupled(generic, uniforms, given)
    values: Drawn = {}
    for key, parameter in generic.parameters.items():
        if key in given:
            values[key] = _of_size(given[key], uniforms)
        elif parameter.derived == "sourced":
            values[key] = triangular_quantile(shared.get(key, uniforms[key]), parameter)
            if key in within:
                # Where no part of the prior lies between its bounds, the bound next to it.
                values[key] = np.clip(values[key], *within[key])
    for key, formula in FORMULAS.get(generic.base, {}).items():
        if generic.parameters[key].derived == "formula" and key not in given:
            values[key] = formula(values)
    return {key: values[key] for key in generic.parameters if key in values}


def most_likely(
    generic: GenericClass, given: Mapping[str, float] | None = None, within: Bounds | None = None
) -> dict[str, float]:
    """Return every sourced row at the mode of its prior, and the formula rows that follow from them.

    A prior that is conditioned on bounds of shape (1,) has its mode there, or at the bound next to it. Rows coupled
    with such a one are at the place of its lower bound, where their own mode lies below that.
    """
    sourced = {key: parameter for key, parameter in generic.parameters.items() if parameter.derived == "sourced"}
    values = {key: parameter.mode for key, parameter in sourced.items()}
    for key, (low, high) in (within or {}).items():
        values[key] = float(np.clip(values[key], low[0], high[0]))
        coupled = Rules.load().couplings.get(generic.base, ())
        for other in coupled if key in coupled else ():
            place = triangular_cdf(low[0], sourced[key])
            values[other] = max(values[other], float(triangular_quantile(place, sourced[other])))
    uniforms = {key: np.full(1, 0.5) for key in values}
    drawn = draw_from_uniforms(generic, uniforms, given=values | dict(given or {}))
    return {key: float(value[0]) for key, value in drawn.items()}


def computed_by_engine(generic: GenericClass) -> list[str]:
    """Return the keys of the rows that a flight gives; their low-high is a plausibility range."""
    return [key for key, parameter in generic.parameters.items() if parameter.derived == "engine"]


def _of_size(value: float | Array, uniforms: Mapping[str, Array]) -> Array:
    """Return a new array of the draw's size, filled with a value or a copy of the values."""
    return np.array(np.broadcast_to(value, next(iter(uniforms.values())).shape), dtype=np.float64)


def _coupled(generic: GenericClass, uniforms: Mapping[str, Array], given: Mapping[str, float | Array]) -> Drawn:
    """Return the common uniforms of the coupled rows: that of the first one given, else that of the first row."""
    keys = [key for key in Rules.load().couplings.get(generic.base, ()) if generic.parameters[key].derived == "sourced"]
    if not keys:
        return {}
    leader = next((key for key in keys if key in given), None)
    if leader is None:
        common = uniforms[keys[0]]
    else:
        common = _of_size(triangular_cdf(given[leader], generic.parameters[leader]), uniforms)
    return dict.fromkeys(keys, common)


def _conditioned(uniform: Array, prior: Parameter, low: Array, high: Array) -> Array:
    """Return the uniform of the whole prior that belongs to one of the prior conditioned on low <= x <= high.

    F(low) + u (F(high) - F(low)).
    """
    below, above = triangular_cdf(low, prior), triangular_cdf(high, prior)
    value: Array = below + uniform * (above - below)
    return value


def triangular_quantile(uniform: Array, prior: Parameter | Uncertain) -> Array:
    """Return the inverse of the triangular distribution function on (low, mode, high); shape as `uniform`.

    F(x) = (x - a)^2 / ((b - a)(c - a)) for x <= c, and 1 - (b - x)^2 / ((b - a)(b - c)) above.
    """
    a, c, b = prior.low, prior.mode, prior.high
    rising = a + np.sqrt(uniform * (b - a) * (c - a))
    falling = b - np.sqrt((1.0 - uniform) * (b - a) * (b - c))
    at_mode = (c - a) / (b - a) if b > a else 1.0
    # As np.clip, which takes as long again as all the rest.
    value: Array = np.minimum(np.maximum(np.where(uniform < at_mode, rising, falling), a), b)
    return value


def triangular_cdf(value: float | Array, prior: Parameter | Uncertain) -> Array:
    """Return F(value) of the triangular distribution, 0 below and 1 above it; 0.5 where the prior is one number."""
    a, c, b = prior.low, prior.mode, prior.high
    x = np.clip(np.asarray(value, dtype=np.float64), a, b)
    if a == b:
        return np.full_like(x, 0.5)
    # With the mode at an end one branch is not used, and its width of zero must not divide.
    rising = (x - a) ** 2 / ((b - a) * ((c - a) or 1.0))
    falling = 1.0 - (b - x) ** 2 / ((b - a) * ((b - c) or 1.0))
    share: Array = np.where(x < c, rising, falling)
    return share
