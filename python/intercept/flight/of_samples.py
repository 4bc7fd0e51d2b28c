"""Batches made of samples that were recorded, or computed by another program: constructors of `Trajectories`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

import numpy.typing as npt

import intercept._core as _core
from intercept.base.table import Table
from intercept.earth.world import World, planet
from intercept.flight.recorded import of_arrays
from intercept.flight.sample_file import of_file
from intercept.flight.sample_table import columns_of, of_table


class OfSamples:
    """What a batch holds, and how it is made of samples: the base of `Trajectories`.

    Between samples the path is the cubic spline through the positions; with velocities given, the quintic through
    positions, velocities and the slopes of the spline through the velocities; with accelerations too, the quintic
    through all three. `recorded` tells how far it can be off. Times count from each row's first sample, as those of a
    flight from its launch; `engagement_windows` puts them back where they were.

    Facts about the rows, one for all or one for each in order of appearance, are used wherever the batch is engaged:
    `threat_class` (what sensors and fire units take it for), `radar_cross_section_m2` (0 to 1e6) and `manoeuvre_m_s2`
    (0 to 5000, lateral acceleration besides the turns of the path).
    """

    def __init__(
        self,
        core: _core.Trajectories,
        *,
        world: World | None = None,
        interrupted: bool = False,
        recorded: Table | None = None,
        threats: Table | None = None,
    ) -> None:
        self._core = core
        self._world = planet(world)
        self._interrupted = interrupted
        self._recorded = recorded
        self._threats = threats

    @property
    def recorded(self) -> Table | None:
        """What is known of rows that were given as samples, one row for each; None for a batch that was flown.

        Columns: row (its name), samples, begin_s and end_s (as given), gap_max_s, position_error_m and
        velocity_error_m_s (greatest miss of the path when every second sample is left out, NaN for two samples), and
        the facts that were given.

        Unless velocities were given: noise_m (of the positions along one axis, NaN for less than five) and
        noise_acceleration_m_s2 (what this alone gives the path). Of smoothed rows: smooth_over_s, residual_m (of the
        positions about the parabolas, along one axis), and smoothed_position_error_m and smoothed_velocity_error_m_s
        (what is left of it, where most is).

        Of times of a clock: time_zero, the instant of UTC from which begin_s, end_s and the times of engagement windows
        count (the first sample of all rows, rounded down to a second), and time_zone ("given", or "none given, read as
        UTC"). Of a file: file, as it was named, and file_sha256.
        """
        return self._recorded

    @property
    def threats(self) -> Table | None:
        """What is known of rows flown as threats, one row for each; None where one of them is of no class.

        Columns: threat_class; and of the threats of a plan wave (its name) and
        launch_s (raid time). The tables of knots and the files that `ic.write` makes have the first two, too.
        """
        return self._threats

    @classmethod
    def from_samples(  # noqa: PLR0913 - columns and facts by keyword
        cls,
        time_s: npt.ArrayLike | None = None,
        position_ecef_m: npt.ArrayLike | None = None,
        *,
        time: npt.ArrayLike | None = None,
        latitude_rad: npt.ArrayLike | None = None,
        longitude_rad: npt.ArrayLike | None = None,
        altitude_m: npt.ArrayLike | None = None,
        velocity_ecef_m_s: npt.ArrayLike | None = None,
        acceleration_ecef_m_s2: npt.ArrayLike | None = None,
        row: npt.ArrayLike | None = None,
        threat_class: str | Sequence[str] | None = None,
        radar_cross_section_m2: npt.ArrayLike | None = None,
        manoeuvre_m_s2: npt.ArrayLike | None = None,
        smooth_over_s: float | None = None,
        world: World | None = None,
    ) -> Self:
        """Return the batch of samples given as arrays, of shape (n,) or (n, 3), in any order.

        Parameters
        ----------
        time_s
            Times on any clock, -1e10 to 1e10. A sample that repeats another is left out; two at one time of one row
            that differ are refused, and so is a row of one sample.
        time
            Instead of `time_s`, times of a clock: text of ISO 8601, `numpy.datetime64`, Python's datetime, or a column
            of pandas, polars or Arrow. All have a time zone, or none has: those without are read as UTC.
        position_ecef_m
            Earth-fixed positions; or `latitude_rad`, `longitude_rad` (-2 pi to 2 pi) and `altitude_m` above the surface
            of the world. From -10 km to 1e9 m above it; between samples at most 20 km/s.
        velocity_ecef_m_s, acceleration_ecef_m_s2
            Relative to the rotating Earth; estimated unless given. Velocities must be those of the positions.
        row
            Which row each sample belongs to: text or whole numbers. One row unless given.
        threat_class, radar_cross_section_m2, manoeuvre_m_s2
            Facts, see above.
        smooth_over_s
            Smooth positions: at each sample take value and slope of the parabola in time fitted to the samples within
            half of this span (1e-3 to 1e4 s), not beside velocities. Not smoothed unless given; `recorded` tells how
            noisy the samples are, and what smoothing leaves of it.
        world
            The world of the positions; the real Earth unless given.

        Raises
        ------
        InvalidParameterError
            The message names the field, its place, the row and what is allowed.

        Examples
        --------
        >>> import intercept as ic
        >>> track = ic.Trajectories.from_samples(
        ...     [100.0, 110.0, 120.0, 130.0],
        ...     latitude_rad=[-0.785, -0.7848, -0.7846, -0.7844],
        ...     longitude_rad=[-2.18] * 4,
        ...     altitude_m=[500.0] * 4,
        ... )
        >>> track
        <Trajectories: 1 row, 1 recorded>
        >>> float(track.table()["flight_time_s"][0]), float(track.recorded["begin_s"][0])
        (30.0, 100.0)
        """
        given = {
            "time": time,
            "position_ecef_m": position_ecef_m,
            "latitude_rad": latitude_rad,
            "longitude_rad": longitude_rad,
            "altitude_m": altitude_m,
            "velocity_ecef_m_s": velocity_ecef_m_s,
            "acceleration_ecef_m_s2": acceleration_ecef_m_s2,
        }
        facts = _facts(threat_class, radar_cross_section_m2, manoeuvre_m_s2)
        core, recorded = of_arrays(time_s, given, row, facts, planet(world), smooth_over_s)
        return cls(core, world=world, recorded=recorded)

    @classmethod
    def from_table(
        cls,
        table: Any,  # noqa: ANN401 - of any library
        *,
        threat_class: str | Sequence[str] | None = None,
        radar_cross_section_m2: npt.ArrayLike | None = None,
        manoeuvre_m_s2: npt.ArrayLike | None = None,
        smooth_over_s: float | None = None,
        world: World | None = None,
    ) -> Self:
        """Return the batch of a table with one row for each sample, as `from_samples` does.

        Parameters
        ----------
        table
            An `ic.Table`, a table of pandas, polars or Arrow, a dataset of xarray (ragged, or on a grid), or a mapping
            of names to columns. Columns: time_s, or time as of `from_samples`; row, unless there is one only;
            latitude_deg or latitude_rad, longitude_deg or longitude_rad, and altitude_m, altitude_km or altitude_ft, or
            else x_ecef_m, y_ecef_m, z_ecef_m; if known velocity_x_ecef_m_s and so on, or velocity_east_m_s,
            velocity_north_m_s, velocity_up_m_s; acceleration_x_ecef_m_s2 and so on; and the facts threat_class,
            radar_cross_section_m2, manoeuvre_m_s2. What `to_pandas`, `to_polars`, `to_arrow` and `to_xarray` write is
            read back as it was.
        threat_class, radar_cross_section_m2, manoeuvre_m_s2, smooth_over_s, world
            As of `from_samples`; facts not beside a column of that name.

        Raises
        ------
        InvalidParameterError
            As `from_samples`; or a column is missing, unknown or given twice.

        Examples
        --------
        >>> import intercept as ic
        >>> place = {"latitude_rad": [-0.785, -0.785], "longitude_rad": [-2.18, -2.1797], "altitude_m": [300.0, 300.0]}
        >>> ic.Trajectories.from_table({"time_s": [0.0, 10.0], **place})
        <Trajectories: 1 row, 1 recorded>
        """
        facts = _facts(threat_class, radar_cross_section_m2, manoeuvre_m_s2)
        core, recorded = of_table(columns_of(table), facts, planet(world), smooth_over_s=smooth_over_s)
        return cls(core, world=world, recorded=recorded)

    @classmethod
    def from_csv(
        cls,
        path: str | Path,
        *,
        threat_class: str | Sequence[str] | None = None,
        radar_cross_section_m2: npt.ArrayLike | None = None,
        manoeuvre_m_s2: npt.ArrayLike | None = None,
        smooth_over_s: float | None = None,
        world: World | None = None,
    ) -> Self:
        """Return the batch of a CSV file whose header line names the columns of `from_table`; # begins a remark.

        Parameters
        ----------
        path
            The file, UTF-8.
        threat_class, radar_cross_section_m2, manoeuvre_m_s2, smooth_over_s, world
            As of `from_table`.

        Raises
        ------
        InvalidParameterError
            As `from_table`, naming the line; or the file cannot be read.

        Examples
        --------
        >>> import intercept as ic
        >>> ic.Trajectories.from_csv("examples/own-tracks.csv")
        <Trajectories: 2 rows, 2 recorded>
        """
        facts = _facts(threat_class, radar_cross_section_m2, manoeuvre_m_s2)
        core, recorded = of_file(path, facts, planet(world), smooth_over_s)
        return cls(core, world=world, recorded=recorded)


def _facts(threat_class: object, radar_cross_section_m2: object, manoeuvre_m_s2: object) -> dict[str, object]:
    return {
        "threat_class": threat_class,
        "radar_cross_section_m2": radar_cross_section_m2,
        "manoeuvre_m_s2": manoeuvre_m_s2,
    }
