"""Tracks of the user's own: the options that name them, and what is said of them on the error stream."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from intercept.base.arguments import refused
from intercept.base.words import counted, one_of

if TYPE_CHECKING:
    from intercept.flight.trajectories import Trajectories
    from intercept.scenario.model.scenario import Scenario

Tracks = Annotated[
    Path | None,
    typer.Option(metavar="FILE.csv", help="Tracks of your own instead of a raid: one line for each sample."),
]
TracksClass = Annotated[
    str | None, typer.Option(metavar="CLASS", help="The class of all tracks, unless they have a column of it.")
]


def own_tracks(path: Path, threat_class: str | None, scenario: Scenario) -> Trajectories:
    """Return the tracks of a file; say what was read, so that a wrong unit is seen, and how far paths can be off."""
    import numpy as np  # noqa: PLC0415 - heavy imports wait until the command runs

    from intercept.catalogue.catalogue import Catalogue  # noqa: PLC0415
    from intercept.flight.trajectories import Trajectories  # noqa: PLC0415

    if threat_class is not None:
        # Before the tracks are read, which may take long.
        classes = Catalogue.load().with_overrides(scenario.classes).threats
        if threat_class not in classes:
            raise refused("--threat-class", threat_class, one_of(threat_class, classes))
    own = Trajectories.from_csv(path, threat_class=threat_class)
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
    if "time_zero" in known:
        zone = "" if known["time_zone"][0] == "given" else " (times without a time zone are read as UTC)"
        told += f"; times count from {known['time_zero'][0]}{zone}"
    typer.echo(
        f"{counted(len(own), 'track')} of {counted(int(known['samples'].sum()), 'sample')}: altitude"
        f" {altitude.min():,.0f} to {altitude.max():,.0f} m, speed {speed.min():,.0f} to {speed.max():,.0f} m/s{told}.",
        err=True,
    )
    return own
