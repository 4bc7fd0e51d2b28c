"""Options of how a raid is replicated: the same for every command that does."""

from __future__ import annotations

import contextlib
import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from intercept.cli.output import Threads
from intercept.cli.own_tracks import own_tracks
from intercept.cli.quantities import given, number
from intercept.errors import InvalidParameterError

if TYPE_CHECKING:
    from intercept.flight.trajectories import Trajectories
    from intercept.scenario.model.scenario import Scenario

Replications = Annotated[
    str | None,
    typer.Option(
        metavar="N",
        help="The least number of replications in all, rounded up to as many for every vector (default: the file's).",
    ),
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
    typer.Option(metavar="ERROR", help="Draw more until the mean of leakers has this standard error."),
]

Scheduler = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="Let the workers of a dask cluster do the work, such as tcp://10.0.0.1:8786."),
]
Work = Annotated[
    Path | None, typer.Option("--work", metavar="DIR", help="Keep what is finished in this folder while it runs.")
]
Resume = Annotated[bool, typer.Option("--resume", help="Go on with what the folder of --work has already.")]


# By name: what `replicated` adds to a command, and what each is unless given.
OPTIONS: dict[str, tuple[Any, Any]] = {
    "replications": (Replications, None),
    "seed": (Seed, None),
    "scrambles": (Scrambles, None),
    "points": (Points, None),
    "vectors": (Vectors, None),
    "until": (Until, None),
    "threads": (Threads, 0),
    "scheduler": (Scheduler, None),
    "work": (Work, None),
    "resume": (Resume, False),
}


@dataclass(frozen=True)
class How:
    """How a raid is replicated, as the options say it.

    Attributes
    ----------
    given
        The options that the command has, by name.
    """

    given: Mapping[str, Any]

    def settings(self) -> dict[str, Any]:
        """Return the settings as `run` takes them; raises InvalidParameterError naming the option."""
        from intercept.raid.settings import SEED_MAX  # noqa: PLC0415 - heavy imports wait until the command runs
        from intercept.raid.simulate import REPLICATIONS_MAX  # noqa: PLC0415
        from intercept.scenario.design import SCRAMBLES_MAX, VECTORS_MAX  # noqa: PLC0415

        limits = {
            "replications": (1, REPLICATIONS_MAX),
            "seed": (0, SEED_MAX),
            "scrambles": (1, SCRAMBLES_MAX),
            "points": (1, VECTORS_MAX),
            "vectors": (1, VECTORS_MAX),
        }
        found: dict[str, Any] = {name: given(f"--{name}", self.given[name], *ends) for name, ends in limits.items()}
        if "until" in self.given:
            stated = self.given["until"]
            found["until"] = None if stated is None else number("--until", stated)
        return found

    @contextlib.contextmanager
    def executing(self) -> Iterator[dict[str, Any]]:
        """Yield what does the work and what keeps it, as `run` takes them; raises InvalidParameterError or as `run`."""
        from intercept.raid.cluster import connected  # noqa: PLC0415 - heavy imports wait until the command runs

        scheduler, work, resume = (self.given[name] for name in ("scheduler", "work", "resume"))
        if resume and work is None:
            raise InvalidParameterError("--resume is not allowed without --work")
        with contextlib.ExitStack() as stack:
            client = None if scheduler is None else stack.enter_context(connected("--scheduler", scheduler))
            yield {"threads": self.given["threads"], "client": client, "work": work, "resume": resume}


def replicated(**instead: Any) -> Callable[[Callable[..., None]], Callable[..., None]]:  # noqa: ANN401 - any annotation
    """Return a decorator that gives a command `OPTIONS`, which it takes together as `how`; `instead` as of `chosen`."""
    return with_options("how", chosen(instead), How)


def chosen(instead: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Return `OPTIONS` of a command, with its own annotations by name; None for one that it does not have."""
    options = {name: (instead.get(name, kind), usual) for name, (kind, usual) in OPTIONS.items()}
    return {name: each for name, each in options.items() if each[0] is not None}


def with_options(
    name: str | None, options: Mapping[str, tuple[Any, Any]], together: Callable[[dict[str, Any]], object]
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Return a decorator that puts options, each with its annotation and default, in place of a parameter of a command.

    The command takes what `together` makes of their values; without the name of a parameter it takes nothing of them.
    """

    def made(command: Callable[..., None]) -> Callable[..., None]:
        def called(**values: Any) -> None:  # noqa: ANN401 - of any option
            own = {option: values.pop(option, usual) for option, (_, usual) in options.items()}
            made_of_them = together(own)
            command(**values, **({} if name is None else {name: made_of_them}))

        stated = inspect.signature(command, eval_str=True)
        kept = [each for each in stated.parameters.values() if each.name != name]
        added = [
            inspect.Parameter(option, inspect.Parameter.KEYWORD_ONLY, default=usual, annotation=kind)
            for option, (kind, usual) in options.items()
        ]
        called.__signature__ = stated.replace(parameters=[*kept, *added])  # type: ignore[attr-defined]  # typer reads it
        called.__name__, called.__doc__ = command.__name__, command.__doc__
        return called

    return made


def tracks_of(
    tracks: Path | None, threat_class: str | None, smooth_over: str | None, scenario: Scenario | None = None
) -> Trajectories | None:
    """Return the user's own tracks, None without; raises InvalidParameterError for options that need them."""
    for option, stated in (("--threat-class", threat_class), ("--smooth-over", smooth_over)):
        if tracks is None and stated is not None:
            raise InvalidParameterError(f"{option} is not allowed without --tracks")
    return None if tracks is None else own_tracks(tracks, threat_class, smooth_over, scenario)
