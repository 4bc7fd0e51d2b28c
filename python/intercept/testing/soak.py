"""The soak: random scenarios, done in random ways, held to the laws of raids.

    python -m intercept.testing.soak --seed 1 --count 20
    python -m intercept.testing.soak --seed 1 --minutes 60

One seed is one scenario with some features of the model, one way to share its work out (threads, blocks, order), one
place where it is interrupted, one process killed, one part damaged. Whatever is done, the counts must be the same to
the last byte, and obey the laws of `intercept.testing.laws`. A seed that fails is told, and repeats the failure.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import os
import pickle
import signal
import subprocess
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from intercept.analysis.sweep import sweep
from intercept.base.outside import outside
from intercept.base.words import counted
from intercept.raid.raid_job import RaidJob
from intercept.raid.run import run
from intercept.raid.settings import Settings
from intercept.raid.tally import Tally
from intercept.raid.task import Block, Part, Task
from intercept.raid.threads import Threads
from intercept.raid.work_folder import Kept, WorkFolder
from intercept.scenario.model.scenario import Scenario
from intercept.scenario.prepare import prepare
from intercept.testing.laws import assert_balanced, demand, same_tallies
from intercept.testing.soak_scenarios import random_scenario

SCRAMBLES = 2
# A process is killed for one seed in so many: to begin one takes longer than all the rest.
KILLED_EVERY = 4
KILL_AFTER_S = 60.0
CHILD = (
    "import pickle, sys; from intercept.testing.soak import whole;"
    " whole(pickle.loads(open(sys.argv[1], 'rb').read()), 1, sys.argv[2])"
)


def soak(seed: int) -> str:
    """Hold one seed to the laws; return in a line what was done.

    Raises
    ------
    AssertionError
        A law is broken; the message tells which, and by what.
    """
    random = np.random.default_rng([seed, 2])
    scenario, features = random_scenario(seed)
    points, vectors, luck = (int(random.choice(sizes)) for sizes in ((1, 2, 4, 8), (1, 2), (2, 3)))
    if "hills" in features:
        # A geometry over them takes as long as many without.
        points = 1
    settings = Settings.of(scenario, scrambles=SCRAMBLES, points=points, vectors=vectors)
    settings = replace(settings, replications=SCRAMBLES * points * vectors * luck)
    job = settings.job(prepare(scenario))
    one = whole(job)
    assert_balanced(one, sum(scenario.raid.scaled_counts()))
    demand(len(one) == settings.replications, f"{counted(len(one), 'replication')}, not {settings.replications}")
    again = Scenario.from_dict(scenario.to_dict())
    demand(again == scenario and again.hash() == scenario.hash(), "a scenario is another one when it is read again")
    _shared(job, one, random)
    with tempfile.TemporaryDirectory() as folder:
        _resumed(job, one, random, Path(folder) / "interrupted")
        if seed % KILLED_EVERY == 0:
            _killed(job, one, random, Path(folder) / "killed")
        _whole_run(scenario, settings, one, random, Path(folder) / "run")
    told = f"{counted(points, 'point')}, {counted(vectors, 'vector')}, {counted(luck, 'replication')} of each"
    return f"{told}; {', '.join(features) or 'no feature'}"


def whole(job: RaidJob, threads: int = 1, folder: str | None = None) -> Tally:
    """Return the replications of all geometries of a job, one geometry a task; kept in a folder if one is given."""
    tasks = [Task(job, Block(p, s, 0, p + 1)) for p in range(job.design.points) for s in range(job.design.scrambles)]
    found: list[Part] = []
    executor = Threads(threads) if folder is None else Kept(Threads(threads), WorkFolder(folder, resume=True))
    executor.map(tasks, lambda _, part: found.append(part))
    return _together(found)


def _together(parts: list[Part]) -> Tally:
    return Tally.concatenate([Tally.of_arrays(part.arrays) for part in parts])


def _shared(job: RaidJob, one: Tally, random: np.random.Generator) -> None:
    """Hold blocks of any size, in any order, by any number of threads, of a job that was pickled, to the counts."""
    sent: RaidJob = pickle.loads(pickle.dumps(job))  # noqa: S301 - our own bytes
    demand(sent.key == job.key, "a job that was pickled has another key")
    tasks = []
    for scramble in range(job.design.scrambles):
        cuts = np.flatnonzero(random.random(job.design.points - 1) < 0.5) + 1
        edges = [0, *cuts.tolist(), job.design.points]
        tasks += [Task(sent, Block(a, scramble, 0, b)) for a, b in itertools.pairwise(edges)]
    found: list[Part] = []
    Threads(int(random.integers(1, 5))).map(
        [tasks[k] for k in random.permutation(len(tasks))], lambda _, p: found.append(p)
    )
    demand(same_tallies(_together(found), one), f"{len(tasks)} blocks in another order are other counts")


def _resumed(job: RaidJob, one: Tally, random: np.random.Generator, folder: Path) -> None:
    """Hold work that was interrupted, and may have lost a part to damage, to the counts when it is resumed."""
    stop = int(random.integers(1, job.design.points * SCRAMBLES + 1))
    kept = Kept(Threads(int(random.integers(1, 3))), WorkFolder(folder))
    tasks = [Task(job, Block(p, s, 0, p + 1)) for p in range(job.design.points) for s in range(SCRAMBLES)]
    done = 0

    def interrupt(_task: Task, _part: Part) -> None:
        nonlocal done
        done += 1
        if done == stop:
            raise KeyboardInterrupt

    with contextlib.suppress(KeyboardInterrupt):
        kept.map(tasks, interrupt)
    demand(done >= stop, f"{done} parts were handed over before the interrupt after {stop}")
    damaged = random.random() < 0.5
    if damaged:
        _damage(_parts(folder), random)
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        again = whole(job, int(random.integers(1, 4)), str(folder))
    demand(same_tallies(again, one), "resumed work has other counts")
    demand(
        any("is damaged" in str(each.message) for each in told) == damaged,
        "damage was not reported, or reported where there was none",
    )


def _damage(parts: list[Path], random: np.random.Generator) -> None:
    path = parts[int(random.integers(len(parts)))]
    with outside("folder", path, "a file that can be read and written"):
        content = bytearray(path.read_bytes())
        content[int(random.integers(len(content)))] ^= 1 << int(random.integers(8))
        path.write_bytes(content)


def _parts(folder: Path) -> list[Path]:
    with outside("folder", folder, "a folder that can be read"):
        return sorted(folder.glob("*/*.parquet"))


def _killed(job: RaidJob, one: Tally, random: np.random.Generator, folder: Path) -> None:
    """Hold work whose process is killed to the counts when it is resumed."""
    with outside("folder", folder, "a folder that can be made and written to"):
        folder.mkdir()
        (folder / "job").write_bytes(pickle.dumps(job))
    work, wanted = folder / "work", int(random.integers(1, job.design.points * SCRAMBLES + 1))
    child = subprocess.Popen([sys.executable, "-c", CHILD, str(folder / "job"), str(work)])  # noqa: S603 - ourselves
    latest = time.monotonic() + KILL_AFTER_S
    while child.poll() is None and len(_parts(work)) < wanted and time.monotonic() < latest:
        time.sleep(0.002)
    with contextlib.suppress(ProcessLookupError):
        os.kill(child.pid, signal.SIGKILL)
    demand(child.wait() in {0, -signal.SIGKILL}, f"the process that was to be killed ended with {child.returncode}")
    demand(same_tallies(whole(job, 2, str(work)), one), "work resumed after its process was killed has other counts")


def _whole_run(scenario: Scenario, settings: Settings, one: Tally, random: np.random.Generator, folder: Path) -> None:
    """Hold a run, a run with a folder, and a sweep to these counts."""
    given: dict[str, Any] = {**settings.drawn, "replications": settings.replications}
    found = run(scenario, **given, threads=int(random.integers(1, 5)))
    leaked = one.leaked_by_wave.sum(axis=1)
    demand(int(found.outcomes["leaked"].sum()) == int(leaked.sum()), "a run has other leakers than its tasks")
    demand(run(scenario, **given, work=folder) == found, "a run with a folder is another run")
    swept = sweep(scenario, {"decision.rounds_per_target_max": [scenario.decision.rounds_per_target_max, 1]}, **given)
    mean = swept.table["leaked_mean"][swept.table["threat_class"] == "all"][0]
    demand(
        abs(mean - leaked.mean()) <= 1e-12 * max(mean, 1.0),
        f"a sweep has {mean} leakers where the run has {leaked.mean()}",
    )


def seeds(first: int, count: int, minutes: float | None) -> Iterator[int]:
    """Yield seeds: so many, or as many as are begun within a time."""
    end = None if minutes is None else time.monotonic() + 60.0 * minutes
    seed = first
    while time.monotonic() < end if end is not None else seed < first + count:
        yield seed
        seed += 1


def main(arguments: list[str] | None = None) -> int:
    """Run the soak and return its exit code: 1 if a seed has failed."""
    parser = argparse.ArgumentParser(
        prog="python -m intercept.testing.soak", description="The soak: random scenarios, held to the laws of raids."
    )
    parser.add_argument("--seed", type=int, default=1, help="the first seed (default 1)")
    parser.add_argument("--count", type=int, default=1, help="how many seeds (default 1)")
    parser.add_argument("--minutes", type=float, help="begin seeds for so long instead")
    chosen = parser.parse_args(arguments)
    failed = []
    for seed in seeds(chosen.seed, chosen.count, chosen.minutes):
        try:
            sys.stdout.write(f"seed {seed}: {soak(seed)}\n")
        except Exception:  # noqa: BLE001 - whatever it is, the seed is told
            failed.append(seed)
            sys.stdout.write(f"seed {seed} FAILED\n{traceback.format_exc()}")
        sys.stdout.flush()
    if failed:
        sys.stdout.write(f"{len(failed)} failed: {', '.join(f'--seed {seed}' for seed in failed)}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
