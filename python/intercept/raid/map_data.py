"""What a map of a run shows: tracks and sites."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from intercept.base.table import Table
from intercept.base.values import ByValue
from intercept.base.words import counted

Array: TypeAlias = npt.NDArray[np.float64]
Track: TypeAlias = tuple[str, Array, Array, Array]


@dataclass(frozen=True, eq=False, repr=False)
class MapData(ByValue):
    """What the map shows, in km east and north of the theatre's origin.

    Attributes
    ----------
    tracks
        One ``(threat_class, east_km, north_km, altitude_km)`` for each threat, arrays of shape ``(points,)``.
    sites
        Columns kind (asset, sensor, fire_unit or launch_area), name, class, east_km, north_km, range_km and
        altitude_max_km (NaN: none).
    ground
        Where there is terrain: east_km (n,), north_km (m,) and the heights there (m), shape (m, n).
    """

    tracks: tuple[Track, ...]
    sites: Table
    ground: tuple[Array, Array, Array] | None = None

    def __repr__(self) -> str:
        return f"<MapData: {counted(len(self.tracks), 'track')}, {counted(len(self.sites), 'site')}>"
