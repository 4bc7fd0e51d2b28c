"""What `intercept footprint` and `intercept coverage` share: the threat as options give it, and files they write."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import typer

from intercept.cli.quantities import assignments, number, suffixed
from intercept.errors import InvalidParameterError, ScenarioError

if TYPE_CHECKING:
    from intercept.base.table import Table

LENGTHS = {"km": 1e3, "m": 1.0}
HEIGHTS = {"m": 1.0, "km": 1e3, "": 1.0}
ANGLES = {"deg": 1.0, "": 1.0}
PLOTS = (".html", ".svg")
ALTITUDE_MAX_M = 100e3
LOCAL_MAX_KM = 5000.0

Format = Literal["geojson", "csv", "json"]


@dataclass(frozen=True)
class ThreatOptions:
    """How a class flies, as the options say it: arguments of `defended_area` and `coverage`."""

    class_name: str
    range_m: float | None
    profile: str | None
    overrides: dict[str, float]

    def arguments(self) -> dict[str, Any]:
        """Return them by name."""
        return {"range_m": self.range_m, "profile": self.profile, "overrides": self.overrides}


def threat_options(
    class_name: str, distance: str | None, profile: str | None, altitude: str | None, settings: list[str]
) -> ThreatOptions:
    """Return the threat, or raise an error that names the option, its value and what is allowed."""
    from intercept.catalogue.catalogue import Catalogue  # noqa: PLC0415
    from intercept.flight import of_class  # noqa: PLC0415 - heavy imports wait until the command runs

    try:
        generic = of_class.threat_class(class_name)
        of_class.check_profile(generic, profile)
    except InvalidParameterError as error:
        raise InvalidParameterError(f"--{error}") from error
    overrides = assignments("--set", settings)
    if altitude is not None:
        profiles = Catalogue.load().threat_rule(class_name).profiles
        if not profiles:
            raise InvalidParameterError(f"--altitude = {altitude} is not allowed for {class_name}: it does not cruise")
        key = profiles[profile or "low"].altitude
        if key in overrides:
            raise InvalidParameterError(f"--altitude = {altitude} is not allowed beside --set {key}")
        overrides[key] = suffixed("--altitude", altitude, HEIGHTS, 0.0, ALTITUDE_MAX_M)
    try:
        changed = generic.with_values(of_class.stated(generic, overrides)) if overrides else generic
    except ScenarioError as error:
        raise ScenarioError([f"--set {text.removeprefix(f'{class_name}.')}" for text in error.problems]) from error
    key, reach_m = of_class.reach(changed)
    shortest = min(of_class.RANGE_MIN_M, reach_m)
    allowed = f" ({key} of {class_name})"
    range_m = None if distance is None else suffixed("--range", distance, LENGTHS, shortest, reach_m, allowed)
    return ThreatOptions(class_name, range_m, profile, overrides)


def local_point(option: str, text: str) -> tuple[float, float]:
    """Return a place given as `EAST,NORTH` in km, in m."""
    parts = text.split(",")
    shape = (
        f'{option} = "{text}" is not allowed: must be EAST,NORTH in km, each from -{LOCAL_MAX_KM:g} to {LOCAL_MAX_KM:g}'
    )
    if len(parts) != 2:
        raise InvalidParameterError(shape)
    try:
        east, north = (number(option, part) for part in parts)
    except InvalidParameterError as error:
        raise InvalidParameterError(shape) from error
    if max(abs(east), abs(north)) > LOCAL_MAX_KM:
        raise InvalidParameterError(shape)
    return 1e3 * east, 1e3 * north


def chosen_format(out: Path | None, output: Format | None, usual: Format) -> Format:
    """Return the format asked for, else as the file ends, else the usual one."""
    if output is not None or out is None:
        return output or usual
    endings: dict[str, Format] = {".geojson": "geojson", ".json": "json", ".csv": "csv"}
    if out.suffix not in endings:
        raise InvalidParameterError(
            f"--out = {out} is not allowed: must end in {', '.join(endings)}, or have a --format beside it"
        )
    return endings[out.suffix]


def check_files(out: Path | None, plot: Path | None) -> None:
    """Raise before any work if a file cannot be written."""
    for option, path in (("--out", out), ("--plot", plot)):
        if path is not None and (path.is_dir() or not path.parent.is_dir()):
            raise InvalidParameterError(f"{option} = {path} is not allowed: must be a file in a folder that exists")
    if plot is not None and plot.suffix not in PLOTS:
        raise InvalidParameterError(f"--plot = {plot} is not allowed: must end in {' or '.join(PLOTS)}")
    if plot is not None and plot.suffix == ".html":
        from intercept.base.extras import require  # noqa: PLC0415

        require("plotly.offline", "report")


def write(table: Table, shapes: dict[str, Any], chosen: Format, out: Path | None) -> None:
    """Write the table (csv, json) or the shapes (geojson) to a file, or print them."""
    from intercept.base.files import csv_rows, write_text  # noqa: PLC0415

    if chosen == "csv":
        lines = io.StringIO()
        csv.writer(lines, lineterminator="\n").writerows(csv_rows(table))
        text = lines.getvalue()
    else:
        text = (table.to_json() if chosen == "json" else json.dumps(shapes, allow_nan=False)) + "\n"
    if out is None:
        typer.echo(text, nl=False)
    else:
        write_text(text, out)


def tell_written(*paths: Path | None) -> None:
    """Say on the error stream which files were written."""
    for path in paths:
        if path is not None:
            typer.echo(f"Written: {path} ({path.stat().st_size / 1e3:,.0f} kB)", err=True)
