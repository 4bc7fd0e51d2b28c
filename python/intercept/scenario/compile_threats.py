"""Threats of a plan: where and when each is launched, what it flies at, and how.

Each threat is drawn from the part of its class that can reach its aimpoint; where no part can, the error says how much
is missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

import intercept._core as _core
from intercept.catalogue.draw import (
    STANDARD_GRAVITY_M_S2,
    Drawn,
    draw_from_uniforms,
    minimum_energy_apogee_m,
    minimum_energy_speed_m_s,
)
from intercept.catalogue.streams import stream
from intercept.engagement.plan import (
    BOOSTED_COLUMNS,
    GLIDE_COLUMNS,
    HYPERSONIC_COLUMNS,
    ROUTE_COLUMNS,
    Flights,
    Threats,
)
from intercept.errors import UnreachableError
from intercept.scenario.turning_points import length_m, turning_points

if TYPE_CHECKING:
    from intercept.catalogue.catalogue import Catalogue, GenericClass
    from intercept.earth.local_frame import Frame
    from intercept.scenario.model.raid import LaunchArea, Wave
    from intercept.scenario.model.scenario import Scenario

Array = npt.NDArray[np.float64]

# Losses to gravity and drag are solved for in flight. The propellant allowed is that of the least-energy flight over
# the class's longest range with this loss factor k in the mass ratio exp(k v/(Isp g0)): 1.10 to 1.35 in the open
# literature, and half as much again for depressed flights.
LOSS_FACTOR_LIMIT = 1.9
# Slowest start of a hypersonic glide: Mach 5 at height.
GLIDE_SPEED_MIN_M_S = 1475.0
# The lift of a glide is limited by its lift-to-drag ratio, not by a structural limit.
NO_LIMIT_M_S2 = 1000.0


class _Wave:
    """A wave with its launch points, aimpoints and times drawn."""

    def __init__(self, scenario: Scenario, frame: Frame, index: int, count: int, seed: int, sample: int) -> None:
        self.wave: Wave = scenario.raid.waves[index]
        self.index, self.count, self.frame = index, count, frame
        # Row by row, so that a larger wave begins with the same threats as a smaller one.
        self.purpose = (seed, sample, f"wave {self.wave.name}")
        uniforms = stream(*self.purpose).random((count, 4))
        area = next(a for a in scenario.raid.launch_areas if a.name == self.wave.launch_area)
        self.launch_east_m, self.launch_north_m = _launch_points(area, uniforms[:, 0], uniforms[:, 1])
        self.asset = _choose(_target_probabilities(scenario, self.wave), uniforms[:, 2])
        places = [asset.position for asset in scenario.assets]
        self.aim_east_m = 1e3 * np.array([p.east_km for p in places])[self.asset]
        self.aim_north_m = 1e3 * np.array([p.north_km for p in places])[self.asset]
        profile = self.wave.time_profile
        share = (np.arange(count) + 0.5) / max(count, 1)
        self.launch_s = profile.start_s(scenario.clock_start) + profile.duration_s * share
        self.launch = np.stack(frame.to_geodetic(self.launch_east_m, self.launch_north_m), axis=1)
        self.aim = np.stack(frame.to_geodetic(self.aim_east_m, self.aim_north_m), axis=1)
        self.distance_m, _, _ = _core.geodesic_inverse(*self.launch.T.copy(), *self.aim.T.copy())

    def uniforms(self, generic: GenericClass) -> dict[str, Array]:
        """Return the uniforms of the class's parameters, one row a threat."""
        seed, sample, purpose = self.purpose
        keys = [p.key for p in generic.parameters.values() if p.derived == "sourced"]
        block = stream(seed, sample, f"{purpose} parameters").random((self.count, len(keys)))
        return {key: block[:, k] for k, key in enumerate(keys)}

    def check_reach(self, generic: GenericClass, key: str, length_m: Array) -> None:
        """Raise if an aimpoint lies beyond the class's longest range."""
        reach_m = 1e3 * generic.parameters[key].high
        worst = int(np.argmax(length_m)) if len(length_m) else 0
        if len(length_m) and length_m[worst] > reach_m:
            raise UnreachableError(
                f'wave "{self.wave.name}", threat {worst + 1}: the aimpoint is {length_m[worst] / 1e3:.0f} km away, but'
                f" {generic.name} reaches {reach_m / 1e3:.0f} km at most ({key}): short by"
                f" {(length_m[worst] - reach_m) / 1e3:.0f} km"
            )

    def ends(self, launch_altitude_m: Array) -> Array:
        """Return launch and aimpoint as the first six columns of a flight."""
        ground = np.zeros(self.count)
        return np.column_stack([self.launch, launch_altitude_m, self.aim, ground])


