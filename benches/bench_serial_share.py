"""How much of a call is one thread's work? Serial and parallel seconds of the ends of 400,000 re-entries.

Serial is the time that the calling thread computes: it hands the work to the pool and waits without computing.
Parallel is what the other threads compute. Both are times of the processor: other programs do not count.
"""

import json
import sys
import time
from functools import partial

import numpy as np
import pytest
from bench_ensemble import reentries

import intercept as ic

ROWS = 400_000
TOLERANCE_M = 0.5
TRIALS = 7


def trial(call):
    """Return the serial, the parallel and the elapsed seconds of a call."""
    own, everything, begun = time.thread_time(), time.process_time(), time.perf_counter()
    kept = call()
    own, everything, elapsed = time.thread_time() - own, time.process_time() - everything, time.perf_counter() - begun
    del kept
    return own, everything - own, elapsed


def show(capsys, record, what, **figures):
    record[what] = {name: round(float(value), 6) for name, value in figures.items()}
    with capsys.disabled():
        sys.stdout.write(f"\n{what}: {json.dumps(record[what])}\n")


@pytest.mark.benchmark(group="ensemble, serial share of the ends of 400,000 re-entries")
def test_serial_share(benchmark, capsys):
    bodies = reentries(ROWS if benchmark.enabled else 2_000)

    def ends():
        return bodies.ends(tolerance_m=TOLERANCE_M, threads=2)

    assert (ends()["outcome"] == ic.Outcome.IMPACT).all()
    serial, parallel, _ = np.min([trial(ends) for _ in range(TRIALS)], axis=0)
    share = serial / (serial + parallel)
    benchmark.extra_info["accuracy"] = "every one lands"
    show(capsys, benchmark.extra_info, "ends", serial_s=serial, parallel_s=parallel, serial_share=share)
    benchmark.pedantic(ends, rounds=3)


@pytest.mark.benchmark(group="ensemble, two threads against one: construction, ends, geodetic coordinates")
def test_two_threads_against_one(benchmark, capsys):
    given = reentries(ROWS if benchmark.enabled else 2_000)
    state = {name: np.array(getattr(given, name)) for name in ("position_ecef_m", "velocity_ecef_m_s")}
    beta = np.array(given.ballistic_coefficient_kg_m2)

    def chain(threads):
        bodies = ic.Ensemble(**state, ballistic_coefficient_kg_m2=beta)
        ends = bodies.ends(tolerance_m=TOLERANCE_M, threads=threads)
        return ic.earth.ecef_to_geodetic(ends["position_ecef_m"], threads=threads)

    assert all(np.array_equal(one, two) for one, two in zip(chain(1), chain(2), strict=True))
    benchmark.extra_info["accuracy"] = "the same numbers on one thread and two"
    # One after the other, so that both see the same machine.
    trials = [[trial(partial(chain, threads)) for threads in (1, 2)] for _ in range(TRIALS)]
    (serial_1, parallel_1, one), (serial_2, parallel_2, two) = np.min(trials, axis=0)
    show(
        capsys,
        benchmark.extra_info,
        "two threads against one",
        elapsed=one / two,
        # If the machine had nothing else to do: the work of both, shared evenly, over that of one.
        computed=(serial_1 + parallel_1) / (serial_2 + parallel_2 / 2.0),
    )
    benchmark.pedantic(chain, args=(2,), rounds=3)
