"""The documents as a site: `make docs` writes it into out/site, and fails for a link that leads nowhere.

Its source is a copy of docs/ with CONTRIBUTING.md beside it, in out/docs; there each notebook has become a page.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

from notebook_pages import write_pages

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "out" / "docs"
# A page of the documents links to the notebook itself, which a reader of the repository sees as a page.
TO_NOTEBOOK = re.compile(r"\]\(((?:\.\./)*notebooks/[\w-]+)\.ipynb\)")


def gather() -> None:
    """Copy what the site is made of into its source."""
    shutil.rmtree(SOURCE, ignore_errors=True)
    shutil.copytree(ROOT / "docs", SOURCE, ignore=shutil.ignore_patterns("*.py"))
    shutil.copy(ROOT / "CONTRIBUTING.md", SOURCE / "contributing.md")
    for page in SOURCE.rglob("*.md"):
        text = page.read_text(encoding="utf-8").replace("](../CONTRIBUTING.md)", "](contributing.md)")
        page.write_text(TO_NOTEBOOK.sub(r"](\1.md)", text), encoding="utf-8")
    write_pages(SOURCE / "notebooks")


if __name__ == "__main__":
    gather()
    build = [sys.executable, "-m", "zensical", "build", "--clean", "--strict", "--config-file", ROOT / "zensical.toml"]
    sys.exit(subprocess.run(build, cwd=ROOT, check=False).returncode)  # noqa: S603 - of our own
