"""Files are written whole or not at all: every writer, with its n-th open, write, sync or rename failing."""

import errno
import hashlib
import io
import json
import os
from pathlib import Path

import numpy as np
import pytest
from tree import ROOT

import intercept as ic
from intercept.base import files
from intercept.cli.methods import methods as methods_command
from intercept.errors import InvalidParameterError
from intercept.raid.task import Block, Part, Task
from intercept.raid.work_folder import WorkFolder
from intercept.report.folder import check_folder

TABLE = ic.Table({"range_m": np.arange(5_000.0), "unit": ["north", "south"] * 2_500})
SCENARIO = ROOT / "examples" / "notional-small.toml"
OLD = b"what was there before"


class Failing:
    """The calls of the system by which a file is written, of which the n-th fails."""

    def __init__(self, monkeypatch, at):
        self.made, self.at = 0, at
        for name in ("open", "fsync", "replace"):
            monkeypatch.setattr(files.os, name, self.counted(getattr(os, name)))
        fdopen = os.fdopen
        counted = self.counted

        class Raw(io.FileIO):
            write = counted(io.FileIO.write)

        monkeypatch.setattr(
            files.os,
            "fdopen",
            # Descriptors of a file to be written; all others belong to somebody else.
            lambda descriptor, mode, *more, **options: (
                io.BufferedWriter(Raw(descriptor, "wb")) if mode == "wb" else fdopen(descriptor, mode, *more, **options)
            ),
        )

    def counted(self, call):
        def made(*arguments, **options):
            self.made += 1
            if self.made == self.at:
                raise OSError(errno.EIO, f"call {self.at} failed")
            return call(*arguments, **options)

        return made


def save_part(path):
    """Save a part of work; its file is the first of two that are written."""

    class Job:
        key = "7" * 64

    folder = WorkFolder(path.parent / "work", resume=True)
    folder.keep(Task(Job(), Block(0, 0)), Part({"a": np.arange(3)}))


WRITERS = {
    "text": ("a.txt", lambda path: files.write_text("new\n" * 10_000, path)),
    "csv": ("a.csv", lambda path: ic.write(TABLE, path)),
    "parquet": ("a.parquet", lambda path: ic.write(TABLE, path)),
    "scenario": ("a.toml", lambda path: ic.Scenario.from_file(SCENARIO).to_file(path)),
    "svg": ("a.svg", lambda path: ic.plot(AREA, path)),
    "png": ("a.png", lambda path: ic.plot(AREA, path)),
    "pdf": ("a.pdf", lambda path: ic.plot(AREA, path)),
    "page": ("a.html", lambda path: ic.plot(AREA, path)),
    "methods": ("a.md", lambda path: methods_command(SCENARIO, out=path)),
}
AREA = ic.FlyoutTable.of(
    ic.Interceptor.of_class("terminal_hit_to_kill"), slant_range_max_m=30e3, altitude_max_m=20e3, points=(5, 5)
)


def calls_of(write, path):
    """How many calls a writer makes that can fail."""
    with pytest.MonkeyPatch.context() as patch:
        counted = Failing(patch, 0)
        write(path)
    return counted.made


@pytest.mark.parametrize("name", WRITERS)
def test_whichever_call_fails_there_is_the_old_file_or_the_new_one(tmp_path, name):
    file, write = WRITERS[name]
    path = tmp_path / file
    count = calls_of(write, path)
    # Open, write, sync, rename; then the folder is opened and synced.
    assert count >= 6
    new = path.read_bytes()
    for at in range(1, count + 1):
        path.write_bytes(OLD)
        with pytest.MonkeyPatch.context() as patch:
            Failing(patch, at)
            with pytest.raises(InvalidParameterError, match=rf"{file}.* \(call {at} failed\)|call {at} failed.*{file}"):
                write(path)
        # The last two calls come when the file has its name.
        assert path.read_bytes() == (new if at > count - 2 else OLD), at
        assert [each.name for each in tmp_path.iterdir()] == [file], at
    write(path)
    assert path.read_bytes() == new


def test_an_interrupt_leaves_the_old_file(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(OLD)

    def interrupted():
        with files.whole_file(path) as file:
            file.write(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert path.read_bytes() == OLD
    assert [each.name for each in tmp_path.iterdir()] == ["a.txt"]


def test_every_file_of_a_result_is_whole_and_a_manifest_lists_no_other(tmp_path):
    result = ic.sweep(SCENARIO, {"raid.scale": [0.5]}, scrambles=2, points=1, vectors=1, replications=4)
    count = calls_of(lambda folder: ic.write(result, folder), tmp_path)
    new = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    for at in range(1, count + 1):
        with pytest.MonkeyPatch.context() as patch:
            Failing(patch, at)
            with pytest.raises(InvalidParameterError, match=f"call {at} failed"):
                ic.write(result, tmp_path)
        found = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
        # Parquet and page are the same each time.
        assert {name: found.get(name) for name in new if name != "manifest.json"} == {
            name: new[name] for name in new if name != "manifest.json"
        }
        listed = json.loads(found.get("manifest.json", b'{"files": {}}'))["files"]
        assert {name: hashlib.sha256(found[name]).hexdigest() for name in listed} == {
            name: each["sha256"] for name, each in listed.items()
        }
        assert {"manifest.json", "unfinished.json"} & set(found)
        # What was written is known to be a result's until there is a manifest, so that it can be written again.
        assert set(found) <= {*new, "unfinished.json"}


def test_a_part_of_work_is_there_whole_or_not_at_all(tmp_path):
    count = calls_of(save_part, tmp_path / "x")
    for at in range(1, count + 1):
        folder = tmp_path / str(at) / "x"
        folder.parent.mkdir()
        with pytest.MonkeyPatch.context() as patch:
            Failing(patch, at)
            with pytest.raises(InvalidParameterError, match=f"call {at} failed"):
                save_part(folder)
        assert not list(folder.parent.rglob("*.part"))
        save_part(folder)
        assert len(list(folder.parent.rglob("*.parquet"))) == 1


def test_a_folder_that_takes_no_file_is_refused_before_the_work_and_nothing_is_left_of_the_trial(tmp_path):
    assert files.writable_file("--out", tmp_path / "a.csv") == tmp_path / "a.csv"
    check_folder("--out", tmp_path / "new", ic.Result)
    assert not list(tmp_path.iterdir())
    if Path("/proc/self").is_dir():
        for refusing in (
            lambda: check_folder("--out", "/proc/x", ic.Result),
            lambda: files.writable_file("--out", "/proc/x"),
        ):
            with pytest.raises(InvalidParameterError, match=r'--out = "/proc/x" is not allowed: must be in a folder'):
                refusing()
