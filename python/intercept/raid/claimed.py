"""What is publicly claimed of a night, to print beside its result."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Claimed:
    """What a public statement says of one class of threat on the night: counts, and where it was said.

    ``not_reach_goal`` is the number claimed lost or jammed on the way, where the statement gives one.
    """

    threat_class: str
    launched: int
    destroyed: int
    not_reach_goal: int | None = None
    source: str = ""
    url: str = ""

    @property
    def down(self) -> int:
        """Claimed destroyed or lost on the way: what the modelled "down" is compared with."""
        return self.destroyed + (self.not_reach_goal or 0)
