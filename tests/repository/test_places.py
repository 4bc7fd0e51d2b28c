"""Every place in the repository lies in the open ocean around the default one, except where a reason is given here."""

from __future__ import annotations

import json
from pathlib import Path

from places import Named, in_markdown, in_notebook, in_python, in_toml
from tree import assert_none, files, read

READERS = {".py": in_python, ".md": in_markdown, ".toml": in_toml, ".ipynb": in_notebook}
FOLDERS = ("README.md", "docs", "python", "examples", "benches", "tests")
# Why a place lies elsewhere: the files, and in each the functions and constants.
ELSEWHERE = {
    "published for this place": {
        "python/intercept/validation/cases/ballistic.py": {"page_291"},
        "python/intercept/validation/cases/nesc.py": {"Setup"},
        "tests/reference/test_user_worlds.py": {"test_a_users_world_flies_as_the_oracle", "test_the_wind_matters"},
        "tests/reference/test_validation.py": {"oracle"},
        "tests/unit/areas/test_boundary.py": {"test_area_on_the_ellipsoid_against_a_published_geodesic_polygon"},
    },
    "a circle about the Earth's axis, on the equator alone": {
        "python/intercept/validation/cases/boost.py": {"tsiolkovsky"},
        "python/intercept/validation/cases/cruise.py": {"climb"},
        "python/intercept/validation/cases/sensing.py": {"flight", "tracks"},
        "python/intercept/validation/cases/windows.py": {"windows"},
        "tests/unit/engagement/defence/test_sensor.py": {
            *("HERE", "flown", "test_a_circling_sensor_sees_when_it_is_near"),
        },
    },
    "across the antimeridian": {
        "tests/boundary/test_borderline_scenarios.py": {"PASSES"},
        "tests/properties/test_route_laws.py": {"test_the_ground_is_cleared"},
        "tests/unit/areas/test_geojson.py": {"SHAPES", "test_a_line_is_cut_where_it_crosses"},
        "tests/unit/earth/test_antimeridian.py": {"test_a_line_that_only_touches_is_whole"},
        "tests/unit/earth/test_reanalysis.py": {"test_a_region_across_the_date_line_goes_on_through_it"},
        "tests/unit/cli/test_fly.py": {"test_a_flight_starts_where_it_was_told_and_goes_that_way"},
        "tests/unit/flight/test_dispersion.py": {"test_the_ellipse_is_the_same_wherever_it_lies"},
        "tests/unit/flight/test_samples.py": {
            "test_a_track_crosses_the_antimeridian_whichever_way_longitudes_are_written",
        },
    },
    "from pole to pole": {
        "examples/figures/earth.py": {"latitude_deg"},
        "python/intercept/testing/places.py": {"_EDGES_LATITUDE_RAD", "_EDGES_LONGITUDE_RAD"},
        "tests/properties/test_starts_on_the_ground.py": {"LATITUDES"},
        "tests/unit/areas/test_boundary.py": {"test_area_of_a_lune_is_its_share_of_the_ellipsoid"},
        "tests/unit/earth/test_reanalysis.py": {"WRONG"},
    },
    "the middle of a chart, km": {"python/intercept/report/look/chart.py": {"Panel"}},
}
ALLOWED = {(path, owner) for named in ELSEWHERE.values() for path, owners in named.items() for owner in owners}


def places() -> dict[Path, list[Named]]:
    """Return the coordinates in each file in which there may be some."""
    chosen = [path for path in files() if path.suffix in READERS and path.parts[0] in FOLDERS]
    return {path: READERS[path.suffix](read(path)) for path in chosen if path.name != Path(__file__).name}


def test_every_place_lies_in_open_ocean():
    found = places()
    # Routes, launches, sensors and scenario files are all there.
    assert sum(map(len, found.values())) > 300
    away = [(path, named) for path, all_named in found.items() for named in all_named if not named.is_at_sea()]
    assert_none(
        f"{path}:{named.line}: {named.coordinate} {named.degrees:.2f} degrees"
        for path, named in away
        if (path.as_posix(), named.owner) not in ALLOWED
    )
    assert_none(ALLOWED - {(path.as_posix(), named.owner) for path, named in away})


