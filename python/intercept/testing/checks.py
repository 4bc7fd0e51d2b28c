"""The laws that a propagator is held to, by name: each flies a few bodies with it and raises AssertionError.

A propagator is a function of a `Body` and times since its release (s, ascending from 0) that returns Earth-fixed
positions (m) and velocities relative to the rotating Earth (m/s), both of shape (n, 3). It finds in the body the state
to begin with, the ballistic coefficient, and the world: gravity, rotation, air, wind.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from intercept.base.cached import cached_property
from intercept.earth.air import Air
from intercept.earth.wind import Wind
from intercept.earth.world import World
from intercept.testing import laws
from intercept.testing.body import Body
from intercept.testing.kepler import two_body
from intercept.testing.laws import GM_M3_S2, SEMI_MAJOR_AXIS_M, States, demand

Array = npt.NDArray[np.float64]
Propagator: TypeAlias = Callable[[Body, Array], Any]

# A centre at rest, without bulge, turning or air.
CENTRAL = World(gravity="central", rotation_rate_rad_s=0.0, air=Air(0.0))
WIND = Wind.constant(30.0, -20.0)
# So many states of a flight, over this share of it: the ground is left to others.
STATES, SHARE = 200, 0.95
GRAVITY_M_S2 = 9.8
# Errors of the way out grow on the way back.
GROWTH = 10.0


@dataclass(frozen=True)
class Trial:
    """A propagator on trial, how far it may be off, how many bodies it flies for each law, and over which world."""

    propagate: Propagator
    tolerance_m: float
    tolerance_m_s: float
    bodies: int
    world: World

    @cached_property
    def above_air(self) -> list[Body]:
        """Bodies that rise and fall without air, some straight and some flat, from far north to far south."""
        world = replace(self.world, air=Air.vacuum(), wind=None)
        return [_body(index, (1e5, 2.5e5), (1000.0, 3500.0), (0.1, 1.2), 1e9, world) for index in range(self.bodies)]

    @cached_property
    def in_air(self) -> list[Body]:
        """Bodies that come down through air, from blunt to slender."""
        beta, world = (1500.0, 4000.0, 9000.0), replace(self.world, wind=None)
        return [
            _body(index, (3e4, 9e4), (800.0, 3000.0), (-1.1, 0.1), beta[index % 3], world)
            for index in range(self.bodies)
        ]

    def fly(self, body: Body, time_s: Array | None = None) -> States:
        """Return times, positions and velocities of a body, evenly over its flight unless times are given."""
        times = np.linspace(0.0, SHARE * flight_time_s(body), STATES) if time_s is None else time_s
        returned = self.propagate(body, times.copy())
        pair = isinstance(returned, tuple | list) and len(returned) == 2
        demand(pair, f"the propagator returned {type(returned).__name__}, not positions and velocities")
        position, velocity = (np.asarray(each, dtype=np.float64) for each in returned)
        for name, each in (("positions", position), ("velocities", velocity)):
            shape = (len(times), 3)
            demand(each.shape == shape, f"the propagator returned {name} of shape {each.shape}, not {shape}")
            demand(bool(np.isfinite(each).all()), f"the propagator returned {name} that are not finite")
        return times, position, velocity

    def energy_share(self, velocity: Array) -> float:
        """Return the error of energy (share of GM/a) that errors of position and velocity make."""
        speed = float(np.linalg.norm(velocity, axis=1).max())
        return (GRAVITY_M_S2 * self.tolerance_m + speed * self.tolerance_m_s) / (GM_M3_S2 / SEMI_MAJOR_AXIS_M)

    def momentum_share(self, velocity: Array, rate: float = 0.0) -> float:
        """Return the error of angular momentum (share of its size) that errors of position and velocity make."""
        speed = float(np.linalg.norm(velocity, axis=1).max()) + abs(rate) * SEMI_MAJOR_AXIS_M
        return self.tolerance_m / SEMI_MAJOR_AXIS_M + self.tolerance_m_s / speed


Range: TypeAlias = tuple[float, float]


def _body(index: int, altitude: Range, speed: Range, angle: Range, beta: float, world: World) -> Body:
    # An additive recurrence in six dimensions (x^7 = x + 1): few bodies, far apart in every number.
    u = [((index + 1) * 0.8986537126286992 ** (k + 1)) % 1.0 for k in range(6)]
    high, fast, steep = (
        low + share * (top - low) for share, (low, top) in zip(u, (altitude, speed, angle), strict=False)
    )
    latitude, longitude, azimuth = 1.2 * (2.0 * u[3] - 1.0), math.pi * (2.0 * u[4] - 1.0), math.pi * (2.0 * u[5] - 1.0)
    return Body(latitude, longitude, high, fast, steep, azimuth, beta, world)


def flight_time_s(body: Body) -> float:
    """Return when a body reaches the ground, as this package flies it."""
    return float(body.fly(tolerance_m=1e-4).table()["flight_time_s"][0])


def apart(one: Array, other: Array, tolerance: float, what: str) -> None:
    """Demand that vectors (n, 3) are within a tolerance of one another."""
    off = float(np.linalg.norm(one - other, axis=-1).max())
    demand(off <= tolerance, f"{what} by {off:.4g}, more than {tolerance:.4g}")


def starts_at_the_release(trial: Trial) -> None:
    """At time 0 the state is the one that the body was released with."""
    for body in trial.above_air + trial.in_air:
        _, position, velocity = trial.fly(body)
        apart(position[0], body.position_ecef_m, trial.tolerance_m, "the first position (m) is off")
        apart(velocity[0], body.velocity_ecef_m_s, trial.tolerance_m_s, "the first velocity (m/s) is off")


def velocity_is_the_slope_of_position(trial: Trial) -> None:
    """Positions change as the velocities say."""
    for body in trial.above_air + trial.in_air:
        start = 0.5 * flight_time_s(body)
        times = np.concatenate([[0.0], start + 0.25 * np.arange(60.0)])
        states = trial.fly(body, times[times < SHARE * 2.0 * start])
        laws.assert_velocity_is_slope(*(each[1:] for each in states), slack_m=trial.tolerance_m)


def times_asked_for_do_not_matter(trial: Trial) -> None:
    """Whichever other times are asked for, a state is the same."""
    for body in trial.above_air + trial.in_air:
        times, position, velocity = trial.fly(body)
        chosen = np.array([0, 1, STATES // 3, STATES - 1])
        _, again, moving = trial.fly(body, times[chosen])
        apart(position[chosen], again, trial.tolerance_m, "positions (m) differ")
        apart(velocity[chosen], moving, trial.tolerance_m_s, "velocities (m/s) differ")


def goes_on_when_taken_up_again(trial: Trial) -> None:
    """From a state on the way, a new flight goes on as the old one."""
    for body in trial.above_air + trial.in_air:
        times, position, velocity = trial.fly(body)
        k = STATES // 2
        rest = Body.of_state(position[k], velocity[k], body.ballistic_coefficient_kg_m2, body.world)
        _, on, _ = trial.fly(rest, times[k:] - times[k])
        apart(on, position[k:], GROWTH * trial.tolerance_m, "a flight taken up again ends elsewhere (m)")


def has_no_first_meridian(trial: Trial) -> None:
    """Over another longitude a body flies the same path, turned about the axis."""
    for body in trial.above_air + trial.in_air:
        angle = 1.0
        _, position, _ = trial.fly(body)
        _, turned, _ = trial.fly(replace(body, longitude_rad=body.longitude_rad - angle))
        cos, sin = math.cos(angle), math.sin(angle)
        back = turned @ np.array([[cos, -sin, 0.0], [sin, cos, 0.0], [0.0, 0.0, 1.0]]).T
        apart(back, position, 2.0 * trial.tolerance_m, "a path depends on its longitude (m)")


def is_the_same_north_and_south(trial: Trial) -> None:
    """With even harmonics alone, a body released at the opposite latitude flies the mirrored path."""
    mirror = np.array([1.0, 1.0, -1.0])
    for body in trial.above_air:
        _, position, _ = trial.fly(body)
        south = replace(body, latitude_rad=-body.latitude_rad, azimuth_rad=math.pi - body.azimuth_rad)
        apart(trial.fly(south)[1] * mirror, position, 2.0 * trial.tolerance_m, "north and south differ (m)")


def keeps_the_jacobi_integral(trial: Trial) -> None:
    """Without air, the energy seen from the rotating Earth, with its bulge, keeps its value."""
    for body in trial.above_air:
        states = trial.fly(body)
        laws.assert_jacobi_constant(*states, body.world, relative=trial.energy_share(states[2]))


def keeps_the_momentum_about_the_axis(trial: Trial) -> None:
    """Without air the inertial angular momentum about the Earth's axis keeps its value."""
    rate = laws.ROTATION_RATE_RAD_S
    for body in trial.above_air:
        states = trial.fly(body)
        laws.assert_axial_momentum_constant(*states, body.world, relative=trial.momentum_share(states[2], rate))


