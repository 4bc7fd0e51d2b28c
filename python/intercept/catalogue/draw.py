"""One draw of a class: sourced rows by triangular inverse distribution, formula rows computed from them.

Rows of the group `engine` (speeds at impact and the like) are outputs of a flight and are not in a draw. Rows that the
rules couple are drawn with one common random number, and formula rows are never drawn, so that a fast missile with a
low apogee and a long range cannot come about by chance.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from intercept.catalogue.formulas import FORMULAS, Array, Drawn
from intercept.catalogue.rules import Rules
from intercept.errors import InvalidParameterError

if TYPE_CHECKING:
    from intercept.catalogue.catalogue import GenericClass
    from intercept.catalogue.parameter import Parameter
    from intercept.catalogue.uncertain import Uncertain


def stream(seed: int, sample: int, purpose: str) -> np.random.Generator:
    """Return the generator (Philox, counter-based) of a purpose in a geometry sample of a seeded run."""
    sequence = np.random.SeedSequence([seed, sample, zlib.crc32(purpose.encode())])
    return np.random.Generator(np.random.Philox(sequence))


def draw(
    generic: GenericClass, rng: np.random.Generator, size: int = 1, given: Mapping[str, float | Array] | None = None
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
    return draw_from_uniforms(
        generic, {row.key: uniforms[:, column] for column, row in enumerate(drawn_rows)}, given=given
    )


def draw_from_uniforms(
    generic: GenericClass, uniforms: Mapping[str, Array], given: Mapping[str, float | Array] | None = None
) -> Drawn:
    """Return the draw that belongs to given uniforms in [0, 1), one array for each sourced key; see `draw`."""
    given = given or {}
    for key in given:
        if key not in generic.parameters or generic.parameters[key].derived == "engine":
            raise InvalidParameterError(f"given: {generic.name} has no drawn parameter {key}")
    shared = _coupled(generic, uniforms, given)
    values: Drawn = {}
    for key, parameter in generic.parameters.items():
        if key in given:
            values[key] = _of_size(given[key], uniforms)
        elif parameter.derived == "sourced":
            values[key] = triangular_quantile(shared.get(key, uniforms[key]), parameter)
    for key, formula in FORMULAS.get(generic.base, {}).items():
        if generic.parameters[key].derived == "formula" and key not in given:
            values[key] = formula(values)
    return {key: values[key] for key in generic.parameters if key in values}


def most_likely(generic: GenericClass) -> dict[str, float]:
    """Return every sourced row at its mode, and the formula rows that follow from them."""
    modes = {key: parameter.mode for key, parameter in generic.parameters.items() if parameter.derived == "sourced"}
    uniforms = {key: np.full(1, 0.5) for key in modes}
    return {key: float(value[0]) for key, value in draw_from_uniforms(generic, uniforms, given=modes).items()}


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


def triangular_quantile(uniform: Array, prior: Parameter | Uncertain) -> Array:
    """Return the inverse of the triangular distribution function on (low, mode, high); shape as `uniform`.

    F(x) = (x - a)^2 / ((b - a)(c - a)) for x <= c, and 1 - (b - x)^2 / ((b - a)(b - c)) above.
    """
    a, c, b = prior.low, prior.mode, prior.high
    rising = a + np.sqrt(uniform * (b - a) * (c - a))
    falling = b - np.sqrt((1.0 - uniform) * (b - a) * (b - c))
    at_mode = (c - a) / (b - a) if b > a else 1.0
    value: Array = np.clip(np.where(uniform < at_mode, rising, falling), a, b)
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
