"""Tracks by sensor, through the binding."""

import numpy as np
import pytest

import intercept._core as _core
from intercept.engagement.defence.columns import SEES_ALL_ROUND, SENSOR_COLUMNS, UNIT_COLUMNS, row
from intercept.errors import InvalidParameterError
from intercept.validation.cases.cruise import fly_route

LATITUDE, EAST = -0.785, -2.18


def radar(longitude=EAST, **columns):
    """Return the row of a radar on a mast of 20 m with the default columns, but for those given."""
    place = {"latitude_rad": LATITUDE, "longitude_rad": longitude, "altitude_m": 0.0, "height_m": 20.0}
    reach = {"elevation_min_rad": -1.5, "elevation_max_rad": 1.5, "range_for_1_m2_m": 1e5, "instrumented_range_m": 2e5}
    return row(SENSOR_COLUMNS, {**SEES_ALL_ROUND, "track_delay_s": 0.0, **place, **reach, **columns})


def tracks(*rows, **options):
    """Return the tracks of one drone that flies east over LATITUDE towards longitude EAST."""
    flown = fly_route([(LATITUDE, EAST - 0.01), (LATITUDE, EAST)], 500.0, 0.2)
    sensors = np.array(rows, dtype=float)
    ranges = np.full((len(rows), 1), np.nan)
    no_index = np.empty(0, dtype=np.uint64)
    no_units = (np.empty((0, len(UNIT_COLUMNS))), no_index, no_index, [], np.empty((0, 1)))
    named = (np.empty(0, dtype=np.int64), no_index)
    threat = (np.zeros(1), np.zeros(1, dtype=np.uint64), np.ones(1))
    watching = _core.Sensors(sensors, ranges, 1, **options)
    meetings = _core.Meetings(
        flown.core, *threat, watching, *no_units, named, named, np.zeros(1), np.full(1, np.inf), 1
    )
    found, windows = meetings.windows(0.0, 1)
    assert len(windows) == 0
    return found


def test_each_sensor_has_its_row_and_the_network_their_union():
    west, east = np.radians(270.0), np.radians(90.0)
    looks_west = radar(
        azimuth_centre_rad=west, azimuth_half_width_rad=0.5, scan_period_s=4.0, track_hits=2, track_scans=3
    )
    looks_east = radar(azimuth_centre_rad=east, azimuth_half_width_rad=0.5)
    found = tracks(looks_west, looks_east)
    words = _core.track_reason_words()
    assert [words[code] for code in found.sensor_reason()[:, 0]] == ["tracked", "outside_azimuth"]
    counts, begin_s, end_s = found.sensor_coverage()
    assert counts.tolist() == [[1], [0]]
    assert found.sensor_detection_s()[0, 0] == begin_s[0] + 4.0
    assert found.sensor_track_s()[0, 0] == begin_s[0] + 8.0
    assert np.isnan(found.sensor_track_s()[1, 0])
    assert np.isnan(found.sensor_detection_s()[1, 0])
    _, track_begin_s, track_end_s = found.sensor_tracked()
    _, network_begin_s, network_end_s = found.intervals()
    assert (track_begin_s.tolist(), track_end_s.tolist()) == (network_begin_s.tolist(), network_end_s.tolist())
    assert track_end_s[0] == end_s[0]


def test_nose_on_a_small_target_is_seen_later():
    table = (np.array([0.0, 1.0]), np.array([1e-4, 1.0]))
    plain, small = (tracks(radar(range_for_1_m2_m=2e4), aspects=a) for a in (None, [table]))
    # Range falls to a tenth: 2 km.
    assert small.first_detection_s()[0] > plain.first_detection_s()[0] + 10.0
    assert tracks(radar(range_for_1_m2_m=2e4), aspects=[None]).first_detection_s() == plain.first_detection_s()


def test_a_wall_of_ground_hides():
    latitude, longitude = np.linspace(-0.795, -0.775, 41), EAST + np.linspace(-0.02, 0.002, 89)
    height = np.where((longitude > EAST - 0.002) & (longitude < EAST - 0.001), 2_000.0, 0.0) * np.ones((41, 1))
    wall = _core.Terrain(latitude, longitude, height)
    plain, hidden = tracks(radar()), tracks(radar(), terrain=wall)
    assert hidden.first_detection_s()[0] > plain.first_detection_s()[0] + 10.0
    with pytest.raises(InvalidParameterError, match="altitude_m"):
        tracks(radar(longitude=EAST - 0.0015), terrain=wall)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("track_hits", 1.5),
        ("track_hits", np.nan),
        ("track_scans", 1e300),
        ("scan_period_s", -1.0),
        ("azimuth_half_width_rad", np.inf),
        ("effective_earth_factor", 0.0),
        ("signal_speed_m_s", np.nan),
        ("orbit_radius_m", np.nan),
        ("single_scan_probability", 0.5),
    ],
)
def test_bad_columns_are_named(column, value):
    with pytest.raises(
        InvalidParameterError,
        match=r"track_hits|track_scans|scan_period|azimuth_half|effective|signal|orbit|probability",
    ):
        tracks(radar(**{column: value}))


def test_bad_aspects_are_named():
    with pytest.raises(InvalidParameterError, match="aspect"):
        tracks(radar(), aspects=[(np.array([0.0, 4.0]), np.array([1.0, 1.0]))])
