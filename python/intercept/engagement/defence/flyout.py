"""How an interceptor class flies out to points: the table of its times, speeds and lateral accelerations.

Model, symbols, sources, limits: docs/models/interceptor.md.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.base.arguments import column, instance, number, whole
from intercept.base.files import write_text
from intercept.base.table import Table
from intercept.catalogue.catalogue import Catalogue
from intercept.engagement.defence.interceptor import Interceptor
from intercept.errors import InvalidParameterError
from intercept.report.figures import flyout

Array = npt.NDArray[np.float64]

__all__ = ["FlyoutTable", "Interceptor", "flyout_table"]


@dataclass(frozen=True, eq=False)
class FlyoutTable:
    """Where an interceptor gets to, when, how fast, and how hard it can turn there.

    Ground range and altitude are those of the launcher's horizontal plane: straight distance along it, and height over
    it. Beyond the kinematic boundary everything is NaN. The unit's least range is not cut out.

    Attributes
    ----------
    interceptor, slant_range_max_m, altitude_max_m
        What was flown, and in which envelope (m).
    ground_range_m, altitude_m
        The grid (m): shapes (n,) and (m,).
    time_of_flight_s, speed_m_s, lateral_acceleration_m_s2
        On the grid: shape (m, n). The acceleration is infinite where nothing limits it.
    """

    interceptor: Interceptor
    slant_range_max_m: float
    altitude_max_m: float
    ground_range_m: Array
    altitude_m: Array
    time_of_flight_s: Array
    speed_m_s: Array
    lateral_acceleration_m_s2: Array
    core: _core.FlyoutTable = field(repr=False)
    name: str = ""

    def at(self, ground_range_m: npt.ArrayLike, altitude_m: npt.ArrayLike) -> dict[str, Array]:
        """Return time of flight (s), speed (m/s) and lateral acceleration available (m/s^2) at points.

        Parameters
        ----------
        ground_range_m, altitude_m
            Points in the launcher's horizontal plane (m): shape (n,), or one number for all; ground range 0 up.

        Raises
        ------
        InvalidParameterError
            A value is not a finite number, a ground range is negative, or the shapes differ.
        """
        ground, height = column("ground_range_m", ground_range_m), column("altitude_m", altitude_m)
        length = max(len(ground), len(height)) if len(ground) and len(height) else 0
        ground, height = column("ground_range_m", ground, length), column("altitude_m", height, length)
        for label, values, low in (("ground_range_m", ground, 0.0), ("altitude_m", height, -math.inf)):
            bad = values[~(np.isfinite(values) & (values >= low))]
            if len(bad):
                raise InvalidParameterError(f"{label} = {bad[0]} is not allowed: must be finite and at least {low}")
        return _columns(self.core, ground, height)

    def boundary(self, points: int = 181) -> Array:
        """Return the kinematic boundary from the horizontal to the zenith: ground range and altitude (m), shape (k, 2).

        The first point is the launcher, so that the points are a polygon.
        """
        angle = np.linspace(0.0, math.pi / 2, whole("points", points, 2, 100_000))
        reach = self.core.boundary(np.sin(angle))
        return np.vstack([[0.0, 0.0], np.column_stack([reach * np.cos(angle), reach * np.sin(angle)])])

    def time_line(self, time_s: float, points: int = 181) -> Array:
        """Return where the interceptor is at a time of flight, by line from the horizontal to the zenith.

        Ground range and altitude (m), shape (points, 2); NaN where the line ends before.
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
        """Return one row a point of the grid that the interceptor reaches."""
        ground, height = np.meshgrid(self.ground_range_m, self.altitude_m)
        reached = np.isfinite(self.time_of_flight_s)
        names = ("time_of_flight_s", "speed_m_s", "lateral_acceleration_m_s2")
        columns = {name: getattr(self, name)[reached] for name in names}
        return Table({"ground_range_m": ground[reached], "altitude_m": height[reached], **columns})

    def plot(self, path: str | Path) -> None:
        """Write the fly-out fan: boundary and lines of equal time of flight, as `.svg`, or `.html` that opens offline.

        Raises
        ------
        InvalidParameterError
            The name ends otherwise.
        MissingExtraError
            HTML needs plotly: the extra `report`.
        """
        path = Path(path)
        drawn = {".svg": flyout.as_svg, ".html": flyout.as_html}.get(path.suffix)
        if drawn is None:
            raise InvalidParameterError(f"path = {str(path)!r} is not allowed: must end in .svg or .html")
        times = flyout.round_times(float(np.nanmax(self.time_of_flight_s)))
        lines = [(time_s, self.time_line(time_s)) for time_s in times]
        title = f"Fly-out of {self.name.replace('_', ' ') or 'an interceptor'}"
        write_text(drawn(title, lines, self.boundary()), path)


