from collections.abc import Sequence
from typing import Any, TypeAlias, final

import numpy as np
import numpy.typing as npt

_Floats: TypeAlias = npt.NDArray[np.float64]
_Indices: TypeAlias = npt.NDArray[np.uint64]
_Small: TypeAlias = npt.NDArray[np.uint32]
_Three: TypeAlias = tuple[_Floats, _Floats, _Floats]

# Position, velocity, ballistic coefficient or (mass, drag table, reference area), lift-to-drag, density factor, bank.
_Bodies: TypeAlias = tuple[
    _Floats,
    _Floats,
    _Floats | None,
    tuple[_Floats, Aerodynamics, float] | None,
    _Floats,
    _Floats,
    tuple[_Floats, _Floats] | None,
]

__all__ = [
    "VERSION",
    "Aerodynamics",
    "Air",
    "AscentSteering",
    "Encounters",
    "FlyoutTable",
    "Lead",
    "Meetings",
    "RaidPlan",
    "RouteFlight",
    "Sensors",
    "Terrain",
    "Tracks",
    "Trajectories",
    "Unknowns",
    "Vehicle",
    "Wind",
    "Windows",
    "World",
    "aer_to_enu",
    "breguet_endurance_s",
    "cause_words",
    "check_flyout",
    "clear_of_ground",
    "ecef_to_eci",
    "ecef_to_enu",
    "ecef_to_geodetic",
    "ecef_vector_to_enu",
    "eci_to_ecef",
    "enu_to_aer",
    "enu_to_ecef",
    "enu_vector_to_ecef",
    "fly_boosted",
    "fly_depressed",
    "fly_ensemble",
    "fly_ensemble_ends",
    "fly_glide",
    "fly_hypersonic_cruise",
    "fly_out",
    "fly_out_reduced",
    "fly_route",
    "flyout_tables",
    "gather",
    "geodesic_direct",
    "geodesic_inverse",
    "geodetic_to_ecef",
    "philox",
    "reason_words",
    "simd",
    "simulate_raid",
    "sobol_points",
    "track_reason_words",
    "trajectories_of_parts",
    "trajectories_of_samples",
    "trajectory_faults",
    "trajectory_quantities",
    "trajectory_strain",
]
VERSION: str

@final
class Trajectories:
    def __len__(self, /) -> int: ...
    def offsets(self, /) -> _Indices: ...
    def time_s(self, /) -> _Floats: ...
    def position_ecef_m(self, /) -> _Floats: ...
    def velocity_ecef_m_s(self, /) -> _Floats: ...
    def acceleration_ecef_m_s2(self, /) -> _Floats: ...
    def outcome(self, /) -> npt.NDArray[np.uint8]: ...
    def fault(self, /, i: int) -> str | None: ...
    def named(self, /, names: list[str]) -> Trajectories: ...
    def marks(self, /) -> tuple[_Indices, _Floats, npt.NDArray[np.uint8]]: ...
    def sample(self, /, row: _Indices, time_s: _Floats) -> tuple[_Floats, _Floats]: ...
    def nbytes(self, /) -> int: ...
    def geodetic(self, /, position_ecef_m: _Floats) -> _Three: ...
    def summary(self, /) -> dict[str, _Floats]: ...

@final
class Lead:
    def __new__(cls, flights: object, *, world: World, tolerance_m: float) -> Lead: ...
    def fly(self, flights: object, *, world: World, tolerance_m: float, threads: int) -> Trajectories: ...

@final
class Aerodynamics:
    @staticmethod
    def ballistic_coefficient(value_kg_m2: float) -> Aerodynamics: ...
    @staticmethod
    def table(
        reference_area_m2: float,
        drag: list[tuple[float, float]],
        lift: list[tuple[float, float]] | None,
        induced_drag_factor: float,
        cubic: bool,
    ) -> Aerodynamics: ...
    def trim(
        self, /, world: World, altitude_m: float, speed_m_s: float, mass_kg: float, lift_m_s2: float
    ) -> tuple[float, float, float]: ...

@final
class AscentSteering:
    @staticmethod
    def gravity_turn(vertical_rise_s: float, kick_rad: float, kick_duration_s: float) -> AscentSteering: ...
    @staticmethod
    def pitch_programme(points: list[tuple[float, float]]) -> AscentSteering: ...

@final
class Vehicle:
    def __new__(
        cls,
        stages: list[tuple[float, float, list[tuple[float, float]], float, float, float]],
        payload_mass_kg: float,
        aerodynamics: Aerodynamics,
        payload_aerodynamics: Aerodynamics | None,
    ) -> Vehicle: ...
    def ideal_speed_m_s(self, /) -> float: ...
    def mass_kg(self, /, time_s: float) -> float: ...
    def burnout_s(self, /) -> float: ...

