"""Nights in a row, against hand calculations and runs of single nights with the stocks that were left."""

import json
import math

import numpy as np
import pytest
from refusals import HERE, INF, NAN, refused
from tree import ROOT

import intercept as ic
from intercept.analysis.nights import with_depots
from intercept.raid.simulate import simulate_nights
from intercept.raid.tally import LEAKED

FEW = {"scrambles": 4, "points": 1, "vectors": 2, "replications": 32}
SMALL = ROOT / "examples" / "notional-small.toml"
HOUR_S = 3600.0
# The luck of night k of replication a is number a + k 2^48.
NIGHT = 1 << 48


@pytest.fixture(scope="module")
def scenario():
    return ic.Scenario.from_file(SMALL)


@pytest.fixture(scope="module")
def found(scenario):
    return ic.endurance(scenario, nights=4, **FEW)


def raid(hours, depot=None, **unit):
    """One unit that never misses, and a threat within its reach for half an hour from each of some hours on."""
    start = HOUR_S * np.array(hours, dtype=float)
    return ic.RaidPlan.from_tables(
        {"launch_s": start, "arrival_s": start + 1800.0},
        {"name": ["u"], "defence_class": ["gun"], **{name: [value] for name, value in unit.items()}},
        {
            "threat": np.arange(len(start)),
            "unit": np.zeros(len(start), dtype=int),
            "launch_s": np.column_stack([start + 60.0, start + 1200.0]),
            "intercept_s": np.column_stack([start + 90.0, start + 1230.0]),
        },
        depots=None if depot is None else {"gun": depot},
    )


def leaks(plan, nights, replications=3):
    found = simulate_nights(plan, nights, seed=1, replications=replications)
    each = [tally.fates[:, 0, LEAKED] for tally in found]
    assert all((one == one[0]).all() for one in each)
    return [int(one[0]) for one in each], with_depots(plan, found, replications)


def left(told):
    return [int(tally.left[0].sum()) for tally in told]


def test_rounds_on_launchers_last_as_long_as_they_do():
    leaked, told = leaks(raid([1, 5, 9, 13], rounds=10), 5)
    assert leaked == [0, 0, 2, 4, 4]
    assert left(told) == [10, 6, 2, 0, 0, 0]


def test_a_depot_delivers_until_it_is_empty():
    depot = {"rounds": 6, "resupply_per_day": 0.0, "delivery_time_s": HOUR_S}
    leaked, told = leaks(raid([1, 5, 9], depot, rounds=2, reload_time_s=60.0), 5)
    assert leaked == [0, 0, 1, 3, 3]
    assert left(told) == [8, 5, 2, 0, 0, 0]


@pytest.mark.parametrize(("hours", "expected"), [(1.0, [0, 0, 0, 0]), (5.0, [0, 1, 0, 0])])
def test_resupply_comes_in_time_or_a_night_late(hours, expected):
    # The depot's round of the first day is there after 24 hours, and the threat of the second night after 26.
    depot = {"rounds": 0, "resupply_per_day": 1.0, "delivery_time_s": hours * HOUR_S}
    leaked, told = leaks(raid([2], depot, rounds=1, reload_time_s=60.0), 4)
    assert leaked == expected
    fired = 1 - np.array(leaked)
    assert left(told) == [1, *(1 + np.arange(1, 5) - np.cumsum(fired)).tolist()]


def test_launchers_are_topped_up_between_nights():
    # Two of three rounds are fired in the night; the lull and the load come before the next one.
    unit = {"rounds": 3, "spare": 4, "reload_time_s": 600.0, "top_up_after_s": 1800.0}
    leaked, told = leaks(raid([20, 20.1], **unit), 5)
    assert leaked == [0, 0, 0, 1, 2]
    assert left(told) == [7, 5, 3, 1, 0, 0]


def drawn_raid(number):
    """Several units of classes of their own, some windows each, everything by chance."""
    rng = np.random.default_rng(number)
    threats, units, windows = 20, 4, 50
    launch = rng.uniform(0.0, 8.0 * HOUR_S, threats)
    threat = rng.integers(0, threats, windows)
    opens = launch[threat] + rng.uniform(0.0, 900.0, windows)
    closes = opens + rng.uniform(10.0, 600.0, windows)
    return ic.RaidPlan.from_tables(
        {"launch_s": launch, "arrival_s": launch + 1800.0},
        {
            "name": [f"u{k}" for k in range(units)],
            "defence_class": [f"c{k}" for k in range(units)],
            "rounds": rng.integers(2, 12, units).astype(float),
        },
        {
            "threat": threat,
            "unit": rng.integers(0, units, windows),
            "launch_s": np.column_stack([opens, closes]),
            "intercept_s": np.column_stack([opens + 30.0, closes + 30.0]),
        },
        shares={"kill_probability": 0.5, "unit_availability": 0.8, "failure_share": 0.1, "jam_share": 0.1},
    )


@pytest.mark.parametrize("number", range(8))
def test_each_night_is_a_night_alone_with_the_stocks_that_were_left(number):
    plan = drawn_raid(number)
    first, *others = simulate_nights(plan, 4, seed=7, replications=range(3, 4))
    assert first == ic.simulate(plan, seed=7, replications=range(3, 4))
    before = first
    for night, tally in enumerate(others, 1):
        magazines = plan.chances.magazines.copy()
        magazines[0, :, 0] = before.left[0]
        luck = 3 + night * NIGHT
        alone = ic.simulate(plan.with_chances(magazines=magazines), seed=7, replications=range(luck, luck + 1))
        for name in ("fates", "causes", "rounds", "wasted", "left", "kills", "channels_busy_max"):
            assert np.array_equal(getattr(alone, name), getattr(tally, name)), (night, name)
        assert alone.first_shortage_s == pytest.approx(tally.first_shortage_s, abs=1e-6)
        before = tally


