"""How a run was drawn, and what it is too little for."""

from __future__ import annotations

import math
from dataclasses import dataclass

from intercept.base.words import counted
from intercept.raid.estimates import student_t

# Below so many vectors, a quantile of 5 or 95 % is that of a handful of them.
VECTORS_FOR_TAILS = 100
# The mean of leakers counts as known where the half-width of its interval is within these shares.
OF_MEAN, OF_LAUNCHED = 0.1, 0.01
# Standard errors are told with a warning below so many scrambles, and are no reason to stop below so many: where work
# ends as soon as the scatter of two means is small, it ends where chance has brought them together.
SCRAMBLES_FOR_ERRORS, SCRAMBLES_FOR_UNTIL = 6, 8


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
        The standard error that was asked for (of a saturation: its share of each mean), and whether it was met; None
        where none was.
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

    def few_scrambles(self) -> tuple[str, ...]:
        """Say in a sentence that the scrambles are too few for standard errors; nothing where they are enough.

        The standard deviation of R normal numbers has a relative error of 1/sqrt(2 (R - 1)), nearly.
        """
        if self.scrambles < 2:
            return (f"One scramble gives no standard error: draw at least {SCRAMBLES_FOR_ERRORS}, better 8.",)
        if self.scrambles >= SCRAMBLES_FOR_ERRORS:
            return ()
        uncertain = 100.0 / math.sqrt(2.0 * (self.scrambles - 1))
        told = f"those from {self.scrambles} are uncertain by {uncertain:.0f} % themselves"
        return (f"Too few scrambles for standard errors: {told}. Draw at least {SCRAMBLES_FOR_ERRORS}, better 8.",)

    def too_few(self, mean: float, error: float, launched: int) -> tuple[str, ...]:
        """Say in sentences what the samples are too few for, given the mean of leakers and its standard error."""
        found = []
        half_width = student_t(max(self.scrambles - 1, 1)) * error
        if self.until_met is False:
            found.append(
                f"The standard error asked for, {self.until:g}, was not met with the {counted(self.points, 'point')} of"
                " each scramble."
            )
        found += self.few_scrambles()
        if math.isfinite(half_width) and half_width > max(OF_MEAN * mean, OF_LAUNCHED * launched):
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
