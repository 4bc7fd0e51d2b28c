"""Threats of a plan: where and when each is launched, and what it flies to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from intercept.catalogue.draw import named_stream
from intercept.engagement.plan import Threats, wave_place
from intercept.flight.class_rows import ClassRows, Ends, class_rows
from intercept.flight.rows import Flights

if TYPE_CHECKING:
    from intercept.catalogue.catalogue import Catalogue
    from intercept.catalogue.generic_class import GenericClass
    from intercept.earth.local_frame import Frame
    from intercept.scenario.model.defence import Asset
    from intercept.scenario.model.raid import LaunchArea, Raid, Route, Wave
    from intercept.scenario.prepare import Sample

Array = npt.NDArray[np.float64]


class _Wave:
    """A wave with its launch points, destinations and times drawn."""

    def __init__(
        self, raid: Raid, index: int, count: int, assets: Sequence[Asset], clock_start: str | None, sample: Sample
    ) -> None:
        self.wave: Wave = raid.waves[index]
        self.index, self.count, self.frame = index, count, sample.frame
        self.vectors = sample.vectors
        # Row by row, so that a larger wave begins with the same threats as a smaller one.
        self.key = (sample.seed, self.vectors.first, self.vectors.route, f"wave {self.wave.name}")
        uniforms = named_stream(*self.key).random((count, 4))
        area = next(a for a in raid.launch_areas if a.name == self.wave.launch_area)
        self.launch_m = _launch_points(area, uniforms[:, 0], uniforms[:, 1])
        # By name, so that the order of the file decides nothing.
        order = np.argsort([asset.name for asset in assets])
        self.asset = order[_choose(_target_probabilities([assets[i] for i in order], self.wave), uniforms[:, 2])]
        places = 1e3 * np.array([[asset.position.east_km, asset.position.north_km] for asset in assets])
        self.destination_m = places[self.asset]
        profile = self.wave.time_profile
        share = (np.arange(count) + 0.5) / max(count, 1)
        self.launch_s = profile.start_s(clock_start) + profile.duration_s * share
        launch, destination = (_geodetic(self.frame, each) for each in (self.launch_m, self.destination_m))
        route = "" if self.wave.route.kind == "direct" else f"raid.waves[{index}].route"
        self.ends = Ends.between(launch, destination, f"{wave_place(index, self.wave.name)}, threat", route)

    def uniforms(self, generic: GenericClass) -> dict[str, Array] | None:
        """Return the uniforms of the class's parameters, one row for each threat; None for the most likely values."""
        if self.vectors.is_likely:
            return None
        keys = [p.key for p in generic.parameters.values() if p.derived == "sourced"]
        block = named_stream(*self.key, "parameters").random((self.count, len(keys)))
        return {key: block[:, k] for k, key in enumerate(keys)}

    def turning_points(self) -> list[Array]:
        """Return latitude and longitude (rad) of each threat's turning points, in order."""
        rng = named_stream(*self.key, "doglegs")
        turning = _turning_points(self.wave.route, rng, self.launch_m, self.destination_m)
        places = _geodetic(self.frame, turning.reshape(-1, 2))
        return list(places.reshape(turning.shape))


def _geodetic(frame: Frame, places_m: Array) -> Array:
    """Return latitude and longitude (rad) of places east and north (m), shape (n, 2)."""
    if not len(places_m):
        return np.empty((0, 2))
    return np.stack(frame.to_geodetic(places_m[:, 0], places_m[:, 1]), axis=1)


def _launch_points(area: LaunchArea, u: Array, v: Array) -> Array:
    """Uniform over a disc: radius R sqrt(u), bearing 2 pi v."""
    radius, bearing = 1e3 * area.radius_km * np.sqrt(u), 2.0 * np.pi * v
    east, north = 1e3 * area.position.east_km, 1e3 * area.position.north_km
    return np.column_stack([east + radius * np.sin(bearing), north + radius * np.cos(bearing)])


def _target_probabilities(assets: Sequence[Asset], wave: Wave) -> Array:
    values = np.array([asset.value for asset in assets])
    if wave.target_weights is None:
        return np.asarray(values / values.sum())
    classes = np.array([asset.class_name for asset in assets])
    weights = np.zeros(len(values))
    for name, weight in wave.target_weights.items():
        of_class = classes == name
        if weight > 0.0 and of_class.any():
            weights[of_class] = weight * values[of_class] / values[of_class].sum()
    return np.asarray(weights / weights.sum())


def _choose(probabilities: Array, u: Array) -> npt.NDArray[np.int64]:
    edges = np.cumsum(probabilities)
    chosen = np.searchsorted(edges, u * edges[-1], side="right")
    return np.asarray(np.minimum(chosen, len(probabilities) - 1), dtype=np.int64)


def compile_threats(
    raid: Raid, assets: Sequence[Asset], clock_start: str | None, sample: Sample
) -> tuple[Threats, npt.NDArray[np.int64]]:
    """Return the threats of all waves, wave after wave, and the index of the asset that each flies to.

    Raises
    ------
    UnreachableError
        A destination lies beyond the reach of the class sent there.
    """
    names = sample.threat_classes
    waves = [_Wave(raid, i, count, assets, clock_start, sample) for i, count in enumerate(raid.scaled_counts())]
    rows = [_rows(wave, sample.catalogue) for wave in waves]
    counts = [wave.count for wave in waves]
    threats = Threats(
        class_index=np.repeat([names.index(w.wave.class_name) for w in waves], counts).astype(np.uint64),
        wave=np.repeat([w.index for w in waves], counts).astype(np.uint64),
        launch_s=np.concatenate([w.launch_s for w in waves]),
        radar_cross_section_m2=np.concatenate([each.radar_cross_section_m2 for each in rows]),
        manoeuvre_m_s2=np.repeat([w.wave.manoeuvre_m_s2 or 0.0 for w in waves], counts).astype(float),
        flights=Flights.joined([each.flights for each in rows]).over(sample.terrain),
    )
    return threats, np.concatenate([w.asset for w in waves]).astype(np.int64)


def _rows(wave: _Wave, catalogue: Catalogue) -> ClassRows:
    generic = catalogue.threats[wave.wave.class_name]
    turning = wave.turning_points() if catalogue.threat_rule(generic.name).flight == "cruise" else None
    uniforms = wave.uniforms(generic)
    return class_rows(generic, wave.ends, uniforms, profile=wave.wave.profile, turning_points=turning)


def _turning_points(route: Route, rng: np.random.Generator, start: Array, end: Array) -> Array:
    """Return the turning points (east, north in m) between starts and ends of shape (n, 2), shape (n, points, 2)."""
    count = len(start)
    if route.kind == "via":
        return np.tile(1e3 * np.array([[p.east_km, p.north_km] for p in route.points]), (count, 1, 1))
    if route.kind == "direct":
        return np.empty((count, 0, 2))
    # Evenly along the line, each up to `lateral_km` to either side. Row by row: a larger wave begins as a smaller one.
    share = np.arange(1, route.count + 1)[:, None] / (route.count + 1)
    line = (end - start)[:, None]
    along = line / np.maximum(np.hypot(line[..., 0], line[..., 1]), 1.0)[..., None]
    side = 1e3 * route.lateral_km * (2.0 * rng.random((count, route.count, 1)) - 1.0)
    across = np.stack([along[..., 1], -along[..., 0]], axis=-1)
    return np.asarray(start[:, None] + share * line + side * across)
