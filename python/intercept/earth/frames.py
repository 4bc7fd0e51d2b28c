"""Frames, for arrays: geodetic, ECEF, ECI, ENU, AER (definitions: docs/models/earth.md).

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
from intercept.base.arguments import column, refused, vectors
from intercept.base.arguments import threads as checked_threads
from intercept.earth.places import Geodetic, check_latitudes, place
from intercept.earth.world import World, planet

Array = npt.NDArray[np.float64]
# Of a reference: nothing is meant farther out.
ALTITUDE = (-1e9, 1e9)
# Of a position: squares of it, and of its distance from the centre, are numbers.
FAR_M = 1e15


def geodetic_to_ecef(
    latitude_rad: npt.ArrayLike,
    longitude_rad: npt.ArrayLike,
    altitude_m: npt.ArrayLike,
    *,
    world: World | None = None,
    threads: int = 0,
) -> Array:
    """Return ECEF positions (m), shape (n, 3), of geodetic coordinates of shape (n,).

    Examples
    --------
    >>> import intercept as ic
    >>> ic.earth.geodetic_to_ecef([0.0, 0.5], 0.0, [0.0, 1e3]).round().tolist()
    [[6378137.0, 0.0, 0.0], [5602531.0, 0.0, 3040190.0]]
    """
    given = {"latitude_rad": latitude_rad, "longitude_rad": longitude_rad, "altitude_m": altitude_m}
    latitude, longitude, altitude = together(given)
    return _core.geodetic_to_ecef(latitude, longitude, altitude, _shape(world), checked_threads(threads))


def ecef_to_geodetic(
    position_ecef_m: npt.ArrayLike, *, world: World | None = None, threads: int = 0
) -> tuple[Array, Array, Array]:
    """Return latitude (rad), longitude (rad, -pi to pi) and altitude (m), each (n,), of ECEF positions.

    Examples
    --------
    >>> import intercept as ic
    >>> latitude, longitude, altitude = ic.earth.ecef_to_geodetic([(6378237.0, 0.0, 0.0), (0.0, 6379137.0, 0.0)])
    >>> longitude.round(4).tolist(), altitude.round(3).tolist()
    ([0.0, 1.5708], [100.0, 1000.0])
    """
    return _core.ecef_to_geodetic(
        _positions("position_ecef_m", position_ecef_m), _shape(world), checked_threads(threads)
    )


def ecef_to_eci(
    position_ecef_m: npt.ArrayLike,
    velocity_ecef_m_s: npt.ArrayLike,
    *,
    time_s: npt.ArrayLike,
    world: World | None = None,
    threads: int = 0,
) -> tuple[Array, Array]:
    """Return inertial positions (m) and velocities (m/s) of Earth-fixed ones.

    ECI is the inertial frame that coincides with ECEF at time 0 of the flight; the Earth has turned by its rate times
    `time_s` (s, one or shape (n,)) since. The velocity that goes in is relative to the rotating Earth.

    Examples
    --------
    >>> import intercept as ic
    >>> at, moves = ic.earth.ecef_to_eci([(7e6, 0.0, 0.0)], [(0.0, 0.0, 0.0)], time_s=[0.0])
    >>> at.tolist(), moves.round(1).tolist()
    ([[7000000.0, 0.0, 0.0]], [[0.0, 510.4, 0.0]])
    """
    position = _positions("position_ecef_m", position_ecef_m)
    velocity = _as_many("velocity_ecef_m_s", velocity_ecef_m_s, position)
    time = _times(time_s, len(position))
    return _core.ecef_to_eci(position, velocity, time, _rate(world), checked_threads(threads))


def eci_to_ecef(
    position_eci_m: npt.ArrayLike,
    velocity_eci_m_s: npt.ArrayLike,
    *,
    time_s: npt.ArrayLike,
    world: World | None = None,
    threads: int = 0,
) -> tuple[Array, Array]:
    """Return Earth-fixed positions (m) and velocities (m/s) relative to the rotating Earth: see `ecef_to_eci`.

    Examples
    --------
    >>> import intercept as ic
    >>> at, moves = ic.earth.eci_to_ecef([(7e6, 0.0, 0.0)], [(0.0, 7500.0, 0.0)], time_s=[60.0])
    >>> moves.round().tolist()
    [[31.0, 6989.0, 0.0]]
    """
    position = _positions("position_eci_m", position_eci_m)
    velocity = _as_many("velocity_eci_m_s", velocity_eci_m_s, position)
    time = _times(time_s, len(position))
    return _core.eci_to_ecef(position, velocity, time, _rate(world), checked_threads(threads))


def ecef_to_enu(
    position_ecef_m: npt.ArrayLike, reference: Sequence[float], *, world: World | None = None, threads: int = 0
) -> Array:
    """Return east, north and up (m), shape (n, 3), of ECEF positions, from a reference `Geodetic`.

    Examples
    --------
    >>> import intercept as ic
    >>> ic.earth.ecef_to_enu([(6378137.0, 100.0, 200.0)], reference=(0.0, 0.0, 0.0)).round(6).tolist()
    [[100.0, 200.0, 0.0]]
    """
    position, threads = _positions("position_ecef_m", position_ecef_m), checked_threads(threads)
    return _core.ecef_to_enu(position, _reference(reference), _shape(world), threads)


def enu_to_ecef(
    position_enu_m: npt.ArrayLike, reference: Sequence[float], *, world: World | None = None, threads: int = 0
) -> Array:
    """Return ECEF positions (m), shape (n, 3), of east, north and up (m) from a reference `Geodetic`.

    Examples
    --------
    >>> import intercept as ic
    >>> ic.earth.enu_to_ecef([(100.0, 200.0, 0.0)], reference=(0.0, 0.0, 0.0)).round(6).tolist()
    [[6378137.0, 100.0, 200.0]]
    """
    position, threads = _positions("position_enu_m", position_enu_m), checked_threads(threads)
    return _core.enu_to_ecef(position, _reference(reference), _shape(world), threads)


def ecef_vector_to_enu(vector_ecef: npt.ArrayLike, reference: Sequence[float], *, threads: int = 0) -> Array:
    """Return the east, north and up components, shape (n, 3), of vectors (velocities, winds) given in ECEF.

    Examples
    --------
    >>> import intercept as ic
    >>> ic.earth.ecef_vector_to_enu([(5.0, 300.0, 0.0)], reference=(0.0, 0.0, 0.0)).round(6).tolist()
    [[300.0, 0.0, 5.0]]
    """
    latitude, longitude, _ = _reference(reference)
    return _core.ecef_vector_to_enu(vectors("vector_ecef", vector_ecef), latitude, longitude, checked_threads(threads))


def enu_vector_to_ecef(vector_enu: npt.ArrayLike, reference: Sequence[float], *, threads: int = 0) -> Array:
    """Return the ECEF components, shape (n, 3), of vectors (velocities, winds) given in east, north and up.

    Examples
    --------
    >>> import intercept as ic
    >>> ic.earth.enu_vector_to_ecef([(300.0, 0.0, 5.0)], reference=(0.0, 0.0, 0.0)).round(6).tolist()
    [[5.0, 300.0, 0.0]]
    """
    latitude, longitude, _ = _reference(reference)
    return _core.enu_vector_to_ecef(vectors("vector_enu", vector_enu), latitude, longitude, checked_threads(threads))


def enu_to_aer(position_enu_m: npt.ArrayLike, *, threads: int = 0) -> tuple[Array, Array, Array]:
    """Return azimuth (rad, 0 to 2 pi, clockwise from north), elevation (rad) and slant range (m), each (n,).

    Examples
    --------
    >>> import intercept as ic
    >>> azimuth, elevation, slant_range = ic.earth.enu_to_aer([(3e3, 4e3, 0.0)])
    >>> azimuth.round(4).tolist(), slant_range.round().tolist()
    ([0.6435], [5000.0])
    """
    return _core.enu_to_aer(_positions("position_enu_m", position_enu_m), checked_threads(threads))


def aer_to_enu(
    azimuth_rad: npt.ArrayLike, elevation_rad: npt.ArrayLike, slant_range_m: npt.ArrayLike, *, threads: int = 0
) -> Array:
    """Return east, north and up (m), shape (n, 3), of azimuth, elevation and slant range of shape (n,).

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

    Examples
    --------
    >>> import intercept as ic
    >>> azimuth, elevation, slant_range = ic.earth.ecef_to_aer([(6378137.0, 3e3, 4e3)], reference=(0.0, 0.0, 0.0))
    >>> azimuth.round(4).tolist(), elevation.round(4).tolist(), slant_range.round().tolist()
    ([0.6435], [0.0], [5000.0])
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

    Examples
    --------
    >>> import intercept as ic
    >>> ic.earth.aer_to_ecef([0.0], [0.0], [5e3], reference=(0.0, 0.0, 0.0)).round(6).tolist()
    [[6378137.0, 0.0, 5000.0]]
    """
    local = aer_to_enu(azimuth_rad, elevation_rad, slant_range_m, threads=threads)
    return enu_to_ecef(local, reference, world=world, threads=threads)


def together(given: dict[str, npt.ArrayLike]) -> list[Array]:
    """Return columns of one length, or of length one where one number stands for all; names the one that does not fit.

    Where any is empty all are.
    """
    arrays = [column(name, value) for name, value in given.items()]
    length = max(map(len, arrays)) if all(map(len, arrays)) else 0
    for name, array in zip(given, arrays, strict=True):
        if name.startswith("latitude"):
            check_latitudes(name, array)
        if name in {"altitude_m", "slant_range_m"}:
            _check_lengths(name, array)
        if len(array) not in {1, length}:
            column(name, array, length)
    return arrays if length else [array[:0] for array in arrays]


def _positions(name: str, value: npt.ArrayLike) -> Array:
    """Return positions, none of them farther away along an axis than anything is."""
    found = vectors(name, value)
    _check_lengths(name, found)
    return found


def _check_lengths(name: str, lengths: Array) -> None:
    """Refuse lengths (m) whose squares are not numbers; NaN stays."""
    far = np.abs(lengths) > FAR_M
    if far.any():
        raise refused(name, lengths[far][0], f"from {-FAR_M:g} to {FAR_M:g}")


def _times(time_s: npt.ArrayLike, rows: int) -> Array:
    """Return times of the rows, or one that stands for all."""
    time = column("time_s", time_s)
    return time if len(time) == 1 else column("time_s", time, rows)


def _as_many(name: str, value: npt.ArrayLike, position: Array) -> Array:
    """Return vectors, as many as there are positions."""
    found = vectors(name, value)
    if found.shape != position.shape:
        raise refused(name, value, f"as many vectors as there are positions: {len(position)}")
    return found


def _shape(world: World | None) -> _core.World | None:
    return None if world is None else planet(world).core()


def _rate(world: World | None) -> float:
    return planet(world).core().field()[4]


def _reference(reference: Sequence[float]) -> Geodetic:
    return place("reference", reference, altitude_m=ALTITUDE)
