"""What a run says of its samples."""

import math
import re

import numpy as np
import pytest

from intercept.raid.estimates import mean_of
from intercept.raid.sampling import Sampling

# Student's t of 8 scrambles, and of a table.
T = 2.365
ENOUGH = Sampling("sobol", 1, scrambles=8, points=8, vectors=8, replications=2)


def test_enough_samples_say_nothing():
    assert ENOUGH.too_few(mean=50.0, error=4.9 / T, launched=500) == ()
    assert ENOUGH.told() == (
        "8 independent scrambles of 8 geometries, 8 vectors for each of these, 2 replications of each vector (sobol,"
        " version 1)"
    )


@pytest.mark.parametrize(
    ("sampling", "numbers", "said"),
    [
        (ENOUGH, (50.0, 5.1 / T, 500), "known to within 5.1"),
        (Sampling("sobol", 1, 1, 128, 1, 2), (50.0, math.nan, 500), "One scramble gives no standard error"),
        (Sampling("sobol", 1, 2, 64, 1, 2), (50.0, 0.1, 500), "those from 2 are uncertain by 71 % themselves"),
        (Sampling("sobol", 1, 5, 32, 1, 2), (50.0, 0.1, 500), "those from 5 are uncertain by 35 % themselves"),
        (Sampling("sobol", 1, 8, 4, 2, 2), (50.0, 0.4, 500), "rest on 64 vectors of what is not known, and need 100"),
        (
            Sampling("sobol", 1, 8, 8, 8, 2, until=0.5, until_met=False),
            (50.0, 0.4, 500),
            "The standard error asked for, 0.5, was not met with the 8 points",
        ),
    ],
)
def test_too_few_are_told(sampling, numbers, said):
    (told,) = sampling.too_few(*numbers)
    assert said in told


def test_six_scrambles_are_enough_for_errors_whatever_their_scatter():
    for scrambles in range(1, 10):
        assert bool(Sampling("sobol", 1, scrambles, 64, 2, 2).few_scrambles()) is (scrambles < 6)


def test_the_stated_uncertainty_of_a_standard_error_is_that_of_normal_means():
    rng = np.random.default_rng(5)
    for scrambles in (4, 5):
        (said,) = Sampling("sobol", 1, scrambles, 64, 2, 2).few_scrambles()
        errors = [mean_of(means)[1] for means in rng.normal(size=(20_000, scrambles))]
        stated = int(re.search(r"by (\d+) %", said)[1])
        assert 100.0 * np.std(errors) / np.mean(errors) == pytest.approx(stated, rel=0.1)


def test_a_mean_of_few_may_be_off_by_a_hundredth_of_the_raid():
    assert ENOUGH.too_few(mean=0.5, error=0.9 / T, launched=100) == ()
