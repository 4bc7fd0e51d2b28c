"""`intercept fly` refuses in one line what it cannot fly: the option, the value, what is allowed; exit code 2."""

import math
import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from intercept import cli
from intercept.cli.quantities import suffixed
from intercept.errors import InterceptError, InvalidParameterError

KM = {"km": 1e3, "m": 1.0}
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)
NUMBERS = st.one_of(
    st.floats(allow_nan=True, allow_infinity=True).map(repr), st.integers(-(10**25), 10**25).map(str), TEXT
)
UNITS = st.sampled_from(["", "km", "m", "deg", "s", " km", "KM", "mi", "µm"])


@pytest.fixture
def refusal(monkeypatch, capsys):
    """Run the command, which must end with code 2 and at most a line for each mistake; return what it said."""

    def run(*words):
        monkeypatch.setattr(sys, "argv", ["intercept", "fly", *words])
        with pytest.raises(SystemExit) as caught:
            cli.main()
        said = capsys.readouterr()
        assert caught.value.code == 2, said
        assert said.out == ""
        assert "Traceback" not in said.err
        return said.err

    return run


QUASI = ("--class", "quasi_ballistic")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--class", "cruise"), ["--class", '"cruise"', "quasi_ballistic"]),
        (("--class", "radar_gun"), ["--class", '"radar_gun"', "jet_drone"]),
        (("--class", ""), ["--class", '""', "jet_drone"]),
        ((*QUASI, "--range", "700km"), ["--range", "700km", "690km", "range_km"]),
        ((*QUASI, "--range", "400"), ["--range", '"400"', "km or m", "690km"]),
        ((*QUASI, "--range", "nan"), ["--range", '"nan"']),
        ((*QUASI, "--range", "nankm"), ["--range", '"nankm"']),
        ((*QUASI, "--range", "-5km"), ["--range", "-5km", "1km"]),
        ((*QUASI, "--range", "1e999km"), ["--range", "1e999km"]),
        ((*QUASI, "--range", ""), ["--range", '""']),
        ((*QUASI, "--azimuth", "400deg"), ["--azimuth", "400deg", "360"]),
        ((*QUASI, "--azimuth", "north"), ["--azimuth", '"north"']),
        ((*QUASI, "--from", "91,-125"), ["--from", '"91,-125"', "-85 to 85"]),
        ((*QUASI, "--from", "-45"), ["--from", '"-45"', "LATITUDE,LONGITUDE"]),
        ((*QUASI, "--from", "-45,nan"), ["--from", '"-45,nan"']),
        ((*QUASI, "--from", "84.9,-125", "--azimuth", "0deg"), ["--from", "85"]),
        ((*QUASI, "--profile", "high"), ["--profile", "high", "quasi_ballistic"]),
        (("--class", "jet_drone", "--profile", "high"), ["--profile", "high", "low"]),
        ((*QUASI, "--draw", "-1"), ["--draw", '"-1"', "0"]),
        ((*QUASI, "--draw", "1.5"), ["--draw", '"1.5"', "whole"]),
        ((*QUASI, "--draw", "9" * 5000), ["--draw", "whole"]),
        ((*QUASI, "--set", "burn_time_s"), ["--set", '"burn_time_s"', "KEY=VALUE"]),
        ((*QUASI, "--set", "burn_time_s=inf"), ["--set", "burn_time_s", '"inf"']),
        ((*QUASI, "--set", "burn_time_s=-1"), ["--set", "burn_time_s", "1 to 600"]),
        ((*QUASI, "--set", "burn_tim_s=40"), ["--set", "burn_tim_s", "burn_time_s"]),
        ((*QUASI, "--set", "burn_time_s=40", "--set", "burn_time_s=41"), ["--set", "twice"]),
        ((*QUASI, "--set", "impact_speed_m_s=500"), ["--set", "impact_speed_m_s = 500", "must be left out"]),
        ((*QUASI, "--step", "0s"), ["--step", "0s", "0.001"]),
        ((*QUASI, "--step", "1"), ["--step", '"1"', "s or min"]),
        (("--class", "decoy_drone", "--step", "0.001s", "--out", "x.csv"), ["--step", "0.001s", "1,000,000"]),
        ((*QUASI, "--plot", "x.bmp"), ["--plot", "x.bmp", ".html, .svg"]),
        ((*QUASI, "--plot", "/no/such/folder/x.svg"), ["--plot", "folder"]),
        ((*QUASI, "--out", "/"), ["--out", "must be a file that ends in one of .csv"]),
    ],
)
def test_a_mistake_is_told_in_one_line(refusal, words, expected):
    said = refusal(*words)
    assert len(said.strip().splitlines()) == 1, said
    for word in expected:
        assert word in said


def test_a_range_too_short_for_the_class_has_a_reason(refusal):
    said = refusal("--class", "hypersonic_glide", "--range", "50km")
    assert said.startswith("--range = 50 km has no solution")
    assert len(said.strip().splitlines()) == 1


@given(number=NUMBERS, unit=UNITS)
@example(number="1e400", unit="km")
@example(number="٣", unit="km")
@settings(max_examples=300)
def test_a_length_is_in_range_or_refused(number, unit):
    try:
        value = suffixed("--range", number + unit, KM, 1e3, 690e3)
    except InvalidParameterError as error:
        said = str(error)
    else:
        said = f"--range = {value!r} in 690km" if math.isfinite(value) and 1e3 <= value <= 690e3 else ""
    assert said.startswith("--range = ")
    assert "690km" in said


OPTIONS = st.sampled_from(["--range", "--azimuth", "--from", "--draw", "--set", "--step", "--profile"])


# A value that is allowed can still leave the range out of reach: that is said of the range.
@given(option=OPTIONS, number=NUMBERS, unit=UNITS)
@example(option="--set", number="1.0", unit="")
@settings(max_examples=150, deadline=None)
def test_no_option_brings_a_traceback(option, number, unit):
    text = f"burn_time_s={number}{unit}" if option == "--set" else number + unit
    words = ["fly", "--class", "short_range_ballistic", f"{option}={text}", "--json"]
    result = CliRunner().invoke(cli.application(), words)
    if result.exit_code:
        assert isinstance(result.exception, InterceptError | SystemExit), repr(result.exception)
        if isinstance(result.exception, InterceptError):
            said = str(result.exception)
            assert option in said or (option == "--set" and said.startswith("--range") and "has no solution" in said)
