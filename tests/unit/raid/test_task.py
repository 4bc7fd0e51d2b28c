"""Tasks: shared among threads with results whatever ends the work, keyed by content, computed anywhere."""

import pickle
import threading
import time
from dataclasses import dataclass, replace

import numpy as np
import pytest
from patience import PATIENCE_S
from signals import TIMERS, interrupted
from tree import ROOT

import intercept as ic
from intercept.errors import InvalidParameterError
from intercept.raid.raid_job import RaidJob
from intercept.raid.tally import Tally
from intercept.raid.task import BLOCK_MAX, Block, Part, Task, blocks, compute
from intercept.raid.threads import Threads
from intercept.scenario.compile import design_of
from intercept.scenario.prepare import prepare

SMALL = ROOT / "examples" / "notional-small.toml"


@dataclass(frozen=True)
class Squares:
    """A job whose task k finds k squared."""

    work: object = None
    key: str = "squares"

    def compute(self, block, threads=1):  # noqa: ARG002 - of the protocol
        if self.work is not None:
            self.work(block.start)
        return Part({"squares": np.arange(block.start, block.stop) ** 2})


def tasks(count, work=None):
    job = Squares(work)
    return [Task(job, Block(k, 0, 0, k + 1)) for k in range(count)]


@pytest.mark.parametrize("workers", [1, 2, 5])
def test_every_task_hands_its_part_over_once(workers):
    found = []
    Threads(workers).map(tasks(20), lambda task, part: found.append((task.block.start, int(part.arrays["squares"][0]))))
    assert sorted(found) == [(k, k * k) for k in range(20)]


@pytest.mark.parametrize("workers", [1, 3])
def test_a_ctrl_c_keeps_what_is_finished(workers):
    finished = {}

    def keep(task, part):
        finished[task.block.start] = part
        if len(finished) >= 4:
            raise KeyboardInterrupt

    def endless(k):
        while k >= 20:
            time.sleep(1e-3)

    with pytest.raises(KeyboardInterrupt):
        # No worker comes to the end before the Ctrl-C, however late that is.
        Threads(workers).map(tasks(1000, endless), keep)
    assert 4 <= len(finished) <= 20
    assert all(part.arrays["squares"][0] == k * k for k, part in finished.items())


@TIMERS
def test_a_ctrl_c_ends_what_other_threads_compute():
    begun, ended = [], []
    orbits = ic.Ensemble(
        position_ecef_m=[[7e6, 0.0, 0.0]],
        velocity_ecef_m_s=np.linspace(7.1e3, 7.2e3, 10_000)[:, None] * [0.0, 1.0, 0.0],
        ballistic_coefficient_kg_m2=1e9,
        duration_max_s=1e6,
        steps_max=10**9,
    )

    def endless(k):
        try:
            begun.append(k)
            # One in Python, one in a compiled call that lasts for minutes.
            while k == 0:
                time.sleep(1e-3)
            orbits.ends(tolerance_m=1e-9)
        except KeyboardInterrupt:
            ended.append(k)
            raise

    with pytest.raises(KeyboardInterrupt), interrupted(once=lambda: len(begun) == 2):
        Threads(2).map(tasks(2, endless), lambda *_: pytest.fail("no task can be finished"))
    assert sorted(ended) == [0, 1]


@pytest.mark.parametrize("workers", [1, 4])
def test_the_error_of_the_first_task_is_raised(workers):
    begun = threading.Barrier(workers)

    def work(k):
        if workers > 1:
            begun.wait(timeout=PATIENCE_S)
        raise ValueError(str(k))

    with pytest.raises(ValueError, match="0"):
        Threads(workers).map(tasks(workers, work), lambda *_: None)


@pytest.fixture(scope="module")
def job():
    return raid_job()


def raid_job(luck=2, trajectories=None, changed=None, **settings):
    scenario = ic.Scenario.from_file(SMALL)
    prepared = prepare(scenario if changed is None else scenario.replace(*changed))
    drawn = {"seed": 3, "scrambles": 2, "points": 4, "vectors": 2} | settings
    return RaidJob.of(prepared, design_of(prepared, trajectories=trajectories, **drawn), luck, trajectories)


def test_a_pickled_task_finds_the_same_bytes(job):
    task = Task(job, Block(0, 1, 0, 2))
    copy = pickle.loads(pickle.dumps(task))  # noqa: S301 - our own bytes
    assert copy.key == task.key
    for name, column in compute(task, 2).arrays.items():
        assert compute(copy).arrays[name].tobytes() == column.tobytes(), name


@pytest.mark.parametrize("size", [1, 2, 4])
def test_blocks_of_any_size_merge_to_the_same_bytes(job, size):
    whole = Tally.of_arrays(compute(Task(job, Block(0, 0, 0, 4))).arrays)
    parts = [Tally.of_arrays(compute(Task(job, Block(k, 0, 0, k + size))).arrays) for k in range(0, 4, size)]
    assert Tally.concatenate(parts[::-1]) == whole


def test_blocks_cover_every_geometry_once(job):
    for count in (1, 8, 64, 1024):
        design = replace(job.design, points=count)
        listed = list(blocks(design))
        assert all(block.stop - block.start <= min(max(1, block.start / 8), BLOCK_MAX) for block in listed)
        for route, every in ((0, 1), (1, 8)):
            points = [p for block in listed if block.route == route for p in block.points]
            wanted = [(scramble, point) for scramble in (0, 1) for point in range(0, count, every)]
            assert sorted((p.scramble, p.point) for p in points) == wanted
        later = [block for block in blocks(design, first=count // 2) if not block.route]
        assert {p.point for block in later for p in block.points} == set(range(count // 2, count))


def test_the_key_names_everything_that_counts_depend_on(job):
    """And nothing else: not how many Sobol points there are, nor how the job was made."""
    assert raid_job().key == raid_job(points=8).key == raid_job(scrambles=4).key == job.key
    tracks = ic.Trajectories.from_csv(ROOT / "examples" / "own-tracks.csv")
    others = [
        raid_job(luck=3),
        raid_job(seed=4),
        raid_job(vectors=4),
        raid_job(sampling="latin_hypercube"),
        raid_job(sampling="latin_hypercube", points=8),
        raid_job(sampling={"decision.decision_time_s": np.full(16, 0.25)}),
        raid_job(sampling={"decision.decision_time_s": np.full(16, 0.5)}),
        raid_job(changed=("raid.scale", 0.5)),
        raid_job(trajectories=tracks),
        replace(job, version="0.0.0"),
    ]
    assert len({each.key for each in [job, *others]}) == 1 + len(others)
    listed = ((0, 0, 0, 1), (0, 1, 0, 1), (0, 0, 1, 1), (0, 0, 0, 2), (1, 0, 0, 2))
    assert len({Task(job, Block(*fields)).key for fields in listed}) == len(listed)


def test_a_job_of_another_version_is_refused(job):
    with pytest.raises(InvalidParameterError, match=r"of a worker is not allowed: must be 0\.0\.0"):
        replace(job, version="0.0.0").compute(Block(0, 0))
