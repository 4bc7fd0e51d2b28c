"""Batches made of samples: what comes back, how far the path is off, and what is refused."""

import copy
import math
import pickle

import numpy as np
import pandas as pd
import polars as pl
import pytest

import intercept as ic
from intercept.errors import InvalidParameterError

START = (-0.785, -2.18)
# Every library whose tables are read, by what makes one of a batch.
LIBRARIES = {
    "pandas": ic.Trajectories.to_pandas,
    "pandas with an index": lambda flown: flown.to_pandas().set_index(["row", "time_s"]),
    "polars": ic.Trajectories.to_polars,
    "arrow": ic.Trajectories.to_arrow,
    "xarray": ic.Trajectories.to_xarray,
    "mapping": lambda flown: {name: flown.to_pandas()[name].to_list() for name in flown.to_pandas()},
    "table": lambda flown: ic.Table({name: flown.to_pandas()[name].to_numpy() for name in flown.to_pandas()}),
}


@pytest.fixture(scope="module")
def flown():
    """Fly what has jumps of acceleration, and what has none: a cruise, a boosted missile, a fall through air."""
    flights = [
        ic.Flight.of_class("subsonic_cruise", range_m=100e3, launch_point=START),
        ic.Flight.of_class("short_range_ballistic", range_m=300e3, launch_point=START),
    ]
    return ic.fly(flights, threads=1)


@pytest.fixture(scope="module")
def falls():
    """Fly bodies that fall through air: smooth paths."""
    position = ic.earth.geodetic_to_ecef([-0.785, -0.6], [-2.18, -1.9], [60e3, 90e3])
    up = position / np.linalg.norm(position, axis=1)[:, None]
    velocity = -1500.0 * up + 2000.0 * np.cross(up, [0.0, 0.0, 1.0])
    body = ic.Ensemble(position_ecef_m=position, velocity_ecef_m_s=velocity, ballistic_coefficient_kg_m2=5e3)
    return ic.fly(body, threads=1)


@pytest.mark.parametrize("library", LIBRARIES)
def test_what_another_library_was_given_comes_back_to_the_last_bit(flown, library):
    back = ic.Trajectories.from_table(LIBRARIES[library](flown))
    np.testing.assert_array_equal(back.offsets, flown.offsets)
    for name, values in flown.knots().items():
        np.testing.assert_array_equal(back.knots()[name], values)
    assert [ic.Outcome(code).name for code in back.outcome] == ["RECORDED"] * 2
    assert back.recorded["row"].tolist() == ["0", "1"]


def test_a_file_comes_back(flown, tmp_path):
    table = ic.Table({name: flown.to_pandas()[name].to_numpy() for name in flown.to_pandas()})
    ic.write(table, tmp_path / "tracks.csv")
    back = ic.Trajectories.from_csv(tmp_path / "tracks.csv")
    np.testing.assert_array_equal(back.knots()["acceleration_ecef_m_s2"], flown.knots()["acceleration_ecef_m_s2"])


@pytest.mark.parametrize("step_s", [0.5, 1.0, 2.0])
@pytest.mark.parametrize("with_velocity", [False, True])
def test_the_path_is_nearer_the_truth_than_it_says(falls, step_s, with_velocity):
    grid = falls.to_xarray(step_s=step_s)
    track = ic.Trajectories.from_table(grid if with_velocity else grid.drop_vars("velocity_ecef"))
    for row in range(2):
        times = np.linspace(0.0, float(track.recorded["end_s"][row]), 2000)
        off = [
            np.linalg.norm(one - other, axis=1).max()
            for one, other in zip(track.sample(row, times), falls.sample(row, times), strict=True)
        ]
        # The ends count, where a spline is least sure; smooth paths are measured to be off by more than they are.
        assert off[0] < track.recorded["position_error_m"][row]
        assert off[1] < track.recorded["velocity_error_m_s"][row]