ON_LAND = [
    "ic.Sensor.of_class('surveillance_radar', position=(0.79, 0.55))",
    "ic.Sensor.of_class('surveillance_radar', (0.79, 0.55))",
    "ic.Flight.of_class('jet_drone', launch_point=(-0.785, 0.55, 0.0))",
    "ic.flights.RouteFlight([(-0.785, -2.18), (0.85, 0.52)], 230.0)",
    "ic.flights.RouteFlight(waypoints=np.radians([(48.0, 30.0), (48.5, 30.6)]), speed_m_s=230.0)",
    "ic.earth.geodetic_to_ecef(0.7, -2.18, 46e3)",
    "earth.geodetic_to_ecef(np.radians(50.0), -2.18, 46e3)",
    "ic.earth.Geodetic(0.8, 0.4)",
    "ic.coverage(defence, [(0.8, -2.1), (0.81, -2.1)])",
    "ic.Terrain.from_array(np.linspace(0.79, 0.81, 41), [-2.2, -2.1], heights)",
    "rng = start(latitude_rad=rng.uniform(-1.2, 1.2, 10))",
    "PLACE = (0.8, 0.4, 100e3)",
    "AIM = ic.earth.Geodetic(np.radians(45.0), np.radians(-125.0))",
    "LATITUDE = 0.8",
    "SOUTH = 0.1\nHOME = (SOUTH, -2.18)",
    "for destination in ((0.36, -2.18), (-0.785, -2.18)): fly(destination)",
    "options = {'destination': (0.36, -2.18, 0.0)}",
    "@pytest.mark.parametrize(('place', 'words'), [((0.8, -2.18), 'far')])\ndef test(): ...",
    "def thrown(case, site): ...\nthrown(1, (0.9, -2.5))",
    "def radar(longitude=0.3): ...",
    "def f():\n    '''Fly.\n\n    >>> fly(launch_point=(0.8, 0.4))\n    '''",
    "fly('--class', 'jet_drone', \"--from\", \"50,30\")",
]


def test_a_place_on_land_is_seen_in_python():
    assert_none(text for text in ON_LAND if all(named.is_at_sea() for named in in_python(text)))


def test_a_place_on_land_is_seen_in_documents_and_scenarios():
    pages = [f"# Fly\n\n```python\n{ON_LAND[0]}\n```\n", "    $ intercept fly --class jet_drone --from 50,30\n"]
    assert [[named.line for named in in_markdown(page) if not named.is_at_sea()] for page in pages] == [[4, 4], [1, 1]]
    notebook = {
        "cells": [{"cell_type": "code", "source": text.splitlines(keepends=True)} for text in ("!ls", ON_LAND[0])]
    }
    assert [named.is_at_sea() for named in in_notebook(json.dumps(notebook))] == [False, False]
    assert [named.degrees for named in in_toml("[theatre]\nlatitude_deg = 48.0\nlongitude_deg = -125.0")] == [48, -125]


def test_what_is_no_place_is_let_be():
    for text in (
        "ic.flights.PitchProgramme([(0.0, 1.2), (30.0, 0.7)])",
        "ic.flights.PitchProgramme(points=[(0.0, 1.2), (30.0, 0.7)])",
        "ic.Ensemble(position_ecef_m=[6.4e6, 0.0, 0.0], velocity_ecef_m_s=[0.0, 300.0, 0.0])",
        "ic.flights.Aerodynamics.table(0.5, [(0.5, 0.2), (1.0, 0.3)])",
        "shares = (0.3, 0.7)",
        "ic.Sensor.of_class('surveillance_radar', position=(math.nan, -2.18))",
    ):
        assert all(named.is_at_sea() for named in in_python(text))
