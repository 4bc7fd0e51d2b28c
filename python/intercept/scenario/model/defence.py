"""The defended side of a scenario: theatre, assets, sensors, fire units and the rules of decision."""

from __future__ import annotations

import math
from typing import Annotated, Literal, Self

import numpy as np
from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from intercept.catalogue.uncertain import Between, Section, Stated, Uncertain
from intercept.earth.local_frame import Frame
from intercept.engagement.chances import Priority
from intercept.scenario.model.command import CommandPost, KillGeometry
from intercept.scenario.model.limits import FireUnitLimits, SensorLimits
from intercept.scenario.model.surroundings import Ground, Wind
from intercept.scenario.model.values import MAX_OBJECTS, AssetClass, ClassName, Name, Position

Light = Literal["day", "night"]

SITE_CAP = 10_000
SPREAD_CAP_KM = 500.0
DEFAULT_ASSETS: dict[AssetClass, int] = {"energy": 8, "rail": 4, "logistics": 4, "city": 4, "military": 4}
SiteCount = Annotated[int, Between(0, SITE_CAP)]

# Points of one scramble: the limit of the Sobol sequence.
VECTORS_MAX = 65_536
# Golden angle, rad: successive points of a sunflower spiral cover a disc evenly.
GOLDEN_ANGLE_RAD = math.pi * (3.0 - math.sqrt(5.0))


class Generate(Section):
    """A theatre made from its seed: how many assets, sensors and fire units to place; see `scenario.theatre`.

    The country is an ellipse about the origin, `width_km` from west to east and `depth_km` from south to north. `axes`
    axes of approach are spread over an arc of `front_width_deg` about `front_bearing_deg`. Each has a launch area
    `launch_distance_km` beyond the border; they are named `axis-1`, `axis-2` and so on. With `engagement_radars`, each
    fire unit that is generated has the radar of its class (`fire_control.radars` of the catalogue's rules) at its side.
    """

    width_km: Annotated[float, Between(20, 5000)] = 600.0
    depth_km: Annotated[float, Between(20, 5000)] = 400.0
    axes: Annotated[int, Between(1, 20)] = 3
    front_bearing_deg: Annotated[float, Between(-360, 360)] = 90.0
    front_width_deg: Annotated[float, Between(0, 360)] = 120.0
    launch_distance_km: Annotated[float, Between(10, 3000)] = 150.0
    asset_spacing_km: Annotated[float, Between(0, 500)] = 15.0
    assets: dict[AssetClass, SiteCount] = Field(default_factory=lambda: dict(DEFAULT_ASSETS))
    sensors: dict[ClassName, SiteCount] = Field(default_factory=dict)
    fire_units: dict[ClassName, SiteCount] = Field(default_factory=dict)
    engagement_radars: Annotated[bool, Field(strict=True)] = True


class Theatre(Section):
    """A notional country. Its origin lies in open ocean unless placed elsewhere; no real site is meant.

    `light` decides whether optical posts have their range by day or by night. Without `wind` the air is still, without
    `terrain` the ground is the bare ellipsoid.
    """

    latitude_deg: Annotated[float, Between(-85, 85)] = -45.0
    longitude_deg: Annotated[float, Between(-180, 180)] = -125.0
    seed: Annotated[int, Between(0, 2**53)] = 1
    light: Light = "night"
    generate: Generate | None = None
    wind: Wind | None = None
    terrain: Ground | None = None

    @property
    def frame(self) -> Frame:
        """The local frame of the theatre's positions."""
        return Frame(float(np.radians(self.latitude_deg)), float(np.radians(self.longitude_deg)))


class Asset(Section):
    """Something that is defended. `value` is relative: it sets how often the asset is chosen as a destination."""

    name: Name
    class_name: Annotated[AssetClass, Field(alias="class")]
    value: Annotated[float, Between(1e-6, 1e9)] = 1.0
    position: Position


class Sensor(Section):
    """One sensor site; of an acoustic network, one listening site.

    It tracks at most `tracks_max` threats at a time, as many as there are unless given.
    """

    name: Name
    class_name: Annotated[ClassName, Field(alias="class")]
    position: Position
    tracks_max: Annotated[int, Between(1, 100_000)] | None = None
    limits: SensorLimits | None = None
    overrides: dict[str, Stated] = Field(default_factory=dict)