@final
class Air:
    @staticmethod
    def us76(
        density_factor: float, temperature_offset_k: float, scale_height_above_86_km_m: float | None = None
    ) -> Air: ...
    @staticmethod
    def exponential(density_0_kg_m3: float, scale_height_m: float) -> Air: ...
    def at(self, /, altitude_m: _Floats, threads: int = 0) -> tuple[_Floats, _Floats, _Floats, _Floats, _Floats]: ...
    def breaks_m(self, /) -> _Floats: ...

@final
class Wind:
    @staticmethod
    def constant(east_m_s: float, north_m_s: float, up_m_s: float) -> Wind: ...
    @staticmethod
    def profile(altitude_m: _Floats, wind: _Floats) -> Wind: ...
    @staticmethod
    def grid(latitude_rad: _Floats, longitude_rad: _Floats, altitude_m: _Floats, wind: _Floats) -> Wind: ...

@final
class World:
    def __new__(
        cls,
        *,
        sphere_radius_m: float | None = None,
        gm_m3_s2: float | None = None,
        gravity: str = "j2",
        j2: float | None = None,
        j3: float | None = None,
        j4: float | None = None,
        rotation_rate_rad_s: float | None = None,
        air: Air | None = None,
        wind: Wind | None = None,
    ) -> World: ...
    def field(self, /) -> tuple[float, float, float, float, float]: ...
    def gravitation(self, /, position_ecef_m: _Floats, threads: int = 0) -> _Floats: ...
    def potential(self, /, position_ecef_m: _Floats, threads: int = 0) -> _Floats: ...
    def wind(self, /, position_ecef_m: _Floats, threads: int = 0) -> _Floats: ...

@final
class Terrain:
    def __new__(
        cls, latitude_rad: _Floats, longitude_rad: _Floats, height_m: _Floats, beyond_m: float | None = None
    ) -> Terrain: ...
    def height_m(self, /, latitude_rad: _Floats, longitude_rad: _Floats, threads: int = 0) -> _Floats: ...

@final
class RouteFlight:
    def __new__(
        cls,
        waypoints: _Floats,
        speeds_m_s: _Floats,
        *,
        limits: tuple[float, float, float, float, float, float, float],
        dive: tuple[float, float, float | None, bool] | None,
        pop_up: tuple[float, float, float] | None,
        terrain: Terrain | None,
        above_ground: bool,
        fuel: tuple[float, float, float],
    ) -> RouteFlight: ...
    @staticmethod
    def of_rows(
        parameters: _Floats,
        waypoints: _Floats,
        waypoint_offsets: _Indices,
        *,
        terrain: Terrain | None = None,
        follow_m: float | None = None,
    ) -> list[RouteFlight]: ...

@final
class Tracks:
    def __len__(self, /) -> int: ...
    def first_detection_s(self, /) -> _Floats: ...
    def first_sensor(self, /) -> npt.NDArray[np.int64]: ...
    def reason(self, /) -> npt.NDArray[np.uint8]: ...
    def reason_words(self, /) -> list[str]: ...
    def intervals(self, /) -> tuple[_Indices, _Floats, _Floats]: ...
    def sensor_detection_s(self, /) -> _Floats: ...
    def sensor_track_s(self, /) -> _Floats: ...
    def sensor_reason(self, /) -> npt.NDArray[np.uint8]: ...
    def sensor_coverage(self, /) -> tuple[_Indices, _Floats, _Floats]: ...
    def sensor_tracked(self, /) -> tuple[_Indices, _Floats, _Floats]: ...

@final
class FlyoutTable:
    def __new__(cls, parameters: list[float]) -> FlyoutTable: ...
    def at(self, /, ground_range_m: _Floats, altitude_m: _Floats, threads: int = 0) -> _Three: ...
    def boundary(self, /, sin_elevation: _Floats) -> _Floats: ...

def flyout_tables(parameters: _Floats, threads: int) -> list[FlyoutTable]: ...
def check_flyout(parameters: list[float]) -> None: ...
def fly_out(
    table: FlyoutTable,
    launcher: list[float],
    trajectories: Trajectories,
    row: _Indices,
    launch_s: _Floats,
    guidance_columns: list[float],
    threads: int,
) -> dict[str, npt.NDArray[np.float64]]: ...
def fly_out_reduced(
    guidance_columns: list[float], motion: tuple[float, float, float], disturbance: tuple[float, float]
) -> tuple[float, _Floats, _Floats, _Floats]: ...

