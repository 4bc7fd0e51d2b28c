"""`intercept forecast`: in words, as JSON, as a page; what is refused is refused in one line."""

import json

import pytest
from command import intercept
from rates_record import lines
from record_table import write
from tree import ROOT

SCENARIO = ROOT / "examples" / "notional-small.toml"
QUICK = ("--replications", 32, "--scrambles", 2, "--points", 1, "--vectors", 4)


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    return write(tmp_path_factory.mktemp("record"), *lines())


def flat(text):
    return " ".join(text.split())


def test_rates_give_the_headline_exactly():
    done = intercept(
        "forecast", "1,000 drones and 60 ballistic missiles", "--rate", "drone=87%", "--rate", "ballistic=30%"
    )
    assert done.returncode == 0, done.stderr
    text = flat(done.stdout)
    for words in (
        "“888 of 1,000 drones and 60 ballistic missiles were neutralised: nearly 84 %”",
        "(882.7 to 893.3 as the rates are rounded)",
        "By luck alone 869 to 906 (82.0 % to 85.5 %) on nine nights of ten",
        "Made again by: intercept forecast '1,000 drones and 60 ballistic missiles' --rate drone=87%",
    ):
        assert words in text


def test_record_and_scenario_stand_side_by_side(record, tmp_path):
    path = tmp_path / "forecast.json"
    options = ("--of", "drone=120", "--of", "ballistic=6", "--record", record, "--scenario", SCENARIO, *QUICK)
    done = intercept("forecast", *options, "--out", path)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    made = json.loads(path.read_text(encoding="utf-8"))
    assert [one["source"] for one in made["expected"]] == ["record", "scenario"]
    assert all(len(one["total"]["pmf"]) == 127 for one in made["expected"])
    assert made["trend"]["rates"][0] < made["trend"]["rates"][1]
    told = made["made_with"]
    assert told["command"].endswith("--replications 32 --scrambles 2 --points 1 --vectors 4")
    assert "--seed 1" in told["command"]
    assert all(len(told[name]) == 64 for name in ("record_sha256", "scenario_sha256", "scaled_scenario_sha256"))
    text = flat(intercept("forecast", *options).stdout)
    for line in (*made["answer"], *made["notes"], *made["leaves_out"]):
        assert flat(line) in text
    assert "Record: all 126" in text
    assert "Mean share that did not hit by size of the raid" in text


def test_a_record_alone_and_what_is_known_until_a_date(record):
    text = flat(intercept("forecast", "1,000 drones and 10 ballistic missiles", "--record", record).stdout)
    assert "By the record's claims: “" in text
    assert "This extrapolates: the record never held more than" in text
    assert "did not hit by the claims on the quarter of dates with the fewest" in text
    frozen = ("--until", "2030-03-01", "--date", "2030-09-01")
    shown = json.loads(intercept("forecast", "--of", "drone=20", "--record", record, *frozen, "--json").stdout)
    assert shown["expected"][0]["seen_until"] == "2030-02-28"
    assert len(shown["expected"][0]["total"]["pmf"]) == 21


@pytest.mark.parametrize("ending", ["html", "json", "md"])
def test_a_file_is_written_the_same_each_time(record, tmp_path, ending):
    made = []
    for threads in (1, 2):
        path = tmp_path / f"forecast.{ending}"
        options = ("--record", record, "--scenario", SCENARIO, *QUICK, "--threads", threads)
        done = intercept("forecast", "40 drones", *options, "--out", path)
        assert done.returncode == 0, done.stderr
        made.append(path.read_bytes())
    assert made[0] == made[1]
    assert b"40 drones" in made[0]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "RAID or --of must be given: a sentence such as"),
        (("nothing",), 'raid = "nothing" is not allowed'),
        (("9 drones",), "--rate, --record or --scenario must be given: a forecast needs one of them"),
        (("9 drones", "--rate", "drone"), '--rate = "drone" is not allowed: must be KIND=VALUE'),
        (("9 drones", "--rate", "85%"), "must be KIND=VALUE, each kind once, such as drones=85%"),
        (("9 drones", "--of", "1000"), "must be KIND=VALUE, each kind once, such as drones=1000"),
        (("9 drones", "--rate", "drone=x"), '--rate drone = "x" is not allowed'),
        (("9 drones", "--rate", "drone=nan"), '--rate drone = "nan" is not allowed'),
        (("9 drones", "--rate", "drone=105%"), '--rate drone = "105%" is not allowed'),
        (("9 drones", "--rate", "drone=1", "--rate", "drone=1"), "each kind once"),
        (("--of", "drone=x", "--rate", "drone=1"), 'of = "x" is not allowed'),
        (("--of", "dragon=4", "--rate", "drone=1"), 'of = "dragon" is not allowed'),
        (("--of", "drone=0", "--rate", "drone=1"), 'of = "0 drones" is not allowed'),
        (("9 drones", "--rate", "drone=1", "--date", "2030-01-01"), 'date = "2030-01-01" is not allowed'),
        (("9 drones", "--rate", "drone=1", "--seed", "1"), "seed = 1 is not allowed: must be given with a scenario"),
        (("9 drones", "--scenario", SCENARIO, "--seed", "x"), '--seed = "x" is not allowed'),
        (("9 drones", "--scenario", "no-such.toml"), "no-such.toml"),
        (("9 drones", "--record", "no-such.csv"), "no-such.csv"),
        (("9 drones", "--rate", "drone=1", "--out", "forecast.doc"), '--out = "forecast.doc" is not allowed'),
        (("9 drones", "--rate", "drone=1", "--out", "no/such/folder.md"), "--out"),
    ],
)
def test_what_is_no_forecast_is_refused(options, said):
    done = intercept("forecast", *options)
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
