"""Scenarios with wind and terrain: routes follow the ground, it hides from radars, flights end on it; files by hash."""

import hashlib
import json
import math
import pickle
from dataclasses import replace

import issued
import numpy as np
import pytest
import tomli_w
from command import intercept
from minimal_scenario import HERE, minimal
from page_read import figures

import intercept as ic
from intercept.errors import ScenarioError
from intercept.scenario.prepare import prepare

ISLAND = {"kind": "generated", "seed": 3, "relief_m": 900, "width_km": 200, "depth_km": 160, "spacing_km": 2}
BREEZE = {"kind": "profile", "altitude_m": [0, 10_000], "direction_from_deg": [270, 270], "speed_m_s": [10, 40]}
EVERY_CLASS = sorted(ic.Catalogue.load().threats)


# `scenario` writes version 2, in which there are wind and terrain.
def scenario(name="subsonic_cruise", distance_km=250, count=3, **theatre):
    """One wave from the east at assets about the origin, with a radar and a fire unit."""
    document = minimal(
        schema_version=2,
        theatre=theatre,
        assets=[
            {"name": f"a{k}", "class": "energy", "position": {"east_km": 15 * k, "north_km": -12 * k}}
            for k in (-2, 0, 2)
        ],
        sensors=[{"name": "radar", "class": "surveillance_radar", "position": HERE, "overrides": {"availability": 1}}],
        fire_units=[{"name": "unit", "class": "medium_range_sam", "position": {"east_km": 4, "north_km": 3}}],
        run={"replications": 20, "geometry_samples": 2},
    )
    document["raid"]["launch_areas"][0]["position"]["east_km"] = distance_km
    document["raid"]["waves"][0] |= {"class": name, "count": count}
    return ic.Scenario.from_dict(document)


def places(flown, time_share):
    """Latitude, longitude (rad) and altitude (m) of each flight at a share of its time."""
    times = time_share * flown.table()["flight_time_s"]
    position, _ = flown.sample(np.arange(len(flown)), times)
    return ic.earth.ecef_to_geodetic(position)


@pytest.mark.parametrize("name", EVERY_CLASS)
def test_every_class_starts_and_ends_on_the_ground_in_the_wind(name):
    distance_km = ic.Flight.of_class(name).range_m / 1300
    plan = ic.compile_plan(scenario(name, distance_km, wind=BREEZE, terrain=ISLAND))
    flown = ic.fly(plan, threads=1)
    flown.check(plan.threat_name)
    latitude, longitude, altitude = places(flown, 1.0)
    ground = plan.terrain.height_m(latitude, longitude)
    assert ground.min() > 50.0
    # A search accepts 0.3 m, over which the ground rises by a tenth.
    assert altitude == pytest.approx(ground, abs=0.05)
    start = places(flown, 0.0)[2]
    # Those of the ground start on the sea, 200 km and more to the east; routes above it, as their page says.
    if name not in {"air_launched_aeroballistic", "hypersonic_glide"}:
        assert np.all((start > -1e-6) & (start < 60.0))
    assert flown.world.wind == plan.wind


def test_routes_follow_the_ground_at_the_height_of_their_class():
    plan = ic.compile_plan(scenario(terrain=ISLAND))
    flown, low = ic.fly(plan, threads=1), plan.threats.flights.route[:, 1]
    shares = np.linspace(0.5, 0.97, 200)
    above = np.array([places(flown, share) for share in shares])
    clear = above[:, 2] - plan.terrain.height_m(above[:, 0].ravel(), above[:, 1].ravel()).reshape(len(shares), -1)
    assert clear.min() > 0.9 * low.min()
    # Over flat ground it keeps to that height; in hills it flies up to a few times as high over the valleys.
    assert np.median(clear) < 8.0 * low.max()
    assert np.ptp(above[:, 2]) > 200.0


