"""Notional ground: hills that do not exist, made from a seed in the theatre's frame.

A sum of waves of random direction and phase, whose amplitudes grow with a power of their wavelength as those of real
relief do (B. B. Mandelbrot, Proc. Natl. Acad. Sci. 72 (1975) 3825), turned into heights from 0 to the relief, and
lowered to the sea towards the border of an ellipse.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from intercept.earth.terrain import Terrain

if TYPE_CHECKING:
    from intercept.earth.local_frame import Frame
    from intercept.scenario.model.surroundings import TerrainGenerated

Array = npt.NDArray[np.float64]

# Waves of each octave, and the shortest wavelength in spacings: shorter ones the raster does not show.
WAVES, SHORTEST_SPACINGS = 8, 4.0
# That power: judgement, as relief has exponents from 0.5, which is rough, to 1.
HURST = 0.8
# From this share of the way to the border on, the ground falls to the sea.
SHORE = 0.8


def generated(description: TerrainGenerated, frame: Frame) -> Terrain:
    """Return the terrain of a description: the same on every machine to within rounding."""
    latitude, longitude = _axes(description, frame)
    radii_km = _radii_km(frame)
    north = radii_km[0] * (latitude - frame.latitude_rad)
    east = radii_km[1] * (longitude - frame.longitude_rad)
    return Terrain.from_array(latitude, longitude, heights(description, east, north), beyond_m=0.0)


def heights(description: TerrainGenerated, east_km: Array, north_km: Array) -> Array:
    """Return the heights (m), shape (norths, easts), at the nodes of a grid.

    A wave over the grid is a product, cos(a + b) = cos a cos b - sin a sin b with a along the one axis and b along the
    other, so that all of them together are one product of matrices.
    """
    rng = np.random.Generator(np.random.Philox(description.seed))
    by_east, by_north = [], []
    wavelength, variance = description.wavelength_km, 0.0
    while True:
        direction, phase = 2.0 * np.pi * rng.random((WAVES, 1)), 2.0 * np.pi * rng.random((WAVES, 1))
        number = 2.0 * np.pi / wavelength
        a = number * np.sin(direction) * east_km + phase
        b = number * np.cos(direction) * north_km
        amplitude = wavelength**HURST
        by_east += [amplitude * np.cos(a), -amplitude * np.sin(a)]
        by_north += [np.cos(b), np.sin(b)]
        variance += 0.5 * WAVES * amplitude * amplitude
        wavelength *= 0.5
        if wavelength < SHORTEST_SPACINGS * description.spacing_km:
            break
    total = np.concatenate(by_north).T @ np.concatenate(by_east)
    # Twice the spread of the sum either way is from the lowest valley to the highest peak.
    share = np.clip(0.5 + 0.25 / math.sqrt(variance) * total, 0.0, 1.0)
    out = np.hypot(north_km[:, None] / (0.5 * description.depth_km), east_km[None, :] / (0.5 * description.width_km))
    shore = np.clip((1.0 - out) / (1.0 - SHORE), 0.0, 1.0)
    return np.asarray(description.relief_m * share * shore * shore * (3.0 - 2.0 * shore))


def _radii_km(frame: Frame) -> tuple[float, float]:
    """Return the distances (km) of a radian of latitude and of one of longitude at the frame's origin.

    Distances east are those of the origin's latitude everywhere: the island widens towards the equator with the
    meridians.
    """
    step = np.array([1e3, 0.0])
    latitude, longitude = frame.to_geodetic(step, step[::-1])
    return 1.0 / abs(latitude[1] - frame.latitude_rad), 1.0 / abs(longitude[0] - frame.longitude_rad)


def _axes(description: TerrainGenerated, frame: Frame) -> tuple[Array, Array]:
    """Return latitudes and longitudes (rad) of the island, at most a spacing apart on the ground."""
    radii_km = _radii_km(frame)
    half_rad = 0.5 * description.depth_km / radii_km[0], 0.5 * description.width_km / radii_km[1]
    # Of the row nearest to the equator, the longest.
    least = max(abs(frame.latitude_rad) - half_rad[0], 0.0)
    width_km = description.width_km * math.cos(least) / math.cos(frame.latitude_rad)
    rows, columns = (math.ceil(size / description.spacing_km) + 1 for size in (description.depth_km, width_km))
    return (
        np.linspace(frame.latitude_rad - half_rad[0], frame.latitude_rad + half_rad[0], rows),
        np.linspace(frame.longitude_rad - half_rad[1], frame.longitude_rad + half_rad[1], columns),
    )
