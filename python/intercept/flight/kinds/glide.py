"""Unpowered hypersonic glide: by a bank schedule, or towards a destination by the sign of the bank."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.base.arguments import check_scalars, choice, column, refused, rising, vectors
from intercept.base.values import ShortRepr
from intercept.earth.places import place
from intercept.earth.world import World, planet
from intercept.errors import InvalidParameterError

MODES = ("damped", "free")


@dataclass(frozen=True, repr=False)
class GlideFlight(ShortRepr):
    """A glide from a given start to the ground. Model, symbols, sources: docs/models/glide.md.

    Ranges are checked when it flies: a row out of range gets the outcome INVALID with the reason in
    `Trajectories.fault`. A value that is not a number raises an error at once.

    Parameters
    ----------
    latitude_rad, longitude_rad, azimuth_rad
        Start, and course clockwise from north.
    speed_m_s
        Speed at the start, relative to the rotating Earth; 100 to 11,000.
    ballistic_coefficient_kg_m2
        At the greatest lift-to-drag ratio; 100 to 1e6.
    lift_to_drag
        Greatest lift-to-drag ratio, 0.1 to 10: one number, or as many as `lift_to_drag_mach` or
        `lift_to_drag_speed_m_s` has points (linear between them, held outside).
    altitude_m
        Altitude of the start, from 0 or from a destination's below that; that of the equilibrium glide (lift and the
        turning of the horizon carry the weight) unless given.
    flight_path_rad
        Flight-path angle of the start; that of the quasi-equilibrium glide unless given.
    mode
        "damped": lift is changed so that the path keeps to the quasi-equilibrium angle and never skips; "free": lift
        stays at the greatest ratio, and a start off equilibrium skips.
    lateral_acceleration_max_m_s2
        Largest acceleration by lift, 0.1 to 1e4; none unless given.
    bank
        Times since the start (s) and bank angles (rad; 0 lifts up, positive leans right), linear between, held outside.
    destination
        Latitude, longitude (rad), altitude (m) of where the flight ends, 1 to 15,000 km away, instead of a bank
        schedule.
    land
        The bank of the last leg and the moment of the dive are solved for, so that the flight ends within 1 m of the
        destination, or as UNREACHABLE or NOT_CONVERGED with the miss. False flies the bank logic alone: see `miss_m`.
    corridor_near_rad, corridor_far_rad, corridor_range_m
        Half-width of the corridor of the heading error at the destination, and at this distance and beyond.
    bank_min_rad, bank_max_rad
        Bounds of the bank towards a destination.
    handover_range_m, handover_speed_m_s
        Distance at which the last leg begins, and the speed to have there: range beyond that is spent by banking.
    dive_altitude_m, dive_range_m, dive_angle_rad
        The terminal dive (lift downwards to this depression, then none) begins below this altitude or closer to the
        destination than this; 0 for neither, which glides to the ground. A solved landing chooses its own moment.
    heat_rate_max_w_m2, dynamic_pressure_max_pa, load_factor_max, nose_radius_m
        Limits: marked where they are first broken (`Trajectories.events`), with the outcome LIMIT_EXCEEDED. Heat rate
        at the stagnation point of a nose of this radius, Sutton and Graves (NASA TR R-376).
    stop_at_limit
        End the flight at the first limit broken.
    speed_max_m_s
        With it the glide goes to its destination without bank, as those of the classes do: solved for are the azimuth
        and the speed of the start, from `speed_m_s` to this, at most 11,000.

    Raises
    ------
    InvalidParameterError
        Something is not a number, or the shapes do not fit.

    Examples
    --------
    >>> import intercept as ic
    >>> glide = ic.flights.GlideFlight(-0.785, -2.18, 1.0, 3000.0, 10_000.0, lift_to_drag=2.5)
    >>> ic.fly(glide).table()["distance_km"].round(-1).tolist()
    [1370.0]
    >>> aim = (-0.7, -2.1, 0.0)
    >>> towards = ic.flights.GlideFlight(-0.785, -2.18, 1.0, 3000.0, 1e4, 2.5, destination=aim, land=False)
    >>> bool(towards.miss_m(ic.fly(towards).sample([0], [1e5])[0][0]) > 0.0)
    True
    """

    latitude_rad: float
    longitude_rad: float
    azimuth_rad: float
    speed_m_s: float
    ballistic_coefficient_kg_m2: float
    lift_to_drag: npt.ArrayLike
    altitude_m: float | None = None
    flight_path_rad: float | None = None
    mode: str = "damped"
    lateral_acceleration_max_m_s2: float = math.inf
    lift_to_drag_mach: npt.ArrayLike | None = None
    lift_to_drag_speed_m_s: npt.ArrayLike | None = None
    bank: tuple[npt.ArrayLike, npt.ArrayLike] = ((0.0,), (0.0,))
    destination: Sequence[float] | None = None
    land: bool = True
    corridor_near_rad: float = 0.06
    corridor_far_rad: float = 0.2
    corridor_range_m: float = 1_500_000.0
    bank_min_rad: float = 0.08
    bank_max_rad: float = 1.2
    handover_range_m: float = 250_000.0
    handover_speed_m_s: float = 1_800.0
    dive_altitude_m: float = 0.0
    dive_range_m: float = 0.0
    dive_angle_rad: float = 0.9
    heat_rate_max_w_m2: float = math.inf
    dynamic_pressure_max_pa: float = math.inf
    load_factor_max: float = math.inf
    nose_radius_m: float = 0.1
    stop_at_limit: bool = False
    speed_max_m_s: float | None = None

    def __post_init__(self) -> None:
        """Make tuples of arrays, and check that numbers are numbers."""
        choice("mode", self.mode, MODES)
        if self.lift_to_drag_mach is not None and self.lift_to_drag_speed_m_s is not None:
            raise InvalidParameterError("lift_to_drag_mach and lift_to_drag_speed_m_s are not allowed together")
        tables = ("lift_to_drag", "lift_to_drag_mach", "lift_to_drag_speed_m_s")
        for name in tables:
            if (value := getattr(self, name)) is not None or name == "lift_to_drag":
                self._set(name, tuple(column(name, value).tolist()))
        if self.lift_to_drag_mach is None and self.lift_to_drag_speed_m_s is None and len(self.lift_to_drag) != 1:  # type: ignore[arg-type]
            raise InvalidParameterError("lift_to_drag is not allowed: must be one number where no table is given")
        if not isinstance(self.bank, tuple) or len(self.bank) != 2:
            raise InvalidParameterError("bank is not allowed: must be a pair of times (s) and angles (rad)")
        self._set("bank", tuple(tuple(column("bank", part).tolist()) for part in self.bank))
        self._turn_falling()
        if self.destination is not None:
            if self.bank != ((0.0,), (0.0,)):
                raise InvalidParameterError(
                    "bank and destination are not allowed together: the bank towards a destination is solved for"
                )
            self._set("destination", place("destination", self.destination))
        elif self.speed_max_m_s is not None:
            raise refused("speed_max_m_s", self.speed_max_m_s, "left out where no destination is given")
        check_scalars(self, {*tables, "mode", "bank", "destination"})

    def _turn_falling(self) -> None:
        """Turn tables whose axis falls; whether their lengths fit is the core's to judge."""
        times, angles = (np.asarray(part) for part in self.bank)
        self._set("bank", (tuple(times[rising(times)].tolist()), tuple(angles[rising(times)].tolist())))
        for name in ("lift_to_drag_mach", "lift_to_drag_speed_m_s"):
            if getattr(self, name) is not None:
                axis, ratios = np.asarray(getattr(self, name)), np.asarray(self.lift_to_drag)
                self._set(name, tuple(axis[rising(axis)].tolist()))
                self._set("lift_to_drag", tuple(ratios[rising(axis)].tolist()))

    def _set(self, name: str, value: object) -> None:
        object.__setattr__(self, name, value)

    @classmethod
    def fly_many(
        cls, flights: Sequence[GlideFlight], *, world: World, tolerance_m: float, threads: int
    ) -> _core.Trajectories:
        """Fly a batch of glides; row i answers flight i."""
        return _core.fly_glide(list(flights), world=world.core(), tolerance_m=tolerance_m, threads=threads)

    def miss_m(self, position_ecef_m: npt.ArrayLike, world: World | None = None) -> float:
        """Return the distance (m) of a position, such as the end of a flight, from the destination.

        Raises
        ------
        InvalidParameterError
            The glide has no destination.
        """
        if self.destination is None:
            raise InvalidParameterError("destination = None is not allowed: a miss needs a destination")
        latitude, longitude, altitude = self.destination
        radius = planet(world).sphere_radius_m
        if radius is None:
            target = _core.geodetic_to_ecef(*np.array([[latitude], [longitude], [altitude]]))[0]
        else:
            across = math.cos(latitude)
            up = (across * math.cos(longitude), across * math.sin(longitude), math.sin(latitude))
            target = np.array(up) * (radius + altitude)
        position = vectors("position_ecef_m", position_ecef_m)
        if len(position) != 1:
            raise refused("position_ecef_m", position_ecef_m, "one position, of shape (3,)")
        return float(np.linalg.norm(position[0] - target))
