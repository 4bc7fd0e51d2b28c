"""The rules that go with the catalogue (data/rules.toml): flight, engagement, preference, detection, allowed ranges."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

Flight = Literal["cruise", "ballistic", "aeroballistic", "glide", "hypersonic"]
ProfileName = Literal["low", "high"]

# Values that bound a class and are not those of one flight.
LIMITS = ("range_km", "initial_glide_speed_m_s")


@dataclass(frozen=True)
class Profile:
    """The keys of the rows that give altitude, speed and speed at the end on one cruise profile."""

    altitude: str
    speed: str
    terminal: str


@dataclass(frozen=True)
class ThreatRule:
    """How a threat class flies; `profiles` is empty unless it cruises, and has `high` only where two rows exist."""

    flight: Flight
    profiles: Mapping[str, Profile]

    def profile(self, name: ProfileName | None) -> Profile:
        """Return the profile asked for; low where none is named."""
        return self.profiles[name or "low"]


@dataclass(frozen=True)
class ApogeeRule:
    """The apogees of a depressed class over a distance: shares of the least-energy apogee, and a lowest one (m)."""

    low: float
    high: float
    floor_m: float


@dataclass(frozen=True)
class SensorRule:
    """Which row is a sensor's height; for sensors that are not radars, which row is the range per threat class.

    One that only warns of launches has no place: `warns` lists the threat classes, and its height is empty.
    """

    height: str
    detects: Mapping[str, str]
    detects_at_night: Mapping[str, str]
    signal_speed_m_s: float
    warns: tuple[str, ...]

    @property
    def is_radar(self) -> bool:
        """Whether the range follows from the radar cross-section."""
        return not (self.detects or self.warns)

    @property
    def is_airborne(self) -> bool:
        """Whether it flies, so that its height does not count from the ground beneath it."""
        return self.height == "platform_altitude_m"

    def range_key(self, threat_class: str, light: Literal["day", "night"]) -> str | None:
        """Return the key of the range against a catalogue threat class, or None where it is not detected."""
        by_class = self.detects_at_night if light == "night" and self.detects_at_night else self.detects
        return by_class.get(threat_class)


@dataclass(frozen=True)
class Rules:
    """All rules, by catalogue class; a user's own class follows its base."""

    threats: Mapping[str, ThreatRule]
    sensors: Mapping[str, SensorRule]
    engage: Mapping[str, tuple[str, ...]]
    preference: tuple[str, ...]
    couplings: Mapping[str, tuple[str, ...]]
    apogee: Mapping[str, ApogeeRule]
    interceptors: Mapping[str, Mapping[str, float]]
    track_to_intercept: frozenset[str]
    own_radars: Mapping[str, str]
    allowed_by_unit: Mapping[str, tuple[float, float]]
    allowed_by_parameter: Mapping[str, tuple[float, float]]
    allowed_by_flight: Mapping[str, Mapping[str, tuple[float, float]]]

    @staticmethod
    def load() -> Rules:
        """Return the rules of the package (read once)."""
        return _load()

    def allowed(self, parameter: str, unit: str, base: str) -> tuple[float, float]:
        """Return the range of a user's value of a parameter, of a class that follows the catalogue class `base`."""
        rule = self.threats.get(base)
        by_flight = self.allowed_by_flight[rule.flight] if rule else {}
        return by_flight.get(parameter) or self.allowed_by_parameter.get(parameter) or self.allowed_by_unit[unit]


@cache
def _load() -> Rules:
    text = resources.files("intercept.catalogue").joinpath("data", "rules.toml").read_text(encoding="utf-8")
    document = tomllib.loads(text)
    return Rules(
        threats={name: _threat_rule(table) for name, table in document["threats"].items()},
        sensors={name: _sensor_rule(table) for name, table in document["sensors"].items()},
        engage={name: tuple(classes) for name, classes in document["engage"].items()},
        preference=tuple(document["preference"]["order"]),
        couplings={name: tuple(keys) for name, keys in document["couplings"].items()},
        apogee={name: ApogeeRule(**table) for name, table in document["apogee"].items()},
        interceptors={
            name: {key: float(value) for key, value in table.items()}
            for name, table in document["interceptors"].items()
        },
        track_to_intercept=frozenset(document["fire_control"]["track_to_intercept"]),
        own_radars=document["fire_control"]["radars"],
        allowed_by_unit=_ranges(document["allowed"]["unit"]),
        allowed_by_parameter=_ranges(document["allowed"]["parameter"]),
        allowed_by_flight={name: _ranges(table) for name, table in document["allowed"]["flight"].items()},
    )


def _ranges(table: Mapping[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    return {name: (low, high) for name, (low, high) in table.items()}


def _threat_rule(table: Mapping[str, Any]) -> ThreatRule:
    profiles = {name: _profile(**table[name]) for name in ("low", "high") if name in table}
    return ThreatRule(table["flight"], profiles)


def _profile(altitude: str, speed: str, terminal: str | None = None) -> Profile:
    """Return a profile, which ends at the speed of its cruise unless another row says how fast."""
    return Profile(altitude, speed, terminal or speed)


def _sensor_rule(table: Mapping[str, Any]) -> SensorRule:
    return SensorRule(
        height=table.get("height", ""),
        detects=table.get("detects", {}),
        detects_at_night=table.get("detects_at_night", {}),
        signal_speed_m_s=float(table.get("signal_speed_m_s", math.inf)),
        warns=tuple(table.get("warns", ())),
    )
