"""What is in the repository belongs there, and what the package reads is shipped with it."""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from pathlib import Path

from tree import ROOT, assert_none, below, files, read

from intercept.scenario.model.scenario import Scenario

TEXT = [path for path in files() if path.suffix not in {".png", ".so"} and path.parts[:2] != ("tests", "repository")]
SCENARIOS = [path for path in below("examples", ".toml") if path.parent == Path("examples")]

# A path of one machine, or the settings of one registry: neither means anything elsewhere.
MACHINE = re.compile(r"(?<![\w.])/(?:home|root|Users|tmp|work|mnt|private)/|[A-Z]:\\Users")
REGISTRY = re.compile(
    r"index-url|trusted-host|replace-with|\[source\.|sparse\+http|\bregistry\+(?!https://github\.com/rust-lang/)"
)


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    """Return where a pattern is in the repository: path, line number and line."""
    numbered = ((path, number, line) for path in TEXT for number, line in enumerate(read(path).splitlines(), start=1))
    return [f"{path}:{number}: {line}" for path, number, line in numbered if pattern.search(line)]


def test_no_path_of_a_machine():
    assert_none(lines_with(MACHINE))


def test_no_registry_host():
    assert_none(lines_with(REGISTRY))


def test_every_example_scenario_is_allowed_and_survives_a_round_trip():
    scenarios = {path: Scenario.from_file(ROOT / path) for path in SCENARIOS}
    assert scenarios
    assert_none(path for path, scenario in scenarios.items() if Scenario.from_dict(scenario.to_dict()) != scenario)


DATA = [path for path in below("python/intercept") if path.suffix not in {".py", ".pyi", ".so"}]


def test_package_data_is_shipped():
    package = resources.files("intercept")
    assert_none(path for path in DATA if not package.joinpath(*path.relative_to("python/intercept").parts).is_file())


def test_nothing_keeps_data_out_of_the_wheel():
    maturin = tomllib.loads(read("pyproject.toml"))["tool"]["maturin"]
    assert "exclude" not in maturin
    assert maturin["python-source"] == "python"
    names = {str(path.relative_to("python/intercept")) for path in DATA}
    wanted = {"py.typed", "record/models.csv", "catalogue/data/rules.toml"}
    wanted |= {f"catalogue/data/{name}.csv" for name in ("threats", "defences", "sensors", "choices")}
    assert wanted <= names


def test_reference_tables_have_a_source():
    tables = [path for path in below("tests/reference") if path.suffix in {".csv", ".toml", ".json"}]
    assert tables
    assert_none(path for path in tables if not (ROOT / path.parent / "SOURCE.md").is_file())


def test_dependencies_are_locked():
    assert {Path("Cargo.lock"), Path("constraints.txt"), Path("LICENSE")} <= set(files())