def test_the_ground_hides_threats_from_the_radar_and_raises_the_sites():
    flat, hilly = (ic.compile_plan(scenario(**theatre)) for theatre in ({}, {"terrain": ISLAND}))
    found = [ic.engagement_windows(ic.fly(plan, threads=1), plan, threads=1) for plan in (flat, hilly)]
    at = hilly.sensors.positions[0]
    assert at[2] == pytest.approx(hilly.terrain.height_m(at[:1], at[1:2])[0])
    assert hilly.units.positions[0, 2] > 0.0
    seen = [windows.tracks()["first_detection_s"] - windows.tracks()["arrival_s"] for windows in found]
    # The radar stands higher, and hills hide what follows them: it is not what it was over the sea.
    assert not np.array_equal(*seen, equal_nan=True)


def test_a_ridge_between_hides_what_flies_low():
    """Against a radar behind a wall of 3 km no drone at 100 m is detected before it is over the wall."""
    latitude, longitude = np.radians(np.linspace(-45.5, -44.5, 41)), np.radians(np.linspace(-125.5, -124.0, 121))
    wall = np.where(np.abs(np.degrees(longitude) + 124.6) < 0.03, 3_000.0, 0.0) * np.ones((41, 1))
    plan = ic.compile_plan(scenario(distance_km=120))
    walled = replace(plan, terrain=ic.Terrain.from_array(latitude, longitude, wall, beyond_m=0.0))
    flown = ic.fly(plan, threads=1)
    open_s, hidden_s = (ic.engagement_windows(flown, each, threads=1).first_detection_s for each in (plan, walled))
    assert np.all(np.isnan(hidden_s) | (hidden_s > open_s + 10.0))
    assert np.isfinite(open_s).all()


def test_a_wind_moves_what_flies_through_it():
    still, windy = (ic.fly(ic.compile_plan(scenario(**theatre))) for theatre in ({}, {"wind": BREEZE}))
    # Westwards against a wind from the west: slower.
    assert np.all(windy.table()["flight_time_s"] > 1.02 * still.table()["flight_time_s"])


def test_a_headwind_that_no_drone_flies_against_is_refused_by_wave_and_class():
    storm = {"kind": "profile", "altitude_m": [0], "direction_from_deg": [270], "speed_m_s": [100]}
    with pytest.raises(ic.UnreachableError, match=r'raid.waves\[0\] "w", threat 1 \(one_way_attack_drone\)'):
        ic.run(scenario("one_way_attack_drone", wind=storm))


def test_without_ground_and_wind_nothing_is_new():
    plan = ic.compile_plan(scenario())
    assert (plan.terrain, plan.wind) == (None, None)
    assert "terrain" not in json.dumps(scenario().to_dict())
    assert np.all(plan.units.column("altitude_m") == 0.0)
    result = ic.run(scenario(), threads=1)
    assert (result.surroundings, result.outside_files, result.map.ground) == ((), (), None)


def test_plans_are_values():
    one, other = (ic.compile_plan(scenario(wind=BREEZE, terrain=ISLAND)) for _ in range(2))
    calm = ic.compile_plan(scenario(terrain=ISLAND))
    again = pickle.loads(pickle.dumps(one))  # noqa: S301 - our own bytes
    assert one == other == again
    assert one != calm
    assert one.hash() == again.hash()
    assert len({one.hash(), calm.hash(), ic.compile_plan(scenario()).hash()}) == 3


def test_a_run_is_the_same_for_any_number_of_threads():
    world = scenario(wind=BREEZE, terrain=ISLAND)
    one, many = (ic.run(world, threads=threads) for threads in (1, 4))
    assert one == many


