"""Studies of what a default run is worth: many runs of it, few samples, the order of a file, and causes of leakers.

    python benches/studies.py run STUDY ...     do some studies, or all, and keep them in benches/results/studies.json
    python benches/studies.py show              print the page docs/studies.md from what is kept
    python benches/studies.py picture           draw docs/images/causes.svg from what is kept

Studies: stability-small, stability-night, one-radar, order, causes. The runs of each are in its function.
"""

from __future__ import annotations

import json
import math
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

import intercept as ic

ROOT = Path(__file__).parents[1]
KEPT = Path(__file__).parent / "results" / "studies.json"
SMALL, NIGHT = ROOT / "examples" / "notional-small.toml", ROOT / "examples" / "recorded-night.toml"
ONE_RADAR: dict[str, Any] = {
    "schema_version": 3,
    "name": "one radar",
    "assets": [{"name": "plant", "class": "energy", "position": {"east_km": 0, "north_km": 0}}],
    "sensors": [{"name": "radar", "class": "surveillance_radar", "position": {"east_km": 5, "north_km": 0}}],
    "fire_units": [
        {"name": "missiles", "class": "short_range_sam", "count": 2, "position": {"east_km": 3, "north_km": 0}},
        {"name": "guns", "class": "mobile_fire_group", "count": 6, "position": {"east_km": 6, "north_km": 0}},
    ],
    "raid": {
        "launch_areas": [{"name": "east", "position": {"east_km": 200, "north_km": 0}}],
        "waves": [
            {
                "name": "drones",
                "class": "one_way_attack_drone",
                "count": 50,
                "launch_area": "east",
                "profile": "high",
                "time_profile": {"kind": "uniform", "duration_min": 60},
            }
        ],
    },
}
# Geometries of a run, and runs with seeds of their own for each number of them.
SAMPLES, RUNS_OF_FEW = (1, 2, 4, 8, 16, 32, 64), 16
ANOTHER = {"name": "another", "class": "short_range_sam", "position": {"east_km": 12.0, "north_km": 9.0}}


def leaked(result: ic.Result) -> dict[str, float]:
    """Return the estimate of all leakers."""
    return next(row for row in result.estimates.records() if (row["quantity"], row["of"]) == ("leaked", "all"))


def stability(path: Path, runs: int) -> dict[str, Any]:
    """Return the leakers of default runs that differ in their seed alone, as the runs print them."""
    names = ("mean", "standard_error", "low", "high", "p95", "p95_low", "p95_high")
    found = [leaked(ic.run(path, seed=seed)) for seed in range(1, runs + 1)]
    return {name: [row[name] for row in found] for name in names}


def one_radar() -> list[dict[str, float]]:
    """Return the mean of runs with few geometries, and how far single runs lie apart."""
    scenario = ic.Scenario.from_dict(ONE_RADAR)
    rows = []
    for points in SAMPLES:
        settings: dict[str, Any] = {"scrambles": 1, "points": points, "vectors": 1, "replications": 256}
        means = [leaked(ic.run(scenario, seed=seed, **settings))["mean"] for seed in range(1, RUNS_OF_FEW + 1)]
        apart = float(np.std(means, ddof=1))
        error = apart / math.sqrt(RUNS_OF_FEW)
        rows.append({"samples": points, "mean": float(np.mean(means)), "standard_error": error, "apart": apart})
    return rows


def order() -> list[dict[str, Any]]:
    """Return what another unit changes, written first or last: by how much common luck lowers the variance."""
    base = ic.Scenario.from_file(SMALL)
    document = base.to_dict()
    units = document.get("fire_units", [])
    rows = []
    for name, listed in (("first", [ANOTHER, *units]), ("last", [*units, ANOTHER])):
        more = ic.Scenario.from_dict({**document, "fire_units": listed})
        before, after = (_by_replication(ic.run(each, seed=1)) for each in (base, more))
        change = after - before
        rows.append(
            {
                "place": name,
                "change": float(change.mean()),
                "reduction": float((before.var() + after.var()) / change.var()),
            }
        )
    return rows


def _by_replication(result: ic.Result) -> np.ndarray:
    classes = len(result.outcomes.codes("threat_class")[0])
    return np.asarray(result.outcomes["leaked"], dtype=float).reshape(-1, classes).sum(axis=1)


def causes() -> dict[str, Any]:
    """Return the leakers of the recorded night by wave and cause, with errors, and those of all."""
    result = ic.run(NIGHT)
    return {"by_wave": list(result.causes_by_wave.records()), "all": leaked(result)}


STUDIES: dict[str, Any] = {
    "stability-small": lambda: stability(SMALL, 32),
    "stability-night": lambda: stability(NIGHT, 4),
    "one-radar": one_radar,
    "order": order,
    "causes": causes,
}


