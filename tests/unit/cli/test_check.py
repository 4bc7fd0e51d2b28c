"""`intercept check` and `intercept schema`: mistakes of a file, and what a file may hold."""

import json

from command import intercept
from tree import ROOT

EXAMPLES = sorted((ROOT / "examples").glob("*.toml"))


def test_check_says_ok_for_every_example():
    result = intercept("check", *EXAMPLES)
    assert result.returncode == 0
    assert result.stdout.count(": ok (") == len(EXAMPLES) > 0


def test_check_prints_one_line_a_mistake_and_goes_on(tmp_path):
    bad = tmp_path / "bad.toml"
    bad.write_text('schema_version = 1\nname = ""\n[raid]\nwaves = [{}]\n')
    result = intercept("check", bad, tmp_path / "none.toml", EXAMPLES[0])
    assert result.returncode == 2
    assert f"{bad}: raid.waves[0].count is missing" in result.printed
    assert f"{bad}: assets are missing" in result.printed
    assert result.printed.count("none.toml") == 1
    assert ": ok (" in result.printed


def test_a_file_without_a_raid_is_a_defence_that_does_not_run(tmp_path):
    path = tmp_path / "defence.toml"
    path.write_text('schema_version = 1\nname = "x"\n')
    assert "0 threats in 0 waves" in intercept("check", path).stdout
    assert "without a raid to run" in intercept("check", path).stdout
    for words in (["run", path], ["windows", path]):
        result = intercept(*words)
        assert result.returncode == 2
        assert "raid.waves = [] is not allowed: must have at least 1 item" in result.stderr
    path.write_text('schema_version = 1\nname = "x"\n[[sensors]]\nname = "s"\nclass = "none"\nposition = {}\n')
    assert intercept("check", path).returncode == 2


def test_schema_is_json():
    assert json.loads(intercept("schema").stdout)["title"] == "Scenario"


def test_a_path_with_odd_characters_is_told_once_and_as_it_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, shown in (("a\x01b.toml", r"a\x01b.toml"), ("a\nb.toml", r"a\nb.toml"), ("a b.toml", "a b.toml")):
        for command in ("check", "run"):
            said = intercept(command, name).stderr
            assert said == f"{shown}: cannot be read: No such file or directory\n"
