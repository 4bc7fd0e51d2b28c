"""What credibility reads of a result: the tables of what was found, whatever holds them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from intercept.base.table import Table
from intercept.raid.sampling import Sampling


class Claim(Protocol):
    """A public claim on one class of threat."""

    @property
    def threat_class(self) -> str:
        """The class."""

    @property
    def launched(self) -> int:
        """How many are said to have been launched."""


class Sites(Protocol):
    """What a map shows."""

    @property
    def sites(self) -> Table:
        """Assets, sensors, fire units and launch areas."""


class Found(Protocol):
    """The tables of a result; `Result` says what is in them."""

    @property
    def threats(self) -> Table:
        """The threats of the most likely case."""

    @property
    def outcomes(self) -> Table:
        """Counts of fates."""

    @property
    def draws(self) -> Table:
        """What was drawn."""

    @property
    def estimates(self) -> Table:
        """Means with their errors, variances in parts."""

    @property
    def kills(self) -> Table:
        """Kills by defence and threat class."""

    @property
    def assumptions(self) -> Table:
        """Every value used."""

    @property
    def map(self) -> Sites:
        """Tracks and sites."""

    @property
    def claimed(self) -> Sequence[Claim]:
        """The public claims."""

    @property
    def sampling(self) -> Sampling:
        """How it was drawn."""

    def too_few(self) -> tuple[str, ...]:
        """Say what the samples are too few for."""
