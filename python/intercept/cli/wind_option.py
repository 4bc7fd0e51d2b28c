"""The wind as the command line gives it: where it blows from and its speed, or a file."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from intercept.base.arguments import refused, shown
from intercept.cli.quantities import number, suffixed
from intercept.cli.threat_options import ANGLES
from intercept.errors import InvalidParameterError

if TYPE_CHECKING:
    from intercept.earth.wind import Wind

SPEED_MAX_M_S = 500.0
Option = Annotated[
    str | None,
    typer.Option(
        "--wind",
        metavar="FROM,SPEED|FILE",
        help="Where the wind blows from and its speed in m/s, such as 270deg,15; or a sounding (.csv) or NetCDF file.",
    ),
]
Time = Annotated[
    str | None,
    typer.Option("--wind-time", metavar="TIME", help="Which time (UTC) of a NetCDF file, such as 2024-01-31T12:00."),
]


def wind_of(text: str | None, time: str | None) -> Wind | None:
    """Return the wind of the options, None without one.

    Raises
    ------
    InvalidParameterError
        An option is wrong, or the file is; the message names it.
    """
    from intercept.earth.wind import Wind  # noqa: PLC0415 - heavy imports wait until the command runs

    if text is None:
        if time is not None:
            raise InvalidParameterError(f"--wind-time = {shown(time)} is not allowed without --wind FILE")
        return None
    path = Path(text)
    is_file = path.suffix.lower() not in {"", "."} and "," not in text
    if not is_file:
        direction, comma, speed = text.partition(",")
        if not comma:
            allowed = "FROM,SPEED, such as 270deg,15, or a file (.csv, .nc)"
            raise refused("--wind", text, allowed)
        from_rad = math.radians(suffixed("--wind FROM", direction, ANGLES, -360.0, 360.0))
        speed_m_s = number("--wind SPEED", speed)
        if not 0.0 <= speed_m_s <= SPEED_MAX_M_S:
            raise refused("--wind SPEED", speed, "from 0 to 500 m/s")
    if time is not None and (not is_file or path.suffix.lower() == ".csv"):
        raise InvalidParameterError(f"--wind-time = {shown(time)} is not allowed: only a NetCDF file has times")
    try:
        if not is_file:
            return Wind.from_direction(from_rad, speed_m_s)
        return Wind.from_csv(path) if path.suffix.lower() == ".csv" else Wind.from_netcdf(path, time=time)
    except InvalidParameterError as error:
        raise InvalidParameterError(f"--wind: {error}") from error
