"""Whatever a file or a library outside does, the user gets an error of the package that names the parameter."""

import ast
from functools import partial
from pathlib import Path

import issued
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import intercept as ic
from intercept.base.files import write_text
from intercept.base.outside import outside
from intercept.errors import InterceptError, InvalidParameterError
from intercept.validation import Library

PACKAGE = Path(ic.__file__).parent
# What reads or writes a file, or opens one by a library.
GUARDS = {"outside", "whole_file", "suppress"}
IO_CALLS = {
    "open",
    "text_of",
    "file_bytes",
    "read_text",
    "read_bytes",
    "write_text",
    "write_bytes",
    "mkdir",
    "unlink",
    "stat",
    "replace",
    "rename",
}
IO_CALLS |= {
    "is_dir",
    "is_file",
    "exists",
    "iterdir",
    "glob",
    "savefig",
    "write_table",
    "read_table",
    "read_csv",
    "genfromtxt",
}
IO_CALLS |= {
    "open_dataset",
    "load_dataset",
    "to_netcdf",
    "loadtxt",
    "load",
    "save",
    "savez",
    "write_image",
    "write_html",
}
# Functions of the same names that are guarded inside, or touch no file.
OF_THE_PACKAGE = {
    ("", "write_text"),
    ("webbrowser", "open"),
    ("static", "save"),
    ("Catalogue", "load"),
    ("Rules", "load"),
}


def guarded(node, parents):
    """Whether a call stands in a block that turns what fails into an error of the package."""
    while node in parents:
        node = parents[node]
        if isinstance(node, ast.With) and any(
            isinstance(part, ast.Name | ast.Attribute) and getattr(part, "id", getattr(part, "attr", "")) in GUARDS
            for item in node.items
            for part in ast.walk(item.context_expr)
        ):
            return True
        if isinstance(node, ast.Try) and any(
            getattr(kind, "id", "") in {"OSError", "Exception"}
            for handler in node.handlers
            for kind in ast.walk(handler.type or ast.Name("Exception"))
        ):
            return True
    return False


def touches_a_file(call):
    """Whether a call is one of those that read or write."""
    function = call.func
    name = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
    owner = getattr(getattr(function, "value", None), "id", "")
    if name not in IO_CALLS or (owner, name) in OF_THE_PACKAGE:
        return False
    if name == "replace":
        # A path takes its new name alone; text takes two, a data class or a scenario others.
        return len(call.args) == 1 and not call.keywords and owner not in {"dataclasses", "datetime"}
    # The package's own data are there, or nothing is.
    return "resources.files" not in ast.unparse(call) and "data_path" not in ast.unparse(call)


