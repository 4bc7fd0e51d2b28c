"""The options that say how a threat of a class flies: shared by `intercept fly`, `footprint` and `coverage`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from intercept.base.arguments import refused, shown
from intercept.cli.completion import classes, values
from intercept.cli.quantities import assignments, number, suffixed
from intercept.errors import InvalidParameterError, ScenarioError

if TYPE_CHECKING:
    from intercept.catalogue.generic_class import GenericClass

LENGTHS = {"km": 1e3, "m": 1.0}
HEIGHTS = {"m": 1.0, "km": 1e3}
ANGLES = {"deg": 1.0, "": 1.0}
ALTITUDE_MAX_M = 100e3
LOCAL_MAX_KM = 5000.0

ClassName = Annotated[
    str,
    typer.Option(
        "--class",
        metavar="CLASS",
        help="The threat class; `intercept catalog` lists them.",
        autocompletion=classes("threat"),
    ),
]
Distance = Annotated[
    str | None,
    typer.Option("--range", metavar="LENGTH", help="The range flown, such as 400km (default: the most likely)."),
]
Profile = Annotated[
    str | None,
    typer.Option(
        "--profile", help="low or high, for a class that cruises at both.", autocompletion=values("low", "high")
    ),
]
Altitude = Annotated[
    str | None,
    typer.Option("--altitude", metavar="HEIGHT", help="Cruise altitude, such as 50m, if it cruises."),
]
Settings = Annotated[
    list[str] | None,
    typer.Option(
        "--set", metavar="KEY=VALUE", help="A value to use instead, such as lift_to_drag=2.5; may be repeated."
    ),
]


@dataclass(frozen=True)
class ThreatOptions:
    """How a class flies, as the options say it: arguments of `Flight.of_class`, `defended_area` and `coverage`."""

    class_name: str
    range_m: float | None
    profile: str | None
    overrides: dict[str, float]

    def arguments(self) -> dict[str, Any]:
        """Return them by name."""
        return {"range_m": self.range_m, "profile": self.profile, "overrides": self.overrides}


def threat_options(
    class_name: str, distance: str | None, profile: str | None, altitude: str | None, settings: list[str] | None
) -> ThreatOptions:
    """Return the threat.

    Raises
    ------
    InvalidParameterError, ScenarioError
        An option is wrong; the message names it, its value and what is allowed.
    """
    from intercept.flight import of_class  # noqa: PLC0415 - heavy imports wait until the command runs
    from intercept.flight.class_rows import reach  # noqa: PLC0415

    try:
        generic = of_class.threat_class(class_name)
        of_class.check_profile(generic, profile)
    except InvalidParameterError as error:
        raise InvalidParameterError(f"--{error}".replace("--name =", "--class =", 1)) from error
    overrides = assignments("--set", settings or [])
    overrides |= _altitude(generic, profile, altitude, overrides)
    try:
        changed = generic.with_values(of_class.stated(generic, overrides)) if overrides else generic
    except ScenarioError as error:
        raise ScenarioError([f"--set {text.removeprefix(f'{class_name}.')}" for text in error.problems]) from error
    key, reach_m = reach(changed)
    shortest = min(of_class.RANGE_MIN_M, reach_m)
    allowed = f" ({key} of {class_name})"
    range_m = None if distance is None else suffixed("--range", distance, LENGTHS, shortest, reach_m, allowed)
    return ThreatOptions(class_name, range_m, profile, overrides)


def _altitude(
    generic: GenericClass, profile: str | None, altitude: str | None, overrides: dict[str, float]
) -> dict[str, float]:
    """Return the value that --altitude sets, if it is given."""
    from intercept.catalogue.catalogue import Catalogue  # noqa: PLC0415

    if altitude is None:
        return {}
    profiles = Catalogue.load().threat_rule(generic.name).profiles
    if not profiles:
        raise InvalidParameterError(
            f"--altitude = {shown(altitude)} is not allowed for {generic.name}: only classes that cruise have one"
        )
    key = profiles[profile or "low"].altitude
    if key in overrides:
        raise InvalidParameterError(f"--altitude = {shown(altitude)} is not allowed together with --set {key}")
    return {key: suffixed("--altitude", altitude, HEIGHTS, 0.0, ALTITUDE_MAX_M)}


def local_point(option: str, text: str) -> tuple[float, float]:
    """Return a place given as `EAST,NORTH` in km, in m."""
    parts = text.split(",")
    wrong = refused(option, text, f"EAST,NORTH in km, each from -{LOCAL_MAX_KM:g} to {LOCAL_MAX_KM:g}")
    if len(parts) != 2:
        raise wrong
    try:
        east, north = (number(option, part) for part in parts)
    except InvalidParameterError as error:
        raise wrong from error
    if max(abs(east), abs(north)) > LOCAL_MAX_KM:
        raise wrong
    return 1e3 * east, 1e3 * north
