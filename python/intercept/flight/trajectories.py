"""Trajectories: what `intercept.fly` returns.

Models and limits: docs/models/flight.md, docs/models/results.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.base.arguments import whole
from intercept.base.shown import Shown
from intercept.base.table import Table
from intercept.base.values import same
from intercept.base.words import counted
from intercept.earth.world import World
from intercept.errors import UnreachableError
from intercept.flight import export, readings
from intercept.flight.of_samples import OfSamples
from intercept.flight.outcomes import Event, Outcome

if TYPE_CHECKING:
    import xarray as xr

Array = npt.NDArray[np.float64]

SHOWN_MAX, NOSE_RADIUS_M = 10_000, readings.NOSE_RADIUS_M


class Trajectories(OfSamples, Shown):
    """A batch of flights, from `fly`, or of recorded tracks: `from_samples`, `from_table`, `from_csv`.

    Row i belongs to input row i; a flight that failed has an outcome but no knots.

    Positions and velocities are Earth-fixed (ECEF), velocities relative to the rotating Earth; times count from the
    launch of each row. Between knots the path is the quintic Hermite polynomial of position, velocity, acceleration.

    Model, sources, limits: docs/models/flight.md.

    Examples
    --------
    >>> import intercept as ic
    >>> flown = ic.fly([ic.Flight.of_class("short_range_ballistic", range_m=300e3)])
    >>> flown.check()
    >>> flown.table()["distance_km"].round().tolist(), flown.events()["event"].tolist(), flown.fault(0)
    ([300.0], ['ignition', 'burnout', 'apogee', 'impact'], None)
    >>> position, velocity = flown.sample([0, 0], [0.0, 60.0])
    >>> position.shape, flown.sample_all([0.0, 60.0])[0].shape, flown.knots()["time_s"].shape[0] > 10
    ((2, 3), (1, 2, 3), True)
    >>> flown.quantities([0], [60.0]).columns[:4]
    ('row', 'time_s', 'altitude_m', 'speed_m_s')
    >>> len(flown.energy_history(0)) == flown.knots()["time_s"].size
    False
    >>> flown.to_xarray(step_s=10.0).sizes["row"], flown.to_arrow().num_rows == len(flown.to_pandas())
    (1, True)
    >>> flown.to_polars().columns[:3]
    ['row', 'threat_class', 'time_s']
    """

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self._core)

    def __repr__(self) -> str:
        counts = Counter(Outcome(code).name.lower() for code in self.outcome)
        words = [counted(len(self), "row"), *(f"{n} {name}" for name, n in counts.items())]
        return f"<Trajectories: {', '.join(words + ['interrupted'] * self._interrupted)}>"

    def _shown(self) -> tuple[str, Table | None]:
        # The peaks of more flights would take longer than a look should.
        return repr(self).strip("<>"), self.table() if len(self) <= SHOWN_MAX else None

    def __eq__(self, other: object) -> bool:
        """Return whether the other batch has the same flights over the same world, to the last bit."""
        if not isinstance(other, Trajectories):
            return NotImplemented
        (own, *told), (others, *rest) = self.__getstate__(), other.__getstate__()
        return same(told, rest) and same(own, others)

    # As an array has none.
    __hash__ = None  # type: ignore[assignment]

    def __getstate__(self) -> tuple[Any, ...]:
        """Copy and pickle the batch by its knots, outcomes and events."""
        return export.parts(self._core), self._world, self._interrupted, self._recorded, self._threats

    def __setstate__(self, state: tuple[Any, ...]) -> None:
        """Make the batch anew from its parts."""
        parts, self._world, self._interrupted, self._recorded, self._threats = state
        self._core = _core.trajectories_of_parts(**parts, world=self._world.core())

    @property
    def world(self) -> World:
        """The world flown over."""
        return self._world

    @property
    def core(self) -> _core.Trajectories:
        """The compiled batch, for the next stage."""
        return self._core

    @property
    def interrupted(self) -> bool:
        """True when Ctrl-C ended the batch early: it then holds the first rows only (see `intercept.fly`)."""
        return self._interrupted

    @property
    def nbytes(self) -> int:
        """Memory held (bytes): 80 a knot, 16 an event, and about 100 a row; docs/models/results.md."""
        return self._core.nbytes()

    @property
    def outcome(self) -> npt.NDArray[np.uint8]:
        """Outcome code of each row (see `Outcome`), shape (rows,)."""
        return self._core.outcome()

    @property
    def offsets(self) -> npt.NDArray[np.uint64]:
        """Where each row's knots begin, and the total at the end, shape (rows + 1,)."""
        return self._core.offsets()

    @property
    def flight_time_s(self) -> Array:
        """How long each flight lasts, shape (rows,); NaN for one that was not flown."""
        offsets, times = self._core.offsets(), self._core.time_s()
        flown = offsets[1:] > offsets[:-1]
        lasted = np.full(len(flown), np.nan)
        lasted[flown] = times[offsets[1:][flown] - np.uint64(1)] - times[offsets[:-1][flown]]
        return lasted

    def knots(self) -> dict[str, Array]:
        """Return all knots, row after row.

        Keys: time_s (n,), position_ecef_m, velocity_ecef_m_s and acceleration_ecef_m_s2 (n, 3).
        """
        return export.knots(self._core)

    def sample(self, row: npt.ArrayLike, time_s: npt.ArrayLike) -> tuple[Array, Array]:
        """Return position (m) and velocity (m/s), shape (n, 3), of rows at times since their launch.

        Times before launch or after impact give the state there; rows that were not flown give NaN.

        Raises
        ------
        InvalidParameterError
            A row does not exist, or the two do not broadcast to one dimension.
        """
        rows, times = readings.rows_at(len(self), row, time_s)
        return self._core.sample(rows, times)

    def sample_all(self, time_s: npt.ArrayLike) -> tuple[Array, Array]:
        """Return position (m) and velocity (m/s), shape (rows, times, 3), of every row at times since its launch.

        Held at the ends and NaN as in `sample`.

        Raises
        ------
        InvalidParameterError
            The times are not of shape (n,), or make more than 100 million samples.
        """
        return export.sample_all(self._core, time_s)

    def quantities(
        self, row: npt.ArrayLike, time_s: npt.ArrayLike, *, nose_radius_m: float = NOSE_RADIUS_M, threads: int = 0
    ) -> Table:
        """Return readings of rows at times since their launch, from the states and the world alone.

        Columns: row, time_s, altitude_m, speed_m_s, mach (NaN where air has no speed of sound), flight_path_deg,
        azimuth_deg, dynamic_pressure_pa, load_factor (all but gravity, over standard gravity), deceleration_m_s2 (drag
        less thrust), heat_rate_w_m2 (stagnation point of a nose of `nose_radius_m`, Sutton and Graves, NASA TR R-376),
        specific_energy_m2_s2 (with the potential of gravity and rotation). Times outside the flight give its ends; rows
        that were not flown give NaN. Read by a number of `threads`, 0 for all cores: the bits are the same.

        Raises
        ------
        InvalidParameterError
            As `sample`, a nose radius outside 1 mm to 100 m, or a number of threads outside 0 to 1024.
        """
        return readings.quantities(self._core, *readings.rows_at(len(self), row, time_s), nose_radius_m, threads)

    def energy_history(self, row: int, time_s: npt.ArrayLike | None = None) -> Table:
        """Return the energies per mass of a row, at its knots or at times since launch.

        Columns: time_s; kinetic_energy_m2_s2, v^2/2 relative to the rotating Earth; potential_energy_m2_s2, of
        gravitation with its zonal harmonics and of the centrifugal force, zero far away; specific_energy_m2_s2, their
        sum, which only drag and thrust can change. A row that was not flown has no knots, and NaN at times.

        Raises
        ------
        InvalidParameterError
            The row does not exist, or the times are not of shape (n,).
        """
        return readings.energy_history(self._core, whole("row", row, 0, len(self) - 1), time_s)

    def table(self, *, nose_radius_m: float = NOSE_RADIUS_M) -> Table:
        """Return one row for each flight: how it ended, and how far, high, fast and hard it flew.

        Columns: outcome, flight_time_s, distance_km (geodesic), apogee_km, speed_max_m_s, impact_speed_m_s and the end
        point in degrees; the peaks of load factor, dynamic pressure and stagnation heat rate (at a nose of
        `nose_radius_m`) with their times, the heat summed over the flight and the angle of impact below the horizontal.
        NaN for flights that failed, and for what a flight does not have.

        Raises
        ------
        InvalidParameterError
            The nose radius is not one number from 1 mm to 100 m.
        """
        outcomes = [Outcome(code).name.lower() for code in self.outcome]
        return Table({"outcome": outcomes, **readings.table(self._core, nose_radius_m)})

    def events(self) -> Table:
        """Return what happened on the way: columns row, time_s since launch and event, in order of row and time.

        Every flight that was flown ends with impact, or with end where its outcome is another; one that does not cruise
        has its apogee, if that lies between its ends.
        """
        return readings.events(self._core)

    def fault(self, row: int) -> str | None:
        """Return why a row was not flown, or why it ended on the way, in words; None when it came to its end.

        Raises
        ------
        InvalidParameterError
            The row does not exist.
        """
        return self._core.fault(whole("row", row, 0, len(self) - 1))

    def to_xarray(self, time_s: npt.ArrayLike | None = None, step_s: float | None = None) -> xr.Dataset:
        """Return a dataset with CF attributes (extra `xarray`), fit for `to_netcdf`.

        Without a grid: the knots, as the contiguous ragged array of CF (dimensions row and knot; `row_size` counts).
        With one: dimensions row and time, NaN before the launch and after the end of a row.

        Parameters
        ----------
        time_s
            Times since launch, ascending.
        step_s
            Or a step: times from 0 on, to the end of the longest flight or up to a step beyond.

        Raises
        ------
        MissingExtraError
            xarray is not installed.
        InvalidParameterError
            Both `time_s` and `step_s` are given, or one of them is out of range.
        """
        return export.dataset(self._core, time_s, step_s, self._threats)

    def to_arrow(self) -> Any:  # noqa: ANN401 - pyarrow is an extra
        """Return a `pyarrow.Table` with one row for each knot, whose fields carry their `unit` (extra `tables`).

        Columns: row (of the batch), those of `threats` but launch_s, time_s, altitude_m, latitude_deg, longitude_deg,
        and the x, y, z of position, velocity and acceleration, Earth-fixed. A row that was not flown has no knots and
        does not occur: `table` has all rows.
        """
        return export.knot_table(self._core, self._threats).to_arrow()

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        """Hand the knots, as in `to_arrow`, to any reader of the Arrow PyCapsule interface."""
        return self.to_arrow().__arrow_c_stream__(requested_schema)

    def to_pandas(self) -> Any:  # noqa: ANN401
        """Return the knots, as in `to_arrow`, as a `pandas.DataFrame` (extra `pandas`)."""
        return export.knot_table(self._core, self._threats).to_pandas()

    def to_polars(self) -> Any:  # noqa: ANN401
        """Return the knots, as in `to_arrow`, as a `polars.DataFrame` (extra `polars`)."""
        return export.knot_table(self._core, self._threats).to_polars()

    def check(self, label: str | Callable[[int], str] = "flight") -> None:
        """Raise an error if any row did not come down at its end point, or was given as samples up to there.

        Parameters
        ----------
        label
            What the first such row is called: a word before its number, or a function of its index, from 0.

        Raises
        ------
        UnreachableError
            A row did not come down there; the message has the number of such rows and the reason of the first.
        """
        failed = np.flatnonzero(~np.isin(self.outcome, (Outcome.IMPACT, Outcome.RECORDED)))
        if len(failed):
            first = int(failed[0])
            why = self.fault(first)
            lost = f"{len(failed):,} of {counted(len(self), 'flight')} cannot be flown"
            name = label(first) if callable(label) else f"{label} {first + 1}"
            raise UnreachableError(f"{lost}; {name}: {why}")


__all__ = ["Event", "Outcome", "Trajectories"]