def unguarded(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and touches_a_file(call) and not guarded(call, parents):
            yield f"{path.relative_to(PACKAGE)}:{call.lineno}: {ast.unparse(call)[:80]}"


def test_every_reader_and_writer_is_guarded():
    # This one hands what fails on to its callers, each of which is guarded.
    paths = sorted(set(PACKAGE.rglob("*.py")) - {PACKAGE / "base" / "text_file.py"})
    found = [line for path in paths for line in unguarded(path)]
    assert not found, "\n".join(found)


def test_the_search_for_readers_sees_one(tmp_path, monkeypatch):
    monkeypatch.setattr(f"{__name__}.PACKAGE", tmp_path)
    wrong = tmp_path / "wrong.py"
    wrong.write_text(
        "with other():\n    a = path.read_bytes()\nwith outside('path', p, ''):\n    b = path.read_bytes()\n"
    )
    assert list(unguarded(wrong)) == ["wrong.py:2: path.read_bytes()"]


READERS = {
    "netcdf": (ic.Wind.from_netcdf, "path"),
    "csv": (ic.Wind.from_csv, "path"),
    "geotiff": (lambda path: ic.Terrain.from_geotiff(path, nodata_m=0.0), "path"),
    "scenario": (ic.Scenario.from_file, ""),
    "record": (ic.record.read_record, ""),
    "reference": (lambda path: Library.of_folder(path.parent).read(path.name, None), "path"),
}


def sound(kind, folder):
    """Return the bytes of a file that is as it should be, to be spoilt."""
    path = folder / f"sound.{kind}"
    if kind == "netcdf":
        return issued.era5(path).read_bytes()
    if kind == "geotiff":
        return issued.elevation(path, np.ones((40, 40), dtype=np.float32)).read_bytes()
    return b"altitude_m,east_m_s,north_m_s\n0,1,2\n1000,3,4\n"


def refused(kind, path):
    """Read, and return whether that failed with an error of the package; any other fails the test."""
    reader, named = READERS[kind]
    try:
        reader(path)
    except InterceptError as error:
        said = str(error)
    else:
        return False
    assert named in said or path.name in said
    return True


@pytest.mark.parametrize("kind", READERS)
def test_a_file_that_is_none_is_refused(kind, tmp_path):
    (tmp_path / "empty").write_bytes(b"")
    (tmp_path / "noise").write_bytes(np.random.default_rng(1).bytes(5_000))
    for name in ("missing", "empty", "noise", "n" * 300, "a" * 240 + "/b"):
        if kind != "reference" or name in {"empty", "noise"}:
            assert refused(kind, tmp_path / name), name
    if kind != "reference":
        assert refused(kind, tmp_path)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("spoilt")


@pytest.mark.parametrize("kind", ["netcdf", "geotiff", "csv"])
@settings(max_examples=60)
@given(data=st.data())
def test_a_spoilt_file_is_read_or_refused(kind, folder, data):
    """Cut short, or with bytes overwritten: the libraries underneath may find it sound, or raise what they like."""
    content = bytearray(sound(kind, folder))
    cut = data.draw(st.integers(0, len(content)))
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=30)):
        content[place] = data.draw(st.integers(0, 255))
    path = folder / f"spoilt.{kind}"
    path.write_bytes(bytes(content[: max(cut, 1)]) if data.draw(st.booleans()) else bytes(content))
    refused(kind, path)


TABLE = ic.Table({"range_m": [1.0]})
FLOWN = ic.fly(ic.Flight.of_class("subsonic_cruise"))
WRITERS = {
    **{name: partial(ic.write, TABLE, file_format=name) for name in ("csv", "json", "parquet", "nc", "zarr")},
    **{name: partial(ic.write, FLOWN, file_format=name) for name in ("geojson", "kml", "kmz", "czml", "gpx")},
    "text": lambda path: write_text("text", path),
    "page": lambda path: ic.plot(FLOWN, path.with_suffix(".html")),
    "figure": lambda path: ic.plot(FLOWN, path.with_suffix(".svg")),
}


@pytest.mark.parametrize("kind", WRITERS)
def test_a_file_that_cannot_be_written_is_refused(kind, tmp_path):
    # A name that is allowed, but not that of the part file beside it.
    with pytest.raises(InvalidParameterError, match="path"):
        WRITERS[kind](tmp_path / ("n" * 245))
    with pytest.raises(InvalidParameterError, match="path"):
        WRITERS[kind](Path("/proc/nowhere"))
    assert not list(tmp_path.iterdir())


class Strange(Exception):  # noqa: N818
    """Of a library, with nothing to say."""


@pytest.mark.parametrize(
    "error", [OSError(28, "No space left on device"), Strange(), RuntimeError("a\nb"), MemoryError()]
)
def test_whatever_is_raised_is_told_in_a_line(error):
    with (
        pytest.raises(InvalidParameterError, match=r'^path = "x" is not allowed: must be right \(.+\)$') as caught,
        outside("path", "x", "right"),
    ):
        raise error
    assert caught.value.__cause__ is error


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit])
def test_an_interrupt_stays_one(error):
    with pytest.raises(error), outside("path", "x", "right"):
        raise error
