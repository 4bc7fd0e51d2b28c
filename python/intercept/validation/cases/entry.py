"""Ballistic entry through exponential air without gravity (data/entry/SOURCE.md).

Over a sphere a straight line keeps its angle to the horizon only straight down. Along a line at an angle gamma, at
s = h / sin gamma above its foot, dV/ds = rho0 exp(-s sin gamma / H) V / (2 beta) is the equation of a fall straight
down through air of scale height H / sin gamma: so the engine flies that fall, and heights are h = s sin gamma.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from functools import partial

import numpy as np

from intercept.earth.air import Air
from intercept.validation.check import Case, Check, Source
from intercept.validation.closed_forms import STANDARD_GRAVITY_M_S2, BallisticEntry
from intercept.validation.tables import Library, read_figures
from intercept.validation.worlds import Path, Throw, sphere_at_rest, when

TITLE = "Allen and Eggers, NACA Report 1381, 1958"
CASE = BallisticEntry(7500.0, math.radians(30.0), 5000.0, 1.225, 7200.0)
RADIUS_M = 6_371_008.8
# 28 scale heights up, at 7e-13 of the air below.
START_M = 200_000.0
EXACT = (1e-6, "asked for; the closed form is exact in this world")
PEAK = (1e-6, "asked for; the closed form is exact in this world, and the peak is located to 1e-8")
HALF = "half a written digit"


def fall(entry: BallisticEntry) -> tuple[Path, float]:
    """Fly the entry as a fall along its own line; return the path and the sine of its angle."""
    sine = math.sin(entry.angle_down_rad)
    air = Air(entry.density_0_kg_m3, entry.scale_height_m / sine)
    start = Throw(RADIUS_M + START_M / sine, entry.speed_m_s, -0.5 * math.pi, entry.ballistic_coefficient_kg_m2)
    return start.fly(sphere_at_rest(RADIUS_M, 0.0, air), tolerance_m=1e-8), sine


def deceleration_m_s2(path: Path, time_s: float) -> float:
    """Return the deceleration at a time, the slope of the flown speed by a difference of fourth order."""
    step = 2e-3
    speed = path.at(time_s + step * np.array([-2.0, -1.0, 1.0, 2.0]))[2]
    return float(-(speed[0] - 8.0 * speed[1] + 8.0 * speed[2] - speed[3]) / (12.0 * step))


def peak(of: Callable[[float], float], low: float, high: float) -> float:
    """Return where a function with one peak has it, by golden section and then by parabolas through its surroundings.

    A parabola over +- step is off by a multiple of step^2, which two of them take away.
    """
    share = 0.5 * (math.sqrt(5.0) - 1.0)
    while high - low > 0.05:
        left, right = high - share * (high - low), low + share * (high - low)
        low, high = (left, high) if of(left) < of(right) else (low, right)
    middle = 0.5 * (low + high)
    for _ in range(3):
        wide, narrow = (_vertex(of, middle, step) for step in (0.1, 0.05))
        middle = (4.0 * narrow - wide) / 3.0
    return middle


def _vertex(of: Callable[[float], float], middle: float, step: float) -> float:
    before, at, after = of(middle - step), of(middle), of(middle + step)
    return middle + 0.5 * step * (before - after) / (before - 2.0 * at + after)


def checks(library: Library) -> Iterable[Check]:  # noqa: ARG001 - the table is short
    """Speeds on the way down, peak deceleration and peak heating; formula against figures, flight against formula."""
    printed = read_figures("entry/entry.csv")
    source = Source("entry-allen-eggers", TITLE, "ic.fly(Ensemble)")
    ours = {
        "peak_deceleration": CASE.peak_deceleration_m_s2 / STANDARD_GRAVITY_M_S2,
        "peak_deceleration_speed": CASE.peak_deceleration_speed_m_s,
        "peak_deceleration_altitude": CASE.peak_deceleration_altitude_m,
    }
    for name, value in ours.items():
        figure = printed[name]
        quantity = f"formula: {name.replace('_', ' ')}"
        yield source.absolute(quantity, (value, figure.value), figure.unit, figure.half_digit, HALF)
    path, sine = fall(CASE)

    def height(t: float) -> float:
        return (path.radius_m(t) - RADIUS_M) * sine

    for wanted_km in (60.0, 40.0, 20.0, 9.07726, 5.0, 1.0):
        at = when(partial(_above, height, 1e3 * wanted_km), 0.0, path.end_s)
        figures = (path.speed_m_s(at), CASE.speed_at_m_s(1e3 * wanted_km))
        yield source.relative(f"flown: speed at {wanted_km:g} km", figures, "m/s", *EXACT)
    yield from _peaks(source, path, height)


def _above(height: Callable[[float], float], limit_m: float, time_s: float) -> bool:
    return height(time_s) > limit_m


def _peaks(source: Source, path: Path, height: Callable[[float], float]) -> Iterable[Check]:
    """Compare the peaks of the flown deceleration and of sqrt(rho) V^3, wherever the flight has them."""
    slowest = path.end_s - 0.1
    at = peak(lambda t: deceleration_m_s2(path, t), 0.3 * path.end_s, slowest)
    yield source.relative(
        "flown: peak deceleration", (deceleration_m_s2(path, at), CASE.peak_deceleration_m_s2), "m/s2", *PEAK
    )
    yield source.relative("flown: speed at it", (path.speed_m_s(at), CASE.peak_deceleration_speed_m_s), "m/s", *PEAK)
    yield source.relative("flown: altitude of it", (height(at), CASE.peak_deceleration_altitude_m), "m", *PEAK)

    def heating(t: float) -> float:
        return math.exp(-0.5 * height(t) / CASE.scale_height_m) * (path.speed_m_s(t) / CASE.speed_m_s) ** 3

    at = peak(heating, 0.3 * path.end_s, slowest)
    yield source.relative(
        "flown: speed at peak heating", (path.speed_m_s(at), CASE.peak_heating_speed_m_s), "m/s", *PEAK
    )


def cases(library: Library) -> list[Case]:  # noqa: ARG001 - the package has the table
    """Return the one case."""
    return [Case("entry-allen-eggers", TITLE, checks)]