def test_the_error_falls_with_the_fourth_power_of_the_step(falls):
    off = []
    for step_s in (2.0, 1.0):
        grid = falls.to_xarray(step_s=step_s).drop_vars("velocity_ecef").isel(row=[0])
        track = ic.Trajectories.from_table(grid)
        # Inside; the ends lose an order or two.
        times = np.linspace(5.0, 15.0, 1000)
        off.append(np.linalg.norm(track.sample(0, times)[0] - falls.sample(0, times)[0], axis=1).max())
    assert 3.5 < math.log2(off[0] / off[1]) < 4.8


def test_windows_of_a_sampled_flight_are_those_of_the_flight(flown):
    end = (-0.785, -2.162)
    defence = ic.Defence(
        [ic.Sensor.of_class("surveillance_radar", position=end)],
        [ic.FireUnit.of_class("medium_range_sam", position=end)],
    )
    classes = ["subsonic_cruise", "short_range_ballistic"]
    track = ic.Trajectories.from_table(flown.to_xarray(step_s=1.0))
    assert track.recorded["threat_class"].tolist() == classes
    truth = ic.engagement_windows(flown, defence, threat_class=classes)
    found = ic.engagement_windows(track, defence)
    assert len(found) == len(truth) > 0
    # A grid of whole seconds lacks the last of them, in which the last launch may lie.
    np.testing.assert_allclose(found.launch_s[:, 0], truth.launch_s[:, 0], atol=0.05)
    np.testing.assert_allclose(found.launch_s[:, -1], truth.launch_s[:, -1], atol=1.1)
    assert found.tracks()["threat_name"].tolist() == ["0", "1"]
    assert found.explain(0, 0).startswith('Threat 0 "0" (subsonic cruise)')
    later = ic.engagement_windows(
        ic.Trajectories.from_table(flown.to_xarray(step_s=1.0).assign_coords(time=lambda d: d.time + 500.0)),
        defence,
    )
    np.testing.assert_allclose(later.launch_s, found.launch_s + 500.0, atol=1e-6)
    given = ic.engagement_windows(track, defence, launch_s=1000.0, radar_cross_section_m2=0.01)
    assert given.plan.threats.launch_s.tolist() == [1000.0, 1000.0]
    assert given.plan.threats.radar_cross_section_m2.tolist() == [0.01, 0.01]


def line(points=20, *, speed_m_s=200.0, step_s=1.0, longitude_deg=-125.0):
    """Return samples of level flight to the east."""
    time_s = step_s * np.arange(points)
    return {
        "time_s": time_s,
        "latitude_deg": np.full(points, -45.0),
        "longitude_deg": longitude_deg + np.degrees(speed_m_s * time_s / (6_388_838.0 * math.cos(math.pi / 4))),
        "altitude_m": np.full(points, 1000.0),
    }


def speeds(track):
    return np.linalg.norm(track.knots()["velocity_ecef_m_s"], axis=1)


def test_samples_may_come_in_any_order_and_repeat():
    given = line()
    order = np.random.default_rng(1).permutation(np.concatenate([np.arange(20), [3, 7, 7]]))
    mixed = ic.Trajectories.from_table({name: values[order] for name, values in given.items()})
    assert mixed == ic.Trajectories.from_table(given)
    assert mixed.recorded["samples"].tolist() == [20]


def test_a_track_crosses_the_antimeridian_whichever_way_longitudes_are_written():
    east = line(longitude_deg=179.99)
    wrapped = {**east, "longitude_deg": (east["longitude_deg"] + 180.0) % 360.0 - 180.0}
    assert np.abs(np.diff(wrapped["longitude_deg"])).max() > 300.0
    for given in (east, wrapped, {**east, "longitude_deg": east["longitude_deg"] % 360.0}):
        track = ic.Trajectories.from_table(given)
        np.testing.assert_allclose(speeds(track), 200.0, rtol=1e-3)
        assert track.recorded["position_error_m"][0] < 1e-3


def test_points_near_to_one_another_are_taken_as_they_are():
    # A drone of 3 m/s whose receiver writes ten places a second: 0.3 m apart, rounded to a centimetre.
    given = line(300, speed_m_s=3.0, step_s=0.1)
    given["longitude_deg"] = given["longitude_deg"].round(7)
    track = ic.Trajectories.from_table(given)
    assert track.recorded["samples"].tolist() == [300]
    position = track.sample(0, given["time_s"])[0]
    want = ic.earth.geodetic_to_ecef(
        np.radians(given["latitude_deg"]), np.radians(given["longitude_deg"]), given["altitude_m"]
    )
    np.testing.assert_allclose(position, want, atol=1e-6)


