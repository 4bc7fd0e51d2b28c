"""`reproduce`: a run or a sweep made again from its manifest, and compared with it table by table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from intercept.analysis.sweep import sweep
from intercept.analysis.sweep_result import Sweep
from intercept.base.arguments import refused
from intercept.base.shown import Shown
from intercept.base.table import Table
from intercept.base.values import ByValue
from intercept.base.words import counted
from intercept.errors import InvalidParameterError
from intercept.flight.trajectories import Trajectories
from intercept.raid.geometry import OnProgress
from intercept.raid.given import sampling_sha256, tracks_sha256
from intercept.raid.recipe import GIVEN
from intercept.raid.result import Result
from intercept.raid.run import run
from intercept.report import manifest
from intercept.report.made import Manifest

# Of a table that is not there.
NOTHING: dict[str, Any] = {"rows": 0, "sha256": "-"}


@dataclass(frozen=True, eq=False, repr=False)
class Reproduction(ByValue, Shown):
    """A run made again, compared with what its manifest says.

    Attributes
    ----------
    tables
        One row for each table: table, rows_then, rows_now, sha256_then, sha256_now ("-" and 0 where there is none) and
        verdict, "equal" or "different". A SHA-256 is that of the table's contents.
    circumstances
        Versions and machine: circumstance, then, now, verdict.
    result
        What was run again.
    """

    tables: Table
    circumstances: Table
    result: Result | Sweep

    @property
    def equal(self) -> bool:
        """Whether every table has the same contents as then."""
        return bool(np.all(self.tables["verdict"] == "equal"))

    def told(self) -> str:
        """Say table by table whether it is equal, and where one is not, what else is different."""
        width = max(map(len, self.tables["table"].tolist()), default=0)
        lines = [f"{row['table']:<{width}}  {row['verdict']}{_rows(row)}" for row in self.tables.records()]
        different = int(np.sum(self.tables["verdict"] != "equal"))
        if not different:
            said = "The table is equal." if len(lines) == 1 else f"All {len(lines)} tables are equal."
            return "\n".join([*lines, said])
        lines.append(f"{different} of {counted(len(lines), 'table')} are different.")
        others = [row for row in self.circumstances.records() if row["verdict"] != "equal"]
        lines += [f"{row['circumstance'].replace('_', ' ')}: {row['then']} then, {row['now']} now" for row in others]
        if not others:
            lines.append("Nothing else that the manifest tells is different: versions and machine are the same.")
        return "\n".join(lines)

    def _shown(self) -> tuple[str, Table]:
        return repr(self).strip("<>").splitlines()[0], self.tables

    def __repr__(self) -> str:
        verdict = "equal" if self.equal else "different"
        return f"<Reproduction of {self.result.scenario_name!r}: {verdict}>\n{self.told()}"


def reproduce(
    manifest: str | Path,
    *,
    folder: str | Path | None = None,
    sampling: Mapping[str, Sequence[float]] | None = None,
    trajectories: Trajectories | None = None,
    threads: int = 0,
    on_progress: OnProgress | None = None,
) -> Reproduction:
    """Run again what made a manifest, and compare the contents of every table.

    Timings and the report page do not count.

    What is compared: docs/how-to/reproduce.md.

    Parameters
    ----------
    manifest
        Path of the `manifest.json` of a run or a sweep, as `write` wrote it.
    folder
        Where the files lie that the scenario names. Unless given, the folder of the manifest, or if they are not all
        there, the current one.
    sampling, trajectories
        The points and the tracks of your own of that run. A manifest holds their SHA-256 only, so both must be given
        again; those of another SHA-256 are refused.
    threads, on_progress
        As of `run`.

    Raises
    ------
    InvalidParameterError
        The file is no manifest, is not as it was written, is that of an interrupted run, or points or tracks of one's
        own are missing, are not the ones, or belong to no such run.
    ScenarioError
        The scenario cannot be read by this version, or a file that it names is missing or another one.
    KeyboardInterrupt
        It was interrupted.

    Examples
    --------
    >>> import tempfile
    >>> import intercept as ic
    >>> result = ic.run("examples/notional-small.toml", scrambles=2, points=1, vectors=1, replications=20)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     manifest = ic.write(result, folder)[-1]
    ...     again = ic.reproduce(manifest)
    >>> again.equal
    True
    """
    made = Manifest.read(manifest)
    if made.said.get("interrupted"):
        raise refused(
            "manifest", made.path, "that of a run that was not interrupted: no setting repeats where it ended"
        )
    recipe = made.recipe
    _check_own("sampling", recipe.sampling_sha256, None if sampling is None else sampling_sha256(sampling))
    _check_own("trajectories", recipe.tracks_sha256, None if trajectories is None else tracks_sha256(trajectories))
    settings: dict[str, Any] = {
        **{name: getattr(recipe, name) for name in SETTINGS},
        "sampling": sampling if recipe.sampling == GIVEN and sampling is not None else recipe.sampling,
        "trajectories": trajectories,
        "threads": threads,
        "on_progress": on_progress,
    }
    scenario = made.scenario(folder)
    result = run(scenario, **settings) if recipe.sweep is None else sweep(scenario, **recipe.sweep, **settings)
    if result.interrupted:
        raise KeyboardInterrupt
    return Reproduction(_compared(made, result), _circumstances(made, result), result)


SETTINGS = ("replications", "seed", "scrambles", "points", "vectors", "until")
AGAIN = {
    "sampling": (
        "points of its own, of which the manifest holds the SHA-256 only: give them again in Python, sampling=..."
    ),
    "trajectories": (
        "tracks of its own, of which the manifest holds the SHA-256 only: give them again, trajectories=... or --tracks"
    ),
}


def _check_own(name: str, wanted: str | None, found: str | None) -> None:
    """Raise unless points or tracks of your own are given exactly where the run had them, and are the same."""
    if wanted is not None and found is None:
        raise InvalidParameterError(f"{name} is missing: the run had {AGAIN[name]}")
    if wanted is None and found is not None:
        raise InvalidParameterError(f"{name} is not allowed: must be left out, because the run had none of its own")
    if wanted != found:
        raise InvalidParameterError(f"{name} is not allowed: must have the SHA-256 {wanted}, but has {found}")


def _compared(made: Manifest, result: manifest.Found) -> Table:
    then, now = made.said.get("tables", {}), manifest.tables(result)
    rows: list[tuple[str | float, ...]] = []
    for name in dict.fromkeys([*now, *then]):
        before, after = (NOTHING | each.get(name, {}) for each in (then, now))
        verdict = "equal" if before["sha256"] == after["sha256"] else "different"
        rows.append((name, before["rows"], after["rows"], before["sha256"], after["sha256"], verdict))
    return Table.of_rows(("table", "rows_then", "rows_now", "sha256_then", "sha256_now", "verdict"), rows)


def _circumstances(made: Manifest, result: manifest.Found) -> Table:
    now = {key: str(value) for key, value in manifest.describe(result).items()}
    now["sampling_version"] = str(result.sampling.version)
    drawn = str(made.said.get("sampling", {}).get("version"))
    then = {**made.circumstances, "sampling_version": drawn, "scenario_sha256": made.recipe.scenario_sha256}
    rows = [(key, value, now[key], "equal" if value == now[key] else "different") for key, value in then.items()]
    return Table.of_rows(("circumstance", "then", "now", "verdict"), rows)


def _rows(row: Mapping[str, object]) -> str:
    then, now = row["rows_then"], row["rows_now"]
    return "" if then == now else f": {then:,} rows then, {now:,} now"
