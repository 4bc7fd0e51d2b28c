"""A check as it is told below its answer: each sentence once, whether it is printed, written or looked at.

The answer is made of findings, and what two findings rest on is often one thing. What a reader has read is not told
again: a finding that the answer tells in full says so, and keeps its grade.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from intercept.claim.findings import GRADES, SECTIONS, Finding, Section
from intercept.claim.reading import Reading

# What no check of a claim can say, whatever is given.
CANNOT_TELL = (
    "whether the claim is true: counts of launched and downed are one belligerent's, and nobody else has verified them",
    "what was shot down and what was jammed, lost or a decoy, unless the claim keeps them apart",
    "what the objects that got through did: one missile is not one drone",
    "how good one defence is: a national rate mixes what was engaged, what was out of reach and how it was reported",
)
_SENTENCES = re.compile(r"(?<=\.) (?=[A-Z\"])")


@dataclass(frozen=True)
class Told:
    """A finding as it is told: its `grade` in words, the `rest` of it, and what would change it and is not yet said."""

    finding: Finding
    grade: str
    rest: str
    changes: tuple[str, ...]

    @property
    def text(self) -> str:
        """The finding in sentences."""
        return self.grade + self.rest


@dataclass(frozen=True)
class Part:
    """The findings of a section as they are told, and what they rest on together."""

    section: Section
    findings: tuple[Told, ...]
    assumes: tuple[str, ...]

    @property
    def title(self) -> str:
        """The heading of the section."""
        return SECTIONS[self.section]


def parts(findings: Sequence[Finding], answer: Sequence[str]) -> tuple[Part, ...]:
    """Return the sections that have findings, with nothing in them that stands in the lines of the answer or above."""
    known = [sentence for line in answer for sentence in _SENTENCES.split(line)]
    found = []
    for section in SECTIONS:
        listed = [one for one in findings if one.section == section]
        if listed:
            told = _merged(_told(one, answer, known) for one in listed)
            found.append(Part(section, told, _new((words for one in listed for words in one.assumes), known)))
    return tuple(found)


def not_used(reading: Reading) -> str:
    """Return what was not understood in the sentence, less what the answer names; empty where nothing is left."""
    left = [words for words in reading.unread if words not in reading.doubtful]
    return f"Not understood, and not used: {'; '.join(left)}." if left else ""


def cannot_tell(answer: Sequence[str]) -> tuple[str, ...]:
    """Return what no check can say, less what closes the answer."""
    return tuple(limit for limit in CANNOT_TELL if not any(limit in line for line in answer))


def _told(finding: Finding, answer: Sequence[str], known: list[str]) -> Told:
    """Return a finding as it is told after what is known, and add to that what it tells."""
    possible = finding.grade == "possible"
    grade = GRADES["possible"].split()[0] if possible else finding.graded
    if any(finding.said in line or finding.detail in line for line in answer):
        rest = ": see the answer."
    elif possible and any(finding.need in line for line in answer):
        rest = f": see the answer. {' '.join(_new([finding.detail], known))}"
    elif possible:
        grade, rest = GRADES["possible"], finding.said.removeprefix(GRADES["possible"])
        known += _SENTENCES.split(finding.said)
    else:
        left = _new([finding.said], known)
        rest = f". {' '.join(left)}" if left else ": as above."
    return Told(finding, grade, rest.rstrip(), _new(finding.changes, known))


def _merged(found: Iterable[Told]) -> tuple[Told, ...]:
    """Return findings with those of one text as one, such as two of one grade that the answer tells."""
    merged: dict[str, Told] = {}
    for one in found:
        same = merged.get(one.text)
        merged[one.text] = one if same is None else replace(same, changes=same.changes + one.changes)
    return tuple(merged.values())


def _new(texts: Iterable[str], known: list[str]) -> tuple[str, ...]:
    """Return the sentences of texts that are not known, and add them to what is."""
    sentences = [sentence for text in texts for sentence in _SENTENCES.split(text)]
    left = [sentence for sentence in dict.fromkeys(sentences) if sentence not in known]
    known += left
    return tuple(left)
