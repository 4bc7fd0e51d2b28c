"""Points along flights: straight lines between them lie near the path, at steps they are where they were asked for."""

import numpy as np
import pytest
import written

import intercept as ic
from intercept.errors import InvalidParameterError
from intercept.report.formats.along import CHORD_M, points


def whole(flown, step_s=None):
    rows = np.arange(len(flown))
    return points(flown, rows, np.zeros(len(flown)), flown.flight_time_s, step_s)


@pytest.mark.parametrize("kind", ["short_range_ballistic", "subsonic_cruise", "hypersonic_glide", "jet_drone"])
def test_the_path_lies_near_the_lines(kind):
    flown = ic.fly(ic.Flight.of_class(kind))
    ((times, places, altitude),) = whole(flown)
    assert times[[0, -1]].tolist() == [0.0, flown.flight_time_s[0]]
    fine = np.linspace(0.0, times[-1], 5001)
    position, _ = flown.sample(0, fine)
    corners = ic.earth.geodetic_to_ecef(*places.T, altitude)
    straight = np.column_stack([np.interp(fine, times, axis) for axis in corners.T])
    assert np.linalg.norm(position - straight, axis=1).max() < 1.3 * CHORD_M
    # And so on a map that is straight in degrees.
    latitude, longitude, height = ic.earth.ecef_to_geodetic(position)
    away, _, _ = ic.earth.geodesic_inverse(
        latitude, longitude, np.interp(fine, times, places[:, 0]), np.interp(fine, times, np.unwrap(places[:, 1]))
    )
    assert away.max() < 1.3 * CHORD_M
    assert np.abs(height - np.interp(fine, times, altitude)).max() < 1.3 * CHORD_M


def test_steps_are_kept_and_the_end_is_one_of_them():
    flown = written.flights()
    for row, (times, places, altitude) in enumerate(whole(flown, 30.0)):
        assert np.diff(times)[:-1] == pytest.approx(30.0)
        assert times[-1] == flown.flight_time_s[row]
        latitude, longitude, height = written.on_path(flown, row, times)
        np.testing.assert_allclose(np.degrees(places), np.column_stack([latitude, longitude]), atol=1e-12)
        np.testing.assert_allclose(altitude, height, atol=1e-6)


@pytest.mark.parametrize(
    ("step", "told"), [(0.0, "step_s = 0"), (1e-4, "which makes 5,000,000 points"), ("1", "step_s")]
)
def test_a_step_that_is_none_is_refused(step, told):
    with pytest.raises(InvalidParameterError, match=told):
        whole(written.flights(), step)


def test_a_part_of_a_flight_is_its_part():
    flown = written.flights()
    ((times, _, _),) = points(flown, np.array([1]), np.array([50.0]), np.array([200.0]))
    assert times[[0, -1]].tolist() == [50.0, 200.0]


@pytest.mark.parametrize("step", [None, 10.0])
def test_no_part_has_no_points(step):
    assert points(written.flights(), np.empty(0, dtype=np.int64), np.empty(0), np.empty(0), step) == []


@pytest.mark.parametrize("step", [None, 10.0])
def test_a_part_of_no_length_is_a_line_all_the_same(step):
    ((times, places, altitude),) = points(written.flights(), np.array([1]), np.array([50.0]), np.array([50.0]), step)
    assert (times.tolist(), places.shape, altitude.shape) == ([50.0, 50.0], (2, 2), (2,))
