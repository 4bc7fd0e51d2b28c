"""Of what one page asks, only the newest is answered."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from intercept.explore.newest import PAGES_MAX, GivenUp, Newest


def test_an_older_question_of_a_page_is_given_up_and_those_of_others_go_on():
    newest = Newest()
    first, other = newest.ask("one", 1), newest.ask("two", 1)
    first.check()
    second = newest.ask("one", 2)
    with pytest.raises(GivenUp):
        first.check()
    second.check()
    other.check()


def test_a_question_that_comes_late_is_given_up_at_once():
    newest = Newest()
    newest.ask("one", 7)
    with pytest.raises(GivenUp):
        newest.ask("one", 6).check()


def test_the_same_question_may_be_asked_in_several_steps():
    newest = Newest()
    steps = [newest.ask("one", 1) for _ in range(3)]
    for step in steps:
        step.check()


def test_all_are_given_up_when_it_closes():
    newest = Newest()
    ticket = newest.ask("one", 1)
    newest.closed.set()
    with pytest.raises(GivenUp):
        ticket.check()


def test_pages_without_end_are_forgotten():
    newest = Newest()
    ticket = newest.ask("first", 1)
    for page in range(PAGES_MAX + 5):
        newest.ask(str(page), 1)
    assert newest.newest("first") is None
    ticket.check()


def test_a_question_settles_unless_something_newer_is_asked_or_it_closes():
    newest = Newest()
    ticket = newest.ask("one", 1)
    ticket.settle(0.02)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(ticket.settle, 600.0)
        newest.ask("one", 2)
        with pytest.raises(GivenUp):
            waiting.result(60)
