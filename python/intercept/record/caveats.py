"""What to know before quoting a night of the public record: one sentence each, from the night's own rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from intercept.base.arguments import instance
from intercept.base.words import counted
from intercept.record.models import EXCLUDED, MIXED, UNMAPPED
from intercept.record.nights import DEFINITION_CHANGE, FIRST_FOLDED, Night
from intercept.record.row import Row

ONE_SIDE = (
    "These are one belligerent's claims, not verified by anybody else and disputed by the other side; "
    "they say nothing about damage."
)
NOT_PK = "National totals are no kill probability: they mix what was engaged, what was not, and how it was reported."


def caveats(night: Night) -> list[str]:
    """Return the warnings that apply to a night, most important first.

    Raises InvalidParameterError for anything but a `Night` of a record.

    What is read, and how it is counted: docs/how-to/record.md.

    Examples
    --------
    >>> import intercept as ic
    >>> night = ic.record.read_record("examples/nights/made-up.csv").night("2031-02-04")
    >>> ic.record.caveats(night)[0][:60]
    "These are one belligerent's claims, not verified by anybody "
    """
    instance("night", night, Night)
    return [ONE_SIDE, NOT_PK, definition(night), *_windows(night), *_counts(night), *_models(night)]


def definition(night: Night) -> str:
    """Return the warning that belongs to the night's side of the change of definition of 2025-08-01."""
    if night.date >= DEFINITION_CHANGE:
        return (
            'From August 2025 "destroyed" includes drones lost or jammed: it cannot be compared with "destroyed" '
            'before; compare the sum of "destroyed" and "not_reach_goal".'
        )
    if night.date >= FIRST_FOLDED:
        return (
            'The definition is said to change on 1 August 2025, but in the file "not_reach_goal" of drones drops to 0 '
            f'from {FIRST_FOLDED}: read this night by the new one, in which "destroyed" includes drones lost or jammed.'
        )
    before = 'Until July 2025 drones lost or jammed are in "not_reach_goal", not in "destroyed": use the sum of both.'
    if night.drones.models and night.drones.not_reach_goal is None:
        before += " For this night it is blank: drones lost or jammed are counted nowhere."
    return before


def _windows(night: Night) -> Iterator[str]:
    if len(night.windows) > 1:
        yield f"The night consists of {len(night.windows)} reporting windows."
    if night.undated_rows:
        undated = counted(night.undated_rows, "row")
        yield f"The count includes {undated} without a clock time, which may belong to the day."
    if night.day_rows:
        yield f"Left out: {counted(night.day_rows, 'row')} of a day raid on the same date, which --part day shows."
    if night.part == "date":
        yield "The night that ended on this date and the day raid of the date, added up."
    if night.part == "day":
        yield "This is a day raid: windows inside one date that neither begin before 06:00 nor end by 12:00."


def _counts(night: Night) -> Iterator[str]:
    headline = night.headline
    if headline.blanks:
        blanks = counted(headline.blanks, "row")
        yield f"Launched or destroyed is not stated in {blanks}: sums are over the other rows, and no rate is given."
    if headline.still_attacking:
        flying = counted(headline.still_attacking, "object")
        yield f"The post says that {flying} had not come down yet: counted neither as shot down nor as a hit."
    if night.drones.is_shahed:
        yield (
            f"The source calls {night.drones.is_shahed} of the {night.drones.launched} drones Shahed-type; "
            "the others are decoys and further types."
        )
    elif night.drones.launched:
        yield "The count of drones includes decoys."
    if night.regional:
        number = sum(row.launched or 0 for row in night.regional)
        yield (
            f"Left out: {counted(number, 'drone')} that regional commands list as shot down "
            f"({_lines(night.regional)}): the national count of the date holds them already."
        )


def _lines(rows: Sequence[Row]) -> str:
    return f"{'line' if len(rows) == 1 else 'lines'} {', '.join(str(row.line) for row in rows)}"


def _models(night: Night) -> Iterator[str]:
    for name, words in (
        (MIXED, "In no single class"),
        (UNMAPPED, "Not counted, unknown to the table of models"),
        (EXCLUDED, "Left out"),
    ):
        by_note: dict[str, set[str]] = defaultdict(set)
        for row in night.rows:
            if row.model.threat_class == name:
                by_note[row.model.note].add(row.model.model)
        if by_note:
            listed = "; ".join(f"{', '.join(sorted(models))} ({note})" for note, models in sorted(by_note.items()))
            yield f"{words}: {listed}."
