"""Tracks below the ground: told where they lie a little below, refused where far, in every way to give them."""

import hashlib

import numpy as np
import pytest
import tomli_w
from command import intercept
from tree import ROOT

import intercept as ic
from intercept.errors import InvalidParameterError, ScenarioError

PLACE = np.radians([-45.0, -125.0])
COUNT = 40


def hill(height_m):
    """Return a terrain of one height."""
    edges = PLACE[:, None] + np.radians([[-3.0, 3.0], [-4.0, 4.0]])
    return ic.Terrain.from_array(*edges, np.full((2, 2), float(height_m)))


def track(altitude_m):
    """Return a track of samples 5 s apart, northwards, at these altitudes."""
    time_s = 1000.0 + 5.0 * np.arange(COUNT)
    return ic.Trajectories.from_samples(
        time_s,
        latitude_rad=PLACE[0] + 50.0 * (time_s - 1000.0) / 6.37e6,
        longitude_rad=np.full(COUNT, PLACE[1]),
        altitude_m=np.broadcast_to(altitude_m, COUNT),
        row=np.full(COUNT, "low"),
        threat_class="one_way_attack_drone",
    )


def windows(own, terrain):
    place = (*PLACE, 900.0)
    unit = ic.FireUnit.of_class("short_range_sam", position=place)
    sensor = ic.Sensor.of_class("surveillance_radar", position=place)
    return ic.engagement_windows(own, ic.Defence([sensor], [unit], terrain=terrain))


@pytest.mark.parametrize("terrain", [None, hill(0.0), hill(900.0)])
def test_a_track_within_a_metre_of_the_ground_is_silently_accepted(terrain):
    ground = 0.0 if terrain is None else terrain.mean_m
    # Warnings are errors in these tests.
    assert len(windows(track(ground - 0.9), terrain).reasons) == 1


@pytest.mark.parametrize("depth_m", [2.0, 100.0, 149.0])
@pytest.mark.parametrize("terrain", [None, hill(900.0)])
def test_a_track_a_little_below_is_told(terrain, depth_m):
    ground = np.full(COUNT, 0.0 if terrain is None else terrain.mean_m)
    ground[:3] -= depth_m
    told = f"3 samples of tracks lie up to {depth_m:.0f} m below the ground, the deepest in row low at 1,0"
    with pytest.warns(UserWarning, match=told):
        windows(track(ground), terrain)


@pytest.mark.parametrize("terrain", [None, hill(900.0)])
def test_a_track_far_below_is_refused(terrain):
    ground = np.full(COUNT, 0.0 if terrain is None else terrain.mean_m)
    ground[20] -= 160.0
    told = r"1 sample of a track lies up to 160 m below the ground, the deepest in row low at 1,100\.0 s: at most 150 m"
    with pytest.raises(InvalidParameterError, match=told):
        windows(track(ground), terrain)


def test_where_it_ends_a_track_may_lie_deeper():
    altitude = np.full(COUNT, 1000.0)
    altitude[-2:] = 500.0, 0.0
    with pytest.warns(UserWarning, match="2 samples of tracks lie up to 900 m below the ground"):
        windows(track(altitude), hill(900.0))
    altitude[-5:] = 500.0
    with pytest.raises(InvalidParameterError, match="2 samples of tracks lie up to 400 m below"):
        windows(track(altitude), hill(900.0))


def test_outside_a_terrain_the_ground_is_the_ellipsoid():
    far = ic.Terrain.from_array(*np.radians([[10.0, 11.0], [20.0, 21.0]]), np.full((2, 2), 900.0))
    assert len(windows(track(1.0), far).reasons) == 1


def test_flights_of_the_package_may_fly_into_the_ground():
    flight = ic.Flight.of_class("subsonic_cruise", range_m=200e3, launch_point=tuple(PLACE))
    unit = ic.FireUnit.of_class("short_range_sam", position=(*PLACE, 900.0))
    found = ic.engagement_windows(
        ic.fly(flight), ic.Defence([], [unit], terrain=hill(900.0)), threat_class="subsonic_cruise"
    )
    assert len(found.reasons) == 1


@pytest.fixture
def files(tmp_path):
    """Return a function that writes tracks at an altitude and a defence on a plateau of 900 m."""
    rasterio = pytest.importorskip("rasterio")
    grid = {"count": 1, "height": 60, "width": 80, "dtype": "float32", "crs": "EPSG:4326"}
    grid["transform"] = rasterio.Affine(0.1, 0.0, -129.0, 0.0, -0.1, -42.0)
    with rasterio.open(tmp_path / "hill.tif", "w", driver="GTiff", **grid) as raster:
        raster.write(np.full((60, 80), 900.0, dtype=np.float32), 1)
    defence = ic.Scenario.from_file(ROOT / "examples" / "own-defence.toml").to_dict()

    def write(altitude_m, *, named):
        lines = [f"low,{5 * k},{-45.0 + 0.002 * k},-125.0,{altitude_m},one_way_attack_drone" for k in range(COUNT)]
        own = tmp_path / "own.csv"
        own.write_text("\n".join(["row,time_s,latitude_deg,longitude_deg,altitude_m,threat_class", *lines]))
        sha = {name: hashlib.sha256((tmp_path / name).read_bytes()).hexdigest() for name in ("own.csv", "hill.tif")}
        terrain = {"kind": "file", "file": "hill.tif", "sha256": sha["hill.tif"]}
        document = defence | {"theatre": defence["theatre"] | {"terrain": terrain}}
        if named:
            document |= {"raid": {"tracks": {"file": "own.csv", "sha256": sha["own.csv"]}}}
        path = tmp_path / "defence.toml"
        path.write_text(tomli_w.dumps(document), encoding="utf-8")
        return path, own

    return write


FEW = ("--replications", "20", "--scrambles", "2", "--points", "1")


@pytest.mark.parametrize(("altitude_m", "code"), [(850, 0), (300, 2)])
def test_commands_tell_of_tracks_below_the_ground_and_refuse_those_far_below(files, altitude_m, code):
    path, own = files(altitude_m, named=False)
    by_hand = [("windows", "--tracks", own, "--defence", path), ("run", path, "--tracks", own, *FEW)]
    said = [intercept(*words) for words in by_hand]
    path, _ = files(altitude_m, named=True)
    said += [intercept(*words) for words in (("check", path), ("windows", path), ("run", path, *FEW))]
    # What is refused is counted without the last 10 s of the track.
    number = 40 if code == 0 else 37
    told = f"{number} samples of tracks lie up to {900 - altitude_m} m below the ground, the deepest in row low at "
    for done in said:
        assert done.returncode == code, done.stderr
        assert done.stderr.count(told) == 1
        assert ("Warning: 40" in done.stderr) == (code == 0)
        assert "Traceback" not in done.stderr


def test_the_ways_of_python_refuse_them_too(files):
    path, own = files(300, named=True)
    with pytest.raises(ScenarioError, match=r"raid\.tracks: 37 samples of tracks lie up to 600 m below the ground"):
        ic.run(path)
    path, own = files(300, named=False)
    given = {"trajectories": ic.Trajectories.from_csv(own)}
    for work in (ic.run, ic.compile_plan):
        with pytest.raises(InvalidParameterError, match="37 samples of tracks lie up to 600 m below the ground"):
            work(ic.Scenario.from_file(path), **given)
