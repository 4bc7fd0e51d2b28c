"""`--out FILE` of fly, windows, footprint and coverage: the ending decides, and the file is that of `ic.write`."""

import json

import pytest
from command import intercept
from lxml import etree
from tree import ROOT

import intercept as ic

NIGHT = ROOT / "examples" / "notional-small.toml"
COMMANDS = {
    "fly": ("fly", "--class", "short_range_ballistic"),
    "windows": ("windows", NIGHT, "--threat", 0),
    "footprint": ("footprint", "--unit-class", "manpads", "--class", "jet_drone", "--resolution", 7),
    "coverage": ("coverage", NIGHT, "--along", "0,-20 0,20", "--class", "jet_drone", "--step", "4km"),
}
CZML = "czml"


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("ending", ["nc", "zarr", "geojson", "kml", "kmz", CZML])
def test_the_ending_decides(command, ending, tmp_path):
    path = tmp_path / f"out.{ending}"
    done = intercept(*COMMANDS[command], "--out", path)
    assert done.returncode == 0, done.stderr
    assert f"Wrote {path} (" in done.stderr
    assert path.exists()


def test_the_file_is_that_of_python(tmp_path):
    flown = ic.fly(ic.Flight.of_class("short_range_ballistic"))
    for ending, options in (("kml", {}), ("gpx", {"step_s": 20.0}), (CZML, {"time_zero": "2026-03-01T12:00"})):
        (path,) = ic.write(flown, tmp_path / f"own.{ending}", **options)
        named = {"step_s": ("--step", "20s"), "time_zero": ("--time-zero", "2026-03-01T12:00")}
        given = [word for name in options for word in named[name]]
        intercept(*COMMANDS["fly"], "--out", tmp_path / f"said.{ending}", *given)
        assert (tmp_path / f"said.{ending}").read_bytes() == path.read_bytes(), ending


def test_what_is_text_can_be_printed():
    head, *packets = json.loads(intercept(*COMMANDS["windows"], "--format", CZML).stdout)
    assert "clock" in head
    assert any(packet["id"].endswith("-link") for packet in packets)
    assert etree.fromstring(intercept(*COMMANDS["coverage"], "--format", "kml").stdout.encode()).tag.endswith("kml")


@pytest.mark.parametrize(
    ("command", "words", "told"),
    [
        (
            "fly",
            ("--out", "a.xyz"),
            "must be a file that ends in one of .csv, .json, .parquet, .nc, .zarr, .geojson, .kml, .kmz, .czml",
        ),
        ("fly", ("--out", "a.kml", "--time-zero", "noon"), '--time-zero = "noon" is not allowed: must be an instant'),
        ("windows", ("--time-zero", "noon"), '--time-zero = "noon"'),
        ("windows", ("--format", "kmz"), '--format = "kmz" is not allowed: must be given with --out FILE'),
        ("windows", ("--out", "a.kml", "--pairs"), "--pairs is not allowed with --format kml"),
        ("footprint", ("--out", "a.gpx"), '--out = "a.gpx" is not allowed: must be a file that ends in one of'),
        ("footprint", ("--out", "a.kml", "--grid"), "--grid is not allowed with --format kml"),
        ("coverage", ("--out", "a.gpx", "--places"), "--places is not allowed with --format gpx"),
        (
            "coverage",
            ("--out", "store.zarr"),
            '--out = "store.zarr" is not allowed: must be the path of a Zarr store that',
        ),
    ],
)
def test_what_cannot_be_written_is_refused_before_any_work(command, words, told, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "store.zarr").mkdir()
    done = intercept(*COMMANDS[command], *words)
    assert done.returncode == 2
    assert told in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["store.zarr"]


def test_a_result_goes_into_a_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = intercept("run", NIGHT, "--out", "night.kml")
    assert done.returncode == 2
    assert "must be the path of a folder" in done.stderr
    assert not list(tmp_path.iterdir())
