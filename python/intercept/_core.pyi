from typing import TypeAlias, final

import numpy as np
import numpy.typing as npt

_Floats: TypeAlias = npt.NDArray[np.float64]
_Indices: TypeAlias = npt.NDArray[np.uint64]
_Small: TypeAlias = npt.NDArray[np.uint32]

__all__ = [
    "VERSION",
    "FlyoutTable",
    "RaidPlan",
    "Tracks",
    "Trajectories",
    "Windows",
    "World",
    "ecef_to_geodetic",
    "engagement_windows",
    "fly_boosted",
    "fly_glide",
    "fly_released",
    "fly_routes",
    "gather",
    "geodesic_direct",
    "geodesic_inverse",
    "geodetic_to_ecef",
    "philox",
    "reason_words",
    "simulate_raid",
    "track_threats",
    "us76",
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
    def marks(self, /) -> tuple[_Indices, _Floats, npt.NDArray[np.uint8]]: ...
    def sample(self, /, row: _Indices, time_s: _Floats) -> tuple[_Floats, _Floats]: ...
    def summary(self, /) -> dict[str, _Floats]: ...

@final
class World:
    def __new__(
        cls,
        *,
        sphere_radius_m: float | None = None,
        gm_m3_s2: float | None = None,
        j2: float | None = None,
        rotation_rate_rad_s: float | None = None,
        air: tuple[float, float] | None = None,
    ) -> World: ...

@final
class Tracks:
    def __len__(self, /) -> int: ...
    def first_detection_s(self, /) -> _Floats: ...
    def first_sensor(self, /) -> npt.NDArray[np.int64]: ...
    def reason(self, /) -> npt.NDArray[np.uint8]: ...
    def reason_words(self, /) -> list[str]: ...
    def intervals(self, /) -> tuple[_Indices, _Floats, _Floats]: ...

@final
class FlyoutTable:
    def __new__(cls, parameters: list[float]) -> FlyoutTable: ...
    def at(self, /, ground_range_m: _Floats, altitude_m: _Floats) -> tuple[_Floats, _Floats]: ...

@final
class Windows:
    def __len__(self, /) -> int: ...
    def keys(self, /) -> tuple[_Small, _Small, _Small]: ...
    def launch_s(self, /) -> _Floats: ...
    def intercept_s(self, /) -> _Floats: ...
    def intercept_points(self, /) -> tuple[_Floats, _Floats]: ...
    def slant_range_m(self, /) -> tuple[_Floats, _Floats]: ...
    def opportunities(self, /) -> _Small: ...
    def reasons(self, /) -> npt.NDArray[np.uint8]: ...

@final
class RaidPlan:
    def __new__(
        cls,
        *,
        threat_classes: _Floats,
        unit_classes: _Floats,
        threats: _Floats,
        units: _Floats,
        assets: int,
        window_threat: _Small,
        window_unit: _Small,
        launch_s: _Floats,
        intercept_s: _Floats,
        kill_scale: _Floats,
        preference: npt.NDArray[np.uint8],
    ) -> RaidPlan: ...

def geodetic_to_ecef(geodetic: _Floats) -> _Floats: ...
def ecef_to_geodetic(position_ecef_m: _Floats) -> _Floats: ...
def geodesic_direct(
    latitude_rad: _Floats, longitude_rad: _Floats, azimuth_rad: _Floats, distance_m: _Floats
) -> tuple[_Floats, _Floats, _Floats]: ...
def geodesic_inverse(
    latitude_1_rad: _Floats, longitude_1_rad: _Floats, latitude_2_rad: _Floats, longitude_2_rad: _Floats
) -> tuple[_Floats, _Floats, _Floats]: ...
def us76(altitude_m: _Floats) -> tuple[_Floats, _Floats, _Floats, _Floats]: ...
def fly_boosted(parameters: _Floats, tolerance_m: float, threads: int) -> Trajectories: ...
def fly_glide(parameters: _Floats, tolerance_m: float, threads: int) -> Trajectories: ...
def fly_routes(parameters: _Floats, waypoints: _Floats, waypoint_offsets: _Indices, threads: int) -> Trajectories: ...
def fly_released(
    position_ecef_m: _Floats,
    velocity_ecef_m_s: _Floats,
    parameters: _Floats,
    *,
    world: World,
    tolerance_m: float,
    duration_max_s: float,
    threads: int,
) -> Trajectories: ...
def gather(parts: list[Trajectories], part: _Indices, row: _Indices) -> Trajectories: ...
def track_threats(
    trajectories: Trajectories,
    launch_s: _Floats,
    threat_class: _Indices,
    radar_cross_section_m2: _Floats,
    sensors: _Floats,
    range_by_class_m: _Floats,
    threads: int,
) -> Tracks: ...
def engagement_windows(
    trajectories: Trajectories,
    launch_s: _Floats,
    threat_class: _Indices,
    tracks: Tracks,
    units: _Floats,
    unit_class: _Indices,
    unit_flyout: _Indices,
    flyouts: _Floats,
    may_engage: npt.NDArray[np.bool_],
    decision_time_s: float,
    threads: int,
) -> Windows: ...
def reason_words() -> list[str]: ...
def simulate_raid(
    plans: list[RaidPlan], seed: int, start: int, stop: int, threads: int
) -> dict[str, npt.NDArray[np.unsignedinteger]]: ...
def philox(counter: list[int], key: list[int]) -> list[int]: ...
