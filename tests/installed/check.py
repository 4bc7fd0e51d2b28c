"""Install a wheel or a source archive into empty environments and use it there, away from the source tree.

`python check.py FILE` installs it alone, where the error of what needs an extra names it. `--all` tries it with all the
extras, `--extras` with each of them alone, `--lowest` with the lowest versions that pyproject.toml allows, `--project`
with the tests of somebody else's project, examples/stranger-propagator.
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
ROOT = HERE.parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = tuple(name for name in PROJECT["optional-dependencies"] if name not in {"all", "dev"})
BASE, ALL = "base", "all"
# Of the example project, as it is in tests/unit/testing/test_propagators.py, which also plants a fault in it.
OUTCOME = "13 passed, 2 xfailed"


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
        return self.run(self.folder, "uses.py", *names)

    def run(self, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL_ENV"))}
        command = [self.python, *words]
        return subprocess.run(command, cwd=folder, env=kept, capture_output=True, text=True, check=False)


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
    if not done.returncode or f"the extra {extra} brings it, or pip install '" not in done.stderr:
        raise SystemExit(f"without {extra}: the error does not name it:\n{done.stdout}{done.stderr}")


def project_holds(environment: Environment) -> None:
    """Fail unless the tests of the example project pass where it is installed beside the package."""
    folder = environment.folder / "project"
    unwanted = shutil.ignore_patterns("*.egg-info", ".*", "__pycache__")
    shutil.copytree(ROOT / "examples" / "stranger-propagator", folder, ignore=unwanted)
    environment.install("-e", f"{folder}[test]")
    done = environment.run(folder, "-m", "pytest", "-q")
    if done.returncode or OUTCOME not in done.stdout:
        raise SystemExit(f"the tests of the example project, expected {OUTCOME}:\n{done.stdout}{done.stderr}")
    sys.stdout.write(f"{environment.folder.name}: {OUTCOME}\n")


def lowest(requirement: str) -> str:
    """Return a requirement that is met by its lowest version alone: `a>=1.2,<2` becomes `a==1.2`, of any patch."""
    name, _, versions = requirement.partition(">=")
    version = versions.partition(",")[0]
    return f"{name}=={version}" if version.count(".") > 1 else f"{name}=={version}.*"


def main() -> None:
    """Check what the command line names."""
    parser = argparse.ArgumentParser()
    parser.add_argument("file", type=lambda text: Path(text).resolve())
    for option in ("--all", "--extras", "--lowest", "--project"):
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
        if asked.project:
            other = Environment(folder, "the example project")
            other.install(f"{asked.file}[testing]")
            project_holds(other)
        if asked.all:
            whole = Environment(folder, "with all extras")
            whole.install(f"{asked.file}[{ALL}]")
            works(whole, BASE, *EXTRAS)


if __name__ == "__main__":
    sys.exit(main())
