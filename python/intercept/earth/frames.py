"""Frames, for arrays: geodetic, ECEF, ENU, AER (definitions: docs/models/earth.md).

Angles in rad, lengths in m. Positions have the shape (n, 3) or (3,) and come back as (n, 3); columns have the shape
(n,) or are one number. A `world` stands for its shape: on a sphere latitudes are geocentric; without one, WGS-84.
`threads` is the largest number of threads to use, 0 for all cores: from some thousand rows on the rows are shared among
them, and fewer are the calling thread's. The result is the same for any number.

A latitude beyond a right angle, a length beyond 1e15 m, or arguments whose shapes do not fit, raise
InvalidParameterError; NaN gives NaN, as rows that were not flown do.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.base.arguments import threads as checked_threads
from intercept.base.arguments import vectors
from intercept.earth.frame_arguments import (
    positions,
    reference_place,
    shape,
    together,
)
from intercept.earth.world import World

Array = npt.NDArray[np.float64]


def geodetic_to_ecef(
    latitude_rad: npt.ArrayLike,
    longitude_rad: npt.ArrayLike,
    altitude_m: npt.ArrayLike,
    *,
    world: World | None = None,
    threads: int = 0,
) -> Array:
    """Return ECEF positions (m), shape (n, 3), of geodetic coordinates of shape (n,).

    Definitions: docs/models/earth.md.

    Raises
    ------
    InvalidParameterError
        A latitude beyond a right angle, a length beyond 1e15 m, or shapes that do not fit.

    Examples
    --------
    >>> import intercept as ic
    >>> ic.earth.geodetic_to_ecef([-0.785, -0.785], -2.18, [0.0, 1e3]).round().tolist()
    [[-2586057.0, -3706364.0, -4485555.0], [-2586462.0, -3706944.0, -4486262.0]]
    """
    given = {"latitude_rad": latitude_rad, "longitude_rad": longitude_rad, "altitude_m": altitude_m}
    latitude, longitude, altitude = together(given)
    return _core.geodetic_to_ecef(latitude, longitude, altitude, shape(world), checked_threads(threads))


def ecef_to_geodetic(
    position_ecef_m: npt.ArrayLike, *, world: World | None = None, threads: int = 0
) -> tuple[Array, Array, Array]:
    """Return latitude (rad), longitude (rad, -pi to pi) and altitude (m), each (n,), of ECEF positions.

    Definitions: docs/models/earth.md.

    Raises
    ------
    InvalidParameterError
        A length beyond 1e15 m, or shapes that do not fit.

    Examples
    --------
    >>> import intercept as ic
    >>> latitude, longitude, altitude = ic.earth.ecef_to_geodetic([(-2590e3, -3705e3, -4486e3)])
    >>> latitude.round(4).tolist(), longitude.round(4).tolist(), altitude.round().tolist()
    ([-0.7849], [-2.1809], [1120.0])
    """
    return _core.ecef_to_geodetic(positions("position_ecef_m", position_ecef_m), shape(world), checked_threads(threads))


def ecef_to_enu(
    position_ecef_m: npt.ArrayLike, reference: Sequence[float], *, world: World | None = None, threads: int = 0
) -> Array:
    """Return east, north and up (m), shape (n, 3), of ECEF positions, from a reference `Geodetic`.

    Definitions: docs/models/earth.md.

    Raises
    ------
    InvalidParameterError
        A latitude beyond a right angle, a length beyond 1e15 m, or shapes that do not fit.

    Examples
    --------
    >>> import intercept as ic
    >>> here = (-0.785, -2.18, 0.0)
    >>> above = ic.earth.geodetic_to_ecef(-0.785, -2.18, 500.0)
    >>> ic.earth.ecef_to_enu(above, reference=here)[:, 2].round(3).tolist()
    [500.0]
    """
    position, threads = positions("position_ecef_m", position_ecef_m), checked_threads(threads)
    return _core.ecef_to_enu(position, reference_place(reference), shape(world), threads)


def enu_to_ecef(
    position_enu_m: npt.ArrayLike, reference: Sequence[float], *, world: World | None = None, threads: int = 0
) -> Array:
    """Return ECEF positions (m), shape (n, 3), of east, north and up (m) from a reference `Geodetic`.

    Definitions: docs/models/earth.md.

    Raises
    ------
    InvalidParameterError
        A latitude beyond a right angle, a length beyond 1e15 m, or shapes that do not fit.

    Examples
    --------
    >>> import intercept as ic
    >>> here = (-0.785, -2.18, 0.0)
    >>> at = ic.earth.enu_to_ecef([(100.0, 200.0, 300.0)], reference=here)
    >>> ic.earth.ecef_to_enu(at, reference=here).round(3).tolist()
    [[100.0, 200.0, 300.0]]
    """
    position, threads = positions("position_enu_m", position_enu_m), checked_threads(threads)
    return _core.enu_to_ecef(position, reference_place(reference), shape(world), threads)


def ecef_vector_to_enu(vector_ecef: npt.ArrayLike, reference: Sequence[float], *, threads: int = 0) -> Array:
    """Return the east, north and up components, shape (n, 3), of vectors (velocities, winds) given in ECEF.

    Definitions: docs/models/earth.md.

    Raises
    ------
    InvalidParameterError
        A latitude beyond a right angle, or shapes that do not fit.

    Examples
    --------
    >>> import intercept as ic
    >>> here = (-0.785, -2.18, 0.0)
    >>> ic.earth.ecef_vector_to_enu([(100.0, 0.0, 0.0)], reference=here).round(1).tolist()
    [[82.0, -40.4, -40.5]]
    """
    latitude, longitude, _ = reference_place(reference)
    return _core.ecef_vector_to_enu(vectors("vector_ecef", vector_ecef), latitude, longitude, checked_threads(threads))


def enu_vector_to_ecef(vector_enu: npt.ArrayLike, reference: Sequence[float], *, threads: int = 0) -> Array:
    """Return the ECEF components, shape (n, 3), of vectors (velocities, winds) given in east, north and up.

    Definitions: docs/models/earth.md.

    Raises
    ------
    InvalidParameterError
        A latitude beyond a right angle, or shapes that do not fit.

    Examples
    --------
    >>> import intercept as ic
    >>> here = (-0.785, -2.18, 0.0)
    >>> ic.earth.enu_vector_to_ecef([(300.0, 20.0, 5.0)], reference=here).round(1).tolist()
    [[235.9, -186.2, 10.6]]
    """
    latitude, longitude, _ = reference_place(reference)
    return _core.enu_vector_to_ecef(vectors("vector_enu", vector_enu), latitude, longitude, checked_threads(threads))


def enu_to_aer(position_enu_m: npt.ArrayLike, *, threads: int = 0) -> tuple[Array, Array, Array]:
    """Return azimuth (rad, 0 to 2 pi, clockwise from north), elevation (rad) and slant range (m), each (n,).

    Definitions: docs/models/earth.md.

    Raises
    ------
    InvalidParameterError
        A length beyond 1e15 m, or shapes that do not fit.

    Examples
    --------
    >>> import intercept as ic
    >>> azimuth, elevation, slant_range = ic.earth.enu_to_aer([(3e3, 4e3, 0.0)])
    >>> azimuth.round(4).tolist(), slant_range.round().tolist()
    ([0.6435], [5000.0])
    """
    return _core.enu_to_aer(positions("position_enu_m", position_enu_m), checked_threads(threads))


def aer_to_enu(
    azimuth_rad: npt.ArrayLike, elevation_rad: npt.ArrayLike, slant_range_m: npt.ArrayLike, *, threads: int = 0
) -> Array:
    """Return east, north and up (m), shape (n, 3), of azimuth, elevation and slant range of shape (n,).

    Definitions: docs/models/earth.md.

    Raises
    ------
    InvalidParameterError
        A length beyond 1e15 m, or shapes that do not fit.

    Examples
    --------
    >>> import intercept as ic
    >>> ic.earth.aer_to_enu([0.0], [0.5], [1e3]).round(1).tolist()
    [[0.0, 877.6, 479.4]]
    """
    given = {"azimuth_rad": azimuth_rad, "elevation_rad": elevation_rad, "slant_range_m": slant_range_m}
    azimuth, elevation, slant = together(given)
    return _core.aer_to_enu(azimuth, elevation, slant, checked_threads(threads))


def ecef_to_aer(
    position_ecef_m: npt.ArrayLike, reference: Sequence[float], *, world: World | None = None, threads: int = 0
) -> tuple[Array, Array, Array]:
    """Return azimuth (rad), elevation (rad) and slant range (m), each (n,), of ECEF positions seen from a reference.

    Definitions: docs/models/earth.md.

    Raises
    ------
    InvalidParameterError
        A latitude beyond a right angle, a length beyond 1e15 m, or shapes that do not fit.

    Examples
    --------
    >>> import intercept as ic
    >>> here = (-0.785, -2.18, 0.0)
    >>> at = ic.earth.enu_to_ecef([(3e3, 4e3, 0.0)], reference=here)
    >>> azimuth, elevation, slant_range = ic.earth.ecef_to_aer(at, reference=here)
    >>> azimuth.round(4).tolist(), slant_range.round().tolist()
    ([0.6435], [5000.0])
    """
    return enu_to_aer(ecef_to_enu(position_ecef_m, reference, world=world, threads=threads), threads=threads)


def aer_to_ecef(
    azimuth_rad: npt.ArrayLike,
    elevation_rad: npt.ArrayLike,
    slant_range_m: npt.ArrayLike,
    *,
    reference: Sequence[float],
    world: World | None = None,
    threads: int = 0,
) -> Array:
    """Return ECEF positions (m), shape (n, 3), of azimuth, elevation and slant range from a reference `Geodetic`.

    Definitions: docs/models/earth.md.

    Raises
    ------
    InvalidParameterError
        A latitude beyond a right angle, a length beyond 1e15 m, or shapes that do not fit.

    Examples
    --------
    >>> import intercept as ic
    >>> here = (-0.785, -2.18, 0.0)
    >>> at = ic.earth.aer_to_ecef([0.6435], [0.1], [5e3], reference=here)
    >>> ic.earth.ecef_to_enu(at, reference=here).round().tolist()
    [[2985.0, 3980.0, 499.0]]
    """
    local = aer_to_enu(azimuth_rad, elevation_rad, slant_range_m, threads=threads)
    return enu_to_ecef(local, reference, world=world, threads=threads)