def run(names: list[str]) -> None:
    """Do studies and keep what they found, each with its date, version and processor time."""
    for name in names or STUDIES:
        began = time.process_time()
        found = json.loads(json.dumps(STUDIES[name](), allow_nan=False))
        kept = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
        told = {"date": f"{datetime.now(UTC):%Y-%m-%d}", "version": ic.__version__}
        kept[name] = {**told, "processor_s": round(time.process_time() - began, 1), "found": found}
        KEPT.write_text(json.dumps(dict(sorted(kept.items())), indent=1) + "\n", encoding="utf-8")
        sys.stdout.write(f"{name}: {kept[name]['processor_s']} s of processor time\n")


def page(kept: dict[str, Any]) -> str:
    """Return the figures of the page docs/studies.md."""
    headings = (
        *("default runs of", "runs", "mean of means", "means lie apart by", "printed error", "intervals that cover it"),
        *("95 % points", "intervals that cover their median", "date"),
    )
    lines = [f"| {' | '.join(headings)} |", f"|{len(headings) * '---|'}"]
    lines += [_stable(name, kept[name]) for name in ("stability-small", "stability-night")]
    lines += ["", "| geometries | mean leakers of 50 | single runs lie apart by |", "|---|---|---|"]
    for row in kept["one-radar"]["found"]:
        lines.append(f"| {row['samples']} | {row['mean']:.2f} ± {row['standard_error']:.2f} | {row['apart']:.2f} |")
    lines += ["", "| the new unit is written | leakers change by | variance is lower by a factor of |", "|---|---|---|"]
    lines += [f"| {row['place']} | {row['change']:+.3f} | {row['reduction']:.1f} |" for row in kept["order"]["found"]]
    dates = sorted({(each["date"], each["version"]) for each in kept.values()})
    told = ", ".join(f"{date} with version {version}" for date, version in dates)
    spent = sum(each["processor_s"] for each in kept.values())
    return "\n".join([*lines, "", f"Run on {told}; {spent:,.0f} s of processor time in all."])


def _stable(name: str, study: dict[str, Any]) -> str:
    found = {key: np.array(values) for key, values in study["found"].items()}
    mean, points = found["mean"].mean(), found["p95"]
    covered = np.mean((found["low"] <= mean) & (mean <= found["high"]))
    middle = float(np.median(points))
    held = np.mean((found["p95_low"] <= middle) & (middle <= found["p95_high"]))
    printed = math.sqrt(float(np.mean(found["standard_error"] ** 2)))
    cells = [
        {"stability-small": "`notional-small.toml`", "stability-night": "`recorded-night.toml`"}[name],
        f"{len(points)}",
        f"{mean:.2f}",
        f"{found['mean'].std(ddof=1):.2f}",
        f"{printed:.2f}",
        f"{100 * covered:.0f} %",
        f"{points.min():.0f} to {points.max():.0f}",
        f"{100 * held:.0f} %",
        study["date"],
    ]
    return f"| {' | '.join(cells)} |"


def picture(kept: dict[str, Any]) -> None:
    """Draw the leakers of the recorded night by wave and cause."""
    import matplotlib as mpl  # noqa: PLC0415 - of the picture alone
    from matplotlib.figure import Figure  # noqa: PLC0415

    from intercept.base.words import spelled  # noqa: PLC0415
    from intercept.report.figures.causes import COLOURS  # noqa: PLC0415

    mpl.rcParams["svg.hashsalt"] = "intercept"
    rows = kept["causes"]["found"]["by_wave"]
    waves = list(dict.fromkeys(row["wave"] for row in rows))[::-1]
    figure = Figure(figsize=(8.0, 1.2 + 0.45 * len(waves)), layout="constrained")
    axes = figure.subplots()
    begun = np.zeros(len(waves))
    for cause, colour in COLOURS.items():
        means = np.array([sum(r["leaked_mean"] for r in rows if (r["wave"], r["cause"]) == (w, cause)) for w in waves])
        if means.any():
            axes.barh(waves, means, left=begun, color=colour, label=spelled(cause))
            begun += means
    axes.set_xlabel("Leakers, mean of all nights")
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(fontsize=8, frameon=False)
    figure.savefig(ROOT / "docs" / "images" / "causes.svg", metadata={"Date": None})


def main(arguments: list[str]) -> None:
    """Do what was asked for."""
    match arguments:
        case ["run", *names]:
            run(names)
        case ["show"]:
            sys.stdout.write(page(json.loads(KEPT.read_text(encoding="utf-8"))) + "\n")
        case ["picture"]:
            picture(json.loads(KEPT.read_text(encoding="utf-8")))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
