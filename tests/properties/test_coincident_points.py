"""Points of a route that coincide, in every way in which they can: merged where no course leads from one to the other.

What `intercept check` passes, `ic.run` flies in every draw; what it refuses, it refuses by its place in the file.
"""

import tempfile
from pathlib import Path

import pytest
import tomli_w
import typer
from hypothesis import example, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

import intercept as ic
from intercept.cli import check

AREA_KM, ASSET_KM = (150.0, 40.0), (0.0, 0.0)
PLACES_KM = (AREA_KM, ASSET_KM, (100.0, 30.0), (100.0, 30.0), (60.0, -30.0))
# How far a point lies from the place that it repeats (m): merged up to 1 m, too near for a turn up to some hundred.
BESIDE_M = (0.0, 1e-9, 0.5, 0.999, 1.001, 3.0, 50.0, 2e4)
ORIGINS = ((-45.0, -125.0), (-45.0, 180.0), (-45.0, -179.9), (85.0, 10.0), (-85.0, 180.0))
CLASSES = ("one_way_attack_drone", "subsonic_cruise", "supersonic_cruise")

points = st.lists(st.tuples(st.sampled_from(PLACES_KM), st.sampled_from(BESIDE_M)), min_size=1, max_size=6)


def document(via, origin, name, radius_km):
    route = {"kind": "via", "points": [{"east_km": x + 1e-3 * d, "north_km": y} for (x, y), d in via]}
    position = {"east_km": AREA_KM[0], "north_km": AREA_KM[1]}
    area = {"name": "area", "position": position, "radius_km": radius_km}
    wave = {"name": "w", "class": name, "count": 2, "launch_area": "area", "route": route}
    return {
        "schema_version": 3,
        "name": "coincident",
        "theatre": {"latitude_deg": origin[0], "longitude_deg": origin[1]},
        "assets": [{"name": "a", "class": "energy", "position": {"east_km": 0.0, "north_km": 0.0}}],
        "raid": {"launch_areas": [area], "waves": [wave]},
        "run": {"replications": 4, "scrambles": 2, "points": 2, "vectors": 2},
    }


def checked(path):
    app = typer.Typer()
    check.register(app)
    found = CliRunner().invoke(app, ["check", str(path)])
    return found.exit_code, found.output


@settings(max_examples=40, deadline=None)
@example([((100.0, 30.0), 0.0), ((100.0, 30.0), 0.0)], ORIGINS[0], CLASSES[0], 0.0)
@example([(AREA_KM, 0.0), (ASSET_KM, 0.0), (ASSET_KM, 0.5)], ORIGINS[1], CLASSES[1], 0.0)
@example([(ASSET_KM, 0.0)], ORIGINS[3], CLASSES[0], 0.0)
@example([((100.0, 30.0), 0.0), ((100.0, 30.0), 50.0)], ORIGINS[2], CLASSES[1], 5.0)
@given(points, st.sampled_from(ORIGINS), st.sampled_from(CLASSES), st.sampled_from((0.0, 1e-3, 5.0)))
def test_what_passes_the_check_flies_and_what_does_not_is_named(via, origin, name, radius_km):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "s.toml"
        path.write_text(tomli_w.dumps(document(via, origin, name, radius_km)), encoding="utf-8")
        code, output = checked(path)
        if code == 0:
            result = ic.run(path)
            assert result.replications_done == 2 * len(result.draws)
        else:
            assert code == 2, output
            assert 'raid.waves[0] "w", threat' in output
            # Points apart, too near one another for the turns there; or a way to and fro beyond the reach of the class.
            assert "raid.waves[0].route.points[" in output or "km at most (range_km)" in output, output


@pytest.mark.parametrize("origin", ORIGINS)
def test_points_at_one_place_change_nothing(origin):
    """Wherever the theatre lies, a point that is repeated, and one at either end, flies the route without it."""
    plain = [((100.0, 30.0), 0.0), ((60.0, -30.0), 0.0)]
    repeated = [(AREA_KM, 0.0), *plain[:1], ((100.0, 30.0), 0.9), *plain[1:], (ASSET_KM, -0.5), (ASSET_KM, 0.0)]
    flown = [
        ic.fly(ic.compile_plan(ic.Scenario.from_dict(document(via, origin, CLASSES[1], 0.0))))
        for via in (plain, repeated)
    ]
    assert (flown[0].outcome == ic.Outcome.IMPACT).all()
    assert flown[0] == flown[1]
