"""From a class of the catalogue to rows that fly: places, distances and draws in, columns out.

Raids and single flights share this. Each flight is of the part of its class that can reach its destination; where no
part can, the error says how much is missing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Self

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.catalogue.draw import Bounds, draw_from_uniforms, most_likely
from intercept.catalogue.formulas import STANDARD_GRAVITY_M_S2, Drawn, minimum_energy_apogee_m, minimum_energy_speed_m_s
from intercept.catalogue.generic_class import GenericClass
from intercept.catalogue.rules import ProfileName, Rules
from intercept.errors import UnreachableError
from intercept.flight.class_joint import apogee_bounds_m, within
from intercept.flight.rows import Flights

Array = npt.NDArray[np.float64]

# Losses to gravity and drag are solved for in flight. The propellant allowed is that of the least-energy flight over
# the class's longest range with this loss factor k in the mass ratio exp(k v/(Isp g0)): 1.10 to 1.35 in the open
# literature, and half as much again for depressed flights.
LOSS_FACTOR_LIMIT = 1.9
# No more than what flights can be computed for: all stages together, far beyond any that was built.
MASS_RATIO_MAX = 60.0
# Slowest start of a hypersonic glide: Mach 5 at height.
GLIDE_SPEED_MIN_M_S = 1475.0
# The lift of a glide is limited by its lift-to-drag ratio, not by a structural limit.
NO_LIMIT_M_S2 = 1000.0
# A length of geodesics between places is rounded: the longest range itself is within reach.
ROUNDED_M = 1e-3
# An air-launched missile climbs at least this high above its carrier.
CLIMB_MIN_M = 8_000.0


@dataclass(frozen=True, eq=False)
class Ends:
    """Where each flight begins and ends: latitude and longitude (rad), shape (n, 2); distances (m), shape (n,).

    `eastward` is the cosine of latitude times the sine of the azimuth, shape (n,), the same all along a course. `label`
    is what a message says before the number of a flight that does not reach its destination, `route` what it calls the
    way there where that is not the geodesic.
    """

    launch_point: Array
    destination: Array
    distance_m: Array
    eastward: Array
    label: str
    route: str = ""

    @classmethod
    def between(cls, launch_point: Array, destination: Array, label: str, route: str = "") -> Self:
        """Return the ends with their distances along the geodesics."""
        distance_m, azimuth_rad, _ = _core.geodesic_inverse(*launch_point.T.copy(), *destination.T.copy())
        eastward = np.cos(launch_point[:, 0]) * np.sin(azimuth_rad)
        return cls(launch_point, destination, distance_m, eastward, label, route)

    def __len__(self) -> int:
        """Return the number of flights."""
        return len(self.distance_m)

    def check_reach(self, generic: GenericClass, length_m: Array) -> None:
        """Raise UnreachableError if the way to a destination is longer than the class's longest range."""
        key, reach_m = reach(generic)
        worst = int(np.argmax(length_m)) if len(length_m) else 0
        if len(length_m) and length_m[worst] > reach_m + ROUNDED_M:
            short_km = (length_m[worst] - reach_m) / 1e3
            # So many digits that what it is short by shows.
            digits = 0 if short_km >= 1.0 else 6
            length = f"{length_m[worst] / 1e3:.{digits}f} km"
            way = f"the way by {self.route} is {length} long" if self.route else f"the destination is {length} away"
            raise UnreachableError(
                f"{self.label} {worst + 1}: {way}, but"
                f" {generic.name} reaches {reach_m / 1e3:.0f} km at most ({key}): short by {short_km:.{digits}f} km"
            )

    def columns(self, launch_altitude_m: Array | float = 0.0) -> Array:
        """Return PLACE_COLUMNS."""
        ground = np.zeros(len(self))
        return np.column_stack([self.launch_point, ground + launch_altitude_m, self.destination, ground])


class ClassRows(NamedTuple):
    """Flights of a class, and their radar cross-sections (m^2)."""

    flights: Flights
    radar_cross_section_m2: Array


