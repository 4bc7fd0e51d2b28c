"""What is in the repository belongs there, and what the package reads is shipped with it."""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from pathlib import Path

import pytest
from tree import ROOT, below, files, read

from intercept.scenario.model.scenario import Scenario

TEXT = [path for path in files() if path.suffix not in {".png", ".so"} and path.parts[:2] != ("tests", "repository")]
SCENARIOS = [path for path in below("examples", ".toml") if path.parent == Path("examples")]

# A path of one machine, or the settings of one registry: neither means anything elsewhere.
MACHINE = re.compile(r"(?<![\w.])/(?:home|root|Users|tmp|work|mnt|private)/|[A-Z]:\\Users")
REGISTRY = re.compile(
    r"index-url|trusted-host|replace-with|\[source\.|sparse\+http|\bregistry\+(?!https://github\.com/rust-lang/)"
)


@pytest.mark.parametrize("path", TEXT, ids=str)
def test_no_path_of_a_machine_and_no_registry_host(path):
    for number, line in enumerate(read(path).splitlines(), start=1):
        assert not MACHINE.search(line), f"{path}:{number}: {line}"
        assert not REGISTRY.search(line), f"{path}:{number}: {line}"


@pytest.mark.parametrize("path", SCENARIOS, ids=str)
def test_every_example_scenario_validates(path):
    scenario = Scenario.from_file(ROOT / path)
    assert Scenario.from_dict(scenario.to_dict()) == scenario


DATA = [path for path in below("python/intercept") if path.suffix not in {".py", ".pyi", ".so"}]


@pytest.mark.parametrize("path", DATA, ids=str)
def test_package_data_is_shipped(path):
    inside = path.relative_to("python/intercept")
    assert resources.files("intercept").joinpath(*inside.parts).is_file()


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
    assert not [path for path in tables if not (ROOT / path.parent / "SOURCE.md").is_file()]


def test_dependencies_are_locked():
    assert {Path("Cargo.lock"), Path("constraints.txt"), Path("LICENSE")} <= set(files())