def keeps_the_momentum_about_a_still_centre(trial: Trial) -> None:
    """About a central mass that does not turn the angular momentum keeps its value and direction."""
    for body in trial.above_air:
        states = trial.fly(replace(body, world=CENTRAL))
        laws.assert_momentum_constant(*states, relative=trial.momentum_share(states[2]))


def flies_an_ellipse(trial: Trial) -> None:
    """About a central mass that does not turn the path is Kepler's ellipse, in closed form."""
    for body in trial.above_air:
        times, position, velocity = trial.fly(replace(body, world=CENTRAL))
        exact, moving = two_body(body.position_ecef_m, body.velocity_ecef_m_s, times, GM_M3_S2)
        apart(position, exact, trial.tolerance_m, "positions leave the ellipse (m)")
        apart(velocity, moving, trial.tolerance_m_s, "velocities leave the ellipse (m/s)")


def runs_backwards(trial: Trial) -> None:
    """About a centre that does not turn, the reversed velocity leads back the same way."""
    for body in trial.above_air:
        out = replace(body, world=CENTRAL)
        times, position, velocity = trial.fly(out)
        back = Body.of_state(position[-1], -velocity[-1], out.ballistic_coefficient_kg_m2, CENTRAL)
        _, returned, _ = trial.fly(back, times)
        apart(returned[::-1], position, GROWTH * trial.tolerance_m, "the way back is another (m)")


