"""What is launched: stages, the vehicle they make, and how its thrust is steered.

Model: docs/models/boost.md.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import intercept._core as _core
from intercept.base.arguments import check_scalars, instance, listed, number, refused, scalars
from intercept.base.values import Remade, ShortRepr
from intercept.earth.dataset import STANDARD_GRAVITY_M_S2
from intercept.errors import InvalidParameterError
from intercept.flight.kinds.aerodynamics import Aerodynamics, Points, checked_points


@dataclass(frozen=True, repr=False)
class Stage(ShortRepr):
    """A stage: propellant and structure (kg), specific impulse (s), and a burn time (s) or a thrust curve.

    The thrust curve is (time since ignition in s, share of thrust) to burn-out, straight lines, as points or as the two
    columns of a motor's file: its scale does not matter, the propellant mass and the specific impulse give the thrust
    (`of_motor` takes a thrust in newtons for what it is). One that begins later than 0 rises from zero there; two
    shares at one time are a step. `coast_s` is the time from this stage's burn-out, when it is dropped, to the next
    ignition.

    Model, sources, limits: docs/models/boost.md.

    Raises
    ------
    InvalidParameterError
        A value is out of range, or there is not exactly one of burn time and thrust curve.

    Examples
    --------
    >>> import intercept as ic
    >>> ic.flights.Stage(3000.0, 500.0, 60.0)
    Stage(propellant_mass_kg=3000.0, dry_mass_kg=500.0, burn_time_s=60.0)
    """

    propellant_mass_kg: float
    dry_mass_kg: float
    burn_time_s: float | None = None
    specific_impulse_sea_level_s: float = 240.0
    specific_impulse_vacuum_s: float = 265.0
    thrust_curve: Points = ()
    coast_s: float = 0.0

    def __post_init__(self) -> None:
        """Check the numbers, and that there is one of burn time and thrust curve."""
        object.__setattr__(self, "thrust_curve", checked_points("thrust_curve", self.thrust_curve))
        if (self.burn_time_s is None) == (not self.thrust_curve):
            raise InvalidParameterError(
                f"burn_time_s = {self.burn_time_s} with a thrust_curve of {len(self.thrust_curve)} points is not"
                " allowed: must be one of them"
            )
        # A vehicle of this stage alone checks the numbers.
        _core.Vehicle([self.row()], 1.0, Aerodynamics.ballistic_coefficient(1e3).core(), None)

    @classmethod
    def of_motor(
        cls, propellant_mass_kg: float, dry_mass_kg: float, thrust_curve_n: Points, *, coast_s: float = 0.0
    ) -> Stage:
        """Return a stage with the thrust that was measured: its points or columns of time (s) and thrust (N).

        The specific impulse is that of the curve, Isp = integral of F dt / (m_p g0), at any height: one measurement
        does not say how thrust grows as the air thins.

        Parameters
        ----------
        propellant_mass_kg, dry_mass_kg
            What burns, and what is left: a motor's file has the loaded mass, which is their sum.
        thrust_curve_n
            Times since ignition (s) and thrusts (N).
        coast_s
            From burn-out to the next ignition.

        Raises
        ------
        InvalidParameterError
            A value is out of range, or the specific impulse that follows from curve and propellant is.

        Examples
        --------
        >>> import intercept as ic
        >>> time_s, thrust_n = [0.01, 0.5, 2.0, 2.1], [90.0, 60.0, 50.0, 0.0]
        >>> stage = ic.flights.Stage.of_motor(0.06, 0.08, (time_s, thrust_n))
        >>> round(stage.specific_impulse_vacuum_s, 1)
        207.7
        """
        curve = checked_points("thrust_curve_n", thrust_curve_n)
        if not curve:
            raise refused("thrust_curve_n", thrust_curve_n, "two points or more")
        (propellant,) = scalars(propellant_mass_kg=propellant_mass_kg)
        rising = curve if curve and curve[0][0] == 0.0 else ((0.0, 0.0), *curve)
        impulse_n_s = sum(0.5 * (f0 + f1) * (t1 - t0) for (t0, f0), (t1, f1) in pairwise(rising))
        specific_s = impulse_n_s / (propellant * STANDARD_GRAVITY_M_S2) if propellant else math.inf
        impulses = {"specific_impulse_sea_level_s": specific_s, "specific_impulse_vacuum_s": specific_s}
        try:
            return cls(propellant, dry_mass_kg, thrust_curve=curve, coast_s=coast_s, **impulses)
        except InvalidParameterError as error:
            raise InvalidParameterError(f"thrust_curve_n of {impulse_n_s:.6g} N s: {error}") from error

    def row(self) -> tuple[float, float, list[tuple[float, float]], float, float, float]:
        """Return the stage as the core takes it."""
        curve = list(self.thrust_curve)
        if self.burn_time_s is not None:
            (burn_time,) = scalars(burn_time_s=self.burn_time_s)
            curve = [(0.0, 1.0), (burn_time, 1.0)]
        propellant, dry, sea_level, vacuum, coast = scalars(
            propellant_mass_kg=self.propellant_mass_kg,
            dry_mass_kg=self.dry_mass_kg,
            specific_impulse_sea_level_s=self.specific_impulse_sea_level_s,
            specific_impulse_vacuum_s=self.specific_impulse_vacuum_s,
            coast_s=self.coast_s,
        )
        return (propellant, dry, curve, sea_level, vacuum, coast)


@dataclass(frozen=True, repr=False)
class Vehicle(Remade, ShortRepr):
    """Stages in order of ignition, a payload (kg), and the aerodynamics of the whole.

    With `payload_aerodynamics` the payload leaves the last stage at its burn-out; without, they come down together.

    Model, sources, limits: docs/models/boost.md.

    Raises
    ------
    InvalidParameterError
        There is no stage or more than ten, or a value is out of range.

    Examples
    --------
    >>> import intercept as ic
    >>> impulse = {"specific_impulse_sea_level_s": 230.0, "specific_impulse_vacuum_s": 255.0}
    >>> stage = ic.flights.Stage(3000.0, 500.0, 60.0, **impulse)
    >>> rocket = ic.flights.Vehicle([stage], 500.0, ic.flights.Aerodynamics.ballistic_coefficient(5000.0))
    >>> round(rocket.ideal_speed_m_s), rocket.mass_kg(0.0), rocket.mass_kg(60.0)
    (3467, 4000.0, 1000.0)
    """

    stages: Sequence[Stage]
    payload_mass_kg: float
    aerodynamics: Aerodynamics
    payload_aerodynamics: Aerodynamics | None = None
    _compiled: _core.Vehicle = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Check every value."""
        if isinstance(self.stages, Stage):
            object.__setattr__(self, "stages", (self.stages,))
        object.__setattr__(self, "stages", tuple(listed("stages", self.stages)))
        own = self.payload_aerodynamics
        if own is not None:
            instance("payload_aerodynamics", own, Aerodynamics)
        made = _core.Vehicle(
            [instance(f"stages[{i}]", stage, Stage).row() for i, stage in enumerate(self.stages)],
            scalars(payload_mass_kg=self.payload_mass_kg)[0],
            instance("aerodynamics", self.aerodynamics, Aerodynamics).core(),
            None if own is None else own.core(),
        )
        object.__setattr__(self, "_compiled", made)

    def core(self) -> _core.Vehicle:
        """Return the compiled vehicle."""
        return self._compiled

    @property
    def ideal_speed_m_s(self) -> float:
        """Gain of speed without gravity and air: the sum of Isp g0 ln(mass ratio), Tsiolkovsky."""
        return self._compiled.ideal_speed_m_s()

    @property
    def burnout_s(self) -> float:
        """Time of the last burn-out since launch (s)."""
        return self._compiled.burnout_s()

    def mass_kg(self, time_s: float) -> float:
        """Return the mass (kg) at a time since launch (s).

        Raises
        ------
        InvalidParameterError
            The time is not a number; NaN gives NaN.
        """
        return self._compiled.mass_kg(number("time_s", time_s))


