"""How an interceptor class flies out to points: the table of its times, speeds and lateral accelerations.

Model, symbols, sources, limits: docs/models/interceptor.md.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.base.arguments import check_numbers, column, instance, number, refused, whole
from intercept.base.arguments import threads as checked_threads
from intercept.base.factories import by_calls
from intercept.base.keywords import keywords_meant
from intercept.base.shown import Shown
from intercept.base.table import Table
from intercept.base.values import ByValue, Remade
from intercept.catalogue.draw import most_likely
from intercept.engagement.defence.interceptor import Interceptor
from intercept.engagement.defence.of_class import generic_class
from intercept.errors import InvalidParameterError

Array = npt.NDArray[np.float64]

# Of the grid in ground range and in altitude.
POINTS, POINTS_MAX = (121, 81), 2_000
ENVELOPE_M = (1.0, 2e6)


@by_calls("ic.FlyoutTable.of_class")
@dataclass(frozen=True, eq=False, repr=False)
class FlyoutTable(Remade, ByValue, Shown):
    """Where an interceptor can fly, when it arrives, how fast it is, and how hard it can turn there.

    Make one with `of_class` or `of`. Ground range and altitude are those of the launcher's horizontal
    plane: straight distance along it, and height over it. Beyond the kinematic boundary everything is NaN. The
    unit's least range is not cut out. A table can be pickled and deep-copied, and compares by value.

    Model, sources, limits: docs/models/interceptor.md.

    Attributes
    ----------
    interceptor, slant_range_max_m, altitude_max_m
        What was flown, and in which envelope (m).
    points
        Points of the grid in ground range and in altitude: n and m.
    name
        The class; empty for an interceptor of your own.
    ground_range_m, altitude_m
        The grid (m): shapes (n,) and (m,).
    time_of_flight_s, speed_m_s, lateral_acceleration_m_s2
        On the grid: shape (m, n). The acceleration is infinite where nothing limits it.

    Examples
    --------
    >>> import intercept as ic
    >>> table = ic.FlyoutTable.of_class("medium_range_sam", points=(13, 9))
    >>> table
    <FlyoutTable: medium_range_sam, 13 x 9 points to 40,000 m slant range and 20,000 m altitude>
    >>> table.at([10e3], [5e3])["time_of_flight_s"].round(1).tolist()
    [13.5]
    >>> table.farthest([5e3])["slant_range_m"].round(-2).tolist()
    [34700.0]
    >>> table.boundary(3).shape, table.time_line(10.0, 3).shape, len(table.table()) > 90
    ((4, 2), (3, 2), True)
    """

    interceptor: Interceptor
    slant_range_max_m: float
    altitude_max_m: float
    points: tuple[int, int] = POINTS
    name: str = ""
    ground_range_m: Array = field(init=False)
    altitude_m: Array = field(init=False)
    time_of_flight_s: Array = field(init=False)
    speed_m_s: Array = field(init=False)
    lateral_acceleration_m_s2: Array = field(init=False)
    core: _core.FlyoutTable = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Check the fields and fly the interceptor out along lines of elevation."""
        instance("interceptor", self.interceptor, Interceptor)
        check_numbers(self, {"slant_range_max_m": ENVELOPE_M, "altitude_max_m": ENVELOPE_M})
        if isinstance(self.points, str) or not isinstance(self.points, Sequence) or len(self.points) != 2:
            raise refused("points", self.points, "two whole numbers")
        across, up = (whole("points", count, 2, POINTS_MAX) for count in self.points)
        far, high = self.slant_range_max_m, self.altitude_max_m
        core = _core.FlyoutTable(list(self.interceptor.row(far, high)))
        ground, height = np.linspace(0.0, far, across), np.linspace(0.0, min(far, high), up)
        x, z = np.meshgrid(ground, height)
        grid = {name: values.reshape(x.shape) for name, values in _columns(core, x.ravel(), z.ravel()).items()}
        for name, value in {"points": (across, up), "ground_range_m": ground, "altitude_m": height, **grid}.items():
            object.__setattr__(self, name, value)
        object.__setattr__(self, "core", core)

    def __repr__(self) -> str:
        (across, up), of = self.points, self.name or "an interceptor"
        envelope = f"to {self.slant_range_max_m:,.0f} m slant range and {self.altitude_max_m:,.0f} m altitude"
        return f"<FlyoutTable: {of}, {across} x {up} points {envelope}>"

    def _shown(self) -> tuple[str, Table]:
        return repr(self).strip("<>"), self.farthest(np.linspace(0.0, self.altitude_m[-1], 5))

    @classmethod
    @keywords_meant
    def of_class(
        cls,
        name: str,
        /,
        *,
        slant_range_max_m: float | None = None,
        altitude_max_m: float | None = None,
        points: Sequence[int] = POINTS,
    ) -> FlyoutTable:
        """Return the table of the interceptor of a defence class of the catalogue, at the modes of its values.

        Parameters
        ----------
        name
            Such as "medium_range_sam"; `intercept catalog` lists them.
        slant_range_max_m, altitude_max_m
            The envelope it is flown in (m): greatest slant range and height, 1 to 2e6. Those of the class unless given.
        points
            Points of the grid in ground range and in altitude, 2 to 2,000 each.

        Returns
        -------
        FlyoutTable
            Within 0.1 % of direct flights in time, 1 % in speed, 2 % in lateral acceleration:
            docs/models/interceptor.md.

        Raises
        ------
        InvalidParameterError
            There is no such class, or a value is out of range.

        Examples
        --------
        >>> import intercept as ic
        >>> table = ic.FlyoutTable.of_class("medium_range_sam")
        >>> [round(t, 1) for t in table.at(20_000.0, 5_000.0)["time_of_flight_s"].tolist()]
        [27.2]
        """
        v = most_likely(generic_class("defence", name))
        far = 1e3 * v["slant_range_max_km"] if slant_range_max_m is None else slant_range_max_m
        high = v["altitude_max_m"] if altitude_max_m is None else altitude_max_m
        return cls(Interceptor.of_class(name), far, high, points, name)  # type: ignore[arg-type]  # checked there

    @classmethod
    def of(
        cls,
        interceptor: Interceptor,
        /,
        *,
        slant_range_max_m: float,
        altitude_max_m: float,
        points: Sequence[int] = POINTS,
    ) -> FlyoutTable:
        """Return the table of an interceptor of your own, as `of_class` does for a class.

        Raises
        ------
        InvalidParameterError
            The value is not an interceptor, or a number is out of range.

        Examples
        --------
        >>> import intercept as ic
        >>> drone = ic.Interceptor(constant_speed_m_s=80.0)
        >>> ic.FlyoutTable.of(drone, slant_range_max_m=8e3, altitude_max_m=3e3).at(800.0, 0.0)["time_of_flight_s"]
        array([10.])
        """
        return cls(interceptor, slant_range_max_m, altitude_max_m, points)  # type: ignore[arg-type]  # checked there

    def at(self, ground_range_m: npt.ArrayLike, altitude_m: npt.ArrayLike, *, threads: int = 0) -> dict[str, Array]:
        """Return time of flight (s), speed (m/s) and lateral acceleration available (m/s^2) at points.

        Parameters
        ----------
        ground_range_m, altitude_m
            Points in the launcher's horizontal plane (m): shape (n,), or one number for all; ground range 0 up.
        threads
            Number of threads, 0 for all cores: the bits are the same.

        Raises
        ------
        InvalidParameterError
            A value is not a finite number, a ground range is negative, the shapes differ, or there are more threads
            than 1024.
        """
        ground, height = column("ground_range_m", ground_range_m), column("altitude_m", altitude_m)
        length = max(len(ground), len(height)) if len(ground) and len(height) else 0
        ground, height = column("ground_range_m", ground, length), column("altitude_m", height, length)
        for label, values, low in (("ground_range_m", ground, 0.0), ("altitude_m", height, -math.inf)):
            bad = values[~(np.isfinite(values) & (values >= low))]
            if len(bad):
                raise InvalidParameterError(f"{label} = {bad[0]} is not allowed: must be finite and at least {low}")
        return _columns(self.core, ground, height, checked_threads(threads))

    def boundary(self, points: int = 181) -> Array:
        """Return the kinematic boundary from the horizontal to the zenith: ground range and altitude (m), shape (k, 2).

        The first point is the launcher, so that the points are a polygon.

        Raises
        ------
        InvalidParameterError
            The number of points is not from 2 to 100,000.
        """
        angle = np.linspace(0.0, math.pi / 2, whole("points", points, 2, 100_000))
        reach = self.core.boundary(np.sin(angle))
        return np.vstack([[0.0, 0.0], np.column_stack([reach * np.cos(angle), reach * np.sin(angle)])])

    def farthest(self, altitude_m: npt.ArrayLike) -> Table:
        """Return how far the interceptor gets at heights over the launcher's horizontal plane, and how long it takes.

        Parameters
        ----------
        altitude_m
            Heights (m), shape (n,), 0 up.

        Returns
        -------
        Table
            altitude_m, and of the farthest point at that height: slant_range_m, time_of_flight_s, speed_m_s and
            mean_speed_m_s (slant range over time); NaN where the height is out of reach.

        Raises
        ------
        InvalidParameterError
            A height is not a finite number of at least 0.
        """
        height = column("altitude_m", altitude_m)
        below = height[~(np.isfinite(height) & (height >= 0.0))]
        if len(below):
            raise InvalidParameterError(f"altitude_m = {below[0]} is not allowed: must be finite and at least 0")
        far = np.zeros(len(height))
        near, beyond = np.zeros(len(height)), np.full(len(height), self.slant_range_max_m)
        steps = np.linspace(0.0, self.slant_range_max_m, 513)
        for i, level in enumerate(height):
            inside = np.flatnonzero(np.isfinite(self.at(steps, level)["time_of_flight_s"]))
            last = int(inside[-1]) if len(inside) else 0
            near[i], beyond[i] = steps[last], steps[min(last + 1, len(steps) - 1)]
        # Halved down to a millimetre.
        for _ in range(30):
            far = 0.5 * (near + beyond)
            inside = np.isfinite(self.at(far, height)["time_of_flight_s"])
            near, beyond = np.where(inside, far, near), np.where(inside, beyond, far)
        reached = self.at(near, height)
        slant = np.where(np.isfinite(reached["time_of_flight_s"]), np.hypot(near, height), np.nan)
        columns = {"time_of_flight_s": reached["time_of_flight_s"], "speed_m_s": reached["speed_m_s"]}
        mean = slant / np.maximum(columns["time_of_flight_s"], 1e-9)
        return Table({"altitude_m": height, "slant_range_m": slant, **columns, "mean_speed_m_s": mean})

    def time_line(self, time_s: float, points: int = 181) -> Array:
        """Return where the interceptor is at a time of flight, by line from the horizontal to the zenith.

        Ground range and altitude (m), shape (points, 2); NaN where the line ends before.

        Raises
        ------
        InvalidParameterError
            The time is not from 0 to 1e6 s, or the number of points not from 2 to 100,000.
        """
        number("time_s", time_s, 0.0, 1e6)
        angle = np.linspace(0.0, math.pi / 2, whole("points", points, 2, 100_000))
        cosine, sine = np.cos(angle), np.sin(angle)
        reach = self.core.boundary(sine) * (1.0 - 1e-9)
        low, high = np.zeros(points), reach.copy()
        ends = self.core.at(reach * cosine, reach * sine)[0]
        # Time grows along a line: halving finds where it is the one asked for, to a billionth of the reach.
        for _ in range(30):
            middle = 0.5 * (low + high)
            late = self.core.at(middle * cosine, middle * sine)[0] > time_s
            low, high = np.where(late, low, middle), np.where(late, middle, high)
        found = np.where(ends >= time_s, 0.5 * (low + high), np.nan)
        return np.column_stack([found * cosine, found * sine])

    def table(self) -> Table:
        """Return one row for each point of the grid that the interceptor reaches."""
        ground, height = np.meshgrid(self.ground_range_m, self.altitude_m)
        reached = np.isfinite(self.time_of_flight_s)
        names = ("time_of_flight_s", "speed_m_s", "lateral_acceleration_m_s2")
        columns = {name: getattr(self, name)[reached] for name in names}
        return Table({"ground_range_m": ground[reached], "altitude_m": height[reached], **columns})


def _columns(core: _core.FlyoutTable, ground: Array, height: Array, threads: int = 0) -> dict[str, Array]:
    time_s, speed, lateral = core.at(ground, height, threads)
    beyond = ~np.isfinite(time_s)
    found = {"time_of_flight_s": time_s, "speed_m_s": speed, "lateral_acceleration_m_s2": lateral}
    return {name: np.where(beyond, np.nan, values) for name, values in found.items()}