@final
class Windows:
    def __len__(self, /) -> int: ...
    def keys(self, /) -> tuple[_Small, _Small, _Small]: ...
    def launch_s(self, /) -> _Floats: ...
    def intercept_s(self, /) -> _Floats: ...
    def intercept_points(self, /) -> tuple[_Floats, _Floats]: ...
    def slant_range_m(self, /) -> tuple[_Floats, _Floats]: ...
    def best(self, /) -> tuple[_Floats, _Floats]: ...
    def shots(self, /) -> tuple[_Floats, _Floats]: ...
    def opportunities(self, /) -> _Small: ...
    def reasons(self, /) -> npt.NDArray[np.uint8]: ...

@final
class Sensors:
    def __new__(
        cls,
        sensors: _Floats,
        range_by_class_m: _Floats,
        threads: int,
        *,
        aspects: list[tuple[_Floats, _Floats] | None] | None = None,
        terrain: Terrain | None = None,
    ) -> Sensors: ...

@final
class Meetings:
    def __new__(
        cls,
        trajectories: Trajectories,
        launch_s: _Floats,
        threat_class: _Indices,
        radar_cross_section_m2: _Floats,
        sensors: Sensors,
        units: _Floats,
        unit_class: _Indices,
        unit_flyout: _Indices,
        flyouts: list[FlyoutTable],
        reach_m: _Floats,
        cues: tuple[npt.NDArray[np.int64], _Indices],
        guides: tuple[npt.NDArray[np.int64], _Indices],
        manoeuvre_m_s2: _Floats,
        warned_s: _Floats,
        threads: int,
        *,
        terrain: Terrain | None = None,
    ) -> Meetings: ...
    def windows(self, decision_time_s: float, threads: int) -> tuple[Tracks, Windows]: ...
    def encounters(self, kill_geometry: _Floats, threads: int) -> Encounters: ...

@final
class Encounters:
    def __new__(
        cls,
        threats: int,
        window_threat: _Small,
        window_unit: _Small,
        launch_s: _Floats,
        intercept_s: _Floats,
        kill_factor: _Floats,
    ) -> Encounters: ...
    def part(self, threats: _Small, seen_from_s: _Floats | None = None) -> Encounters: ...
    def windows(self, up: npt.NDArray[np.bool_], decision_time_s: float) -> tuple[_Small, _Small, list[_Floats]]: ...

@final
class Unknowns:
    def __new__(
        cls,
        *,
        kill_probability: _Floats,
        common_cause_share: _Floats,
        unit_availability: _Floats,
        sensor_availability: _Floats,
        failure_share: _Floats,
        jam_share: _Floats,
        jam_crash_share: _Floats,
        decoy_share: _Floats,
        discrimination_share: _Floats,
        decision_time_s: _Floats,
        magazines: _Floats,
        depots: _Floats,
    ) -> Unknowns: ...

@final
class RaidPlan:
    def __new__(
        cls,
        *,
        encounters: Encounters,
        threats: _Floats,
        threat_keys: _Indices,
        units: _Indices,
        unit_keys: _Indices,
        sensors: _Floats,
        sensor_keys: _Indices,
        unit_class_keys: _Indices,
        threat_classes: int,
        sensor_classes: int,
        waves: int,
        asset_values: _Floats,
        kill_scale: _Floats,
        preference: npt.NDArray[np.uint8],
        held: npt.NDArray[np.bool_],
        command: tuple[_Floats, npt.NDArray[np.int64], _Indices],
        deconfliction_delay_s: float,
        rounds_per_target_max: int,
        wait_for_cheaper: bool,
        priority: str,
    ) -> RaidPlan: ...

