"""Hypersonic cruise against Breguet's range (data/cruise/SOURCE.md).

Level at a constant speed V and lift-to-drag ratio, thrust is n/(L/D) times mass, n = g - V^2/r the weight that lift
carries: m'/m = -n/((L/D) Isp g0). Two missiles that differ in their fuel only, and carry it with the same drag in the
boost, fly alike until the smaller fuel is out: what the other flies further is Breguet's range of the difference.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from intercept.flight.fly import fly
from intercept.flight.kinds.hypersonic_cruise import HypersonicCruiseFlight
from intercept.validation.check import Case, Check, Source
from intercept.validation.closed_forms import STANDARD_GRAVITY_M_S2, breguet_range_m
from intercept.validation.tables import Library
from intercept.validation.worlds import Path, sphere_at_rest

BREGUET = "Breguet's range, (V/c)(L/D) ln(m0/m1), with the weight less V^2/r; textbook"
RADIUS_M, GM_M3_S2 = 6_371_008.8, 3.986004418e14
ALTITUDE_M, LIFT_TO_DRAG, IMPULSE_S, LIFT_OFF_KG_M2 = 25e3, 3.5, 900.0, 5000.0


def fuel_out(fuel_share: float) -> tuple[Path, float]:
    """Fly until the fuel is out; return the flight and when that was."""
    flight = HypersonicCruiseFlight(
        *((0.0, 0.0, 0.0), None, 0.5 * math.pi),
        fuel_share=fuel_share,
        mach=6.0,
        cruise_altitude_m=ALTITUDE_M,
        lift_to_drag=LIFT_TO_DRAG,
        specific_impulse_s=IMPULSE_S,
        # The booster drags the missile with its fuel.
        ballistic_coefficient_kg_m2=LIFT_OFF_KG_M2 * (1.0 - fuel_share),
    )
    flown = fly(flight, world=sphere_at_rest(RADIUS_M, GM_M3_S2, None), tolerance_m=1e-6)
    events = flown.events()
    out_s = float(events["time_s"][events["event"] == "fuel_out"][0])
    return Path(flown, float(flown.table()["flight_time_s"][0])), out_s


def breguet(library: Library) -> Iterable[Check]:  # noqa: ARG001 - a closed form
    """Compare what more fuel adds to the way and to the time of the cruise."""
    source = Source("hypersonic-breguet", BREGUET, "ic.fly(HypersonicCruiseFlight)")
    small, large = 0.15, 0.28
    (first, first_s), (second, second_s) = fuel_out(small), fuel_out(large)
    speed, radius = second.speed_m_s(second_s), second.radius_m(second_s)
    weight = GM_M3_S2 / radius**2 - speed**2 / radius
    ratio = (1.0 - small) / (1.0 - large)
    way = breguet_range_m(speed, weight / (IMPULSE_S * STANDARD_GRAVITY_M_S2), LIFT_TO_DRAG, ratio, 1.0)
    exact = (1e-6, "asked for; the cruise is level and even to some 1e-7")
    flown_m = radius * (second.turned_rad(second_s) - first.turned_rad(first_s))
    yield source.relative("flown: way that more fuel adds", (flown_m / 1e3, way / 1e3), "km", *exact)
    yield source.relative("flown: time that it adds", (second_s - first_s, way / speed), "s", *exact)


def cases(library: Library) -> list[Case]:  # noqa: ARG001 - a closed form
    """Return the one case."""
    return [Case("hypersonic-breguet", BREGUET, breguet)]
