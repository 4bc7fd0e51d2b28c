"""`check_claim`: what a claim says, what it allows, and what is known that bears on it."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Date  # noqa: N812 - `date` is a parameter
from decimal import Decimal
from fractions import Fraction
from typing import Any

import intercept._core as _core
from intercept.base.arguments import instance, refused, whole
from intercept.claim import evidence, given, recorded, sums
from intercept.claim.arithmetic import Arithmetic
from intercept.claim.evidence import Evidence
from intercept.claim.findings import Finding, Verdict, verdict
from intercept.claim.of_record import before, totals_of
from intercept.claim.quantities import MOST_OBJECTS, Count
from intercept.claim.read import read_claim
from intercept.claim.reading import Reading
from intercept.claim.similar import SimilarNight, similar_nights
from intercept.record.nights import Night
from intercept.record.record import Record, parse_date
from intercept.record.totals import Totals

NEAREST = 5
# What no check of a claim can say, whatever is given.
CANNOT_TELL = (
    "whether the claim is true: counts of launched and downed are one belligerent's, and nobody else has verified them",
    "what was shot down and what was jammed, lost or a decoy, unless the claim keeps them apart",
    "what the objects that got through did: one missile is not one drone",
    "how good one defence is: a national rate mixes what was engaged, what was out of reach and how it was reported",
)


@dataclass(frozen=True)
class ClaimCheck:
    """A claim, checked.

    Attributes
    ----------
    reading
        What the claim was understood to say.
    findings
        What was found, in the order of the sections.
    evidence
        The impacts and interceptions that were given.
    nights
        Recorded nights of a like size, nearest first; none without a record.
    record_sha256
        Of the file of the record, None without one.
    precedents
        Recorded raids before the date, with their counts over the kinds of the first statement; none without a record.
    asked
        What was given, as the options of `intercept claim` and their values.
    """

    reading: Reading
    findings: tuple[Finding, ...]
    evidence: Evidence = field(default_factory=Evidence)
    nights: tuple[SimilarNight, ...] = ()
    record_sha256: str | None = None
    asked: tuple[tuple[str, str], ...] = ()
    precedents: tuple[tuple[Night, Totals], ...] = field(default=(), repr=False)

    @property
    def command(self) -> str:
        """The command that makes this check again; the file of a record is named without its folder."""
        return shlex.join(["intercept", "claim", *(word for pair in self.asked for word in pair if word)])

    @property
    def arithmetic(self) -> tuple[Arithmetic, ...]:
        """The arithmetic of every statement."""
        return sums.arithmetic(self.reading)

    @property
    def verdict(self) -> Verdict:
        """The weightiest grade, and the answer in three lines."""
        meant = dict.fromkeys(sums.MEANT[one.outcome] for one in self.reading.statements)
        return verdict(self.findings, [*meant, f"It cannot be said from this {CANNOT_TELL[0]}."])

    def to_dict(self) -> dict[str, object]:
        """Return everything as plain values, for JSON: shares of 1."""
        return {
            "verdict": self.verdict.to_dict(),
            "reading": self.reading.to_dict(),
            "findings": [finding.to_dict() for finding in self.findings],
            "arithmetic": [one.to_dict() for one in self.arithmetic],
            "evidence": self.evidence.to_dict(),
            "nights": [night.to_dict() for night in self.nights],
            "cannot_tell": list(CANNOT_TELL),
            "made_with": self.made_with(),
        }

    def made_with(self) -> dict[str, str | None]:
        """Return what the check was made with: command, version, and the SHA-256 of the record."""
        return {
            "command": self.command,
            "intercept_version": _core.VERSION,
            "record_sha256": self.record_sha256,
        }

    def claim_review(self, reviewer: str | None = None, url: str | None = None) -> dict[str, Any]:
        """Return the check as a ClaimReview of schema.org; the reviewer is the user, not this program.

        Parameters
        ----------
        reviewer
            The name of the person or organisation that reviews; left out of the review where it is None.
        url
            Where the review is published; left out where it is None.

        Raises
        ------
        InvalidParameterError
            The reviewer or the address is no text, or empty, or longer than 500 characters.
        """
        for name, value in (("reviewer", reviewer), ("url", url)):
            if value is not None and not (isinstance(value, str) and 0 < len(value.strip()) <= 500):
                raise refused(name, value, "text of 1 to 500 characters")
        lines = self.verdict.lines
        review: dict[str, Any] = {
            "@context": "https://schema.org",
            "@type": "ClaimReview",
            "claimReviewed": self.reading.sentence,
            "reviewRating": {"@type": "Rating", "alternateName": lines[0]},
            "reviewBody": " ".join(lines),
            "itemReviewed": {"@type": "Claim", "text": self.reading.sentence},
        }
        if reviewer is not None:
            review["author"] = {"@type": "Organization", "name": reviewer.strip()}
        if url is not None:
            review["url"] = url.strip()
        return review

    def to_json(self, reviewer: str | None = None, url: str | None = None) -> str:
        """Return `to_dict` with the review (`claim_review`) as JSON."""
        made = {**self.to_dict(), "claim_review": self.claim_review(reviewer, url)}
        return json.dumps(made, ensure_ascii=False, indent=2)


def check_claim(  # noqa: PLR0913 - a claim in words or by its numbers, and what is known
    claim: str | None = None,
    *,
    drones: int | str | None = None,
    missiles: int | str | None = None,
    of: Mapping[str, int | str] | None = None,
    rate: float | str | Decimal | Fraction | None = None,
    down: int | str | None = None,
    impacts: Mapping[str, int] | None = None,
    observed: Mapping[str, str | tuple[int, int]] | None = None,
    record: Record | None = None,
    date: Date | str | None = None,
    nearest: int = NEAREST,
) -> ClaimCheck:
    """Return what a claim says, what must be true for it, and what is known that bears on it.

    Parameters
    ----------
    claim
        A sentence, as `read_claim` takes it; left out (None), the claim is `rate` or `down` over the groups below.
    drones, missiles
        How many objects there were: a whole number from 0 to 1e9, or text such as "60-69", "some 750" or "over 60".
        Beside a sentence they fill in what it leaves out.
    of
        How many of other kinds there were, by kind: `hypersonic`, `ballistic`, `cruise`, or a class of the catalogue.
    rate
        The claimed share that did not hit: a number from 0 to 1 or a text such as "95%", rounded to its last digit (a
        whole per cent at the coarsest); a Fraction is exact.
    down
        The claimed number that did not hit, of `drones` and `missiles`.
    impacts
        Impacts counted by others, by kind (`targets` for any).
    observed
        Interceptions observed by others, by kind: (k, n) or "k/n", at most 10,000.
    record
        The public record of nights, as `read_record` returns it.
    date
        The date on which the night of the claim ended, as YYYY-MM-DD; left out, the one in the sentence if there is
        one. It needs a record; nights from that date on are then not used as precedents.
    nearest
        How many recorded nights of a like size are listed.

    Raises
    ------
    RecordError
        The record has no night of the date.
    InvalidParameterError
        Something is not as above, or the numbers contradict each other (549 of 495; parts above the whole).

    Examples
    --------
    >>> check = check_claim("95 % of 750 drones and 60 missiles were intercepted", of={"hypersonic": 5})
    >>> check.arithmetic[0].exact.high, check.arithmetic[0].stated.low, check.arithmetic[0].stated.high
    (40, 37, 44)
    >>> check.verdict.grade
    'possible'
    """
    groups = given.groups_of(drones, missiles, of)
    known = evidence.evidence_of(impacts, observed)
    if record is not None:
        instance("record", record, Record)
    number = whole("nearest", nearest, 0, MOST_OBJECTS)
    if claim is None:
        reading = given.reading_of(groups, rate, down)
    else:
        for name, value in (("rate", rate), ("down", down)):
            if value is not None:
                raise refused(name, value, "left out beside a sentence, which says it")
        reading = given.joined(read_claim(claim), groups)
    day = _day(date, reading, record)
    found = [*sums.findings(reading), *evidence.findings(reading, known), *recorded.findings(reading, record, day)]
    nights = () if record is None else _nights(reading, record, number)
    asked = _asked(claim, {"drones": drones, "missiles": missiles, "rate": rate, "down": down}, of, known)
    if date is not None:
        asked += (("--date", str(day)),)
    if record is not None:
        asked += (("--record", record.file.path.name),) + (() if number == NEAREST else (("--nearest", str(number)),))
    sha256 = None if record is None else record.file.sha256
    return ClaimCheck(reading, tuple(found), known, nights, sha256, asked, _precedents(reading, record, day))


def _precedents(reading: Reading, record: Record | None, day: Date | None) -> tuple[tuple[Night, Totals], ...]:
    """Return raids before a day with their counts over what the first statement, else the first group, is of."""
    if record is None:
        return ()
    names = reading.statements[0].kinds if reading.statements else reading.groups[0].kinds
    return tuple((night, totals_of(night, names)) for night in before(record, day))


def _day(given: Date | str | None, reading: Reading, record: Record | None) -> Date | None:
    """Return the date that was given, which the record must have, else the one in the sentence."""
    if given is None:
        return reading.date
    day = parse_date(given) if isinstance(given, str) else given
    if type(day) is not Date:
        raise refused("date", given, "a date, or text as YYYY-MM-DD")
    if reading.date not in {None, day}:
        raise refused("date", given, f"{reading.date}, as the claim says, or left out")
    if record is None:
        raise refused("date", given, "given with a record")
    if not any(night.date == day for night in record.nights):
        record.night(day)  # raises, with the nearest nights
    return day


def _asked(
    claim: str | None, single: Mapping[str, object], of: Mapping[str, int | str] | None, known: Evidence
) -> tuple[tuple[str, str], ...]:
    """Return what was given as options of the command line; a sentence is the argument, without an option."""
    found = [] if claim is None else [(claim, "")]
    found += [(f"--{name}", str(value)) for name, value in single.items() if value is not None]
    found += [("--of", f"{kind}={value}") for kind, value in (of or {}).items()]
    found += [("--impacts", f"{kind}={seen}") for kind, seen in known.seen]
    found += [("--observed", f"{kind}={k}/{n}") for kind, k, n in known.observed]
    return tuple(found)


def _nights(reading: Reading, record: Record, nearest: int) -> tuple[SimilarNight, ...]:
    """Return nights of a like size; none where the claim says neither how many drones nor how many missiles."""
    counts = [reading.count_of("drones"), reading.count_of("missiles")]
    if not any(counts):
        return ()
    drones, missiles = (_middle(count) for count in counts)
    return similar_nights(record.nights, drones=drones, missiles=missiles, nearest=nearest)


def _middle(count: Count | None) -> float:
    return 0.0 if count is None else 0.5 * (count.low + count.high)
