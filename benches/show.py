"""Print the kept figures of speed as tables for docs/performance.md.

    python benches/show.py [benches/results/VERSION.json]

Peers are in `peers.json` beside the records: runs in which other programs were measured with ours, or figures that
their authors published, each run with its date, machine and versions. `benches/peers/keep.py` keeps them.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "results"
SCALES = ((1.0, "s"), (1e-3, "ms"), (1e-6, "us"), (1e-9, "ns"))


def seconds(value: float) -> str:
    """Return a time with three digits in the unit that suits it."""
    scale, unit = next(((scale, unit) for scale, unit in SCALES if value >= scale), SCALES[-1])
    return f"{value / scale:.3g} {unit}"


def table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """Return a Markdown table."""
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ("---",) * len(head), *rows))


def machine(kept: dict[str, Any]) -> str:
    """Return a sentence about the machine and the versions."""
    on, of = kept["machine"], kept["versions"]
    width = f", vectors of {on['vector_bits']} bits" if on["vector_bits"] else ""
    built = ", ".join(f"{name} {version}" for name, version in of.items())
    busy = (on["load"] or 0.0) > on["cores"] + 2.0
    told = f" **Measured while others used the machine (load {on['load']:g}): times are too long.**" if busy else ""
    return f"{kept['date']}: {on['processor']}, {on['cores']} cores{width}; {built}.{told}"


def figures(kept: dict[str, Any]) -> str:
    """Return the table of our own figures."""
    rows = []
    for one in kept["figures"]:
        each = f"{seconds(one['median_s'] / one['rows'])} a {one['row']}" if "rows" in one else ""
        rows.append(
            (one["question"], one["variant"], seconds(one["least_s"]), seconds(one["median_s"]), each, one["accuracy"])
        )
    return table(("what", "variant", "least", "median", "each", "accuracy reached, or what was checked"), rows)


def peers(runs: list[dict[str, Any]]) -> str:
    """Return the tables of other programs, one for each run, with how many times as long they take."""
    return "\n\n".join(f"{machine(run)} {run['how']}\n\n{_peers_of(run)}" for run in runs)


def _peers_of(run: dict[str, Any]) -> str:
    rows = [
        (
            one["what"],
            f"{one['peer']}: {one['theirs']:,.3g} {one['unit']}",
            f"{one['ours']:,.3g} {one['unit']}",
            f"{one['times']:.1f}",
            one["accuracy"],
        )
        for one in run["figures"]
    ]
    return table(("what", "peer", "this", "times as fast", "accuracy reached, or where theirs was measured"), rows)


def page(path: Path) -> str:
    """Return what the page shows of a record and of the peers."""
    kept = json.loads(path.read_text(encoding="utf-8"))
    runs = json.loads((RESULTS / "peers.json").read_text(encoding="utf-8"))
    return f"{machine(kept)}\n\n{figures(kept)}\n\n### Against other programs\n\n{peers(runs)}"


def newest() -> Path:
    """Return the record of the latest release."""
    return max(
        RESULTS.glob("[0-9]*.json"),
        key=lambda path: tuple(int(part) for part in path.stem.split(".") if part.isdigit()),
    )


if __name__ == "__main__":
    sys.stdout.write(page(Path(sys.argv[1]) if len(sys.argv) > 1 else newest()) + "\n")
