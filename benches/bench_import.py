"""How long does `import intercept` take in a fresh interpreter, and does it bring in anything heavy?"""

import subprocess
import sys

import pytest
from import_time import seconds

HEAVY = ("numpy", "pydantic", "typer", "rich", "plotly", "pyarrow", "pandas", "polars", "hypothesis")


@pytest.mark.benchmark(group="import")
@pytest.mark.parametrize("statement", ["pass", "import intercept", "import intercept; intercept.run"])
def test_import(benchmark, statement):
    command = [sys.executable, "-c", "import sys, intercept; print(*sys.modules)"]
    listed = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own interpreter
    loaded = listed.stdout.split()
    assert "intercept" in loaded
    assert not set(HEAVY) & set(loaded)
    benchmark.extra_info["accuracy"] = "nothing heavy is imported"
    benchmark.pedantic(seconds, args=(statement,), rounds=7, warmup_rounds=1)
