"""What is wrong with the contents of a file begins with the path of the file, whoever reads it and however late."""

from pathlib import Path

import issued
import numpy as np
import pytest
from command import commands, intercept
from tree import ROOT
from typer.main import get_command

import intercept as ic
from intercept.cli import application
from intercept.errors import InterceptError

SMALL = (ROOT / "examples" / "notional-small.toml").read_text(encoding="utf-8")
SITES = (ROOT / "examples" / "placement" / "short-range-sites.toml").read_text(encoding="utf-8")
TRACK = "row,time_s,latitude_deg,longitude_deg,altitude_m\na,0,-44,-126,1000\na,10,-44.01,-126,1000\n"
REPORTS = 'authority = "a"\nsource = "b"\n[outcomes]\ndown = "down"\n[[report]]\nday = 2026-01-01\n'
# By what finds it: a mistake that the reading finds, one of a class when the scenario is made ready, one of a flight
# when it is compiled, and one of a raid that is not there.
SCENARIOS = {
    "read": SMALL.replace("count = 24", "count = -3"),
    "syntax": SMALL.replace("count = 24", "count = "),
    "prepared": f"{SMALL}\n[classes.threat.subsonic_cruise]\nno_such_value_m = 3\n",
    "flown": SMALL.replace("east_km = 450", "east_km = 4500"),
    "without": 'schema_version = 3\nname = "nothing"\n',
}
CHANGES = {
    "key": 'base = "base.toml"\nname = "b"\n[changes]\n"raid.skale" = 2.0\n',
    "value": 'base = "base.toml"\nname = "b"\n[changes]\n"raid.scale" = -2.0\n',
    "other": 'base = "base.toml"\nname = "b"\nchange = 3\n[changes]\n',
    "chain": 'base = "changes.toml"\nname = "b"\n[changes]\n',
    "missing": 'base = "base.toml"\n',
}


def place(sites):
    return ic.placement(ROOT / "examples" / "notional-small.toml", [sites], scrambles=2, points=1)


TEXTS = {
    "wind": (
        ic.Wind.from_csv,
        *("altitude_m,east_m_s\n0,1\n", "altitude_m,east_m_s,north_m_s\n0,x,2\n", "", "a\n"),
        *("altitude_m,east_m_s,north_m_s\n0,1e9,2\n1,1,1\n", "altitude_m,direction_from_deg,speed_m_s\n0,999,1\n"),
    ),
    "tracks": (
        ic.Trajectories.from_csv,
        *("", "row,time_s\n", TRACK.replace("-126,1000", "x,1000"), TRACK.replace("a,10", "a"), f"{TRACK}a,5,1,1,1\n"),
        *(TRACK.replace(",", ";"), TRACK.replace("row", "time_s"), TRACK.replace("row", "speed_kt")),
    ),
    "record": (ic.record.read_record, "", "a,b\n", "time_start,time_end,model,launched,destroyed\n", "x\0"),
    "reports": (
        ic.record.read_reports,
        *("", "x = ", REPORTS, f"{REPORTS}drone = {{ detected = -1 }}\n", REPORTS.replace("down", "x"), 'grade = "Z"'),
        f"{REPORTS}drone = {{ detected = 1 }}\n".replace("2026-01-01", "3"),
    ),
    "tasks": (ic.record.read_tasks, "", "date,class,n\n", "date,class,n\n2026-01-01,drone,x\n", "a\n"),
    "manifest": (ic.reproduce, "{}", "[]", '{"intercept_version": 1, "scenario_sha256": 1, "files": 1}'),
    "sites": (
        place,
        *("", f"{SITES}\n[raid]\n", SITES.replace("east_km", "east"), SITES.replace("class", "clas")),
        SITES.replace("short_range_sam", "short_range_san"),
    ),
    "scenario": (lambda path: ic.run(path, scrambles=2, points=1, vectors=1, replications=2), *SCENARIOS.values()),
    "changes": (ic.Scenario.from_file, *CHANGES.values()),
}
CASES = [(name, k) for name, (_, *texts) in TEXTS.items() for k in range(len(texts))]


def problems(error):
    return getattr(error, "problems", None) or [str(error)]


