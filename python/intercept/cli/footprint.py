"""`intercept footprint`: the area a fire unit or a whole defence covers against a class, as polygons and km²."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from intercept.base import terminal
from intercept.base.arguments import refused
from intercept.cli import output
from intercept.cli import threat_options as threats
from intercept.cli.completion import classes
from intercept.cli.long_work import waiting
from intercept.cli.quantities import number, suffixed, whole
from intercept.cli.threat_options import ANGLES, LENGTHS
from intercept.errors import InvalidParameterError

if TYPE_CHECKING:
    from intercept.areas.area import DefendedArea
    from intercept.areas.loss import AreaLoss
    from intercept.base.table import Table
    from intercept.engagement.defence.defence import Defence
    from intercept.scenario.model.scenario import Scenario

AZIMUTHS_MAX = 36


FORMATS = (*output.TABLES, *output.AREAS)


def footprint(  # noqa: PLR0913 - the options of the command
    class_name: threats.ClassName,
    *,
    unit_class: Annotated[
        str | None,
        typer.Option(
            metavar="CLASS",
            help="One fire unit of this class, with a sensor at the same place.",
            autocompletion=classes("defence"),
        ),
    ] = None,
    sensor_class: Annotated[
        str,
        typer.Option(
            metavar="CLASS",
            help="The class of that sensor.",
            autocompletion=classes("sensor"),
        ),
    ] = "surveillance_radar",
    scenario: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The whole defence of a scenario instead.")
    ] = None,
    azimuth: Annotated[
        str, typer.Option(metavar="DEG[,DEG]", help="Directions of flight, clockwise from north.")
    ] = "90",
    opportunities: Annotated[str, typer.Option(metavar="N", help="The least number of shots at a threat.")] = "1",
    distance: threats.Distance = None,
    profile: threats.Profile = None,
    altitude: threats.Altitude = None,
    settings: threats.Settings = None,
    vary: Annotated[
        str | None,
        typer.Option(metavar="KEY=V,V,...", help="Compare the area for several values of one key of the threat."),
    ] = None,
    keep_out: Annotated[
        str, typer.Option(metavar="LENGTH", help="Count only intercepts at least this far from the destination.")
    ] = "0km",
    extent: Annotated[
        str | None, typer.Option(metavar="LENGTH", help="Half the width of the map (default: 1.25 times the reach).")
    ] = None,
    resolution: Annotated[
        str | None,
        typer.Option(metavar="N", help="Points across the map (default: 61, or 25 if slow to fly)."),
    ] = None,
    grid: Annotated[
        bool, typer.Option("--grid", help="One row for each point of the grid of a table instead of each area.")
    ] = False,
    out: output.Out = None,
    table_format: Annotated[str | None, output.format_option(*FORMATS)] = None,
    plot: output.Plot = None,
    threads: output.Threads = 0,
    as_json: output.AsJson = False,
) -> None:
    """Find the area that a defence protects against a class: polygons, size in km², and the reasons elsewhere."""
    from intercept.report.write import contents_of  # noqa: PLC0415 - heavy imports wait until the command runs

    output.check_json(as_json, out, table_format)
    chosen = output.chosen_format(out, table_format, FORMATS)
    output.check_files(out, plot)
    if grid and chosen not in output.TABLES:
        raise InvalidParameterError(f"--grid is not allowed with --format {chosen}: must be a table")
    threat = threats.threat_options(class_name, distance, profile, altitude, settings)
    options: dict[str, Any] = {
        "opportunities": whole("--opportunities", opportunities, 1, 1000),
        "keep_out_m": suffixed("--keep-out", keep_out, LENGTHS, 0.0, 1e6),
        "extent_m": None if extent is None else suffixed("--extent", extent, LENGTHS, 100.0, 3e6),
        "resolution": None if resolution is None else whole("--resolution", resolution, 5, 401),
        "threads": threads,
    }
    directions, sweep = _azimuths(azimuth), None if vary is None else _vary(vary)
    defence = _defence(unit_class, sensor_class, scenario)
    with waiting("finding the area"):
        if sweep is not None:
            loss = _loss(defence, threat, sweep, directions, options)
            areas, table = list(loss.areas), loss.table()
        else:
            loss, areas = None, _areas(defence, threat, directions, options)
            table = _summary(areas)
    words = [area.explain() for area in areas]
    if as_json:
        rows = contents_of(areas, {}).table() if grid else table
        output.say_json(_made(defence) | {"words": words, "rows": list(rows.records())})
    for said in () if as_json else words:
        terminal.note(said)
    if plot is not None:
        _plot(areas, loss, plot)
    if output.on_terminal(out, table_format) and plot is None and not as_json:
        output.show(contents_of(areas, {}).table() if grid else table)
    elif not as_json and (out is not None or table_format is not None or plot is None):
        output.write(areas if grid or chosen not in output.TABLES else table, chosen, out)
    output.report_written(out, plot)


def _made(defence: Defence | Scenario) -> dict[str, object]:
    """Return what made an area: the name and hash of a scenario, none of a single unit; nothing in it is drawn."""
    from intercept.scenario.model.scenario import Scenario  # noqa: PLC0415

    return output.of_scenarios(defence) if isinstance(defence, Scenario) else {}


def _azimuths(text: str) -> list[float]:
    parts = text.split(",")
    if len(parts) > AZIMUTHS_MAX:
        raise refused("--azimuth", text, f"at most {AZIMUTHS_MAX} directions")
    return [math.radians(suffixed("--azimuth", part, ANGLES, -360.0, 360.0)) for part in parts]


def _vary(text: str) -> tuple[str, list[float]]:
    key, equals, listed = text.partition("=")
    if not key.strip() or not equals:
        raise refused("--vary", text, "KEY=VALUE,VALUE,..., such as cruise_speed_m_s=150,250,350")
    return key.strip(), [number(f"--vary {key.strip()}", value) for value in listed.split(",")]


def _defence(unit_class: str | None, sensor_class: str, path: Path | None) -> Defence | Scenario:
    from intercept.engagement.defence.defence import Defence  # noqa: PLC0415 - heavy imports wait until the command runs
    from intercept.engagement.defence.fire_unit import FireUnit  # noqa: PLC0415
    from intercept.engagement.defence.sensor import Sensor  # noqa: PLC0415
    from intercept.flight.of_class import NOTIONAL_PLACE_DEG  # noqa: PLC0415
    from intercept.scenario.model.scenario import Scenario  # noqa: PLC0415

    if (unit_class is None) == (path is None):
        raise InvalidParameterError("--unit-class or --scenario: exactly one of the two must be given")
    if path is not None:
        return Scenario.from_file(path)
    place = tuple(math.radians(degrees) for degrees in NOTIONAL_PLACE_DEG)
    option = "--sensor-class"
    try:
        sensor = Sensor.of_class(sensor_class, position=place)
        option = "--unit-class"
        unit = FireUnit.of_class(unit_class or "", position=place)
    except InvalidParameterError as error:
        raise InvalidParameterError(str(error).replace("name", option, 1)) from error
    return Defence([sensor], [unit])


def _areas(
    defence: Defence | Scenario,
    threat: threats.ThreatOptions,
    azimuths: list[float],
    options: dict[str, Any],
) -> list[DefendedArea]:
    from intercept.areas.defended_area import defended_area  # noqa: PLC0415

    return [
        defended_area(defence, threat.class_name, azimuth_rad=azimuth, **threat.arguments(), **options)
        for azimuth in azimuths
    ]


def _loss(
    defence: Defence | Scenario,
    threat: threats.ThreatOptions,
    sweep: tuple[str, list[float]],
    azimuths: list[float],
    options: dict[str, Any],
) -> AreaLoss:
    from intercept.areas.loss import area_loss  # noqa: PLC0415

    if len(azimuths) != 1:
        raise InvalidParameterError("--azimuth: must be one direction when --vary is given")
    vary, values = sweep
    given = threat.arguments() | options | {"azimuth_rad": azimuths[0]}
    return area_loss(defence, threat.class_name, vary=vary, values=values, **given)


def _summary(areas: list[DefendedArea]) -> Table:
    import numpy as np  # noqa: PLC0415

    from intercept.base.table import Table  # noqa: PLC0415

    reasons = [area.dominant_reasons for area in areas]
    return Table(
        {
            "threat_class": [area.threat_class for area in areas],
            "azimuth_deg": [math.degrees(area.azimuth_rad) for area in areas],
            "opportunities": [area.opportunities for area in areas],
            "keep_out_km": [area.keep_out_m / 1e3 for area in areas],
            "area_km2": [area.area_km2 for area in areas],
            "bounded": np.array([area.bounded for area in areas]),
            "extent_km": [float(area.field.axis_m[-1]) / 1e3 for area in areas],
            "dominant_reason": np.array([found[0][0] if found else "" for found in reasons], dtype=np.str_),
        }
    )


def _plot(areas: list[DefendedArea], loss: AreaLoss | None, path: Path) -> None:
    from intercept.report.plot import plot as draw  # noqa: PLC0415

    draw(areas if loss is None else loss, path)


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("footprint")(footprint)
