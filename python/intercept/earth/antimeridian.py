"""Lines that are cut where they cross 180 degrees, for files and programs that know no longitude beyond it."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def cut(longitude_deg: Array, others: Array) -> list[tuple[Array, Array]]:
    """Return the pieces of a line between its crossings of 180 degrees; one for a line that does not cross.

    Between two points it takes the shorter way round. A crossing is the end of one piece, at 180 or -180 degrees, and
    the begin of the next at the opposite, with values in proportion to the longitude.

    Parameters
    ----------
    longitude_deg
        Longitudes of the points, shape (n,), in any turn.
    others
        What else is known of each, such as latitude and altitude, shape (n, m).
    """
    running = np.unwrap(longitude_deg, period=360.0)
    turn = np.floor((running + 180.0) / 360.0)
    last = np.flatnonzero(np.diff(turn))
    border = 360.0 * np.maximum(turn[last], turn[last + 1]) - 180.0
    share = ((border - running[last]) / (running[last + 1] - running[last]))[:, None]
    at = others[last] + share * (others[last + 1] - others[last])
    pieces = []
    edges = [0, *(last + 1).tolist(), len(running)]
    for k, (start, stop) in enumerate(pairwise(edges)):
        before, after = slice(max(k - 1, 0), k), slice(k, k + 1)
        longitude = np.concatenate([border[before], running[start:stop], border[after]]) - 360.0 * turn[start]
        pieces.append((longitude, np.concatenate([at[before], others[start:stop], at[after]])))
    # A line that only touches the border leaves nothing beyond it.
    long = [piece for piece in pieces if any(np.ptp(part, axis=0).any() for part in piece)]
    return long or pieces[:1]