def test_a_result_tells_its_surroundings(tmp_path):
    result = ic.run(scenario(wind=BREEZE, terrain=ISLAND), threads=1)
    assert [line.split(":")[0] for line in result.surroundings] == ["Ground", "Wind"]
    rows = [row for row in result.assumptions.records() if row["subject"] == "theatre"]
    assert [(row["parameter"], row["unit"]) for row in rows] == [
        ("ground", "m"),
        ("wind speed", "m/s"),
        ("light", ""),
    ]
    assert all(row["low"] <= row["mode"] <= row["high"] for row in rows if not row["choice"])
    ic.write(result, tmp_path)
    report = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "weather other than wind" in report
    assert "Ground, m" in str(figures(report)["map"]["data"][0])
    east, north, height = result.map.ground
    assert height.shape == (len(north), len(east))
    assert 0.0 <= height.min() < 1.0 < height.max() <= 900.0


def test_areas_and_coverage_have_the_same_surroundings():
    flat, hilly = scenario(), scenario(terrain=ISLAND, wind=BREEZE)
    options = {"resolution": 5, "edge_m": 1e5, "threads": 1}
    areas = [ic.defended_area(each, "subsonic_cruise", **options) for each in (flat, hilly)]
    assert areas[0] != areas[1]
    line = np.radians([(-45.3, -124.6), (-44.7, -124.6)])
    gaps = [ic.coverage(each, line, "subsonic_cruise", step_m=2e4, edge_m=1e3, threads=1) for each in (flat, hilly)]
    assert not np.array_equal(gaps[0].detected_before_m, gaps[1].detected_before_m)


def written(folder, name="scenario.toml", **theatre):
    path = folder / name
    path.write_text(tomli_w.dumps(scenario(**theatre).to_dict()), encoding="utf-8")
    return path


def files(folder):
    """A reanalysis, a sounding and an elevation model beside the scenario, with their hashes."""
    issued.era5(folder / "era5.nc")
    (folder / "sounding.csv").write_text("altitude_m,direction_from_deg,speed_m_s\n0,270,5\n9000,280,40\n")
    band = np.full((20, 40), 250.0, dtype=np.float32)
    band[3, 3], band[5, 5] = -9999.0, -80.0
    issued.elevation(folder / "tile.tif", band, degrees=0.05)
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def test_files_are_read_beside_the_scenario_and_checked(tmp_path, monkeypatch):
    found = files(tmp_path)
    tile = {"kind": "file", "file": "tile.tif", "sha256": found["tile.tif"], "nodata_m": 0.0}
    reanalysis = {"kind": "file", "file": "era5.nc", "sha256": found["era5.nc"], "time": "2024-01-31T12:00"}
    path = written(tmp_path, wind=reanalysis, terrain=tile)
    # From another folder, too.
    monkeypatch.chdir("/")
    read = ic.Scenario.from_file(path)
    around = prepare(read).surroundings
    assert around.terrain.extremes_m == (0.0, 250.0)
    assert around.wind == ic.Wind.from_netcdf(tmp_path / "era5.nc", time="2024-01-31T12:00")
    assert [(file.key, file.file, file.sha256) for file in around.files] == [
        ("theatre.terrain", "tile.tif", found["tile.tif"]),
        ("theatre.wind", "era5.nc", found["era5.nc"]),
    ]
    assert pickle.loads(pickle.dumps(read)).folder == tmp_path  # noqa: S301 - our own bytes
    assert prepare(read.replace("raid.scale", 2.0)).surroundings.wind == around.wind
    result = ic.run(read, replications=5, threads=1)
    manifest = json.loads(ic.write(result, tmp_path / "out")[-1].read_text(encoding="utf-8"))
    assert [each["sha256"] for each in manifest["outside_files"]] == [found["tile.tif"], found["era5.nc"]]
    assert found["tile.tif"] in (tmp_path / "out" / "report.html").read_text(encoding="utf-8")


def test_a_sounding_is_a_profile(tmp_path):
    found = files(tmp_path)
    wind = {"kind": "file", "file": "sounding.csv", "sha256": found["sounding.csv"]}
    path = written(tmp_path, wind=wind)
    assert prepare(ic.Scenario.from_file(path)).surroundings.wind.kind == "profile"
    with pytest.raises(ScenarioError, match=r"theatre.wind: time = .* left out"):
        prepare(ic.Scenario.from_file(written(tmp_path, wind={**wind, "time": "2024-01-31"})))


