"""The example that makes ground truth for Stone Soup: its paths are the flights, and its tracker gains by filtering."""

import runpy
from datetime import datetime, timedelta

import numpy as np
import pytest
from tree import ROOT

import intercept as ic

EXAMPLE = ROOT / "examples" / "stone-soup" / "ground_truth.py"


@pytest.fixture(scope="module")
def example():
    return runpy.run_path(str(EXAMPLE))


def test_the_paths_are_the_flights(example):
    flown = ic.fly([ic.Flight.of_class("short_range_ballistic"), ic.Flight.of_class("subsonic_cruise", range_m=50e3)])
    zero = datetime(2030, 5, 6, 7, 8)  # noqa: DTZ001 - as the example has it
    place = (-0.785, -2.18, 30.0)
    paths = example["ground_truth"](flown, place, zero, 7.0)
    assert len(paths) == len(flown)
    for row, path in enumerate(paths):
        times = np.array([(state.timestamp - zero) / timedelta(seconds=1) for state in path])
        assert (np.diff(times) > 0.0).all()
        assert times[-1] == pytest.approx(flown.flight_time_s[row], abs=1e-6)
        states = np.array([np.asarray(state.state_vector, dtype=float).ravel() for state in path])
        # And back again, by the inverse of what the example does.
        position, velocity = flown.sample(row, times)
        np.testing.assert_allclose(ic.earth.enu_to_ecef(states[:, ::2], place), position, atol=0.02)
        np.testing.assert_allclose(ic.earth.enu_vector_to_ecef(states[:, 1::2], place), velocity, atol=1e-3)


def test_the_example_runs_and_its_assertions_hold(capsys):
    runpy.run_path(str(EXAMPLE), run_name="__main__")
    assert capsys.readouterr().out.count("m as tracked") == 2
