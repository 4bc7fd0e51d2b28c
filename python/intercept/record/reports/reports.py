"""All reports of one authority: its days, its totals, and where its releases contradict one another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from intercept.base.arguments import choice
from intercept.base.cached import cached_property
from intercept.base.shown import Shown
from intercept.base.table import Table
from intercept.errors import RecordError
from intercept.record.reports.report import Counted, Meaning, Report, rate_of

GRADES = {
    "A": "reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}


@dataclass(frozen=True)
class Reports(Shown):
    """What one authority reported, oldest first.

    `grade` is the reliability of the source, A to F, as whoever wrote the file judges it. `outcomes` says what each
    outcome means for a rate: down, harmless, hit or unknown. `file` is the name of the file they were read from, and
    `sha256` its hash; of reports made of something else they are as that has them, or empty.

    The file, and what is read in it: docs/how-to/record.md.

    Examples
    --------
    >>> import intercept as ic
    >>> reports = ic.record.read_reports("examples/records/emirates-2026.toml")
    >>> reports.graded("D").grade_words, "down_rate" in reports.table().columns
    ('source graded D, not usually reliable', True)
    """

    authority: str
    source: str
    grade: str
    outcomes: Mapping[str, Meaning]
    reports: tuple[Report, ...] = field(repr=False)
    file: str = ""
    sha256: str = ""

    @property
    def grade_words(self) -> str:
        """The grade in words: "source graded C, fairly reliable"."""
        return f"source graded {self.grade}, {GRADES[self.grade]}"

    def graded(self, grade: str) -> Reports:
        """Return the same reports with another grade of the source, A to F; InvalidParameterError for another text."""
        return replace(self, grade=choice("grade", grade, GRADES))

    @cached_property
    def days(self) -> dict[date, dict[str, Counted]]:
        """Counts of each day alone, by class: running totals less what came before."""
        so_far: dict[str, Counted] = {}
        found: dict[date, dict[str, Counted]] = {}
        for report in self.reports:
            alone = {}
            for name, counted in report.counted.items():
                before = so_far.get(name)
                if not report.running:
                    alone[name] = counted
                    so_far[name] = counted if before is None else before.plus(counted)
                else:
                    alone[name] = counted if before is None else counted.less(before)
                    so_far[name] = counted
            found[report.day] = alone
        return found

    @cached_property
    def totals(self) -> dict[str, Counted]:
        """Counts of all days together, by class."""
        found: dict[str, Counted] = {}
        for day in self.days.values():
            for name, counted in day.items():
                if name in found and found[name].basis != counted.basis:
                    raise RecordError(
                        f"{self.authority}: {name} is counted as {found[name].basis} and as {counted.basis}: "
                        "counts of different things cannot be added"
                    )
                found[name] = found[name].plus(counted) if name in found else counted
        return found

    @property
    def contradictions(self) -> list[str]:
        """Where a release says something else of a day than its own running totals, or a total falls."""
        return [*self._stated_otherwise(), *self._falling()]

    def _stated_otherwise(self) -> Iterator[str]:
        for report in self.reports:
            for name, stated in report.stated.items():
                alone = self.days[report.day][name]
                for outcome, count in stated.items():
                    by_totals = alone.number if outcome == alone.basis else alone.outcomes.get(outcome)
                    if by_totals != count:
                        yield f"{report.day}: {count} {name} {outcome} stated for the day, {by_totals} by its totals"

    def _falling(self) -> Iterator[str]:
        for day, by_class in self.days.items():
            for name, counted in by_class.items():
                for what, count in ((counted.basis, counted.number), *counted.outcomes.items()):
                    if count is not None and count < 0:
                        yield f"{day}: the running total of {name} {what} falls by {-count}"

    def _shown(self) -> tuple[str, Table]:
        return f"Reports of {self.authority}: {self.grade_words}", self.table()

    def table(self) -> Table:
        """Return one row for each day and class, and one for each class in all (day "all").

        Columns: day, class, basis, number, outcomes (text, as the source names them), down_rate and did_not_hit_rate
        (shares of 1, NaN where none is formed), why_none.
        """
        rows = [(str(day), name, one) for day, by_class in self.days.items() for name, one in by_class.items()]
        rows += [("all", name, one) for name, one in self.totals.items()]
        return Table.of_rows(
            ("day", "class", "basis", "number", "outcomes", "down_rate", "did_not_hit_rate", "why_none"),
            [self._row(*row) for row in rows],
        )

    def _row(self, day: str, name: str, counted: Counted) -> tuple[str | float, ...]:
        rate = rate_of(counted, self.outcomes)
        outcomes = ", ".join(f"{count} {outcome}" for outcome, count in counted.outcomes.items() if count)
        number = float("nan") if counted.number is None else float(counted.number)
        shares = (float("nan") if share is None else share for share in (rate.down, rate.did_not_hit))
        return (day, name, counted.basis, number, outcomes, *shares, rate.why)
