"""Laws that flights and raids obey, as checks that raise AssertionError with the figures.

Laws of motion take plain arrays, of any program: times (n,), and Earth-fixed positions and velocities (n, 3), these
relative to the rotating Earth. `flights` and `around_knots` hand over the rows of a batch:

    for states in laws.flights(trajectories):
        laws.assert_jacobi_constant(*states, relative=1e-9)

Examples
--------
>>> from intercept.testing import Body, laws
>>> body = Body(-0.785, -2.18, altitude_m=1e5, speed_m_s=1e3, flight_path_rad=0.3, azimuth_rad=1.0)
>>> flown = body.fly()
>>> for states in laws.flights(flown):
...     laws.assert_jacobi_constant(*states, body.world, relative=1e-9)
...     laws.assert_axial_momentum_constant(*states, body.world, relative=1e-9)
>>> for states in laws.around_knots(flown):
...     laws.assert_continuous(*states)
>>> laws.same_flights(flown, body.fly())
True
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from intercept.base.arguments import instance
from intercept.earth.world import World
from intercept.flight.trajectories import Trajectories
from intercept.raid.tally import FATES, Tally
from intercept.testing.body import Body

Array = npt.NDArray[np.float64]
# Times, positions and velocities.
States: TypeAlias = tuple[Array, Array, Array]

# WGS-84 and EGM96, the constants of the engine's real Earth (docs/models/earth.md).
GM_M3_S2 = 3.986004418e14
SEMI_MAJOR_AXIS_M = 6378137.0
ROTATION_RATE_RAD_S = 7.292115e-5


def specific_energy(position_ecef_m: Array, velocity_ecef_m_s: Array, world: World | None = None) -> Array:
    """Return the energy per mass (J/kg) seen from the rotating Earth, the Jacobi integral, shape (n,).

    v^2/2 - (GM/r) (1 - sum J_n (a/r)^n P_n(z/r)) - w^2 (x^2 + y^2)/2, n = 2, 3, 4 (Vallado, 4th ed., 1.3, 8.6).
    """
    world = world or World()
    gm, rate = gm_m3_s2(world), rotation_rate_rad_s(world)
    r = np.linalg.norm(position_ecef_m, axis=-1)
    legendre = np.polynomial.legendre.Legendre
    zonal = np.zeros(r.shape)
    for degree, harmonic in enumerate(world.zonal_harmonics, start=2):
        zonal += harmonic * (SEMI_MAJOR_AXIS_M / r) ** degree * legendre.basis(degree)(position_ecef_m[..., 2] / r)
    axis2 = np.sum(position_ecef_m[..., :2] ** 2, axis=-1)
    kinetic = 0.5 * np.sum(velocity_ecef_m_s**2, axis=-1)
    return np.asarray(kinetic - gm / r * (1.0 - zonal) - 0.5 * rate**2 * axis2)


def flights(trajectories: Trajectories) -> Iterator[States]:
    """Yield the knots of each row that was flown as times (n,), positions and velocities (n, 3): what a law takes."""
    knots = trajectories.knots()
    columns = knots["time_s"], knots["position_ecef_m"], knots["velocity_ecef_m_s"]
    for start, stop in zip(trajectories.offsets[:-1].tolist(), trajectories.offsets[1:].tolist(), strict=True):
        if stop > start:
            yield tuple(column[start:stop] for column in columns)  # type: ignore[misc]  # three columns


def around_knots(trajectories: Trajectories, step_s: float = 1e-6) -> Iterator[States]:
    """Yield the states of each row at its knots, and a step before and after each: where a path could have a gap."""
    for row in np.flatnonzero(np.diff(trajectories.offsets.astype(np.int64))):
        start, stop = (int(each) for each in trajectories.offsets[row : row + 2])
        time_s = (trajectories.knots()["time_s"][start:stop, None] + np.array([-step_s, 0.0, step_s])).ravel()
        yield (time_s, *trajectories.sample(int(row), time_s))


def assert_jacobi_constant(
    time_s: Array, position_ecef_m: Array, velocity_ecef_m_s: Array, world: World | None = None, *, relative: float
) -> None:
    """Without air the Jacobi integral keeps its value, within a share of GM over the semi-major axis."""
    _shapes(time_s, position_ecef_m, velocity_ecef_m_s)
    energy = specific_energy(position_ecef_m, velocity_ecef_m_s, world)
    drift = _largest(np.abs(energy - energy[0])) / (GM_M3_S2 / SEMI_MAJOR_AXIS_M)
    demand(drift <= relative, f"the Jacobi integral drifts by {drift:.3g}, more than {relative:.3g}")


def assert_momentum_constant(
    time_s: Array, position_ecef_m: Array, velocity_ecef_m_s: Array, *, relative: float
) -> None:
    """About a centre at rest, without air, r x v keeps its value, within a share of |r| |v| at its largest."""
    _shapes(time_s, position_ecef_m, velocity_ecef_m_s)
    momentum = np.cross(position_ecef_m, velocity_ecef_m_s)
    size = _largest(np.linalg.norm(position_ecef_m, axis=1) * np.linalg.norm(velocity_ecef_m_s, axis=1))
    drift = _largest(np.linalg.norm(momentum - momentum[0], axis=1)) / max(size, 1.0)
    demand(drift <= relative, f"the angular momentum drifts by {drift:.3g}, more than {relative:.3g}")


def assert_axial_momentum_constant(
    time_s: Array, position_ecef_m: Array, velocity_ecef_m_s: Array, world: World | None = None, *, relative: float
) -> None:
    """Without air the inertial angular momentum about the axis keeps its value: x v_y - y v_x + w (x^2 + y^2).

    Zonal harmonics pull towards the axis and along it only. Within a share of |r| (|v| + w |r|) at its largest.
    """
    _shapes(time_s, position_ecef_m, velocity_ecef_m_s)
    rate = rotation_rate_rad_s(world)
    (x, y, _), (along_x, along_y, _) = position_ecef_m.T, velocity_ecef_m_s.T
    momentum = x * along_y - y * along_x + rate * (x**2 + y**2)
    distance, speed = np.linalg.norm(position_ecef_m, axis=1), np.linalg.norm(velocity_ecef_m_s, axis=1)
    size = _largest(distance * (speed + abs(rate) * distance))
    drift = _largest(np.abs(momentum - momentum[0])) / max(size, 1.0)
    demand(drift <= relative, f"the momentum about the axis drifts by {drift:.3g}, more than {relative:.3g}")


def assert_drag_never_adds_energy(
    time_s: Array, position_ecef_m: Array, velocity_ecef_m_s: Array, world: World | None = None, *, slack: float
) -> None:
    """Through air at rest on the Earth the Jacobi integral never rises, by more than a share `slack` of GM/a."""
    _shapes(time_s, position_ecef_m, velocity_ecef_m_s)
    energy = specific_energy(position_ecef_m, velocity_ecef_m_s, world)
    rise = float(np.max(energy - np.minimum.accumulate(energy))) / (GM_M3_S2 / SEMI_MAJOR_AXIS_M)
    demand(rise <= slack, f"drag adds {rise:.3g} of GM/a, more than {slack:.3g}")


def assert_continuous(
    time_s: Array,
    position_ecef_m: Array,
    velocity_ecef_m_s: Array,
    *,
    within_s: float = 1e-5,
    slack_m: float = 1e-6,
) -> None:
    """States no more than `within_s` apart are no farther apart than the motion in between: see `around_knots`."""
    _shapes(time_s, position_ecef_m, velocity_ecef_m_s)
    step_s = np.diff(time_s)
    near = np.abs(step_s) <= within_s
    demand(bool(near.any()), f"no two states are within {within_s:g} s of one another: ask for some")
    speed = np.linalg.norm(velocity_ecef_m_s, axis=1)
    moved = np.linalg.norm(np.diff(position_ecef_m, axis=0), axis=1)
    jump = _largest((moved - np.abs(step_s) * np.maximum(speed[1:], speed[:-1]))[near])
    demand(jump <= slack_m, f"a jump of {jump:.3g} m between two states, more than {slack_m:.3g} m")


def assert_velocity_is_slope(
    time_s: Array, position_ecef_m: Array, velocity_ecef_m_s: Array, *, slack_m: float
) -> None:
    """From the first state on, the summed velocities lead to the positions: every second one, by Simpson's rule.

    For states so near that the rule holds: over two equal steps h it is off by h^5/90 of the fifth derivative.
    """
    _shapes(time_s, position_ecef_m, velocity_ecef_m_s)
    demand(len(time_s) >= 3, f"{len(time_s)} states are too few for a slope: must be at least 3")
    last = len(time_s) - 1 + len(time_s) % 2
    first, middle, second = (velocity_ecef_m_s[k : last - 1 + k : 2] for k in (0, 1, 2))
    before, after = (np.diff(time_s[:last])[k::2, None] for k in (0, 1))
    # The parabola through three velocities at uneven steps, summed over both.
    span = before + after
    led = span / 6.0 * ((2.0 - after / before) * first + span**2 / (before * after) * middle)
    led += span / 6.0 * (2.0 - before / after) * second
    off = _largest(np.linalg.norm(np.cumsum(led, axis=0) + position_ecef_m[0] - position_ecef_m[2:last:2], axis=1))
    demand(off <= slack_m, f"velocities lead {off:.3g} m away from the positions, more than {slack_m:.3g} m")


def assert_agrees(
    body: Body, world: World | None, time_s: npt.ArrayLike, position_ecef_m: npt.ArrayLike, tolerance_m: float
) -> None:
    """Positions of a body at times since its release are those that this package flies, within a tolerance (m).

    Parameters
    ----------
    body
        What was released.
    world
        Over which world; the body's own unless given.
    time_s, position_ecef_m
        Times (n,) within the flight, and Earth-fixed positions (n, 3).
    tolerance_m
        How far they may be off.

    Raises
    ------
    AssertionError
        A position is farther off, or a time lies beyond the flight; the message tells where, and by how much.
    """
    body = instance("body", body, Body) if world is None else replace(instance("body", body, Body), world=world)
    times = np.asarray(time_s, dtype=np.float64)
    found = np.asarray(position_ecef_m, dtype=np.float64)
    _shapes(times, found)
    flown = body.fly()
    end_s = float(flown.table()["flight_time_s"][0])
    late = _largest(times) - end_s
    demand(late <= 0.0, f"time {_largest(times):.6g} s is not within the flight, which ends at {end_s:.6g} s")
    off = np.linalg.norm(flown.sample(0, times)[0] - found, axis=1)
    worst = int(np.argmax(off))
    demand(
        bool(off[worst] <= tolerance_m),
        f"{off[worst]:.4g} m from where the engine has the body at {times[worst]:.6g} s, more than {tolerance_m:g} m",
    )


def same_flights(one: Trajectories, other: Trajectories) -> bool:
    """Tell whether two batches are the same to the last bit: outcomes, offsets and every knot."""
    if one.outcome.tobytes() != other.outcome.tobytes() or one.offsets.tobytes() != other.offsets.tobytes():
        return False
    ours, theirs = one.knots(), other.knots()
    return all(ours[name].tobytes() == theirs[name].tobytes() for name in ours)


def same_tallies(one: Tally, other: Tally) -> bool:
    """Tell whether two tallies are the same to the last bit."""
    ours, theirs = one.arrays(), other.arrays()
    return ours.keys() == theirs.keys() and all(ours[name].tobytes() == theirs[name].tobytes() for name in ours)


def assert_balanced(tally: Tally, launched: int) -> None:
    """In each replication what was launched has one fate, each leaker one cause, and each interceptor spent a round."""
    instance("tally", tally, Tally)
    total = tally.fates.sum(axis=(1, 2)) if tally.fates.shape[1] else np.zeros(len(tally))
    wrong = np.flatnonzero(total != launched)
    demand(not len(wrong), f"replication {wrong[:1]}: fates add up to {total[wrong[:1]]}, launched were {launched}")
    intercepted = int(tally.fates[:, :, FATES.index("intercepted")].sum())
    demand(int(tally.kills.sum()) == intercepted, f"{tally.kills.sum()} kills, but {intercepted} intercepted threats")
    leaked = tally.fates[:, :, FATES.index("leaked")]
    demand(bool((tally.causes.sum(axis=2) == leaked).all()), "a leaker has no cause, or two")
    demand(bool((tally.leaked_by_wave.sum(axis=1) == leaked.sum(axis=1)).all()), "a leaker is of no wave, or of two")
    over = tally.leaked.sum(axis=1) > leaked.sum(axis=1)
    demand(not over.any(), "more threats leaked at assets than leaked in all")
    spent = tally.kills.sum(axis=(1, 2)) + tally.wasted.sum(axis=1)
    demand(bool((spent <= tally.rounds.sum(axis=1)).all()), "more rounds killed or were wasted than were spent")


def rotation_rate_rad_s(world: World | None) -> float:
    """Return the rate of rotation of a world, that of the Earth unless it has its own."""
    given = None if world is None else world.rotation_rate_rad_s
    return ROTATION_RATE_RAD_S if given is None else given


def gm_m3_s2(world: World | None) -> float:
    """Return the gravitational parameter of a world, that of the Earth unless it has its own."""
    given = None if world is None else world.gm_m3_s2
    return GM_M3_S2 if given is None else given


def demand(holds: bool, message: str) -> None:  # noqa: FBT001 - a check and what it says
    """Raise AssertionError with a message unless something holds."""
    if not holds:
        raise AssertionError(message)


def _largest(values: Array) -> float:
    """Return the greatest value; one that is not a number counts as infinite, so that no law holds for it."""
    greatest = float(np.max(values))
    return greatest if np.isfinite(greatest) else float("inf")


def _shapes(time_s: Array, *vectors: Array) -> None:
    n = len(time_s)
    demand(n > 0 and np.shape(time_s) == (n,), f"times of shape {np.shape(time_s)} are not of shape (n,), n above 0")
    for each in vectors:
        demand(np.shape(each) == (n, 3), f"positions or velocities of shape {np.shape(each)} are not of shape ({n}, 3)")
