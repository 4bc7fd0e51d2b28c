"""Print how long `import intercept` takes: the median of seven fresh interpreters, less the start of a bare one."""

import statistics
import subprocess
import sys
import time

RUNS = 7


def seconds(statement: str) -> float:
    """Return the time a fresh interpreter takes for one statement, start and end included (s)."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", statement], check=True)  # noqa: S603 - our own interpreter
    return time.perf_counter() - start


def import_seconds(runs: int = RUNS) -> float:
    """Return the median time of `import intercept` less that of an empty statement (s)."""
    seconds("import intercept")  # the first one reads the files from disk
    return statistics.median(seconds("import intercept") for _ in range(runs)) - statistics.median(
        seconds("pass") for _ in range(runs)
    )


if __name__ == "__main__":
    sys.stdout.write(
        f"import intercept: {import_seconds():.3f} s (median of {RUNS}, start of the interpreter taken off)\n"
    )
