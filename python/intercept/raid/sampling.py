"""How a run was drawn, and what it is too little for."""

from __future__ import annotations

import math
from dataclasses import dataclass

from intercept.base.words import counted

# Below so many vectors, a quantile of 5 or 95 % is that of a handful of them.
VECTORS_FOR_TAILS = 100
# The mean of leakers counts as known where the half-width of its interval is within these shares.
OF_MEAN, OF_LAUNCHED = 0.1, 0.01


@dataclass(frozen=True)
class Sampling:
    """How the vectors of what is not known were drawn, and how many replications were made of them.

    Attributes
    ----------
    scheme, version
        "sobol", "latin_hypercube" or "given", and the number of its version: another one draws other points.
    scrambles, points, vectors, replications
        Independent scrambles, geometries of each, vectors of each geometry, replications of each vector.
    route_pairs
        Vectors that were replicated with second routes, too.
    until, until_met
        The standard error that was asked for, and whether it was met; None where none was.
    """

    scheme: str
    version: int
    scrambles: int
    points: int
    vectors: int
    replications: int
    route_pairs: int = 0
    until: float | None = None
    until_met: bool | None = None

    @property
    def vectors_in_all(self) -> int:
        """How many vectors of what is not known there are."""
        return self.scrambles * self.points * self.vectors

    def told(self) -> str:
        """Say in a sentence how the run was drawn."""
        return (
            f"{counted(self.scrambles, 'independent scramble')} of {counted(self.points, 'geometry', 'geometries')},"
            f" {counted(self.vectors, 'vector')} for each of these, {counted(self.replications, 'replication')} of each"
            f" vector ({self.scheme.replace('_', ' ')}, version {self.version})"
        )

    def too_few(self, mean: float, half_width: float, launched: int) -> tuple[str, ...]:
        """Say in sentences what the samples are too few for, given the mean of leakers and its interval."""
        found = []
        if self.until_met is False:
            found.append(
                f"The standard error asked for, {self.until:g}, was not met with the {counted(self.points, 'point')} of"
                " each scramble."
            )
        if self.scrambles < 2:
            found.append("One scramble gives no standard error: draw at least 2 scrambles, better 8.")
        elif math.isfinite(half_width) and half_width > max(OF_MEAN * mean, OF_LAUNCHED * launched):
            found.append(
                f"Too few samples for the mean of leakers: it is known to within {half_width:.2g}. More points, or a"
                " standard error to be met (until), narrow it."
            )
        if self.vectors_in_all < VECTORS_FOR_TAILS:
            found.append(
                f"Too few samples for the 5 and 95 % quantiles: they rest on"
                f" {counted(self.vectors_in_all, 'vector')} of what is not known, and need {VECTORS_FOR_TAILS}."
            )
        return tuple(found)
