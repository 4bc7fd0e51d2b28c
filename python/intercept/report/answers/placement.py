"""Sites chosen for the defence, as people read it."""

from __future__ import annotations

import math
from typing import Any

from intercept.analysis.placed import Placement
from intercept.report.answers.form import Charts, Shown, of_panels
from intercept.report.figures import placement
from intercept.report.look import words


def tables(found: Placement) -> list[Shown]:
    """Return its tables as they are printed."""
    sites = [_site(row) for row in found.candidates.records()]
    rows = [_replicated(row) for row in found.simulated.records()]
    return [
        Shown(
            "Candidate sites: value protected, in units of the assets' value",
            ("Site", "Class", "East, north, km", "Chosen", "Adds ± error", "Alone ± error"),
            sites,
        ),
        Shown(
            "The simulated raid", ("Mean", "Without candidates", "With the chosen ones", "Change ± error", "95 %"), rows
        ),
    ]


def _site(row: dict[str, Any]) -> tuple[str, ...]:
    return (
        row["candidate"],
        words.label(row["defence_class"]),
        f"{row['east_km']:.0f}, {row['north_km']:.0f}",
        f"{row['rank']:.0f}" if math.isfinite(row["rank"]) else words.ABSENT,
        *(words.with_error(row[key], row[f"{key}_standard_error"]) for key in ("gain", "alone")),
    )


def _replicated(row: dict[str, Any]) -> tuple[str, ...]:
    return (
        {"value_hit": "Value that leakers fly to", "leakers": "Leakers"}[row["quantity"]],
        *(words.with_error(row[key], row[f"{key}_standard_error"]) for key in ("without", "with_chosen")),
        words.change(row["difference"], row["difference_standard_error"]),
        words.span(row["low"], row["high"], row["difference_standard_error"]),
    )


def charts(found: Placement) -> Charts:
    """Return how it is drawn."""
    return of_panels(f"Sites that protect most in {found.made.scenario_names[0]}", placement.panels_of(found))
