"""A claim, checked: its reading, its findings, and what they were made with."""

from __future__ import annotations

import json
import shlex
from dataclasses import dataclass, field
from typing import Any

import intercept._core as _core
from intercept.base.arguments import refused
from intercept.base.plain import made_by
from intercept.base.shown import Shown
from intercept.base.table import Table
from intercept.claim import outcomes, told
from intercept.claim.arithmetic import Arithmetic
from intercept.claim.evidence import Evidence
from intercept.claim.findings import Finding, Verdict, verdict
from intercept.claim.of_run import Counted
from intercept.claim.reading import Reading
from intercept.claim.similar import SimilarNight
from intercept.claim.told import CANNOT_TELL
from intercept.raid.made import Made
from intercept.record.nights import Night
from intercept.record.totals import Totals


@dataclass(frozen=True, repr=False)
class ClaimCheck(Shown):
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
        Recorded nights of a like size, nearest first, before the date if there is one; none without a record.
    record_sha256
        Of the file of the record, None without one.
    precedents
        Recorded raids before the date, with their counts over the kinds of the first statement; none without a record.
    scenario_sha256
        The hash of the scenario as it was given, None without one.
    modelled
        Its counts over the kinds of the first statement, in each replication; None without a scenario.
    made
        What made those counts, None without a scenario: it is scaled to the claim, and has a hash of its own then.
    asked
        What was given, as the options of `intercept claim` and their values.
    """

    reading: Reading
    findings: tuple[Finding, ...]
    evidence: Evidence = field(default_factory=Evidence)
    nights: tuple[SimilarNight, ...] = ()
    record_sha256: str | None = None
    asked: tuple[tuple[str, str], ...] = ()
    precedents: tuple[tuple[Night, Totals], ...] = ()
    scenario_sha256: str | None = None
    modelled: Counted | None = None
    made: Made | None = None

    def __repr__(self) -> str:
        return f"<ClaimCheck: {' '.join(self.verdict.lines)}>"

    def _shown(self) -> tuple[str, Table]:
        answer = self.verdict.lines
        rows = [(part.title, one.text) for part in told.parts(self.findings, answer) for one in part.findings]
        return "\n".join(answer), Table.of_rows(("section", "finding"), rows)

    @property
    def command(self) -> str:
        """The command that makes this check again; files are named without their folders."""
        return shlex.join(["intercept", "claim", *(word for pair in self.asked for word in pair if word)])

    @property
    def names_files(self) -> bool:
        """Whether the command names files, which it does without their folders."""
        return any(option in {"--record", "--scenario"} for option, _ in self.asked)

    @property
    def arithmetic(self) -> tuple[Arithmetic, ...]:
        """The arithmetic of every statement."""
        return outcomes.arithmetic(self.reading)

    @property
    def verdict(self) -> Verdict:
        """The weightiest grade, and the answer in three lines."""
        meant = dict.fromkeys(outcomes.MEANT[one.outcome] for one in self.reading.statements if not one.made_of)
        doubts = list(self.reading.either)
        doubts += [f"Not understood, and not used: {'; '.join(self.reading.doubtful)}."] * bool(self.reading.doubtful)
        return verdict(self.findings, [*meant, f"It cannot be said from this {CANNOT_TELL[0]}."], " ".join(doubts))

    def to_dict(self) -> dict[str, object]:
        """Return everything as plain values, for JSON: what made it, shares of 1."""
        said = {
            "question": "claim",
            **({} if self.made is None else self.made.to_dict("claim")),
            "verdict": self.verdict.to_dict(),
            "reading": self.reading.to_dict(),
            "findings": [finding.to_dict() for finding in self.findings],
            "arithmetic": [one.to_dict() for one in self.arithmetic],
            "evidence": self.evidence.to_dict(),
            "nights": [night.to_dict() for night in self.nights],
            "cannot_tell": list(CANNOT_TELL),
            "made_with": self.made_with(),
        }
        return made_by(said)

    def made_with(self) -> dict[str, str | None]:
        """Return what the check was made with: command, version, the SHA-256 of the record, the scenario."""
        return {
            "command": self.command,
            "intercept_version": _core.VERSION,
            "record_sha256": self.record_sha256,
            "scenario_name": None if self.made is None else self.made.scenario[0],
            "scenario_sha256": self.scenario_sha256,
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
        return json.dumps(made, ensure_ascii=False, indent=2, allow_nan=False)