def reach(generic: GenericClass) -> tuple[str, float]:
    """Return the key of a class's range and its longest range, m."""
    key = next(key for key in ("range_missile_alone_km", "range_km") if key in generic.parameters)
    return key, 1e3 * generic.parameters[key].high


def given_distance(generic: GenericClass, range_km: Array) -> Drawn:
    """Return the values that a class has from the distance: its range, if its apogee follows from that by formula."""
    return {"range_km": range_km} if Rules.load().threats[generic.base].flight == "ballistic" else {}


def class_rows(
    generic: GenericClass,
    ends: Ends,
    uniforms: Mapping[str, Array] | None,
    *,
    profile: ProfileName | None = None,
    turning_points: Sequence[Array] | None = None,
) -> ClassRows:
    """Return flights of a class.

    Parameters
    ----------
    generic
        The class, with the priors of its values.
    ends
        Where each flight begins and ends.
    uniforms
        Uniform random numbers in [0, 1) for each sourced value of the class, shape (n,); None for the most likely ones.
    profile
        Of a class that cruises; low unless given.
    turning_points
        Of a class that cruises: latitude and longitude (rad) of each flight's, shape (k, 2); none unless given.

    Raises
    ------
    UnreachableError
        A destination lies beyond the longest range of the class.
    """
    kind = Rules.load().threats[generic.base].flight
    if kind == "cruise":
        return _routes(generic, ends, uniforms, profile, turning_points)
    ends.check_reach(generic, ends.distance_m)
    range_km = ends.distance_m / 1e3
    given = given_distance(generic, range_km)
    bounds = within(generic, range_km, ends.eastward)
    v = _values(generic, uniforms, given, bounds, len(ends))
    if kind == "glide":
        flights = Flights.of("glide", _glide(generic, ends, v))
    elif kind == "hypersonic":
        flights = Flights.of("hypersonic_cruise", _hypersonic(ends, v))
    else:
        columns = _ballistic if kind == "ballistic" else _aeroballistic
        flights = Flights.of("depressed", columns(generic, ends, v))
    return ClassRows(flights, v["radar_cross_section_m2"])


def _values(
    generic: GenericClass, uniforms: Mapping[str, Array] | None, given: Drawn, bounds: Bounds, count: int
) -> Drawn:
    """Return the values of each flight: those of its random numbers, or without any the most likely ones."""
    if uniforms is not None:
        return draw_from_uniforms(generic, uniforms, given=given, within=bounds)
    rows = [
        most_likely(
            generic,
            {key: float(value[i]) for key, value in given.items()},
            {key: (low[i : i + 1], high[i : i + 1]) for key, (low, high) in bounds.items()},
        )
        for i in range(count)
    ]
    return {key: np.array([row[key] for row in rows]) for key in (rows[0] if rows else generic.parameters)}


def _airborne(generic: GenericClass) -> bool:
    return "launch_altitude_m" in generic.parameters


def _propellant_limit(generic: GenericClass, specific_impulse_s: Array) -> Array:
    """Return the largest mass ratio, exp(k v/(Isp g0)), v the least-energy speed over the class's longest range."""
    key, _ = reach(generic)
    speed_m_s = minimum_energy_speed_m_s(np.asarray(generic.parameters[key].high))
    ratio = np.exp(LOSS_FACTOR_LIMIT * speed_m_s / (specific_impulse_s * STANDARD_GRAVITY_M_S2))
    return np.asarray(np.minimum(ratio, MASS_RATIO_MAX))


def _ballistic(generic: GenericClass, ends: Ends, v: Drawn) -> Array:
    zero = np.zeros(len(ends))
    return np.column_stack(
        [
            ends.columns(),
            *(v["apogee_m"], zero, v["specific_impulse_s"]),
            *(np.round(v["stages"]), v["stage_dropped_share"], v["burn_time_s"]),
            _propellant_limit(generic, v["specific_impulse_s"]),
            *(v["ballistic_coefficient_kg_m2"], *[zero] * 8),
        ]
    )