@dataclass(frozen=True)
class GravityTurn:
    """Vertical rise from lift-off (s), pitch-over by `kick_rad` from the vertical in a time (s), then gravity turn.

    Model, sources, limits: docs/models/boost.md.

    Raises
    ------
    InvalidParameterError
        Something is not a number; ranges are checked when it flies, where a value out of them is the outcome INVALID.

    Examples
    --------
    >>> import intercept as ic
    >>> ic.flights.GravityTurn(kick_rad=0.3).vertical_rise_s
    5.0
    """

    kick_rad: float
    vertical_rise_s: float = 5.0
    kick_duration_s: float = 5.0

    def __post_init__(self) -> None:
        """Check that numbers are numbers; raises InvalidParameterError where one is not."""
        check_scalars(self, frozenset())

    def core(self) -> _core.AscentSteering:
        """Return the compiled steering."""
        rise, kick = number("vertical_rise_s", self.vertical_rise_s), number("kick_rad", self.kick_rad)
        return _core.AscentSteering.gravity_turn(rise, kick, number("kick_duration_s", self.kick_duration_s))


@dataclass(frozen=True)
class PitchProgramme:
    """Pitch above the launch point's horizon (rad) by time since lift-off (s): straight lines, held outside.

    As points (time, pitch), or as the two columns; pitch from -pi/2 to pi/2.

    Model, sources, limits: docs/models/boost.md.

    Raises
    ------
    InvalidParameterError
        The points are not pairs of numbers in order of time; ranges are checked when it flies (INVALID).

    Examples
    --------
    >>> import intercept as ic
    >>> ic.flights.PitchProgramme([(0.0, 1.57), (10.0, 1.5), (50.0, 0.8)]).points[0]
    (0.0, 1.57)
    """

    points: Points

    def __post_init__(self) -> None:
        """Make tuples of the points; raises InvalidParameterError where they are not pairs of numbers, in order."""
        points = checked_points("points", self.points)
        for place, point in enumerate(points):
            if not all(map(math.isfinite, point)):
                raise refused(f"points[{place}]", point, "a pair of finite numbers")
        object.__setattr__(self, "points", points)
        self.core()

    def core(self) -> _core.AscentSteering:
        """Return the compiled steering."""
        return _core.AscentSteering.pitch_programme(list(self.points))