def test_check_tells_the_hash_to_write_and_run_wants_it(tmp_path):
    found = files(tmp_path)
    path = written(tmp_path, terrain={"kind": "file", "file": "tile.tif", "nodata_m": 0.0})
    said = intercept("check", path)
    assert said.returncode == 2
    assert f'theatre.terrain.sha256 is missing: write sha256 = "{found["tile.tif"]}"' in said.stderr
    with pytest.raises(ScenarioError, match="sha256 is missing"):
        ic.run(path)


def test_another_file_in_its_place_is_refused(tmp_path):
    found = files(tmp_path)
    wrong = "0" * 64
    tile = {"kind": "file", "file": "tile.tif", "sha256": wrong, "nodata_m": 0.0}
    wind = {"kind": "file", "file": "none.nc", "sha256": wrong}
    with pytest.raises(ScenarioError) as caught:
        prepare(ic.Scenario.from_file(written(tmp_path, terrain=tile, wind=wind)))
    assert len(caught.value.problems) == 2
    said = str(caught.value)
    assert all(word in said for word in (wrong, found["tile.tif"], "tile.tif", "none.nc", "theatre.wind: file = "))


@pytest.mark.parametrize("command", ["windows", "run", "check"])
def test_the_command_line_takes_them(tmp_path, command):
    path = written(tmp_path, wind=BREEZE, terrain=ISLAND)
    said = intercept(command, path)
    assert said.returncode == 0, said.stderr


WRONG = {
    "theatre.wind.kind is missing": {"wind": {"altitude_m": [0]}},
    "theatre.wind = .*east_m_s and north_m_s, or direction_from_deg": {"wind": {"kind": "profile", "altitude_m": [0]}},
    "theatre.wind = .*2 values": {
        "wind": {"kind": "profile", "altitude_m": [0, 1], "east_m_s": [1], "north_m_s": [1, 2]}
    },
    "theatre.wind = .*rise": {
        "wind": {"kind": "profile", "altitude_m": [0, 0], "east_m_s": [1, 1], "north_m_s": [1, 2]}
    },
    r"theatre.wind.speed_m_s\[0\] = -1 ": {"wind": {**BREEZE, "speed_m_s": [-1, 1]}},
    "theatre.terrain.sha256 = .*64 hexadecimal": {"terrain": {"kind": "file", "file": "x.tif", "sha256": "12"}},
    "theatre.terrain.relief_m = 1e5|theatre.terrain.relief_m = 100000": {"terrain": {**ISLAND, "relief_m": 1e5}},
    "theatre.terrain = .*4,000,000 nodes": {"terrain": {**ISLAND, "spacing_km": 0.05}},
    "theatre.terrain.kind = .*file": {"terrain": {"kind": "real"}},
}


@pytest.mark.parametrize("says", WRONG)
def test_wrong_surroundings_are_named(says):
    with pytest.raises(ScenarioError, match=says):
        scenario(**WRONG[says])


def test_notional_ground_is_an_island_of_its_seed_in_the_theatres_frame():
    one, same, other = (prepare(scenario(terrain={**ISLAND, "seed": seed})).surroundings.terrain for seed in (3, 3, 4))
    assert one == same != other
    frame = scenario().theatre.frame
    angle = np.linspace(0.0, 2.0 * math.pi, 60)
    shore = one.height_m(*frame.to_geodetic(100e3 * np.sin(angle), 80e3 * np.cos(angle)))
    inside = one.height_m(*frame.to_geodetic(40e3 * np.sin(angle), 30e3 * np.cos(angle)))
    # Bilinear between nodes 2 km apart, of which the inner ones have risen by a twentieth of the relief.
    assert np.all(shore < 0.05 * ISLAND["relief_m"])
    assert 0.0 <= inside.min() < 450.0 < inside.max() <= 900.0
    assert one.height_m(-0.2, 1.0)[0] == 0.0
