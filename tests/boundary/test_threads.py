"""The threads of the process: few however many are asked for, shared by calls at once, made anew after a fork."""

import multiprocessing
import os
import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from patience import PATIENCE_S

import intercept as ic
from intercept.errors import InvalidParameterError

ROWS = 5_000
PLACE = (-0.785, -2.18, 30e3)


def bodies(rows=ROWS):
    speeds = np.linspace(100.0, 3_000.0, rows)[:, None] * [0.6, 0.0, -0.8]
    return ic.Ensemble(
        position_ecef_m=ic.earth.geodetic_to_ecef(*PLACE)[0],
        velocity_ecef_m_s=ic.earth.enu_vector_to_ecef(speeds, PLACE),
        ballistic_coefficient_kg_m2=3_000.0,
    )


def ends(threads=0):
    found = bodies().ends(tolerance_m=1.0, threads=threads)
    places = ic.earth.ecef_to_geodetic(found["position_ecef_m"], threads=threads)
    return b"".join(np.asarray(column).tobytes() for column in (*found.values(), *places))


def child(pipe):
    pipe.send_bytes(ends())


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="processes are not forked here")
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_forked_child_has_threads_of_its_own():
    wanted = ends()
    context = multiprocessing.get_context("fork")
    for _ in range(3):
        here, there = context.Pipe(duplex=False)
        process = context.Process(target=child, args=(there,))
        process.start()
        try:
            # A child that waits for the threads of its parent never answers.
            assert here.poll(PATIENCE_S)
            assert here.recv_bytes() == wanted
        finally:
            process.kill()
            process.join()
        assert ends() == wanted


def test_calls_from_many_threads_at_once_are_all_answered():
    wanted = ends(threads=1)
    with ThreadPoolExecutor(16) as pool:
        assert set(pool.map(ends, [0, 1, 2, 1024] * 8)) == {wanted}


def test_any_number_of_threads_gives_the_same_bits():
    wanted = ends(threads=1)
    assert all(ends(threads) == wanted for threads in (0, 2, 3, 64, 1024))
    for threads in (-1, 1025, 1.5, "two", None):
        with pytest.raises(InvalidParameterError, match="threads"):
            ends(threads)


COUNT = """
    import os
    import numpy as np
    import intercept as ic
    place = ic.earth.geodetic_to_ecef(-0.785, -2.18, 30e3)[0]
    down = -np.linspace(0.0, 3e-4, 5000)[:, None] * place
    bodies = ic.Ensemble(position_ecef_m=place, velocity_ecef_m_s=down, ballistic_coefficient_kg_m2=3e3)
    before = len(os.listdir("/proc/self/task"))
    for threads in (1024, 0, 1, 1000):
        bodies.ends(tolerance_m=1.0, threads=threads)
        ic.earth.ecef_to_geodetic(down + place, threads=threads)
        ic.fly(bodies, tolerance_m=1.0, threads=threads)
    print(len(os.listdir("/proc/self/task")) - before)
"""


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="the system does not list threads")
def test_no_more_threads_are_made_than_there_are_cores():
    command = [sys.executable, "-c", textwrap.dedent(COUNT)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    assert done.returncode == 0, done.stderr
    assert 0 <= int(done.stdout) <= len(os.sched_getaffinity(0))
