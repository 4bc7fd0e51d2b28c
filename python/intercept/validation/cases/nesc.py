"""Bodies dropped and thrown: NASA's check-cases for flight simulations (data/nesc/SOURCE.md).

Verifies: translation of a point mass. Vehicle: a sphere of 1 slug, 0.1963495 ft^2, drag coefficient 0.1. All fly 30 s
from longitude and latitude 0. The package has tables of cases 1, 4, 5, 6 and 9; a case whose table it does not have
runs where the user's folder has the series `nesc/Atmos_CC_sim_04.csv`, from which its position is read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt

from intercept.earth.air import Air
from intercept.earth.frames import geodetic_to_ecef
from intercept.earth.wind import Wind
from intercept.earth.world import World
from intercept.flight.ensemble import Ensemble
from intercept.flight.fly import fly
from intercept.flight.trajectories import Trajectories
from intercept.validation.check import Case, Check, Source
from intercept.validation.tables import Columns, Library

Array = npt.NDArray[np.float64]

FOOT_M = 0.3048
SLUG_KG = 14.593902937
# m / (CD A)
BALLISTIC_COEFFICIENT_KG_M2 = 1.0 * SLUG_KG / (0.1 * 0.1963495 * FOOT_M**2)
ROTATION_RATE_RAD_S = 7.292115e-5
TITLE = "NASA/TM-2015-218675, sim 04"
DROP_M = 30_000 * FOOT_M
# The round Earth of cases 4 and 5, gravitation GM/r^2 with the GM of the others: the sphere of equal area with WGS-84.
# The release of simulator 04 stands 30,000 ft above it: at 20,932,254.5305 ft from the centre.
ROUND_M = 6_371_007.1809
SIMS = ("01", "05", "06")
DENSITY_REASON = (
    "two independent simulators (04, 05) differ by up to 5.3 mm, others by more; density of 04 is off by up to 9e-7"
)


@dataclass(frozen=True)
class Setup:
    """How a case starts: altitude (m), velocity up, east and north (m/s), planet; and what is asked for."""

    number: str
    title: str
    altitude_m: float
    velocity_uen_m_s: tuple[float, float, float]
    world: World
    tolerance_m: float
    reason: str
    table: bool = False

    @property
    def rotation_rate_rad_s(self) -> float:
        """Rotation of the planet."""
        rate = self.world.rotation_rate_rad_s
        return ROTATION_RATE_RAD_S if rate is None else rate

    def fly(self, *, tolerance_m: float = 1e-4) -> Trajectories:
        """Fly the case for a little longer than its 30 s."""
        start = geodetic_to_ecef(0.0, 0.0, self.altitude_m)[0]
        if self.world.sphere_radius_m is not None:
            start = np.array([self.world.sphere_radius_m + self.altitude_m, 0.0, 0.0])
        # At latitude and longitude 0 up is x, east is y and north is z.
        return fly(
            Ensemble(
                position_ecef_m=start,
                velocity_ecef_m_s=list(self.velocity_uen_m_s),
                ballistic_coefficient_kg_m2=BALLISTIC_COEFFICIENT_KG_M2,
                duration_max_s=31.0,
            ),
            world=self.world,
            tolerance_m=tolerance_m,
        )


AT_REST = (0.0, 0.0, 0.0)
THROWN = 1000 * FOOT_M
CLUSTER = "asked for: sims 04 and 05, written apart, differ by up to"
WRITTEN = "that of case 6, the same fall over the ellipsoid; distances are written to 0.03 mm"
UNKNOWN = "not known here: the tolerance of case 9, in which two simulators that agree differ by half of it"
# What a wind is towards the east (m/s) at altitudes (m), with a straight line between.
Profile = tuple[tuple[float, float], ...]
STEADY: Profile = ((0.0, 20 * FOOT_M), (DROP_M, 20 * FOOT_M))
SHEAR: Profile = ((0.0, -20 * FOOT_M), (DROP_M, 70 * FOOT_M))


def _blown(profile: Profile) -> World:
    altitude, east = zip(*profile, strict=True)
    return World(wind=Wind.profile(altitude, east, 0.0))


SETUPS = (
    Setup(
        *("01", "dropped sphere, no drag", DROP_M, AT_REST, World(air=Air(0.0))),
        *(1e-3, f"{CLUSTER} 0.2 mm; positions are written to 0.03 mm", True),
    ),
    Setup(
        *("04", "dropped sphere, round Earth at rest", DROP_M, AT_REST),
        *(World(sphere_radius_m=ROUND_M, j2=0.0, rotation_rate_rad_s=0.0), 1e-3, WRITTEN, True),
    ),
    Setup(
        *("05", "dropped sphere, round rotating Earth", DROP_M, AT_REST),
        *(World(sphere_radius_m=ROUND_M, j2=0.0), 1e-3, WRITTEN, True),
    ),
    Setup("06", "dropped sphere with drag", DROP_M, AT_REST, World(), 1e-3, f"{CLUSTER} 0.5 mm", table=True),
    Setup("07", "dropped sphere, steady wind", DROP_M, AT_REST, _blown(STEADY), 1e-2, UNKNOWN),
    Setup("08", "dropped sphere, wind shear", DROP_M, AT_REST, _blown(SHEAR), 1e-2, UNKNOWN),
    Setup(
        *("09", "thrown east and up", 0.0, (THROWN, THROWN, 0.0), World(), 1e-2, DENSITY_REASON),
        table=True,
    ),
    Setup("10", "thrown north and up", 0.0, (THROWN, 0.0, THROWN), World(), 1e-2, UNKNOWN),
)


def series_name(number: str, sim: str = "04") -> str:
    """Return the name of a series below the folder of long series."""
    every = "_every10th" if sim == "05" else ""
    return f"nesc/Atmos_{number}_sim_{sim}{every}.csv"


def positions(table: Columns, rate_rad_s: float) -> tuple[Array, Array]:
    """Return times (s) and positions in rotating axes (m): written, or turned from the inertial ones."""
    time = table["time"]
    if "gePosition_ft_X" in table:
        return time, _vectors(table, "gePosition_ft_")
    return time, turned(_vectors(table, "eiPosition_ft_"), rate_rad_s * time)


def velocities(table: Columns, rate_rad_s: float) -> Array:
    """Return velocities relative to the rotating Earth (m/s) of a table that has inertial ones."""
    time, position = positions(table, rate_rad_s)
    moving = turned(_vectors(table, "eiVelocity_ft_s_"), rate_rad_s * time)
    carried = rate_rad_s * np.column_stack([-position[:, 1], position[:, 0], np.zeros(len(time))])
    return np.asarray(moving - carried)


def _vectors(table: Columns, name: str) -> Array:
    return FOOT_M * np.column_stack([table[f"{name}{axis}"] for axis in "XYZ"])


def turned(vectors: Array, angle_rad: Array) -> Array:
    """Return vectors in axes turned about z by angles."""
    cos, sin = np.cos(angle_rad), np.sin(angle_rad)
    x, y, z = vectors.T
    return np.column_stack([cos * x + sin * y, -sin * x + cos * y, z])


def checks(setup: Setup, library: Library) -> Iterable[Check]:
    """Position and velocity of a case at every time of its table; and how far other simulators are from sim 04."""
    table, read = library.read(
        series_name(setup.number), f"nesc/case_{setup.number}_sim_04.csv" if setup.table else None
    )
    time, theirs = positions(table, setup.rotation_rate_rad_s)
    ours, moving = setup.fly().sample(0, time)
    source = Source(
        f"nesc-{setup.number}", f"{TITLE} ({read}{spread(setup, library, time, theirs)})", "ic.fly(Ensemble)"
    )
    allowed = (setup.tolerance_m, setup.reason)
    off = np.linalg.norm(ours - theirs, axis=1)
    worst = int(off.argmax())
    gone = (float(np.linalg.norm(ours[worst] - theirs[0])), float(np.linalg.norm(theirs[worst] - theirs[0])))
    quantity = f"{setup.title}: position, worst at {time[worst]:.1f} s (figures: way from the start)"
    yield source.apart(quantity, gone, ("m", "m"), off[worst], allowed)
    if "eiVelocity_ft_s_X" in table:
        wanted = velocities(table, setup.rotation_rate_rad_s)
        off = np.linalg.norm(moving - wanted, axis=1)
        worst = int(off.argmax())
        figures = (float(np.linalg.norm(moving[worst])), float(np.linalg.norm(wanted[worst])))
        quantity = f"{setup.title}: velocity, worst at {time[worst]:.1f} s (figures: speed)"
        allowed = (setup.tolerance_m, f"the position's, over 1 s: {setup.reason}")
        yield source.apart(quantity, figures, ("m/s", "m/s"), off[worst], allowed)


def spread(setup: Setup, library: Library, time: Array, theirs: Array) -> str:
    """Say how far other simulators at hand are from sim 04, in mm at the worst common time."""
    found = []
    for sim in SIMS:
        if not library.has(series_name(setup.number, sim)):
            continue
        other_time, other = positions(library.read(series_name(setup.number, sim), None)[0], setup.rotation_rate_rad_s)
        # Clocks of single precision read 0.10000000149: the nearest row of sim 04, where it is the same tenth.
        nearest = np.abs(other_time[:, np.newaxis] - time).argmin(axis=1)
        same = np.abs(time[nearest] - other_time) < 1e-6
        found.append(f"sim {sim} {1e3 * np.linalg.norm(other - theirs[nearest], axis=1)[same].max():.1f} mm off")
    return "".join(f"; {text}" for text in found)


def cases(library: Library) -> list[Case]:
    """Return the cases that the package has a table of, or the folder the series."""
    able = [setup for setup in SETUPS if setup.table or library.has(series_name(setup.number))]
    return [Case(f"nesc-{setup.number}", TITLE, partial(checks, setup)) for setup in able]
