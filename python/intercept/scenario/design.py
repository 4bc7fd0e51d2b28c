"""Which vectors of what is not known are drawn: scrambled Sobol points, Latin hypercubes, or points of your own.

Vectors come in scrambles, which are independent of each other; each holds `points` geometries, and each geometry
`vectors` vectors. Vector e = 65,536 scramble + point vectors + v. A column's numbers depend on its name, the seed and e
alone: what other columns there are changes nothing.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from importlib import resources
from statistics import NormalDist
from typing import Literal, Self, TypeAlias, cast

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.base.arguments import numbers, refused, whole
from intercept.base.words import one_of
from intercept.catalogue.draw import named_stream
from intercept.errors import InvalidParameterError
from intercept.scenario.unknowns import COMMON_KILL, KILL, Column, Vectors

Array: TypeAlias = npt.NDArray[np.float64]
Scheme: TypeAlias = Literal["sobol", "latin_hypercube", "given"]

# Of what is written in a manifest: another number means other points for the same seed.
SCHEME_VERSION = 1
SCHEMES = ("sobol", "latin_hypercube")
# Vectors of one scramble: the limit of the Sobol points.
VECTORS_MAX = 65_536
SCRAMBLES_MAX = 1_000
NORMAL = NormalDist()


@dataclass(frozen=True, eq=False)
class Design:
    """How many vectors of what is not known are drawn, and how.

    Attributes
    ----------
    columns
        What is not known.
    seed
        0 to 2^53.
    scrambles, points, vectors
        Independent scrambles, geometries of each, and vectors of each geometry.
    scheme
        "sobol", "latin_hypercube" or "given".
    given
        Points of your own: by column, u in (0, 1) of shape (scrambles points vectors,); columns left out are at the
        most likely value.
    kill_correlation
        Correlation of the kill probabilities of different classes, 0 to 1.
    """

    columns: tuple[Column, ...]
    seed: int = 1
    scrambles: int = 8
    points: int = 8
    vectors: int = 8
    scheme: Scheme = "sobol"
    given: Mapping[str, Array] = field(default_factory=dict)
    kill_correlation: float = 0.0

    def __post_init__(self) -> None:
        for name, most in (("scrambles", SCRAMBLES_MAX), ("points", VECTORS_MAX), ("vectors", VECTORS_MAX)):
            whole(name, getattr(self, name), 1, most)
        if self.points * self.vectors > VECTORS_MAX:
            raise InvalidParameterError(
                f"points x vectors = {self.points} x {self.vectors} is not allowed: must be at most {VECTORS_MAX:,}"
                ", the points of one scramble"
            )
        if self.scheme == "sobol":
            for name in ("points", "vectors"):
                check_power_of_two(name, getattr(self, name))

    @classmethod
    def of(cls, columns: Iterable[Column], sampling: object, **settings: object) -> Self:
        """Return the design of a sampling: the name of a scheme, or a mapping of column to u.

        Raises
        ------
        InvalidParameterError
            The scheme is unknown, a number is out of range, or points of your own do not fit together.
        """
        known = tuple(columns)
        if isinstance(sampling, Mapping):
            made = cls(known, scheme="given", **settings)  # type: ignore[arg-type]  # checked by __post_init__
            return replace(made, given=_checked(sampling, made))
        if not isinstance(sampling, str) or sampling not in SCHEMES:
            allowed = f"a mapping of columns to u in (0, 1), or {one_of(sampling, SCHEMES)}"
            raise refused("sampling", sampling, allowed)
        return cls(known, scheme=cast("Scheme", sampling), **settings)  # type: ignore[arg-type]

    def __len__(self) -> int:
        """Return the number of vectors."""
        return self.scrambles * self.points * self.vectors

    @property
    def can_double(self) -> bool:
        """Whether a scramble has twice as many points."""
        return 2 * self.points * self.vectors <= VECTORS_MAX

    def first(self, scramble: int, point: int) -> int:
        """Return the number e of the first vector of a geometry."""
        return VECTORS_MAX * scramble + self.vectors * point

    def of_geometry(self, scramble: int, point: int, route: int = 0) -> Vectors:
        """Return the vectors of one geometry."""
        u = _together(self._drawn(scramble, point), self.columns, self.kill_correlation)
        return Vectors(self.first(scramble, point), self.vectors, u, route)

    def mixed(self, scramble: int, point: int, names: Collection[str], route: int = 0) -> Vectors:
        """Return the vectors of one geometry with some columns as drawn independently: in a scramble of their own.

        That is the scramble as many farther on as there are scrambles, which no geometry of the design has. Columns of
        the level `geometry` are the same in all vectors.
        """
        own, other = self._drawn(scramble, point), self._drawn(scramble + self.scrambles, point)
        u = {name: other[name] if name in names else value for name, value in own.items()}
        made = _together(u, self.columns, self.kill_correlation)
        return Vectors(self.first(scramble, point), self.vectors, made, route)

    def table(self, e: npt.NDArray[np.uint64]) -> Iterator[tuple[str, Array, Array]]:
        """Yield each column with its u as it was drawn, and the values used, for whole geometries of vectors e.

        Correlations come after u: the values have them. A column that was not given is at the most likely value, with
        u NaN.
        """
        raw = [
            self._drawn(first // VECTORS_MAX, first % VECTORS_MAX // self.vectors)
            for first in e[:: self.vectors].tolist()
        ]
        used = [_together(u, self.columns, self.kill_correlation) for u in raw]
        for column in self.columns:
            if raw and column.name in raw[0]:
                u, correlated = (np.concatenate([each[column.name] for each in drawn]) for drawn in (raw, used))
                yield column.name, u, column.value(correlated)
            else:
                yield column.name, np.full(len(e), np.nan), np.full(len(e), column.prior.mode)

    def _drawn(self, scramble: int, point: int) -> dict[str, Array]:
        draw = {"sobol": self._sobol, "latin_hypercube": self._latin, "given": self._given}[self.scheme]
        return draw(scramble, point)

    def _sobol(self, scramble: int, point: int) -> dict[str, Array]:
        inner = np.arange(point * self.vectors, (point + 1) * self.vectors)
        geometry = np.full(self.vectors, point)
        places = [_place(column, self.seed, scramble) for column in self.columns]
        index = [geometry if column.level == "geometry" else inner for column in self.columns]
        u = _core.sobol_points(
            np.concatenate([*index, inner[:0]]).astype(np.uint64),
            np.repeat([dimension for dimension, _ in places], self.vectors).astype(np.uint64),
            np.repeat([seed for _, seed in places], self.vectors).astype(np.uint32),
        )
        return dict(zip((column.name for column in self.columns), u.reshape(-1, self.vectors), strict=True))

    def _latin(self, scramble: int, point: int) -> dict[str, Array]:
        u = {}
        for column in self.columns:
            if column.level == "geometry":
                u[column.name] = np.full(self.vectors, _latin(self.seed, scramble, column.name, self.points)[point])
            else:
                every = _latin(self.seed, scramble, column.name, self.points * self.vectors)
                u[column.name] = every[point * self.vectors : (point + 1) * self.vectors]
        return u

    def _given(self, scramble: int, point: int) -> dict[str, Array]:
        start = (scramble * self.points + point) * self.vectors
        return {name: u[start : start + self.vectors] for name, u in self.given.items()}


def check_power_of_two(name: str, value: int) -> None:
    """Raise InvalidParameterError unless a number is a power of two, as the points of a Sobol sequence must be."""
    if value & (value - 1):
        raise refused(name, value, "a power of two, such as 8, 16 or 32")


@cache
def _table() -> dict[tuple[str, str], int]:
    """Return the dimension of each column of the catalogue, by level and name: a fixed table of the package."""
    text = resources.files("intercept.catalogue").joinpath("data", "columns.csv").read_text(encoding="utf-8")
    counted: dict[str, int] = {}
    table = {}
    for level, name in list(csv.reader(text.splitlines()))[1:]:
        table[level, name] = counted.setdefault(level, 0)
        counted[level] += 1
    return table


@lru_cache(maxsize=100_000)
def _place(column: Column, seed: int, scramble: int) -> tuple[int, int]:
    """Return the dimension of a column and the seed of its scramble.

    The columns of the catalogue share one scramble for each level, so that they fill the cube together. Any other has
    the first dimension of a scramble of its own, which is evenly spread by itself and independent of all others.
    """
    dimension = _table().get((column.level, column.name))
    purpose = column.level if dimension is not None else f"{column.level} {column.name}"
    digest = hashlib.sha256(f"scramble {seed} {scramble} {purpose}".encode()).digest()
    return dimension or 0, int.from_bytes(digest[:4], "little")


@lru_cache(maxsize=1_000)
def _latin(seed: int, scramble: int, name: str, count: int) -> Array:
    """Return one number in each of `count` equal parts of the interval, in random order."""
    rng = named_stream(seed, scramble, f"latin hypercube {name}")
    u: Array = (rng.permutation(count) + rng.random(count)) / count
    return np.clip(u, 2.0**-53, 1.0 - 2.0**-53)


def _together(u: dict[str, Array], columns: Iterable[Column], correlation: float) -> dict[str, Array]:
    """Return the numbers with those of the kill probabilities correlated: a Gaussian copula with one common factor.

    z = sqrt(r) z_common + sqrt(1 - r) z_own, with z = Phi^-1(u): two classes have the correlation r.
    """
    if correlation <= 0.0 or COMMON_KILL not in u:
        return u
    common = _normal(u[COMMON_KILL])
    made = dict(u)
    for column in columns:
        if column.name.startswith("defence.") and column.name.endswith(f".{KILL}") and column.name in u:
            z = np.sqrt(correlation) * common + np.sqrt(1.0 - correlation) * _normal(u[column.name])
            made[column.name] = np.array([NORMAL.cdf(float(each)) for each in z])
    return made


def _normal(u: Array) -> Array:
    return np.array([NORMAL.inv_cdf(float(each)) for each in u])


def _checked(given: Mapping[object, object], design: Design) -> dict[str, Array]:
    """Return points of your own, checked: known columns, one number for each vector, the geometry's alike within it."""
    known = {column.name: column for column in design.columns}
    found = {}
    for name, values in given.items():
        if not isinstance(name, str) or name not in known:
            allowed = one_of(name, known) if known else "left out: nothing is unknown"
            raise refused("column of sampling", name, allowed)
        u = np.array(numbers(f"sampling[{name}]", values), dtype=np.float64)  # type: ignore[arg-type]  # it checks
        if u.shape != (len(design),):
            raise InvalidParameterError(
                f"sampling[{name}] of shape {u.shape} is not allowed: must be ({len(design)},), scrambles x points x"
                " vectors"
            )
        if not np.all((u > 0.0) & (u < 1.0)):
            raise InvalidParameterError(f"sampling[{name}] is not allowed: must lie between 0 and 1, the ends left out")
        blocks = u.reshape(-1, design.vectors)
        if known[name].level == "geometry" and np.any(blocks != blocks[:, :1]):
            raise InvalidParameterError(
                f"sampling[{name}] is not allowed: must be the same in each {design.vectors} vectors of one geometry"
            )
        found[name] = u
    return found
