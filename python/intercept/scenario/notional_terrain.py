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
    rows, columns = np.meshgrid(latitude, longitude, indexing="ij")
    east, north = frame.to_local(rows.ravel(), columns.ravel())
    height = heights(description, 1e-3 * east, 1e-3 * north).reshape(rows.shape)
    return Terrain.from_array(latitude, longitude, height, beyond_m=0.0)


def heights(description: TerrainGenerated, east_km: Array, north_km: Array) -> Array:
    """Return the heights (m) of places, shape (n,)."""
    rng = np.random.Generator(np.random.Philox(description.seed))
    total = np.zeros(len(east_km))
    wavelength, variance = description.wavelength_km, 0.0
    while True:
        direction, phase = 2.0 * np.pi * rng.random(WAVES), 2.0 * np.pi * rng.random(WAVES)
        for angle, start in zip(direction.tolist(), phase.tolist(), strict=True):
            along = east_km * math.sin(angle) + north_km * math.cos(angle)
            total += wavelength**HURST * np.cos(2.0 * np.pi / wavelength * along + start)
        variance += 0.5 * WAVES * wavelength ** (2.0 * HURST)
        wavelength *= 0.5
        if wavelength < SHORTEST_SPACINGS * description.spacing_km:
            break
    # Twice the spread of the sum either way is from the lowest valley to the highest peak.
    share = np.clip(0.5 + 0.25 * total / math.sqrt(variance), 0.0, 1.0)
    out = np.hypot(east_km / (0.5 * description.width_km), north_km / (0.5 * description.depth_km))
    shore = np.clip((1.0 - out) / (1.0 - SHORE), 0.0, 1.0)
    return np.asarray(description.relief_m * share * shore * shore * (3.0 - 2.0 * shore))


def _axes(description: TerrainGenerated, frame: Frame) -> tuple[Array, Array]:
    """Return latitudes and longitudes (rad) about the island, at most a spacing apart on the ground."""
    half_m = 500.0 * np.array([description.width_km, description.depth_km])
    rim = np.linspace(0.0, 2.0 * np.pi, 73)
    latitude, longitude = frame.to_geodetic(half_m[0] * np.sin(rim), half_m[1] * np.cos(rim))
    longitude = frame.longitude_rad + (longitude - frame.longitude_rad + np.pi) % (2.0 * np.pi) - np.pi
    counts = [math.ceil(size / description.spacing_km) + 1 for size in (description.depth_km, description.width_km)]
    return (
        np.linspace(latitude.min(), latitude.max(), counts[0]),
        np.linspace(longitude.min(), longitude.max(), counts[1]),
    )
