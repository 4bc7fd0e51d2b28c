"""What was found along a line: the shots at a class that crosses it, and the gaps."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from intercept.areas import counting, geojson
from intercept.areas.area import at_least
from intercept.areas.counting import Engaged
from intercept.areas.sites import Sites
from intercept.base.factories import by_calls
from intercept.base.shown import Shown
from intercept.base.table import Table
from intercept.base.values import ByValue
from intercept.base.words import TOLD_MAX, counted, first_of, one_of_class, spelled
from intercept.earth.geodesics import Polyline
from intercept.earth.local_frame import Frame

Array = npt.NDArray[np.float64]


@by_calls("ic.coverage")
@dataclass(frozen=True, eq=False, repr=False)
class Coverage(ByValue, Shown):
    """The shots that a defence has at a class along a line, at `distance_m` (n,) from its start, and the gaps.

    `gaps_m` (k, 2) holds where the parts with fewer than `opportunities` shots begin and end. A coverage can be pickled
    and deep-copied, and compares by value.

    Model, sources, limits: docs/models/coverage.md.

    Examples
    --------
    >>> import intercept as ic
    >>> place = (-0.7845, -2.1357)
    >>> radar = ic.Sensor.of_class("surveillance_radar", position=place)
    >>> unit = ic.FireUnit.of_class("medium_range_sam", position=place)
    >>> line = [(-0.80, -2.14), (-0.77, -2.14)]
    >>> found = ic.coverage(ic.Defence([radar], [unit]), line, "subsonic_cruise", step_m=5e3)
    >>> found.explain().partition(", the most frequent first: ")[2]
    "never tracked, beyond the interceptor's reach, out of reach."
    >>> found.gaps()["from_km"].round().tolist(), len(found.parts_m()), len(found.table())
    ([0.0, 128.0], 3, 40)
    >>> found.to_geojson()["type"], round(found.gap_share, 2)
    ('FeatureCollection', 0.69)
    """

    threat_class: str
    opportunities: int
    line: Polyline
    distance_m: Array
    azimuth_rad: Array
    engaged: Engaged
    detected_before_m: Array
    gaps_m: Array
    sites: Sites
    # Of the map: a scenario's own frame, else about the middle of the line.
    origin: Frame

    def __repr__(self) -> str:
        """Tell class, length and gaps."""
        parts = (spelled(self.threat_class), at_least(self.opportunities), counted(len(self.gaps_m), "gap"))
        return f"<Coverage: {', '.join(parts)} in {self.line.length_m / 1e3:,.1f} km>"

    def _shown(self) -> tuple[str, Table]:
        return self.explain(), self.gaps()

    @property
    def gap_share(self) -> float:
        """Share of the line's length that lies in gaps."""
        return float(np.sum(self.gaps_m[:, 1] - self.gaps_m[:, 0]) / self.line.length_m)

    def explain(self) -> str:
        """Say in sentences how much of the line is covered, why the rest is not, and which units have rules."""
        return " ".join(filter(None, (self._length(), self.sites.rule_told)))

    def _length(self) -> str:
        shot = f"{at_least(self.opportunities)} to shoot at {one_of_class(self.threat_class)}"
        named = f"The defence has {shot} that crosses the line"
        length = f"{self.line.length_m / 1e3:,.1f} km"
        if not len(self.gaps_m):
            return f"{named}, along all its {length}."
        covered_km = (1.0 - self.gap_share) * self.line.length_m / 1e3
        gaps = f"{'is' if len(self.gaps_m) == 1 else 'are'} {counted(len(self.gaps_m), 'gap')}"
        reasons = [spelled(name) for name, _ in counting.dominant(self.engaged, self.opportunities)]
        named_reasons = first_of(reasons, f"and {counted(len(reasons) - TOLD_MAX, 'other reason')}")
        # A gap between two places tried has no reason of its own.
        why = f", for these reasons, the most frequent first: {named_reasons}" if len(reasons) > 1 else ""
        why = f": {named_reasons}" if len(reasons) == 1 else why
        if len(self.gaps_m) == 1 and self.gap_share >= 1.0:
            none = f"There is no place along the {length} of the line where the defence has {shot} that crosses it"
            return f"{none}{why}."
        covered = f"{covered_km:,.1f} of its {length}" if covered_km >= 0.05 else f"less than 0.1 of its {length}"
        return f"{named}, along {covered}. There {gaps}{why}."

    def table(self) -> Table:
        """Return one row for each place: distance along the line, direction, opportunities, detection, reason.

        `detected_before_km` is how far before the line the flight is when first detected, along the ground; negative
        beyond the line.
        """
        places, _ = self.line.at(self.distance_m)
        words = np.array(counting.reason_words())
        return Table(
            {
                "distance_km": self.distance_m / 1e3,
                "latitude_deg": np.degrees(places[:, 0]),
                "longitude_deg": np.degrees(places[:, 1]),
                "azimuth_deg": np.degrees(np.remainder(self.azimuth_rad, 2.0 * np.pi)),
                "opportunities": self.engaged.opportunities,
                "first_detection_s": self.engaged.first_detection_s,
                "detected_before_km": self.detected_before_m / 1e3,
                "reason": words[self.engaged.reason],
            }
        )

    def gaps(self) -> Table:
        """Return one row for each gap: where it begins and ends, its fewest opportunities, its most frequent reason.

        The table is empty where the whole line is covered.
        """
        inside = [(self.distance_m >= a) & (self.distance_m <= b) for a, b in self.gaps_m]
        ends = [np.degrees(self.line.at(self.gaps_m[:, k].copy())[0]) for k in (0, 1)]
        parts = [_part(self.engaged, mask) for mask in inside]
        reasons = [counting.dominant(part, self.opportunities) for part in parts]
        return Table(
            {
                "from_km": self.gaps_m[:, 0] / 1e3,
                "to_km": self.gaps_m[:, 1] / 1e3,
                "length_km": (self.gaps_m[:, 1] - self.gaps_m[:, 0]) / 1e3,
                "from_latitude_deg": ends[0][:, 0],
                "from_longitude_deg": ends[0][:, 1],
                "to_latitude_deg": ends[1][:, 0],
                "to_longitude_deg": ends[1][:, 1],
                "opportunities_least": np.array([part.opportunities.min() for part in parts], dtype=np.int64),
                "reason": np.array([found[0][0] for found in reasons], dtype=np.str_),
            }
        )

    def parts_m(self) -> list[tuple[float, float, bool]]:
        """Return the parts of the line in order: where each begins and ends, and whether it is a gap."""
        edges = np.concatenate([[0.0], self.gaps_m.ravel(), [self.line.length_m]])
        parts = [(float(a), float(b), bool(k % 2)) for k, (a, b) in enumerate(pairwise(edges))]
        return [part for part in parts if part[1] > part[0]]

    def to_geojson(self) -> dict[str, Any]:
        """Return the parts of the line, gaps and covered, as a GeoJSON collection of lines (RFC 7946)."""
        return geojson.collection(
            [
                geojson.line(self.line.between(a, b, self.distance_m), self.part_properties(a, b, gap=gap))
                for a, b, gap in self.parts_m()
            ]
        )

    def part_properties(self, from_m: float, to_m: float, *, gap: bool) -> dict[str, Any]:
        """Return what is known of a part of the line, as properties of a GeoJSON feature."""
        asked = {"class": self.threat_class, "opportunities": self.opportunities}
        return {**asked, "gap": gap, "from_km": from_m / 1e3, "to_km": to_m / 1e3}


def _part(engaged: Engaged, mask: npt.NDArray[np.bool_]) -> Engaged:
    return Engaged(
        *(
            getattr(engaged, name)[mask]
            for name in (
                *("opportunities", "reason", "first_detection_s", "first_intercept_m", "last_intercept_m"),
                "anywhere",
            )
        )
    )
