"""Whole scenarios: the same run twice, a larger raid that begins like the smaller one, a faster defence."""

import dataclasses

import numpy as np
import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

import intercept as ic
from intercept.engagement.defence.columns import UNIT_COLUMNS
from intercept.testing import ballistic_engagements, small_scenarios

REACTION = UNIT_COLUMNS.index("reaction_time_s")


def bytes_of(result):
    """Every number of every table, bit for bit."""
    columns = {}
    for name, table in result.tables().items():
        for column in table.columns:
            values = table[column]
            columns[name, column] = values.tolist() if table.is_text(column) else values.tobytes()
    return columns


@given(small_scenarios(count_max=3), st.integers(0, 2**32))
def test_a_run_twice_gives_the_same_bytes(scenario, seed):
    one, other = (ic.run(scenario, seed=seed, replications=20, threads=threads) for threads in (1, 2))
    assert bytes_of(one) == bytes_of(other)
    sent = sum(scenario.raid.scaled_counts())
    outcomes = one.outcomes
    fates = sum(outcomes[name] for name in ("failed", "jammed", "intercepted", "leaked", "decoy"))
    assert np.array_equal(fates, outcomes["launched"])
    assert np.sum(outcomes["launched"]) == one.replications_done * sent
    assert one.replications_done >= 20


@settings(max_examples=5)
@given(scenario=small_scenarios(count_max=3))
def test_files_of_two_runs_are_the_same(scenario, tmp_path_factory):
    folders = [tmp_path_factory.mktemp("out") for _ in range(2)]
    for folder in folders:
        ic.write(ic.run(scenario, replications=10, threads=1), folder)
    one, other = ({file.name: file.read_bytes() for file in folder.glob("*.parquet")} for folder in folders)
    assert one
    assert one == other


def first_of_each_wave(plan, counts):
    """Rows of the first threats of each wave, and what is drawn for them, launch times apart."""
    rows = np.concatenate([np.flatnonzero(plan.threats.wave == i)[:count] for i, count in enumerate(counts)])
    flights = plan.threats.flights
    offsets = flights.waypoint_offsets.astype(int)
    drawn = {}
    for kind in ("depressed", "route"):
        for i, row in enumerate(getattr(flights, f"{kind}_rows").tolist()):
            legs = flights.waypoints[offsets[i] : offsets[i + 1]].tolist() if kind == "route" else []
            drawn[row] = (getattr(flights, kind)[i].tolist(), legs)
    return [(int(plan.chances.asset[i]), float(plan.threats.radar_cross_section_m2[i]), drawn[i]) for i in rows]


@given(small_scenarios(), st.floats(1.0, 4.0))
def test_scaling_up_keeps_the_first_threats_of_each_wave(scenario, scale):
    larger = scenario.replace("raid.scale", scale)
    counts = scenario.raid.scaled_counts()
    assert all(more >= count for more, count in zip(larger.raid.scaled_counts(), counts, strict=True))
    assert first_of_each_wave(ic.compile_plan(larger), counts) == first_of_each_wave(ic.compile_plan(scenario), counts)


def reacting_in(plan, share):
    parameters = plan.units.parameters.copy()
    parameters[:, REACTION] *= share
    return dataclasses.replace(plan, units=dataclasses.replace(plan.units, parameters=parameters))


@pytest.mark.parametrize("scenarios", [ballistic_engagements(), small_scenarios()], ids=["ballistic", "mixed"])
def test_a_faster_reaction_never_loses_a_window(scenarios):
    @given(scenarios, st.floats(0.0, 0.99))
    def check(scenario, share):
        plan = ic.compile_plan(scenario)
        flights = ic.fly(plan, threads=1)
        slow = ic.engagement_windows(flights, plan, threads=1)
        fast = ic.engagement_windows(flights, reacting_in(plan, share), threads=1)
        opens, closes = spans(fast)
        for pair, (first, last) in zip_spans(slow):
            assert opens.get(pair, np.inf) <= first + 1e-6, pair
            assert closes.get(pair, -np.inf) >= last - 1e-6, pair

    check()


def zip_spans(windows):
    opens, closes = spans(windows)
    return [(pair, (opens[pair], closes[pair])) for pair in opens]


def spans(windows):
    """First and last launch (s) of each pair of threat and unit that has a window."""
    opens, closes = {}, {}
    for i in range(len(windows)):
        pair = (int(windows.threat[i]), int(windows.unit[i]))
        opens[pair] = min(opens.get(pair, np.inf), windows.launch_s[i, 0])
        closes[pair] = max(closes.get(pair, -np.inf), windows.launch_s[i, -1])
    return opens, closes


@pytest.mark.parametrize("scenarios", [ballistic_engagements(), small_scenarios()], ids=["ballistic", "mixed"])
def test_drawn_scenarios_have_windows(scenarios):
    """A law about windows says nothing where there is none."""

    def has_windows(scenario):
        plan = ic.compile_plan(scenario)
        return len(ic.engagement_windows(ic.fly(plan, threads=1), plan, threads=1)) > 0

    find(scenarios, has_windows, settings=settings(max_examples=200, deadline=None, phases=[Phase.generate]))
