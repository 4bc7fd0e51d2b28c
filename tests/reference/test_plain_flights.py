"""The table of the plain program (intercept/validation/data/flights) is what the program computes."""

import numpy as np
import plain_flights
import pytest

from intercept.validation.cases.flights import FLIGHTS, states


def off_m(make, tolerance_m):
    """Return how far the program's states lie from those of the table (m)."""
    computed = {row[1]: np.array(row[3:6]) for row in plain_flights.rows(make, tolerance_m=tolerance_m)}
    table = {moment.name: moment.place_m for moment in states()[make.__name__]}
    return max(float(np.linalg.norm(computed[name] - place)) for name, place in table.items())


def test_every_flight_of_the_program_is_a_case():
    assert [make.__name__ for make in plain_flights.FLIGHTS] == list(FLIGHTS) == list(states())


# Those of which it computes in a few seconds; in `make test-long` all of them.
@pytest.mark.parametrize("make", [plain_flights.one_stage, plain_flights.free_glide], ids=lambda make: make.__name__)
def test_the_table_is_what_the_program_computes(make):
    assert off_m(make, 1e-6) < 0.01
