"""Calls that must come back: at the ends of the ranges, and after Ctrl-C."""

import json
import signal
import subprocess
import sys
import textwrap

import pytest
from held_run import begun
from patience import PATIENCE_S
from pyarrow import parquet
from signals import TIMERS, interrupted
from tree import ROOT

import intercept as ic

EXAMPLE = ROOT / "examples" / "notional-small.toml"
LAST_INDICES = """
    import intercept as ic
    from hypothesis import find
    from intercept.testing import raid_plans
    plan = find(raid_plans(), lambda plan: len(plan) > 2)
    for span in (range(2**64 - 300, 2**64 - 290), range(2**64 - 3, 2**64 - 1)):
        tally = ic.simulate(plan, seed=1, replications=span, threads=1)
        assert tally.luck.tolist() == list(span)
"""
# A large raid of so many geometries that a run would take an hour: nearly all of it can be interrupted.
POINTS = 4096
SCALE = 5.0


def test_the_last_indices_of_replications_come_back():
    code = textwrap.dedent(LAST_INDICES)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    assert done.returncode == 0, done.stderr


HUGE = """
    import intercept as ic
    from hypothesis import find
    from intercept.errors import InvalidParameterError
    from intercept.testing import raid_plans
    plan = find(raid_plans(), lambda plan: len(plan) > 2)
    try:
        ic.simulate(plan, seed=1, replications=2**62, threads=1)
    except InvalidParameterError as error:
        print(error)
"""


def test_more_replications_than_any_memory_holds_are_refused_at_once():
    code = textwrap.dedent(HUGE)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    assert done.returncode == 0, done.stderr
    assert "replications" in done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C reaches a process differently there")
@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("at", [0, 24])
def test_ctrl_c_leaves_what_was_finished_readable(tmp_path, threads, at):
    scenario, out = tmp_path / "large.toml", tmp_path / "out"
    ic.Scenario.from_file(EXAMPLE).replace("raid.scale", SCALE).to_file(scenario)
    settings = {"--threads": threads, "--scrambles": 2, "--points": POINTS, "--vectors": 1, "--replications": 1}
    with begun(at, POINTS, scenario, "--out", out, *(each for pair in settings.items() for each in pair)) as running:
        running.send_signal(signal.SIGINT)
        _, errors = running.communicate(timeout=PATIENCE_S)
    assert running.returncode == 130, errors
    assert "Traceback" not in errors
    if at == 0 and not (out / "manifest.json").exists():
        assert "Interrupted" in errors
        return
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["interrupted"] is True
    done = manifest["replications_done"]
    assert 0 < done < 2 * POINTS * 2
    outcomes = parquet.read_table(out / "outcomes.parquet")
    assert outcomes.num_rows == 3 * done
    if at == 0:
        return
    # As many geometries of both scrambles, each with two replications.
    e = [65_536 * scramble + point for scramble in range(2) for point in range(done // 4)]
    assert outcomes["e"].to_pylist() == [each for each in e for _ in range(6)]
    assert outcomes["a"].to_pylist() == [a for _ in e for a in range(2) for _ in range(3)]


CHUNKS = """
    import os, signal, sys, threading, time
    import intercept as ic
    plan = ic.compile_plan(ic.Scenario.from_file(sys.argv[1]).replace("raid.scale", 20.0))
    flown = ic.fly(plan)
    raid = ic.RaidPlan.of(plan, flown)
    def interrupt():
        # Time that was spent, which is that of the call alone: of the clock others may have taken all.
        began = time.process_time()
        while time.process_time() < began + 1.0:
            time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGINT)
    threading.Thread(target=interrupt).start()
    try:
        ic.simulate(raid, seed=1, replications=10_000_000, threads=1)
    except KeyboardInterrupt:
        print("interrupted")
"""


def test_ctrl_c_reaches_a_long_call():
    # The whole call would take longer than the patience.
    command = [sys.executable, "-c", textwrap.dedent(CHUNKS), str(EXAMPLE)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "interrupted\n"


FLIGHTS = """
    import os, signal, threading, time
    import intercept as ic
    glides = [ic.flights.GlideFlight(0.1, 0.2, 1.0, 5000.0 + i % 500, 13_000.0, 2.5) for i in range(30_000)]
    def interrupt():
        began = time.process_time()
        while time.process_time() < began + 1.5:
            time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGINT)
    threading.Thread(target=interrupt).start()
    flown = ic.fly(glides, threads=1)
    assert flown.interrupted and "interrupted" in repr(flown)
    assert 0 < len(flown) < len(glides)
    # What is there is what a whole batch has there.
    count = min(len(flown), 40)
    again = ic.fly(glides[:count], threads=1)
    assert not again.interrupted
    knots, end = again.knots(), int(flown.offsets[count])
    for name, values in flown.knots().items():
        assert values[:end].tobytes() == knots[name].tobytes(), name
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


@TIMERS
def test_signals_are_seen_while_one_call_searches_for_windows():
    bodies = [ic.Flight.of_class("quasi_ballistic", seed=seed) for seed in range(40)]
    flown = ic.fly(bodies, progress_bar=False)
    places = [(-0.785, -2.18 + 0.001 * k) for k in range(400)]
    radars = [ic.Sensor.of_class("surveillance_radar", position=place) for place in places]
    units = [ic.FireUnit.of_class("long_range_sam", position=place) for place in places]
    defence = ic.Defence(sensors=radars, fire_units=units)
    # Between the stages of the call, of which there are four, so many would not be seen.
    with pytest.raises(KeyboardInterrupt), interrupted(6):
        ic.engagement_windows(flown, defence, threat_class="quasi_ballistic", threads=1)
    assert len(ic.engagement_windows(flown, defence, threat_class="quasi_ballistic").tracks())
