"""A property that is computed once: threads that work on two instances do not wait for one another."""

import threading

from patience import PATIENCE_S

from intercept.base.cached import cached_property
from intercept.raid.sources import Searched


class Held:
    def __init__(self, work):
        self.work, self.calls = work, 0

    @cached_property
    def value(self):
        self.calls += 1
        return self.work()


def test_it_is_computed_once_and_belongs_to_the_instance():
    one, two = Held(lambda: 1), Held(lambda: 2)
    assert [one.value, one.value, two.value] == [1, 1, 2]
    assert one.calls == two.calls == 1
    assert isinstance(Held.value, cached_property)


def test_two_instances_are_computed_at_the_same_time():
    # Each waits until the other has begun: with one lock for both, neither would end.
    both = threading.Barrier(2, timeout=PATIENCE_S)
    found = [Held(both.wait) for _ in range(2)]
    threads = [threading.Thread(target=lambda held=held: held.value) for held in found]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all("value" in vars(held) for held in found)


def test_encounters_are_such_a_property():
    assert isinstance(vars(Searched)["encounters"], cached_property)
