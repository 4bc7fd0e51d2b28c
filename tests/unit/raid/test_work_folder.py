"""Work kept in a folder: whatever ends it, what was finished stays, and the end is the same to the last byte."""

import errno
import json
import os
import shutil
import signal
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from command import intercept
from held_run import begun
from patience import PATIENCE_S
from tree import ROOT

import intercept as ic
from intercept.base import files
from intercept.base.checksum import table_sha256
from intercept.errors import InvalidParameterError
from intercept.raid import work_folder
from intercept.raid.part_file import part_bytes, part_of
from intercept.raid.task import Block, Part, Task
from intercept.raid.threads import Threads
from intercept.raid.work_folder import Kept, WorkFolder

SMALL = ROOT / "examples" / "notional-small.toml"
FEW = {"scrambles": 2, "points": 4, "vectors": 2, "replications": 32, "threads": 1}
OPTIONS = ("--scrambles", "2", "--points", "4", "--vectors", "2", "--replications", "32", "--threads", "1")
# Of its eight geometries: a run that is ended from outside never comes to more.
HELD = 6


@dataclass(frozen=True)
class Squares:
    """A job whose task k finds k squared, and notes that it was asked."""

    asked: list = field(default_factory=list)
    key: str = "5" * 64

    def compute(self, block, threads=1):  # noqa: ARG002 - of the protocol
        self.asked.append(block.start)
        return Part({"squares": np.arange(block.start, block.stop, dtype=np.uint64) ** 2})


def done(folder, job, count=6, stop=None, resume=False):
    """Do the tasks of a job with a folder; return what each found, by its number."""
    found = {}

    def keep(task, part):
        found[task.block.start] = int(part.arrays["squares"][0])
        if len(found) == stop:
            raise KeyboardInterrupt

    tasks = [Task(job, Block(k, 0, 0, k + 1)) for k in range(count)]
    Kept(Threads(1), WorkFolder(folder, resume=resume)).map(tasks, keep)
    return found


def parts_in(folder):
    return sorted(folder.glob("*/*.parquet"))


def test_a_part_keeps_shapes_types_and_every_bit():
    arrays = {
        "whole": np.array([0, 2**64 - 1], dtype=np.uint64),
        "counts": np.arange(24, dtype=np.uint32).reshape(2, 4, 3),
        "seconds": np.array([np.inf, 0.1]),
        "none": np.zeros((2, 0), dtype=np.uint32),
        "wide": np.zeros((2, 3, 0), dtype=np.uint32),
    }
    for found in (part_of(part_bytes(Part(arrays))), part_of(part_bytes(Part({n: a[:0] for n, a in arrays.items()})))):
        for name, array in found.arrays.items():
            wanted = arrays[name][: len(array)]
            assert (array.dtype, array.shape, array.tobytes()) == (wanted.dtype, wanted.shape, wanted.tobytes()), name


def test_what_is_there_is_not_computed_again(tmp_path):
    job = Squares()
    with pytest.raises(KeyboardInterrupt):
        done(tmp_path, job, stop=4)
    assert job.asked == [0, 1, 2, 3]
    again = Squares()
    assert done(tmp_path, again, resume=True) == {k: k * k for k in range(6)}
    assert again.asked == [4, 5]
    # Of other work nothing is there.
    other = Squares(key="6" * 64)
    done(tmp_path, other, resume=True)
    assert other.asked == list(range(6))


