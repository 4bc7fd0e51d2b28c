"""`intercept run SCENARIO`: fly every threat, simulate the raid, print the tables and write the report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from intercept.cli import output
from intercept.cli.own_tracks import Smoothing, Tracks, TracksClass, own_tracks
from intercept.cli.quantities import given, number
from intercept.errors import InvalidParameterError, ScenarioError

if TYPE_CHECKING:
    from rich.progress import TaskID

    from intercept.raid.geometry import OnProgress
    from intercept.scenario.model.scenario import Scenario

INTERRUPTED = 130
Found = TypeVar("Found")


def run(  # noqa: PLR0913 - the options of the command
    scenario: output.Scenario,
    *,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Write the report, the tables and a manifest here.")
    ] = None,
    tracks: Tracks = None,
    threat_class: TracksClass = None,
    smooth_over: Smoothing = None,
    replications: Annotated[
        str | None, typer.Option(metavar="N", help="The least number of replications in all (default: the file's).")
    ] = None,
    seed: Annotated[
        str | None, typer.Option(metavar="N", help="Seed of all random numbers (default: the file's).")
    ] = None,
    scrambles: Annotated[
        str | None, typer.Option(metavar="N", help="Independent scrambles, for errors of means (default: the file's).")
    ] = None,
    points: Annotated[
        str | None, typer.Option(metavar="N", help="Geometries of each scramble, a power of two (default: the file's).")
    ] = None,
    vectors: Annotated[
        str | None,
        typer.Option(
            metavar="N",
            help="Draws of kill probabilities, shares and stocks for each geometry, a power of two (default: the"
            " file's).",
        ),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option(metavar="ERROR", help="Double the points until the mean of leakers has this standard error."),
    ] = None,
    sweep: Annotated[
        str | None,
        typer.Option(metavar="KEY=V1,V2,...", help="Repeat the raid for several values, such as raid.scale=0.5,1,2."),
    ] = None,
    threads: output.Threads = 0,
    as_json: output.AsJson = False,
) -> None:
    """Run a scenario: fly every threat, find every engagement window, simulate the raid, and say what gets through."""
    from intercept.base.files import size_of  # noqa: PLC0415 - heavy imports wait until the command runs
    from intercept.raid.run import run as run_scenario  # noqa: PLC0415
    from intercept.raid.simulate import REPLICATIONS_MAX  # noqa: PLC0415
    from intercept.report.terminal import print_result  # noqa: PLC0415
    from intercept.report.write import check_extras, check_folder, write  # noqa: PLC0415
    from intercept.scenario.design import SCRAMBLES_MAX, VECTORS_MAX  # noqa: PLC0415
    from intercept.scenario.model.scenario import Scenario  # noqa: PLC0415

    values = None if sweep is None else parse_sweep(sweep)
    if out is not None:
        check_folder("--out", out)
        check_extras()
    read = Scenario.from_file(scenario)
    for option, stated in (("--threat-class", threat_class), ("--smooth-over", smooth_over)):
        if tracks is None and stated is not None:
            raise InvalidParameterError(f"{option} is not allowed without --tracks")
    own = None if tracks is None else own_tracks(tracks, threat_class, smooth_over, read)
    for key, listed in (values or {}).items():
        for value in listed:
            _check_point(read, key, value)
    try:
        result = with_progress(
            lambda on_progress: run_scenario(
                read,
                replications=given("--replications", replications, 1, REPLICATIONS_MAX),
                seed=given("--seed", seed, 0, 2**53),
                scrambles=given("--scrambles", scrambles, 1, SCRAMBLES_MAX),
                points=given("--points", points, 1, VECTORS_MAX),
                vectors=given("--vectors", vectors, 1, VECTORS_MAX),
                until=None if until is None else number("--until", until),
                sweep=values,
                threads=threads,
                on_progress=on_progress,
                trajectories=own,
            )
        )
    except KeyboardInterrupt:
        typer.echo("Interrupted before the first geometry was finished: nothing was written.", err=True)
        raise typer.Exit(INTERRUPTED) from None
    if as_json:
        typer.echo(result.table().to_json())
    else:
        print_result(result)
    if out is not None:
        files = write(result, out)
        report = next(path for path in files if path.suffix == ".html")
        typer.echo(
            f"Report: {report} ({size_of('path', report) / 1e6:.1f} MB); {len(files)} files in {out}", err=as_json
        )
    if result.interrupted:
        raise typer.Exit(INTERRUPTED)


def _check_point(scenario: Scenario, key: str, value: object) -> None:
    """Raise ScenarioError before the run if a point of the sweep is no scenario."""
    try:
        scenario.replace(key, value)
    except ScenarioError as error:
        raise ScenarioError([f"--sweep {key}={value}: {problem}" for problem in error.problems]) from error


def with_progress(work: Callable[[OnProgress], Found]) -> Found:
    """Do the work under a progress bar on the error stream (none where that is not a terminal)."""
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn  # noqa: PLC0415
    from rich.progress import Progress as Bars  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bars = Bars(*columns, console=Console(stderr=True), transient=True)
    tasks: dict[str, TaskID] = {}

    def progress(stage: str, done: int, total: int) -> None:
        # Not before there is something to show: an error before it is a line of its own.
        bars.start()
        if stage not in tasks:
            tasks[stage] = bars.add_task(stage, total=total)
        bars.update(tasks[stage], completed=done, total=total)

    try:
        return work(progress)
    finally:
        if tasks:
            bars.stop()


def parse_sweep(text: str) -> dict[str, list[object]]:
    """Return the key and values of `KEY=V1,V2,...`; values are numbers where they look like one.

    Raises
    ------
    InvalidParameterError
        The text has no key, or no value.
    """
    key, equals, values = text.partition("=")
    listed = [value.strip() for value in values.split(",") if value.strip()]
    if not key.strip() or not equals or not listed:
        raise InvalidParameterError(
            f'--sweep = "{text}" is not allowed: must be KEY=V1,V2,..., such as raid.scale=0.5,1,2'
        )
    return {key.strip(): [_value(value) for value in listed]}


def _value(text: str) -> object:
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("run")(run)
