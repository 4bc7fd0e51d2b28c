"""The check of a claim in the terminal: how it was read, what was found, nights like it, and what it cannot tell."""

from __future__ import annotations

from rich import box
from rich.console import Console
from rich.table import Table

from intercept.base import terminal
from intercept.base.words import spelled
from intercept.claim import told
from intercept.claim.claim_check import ClaimCheck
from intercept.cli.record import count_cells, count_table
from intercept.record.caveats import definition
from intercept.record.reader import ATTRIBUTION

DISTANCE = "root of the sum of squares of the differences in ln(launched + 1), over the kinds whose number is claimed"


def show(checked: ClaimCheck, *, record_given: bool) -> None:
    """Print the check of a claim."""
    console = terminal.console(highlight=False)
    console.print(f"Claim: {checked.reading.sentence}", markup=False)
    for line in checked.verdict.lines:
        console.print(f"> {line}", markup=False)
    _print_reading(console, checked)
    for part in told.parts(checked.findings, checked.verdict.lines):
        console.print(f"\n{part.title}", markup=False)
        for one in part.findings:
            console.print(f"- {one.text}", markup=False)
            for change in one.changes:
                console.print(f"    Would change it: {change}", style="dim", markup=False)
    console.print("\nWhat this cannot tell")
    for limit in told.cannot_tell(checked.verdict.lines):
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
    if told.not_used(checked.reading):
        console.print(told.not_used(checked.reading), markup=False)


def _print_nights(console: Console, checked: ClaimCheck) -> None:
    table = count_table("Recorded nights most like it, as claimed", "night, distance; class")
    table.box = box.SIMPLE
    for similar in checked.nights:
        night = similar.night
        table.add_row(f"{night.date} {night.part}, {similar.distance:.2f}", *count_cells(night.headline))
        for totals in night.classes:
            table.add_row(f"  {spelled(totals.name)}", *count_cells(totals))
        table.add_section()
    console.print(table)
    console.print(f"- distance: {DISTANCE}", markup=False)
    for warning in dict.fromkeys(definition(similar.night) for similar in checked.nights):
        console.print(f"- {warning}", markup=False)
    console.print(f"- {ATTRIBUTION}", markup=False)
