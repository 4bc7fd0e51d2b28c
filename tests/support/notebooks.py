"""What the notebooks of the documents show, held to what stands in them.

Each is run from top to bottom in an empty folder, by a kernel of this interpreter. The texts that it shows (streams,
plain text, HTML) must be those that it holds; of figures, that there is one.

    python tests/support/notebooks.py [NOTEBOOK ...]

runs them anew (all of them unless some are named) and writes what they show into them, without anything of the machine.
"""

from __future__ import annotations

import copy
import os
import sys
import tempfile
from pathlib import Path
from typing import Any
from unittest import mock

import nbformat
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from tree import ROOT, below

KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
LONGEST_S = 300
# What a figure is instead of its picture, whose bytes differ from one version of a library to the next.
FIGURE = "(figure)"

Notebook = Any  # nbformat has no types


def notebooks() -> list[Path]:
    """Return the notebooks, relative to the root."""
    return below("docs/notebooks", ".ipynb")


def read_notebook(path: Path) -> Notebook:
    """Return a notebook of the repository."""
    return nbformat.read(ROOT / path, as_version=4)


def run(notebook: Notebook) -> Notebook:
    """Return a notebook with what it shows today; raises nbclient's CellExecutionError for a cell that fails."""
    shown = copy.deepcopy(notebook)
    commands = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    with (
        tempfile.TemporaryDirectory() as folder,
        tempfile.TemporaryDirectory() as sockets,
        mock.patch.dict(os.environ, {"PATH": commands}),
    ):
        # By sockets of this machine: a kernel that listens to the network warns.
        manager = AsyncKernelManager(kernel_name=KERNEL["name"], transport="ipc", ip=f"{sockets}/kernel")
        NotebookClient(
            shown,
            km=manager,
            timeout=LONGEST_S,
            record_timing=False,
            coalesce_streams=True,
            resources={"metadata": {"path": folder}},
        ).execute(cleanup_kc=True)
    return cleaned(shown)


def cleaned(notebook: Notebook) -> Notebook:
    """Return a notebook without counts, times and versions of what ran it."""
    clean = copy.deepcopy(notebook)
    clean.metadata = nbformat.from_dict({"kernelspec": KERNEL, "language_info": {"name": KERNEL["language"]}})
    for cell in clean.cells:
        cell.metadata = nbformat.from_dict({})
        if cell.cell_type == "code":
            cell.execution_count = None
            for output in cell.outputs:
                if "execution_count" in output:
                    output.execution_count = None
    return clean


def texts(cell: Notebook) -> list[str]:
    """Return what a cell shows, as texts, each with its kind."""
    found = []
    for output in cell.get("outputs", ()):
        if output.output_type == "stream":
            found.append(f"{output.name}: {output.text}")
        elif output.output_type == "error":
            found.append(f"error: {output.ename}: {output.evalue}")
        else:
            found += [f"{kind}: {FIGURE if kind.startswith('image/') else text}" for kind, text in output.data.items()]
    return sorted(found)


def differences(held: Notebook, shown: Notebook) -> list[str]:
    """Return a text for each cell that shows something other than what the notebook holds."""
    found = []
    for cell, now in zip(held.cells, shown.cells, strict=True):
        said, seen = texts(cell), texts(now)
        if said != seen:
            parts = (cell.source, "shows", *(seen or ["(nothing)"]), "not", *(said or ["(nothing)"]))
            found.append("\n".join(part.rstrip("\n") for part in parts) + "\n")
    return found


if __name__ == "__main__":
    for name in map(Path, sys.argv[1:] or notebooks()):
        nbformat.write(run(read_notebook(name)), ROOT / name)