def test_noise_and_gaps_are_told_and_do_not_swing_the_path():
    rng = np.random.default_rng(2)
    given = line(400)
    given["altitude_m"] = given["altitude_m"] + rng.normal(0.0, 5.0, 400)
    kept = np.concatenate([np.arange(100), np.arange(220, 400)])
    track = ic.Trajectories.from_table({name: values[kept] for name, values in given.items()})
    assert track.recorded["gap_max_s"].tolist() == [121.0]
    # Noise of 5 m shows; over the gap of two minutes the path stays within what a slope of the noise makes of it.
    assert 5.0 < track.recorded["position_error_m"][0] < 1000.0
    altitude = track.quantities(0, np.linspace(0.0, 399.0, 2000))["altitude_m"]
    assert np.abs(altitude - 1000.0).max() < 300.0


def test_velocities_may_be_east_north_and_up():
    given = line()
    level = ic.Trajectories.from_table(given)
    enu = {"velocity_east_m_s": np.full(20, 200.0), "velocity_north_m_s": np.zeros(20), "velocity_up_m_s": np.zeros(20)}
    turned = ic.Trajectories.from_table(given | enu)
    np.testing.assert_allclose(turned.knots()["velocity_ecef_m_s"], level.knots()["velocity_ecef_m_s"], atol=0.2)


def test_rows_are_named_and_ragged():
    one, two = pd.DataFrame(line(20)), pd.DataFrame(line(5, longitude_deg=-120.0))
    frame = pd.concat([two.assign(row="west"), one.assign(row="east")])
    track = ic.Trajectories.from_table(frame, threat_class=["subsonic_cruise", "one_way_attack_drone"])
    assert track.recorded["row"].tolist() == ["west", "east"]
    assert np.diff(track.offsets.astype(int)).tolist() == [5, 20]
    assert track.recorded["threat_class"].tolist() == ["subsonic_cruise", "one_way_attack_drone"]
    column = frame.assign(threat_class=np.where(frame["row"] == "west", "subsonic_cruise", "one_way_attack_drone"))
    assert ic.Trajectories.from_table(column) == track == ic.Trajectories.from_table(pl.from_pandas(column))
    assert pickle.loads(pickle.dumps(track)) == track == copy.deepcopy(track)  # noqa: S301 - our own
    assert track != ic.Trajectories.from_table(frame)
    assert track.recorded["gap_max_s"].tolist() == [1.0, 1.0]


def test_arrays_in_radians_and_ecef_are_the_same_track():
    given = line()
    angles = [np.radians(given[name]) for name in ("latitude_deg", "longitude_deg")]
    position = ic.earth.geodetic_to_ecef(*angles, given["altitude_m"])
    by_angle = ic.Trajectories.from_samples(
        given["time_s"], latitude_rad=angles[0], longitude_rad=angles[1], altitude_m=given["altitude_m"]
    )
    assert by_angle == ic.Trajectories.from_samples(given["time_s"], position) == ic.Trajectories.from_table(given)
    sphere = ic.World(sphere_radius_m=6.4e6)
    on_sphere = ic.Trajectories.from_table(given, world=sphere)
    np.testing.assert_allclose(np.linalg.norm(on_sphere.knots()["position_ecef_m"], axis=1), 6.401e6)
    assert on_sphere.world == sphere


def test_few_samples_make_simple_paths():
    two = ic.Trajectories.from_table(line(2))
    assert np.isnan(two.recorded["position_error_m"][0])
    assert np.linalg.norm(two.knots()["acceleration_ecef_m_s2"]) == 0.0
    three = ic.Trajectories.from_table(line(3))
    assert three.recorded["position_error_m"][0] < 0.01


def changed(index, **values):
    """Return the samples of a line with other values at an index."""
    given = line()
    for name, value in values.items():
        given[name] = given[name].astype(object if isinstance(value, str | None) else float)
        given[name][index] = value
    return given