class Doctrine(Section):
    """How a fire unit shoots.

    salvo, salvo_spacing_s
        Rounds of one engagement (its class's unless given), and the time from the launch of one to that of the next.
    shoot_look_shoot
        Whether it looks and shoots again. Two rounds and then a look are a salvo of 2.
    rounds_per_target_max
        The most rounds of the unit at one target; no limit of its own unless given.
    engagements_per_target_max
        Engagements without a kill after which the unit leaves the target to others. The default is a judgement.
    top_up_after_min
        A unit that has not fired for so long loads what is missing on its launchers. The default is a judgement.
    waiting_max
        The most threats that wait for the unit at once: one that comes beyond these is turned away. No limit unless
        given.
    """

    salvo: Annotated[int, Between(1, 20)] | None = None
    salvo_spacing_s: Annotated[float, Between(0, 600)] = 0.0
    shoot_look_shoot: Annotated[bool, Field(strict=True)] = True
    rounds_per_target_max: Annotated[int, Between(1, 10_000)] | None = None
    engagements_per_target_max: Annotated[int, Between(1, 10_000)] = 4
    top_up_after_min: Annotated[float, Between(1, 10_000)] = 30.0
    waiting_max: Annotated[int, Between(0, 10_000)] | None = None


class FireUnit(Section):
    """One fire unit, or `count` identical ones around a place. Rounds and reloads are those of each unit.

    `rounds` are those on full launchers, `reloads` the full loads at hand besides: those of the class unless given.
    """

    name: Name
    class_name: Annotated[ClassName, Field(alias="class")]
    position: Position
    rounds: Annotated[int, Between(0, 10_000)] | None = None
    reloads: Annotated[float, Between(0, 10_000)] | None = None
    count: Annotated[int, Between(1, SITE_CAP)] = 1
    spacing_km: Annotated[float, Between(0, 200)] = 1.0
    doctrine: Doctrine = Doctrine()
    limits: FireUnitLimits | None = None
    overrides: dict[str, Stated] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _near_the_place(self) -> Self:
        radius_km = self.spacing_km * math.sqrt(self.count)
        if radius_km > SPREAD_CAP_KM:
            context = {"cap": f"{SPREAD_CAP_KM:g}", "radius": f"{radius_km:.4g}"}
            raise PydanticCustomError(
                "spread", "must have spacing_km x sqrt(count) of at most {cap} km (it is {radius} km)", context
            )
        return self

    def positions(self) -> list[Position]:
        """Return the place of each of the `count` units.

        The first stands at the given place, unit i at radius spacing_km sqrt(i), turned by the golden angle each
        time (a sunflower spiral), so that neighbours stand about `spacing_km` apart or more.
        """
        return [
            Position.model_construct(
                east_km=self.position.east_km + self.spacing_km * math.sqrt(i) * math.sin(i * GOLDEN_ANGLE_RAD),
                north_km=self.position.north_km + self.spacing_km * math.sqrt(i) * math.cos(i * GOLDEN_ANGLE_RAD),
            )
            for i in range(self.count)
        ]


class Stock(Section):
    """Rounds of a defence class that are not at its units: a unit without rounds at hand asks for a full load.

    depot_rounds
        In the depot at the start of the raid.
    resupply_per_day
        Rounds that the depot receives, evenly.
    delivery_time_h
        From a unit's request to the delivery.
    """

    depot_rounds: Annotated[Uncertain, Between(0, 1e6)] = Uncertain(low=0, mode=0, high=0)
    resupply_per_day: Annotated[Uncertain, Between(0, 1e6)] = Uncertain(low=0, mode=0, high=0)
    delivery_time_h: Annotated[Uncertain, Between(0, 1000)] = Uncertain(low=2, mode=6, high=24)


