"""Times of a clock in samples: from every library, with and without a time zone, and what is refused."""

import datetime as dt

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
import xarray as xr

import intercept as ic
from intercept.errors import InvalidParameterError

PLACES = {
    "latitude_deg": [-45.0] * 4,
    "longitude_deg": [-125.0, -124.999, -124.998, -124.997],
    "altitude_m": [500.0] * 4,
}
ZONE = "Europe/Madrid"
# Of samples half a second and more after ten o'clock in UTC, eleven in Madrid.
STAMPS = np.array([f"2026-03-01T10:00:{second}" for second in ("00.5", "01.75", "02", "03")], dtype="datetime64[ns]")
AFTER_S = [0.0, 1.25, 1.5, 2.5]
ISO_NAIVE = [f"{stamp}"[:23] for stamp in STAMPS]
ISO_ZONED = ["2026-03-01T11:00:00.5+01:00", "2026-03-01 10:00:01.75Z", "20260301T100002Z", "2026-03-01T05:00:03-05:00"]
AWARE = pd.Series(STAMPS).dt.tz_localize("UTC").dt.tz_convert(ZONE)
GIVEN = {
    "text": PLACES | {"time": ISO_ZONED},
    "datetime": PLACES | {"time": [dt.datetime.fromisoformat(text) for text in ISO_ZONED]},
    "pandas": pd.DataFrame(PLACES | {"time": AWARE}),
    "pandas text": pd.DataFrame(PLACES | {"time": ISO_ZONED}),
    "polars": pl.DataFrame(PLACES | {"time": pl.Series(STAMPS).dt.replace_time_zone("UTC").dt.convert_time_zone(ZONE)}),
    "arrow": pa.table(PLACES | {"time": pa.array(STAMPS, type=pa.timestamp("us", tz=ZONE))}),
}
NAIVE = {
    "numpy": PLACES | {"time": STAMPS},
    "numpy in milliseconds": PLACES | {"time": STAMPS.astype("datetime64[ms]")},
    "text": PLACES | {"time": ISO_NAIVE},
    "datetime": PLACES | {"time": STAMPS.astype("datetime64[us]").tolist()},
    "pandas": pd.DataFrame(PLACES | {"time": STAMPS}),
    "polars": pl.DataFrame(PLACES | {"time": STAMPS}),
    "arrow": pa.table(PLACES | {"time": pa.array(STAMPS, type=pa.timestamp("ns"))}),
    "xarray": xr.Dataset(
        {name: ("time", values) for name, values in PLACES.items()}, coords={"time": STAMPS.astype("datetime64[ns]")}
    ),
}


def told(tracks):
    known = tracks.recorded
    return known["begin_s"].tolist(), known["end_s"].tolist(), known["time_zero"].tolist(), known["time_zone"].tolist()


@pytest.mark.parametrize("library", GIVEN)
def test_times_with_a_zone_count_from_the_first_second_of_utc(library):
    tracks = ic.Trajectories.from_table(GIVEN[library])
    assert told(tracks) == ([0.5], [3.0], ["2026-03-01T10:00:00Z"], ["given"])
    assert tracks.knots()["time_s"].tolist() == AFTER_S


@pytest.mark.parametrize("library", NAIVE)
def test_times_without_a_zone_are_read_as_utc_and_said_to_be(library):
    tracks = ic.Trajectories.from_table(NAIVE[library])
    assert told(tracks) == ([0.5], [3.0], ["2026-03-01T10:00:00Z"], ["none given, read as UTC"])
    assert tracks.knots()["time_s"].tolist() == AFTER_S


def test_rows_share_one_zero_and_windows_count_from_it():
    later = [f"2026-03-01T12:00:{second:02d}Z" for second in range(4)]
    both = {name: values * 2 for name, values in PLACES.items()}
    tracks = ic.Trajectories.from_table(both | {"time": ISO_ZONED + later, "row": ["a"] * 4 + ["b"] * 4})
    assert told(tracks)[0] == [0.5, 7200.0]
    windows = ic.engagement_windows(tracks, ic.Defence([], []))
    assert windows.plan.threats.launch_s.tolist() == [0.5, 7200.0]


