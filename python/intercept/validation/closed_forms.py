"""Textbook closed forms of flight and of raids, to check a simulation against or to do without one.

Each holds in a simplified world that its docstring names; none of them is used by the engine. SI units, radians.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from intercept.errors import InvalidParameterError

STANDARD_GRAVITY_M_S2 = 9.80665


@dataclass(frozen=True)
class FreeFlight:
    """Ballistic flight in vacuum between two points at one radius of a sphere at rest.

    Bate, Mueller, White, *Fundamentals of Astrodynamics*, 1971, chapter 6: Q = v^2 r / GM and the flight-path angle phi
    at burn-out say all. Speeds below escape (Q < 2), phi from 0 to a quarter turn.
    """

    speed_m_s: float
    flight_path_rad: float
    radius_m: float
    gm_m3_s2: float

    def __post_init__(self) -> None:
        _positive(speed_m_s=self.speed_m_s, radius_m=self.radius_m, gm_m3_s2=self.gm_m3_s2)
        _within("flight_path_rad", self.flight_path_rad, 0.0, 0.5 * math.pi)
        if self.q >= 2.0:
            raise InvalidParameterError(f"speed_m_s = {self.speed_m_s} is not allowed: must be below that of escape")

    @property
    def q(self) -> float:
        """Q = v^2 r / GM."""
        return self.speed_m_s**2 * self.radius_m / self.gm_m3_s2

    @property
    def eccentricity(self) -> float:
        """Return e = sqrt(1 + Q (Q - 2) cos^2 phi)."""
        return math.sqrt(max(0.0, 1.0 + self.q * (self.q - 2.0) * math.cos(self.flight_path_rad) ** 2))

    @property
    def semi_major_axis_m(self) -> float:
        """Return a = r / (2 - Q)."""
        return self.radius_m / (2.0 - self.q)

    @property
    def apogee_radius_m(self) -> float:
        """Return a (1 + e)."""
        return self.semi_major_axis_m * (1.0 + self.eccentricity)

    @property
    def range_angle_rad(self) -> float:
        """Return Psi: cos(Psi/2) = (1 - Q cos^2 phi) / e."""
        cosine = (1.0 - self.q * math.cos(self.flight_path_rad) ** 2) / self.eccentricity
        return 2.0 * math.acos(max(-1.0, min(1.0, cosine)))

    @property
    def time_s(self) -> float:
        """Return t = 2 sqrt(a^3/GM) (pi - E1 + e sin E1), cos E1 = (e - cos(Psi/2)) / (1 - e cos(Psi/2))."""
        e, half = self.eccentricity, math.cos(0.5 * self.range_angle_rad)
        e1 = math.acos(max(-1.0, min(1.0, (e - half) / (1.0 - e * half))))
        return 2.0 * math.sqrt(self.semi_major_axis_m**3 / self.gm_m3_s2) * (math.pi - e1 + e * math.sin(e1))

    @classmethod
    def least_energy(cls, range_angle_rad: float, radius_m: float, gm_m3_s2: float) -> FreeFlight:
        """Return the slowest flight over a range angle: Q = 2 sin(Psi/2) / (1 + sin(Psi/2)), phi = (pi - Psi)/4."""
        _within("range_angle_rad", range_angle_rad, 0.0, math.pi)
        _positive(range_angle_rad=range_angle_rad, radius_m=radius_m, gm_m3_s2=gm_m3_s2)
        sine = math.sin(0.5 * range_angle_rad)
        speed = math.sqrt(2.0 * sine / (1.0 + sine) * gm_m3_s2 / radius_m)
        return cls(speed, 0.25 * (math.pi - range_angle_rad), radius_m, gm_m3_s2)

    @classmethod
    def high(cls, range_angle_rad: float, speed_m_s: float, radius_m: float, gm_m3_s2: float) -> FreeFlight:
        """Return the higher of the two flights of a speed over a range angle.

        sin(2 phi + Psi/2) = ((2 - Q)/Q) sin(Psi/2), the solution with the larger phi.

        Raises
        ------
        InvalidParameterError
            The speed is too low for this range angle.
        """
        _within("range_angle_rad", range_angle_rad, 0.0, math.pi)
        _positive(speed_m_s=speed_m_s, radius_m=radius_m, gm_m3_s2=gm_m3_s2)
        q, half = speed_m_s**2 * radius_m / gm_m3_s2, 0.5 * range_angle_rad
        sine = (2.0 - q) / q * math.sin(half)
        if abs(sine) > 1.0:
            raise InvalidParameterError(f"speed_m_s = {speed_m_s} is not allowed: does not reach {range_angle_rad} rad")
        return cls(speed_m_s, 0.5 * (math.pi - math.asin(sine) - half), radius_m, gm_m3_s2)


@dataclass(frozen=True)
class BallisticEntry:
    """Entry along a straight line through air of density rho0 exp(-h/H), without gravity.

    Allen and Eggers, NACA Report 1381, 1958. The angle below the horizon is positive.
    """

    speed_m_s: float
    angle_down_rad: float
    ballistic_coefficient_kg_m2: float
    density_0_kg_m3: float
    scale_height_m: float

    def __post_init__(self) -> None:
        _positive(**vars(self))
        _within("angle_down_rad", self.angle_down_rad, 0.0, 0.5 * math.pi)

    def speed_at_m_s(self, altitude_m: float) -> float:
        """Return V = V_e exp(-rho(h) H / (2 beta sin gamma))."""
        density = self.density_0_kg_m3 * math.exp(-altitude_m / self.scale_height_m)
        slope = 2.0 * self.ballistic_coefficient_kg_m2 * math.sin(self.angle_down_rad)
        return self.speed_m_s * math.exp(-density * self.scale_height_m / slope)

    @property
    def peak_deceleration_m_s2(self) -> float:
        """Return V_e^2 sin gamma / (2 e H), whatever the body."""
        return self.speed_m_s**2 * math.sin(self.angle_down_rad) / (2.0 * math.e * self.scale_height_m)

    @property
    def peak_deceleration_speed_m_s(self) -> float:
        """Return V_e exp(-1/2)."""
        return self.speed_m_s * math.exp(-0.5)

    @property
    def peak_deceleration_altitude_m(self) -> float:
        """Return H ln(rho0 H / (beta sin gamma)); below zero where the ground comes first."""
        slope = self.ballistic_coefficient_kg_m2 * math.sin(self.angle_down_rad)
        return self.scale_height_m * math.log(self.density_0_kg_m3 * self.scale_height_m / slope)

    @property
    def peak_heating_speed_m_s(self) -> float:
        """Return V_e exp(-1/6), at which sqrt(rho) V^3, the stagnation-point heating, is highest."""
        return self.speed_m_s * math.exp(-1.0 / 6.0)


@dataclass(frozen=True)
class EquilibriumGlide:
    """Glide in which lift carries the weight less the centrifugal force, on a nearly level path (Saenger).

    Eggers, Allen, Neice, NACA TR 1382, 1958: lift = weight (1 - V^2/V_c^2), V_c = sqrt(g R). Speeds below V_c.
    """

    lift_to_drag: float
    gravity_m_s2: float = STANDARD_GRAVITY_M_S2
    radius_m: float = 6_371_000.0

    def __post_init__(self) -> None:
        _positive(**vars(self))

    @property
    def circular_speed_m_s(self) -> float:
        """Return V_c = sqrt(g R)."""
        return math.sqrt(self.gravity_m_s2 * self.radius_m)

    def _share(self, name: str, speed_m_s: float) -> float:
        _within(name, speed_m_s, 0.0, self.circular_speed_m_s * (1.0 - 1e-12))
        return speed_m_s / self.circular_speed_m_s

    def range_m(self, speed_start_m_s: float, speed_end_m_s: float = 0.0) -> float:
        """Return (L/D)(R/2) ln[(1 - V_f^2/V_c^2) / (1 - V_i^2/V_c^2)]."""
        start, end = self._share("speed_start_m_s", speed_start_m_s), self._share("speed_end_m_s", speed_end_m_s)
        return 0.5 * self.lift_to_drag * self.radius_m * (math.log1p(-end * end) - math.log1p(-start * start))

    def time_s(self, speed_start_m_s: float, speed_end_m_s: float = 0.0) -> float:
        """Return (L/D)(V_c/g) [artanh(V_i/V_c) - artanh(V_f/V_c)]."""
        start, end = self._share("speed_start_m_s", speed_start_m_s), self._share("speed_end_m_s", speed_end_m_s)
        return self.lift_to_drag * self.circular_speed_m_s / self.gravity_m_s2 * (math.atanh(start) - math.atanh(end))

    def flight_path_rad(self, speed_m_s: float, scale_height_m: float) -> float:
        """Return -2 (H/R) (V_c/V)^2 / (L/D), for air of scale height H."""
        _positive(speed_m_s=speed_m_s, scale_height_m=scale_height_m)
        share = self._share("speed_m_s", speed_m_s)
        return -2.0 * scale_height_m / self.radius_m / (share * share * self.lift_to_drag)


def breguet_range_m(
    speed_m_s: float,
    specific_fuel_consumption_per_s: float,
    lift_to_drag: float,
    mass_start_kg: float,
    mass_end_kg: float,
) -> float:
    """Return the cruise range R = (V/sfc)(L/D) ln(W0/W1): fuel weight burnt per thrust and time, all constant."""
    _positive(
        speed_m_s=speed_m_s,
        specific_fuel_consumption_per_s=specific_fuel_consumption_per_s,
        lift_to_drag=lift_to_drag,
        mass_end_kg=mass_end_kg,
    )
    _within("mass_start_kg", mass_start_kg, mass_end_kg, math.inf)
    return speed_m_s / specific_fuel_consumption_per_s * lift_to_drag * math.log(mass_start_kg / mass_end_kg)


def level_turn_radius_m(speed_m_s: float, bank_rad: float, gravity_m_s2: float = STANDARD_GRAVITY_M_S2) -> float:
    """Return V^2 / (g tan bank), the radius of a coordinated level turn."""
    _positive(speed_m_s=speed_m_s, bank_rad=bank_rad, gravity_m_s2=gravity_m_s2)
    _within("bank_rad", bank_rad, 0.0, 0.5 * math.pi)
    return speed_m_s**2 / (gravity_m_s2 * math.tan(bank_rad))


def radar_horizon_m(radar_height_m: float, target_height_m: float) -> float:
    """Return 4.12 km (sqrt h_radar + sqrt h_target), heights in m: rays bent as over an Earth of 4/3 radius."""
    _within("radar_height_m", radar_height_m, 0.0, math.inf)
    _within("target_height_m", target_height_m, 0.0, math.inf)
    return 4120.0 * (math.sqrt(radar_height_m) + math.sqrt(target_height_m))


def homing_miss_ratios(navigation_ratio: int, flight_times_of_lag: float) -> tuple[float, float]:
    """Return the misses of linear homing with a first-order lag T, over V_M HE t_F e^-x and n_T t_F^2 e^-x; x = t_F/T.

    By a heading error and by a step of the target's acceleration: 1 - x/2 and 1/2 for N' = 3; 1 - x + x^2/6 and
    1/2 - x/6 for N' = 4 (Zarchan, Tactical and Strategic Missile Guidance, by the adjoint).
    """
    if navigation_ratio not in {3, 4}:
        raise InvalidParameterError(f"navigation_ratio = {navigation_ratio} is not allowed: must be 3 or 4")
    _within("flight_times_of_lag", flight_times_of_lag, 0.0, math.inf)
    x = flight_times_of_lag
    return (1.0 - x / 2.0, 0.5) if navigation_ratio == 3 else (1.0 - x + x * x / 6.0, 0.5 - x / 6.0)


def homing_acceleration_ratio(navigation_ratio: float, share_of_flight: float) -> float:
    """Return N'/(N'-2) [1 - (1 - t/t_F)^(N'-2)]: acceleration over that of a target that began to turn at t = 0."""
    _within("navigation_ratio", navigation_ratio, 2.0 + 1e-9, math.inf)
    _within("share_of_flight", share_of_flight, 0.0, 1.0)
    power = navigation_ratio - 2.0
    return navigation_ratio / power * (1.0 - math.pow(1.0 - share_of_flight, power))


def kill_probability(single_shot: float, shots: int) -> float:
    """Return 1 - (1 - k)^n for n independent shots of kill probability k."""
    _within("single_shot", single_shot, 0.0, 1.0)
    _within("shots", shots, 0, math.inf)
    return 1.0 - (1.0 - single_shot) ** shots


def no_leaker_probability(single_shot: float, shots: int, threats: int) -> float:
    """Return the chance that no threat leaks when independent shots are shared evenly over the threats.

    [1 - (1-k)^floor(I/W)]^(W - I mod W) [1 - (1-k)^ceil(I/W)]^(I mod W).
    """
    _within("threats", threats, 1, math.inf)
    each, more = divmod(shots, threats)
    return kill_probability(single_shot, each) ** (threats - more) * kill_probability(single_shot, each + 1) ** more


def erlang_b(servers: int, load_erlang: float) -> float:
    """Return Erlang's loss formula: the share of arrivals that find all servers busy.

    B(0) = 1, B(n) = a B(n-1) / (n + a B(n-1)), a the load.
    """
    _within("servers", servers, 0, 1_000_000)
    _within("load_erlang", load_erlang, 0.0, math.inf)
    blocked = 1.0
    for n in range(1, servers + 1):
        blocked = load_erlang * blocked / (n + load_erlang * blocked)
    return blocked


def _positive(**values: float) -> None:
    for name, value in values.items():
        if not 0.0 < value < math.inf:
            raise InvalidParameterError(f"{name} = {value} is not allowed: must be above 0 and finite")


def _within(name: str, value: float, low: float, high: float) -> None:
    if not low <= value <= high or math.isinf(value):
        raise InvalidParameterError(f"{name} = {value} is not allowed: must be finite, from {low:g} to {high:g}")
