"""A planned route in Python: defaults, options, events, terrain from arrays and files."""

import math
import sys

import numpy as np
import pytest

import intercept as ic
from intercept.earth.frames import ecef_to_geodetic
from intercept.errors import InvalidParameterError, MissingExtraError
from intercept.flight.trajectories import Trajectories

POINTS = np.radians([(-45.0, -125.0), (-44.6, -124.2), (-45.0, -123.5)])


def fly(*flights, threads=1):
    return Trajectories(ic.flights.RouteFlight.fly_many(flights, world=ic.World(), tolerance_m=1e-4, threads=threads))


def duration(flight):
    trajectories = fly(flight)
    trajectories.check()
    return float(trajectories.table()["flight_time_s"][0])


def events(trajectories):
    return list(trajectories.events()["event"])


def test_waypoints_and_a_speed_are_enough():
    trajectories = fly(ic.flights.RouteFlight(POINTS, 50.0))
    assert trajectories.outcome.tolist() == [ic.Outcome.IMPACT]
    assert events(trajectories) == ["cruise", "impact"]
    summary = trajectories.table()
    assert summary["apogee_km"][0] == pytest.approx(0.1, abs=2e-6)
    # 1 mm of 6,371 km at the end.
    assert summary["latitude_end_deg"][0] == pytest.approx(-45.0, abs=1e-8)
    assert summary["longitude_end_deg"][0] == pytest.approx(-123.5, abs=2e-8)


def test_rows_are_flown_alike_alone_and_together_by_any_number_of_threads():
    flights = [
        ic.flights.RouteFlight(POINTS, 50.0),
        ic.flights.RouteFlight(POINTS, [200.0, 240.0], altitude_m=900.0),
        ic.flights.RouteFlight(POINTS, 0.0),
        ic.flights.RouteFlight(POINTS, 60.0, loiters=[ic.flights.Loiter(1, duration_s=600.0)]),
    ]
    batch = fly(*flights, threads=2)
    assert batch.core.position_ecef_m().tobytes() == b"".join(fly(f).core.position_ecef_m().tobytes() for f in flights)
    assert batch.outcome.tolist() == [0, 0, ic.Outcome.INVALID, 0]


def test_altitudes_of_waypoints_are_met():
    points = np.column_stack([POINTS, [0.0, 800.0, 300.0]])
    trajectories = fly(ic.flights.RouteFlight(points, 60.0, climb_rate_m_s=4.0))
    marks = trajectories.events()
    position, _ = trajectories.sample([0, 0, 0], [0.0, marks["time_s"][0], 1e9])
    assert ecef_to_geodetic(position)[2] == pytest.approx([0.0, 800.0, 300.0], abs=2e-3)
    # At 4 m/s and with two arcs of 5 m/s^2: 800/4 + 4/5 s, the last for sin against tan of small angles.
    assert marks["time_s"][0] == pytest.approx(200.8, rel=1e-3)


def test_a_loiter_adds_its_time():
    over = ic.flights.RouteFlight(POINTS, 50.0, loiters=[ic.flights.Loiter(2, duration_s=1.0)])
    long = ic.flights.RouteFlight(POINTS, 50.0, loiters=[ic.flights.Loiter(2, duration_s=901.0)])
    assert duration(long) - duration(over) == pytest.approx(900.0, abs=1e-5)


def test_a_pop_up_and_a_dive_are_told():
    flight = ic.flights.RouteFlight(
        POINTS, 250.0, dive=ic.flights.Dive(0.6), pop_up=ic.flights.PopUp(12e3, 1500.0), normal_acceleration_m_s2=30
    )
    trajectories = fly(flight)
    assert events(trajectories) == ["cruise", "dive", "impact"]
    assert trajectories.table()["apogee_km"][0] == pytest.approx(1.5, abs=2e-6)


def test_fuel_runs_out():
    flight = ic.flights.RouteFlight(POINTS, 50.0, fuel=ic.flights.Fuel(endurance_s=700.0, range_m=30e3))
    trajectories = fly(flight)
    assert trajectories.outcome.tolist() == [ic.Outcome.FUEL_EXHAUSTED]
    assert events(trajectories) == ["cruise", "fuel_out", "end"]
    assert trajectories.events()["time_s"][1] == pytest.approx(600.0, abs=1e-6)