def _launch_points(area: LaunchArea, u: Array, v: Array) -> tuple[Array, Array]:
    """Uniform over a disc: radius R sqrt(u), bearing 2 pi v."""
    radius, bearing = 1e3 * area.radius_km * np.sqrt(u), 2.0 * np.pi * v
    east, north = 1e3 * area.position.east_km, 1e3 * area.position.north_km
    return east + radius * np.sin(bearing), north + radius * np.cos(bearing)


def _target_probabilities(scenario: Scenario, wave: Wave) -> Array:
    values = np.array([asset.value for asset in scenario.assets])
    if wave.target_weights is None:
        return np.asarray(values / values.sum())
    classes = np.array([asset.class_name for asset in scenario.assets])
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
    scenario: Scenario, catalogue: Catalogue, frame: Frame, names: tuple[str, ...], seed: int, sample: int
) -> tuple[Threats, npt.NDArray[np.int64]]:
    """Return the threats of all waves, wave after wave, and the index of the asset that each flies to."""
    waves = [_Wave(scenario, frame, i, count, seed, sample) for i, count in enumerate(scenario.raid.scaled_counts())]
    flights: dict[str, list[tuple[int, Array]]] = {"boosted": [], "glide": [], "hypersonic": [], "route": []}
    waypoints: list[Array] = []
    areas = []
    first = 0
    for wave in waves:
        generic = catalogue.threats[wave.wave.class_name]
        kind = catalogue.threat_rule(generic.name).flight
        if kind == "cruise":
            values, points = _routes(wave, generic, catalogue)
            waypoints.extend(points)
        else:
            values = _KINDS[kind](wave, generic)
        areas.append(values.pop("radar_cross_section_m2"))
        flights[_COLUMNS.get(kind, "boosted")].append((first, values["columns"]))
        first += wave.count
    threats = Threats(
        class_index=np.repeat([names.index(w.wave.class_name) for w in waves], [w.count for w in waves]).astype(
            np.uint64
        ),
        wave=np.repeat([w.index for w in waves], [w.count for w in waves]).astype(np.uint64),
        launch_s=np.concatenate([w.launch_s for w in waves]),
        radar_cross_section_m2=np.concatenate(areas),
        manoeuvre_m_s2=np.repeat([w.wave.manoeuvre_m_s2 or 0.0 for w in waves], [w.count for w in waves]).astype(float),
        flights=_flights(flights, waypoints),
    )
    return threats, np.concatenate([w.asset for w in waves]).astype(np.int64)


