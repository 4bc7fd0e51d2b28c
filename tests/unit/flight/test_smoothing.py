"""Noise of samples, and positions and velocities smoothed by local parabolas, against flights whose truth is known."""

import numpy as np
import pytest
from command import intercept
from tree import ROOT

import intercept as ic
from intercept.errors import InvalidParameterError
from intercept.flight import smoothing

NOISE_M, OVER_S = 15.0, 20.0
DEFENCE = ROOT / "examples" / "own-defence.toml"


@pytest.fixture(scope="module")
def truth():
    """A cruise missile in level flight and a drone in a wide turn, by hand: position and velocity at any time."""

    def at(row, time_s):
        east = 230.0 * time_s if row == 0 else 3000.0 * np.sin(time_s / 60.0)
        north = 0.0 * time_s if row == 0 else 3000.0 * (1.0 - np.cos(time_s / 60.0))
        latitude, longitude = -0.785 + north / 6.37e6, -2.18 + east / (6.37e6 * np.cos(0.785))
        return ic.earth.geodetic_to_ecef(latitude, longitude, 300.0)

    def moving(row, time_s):
        return (at(row, time_s + 0.01) - at(row, time_s - 0.01)) / 0.02

    return at, moving


def sampled(truth, noise_m=NOISE_M, seed=1, **given):
    """Return both rows sampled at uneven times, some 1 s apart, with noise of a known spread."""
    rng = np.random.default_rng(seed)
    times = [np.arange(300.0) + rng.uniform(-0.3, 0.3, 300) for _ in range(2)]
    position = np.concatenate([truth[0](row, times[row]) for row in range(2)])
    position += noise_m * rng.standard_normal(position.shape)
    return times, ic.Trajectories.from_samples(
        np.concatenate(times), position, row=np.repeat(["level", "turn"], 300), **given
    )


def test_noise_is_told_as_it_is(truth):
    for noise_m in (3.0, 15.0, 60.0):
        _, tracks = sampled(truth, noise_m)
        assert tracks.recorded["noise_m"] == pytest.approx([noise_m] * 2, rel=0.12)


def test_the_acceleration_that_noise_makes_is_that_of_the_spline():
    rng = np.random.default_rng(2)
    time_s = np.arange(0.0, 4000.0, 2.0)
    position = ic.earth.geodetic_to_ecef(-0.785, -2.18, 500.0) + NOISE_M * rng.standard_normal((2000, 3))
    tracks = ic.Trajectories.from_samples(time_s, position)
    inside = np.linalg.norm(tracks.knots()["acceleration_ecef_m_s2"][10:-10], axis=1)
    told = float(tracks.recorded["noise_acceleration_m_s2"][0])
    assert np.sqrt(np.mean(inside**2)) == pytest.approx(told, rel=0.1)
    # sqrt(3) x 6 x 15 m over (2 s)^2: four times the standard acceleration, of a body that stands still.
    assert told == pytest.approx(np.sqrt(3.0) * 6.0 * NOISE_M / 4.0, rel=0.1)


def test_smoothing_brings_positions_and_velocities_as_near_the_truth_as_it_tells(truth):
    times, rough = sampled(truth)
    _, smooth = sampled(truth, smooth_over_s=OVER_S)
    known = smooth.recorded
    for row in range(2):
        own = slice(int(smooth.offsets[row]), int(smooth.offsets[row + 1]))
        off = {
            name: np.linalg.norm(tracks.knots()["position_ecef_m"][own] - truth[0](row, times[row]), axis=1)
            for name, tracks in (("rough", rough), ("smooth", smooth))
        }
        slower = np.linalg.norm(smooth.knots()["velocity_ecef_m_s"][own] - truth[1](row, times[row]), axis=1)
        # A standard deviation where most is left: of three axes hardly any sample is off by 2.5 of them.
        assert off["smooth"].max() < 2.5 * known["smoothed_position_error_m"][row]
        assert slower.max() < 2.5 * known["smoothed_velocity_error_m_s"][row]
        # And not told too great: the inside of a row, over twenty samples, has a third of it.
        assert np.sqrt(np.mean(off["smooth"] ** 2)) > 0.25 * known["smoothed_position_error_m"][row]
        assert np.sqrt(np.mean(off["smooth"] ** 2)) < 0.45 * np.sqrt(np.mean(off["rough"] ** 2))
    assert known["residual_m"] == pytest.approx([NOISE_M] * 2, rel=0.12)
    hard = [np.linalg.norm(t.knots()["acceleration_ecef_m_s2"], axis=1) for t in (rough, smooth)]
    assert np.median(hard[0]) > 50.0
    assert np.median(hard[1]) < 2.0


def test_smoothing_that_cuts_turns_shows_in_the_residual(truth):
    _, tracks = sampled(truth, noise_m=2.0, smooth_over_s=200.0)
    known = tracks.recorded
    assert known["residual_m"][0] == pytest.approx(2.0, rel=0.15)
    assert known["residual_m"][1] > 10.0 * known["noise_m"][1]


