"""Ensembles: many bodies in free flight from their states, each in one lane of the machine's vector registers.

For dispersions, Monte Carlo runs and parameter studies. The same forces as every other flight: gravity, drag, lift by
bank angle, wind; see docs/models/integrator.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast, get_args

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.base.arguments import choice, column, number, refused, texts, vectors, whole
from intercept.base.arguments import threads as checked_threads
from intercept.base.at_once import at_once
from intercept.base.factories import by_calls
from intercept.base.values import ByValue
from intercept.earth.world import World, planet
from intercept.errors import InvalidParameterError
from intercept.flight.dispersion import Dispersion
from intercept.flight.ensemble_columns import NUMBERS, STATES, is_level
from intercept.flight.ensemble_columns import columns as together
from intercept.flight.kinds.aerodynamics import Aerodynamics

Array = npt.NDArray[np.float64]
# What is known of an end.
End = Literal["time_s", "position_ecef_m", "velocity_ecef_m_s", "outcome", "steps"]
ENDS: tuple[End, ...] = get_args(End)


@at_once
@by_calls("ic.Ensemble.perturbed")
@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Ensemble(ByValue):
    """Bodies released with given states and flown until they reach the ground.

    A single body is an ensemble of one. Once made, every field that may differ between bodies is an array with one row
    for each. A row that is out of range ends with the outcome INVALID and a reason; see `Trajectories.fault`.

    Model, sources, limits: docs/models/integrator.md.

    Parameters
    ----------
    position_ecef_m, velocity_ecef_m_s
        States, shape (n, 3) or (3,); velocity relative to the rotating Earth.
    ballistic_coefficient_kg_m2
        Mass over drag coefficient times area, 1 to 1e9, shape (n,) or one number; or `mass_kg` and `aerodynamics`.
    mass_kg
        Mass, shape (n,) or one number, of bodies with a drag table.
    aerodynamics
        A drag table by Mach number (`Aerodynamics.table` or `published`), common to all; its lift is not used.
    lift_to_drag
        Lift over drag, -10 to 10, shape (n,) or one number; 0 for ballistic bodies.
    bank_rad
        Bank angle, -7 to 7, shape (n,), one number, or (n, k) at `bank_times_s`. 0 lifts up, positive leans right.
    bank_times_s
        Times since release of shape (k,), rising or falling; the bank is linear in between and held outside.
    density_factor
        Factor of the air's density, shape (n,) or one number: a dispersion of the air.
    duration_max_s, steps_max
        Limits; bodies that reach them end with the outcome TIMEOUT or STEP_LIMIT.
    ground_m
        Altitude of the ground, -5,000 to 100,000.

    Raises
    ------
    InvalidParameterError
        A shape does not fit, or drag is not given in exactly one way.

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
        """Check shapes, and bring the columns to one length."""
        vars(self).update(together(vars(self)))

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

        Examples
        --------
        >>> import intercept as ic
        >>> start = ic.earth.geodetic_to_ecef(-0.785, -2.18, 60e3)[0]
        >>> velocity = -2000.0 * start / sum(start**2) ** 0.5
        >>> many = ic.Ensemble.perturbed(
        ...     start, velocity, ballistic_coefficient_kg_m2=5e3, rows=100, seed=1, velocity_sigma_m_s=3.0
        ... )
        >>> many.ends(columns=["outcome"])["outcome"].tolist() == 100 * [ic.Outcome.IMPACT]
        True
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
        return len(cast("Array", self.position_ecef_m))

    def fly_rows(self, start: int, stop: int, *, world: World, tolerance_m: float, threads: int) -> _core.Trajectories:
        """Fly the bodies from one number to another, not included: what `ic.fly` calls."""
        return _core.fly_ensemble(self._bodies(start, stop), *self._options(world, tolerance_m, threads))

    def ends(
        self,
        *,
        columns: Sequence[End] = ENDS,
        world: World | None = None,
        tolerance_m: float = 1e-4,
        threads: int = 0,
    ) -> dict[str, Array]:
        """Fly all bodies and return their ends only: faster, and 61 bytes a row.

        Parameters
        ----------
        columns
            What is wanted of the ends, of the names below: nothing else is kept.
        world, tolerance_m, threads
            See `ic.fly`.

        Returns
        -------
        dict
            time_s (n,), position_ecef_m and velocity_ecef_m_s (n, 3), outcome (n,) codes of `Outcome`, steps (n,) that
            were tried; those asked for, in their order. NaN for a row that could not be flown.

        Raises
        ------
        InvalidParameterError
            A limit is out of range, or a column is none of these.

        Examples
        --------
        >>> import intercept as ic
        >>> start = ic.earth.geodetic_to_ecef(-0.785, -2.18, 60e3)[0]
        >>> fall = ic.Ensemble(position_ecef_m=start, velocity_ecef_m_s=[0.0] * 3, ballistic_coefficient_kg_m2=2e3)
        >>> {name: column.round().tolist() for name, column in fall.ends(columns=["time_s"]).items()}
        {'time_s': [136.0]}
        """
        wanted = ENDS if columns is ENDS else _wanted(columns)
        options = self._options(planet(world), number("tolerance_m", tolerance_m), checked_threads(threads))
        return _core.fly_ensemble_ends(self._bodies(0, len(self)), wanted, *options)

    def dispersion(
        self,
        probability: float = 0.5,
        *,
        world: World | None = None,
        tolerance_m: float = 1e-4,
        threads: int = 0,
    ) -> Dispersion:
        """Fly all bodies and return where they come down: the ends, and an ellipse at a probability.

        Parameters
        ----------
        probability
            Share of the normal law fitted to the ends that the ellipse holds, 0.01 to 0.999.
        world, tolerance_m, threads
            See `ic.fly`; the world must be the ellipsoid.

        Raises
        ------
        InvalidParameterError
            A parameter is out of range, fewer than 10 bodies came down, or they came down within 1 mm or farther than
            2,000 km from their middle.

        Examples
        --------
        >>> import intercept as ic
        >>> place = (-0.785, -2.18, 60e3)
        >>> start = ic.earth.geodetic_to_ecef(*place)[0]
        >>> speed = ic.earth.enu_vector_to_ecef([900.0, 0.0, -1800.0], place)[0]
        >>> options = {"ballistic_coefficient_kg_m2": 5e3, "velocity_sigma_m_s": 5.0, "rows": 500, "seed": 1}
        >>> found = ic.Ensemble.perturbed(start, speed, **options).dispersion(0.9)
        >>> (len(found), round(found.semi_major_m), round(found.semi_minor_m), round(100 * found.inside_share))
        (500, 384, 337, 90)
        """
        if (sphere := planet(world).sphere_radius_m) is not None:
            raise InvalidParameterError(
                f"world with sphere_radius_m = {sphere:g} is not allowed: ends are measured on the ellipsoid alone"
            )
        found = self.ends(
            columns=("time_s", "position_ecef_m", "outcome"), world=world, tolerance_m=tolerance_m, threads=threads
        )
        return Dispersion.of_ends(
            found["time_s"], found["position_ecef_m"], found["outcome"].astype(np.uint8), probability
        )

    def _bodies(self, start: int, stop: int) -> _core._Bodies:
        """Return the columns of some bodies as the core takes them."""
        held: dict[str, Any] = vars(self)
        drag, times, bank = self.aerodynamics, self.bank_times_s, None
        if start > 0 or stop < len(self):
            held = {name: held[name][start:stop] for name in (*STATES, *NUMBERS) if held[name] is not None}
        if times is not None:
            bank = (cast("Array", times), held["bank_rad"])
        elif not is_level(held["bank_rad"]):
            bank = (np.zeros(1), held["bank_rad"].reshape(-1, 1))
        return (
            held["position_ecef_m"],
            held["velocity_ecef_m_s"],
            held["ballistic_coefficient_kg_m2"] if drag is None else None,
            None if drag is None else (held["mass_kg"], drag.core(), cast("float", drag.reference_area_m2)),
            held["lift_to_drag"],
            held["density_factor"],
            bank,
        )

    def _options(
        self, world: World, tolerance_m: float, threads: int
    ) -> tuple[_core.World, float, float, int, float, int]:
        steps_max = whole("steps_max", self.steps_max, 1, 1_000_000_000)
        return world.core(), tolerance_m, self.duration_max_s, steps_max, self.ground_m, threads


def _wanted(columns: object) -> list[str]:
    """Return which columns of ends are wanted; raises InvalidParameterError unless it is some of them."""
    wanted = [choice("columns", name, ENDS) for name in texts("columns", columns)]
    if not wanted:
        raise refused("columns", columns, f"at least one of {', '.join(ENDS)}")
    return wanted
