"""Options of how a raid is replicated: the same for every command that does."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from intercept.cli.own_tracks import own_tracks
from intercept.cli.quantities import given, number
from intercept.errors import InvalidParameterError

if TYPE_CHECKING:
    from intercept.flight.trajectories import Trajectories
    from intercept.scenario.model.scenario import Scenario

Replications = Annotated[
    str | None, typer.Option(metavar="N", help="The least number of replications in all (default: the file's).")
]
Seed = Annotated[str | None, typer.Option(metavar="N", help="Seed of all random numbers (default: the file's).")]
Scrambles = Annotated[
    str | None, typer.Option(metavar="N", help="Independent scrambles, for errors of means (default: the file's).")
]
Points = Annotated[
    str | None, typer.Option(metavar="N", help="Geometries of each scramble, a power of two (default: the file's).")
]
Vectors = Annotated[
    str | None,
    typer.Option(
        metavar="N",
        help="Draws of kill probabilities, shares and stocks for each geometry, a power of two (default: the file's).",
    ),
]
Until = Annotated[
    str | None,
    typer.Option(metavar="ERROR", help="Double the points until the mean of leakers has this standard error."),
]

Scheduler = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="Let the workers of a dask cluster do the work, such as tcp://10.0.0.1:8786."),
]
Work = Annotated[
    Path | None, typer.Option("--work", metavar="DIR", help="Keep what is finished in this folder while it runs.")
]
Resume = Annotated[bool, typer.Option("--resume", help="Go on with what the folder of --work has already.")]


@contextlib.contextmanager
def executing(threads: int, scheduler: str | None, work: Path | None, *, resume: bool) -> Iterator[dict[str, Any]]:
    """Yield what does the work and what keeps it, as `run` takes them; raises InvalidParameterError or as `run`."""
    from intercept.raid.cluster import connected  # noqa: PLC0415 - heavy imports wait until the command runs

    if resume and work is None:
        raise InvalidParameterError("--resume is not allowed without --work")
    with contextlib.ExitStack() as stack:
        client = None if scheduler is None else stack.enter_context(connected("--scheduler", scheduler))
        yield {"threads": threads, "client": client, "work": work, "resume": resume}


def settings(
    replications: str | None,
    seed: str | None,
    scrambles: str | None,
    points: str | None,
    vectors: str | None,
    until: str | None,
) -> dict[str, Any]:
    """Return the settings of the options; raises InvalidParameterError naming the option."""
    from intercept.raid.settings import SEED_MAX  # noqa: PLC0415 - heavy imports wait until the command runs
    from intercept.raid.simulate import REPLICATIONS_MAX  # noqa: PLC0415
    from intercept.scenario.design import SCRAMBLES_MAX, VECTORS_MAX  # noqa: PLC0415

    return {
        "replications": given("--replications", replications, 1, REPLICATIONS_MAX),
        "seed": given("--seed", seed, 0, SEED_MAX),
        "scrambles": given("--scrambles", scrambles, 1, SCRAMBLES_MAX),
        "points": given("--points", points, 1, VECTORS_MAX),
        "vectors": given("--vectors", vectors, 1, VECTORS_MAX),
        "until": None if until is None else number("--until", until),
    }


def tracks_of(
    tracks: Path | None, threat_class: str | None, smooth_over: str | None, scenario: Scenario | None = None
) -> Trajectories | None:
    """Return the user's own tracks, None without; raises InvalidParameterError for options that need them."""
    for option, stated in (("--threat-class", threat_class), ("--smooth-over", smooth_over)):
        if tracks is None and stated is not None:
            raise InvalidParameterError(f"{option} is not allowed without --tracks")
    return None if tracks is None else own_tracks(tracks, threat_class, smooth_over, scenario)
