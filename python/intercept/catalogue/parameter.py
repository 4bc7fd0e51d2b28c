"""A value of a class: a prior with its unit and where it comes from."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Literal

from intercept.catalogue.uncertain import Stated

Derived = Literal["sourced", "formula", "engine"]
Origin = Literal["catalogue", "model choice", "scenario"]


@dataclass(frozen=True)
class Parameter:
    """One value of a class: a triangular prior in `unit`, with where it comes from.

    `derived` says how a draw gets it: sourced (drawn), formula (computed in the draw) or engine (an output of the
    trajectory; not in a draw). `key` is the name with its unit, as in files.
    """

    name: str
    key: str
    low: float
    mode: float
    high: float
    unit: str
    source: str
    url: str
    confidence: str
    note: str
    derived: Derived
    origin: Origin

    def stated(self, value: Stated) -> Parameter:
        """Return the parameter with a scenario's value in its place; such a value is always drawn, never computed."""
        return dataclasses.replace(
            self,
            low=value.low,
            mode=value.mode,
            high=value.high,
            source=value.source or "scenario file",
            url=value.url or "",
            confidence=value.confidence or "-",
            note=value.note or "",
            derived="sourced",
            origin="scenario",
        )
