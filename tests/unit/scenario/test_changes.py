"""Scenario files that change another one."""

import pytest
from minimal_scenario import minimal
from refusals import refused

import intercept as ic
from intercept.errors import ScenarioError


@pytest.fixture
def base(tmp_path):
    ic.Scenario.from_dict(minimal()).to_file(tmp_path / "base.toml")
    return tmp_path


def written(folder, text):
    path = folder / "changed.toml"
    path.write_text(text)
    return path


def test_a_file_changes_the_keys_that_it_names(base):
    path = written(
        base,
        'base = "base.toml"\nname = "changed"\ndescription = "why"\n[changes]\n"raid.waves[0].count" = 20\n'
        '"decision.priority" = "value_at_risk"\n',
    )
    made = ic.Scenario.from_file(path)
    assert (made.name, made.description) == ("changed", "why")
    expected = ic.Scenario.from_file(base / "base.toml").replace("raid.waves[0].count", 20)
    expected = expected.replace("decision.priority", "value_at_risk").replace("name", "changed")
    assert made == expected.replace("description", "why")
    assert made.hash() == expected.replace("description", "why").hash()


def test_the_base_is_found_from_the_folder_of_the_file(base):
    (base / "below").mkdir()
    path = written(base / "below", 'base = "../base.toml"\nname = "same"\n[changes]\n')
    assert ic.Scenario.from_file(path) == ic.Scenario.from_file(base / "base.toml").replace("name", "same")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('base = "base.toml"\n', ["changed.toml", "name is missing", "changes is missing"]),
        ('base = 3\nname = "a"\n[changes]\n', ["base = 3", "path"]),
        ('base = "base.toml"\nname = 1\n[changes]\n', ["name = 1", "text"]),
        ('base = "base.toml"\nname = "a"\nchanges = 1\n', ["changes = 1", "table"]),
        ('base = "base.toml"\nname = "a"\nraid = {}\n[changes]\n', ["raid", "base, name, description, changes"]),
        ('base = "nowhere.toml"\nname = "a"\n[changes]\n', ["nowhere.toml", "cannot be read"]),
        ('base = "changed.toml"\nname = "a"\n[changes]\n', ["base", "whole scenario"]),
        ('base = "base.toml"\nname = "a"\n[changes]\n"raid.wave.x" = 1\n', ["changes: raid.wave.x is not a key"]),
        ('base = "base.toml"\nname = "a"\n[changes]\n"raid.waves[0].count" = -1\n', ["raid.waves[0].count", "-1"]),
        ('base = "base.toml"\nname = "a"\n[changes]\nnonsense = 1\n', ["nonsense"]),
        ('base = "base.toml"\nname = ""\n[changes]\n', ["name"]),
    ],
)
def test_a_wrong_file_is_refused(base, text, words):
    refused(lambda: ic.Scenario.from_file(written(base, text)), *words, kind=ScenarioError)
