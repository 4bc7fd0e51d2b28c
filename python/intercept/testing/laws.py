"""Laws that flights, windows and raids obey, as checks that raise AssertionError with the figures."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from intercept.earth.world import World
from intercept.flight.trajectories import Trajectories
from intercept.raid.simulate import FATES, Tally

Array = npt.NDArray[np.float64]

# WGS-84 and EGM96, the constants of the engine's real Earth (docs/models/earth.md).
GM_M3_S2 = 3.986004418e14
SEMI_MAJOR_AXIS_M = 6378137.0
ROTATION_RATE_RAD_S = 7.292115e-5


def specific_energy(position_ecef_m: Array, velocity_ecef_m_s: Array, world: World | None = None) -> Array:
    """Return the energy per mass (J/kg) seen from the rotating Earth, the Jacobi integral, shape (n,).

    v^2/2 - (GM/r) (1 - sum J_n (a/r)^n P_n(z/r)) - w^2 (x^2 + y^2)/2, n = 2, 3, 4 (Vallado, 4th ed., 1.3, 8.6).
    """
    world = world or World()
    gm = GM_M3_S2 if world.gm_m3_s2 is None else world.gm_m3_s2
    rate = ROTATION_RATE_RAD_S if world.rotation_rate_rad_s is None else world.rotation_rate_rad_s
    r = np.linalg.norm(position_ecef_m, axis=-1)
    legendre = np.polynomial.legendre.Legendre
    zonal = np.zeros(r.shape)
    for degree, harmonic in enumerate(world.zonal_harmonics, start=2):
        zonal += harmonic * (SEMI_MAJOR_AXIS_M / r) ** degree * legendre.basis(degree)(position_ecef_m[..., 2] / r)
    axis2 = np.sum(position_ecef_m[..., :2] ** 2, axis=-1)
    kinetic = 0.5 * np.sum(velocity_ecef_m_s**2, axis=-1)
    return np.asarray(kinetic - gm / r * (1.0 - zonal) - 0.5 * rate**2 * axis2)


def flights(trajectories: Trajectories) -> Iterator[dict[str, Array]]:
    """Yield the knots of each row (see `Trajectories.knots`)."""
    knots = trajectories.knots()
    for start, stop in zip(trajectories.offsets[:-1], trajectories.offsets[1:], strict=True):
        yield {name: column[int(start) : int(stop)] for name, column in knots.items()}


def assert_jacobi_constant(trajectories: Trajectories, world: World | None = None, *, relative: float) -> None:
    """Without air the Jacobi integral keeps its value, within a share of the largest |GM/r|."""
    for row, flight in enumerate(flights(trajectories)):
        energy = specific_energy(flight["position_ecef_m"], flight["velocity_ecef_m_s"], world)
        if not len(energy):
            continue
        drift = float(np.max(np.abs(energy - energy[0]))) / (GM_M3_S2 / SEMI_MAJOR_AXIS_M)
        _demand(drift <= relative, f"row {row}: the Jacobi integral drifts by {drift:.3g}, more than {relative:.3g}")


def assert_momentum_constant(trajectories: Trajectories, *, relative: float) -> None:
    """About a centre at rest, without air, r x v keeps its value, within a share of |r| |v| at its largest."""
    for row, flight in enumerate(flights(trajectories)):
        position, velocity = flight["position_ecef_m"], flight["velocity_ecef_m_s"]
        if not len(position):
            continue
        momentum = np.cross(position, velocity)
        size = float(np.max(np.linalg.norm(position, axis=1) * np.linalg.norm(velocity, axis=1)))
        drift = float(np.max(np.linalg.norm(momentum - momentum[0], axis=1))) / max(size, 1.0)
        _demand(drift <= relative, f"row {row}: the angular momentum drifts by {drift:.3g}, more than {relative:.3g}")


def assert_drag_never_adds_energy(trajectories: Trajectories, *, slack: float) -> None:
    """Through air at rest on the Earth the Jacobi integral never rises, by more than a share `slack` of |GM/r|."""
    for row, flight in enumerate(flights(trajectories)):
        energy = specific_energy(flight["position_ecef_m"], flight["velocity_ecef_m_s"])
        rise = float(np.max(np.diff(energy), initial=0.0)) / (GM_M3_S2 / SEMI_MAJOR_AXIS_M)
        _demand(rise <= slack, f"row {row}: drag adds {rise:.3g} of GM/r between two knots, more than {slack:.3g}")


def assert_continuous(trajectories: Trajectories, *, step_s: float = 1e-6, slack_m: float = 1e-6) -> None:
    """Before, at and after a knot `sample` gives states that differ by no more than the motion in between."""
    for row, flight in enumerate(flights(trajectories)):
        time, speed = flight["time_s"], np.linalg.norm(flight["velocity_ecef_m_s"], axis=1)
        middle, _ = trajectories.sample(np.full(len(time), row), time)
        for side in (-step_s, step_s):
            position, _ = trajectories.sample(np.full(len(time), row), time + side)
            jump = np.linalg.norm(position - middle, axis=1) - speed * step_s
            _demand(bool(np.all(jump <= slack_m)), f"row {row}: a jump of {np.max(jump, initial=0.0):.3g} m at a knot")


def same_flights(one: Trajectories, other: Trajectories) -> bool:
    """Tell whether two batches are the same to the last bit: outcomes, offsets and every knot."""
    if one.outcome.tobytes() != other.outcome.tobytes() or one.offsets.tobytes() != other.offsets.tobytes():
        return False
    ours, theirs = one.knots(), other.knots()
    return all(ours[name].tobytes() == theirs[name].tobytes() for name in ours)


def same_tallies(one: Tally, other: Tally) -> bool:
    """Tell whether two tallies are the same to the last bit."""
    names = ("replication", "fates", "leaked", "rounds", "kills")
    return all(getattr(one, name).tobytes() == getattr(other, name).tobytes() for name in names)


def assert_balanced(tally: Tally, launched: int) -> None:
    """In each replication what was launched has failed, was jammed, was intercepted or has leaked."""
    total = tally.fates.sum(axis=(1, 2)) if tally.fates.shape[1] else np.zeros(len(tally))
    wrong = np.flatnonzero(total != launched)
    _demand(not len(wrong), f"replication {wrong[:1]}: fates add up to {total[wrong[:1]]}, launched were {launched}")
    intercepted = int(tally.fates[:, :, FATES.index("intercepted")].sum())
    _demand(int(tally.kills.sum()) == intercepted, f"{tally.kills.sum()} kills, but {intercepted} intercepted threats")
    over = tally.leaked.sum(axis=1) > tally.fates[:, :, FATES.index("leaked")].sum(axis=1)
    _demand(not over.any(), "more threats leaked at assets than leaked in all")


def _demand(holds: bool, message: str) -> None:  # noqa: FBT001 - a check and what it says
    if not holds:
        raise AssertionError(message)
