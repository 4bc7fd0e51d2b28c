"""`intercept sweep SCENARIO --set KEY=V1,V2,...`: repeat a raid with other values, with the same random numbers."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from intercept.base import terminal
from intercept.base.arguments import refused
from intercept.cli import output, run_options
from intercept.cli.completion import values
from intercept.cli.long_work import INTERRUPTED, with_progress
from intercept.cli.own_tracks import Smoothing, Tracks, TracksClass
from intercept.cli.quantities import given

EXAMPLE = "such as raid.scale=0.5,1,2"
OPENING, CLOSING = "[{", "]}"


@run_options.replicated()
def sweep(  # noqa: PLR0913 - the options of the command
    scenario: output.Scenario,
    *,
    values: Annotated[
        list[str],
        typer.Option("--set", metavar="KEY=V1,V2,...", help=f"A key and its values, {EXAMPLE}; may be given again."),
    ],
    design: Annotated[
        str,
        typer.Option(
            metavar="DESIGN",
            help="grid (every combination), or points drawn between values: latin_hypercube, sobol.",
            autocompletion=values("grid", "latin_hypercube", "sobol"),
        ),
    ] = "grid",
    size: Annotated[str | None, typer.Option(metavar="N", help="Number of points of a design that is no grid.")] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="Write the table, a page and a manifest here.")
    ] = None,
    plot: output.Plot = None,
    tracks: Tracks = None,
    threat_class: TracksClass = None,
    smooth_over: Smoothing = None,
    as_json: output.AsJson = False,
    how: run_options.How,
) -> None:
    """Repeat a raid with other values of some keys of its scenario, with the same random numbers."""
    from intercept.analysis.sweep import sweep as swept  # noqa: PLC0415 - heavy imports wait until the command runs
    from intercept.analysis.sweep_points import POINTS_MAX  # noqa: PLC0415
    from intercept.analysis.sweep_result import Sweep  # noqa: PLC0415
    from intercept.report.folder import check_folder  # noqa: PLC0415
    from intercept.report.plot import plot as drawn  # noqa: PLC0415
    from intercept.report.terminal import print_sweep  # noqa: PLC0415
    from intercept.report.write import check_extras, write  # noqa: PLC0415
    from intercept.scenario.model.scenario import Scenario  # noqa: PLC0415

    listed = parsed(values)
    output.check_files(None, plot)
    if out is not None:
        check_folder("--out", out, Sweep)
        check_extras()
    read = Scenario.from_file(scenario)
    own = run_options.tracks_of(tracks, threat_class, smooth_over, read)
    settings = how.settings()
    number = given("--size", size, 1, POINTS_MAX)
    try:
        with how.executing() as doing:
            found = with_progress(
                lambda on_progress: swept(
                    read,
                    listed,
                    design=design,  # type: ignore[arg-type]  # it is checked there
                    size=number,
                    **settings,
                    **doing,
                    on_progress=on_progress,
                    trajectories=own,
                )
            )
    except KeyboardInterrupt:
        terminal.warn("Interrupted before the first point was finished: there is no result.")
        raise typer.Exit(INTERRUPTED) from None
    # Files first: a result does not hang on whether it can be printed.
    files = [] if out is None else write(found, out)
    if plot is not None:
        drawn(found, plot)
    if as_json:
        output.say_json(found.to_dict())
    else:
        print_sweep(found)
    if out is not None:
        terminal.note(f"{len(files)} files written to {out}")
    output.report_written(plot)
    if found.interrupted:
        raise typer.Exit(INTERRUPTED)


def parsed(texts: Sequence[str]) -> dict[str, list[Any]]:
    """Return the keys and values of `KEY=V1,V2,...`; raises InvalidParameterError where a text has no key or value."""
    found: dict[str, list[Any]] = {}
    for text in texts:
        key, equals, values = text.partition("=")
        listed = [value for value in map(str.strip, _split(values)) if value]
        if not key.strip() or not equals or not listed:
            raise refused("--set", text, f"KEY=V1,V2,..., {EXAMPLE}")
        if key.strip() in found:
            raise refused("--set", text, f"of another key, as {key.strip()} is given twice")
        found[key.strip()] = [_value(value) for value in listed]
    return found


def _split(text: str) -> list[str]:
    """Return what stands between the commas that are in no bracket and no quotation marks."""
    parts, depth, quoted = [""], 0, ""
    for letter in text:
        if quoted:
            quoted = "" if letter == quoted else quoted
        elif letter in "\"'":
            quoted = letter
        else:
            depth += (letter in OPENING) - (letter in CLOSING)
        if letter == "," and depth <= 0 and not quoted:
            parts.append("")
        else:
            parts[-1] += letter
    return parts


def _value(text: str) -> Any:  # noqa: ANN401 - any value that a scenario file has
    """Return a value as a scenario file has it: a number, true or false, a list or a table; anything else is text."""
    try:
        value = tomllib.loads(f"value = {text}")["value"]
    except (ValueError, RecursionError):
        return text
    return value if isinstance(value, bool | int | float | str | list | dict) else text


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("sweep")(sweep)
