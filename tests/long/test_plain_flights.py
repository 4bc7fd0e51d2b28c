"""All flights of the plain program, at 1 um a step, against the table that it wrote at 10 nm."""

import numpy as np
import plain_flights
import pytest

from intercept.validation.cases.flights import states

# What the states change by between the two: intercept/validation/data/flights/SOURCE.md.
CHANGE_M = {"two_stages": 1.0, "banked_glide": 0.03, "cruise": 0.05}


@pytest.mark.parametrize("make", plain_flights.FLIGHTS, ids=lambda make: make.__name__)
def test_the_table_is_what_the_program_computes(make):
    computed = {row[1]: np.array(row[3:6]) for row in plain_flights.rows(make, tolerance_m=1e-6)}
    for moment in states()[make.__name__]:
        off = np.linalg.norm(computed[moment.name] - moment.place_m)
        assert off < CHANGE_M.get(make.__name__, 0.005), moment.name
