"""From geopotential to geometric altitude, and from levels of pressure to levels of altitude.

Over an Earth whose normal gravity at latitude p is g(p) (Somigliana, WGS-84), a geopotential height H = geopotential/g0
lies at the geometric altitude

    Z = R H / (g(p)/g0 R - H),   R = a / (1 + f + m - 2 f sin^2 p),   m = w^2 a^2 b / GM

(WMO-No. 8, Guide to Instruments and Methods of Observation, part on geopotential height; M. J. Mahoney, 2001). Altitude
so found counts from mean sea level, which differs from the ellipsoid by the geoid's undulation, 107 m at most.

The pressure of a level tells about where it lies: over the Earth and the year, within 1,000 m + 15 % of its altitude in
the US Standard Atmosphere 1976. A geopotential in a unit that is not its own is beyond that by far.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from intercept.earth.air import us76
from intercept.earth.dataset import STANDARD_GRAVITY_M_S2, wrong

Array = npt.NDArray[np.float64]

# WGS-84: NIMA TR8350.2, third edition.
EQUATORIAL_GRAVITY_M_S2, SOMIGLIANA_K, ECCENTRICITY_SQUARED = 9.7803253359, 1.931_852_652_41e-3, 6.694_379_990_14e-3
EQUATORIAL_RADIUS_M, FLATTENING, CENTRIFUGAL_SHARE = 6_378_137.0, 1.0 / 298.257_223_563, 3.449_786_506_84e-3

# Altitudes nearer than this are one.
SAME_M = 1.0
# How far levels of pressure lie from their altitude in the standard atmosphere at most.
OFF_M, OFF_SHARE = 1_000.0, 0.15
# Altitudes (m) at which its pressures are read.
STANDARD_M = np.arange(-2_000.0, 85_001.0, 100.0)


def altitude_m(geopotential_m2_s2: Array, latitude_rad: Array) -> Array:
    """Return the geometric altitude (m) of a geopotential (m^2/s^2) at a latitude (rad), of shapes that broadcast."""
    sine_squared = np.sin(latitude_rad) ** 2
    root = np.sqrt(1.0 - ECCENTRICITY_SQUARED * sine_squared)
    gravity = EQUATORIAL_GRAVITY_M_S2 * (1.0 + SOMIGLIANA_K * sine_squared) / root
    radius = EQUATORIAL_RADIUS_M / (1.0 + FLATTENING + CENTRIFUGAL_SHARE - 2.0 * FLATTENING * sine_squared)
    height = geopotential_m2_s2 / STANDARD_GRAVITY_M_S2
    return np.asarray(radius * height / (gravity / STANDARD_GRAVITY_M_S2 * radius - height))


def check_altitudes(altitude: Array, pressure_pa: Array) -> None:
    """Refuse altitudes (m), shape (latitudes, longitudes, levels), that levels of such pressures (Pa) do not have.

    Levels without values, and those above 85 km, are left out.

    Raises
    ------
    InvalidParameterError
        The mean altitude of a level is beyond `OFF_M` and `OFF_SHARE` of that of the standard atmosphere; the message
        says which unit the geopotential seems to have.
    """
    standard_pa = us76(STANDARD_M)["pressure_pa"]
    expected = np.interp(-np.log(pressure_pa), -np.log(standard_pa), STANDARD_M, left=np.nan, right=np.nan)
    least, most = expected - OFF_M - OFF_SHARE * np.abs(expected), expected + OFF_M + OFF_SHARE * np.abs(expected)
    known = np.isfinite(altitude)
    counts = known.sum(axis=(0, 1))
    mean = np.where(known, altitude, 0.0).sum(axis=(0, 1)) / np.where(counts, counts, np.nan)
    bad = np.flatnonzero((mean < least) | (mean > most))
    if not len(bad):
        return
    k = int(bad[np.argmax(np.abs(mean - expected)[bad])])
    hint = ""
    for factor, unit in ((STANDARD_GRAVITY_M_S2, "m"), (1.0 / STANDARD_GRAVITY_M_S2, "m**2 s**-2")):
        if least[k] <= factor * mean[k] <= most[k]:
            hint = f'; the values are such as have the unit {unit}: set the attribute units of the variable to "{unit}"'
    raise wrong(
        "geopotential",
        f"an altitude of {mean[k]:,.0f} m on average at {pressure_pa[k] / 100.0:g} hPa",
        f"from {least[k]:,.0f} to {most[k]:,.0f} m there{hint or ': check the units of geopotential and levels'}",
    )


def at_altitudes(altitude: Array, winds: list[Array]) -> tuple[Array, list[Array]]:
    """Return winds at altitudes that all places share.

    Each place has its own altitudes of the levels of pressure; in each, the wind is linear over altitude between its
    levels and held beyond them. It is read at the least, mean and greatest altitude of each level. Levels below the
    ground, where MERRA-2 has no values, have the wind of the lowest level above it.

    Parameters
    ----------
    altitude
        Altitudes of the levels (m), shape (latitudes, longitudes, levels); NaN below the ground.
    winds
        Components (m/s) of the same shape, NaN below the ground.

    Returns
    -------
    levels
        Shared altitudes (m), shape (k,), rising.
    winds
        The components there, shape (latitudes, longitudes, k).

    Raises
    ------
    InvalidParameterError
        A place has no value at its highest level or a gap, or its altitudes do not rise with the levels.
    """
    known = np.isfinite(altitude) & np.all([np.isfinite(wind) for wind in winds], axis=0)
    order = _upwards(altitude, known)
    known, altitude = known[..., order], altitude[..., order]
    first = np.argmax(known, axis=-1)
    above = np.arange(len(order)) >= first[..., None]
    if not len(order) or (known != above).any():
        gaps = int((known != above).sum()) or known.size
        raise wrong("wind", f"NaN in {gaps} cells above the ground", "a number in every cell: fill or crop")
    levels = _nodes(altitude, known)
    filled, *winds = [_grounded(array, first, above) for array in (altitude, *(wind[..., order] for wind in winds))]
    filled = np.where(above, filled, filled - (first[..., None] - np.arange(len(order))))
    if (np.diff(filled, axis=-1) <= 0.0).any():
        raise wrong("geopotential", "altitudes that do not rise from level to level", "that of the levels of the wind")
    return levels, _interpolated(filled, winds, levels)


def _upwards(altitude: Array, known: npt.NDArray[np.bool_]) -> npt.NDArray[np.intp]:
    """Return the levels that have values, from the lowest up; those below the ground everywhere are left out."""
    seen = np.flatnonzero(known.any(axis=(0, 1)))
    mean = np.array([altitude[..., k][known[..., k]].mean() for k in seen])
    order = seen[np.argsort(mean, kind="stable")]
    # What lies beyond the highest level, or between two, is not below the ground.
    gap = len(seen) and (np.diff(seen) > 1).any()
    beyond = len(seen) and order[-1] not in (0, altitude.shape[-1] - 1)
    if gap or beyond:
        cells = altitude[..., 0].size * (altitude.shape[-1] - len(seen))
        raise wrong("wind", f"NaN in {cells} cells of whole levels", "a number in every cell: fill or crop")
    return order


def _nodes(altitude: Array, known: npt.NDArray[np.bool_]) -> Array:
    """Return the least, mean and greatest altitude of each level, in order; those within a metre are one."""
    each = [altitude[..., k][known[..., k]] for k in range(altitude.shape[-1])]
    nodes = np.sort([value for level in each for value in (level.min(), level.mean(), level.max())])
    return np.asarray(nodes[np.append(True, np.diff(nodes) > SAME_M)])


def _grounded(array: Array, first: npt.NDArray[np.intp], above: npt.NDArray[np.bool_]) -> Array:
    """Return an array whose entries below the ground are those of the lowest level above it."""
    return np.asarray(np.where(above, array, np.take_along_axis(array, first[..., None], axis=-1)))


def _interpolated(altitude: Array, winds: list[Array], levels: Array) -> list[Array]:
    found = [np.empty((*altitude.shape[:-1], len(levels))) for _ in winds]
    last = max(altitude.shape[-1] - 2, 0)
    for j, level in enumerate(levels):
        lower = np.clip((altitude <= level).sum(axis=-1) - 1, 0, last)[..., None]
        upper = np.minimum(lower + 1, altitude.shape[-1] - 1)
        low, high = (np.take_along_axis(altitude, k, axis=-1)[..., 0] for k in (lower, upper))
        # One level alone has no span.
        share = np.clip((level - low) / np.where(high > low, high - low, 1.0), 0.0, 1.0)
        for wind, out in zip(winds, found, strict=True):
            a, b = (np.take_along_axis(wind, k, axis=-1)[..., 0] for k in (lower, upper))
            out[..., j] = a + (b - a) * share
    return found
