"""Every question to a raid, small: as a command, and as a call of the package with the same settings."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tree import ROOT

import intercept as ic

SMALL = ROOT / "examples" / "notional-small.toml"
OTHER = ROOT / "tests" / "support" / "one-more.toml"
DRONE = "one_way_attack_drone"
SITES = ("short_range_sam-1", "medium_range_sam-1")
FEW = {"scrambles": 8, "points": 2, "vectors": 1, "replications": 32}
FEW_OPTIONS = ("--scrambles", 8, "--points", 2, "--vectors", 1, "--replications", 32)


@dataclass(frozen=True)
class Question:
    """A question: the call, the words of its command, and other settings of its own under which the answer differs."""

    ask: Callable[..., Any]
    command: tuple[object, ...]
    otherwise: dict[str, Any]

    def __call__(self, **how: Any) -> Any:
        """Ask it in Python."""
        return self.ask(**{**FEW, **how})


def of_small(ask: Callable[..., Any], **own: Any) -> Callable[..., Any]:
    """Return a call of a question to the small raid, whose own settings may be changed."""
    return lambda **how: ask(SMALL, **{**own, **how})


QUESTIONS = {
    "run": Question(of_small(ic.run), ("run", SMALL), {"seed": 5}),
    "sweep": Question(
        of_small(ic.sweep, values={"raid.scale": [0.5, 1.0]}),
        ("sweep", SMALL, "--set", "raid.scale=0.5,1.0"),
        {"values": {"raid.scale": [0.25, 1.0]}},
    ),
    "compare": Question(
        lambda **how: ic.compare(how.pop("scenarios", [SMALL, OTHER]), **how),
        ("compare", SMALL, OTHER),
        {"scenarios": [OTHER, SMALL]},
    ),
    "saturation": Question(
        of_small(ic.saturation, threat_class=DRONE, sizes=[10, 40], until=0.15),
        ("saturation", SMALL, "--class", DRONE, "--sizes", "10,40", "--until", 0.15),
        {"sizes": [20, 40]},
    ),
    "endurance": Question(of_small(ic.endurance, nights=3), ("endurance", SMALL, "--nights", 3), {"nights": 2}),
    "exchange": Question(of_small(ic.exchange), ("exchange", SMALL), {"seed": 5}),
    "sensitivity": Question(
        of_small(ic.sensitivity, group_points=2),
        ("sensitivity", SMALL, "--group-points", 2),
        {"groups": {"up": ["*.availability"]}},
    ),
    "placement": Question(
        of_small(ic.placement, candidates=SITES),
        ("placement", SMALL, "--unit", SITES[0], "--unit", SITES[1]),
        {"candidates": SITES[:1]},
    ),
    "forecast": Question(
        lambda **how: ic.forecast(**{"of": {"drones": 40}, "scenario": SMALL, **how}),
        ("forecast", "--of", "drones=40", "--scenario", SMALL),
        {"of": {"drones": 50}},
    ),
}
