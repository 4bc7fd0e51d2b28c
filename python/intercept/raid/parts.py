"""The parts of the model whose credibility is told, and which value, column and check belongs to which of them."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase

from intercept.scenario.unknowns import DEPOT_KEYS, RELOADS

PARTS = ("flight", "sensing", "windows", "queue", "kill", "stocks", "record")
TITLES = {
    "flight": "Flight of the threats",
    "sensing": "Detection and track",
    "windows": "Launch windows and fly-outs",
    "queue": "Channels, times and rules of fire",
    "kill": "Kills, failures, jamming and decoys",
    "stocks": "Stocks and their renewal",
    "record": "Costs, and claims of the public record",
}
# Cases of `intercept validate` by part; the first pattern that matches counts.
CASES = (
    *(
        ("raid-erlang", "queue"),
        ("raid-waiting*", "queue"),
        ("raid-operators", "queue"),
        ("raid-depot*", "stocks"),
        ("raid-stock*", "stocks"),
    ),
    *(("raid-*", "kill"), ("run-*", "kill")),
    *(("sensing-*", "sensing"), ("windows-*", "windows"), ("flyout-*", "windows"), ("homing-*", "windows")),
    *((f"{name}*", "flight") for name in ("nesc", "us76", "geodesic", "ballistic", "entry", "boost", "depressed")),
    *((f"{name}-*", "flight") for name in ("body", "flight", "glide", "hypersonic", "cruise", "class", "sent")),
)
# Rules of fire, whoever states them.
RULES = (
    *("salvo", "shoot_look_shoot", "rounds_per_target_max", "engagements_per_target_max", "waiting_max", "operator"),
    "fire_units",
)
COSTS = ("cost_per", "unit_cost")
QUEUE = ("availability", "channels", "reload_time", "assess_time", "shots_per_target")
STOCKS = ("ready_rounds", "rounds", "reloads", RELOADS, *DEPOT_KEYS, "top_up_after")
KILL = (
    *("single_shot_kill_probability", "in_flight_failure_share", "failure_share", "jam_share", "jam_crash_share"),
    *("decoy_share", "discrimination_share", "common_cause_share", "common_kill", "kill_correlation"),
    *("kill_scale", "kill_geometry"),
)


def part_of_case(name: str) -> str | None:
    """Return the part that a case of `intercept validate` checks; None for one that nobody has put anywhere."""
    return next((part for pattern, part in CASES if fnmatchcase(name, pattern)), None)


def part_of_value(kind: str, key: str) -> str:
    """Return the part that a value enters: `kind` is threat, defence, sensor, decision, raid, stocks or theatre."""
    for names, part in ((RULES, "queue"), (COSTS, "record"), (KILL, "kill"), (STOCKS, "stocks")):
        if _begins(key, names):
            return part
    if kind == "sensor" or _begins(key, ("radar_cross_section", "warning_up", "ground", "light", "engagement_radars")):
        return "sensing"
    if kind == "decision" or _begins(key, QUEUE):
        return "queue"
    return "windows" if kind == "defence" else "flight"


def parameter_of(key: str, names: Iterable[str]) -> str | None:
    """Return the parameter whose key, with a unit behind it, a column has: the longest name that it begins with."""
    fitting = [name for name in names if key == name or key.startswith(f"{name}_")]
    return max(fitting, key=len, default=None)


def _begins(key: str, names: Iterable[str]) -> bool:
    return any(key.startswith(name) for name in names)
