"""`intercept forecast`: what to expect of a raid, from the record, from a scenario and from rates, side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich import box
from rich.table import Table

from intercept.base import terminal
from intercept.cli import output
from intercept.cli.completion import claimed_kinds
from intercept.cli.long_work import INTERRUPTED, with_progress
from intercept.cli.quantities import named
from intercept.cli.record_options import RecordPath
from intercept.cli.run_options import How, replicated

if TYPE_CHECKING:
    from intercept.claim.forecasts.found import Forecast

# What a value of an option by kind looks like.
_OF, _RATE = "drones=1000", "drones=85%"


def register(app: typer.Typer) -> None:
    """Add `forecast` to the command line."""
    app.command("forecast")(forecast)


@replicated(until=None)
def forecast(  # noqa: PLR0913 - one option each
    *,
    raid: Annotated[
        str | None, typer.Argument(metavar="RAID", help='What comes, such as "1,000 drones and 60 missiles".')
    ] = None,
    of: Annotated[
        list[str] | None,
        typer.Option(
            "--of", metavar="KIND=NUMBER", help=f"How many of a kind, as {_OF}.", autocompletion=claimed_kinds
        ),
    ] = None,
    rates: Annotated[
        list[str] | None,
        typer.Option(
            "--rate", metavar="KIND=SHARE", help=f"Share that does not hit, as {_RATE}.", autocompletion=claimed_kinds
        ),
    ] = None,
    record: RecordPath = None,
    date: Annotated[
        str | None,
        typer.Option("--date", metavar="DATE", help="When it ends; the day after the record's last if left out."),
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DATE", help="The first date of the record that is not used.")
    ] = None,
    scenario: Annotated[
        Path | None, typer.Option("--scenario", metavar="FILE", help="A scenario whose waves are scaled to the raid.")
    ] = None,
    out: output.Page = None,
    as_json: output.AsJson = False,
    how: How,
) -> None:
    """Say what to expect of a raid: the headline by rates, record and scenario, its interval, and how they differ."""
    from intercept.claim.forecasts.forecast import forecast as ask  # noqa: PLC0415 - scipy waits for the command

    if out is not None:
        output.check_page(out)
    drawn = how.settings()
    try:
        with how.executing() as doing:
            found = with_progress(
                lambda on_progress: ask(
                    raid,
                    of=named("--of", of, _OF),
                    rates=named("--rate", rates, _RATE) or None,
                    record=record or None,
                    date=date,
                    until=until,
                    scenario=scenario,
                    on_progress=on_progress,
                    **drawn,
                    **doing,
                )
            )
    except KeyboardInterrupt:
        terminal.warn("Interrupted before each scramble had a geometry: nothing was written.")
        raise typer.Exit(INTERRUPTED) from None
    if out is not None:
        output.write_page(_page(found, out), out)
    elif as_json:
        output.say_json(found.to_dict())
    else:
        _print(found)
    if found.interrupted:
        raise typer.Exit(INTERRUPTED)


def _page(found: Forecast, out: Path) -> str:
    from intercept.report.pages import forecast as page  # noqa: PLC0415 - heavy imports wait until the command runs

    made = {
        ".json": lambda: found.to_json() + "\n",
        ".md": lambda: page.markdown(found),
        ".html": lambda: page.render(found),
    }
    return made[out.suffix.lower()]()


def _print(found: Forecast) -> None:
    from intercept.claim.forecasts.tables import shown  # noqa: PLC0415

    console = terminal.console(highlight=False)
    console.print(f"What to expect of {found.raid.label}", markup=False)
    for line in found.answer:
        console.print(f"> {line}", markup=False)
    for one in shown(found):
        table = Table(title=one.title, title_justify="left", box=box.SIMPLE, show_edge=False, pad_edge=False)
        for k, name in enumerate(one.headings):
            table.add_column(name, justify="right" if k else "left")
        for row in one.rows:
            table.add_row(*row)
        console.print("", table, sep="\n")
    for title, lines in (("What to know with it", found.notes()), ("What each leaves out", found.leaves_out())):
        console.print(f"\n{title}", markup=False)
        for line in lines:
            console.print(f"- {line}", markup=False)
    console.print(f"\nMade again by: {found.command}", markup=False, soft_wrap=True)
