"""Keep a run of the comparison harness in benches/results/peers.json: date, machine, versions, tolerances, accuracy.

    python compare.py --rounds 9 --path .../benches/peers --peers cpp,numba,heyoka,intercept --config CONFIG > out.txt
    python benches/peers/keep.py out.txt CONFIG

CONFIG is the JSON that says with which tolerance this package meets each target, such as
``{"intercept": [20000, {"B1:1m": ["", 4.0]}]}``. Run it where the peers are installed: their versions are kept. The
other runs of the file, which other programs measured, stay as they are.
"""

from __future__ import annotations

import importlib.metadata
import json
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
import record

OURS = "intercept"
PEERS = {
    "cpp": "C++, scalar, OpenMP, -O3 -march=native",
    "numba": "numba, parallel, fastmath",
    "heyoka": "heyoka, Taylor series, SIMD, two processes",
}
AIR = {"B0": "exponential air", "B1": "standard air"}
TARGET = re.compile(r"^(B[01]):(1m|1mm) \(threads (\d+)\)$")
RATE = re.compile(r"^\s+(\w+)\s+([\d,]+) /s .*max error ([\d.e+-]+) m$")


def compiler() -> str:
    """Return the version of the compiler of the C++ program."""
    told = subprocess.run(["g++", "--version"], capture_output=True, text=True, check=True)  # noqa: S607 - on the path
    return told.stdout.splitlines()[0].split()[-1]


def figures(printed: str, config: dict[str, Any]) -> list[dict[str, Any]]:
    """Return a figure for each target and peer of what the harness printed."""
    found: list[dict[str, Any]] = []
    target, rates = ("", ""), {}
    for line in [*printed.splitlines(), "end"]:
        if rate := RATE.match(line):
            rates[rate[1]] = (float(rate[2].replace(",", "")), float(rate[3]))
            continue
        if OURS in rates:
            ours, reached_m = rates.pop(OURS)
            tolerance_m = config[OURS][1][":".join(target)][1]
            within = target[1].replace("m", " m", 1)
            found += [
                {
                    "what": f"impacts of re-entries in {AIR[target[0]]}, within {within}",
                    "peer": PEERS[name],
                    "theirs": theirs,
                    "ours": ours,
                    "unit": "trajectories/s",
                    "times": round(ours / theirs, 1),
                    "accuracy": f"{reached_m:.2g} m at a tolerance of {tolerance_m:g} m; theirs {their_m:.2g} m",
                }
                for name, (theirs, their_m) in rates.items()
            ]
        if begun := TARGET.match(line):
            target = (begun[1], begun[2])
        rates = {}
    return found


def put(of: str, how: str, peers: dict[str, str], found: list[dict[str, Any]]) -> None:
    """Put a run in the place of the last one of its kind; `peers` are the versions of the others."""
    path = record.RESULTS / "peers.json"
    kept = json.loads(path.read_text(encoding="utf-8"))
    run = {
        "of": of,
        "how": how,
        "date": datetime.now(UTC).date().isoformat(),
        "machine": record.processor(),
        "versions": record.versions() | peers,
        "figures": found,
    }
    runs = {each["of"]: each for each in kept} | {of: run}
    path.write_text(json.dumps(list(runs.values()), indent=1) + "\n", encoding="utf-8")


def main(printed: Path, config: dict[str, Any]) -> None:
    """Keep a run of the harness."""
    peers = {name: importlib.metadata.version(name) for name in ("numba", "heyoka")} | {"g++": compiler()}
    how = "Medians of rounds in turn on two threads; the accuracy is that of the worst of 200 impacts."
    put("re-entries", how, peers, figures(printed.read_text(encoding="utf-8"), config))


if __name__ == "__main__":
    main(Path(sys.argv[1]), json.loads(sys.argv[2]))
