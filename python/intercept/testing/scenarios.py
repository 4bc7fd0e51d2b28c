"""Small scenarios, as documents checked by the scenario model: ballistic engagements, drone routes, mixed raids."""

from __future__ import annotations

import math
from typing import Any

from intercept.scenario.model.scenario import Scenario
from intercept.testing._hypothesis import st

Document = dict[str, Any]

# Ranges (km) within which every draw of the class can fly to its destination.
_BALLISTIC_KM = {"short_range_ballistic": (120.0, 800.0), "medium_range_ballistic": (1020.0, 1250.0)}
_CRUISING_KM = {"one_way_attack_drone": (150.0, 600.0), "subsonic_cruise": (150.0, 1000.0)}
_RADARS = tuple(enumerate(((100.0, 0.0), (-100.0, 0.0), (0.0, 100.0), (0.0, -100.0))))
_AREA_DEFENCES = ("medium_range_sam", "long_range_sam", "terminal_hit_to_kill")
_DEFENCES = ("mobile_fire_group", "short_range_sam", *_AREA_DEFENCES)


def _at(east_km: float, north_km: float) -> Document:
    return {"east_km": round(east_km, 3), "north_km": round(north_km, 3)}


def _document(waves: list[Document], areas: list[Document], units: list[Document], latitude_deg: float) -> Document:
    return {
        "schema_version": 3,
        "name": "drawn",
        # Open ocean, off the poles: the local frame's bearings are well conditioned there.
        "theatre": {"latitude_deg": latitude_deg, "longitude_deg": -125.0},
        "assets": [
            {"name": "plant", "class": "energy", "value": 3.0, "position": _at(0.0, 0.0)},
            {"name": "yard", "class": "rail", "position": _at(8.0, -6.0)},
        ],
        "raid": {"launch_areas": areas, "waves": waves},
        "sensors": [
            # Off to all sides: a ballistic missile comes down above the beam of a radar next to its destination.
            *({"name": f"radar {i}", "class": "surveillance_radar", "position": _at(*place)} for i, place in _RADARS),
            {"name": "low radar", "class": "gap_filler_radar", "position": _at(12.0, 5.0)},
        ],
        "fire_units": units,
        "run": {"replications": 20, "seed": 1, "scrambles": 2, "points": 1, "vectors": 4},
    }


@st.composite
def _wave(
    draw: st.DrawFn, index: int, ranges_km: dict[str, tuple[float, float]], count_max: int
) -> tuple[Document, Document]:
    name = draw(st.sampled_from(sorted(ranges_km)))
    distance, bearing = draw(st.floats(*ranges_km[name])), draw(st.floats(-math.pi, math.pi))
    place = _at(distance * math.sin(bearing), distance * math.cos(bearing))
    area = {"name": f"area {index}", "position": place, "radius_km": 5.0}
    start = draw(st.integers(0, 60))
    wave: Document = {
        "name": f"wave {index}",
        "class": name,
        "count": draw(st.integers(1, count_max)),
        "launch_area": f"area {index}",
    }
    wave["time_profile"] = {"kind": "uniform", "start_t_min": start, "duration_min": draw(st.integers(1, 30))}
    if name in _CRUISING_KM and draw(st.booleans()):
        wave["route"] = {"kind": "doglegs", "count": draw(st.integers(1, 3)), "lateral_km": 10.0}
    return wave, area


@st.composite
def _units(draw: st.DrawFn) -> list[Document]:
    classes = [draw(st.sampled_from(_AREA_DEFENCES)), *draw(st.lists(st.sampled_from(_DEFENCES), max_size=3))]
    return [
        {
            "name": f"unit {i}",
            "class": name,
            "position": _at(draw(st.floats(-10.0, 15.0)), draw(st.floats(-10.0, 15.0))),
        }
        for i, name in enumerate(classes)
    ]


@st.composite
def _scenario(draw: st.DrawFn, ranges_km: dict[str, tuple[float, float]], waves_max: int, count_max: int) -> Scenario:
    pairs = [draw(_wave(i, ranges_km, count_max)) for i in range(draw(st.integers(1, waves_max)))]
    waves, areas = [wave for wave, _ in pairs], [area for _, area in pairs]
    latitude = draw(st.sampled_from((-60.0, -45.0, 0.0, 30.0)))
    return Scenario.from_dict(_document(waves, areas, draw(_units()), latitude))


def ballistic_engagements(count_max: int = 3) -> st.SearchStrategy[Scenario]:
    """One wave of short- or medium-range ballistic missiles within reach of a defended place.

    Examples
    --------
    >>> from hypothesis import find
    >>> from intercept.testing import ballistic_engagements
    >>> find(ballistic_engagements(), lambda scenario: True).raid.waves[0].count
    1
    """
    return _scenario(_BALLISTIC_KM, 1, count_max)


def drone_routes(count_max: int = 8) -> st.SearchStrategy[Scenario]:
    """One or two waves of drones or subsonic cruise missiles, straight or with doglegs.

    Examples
    --------
    >>> from hypothesis import find
    >>> from intercept.testing import drone_routes
    >>> find(drone_routes(), lambda scenario: True).raid.waves[0].count
    1
    """
    return _scenario(_CRUISING_KM, 2, count_max)


def small_scenarios(count_max: int = 6) -> st.SearchStrategy[Scenario]:
    """Up to three waves of drones, cruise and ballistic missiles together.

    Examples
    --------
    >>> from hypothesis import find
    >>> from intercept.testing import small_scenarios
    >>> find(small_scenarios(), lambda scenario: True).raid.waves[0].count
    1
    """
    return _scenario(_CRUISING_KM | _BALLISTIC_KM, 3, count_max)
