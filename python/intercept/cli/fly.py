"""`intercept fly`: one flight of a generic class, as a table, a file of its path, a page or a figure."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from intercept.cli.quantities import assignments, pair, suffixed, whole
from intercept.errors import InterceptError, InvalidParameterError, ScenarioError

if TYPE_CHECKING:
    from intercept.base.table import Table
    from intercept.flight.of_class import ClassFlight
    from intercept.flight.trajectories import Trajectories

LENGTHS = {"km": 1e3, "m": 1.0}
TIMES = {"s": 1.0, "min": 60.0}
ANGLES = {"deg": 1.0, "": 1.0}
PLOTS = (".html", ".svg")


def fly(  # noqa: PLR0913 - the options of the command
    class_name: Annotated[str, typer.Option("--class", metavar="CLASS", help="A threat class: see intercept catalog.")],
    *,
    distance: Annotated[
        str | None, typer.Option("--range", metavar="LENGTH", help="Such as 400km (default: the class's most likely).")
    ] = None,
    start: Annotated[
        str | None, typer.Option("--from", metavar="LAT,LON", help="Launch, degrees (default: open ocean).")
    ] = None,
    azimuth: Annotated[str, typer.Option(metavar="ANGLE", help="Clockwise from north.")] = "90deg",
    profile: Annotated[str | None, typer.Option(help="low or high, of a class that cruises at both.")] = None,
    seed: Annotated[
        str | None, typer.Option("--draw", metavar="SEED", help="Draw every value instead of the most likely.")
    ] = None,
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="KEY=VALUE", help="Another value, such as lift_to_drag=2.5; may be repeated."),
    ] = None,
    step: Annotated[str, typer.Option(metavar="TIME", help="Between the rows of the path.")] = "1s",
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the path here.")] = None,
    output: Annotated[
        Literal["csv", "parquet", "json"] | None,
        typer.Option("--format", help="Of the path (default: as FILE ends, else csv).", show_default=False),
    ] = None,
    plot: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Draw the flight: a page (.html) or a figure (.svg).")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of tables.")] = False,
) -> None:
    """Fly one generic class, with its most likely values, over a notional place."""
    if plot is not None and plot.suffix not in PLOTS:
        raise InvalidParameterError(f"--plot = {plot} is not allowed: must end in {' or '.join(PLOTS)}")
    _check_folders(plot, out)
    step_s = suffixed("--step", step, TIMES, 0.001, 3600.0)
    flight = _flight(class_name, distance, start, azimuth, profile, seed, settings or [])
    trajectories = _flown(flight)
    title = _title(flight, seed)
    if out is not None:
        _write_path(trajectories, step, step_s, out, output)
    if plot is not None:
        _write_plot(plot, title, flight, trajectories)
    _print(title, flight, trajectories, as_json=as_json)
    for written in (out, plot):
        if written is not None:
            typer.echo(f"Written: {written} ({written.stat().st_size / 1e3:,.0f} kB)", err=True)


def _check_folders(*paths: Path | None) -> None:
    for option, path in zip(("--plot", "--out"), paths, strict=True):
        if path is not None and (path.is_dir() or not path.parent.is_dir()):
            raise InvalidParameterError(f"{option} = {path} is not allowed: must be a file in a folder that exists")


def _flight(
    class_name: str,
    distance: str | None,
    start: str | None,
    azimuth: str,
    profile: str | None,
    seed: str | None,
    settings: list[str],
) -> ClassFlight:
    """Return the flight that the options ask for; a mistake names its option, the value and what is allowed."""
    from intercept.flight import of_class  # noqa: PLC0415 - heavy imports wait until the command runs

    try:
        generic = of_class.threat_class(class_name)
        of_class.check_profile(generic, profile)
    except InvalidParameterError as error:
        raise InvalidParameterError(f"--{error}") from error
    overrides = assignments("--set", settings)
    try:
        changed = generic.with_values(of_class.stated(generic, overrides)) if overrides else generic
    except ScenarioError as error:
        raise ScenarioError(
            [f"--set {problem.removeprefix(f'{class_name}.')}" for problem in error.problems]
        ) from error
    key, reach_m = of_class.reach(changed)
    shortest = min(of_class.RANGE_MIN_M, reach_m)
    allowed = f" ({key} of {class_name})"
    longest = reach_m if distance is None else suffixed("--range", distance, LENGTHS, shortest, reach_m, allowed)
    limit = of_class.LATITUDE_MAX_DEG
    place = None if start is None else pair("--from", start, (-limit, limit), (-180.0, 180.0))
    try:
        return of_class.class_flight(
            class_name,
            range_m=None if distance is None else longest,
            azimuth_rad=math.radians(suffixed("--azimuth", azimuth, ANGLES, -360.0, 360.0)),
            launch=None if place is None else (math.radians(place[0]), math.radians(place[1])),
            profile=profile,  # type: ignore[arg-type]  # checked above
            seed=None if seed is None else whole("--draw", seed, 0, of_class.SEED_MAX),
            overrides=overrides,
        )
    except InvalidParameterError as error:
        if not str(error).startswith("launch, azimuth_rad and range_m"):
            raise
        said = str(error).replace("launch, azimuth_rad and range_m", "--from, --azimuth and --range")
        raise InvalidParameterError(said) from error


def _flown(flight: ClassFlight) -> Trajectories:
    from intercept.flight.fly import fly_flights  # noqa: PLC0415
    from intercept.flight.trajectories import Outcome  # noqa: PLC0415

    trajectories = fly_flights(flight)
    if trajectories.outcome[0] != Outcome.IMPACT:
        ended = f"the flight ended as {Outcome(trajectories.outcome[0]).name.lower()}"
        raise InterceptError(
            f"--range = {flight.range_m / 1e3:g} km has no solution for {flight.class_name}:"
            f" {trajectories.fault(0) or ended}"
        )
    return trajectories


def _title(flight: ClassFlight, seed: str | None) -> str:
    from intercept.report.look import words  # noqa: PLC0415

    chosen = "most likely values" if seed is None else f"values drawn with seed {int(seed)}"
    return f"{words.label(flight.class_name)} over {flight.range_m / 1e3:,.6g} km, {chosen}"


def _events(trajectories: Trajectories) -> Table:
    """Return the events with the readings of the path at their times."""
    from intercept.base.table import Table  # noqa: PLC0415
    from intercept.report.pages.flight_path import path  # noqa: PLC0415

    found = trajectories.events()
    # From the launch, so that distances count from there.
    readings = path(trajectories, [0.0, *found["time_s"]]).take(slice(1, None))
    return Table({"event": found["event"], **{name: readings[name] for name in readings.columns}})


def _write_path(trajectories: Trajectories, step: str, step_s: float, out: Path, output: str | None) -> None:
    from intercept.base import files  # noqa: PLC0415
    from intercept.report.pages.flight_path import path, steps  # noqa: PLC0415

    try:
        times = steps(trajectories, step_s)
    except InvalidParameterError as error:
        raise InvalidParameterError(str(error).replace(f"step_s = {step_s:g}", f"--step = {step}")) from error
    table = path(trajectories, times)
    ending = out.suffix.removeprefix(".")
    chosen = output or (ending if ending in {"parquet", "json"} else "csv")
    if chosen == "json":
        files.write_text(table.to_json() + "\n", out)
    else:
        {"csv": files.write_csv, "parquet": files.write_parquet}[chosen](table, out)


def _write_plot(plot: Path, title: str, flight: ClassFlight, trajectories: Trajectories) -> None:
    from intercept.base.files import write_text  # noqa: PLC0415
    from intercept.report.look import palette  # noqa: PLC0415
    from intercept.report.pages import flight as page  # noqa: PLC0415
    from intercept.report.pages.flight_path import path, plot_times  # noqa: PLC0415

    colour = palette.THREATS[flight.class_name]
    drawn, events = path(trajectories, plot_times(trajectories)), _events(trajectories)
    if plot.suffix == ".svg":
        write_text(page.as_svg(title.rpartition(",")[0], drawn, events, colour), plot)
    else:
        write_text(page.as_html(title, _rows(flight, trajectories), drawn, events, flight.values, colour), plot)


def _asked(flight: ClassFlight) -> dict[str, Any]:
    return {
        "class": flight.class_name,
        "range_km": flight.range_m / 1e3,
        "azimuth_deg": round(math.degrees(flight.azimuth_rad), 9),
        "launch_deg": [round(math.degrees(value), 9) for value in flight.launch],
    }


def _rows(flight: ClassFlight, trajectories: Trajectories) -> list[tuple[str, str]]:
    from intercept.report.flight_text import rows  # noqa: PLC0415

    return rows(_asked(flight), next(trajectories.summary().records()))


def _print(title: str, flight: ClassFlight, trajectories: Trajectories, *, as_json: bool) -> None:
    events = _events(trajectories)
    if as_json:
        parts = {"summary": trajectories.summary(), "events": events, "values": flight.values}
        # Through the tables' own JSON: what does not apply is null.
        read = {name: json.loads(table.to_json()) for name, table in parts.items()}
        typer.echo(json.dumps(_asked(flight) | read | {"summary": read["summary"][0]}, ensure_ascii=False, indent=2))
        return
    from rich.console import Console  # noqa: PLC0415

    from intercept.report.flight_text import show  # noqa: PLC0415

    show(Console(highlight=False), title, _rows(flight, trajectories), events, flight.values)


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("fly")(fly)
