"""Copies, revisions and second events, told apart whatever stands between them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from record_table import NIGHT, line, write

from intercept.record import read_record


def found(tmp_path, *lines):
    read = read_record(write(tmp_path, *lines))
    return [row.line for row in read.file.rows], [str(problem) for problem in read.file.problems]


def test_a_copy_counts_once(tmp_path):
    rows, problems = found(tmp_path, line(*NIGHT), line(*NIGHT), line(*NIGHT))
    assert rows == [2]
    assert problems == ["line 3: the same row as line 2 (left out)", "line 4: the same row as line 2 (left out)"]


def test_of_a_revision_the_later_row_counts(tmp_path):
    rows, problems = found(tmp_path, line(*NIGHT), line(*NIGHT, destroyed="7"))
    assert rows == [3]
    assert problems == [
        "line 2: revised by line 3, which has the same window, model, places and post (left out)",
    ]


def test_a_second_event_counts_too_and_is_listed_where_it_may_be_the_first_told_again(tmp_path):
    rows, problems = found(tmp_path, line(*NIGHT), line(*NIGHT, source="p/2", launched="4", destroyed="1"))
    assert (rows, problems) == ([2, 3], [])
    rows, problems = found(tmp_path, line(*NIGHT), line(*NIGHT, source="p/2"))
    assert rows == [2, 3]
    assert problems == ["line 3: the same window, model, places and counts as line 2, from another post (kept)"]


def test_case_and_spaces_do_not_make_another_event(tmp_path):
    rows, _ = found(tmp_path, line(*NIGHT), line(*NIGHT, model="KALIBR", target="ukraine"))
    assert rows == [2]


@given(
    kinds=st.lists(st.sampled_from("abc"), min_size=1, max_size=9),
    counts=st.lists(st.integers(0, 2), min_size=9, max_size=9),
)
def test_whatever_the_order_each_event_of_each_post_counts_once_with_its_last_counts(tmp_path_factory, kinds, counts):
    lines = [
        line(*NIGHT, launched="9", destroyed=str(n), source=f"p/{kind}") for kind, n in zip(kinds, counts, strict=False)
    ]
    read = read_record(write(tmp_path_factory.mktemp("record"), *lines))
    last = dict(zip(kinds, counts, strict=False))
    assert {row.source: row.destroyed for row in read.file.rows} == {f"p/{kind}": n for kind, n in last.items()}
    left_out = sum(not problem.kept for problem in read.file.problems)
    assert left_out == len(kinds) - len(last)
