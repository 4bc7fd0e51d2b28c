"""Arrows point one way: no module imports one above it."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest
from tree import ROOT, below, read

# From the bottom up. A module may use its own entry and those before it.
RUST_STOREYS = ("error", "math", "earth", "flight", "sensing", "engagement", "raid", "batch")

# From the bottom up; entries side by side do not know one another. `intercept` itself stands above all: it only names.
PYTHON_STOREYS = (
    ("_core", "errors"),
    ("checks",),
    ("extras",),
    ("show.export",),
    ("table",),
    ("scenario", "record", "show"),
    ("analysis", "result"),
    ("wind_file",),
    ("wind",),
    ("world", "terrain", "outcomes"),
    ("ranges",),
    ("frames",),
    ("flights", "readings"),
    ("trajectory_export",),
    ("trajectories",),
    ("ensemble_columns",),
    ("ensemble",),
    ("progress",),
    ("flying",),
    ("launch",),
    ("interceptor",),
    ("flyout",),
    ("fire_unit", "sensor"),
    ("defence",),
    ("window_search", "window_sight", "window_tables"),
    ("window_words",),
    ("window_plots",),
    ("homing",),
    ("engagements",),
    ("areas",),
    ("raids",),
    ("assumptions",),
    ("assemble",),
    ("running",),
    ("testing",),
    ("validation",),
    ("cli",),
)
RANK = {name: rank for rank, names in enumerate(PYTHON_STOREYS) for name in names}

RUST = [path for path in below("rust/core/src", ".rs") if path.name != "lib.rs"]
PYTHON = [path for path in below("python/intercept", ".py") if path != Path("python/intercept/__init__.py")]


def rust_storey(path: Path) -> str:
    return path.relative_to("rust/core/src").parts[0].removesuffix(".rs")


@pytest.mark.parametrize("path", RUST, ids=str)
def test_rust_uses_only_what_lies_below(path):
    allowed = RUST_STOREYS[: RUST_STOREYS.index(rust_storey(path)) + 1]
    code = "\n".join(line for line in read(path).splitlines() if not line.lstrip().startswith("//"))
    for used in re.findall(r"\bcrate::(\w+)", code):
        assert used in allowed, f"{path} uses crate::{used}"
    # A chain of `super` may not leave the storey either.
    climbs = max((chain.count("super") for chain in re.findall(r"\b(?:super::)+", code)), default=0)
    assert climbs <= len(path.relative_to("rust/core/src").parts), f"{path} climbs out of its storey"


def test_every_rust_module_has_a_storey():
    declared = re.findall(r"^pub mod (\w+);", read("rust/core/src/lib.rs"), re.MULTILINE)
    assert sorted(declared) == sorted(RUST_STOREYS)


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


def module_of(path: Path) -> str:
    return ".".join(path.relative_to("python/intercept").with_suffix("").parts).removesuffix(".__init__")


def entry_of(module: str) -> str:
    """Return the entry of PYTHON_STOREYS a module belongs to: itself, or the package it lies in."""
    entry = module if module in RANK else module.split(".", maxsplit=1)[0]
    assert entry in RANK, f"intercept.{module} has no place in PYTHON_STOREYS of {Path(__file__).relative_to(ROOT)}"
    return entry


def is_type_checking(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def imported(path: Path) -> set[str]:
    """Return the modules of the package that a file imports at run time, also inside functions."""
    tree = ast.parse(read(path))
    for_types = {id(inner) for node in ast.walk(tree) if is_type_checking(node) for inner in ast.walk(node)}
    found: set[str] = set()
    for node in ast.walk(tree):
        if id(node) in for_types:
            continue
        if isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: relative import"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        found |= {as_module(name) for name in names if name.startswith("intercept.")}
    return found - {""}


def as_module(name: str) -> str:
    """Return the module, without `intercept.`, that a dotted name lies in; empty for a name of `intercept` itself."""
    parts = name.split(".")[1:]
    while parts and ".".join(parts) not in MODULES:
        parts = parts[:-1]
    return ".".join(parts)


MODULES = {module_of(path) for path in PYTHON} | {"_core"}


@pytest.mark.parametrize("path", PYTHON, ids=str)
def test_python_imports_only_what_lies_below(path):
    own = entry_of(module_of(path))
    for module in imported(path):
        other = entry_of(module)
        inside = other == own or module.split(".")[0] == module_of(path).split(".")[0] == own
        assert inside or RANK[other] < RANK[own], f"{path} imports intercept.{module}"


def test_the_check_sees_imports():
    assert "scenario.compile" in imported(Path("python/intercept/running.py"))
    assert "running" in imported(Path("python/intercept/cli/run.py"))
