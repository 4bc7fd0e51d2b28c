"""Fly-outs: a projectile against its closed form, and the tables of windows against the closed loop (data/flyout)."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np

from intercept.earth.air import us76
from intercept.earth.frames import ecef_to_geodetic
from intercept.earth.geodesics import geodesic_direct
from intercept.engagement.defence.flyout import FlyoutTable
from intercept.engagement.defence.interceptor import Interceptor
from intercept.engagement.homing import fly_out
from intercept.flight.fly import fly
from intercept.flight.of_class import Flight
from intercept.validation.check import Case, Check, Source
from intercept.validation.tables import Library

SHOT = "(exp(k s) - 1)/(k v), k = rho/(2 beta): a level shot in uniform air; textbook"
LOOP = "closed loop by proportional navigation of ic.fly_out; Zarchan, Tactical and Strategic Missile Guidance, 6th ed."
PAIRS = (
    ("subsonic_cruise", "medium_range_sam"),
    ("supersonic_cruise", "long_range_sam"),
    ("short_range_ballistic", "terminal_hit_to_kill"),
    ("medium_range_ballistic", "upper_tier"),
)


def projectile(library: Library) -> Iterable[Check]:  # noqa: ARG001 - a closed form
    """Compare the time and the speed of a level shot."""
    source = Source("flyout-projectile", SHOT, "ic.FlyoutTable")
    speed, beta = 1100.0, 1500.0
    gun = Interceptor(muzzle_speed_m_s=speed, ballistic_coefficient_kg_m2=beta, speed_min_m_s=100.0)
    table = FlyoutTable.of(gun, slant_range_max_m=4_000.0, altitude_max_m=3_000.0)
    drag = float(us76(0.0)["density_kg_m3"][0]) / (2.0 * beta)
    for range_m in (1_000.0, 3_000.0):
        at = table.at(range_m, 0.0)
        # The Earth falls away by 0.7 m: the density by 7e-5.
        figures = (float(at["time_of_flight_s"][0]), math.expm1(drag * range_m) / (drag * speed))
        yield source.relative(
            f"flown: time to {range_m:.0f} m", figures, "s", 1e-3, "stated: docs/models/interceptor.md"
        )
        figures = (float(at["speed_m_s"][0]), speed * math.exp(-drag * range_m))
        yield source.relative("flown: speed there", figures, "m/s", 1e-2, "stated: docs/models/interceptor.md")


def closed_loop(library: Library) -> Iterable[Check]:  # noqa: ARG001 - the package's own slow model
    """Compare the time of flight that a table predicts with that of the closed loop, and the miss with none."""
    source = Source("flyout-closed-loop", LOOP, "ic.FlyoutTable")
    for threat, unit in PAIRS:
        flown = fly(Flight.of_class(threat))
        end_s = float(flown.table()["flight_time_s"][0])
        table = FlyoutTable.of_class(unit)
        place = ecef_to_geodetic(flown.sample(0, end_s)[0])
        beside = geodesic_direct(place[0], place[1], azimuth_rad=0.3, distance_m=0.15 * table.slant_range_max_m)
        launcher = (float(beside[0][0]), float(beside[1][0]), 0.0)
        launches = end_s - np.linspace(20.0, 200.0, 46)
        found = fly_out(table, launcher, flown, launches)
        met = np.flatnonzero((found.end == "passed") & (found.lateral_margin_m_s2 > 10.0))
        took, predicted = found.intercept_s[met] - launches[met], found.predicted_s[met] - launches[met]
        off = np.abs(took / predicted - 1.0)
        worst = int(np.argmax(off))
        reason = "stated: the table's time stands for closed-loop flight within about 1 %"
        quantity = f"flown: time of flight, {unit} at {threat}, worst of {len(met)}"
        yield source.relative(quantity, (float(predicted[worst]), float(took[worst])), "s", 1e-2, reason)
        missed = float(np.max(found.miss_m[met]))
        quantity = f"flown: miss of the closed loop on that course, worst of {len(met)}"
        yield source.absolute(quantity, (missed, 0.0), "m", 5.0, "stated: 98 % below 5 m with 10 m/s2 left")


def cases(library: Library) -> list[Case]:  # noqa: ARG001 - closed forms
    """Return the two cases."""
    return [Case("flyout-projectile", SHOT, projectile), Case("flyout-closed-loop", LOOP, closed_loop)]
