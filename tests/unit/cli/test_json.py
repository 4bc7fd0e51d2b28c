"""`--json` of every command: all that an answer holds, and of what is drawn always what made it."""

import json
import math
import statistics
from pathlib import Path

import pytest
import typer
from command import commands, intercept
from questions import FEW, FEW_OPTIONS, QUESTIONS
from tree import ROOT

import intercept as ic
from intercept.cli import application

# They draw as a file says, or nothing: the record, the catalogue or the most likely case is read, or two are compared.
WITHOUT_DRAWS = {
    *("catalog", "check", "claim", "coverage", "demo", "fly", "footprint", "migrate", "reproduce", "validate"),
    *("windows", "record backtest", "record list", "record predict", "record reports", "record show"),
}
SMALL = ROOT / "examples" / "notional-small.toml"
# Where the JSON of every command begins.
FIRST = ["version", "scenario_names", "scenario_hashes", "seed", "interrupted"]
MADE = {
    *("question", "scenario_names", "scenario_hashes", "seed", "sampling", "version"),
    *("replications_planned", "replications_done", "interrupted"),
}


def test_every_command_with_json_is_a_question_or_draws_nothing():
    found = dict(commands(typer.main.get_command(application())))
    with_json = {name for name, each in found.items() if any("--json" in each.opts for each in each.params)}
    assert set(QUESTIONS) <= with_json
    assert with_json - set(QUESTIONS) == WITHOUT_DRAWS
    drawing = {name for name, each in found.items() if any("--scrambles" in each.opts for each in each.params)}
    assert drawing == set(QUESTIONS)


def test_every_command_that_finds_something_has_json():
    found = dict(commands(typer.main.get_command(application())))
    without = {name for name, each in found.items() if not any("--json" in each.opts for each in each.params)}
    # They write a text, a page or a file of their own, and say so.
    assert without == {"example", "explore", "methods", "schema", "record scenario"}
    assert all("so there is no --json" in " ".join(str(found[name].help).split()) for name in without)


UNIT = ("--unit-class", "manpads", "--class", "one_way_attack_drone", "--resolution", "7")
LINE = ("--along", "0,-20 20,20", "--class", "one_way_attack_drone", "--step", "20km")
OLD = "old.toml"
RECORD = "time_start,time_end,model,launched,destroyed,not_reach_goal\n" + "".join(
    f"2025-{month:02d}-{day:02d} 20:00,2025-{month:02d}-{day + 1:02d} 06:00,Shahed-136/131,{90 + day},{80 + day},{5}\n"
    for month in (8, 9, 10, 11, 12)
    for day in range(1, 28)
)
PLAIN = {
    "catalog": (),
    "catalog manpads": (),
    "catalog jet_drone --engage": (),
    "check": (SMALL, SMALL),
    "claim": ("40 of 50 drones were shot down",),
    "claim with a scenario": ("40 of 50 drones were shot down", "--scenario", SMALL),
    "coverage": (SMALL, *LINE),
    "demo": ("notional-small",),
    "fly": ("--class", "quasi_ballistic", "--draw", "3"),
    "footprint": UNIT,
    "migrate": (OLD,),
    "record backtest": ("--from", "2025-12-20", "--record", "record.csv"),
    "record list": ("--record", "record.csv"),
    "record predict": ("tasks.csv", "--record", "record.csv"),
    "record show": ("2025-10-05", "--record", "record.csv"),
    "reproduce": ("out/manifest.json",),
    "validate": ("sensing-radar-horizon",),
    "windows": (SMALL, "--threat", "4"),
    "record reports": (ROOT / "examples" / "records" / "emirates-2026.toml",),
}


# Of those that rest on scenarios: how many.
OF_SCENARIOS = {"check": 2} | dict.fromkeys(
    ("claim with a scenario", "coverage", "demo", "migrate", "reproduce", "windows"), 1
)


def test_every_command_with_json_is_tried():
    assert {name for name in WITHOUT_DRAWS if name not in PLAIN} == set()


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("record.csv").write_text(RECORD, encoding="utf-8")
    Path("tasks.csv").write_text("date,class,n\n2026-01-10,drone,120\n", encoding="utf-8")
    text = SMALL.read_text(encoding="utf-8").replace("schema_version = 3", "schema_version = 2")
    Path(OLD).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("name", PLAIN)
