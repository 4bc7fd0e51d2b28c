"""The table of the plain program's bodies (intercept/validation/data/bodies) is what the program computes."""

import numpy as np
import plain_bodies
import pytest

from intercept.validation.cases.bodies import BODIES, ends


def test_every_body_of_the_program_is_a_case():
    assert [make.__name__ for make in plain_bodies.BODIES] == [make.__name__ for make in BODIES] == list(ends())


@pytest.mark.parametrize("make", plain_bodies.BODIES, ids=lambda make: make.__name__)
def test_the_table_is_what_the_program_computes(make):
    _, time_s, *state = plain_bodies.row(make, tolerance_m=1e-7)
    there_s, place_m = ends()[make.__name__]
    # What the ends change by to those of the table, at 10 nm a step: SOURCE.md.
    assert time_s == pytest.approx(there_s, abs=1e-6)
    assert np.linalg.norm(np.array(state[:3]) - place_m) < 1e-4
