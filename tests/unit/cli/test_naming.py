"""Errors of commands name the option that is wrong."""

import pytest
from command import intercept

from intercept.cli.naming import named

NIGHT = "examples/notional-small.toml"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("run", NIGHT, "--replications", "0"), '--replications = "0" is not allowed: must be a whole number from 1'),
        (("run", NIGHT, "--seed", "x"), '--seed = "x" is not allowed'),
        (("run", NIGHT, "--threads", "-1"), "--threads = -1 is not allowed"),
        (("sweep", NIGHT, "--set", "raid.scale=1", "--size", "x"), '--size = "x" is not allowed'),
        (("windows", NIGHT, "--threads", "99999"), "--threads = 99999 is not allowed"),
        (("claim", "--drones", "-1", "--missiles", "3", "--rate", "95%"), '--drones = "-1" is not allowed'),
    ],
    ids=lambda value: value[-2] if isinstance(value, tuple) else "",
)
def test_an_error_begins_with_the_option(words, said):
    done = intercept(*words)
    assert done.returncode == 2
    assert done.stderr.startswith(said)
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "command"),
    [
        (("footprint", "night.toml", "--class", "subsonic_cruise"), "footprint"),
        (("forecast", "1,000 drones", "night.toml"), "forecast"),
        (("claim", "40 of 50 drones were shot down", "night.toml"), "claim"),
    ],
)
def test_a_scenario_without_its_option_is_asked_about(words, command):
    done = intercept(*words)
    assert done.returncode == 2
    asked = "stands without its option; did you mean --scenario night.toml?"
    assert done.stderr == f'intercept {command}: "night.toml" {asked}\n'


def test_only_a_parameter_at_the_beginning_is_renamed():
    options = {"seed": "--seed", "out": "--out"}
    assert named("seed = 3 is not allowed", options) == "--seed = 3 is not allowed"
    assert named("outcome = 3 is not allowed", options) == "outcome = 3 is not allowed"
    assert named("seed = None is not allowed: must be 1", options) == "--seed is missing: must be 1"
    assert named("key of out = 3 is not allowed", options) == "key of --out = 3 is not allowed"
    assert named("the seed = 3", options) == "the seed = 3"
    assert named('out["x"] = 3 is not allowed', options) == "--out x = 3 is not allowed"
    assert named('outer["x"] = 3 is not allowed', options) == 'outer["x"] = 3 is not allowed'
    assert named("seed, dive or out must be given: one", options) == "--seed, dive or --out must be given: one"
    assert named("seed or out is not allowed", options) == "seed or out is not allowed"