@pytest.mark.usefixtures("files")
def test_the_json_of_others_says_what_made_it_first(name):
    if name == "reproduce":
        ic.write(QUESTIONS["run"](), "out")
    done = intercept(*name.removesuffix(" with a scenario").split(), *PLAIN[name], "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout, parse_constant=refuse)
    assert list(told)[: len(FIRST)] == FIRST
    assert (told["version"], told["interrupted"]) == (ic.__version__, False)
    assert len(told["scenario_hashes"]) == len(told["scenario_names"]) == OF_SCENARIOS.get(name, 0)
    drawn = {"claim with a scenario", "demo", "fly", "reproduce"}
    assert (told["seed"] is not None) == (name in drawn)


def test_json_says_what_was_drawn_and_from_what():
    scenario = ic.Scenario.from_file(SMALL)
    told = json.loads(intercept("windows", SMALL, "--draw", 2, "--luck", 1, "--json").stdout)
    expected = ([scenario.name], [scenario.hash()], scenario.run.seed, 2, 1, False)
    names = ("scenario_names", "scenario_hashes", "seed", "draw", "luck", "interrupted")
    assert tuple(told[name] for name in names) == expected
    assert told["down"]
    likely = json.loads(intercept("windows", SMALL, "--json").stdout)
    assert (likely["seed"], likely["draw"]) == (None, None)
    assert likely["rows"] == json.loads(intercept("windows", SMALL, "--format", "json").stdout)
    assert json.loads(intercept("fly", "--class", "quasi_ballistic", "--draw", 3, "--json").stdout)["seed"] == 3
    assert json.loads(intercept("coverage", SMALL, *LINE, "--json").stdout)["scenario_hashes"] == [scenario.hash()]


def test_a_file_that_fails_its_check_is_told_in_json_too(tmp_path):
    bad = tmp_path / "bad.toml"
    bad.write_text("schema_version = 3\nname = 5\n", encoding="utf-8")
    done = intercept("check", SMALL, bad, "--json")
    assert done.returncode == 2
    good, wrong = json.loads(done.stdout)["files"]
    assert good["contents"]
    assert not good["problems"]
    assert any(problem.startswith("name = 5") for problem in wrong["problems"])


@pytest.mark.parametrize("option", [("--format", "csv"), ("--out", "x.csv")])
def test_json_is_asked_for_in_one_way(option):
    done = intercept("windows", SMALL, "--json", *option)
    assert done.returncode == 2
    assert done.stderr.startswith("--json is not allowed with")


def refuse(constant):
    raise AssertionError(f"{constant} is no JSON")


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_json_of_a_question_says_what_made_it(name):
    done = intercept(*QUESTIONS[name].command, *FEW_OPTIONS, "--seed", 9, "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout, parse_constant=refuse)
    assert list(told)[: len(FIRST)] == FIRST
    assert set(told) >= MADE
    found = QUESTIONS[name](seed=9)
    assert (told["question"], told["seed"], told["version"], told["interrupted"]) == (name, 9, ic.__version__, False)
    file = next(word for word in QUESTIONS[name].command if str(word).endswith(".toml"))
    assert told["scenario_hashes"][0] == ic.Scenario.from_file(file).hash()
    assert told["sampling"]["scrambles"] == FEW["scrambles"]
    assert 0 < told["replications_done"] == told["replications_planned"]
    assert told == json.loads(found.to_json()) == found.to_dict()
    # Tables are in it whole, row by row; of a run, those that do not grow with its replications.
    some = {"run": ("estimates", "assets", "kills", "reasons"), "forecast": ()}
    whole = some[name] if name in some else tuple(found.tables())
    assert [len(told[table]) for table in whole] == [len(found.tables()[table]) for table in whole]


@pytest.fixture(scope="module")
def run():
    found = QUESTIONS["run"]()
    return found, found.to_dict()


def test_the_json_of_a_run_holds_what_the_result_holds(run):
    found, told = run
    assert len(told["estimates"]) == len(found.estimates)
    assert told["summary"][-1]["threat_class"] == "all"
    assert told["credibility"] == found.credibility().to_dict()
    assert told["too_few_samples"] == list(found.too_few())
    all_leaked = next(row for row in told["estimates"] if (row["quantity"], row["of"]) == ("leaked", "all"))
    assert all_leaked["standard_error"] > 0.0


def test_its_causes_and_spread_add_up_to_its_leakers(run):
    found, told = run
    means = {row["of"]: row for row in told["estimates"] if row["quantity"] == "leaked"}
    for name in {row["threat_class"] for row in told["causes"]}:
        rows = [row for row in told["causes"] if row["threat_class"] == name]
        assert math.fsum(row["leaked_mean"] for row in rows) == pytest.approx(means[name]["mean"])
        assert math.fsum(row["share"] for row in rows) == pytest.approx(1.0)
        if len(rows) == 1:
            assert rows[0]["leaked_standard_error"] == pytest.approx(means[name]["standard_error"])
    assert sum(row["replications"] for row in told["spread"]) == found.replications_done
    mean = sum(row["leaked"] * row["replications"] for row in told["spread"]) / found.replications_done
    assert mean == pytest.approx(means["all"]["mean"])


def test_the_error_of_a_cause_is_that_of_the_means_of_scrambles(run):
    found, told = run
    scramble = dict(zip(found.draws["e"].tolist(), found.draws["scramble"].tolist(), strict=True))
    each = found.replications_done / FEW["scrambles"]
    for row in told["causes"]:
        sums = [0.0] * FEW["scrambles"]
        for one in found.causes.records():
            if (one["threat_class"], one["cause"]) == (row["threat_class"], row["cause"]):
                sums[scramble[one["e"]]] += one["leaked"]
        means = [total / each for total in sums]
        assert row["leaked_mean"] == pytest.approx(statistics.mean(means))
        assert row["leaked_standard_error"] == pytest.approx(statistics.stdev(means) / math.sqrt(FEW["scrambles"]))


def test_an_interrupted_one_says_so(run):
    def stop(stage, done, total):
        if stage == "geometries" and done >= 4:
            raise KeyboardInterrupt

    told = QUESTIONS["run"](on_progress=stop, threads=1).to_dict()
    assert told["interrupted"]
    assert told["replications_done"] < told["replications_planned"]
