"""How a page or a file says which scenario it is of: in its title, and before its answer."""

from __future__ import annotations

# The name and the SHA-256 of a scenario, None where there is none or it is not known.
OfScenario = tuple[str | None, str | None]


def scenario_of_plan(plan: object) -> OfScenario:
    """Return the scenario of a plan; that of a defence said by itself has none."""
    return getattr(plan, "scenario_name", None), getattr(plan, "scenario_hash", None)


def titled(title: str, *scenarios: OfScenario) -> str:
    """Return a title with the names of the scenarios behind it: "Engagement windows: notional small raid"."""
    names = ", ".join(name for name, _ in scenarios if name)
    return f"{title}: {names}" if names else title


def named_first(scenario: OfScenario) -> str:
    """Return what stands before an answer that names no scenario itself; empty where it is of none."""
    return f"{scenario[0]}: " if scenario[0] else ""
