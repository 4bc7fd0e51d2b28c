"""Install a wheel or a source archive into empty environments and use it there, away from the source tree.

`python check.py FILE` installs it alone, where the error of what needs an extra names it. `--all` tries it with all the
extras, `--extras` with each of them alone, `--lowest` with the lowest versions that pyproject.toml allows.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tomllib
import venv
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).parent
PROJECT = tomllib.loads((HERE.parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = tuple(name for name in PROJECT["optional-dependencies"] if name not in {"all", "dev"})
BASE, ALL = "base", "all"


class Environment:
    """An empty environment in a folder of its own, without anything of the tree or of the caller's."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder = folder / name
        venv.create(self.folder, with_pip=True)
        self.python = self.folder / ("Scripts" if os.name == "nt" else "bin") / "python"
        shutil.copy(HERE / "uses.py", self.folder)

    def install(self, *what: str, constrained: bool = True) -> None:
        kept = dict(os.environ) if constrained else {k: v for k, v in os.environ.items() if k != "PIP_CONSTRAINT"}
        subprocess.run([self.python, "-m", "pip", "install", "--quiet", *what], check=True, env=kept)

    def use(self, *names: str) -> subprocess.CompletedProcess[str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL_ENV"))}
        command = [self.python, "uses.py", *names]
        return subprocess.run(command, cwd=self.folder, env=kept, capture_output=True, text=True, check=False)


def works(environment: Environment, *names: str) -> None:
    """Fail unless each use works."""
    done = environment.use(*names)
    if done.returncode:
        raise SystemExit(f"{environment.folder.name}: {' '.join(names)}:\n{done.stdout}{done.stderr}")
    sys.stdout.write(f"{environment.folder.name}: {', '.join(names)}\n")
    sys.stdout.flush()


def is_named(environment: Environment, extra: str) -> None:
    """Fail unless without an extra the error says which it is."""
    done = environment.use(extra)
    if not done.returncode or f"pip install 'intercept[{extra}]'" not in done.stderr:
        raise SystemExit(f"without {extra}: the error does not name it:\n{done.stdout}{done.stderr}")


def lowest(requirement: str) -> str:
    """Return a requirement that is met by its lowest version alone: `a>=1.2,<2` becomes `a==1.2`, of any patch."""
    name, _, versions = requirement.partition(">=")
    version = versions.partition(",")[0]
    return f"{name}=={version}" if version.count(".") > 1 else f"{name}=={version}.*"


def main() -> None:
    """Check what the command line names."""
    parser = argparse.ArgumentParser()
    parser.add_argument("file", type=lambda text: Path(text).resolve())
    for option in ("--all", "--extras", "--lowest"):
        parser.add_argument(option, action="store_true")
    asked = parser.parse_args()
    with TemporaryDirectory() as made:
        folder = Path(made)
        plain = Environment(folder, "alone")
        plain.install(str(asked.file))
        works(plain, BASE)
        for extra in EXTRAS:
            is_named(plain, extra)
        if asked.extras:
            for extra in EXTRAS:
                own = Environment(folder, f"with {extra}")
                own.install(f"{asked.file}[{extra}]")
                works(own, BASE, extra)
        if asked.lowest:
            old = Environment(folder, "lowest versions")
            named = {*PROJECT["dependencies"], *PROJECT["optional-dependencies"][ALL]}
            old.install("--only-binary=:all:", *sorted(map(lowest, named)), constrained=False)
            old.install("--no-deps", str(asked.file))
            works(old, BASE, *EXTRAS)
        if asked.all:
            whole = Environment(folder, "with all extras")
            whole.install(f"{asked.file}[{ALL}]")
            works(whole, BASE, *EXTRAS)


if __name__ == "__main__":
    sys.exit(main())
