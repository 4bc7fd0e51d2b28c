"""`intercept footprint`: the area a fire unit or a whole defence covers against a class, as polygons and km2."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from intercept.cli import threat_options
from intercept.cli.quantities import number, suffixed, whole
from intercept.cli.threat_options import ANGLES, LENGTHS, Format, ThreatOptions
from intercept.errors import InvalidParameterError

if TYPE_CHECKING:
    from intercept.areas.area import DefendedArea
    from intercept.areas.loss import AreaLoss
    from intercept.base.table import Table
    from intercept.engagement.defence.defence import Defence
    from intercept.scenario.model.scenario import Scenario

AZIMUTHS_MAX = 36


def footprint(  # noqa: PLR0913 - the options of the command
    class_name: Annotated[str, typer.Option("--class", metavar="CLASS", help="A threat class: see intercept catalog.")],
    *,
    unit_class: Annotated[
        str | None, typer.Option(metavar="CLASS", help="One fire unit of this class, with a sensor beside it.")
    ] = None,
    sensor_class: Annotated[str, typer.Option(metavar="CLASS", help="Its sensor.")] = "surveillance_radar",
    scenario: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The whole defence of a scenario instead.")
    ] = None,
    azimuth: Annotated[str, typer.Option(metavar="DEG[,DEG]", help="Headings of flight, from north.")] = "90",
    opportunities: Annotated[str, typer.Option(metavar="N", help="At least so many shots.")] = "1",
    distance: Annotated[
        str | None, typer.Option("--range", metavar="LENGTH", help="Flown (default: the class's most likely).")
    ] = None,
    profile: Annotated[str | None, typer.Option(help="low or high, of a class that cruises at both.")] = None,
    altitude: Annotated[
        str | None, typer.Option("--altitude", "--altitude-m", metavar="HEIGHT", help="Of a class that cruises: 50m.")
    ] = None,
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="KEY=VALUE", help="Another value of the threat; may be repeated."),
    ] = None,
    vary: Annotated[
        str | None, typer.Option(metavar="KEY=V,V,...", help="Loss of area: the same for each of some values.")
    ] = None,
    keep_out: Annotated[
        str, typer.Option(metavar="LENGTH", help="Count intercepts at least so far from the aimpoint.")
    ] = "0km",
    asset: Annotated[
        str | None,
        typer.Option(metavar="EAST,NORTH", help="Launch points of flights to this place (km) instead of aimpoints."),
    ] = None,
    extent: Annotated[
        str | None, typer.Option(metavar="LENGTH", help="Half the width of the map (default: 1.25 x reach).")
    ] = None,
    resolution: Annotated[str | None, typer.Option(metavar="N", help="Points across (default: 61, or 25).")] = None,
    grid: Annotated[bool, typer.Option("--grid", help="One row a point of the grid (csv, json), not an area.")] = False,
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="Write here instead of printing.")] = None,
    output: Annotated[
        Format | None,
        typer.Option("--format", help="Default: as FILE ends, else csv.", show_default=False),
    ] = None,
    plot: Annotated[Path | None, typer.Option(metavar="FILE", help="Draw a page (.html) or a figure (.svg).")] = None,
    threads: Annotated[int, typer.Option(help="Worker threads; 0: all cores.")] = 0,
) -> None:
    """Find the aimpoints that a defence can engage at least so often: polygons, km2, and why not elsewhere."""
    threat_options.check_files(out, plot)
    chosen = threat_options.chosen_format(out, output, "csv")
    if grid and chosen == "geojson":
        raise InvalidParameterError("--grid is not allowed with geojson: must be written as csv or json")
    threat = threat_options.threat_options(class_name, distance, profile, altitude, settings or [])
    options: dict[str, Any] = {
        "opportunities": whole("--opportunities", opportunities, 1, 1000),
        "keep_out_m": suffixed("--keep-out", keep_out, LENGTHS, 0.0, 1e6),
        "extent_m": None if extent is None else suffixed("--extent", extent, LENGTHS, 100.0, 3e6),
        "resolution": None if resolution is None else whole("--resolution", resolution, 5, 401),
        "threads": threads,
    }
    directions, sweep = _azimuths(azimuth), None if vary is None else _vary(vary)
    if asset is not None and sweep is not None:
        raise InvalidParameterError(f"--vary = {vary} is not allowed beside --asset")
    defence = _defence(unit_class, sensor_class, scenario)
    if sweep is not None:
        loss = _loss(defence, threat, sweep, directions, options)
        areas, table = list(loss.areas), loss.table()
    else:
        loss, areas = None, _areas(defence, threat, asset, directions, options)
        table = _summary(areas)
    for area in areas:
        typer.echo(area.explain(), err=True)
    if grid:
        table = _grid(areas)
    if plot is not None:
        _plot(areas, loss, plot)
    if out is not None or output is not None or plot is None:
        threat_options.write(table, _shapes(areas) if chosen == "geojson" else {}, chosen, out)
    threat_options.tell_written(out, plot)


def _azimuths(text: str) -> list[float]:
    parts = text.split(",")
    if len(parts) > AZIMUTHS_MAX:
        raise InvalidParameterError(f"--azimuth = {text} is not allowed: at most {AZIMUTHS_MAX} directions")
    return [math.radians(suffixed("--azimuth", part, ANGLES, -360.0, 360.0)) for part in parts]


def _vary(text: str) -> tuple[str, list[float]]:
    key, equals, listed = text.partition("=")
    if not key.strip() or not equals:
        raise InvalidParameterError(
            f'--vary = "{text}" is not allowed: must be KEY=VALUE,VALUE,..., such as cruise_speed_m_s=150,250,350'
        )
    return key.strip(), [number(f"--vary {key.strip()}", value) for value in listed.split(",")]


def _defence(unit_class: str | None, sensor_class: str, path: Path | None) -> Defence | Scenario:
    from intercept.engagement.defence.defence import Defence  # noqa: PLC0415 - heavy imports wait until the command runs
    from intercept.engagement.defence.fire_unit import FireUnit  # noqa: PLC0415
    from intercept.engagement.defence.sensor import Sensor  # noqa: PLC0415
    from intercept.flight.of_class import NOTIONAL_PLACE_DEG  # noqa: PLC0415
    from intercept.scenario.model.scenario import Scenario  # noqa: PLC0415

    if (unit_class is None) == (path is None):
        raise InvalidParameterError("--unit-class or --scenario: must be one of the two")
    if path is not None:
        return Scenario.from_file(path)
    place = tuple(math.radians(degrees) for degrees in NOTIONAL_PLACE_DEG)
    option = "--sensor-class"
    try:
        sensor = Sensor.of_class(sensor_class, position=place)
        option = "--unit-class"
        unit = FireUnit.of_class(unit_class or "", position=place)
    except InvalidParameterError as error:
        raise InvalidParameterError(str(error).replace("class_name", option, 1)) from error
    return Defence([sensor], [unit])


def _areas(
    defence: Defence | Scenario,
    threat: ThreatOptions,
    asset: str | None,
    azimuths: list[float],
    options: dict[str, Any],
) -> list[DefendedArea]:
    from intercept.areas.defended_area import defended_area, launch_area  # noqa: PLC0415

    if asset is None:
        return [
            defended_area(defence, threat.class_name, azimuth_rad=azimuth, **threat.arguments(), **options)
            for azimuth in azimuths
        ]
    if threat.range_m is not None:
        raise InvalidParameterError("--range is not allowed beside --asset: each launch point has its own distance")
    flown = {key: value for key, value in threat.arguments().items() if key != "range_m"}
    return [launch_area(defence, threat.class_name, _place(defence, asset), **flown, **options)]


def _place(defence: Defence | Scenario, asset: str) -> tuple[float, float]:
    """Return latitude and longitude (rad) of km east and north of the scenario's origin, or of the one unit."""
    import numpy as np  # noqa: PLC0415

    from intercept.earth.local_frame import Frame  # noqa: PLC0415
    from intercept.flight.of_class import NOTIONAL_PLACE_DEG  # noqa: PLC0415
    from intercept.scenario.model.scenario import Scenario  # noqa: PLC0415

    east, north = threat_options.local_point("--asset", asset)
    if isinstance(defence, Scenario):
        frame = Frame.of(defence.theatre)
    else:
        frame = Frame(*(math.radians(degrees) for degrees in NOTIONAL_PLACE_DEG))
    latitude, longitude = frame.to_geodetic(np.array([east]), np.array([north]))
    return float(latitude[0]), float(longitude[0])