def test_a_parabola_stays_and_velocities_are_its_slopes():
    rng = np.random.default_rng(3)
    time_s = np.sort(rng.uniform(0.0, 50.0, 60))
    start, speed, bend = np.array([1e6, 2e6, 3e6]), np.array([100.0, -50.0, 20.0]), np.array([0.5, 1.0, -2.0])
    position = start + speed * time_s[:, None] + 0.5 * bend * time_s[:, None] ** 2
    offsets = np.array([0, 2, 5, 60])
    found = smoothing.smoothed(time_s, position, offsets, 8.0)
    np.testing.assert_allclose(found.position_m[2:], position[2:], atol=1e-6)
    np.testing.assert_allclose(found.velocity_m_s[2:], (speed + bend * time_s[:, None])[2:], atol=1e-6)
    # Two samples make a line, three no error.
    chord = (position[1] - position[0]) / (time_s[1] - time_s[0])
    np.testing.assert_allclose(found.velocity_m_s[:2], [chord, chord], atol=1e-9)
    assert np.isnan(found.residual_m[:2]).all()
    assert found.residual_m[2] < 1e-6


def test_each_fit_is_that_of_its_neighbours_in_a_loop():
    """Oracle: numpy's polynomial fit to the samples within half the span, one by one."""
    rng = np.random.default_rng(4)
    time_s = np.sort(rng.uniform(0.0, 40.0, 80))
    position = rng.standard_normal((80, 3))
    found = smoothing.smoothed(time_s, position, np.array([0, 80]), 10.0)
    for k in (0, 7, 40, 79):
        begin = min(max(time_s[k] - 5.0, time_s[0]), time_s[-1] - 10.0)
        near = (time_s >= begin - 1e-9) & (time_s <= begin + 10.0 + 1e-9)
        fits = np.polyfit(time_s[near] - time_s[k], position[near], 2)
        np.testing.assert_allclose(found.position_m[k], fits[2], atol=1e-9)
        np.testing.assert_allclose(found.velocity_m_s[k], fits[1], atol=1e-9)


def test_a_gap_is_bridged_by_the_nearest_four():
    time_s = np.array([0.0, 1.0, 2.0, 3.0, 50.0, 100.0, 101.0, 102.0, 103.0])
    position = np.outer(time_s, [100.0, 0.0, 0.0]) + 5e6
    found = smoothing.smoothed(time_s, position, np.array([0, 9]), 4.0)
    np.testing.assert_allclose(found.position_m, position, atol=1e-6)


def test_the_window_chunks_do_not_show(truth, monkeypatch):
    _, whole = sampled(truth, smooth_over_s=OVER_S)
    monkeypatch.setattr(smoothing, "CHUNK", 1)
    assert sampled(truth, smooth_over_s=OVER_S)[1] == whole


@pytest.mark.parametrize("span", [0.0, -1.0, np.nan, 1e5, "long"])
def test_a_span_out_of_range_is_refused(span):
    frame = {"time_s": [0.0, 9.0], "latitude_deg": [-45.0] * 2, "longitude_deg": [-125.0] * 2, "altitude_m": [5.0, 9.0]}
    with pytest.raises(InvalidParameterError, match="smooth_over_s = "):
        ic.Trajectories.from_table(frame, smooth_over_s=span)


def test_velocities_that_are_given_are_not_smoothed(truth):
    position = truth[0](0, np.arange(5.0))
    velocity = truth[1](0, np.arange(5.0))
    given = ic.Trajectories.from_samples(np.arange(5.0), position, velocity_ecef_m_s=velocity)
    assert "noise_m" not in given.recorded
    with pytest.raises(InvalidParameterError, match="smooth_over_s = 2 is not allowed beside velocity_ecef_m_s"):
        ic.Trajectories.from_samples(np.arange(5.0), position, velocity_ecef_m_s=velocity, smooth_over_s=2.0)


def test_the_commands_warn_of_noise_and_smooth(truth, tmp_path):
    times, rough = sampled(truth)
    latitude, longitude, altitude = ic.earth.ecef_to_geodetic(rough.knots()["position_ecef_m"])
    path = tmp_path / "noisy.csv"
    table = ic.Table(
        {
            "time_s": np.concatenate(times),
            "row": np.repeat(["level", "turn"], 300),
            "latitude_rad": latitude,
            "longitude_rad": longitude,
            "altitude_m": altitude,
        }
    )
    ic.write(table, path)
    words = ("windows", "--tracks", path, "--defence", DEFENCE, "--threat-class", "jet_drone")
    said = intercept(*words).stderr
    assert "alone makes accelerations of" in said
    assert "consider --smooth-over" in said
    smooth = intercept(*words, "--smooth-over", "20s").stderr
    assert "smoothed over 20 s, which leaves" in smooth
    assert "consider" not in smooth
    wrong = intercept(*words, "--smooth-over", "20")
    assert (wrong.returncode, "--smooth-over" in wrong.stderr) == (2, True)
    assert "--smooth-over is not allowed without --tracks" in intercept("run", DEFENCE, "--smooth-over", "2s").stderr