# R = (V/c)(L/D) ln(m0/m1), by hand: 250 m/s, 0.9 per hour, 9, 1.4: 250 * 9 * ln 1.4 * 4000 = 3.0282e6 m.
def test_breguet_range():
    fuel = ic.flights.Fuel.breguet(specific_consumption_per_s=0.9 / 3600.0, lift_to_drag=9.0, mass_ratio=1.4)
    flight = ic.flights.RouteFlight([(-0.785, -2.5), (-0.785, -1.7)], 250.0, altitude_m=0.0, fuel=fuel)
    flown = fly(flight).table()["distance_km"][0] * 1e3
    assert flown == pytest.approx(250.0 * 9.0 * math.log(1.4) * 4000.0, rel=1e-9)


LATITUDE, LONGITUDE = np.radians([-45.5, -45.0, -44.5, -44.0]), np.radians([-125.5, -124.0, -123.0])
HEIGHTS = np.array([[0.0, 50.0, 30.0], [100.0, 400.0, 0.0], [20.0, 0.0, 10.0], [5.0, 5.0, 5.0]])


def test_axes_may_descend():
    up = ic.Terrain.from_array(LATITUDE, LONGITUDE, HEIGHTS)
    down = ic.Terrain.from_array(LATITUDE[::-1], LONGITUDE[::-1], HEIGHTS[::-1, ::-1])
    places = np.radians([-45.25, -44.8, -44.1, -35.0]), np.radians([-125.0, -123.6, -125.5, -125.0])
    assert np.array_equal(up.height_m(*places), down.height_m(*places), equal_nan=True)
    assert up.height_m(LATITUDE[1], LONGITUDE[1]).tolist() == [400.0]
    assert np.isnan(up.height_m(*places)[3])


def test_heights_above_ground_follow_it():
    terrain = ic.Terrain.from_array(LATITUDE, LONGITUDE, HEIGHTS)
    above = fly(ic.flights.RouteFlight(POINTS, 50.0, heights="ground", terrain=terrain))
    above.check()
    flat = fly(ic.flights.RouteFlight(POINTS, 50.0, heights="ground"))
    assert flat.table()["apogee_km"][0] == pytest.approx(0.1, abs=2e-6)
    assert above.table()["apogee_km"][0] > 0.1


def geotiff(path, **options):
    import rasterio  # noqa: PLC0415 - with the extra only
    from affine import Affine  # noqa: PLC0415

    band = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, -9999.0]], dtype=np.float32)
    shape = {"driver": "GTiff", "height": 2, "width": 3, "count": 1, "dtype": "float32", "nodata": -9999.0}
    with rasterio.open(
        path, "w", crs=options.get("crs", "EPSG:4326"), transform=Affine(1, 0, -125, 0, -1, -43), **shape
    ) as f:
        f.write(band, 1)
    return path


def test_a_geotiff_gives_heights_in_the_middles_of_its_cells(tmp_path):
    terrain = ic.Terrain.from_geotiff(geotiff(tmp_path / "ground.tif"), nodata_m=0.0)
    heights = terrain.height_m(
        np.radians([-43.5, -43.5, -44.5, -44.5, -44.0]), np.radians([-124.5, -122.5, -124.5, -122.5, -124.0])
    )
    assert heights == pytest.approx([1.0, 3.0, 4.0, 0.0, 3.0], abs=1e-9)


def test_a_geotiff_that_will_not_do_is_refused(tmp_path):
    with pytest.raises(InvalidParameterError, match="1 cells have no height"):
        ic.Terrain.from_geotiff(geotiff(tmp_path / "holes.tif"))
    with pytest.raises(InvalidParameterError, match="geographic"):
        ic.Terrain.from_geotiff(geotiff(tmp_path / "metres.tif", crs="EPSG:32633"))


def test_without_rasterio_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "rasterio", None)
    with pytest.raises(MissingExtraError, match=r"the extra terrain brings it"):
        ic.Terrain.from_geotiff("ground.tif")