def _flights(parts: dict[str, list[tuple[int, Array]]], waypoints: list[Array]) -> Flights:
    def rows(kind: str) -> npt.NDArray[np.uint64]:
        ranges = [np.arange(start, start + len(block)) for start, block in parts[kind]]
        return np.concatenate([*ranges, np.empty(0)]).astype(np.uint64)

    def block(kind: str, columns: tuple[str, ...]) -> Array:
        return np.concatenate([*(b for _, b in parts[kind]), np.empty((0, len(columns)))])

    return Flights(
        boosted_rows=rows("boosted"),
        boosted=block("boosted", BOOSTED_COLUMNS),
        glide_rows=rows("glide"),
        glide=block("glide", GLIDE_COLUMNS),
        hypersonic_rows=rows("hypersonic"),
        hypersonic=block("hypersonic", HYPERSONIC_COLUMNS),
        route_rows=rows("route"),
        route=block("route", ROUTE_COLUMNS),
        waypoints=np.concatenate([*waypoints, np.empty((0, 2))]),
        waypoint_offsets=np.cumsum([0, *(len(points) for points in waypoints)]).astype(np.uint64),
    )


def _with_distance(wave: _Wave, generic: GenericClass) -> Drawn:
    """Draw each threat with its own distance as the range, so that what goes with the range goes with it."""
    return draw_from_uniforms(generic, wave.uniforms(generic), given={"range_km": wave.distance_m / 1e3})


def _propellant_limit(speed_m_s: float | Array, specific_impulse_s: Array) -> Array:
    """Return the largest mass ratio, exp(k v/(Isp g0)), that a class is allowed."""
    return np.asarray(np.exp(LOSS_FACTOR_LIMIT * speed_m_s / (specific_impulse_s * STANDARD_GRAVITY_M_S2)))


def _ballistic(wave: _Wave, generic: GenericClass) -> dict[str, Array]:
    wave.check_reach(generic, "range_km", wave.distance_m)
    v = _with_distance(wave, generic)
    zero = np.zeros(wave.count)
    longest = minimum_energy_speed_m_s(np.asarray(generic.parameters["range_km"].high))
    columns = np.column_stack(
        [
            wave.ends(zero),
            *(v["apogee_m"], zero, v["specific_impulse_s"]),
            *(np.round(v["stages"]), v["stage_dropped_share"], v["burn_time_s"]),
            _propellant_limit(longest, v["specific_impulse_s"]),
            *(v["ballistic_coefficient_kg_m2"], *[zero] * 8),
        ]
    )
    return {"columns": columns, "radar_cross_section_m2": v["radar_cross_section_m2"]}


def _aeroballistic(wave: _Wave, generic: GenericClass) -> dict[str, Array]:
    airborne = "launch_altitude_m" in generic.parameters
    reach = "range_missile_alone_km" if airborne else "range_km"
    wave.check_reach(generic, reach, wave.distance_m)
    v = draw_from_uniforms(generic, wave.uniforms(generic)) if airborne else _with_distance(wave, generic)
    zero = np.zeros(wave.count)
    altitude, speed = (v["launch_altitude_m"], v["launch_speed_m_s"]) if airborne else (zero, zero)
    range_km = wave.distance_m / 1e3
    # However low the drawn apogee, the flight must carry over its distance: a share of the least-energy apogee. These
    # classes fly depressed: never above it, but well above the aircraft.
    least_energy = minimum_energy_apogee_m(range_km)
    apogee = np.clip(v["apogee_m"], v["apogee_share_min"] * least_energy, least_energy)
    apogee = np.maximum(apogee, altitude + 8_000.0 * airborne)
    longest = minimum_energy_speed_m_s(np.asarray(generic.parameters[reach].high))
    columns = np.column_stack(
        [
            wave.ends(altitude),
            # These classes have one stage.
            *(apogee, speed, v["specific_impulse_s"], zero + 1.0, zero, v["burn_time_s"]),
            _propellant_limit(longest, v["specific_impulse_s"]),
            *(v["ballistic_coefficient_kg_m2"], v["lift_to_drag"], v["lateral_acceleration_m_s2"]),
            *(v["pull_up_altitude_m"], v["dive_speed_share"] * minimum_energy_speed_m_s(range_km)),
            *(np.radians(v["dive_angle_deg"]), np.radians(v["climb_angle_deg"]), zero, zero),
        ]
    )
    return {"columns": columns, "radar_cross_section_m2": v["radar_cross_section_m2"]}