class Decision(Section):
    """The rules of decision.

    decision_time_s
        From a track to the order to engage; the reaction time of the class follows. The default, 5 to 30 s, is a
        judgement.
    common_cause_share
        Share of pairs of a threat and a defence class in which every shot fails for a common reason. The default is a
        judgement.
    engage
        By defence class, the threat classes that it may engage; a class that is left out keeps the catalogue's rule.
    preference
        Defence classes in the order in which they are tried; those left out follow in the catalogue's order, the
        cheapest first.
    warning_class
        A sensor class that warns of launches from space, such as "satellite_early_warning". A decision can be prepared
        from the warning on; a launch still needs a track, and the reaction time of the class.
    kill_scale
        By defence class and threat class, a factor from 0 to 1 on the kill probability; 1 unless given.
    command
        `coordinated`: no unit fires at a threat at which another's rounds are in flight. `autonomous`: each unit acts
        for itself, and rounds overlap.
    deconfliction_delay_s
        Under coordinated command, how long after a launch the other units learn of it.
    rounds_per_target_max
        The most rounds at one threat, by all units together. The default is a judgement.
    wait_for_cheaper
        Whether a unit waits for a cheaper class whose window opens before its own closes.
    hold
        By defence class, the threat classes at which it holds its fire, for rounds that only it can use otherwise.
    priority
        Which of the threats that wait a unit takes first: the one that arrives first, the one that flies at the asset
        of the greatest value, or the one that the unit is least likely to kill.
    kill_correlation
        How far the kill probabilities of different classes lie high or low together within their priors: the
        correlation of a Gaussian copula, 0 to 1; 0 unless given.
    self_defence_range_km
        A unit takes a threat that flies at an asset within so far of it before all others. Off unless given.
    command_posts
        Posts whose operators the engagements of several units share. None unless given.
    kill_geometry
        By defence class, how the geometry of an intercept lowers its kill probability. Not at all unless given.
    """

    decision_time_s: Annotated[Uncertain, Between(0, 3600)] = Uncertain(low=5, mode=15, high=30)
    common_cause_share: Annotated[Uncertain, Between(0, 0.99)] = Uncertain(low=0, mode=0.1, high=0.3)
    engage: dict[ClassName, tuple[ClassName, ...]] = Field(default_factory=dict)
    preference: tuple[ClassName, ...] = ()
    warning_class: ClassName | None = None
    kill_scale: dict[ClassName, dict[ClassName, Annotated[float, Between(0, 1)]]] = Field(default_factory=dict)
    command: Literal["coordinated", "autonomous"] = "coordinated"
    deconfliction_delay_s: Annotated[float, Between(0, 3600)] = 0.0
    rounds_per_target_max: Annotated[int, Between(1, 100_000)] = 16
    wait_for_cheaper: Annotated[bool, Field(strict=True)] = False
    hold: dict[ClassName, tuple[ClassName, ...]] = Field(default_factory=dict)
    priority: Priority = "earliest_impact"
    kill_correlation: Annotated[float, Between(0, 1)] = 0.0
    self_defence_range_km: Annotated[float, Between(0, 500)] | None = None
    command_posts: tuple[CommandPost, ...] | None = None
    kill_geometry: dict[ClassName, KillGeometry] | None = None

    @model_validator(mode="after")
    def _delay_of_one_command(self) -> Self:
        if self.command == "autonomous" and self.deconfliction_delay_s > 0.0:
            raise PydanticCustomError(
                "delay_without_command",
                "must leave deconfliction_delay_s out, because units that act each for itself"
                " never learn of one another's launches",
            )
        return self


class Claimed(Section):
    """A public claim of one side about one class. It is printed beside the result and is no input of the model."""

    class_name: Annotated[ClassName, Field(alias="class")]
    launched: Annotated[int, Between(0, MAX_OBJECTS)]
    destroyed: Annotated[int, Between(0, MAX_OBJECTS)]
    not_reach_goal: Annotated[int, Between(0, MAX_OBJECTS)] | None = None
    source: str = ""
    url: str = ""


def _power_of_two(value: int) -> int:
    if value & (value - 1):
        raise PydanticCustomError("power_of_two", "must be a power of two, such as 8, 16 or 32")
    return value


PowerOfTwo = Annotated[int, Between(1, 65_536), AfterValidator(_power_of_two)]


class Run(Section):
    """How many vectors of what is not known are drawn, and how many replications are made of each.

    There are `scrambles` independent scrambles of `points` geometries each, and `vectors` vectors of kill
    probabilities, shares and stocks for each geometry. `replications` is the least number of replications in all: each
    vector has the same whole number of them, at least 2.
    """

    replications: Annotated[int, Between(1, 10_000_000)] = 1024
    seed: Annotated[int, Between(0, 2**53)] = 1
    scrambles: Annotated[int, Between(1, 1000)] = 8
    points: PowerOfTwo = 8
    vectors: PowerOfTwo = 8

    @model_validator(mode="after")
    def _points_of_a_scramble(self) -> Self:
        if self.points * self.vectors > VECTORS_MAX:
            context = {"most": f"{VECTORS_MAX:,}", "given": f"{self.points * self.vectors:,}"}
            raise PydanticCustomError(
                "too_many_vectors", "must have points x vectors of at most {most} (they are {given})", context
            )
        return self
