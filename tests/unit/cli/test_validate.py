"""`intercept validate`: the table in each format, the filter, exit codes, and where the figures are read."""

import csv
import io
import json
import math

import pytest
from typer.testing import CliRunner

from intercept.cli import application
from intercept.errors import InvalidParameterError
from intercept.validation import Check, Library, case_names, report, run
from intercept.validation.tables import data_path

RUNNER = CliRunner()


def validate(*arguments, env=None):
    return RUNNER.invoke(application(), ["validate", *map(str, arguments)], env=env or {"INTERCEPT_REFERENCE_DIR": ""})


@pytest.fixture
def spoilt(tmp_path):
    """A folder with a series of case 1 that is off by a foot at its end."""
    lines = data_path("nesc/case_01_sim_04.csv").read_text().splitlines()
    last = lines[-1].split(",")
    last[1] = repr(float(last[1]) + 1.0)
    (tmp_path / "nesc").mkdir()
    (tmp_path / "nesc/Atmos_01_sim_04.csv").write_text("\n".join([*lines[:-1], ",".join(last)]) + "\n")
    return tmp_path


def test_text_has_every_check_and_a_summary():
    done = validate("ballistic")
    assert done.exit_code == 0, done.output
    lines = done.output.splitlines()
    assert sum(line.endswith("  pass") for line in lines) == len(run("ballistic"))
    assert lines[-1].startswith(f"{len(run('ballistic'))} checks in 7 cases: all pass; ")
    assert lines[0].split() == ["quantity", "ours", "theirs", "unit", "difference", "tolerance"]


def test_json_and_csv_say_the_same():
    told = json.loads(validate("entry", "--json").stdout)
    assert json.loads(validate("entry", "--format", "json").stdout) == told
    rows = told["checks"]
    table = list(csv.DictReader(io.StringIO(validate("entry", "--format", "csv").stdout)))
    assert [float(row["ours"]) for row in table] == [row["ours"] for row in rows]
    assert list(table[0]) == list(report.COLUMNS)
    assert all(row["passed"] for row in rows)
    assert all(row["reason"] for row in rows)


def test_markdown_has_a_row_a_check():
    lines = validate("us76", "--format", "markdown").stdout.splitlines()
    assert len(lines) == 2 + len(run("us76"))
    assert len({line.count(" | ") for line in lines}) == 1


@pytest.mark.parametrize("arguments", [(), ("--json",), ("--format", "csv"), ("--format", "markdown")])
def test_a_failed_check_is_exit_code_1(spoilt, arguments):
    done = validate("nesc-01", "--reference-dir", spoilt, *arguments)
    assert done.exit_code == 1
    assert "1 FAIL" in done.output
    assert "long series, 31 rows" in done.output


def test_the_environment_names_the_folder(spoilt):
    assert validate("nesc-01", env={"INTERCEPT_REFERENCE_DIR": str(spoilt)}).exit_code == 1


@pytest.mark.parametrize("select", ["nonsense", ""])
def test_an_unknown_case_is_told_with_those_there_are(select):
    with pytest.raises(InvalidParameterError, match=r"one of \d+ names, such as nesc-01, "):
        run(select, library=Library())


@pytest.mark.parametrize("select", ["nesk", "NESC"])
def test_a_mistyped_case_is_told_with_those_like_it(select):
    with pytest.raises(InvalidParameterError, match=r"one of \d+ names; did you mean nesc-0"):
        run(select, library=Library())


def test_a_pattern_chooses_cases():
    assert {check.case for check in run("*glide*", library=Library())} == {
        *("glide-saenger", "glide-hyp-ht-2", "flight-banked-glide", "flight-free-glide")
    }
    assert {check.case for check in run("glide-s", library=Library())} == {"glide-saenger"}


def test_a_folder_that_is_not_there_is_refused(tmp_path, monkeypatch):
    done = validate("entry", "--reference-dir", tmp_path / "nowhere")
    assert isinstance(done.exception, InvalidParameterError)
    monkeypatch.setenv("INTERCEPT_REFERENCE_DIR", str(tmp_path / "nowhere"))
    with pytest.raises(InvalidParameterError, match="INTERCEPT_REFERENCE_DIR"):
        Library.of_environment()


def test_without_a_folder_the_tables_stand_in_and_the_summary_says_so(tmp_path, monkeypatch):
    monkeypatch.delenv("INTERCEPT_REFERENCE_DIR", raising=False)
    monkeypatch.chdir(tmp_path)
    library = Library.of_environment()
    assert library == Library(None)
    checks = run("nesc-01")
    assert "thinned table, 31 rows" in checks[0].source
    assert "thinned tables only" in report.summary(checks, library)


def test_a_folder_without_series_is_not_said_to_have_been_read(tmp_path):
    library = Library(tmp_path)
    assert report.summary(run("nesc-01", library=library), library).endswith(
        f"thinned tables only (no series of these cases is in {tmp_path})"
    )
    (tmp_path / "nesc").mkdir()
    (tmp_path / "nesc/Atmos_01_sim_04.csv").write_bytes(data_path("nesc/case_01_sim_04.csv").read_bytes())
    library = Library(tmp_path)
    checks = run("nesc-0[14]", library=library)
    long = sum("long series" in check.source for check in checks)
    assert 0 < long < len(checks)
    assert f"; {long} of them against long series from {tmp_path}" in report.summary(checks, library)


def test_a_series_of_text_is_refused_with_its_path(tmp_path):
    (tmp_path / "nesc").mkdir()
    (tmp_path / "nesc/Atmos_01_sim_04.csv").write_text("<html>\n<body>not found, try again</body>\n")
    with pytest.raises(InvalidParameterError, match=r"Atmos_01_sim_04\.csv"):
        run("nesc-01", library=Library(tmp_path))


@pytest.mark.parametrize("difference", [math.nan, math.inf, 1.1])
def test_what_is_not_within_the_tolerance_fails(difference):
    check = Check("c", "p", "s", "q", 1.0, 2.0, "m", difference, 1.0, "why", "m")
    assert not check.passed
    assert report.record(check)["difference"] in {None, 1.1}
    assert "FAIL" in report.as_text([check])
    assert "FAIL" in report.as_markdown([check])


def test_names_of_cases_are_unique():
    names = case_names(Library())
    assert len(names) == len(set(names))
