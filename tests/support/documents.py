"""What the examples in the documents print, held to what the documents say they print.

A page is read from top to bottom. A ```python block is run; the blocks of a page share their names. What it prints must
stand in a ```text block right below it; a block that prints nothing has none. In an indented or ```console block a line
`$ intercept ...` is run in this process, and the lines up to the next `$` are what it prints. A line `...` stands for
any lines left out. Blanks at the ends of lines do not count.

    python tests/support/documents.py [PAGE ...]

writes what is printed today into the pages (all of them unless some are named); what holds already is left as it is.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import sys
import tempfile
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

from command import COLUMNS, intercept
from tree import ROOT

LEFT_OUT = "..."
# Before the last line of an error: no page may hold it.
FAILED = "This example fails: "


@dataclass(frozen=True)
class Example:
    """Something to run: its first line (counted from 0), its text, and which lines hold what it should print."""

    first: int
    kind: str
    text: str
    expected: tuple[str, ...]
    begin: int
    end: int
    indent: str = ""


def examples(lines: list[str]) -> Iterator[Example]:
    """Yield the examples of a page in their order."""
    i = 0
    while i < len(lines):
        if lines[i].startswith("```"):
            end = next(k for k in range(i + 1, len(lines)) if lines[k].startswith("```"))
            kind, inside = lines[i][3:].strip(), range(i + 1, end)
            if kind == "python":
                yield _python(lines, inside)
            elif kind == "console":
                yield from _console(lines, inside, "")
            i = end + 1
        elif lines[i].startswith("    $ "):
            end = next((k for k in range(i, len(lines)) if lines[k] and not lines[k].startswith("    ")), len(lines))
            while not lines[end - 1]:
                end -= 1
            yield from _console(lines, range(i, end), "    ")
            i = end
        else:
            i += 1


def _python(lines: list[str], inside: range) -> Example:
    text, after = "\n".join(lines[k] for k in inside), inside.stop + 1
    opens = next((k for k in range(after, len(lines)) if lines[k]), after)
    if opens < len(lines) and lines[opens].rstrip() == "```text":
        ends = next(k for k in range(opens + 1, len(lines)) if lines[k].startswith("```"))
        return Example(inside.start, "python", text, tuple(lines[opens + 1 : ends]), opens, ends + 1)
    return Example(inside.start, "python", text, (), after, after)


def _console(lines: list[str], inside: range, indent: str) -> Iterator[Example]:
    plain = {k: lines[k].removeprefix(indent) for k in inside}
    starts = [k for k in inside if plain[k].startswith("$ ")]
    for start, stop in zip(starts, [*starts[1:], inside.stop], strict=True):
        if plain[start].startswith("$ intercept "):
            expected = tuple(plain[k] for k in range(start + 1, stop))
            yield Example(start, "console", plain[start][2:], expected, start + 1, stop, indent)


def agrees(expected: tuple[str, ...], printed: list[str]) -> bool:
    """Whether the lines printed are those expected, where a line `...` stands for any lines; an error never is."""
    if any(line.startswith(FAILED) for line in printed):
        return False
    parts = [re.escape(line.rstrip()) if line.strip() != LEFT_OUT else None for line in expected]
    pattern = "".join(r"(?:[^\n]*\n)*?" if part is None else part + r"\n" for part in parts)
    return re.fullmatch(pattern, "".join(f"{line.rstrip()}\n" for line in printed)) is not None


@contextlib.contextmanager
def workbench() -> Iterator[None]:
    """Work in a new folder that has the examples, as a reader does in the root of the repository."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder, mock.patch.dict(os.environ, {"COLUMNS": COLUMNS}):
        (Path(folder) / "examples").symlink_to(ROOT / "examples", target_is_directory=True)
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(before)


def run(example: Example, names: dict[str, object]) -> list[str]:
    """Return the lines that an example prints, an error's last line among them."""
    if example.kind == "console":
        return intercept(*shlex.split(example.text, comments=True)[1:]).printed.strip("\n").splitlines()
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        try:
            exec(compile(example.text, "example", "exec"), names)  # noqa: S102 - our own documents
        except Exception as error:  # noqa: BLE001 - whatever it is, it is told with its place
            out.write(f"\n{FAILED}{traceback.format_exception_only(error)[-1]}")
    return out.getvalue().rstrip("\n").splitlines()


def differences(page: Path) -> list[str]:
    """Return what a page says wrongly of its examples, one text for each."""
    found = []
    names: dict[str, object] = {"__name__": "example"}
    with workbench():
        for example in examples((ROOT / page).read_text(encoding="utf-8").splitlines()):
            printed = run(example, names)
            if not agrees(example.expected, printed):
                said, shown = "\n".join(example.expected), "\n".join(printed)
                found.append(f"{page}:{example.first + 1} prints\n{shown or '(nothing)'}\nnot\n{said or '(nothing)'}\n")
    return found


def rewritten(text: str) -> str:
    """Return a page with what its examples print today where it says otherwise."""
    lines = text.splitlines()
    changes = []
    names: dict[str, object] = {"__name__": "example"}
    with workbench():
        for example in examples(lines):
            printed = [line.rstrip() for line in run(example, names)]
            if not agrees(example.expected, printed):
                block = ["```text", *printed, "```"] if example.kind == "python" else printed
                # Where there was no block of text yet, a blank line goes before it.
                block = ["", *block] if example.kind == "python" and example.begin == example.end else block
                indented = [f"{example.indent}{line}".rstrip() for line in block] if printed else []
                changes.append((example, indented))
    for example, block in reversed(changes):
        lines[example.begin : example.end] = block
    return "\n".join(lines) + "\n"


def pages() -> list[Path]:
    """Return the pages that have examples."""
    found = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return [path.relative_to(ROOT) for path in found if any(examples(path.read_text(encoding="utf-8").splitlines()))]


if __name__ == "__main__":
    for name in sys.argv[1:] or pages():
        path = ROOT / name
        path.write_text(rewritten(path.read_text(encoding="utf-8")), encoding="utf-8")
