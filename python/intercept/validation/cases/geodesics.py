"""Geodesics of WGS-84 against Karney's test set (data/geodesic/SOURCE.md)."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from intercept.base.outside import outside
from intercept.earth.frames import geodetic_to_ecef
from intercept.earth.geodesics import geodesic_direct, geodesic_inverse
from intercept.validation.check import Case, Check, Source
from intercept.validation.tables import LONG, THINNED, Library, data_path

Array = npt.NDArray[np.float64]

TITLE = "Karney, GeodTest, doi:10.5281/zenodo.32156"
TOLERANCE = (1e-6, "asked for; the set is written to 0.1 um and 1e-18 degree")
TURNED = (5e-6, "five times the place's: near a pole the azimuth's error is that of the place over the distance to it")
SERIES = "geodesic/geodtest_500.dat"


def _read(library: Library) -> tuple[Array, str]:
    long = library.has(SERIES) and library.folder is not None
    path = library.folder / SERIES if long and library.folder else data_path("geodesic/geodtest_50.dat")
    with outside("path", path, "a table of geodesics that can be read"):
        columns = np.loadtxt(path, ndmin=2).T.copy()
        columns[:6] = np.radians(columns[:6])
    return columns, f"{LONG if long else THINNED}, {columns.shape[1]} rows"


def _within_half_turn(angle_rad: Array) -> Array:
    return np.asarray(np.abs((angle_rad + np.pi) % (2.0 * np.pi) - np.pi))


def _worst(off: Array, ours: Array, theirs: Array) -> tuple[tuple[float, float], float]:
    i = int(np.argmax(np.where(np.isnan(off), np.inf, off)))
    return (float(ours[i]), float(theirs[i])), float(off[i])


def checks(library: Library) -> Iterable[Check]:
    """Solve the direct problem: end point and azimuth there; the inverse: distance and both azimuths."""
    (latitude_1, longitude_1, azimuth_1, latitude_2, longitude_2, azimuth_2, distance, _, reduced, _), read = _read(
        library
    )
    source = Source("geodesic", f"{TITLE} ({read})", "intercept.earth.geodesics")
    latitude, longitude, azimuth = geodesic_direct(latitude_1, longitude_1, azimuth_rad=azimuth_1, distance_m=distance)
    miss = geodetic_to_ecef(latitude, longitude, 0.0) - geodetic_to_ecef(latitude_2, longitude_2, 0.0)
    figures, off = _worst(np.linalg.norm(miss, axis=1), np.degrees(latitude), np.degrees(latitude_2))
    yield source.apart("direct: end point, apart (figures: latitude)", figures, ("deg", "m"), off, TOLERANCE)
    # Next to a pole the azimuth turns with the longitude: only their difference is well conditioned there.
    convergence = np.sin(latitude_2) * (longitude - longitude_2)
    off_m = 6.4e6 * _within_half_turn(azimuth - azimuth_2 - convergence)
    figures, off = _worst(off_m, np.degrees(azimuth), np.degrees(azimuth_2))
    yield source.apart("direct: azimuth at the end, at 6400 km", figures, ("deg", "m"), off, TURNED)
    length, start, end = geodesic_inverse(latitude_1, longitude_1, latitude_2, longitude_2)
    figures, off = _worst(np.abs(length - distance), length, distance)
    yield source.apart("inverse: distance", figures, ("m", "m"), off, TOLERANCE)
    # What an error of azimuth moves the far end by: the reduced length times the angle.
    for word, ours, theirs in (("start", start, azimuth_1), ("end", end, azimuth_2)):
        off_m = _within_half_turn(ours - theirs) * np.abs(reduced)
        figures, off = _worst(off_m, np.degrees(ours), np.degrees(theirs))
        yield source.apart(f"inverse: azimuth at the {word}, at the far end", figures, ("deg", "m"), off, TOLERANCE)


def cases(library: Library) -> list[Case]:  # noqa: ARG001 - the package has a table
    """Return the one case."""
    return [Case("geodesic", TITLE, checks)]
