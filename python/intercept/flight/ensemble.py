"""Ensembles: many bodies in free flight from their states, one a lane of the machine's vector registers.

For dispersions, Monte Carlo runs and parameter studies. The same forces as every other flight: gravity, drag, lift by
bank angle, wind; see docs/models/integrator.md.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypedDict

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.base.arguments import column, number, vectors, whole
from intercept.base.arguments import threads as checked_threads
from intercept.base.table import Table
from intercept.earth.world import World, planet
from intercept.errors import InvalidParameterError
from intercept.flight.ensemble_columns import bank_schedules, repeated, rows, thickness
from intercept.flight.kinds.vehicle import Aerodynamics
from intercept.flight.trajectories import Outcome, Trajectories

Array = npt.NDArray[np.float64]
EARTH = World().core()


@dataclass(frozen=True, eq=False, kw_only=True)
class Ensemble:
    """Bodies released with given states and flown until they reach the ground.

    Parameters
    ----------
    position_ecef_m, velocity_ecef_m_s
        States, shape (n, 3) or (3,); velocity relative to the rotating Earth.
    ballistic_coefficient_kg_m2
        Mass over drag coefficient times area, 1 to 1e9, shape (n,) or one number. Instead of it: `mass_kg` and
        `aerodynamics`.
    mass_kg
        Mass, shape (n,) or one number, of bodies with a drag table.
    aerodynamics
        A drag table by Mach number (`Aerodynamics.table`, `Aerodynamics.published`), common to all; its lift is not
        used.
    lift_to_drag
        Lift over drag, -10 to 10, shape (n,) or one number; 0 for ballistic bodies.
    bank_rad
        Bank angle, -7 to 7: one number, shape (n,), or shape (n, k) at `bank_times_s`. 0 lifts up, positive leans
        right.
    bank_times_s
        Ascending times since release of shape (k,); the bank is linear in between and held outside.
    density_factor
        Factor of the air's density for each body, shape (n,) or one number: a dispersion of the air.
    duration_max_s, steps_max
        Limits; bodies that reach them end with the outcome TIMEOUT or STEP_LIMIT.
    ground_m
        Altitude of the ground, -5,000 to 100,000.

    A row that is out of range ends with the outcome INVALID and a reason; see `Trajectories.fault`.

    Examples
    --------
    >>> import intercept as ic
    >>> start = ic.earth.geodetic_to_ecef(0.8, 0.3, 60e3)[0]
    >>> speed = -2000.0 * start / sum(start**2) ** 0.5
    >>> fall = ic.Ensemble(position_ecef_m=start, velocity_ecef_m_s=speed, ballistic_coefficient_kg_m2=[2e3, 8e3])
    >>> [round(t) for t in fall.ends()["time_s"]]
    [45, 31]
    """

    position_ecef_m: npt.ArrayLike
    velocity_ecef_m_s: npt.ArrayLike
    ballistic_coefficient_kg_m2: npt.ArrayLike | None = None
    mass_kg: npt.ArrayLike | None = None
    aerodynamics: Aerodynamics | None = None
    lift_to_drag: npt.ArrayLike = 0.0
    bank_rad: npt.ArrayLike = 0.0
    bank_times_s: npt.ArrayLike | None = None
    density_factor: npt.ArrayLike = 1.0
    duration_max_s: float = 36_000.0
    steps_max: int = 100_000
    ground_m: float = 0.0
    _bodies: _core.Bodies = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Check shapes, and bring the columns to one length.

        Raises
        ------
        InvalidParameterError
            The shapes do not fit, or drag is given in both ways or in neither.
        """
        object.__setattr__(self, "_bodies", self._compile())

    @classmethod
    def perturbed(  # noqa: PLR0913 - a state and its deviations, by keyword
        cls,
        position_ecef_m: npt.ArrayLike,
        velocity_ecef_m_s: npt.ArrayLike,
        *,
        ballistic_coefficient_kg_m2: float,
        rows: int,
        seed: int,
        position_sigma_m: npt.ArrayLike = 0.0,
        velocity_sigma_m_s: npt.ArrayLike = 0.0,
        ballistic_coefficient_sigma: float = 0.0,
        density_sigma: float = 0.0,
    ) -> Ensemble:
        """Return one state perturbed many times by independent normal errors.

        Parameters
        ----------
        position_ecef_m, velocity_ecef_m_s
            The state, shape (3,).
        ballistic_coefficient_kg_m2
            Its ballistic coefficient.
        rows, seed
            How many, and the seed of the draws: same seed, same rows, and the first rows of a longer ensemble.
        position_sigma_m, velocity_sigma_m_s
            Standard deviations, one number or of shape (3,) along the ECEF axes.
        ballistic_coefficient_sigma, density_sigma
            Relative standard deviations; the factors are exp(sigma z), so that none is negative.

        Raises
        ------
        InvalidParameterError
            A shape does not fit, a number is not finite, or a deviation is negative.
        """
        n = whole("rows", rows, 1, 100_000_000)
        state = [vectors("position_ecef_m", position_ecef_m), vectors("velocity_ecef_m_s", velocity_ecef_m_s)]
        spreads = {"position_sigma_m": position_sigma_m, "velocity_sigma_m_s": velocity_sigma_m_s}
        sigmas = [column(name, value, 3) for name, value in spreads.items()]
        beta = number("ballistic_coefficient_sigma", ballistic_coefficient_sigma, 0.0, 10.0)
        thick = number("density_sigma", density_sigma, 0.0, 10.0)
        if any(len(s) != 1 for s in state):
            raise InvalidParameterError("position_ecef_m and velocity_ecef_m_s must be one state, of shape (3,)")
        for name, sigma in zip(spreads, sigmas, strict=True):
            if np.any(sigma < 0) or not np.all(np.isfinite(sigma)):
                raise InvalidParameterError(f"{name} = {sigma} is not allowed: must be finite and not negative")
        z = np.random.Generator(np.random.Philox(whole("seed", seed, 0, 2**63 - 1))).standard_normal((n, 8))
        return cls(
            position_ecef_m=state[0] + z[:, 0:3] * sigmas[0],
            velocity_ecef_m_s=state[1] + z[:, 3:6] * sigmas[1],
            ballistic_coefficient_kg_m2=ballistic_coefficient_kg_m2 * np.exp(beta * z[:, 6]),
            density_factor=np.exp(thick * z[:, 7]),
        )

    def __len__(self) -> int:
        """Return the number of bodies."""
        return len(self._bodies)

    def fly_ensemble(self, *, world: World | None = None, tolerance_m: float = 1e-4, threads: int = 0) -> Trajectories:
        """Fly all bodies, keeping their paths; `ic.fly(ensemble)` is the same.

        Parameters
        ----------
        world
            A simplified planet; the real Earth unless given.
        tolerance_m
            Error allowed per step, m in position and a tenth of that in m/s of velocity; 1e-9 to 1000.
        threads
            Worker threads, 0 for all cores. The result is the same bits for any number.

        Raises
        ------
        InvalidParameterError
            A limit is out of range. A bad row gets the outcome INVALID instead.
        """
        return Trajectories(_core.fly_ensemble(self._bodies, **self._options(world, tolerance_m, threads)))

    def ends(self, *, world: World | None = None, tolerance_m: float = 1e-4, threads: int = 0) -> dict[str, Array]:
        """Fly all bodies and return their ends only: faster, and 72 bytes a row.

        Returns
        -------
        dict
            time_s (n,), position_ecef_m and velocity_ecef_m_s (n, 3), outcome (n,) codes of `Outcome`, steps (n,) that
            were tried. NaN for a row that could not be flown.

        Raises
        ------
        InvalidParameterError
            A limit is out of range.
        """
        return _core.fly_ensemble_ends(self._bodies, **self._options(world, tolerance_m, threads))

    def impacts(self, *, world: World | None = None, tolerance_m: float = 1e-4, threads: int = 0) -> Table:
        """Fly all bodies and return where they end: time_s, latitude_deg, longitude_deg, speed_m_s, outcome.

        Raises
        ------
        InvalidParameterError
            A limit is out of range.
        """
        ends = self.ends(world=world, tolerance_m=tolerance_m, threads=threads)
        geodetic = _core.ecef_to_geodetic(ends["position_ecef_m"])
        return Table(
            {
                "time_s": ends["time_s"],
                "latitude_deg": np.degrees(geodetic[:, 0]),
                "longitude_deg": np.degrees(geodetic[:, 1]),
                "speed_m_s": np.linalg.norm(ends["velocity_ecef_m_s"], axis=1),
                "outcome": [Outcome(int(code)).name.lower() for code in ends["outcome"]],
            }
        )

    def _options(self, world: World | None, tolerance_m: float, threads: int) -> _Options:
        return {
            "world": EARTH if world is None else planet(world).core(),
            "tolerance_m": tolerance_m,
            "duration_max_s": self.duration_max_s,
            "steps_max": whole("steps_max", self.steps_max, 1, 1_000_000_000),
            "ground_m": self.ground_m,
            "threads": checked_threads(threads),
        }

    def _compile(self) -> _core.Bodies:
        position = vectors("position_ecef_m", self.position_ecef_m)
        velocity = vectors("velocity_ecef_m_s", self.velocity_ecef_m_s)
        columns = (
            self.ballistic_coefficient_kg_m2,
            self.mass_kg,
            self.lift_to_drag,
            self.bank_rad,
            self.density_factor,
        )
        n = max(len(position), len(velocity), *map(rows, columns)) if len(position) and len(velocity) else 0
        drag = None if self.aerodynamics is None else self.aerodynamics.core()
        thick = thickness(n, self.ballistic_coefficient_kg_m2, self.mass_kg, self.aerodynamics)
        if type(self.density_factor) is not float or self.density_factor != 1.0:
            thick = thick * column("density_factor", self.density_factor, n)
        times, banks = bank_schedules(n, self.bank_rad, self.bank_times_s)
        return _core.Bodies(
            repeated("position_ecef_m", position, n),
            repeated("velocity_ecef_m_s", velocity, n),
            thick,
            column("lift_to_drag", self.lift_to_drag, n),
            bank_times_s=times,
            bank_rad=banks,
            drag=drag,
        )