def test_the_first_night_is_that_of_a_run(scenario, found):
    run = {(row["quantity"], row["of"]): row for row in ic.run(scenario, **FEW).estimates.records()}
    for row in found.leakers.take(found.leakers["night"] == 1).records():
        own = run["leaked", row["threat_class"]]
        for name in ("mean", "standard_error", "low", "high", "p05", "p95"):
            assert row[f"leaked_{name}"] == own[name]
    for row in found.stocks.take(found.stocks["night"] == 1).records():
        assert row["left_mean"] == run["left", row["defence_class"]]["mean"]
        assert row["spent_mean"] == run["rounds", row["defence_class"]]["mean"]


def test_what_is_spent_is_missing_from_the_stock(found):
    rows = {(row["night"], row["defence_class"]): row for row in found.stocks.records()}
    for (night, name), row in rows.items():
        if night:
            assert row["left_mean"] == pytest.approx(rows[night - 1, name]["left_mean"] - row["spent_mean"])
    assert found.empty["defence_class"].tolist() == list(dict.fromkeys(found.stocks["defence_class"].tolist()))


def test_a_class_that_is_empty_is_told_with_its_night():
    document = {
        "schema_version": 3,
        "name": "few rounds",
        "assets": [{"name": "a", "class": "energy", "position": HERE}],
        "sensors": [{"name": "s", "class": "gap_filler_radar", "position": HERE, "overrides": {"availability": 1.0}}],
        "fire_units": [
            {
                "name": "u",
                "class": "short_range_sam",
                "position": HERE,
                "rounds": 12,
                "reloads": 0,
                "overrides": {"single_shot_kill_probability": 1.0, "availability": 1.0},
                "doctrine": {"salvo": 1},
            }
        ],
        "decision": {"common_cause_share": 0, "decision_time_s": 1},
        "classes": {"threat": {"one_way_attack_drone": {"in_flight_failure_share": 0.0}}},
        "raid": {
            "launch_areas": [{"name": "east", "position": {"east_km": 150, "north_km": 0}, "radius_km": 1}],
            "waves": [
                {
                    "name": "w",
                    "class": "one_way_attack_drone",
                    "count": 5,
                    "launch_area": "east",
                    "time_profile": {"kind": "uniform", "start_t_min": 0, "duration_min": 300},
                    "profile": "high",
                }
            ],
        },
    }
    few = {"scrambles": 2, "points": 1, "vectors": 1, "replications": 4}
    scenario = ic.Scenario.from_dict(document)
    found = ic.endurance(scenario, nights=4, **few)
    assert found.leakers["leaked_mean"].tolist()[::2] == [0.0, 0.0, 3.0, 5.0]
    (row,) = found.empty.records()
    assert (row["night_p05"], row["night_p50"], row["night_p95"], row["lasts_share"]) == (3.0, 3.0, 3.0, 0.0)
    assert "no round is left of short-range SAM after night 3" in found.words
    lasts = ic.endurance(scenario, nights=2, **few)
    assert math.isinf(next(lasts.empty.records())["night_p50"])
    assert "In more than half, rounds are left after 2 nights of short-range SAM" in lasts.words
    longer = scenario.replace("raid.waves[0].time_profile.start_t_min", 1300)
    assert len(ic.endurance(longer, nights=1, **few).leakers)
    refused(lambda: ic.endurance(longer, nights=2, **few), "length of the raid", "24 hours")
    resupplied = scenario.replace(
        "stocks", {"short_range_sam": {"depot_rounds": 0, "resupply_per_day": 5, "delivery_time_h": 1}}
    )
    assert not ic.endurance(resupplied, nights=4, **few).leakers["leaked_mean"].any()


@pytest.mark.parametrize("threads", [1, 3])
def test_the_number_of_threads_changes_nothing(scenario, found, threads):
    assert ic.endurance(scenario, nights=4, threads=threads, **FEW) == found


def test_fewer_nights_begin_as_more_do(scenario, found):
    fewer = ic.endurance(scenario, nights=2, **FEW)
    assert fewer.leakers == found.leakers.take(found.leakers["night"] <= 2)
    assert fewer.stocks == found.stocks.take(found.stocks["night"] <= 2)


def test_until_doubles_the_points(scenario):
    found = ic.endurance(scenario, nights=2, until=0.6, vectors=2)
    assert (found.made.sampling.until, found.made.sampling.until_met) == (0.6, True)
    assert (found.leakers.take(found.leakers["threat_class"] == "all")["leaked_standard_error"] <= 0.6).all()


def test_the_answer_is_drawn_and_written(found, tmp_path):
    files = {path.name for path in ic.write(found, tmp_path / "out")}
    assert files == {
        "leakers.parquet",
        "stocks.parquet",
        "empty.parquet",
        "answer.html",
        "answer.json",
        "manifest.json",
    }
    assert json.loads((tmp_path / "out" / "answer.json").read_text())["nights"] == 4
    for ending in ("svg", "html"):
        ic.plot(found, tmp_path / f"figure.{ending}")
        assert (tmp_path / f"figure.{ending}").stat().st_size > 1000


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"nights": 0}, ["nights", "1 to 60"]),
        ({"nights": 61}, ["nights", "61"]),
        ({"nights": 2.5}, ["nights"]),
        ({"nights": NAN}, ["nights"]),
        ({"nights": None}, ["nights"]),
        ({"until": INF}, ["until"]),
        ({"scrambles": 0}, ["scrambles"]),
        ({"scenario": []}, ["scenario"]),
    ],
)
def test_bad_input_is_refused(scenario, wrong, words):
    refused(lambda: ic.endurance(**{"scenario": scenario, **wrong}), *words)
