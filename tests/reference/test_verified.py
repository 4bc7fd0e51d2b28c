"""The packaged table of what was verified is that of a fresh run of every check."""

import csv

import verified as made

from intercept.raid.verified import COLUMNS, verified


def test_the_table_of_what_was_verified_is_current():
    told = "write it anew: python tests/support/verified.py"
    fresh = made.rows()
    assert not [case for part, case, *_ in fresh if part is None], "a case without a part: intercept.raid.parts.CASES"
    packaged = {case.case: case for case in verified()}
    assert list(packaged) == [case for _, case, *_ in fresh], told
    for part, case, checks, worst, source in fresh:
        there = packaged[case]
        assert (there.part, there.checks, there.source) == (part, checks, source), told
        assert worst <= 1.0
        # The last digits of a difference depend on the processor; a tenth of its tolerance does not. What a search
        # leaves within its tolerance is any number.
        if case not in {"class-ends", "sent-flights"}:
            assert abs(worst - there.worst) <= 0.1, told


def test_the_file_has_the_columns_that_are_read():
    with made.PATH.open(encoding="utf-8", newline="") as file:
        assert tuple(next(csv.reader(file))) == COLUMNS
