"""`intercept claim`: what a claimed result says, what must be true for it, and what is known that bears on it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich import box
from rich.console import Console
from rich.table import Table

from intercept.base import terminal
from intercept.claim.check import check_claim
from intercept.claim.claim_check import CANNOT_TELL, ClaimCheck
from intercept.claim.findings import SECTIONS, Finding
from intercept.cli import output
from intercept.cli.quantities import named
from intercept.cli.record import count_cells, count_table
from intercept.cli.record_options import RecordOrReportsPath
from intercept.record import Record, Reports, read_record, read_reports
from intercept.record.caveats import definition
from intercept.record.reader import ATTRIBUTION

DISTANCE = "root of the sum of squares of the differences in ln(launched + 1), over the kinds whose number is claimed"
_NUMBER = "A whole number, or text such as 60-69, 'some 750' or 'over 60'."


def register(app: typer.Typer) -> None:
    """Add `claim` to the command line."""
    app.command("claim")(claim)


def claim(  # noqa: PLR0913 - one option each
    *,
    sentence: Annotated[
        str | None, typer.Argument(metavar="SENTENCE", help="The claim in words; or give it by the options below.")
    ] = None,
    drones: Annotated[str | None, typer.Option(help=f"Drones launched. {_NUMBER}")] = None,
    missiles: Annotated[str | None, typer.Option(help=f"Missiles launched. {_NUMBER}")] = None,
    rate: Annotated[str | None, typer.Option(help="Claimed share that did not hit, as 0.95 or 95%.")] = None,
    down: Annotated[str | None, typer.Option(help="Claimed number that did not hit.")] = None,
    of: Annotated[
        list[str] | None, typer.Option("--of", metavar="KIND=NUMBER", help="How many of a kind, as hypersonic=5.")
    ] = None,
    impacts: Annotated[
        list[str] | None,
        typer.Option("--impacts", metavar="KIND=NUMBER", help="Impacts counted by others, as targets=12."),
    ] = None,
    observed: Annotated[
        list[str] | None,
        typer.Option("--observed", metavar="KIND=K/N", help="Interceptions observed, as ballistic=0/29."),
    ] = None,
    record: RecordOrReportsPath = None,
    date: Annotated[
        str | None, typer.Option("--date", metavar="DATE", help="The date on which the night ended, YYYY-MM-DD.")
    ] = None,
    scenario: Annotated[
        Path | None, typer.Option("--scenario", metavar="FILE", help="A scenario to run and hold the claim against.")
    ] = None,
    threads: output.Threads = 0,
    nearest: Annotated[int, typer.Option(help="How many recorded nights of a like size to list.")] = 5,
    reviewer: Annotated[
        str | None, typer.Option(help="Your name as the reviewer, for the ClaimReview in .json and .html.")
    ] = None,
    out: output.Page = None,
    as_json: output.AsJson = False,
) -> None:
    """Say what a claim allows, what must be true for it, and what impacts, the record and a scenario say of it."""
    if out is not None:
        output.check_page(out)
    checked = check_claim(
        sentence,
        drones=drones,
        missiles=missiles,
        rate=rate,
        down=down,
        of=named("--of", of),
        # Text that is no number is refused there, by its name.
        impacts={kind: _whole(number) for kind, number in named("--impacts", impacts).items()},  # type: ignore[misc]
        observed=named("--observed", observed),
        record=_read(record) if record else None,
        date=date,
        scenario=scenario,
        threads=threads,
        nearest=nearest,
    )
    if out is not None:
        output.write_page(_page(checked, out, reviewer), out)
    elif as_json:
        terminal.say(checked.to_json(reviewer))
    else:
        _print(checked, record_given=bool(record))


def _page(checked: ClaimCheck, out: Path, reviewer: str | None) -> str:
    from intercept.report.pages import claim as page  # noqa: PLC0415 - heavy imports wait until the command runs

    made = {
        ".json": lambda: checked.to_json(reviewer) + "\n",
        ".md": lambda: page.markdown(checked),
        ".html": lambda: page.render(checked, reviewer),
    }
    return made[out.suffix.lower()]()


def _read(path: str) -> Record | Reports:
    """Return the record of nights, or the reports of a file that ends in .toml."""
    return read_reports(path) if Path(path).suffix.lower() == ".toml" else read_record(path)


def _whole(text: str) -> int | str:
    """Return a whole number, else the text for the check to refuse by name."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else text


def _print(checked: ClaimCheck, *, record_given: bool) -> None:
    console = terminal.console(highlight=False)
    console.print(f"Claim: {checked.reading.sentence}", markup=False)
    for line in checked.verdict.lines:
        console.print(f"> {line}", markup=False)
    _print_reading(console, checked)
    for name, title in SECTIONS.items():
        listed = [finding for finding in checked.findings if finding.section == name]
        if listed:
            console.print(f"\n{title}", markup=False)
            for finding in listed:
                _print_finding(console, finding)
    console.print("\nWhat this cannot tell")
    for limit in CANNOT_TELL:
        console.print(f"- {limit}", markup=False)
    if checked.nights:
        _print_nights(console, checked)
    elif not record_given:
        console.print("\nFor recorded nights of a like size, give --record PATH (missile_attacks_daily.csv).")
    files = " (files are named without their folders)" if checked.names_files else ""
    console.print(f"\nMade again by{files}: {checked.command}", markup=False, soft_wrap=True)


def _print_reading(console: Console, checked: ClaimCheck) -> None:
    console.print("\nRead as")
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 2))
    for piece in checked.reading.pieces:
        table.add_row(piece.text, piece.understood)
    console.print(table)
    if checked.reading.unread:
        console.print(f"Not understood, and not used: {'; '.join(checked.reading.unread)}", markup=False)


def _print_finding(console: Console, finding: Finding) -> None:
    console.print(f"- {finding.told}", markup=False)
    for change in finding.changes:
        console.print(f"    Would change it: {change}", style="dim", markup=False)


def _print_nights(console: Console, checked: ClaimCheck) -> None:
    table = count_table("Recorded nights most like it, as claimed", "night, distance; class")
    table.box = box.SIMPLE
    for similar in checked.nights:
        night = similar.night
        table.add_row(f"{night.date} {night.part}, {similar.distance:.2f}", *count_cells(night.headline))
        for totals in night.classes:
            table.add_row(f"  {totals.name}", *count_cells(totals))
        table.add_section()
    console.print(table)
    console.print(f"- distance: {DISTANCE}", markup=False)
    for warning in dict.fromkeys(definition(similar.night) for similar in checked.nights):
        console.print(f"- {warning}", markup=False)
    console.print(f"- {ATTRIBUTION}", markup=False)
