"""The application as a whole: its verbs, its entry point, and that bad input ends a process without a traceback."""

import shutil
import subprocess
import sys
from pathlib import Path

from command import intercept


def test_version_and_help():
    assert intercept("--version").stdout.startswith("intercept 0.")
    helped = intercept("--help").stdout
    for verb in ("run", "check", "catalog", "record", "claim", "schema"):
        assert verb in helped


def test_the_entry_point_is_a_command_of_its_own():
    # The script that installing the package makes stands beside the interpreter.
    script = shutil.which("intercept", path=str(Path(sys.executable).parent))
    assert script
    done = subprocess.run([script, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == intercept("--version").stdout


def test_a_process_ends_with_the_exit_code_and_without_a_traceback():
    command = [sys.executable, "-c", "from intercept.cli import main; main()", "run", "missing.toml"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "missing.toml" in done.stderr
    assert "Traceback" not in done.stderr
