"""The shape of the Python package: rooms, floors, imports upward, circles, imports a file, lines.

A room is a file or folder at the top of `python/intercept/`. Every import counts, also one that is for types only or
stands in a function; the package's face, `__init__`, hands names on and is left out. Run it to see the picture:

    python tests/repository/house.py
"""

from __future__ import annotations

import ast
import statistics
import sys
from collections.abc import Iterable
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "python" / "intercept"

# From the bottom up. A room imports only rooms that stand before it; those in one line make one floor.
FLOORS = (
    ("errors",),
    ("base", "catalogue", "record"),
    ("earth",),
    ("flight",),
    ("engagement",),
    ("scenario", "areas"),
    ("raid",),
    ("analysis", "claim"),
    ("report", "validation", "testing"),
    ("explore",),
    ("flights", "cli"),
    ("__main__",),
)
ORDER = [room for floor in FLOORS for room in floor]

Arrows = set[tuple[str, str]]


def modules(root: Path) -> dict[str, Path]:
    """Return the modules below a package's folder by dotted name without the package's own, the face left out."""
    found = {}
    for path in sorted(root.rglob("*.py")):
        parts = path.relative_to(root).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        if name:
            found[name] = path
    return found


def arrows(root: Path) -> Arrows:
    """Return the imports between the modules of a package: who imports, and what."""
    named = modules(root)
    found = set()
    for name, path in named.items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                assert not node.level, f"{path}: relative import"
                wanted = [f"{node.module}.{alias.name}" for alias in node.names]
            else:
                wanted = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            found |= {(name, _module(full, root.name, named)) for full in wanted}
    return {(a, b) for a, b in found if b and a != b}


def _module(full: str, package: str, named: dict[str, Path]) -> str:
    """Return the module of the package that a dotted name lies in, or nothing."""
    parts = full.split(".")
    if parts[0] != package:
        return ""
    parts = parts[1:]
    while parts and ".".join(parts) not in named:
        parts = parts[:-1]
    return ".".join(parts)


def between(pairs: Arrows, folder: str = "") -> Arrows:
    """Return the imports between the files and folders that lie directly in a folder of the package."""
    depth = len(folder.split(".")) if folder else 0

    def inside(name: str) -> bool:
        return not folder or name.startswith(f"{folder}.")

    children = {(a.split(".")[depth], b.split(".")[depth]) for a, b in pairs if inside(a) and inside(b)}
    return {(a, b) for a, b in children if a != b}


def upward(pairs: Arrows) -> list[str]:
    """Return the imports of a room that does not stand before the importing one."""
    wrong = []
    for a, b in sorted(pairs):
        here, there = a.split(".")[0], b.split(".")[0]
        if here != there and ORDER.index(there) > ORDER.index(here):
            wrong.append(f"{a} imports {b}")
    return wrong


def circles(pairs: Arrows) -> list[list[str]]:
    """Return the sets of names that import one another in a circle: the strongly connected parts (Tarjan)."""
    following: dict[str, list[str]] = {}
    for a, b in sorted(pairs):
        following.setdefault(a, []).append(b)
        following.setdefault(b, [])
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(name: str) -> None:
        index[name] = low[name] = len(index)
        stack.append(name)
        for other in following[name]:
            if other not in index:
                visit(other)
                low[name] = min(low[name], low[other])
            elif other in stack:
                low[name] = min(low[name], index[other])
        if low[name] == index[name]:
            place = stack.index(name)
            part = stack[place:]
            del stack[place:]
            if len(part) > 1:
                found.append(sorted(part))

    for name in following:
        if name not in index:
            visit(name)
    return found


def circles_inside(root: Path) -> list[list[str]]:
    """Return every circle: between files, and between what lies side by side in any folder."""
    pairs = arrows(root)
    folders = {".".join(path.relative_to(root).parts) for path in root.rglob("*") if path.is_dir()}
    found = circles(pairs) + circles(between(pairs))
    for folder in sorted(folder for folder in folders if "__pycache__" not in folder):
        found += [[f"{folder}.{name}" for name in part] for part in circles(between(pairs, folder))]
    return found


def floors(pairs: Arrows) -> int:
    """Return how many rooms the longest way down through the imports has; the imports must have no circle."""
    below: dict[str, set[str]] = {}
    for a, b in pairs:
        below.setdefault(a, set()).add(b)
    known: dict[str, int] = {}

    def height(name: str) -> int:
        if name not in known:
            known[name] = 1 + max((height(other) for other in below.get(name, ())), default=0)
        return known[name]

    return max(height(name) for name in [*below])


def imports_a_file(pairs: Arrows, named: Iterable[str]) -> float:
    """Return the median number of modules of the package that a module imports."""
    return statistics.median(sum(a == name for a, _ in pairs) for name in named)


def main() -> None:
    """Print the picture in words."""
    root = Path(sys.argv[1]) if len(sys.argv) > 1 else PACKAGE
    pairs, named = arrows(root), modules(root)
    rooms = between(pairs)
    found = circles_inside(root)
    up = upward(pairs) if root == PACKAGE else []
    lines = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in root.rglob("*.py"))
    height = "-" if circles(rooms) else str(floors(rooms))
    print(f"rooms {len({name.split('.')[0] for name in named})}, floors {height}, imports between rooms {len(rooms)}")  # noqa: T201
    print(f"imports upward {len(up)}, circles {len(found)}")  # noqa: T201
    print(f"imports a file (median) {imports_a_file(pairs, named):g}, files {len(named)}, lines {lines:,}")  # noqa: T201
    for line in [*up, *(" <-> ".join(part) for part in found)]:
        print(f"  {line}")  # noqa: T201


if __name__ == "__main__":
    main()
