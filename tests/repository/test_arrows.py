"""Imports point one way: no module imports one above it, and none imports itself by a detour."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import house
from tree import assert_none, below, read

# From the bottom up. A module may use its own entry and those before it.
RUST_FLOORS = ("error", "watch", "math", "earth", "flight", "sensing", "engagement", "raid", "pool", "batch")


RUST = [path for path in below("rust/core/src", ".rs") if path.name != "lib.rs"]


def rust_floor(path: Path) -> str:
    return path.relative_to("rust/core/src").parts[0].removesuffix(".rs")


def upward_in(path: Path) -> list[str]:
    """Return what a Rust file uses that does not lie below it."""
    allowed = RUST_FLOORS[: RUST_FLOORS.index(rust_floor(path)) + 1]
    code = "\n".join(line for line in read(path).splitlines() if not line.lstrip().startswith("//"))
    found = [f"{path} uses crate::{used}" for used in re.findall(r"\bcrate::(\w+)", code) if used not in allowed]
    # A chain of `super` may not leave the floor either.
    climbs = max((chain.count("super") for chain in re.findall(r"\b(?:super::)+", code)), default=0)
    return found + [f"{path} climbs out of its floor"] * (climbs > len(path.relative_to("rust/core/src").parts))


def test_rust_uses_only_what_lies_below():
    assert_none(line for path in RUST for line in upward_in(path))


def test_every_rust_module_has_a_floor():
    declared = re.findall(r"^pub mod (\w+);", read("rust/core/src/lib.rs"), re.MULTILINE)
    assert sorted(declared) == sorted(RUST_FLOORS)


def lock_dependencies(package: str) -> set[str]:
    """Return all packages that a package of Cargo.lock depends on, directly or not."""
    locked = {entry["name"]: entry.get("dependencies", []) for entry in tomllib.loads(read("Cargo.lock"))["package"]}
    found: set[str] = set()
    waiting = [package]
    while waiting:
        new = {name.split(" ")[0] for name in locked[waiting.pop()]} - found
        found |= new
        waiting += sorted(new)
    return found


def test_the_core_has_never_heard_of_python():
    found = lock_dependencies("intercept-core")
    assert found
    assert not {name for name in found if name.startswith("pyo3") or "numpy" in name}
    # And the binding has: the list is not empty because it was read wrongly.
    assert {"pyo3", "numpy", "intercept-core"} <= lock_dependencies("intercept-python")


# Still to be mended; both lists only shrink.
UPWARD_TODAY, CIRCLES_TODAY = 0, 0


def test_no_python_room_imports_one_above_it():
    assert len(house.upward(house.arrows(house.PACKAGE))) <= UPWARD_TODAY


def test_no_python_imports_go_in_a_circle():
    assert len(house.circles_inside(house.PACKAGE)) <= CIRCLES_TODAY


def test_the_package_has_few_rooms():
    rooms = {name.split(".")[0] for name in house.modules(house.PACKAGE)}
    assert rooms <= set(house.ORDER)
    # The door is no room.
    assert len(rooms - {"__main__"}) <= 18


def test_the_check_sees_imports_for_types_and_in_functions(tmp_path):
    package = tmp_path / "made_up"
    (package / "flight").mkdir(parents=True)
    for name, text in {
        "__init__": "",
        "errors": "",
        "flight/__init__": "",
        "flight/one": "def f():\n    from made_up.flight import two\n",
        "flight/two": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from made_up.flight.one import f\n",
        "raid": "import made_up.errors\n",
        "base": "from made_up.raid import x\n",
    }.items():
        (package / f"{name}.py").write_text(text)
    pairs = house.arrows(package)
    assert pairs == {("flight.one", "flight.two"), ("flight.two", "flight.one"), ("raid", "errors"), ("base", "raid")}
    assert house.upward(pairs) == ["base imports raid"]
    assert house.circles_inside(package) == [["flight.one", "flight.two"]] * 2  # of files, and in the folder
    assert house.floors(house.between(pairs)) == 3