def drag_never_adds_energy(trial: Trial) -> None:
    """Through air at rest on the Earth the energy seen from the Earth never rises."""
    for body in trial.in_air:
        states = trial.fly(body)
        laws.assert_drag_never_adds_energy(*states, body.world, slack=trial.energy_share(states[2]))


def agrees_without_air(trial: Trial) -> None:
    """Without air positions are those that this package flies: gravity with J2 about the turning Earth."""
    for body in trial.above_air:
        times, position, _ = trial.fly(body)
        laws.assert_agrees(body, None, times, position, trial.tolerance_m)


def agrees_in_air(trial: Trial) -> None:
    """Through air (the US Standard Atmosphere 1976 unless another is given) positions are those this package flies."""
    for body in trial.in_air:
        times, position, _ = trial.fly(body)
        laws.assert_agrees(body, None, times, position, trial.tolerance_m)


def agrees_in_wind(trial: Trial) -> None:
    """Through a steady wind positions are those that this package flies."""
    for body in trial.in_air:
        blown = replace(body, world=replace(body.world, wind=WIND))
        times, position, _ = trial.fly(blown)
        laws.assert_agrees(blown, None, times, position, trial.tolerance_m)


LAWS: dict[str, Callable[[Trial], None]] = {
    law.__name__: law
    for law in (
        *(starts_at_the_release, velocity_is_the_slope_of_position, times_asked_for_do_not_matter),
        *(goes_on_when_taken_up_again, has_no_first_meridian, is_the_same_north_and_south),
        *(keeps_the_jacobi_integral, keeps_the_momentum_about_the_axis, keeps_the_momentum_about_a_still_centre),
        *(flies_an_ellipse, runs_backwards, drag_never_adds_energy),
        *(agrees_without_air, agrees_in_air, agrees_in_wind),
    )
}
