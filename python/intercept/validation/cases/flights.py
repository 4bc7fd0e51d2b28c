"""Every kind of flight against a plain integration by another program (data/flights/SOURCE.md).

That program has its own Earth, air, forces and control laws, in inertial axes; its states stand in a table. Each flight
is flown twice: finely, where both say the same, and at the default tolerance of `ic.fly`, whose worth is so stated.
"""

from __future__ import annotations

import csv
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt

from intercept.earth.air import Air
from intercept.earth.frames import geodetic_to_ecef
from intercept.earth.wind import Wind
from intercept.earth.world import World
from intercept.flight.fly import fly
from intercept.flight.kinds.aerodynamics import Aerodynamics
from intercept.flight.kinds.boosted import BoostedFlight, PullUp
from intercept.flight.kinds.glide import GlideFlight
from intercept.flight.kinds.hypersonic_cruise import HypersonicCruiseFlight
from intercept.flight.kinds.vehicle import GravityTurn, PitchProgramme, Stage, Vehicle
from intercept.flight.trajectories import Trajectories
from intercept.validation.check import Case, Check, Source
from intercept.validation.tables import Library, data_path

PLAIN = "a plain integration by another program (table, SOURCE.md)"
HERE = (-0.785, -2.18, 0.0)
FINE_M, DEFAULT_M = 1e-8, 1e-4
Array = npt.NDArray[np.float64]
Kind = BoostedFlight | GlideFlight | HypersonicCruiseFlight


@dataclass(frozen=True)
class Flown:
    """A flight of the table: what is flown, whether in wind, and how far its end may be off (m).

    `fine_m` is what both programs are good for together, `default_m` what a flight at the default tolerance is worth,
    as docs/models/integrator.md states it.
    """

    make: Callable[[], Kind]
    fine_m: float
    default_m: float
    windy: bool = False

    def fly(self, tolerance_m: float) -> Trajectories:
        """Fly it in its world."""
        wind = Wind.profile([0.0, 8e3, 12e3, 20e3], [5.0, 30.0, 45.0, 10.0], [0.0, -5.0, 10.0, 0.0])
        air = Air.us76(scale_height_above_86_km_m=6_000.0)
        return fly(self.make(), world=World(air=air, wind=wind if self.windy else None), tolerance_m=tolerance_m)


def two_stages() -> BoostedFlight:
    """Return two stages with drag by Mach number and a thrust curve; the payload leaves the last one."""
    stages = [
        Stage(4000.0, 600.0, 60.0, 230.0, 260.0, coast_s=2.0),
        Stage(1200.0, 200.0, None, 230.0, 275.0, thrust_curve=((0.0, 0.6), (5.0, 1.0), (30.0, 0.9), (40.0, 0.2))),
    ]
    body = Aerodynamics.table(0.6, [(0.0, 0.3), (0.8, 0.3), (1.2, 0.55), (3.0, 0.35), (6.0, 0.25)])
    own = Aerodynamics.ballistic_coefficient(3000.0)
    return BoostedFlight(Vehicle(stages, 500.0, body, payload_aerodynamics=own), HERE, 1.2, GravityTurn(0.12))


def one_stage() -> BoostedFlight:
    """Return one stage from an aircraft, steered by pitch."""
    vehicle = Vehicle([Stage(2500.0, 300.0, 35.0, 250.0, 250.0)], 700.0, Aerodynamics.ballistic_coefficient(4000.0))
    steering = PitchProgramme([(0.0, 0.0), (8.0, 0.9), (35.0, 0.7)])
    return BoostedFlight(vehicle, (*HERE[:2], 11e3), -0.7, steering, launch_speed_m_s=250.0)


def lifting() -> BoostedFlight:
    """Return one stage that levels off, weaves and dives by lift."""
    lift = [(0.0, 0.0), (0.4, 1.2)]
    body = Aerodynamics.table(0.5, [(0.0, 0.3), (2.0, 0.4), (6.0, 0.25)], lift=lift, induced_drag_factor=0.3)
    vehicle = Vehicle([Stage(2600.0, 400.0, 40.0, 225.0, 250.0)], 600.0, body)
    pull_up = PullUp(28e3, 80.0, 900.0, 1.0, 0.1, 15.0, 25.0)
    return BoostedFlight(vehicle, HERE, 0.4, GravityTurn(0.45), pull_up=pull_up)


