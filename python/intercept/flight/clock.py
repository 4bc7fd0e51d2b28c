"""Times of a clock, as of ISO 8601 or of a library of tables, into seconds from a common zero."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np
import numpy.typing as npt

from intercept.base.arguments import refused as error_of
from intercept.base.arguments import shown
from intercept.errors import InvalidParameterError

Refused = Callable[[int, str, str], InvalidParameterError]
EXAMPLE = "2026-03-01T12:00:00Z"
ZONE_GIVEN, ZONE_ASSUMED = "given", "none given, read as UTC"


@dataclass(frozen=True)
class Clock:
    """The clock that samples were timed by.

    Attributes
    ----------
    zero
        The instant at which seconds count 0: the first of all samples, rounded down to a whole second of UTC.
    zone
        Whether the times came with a time zone, or were read as UTC for want of one.
    """

    zero: np.datetime64
    zone: str

    def facts(self, rows: int) -> dict[str, npt.ArrayLike]:
        """Return what is known of each row: columns of `Trajectories.recorded`."""
        return {
            "time_zero": np.full(rows, f"{self.zero}Z", dtype=object),
            "time_zone": np.full(rows, self.zone, dtype=object),
        }

    def at(self, time_s: float) -> str:
        """Return the instant at a time since the zero as text of ISO 8601."""
        return f"{self.zero + np.timedelta64(round(1e6 * time_s), 'us')}Z"


def seconds(values: npt.NDArray[Any], refused: Refused) -> tuple[npt.NDArray[np.float64], Clock]:
    """Return times in seconds from the clock's zero, and the clock.

    Parameters
    ----------
    values
        Shape (n,), n > 0: datetime64, or objects that are text of ISO 8601 or times of Python's datetime.
    refused
        Makes the error of the value at an index, given how it is shown and what it must be.

    Raises
    ------
    InvalidParameterError
        A value is no time, or has a time zone where others have none.
    """
    zone = ZONE_ASSUMED
    if values.dtype.kind == "M":
        utc = values
    else:
        utc, zone = _read(values, refused)
    missing = np.flatnonzero(np.isnat(utc))
    if len(missing):
        raise refused(int(missing[0]), "missing", f"a time such as {EXAMPLE}")
    zero = utc.min().astype("datetime64[s]")
    return np.asarray((utc - zero) / np.timedelta64(1, "s"), dtype=np.float64), Clock(zero, zone)


def _read(values: npt.NDArray[Any], refused: Refused) -> tuple[npt.NDArray[np.datetime64], str]:
    found, first = [], None
    for index, value in enumerate(values.tolist()):
        at = instant(value)
        if at is None:
            hint = "; seconds go into time_s" if isinstance(value, int | float) else ""
            raise refused(index, shown(value), f"a time of ISO 8601 such as {EXAMPLE}{hint}")
        zoned = at.utcoffset() is not None
        first = zoned if first is None else first
        if zoned != first:
            must = "one with a time zone such as Z or +02:00" if first else "one without a time zone"
            raise refused(index, shown(value), f"{must}, as those before it: all have one, or none has")
        found.append(at.astimezone(UTC).replace(tzinfo=None) if zoned else at)
    return np.array(found, dtype="datetime64[us]"), ZONE_GIVEN if first else ZONE_ASSUMED


def instant(value: object) -> datetime | None:
    """Return a time as one of Python's, or None for what is no time."""
    if isinstance(value, str):
        try:
            return datetime.fromisoformat(value.strip())
        except ValueError:
            return None
    if isinstance(value, np.datetime64):
        value = value.astype("datetime64[us]").item()
    # pandas' mark of a missing time is a time that differs from itself.
    return value if isinstance(value, datetime) and value == value else None  # noqa: PLR0124


def _as_utc(values: Any) -> npt.NDArray[Any] | None:  # noqa: ANN401 - a column of any library
    """Return a column of a library whose times have a time zone as objects of Python in UTC, None for any other.

    As an array it would have lost the zone, and be taken for one without.
    """
    kind = getattr(values, "dtype", getattr(values, "type", None))
    # As pandas, polars and Arrow call it.
    if all(getattr(kind, name, None) is None for name in ("tz", "time_zone")):
        return None
    utc = np.asarray(values, dtype="datetime64[us]")
    return np.array([None if t is None else t.replace(tzinfo=UTC) for t in utc.tolist()], dtype=object)


def array_of(values: Any) -> npt.NDArray[Any]:  # noqa: ANN401 - a column of any library
    """Return a column of any library as an array, in which what is missing is NaN, NaT or None.

    Raises
    ------
    InvalidParameterError
        It is no column.
    """
    try:
        if (zoned := _as_utc(values)) is not None:
            return zoned
        found = np.ma.asarray(values)
        if found.dtype.kind == "M":
            return np.asarray(found.filled(np.datetime64("NaT")))
        # What is masked is missing.
        return np.asarray(found.filled(np.nan) if found.dtype.kind == "f" else np.ma.filled(found.astype(object), None))
    except (TypeError, ValueError) as error:
        raise error_of("column of table", values, "numbers, times or names") from error