def geodetic_to_ecef(
    latitude_rad: _Floats, longitude_rad: _Floats, altitude_m: _Floats, world: World | None = None, threads: int = 0
) -> _Floats: ...
def ecef_to_geodetic(position_ecef_m: _Floats, world: World | None = None, threads: int = 0) -> _Three: ...
def ecef_to_eci(
    position_ecef_m: _Floats, velocity_ecef_m_s: _Floats, time_s: _Floats, rotation_rate_rad_s: float, threads: int = 0
) -> tuple[_Floats, _Floats]: ...
def eci_to_ecef(
    position_eci_m: _Floats, velocity_eci_m_s: _Floats, time_s: _Floats, rotation_rate_rad_s: float, threads: int = 0
) -> tuple[_Floats, _Floats]: ...
def ecef_to_enu(
    position_ecef_m: _Floats, reference: tuple[float, float, float], world: World | None = None, threads: int = 0
) -> _Floats: ...
def enu_to_ecef(
    position_enu_m: _Floats, reference: tuple[float, float, float], world: World | None = None, threads: int = 0
) -> _Floats: ...
def ecef_vector_to_enu(vector: _Floats, latitude_rad: float, longitude_rad: float, threads: int = 0) -> _Floats: ...
def enu_vector_to_ecef(vector: _Floats, latitude_rad: float, longitude_rad: float, threads: int = 0) -> _Floats: ...
def enu_to_aer(position_enu_m: _Floats, threads: int = 0) -> _Three: ...
def aer_to_enu(azimuth_rad: _Floats, elevation_rad: _Floats, slant_range_m: _Floats, threads: int = 0) -> _Floats: ...
def geodesic_direct(
    latitude_rad: _Floats, longitude_rad: _Floats, azimuth_rad: _Floats, distance_m: _Floats, threads: int = 0
) -> _Three: ...
def geodesic_inverse(
    latitude_1_rad: _Floats,
    longitude_1_rad: _Floats,
    latitude_2_rad: _Floats,
    longitude_2_rad: _Floats,
    threads: int = 0,
) -> _Three: ...
def fly_depressed(parameters: _Floats, *, world: World, tolerance_m: float, threads: int) -> Trajectories: ...
def fly_glide(flights: Sequence[object], *, world: World, tolerance_m: float, threads: int) -> Trajectories: ...
def fly_hypersonic_cruise(
    flights: Sequence[object], *, world: World, tolerance_m: float, threads: int
) -> Trajectories: ...
def clear_of_ground(trajectories: Trajectories, terrain: Terrain, threads: int) -> Trajectories: ...
def fly_route(flights: list[RouteFlight], *, world: World, threads: int) -> Trajectories: ...
def breguet_endurance_s(specific_consumption_per_s: float, lift_to_drag: float, mass_ratio: float) -> float: ...
def fly_boosted(
    vehicles: list[Vehicle],
    steering: list[AscentSteering],
    parameters: _Floats,
    pull_ups: _Floats,
    *,
    world: World,
    tolerance_m: float,
    threads: int,
) -> Trajectories: ...
def trajectory_faults(trajectories: Trajectories) -> list[tuple[list[str], list[float]] | None]: ...
def trajectories_of_samples(
    offsets: _Indices,
    time_s: _Floats,
    position_ecef_m: _Floats,
    velocity_ecef_m_s: _Floats | None,
    acceleration_ecef_m_s2: _Floats | None,
    world: World,
) -> tuple[Trajectories, _Floats, _Floats]: ...
def trajectories_of_parts(
    offsets: _Indices,
    time_s: _Floats,
    position_ecef_m: _Floats,
    velocity_ecef_m_s: _Floats,
    acceleration_ecef_m_s2: _Floats,
    outcome: npt.NDArray[np.uint8],
    faults: list[tuple[list[str], list[float]] | None],
    marks: tuple[_Indices, _Floats, npt.NDArray[np.uint8]],
    world: World,
) -> Trajectories: ...
def fly_ensemble(
    bodies: _Bodies,
    world: World,
    tolerance_m: float,
    duration_max_s: float,
    steps_max: int,
    ground_m: float,
    threads: int,
) -> Trajectories: ...
def fly_ensemble_ends(
    bodies: _Bodies,
    columns: Sequence[str],
    world: World,
    tolerance_m: float,
    duration_max_s: float,
    steps_max: int,
    ground_m: float,
    threads: int,
) -> dict[str, _Floats]: ...
def gather(parts: list[Trajectories], part: _Indices, row: _Indices) -> Trajectories: ...
def trajectory_quantities(
    trajectories: Trajectories, row: _Indices, time_s: _Floats, nose_radius_m: float, threads: int
) -> dict[str, _Floats]: ...
def trajectory_strain(trajectories: Trajectories, nose_radius_m: float, threads: int) -> dict[str, _Floats]: ...
def track_reason_words() -> list[str]: ...
def reason_words() -> list[str]: ...
def simulate_raid(
    plan: RaidPlan, unknowns: Unknowns, seed: int, first: int, luck: tuple[int, int], threads: int, nights: int = 1
) -> list[dict[str, Any]]: ...
def cause_words() -> list[str]: ...
def philox(counter: list[int], key: list[int]) -> list[int]: ...
def simd() -> str: ...
def sobol_points(index: _Indices, dimension: _Indices, seed: npt.NDArray[np.uint32]) -> _Floats: ...
