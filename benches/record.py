"""Keep the figures of speed of a release: machine, versions, date, and for each question its time and accuracy.

    python benches/record.py out/benchmarks.json

reads what pytest-benchmark wrote and writes benches/results/VERSION.json, to be committed with the release.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

import intercept as ic

RESULTS = Path(__file__).parent / "results"
# Of the vector registers, in bits, by what the processor says it can do.
WIDTHS = (("avx512f", 512), ("avx2", 256), ("asimd", 128), ("sse2", 128))


def processor() -> dict[str, Any]:
    """Return model, cores and vector width; what the system does not tell is None."""
    told: dict[str, str] = {}
    info = Path("/proc/cpuinfo")
    for line in info.read_text(encoding="utf-8").splitlines() if info.exists() else ():
        name, _, value = line.partition(":")
        told.setdefault(name.strip().lower(), value.strip())
    flags = (told.get("flags") or told.get("features") or "").split()
    return {
        "processor": told.get("model name") or platform.processor() or platform.machine(),
        "cores": len(os_cores()),
        "vector_bits": next((bits for flag, bits in WIDTHS if flag in flags), None),
        "system": f"{platform.system()} {platform.machine()}",
        # Programs that wanted a core, over the last five minutes: more than there are cores, and times are too long.
        "load": round(os.getloadavg()[1], 1) if hasattr(os, "getloadavg") else None,
    }


def os_cores() -> set[int] | range:
    """Return the cores that this program may use."""
    return os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else range(os.cpu_count() or 1)


def versions() -> dict[str, str]:
    """Return the versions that a figure depends on."""
    rustc = subprocess.run(["rustc", "--version"], capture_output=True, text=True, check=False)  # noqa: S607 - on the path
    return {
        "intercept": ic.__version__,
        "python": platform.python_version(),
        "numpy": np.__version__,
        "rustc": rustc.stdout.split()[1] if rustc.returncode == 0 else "unknown",
    }


def figure(benchmark: dict[str, Any]) -> dict[str, Any]:
    """Return the figures of one benchmark: what was asked, least and median time, accuracy and what else it told."""
    extra = dict(benchmark["extra_info"])
    stats = benchmark["stats"]
    told = {
        "question": benchmark["group"],
        "variant": benchmark["param"] or "",
        "least_s": stats["min"],
        "median_s": stats["median"],
        "rounds": stats["rounds"],
        "accuracy": extra.pop("accuracy"),
    }
    if "rows" in extra:
        rows, unit = extra.pop("rows")
        told |= {"rows": rows, "row": unit}
    return told | ({"also": extra} if extra else {})


def record(benchmarks: dict[str, Any]) -> dict[str, Any]:
    """Return the record of a run of all benchmarks."""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": processor(),
        "versions": versions(),
        "figures": [figure(each) for each in benchmarks["benchmarks"]],
    }


def main(written: Path) -> None:
    """Write the record of the release."""
    RESULTS.mkdir(exist_ok=True)
    kept = record(json.loads(written.read_text(encoding="utf-8")))
    path = RESULTS / f"{ic.__version__}.json"
    path.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(kept['figures'])} figures in {path}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
