"""`intercept windows`: which units can engage a scenario's raid, or tracks of your own, and where not, the reason."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from intercept.base import terminal
from intercept.base.arguments import refused
from intercept.base.words import counted, one_of, spelled
from intercept.cli import output
from intercept.cli.long_work import waiting
from intercept.cli.own_tracks import Smoothing, Tracks, TracksClass, own_tracks
from intercept.cli.quantities import given, whole
from intercept.errors import InvalidParameterError

if TYPE_CHECKING:
    from intercept.base.table import Table
    from intercept.engagement.windows import EngagementWindows
    from intercept.scenario.model.scenario import Scenario

FORMATS = (*output.TABLES, *output.LINES)


class _Drawn(NamedTuple):
    """Which vector of what is not known, of which seed, and which replication of it."""

    draw: int | None
    seed: int | None
    luck: int | None


class _Asked(NamedTuple):
    """The threat and the fire unit that alone are asked for, by index; None for all."""

    threat: int | None
    unit: int | None


def windows(  # noqa: PLR0913 - the options of the command
    scenario: Annotated[Path | None, typer.Argument(metavar="SCENARIO", help=output.SCENARIO_HELP)] = None,
    *,
    tracks: Tracks = None,
    defence: Annotated[
        Path | None,
        typer.Option(metavar="FILE.toml", help="The defence they meet: a scenario file, whose raid may be left out."),
    ] = None,
    threat_class: TracksClass = None,
    smooth_over: Smoothing = None,
    table_format: Annotated[str | None, output.format_option(*FORMATS)] = None,
    out: output.Out = None,
    pairs: Annotated[
        bool,
        typer.Option("--pairs", help="One row for each pair of threat and fire unit, with a reason if it has none."),
    ] = False,
    threat: Annotated[
        str | None, typer.Option(metavar="N", help="Only this threat; with --unit, explain the pair in words.")
    ] = None,
    unit: Annotated[str | None, typer.Option(metavar="NAME", help="Only this fire unit.")] = None,
    plot: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Draw all windows or one threat: a page (.html) or a figure (.svg, .png, .pdf)."
        ),
    ] = None,
    draw: Annotated[
        str | None,
        typer.Option(metavar="E", help="Draw E of what is not known (default: the most likely case, everything up)."),
    ] = None,
    luck: Annotated[
        str | None,
        typer.Option(metavar="A", help="With --draw, only the sensors that are up in replication A of that draw."),
    ] = None,
    seed: Annotated[
        str | None, typer.Option(metavar="N", help="Seed of the draws (default: the one in the file).")
    ] = None,
    time_zero: output.TimeZero = None,
    threads: output.Threads = 0,
    as_json: output.AsJson = False,
) -> None:
    """Find the launch windows of every fire unit: times, places and shots, or the reason why there is none."""
    from intercept.report.write import contents_of  # noqa: PLC0415 - heavy imports wait until the command runs
    from intercept.scenario.model.scenario import Scenario  # noqa: PLC0415

    output.check_json(as_json, out, table_format)
    chosen = output.chosen_format(out, table_format, FORMATS)
    output.check_files(out, plot)
    output.check_time_zero(time_zero)
    if pairs and chosen not in output.TABLES:
        raise InvalidParameterError(f"--pairs is not allowed with --format {chosen}: must be a table")
    path = _defence_file(scenario, tracks, defence, (threat_class, smooth_over))
    read = Scenario.from_file(path)
    drawn = _Drawn(*(given(f"--{n}", v, 0, 2**53) for n, v in (("draw", draw), ("seed", seed), ("luck", luck))))
    if drawn.luck is not None and drawn.draw is None:
        raise InvalidParameterError("--luck is not allowed without --draw: in the most likely case everything is up")
    with waiting("finding windows"):
        found = _found(read, tracks, (threat_class, smooth_over), drawn, threads)
    number = None if threat is None else whole("--threat", threat, 0, len(found.plan) - 1)
    names = found.plan.units.names
    if unit is not None and unit not in names:
        allowed = f"the name of a fire unit, {one_of(unit, names)}" if names else "left out: there is no fire unit"
        raise refused("--unit", unit, allowed)
    clock_start = None if tracks is not None else read.clock_start
    if plot is not None:
        with waiting("drawing windows"):
            _write_plot(found, number, plot, clock_start)
    if as_json:
        told = {} if number is None or unit is None else {"explanation": found.explain(number, unit)}
        rows = contents_of(found, {"pairs": pairs, "threat": number, "unit": unit}).table()
        output.say_json(_made(read, drawn, found) | told | {"rows": list(rows.records())})
    elif number is not None and unit is not None and out is None and table_format is None:
        terminal.say(found.explain(number, unit))
    elif out is not None or plot is None or table_format is not None:
        options = {"pairs": pairs, "threat": number, "unit": unit}
        table = contents_of(found, options).table()
        if output.on_terminal(out, table_format):
            _show(table, pairs=pairs)
        else:
            output.write(found, chosen, out, **options, time_zero=time_zero)
        asked = _Asked(number, None if unit is None else names.index(unit))
        _report(found, len(table), drawn, asked, pairs=pairs)
    else:
        terminal.say(_answer(found, number, clock_start))
    output.report_written(out, plot)


def _defence_file(
    scenario: Path | None, tracks: Path | None, defence: Path | None, of_tracks: tuple[str | None, str | None]
) -> Path:
    """Return the file that holds the defence: of the scenario, or of --tracks and --defence together."""
    if scenario is not None and tracks is None and defence is None and of_tracks == (None, None):
        return scenario
    if scenario is None and tracks is not None and defence is not None:
        return defence
    raise InvalidParameterError("SCENARIO, or --tracks and --defence: exactly one of the two must be given")


def _found(
    scenario: Scenario, tracks: Path | None, of_tracks: tuple[str | None, str | None], drawn: _Drawn, threads: int
) -> EngagementWindows:
    from intercept.engagement.windows import engagement_windows  # noqa: PLC0415
    from intercept.flight.fly import fly  # noqa: PLC0415
    from intercept.scenario.compile import compile_plan  # noqa: PLC0415
    from intercept.scenario.prepare import prepare  # noqa: PLC0415

    if tracks is not None:
        own = own_tracks(tracks, *of_tracks, scenario)
        plan = compile_plan(scenario, drawn.draw, drawn.seed, luck=drawn.luck, trajectories=own)
        return engagement_windows(own, plan, threads=threads)
    prepared = prepare(scenario)
    plan = compile_plan(prepared, drawn.draw, drawn.seed, luck=drawn.luck)
    flown = fly(plan, threads=threads, progress_bar=False) if prepared.tracks is None else prepared.tracks
    # Windows of half the threats would pass for those of all.
    if flown.interrupted:
        raise KeyboardInterrupt
    return engagement_windows(flown, plan, threads=threads)


def _made(scenario: Scenario, drawn: _Drawn, found: EngagementWindows) -> dict[str, object]:
    """Return what made the windows, and how many pairs have one or lack one, for JSON."""
    seed = None if drawn.draw is None else scenario.run.seed if drawn.seed is None else drawn.seed
    return {
        **output.of_scenarios(scenario),
        "seed": seed,
        "draw": drawn.draw,
        "luck": drawn.luck,
        "case": _case(drawn),
        "down": list(getattr(found.plan, "down", ())),
        "reasons": list(found.reason_table().records()),
    }


def _show(table: Table, *, pairs: bool) -> None:
    """Print what fits the width of a terminal: some columns of the table, and the first rows."""
    from intercept.report.terminal_windows import print_windows  # noqa: PLC0415

    print_windows(table, pairs=pairs)
    output.note_columns(table)


def _case(drawn: _Drawn) -> str:
    """Say of which case the windows are."""
    if drawn.draw is None:
        return "the most likely case, with everything up"
    if drawn.luck is None:
        return f"draw {drawn.draw}, with everything up"
    return f"replication {drawn.luck} of draw {drawn.draw}"


def _report(found: EngagementWindows, rows: int, drawn: _Drawn, asked: _Asked, *, pairs: bool) -> None:
    """Say on the error stream of which case they are, how many rows there are, and why pairs have a window or none."""
    table = found.pairs()
    for name, wanted in (("threat", asked.threat), ("unit_index", asked.unit)):
        table = table if wanted is None else table.take(table[name] == wanted)
    ordered = Counter(table["reason"].tolist()).most_common()
    listed = ", ".join(f"{spelled(code)} {number:,}" for code, number in ordered)
    down = getattr(found.plan, "down", ())
    if down:
        terminal.note(f"Down in this replication: {', '.join(down)}.")
    what = counted(rows, "pair" if pairs else "window")
    of = "All pairs of threat and fire unit" if asked == (None, None) else "Of the pairs asked for"
    terminal.note(f"{what} in {_case(drawn)}. {of}: {listed or 'there is none'}.")


def _answer(found: EngagementWindows, threat: int | None, clock_start: str | None) -> str:
    """Return the answer of the page that is drawn."""
    from intercept.report.pages import threat_windows, windows  # noqa: PLC0415

    return windows.told(found) if threat is None else threat_windows.told(found, threat, clock_start)


def _write_plot(found: EngagementWindows, threat: int | None, plot: Path, clock_start: str | None) -> None:
    """Draw windows or one threat, those of a scenario's raid by its clock."""
    from intercept.report.plot import plot as draw  # noqa: PLC0415

    draw(found, plot, threat=threat, clock_start=clock_start)


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("windows")(windows)
