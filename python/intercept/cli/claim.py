"""`intercept claim`: the arithmetic of a claimed interception rate, in plain words."""

from __future__ import annotations

import json
import math
from fractions import Fraction
from typing import Annotated

import typer
from rich import box
from rich.console import Console
from rich.table import Table

from intercept.cli import output
from intercept.cli.record import RecordPath, count_cells, count_table
from intercept.record import ATTRIBUTION, read_record
from intercept.record.caveats import definition
from intercept.record.claim import Claim, check_claim

CANNOT_TELL = (
    "whether the claim is true: counts of launched and downed are one belligerent's, and nobody else has verified them",
    "what was shot down and what was jammed, lost or a decoy: the record changed from one to both in August 2025",
    "what the objects that got through did: one missile is not one drone",
    "how good one defence is: a national rate mixes what was engaged, what was out of reach and how it was reported",
    "how likely such a night is: recorded nights of a similar size are few, and they are no random sample",
)
DISTANCE = "root of the sum of squares of the differences in ln(drones + 1) and ln(missiles + 1), launched"


def register(app: typer.Typer) -> None:
    """Add `claim` to the command line."""
    app.command("claim")(claim)


def claim(
    *,
    drones: Annotated[int, typer.Option(help="Drones launched.")],
    missiles: Annotated[int, typer.Option(help="Missiles launched.")],
    rate: Annotated[str, typer.Option(help="Claimed share that did not get through, as 0.95 or 95%.")],
    record: RecordPath = None,
    as_json: output.AsJson = False,
) -> None:
    """Say what a claimed rate over drones and missiles together allows, and which recorded nights were most like it."""
    checked = check_claim(drones=drones, missiles=missiles, rate=rate, record=read_record(record) if record else None)
    if as_json:
        printed = {**checked.to_dict(), "cannot_tell": CANNOT_TELL, "attribution": ATTRIBUTION if record else None}
        typer.echo(json.dumps(printed, ensure_ascii=False, indent=2))
        return
    console = Console(highlight=False)
    for sentence in words(checked):
        console.print(sentence, markup=False)
    if checked.drones and checked.missiles:
        console.print(_rates_table(checked))
    console.print("What this cannot tell:")
    for limit in CANNOT_TELL:
        console.print(f"- {limit}", markup=False)
    if record:
        _print_nights(console, checked)
    else:
        console.print("\nFor the recorded nights most like it, give --record PATH (missile_attacks_daily.csv).")


def words(checked: Claim) -> list[str]:
    """Return the claim's arithmetic as sentences."""
    objects = f"{checked.objects} objects ({checked.drones} drones, {checked.missiles} missiles)"
    share = percent(checked.drone_share)
    sentences = [
        f"{percent(checked.rate)} of {objects} allows {checked.leakers_allowed} to get through.",
        *_rounded_words(checked),
        f"Drones are {share} of the objects: if every drone and no missile fell, the rate would read {share}.",
    ]
    if checked.drones and checked.missiles:
        sentences += _threshold_words(checked)
    return sentences


def _rounded_words(checked: Claim) -> list[str]:
    rounded = checked.rounded
    if rounded is None:
        return []
    read_as = f"Read as rounded, {percent(checked.rate)} stands for {percent(rounded.low)} to {percent(rounded.high)}"
    if rounded.leakers_min is None:
        return [f"{read_as}: no whole number of {checked.objects} objects gives it."]
    needed = [checked.missile_rate_needed(1, rate=rate) for rate in (rounded.low, rounded.high)]
    share = " to ".join("none" if rate is None else percent(rate) for rate in needed)
    missiles = f", and {share} of the missiles if every drone falls" if checked.missiles else ""
    return [f"{read_as}: {rounded.leakers_min} to {rounded.leakers_max} leakers{missiles}."]


def _threshold_words(checked: Claim) -> list[str]:
    all_drones = checked.missile_rate_needed(1)
    smallest = checked.smallest_drone_rate
    if all_drones is None or smallest is None:  # excluded by drones and missiles above 0; tells the type checker so
        return []
    least_missiles = max(0, checked.objects - checked.leakers_allowed - checked.drones)
    whole = f"in whole objects, {least_missiles} of {checked.missiles}"
    sentences = [f"If every drone falls, {percent(all_drones)} of the missiles is enough ({whole})."]
    if smallest > 0:
        sentences.append(f"Below {percent(smallest)} of drones no missile rate reaches it, not even every missile.")
    else:
        sentences.append("Even with no drone downed, some missile rate reaches it.")
    sentences.append("Missile rate needed = (rate x objects - drone rate x drones) / missiles:")
    return sentences


def percent(rate: Fraction) -> str:
    """Return a rate as a percentage: exactly where four decimals are enough, else rounded to one."""
    exact = rate * 100
    digits = next((digits for digits in (0, 1, 2, 3, 4) if (exact * 10**digits).denominator == 1), 1)
    return f"{float(exact):.{digits}f} %"


def _rates_table(checked: Claim) -> Table:
    table = Table(box=box.SIMPLE)
    for name in ("drones down", "missiles needed", "of the missiles"):
        table.add_column(name, justify="right")
    for drone_rate, needed in checked.rates():
        count = "-" if needed is None else f"{math.ceil(needed * checked.missiles)} of {checked.missiles}"
        table.add_row(percent(drone_rate), "no rate reaches it" if needed is None else percent(needed), count)
    return table


def _print_nights(console: Console, checked: Claim) -> None:
    table = count_table("Recorded nights most like it, as claimed", "night, distance; class")
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
