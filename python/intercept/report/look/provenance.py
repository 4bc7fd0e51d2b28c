"""How a page was made: the section that every page has, and what it says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import intercept._core as _core
from intercept.base.command import FOLDERS, command_going
from intercept.base.titles import OfScenario
from intercept.base.words import spelled
from intercept.report.look import page

if TYPE_CHECKING:
    from intercept.raid.made import Made

TITLE = "How this was made"
Told = Mapping[str, str | None]
_NOTHING: Told = {}


def section(values: Told = _NOTHING, *more: str) -> str:
    """Return the section: the command that is going on, the version, and what else is known by its name; then more.

    What is None is left out, and what is given stands for what would be said by itself.
    """
    command = command_going()
    said = {"command": command.text if command else None, "intercept_version": _core.VERSION, **values}
    folders = command is not None and command.names_files and "command" not in values
    rows = [[page.text(name), f"<code>{page.text(value)}</code>"] for name, value in _known(said)]
    note = note_of_folders() if folders else ""
    return page.section(TITLE, page.table(["", ""], rows, css="provenance"), note, *more, name="made")


def note_of_folders() -> str:
    """Return the note that a command names files without their folders."""
    return f'<p class="soft">{page.text(f"The command: {FOLDERS}")}</p>'


def lines(values: Told) -> list[str]:
    """Return the section as lines of Markdown."""
    return ["", f"## {TITLE}", "", *(f"- {name}: `{value}`" for name, value in _known(values))]


def of_scenario(scenario: OfScenario) -> dict[str, str | None]:
    """Return the name and the hash of a scenario, as the section has them."""
    return dict(zip(("scenario_name", "scenario_sha256"), scenario, strict=True))


def of_made(made: Made, question: str) -> dict[str, str | None]:
    """Return what made the answer to a question, as the section has it."""
    done = f"{made.replications_done:,} of {made.replications_planned:,}{', interrupted' * made.interrupted}"
    many = "s" * (len(made.scenario_names) > 1)
    return {
        "intercept_version": made.version,
        "question": question,
        f"scenario_name{many}": "; ".join(made.scenario_names),
        f"scenario{many}_sha256": "; ".join(made.scenario_hashes),
        "seed": str(made.seed),
        "sampling": made.sampling.told(),
        "replications_of_each_case": done,
    }


def _known(values: Told) -> list[tuple[str, str]]:
    """Return what is known, each with its name in words."""
    named = {name: spelled(name).capitalize().replace("sha256", "SHA-256") for name in values}
    return [(named[name], value) for name, value in values.items() if value is not None]
