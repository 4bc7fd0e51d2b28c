"""Random scenarios for the soak: one seed is one scenario, with some of the features of the model switched on."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, TypeAlias

import numpy as np

from intercept.scenario.model.scenario import Scenario

Values: TypeAlias = Mapping[str, Any]

# Ranges (km) within which every draw of the class can fly to its destination.
DISTANCES_KM = {
    "one_way_attack_drone": (150.0, 400.0),
    "subsonic_cruise": (150.0, 600.0),
    "short_range_ballistic": (120.0, 700.0),
}
DEFENCES = ("mobile_fire_group", "radar_gun", "short_range_sam", "medium_range_sam", "terminal_hit_to_kill")
WIND = {"kind": "profile", "altitude_m": [0.0, 12_000.0], "east_m_s": [4.0, 25.0], "north_m_s": [0.0, -5.0]}
# Coarse and low, so that a geometry over it takes no longer than a second.
GROUND = {"kind": "generated", "relief_m": 300, "wavelength_km": 80, "width_km": 120, "depth_km": 100, "spacing_km": 12}
DRONES = "one_way_attack_drone"
FEATURES: dict[str, Values] = {
    "day": {"theatre.light": "day"},
    "wind": {"theatre.wind": WIND},
    "hills": {"theatre.terrain": GROUND},
    "jamming": {"electronic_warfare.jam_share": {DRONES: 0.3}},
    "decoys": {"raid.decoys": {DRONES: {"share": 0.3, "recognised": 0.2}}},
    # Units that act each for itself never learn of one another's launches.
    "autonomous": {"decision.command": "autonomous", "decision.deconfliction_delay_s": 0.0},
    "slow word of launches": {"decision.command": "coordinated", "decision.deconfliction_delay_s": 20.0},
    "waiting for cheaper rounds": {"decision.wait_for_cheaper": True},
    "few rounds at a target": {"decision.rounds_per_target_max": 2},
    "value first": {"decision.priority": "value_at_risk"},
    "kills together": {"decision.kill_correlation": 0.5},
    "no common cause": {"decision.common_cause_share": 0.0},
    "warning from space": {"decision.warning_class": "satellite_early_warning"},
    "depot": {
        "stocks": {"short_range_sam": {"depot_rounds": 20, "delivery_time_h": {"low": 0.2, "mode": 0.5, "high": 1}}}
    },
    "salvos": {"class:short_range_sam.doctrine": {"salvo": 2, "salvo_spacing_s": 3.0}},
    "one shot": {"class:medium_range_sam.doctrine": {"shoot_look_shoot": False}},
    "empty launchers": {"class:mobile_fire_group.rounds": 0},
    "no reloads": {"class:short_range_sam.reloads": 0},
    "jitter": {f"class:{DRONES}.jitter_min": 5.0},
    "larger": {"raid.scale": 1.7},
}


def random_scenario(seed: int) -> tuple[Scenario, tuple[str, ...]]:
    """Return the scenario of a seed, and the features that it has."""
    random = np.random.default_rng([seed, 1])
    scenario = Scenario.from_dict(_plain(random))
    features = tuple(name for name in FEATURES if random.random() < 0.25)
    values = {key: value for name in features for key, value in FEATURES[name].items()}
    return scenario.with_values(values), features


def _plain(random: np.random.Generator) -> dict[str, Any]:
    waves, areas = [], []
    # Of each class that features speak of there is one wave at least, and one fire unit.
    for index, name in enumerate([DRONES, *random.choice(list(DISTANCES_KM), int(random.integers(0, 3)))]):
        distance, bearing = random.uniform(*DISTANCES_KM[str(name)]), random.uniform(-math.pi, math.pi)
        place = {"east_km": distance * math.sin(bearing), "north_km": distance * math.cos(bearing)}
        areas.append({"name": f"area {index}", "position": place, "radius_km": 5.0})
        wave = {"name": f"wave {index}", "class": str(name), "count": int(random.integers(1, 8))}
        profile = {"kind": "uniform", "start_t_min": float(random.integers(0, 60)), "duration_min": 20.0}
        wave |= {"launch_area": f"area {index}", "time_profile": profile}
        if name != "short_range_ballistic" and random.random() < 0.5:
            wave["route"] = {"kind": "doglegs", "count": int(random.integers(1, 3)), "lateral_km": 10.0}
        waves.append(wave)
    listed = [*DEFENCES, *random.choice(DEFENCES, int(random.integers(0, 3)))]
    units = [{"name": f"unit {k}", "class": str(name), "position": _near(random)} for k, name in enumerate(listed)]
    radars = [
        {"name": f"radar {k}", "class": name, "position": _near(random)}
        for k, name in enumerate(("surveillance_radar", "surveillance_radar", "gap_filler_radar", "acoustic_network"))
    ]
    return {
        "schema_version": 3,
        "name": "soak",
        # Open ocean.
        "theatre": {"latitude_deg": -45.0, "longitude_deg": -125.0, "light": "night"},
        "assets": [
            {"name": "plant", "class": "energy", "value": 3.0, "position": {"east_km": 0.0, "north_km": 0.0}},
            {"name": "yard", "class": "rail", "position": {"east_km": 8.0, "north_km": -6.0}},
        ],
        "raid": {"launch_areas": areas, "waves": waves},
        "sensors": radars,
        "fire_units": units,
        "run": {"seed": int(random.integers(1, 2**31)), "replications": 1},
    }


def _near(random: np.random.Generator) -> dict[str, float]:
    east, north = random.uniform(-15.0, 15.0, 2)
    return {"east_km": float(east), "north_km": float(north)}
