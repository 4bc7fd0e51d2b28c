"""Points and tracks of the user's own, by which a run is known without them: their SHA-256."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from intercept.base.arguments import column, instance, refused
from intercept.base.checksum import arrays_sha256, table_sha256
from intercept.flight.trajectories import Trajectories


def sampling_sha256(sampling: Mapping[str, npt.ArrayLike]) -> str:
    """Return the SHA-256 of points of your own, whatever the order of their columns.

    Raises
    ------
    InvalidParameterError
        They are not columns of numbers by name.
    """
    if not isinstance(sampling, Mapping) or not all(isinstance(name, str) for name in sampling):
        raise refused("sampling", sampling, "columns of numbers by name")
    return arrays_sha256({name: column(f"sampling[{name}]", sampling[name]) for name in sorted(sampling)})


def tracks_sha256(trajectories: Trajectories) -> str:
    """Return the SHA-256 of tracks of your own: their knots, which rows these are of, and what is known of each."""
    known = instance("trajectories", trajectories, Trajectories).recorded
    said = {} if known is None else {"recorded": np.array([table_sha256(known)], dtype=str)}
    return arrays_sha256({**trajectories.knots(), "offsets": trajectories.offsets, **said})
