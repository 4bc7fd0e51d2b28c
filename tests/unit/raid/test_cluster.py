"""The same work by the workers of a cluster: the same bytes, whatever becomes of a worker."""

import json
import os
import signal

import numpy as np
import pytest
from cluster_jobs import Dies, Fails
from command import intercept
from distributed import Client, LocalCluster
from tree import ROOT

import intercept as ic
from intercept.base.checksum import table_sha256
from intercept.errors import InvalidParameterError
from intercept.raid import cluster
from intercept.raid.cluster import Cluster
from intercept.raid.task import Block, Task

SMALL = ROOT / "examples" / "notional-small.toml"
FEW = {"scrambles": 2, "points": 4, "vectors": 2, "replications": 32}
OPTIONS = ("--scrambles", 2, "--points", 4, "--vectors", 2, "--replications", 32)


def two_workers():
    """Yield the client of two workers, each a process of its own."""
    quiet = {"processes": True, "dashboard_address": ":0", "silence_logs": 50}
    with LocalCluster(n_workers=2, threads_per_worker=1, **quiet) as cluster, Client(cluster) as found:
        yield found


client = pytest.fixture(two_workers, scope="module", name="client")
# Workers that are killed are of a cluster of their own: whether and when they come back is the cluster's affair.
mortal = pytest.fixture(two_workers, name="mortal")


@pytest.fixture(scope="module")
def whole():
    """What threads of this process find."""
    return ic.run(SMALL, **FEW)


def hashes(result):
    return {name: table_sha256(table) for name, table in result.tables().items()}


def workers(client):
    return list(client.run(os.getpid).values())


def test_two_workers_find_what_threads_find(client, whole):
    found = ic.run(SMALL, client=client, **FEW)
    assert found == whole
    assert hashes(found) == hashes(whole)
    # Time is spent there, and told.
    assert found.timings["windows"] > 0.0


def test_a_worker_killed_half_way_loses_nothing(mortal):
    before, killed = set(workers(mortal)), []

    def kill(stage, done, total):
        if stage == "geometries" and done >= total // 2 and not killed:
            killed.append(min(before))
            os.kill(min(before), signal.SIGKILL)

    found = ic.run(SMALL, client=mortal, seed=2, on_progress=kill, **FEW)
    assert killed
    assert hashes(found) == hashes(ic.run(SMALL, seed=2, **FEW))


def test_a_sweep_and_a_folder_of_parts_work_on_a_cluster(client, tmp_path):
    values = {"raid.scale": [0.5, 1.0]}
    there = ic.sweep(SMALL, values, client=client, work=tmp_path, **FEW)
    assert there == ic.sweep(SMALL, values, work=tmp_path, resume=True, **FEW) == ic.sweep(SMALL, values, **FEW)


def test_tracks_of_your_own_are_sent(client):
    own = ic.Trajectories.from_csv(ROOT / "examples" / "own-tracks.csv")
    given = {"trajectories": own, "replications": 16, "scrambles": 2, "points": 2}
    defence = ROOT / "examples" / "own-defence.toml"
    assert ic.run(defence, client=client, **given) == ic.run(defence, **given)


def test_the_command_takes_the_address_of_a_scheduler(client, whole, tmp_path):
    address = client.scheduler.address
    done = intercept("run", SMALL, *OPTIONS, "--scheduler", address, "--out", tmp_path)
    assert done.returncode == 0, done.stderr
    made = json.loads((tmp_path / "manifest.json").read_text())
    assert {name: table["sha256"] for name, table in made["tables"].items()} == hashes(whole)


def test_a_ctrl_c_keeps_what_the_workers_have_finished(client):
    def stop(stage, done, total):
        # Workers finish in any order, and geometries count from the first of a scramble on: all but one hold one.
        if stage == "geometries" and done >= total - 1:
            raise KeyboardInterrupt

    found = ic.run(SMALL, client=client, seed=3, on_progress=stop, **FEW)
    assert found.interrupted
    # The last may be there already when the others are handed over.
    assert 0 < found.replications_done <= found.replications_planned
    every = ic.run(SMALL, seed=3, **FEW)
    assert every.outcomes.take(np.isin(every.outcomes["e"], found.outcomes["e"])) == found.outcomes


def test_the_error_of_the_first_task_is_raised(client):
    job = Fails()
    tasks = [Task(job, Block(k, 0, 0, k + 1)) for k in range(6)]
    with pytest.raises(InvalidParameterError, match="task 0"):
        Cluster(client).map(tasks, lambda *_: None)


def test_a_task_that_ends_every_worker_is_an_error_of_the_cluster(mortal):
    with pytest.raises(InvalidParameterError, match=r"client = .* must be a cluster whose workers finish their tasks"):
        Cluster(mortal).map([Task(Dies(), Block(0, 0))], lambda *_: None)


@pytest.mark.parametrize("wrong", [3, "tcp://127.0.0.1:8786", object()])
def test_only_a_client_is_one(wrong):
    with pytest.raises(InvalidParameterError, match=r"client = .* must be a dask\.distributed\.Client"):
        ic.run(SMALL, client=wrong, **FEW)


def test_an_address_where_nobody_answers_is_named():
    done = intercept("run", SMALL, "--scheduler", "tcp://127.0.0.1:1")
    assert done.returncode == 2
    assert '--scheduler = "tcp://127.0.0.1:1" is not allowed: must be the address of a dask scheduler' in done.stderr
    done = intercept("run", SMALL, "--scheduler", "nonsense://x")
    assert done.returncode == 2
    assert '--scheduler = "nonsense://x" is not allowed' in done.stderr


def test_a_cluster_whose_workers_are_gone_is_not_waited_for_for_ever(mortal, monkeypatch):
    monkeypatch.setattr(cluster, "ALONE_S", 1.0)
    mortal.cluster.scale(0)
    with pytest.raises(InvalidParameterError, match=r"client = .* must be a cluster whose workers finish their tasks"):
        Cluster(mortal).map([Task(Fails(), Block(0, 5))], lambda *_: None)