def test_a_file_and_arrays_have_times_of_a_clock_too(tmp_path):
    path = tmp_path / "tracks.csv"
    rows = zip(ISO_ZONED, *PLACES.values(), strict=True)
    path.write_text("\n".join([f"time,{','.join(PLACES)}", *(",".join(map(str, row)) for row in rows)]))
    arrays = ic.Trajectories.from_samples(
        time=ISO_ZONED,
        latitude_rad=np.radians(PLACES["latitude_deg"]),
        longitude_rad=np.radians(PLACES["longitude_deg"]),
        altitude_m=500.0,
    )
    assert told(ic.Trajectories.from_csv(path)) == told(arrays) == ([0.5], [3.0], ["2026-03-01T10:00:00Z"], ["given"])
    text = path.read_text()
    path.write_text(text.replace("20260301T100002Z", "2026-03-01T10:60:02Z"))
    with pytest.raises(InvalidParameterError, match=r'time in line 4 \(row "0"\) = "2026-03-01T10:60:02Z" is not'):
        ic.Trajectories.from_csv(path)


@pytest.mark.parametrize(
    ("time", "message"),
    [
        (
            [ISO_ZONED[0], "noon", *ISO_ZONED[2:]],
            r'time\[1\] of table \(row "0"\) = "noon" is not allowed: must be a time',
        ),
        (
            [*ISO_ZONED[:3], ISO_NAIVE[3]],
            r'time\[3\] .* = "2026-03-01T10:00:03.000" .* one with a time zone such as Z',
        ),
        (
            [*ISO_NAIVE[:3], ISO_ZONED[3]],
            r'time\[3\] .* = "2026-03-01T05:00:03-05:00" .* must be one without a time zone',
        ),
        ([0.0, 1.0, 2.0, 3.0], r"time\[0\] .* = 0\.0 is not allowed: .* seconds go into time_s"),
        ([*STAMPS[:2], np.datetime64("NaT"), STAMPS[3]], r"time\[2\] .* = missing is not allowed"),
        ([None, *ISO_ZONED[1:]], r"time\[0\] .* = None is not allowed"),
        ([pd.NaT, *AWARE[1:]], r"time\[0\] .* = NaT is not allowed"),
        (
            [ISO_ZONED[0]] * 4,
            r"time\[1\] .* = 2026-03-01T10:00:00.500000Z is not allowed: must be another time than time",
        ),
        (ISO_ZONED[:3], r"must have 3 values, as the times"),
    ],
)
def test_a_time_that_is_none_is_named_by_row_and_value(time, message):
    with pytest.raises(InvalidParameterError, match=message):
        ic.Trajectories.from_table(PLACES | {"time": time})


@pytest.mark.parametrize("time", [ISO_ZONED, STAMPS])
def test_times_of_a_clock_are_not_taken_for_seconds(time):
    with pytest.raises(
        InvalidParameterError, match=r"time_s\[0\] .* must be a number; times of a clock go into a column"
    ):
        ic.Trajectories.from_table(PLACES | {"time_s": time})


def test_times_are_given_once():
    with pytest.raises(InvalidParameterError, match=r"must have one of time_s \(seconds\) and time, has both"):
        ic.Trajectories.from_table(PLACES | {"time_s": AFTER_S, "time": ISO_ZONED})
    with pytest.raises(InvalidParameterError, match="has neither"):
        ic.Trajectories.from_table(PLACES)
    position = np.zeros((4, 3))
    for times in ({}, {"time_s": AFTER_S, "time": ISO_ZONED}):
        with pytest.raises(InvalidParameterError, match=r"time_s .* or time .* must be given, and not both"):
            ic.Trajectories.from_samples(position_ecef_m=position, **times)
