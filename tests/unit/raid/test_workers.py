"""Tasks shared among threads: results by task, whatever ends the work."""

import threading
import time

import pytest

from intercept.raid.workers import share


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_every_task_has_its_result(workers):
    finished, told = {}, []
    share(range(20), lambda k: k * k, workers, finished, told.append)
    assert finished == {k: k * k for k in range(20)}
    assert told[0] == 0
    assert told[-1] == 20
    assert told == sorted(told)


@pytest.mark.parametrize("workers", [1, 3])
def test_a_ctrl_c_keeps_what_is_finished(workers):
    finished = {}

    def stop(done):
        if done >= 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        # Slow enough that none of the workers comes to the end before the Ctrl-C.
        share(range(1000), lambda k: time.sleep(1e-3) or k, workers, finished, stop)
    assert 4 <= len(finished) < 1000
    assert all(task == result for task, result in finished.items())


@pytest.mark.parametrize("workers", [1, 4])
def test_the_error_of_the_first_task_is_raised(workers):
    begun = threading.Barrier(workers)

    def work(k):
        if workers > 1:
            begun.wait(timeout=20)
        raise ValueError(str(k))

    with pytest.raises(ValueError, match="0"):
        share(range(workers), work, workers, {}, lambda done: None)  # noqa: ARG005 - nobody watches