def _columns(core: _core.FlyoutTable, ground: Array, height: Array) -> dict[str, Array]:
    time_s, speed, lateral = core.at(ground, height)
    beyond = ~np.isfinite(time_s)
    found = {"time_of_flight_s": time_s, "speed_m_s": speed, "lateral_acceleration_m_s2": lateral}
    return {name: np.where(beyond, np.nan, values) for name, values in found.items()}


def flyout_table(
    interceptor: Interceptor | str,
    *,
    slant_range_max_m: float | None = None,
    altitude_max_m: float | None = None,
    points: Sequence[int] = (121, 81),
) -> FlyoutTable:
    """Fly an interceptor out along lines of elevation; return the table.

    Parameters
    ----------
    interceptor
        Its parameters, or the name of a defence class of the catalogue, which also has an envelope.
    slant_range_max_m, altitude_max_m
        The envelope it is flown in (m): greatest slant range and height, 1 to 2e6. Those of the class unless given.
    points
        Points of the grid in ground range and in altitude, 2 to 2,000 each.

    Returns
    -------
    FlyoutTable
        Within 0.1 % of direct flights in time, 1 % in speed, 2 % in lateral acceleration: docs/models/interceptor.md.

    Raises
    ------
    InvalidParameterError
        There is no such class, or a value is out of range.

    Examples
    --------
    >>> table = flyout_table("medium_range_sam")
    >>> 30.0 < table.at(20_000.0, 5_000.0)["time_of_flight_s"][0] < 40.0
    True
    """
    name = interceptor if isinstance(interceptor, str) else ""
    if not isinstance(interceptor, str):
        instance("interceptor (no name of a class)", interceptor, Interceptor)
        for key, value in (("slant_range_max_m", slant_range_max_m), ("altitude_max_m", altitude_max_m)):
            if value is None:
                raise InvalidParameterError(f"{key} must be given with an Interceptor: only classes have an envelope")
    if isinstance(interceptor, str):
        interceptor = Interceptor.of_class(name)
        mode = {key: parameter.mode for key, parameter in Catalogue.load().defences[name].parameters.items()}
        slant_range_max_m = 1e3 * mode["slant_range_max_km"] if slant_range_max_m is None else slant_range_max_m
        altitude_max_m = mode["altitude_max_m"] if altitude_max_m is None else altitude_max_m
    far = number("slant_range_max_m", slant_range_max_m, 1.0, 2e6)
    high = number("altitude_max_m", altitude_max_m, 1.0, 2e6)
    if not isinstance(points, Sequence) or len(points) != 2:
        raise InvalidParameterError(f"points = {points!r} is not allowed: must be two whole numbers")
    across, up = (whole("points", count, 2, 2_000) for count in points)
    core = _core.FlyoutTable(list(interceptor.row(far, high)))
    ground, height = np.linspace(0.0, far, across), np.linspace(0.0, min(far, high), up)
    x, z = np.meshgrid(ground, height)
    found = {key: values.reshape(x.shape) for key, values in _columns(core, x.ravel(), z.ravel()).items()}
    return FlyoutTable(interceptor, far, high, ground, height, **found, core=core, name=name)
