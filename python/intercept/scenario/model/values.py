"""The small values of a scenario file: names, counts, shares and positions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

import numpy as np
import numpy.typing as npt
from pydantic import StringConstraints

from intercept.catalogue.uncertain import Between, Section, Uncertain
from intercept.earth.local_frame import Frame

Array = npt.NDArray[np.float64]

AssetClass = Literal["energy", "rail", "logistics", "city", "military"]
ClassName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
Name = Annotated[str, StringConstraints(min_length=1, max_length=100)]
Clock = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]

MAX_OBJECTS = 100_000

Share = Annotated[Uncertain, Between(0, 1)]
Count = Annotated[int, Between(1, MAX_OBJECTS)]


class Position(Section):
    """A place in the theatre's local frame (azimuthal equidistant about its origin), km east and north."""

    east_km: Annotated[float, Between(-5000, 5000)]
    north_km: Annotated[float, Between(-5000, 5000)]


def places(frame: Frame, positions: Iterable[Position]) -> tuple[Array, Array]:
    """Return latitude and longitude (rad) of positions, arrays of shape (n,)."""
    listed = [(1e3 * position.east_km, 1e3 * position.north_km) for position in positions]
    return frame.to_geodetic(*np.array(listed, dtype=float).reshape(-1, 2).T)
