"""Boost against the rocket equation, and flights to a destination against free flight (data/boost/SOURCE.md)."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

from intercept.earth.air import Air
from intercept.earth.world import World
from intercept.flight.fly import fly
from intercept.flight.kinds.aerodynamics import Aerodynamics
from intercept.flight.kinds.boosted import BoostedFlight
from intercept.flight.kinds.depressed import DepressedFlight
from intercept.flight.kinds.vehicle import PitchProgramme, Stage, Vehicle
from intercept.validation.check import Case, Check, Source
from intercept.validation.closed_forms import STANDARD_GRAVITY_M_S2, FreeFlight
from intercept.validation.tables import Library
from intercept.validation.worlds import VACUUM, Path, sphere_at_rest, when

TSIOLKOVSKY = "Tsiolkovsky's equation, c ln(m0/m1), and its integral; textbook"
FREE = "Bate, Mueller, White, Fundamentals of Astrodynamics, chapter 6"
RADIUS_M, GM_M3_S2 = 6_371_008.8, 3.986004418e14
EXACT = (1e-8, "exact in this world; a tolerance of 0.1 um a step")
# Propellant and structure (kg), burn time, specific impulse (s), coast to the next (s); and the payload (kg).
STAGES = ((5000.0, 700.0, 60.0, 255.0, 3.0), (1500.0, 250.0, 45.0, 280.0, 0.0))
PAYLOAD_KG = 500.0


def rocket_equation(time_s: float) -> tuple[float, float]:
    """Return speed (m/s) and way (m) from rest after a time, without gravity and air.

    A stage of exhaust speed c that burns from m0 to m1 in t_b gains c ln(m0/m1) over c t_b [1 - ln(r)/(r - 1)], r =
    m0/m1, beside the way at its first speed.
    """
    speed = way = 0.0
    left_s, mass = time_s, PAYLOAD_KG + sum(propellant + dry for propellant, dry, *_ in STAGES)
    for propellant, dry, burn_s, impulse_s, coast_s in STAGES:
        exhaust, burnt = impulse_s * STANDARD_GRAVITY_M_S2, min(left_s, burn_s)
        ratio = mass / (mass - propellant * burnt / burn_s)
        gain = math.log(ratio)
        way += speed * burnt + (exhaust * burnt * (1.0 - gain / (ratio - 1.0)) if burnt > 0.0 else 0.0)
        speed += exhaust * gain
        mass -= propellant + dry
        left_s -= burnt
        coasted = min(left_s, coast_s)
        way += speed * coasted
        left_s -= coasted
    return speed, way + speed * left_s


def tsiolkovsky(library: Library) -> Iterable[Check]:  # noqa: ARG001 - a closed form
    """Fly two stages straight up without gravity and air."""
    source = Source("boost-tsiolkovsky", TSIOLKOVSKY, "ic.fly(BoostedFlight)")
    stages = [Stage(p, d, burn, isp, isp, coast_s=coast) for p, d, burn, isp, coast in STAGES]
    vehicle = Vehicle(stages, PAYLOAD_KG, Aerodynamics.ballistic_coefficient(5000.0))
    world = World(sphere_radius_m=RADIUS_M, gm_m3_s2=0.0, j2=0.0, rotation_rate_rad_s=0.0, air=Air(0.0))
    up = PitchProgramme([(0.0, 0.5 * math.pi)])
    flown = fly(BoostedFlight(vehicle, (0.0, 0.0, 0.0), 0.0, up), world=world, tolerance_m=1e-7)
    ideal = (vehicle.ideal_speed_m_s, rocket_equation(1e4)[0])
    yield source.relative("ideal gain of speed", ideal, "m/s", 1e-12, "rounding")
    for time_s, told in ((30.0, "in the first burn"), (62.0, "between the stages"), (108.0, "at the last burn-out")):
        position, velocity = (vectors[0] for vectors in flown.sample(0, time_s))
        speed, way = rocket_equation(time_s)
        # It leaves the pad with 1 mm/s, which gives its path a direction.
        figures = (float(velocity[0]) - 1e-3, speed)
        yield source.relative(f"flown: speed {told}", figures, "m/s", *EXACT)
        figures = (float(position[0]) - RADIUS_M - 1e-3 * time_s, way)
        yield source.relative(f"flown: way {told}", figures, "m", *EXACT)


def to_a_destination(library: Library) -> Iterable[Check]:  # noqa: ARG001 - closed forms
    """Fly a ballistic missile to a destination in vacuum over a sphere at rest, in free flight from burn-out on."""
    source = Source("depressed-free-flight", FREE, "ic.fly(DepressedFlight)")
    away, apogee_m = 0.12, 150e3
    flight = DepressedFlight(
        *((0.0, 0.0, 0.0), (0.0, away, 0.0), apogee_m),
        lift_to_drag=0.0,
        burn_time_s=60.0,
        mass_ratio_max=10.0,
    )
    path = Path.of(flight, sphere_at_rest(RADIUS_M, GM_M3_S2, VACUUM))
    end = (RADIUS_M * path.turned_rad(path.end_s), RADIUS_M * away)
    yield source.absolute("flown: distance of the impact", end, "m", 1.0, "solved for to 1 m")
    top_s = _top(path)
    top = (path.radius_m(top_s) - RADIUS_M, apogee_m)
    yield source.absolute("flown: apogee", top, "m", 170.0, "solved for to 170 m: docs/models/quasi_ballistic.md")
    events = path.flown.events()
    burnout_s = float(events["time_s"][events["event"] == "burnout"][-1]) + 1e-6
    radius = path.radius_m(burnout_s)
    arc = FreeFlight(path.speed_m_s(burnout_s), path.flight_path_rad(burnout_s), radius, GM_M3_S2)
    back_s = when(lambda t: path.radius_m(t) > radius, top_s, path.end_s)
    exact = (1e-8, "exact in this world; a tolerance of 1 um a step")
    yield source.relative("flown: time from burn-out back to its height", (back_s - burnout_s, arc.time_s), "s", *exact)
    angles = (path.turned_rad(back_s) - path.turned_rad(burnout_s), arc.range_angle_rad)
    yield source.relative("flown: angle between them", angles, "rad", *exact)
    yield source.relative("flown: apogee of the arc", (path.radius_m(top_s), arc.apogee_radius_m), "m", *exact)


def _top(path: Path) -> float:
    """Return when a flight is highest."""
    times = np.linspace(0.0, path.end_s, 1001)
    near = float(times[int(np.argmax(path.at(times)[0]))])
    step = path.end_s / 1000.0
    return when(lambda t: path.flight_path_rad(t) > 0.0, near - step, near + step)


def cases(library: Library) -> list[Case]:  # noqa: ARG001 - closed forms
    """Return the two cases."""
    return [
        Case("boost-tsiolkovsky", TSIOLKOVSKY, tsiolkovsky),
        Case("depressed-free-flight", FREE, to_a_destination),
    ]
