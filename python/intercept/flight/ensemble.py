"""Ensembles: many bodies in free flight from their states, each in one lane of the machine's vector registers.

For dispersions, Monte Carlo runs and parameter studies. The same forces as every other flight: gravity, drag, lift by
bank angle, wind; see docs/models/integrator.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypedDict

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.base.arguments import column, number, vectors, whole
from intercept.base.arguments import threads as checked_threads
from intercept.base.values import ByValue
from intercept.earth.world import World, planet
from intercept.errors import InvalidParameterError
from intercept.flight.ensemble_columns import SCALARS, STATES, columns, thickness
from intercept.flight.kinds.vehicle import Aerodynamics

Array = npt.NDArray[np.float64]
# The fields that may differ between bodies, and what says how.
GIVEN = (*STATES, *SCALARS, "aerodynamics", "bank_rad", "bank_times_s")


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Ensemble(ByValue):
    """Bodies released with given states and flown until they reach the ground.

    A single body is an ensemble of one. Once made, every field that may differ between bodies is an array with one row
    for each.

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
        Times since release of shape (k,), rising or falling; the bank is linear in between and held outside.
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
    >>> start = ic.earth.geodetic_to_ecef(-0.785, -2.18, 60e3)[0]
    >>> speed = -2000.0 * start / sum(start**2) ** 0.5
    >>> fall = ic.Ensemble(position_ecef_m=start, velocity_ecef_m_s=speed, ballistic_coefficient_kg_m2=[2e3, 8e3])
    >>> ic.fly(fall)
    <Trajectories: 2 rows, 2 impact>
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

    def __post_init__(self) -> None:
        """Check shapes, and bring the columns to one length.

        Raises
        ------
        InvalidParameterError
            The shapes do not fit, or drag is given in both ways or in neither.
        """
        given = {name: getattr(self, name) for name in GIVEN}
        for name, array in columns(given).items():
            object.__setattr__(self, name, array)

    def __repr__(self) -> str:
        return f"<Ensemble: {len(self):,} {'body' if len(self) == 1 else 'bodies'}>"

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
            Number of bodies, and the seed of the draws. The same seed gives the same rows, also in a longer ensemble.
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
        mean = number("ballistic_coefficient_kg_m2", ballistic_coefficient_kg_m2)
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
            ballistic_coefficient_kg_m2=mean * np.exp(beta * z[:, 6]),
            density_factor=np.exp(thick * z[:, 7]),
        )

    def __len__(self) -> int:
        """Return the number of bodies."""
        return len(np.asarray(self.position_ecef_m))

    def fly_rows(self, start: int, stop: int, *, world: World, tolerance_m: float, threads: int) -> _core.Trajectories:
        """Fly the bodies from one number to another, not included: what `ic.fly` calls."""
        return _core.fly_ensemble(self._bodies(slice(start, stop)), **self._options(world, tolerance_m, threads))

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
        return _core.fly_ensemble_ends(self._bodies(slice(None)), **self._options(planet(world), tolerance_m, threads))

    def _bodies(self, rows: slice) -> _core.Bodies:
        own: dict[str, Any] = {
            name: None if (value := getattr(self, name)) is None else value[rows] for name in (*STATES, *SCALARS)
        }
        drag, bank = self.aerodynamics, np.asarray(self.bank_rad)
        times = None if self.bank_times_s is None else np.asarray(self.bank_times_s)
        area_m2 = None if drag is None else drag.reference_area_m2
        thick = thickness(own["ballistic_coefficient_kg_m2"], own["mass_kg"], area_m2)
        # A bank of zero throughout is flown faster if it is left out.
        banked = times is not None or bool(bank.any())
        return _core.Bodies(
            own["position_ecef_m"],
            own["velocity_ecef_m_s"],
            np.asarray(thick * own["density_factor"]),
            own["lift_to_drag"],
            bank_times_s=(np.zeros(1) if times is None else times) if banked else None,
            bank_rad=bank[rows].reshape(len(thick), -1) if banked else None,
            drag=None if drag is None else drag.core(),
        )

    def _options(self, world: World, tolerance_m: float, threads: int) -> _Options:
        return {
            "world": world.core(),
            "tolerance_m": number("tolerance_m", tolerance_m),
            "duration_max_s": self.duration_max_s,
            "steps_max": whole("steps_max", self.steps_max, 1, 1_000_000_000),
            "ground_m": self.ground_m,
            "threads": checked_threads(threads),
        }


class _Options(TypedDict):
    world: _core.World
    tolerance_m: float
    duration_max_s: float
    steps_max: int
    ground_m: float
    threads: int
