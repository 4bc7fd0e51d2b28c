"""Tracks of the user's own: the options that name them, and what is said of them on the error stream."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from intercept.base import terminal
from intercept.base.arguments import refused, shown
from intercept.base.words import counted, one_of
from intercept.cli.completion import classes
from intercept.cli.quantities import suffixed
from intercept.errors import InvalidParameterError

if TYPE_CHECKING:
    from intercept.base.table import Table
    from intercept.flight.trajectories import Trajectories
    from intercept.scenario.model.scenario import Scenario

# Half the standard acceleration: interceptors must follow with a multiple of it.
NOISE_MAX_M_S2 = 5.0
Tracks = Annotated[
    Path | None,
    typer.Option(metavar="FILE.csv", help="Tracks of your own instead of a raid: one line for each sample."),
]
TracksClass = Annotated[
    str | None,
    typer.Option(
        metavar="CLASS",
        help="The class of all tracks, unless they have a column of it.",
        autocompletion=classes("threat"),
    ),
]
Smoothing = Annotated[
    str | None,
    typer.Option("--smooth-over", metavar="SPAN", help="Smooth the positions of tracks over a span, such as 20s."),
]


def own_tracks(
    path: Path, threat_class: str | None, smooth_over: str | None = None, scenario: Scenario | None = None
) -> Trajectories:
    """Return the tracks of a file; say what was read, so that a wrong unit is seen, and how far paths can be off."""
    import numpy as np  # noqa: PLC0415 - heavy imports wait until the command runs

    from intercept.catalogue.catalogue import Catalogue  # noqa: PLC0415
    from intercept.flight.trajectories import Trajectories  # noqa: PLC0415

    if scenario is not None and scenario.raid.tracks is not None:
        raise InvalidParameterError(
            f"--tracks is not allowed with a scenario that names tracks of its own (raid.tracks.file ="
            f" {shown(scenario.raid.tracks.file)}): leave out one of the two"
        )
    if threat_class is not None:
        # Before the tracks are read, which may take long.
        catalogue = Catalogue.load()
        classes = (catalogue if scenario is None else catalogue.with_overrides(scenario.classes)).threats
        if threat_class not in classes:
            raise refused("--threat-class", threat_class, one_of(threat_class, classes))
    span_s = None if smooth_over is None else suffixed("--smooth-over", smooth_over, {"s": 1.0, "min": 60.0}, 1e-3, 1e4)
    own = Trajectories.from_csv(path, threat_class=threat_class, smooth_over_s=span_s)
    known, knots = own.recorded, own.knots()
    assert known is not None  # noqa: S101 - made of samples
    altitude = own.core.geodetic(knots["position_ecef_m"])[2]
    speed, off = np.linalg.norm(knots["velocity_ecef_m_s"], axis=1), known["position_error_m"]
    told = ""
    if np.isfinite(off).any():
        slower = np.nanmax(known["velocity_error_m_s"])
        told = (
            f"; with every second sample left out they change by at most {np.nanmax(off):,.1f} m and {slower:,.1f} m/s"
        )
    told += _noise(known)
    if "time_zero" in known:
        zone = "" if known["time_zone"][0] == "given" else " (times without a time zone are read as UTC)"
        told += f"; times count from {known['time_zero'][0]}{zone}"
    terminal.note(
        f"{counted(len(own), 'track')} of {counted(int(known['samples'].sum()), 'sample')}: altitude"
        f" {altitude.min():,.0f} to {altitude.max():,.0f} m, speed {speed.min():,.0f} to {speed.max():,.0f} m/s{told}."
    )
    return own


def _noise(known: Table) -> str:
    """Say how noisy positions are where that bends the path much, and what smoothing has left of it."""
    import numpy as np  # noqa: PLC0415

    if "smooth_over_s" in known:
        left, rate = (np.nanmax(known[f"smoothed_{name}"]) for name in ("position_error_m", "velocity_error_m_s"))
        return (
            f"; smoothed over {known['smooth_over_s'][0]:g} s, which leaves {left:,.1f} m and {rate:,.2f} m/s of noise"
        )
    if "noise_m" not in known or not np.any(known["noise_acceleration_m_s2"] > NOISE_MAX_M_S2):
        return ""
    worst = int(np.nanargmax(known["noise_acceleration_m_s2"]))
    return (
        f"; noise of {known['noise_m'][worst]:,.1f} m in row {known['row'][worst]} alone makes accelerations of"
        f" {known['noise_acceleration_m_s2'][worst]:,.0f} m/s^2: consider --smooth-over"
    )