def damage_a_bit(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


DAMAGES = {
    "a bit": (lambda folder: damage_a_bit(parts_in(folder)[2]), [2]),
    "cut short": (lambda folder: parts_in(folder)[0].write_bytes(parts_in(folder)[0].read_bytes()[:-9]), [0]),
    "empty": (lambda folder: parts_in(folder)[1].write_bytes(b""), [1]),
    "gone": (lambda folder: parts_in(folder)[5].unlink(), [5]),
    "another's": (lambda folder: shutil.copy(parts_in(folder)[0], parts_in(folder)[3]), [3]),
    "the manifest": (lambda folder: damage_a_bit(next(folder.glob("*/manifest.json"))), list(range(6))),
    "no manifest": (lambda folder: next(folder.glob("*/manifest.json")).write_text("[]"), list(range(6))),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_part_is_found_and_computed_again(tmp_path, name):
    damage, lost = DAMAGES[name]
    done(tmp_path, Squares())
    damage(tmp_path)
    job = Squares()
    with pytest.warns(RuntimeWarning, match="is damaged .*: what it held is computed again"):
        assert done(tmp_path, job, resume=True) == {k: k * k for k in range(6)}
    assert job.asked == lost
    job = Squares()
    done(tmp_path, job, resume=True)
    assert job.asked == []


class Usage(NamedTuple):
    """What `shutil.disk_usage` returns."""

    total: int
    used: int
    free: int


@pytest.mark.parametrize(("free", "kept"), [(5 * 8192, 0), (6 * 8192, 1)])
def test_a_full_disk_is_told_before_the_work(tmp_path, monkeypatch, free, kept):
    """At once where even the least will not fit, after the first part where its size shows that the others will not."""
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(10**9, 0, free))
    monkeypatch.setattr(work_folder, "part_bytes", lambda part: part_bytes(part) + bytes(20_000))
    job = Squares()
    with pytest.raises(InvalidParameterError, match=r"work = .* is not allowed: . parts to come, of about .* its disk"):
        done(tmp_path, job)
    assert job.asked == list(range(kept))
    assert len(parts_in(tmp_path)) == kept


@pytest.mark.parametrize("at", range(1, 5))
def test_a_disk_that_fills_up_leaves_what_was_finished(tmp_path, monkeypatch, at):
    replace, calls = os.replace, []

    def full(source, target):
        calls.append(target)
        if len(calls) == at:
            raise OSError(errno.ENOSPC, "No space left on device")
        replace(source, target)

    monkeypatch.setattr(files.os, "replace", full)
    with pytest.raises(InvalidParameterError, match=r"(parquet|manifest\.json).* \(No space left on device\)"):
        done(tmp_path, Squares())
    monkeypatch.undo()
    job = Squares()
    assert done(tmp_path, job, resume=True) == {k: k * k for k in range(6)}
    # Two files a part: the one that failed, and all that were to follow.
    assert job.asked == list(range((at - 1) // 2, 6))


def test_wrong_folders_are_named(tmp_path):
    (tmp_path / "file").write_text("")
    scenario = ic.Scenario.from_file(SMALL)
    for work, resume, said in (
        (tmp_path, False, "work = .* must be an empty folder, or the one of work to be resumed"),
        (tmp_path / "file", False, "work = .*file. is not allowed: must be the path of a folder"),
        (tmp_path / "new", "yes", 'resume = "yes" is not allowed: must be True or False'),
        (3, False, "work = 3 is not allowed: must be a path"),
        (None, True, "resume = True is not allowed: must be left out without the folder of the work"),
    ):
        with pytest.raises(InvalidParameterError, match=said):
            ic.run(scenario, work=work, resume=resume, **FEW)
    done_ = intercept("run", SMALL, "--resume")
    assert done_.returncode == 2
    assert "--resume is not allowed without --work" in done_.stderr


@pytest.fixture(scope="module")
def whole():
    """What an unbroken run finds."""
    return ic.run(SMALL, **FEW)


def test_a_run_with_a_folder_is_the_run_without_and_so_is_the_resumed_one(tmp_path, whole):
    ended = []

    def stop(stage, finished, total):
        ended.append((stage, finished, total))
        if finished == 3:
            raise KeyboardInterrupt

    assert ic.run(SMALL, work=tmp_path, on_progress=stop, **FEW).interrupted
    before = {path: path.stat().st_mtime_ns for path in parts_in(tmp_path)}
    assert len(before) == 3
    assert ic.run(SMALL, work=tmp_path, resume=True, **{**FEW, "threads": 2}) == whole
    assert all(path.stat().st_mtime_ns == then for path, then in before.items())
    swept = ic.sweep(SMALL, {"raid.scale": [1.0, 0.5]}, work=tmp_path, resume=True, **FEW)
    assert swept == ic.sweep(SMALL, {"raid.scale": [1.0, 0.5]}, **FEW)
    # The manifest has the SHA-256 of each file.
    for manifest in tmp_path.glob("*/manifest.json"):
        said = json.loads(manifest.read_text())
        assert {part["file"] for part in said["parts"].values()} == {p.name for p in manifest.parent.glob("*.parquet")}
        for part in said["parts"].values():
            assert files.sha256_of("file", manifest.parent / part["file"]) == part["sha256"]


def hashes(folder):
    return {
        name: table["sha256"] for name, table in json.loads((folder / "manifest.json").read_text())["tables"].items()
    }


def test_after_kill_9_the_resumed_run_has_the_same_bytes(tmp_path, whole):
    with begun(3, HELD, SMALL, *OPTIONS, "--work", tmp_path / "work") as running:
        running.kill()
        running.communicate()
    assert running.returncode == -signal.SIGKILL
    assert len(parts_in(tmp_path / "work")) >= 3
    resumed = intercept("run", SMALL, *OPTIONS, "--work", tmp_path / "work", "--resume", "--out", tmp_path / "out")
    assert resumed.returncode == 0, resumed.stderr
    assert hashes(tmp_path / "out") == {name: table_sha256(table) for name, table in whole.tables().items()}


def test_sigterm_keeps_what_was_finished_as_ctrl_c_does(tmp_path, whole):
    with begun(3, HELD, SMALL, *OPTIONS, "--work", tmp_path / "work", "--out", tmp_path / "out", "--json") as running:
        running.terminate()
        told, errors = running.communicate(timeout=PATIENCE_S)
    assert running.returncode == 130, errors
    made = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert made["interrupted"] is True
    assert 0 < made["replications_done"] < whole.replications_done
    assert json.loads(told)
    assert Path(tmp_path / "out" / "report.html").exists()
