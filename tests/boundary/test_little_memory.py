"""Where memory runs out, a command says so in one line, and what it has written before stays."""

import os
import subprocess
import sys

import pytest
from command import intercept
from questions import FEW_OPTIONS, QUESTIONS
from tree import ROOT

from intercept.cli import OUT_OF_MEMORY

SMALL = ROOT / "examples" / "notional-small.toml"
CEILING_BYTES = 700 * 2**20
# Each thread of linear algebra, by default one a core, takes 40 MiB when numpy is imported: the ceiling is for one.
ALONE = {"OPENBLAS_NUM_THREADS": "1"}
# What a run of so many replications holds is more than the ceiling leaves.
LIMITED = f"""
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({CEILING_BYTES}, {CEILING_BYTES}))
sys.argv = ["intercept", "run", {str(SMALL)!r}, "--threads", "1", "--replications", "1000000", "--out", sys.argv[1]]
from intercept.cli import main
main()
"""


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_says_so_in_a_line(name, monkeypatch):
    def empty(*_, **__):
        raise MemoryError

    monkeypatch.setattr("intercept.scenario.prepare.expand", empty)
    done = intercept(*QUESTIONS[name].command, *FEW_OPTIONS)
    assert done.returncode == OUT_OF_MEMORY
    assert done.stderr.startswith("Memory ran out: ")
    assert len(done.stderr.splitlines()) == 1
    assert not done.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="a system without a ceiling of memory")
def test_a_run_below_a_ceiling_ends_in_a_line_and_leaves_no_half_of_a_file(tmp_path):
    out = tmp_path / "out"
    line, own = [sys.executable, "-c", LIMITED, str(out)], {**os.environ, **ALONE}
    done = subprocess.run(line, env=own, capture_output=True, text=True, check=False)
    assert done.returncode == OUT_OF_MEMORY, done.stderr[-2000:]
    assert done.stderr.splitlines()[-1].startswith("Memory ran out: ")
    assert "Traceback" not in done.stderr
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
