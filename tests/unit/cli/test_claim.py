"""`intercept claim`: the arithmetic of a claimed rate, in words, as a table and as JSON."""

import json

import pytest
from command import intercept
from nights import MADE_UP


def flat(text):
    return " ".join(text.split())


def test_claim_in_words_and_table():
    result = intercept("claim", "--drones", 750, "--missiles", 60, "--rate", "95%", "--record", MADE_UP)
    assert result.returncode == 0, result.stderr
    text = flat(result.stdout)
    for words in (
        "95 % of 810 objects (750 drones, 60 missiles) allows 40 to get through.",
        "Read as rounded, 95 % stands for 94.5 % to 95.5 %: 37 to 44 leakers, and 25.75 % to 39.25 % of the missiles",
        "Drones are 92.6 % of the objects",
        "If every drone falls, 32.5 % of the missiles is enough (in whole objects, 20 of 60).",
        "Below 94.6 % of drones no missile rate reaches it",
        "94 % no rate reaches it -",
        "What this cannot tell:",
        "2031-02-04 night",
    ):
        assert words in text


@pytest.mark.parametrize(
    ("drones", "missiles", "rate", "words"),
    [
        (10, 0, "95%", "no whole number of 10 objects gives it"),
        (0, 50, "90%", "90 % of 50 objects (0 drones, 50 missiles) allows 5 to get through."),
        (10, 90, "50%", "Even with no drone downed, some missile rate reaches it."),
        (0, 3, "0.33333333", "allows 2 to get through. Drones are 0 % of the objects"),
    ],
)
def test_claims_at_the_edges(drones, missiles, rate, words):
    result = intercept("claim", "--drones", drones, "--missiles", missiles, "--rate", rate)
    assert result.returncode == 0, result.stderr
    assert words in flat(result.stdout)
    assert "give --record PATH" in flat(result.stdout)


def test_claim_as_json():
    printed = json.loads(intercept("claim", "--drones", 750, "--missiles", 60, "--rate", "0.95", "--json").stdout)
    assert (printed["leakers_allowed"], printed["missile_rate_if_every_drone_falls"]) == (40, 0.325)
    assert printed["cannot_tell"]
    assert printed["nights"] == []


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--drones", 0, "--missiles", 0, "--rate", 0.9), "drones"),
        (("--drones", 10, "--missiles", 5, "--rate", 1.7), "rate"),
        (("--drones", "many", "--missiles", 1, "--rate", 1), "--drones"),
    ],
)
def test_what_is_no_claim_is_refused(options, said):
    done = intercept("claim", *options)
    assert done.returncode == 2
    assert said in done.stderr
