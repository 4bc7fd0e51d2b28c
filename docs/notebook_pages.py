"""Notebooks as pages of the site: Markdown with what the cells show, and the pictures beside it."""

from __future__ import annotations

import base64
import html
import re
from pathlib import Path
from typing import Any

import nbformat

# pandas styles its tables for notebooks; the site has a style of its own for a plain one.
STYLE = re.compile(r"<style scoped>.*?</style>\s*", re.DOTALL)
PLAIN_TABLE = re.compile(r'<table border="1" class="dataframe">')
RUN_IT = "This page is a notebook: download [{name}.ipynb]({name}.ipynb) and run it yourself, in any folder."


def write_pages(folder: Path) -> None:
    """Write a page, with its pictures, beside each notebook in a folder."""
    for path in sorted(folder.glob("*.ipynb")):
        text, pictures = as_markdown(nbformat.read(path, as_version=4), path.stem)
        path.with_suffix(".md").write_text(text, encoding="utf-8")
        for name, picture in pictures.items():
            (folder / name).write_bytes(picture)


def as_markdown(notebook: Any, name: str) -> tuple[str, dict[str, bytes]]:  # noqa: ANN401 - nbformat has no types
    """Return a notebook as a page of Markdown, and the pictures that it shows by the names of their files."""
    parts: list[str] = []
    pictures: dict[str, bytes] = {}
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            parts.append(cell.source)
        else:
            parts += [_code(cell.source), *(_shown(output, name, pictures) for output in cell.outputs)]
        if len(parts) == 1:
            heading, _, rest = cell.source.partition("\n")
            parts = [heading, RUN_IT.format(name=name), rest.strip()]
    return "\n\n".join(filter(None, parts)) + "\n", pictures


def _code(source: str) -> str:
    if source.startswith("!"):
        return _fenced("console", "\n".join(f"$ {line.removeprefix('!')}" for line in source.splitlines()))
    return _fenced("python", source)


def _shown(output: Any, name: str, pictures: dict[str, bytes]) -> str:  # noqa: ANN401
    if output.output_type == "stream":
        return _printed(output.text)
    data = output.data
    if "image/png" in data:
        file = f"{name}-{len(pictures) + 1}.png"
        pictures[file] = base64.b64decode(data["image/png"])
        return f"![{output.metadata['image/png']['alt']}]({file})"
    if "text/html" in data:
        return PLAIN_TABLE.sub("<table>", STYLE.sub("", data["text/html"]))
    return _printed(data["text/plain"])


def _printed(text: str) -> str:
    # Whole sentences are printed: they are broken where the page ends.
    return f'<pre style="white-space: pre-wrap"><code>{html.escape(text.rstrip(), quote=False)}</code></pre>'


def _fenced(kind: str, text: str) -> str:
    return f"```{kind}\n{text}\n```"
