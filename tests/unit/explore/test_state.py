"""What the sliders show: to an address and back, to a scenario, to a file that can be checked and run."""

import re

import pytest
from command import run
from hypothesis import given
from hypothesis import strategies as st
from tree import ROOT

import intercept as ic
from intercept.explore.sliders import sliders_of
from intercept.explore.state import State, shown
from intercept.scenario.prepare import prepare

SMALL = ic.Scenario.from_file(ROOT / "examples" / "notional-small.toml")
PREPARED = prepare(SMALL)
SLIDERS = sliders_of(PREPARED)
CLASSES = ("one_way_attack_drone", "subsonic_cruise", "short_range_ballistic")


@st.composite
def states(draw):
    values = {}
    for slider in SLIDERS:
        if draw(st.integers(0, 5)) == 0:
            steps = draw(st.integers(0, int((slider.high - slider.low) / slider.step)))
            value = slider.low + round(steps * slider.step, 6)
            if value != slider.value:
                values[slider.key] = float(value)
    return State(values, draw(st.sampled_from(CLASSES)))


@given(states())
def test_an_address_gives_the_same_state_again(state):
    assert State.of(SLIDERS, state.address(SLIDERS)) == state
    assert State.of(SLIDERS, f"?{state.address(SLIDERS)}") == state


def test_what_is_not_moved_is_the_scenario_itself():
    assert State.of(SLIDERS, "").scenario(SMALL, SLIDERS) == SMALL


@given(states())
def test_every_state_is_a_scenario_with_so_many_threats(state):
    scenario = state.scenario(SMALL, SLIDERS)
    for name, size in state.sizes(SLIDERS).items():
        assert sum(wave.count for wave in scenario.raid.waves if wave.class_name == name) == size


@given(states())
def test_a_state_is_made_ready_as_any_other_scenario(state):
    scenario = state.scenario(SMALL, SLIDERS)
    quick, slow = prepare(scenario, PREPARED), prepare(scenario)
    assert quick.expanded.to_dict() == slow.expanded.to_dict()
    assert ic.compile_plan(quick).hash() == ic.compile_plan(slow).hash()


@pytest.mark.parametrize("end", ["low", "high"])
def test_the_ends_of_all_sliders_make_scenarios(end):
    values = {s.key: float(getattr(s, end)) for s in SLIDERS if getattr(s, end) != s.value}
    assert ic.compile_plan(State(values, CLASSES[0]).scenario(SMALL, SLIDERS))


def test_a_slider_states_the_value_of_its_class():
    scenario = State.of(SLIDERS, "kill.short_range_sam=0.3&raid.one_way_attack_drone=30").scenario(SMALL, SLIDERS)
    kill = scenario.classes.defence["short_range_sam"].parameters["single_shot_kill_probability"]
    assert (kill.low < kill.mode < kill.high, kill.mode) == (True, 0.3)
    assert [wave.count for wave in scenario.raid.waves] == [30, 6, 2]


def test_units_that_state_a_value_of_their_own_lose_it():
    document = ic.Scenario.from_file(ROOT / "examples" / "own-class.toml").to_dict()
    document["fire_units"][0] |= {"rounds": 5, "overrides": {"channels": 2, "reaction_time_s": 9}}
    base = ic.Scenario.from_dict(document)
    sliders = sliders_of(prepare(base))
    moved = State.of(sliders, "rounds.short_range_sam=7&channels.short_range_sam=3").scenario(base, sliders)
    unit = moved.fire_units[0]
    assert unit.rounds is None
    assert list(unit.overrides) == ["reaction_time_s"]
    magazines = ic.compile_plan(moved).chances.magazines
    assert magazines[0, 0, :2].tolist() == [7.0, 3.0]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("kill.short_range_sam=3", 'kill.short_range_sam = "3" is not allowed: must be a number from 0 to 1'),
        ("kill.short_range_sam=nan", "must be a number from 0 to 1"),
        ("kill.short_range_sam=", "must be a number from 0 to 1"),
        ("kill.short_range_sam=0x1", "must be a number from 0 to 1"),
        ("raid.one_way_attack_drone=1.5", "must be a whole number from 1 to 48"),
        ("raid.one_way_attack_drone=0", "must be a whole number from 1 to 48"),
        ("kil.short_range_sam=0.3", "did you mean kill.short_range_sam"),
        ("curve=nothing", "must be one of one_way_attack_drone"),
        ("%00=1", "is not allowed"),
        ("x" * 9_000, "at most 8,000 characters"),
        ("a=1&b=2", 'raid.one_way_attack_drone, or curve\nkey = "b" is not allowed: must be the name of a slider such'),
    ],
)
def test_a_bad_address_is_told_with_its_key_its_value_and_what_is_allowed(address, said):
    with pytest.raises(ic.InvalidParameterError, match=re.escape(said)) as caught:
        State.of(SLIDERS, address)
    assert len(str(caught.value)) < 400


def test_what_is_as_in_the_file_is_no_part_of_an_address():
    state = State.of(SLIDERS, "kill.short_range_sam=0.60&raid.one_way_attack_drone=24.0&curve=one_way_attack_drone")
    assert state.address(SLIDERS) == ""


@pytest.mark.parametrize(("value", "text"), [(3.0, "3"), (0.1, "0.1"), (0.30000000000000004, "0.30000000000000004")])
def test_numbers_are_written_as_a_browser_writes_them(value, text):
    assert shown(value) == text


def test_the_saved_file_is_checked_and_says_what_was_moved(tmp_path):
    file = tmp_path / "explored.toml"
    state = State.of(SLIDERS, "kill.short_range_sam=0.3&raid.subsonic_cruise=9&units_up.radar_gun=1")
    file.write_text(state.saved(SMALL, SLIDERS), encoding="utf-8")
    assert "#   kill.short_range_sam = 0.3, in the file 0.6\n" in file.read_text()
    assert ic.Scenario.from_file(file) == state.scenario(SMALL, SLIDERS)
    run("check", file)
