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
# What a finding of the record is of: the night of the claim itself, or what raids like it usually were.
Of = Literal["", "night", "usual"]

# From the weightiest: the verdict takes the first that is there.
GRADES: dict[Grade, str] = {
    "not_reconcilable": "Not reconcilable with",
    "possible": "Possible only if",
    "agrees": "Agrees with",
    "open": "Not decided by",
    "noted": "For comparison,",
}
# What findings are of, in a few words, by `of` or else by section.
_SHORT = {
    "arithmetic": "its own numbers",
    "evidence": "what others counted",
    "night": "the authority's own figures",
    "usual": "what raids as large are recorded to have been",
    "model": "the scenario",
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
    of
        "night" for the authority's own figures of the night of the claim, "usual" for what raids like it were; else "".
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
    of: Of = ""
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

    @property
    def detail(self) -> str:
        """The finding after the words "possible only if", which the answer gives in its first line."""
        start = f"{GRADES['possible']} {self.need}: "
        detail = self.said.removeprefix(start) if self.grade == "possible" else self.said
        return detail[:1].upper() + detail[1:]

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


def verdict(findings: Sequence[Finding], closing: Sequence[str], doubts: str = "") -> Verdict:
    """Return the verdict of findings: the weightiest grade, then what belongs to the answer, then what closes it.

    Where the night's own figures are at hand and fit the claim, they answer it: what other raids were, and what must be
    true of parts whose figures the night has, then hedge nothing. What was not understood and may change the claim
    (`doubts`), or can be read in another way, stands in the second line.
    """
    night = [finding for finding in findings if finding.of == "night"]
    settled = bool(night) and all(finding.grade in {"agrees", "possible", "noted"} for finding in night)
    weighed = [finding for finding in findings if not (settled and _hedges(finding))]
    grade = next(grade for grade in GRADES if any(finding.grade == grade for finding in weighed))
    # The night itself comes first, then what belongs to the answer, in its order.
    decisive = sorted(
        (finding for finding in weighed if finding.grade == grade),
        key=lambda finding: (finding.of != "night", not finding.key),
    )
    if settled and grade == "agrees":
        decisive = [finding for finding in decisive if finding.of == "night"]
    told: Finding | None = decisive[0]
    if grade != "possible":
        first = f"{GRADES[grade]} {_against(decisive)}. {decisive[0].said}"
    elif len(decisive) == 1 and decisive[0].key:
        first = decisive[0].said
    else:
        first, told = f"{GRADES[grade]} {_joined(_distinct([finding.need for finding in decisive]))}.", None
    others = [one for one in findings if one.key and one is not told and (told is None or one.said != told.said)]
    weighty = {"not_reconcilable"} if grade == "not_reconcilable" else set()
    others.sort(key=lambda finding: (finding.grade not in weighty, finding.of != "night" and not _warns(finding)))
    details = dict.fromkeys(finding.detail for finding in others)
    return Verdict(grade, (first, *filter(None, [doubts]), *details, *closing)[:3])


def _against(decisive: Sequence[Finding]) -> str:
    """Return what findings of one grade are of: in full where that is one thing, else each in a few words."""
    whole = list(dict.fromkeys(finding.against for finding in decisive))
    if len(whole) == 1:
        return whole[0]
    short = list(dict.fromkeys(_SHORT.get(finding.of or finding.section, finding.against) for finding in decisive))
    return f"{', '.join(short[:-1])} and {short[-1]}" if len(short) > 1 else short[0]


def _hedges(finding: Finding) -> bool:
    return finding.of == "usual" or (finding.section == "arithmetic" and finding.grade == "possible")


def _warns(finding: Finding) -> bool:
    """Whether it warns that the claim lies beyond what is known: raids like it decide nothing, and yet are told."""
    return finding.of == "usual" and finding.grade == "open"


def _distinct(needs: Sequence[str]) -> list[str]:
    """Return what must be true once each, and not what another one begins with and adds to."""
    once = list(dict.fromkeys(needs))
    return [need for need in once if not any(other.startswith(f"{need}, and ") for other in once)]


def _joined(words: Sequence[str]) -> str:
    return f"{'; '.join(words[:-1])}; and {words[-1]}" if len(words) > 1 else "".join(words)
