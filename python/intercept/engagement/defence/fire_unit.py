"""A fire unit of the defender: where it stands, what it may engage and how long it takes.

Models and limits: docs/models/engagement.md.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Self

from intercept.base.arguments import by_name, check_numbers, check_rise, flag, number, refused, text, texts
from intercept.base.factories import by_calls
from intercept.base.values import ShortRepr
from intercept.catalogue.catalogue import Catalogue
from intercept.catalogue.draw import most_likely
from intercept.earth.places import GROUND, Geodetic, place
from intercept.engagement.defence.columns import EFFECTIVE_EARTH_FACTOR, UNIT_COLUMNS, row
from intercept.engagement.defence.interceptor import Interceptor
from intercept.engagement.defence.of_class import changed, generic_class, ranges_by_class_m, unit_values

_RANGES = {
    "slant_range_max_m": (1.0, 2e6),
    "altitude_max_m": (1.0, 2e6),
    "slant_range_min_m": (0.0, 2e6),
    "altitude_min_m": (-1e3, 2e6),
    "fire_control_height_m": (0.0, 1e5),
    "target_speed_max_m_s": (0.0, 2e4),
    "reaction_time_s": (0.0, 1e6),
    "assess_time_s": (0.0, 1e6),
    "azimuth_centre_rad": (-2 * math.pi, 2 * math.pi),
    "azimuth_half_width_rad": (0.0, math.pi),
    "elevation_max_rad": (0.0, math.pi / 2),
    "crossing_angle_max_rad": (0.0, math.pi),
    "closing_speed_min_m_s": (0.0, 4e4),
    "closing_speed_max_m_s": (0.0, math.inf),
    "lateral_acceleration_ratio": (0.0, 100.0),
    "illumination_s": (0.0, math.inf),
    "burst_s": (0.0, 3600.0),
    "effective_earth_factor": (0.5, 10.0),
}


@by_calls("ic.FireUnit.of_class")
@dataclass(frozen=True, kw_only=True, repr=False)
class FireUnit(ShortRepr):
    """One fire unit: launcher and fire control together. A limit that is not given does not limit.

    Model, sources, limits: docs/models/engagement.md.

    Parameters
    ----------
    position
        Latitude, longitude (rad, geodetic) and altitude of the ground (m, -1e3 to 1e5; 0 unless given).
    interceptor
        What the unit launches, see `Interceptor`. One with a launch altitude of 0 starts at the unit's ground.
    slant_range_max_m, slant_range_min_m
        Greatest and least distance of an intercept from the position: 1 to 2e6, and 0 to less than that.
    altitude_max_m, altitude_min_m
        Highest and lowest intercept above the unit's ground: 1 to 2e6, and -1e3 to less than that.
    name, class_name
        What results call the unit and its class. Without a name it gets that of the class and a number.
    fire_control_height_m
        Height of the antenna of fire control above the ground, for its horizon (0 to 1e5).
    target_speed_max_m_s
        Greatest speed of a target relative to the ground (0 to 2e4).
    reaction_time_s, assess_time_s
        From an order to the launch, and from an intercept to the next launch at the same threat (0 to 1e6).
    azimuth_centre_rad, azimuth_half_width_rad, elevation_max_rad
        The sector an intercept lies in: its middle, clockwise from north, half its width (0 to pi; pi: all round) and
        highest elevation (0 to pi/2).
    crossing_angle_max_rad
        Greatest angle between the reversed velocity of the threat and the interceptor's: 0 head-on, pi a tail chase
        (0 to pi).
    closing_speed_min_m_s, closing_speed_max_m_s
        Range of the closing speed: 0 to 4e4, and 0 to infinite.
    lateral_acceleration_ratio
        Ratio of the lateral acceleration that the interceptor needs to that of the threat (0 to 100; 0: no limit). With
        proportional navigation of ratio N it is N/(N - 2): 3 at N = 3 (Zarchan, Tactical and Strategic Missile
        Guidance, 6th ed., ch. 2).
    illumination_s
        How long before the intercept fire control must see the threat: 0 to infinite (from the launch on). To see it,
        all this time, means within the sector of azimuth, below the highest elevation, above the horizon of fire
        control and not behind ground.
    track_to_intercept
        Whether the threat must be tracked up to the intercept.
    burst_s
        How long the threat must stay inside the envelope after the first intercept (0 to 3600), for a gun's burst.
    effective_earth_factor
        For the horizon of fire control: 4/3 for the refraction of the standard atmosphere (0.5 to 10).
    cued_by
        Names of the sensors whose tracks the unit may use; all sensors of the defence unless given.
    guided_by
        Names of the sensors of which at least one must have its own track of the threat at every moment from the launch
        to the intercept: the engagement radar that belongs to the unit. No such need unless given.
    engages
        Threat classes that the unit may engage; all unless given.
    slant_range_max_by_class_m
        Greatest slant range against threat classes (1 to 2e6), where it is less than `slant_range_max_m`.

    Raises
    ------
    InvalidParameterError
        A field is out of range, or the ends of a range do not rise.

    Examples
    --------
    >>> import intercept as ic
    >>> unit = ic.FireUnit.of_class("medium_range_sam", position=(-0.785, -2.18), reaction_time_s=5.0)
    >>> unit.reaction_time_s, unit.slant_range_max_m
    (5.0, 40000.0)
    """

    position: Sequence[float]
    interceptor: Interceptor
    slant_range_max_m: float
    altitude_max_m: float
    slant_range_min_m: float = 0.0
    altitude_min_m: float = -1e3
    name: str = ""
    class_name: str = "fire_unit"
    fire_control_height_m: float = 0.0
    target_speed_max_m_s: float = 2e4
    reaction_time_s: float = 0.0
    assess_time_s: float = 0.0
    azimuth_centre_rad: float = 0.0
    azimuth_half_width_rad: float = math.pi
    elevation_max_rad: float = math.pi / 2
    crossing_angle_max_rad: float = math.pi
    closing_speed_min_m_s: float = 0.0
    closing_speed_max_m_s: float = math.inf
    lateral_acceleration_ratio: float = 0.0
    illumination_s: float = 0.0
    track_to_intercept: bool = False
    burst_s: float = 0.0
    effective_earth_factor: float = EFFECTIVE_EARTH_FACTOR
    cued_by: Sequence[str] = ()
    guided_by: Sequence[str] = ()
    engages: Sequence[str] | None = None
    slant_range_max_by_class_m: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Check the fields."""
        object.__setattr__(self, "position", place("position", self.position, altitude_m=GROUND))
        text("class_name", self.class_name)
        # An empty name: the defence gives one.
        if not isinstance(self.name, str) or self.name:
            text("name", self.name)
        if not isinstance(self.interceptor, Interceptor):
            raise refused("interceptor", self.interceptor, "an ic.Interceptor")
        check_numbers(self, _RANGES)
        for low, high in (
            ("slant_range_min_m", "slant_range_max_m"),
            ("altitude_min_m", "altitude_max_m"),
            ("closing_speed_min_m_s", "closing_speed_max_m_s"),
        ):
            check_rise(self, low, high)
        object.__setattr__(self, "track_to_intercept", flag("track_to_intercept", self.track_to_intercept))
        object.__setattr__(self, "cued_by", texts("cued_by", self.cued_by))
        object.__setattr__(self, "guided_by", texts("guided_by", self.guided_by))
        label = "slant_range_max_by_class_m"
        ranges = by_name(label, self.slant_range_max_by_class_m)
        span = _RANGES["slant_range_max_m"]
        checked = {name: number(f"{label}[{name}]", value, *span) for name, value in ranges.items()}
        object.__setattr__(self, label, checked)
        if self.engages is not None:
            object.__setattr__(self, "engages", texts("engages", self.engages))

    @classmethod
    def of_class(cls, name: str, /, *, position: Sequence[float], **changes: Any) -> Self:  # noqa: ANN401
        """Return a fire unit of a class of the catalogue, at its most likely values.

        It engages whatever it can reach: the catalogue's rules of which class engages which belong to scenarios.

        Parameters
        ----------
        name
            Such as "medium_range_sam"; `intercept catalog` lists them.
        position
            Latitude, longitude (rad) and altitude of the ground (m; 0 unless given).
        changes
            Any other field, instead of the catalogue's value.

        Raises
        ------
        InvalidParameterError
            There is no such class or field, or a field is out of range.
        """
        v = most_likely(generic_class("defence", name))
        values: dict[str, Any] = unit_values(v, name)
        values["track_to_intercept"] = values["track_to_intercept"] > 0.0
        catalogue = Catalogue.load()
        values["slant_range_max_by_class_m"] = ranges_by_class_m(v, catalogue, catalogue.threats)
        if "closing_speed_max_m_s" in changes:
            # Who states a closing speed states both ends.
            values["closing_speed_min_m_s"] = 0.0
        unit = cls(position=position, class_name=name, interceptor=Interceptor.of_class(name), **values)
        return changed(unit, changes)

    def row(self) -> list[float]:
        """Return the columns of a plan (`UNIT_COLUMNS`)."""
        own = {name: getattr(self, name) for name in UNIT_COLUMNS if hasattr(self, name)}
        return row(UNIT_COLUMNS, {**own, **Geodetic(*self.position)._asdict()})

    def ranges_m(self, threat_classes: Sequence[str]) -> list[float]:
        """Return the greatest slant range (m) against each threat class.

        It is infinite where only that of the unit counts, NaN where the unit does not engage the class.
        """
        engaged = set(threat_classes if self.engages is None else self.engages)
        by_class = self.slant_range_max_by_class_m
        return [by_class.get(name, math.inf) if name in engaged else math.nan for name in threat_classes]

    def flyout_row(self) -> list[float]:
        """Return the columns of its fly-out (`FLYOUT_COLUMNS`), launched at the unit's ground unless said otherwise."""
        interceptor = self.interceptor
        if interceptor.launch_altitude_m == 0.0:
            interceptor = replace(interceptor, launch_altitude_m=Geodetic(*self.position).altitude_m)
        return list(interceptor.row(self.slant_range_max_m, self.altitude_max_m))
