"""`intercept fly`: one flight of a generic class, as a table, a file of its path, a page or a figure."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from intercept.base import terminal
from intercept.base.arguments import refused
from intercept.base.words import one_of
from intercept.cli import output, wind_option
from intercept.cli import threat_options as threats
from intercept.cli.long_work import waiting
from intercept.cli.quantities import pair, suffixed, whole
from intercept.cli.threat_options import ANGLES
from intercept.errors import InterceptError, InvalidParameterError

if TYPE_CHECKING:
    from intercept.earth.wind import Wind
    from intercept.flight.of_class import Flight
    from intercept.flight.trajectories import Trajectories

TIMES = {"s": 1.0, "min": 60.0}
FORMATS = (*output.TABLES, *output.LINES)
STEP = "1s"


def fly(  # noqa: PLR0913 - the options of the command
    class_name: threats.ClassName,
    *,
    distance: threats.Distance = None,
    start: Annotated[
        str | None, typer.Option("--from", metavar="LAT,LON", help="Launch point, degrees (default: open ocean).")
    ] = None,
    azimuth: Annotated[str, typer.Option(metavar="ANGLE", help="Direction of flight, clockwise from north.")] = "90deg",
    profile: threats.Profile = None,
    altitude: threats.Altitude = None,
    seed: Annotated[
        str | None,
        typer.Option("--draw", metavar="SEED", help="Draw every value from its range instead of the most likely one."),
    ] = None,
    settings: threats.Settings = None,
    wind: wind_option.Option = None,
    wind_time: wind_option.Time = None,
    step: Annotated[
        str | None,
        typer.Option(metavar="TIME", help="Time between points of the path (default: 1s in tables, else as needed)."),
    ] = None,
    time_zero: output.TimeZero = None,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the path to this file.")] = None,
    table_format: Annotated[str | None, output.format_option(*FORMATS)] = None,
    plot: output.Plot = None,
    as_json: output.AsJson = False,
) -> None:
    """Fly one threat of a generic class, with its most likely values, over a notional place in the open ocean."""
    output.check_time_zero(time_zero)
    if out is None and table_format is not None:
        raise refused("--format", table_format, f"given with --out FILE, {one_of(table_format, FORMATS)}")
    chosen = None if out is None else output.chosen_format(out, table_format, FORMATS)
    output.check_files(out, plot)
    asked = STEP if step is None and chosen in output.TABLES else step
    step_s = None if asked is None else suffixed("--step", asked, TIMES, 0.001, 3600.0)
    threat = threats.threat_options(class_name, distance, profile, altitude, settings)
    flight = _flight(threat, start, azimuth, seed)
    with waiting("flying"):
        trajectories = _flown(flight, wind_option.wind_of(wind, wind_time))
    title = _title(flight, seed) + (f", in the wind {' '.join(filter(None, (wind, wind_time)))}" if wind else "")
    if out is not None and chosen is not None:
        _write(trajectories, chosen, out, asked, {"step_s": step_s, "time_zero": time_zero})
    if plot is not None:
        from intercept.report.plot import plot as draw  # noqa: PLC0415 - heavy imports wait until they are needed

        draw(trajectories, plot, flight=flight, title=title)
    _print(title, flight, trajectories, drawn=seed, as_json=as_json)
    output.report_written(out, plot)


def _flight(threat: threats.ThreatOptions, start: str | None, azimuth: str, seed: str | None) -> Flight:
    """Return the flight that the options ask for; a mistake names its option, the value and what is allowed."""
    from intercept.flight import of_class  # noqa: PLC0415 - heavy imports wait until the command runs

    limit = of_class.LATITUDE_MAX_DEG
    place = None if start is None else pair("--from", start, (-limit, limit), (-180.0, 180.0))
    try:
        return of_class.Flight.of_class(
            threat.class_name,
            azimuth_rad=math.radians(suffixed("--azimuth", azimuth, ANGLES, -360.0, 360.0)),
            launch_point=None if place is None else (math.radians(place[0]), math.radians(place[1])),
            seed=None if seed is None else whole("--draw", seed, 0, of_class.SEED_MAX),
            **threat.arguments(),
        )
    except InvalidParameterError as error:
        if not str(error).startswith("launch_point, azimuth_rad and range_m"):
            raise
        said = str(error).replace("launch_point, azimuth_rad and range_m", "--from, --azimuth and --range")
        raise InvalidParameterError(said) from error


def _flown(flight: Flight, wind: Wind | None) -> Trajectories:
    from intercept.earth.world import World  # noqa: PLC0415
    from intercept.flight import fly as flying  # noqa: PLC0415
    from intercept.flight.trajectories import Outcome  # noqa: PLC0415

    trajectories = flying.fly(flight, world=World(wind=wind), progress_bar=False)
    if trajectories.outcome[0] != Outcome.IMPACT:
        raise InterceptError(
            f"--range = {flight.range_m / 1e3:g} km has no solution for {flight.class_name}: {trajectories.fault(0)}"
        )
    return trajectories


def _title(flight: Flight, seed: str | None) -> str:
    from intercept.report.look import words  # noqa: PLC0415

    chosen = "most likely values" if seed is None else f"values drawn with seed {int(seed)}"
    return f"{words.label(flight.class_name)} over {flight.range_m / 1e3:,.6g} km, {chosen}"


def _write(
    trajectories: Trajectories, chosen: output.Format, out: Path, step: str | None, options: dict[str, Any]
) -> None:
    try:
        output.write(trajectories, chosen, out, **options)
    except InvalidParameterError as error:
        said = str(error).replace(f"step_s = {options['step_s'] or 0.0:g}", f"--step = {step}")
        raise InvalidParameterError(said) from error


def _asked(flight: Flight) -> dict[str, Any]:
    return {
        "class": flight.class_name,
        "range_km": flight.range_m / 1e3,
        "azimuth_deg": round(math.degrees(flight.azimuth_rad), 9),
        "launch_point_deg": [round(math.degrees(value), 9) for value in flight.launch_point],
    }


def _print(title: str, flight: Flight, trajectories: Trajectories, *, drawn: str | None, as_json: bool) -> None:

    from intercept.report.pages.flight import events as events_of  # noqa: PLC0415
    from intercept.report.terminal import print_flight, readings  # noqa: PLC0415

    events, asked = events_of(trajectories), _asked(flight)
    if as_json:
        parts = {"summary": trajectories.table(), "events": events, "values": flight.values}
        # Through the tables' own JSON: what does not apply is null.
        read = {name: json.loads(table.to_json()) for name, table in parts.items()}
        output.say_json(
            {"seed": None if drawn is None else int(drawn)} | asked | read | {"summary": read["summary"][0]}
        )
        return
    told = readings(asked, next(trajectories.table().records()))
    print_flight(terminal.console(highlight=False), title, told, events, flight.values)


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("fly")(fly)
