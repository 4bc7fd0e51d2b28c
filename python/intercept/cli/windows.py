"""`intercept windows SCENARIO`: what can be shot at, when, how often, and if not, why not."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from intercept.cli.quantities import whole
from intercept.errors import InvalidParameterError

if TYPE_CHECKING:
    from intercept.base.table import Table
    from intercept.engagement.windows import EngagementWindows

SAMPLES_MAX = 1000
Format = Literal["csv", "json", "parquet"]


def windows(  # noqa: PLR0913 - the options of the command
    scenario: Annotated[Path, typer.Argument(metavar="SCENARIO", help="Scenario file (TOML).")],
    *,
    output: Annotated[
        Format | None,
        typer.Option("--format", help="Of the table (default: as FILE ends, else csv).", show_default=False),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the table here instead of printing it.")
    ] = None,
    pairs: Annotated[
        bool, typer.Option("--pairs", help="One row for each threat and fire unit, with the reason, not each window.")
    ] = False,
    threat: Annotated[
        str | None, typer.Option(metavar="N", help="Of one threat only; with --unit: say in words what can be done.")
    ] = None,
    unit: Annotated[str | None, typer.Option(metavar="NAME", help="Of one fire unit only.")] = None,
    plot: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Draw a page (.html): all windows, or those of one threat.")
    ] = None,
    sample: Annotated[str, typer.Option(metavar="K", help="Which draw of the geometry, from 0.")] = "0",
    seed: Annotated[str | None, typer.Option(help="Seed of the draws (default: the file's).")] = None,
    threads: Annotated[int, typer.Option(help="Worker threads; 0: all cores.")] = 0,
) -> None:
    """Find every launch window of every fire unit, with times, places and shots, and why there is none."""
    chosen = _format(out, output)
    _check_files(out, plot)
    found = _found(scenario, whole("--sample", sample, 0, SAMPLES_MAX), seed, threads)
    number = None if threat is None else whole("--threat", threat, 0, len(found.plan) - 1)
    names = found.plan.units.names
    if unit is not None and unit not in names:
        near = f"such as {names[0]}" if names else "the scenario has none"
        raise InvalidParameterError(f'--unit = "{unit}" is not allowed: must be the name of a fire unit, {near}')
    if plot is not None:
        _write_plot(found, number, plot)
    if number is not None and unit is not None and out is None and output is None:
        typer.echo(found.explain(number, unit))
    elif out is not None or plot is None or output is not None:
        table = _chosen(found.pairs() if pairs else found.table(), number, unit)
        _write(table, chosen, out)
        _tell(found, len(table), pairs=pairs)
    for written in (out, plot):
        if written is not None:
            typer.echo(f"Written: {written} ({written.stat().st_size / 1e3:,.0f} kB)", err=True)


def _format(out: Path | None, output: Format | None) -> Format:
    endings: dict[str, Format] = {".csv": "csv", ".json": "json", ".parquet": "parquet"}
    if output is None and out is not None and out.suffix not in endings:
        raise InvalidParameterError(
            f"--out = {out} is not allowed: must end in {', '.join(endings)}, or have a --format beside it"
        )
    chosen = output or ("csv" if out is None else endings[out.suffix])
    if chosen == "parquet":
        if out is None:
            raise InvalidParameterError("--format = parquet is not allowed without --out FILE: it is no text to print")
        from intercept.base.extras import require  # noqa: PLC0415 - heavy imports wait until the command runs

        require("pyarrow.parquet", "tables")
    return chosen


def _check_files(out: Path | None, plot: Path | None) -> None:
    for option, path in (("--out", out), ("--plot", plot)):
        if path is not None and (path.is_dir() or not path.parent.is_dir()):
            raise InvalidParameterError(f"{option} = {path} is not allowed: must be a file in a folder that exists")
    if plot is not None:
        if plot.suffix != ".html":
            raise InvalidParameterError(f"--plot = {plot} is not allowed: must end in .html")
        from intercept.base.extras import require  # noqa: PLC0415

        require("plotly.offline", "report")


def _found(path: Path, sample: int, seed: str | None, threads: int) -> EngagementWindows:
    from intercept.engagement.windows import engagement_windows  # noqa: PLC0415
    from intercept.flight.fly import fly_plan  # noqa: PLC0415
    from intercept.scenario.compile import compile_plan  # noqa: PLC0415
    from intercept.scenario.model.scenario import Scenario  # noqa: PLC0415

    scenario = Scenario.from_file(path)
    plan = compile_plan(scenario, sample, None if seed is None else whole("--seed", seed, 0, 2**53))
    return engagement_windows(fly_plan(plan, threads=threads), plan, threads=threads)


def _chosen(table: Table, threat: int | None, unit: str | None) -> Table:
    if threat is not None:
        table = table.take(table["threat"] == threat)
    return table if unit is None else table.take(table["unit"] == unit)


def _write(table: Table, chosen: Format, out: Path | None) -> None:
    from intercept.base import files  # noqa: PLC0415

    if out is None:
        typer.echo(table.to_json() if chosen == "json" else _csv(table), nl=chosen == "json")
    elif chosen == "json":
        files.write_text(table.to_json() + "\n", out)
    else:
        {"csv": files.write_csv, "parquet": files.write_parquet}[chosen](table, out)


def _csv(table: Table) -> str:
    from intercept.base.files import csv_rows  # noqa: PLC0415

    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(csv_rows(table))
    return text.getvalue()


def _tell(found: EngagementWindows, rows: int, *, pairs: bool) -> None:
    """Say on the error stream how many rows there are, and for pairs without a window why."""
    counts: dict[str, int] = {}
    reasons = found.reason_table()
    for reason, number in zip(reasons["reason"].tolist(), reasons["pairs"].tolist(), strict=True):
        counts[reason] = counts.get(reason, 0) + number
    told = ", ".join(f"{number:,} {reason}" for reason, number in sorted(counts.items(), key=lambda item: -item[1]))
    typer.echo(f"{rows:,} {'pairs' if pairs else 'windows'}; of all pairs: {told or 'there is none'}", err=True)


def _write_plot(found: EngagementWindows, threat: int | None, plot: Path) -> None:
    if threat is None:
        found.plot(plot)
    else:
        found.plot_threat(threat, plot)


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("windows")(windows)