def banked_glide() -> GlideFlight:
    """Return a damped glide by a bank schedule."""
    bank = ((100.0, 200.0, 500.0, 900.0, 1000.0), (0.0, 0.9, -0.6, -0.6, 0.2))
    start = (*HERE[:2], 1.4, 5000.0, 8000.0, 2.6)
    return GlideFlight(*start, altitude_m=45e3, flight_path_rad=-0.001, bank=bank)


def free_glide() -> GlideFlight:
    """Return a glide that skips."""
    start = (*HERE[:2], 1.4, 4000.0, 6000.0, 2.2)
    return GlideFlight(*start, altitude_m=50e3, flight_path_rad=-0.03, mode="free")


def cruise() -> HypersonicCruiseFlight:
    """Return a cruise until its fuel is out."""
    return HypersonicCruiseFlight(HERE, azimuth_rad=1.0, mach=6.0, cruise_altitude_m=25e3, fuel_share=0.15)


FLIGHTS = {
    "two_stages": Flown(two_stages, 0.01, 1.0, windy=True),
    "one_stage": Flown(one_stage, 0.001, 0.001),
    "lifting": Flown(lifting, 0.001, 0.01),
    "banked_glide": Flown(banked_glide, 0.03, 1.0, windy=True),
    "free_glide": Flown(free_glide, 0.001, 0.001),
    # The fuel is summed to 1e-9 of the mass a step: at 1 nm to 10 um a step it is out up to 22 us early or late, and
    # the end off by 1 to 38 mm; 3 mm at 10 nm.
    "cruise": Flown(cruise, 0.01, 0.05),
}


@dataclass(frozen=True)
class Moment:
    """A row of the table: what happens, when (s), where (m, ECEF), and how high the flight rises (m; else -inf)."""

    name: str
    time_s: float
    place_m: Array
    apogee_m: float


def states() -> dict[str, list[Moment]]:
    """Return the moments of the table by flight."""
    found: dict[str, list[Moment]] = {}
    with data_path("flights/flights.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            place = np.array([float(row[axis]) for axis in ("x_m", "y_m", "z_m")])
            moment = Moment(row["moment"], float(row["time_s"]), place, float(row["apogee_m"]))
            found.setdefault(row["flight"], []).append(moment)
    return found


def checks(name: str, library: Library) -> Iterable[Check]:  # noqa: ARG001 - the table is short
    """Places at the moments of the table, the time of the end, and the end at the default tolerance."""
    flight = FLIGHTS[name]
    part = f"ic.fly({type(flight.make()).__name__})"
    source = Source(f"flight-{name.replace('_', '-')}", PLAIN, part)
    fine, coarse = flight.fly(FINE_M), flight.fly(DEFAULT_M)
    reason = (
        "both programs at their finest; what they differ by is what each changes by when it is made ten times finer"
    )
    for moment in states()[name]:
        at_s = moment.time_s
        if moment.name == "end":
            at_s = float(fine.table()["flight_time_s"][0])
            yield source.absolute("flown: time of the end", (at_s, moment.time_s), "s", flight.fine_m / 100.0, reason)
            if math.isfinite(moment.apogee_m):
                top = (1e3 * float(fine.table()["apogee_km"][0]), moment.apogee_m)
                yield source.absolute("flown: apogee", top, "m", flight.fine_m, reason)
        place = fine.sample(0, at_s)[0][0]
        yield _place(source, f"flown: {moment.name}", (place, moment.place_m), (flight.fine_m, reason))
    place = coarse.sample(0, float(coarse.table()["flight_time_s"][0]))[0][0]
    stated = "stated: docs/models/integrator.md"
    yield _place(source, "flown: end, default tolerance", (place, moment.place_m), (flight.default_m, stated))


def _place(source: Source, quantity: str, places: tuple[Array, Array], allowed: tuple[float, str]) -> Check:
    ours, theirs = places
    start = geodetic_to_ecef(*HERE)[0]
    figures = (float(np.linalg.norm(ours - start)) / 1e3, float(np.linalg.norm(theirs - start)) / 1e3)
    off = float(np.linalg.norm(ours - theirs))
    return source.apart(f"{quantity}: place (figures: way from the launch)", figures, ("km", "m"), off, allowed)


def cases(library: Library) -> list[Case]:  # noqa: ARG001 - the package has the table
    """Return a case for each flight."""
    return [Case(f"flight-{name.replace('_', '-')}", PLAIN, partial(checks, name)) for name in FLIGHTS]
