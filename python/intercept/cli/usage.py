"""What every command and every group of them has in common in its help: an example, `--quiet`, exit codes."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from typer.models import CommandInfo, TyperInfo

from intercept.base import terminal
from intercept.cli.run_options import with_options

# By command and by group of them: one use, on a file of `intercept example notional-small > night.toml` and files that
# others wrote.
EXAMPLES = {
    "example": "intercept example notional-small > night.toml",
    "demo": "intercept demo notional-small --out out/demo",
    "run": "intercept run night.toml --out out/night",
    "check": "intercept check night.toml",
    "explore": "intercept explore night.toml",
    "schema": "intercept schema > scenario.schema.json",
    "saturation": "intercept saturation night.toml --class one_way_attack_drone --sizes 20,40,80",
    "compare": "intercept compare night.toml variant.toml",
    "endurance": "intercept endurance night.toml --nights 3",
    "exchange": "intercept exchange night.toml --cost interceptor_drone=2000,3000,6000",
    "sensitivity": "intercept sensitivity night.toml --no-totals",
    "placement": "intercept placement night.toml --candidates sites.toml --count 2",
    "sweep": "intercept sweep night.toml --set raid.scale=0.5,1,2",
    "claim": 'intercept claim "549 of 595 drones and missiles were shot down or suppressed"',
    "forecast": 'intercept forecast "1,000 drones" --scenario night.toml',
    "fly": "intercept fly --class quasi_ballistic --range 400km",
    "windows": "intercept windows night.toml --threat 4 --unit medium_range_sam-1",
    "footprint": "intercept footprint --unit-class medium_range_sam --class subsonic_cruise",
    "coverage": 'intercept coverage night.toml --along "0,-100 100,100" --class one_way_attack_drone',
    "catalog": "intercept catalog quasi_ballistic",
    "validate": "intercept validate sensing",
    "methods": "intercept methods night.toml --out methods.md",
    "reproduce": "intercept reproduce out/night/manifest.json",
    "migrate": "intercept migrate old.toml",
    "record": "intercept record show 2025-10-05",
    "record show": "intercept record show 2025-10-05",
    "record list": "intercept record list --min-launched 300",
    "record scenario": "intercept record scenario 2025-10-05 > night.toml",
    "record predict": "intercept record predict tasks.csv --out predictions.csv",
    "record backtest": "intercept record backtest --from 2025-12-01",
    "record reports": "intercept record reports reports.toml",
}
EXIT_CODES = (
    "Exit codes: 0 done, or the reader of a pipe has had enough; 1 a check failed or a table is not equal; 2 the input"
    " is wrong; 71 memory ran out; 74 the output cannot be written, as on a full disk; 130 interrupted. Results go to"
    " the standard output, all else to the error stream."
)
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print results, warnings and errors alone.")]


def complete(command: CommandInfo, path: str) -> None:
    """Give a command its example and `--quiet`."""
    command.epilog = f"Example: {EXAMPLES[path]}"
    callback = command.callback
    if callback is not None:

        def called(values: dict[str, Any]) -> dict[str, Any]:
            # What stands before the command has said it first.
            if values["quiet"]:
                terminal.be_quiet(quiet=True)
            return {}

        command.callback = with_options(None, {"quiet": (Quiet, False)}, called)(callback)


def complete_group(group: TyperInfo) -> None:
    """Give a group of commands its example and `--quiet`."""
    if group.typer_instance is not None:
        group.epilog = f"Example: {EXAMPLES[str(group.name)]}"
        group.typer_instance.callback(help=group.typer_instance.info.help)(_quiet)


def _quiet(*, quiet: Quiet = False) -> None:
    if quiet:
        terminal.be_quiet(quiet=True)
