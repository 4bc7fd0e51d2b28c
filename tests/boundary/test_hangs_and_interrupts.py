"""Calls that must come back: at the ends of the ranges, and after Ctrl-C."""

import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

import intercept as ic

EXAMPLE = Path(__file__).parents[2] / "examples" / "notional-small.toml"
# Generous: only a call that never comes back takes as long.
PATIENCE_S = 30.0
LAST_INDICES = """
    import intercept as ic
    from hypothesis import find
    from intercept.testing import raid_plans
    plan = find(raid_plans(), lambda tables: len(tables.threats) > 2).plan()
    for span in (range(2**64 - 300, 2**64 - 290), range(2**64 - 3, 2**64 - 1)):
        tally = ic.simulate(plan, seed=1, replications=span, threads=1)
        assert tally.replication.tolist() == list(span)
"""
# A large raid, replicated so often that a run would take minutes: nearly all of it can be interrupted.
REPLICATIONS = 10_000_000
SCALE = 20.0


def test_the_last_indices_of_replications_come_back():
    code = textwrap.dedent(LAST_INDICES)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=10.0, check=False)
    assert done.returncode == 0, done.stderr


HUGE = """
    import intercept as ic
    from hypothesis import find
    from intercept.errors import InvalidParameterError
    from intercept.testing import raid_plans
    plan = find(raid_plans(), lambda tables: len(tables.threats) > 2).plan()
    try:
        ic.simulate(plan, seed=1, replications=2**62, threads=1)
    except InvalidParameterError as error:
        print(error)
"""


def test_more_replications_than_any_memory_holds_are_refused_at_once():
    code = textwrap.dedent(HUGE)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=5.0, check=False)
    assert done.returncode == 0, done.stderr
    assert "replications" in done.stdout


def interrupted_run(folder, out, before_s):
    """Run the command, send SIGINT after a while; return exit code, seconds from the signal to the end, error text."""
    scenario = folder / "large.toml"
    ic.Scenario.from_file(EXAMPLE).replace("raid.scale", SCALE).to_file(scenario)
    options = ["--out", str(out), "--replications", str(REPLICATIONS), "--threads", "1", "--geometry-samples", "1"]
    command = [sys.executable, "-c", "from intercept.cli import main; main()", "run", str(scenario), *options]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "COLUMNS": "120"}
    )
    try:
        time.sleep(before_s)
        assert process.poll() is None, process.communicate()
        process.send_signal(signal.SIGINT)
        sent = time.monotonic()
        _, errors = process.communicate(timeout=PATIENCE_S)
    finally:
        process.kill()
    return process.returncode, time.monotonic() - sent, errors


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C reaches a process differently there")
def test_ctrl_c_leaves_what_was_finished_readable(tmp_path):
    code, took_s, errors = interrupted_run(tmp_path, tmp_path / "out", before_s=5.0)
    assert code == 130, errors
    assert "Traceback" not in errors
    # Half a second is promised; the rest is for a loaded machine, and for writing what was finished.
    assert took_s < 10.0
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["interrupted"] is True
    parquet = pytest.importorskip("pyarrow.parquet")
    outcomes = parquet.read_table(tmp_path / "out" / "outcomes.parquet")
    done = manifest["replications_done"]
    assert 0 < done < REPLICATIONS
    assert outcomes.num_rows == 3 * done
    assert outcomes["replication"].to_pylist() == [r for r in range(done) for _ in range(3)]


CHUNKS = """
    import os, signal, threading, time
    import intercept as ic
    from hypothesis import find
    from intercept.testing import raid_plans
    plan = find(raid_plans(), lambda tables: len(tables.threats) > 20).plan()
    sent = []
    def interrupt():
        time.sleep(1.0)
        sent.append(time.monotonic())
        os.kill(os.getpid(), signal.SIGINT)
    threading.Thread(target=interrupt).start()
    try:
        ic.simulate(plan, seed=1, replications=10_000_000, threads=1)
    except KeyboardInterrupt:
        print(time.monotonic() - sent[0])
"""


def test_ctrl_c_reaches_a_long_call():
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(CHUNKS)], capture_output=True, text=True, timeout=PATIENCE_S, check=False
    )
    assert done.returncode == 0, done.stderr
    # Half a second is promised; the rest is for a loaded machine.
    assert float(done.stdout) < 5.0


FLIGHTS = """
    import os, signal, threading, time
    import intercept as ic
    glides = [ic.flights.GlideFlight(0.1, 0.2, 1.0, 5000.0 + i % 500, 13_000.0, 2.5) for i in range(30_000)]
    sent = []
    def interrupt():
        time.sleep(1.5)
        sent.append(time.monotonic())
        os.kill(os.getpid(), signal.SIGINT)
    threading.Thread(target=interrupt).start()
    flown = ic.fly(glides, threads=1)
    took_s = time.monotonic() - sent[0]
    assert flown.interrupted and "interrupted" in repr(flown)
    assert 0 < len(flown) < len(glides)
    # What is there is what a whole batch has there.
    count = min(len(flown), 40)
    again = ic.fly(glides[:count], threads=1)
    assert not again.interrupted
    knots, end = again.knots(), int(flown.offsets[count])
    for name, values in flown.knots().items():
        assert values[:end].tobytes() == knots[name].tobytes(), name
    print(took_s)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C reaches a process differently there")
def test_ctrl_c_leaves_the_flights_that_were_finished():
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(FLIGHTS)],
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    # Half a second is promised; the rest is for a loaded machine.
    assert float(done.stdout) < 5.0
