"""Claims against a run: made results whose counts are known, and slow counting beside the fast one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_fates import BASE, made

import intercept as ic
from intercept.claim.of_run import Counted, _errors, counted, fitting, moved
from intercept.errors import InvalidParameterError, ScenarioError


def of_model(check):
    return [finding for finding in check.findings if finding.section == "model"]


def test_counts_are_of_the_kinds_and_of_what_the_word_counts():
    result = made([[[10, 20], [30, 40]]])
    for outcome, expected in (
        ("did_not_hit", [10, 20, 30, 40]),
        ("intercepted", [10, 20, 30, 40]),
        ("shot_down", [5, 10, 15, 20]),
        ("lost", [5, 10, 15, 20]),
        ("hit", [10, 20, 30, 40]),
    ):
        found = counted(result, ["drones"], outcome)
        assert (found.launched, found.down.tolist(), found.vector.tolist()) == (100, expected, [0, 0, 1, 1])
    assert counted(result, ["missiles"], "hit").launched == 0
    whole = counted(BASE, ["targets"], "did_not_hit")
    fates = sum(BASE.outcomes[fate] for fate in ("failed", "jammed", "intercepted"))
    assert whole.down.tolist() == fates.reshape(16, 3).sum(axis=1).tolist()


def test_how_often_as_much_is_down():
    # In one scramble 3 of 4 replications have 80 or more down, in the other 1 of 4.
    result = made([[[80, 85], [90, 70]], [[80, 60], [50, 70]]])
    finding = of_model(ic.check_claim("at least 80 % of 100 drones were intercepted", scenario=result))[1]
    assert finding.numbers["reached"] == 0.5
    assert finding.numbers["reached_standard_error"] == pytest.approx(np.std([0.75, 0.25], ddof=1) / np.sqrt(2))
    assert (finding.numbers["share_p05"], finding.numbers["share_p95"]) == (0.5, 0.9)
    assert finding.numbers["share_mean"] == pytest.approx(585 / 800)
    # Eight replications say 50 % within 25 points, which does not tell it from 5 %.
    assert finding.grade == "open"
    assert (
        "73.1 % are down (intercepted, failed or jammed) on average, 50.0 % to 90.0 % on 90 % of nights" in finding.said
    )
    assert "as much as claimed or more on 50 % of replications (standard error 25 points)" in finding.said


def test_a_claim_beyond_every_night_is_not_reconcilable_and_beyond_most_an_outlier():
    result = made(np.tile(np.append(np.full(99, 50), 80), (2, 1))[:, :, None])
    check = ic.check_claim("95 % of 100 drones were intercepted", scenario=result)
    assert of_model(check)[1].grade == check.verdict.grade == "not_reconcilable"
    assert of_model(check)[2].said.endswith(": for none.")
    outlier = of_model(ic.check_claim("80 % of 100 drones were intercepted", scenario=result))
    assert outlier[1].grade == "possible"
    assert "outside the 90 % of nights" in outlier[1].need
    got = of_model(ic.check_claim("50 of 100 drones got through", scenario=result))
    assert got[1].grade == "agrees"


@given(
    st.lists(st.lists(st.integers(0, 20), min_size=2, max_size=6), min_size=1, max_size=6),
    st.floats(0, 1),
    st.floats(0, 1),
)
def test_vectors_fit_whose_interval_of_luck_meets_the_claim(counts, one, other):
    low, high = sorted((one, other))
    found = Counted(20, np.concatenate(counts), np.repeat(np.arange(len(counts)), [len(each) for each in counts]))
    vectors, fits = fitting(found, low, high)
    expected = []
    for each in counts:
        ordered = sorted(each)
        # The inverse of the empirical distribution: the first value at or below which a share q lies.
        least, most = (next(x for k, x in enumerate(ordered, 1) if k / len(ordered) >= q - 1e-12) for q in (0.05, 0.95))
        expected.append(least / 20 <= high and most / 20 >= low)
    assert vectors.tolist() == list(range(len(counts)))
    assert fits.tolist() == expected


def test_the_region_is_of_the_values_that_matter():
    random = np.random.default_rng(1)
    kill, idle = random.random(64), random.random(64)
    down = np.where(kill > 0.5, 90, 30).reshape(2, 32, 1).repeat(3, axis=2)
    columns = {"defence.medium_range_sam.single_shot_kill_probability": kill, "raid.failure_share.jet_drone": idle}
    result = made(down, columns)
    finding = of_model(ic.check_claim("90 % of 100 drones were intercepted", scenario=result))[2]
    assert finding.grade == "possible"
    (value,) = finding.numbers["region"]
    assert value["column"] == "defence.medium_range_sam.single_shot_kill_probability"
    fits = 0.4 + 0.4 * kill[kill > 0.5]
    assert value["fits"] == pytest.approx(np.quantile(fits, [0.05, 0.95]).tolist())
    assert "single-shot kill probability of medium-range SAM is rather high" in finding.need
    assert f"{int((kill > 0.5).sum())} of 64 vectors" in finding.said
    every = of_model(ic.check_claim("more than 10 % of 100 drones were intercepted", scenario=result))[2]
    assert every.said.endswith("for every value that was drawn.")


def test_values_of_a_geometry_count_once_for_each():
    u = np.repeat([0.1, 0.2, 0.8, 0.9], 50)
    fits = u > 0.5
    # Two geometries of four say too little, however many vectors each has.
    assert _errors(u, fits) == 0.0
    places = np.repeat(np.linspace(0.01, 0.99, 40), 8)
    assert _errors(places, places > 0.5) == pytest.approx(_errors(places[::8], places[::8] > 0.5))


def test_values_that_do_not_matter_are_seldom_named():
    # Beyond three standard errors: about 3 of 1,000; more than 12 of 2,000 has a chance below 2 %.
    random = np.random.default_rng(7)
    far = sum(abs(_errors(random.random(64), random.random(64) < 0.3)) > 3.0 for _ in range(2000))
    assert far <= 12


def test_groups_that_the_scenario_cannot_reach_are_named():
    result = made([[[2, 3], [1, 0]]], name="short_range_ballistic", launched=10)
    check = ic.check_claim("95 % of 100 drones and 50 ballistic missiles were intercepted", scenario=result)
    finding = of_model(check)[-1]
    assert finding.grade == "not_reconcilable"
    assert "the scenario reaches it on none of 4 replications, and 30.0 % at most" in finding.said
    assert "no window is open against any of them in the most likely case" in finding.said
    rare = made(np.append(np.full(99, 5), 9).reshape(1, 100, 1), name="short_range_ballistic", launched=10)
    seldom = of_model(ic.check_claim("92 % of 100 drones and 50 ballistic missiles were intercepted", scenario=rare))[
        -1
    ]
    assert (seldom.grade, seldom.numbers["reached"]) == ("possible", 0.01)
    assert "the night was among the best 1.0 % of the scenario, as to the ballistic missiles" in seldom.need
    easy = ic.check_claim("60 % of 10 drones and 50 ballistic missiles were intercepted", scenario=result)
    assert of_model(easy)[-1].numbers["reached"] == 0.0
    assert of_model(easy)[-1].numbers["asked"] == pytest.approx((50 - (1 - 0.595) * 60) / 50)


def test_what_the_scenario_does_not_have_is_said():
    check = ic.check_claim("all 6 hypersonic missiles were intercepted", scenario=made([[[10, 20]]]))
    assert "The scenario has no hypersonic missiles" in " ".join(finding.said for finding in of_model(check))
    assert check.modelled is None
    assert "of 496 one-way attack drones" in of_model(check)[0].said


@settings(max_examples=20)
@given(st.integers(0, 100), st.integers(0, 100))
def test_shares_of_hits_are_turned_round(low, more):
    result = made(np.full((2, 4, 2), 40))
    high = min(100, low + more)
    check = ic.check_claim(f"{low}-{high} of 100 drones got through", scenario=result)
    grade = of_model(check)[1].grade
    assert (grade == "agrees") == (low <= 60 <= high)


def test_moved_values_are_ordered_by_their_weight():
    random = np.random.default_rng(3)
    strong, weak = random.random(256), random.random(256)
    fits = strong + 0.4 * weak > 0.7
    result = made(np.zeros((1, 256, 1), int), {"a.b.weak": weak, "a.b.strong": strong})
    assert [value.column for value in moved(result, np.arange(256), fits)] == ["a.b.strong", "a.b.weak"]


@pytest.mark.parametrize("scenario", [5, True, "no-such.toml", b"x"])
def test_what_is_no_scenario_is_refused(scenario):
    with pytest.raises((InvalidParameterError, ScenarioError), match=r"scenario|no-such"):
        ic.check_claim("95 % of 10 drones", scenario=scenario)


def test_threads_are_checked():
    with pytest.raises(InvalidParameterError, match=r"^threads = "):
        ic.check_claim("95 % of 10 drones", threads=-1)


@pytest.mark.parametrize(
    ("sentence", "down", "grade"),
    [
        # Exactly half is not more than half, and less than half is not half.
        ("more than half of 100 drones were neutralised", 50, "not_reconcilable"),
        ("more than half of 100 drones were neutralised", 51, "agrees"),
        ("less than half of 100 drones were neutralised", 50, "not_reconcilable"),
        ("at least 50 % of 100 drones were neutralised", 50, "agrees"),
    ],
)
def test_an_end_that_is_not_included_is_not_reached(sentence, down, grade):
    result = made(np.full((2, 4, 5), down))
    frequency = next(f for f in of_model(ic.check_claim(sentence, scenario=result)) if "reached" in f.numbers)
    assert frequency.grade == grade
    assert frequency.numbers["reached"] == float("more than half" not in sentence or down > 50)


@pytest.mark.parametrize(("reached", "grade"), [((2, 8), "open"), ((0, 0), "not_reconcilable"), ((60, 64), "agrees")])
def test_a_share_of_nights_near_its_limit_decides_nothing(reached, grade):
    down = np.full((2, 10, 10), 40)
    for scramble, number in enumerate(reached):
        down[scramble].reshape(-1)[:number] = 90
    check = ic.check_claim("at least 80 of 100 drones were neutralised", scenario=made(down))
    frequency = next(f for f in of_model(check) if "reached" in f.numbers)
    assert frequency.grade == grade
    assert ("too near to 5 % to decide" in frequency.said) == (grade == "open")