def _loss(
    defence: Defence | Scenario,
    threat: ThreatOptions,
    sweep: tuple[str, list[float]],
    azimuths: list[float],
    options: dict[str, Any],
) -> AreaLoss:
    from intercept.areas.loss import area_loss  # noqa: PLC0415

    if len(azimuths) != 1:
        raise InvalidParameterError("--azimuth: must be one direction beside --vary")
    vary, values = sweep
    given = threat.arguments() | options | {"azimuth_rad": azimuths[0]}
    return area_loss(defence, threat.class_name, vary=vary, values=values, **given)


def _summary(areas: list[DefendedArea]) -> Table:
    import numpy as np  # noqa: PLC0415

    from intercept.base.table import Table  # noqa: PLC0415

    reasons = [area.dominant_reasons for area in areas]
    return Table(
        {
            "view": [area.view for area in areas],
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


def _grid(areas: list[DefendedArea]) -> Table:
    from intercept.base.table import Table  # noqa: PLC0415

    tables = [area.table() for area in areas]
    return Table.concatenate(
        [
            Table({"area": [number] * len(table), **{name: table[name] for name in table.columns}})
            for number, table in enumerate(tables)
        ]
    )


def _shapes(areas: list[DefendedArea]) -> dict[str, Any]:
    from intercept.areas.geojson import collection  # noqa: PLC0415

    return collection([area.to_geojson() for area in areas])


def _plot(areas: list[DefendedArea], loss: AreaLoss | None, path: Path) -> None:
    from intercept.report.pages.areas import plot_areas  # noqa: PLC0415

    if loss is not None:
        loss.plot(path)
    else:
        plot_areas(areas, path)


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("footprint")(footprint)