def check(read, path):
    with pytest.raises(InterceptError) as caught:
        read(path)
    for problem in problems(caught.value):
        assert problem.startswith(f"{path}: "), problem
        assert problem.count(f"{path}: ") == 1, problem


@pytest.mark.parametrize(("name", "k"), CASES)
def test_every_reader_says_which_file(tmp_path, name, k):
    read, *texts = TEXTS[name]
    (tmp_path / "base.toml").write_text(SMALL, encoding="utf-8")
    (tmp_path / "changes.toml").write_text('base = "base.toml"\nname = "b"\n[changes]\n', encoding="utf-8")
    path = tmp_path / f"odd.{'csv' if ',' in ''.join(texts)[:40] else 'toml'}"
    path.write_text(texts[k], encoding="utf-8")
    check(read, path)


def test_what_a_base_holds_is_said_of_the_base(tmp_path):
    base, path = tmp_path / "base.toml", tmp_path / "changes.toml"
    base.write_text(SCENARIOS["read"], encoding="utf-8")
    path.write_text('base = "base.toml"\nname = "b"\n[changes]\n', encoding="utf-8")
    with pytest.raises(InterceptError) as caught:
        ic.Scenario.from_file(path)
    assert all(f"{base}: raid.waves[0].count = -3" in problem for problem in problems(caught.value))


@pytest.mark.parametrize("heights", [[[np.nan, 1.0], [1.0, 1.0]], [[9e5, 1.0], [1.0, 1.0]]])
def test_a_raster_and_a_grid_say_which_file(tmp_path, heights):
    ground = issued.elevation(tmp_path / "ground.tif", np.array(heights, dtype=np.float32))
    check(ic.Terrain.from_geotiff, ground)


def test_a_scenario_says_the_same_wherever_it_was_read(tmp_path):
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(SMALL, encoding="utf-8")
    one, other = (ic.Scenario.from_file(tmp_path / name) for name in ("a.toml", "b.toml"))
    assert one == other == ic.Scenario.from_dict(one.to_dict())
    assert one.file == tmp_path / "a.toml"
    assert one.replace("raid.scale", 2.0).file == one.file


# Of each command that reads a scenario, the words before and behind its file.
WORDS = {
    "sweep": (("--set", "raid.scale=1"),),
    "placement": (("--unit", "short_range_sam-1"),),
    "coverage": (("--along", "0,-100 100,100", "--class", "one_way_attack_drone"),),
    "footprint": (("--class", "one_way_attack_drone"), "--scenario"),
    "forecast": (("1,000 drones",), "--scenario"),
    "claim": (("5 of 6 drones were shot down",), "--scenario"),
    "exchange": (("--cost", "interceptor_drone=2000"),),
    "saturation": (("--class", "one_way_attack_drone", "--sizes", "20,40"),),
    "compare": ((ROOT / "examples" / "notional-small.toml",),),
    "explore": (("--no-browser",),),
}
# Where no raid is needed, or what is said is of the option: there is no such unit, nothing that can be scaled.
DEFENCE_ONLY = {"check", "migrate", "placement", "forecast", "explore"}
# These fly nothing of the raid, or not before they are asked to.
NOT_FLOWN = {"check", "explore", "coverage", "footprint", "migrate"}


def reading():
    """Return the commands that take a scenario file, as an argument or an option."""
    found = []
    for path, command in commands(get_command(application())):
        metavars = {str(each.metavar) for each in command.params} | {name for p in command.params for name in p.opts}
        if {"SCENARIO", "SCENARIO...", "--scenario"} & metavars or path in {"check", "migrate", "compare", "windows"}:
            found.append(path)
    return found


@pytest.mark.parametrize("command", reading())
def test_every_command_says_which_file(tmp_path, command):
    words, *option = WORDS.get(command, ((),))
    for name, text in SCENARIOS.items():
        path = tmp_path / f"{name}.toml"
        path.write_text(text, encoding="utf-8")
        if (name == "without" and command in DEFENCE_ONLY) or (name == "flown" and command in NOT_FLOWN):
            continue
        done = intercept(command, *words, *option, path)
        assert done.returncode == 2, done.stderr
        for line in done.stderr.strip().splitlines():
            assert line.startswith(f"{path}: "), line
            assert line.count(str(Path(path))) == 1, line
