"""Processes beside one another: started in every way they give the same bytes, and two may write one folder at once."""

import hashlib
import json
import multiprocessing
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from patience import PATIENCE_S
from questions import FEW, FEW_OPTIONS, SMALL
from told_by_process import told
from tree import ROOT

import intercept as ic
from intercept.base.checksum import table_sha256

MAIN = "from intercept.cli import main; main()"


@pytest.fixture(scope="module")
def wanted():
    return told()


@pytest.mark.parametrize("way", multiprocessing.get_all_start_methods())
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_process_started_in_any_way_finds_the_same(way, wanted):
    with multiprocessing.get_context(way).Pool(1) as pool:
        assert pool.apply_async(told).get(PATIENCE_S) == wanted


def test_many_threads_ask_the_same_objects_at_once(wanted):
    scenario = ic.Scenario.from_file(SMALL)
    plan = ic.compile_plan(scenario)
    flown = ic.fly(plan, threads=1)
    windows = ic.engagement_windows(flown, plan, threads=1)

    def ask(number):
        if number % 3 == 0:
            return {name: table_sha256(table) for name, table in ic.run(scenario, **FEW).tables().items()} == wanted
        if number % 3 == 1:
            again = ic.engagement_windows(flown, plan, threads=number % 2)
            return table_sha256(again.table()) == table_sha256(windows.table())
        return (
            flown.knots()["position_ecef_m"].tobytes() == ic.fly(plan, threads=2).knots()["position_ecef_m"].tobytes()
        )

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(ask, range(12)))


def test_two_processes_may_write_one_folder_at_once(tmp_path):
    out = tmp_path / "out"
    line = [sys.executable, "-c", MAIN, "run", str(SMALL), *map(str, FEW_OPTIONS), "--out", str(out)]
    both = [subprocess.Popen(line, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
    ended = [each.communicate(timeout=PATIENCE_S) for each in both]
    assert [each.returncode for each in both] == [0, 0], ended
    assert ended[0][0] == ended[1][0]
    said = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    for name, of_file in said["files"].items():
        assert hashlib.sha256((out / name).read_bytes()).hexdigest() == of_file["sha256"], name
    assert not [path for path in out.rglob("*") if path.name.startswith(".")]
    assert ic.reproduce(out / "manifest.json").equal
