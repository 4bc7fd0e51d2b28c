"""A sensor of the defender: where it stands, what it sees, and how long it takes to make a track.

Models and limits: docs/models/sensing.md.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Self

from intercept.base.arguments import check_numbers, check_rise, number, refused, text, whole
from intercept.base.factories import by_calls
from intercept.base.values import ShortRepr
from intercept.catalogue.catalogue import Catalogue
from intercept.catalogue.draw import most_likely
from intercept.catalogue.generic_class import GenericClass
from intercept.earth.places import GROUND, Geodetic, place
from intercept.engagement.defence.columns import (
    EFFECTIVE_EARTH_FACTOR,
    FALSE_ALARM_PROBABILITY,
    REQUIRED_PROBABILITY,
    SENSOR_COLUMNS,
    row,
)
from intercept.engagement.defence.of_class import changed, generic_class, sensor_values
from intercept.errors import InvalidParameterError

RANGE_MAX_M = 1e7
# The look-out of an optical post is by night unless its range is given.
LIGHT: Literal["night"] = "night"
TRACK_SCANS_MAX = 12
_RANGES = {
    "height_m": (0.0, 1e5),
    "elevation_min_rad": (-math.pi / 2, math.pi / 2),
    "elevation_max_rad": (-math.pi / 2, math.pi / 2),
    "range_for_1_m2_m": (0.0, RANGE_MAX_M),
    "instrumented_range_m": (0.0, RANGE_MAX_M),
    "track_delay_s": (0.0, 1e6),
    "azimuth_centre_rad": (-2 * math.pi, 2 * math.pi),
    "azimuth_half_width_rad": (0.0, math.pi),
    "blind_cone_half_angle_rad": (0.0, math.pi / 2),
    "scan_period_s": (0.0, 3600.0),
    "handover_delay_s": (0.0, 1e6),
    "coast_s": (0.0, 1e6),
    "effective_earth_factor": (0.5, 10.0),
    "signal_speed_m_s": (1.0, math.inf),
    "single_scan_probability": (1e-6, 1.0 - 1e-6),
    "false_alarm_probability": (1e-15, 0.1),
    "required_probability": (1e-3, 1.0 - 1e-9),
    "orbit_radius_m": (0.0, 1e6),
    "orbit_speed_m_s": (0.0, 1e3),
    "orbit_phase_rad": (-2 * math.pi, 2 * math.pi),
}


@by_calls("ic.Sensor.of_class")
@dataclass(frozen=True, kw_only=True, repr=False)
class Sensor(ShortRepr):
    """One sensor site. A range must be given; a limit that is not given does not limit.

    Model, sources, limits: docs/models/sensing.md.

    Parameters
    ----------
    position
        Latitude, longitude (rad, geodetic) and altitude of the ground (m, -1e3 to 1e5; 0 unless given).
    name
        What results call the sensor; the name of its class and a number unless given.
    class_name
        The class under which results count the sensor.
    height_m
        Height of the antenna, microphone or observer above the ground (0 to 1e5).
    range_for_1_m2_m
        A radar's range against 1 m^2 (0 to 1e7), scaled by the fourth root of the radar cross-section.
    instrumented_range_m
        Range beyond which a radar sees nothing (0 to 1e7).
    range_m
        Range of a sensor that is not a radar: one for all threats (0 to 1e7), or a mapping of threat class to range. A
        class without a range is not seen.
    elevation_min_rad, elevation_max_rad
        Limits of the apparent line of sight, -pi/2 to pi/2. The horizon of a mast, and a low flier near it, lie some
        0.1 degrees below the horizontal: leave the lowest at -pi/2 for a sensor that sees down to its horizon.
    azimuth_centre_rad, azimuth_half_width_rad
        The sector it looks into: its middle, clockwise from north, and half its width (0 to pi; pi: all round).
    blind_cone_half_angle_rad
        Half the angle of the cone overhead in which it sees nothing (0 to pi/2; 0: no cone).
    track_delay_s
        Time from coverage to track, besides the scans (0 to 1e6).
    scan_period_s
        0 (sees at all times) to 3600. A scan of unknown phase: the first is a whole period after entry into coverage.
        By chance (`single_scan_probability`) scans fall at multiples of the period since the launch of the flight.
    track_hits, track_scans
        A track needs `track_hits` hits within `track_scans` scans (1 to 12, no more hits than scans).
    handover_delay_s
        Time until fire units can use a track (0 to 1e6).
    coast_s
        How long a track is kept while the threat is out of coverage, as in the cone overhead (0 to 1e6).
    effective_earth_factor
        For the horizon: 4/3 for the refraction of the standard atmosphere, 1 for no refraction (0.5 to 10). The
        horizon is that of the sphere that touches the ellipsoid there: within 0.4 % of the curvature along any azimuth.
    signal_speed_m_s
        Infinite, or about 340 for sound, which left the target earlier than it is heard.
    single_scan_probability
        Probability of detection in one scan at `range_for_1_m2_m` against 1 m^2 (Swerling 1; 1e-6 to 1 - 1e-6); without
        one, what is in range is seen at each scan.
    false_alarm_probability, required_probability
        With `single_scan_probability`: the probability of a false alarm in one look (1e-15 to 0.1), and the probability
        from which on the threat counts as tracked.
    orbit_radius_m, orbit_speed_m_s, orbit_phase_rad
        An airborne sensor circles the position clockwise, `height_m` above it: radius (0 to 1e6; 0: it stays), speed
        (0 to 1e3) and bearing from the centre at time 0.

    Raises
    ------
    InvalidParameterError
        A field is out of range; there is no range, or that of a radar and of another sensor; the elevations do not
        rise.

    Examples
    --------
    >>> import intercept as ic
    >>> radar = ic.Sensor.of_class("gap_filler_radar", position=(-0.785, -2.18), height_m=25.0)
    >>> radar.height_m, radar.range_for_1_m2_m
    (25.0, 50000.0)
    """

    position: Sequence[float]
    name: str = ""
    class_name: str = "sensor"
    height_m: float = 0.0
    range_for_1_m2_m: float | None = None
    instrumented_range_m: float = RANGE_MAX_M
    range_m: float | Mapping[str, float] | None = None
    elevation_min_rad: float = -math.pi / 2
    elevation_max_rad: float = math.pi / 2
    track_delay_s: float = 0.0
    azimuth_centre_rad: float = 0.0
    azimuth_half_width_rad: float = math.pi
    blind_cone_half_angle_rad: float = 0.0
    scan_period_s: float = 0.0
    track_hits: int = 1
    track_scans: int = 1
    handover_delay_s: float = 0.0
    coast_s: float = 0.0
    effective_earth_factor: float = EFFECTIVE_EARTH_FACTOR
    signal_speed_m_s: float = math.inf
    single_scan_probability: float | None = None
    false_alarm_probability: float = FALSE_ALARM_PROBABILITY
    required_probability: float = REQUIRED_PROBABILITY
    orbit_radius_m: float = 0.0
    orbit_speed_m_s: float = 0.0
    orbit_phase_rad: float = 0.0

    def __post_init__(self) -> None:
        """Check the fields."""
        object.__setattr__(self, "position", place("position", self.position, altitude_m=GROUND))
        text("class_name", self.class_name)
        # An empty name: the defence gives one.
        if not isinstance(self.name, str) or self.name:
            text("name", self.name)
        check_numbers(self, _RANGES)
        check_rise(self, "elevation_min_rad", "elevation_max_rad")
        object.__setattr__(self, "track_scans", whole("track_scans", self.track_scans, 1, TRACK_SCANS_MAX))
        object.__setattr__(self, "track_hits", whole("track_hits", self.track_hits, 1, self.track_scans))
        self._check_range()

    def _check_range(self) -> None:
        if (self.range_m is None) == (self.range_for_1_m2_m is None):
            raise InvalidParameterError(
                f"range_m = {self.range_m} with range_for_1_m2_m = {self.range_for_1_m2_m} is not allowed: must be one"
                " of the two, range_for_1_m2_m for a radar"
            )
        if self.range_m is None:
            return
        if self.single_scan_probability is not None:
            raise InvalidParameterError(
                f"single_scan_probability = {self.single_scan_probability} is not allowed with range_m: must be that of"
                " a radar, which has range_for_1_m2_m"
            )
        if isinstance(self.range_m, Mapping):
            checked = {
                text("range_m", k): number(f"range_m[{k}]", v, 0.0, RANGE_MAX_M) for k, v in self.range_m.items()
            }
            object.__setattr__(self, "range_m", checked)
        else:
            object.__setattr__(self, "range_m", number("range_m", self.range_m, 0.0, RANGE_MAX_M))

    @classmethod
    def of_class(cls, name: str, /, *, position: Sequence[float], **changes: Any) -> Self:  # noqa: ANN401
        """Return a sensor of a class of the catalogue, at its most likely values.

        Parameters
        ----------
        name
            Such as "surveillance_radar"; `intercept catalog` lists them.
        position
            Latitude, longitude (rad) and altitude of the ground (m; 0 unless given).
        changes
            Any other field, instead of the catalogue's value.

        Raises
        ------
        InvalidParameterError
            There is no such class or field, or a field is out of range; the class looks into a sector and
            `azimuth_centre_rad` is not given; the class has no place.
        """
        generic = generic_class("sensor", name)
        catalogue = Catalogue.load()
        if catalogue.sensor_rule(name).warns:
            raise refused(
                "name", name, "a class with a place: warnings from space are given to `ic.Defence(warning_s=...)`"
            )
        fields = _fields(generic)
        half = fields.get("azimuth_half_width_rad", math.pi)
        all_round = changes.get("azimuth_half_width_rad") == math.pi
        if half < math.pi and "azimuth_centre_rad" not in changes and not all_round:
            raise InvalidParameterError(
                f"azimuth_centre_rad is missing: must be given for a sensor of class {name}, which looks into a sector"
                f" of {2.0 * math.degrees(half):.0f} degrees"
            )
        return changed(cls(position=position, class_name=name, **fields), changes)

    def row(self) -> list[float]:
        """Return the columns of a plan (`SENSOR_COLUMNS`)."""
        own = {name: getattr(self, name, None) for name in SENSOR_COLUMNS}
        stated = {name: math.nan if value is None else value for name, value in own.items()}
        if self.range_m is not None:
            stated["instrumented_range_m"] = math.nan
        return row(SENSOR_COLUMNS, {**stated, **Geodetic(*self.position)._asdict()})

    def ranges_m(self, threat_classes: Sequence[str]) -> list[float]:
        """Return the range (m) against each threat class of a sensor that is not a radar; 0 for a radar."""
        if isinstance(self.range_m, Mapping):
            return [self.range_m.get(name, 0.0) for name in threat_classes]
        return [self.range_m or 0.0 for _ in threat_classes]


def _fields(generic: GenericClass) -> dict[str, Any]:
    """Return the fields that the catalogue knows of a class."""
    catalogue, values = Catalogue.load(), most_likely(generic)
    rule = catalogue.sensor_rule(generic.name)
    known = sensor_values(values, rule)
    if rule.is_radar:
        return known
    keys = {name: rule.range_key(name, LIGHT) for name in catalogue.threats}
    return known | {"range_m": {name: 1e3 * values[key] for name, key in keys.items() if key is not None}}
