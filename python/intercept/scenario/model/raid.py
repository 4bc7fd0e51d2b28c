"""The raid of a scenario: launch areas, waves, when they are launched and by which kind of route they come."""

from __future__ import annotations

import math
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from intercept.catalogue.uncertain import Between, Section, Uncertain
from intercept.scenario.model.surroundings import FileName, Hash
from intercept.scenario.model.values import AssetClass, ClassName, Clock, Count, Name, Position, Share

SALVO_MIN = 1.0


class LaunchArea(Section):
    """A disc from which threats are launched, uniformly over its area."""

    name: Name
    position: Position
    radius_km: Annotated[float, Between(0, 1000)] = 10.0


class TimeProfile(Section):
    """When the threats of a wave are launched.

    `uniform` spreads the launches evenly over `duration_min`; `salvo` launches all of them within `duration_min` (1 min
    unless given). The first launch is `start_t_min` minutes after the start of the raid, or at the clock time `start`:
    the first such time at or after the scenario's `clock_start`.
    """

    kind: Literal["uniform", "salvo"] = "salvo"
    start_t_min: Annotated[float, Between(0, 2880)] | None = None
    start: Clock | None = None
    duration_min: Annotated[float, Between(0, 2880)] | None = None

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.start is not None and self.start_t_min is not None:
            raise PydanticCustomError("two_starts", "must have start or start_t_min, not both")
        if self.kind == "uniform" and self.duration_min is None:
            raise PydanticCustomError("no_duration", "must have duration_min, because it is uniform")
        return self

    def start_s(self, clock_start: str | None) -> float:
        """Return the first launch in raid time (s); `clock_start`, the scenario's, is needed where `start` is given."""
        if self.start is None:
            return 60.0 * (self.start_t_min or 0.0)
        if clock_start is None:
            raise ValueError("a clock time needs the scenario's clock_start")
        return 60.0 * ((_minutes(self.start) - _minutes(clock_start)) % 1440)

    @property
    def duration_s(self) -> float:
        """The span of the launches, s."""
        return 60.0 * (SALVO_MIN if self.duration_min is None else self.duration_min)


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return 60 * int(hours) + int(minutes)


class Direct(Section):
    """The geodesic from launch point to destination."""

    kind: Literal["direct"] = "direct"


class Doglegs(Section):
    """`count` turning points drawn at random on either side of the geodesic, up to `lateral_km` from it."""

    kind: Literal["doglegs"]
    count: Annotated[int, Between(1, 20)] = 2
    lateral_km: Annotated[float, Between(0, 1000)] = 30.0


class Via(Section):
    """Given turning points, flown in order."""

    kind: Literal["via"]
    points: Annotated[tuple[Position, ...], Field(min_length=1, max_length=50)]


Route = Annotated[Direct | Doglegs | Via, Field(discriminator="kind")]


Weights = dict[AssetClass, Annotated[float, Between(0, 1e6)]]


def _some_weight(weights: Weights) -> Weights:
    if not sum(weights.values()) > 0:
        raise PydanticCustomError("no_weight", "must hold at least one weight above 0")
    return weights


class Wave(Section):
    """Threats of one class launched from one area.

    `profile` chooses the low or the high altitude of a class that has both (low unless given). `target_weights` gives
    the share of each class of asset. Within a class, and among all assets where the weights are left out, assets are
    chosen in proportion to their value. `manoeuvre_m_s2` is the lateral acceleration of a threat beyond the turns of
    its flight: fire units with a `lateral_acceleration_ratio` must be able to follow it. In each replication the times
    of each threat are moved by as much as `jitter_min` either way, uniformly.
    """

    name: Name
    class_name: Annotated[ClassName, Field(alias="class")]
    count: Count
    launch_area: Name
    time_profile: TimeProfile = TimeProfile()
    route: Route = Direct()
    profile: Literal["low", "high"] | None = None
    target_weights: Annotated[Weights, AfterValidator(_some_weight)] | None = None
    jitter_min: Annotated[float, Between(0, 1440)] = 0.0
    manoeuvre_m_s2: Annotated[float, Between(0, 500)] | None = None


class Tracks(Section):
    """Tracks in a file (CSV, as `Trajectories.from_csv` reads it) that are the raid: they come as they are.

    `file` counts from the scenario's folder; `sha256` is the file's, so that no other is read in its place.
    `smooth_over_s` smooths positions as `Trajectories.from_csv` does; not at all unless given.
    """

    file: FileName
    sha256: Hash | None = None
    smooth_over_s: Annotated[float, Between(1e-3, 1e4)] | None = None


class Decoys(Section):
    """Decoys among the threats of a class: the share of them, and the share of those that the defence recognises.

    A decoy flies as its class does. One that is recognised is let pass; one that arrives harms nothing, and does not
    count as a leaker.
    """

    share: Share
    recognised: Share = Uncertain(low=0, mode=0, high=0)


class Raid(Section):
    """What comes: waves that are launched, or `tracks`.

    `scale` multiplies the number of threats in every wave; `decoys` are given by threat class.
    """

    scale: Annotated[float, Between(0, 1000)] = 1.0
    launch_areas: tuple[LaunchArea, ...] = ()
    waves: tuple[Wave, ...] = ()
    tracks: Tracks | None = None
    decoys: dict[ClassName, Decoys] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if self.tracks is not None and (self.waves or self.scale != 1.0):
            raise PydanticCustomError("tracks_alone", "must have tracks, or waves and their scale, not both")
        return self

    def scaled_counts(self) -> list[int]:
        """Return the count of each wave after scaling.

        The total is scale x count rounded half up; the waves share it by largest remainder (earlier waves win ties).
        """
        return scaled_counts([wave.count for wave in self.waves], self.scale)


def scaled_counts(counts: list[int], scale: float) -> list[int]:
    """Return `counts` times `scale` as integers, by largest remainder."""
    exact = [count * scale for count in counts]
    whole = [math.floor(value) for value in exact]
    missing = math.floor(sum(exact) + 0.5) - sum(whole)
    by_remainder = sorted(range(len(exact)), key=lambda i: (whole[i] - exact[i], i))
    for i in by_remainder[:missing]:
        whole[i] += 1
    return whole


# Of those jammed: nothing public says how many crash at once and how many fly on.
CRASH_SHARE = Uncertain(low=0.2, mode=0.5, high=0.8)


class ElectronicWarfare(Section):
    """Electronic warfare.

    jam_share
        By threat class, the share that is jammed off its course; none unless stated.
    jam_crash_share
        By threat class, of the jammed the share that crashes at once. The others fly on to the end, draw fire on their
        way, and harm nothing. The default, 0.2 to 0.8, is a judgement.
    """

    jam_share: dict[ClassName, Share] = Field(default_factory=dict)
    jam_crash_share: dict[ClassName, Share] = Field(default_factory=dict)

    def crash_share(self, threat_class: str) -> Uncertain:
        """Return the share of a class's jammed ones that crash at once."""
        return self.jam_crash_share.get(threat_class, CRASH_SHARE)
