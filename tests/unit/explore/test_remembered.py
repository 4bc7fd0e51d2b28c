"""What is remembered, and what is forgotten first."""

from concurrent.futures import ThreadPoolExecutor

from intercept.explore.remembered import Remembered


def test_what_was_used_longest_ago_is_forgotten_first():
    made = []
    known = Remembered(2)

    def get(place):
        return known.get(place, lambda: made.append(place) or place.upper())

    assert [get(place) for place in "abacab"] == list("ABACAB")
    assert made == ["a", "b", "c", "b"]
    assert ("a" in known, "b" in known, "c" in known) == (True, True, False)


def test_things_weigh_and_the_last_is_kept_whatever_it_weighs():
    known = Remembered(10, len)
    for place, size in (("a", 4), ("b", 5), ("c", 3), ("d", 30)):
        known.get(place, lambda size=size: "x" * size)
    assert [place in known for place in "abcd"] == [False, False, False, True]


def test_nothing_is_a_thing_too():
    made = []
    known = Remembered(2)
    for _ in range(2):
        assert known.get("a", lambda: made.append(1)) is None
    assert made == [1]


def test_many_threads_ask_at_once():
    known = Remembered(3)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda k: known.get(k % 7, lambda: k % 7), range(5_000)))
    assert found == [k % 7 for k in range(5_000)]
