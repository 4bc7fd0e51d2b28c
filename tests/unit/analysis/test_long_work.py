"""Long work of every question: resumed after whatever ended it, and by a cluster, it ends with the same bytes."""

import json
import subprocess
import sys
import time

import pytest
from command import intercept
from distributed import Client, LocalCluster
from questions import FEW_OPTIONS, QUESTIONS

from intercept.base.values import ByValue

MAIN = "from intercept.cli import main; main()"


def parts_in(folder):
    return sorted(folder.glob("*/*.parquet"))


@pytest.fixture(scope="module")
def whole():
    """The answer of each question, asked once without a folder."""
    found = {}
    return lambda name: found.get(name) or found.setdefault(name, QUESTIONS[name]())


@pytest.mark.parametrize("name", QUESTIONS)
def test_what_is_interrupted_is_resumed_and_what_is_damaged_is_computed_again(name, whole, tmp_path):
    question = QUESTIONS[name]

    def stop(stage, done, total):
        if done == 3:
            raise KeyboardInterrupt

    try:
        interrupted = question(work=tmp_path, on_progress=stop, threads=1)
    except KeyboardInterrupt:
        interrupted = None
    assert interrupted is None or interrupted != whole(name)
    before = {path: path.stat().st_mtime_ns for path in parts_in(tmp_path)}
    assert before
    assert question(work=tmp_path, resume=True) == whole(name)
    assert all(path.stat().st_mtime_ns == then for path, then in before.items())
    # All is there now: nothing is computed, but for what is damaged.
    every = parts_in(tmp_path)
    content = every[-1].read_bytes()
    every[-1].write_bytes(content[:-1])
    kept = {path: path.stat().st_mtime_ns for path in every[:-1]}
    with pytest.warns(RuntimeWarning, match="is damaged .*: what it held is computed again"):
        assert question(work=tmp_path, resume=True) == whole(name)
    assert every[-1].read_bytes() == content
    assert {path: path.stat().st_mtime_ns for path in every[:-1]} == kept


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_folder_of_other_settings_is_not_mixed_up(name, whole, tmp_path):
    question = QUESTIONS[name]
    other = question(work=tmp_path, **question.otherwise)
    assert other != whole(name)
    assert question(work=tmp_path, resume=True) == whole(name)


@pytest.mark.parametrize("name", QUESTIONS)
def test_after_kill_9_the_resumed_command_prints_the_same_bytes(name, tmp_path):
    command = (*QUESTIONS[name].command, *FEW_OPTIONS, "--threads", 1, "--json")
    own = [*map(str, command), "--work", str(tmp_path)]
    running = subprocess.Popen([sys.executable, "-c", MAIN, *own], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while running.poll() is None and len(parts_in(tmp_path)) < 2:
        time.sleep(0.005)
    running.kill()
    running.wait()
    assert len(parts_in(tmp_path)) >= 2
    resumed = intercept(*command, "--work", tmp_path, "--resume")
    assert resumed.returncode == 0, resumed.stderr
    assert resumed.stdout == intercept(*command).stdout


@pytest.fixture(scope="module")
def client():
    """The client of a worker that is a process of its own."""
    quiet = {"processes": True, "dashboard_address": ":0", "silence_logs": 50}
    with LocalCluster(n_workers=1, threads_per_worker=2, **quiet) as cluster, Client(cluster) as found:
        yield found


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_cluster_finds_what_threads_find(name, whole, client):
    assert QUESTIONS[name](client=client) == whole(name)
    command = (*QUESTIONS[name].command, *FEW_OPTIONS, "--json")
    there = intercept(*command, "--scheduler", client.scheduler.address)
    assert there.returncode == 0, there.stderr
    assert json.loads(there.stdout) == json.loads(intercept(*command).stdout)


@pytest.mark.parametrize("name", QUESTIONS)
def test_mistakes_are_named(name, tmp_path):
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "file").write_text("")
    for options, said in (
        (("--resume",), "--resume is not allowed without --work"),
        (("--work", tmp_path / "there"), "must be an empty folder, or the one of work to be resumed"),
        (("--scheduler", "nonsense://x"), '--scheduler = "nonsense://x" is not allowed'),
    ):
        done = intercept(*QUESTIONS[name].command, *FEW_OPTIONS, *options)
        assert done.returncode == 2
        assert said in done.stderr
        assert len(done.stderr.splitlines()) == 1


def test_answers_are_compared_by_value(whole):
    assert all(isinstance(whole(name), ByValue) for name in QUESTIONS)