def _aeroballistic(generic: GenericClass, ends: Ends, v: Drawn) -> Array:
    airborne = _airborne(generic)
    zero = np.zeros(len(ends))
    altitude, speed = (v["launch_altitude_m"], v["launch_speed_m_s"]) if airborne else (zero, zero)
    range_km = ends.distance_m / 1e3
    # However low an apogee a user states, the flight must carry over its distance. These classes fly depressed: never
    # above the least-energy apogee, but well above the aircraft.
    lowest, _ = apogee_bounds_m(generic, range_km)
    apogee = np.clip(v["apogee_m"], lowest, minimum_energy_apogee_m(range_km))
    apogee = np.maximum(apogee, altitude + CLIMB_MIN_M * airborne)
    return np.column_stack(
        [
            ends.columns(altitude),
            # These classes have one stage.
            *(apogee, speed, v["specific_impulse_s"], zero + 1.0, zero, v["burn_time_s"]),
            _propellant_limit(generic, v["specific_impulse_s"]),
            *(v["ballistic_coefficient_kg_m2"], v["lift_to_drag"], v["lateral_acceleration_m_s2"]),
            *(v["pull_up_altitude_m"], v["dive_speed_m_s"]),
            *(np.radians(v["dive_angle_deg"]), np.radians(v["climb_angle_deg"]), zero, zero),
        ]
    )


def _glide(generic: GenericClass, ends: Ends, v: Drawn) -> Array:
    fill = np.ones(len(ends))
    return np.column_stack(
        [
            ends.columns(),
            *(GLIDE_SPEED_MIN_M_S * fill, generic.parameters["initial_glide_speed_m_s"].high * fill),
            *(v["lift_to_drag"], v["ballistic_coefficient_kg_m2"], NO_LIMIT_M_S2 * fill),
            *(v["dive_altitude_m"], np.radians(v["dive_angle_deg"])),
        ]
    )


def _hypersonic(ends: Ends, v: Drawn) -> Array:
    return np.column_stack(
        [
            ends.columns(),
            *(v["cruise_speed_m_s"], v["altitude_cruise_m"], v["lift_to_drag"], v["ballistic_coefficient_kg_m2"]),
            *(v["lateral_acceleration_m_s2"], np.radians(v["dive_angle_deg"]), v["terminal_speed_m_s"]),
        ]
    )


def _routes(
    generic: GenericClass,
    ends: Ends,
    uniforms: Mapping[str, Array] | None,
    profile: ProfileName | None,
    turning_points: Sequence[Array] | None,
) -> ClassRows:
    if uniforms is None:
        v = {key: np.full(len(ends), value) for key, value in most_likely(generic).items()}
    else:
        v = draw_from_uniforms(generic, uniforms)
    flown = Rules.load().threats[generic.base].profile(profile)
    between = [np.empty((0, 2))] * len(ends) if turning_points is None else turning_points
    points = [
        np.concatenate([ends.launch_point[i : i + 1], inner, ends.destination[i : i + 1]])
        for i, inner in enumerate(between)
    ]
    ends.check_reach(generic, _lengths_m(points))
    fill = np.ones(len(ends))
    columns = np.column_stack(
        [
            *(0.0 * fill, v[flown.altitude], 0.0 * fill, v[flown.speed], v[flown.terminal]),
            *(np.radians(v["climb_angle_deg"]), np.radians(v["dive_angle_deg"]), v["lateral_acceleration_m_s2"]),
            # Turns cut corners, never lengthen: the range that was checked holds.
            *(np.radians(v["bank_angle_deg"]), (1e3 * generic.parameters["range_km"].high + ROUNDED_M) * fill),
        ]
    )
    return ClassRows(Flights.of("route", columns, points), v["radar_cross_section_m2"])


def _lengths_m(routes: Sequence[Array]) -> Array:
    """Return the lengths of routes of geodesic legs between points (latitude, longitude in rad), at least two each."""
    if not routes:
        return np.empty(0)
    before, after = (np.concatenate([each[part] for each in routes]) for part in (np.s_[:-1], np.s_[1:]))
    legs, _, _ = _core.geodesic_inverse(*before.T.copy(), *after.T.copy())
    first = np.cumsum([0, *(len(each) - 1 for each in routes[:-1])])
    return np.asarray(np.add.reduceat(legs, first))
