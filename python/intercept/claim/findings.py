"""What a section of a check finds: a graded statement with its numbers, its assumptions and what would change it.

A section is a function of (reading, record or None, scenario or None) that returns findings; `intercept.claim.check`
has the list of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

Grade = Literal["agrees", "possible", "not_reconcilable", "open", "noted"]
Section = Literal["arithmetic", "evidence", "record", "model"]

# From the weightiest: the verdict takes the first that is there.
GRADES: dict[Grade, str] = {
    "not_reconcilable": "Not reconcilable with",
    "possible": "Possible only if",
    "agrees": "Agrees with",
    "open": "Not decided by",
    "noted": "For comparison,",
}
SECTIONS: dict[Section, str] = {
    "arithmetic": "Arithmetic",
    "evidence": "Evidence",
    "record": "The record",
    "model": "The model",
}


@dataclass(frozen=True)
class Finding:
    """One thing found.

    Attributes
    ----------
    section, grade
        Keys of SECTIONS and GRADES.
    against
        What the claim was held against: the words after "agrees with".
    said
        The finding as a sentence, with its numbers; it begins with the grade where that is `possible`.
    need
        For the grade `possible`, what must be true: the words after "only if".
    key
        Whether it belongs to the answer in three lines.
    numbers
        Its numbers by name, as plain values; shares of 1.
    assumes, changes
        What it rests on, and what would change it, in sentences.
    """

    section: Section
    grade: Grade
    against: str
    said: str
    need: str = ""
    key: bool = False
    numbers: Mapping[str, object] = field(default_factory=dict)
    assumes: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()

    @property
    def graded(self) -> str:
        """The grade with what it is of: "Possible only if at least 706 of 750 drones were intercepted"."""
        return f"{GRADES[self.grade]} {self.need if self.grade == 'possible' else self.against}"

    @property
    def told(self) -> str:
        """The finding with its grade, in sentences."""
        return self.said if self.grade == "possible" else f"{self.graded}. {self.said}"

    def to_dict(self) -> dict[str, object]:
        """Return the finding as plain values, for JSON."""
        return {
            "section": self.section,
            "grade": self.grade,
            "graded": self.graded,
            "said": self.said,
            "numbers": dict(self.numbers),
            "assumes": list(self.assumes),
            "changes": list(self.changes),
        }


@dataclass(frozen=True)
class Verdict:
    """The weightiest grade of a check, and the check in three lines."""

    grade: Grade
    lines: tuple[str, ...]

    def to_dict(self) -> dict[str, object]:
        """Return grade and lines, for JSON."""
        return {"grade": self.grade, "lines": list(self.lines)}


def verdict(findings: Sequence[Finding], closing: Sequence[str]) -> Verdict:
    """Return the verdict of findings: the weightiest grade, then what belongs to the answer, then what closes it."""
    grade = next(grade for grade in GRADES if any(finding.grade == grade for finding in findings))
    # What belongs to the answer comes first, in its order.
    decisive = sorted((finding for finding in findings if finding.grade == grade), key=lambda finding: not finding.key)
    if grade == "possible":
        first = f"{GRADES[grade]} {_joined([finding.need for finding in decisive])}."
    else:
        against = _joined(list(dict.fromkeys(finding.against for finding in decisive)))
        first = f"{GRADES[grade]} {against}. {decisive[0].said}"
    told = None if grade == "possible" else decisive[0]
    others = [finding for finding in findings if finding.key and finding is not told]
    others.sort(key=lambda finding: finding.grade != "not_reconcilable")
    return Verdict(grade, (first, *(finding.said for finding in others), *closing)[:3])


def _joined(words: Sequence[str]) -> str:
    return f"{'; '.join(words[:-1])}; and {words[-1]}" if len(words) > 1 else "".join(words)