def without(*names):
    return {name: values for name, values in line().items() if name not in names}


FAR = line(longitude_deg=-120.0)
REFUSED = {
    "not a number": (changed(7, altitude_m=math.nan), r'altitude_m\[7\] of table \(row "0"\) = nan is not allowed'),
    "infinite": (changed(7, time_s=math.inf), r'time_s\[7\] of table \(row "0"\) = inf'),
    "text": (changed(3, altitude_m="low"), r'altitude_m\[3\] of table \(row "0"\) = "low" .* must be a number'),
    "missing": (changed(3, altitude_m=None), r'altitude_m\[3\] of table \(row "0"\) = None'),
    "beyond a pole": (changed(3, latitude_deg=-91.0), r"latitude_deg\[3\] of table .* from -90 to 90"),
    "one point": ({name: values[:1] for name, values in line().items()}, "1 sample is not allowed"),
    "no point": ({name: values[:0] for name, values in line().items()}, "0 samples is not allowed"),
    "one point of one row": (line() | {"row": ["a"] * 19 + ["b"]}, r'time_s\[19\] of table \(row "b"\) = 19'),
    "two places at one time": (changed(8, time_s=7.0), r"time_s\[8\] of table .* another time than time_s\[7\]"),
    "no time": (without("time_s"), "must have one of time_s .seconds. and time, has neither"),
    "no altitude": (without("altitude_m"), "one of altitude_m, altitude_km, altitude_ft, has none"),
    "two altitudes": (line() | {"altitude_km": np.ones(20)}, "has both altitude_m and altitude_km"),
    "half a vector": (line() | {"x_ecef_m": np.ones(20)}, "must have a column y_ecef_m and one z_ecef_m"),
    "a strange column": (line() | {"heading": np.ones(20)}, 'columns of table: "heading" is not known'),
    "columns of two lengths": (line() | {"altitude_m": np.ones(19)}, "column altitude_m of table"),
    "degrees as radians": (
        without("latitude_deg", "longitude_deg")
        | {"latitude_rad": line()["latitude_deg"], "longitude_rad": line()["longitude_deg"]},
        r"latitude_rad\[0\] .* did you mean degrees",
    ),
    "kilometres as metres": (
        {"time_s": [0.0, 1.0]} | {name: [3700.0, 3700.2] for name in ("x_ecef_m", "y_ecef_m", "z_ecef_m")},
        "kilometres, not metres",
    ),
    "milliseconds since 1970": (line() | {"time_s": 1.7e12 + np.arange(20.0)}, r"time_s\[0\] of table .* 10000000000"),
    "hours as seconds": (line(step_s=200.0) | {"time_s": np.arange(20) / 18.0}, "nothing exceeds 20,000 m/s"),
    "two tracks as one": (
        {name: np.concatenate([values, FAR[name] + (name == "time_s") * 0.5]) for name, values in line().items()},
        "is this one row",
    ),
    "velocity in km/h": (
        line()
        | {
            "velocity_east_m_s": np.full(20, 720.0),
            "velocity_north_m_s": np.zeros(20),
            "velocity_up_m_s": np.zeros(20),
        },
        'velocity_east_m_s, velocity_north_m_s, velocity_up_m_s of row "0" is not allowed',
    ),
    "acceleration alone": (
        line() | {f"acceleration_{axis}_ecef_m_s2": np.zeros(20) for axis in "xyz"},
        "must have a column velocity_x_ecef_m_s",
    ),
    "a name that is missing": (line() | {"row": ["a"] * 10 + [None] * 10}, r"row\[10\] = None"),
    "names of two kinds": (
        line() | {"row": np.array(["1"] * 10 + [1] * 10, dtype=object)},
        "text or whole numbers, not both",
    ),
    "a class that changes": (
        line() | {"threat_class": ["a"] * 19 + ["b"]},
        r"threat_class\[19\] of table .* whole row",
    ),
    "a cross-section below zero": (line() | {"radar_cross_section_m2": [-1.0] * 20}, r"radar_cross_section_m2\[0\]"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_wrong_is_named(what):
    table, message = REFUSED[what]
    with pytest.raises(InvalidParameterError, match=message):
        ic.Trajectories.from_table(table)


def test_places_and_velocities_are_called_what_they_were_given_as():
    position = ic.earth.geodetic_to_ecef(*np.radians([[-45.0] * 3, [-125.0, -124.9, -120.0]]), 500.0)
    with pytest.raises(InvalidParameterError, match=r"^position_ecef_m\[1\] .* from position_ecef_m\[0\] in 0\.1 s"):
        ic.Trajectories.from_samples([0.0, 0.1, 0.2], position)
    with pytest.raises(InvalidParameterError, match=r'^latitude_rad, longitude_rad, altitude_m\[1\] \(row "0"\) = '):
        ic.Trajectories.from_samples([0.0, 0.1], latitude_rad=[-0.785, -0.745], longitude_rad=-2.18, altitude_m=0.0)
    with pytest.raises(InvalidParameterError, match=r'^velocity_ecef_m_s of row "0" is not allowed'):
        ic.Trajectories.from_samples([0.0, 100.0], position[:2], velocity_ecef_m_s=np.full((2, 3), 900.0))


HEADER = "time_s,latitude_deg,longitude_deg,altitude_m\n"
FILES = {
    "": "must have a header line",
    "time_s;altitude_m\n0;1\n": "separated by commas",
    "time_s,time_s\n0,1\n": "time_s twice",
    HEADER + "0,-45,-125,0\n1,-45,-125\n": "line 3 is not allowed: must have 4 values",
    "# a remark\n" + HEADER + "0,-45,-125,0\n\n1,-45,,0\n": "longitude_deg in line 5 ",
    HEADER + "0,-45,-125,0\n1,-45,-125,1e999\n": "altitude_m in line 3 ",
    HEADER + "0,-45,-125,0\n": "1 sample is not allowed",
}


@pytest.mark.parametrize("text", FILES)
def test_what_is_wrong_in_a_file_is_named_by_line(tmp_path, text):
    path = tmp_path / "tracks.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidParameterError, match=FILES[text]):
        ic.Trajectories.from_csv(path)


def test_files_that_cannot_be_read_are_refused(tmp_path):
    (tmp_path / "bytes.csv").write_bytes(b"time_s\n\xff\xfe\n")
    for path in (tmp_path / "none.csv", tmp_path, tmp_path / "bytes.csv"):
        with pytest.raises(InvalidParameterError, match=r"path = .* must be a readable CSV file"):
            ic.Trajectories.from_csv(path)


def test_times_since_1970_need_a_common_start_taken_off():
    track = ic.Trajectories.from_table(line() | {"time_s": 1.7e9 + np.arange(20.0)})
    defence = ic.Defence([], [])
    with pytest.raises(InvalidParameterError, match='time_s of row "0", which begins at 1700000000 s'):
        ic.engagement_windows(track, defence)
    assert len(ic.engagement_windows(track, defence, launch_s=0.0)) == 0


def test_what_is_masked_is_missing_and_not_the_number_beneath():
    times = np.arange(5.0)
    track = {"latitude_rad": -0.7 + 1e-6 * times, "longitude_rad": [1.0] * 5}
    altitude = np.ma.masked_array([5.0, 5.0, 5.0, 900.0, 5.0], mask=[0, 0, 0, 1, 0])
    with pytest.raises(InvalidParameterError, match=r'altitude_m\[3\] \(row "0"\) = nan is not allowed'):
        ic.Trajectories.from_samples(times, **track, altitude_m=altitude)
    whole = np.ma.masked_array(altitude.data, mask=False)
    assert len(ic.Trajectories.from_samples(times, **track, altitude_m=whole)) == 1
    assert np.isnan(ic.Table({"altitude_m": np.ma.masked_array([1, 2], mask=[0, 1])})["altitude_m"][1])


def test_a_lazy_table_is_to_be_collected(flown):
    with pytest.raises(InvalidParameterError, match=r"must be a table with its data: collect\(\) a LazyFrame first"):
        ic.Trajectories.from_table(flown.to_polars().lazy())
