"""INTERCEPT_SIMD asks for fewer instructions than the processor has: the results stay the same, to the bit."""

import hashlib
import json
import os
import subprocess
import sys

import pytest
from tree import ROOT

import intercept._core as core

# Re-entries through lanes and one by one, frames of many rows, and a whole raid.
SCRIPT = """
import hashlib, json, numpy as np, intercept as ic, intercept._core as core
place = (-0.785, -2.18, 80e3)
def bodies(rows):
    local = np.c_[np.linspace(500.0, 2000.0, rows), np.linspace(-50.0, 50.0, rows), np.linspace(-900.0, 900.0, rows)]
    return ic.Ensemble(
        position_ecef_m=ic.earth.geodetic_to_ecef(*place)[0],
        velocity_ecef_m_s=ic.earth.enu_vector_to_ecef(local, place),
        ballistic_coefficient_kg_m2=np.linspace(2e3, 1e4, rows),
    )
found = hashlib.sha256()
for rows, tolerance_m in ((1, 1e-3), (3, 1e-4), (101, 0.5), (257, 1e-4)):
    ends = bodies(rows).ends(tolerance_m=tolerance_m)
    for name in sorted(ends):
        found.update(np.ascontiguousarray(ends[name]).tobytes())
    for column in ic.earth.ecef_to_geodetic(ends["position_ecef_m"]):
        found.update(np.ascontiguousarray(column).tobytes())
run = ic.run("examples/notional-small.toml", seed=3, scrambles=3, points=1, vectors=2, replications=12)
found.update(run.to_json().encode())
print(json.dumps([core.simd(), found.hexdigest()]))
"""


def made_with(instructions):
    environment = os.environ | {"INTERCEPT_SIMD": instructions}
    command = [sys.executable, "-c", SCRIPT]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def available():
    """Return the instructions that this processor has, fewest first."""
    order = ["plain", "avx2", "avx512"]
    return order[: order.index(core.simd()) + 1] if core.simd() in order else ["plain"]


def test_fewer_instructions_find_the_same_bits():
    widest, found = made_with("")
    for instructions in available():
        assert made_with(instructions) == [instructions, found]
    assert widest == core.simd()
    assert len(found) == len(hashlib.sha256().hexdigest())


@pytest.mark.parametrize("wrong", ["sse9", "AVX2", "plain,avx2", "\x1b[31m"])
def test_what_is_not_known_is_refused_on_one_line(wrong):
    command = [sys.executable, "-m", "intercept", "fly", "--class", "quasi_ballistic"]
    environment = os.environ | {"INTERCEPT_SIMD": wrong}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("INTERCEPT_SIMD = ")
    assert "must be plain, avx2 or avx512" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not done.stdout
