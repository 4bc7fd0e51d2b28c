"""The check of a claim in the terminal: how it was read, what was found, nights like it, and what it cannot tell."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.console import Console
from rich.table import Table

from intercept.base import terminal
from intercept.claim.claim_check import CANNOT_TELL, ClaimCheck
from intercept.claim.findings import GRADES, SECTIONS, Finding
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
    for name, title in SECTIONS.items():
        listed = [finding for finding in checked.findings if finding.section == name]
        if listed:
            console.print(f"\n{title}", markup=False)
            for finding in listed:
                _print_finding(console, finding, checked.verdict.lines)
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


def _print_finding(console: Console, finding: Finding, answer: Sequence[str]) -> None:
    # What the answer has said in full is not said again.
    in_answer = any(finding.said in line or finding.detail in line for line in answer)
    graded = GRADES["possible"].split()[0] if finding.grade == "possible" else finding.graded
    console.print(f"- {graded}: see the answer." if in_answer else f"- {finding.told}", markup=False)
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