def _glide(wave: _Wave, generic: GenericClass) -> dict[str, Array]:
    wave.check_reach(generic, "range_km", wave.distance_m)
    v = draw_from_uniforms(generic, wave.uniforms(generic))
    fill = np.ones(wave.count)
    columns = np.column_stack(
        [
            wave.ends(np.zeros(wave.count)),
            *(GLIDE_SPEED_MIN_M_S * fill, generic.parameters["initial_glide_speed_m_s"].high * fill),
            *(v["lift_to_drag"], v["ballistic_coefficient_kg_m2"], NO_LIMIT_M_S2 * fill),
            *(v["dive_altitude_m"], np.radians(v["dive_angle_deg"])),
        ]
    )
    return {"columns": columns, "radar_cross_section_m2": v["radar_cross_section_m2"]}


def _hypersonic(wave: _Wave, generic: GenericClass) -> dict[str, Array]:
    wave.check_reach(generic, "range_km", wave.distance_m)
    v = draw_from_uniforms(generic, wave.uniforms(generic))
    columns = np.column_stack(
        [
            wave.ends(np.zeros(wave.count)),
            *(v["cruise_speed_m_s"], v["altitude_cruise_m"], v["lift_to_drag"], v["ballistic_coefficient_kg_m2"]),
            *(v["lateral_acceleration_m_s2"], np.radians(v["dive_angle_deg"]), v["terminal_speed_m_s"]),
        ]
    )
    return {"columns": columns, "radar_cross_section_m2": v["radar_cross_section_m2"]}


# What compiles the classes that do not cruise, and which columns are not those of boosted flights.
_KINDS = {"ballistic": _ballistic, "aeroballistic": _aeroballistic, "glide": _glide, "hypersonic": _hypersonic}
_COLUMNS = {"cruise": "route", "glide": "glide", "hypersonic": "hypersonic"}


def _routes(wave: _Wave, generic: GenericClass, catalogue: Catalogue) -> tuple[dict[str, Array], list[Array]]:
    v = draw_from_uniforms(generic, wave.uniforms(generic))
    profile = catalogue.threat_rule(generic.name).profile(wave.wave.profile)
    points = _waypoints(wave)
    lengths = np.array([length_m(p) for p in points])
    wave.check_reach(generic, "range_km", lengths)
    fill = np.ones(wave.count)
    speed = v[profile.speed]
    columns = np.column_stack(
        [
            *(0.0 * fill, v[profile.altitude], 0.0 * fill, speed, v.get("terminal_speed_m_s", speed)),
            *(np.radians(v["climb_angle_deg"]), np.radians(v["dive_angle_deg"]), v["lateral_acceleration_m_s2"]),
            # Turns cut corners, never lengthen: the range that was checked holds.
            *(np.radians(v["bank_angle_deg"]), 1e3 * generic.parameters["range_km"].high * fill),
        ]
    )
    return {"columns": columns, "radar_cross_section_m2": v["radar_cross_section_m2"]}, points


def _waypoints(wave: _Wave) -> list[Array]:
    """Return latitude and longitude (rad) of each threat's waypoints, from launch to aimpoint."""
    seed, sample, purpose = wave.purpose
    rng = stream(seed, sample, f"{purpose} doglegs")
    turning = turning_points(wave.wave.route)
    rows = []
    for i in range(wave.count):
        start = np.array([wave.launch_east_m[i], wave.launch_north_m[i]])
        end = np.array([wave.aim_east_m[i], wave.aim_north_m[i]])
        inner = turning(rng, start, end)
        latitude, longitude = wave.frame.to_geodetic(inner[:, 0], inner[:, 1]) if len(inner) else (np.empty(0),) * 2
        middle = np.stack([latitude, longitude], axis=1)
        rows.append(np.concatenate([wave.launch[i : i + 1], middle, wave.aim[i : i + 1]]))
    return rows
