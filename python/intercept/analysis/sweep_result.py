"""What a sweep found: its table, as JSON, and as an array with a dimension for each key."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from intercept.analysis.sweep_dataset import dataset
from intercept.analysis.sweep_points import Kind, as_column
from intercept.base.factories import by_calls
from intercept.base.plain import made_by
from intercept.base.shown import Shown
from intercept.base.table import Table
from intercept.base.values import ByValue
from intercept.base.words import counted, measured
from intercept.raid.estimates import student_t
from intercept.raid.made import Made
from intercept.raid.recipe import Recipe
from intercept.raid.sampling import Sampling

Row = Mapping[str, Any]
# Of more points than this only the first is told by itself: the others stand in the table.
TOLD = 6


@by_calls("ic.sweep")
@dataclass(frozen=True, eq=False, repr=False)
class Sweep(ByValue, Shown):
    """What a sweep found. It offers no ranking: which values are of interest is for its reader to say.

    Method and limits: docs/how-to/sweep.md.

    Attributes
    ----------
    scenario_name, scenario_hash, seed, version
        What was varied: SHA-256 of the canonical scenario, seed, version of this package.
    keys
        Of the scenario, in the order in which they were given.
    design, size
        "grid", "latin_hypercube" or "sobol"; how many points were drawn, None of a grid.
    sampling
        How what is not known was drawn, for the first point.
    points_planned, points_done, replications_planned, replications_done, interrupted
        How much of it was finished; only finished points are in the table.
    timings
        Seconds spent, by stage, of all threads together; they do not count when sweeps are compared.
    table
        By point and class of threat, with "all": point (from 0), each key with its value there, replications,
        threat_class, launched, leaked_mean, leaked_standard_error, leaked_low, leaked_high, leaked_p05, leaked_p50,
        leaked_p95, intercepted_share_mean, and the difference of the mean of leakers to that of the first point with
        its standard error (difference_mean, difference_standard_error).
    outside_files
        As of a result, of the scenario that was given.
    recipe
        The scenario and the settings, with which the sweep can be made again.

    Examples
    --------
    >>> import intercept as ic
    >>> size = {"scrambles": 2, "points": 1, "vectors": 1, "replications": 20}
    >>> found = ic.sweep("examples/notional-small.toml", {"raid.scale": [1.0, 2.0]}, **size)
    >>> found
    <Sweep of "notional small raid" over raid.scale: 2 of 2 points, 40 of 40 replications, seed 1>
    >>> found.to_xarray().sizes["raid.scale"], list(found.tables()), found.to_dict()["keys"]
    (2, ['sweep'], ['raid.scale'])
    >>> len(found.too_few()), len(found.to_json()) > 1000
    (3, True)
    """

    scenario_name: str
    scenario_hash: str
    seed: int
    version: str
    keys: tuple[str, ...]
    design: Kind
    size: int | None
    sampling: Sampling
    points_planned: int
    points_done: int
    replications_planned: int
    replications_done: int
    interrupted: bool
    timings: dict[str, float] = field(compare=False)
    table: Table
    outside_files: tuple[tuple[str, str, str], ...]
    recipe: Recipe

    @property
    def words(self) -> str:
        """The sweep in one paragraph, made from its numbers; its points stand in their own order."""
        return told(self)

    def too_few(self) -> tuple[str, ...]:
        """Say in sentences what the samples are too few for, at the point whose mean is known least well."""
        rows = list(self.table.take(self.table["threat_class"] == "all").records())
        worst = rows[int(np.argmax(np.nan_to_num([row["leaked_standard_error"] for row in rows])))]
        return self.sampling.too_few(worst["leaked_mean"], worst["leaked_standard_error"], worst["launched"])

    def tables(self) -> dict[str, Table]:
        """Return the tables to write, by name."""
        return {"sweep": self.table}

    def to_dict(self) -> dict[str, Any]:
        """Return the sweep as plain values: what made it, its words, and the rows of its table."""
        said = {
            "words": self.words,
            "too_few_samples": list(self.too_few()),
            "design": self.design,
            "size": self.size,
            "keys": list(self.keys),
            "points_planned": self.points_planned,
            "points_done": self.points_done,
            "sweep": list(self.table.records()),
        }
        return made_by({**Made.by(self).to_dict("sweep"), **said})

    def to_json(self) -> str:
        """Return `to_dict` as JSON; what does not apply is null."""
        return json.dumps(self.to_dict(), indent=2, ensure_ascii=False, allow_nan=False)

    def to_xarray(self) -> Any:  # noqa: ANN401 - xarray is an extra
        """Return an `xarray.Dataset` of the statistics.

        Its dimensions are threat_class and, of a grid, each key with its values; otherwise point, along which each key
        is a coordinate. What was not finished is NaN.

        Raises
        ------
        MissingExtraError
            Without xarray, which the extra `xarray` brings.
        """
        said = {"scenario_sha256": self.scenario_hash, "seed": self.seed, "intercept_version": self.version}
        return dataset(self.table, self._listed(), self.keys, {**said, "interrupted": int(self.interrupted)})

    def _listed(self) -> dict[str, list[Any]] | None:
        """Return the values of each key of a grid."""
        values = None if self.recipe.sweep is None else self.recipe.sweep["values"]
        return (
            None if self.design != "grid" or values is None else {key: as_column(each) for key, each in values.items()}
        )

    def __repr__(self) -> str:
        done = f"{self.points_done} of {counted(self.points_planned, 'point')}"
        return (
            f'<Sweep of "{self.scenario_name}" over {", ".join(self.keys)}: {done}, {self.replications_done:,} of'
            f" {counted(self.replications_planned, 'replication')}, seed {self.seed}>"
        )

    def _shown(self) -> tuple[str, Table]:
        return self.words, self.table


def told(found: Sweep) -> str:
    """Return the words of a sweep."""
    rows = list(found.table.take(found.table["threat_class"] == "all").records())
    points = counted(len(rows), "point")
    said = [
        f"{found.scenario_name}, {points} of {', '.join(found.keys)} with the same random numbers.",
        *(_each(found, rows) if len(rows) <= TOLD else _many(found, rows)),
    ]
    if found.interrupted:
        done = f"{found.points_done} of {counted(found.points_planned, 'point')}"
        said.append(f"The sweep was interrupted: {done} are counted; what was not finished is left out.")
    return " ".join([*said, *found.too_few()])


def _each(found: Sweep, rows: Sequence[Row]) -> list[str]:
    """Tell every point, the first one and then the change to it."""
    parts = [_leaks(found, rows[0])]
    parts += [f"{_leaks(found, row)}{_change(row) if row['point'] else ''}" for row in rows[1:]]
    said = [f"On average {'; '.join(parts)}."]
    others = [row for row in rows if row["point"] and rows[0]["point"] == 0]
    if others:
        said.append(f"In brackets is the change from the first point. {_distinguished(found, others)}")
    return said


def _many(found: Sweep, rows: Sequence[Row]) -> list[str]:
    means = [row["leaked_mean"] for row in rows]
    first = f"On average {_leaks(found, rows[0])}, the first of them;"
    low, high = (measured(end, float("nan")) for end in (min(means), max(means)))
    said = [f"{first} over all points the means lie between {low} and {high}, and the table has each."]
    if rows[0]["point"] == 0:
        said.append(_distinguished(found, rows[1:]))
    return said


def _leaks(found: Sweep, row: Row) -> str:
    at = ", ".join(f"{key} {_value(row[key])}" for key in found.keys)
    leaked = measured(row["leaked_mean"], row["leaked_standard_error"])
    return f"{leaked} of {row['launched']:,} leak at {at}"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:,.10g}" if isinstance(value, int | float) else str(value)


def _change(row: Row) -> str:
    return f" ({measured(row['difference_mean'], row['difference_standard_error'], sign=True)})"


def _distinguished(found: Sweep, others: Sequence[Row]) -> str:
    """Say of how many points the change to the first one is known to be one."""
    if found.sampling.scrambles < 2:
        return "One scramble does not tell whether a change is chance."
    limit = student_t(found.sampling.scrambles - 1)
    known = sum(abs(row["difference_mean"]) > limit * row["difference_standard_error"] > 0.0 for row in others)
    of, are = counted(len(others), "change"), "is" if known == 1 else "are"
    return f"{known:,} of {of} {are} distinguished from chance: the 95 % interval does not hold zero."
