"""Files that are none, have no end, or are of another encoding: one line each; links, pipes and devices stay."""

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from command import intercept
from patience import PATIENCE_S
from tree import ROOT

import intercept as ic
from intercept.base.files import whole_file, write_text
from intercept.base.text_file import text_of
from intercept.cli.streams import NOT_PRINTED
from intercept.errors import InterceptError, InvalidParameterError

SCENARIO = """\
schema_version = 3
name = "odd"

[[assets]]
name = "a"
class = "energy"
position = { east_km = 0, north_km = 0 }
"""
RECORD = "time_start,time_end,model,launched,destroyed\n2025-01-01,2025-01-02,Shahed-136/131,5,4\n"
REPORTS = 'authority = "a"\n'
WIND = "altitude_m,east_m_s,north_m_s\n0,1,2\n1000,3,4\n"
TRACKS = (
    "row,time_s,latitude_deg,longitude_deg,altitude_m\na,0,-44,-126,1000\na,10,-44.01,-126,1000\na,20,-44.02,-126,900\n"
)

READERS = {
    "scenario": (ic.Scenario.from_file, SCENARIO),
    "record": (ic.record.read_record, RECORD),
    "reports": (ic.record.read_reports, REPORTS),
    "wind": (ic.Wind.from_csv, WIND),
    "tracks": (ic.Trajectories.from_csv, TRACKS),
    "manifest": (ic.reproduce, "{}"),
}
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-32")


def outcome(reader, path):
    """Return what a reader makes of a file: its error in a line, or that it was read."""
    try:
        reader(path)
    except InterceptError as error:
        return str(error).replace(str(path), "FILE")
    return "read"


@pytest.mark.parametrize("name", READERS)
def test_every_reader_takes_every_encoding_alike(tmp_path, name):
    reader, text = READERS[name]
    found = set()
    for encoding in ENCODINGS:
        path = tmp_path / "file.txt"
        path.write_bytes(text.encode(encoding))
        found.add(outcome(reader, path))
    assert len(found) == 1
    if name in {"scenario", "wind", "tracks"}:
        assert found == {"read"}


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/full"])
@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="a system without devices")
def test_every_reader_ends_at_a_device_without_end(monkeypatch, name, device):
    monkeypatch.setattr("intercept.flight.sample_file.FILE_BYTES_MAX", 5_000_000)
    said = outcome(READERS[name][0], Path(device))
    assert said != "read"
    assert "\n" not in said or name == "scenario"


@pytest.mark.parametrize("name", READERS)
def test_every_reader_names_a_path_with_a_nul(name):
    with pytest.raises(InvalidParameterError, match="must be a path"):
        READERS[name][0]("a\0b")


ODD = {
    "deep_lists": b"a = " + b"[" * 50_000 + b"]" * 50_000,
    "deep_tables": b"a = " + b"{a=" * 5_000 + b"1" + b"}" * 5_000,
    "digits": b'schema_version = 3\nname = "x"\n[run]\nseed = ' + b"9" * 400,
    "hexadecimal": b"schema_version = 0x" + b"f" * 5_000,
    "decimal": b"schema_version = " + b"1" * 5_000,
    "exponent": b'schema_version = 3\nname = "x"\n[run]\nseed = 1e400',
    "nul": b"schema_version = 3\0",
    "half_a_mark": b"\xff\xfe\x00",
    "latin": 'name = "Köln"'.encode("latin-1"),
    "long_line": b"a = '" + b"x" * 1_000_000 + b"'",
    "carriage": b'schema_version = 3\rname = "x"',
}


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("name", READERS)
def test_odd_contents_are_an_error_of_the_package(tmp_path, name, odd):
    path = tmp_path / "odd.txt"
    path.write_bytes(ODD[odd])
    said = outcome(READERS[name][0], path)
    assert said != "read"
    assert max(map(len, said.splitlines())) < 400


@pytest.mark.parametrize("odd", ["deep_lists", "hexadecimal", "decimal", "nul"])
def test_the_command_says_so_in_a_line(tmp_path, odd):
    path = tmp_path / "odd.toml"
    path.write_bytes(ODD[odd])
    for command in ("check", "run", "migrate"):
        said = intercept(command, path)
        assert said.returncode == 2
        assert "Traceback" not in said.stderr
        assert len(said.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("value", ["[" * 5_000, "1" * 5_000, "0x" + "f" * 5_000, "1e999", "nan"])
def test_odd_values_of_a_sweep_are_refused(tmp_path, value):
    path = tmp_path / "odd.toml"
    path.write_text(SCENARIO, encoding="utf-8")
    said = intercept("sweep", path, "--set", f"run.seed={value}")
    assert said.returncode == 2
    assert "Traceback" not in said.stderr


def test_a_link_stays_and_what_it_leads_to_is_written(tmp_path):
    target, link = tmp_path / "target.txt", tmp_path / "link.txt"
    target.write_text("old", encoding="utf-8")
    link.symlink_to(target)
    write_text("new", link)
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "new"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.txt", "target.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without pipes")
def test_a_pipe_is_written_to_and_read_from(tmp_path):
    pipe, found = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: found.append(text_of(pipe)))
    reader.start()
    write_text("through", pipe)
    reader.join(PATIENCE_S)
    assert found == ["through"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a system without devices")
def test_a_full_device_is_an_error_and_stays(tmp_path):
    link = tmp_path / "full.csv"
    link.symlink_to("/dev/full")
    for path in (Path("/dev/full"), link):
        with pytest.raises(InvalidParameterError, match="No space left"):
            write_text("x", path)
        with pytest.raises(InvalidParameterError, match="No space left"), whole_file(path) as file:
            file.write(b"x" * 100_000)
    assert stat.S_ISCHR(Path("/dev/full").stat().st_mode)


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="a system without devices")
def test_a_table_may_be_written_to_the_output():
    asked = ("windows", ROOT / "examples" / "notional-small.toml", "--format", "csv")
    # In a process of its own, whose output is a pipe.
    command = [sys.executable, "-c", "from intercept.cli import main; main()", *map(str, asked), "--out", "/dev/stdout"]
    there = subprocess.run(command, capture_output=True, text=True, check=False)
    assert there.returncode == 0, there.stderr
    assert there.stdout == intercept(*asked).stdout
    full = intercept(*asked, "--out", "/dev/full")
    assert full.returncode == NOT_PRINTED
    assert full.stderr.startswith('--out = "/dev/full" is not allowed')
    assert "No space left" in full.stderr
    assert stat.S_ISCHR(Path("/dev/full").stat().st_mode)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a system without devices")
@pytest.mark.parametrize(
    ("words", "option", "ending"),
    [
        (("windows", ROOT / "examples" / "notional-small.toml"), "--out", "csv"),
        (("windows", ROOT / "examples" / "notional-small.toml"), "--plot", "html"),
        (("fly", "--class", "quasi_ballistic"), "--out", "gpx"),
        (("claim", "95 percent of 750 drones"), "--out", "json"),
    ],
)
def test_a_full_disk_is_told_by_the_option_and_a_code_of_its_own(words, option, ending, tmp_path):
    link = tmp_path / f"full.{ending}"
    link.symlink_to("/dev/full")
    full = intercept(*words, option, link)
    assert full.returncode == NOT_PRINTED
    assert full.stderr.splitlines()[-1].startswith(f"{option} = ")
    assert "No space left" in full.stderr
