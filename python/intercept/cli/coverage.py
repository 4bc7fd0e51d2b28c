"""`intercept coverage SCENARIO`: gaps along a line that the defender holds against a class that crosses it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated

import typer

from intercept.base import terminal
from intercept.base.arguments import refused
from intercept.cli import output
from intercept.cli import threat_options as threats
from intercept.cli.long_work import waiting
from intercept.cli.quantities import suffixed, whole
from intercept.cli.threat_options import ANGLES, LENGTHS
from intercept.errors import InvalidParameterError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from intercept.scenario.model.scenario import Scenario


FORMATS = (*output.TABLES, *output.LINES)


def coverage(  # noqa: PLR0913 - the options of the command
    scenario: output.Scenario,
    along: Annotated[
        str, typer.Option(metavar='"E,N E,N ..."', help="Corners of the line, km in the scenario's frame.")
    ],
    class_name: threats.ClassName,
    *,
    opportunities: Annotated[str, typer.Option(metavar="N", help="The least number of shots at a threat.")] = "1",
    azimuth: Annotated[
        str | None, typer.Option(metavar="DEG", help="Direction of crossing (default: from right to left of the line).")
    ] = None,
    beyond: Annotated[str, typer.Option(metavar="LENGTH", help="How far beyond the line the flights end.")] = "50km",
    before_line: Annotated[bool, typer.Option("--before-line", help="Count only intercepts before the line.")] = False,
    distance: threats.Distance = None,
    profile: threats.Profile = None,
    altitude: threats.Altitude = None,
    settings: threats.Settings = None,
    step: Annotated[
        str | None, typer.Option(metavar="LENGTH", help="Distance between places (default: a 200th of the line).")
    ] = None,
    places: Annotated[
        bool, typer.Option("--places", help="One row for each place of a table instead of each gap.")
    ] = False,
    out: output.Out = None,
    table_format: Annotated[str | None, output.format_option(*FORMATS)] = None,
    plot: output.Plot = None,
    threads: output.Threads = 0,
    as_json: output.AsJson = False,
) -> None:
    """Find the gaps along a line: where too few shots are possible at a class that crosses it."""
    from intercept.areas.coverage import coverage as found_along  # noqa: PLC0415 - waits until the command runs
    from intercept.scenario.model.scenario import Scenario  # noqa: PLC0415

    output.check_json(as_json, out, table_format)
    chosen = output.chosen_format(out, table_format, FORMATS)
    output.check_files(out, plot)
    threat = threats.threat_options(class_name, distance, profile, altitude, settings)
    direction = None if azimuth is None else math.radians(suffixed("--azimuth", azimuth, ANGLES, -360.0, 360.0))
    least = whole("--opportunities", opportunities, 1, 1000)
    if places and chosen not in output.TABLES:
        raise InvalidParameterError(f"--places is not allowed with --format {chosen}: must be a table")
    read = Scenario.from_file(scenario)
    try:
        with waiting("finding gaps"):
            found = found_along(
                read,
                _line(read, along),
                class_name,
                opportunities=least,
                azimuth_rad=direction,
                beyond_m=suffixed("--beyond", beyond, LENGTHS, 0.0, 1e6),
                before_line=before_line,
                step_m=None if step is None else suffixed("--step", step, LENGTHS, 1.0, 2e7),
                threads=threads,
                **threat.arguments(),
            )
    except InvalidParameterError as error:
        said = str(error)
        for argument, option in (("step_m", "--step (m)"), ("beyond_m", "--beyond (m)"), ("along", "--along")):
            said = f"{option}{said.removeprefix(argument)}" if said.startswith(argument) else said
        raise InvalidParameterError(said) from error
    if as_json:
        rows = found.table() if places else found.gaps()
        output.say_json(output.of_scenarios(read) | {"words": [found.explain()], "rows": list(rows.records())})
    else:
        terminal.note(found.explain())
    if plot is not None:
        from intercept.report.plot import plot as draw  # noqa: PLC0415

        draw(found, plot)
    if output.on_terminal(out, table_format) and plot is None and not as_json:
        output.show(found.table() if places else found.gaps())
    elif not as_json and (out is not None or table_format is not None or plot is None):
        output.write(found if places or chosen not in output.TABLES else found.gaps(), chosen, out)
    output.report_written(out, plot)


def _line(scenario: Scenario, along: str) -> npt.NDArray[np.float64]:
    import numpy as np  # noqa: PLC0415

    corners = along.split()
    if len(corners) < 2:
        raise refused("--along", along, 'two or more corners as "EAST,NORTH EAST,NORTH ...", km')
    points = np.array([threats.local_point("--along", corner) for corner in corners])
    return np.column_stack(scenario.theatre.frame.to_geodetic(*points.T))


def register(app: typer.Typer) -> None:
    """Add the command to the application."""
    app.command("coverage")(coverage)