def release(  # noqa: PLR0913 - a state and its keyword-only options
    position_ecef_m: npt.ArrayLike,
    velocity_ecef_m_s: npt.ArrayLike,
    *,
    ballistic_coefficient_kg_m2: npt.ArrayLike,
    lift_to_drag: npt.ArrayLike = 0.0,
    bank_rad: npt.ArrayLike = 0.0,
    world: World | None = None,
    duration_max_s: float = 36_000.0,
    tolerance_m: float = 1e-4,
    threads: int = 0,
) -> Trajectories:
    """Fly bodies from given states to the ground: an `Ensemble` in one call.

    Parameters
    ----------
    position_ecef_m, velocity_ecef_m_s
        States, shape (n, 3) or (3,); velocity relative to the rotating Earth.
    ballistic_coefficient_kg_m2
        Mass over drag coefficient times area, 1 to 1e9, shape (n,) or one number.
    lift_to_drag, bank_rad
        Constant lift; bank 0 lifts up, positive leans right.
    world
        A simplified planet, as published cases use them; the real Earth unless given.
    duration_max_s
        Flights still up by then end with the outcome TIMEOUT.
    tolerance_m, threads
        As in `Ensemble.fly_ensemble`.

    Raises
    ------
    InvalidParameterError
        The shapes do not fit, or an option is out of range. A bad row gets the outcome INVALID instead.
    """
    bodies = Ensemble(
        position_ecef_m=position_ecef_m,
        velocity_ecef_m_s=velocity_ecef_m_s,
        ballistic_coefficient_kg_m2=ballistic_coefficient_kg_m2,
        lift_to_drag=lift_to_drag,
        bank_rad=bank_rad,
        duration_max_s=duration_max_s,
    )
    return bodies.fly_ensemble(world=world, tolerance_m=tolerance_m, threads=threads)


class _Options(TypedDict):
    world: _core.World
    tolerance_m: float
    duration_max_s: float
    steps_max: int
    ground_m: float
    threads: int
