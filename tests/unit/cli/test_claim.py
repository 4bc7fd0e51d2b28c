"""`intercept claim`: in words, as JSON, as a page; what is refused is refused in one line."""

import json

import pytest
from command import intercept
from nights import MADE_UP
from tree import ROOT

TOP = "95 % of the more than 60 missiles and some 750 drones were intercepted, hypersonic ones included"


def flat(text):
    return " ".join(text.split())


def test_a_sentence_is_read_answered_and_explained():
    result = intercept("claim", TOP, "--of", "hypersonic=5")
    assert result.returncode == 0, result.stderr
    text = flat(result.stdout)
    for words in (
        "> Possible only if at least 94.0 % of the drones (682 of 725) were intercepted; and at least 24.6 %",
        "36 to 46 as stated",
        "It says nothing of the 5 hypersonic missiles: all of them may be among the 46 (42, read exactly)",
        "more than 60 more than that, 61 to 69",
        "What this cannot tell",
        "give --record PATH",
        f"Made again by: intercept claim '{TOP}' --of hypersonic=5",
    ):
        assert words in text


def test_the_structured_form_with_a_record():
    result = intercept("claim", "--drones", 750, "--missiles", 60, "--rate", "95%", "--record", MADE_UP)
    assert result.returncode == 0, result.stderr
    text = flat(result.stdout)
    assert "allows 40 to get through read exactly, 37 to 44 as stated" in text
    assert "2031-02-04 night" in text
    counted = intercept("claim", "--drones", 595, "--down", 549)
    assert "549 of 595 drones is 92.27 %; 46 were not" in flat(counted.stdout)


def test_what_is_not_understood_is_said():
    text = flat(intercept("claim", "549 of 595 drones were shot down over Atlantis").stdout)
    assert "Not understood, and not used: Atlantis" in text


def test_json_has_everything():
    made = json.loads(intercept("claim", TOP, "--json", "--reviewer", "A newspaper").stdout)
    assert made["arithmetic"][0]["leakers_as_stated"] == {"low": 36, "high": 46}
    assert made["reading"]["groups"][0]["count"] == {"low": 61, "high": 69, "text": "more than 60", "read_as": "over"}
    assert made["claim_review"]["author"]["name"] == "A newspaper"
    assert made["cannot_tell"]


@pytest.mark.parametrize("ending", ["html", "json", "md"])
def test_a_file_is_written_the_same_each_time(tmp_path, ending):
    made = []
    for _ in range(2):
        path = tmp_path / f"claim.{ending}"
        result = intercept("claim", TOP, "--record", MADE_UP, "--out", path)
        assert (result.returncode, result.stdout) == (0, ""), result.stderr
        made.append(path.read_bytes())
    assert made[0] == made[1]
    assert TOP in made[0].decode()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("549 of 495 drones",), 'claim = "549 of 495 drones" is not allowed'),
        (("105 % of 6 drones",), 'claim = "105 %" is not allowed'),
        (("--drones", 0, "--missiles", 0, "--rate", 0.9), "drones"),
        (("--drones", 10, "--missiles", 5, "--rate", 1.7), "rate"),
        (("--drones", "many", "--missiles", 1, "--rate", 1), 'drones = "many" is not allowed'),
        (("--drones", 5, "--rate", 1, "--of", "hypersonic"), '--of = "hypersonic" is not allowed: must be KIND=VALUE'),
        (("--drones", 5, "--rate", 1, "--of", "5"), "each kind once, such as hypersonic=5"),
        (("--drones", 5, "--rate", 1, "--impacts", "12"), "each kind once, such as targets=12"),
        (("--drones", 5, "--rate", 1, "--observed", "0/29"), "each kind once, such as ballistic=0/29"),
        (("--drones", 5, "--rate", 1, "--of", "cruise=1", "--of", "cruise=2"), "each kind once"),
        (("--drones", 5, "--rate", 1, "--impacts", "drones=x"), 'impacts = "x" is not allowed'),
        (("--drones", 5, "--rate", 1, "--observed", "drones=1"), 'observed = "1" is not allowed'),
        (("--drones", 5, "--rate", 1, "--out", "claim.doc"), '--out = "claim.doc" is not allowed'),
        (("--drones", 5, "--rate", 1, "--out", "no/such/folder.md"), "--out"),
        ((), "SENTENCE, --drones, --missiles or --of must be given: a sentence, or numbers with a rate (--rate)"),
        (("--rate", "95%"), '--rate = "95%" is not allowed: must be given with how many there were'),
        (("--down", 5), '--down = "5" is not allowed: must be given with how many there were'),
        (("-5 % of 100 drones",), 'claim = "-5" is not allowed: must be a number of at least 0'),
        (("--json", "-5 % of 100 drones", "--drones", 5), 'claim = "-5" is not allowed'),
    ],
)
def test_what_is_no_claim_is_refused(options, said):
    done = intercept("claim", *options)
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_scenario_is_run_and_held_against(tmp_path):
    scenario = ROOT / "examples" / "notional-small.toml"
    path = tmp_path / "claim.json"
    done = intercept("claim", "24 of 32 targets were intercepted", "--scenario", scenario, "--out", path)
    assert done.returncode == 0, done.stderr
    made = json.loads(path.read_text(encoding="utf-8"))
    model = [finding for finding in made["findings"] if finding["section"] == "model"]
    assert [finding["grade"] for finding in model][:2] == ["noted", "possible"]
    assert set(model[0]["numbers"]) == {"one_way_attack_drone", "subsonic_cruise", "short_range_ballistic"}
    assert model[1]["numbers"]["launched"] == 32
    assert model[2]["numbers"]["vectors"] == 128
    assert made["made_with"]["command"].endswith("--scenario notional-small.toml")
    assert len(made["made_with"]["scenario_sha256"]) == 64


@pytest.mark.parametrize("ending", ["html", "md"])
def test_a_command_that_names_files_says_that_their_folders_are_left_out(tmp_path, ending):
    for options, named in (((), False), (("--record", MADE_UP), True)):
        done = intercept("claim", TOP, *options)
        assert ("files are named without their folders" in flat(done.stdout)) is named
        assert str(MADE_UP) not in flat(done.stdout)
        path = tmp_path / f"claim.{ending}"
        intercept("claim", TOP, *options, "--out", path)
        assert ("Files are named without their folders" in path.read_text(encoding="utf-8")) is named


def test_what_the_answer_says_is_not_said_again_below():
    sentence = "549 of 595 drones and missiles were shot down or suppressed"
    done = intercept("claim", sentence, "--record", MADE_UP)
    text = " ".join(done.stdout.split())
    answer, _, below = text.partition("Read as")
    lines = answer.split(" > ")[1:]
    assert len(lines) == 3
    assert not [line for line in lines if line.strip() in below]
    assert "549 of 595 drones and missiles is 92.27 %" in answer
    assert "92.27 %" not in below.partition("The record")[0]
    assert "Agrees with its own numbers: see the answer." in below
