"""What is shown is what `ic.run` and `ic.saturation` find of the scenario that is saved."""

import hashlib

import pytest
from tree import ROOT

import intercept as ic
from intercept.explore import told
from intercept.explore.answers import Explorer
from intercept.explore.newest import GivenUp
from intercept.raid.estimates import estimate
from intercept.scenario.model.scenario import Scenario

FEW = {"run.scrambles": 3, "run.points": 2, "run.vectors": 2, "run.replications": 24}
SMALL = ic.Scenario.from_file(ROOT / "examples" / "notional-small.toml").with_values(FEW)
MOVED = (
    "",
    "kill.short_range_sam=0.2&kill.interceptor_drone=0.9",
    "rounds.interceptor_drone=1&rounds.radar_gun=80",
    "channels.medium_range_sam=1&loads.mobile_fire_group=0",
    "units_up.mobile_fire_group=0.2&sensors_up.acoustic_network=0.1&sensors_up.surveillance_radar=1",
    "raid.one_way_attack_drone=31&raid.subsonic_cruise=2&kill.radar_gun=1",
    "raid.one_way_attack_drone=1&raid.short_range_ballistic=12&units_up.terminal_hit_to_kill=1",
)


@pytest.fixture(scope="module")
def explorer():
    made = Explorer(SMALL, threads=2)
    yield made
    made.close()


def saved(explorer, state, tmp_path):
    """Return the scenario as a user has it who saves it."""
    file = tmp_path / "explored.toml"
    file.write_text(state.saved(explorer.base, explorer.sliders), encoding="utf-8")
    return Scenario.from_file(file)


@pytest.mark.parametrize("address", MOVED)
def test_the_numbers_are_those_of_a_run_of_the_saved_scenario(explorer, address, tmp_path):
    state = explorer.state(address)
    found = explorer.run(state).raid
    result = ic.run(saved(explorer, state, tmp_path))
    mine = estimate(told.leaked(found))
    theirs = next(r for r in result.estimates.records() if r["quantity"] == "leaked" and r["of"] == "all")
    for name in ("mean", "standard_error", "low", "high", "p05", "p95"):
        assert getattr(mine, name) == theirs[name]
    by_cause = dict.fromkeys((cause.code for cause in told.causes(found)), 0.0)
    for row in result.to_dict()["causes"]:
        by_cause[row["cause"]] += row["leaked_mean"]
    assert {cause.code: pytest.approx(cause.mean) for cause in told.causes(found)} == by_cause


@pytest.mark.parametrize("address", [MOVED[1], MOVED[5] + "&curve=subsonic_cruise"])
def test_the_curve_is_that_of_saturation_of_the_raid_with_the_largest_size(explorer, address, tmp_path):
    state = explorer.state(address)
    sizes = explorer.curve_sizes(state)
    top = explorer.state(f"{address}&raid.{state.curve}={sizes[-1]}")
    there = ic.saturation(saved(explorer, top, tmp_path), threat_class=state.curve, sizes=sizes, lift=False)
    here = explorer.curve(state).curve
    assert here == there.curve


def test_a_raid_whose_first_wave_is_left_without_threats_keeps_its_classes_apart(tmp_path):
    document = SMALL.to_dict()
    drones, cruise, _ = document["raid"]["waves"]
    document["raid"]["waves"] = [
        {**drones, "name": "first", "count": 2},
        cruise,
        {**drones, "name": "last", "count": 20},
    ]
    document["electronic_warfare"] = {"jam_share": {"one_way_attack_drone": 0.9}}
    explorer = Explorer(Scenario.from_dict(document))
    state = explorer.state("raid.one_way_attack_drone=1")
    found = explorer.run(state).raid
    assert found.threat_classes == ("subsonic_cruise", "one_way_attack_drone")
    result = ic.run(saved(explorer, state, tmp_path))
    assert float(told.leaked(found).mean()) == pytest.approx(result.to_dict()["summary"][-1]["leaked_mean"])
    explorer.close()


def test_a_first_answer_comes_of_the_largest_raid_and_says_so(explorer):
    state = explorer.state("raid.one_way_attack_drone=29&kill.short_range_sam=0.41")
    answer = explorer.first(state)
    assert not answer.whole
    assert answer.raid.shape == (3, 2, 2)
    assert told.launched(answer.raid) == 29 + 6 + 2
    assert answer.curve["size"].tolist() == explorer.curve_sizes(state)[1::2]
    assert told.rests_on(answer, explorer.planned).startswith("A quick answer, from 12 of 24 simulated nights.")


def test_a_first_answer_of_all_that_the_sliders_allow_is_part_of_the_run(explorer):
    largest = "&".join(f"{slider.key}={slider.high:g}" for slider in explorer.sliders if slider.key.startswith("raid."))
    state = explorer.state(largest)
    first, whole = explorer.first(state), explorer.run(state)
    assert not first.whole
    by_number = {(e, a): fates.tolist() for e, a, fates in _rows(whole.raid.tally)}
    assert all(by_number[e, a] == fates.tolist() for e, a, fates in _rows(first.raid.tally))


def _rows(tally):
    return zip(tally.unknown.tolist(), tally.luck.tolist(), tally.fates, strict=True)


def test_a_short_run_of_kept_geometries_comes_at_once(explorer):
    state = explorer.state("kill.radar_gun=0.11")
    explorer.run(explorer.state(""))
    answer = explorer.first(state)
    assert (answer.whole, answer.curve_whole) == (True, False)
    assert answer.raid.tally == explorer.run(state).raid.tally
    assert len(answer.curve) == 4


def test_the_answer_is_the_same_for_any_number_of_threads(explorer):
    one = Explorer(SMALL, threads=1)
    state = one.state("raid.one_way_attack_drone=37&kill.radar_gun=0.9")
    for ask in ("first", "run", "curve"):
        mine, theirs = getattr(one, ask)(state), getattr(explorer, ask)(state)
        assert mine.curve == theirs.curve
        assert (mine.raid is None) or mine.raid.tally == theirs.raid.tally
    one.close()


def test_work_that_is_not_wanted_any_more_is_given_up(explorer):
    calls = []

    def check():
        calls.append(1)
        if len(calls) > 2:
            raise GivenUp

    with pytest.raises(GivenUp):
        explorer.curve(explorer.state("kill.radar_gun=0.77"), check)


def test_a_raid_of_tracks_has_no_sizes_and_is_run_as_it_is(tmp_path):
    tracks = (ROOT / "examples" / "own-tracks.csv").read_bytes()
    (tmp_path / "own-tracks.csv").write_bytes(tracks)
    document = ic.Scenario.from_file(ROOT / "examples" / "own-defence.toml").to_dict()
    document["raid"] = {"tracks": {"file": "own-tracks.csv", "sha256": hashlib.sha256(tracks).hexdigest()}}
    document["run"] = {"scrambles": 2, "points": 1, "vectors": 2, "replications": 8}
    explorer = Explorer(Scenario.from_dict(document).in_folder(tmp_path))
    state = explorer.state("kill.medium_range_sam=0.1")
    assert explorer.curve(state).curve is None
    found = explorer.run(state).raid
    theirs = ic.run(saved(explorer, state, tmp_path))
    assert float(told.leaked(found).mean()) == theirs.to_dict()["summary"][-1]["leaked_mean"]
    assert explorer.first(state).raid is not None
    explorer.close()


def test_a_scenario_without_a_raid_is_refused():
    with pytest.raises(ic.ScenarioError, match=r"raid\.waves"):
        Explorer(ic.Scenario.from_file(ROOT / "examples" / "own-defence.toml"))
