"""What flights are called in every file: the class and wave of their threat, the name of their track."""

import copy
import csv
import io
import json
import pickle

import netCDF4
import numpy as np
import polars as pl
import pytest
import written
from lxml import etree

import intercept as ic
from intercept.base.words import spelled

KML, GPX = "{http://www.opengis.net/kml/2.2}", "{http://www.topografix.com/GPX/1/1}"


@pytest.fixture(scope="module")
def plan():
    return ic.compile_plan(ic.Scenario.from_file("examples/notional-small.toml"))


@pytest.fixture(scope="module")
def flown(plan):
    return ic.fly(plan)


@pytest.fixture(scope="module")
def classes(plan):
    return [plan.threat_classes[k] for k in plan.threats.class_index.tolist()]


@pytest.fixture(scope="module")
def waves(plan):
    return [plan.wave_names[k] for k in plan.threats.wave.tolist()]


def shown(thing, folder, ending):
    """Return the names of the lines in a file, those of flights first, and what is told of each."""
    (path,) = ic.write(thing, folder / f"a.{ending}")
    if ending == "geojson":
        return [(f["properties"]["name"], f["properties"]) for f in json.loads(path.read_text())["features"]]
    if ending == "czml":
        return [(p["name"], p["properties"]) for p in json.loads(path.read_text())[1:]]
    if ending == "gpx":
        tracks = etree.parse(path).iter(f"{GPX}trk")
        return [(t.findtext(f"{GPX}name"), json.loads(t.findtext(f"{GPX}desc"))) for t in tracks]
    marks = etree.parse(path).iter(f"{KML}Placemark")
    return [
        (m.findtext(f"{KML}name"), {d.get("name"): d.findtext(f"{KML}value") for d in m.iter(f"{KML}Data")})
        for m in marks
    ]


@pytest.mark.parametrize("ending", ["geojson", "czml", "gpx", "kml"])
def test_lines_of_a_raid_bear_class_and_wave(ending, flown, classes, waves, tmp_path):
    found = shown(flown, tmp_path, ending)
    assert [name for name, _ in found] == [f"{spelled(code)} {row}" for row, code in enumerate(classes)]
    assert [told["threat_class"] for _, told in found] == classes
    assert [told["wave"] for _, told in found] == waves


def test_tables_of_a_raid_have_class_and_wave(flown, classes, waves, tmp_path):
    for step in (None, 60.0):
        ic.write(flown, tmp_path / "a.parquet", step_s=step)
        ic.write(flown, tmp_path / "a.csv", step_s=step)
        read = pl.read_parquet(tmp_path / "a.parquet")
        each = read.group_by("row", maintain_order=True).first()
        assert each["threat_class"].to_list() == classes
        assert each["wave"].to_list() == waves
        rows = csv.DictReader(io.StringIO((tmp_path / "a.csv").read_text()))
        assert {(int(r["row"]), r["threat_class"], r["wave"]) for r in rows} == set(
            zip(range(len(flown)), classes, waves, strict=True)
        )
        ic.write(flown, tmp_path / "a.nc", step_s=step)
        with netCDF4.Dataset(tmp_path / "a.nc") as file:
            assert file["threat_class"][:].tolist() == classes
            assert file["wave"][:].tolist() == waves


def test_a_raid_flies_by_its_own_clock(flown, plan, tmp_path):
    (path,) = ic.write(flown, tmp_path / "a.czml", time_zero="2030-01-01T00:00:00Z")
    begins = [packet["availability"].split("/")[0] for packet in json.loads(path.read_text())[1:]]
    zero = np.datetime64("2030-01-01T00:00:00")
    launched = [(np.datetime64(text.rstrip("Z")) - zero) / np.timedelta64(1, "s") for text in begins]
    np.testing.assert_allclose(launched, plan.threats.launch_s, atol=1e-5)


@pytest.mark.parametrize("make", ["to_xarray", "to_arrow", "to_pandas", "to_polars"])
def test_the_class_comes_back_with_the_flights(make, flown, classes):
    assert ic.Trajectories.from_table(getattr(flown, make)()).recorded["threat_class"].tolist() == classes


def test_windows_name_the_threat_that_they_are_at(flown, plan, tmp_path):
    found = ic.engagement_windows(flown, plan)
    lines = {told["threat"]: name for name, told in shown(found, tmp_path, "geojson") if "opportunities" in told}
    assert lines
    for threat, name in lines.items():
        assert name.endswith(f" at {spelled(plan.threat_classes[int(plan.threats.class_index[threat])])} {threat}")


def test_one_flight_is_called_by_its_class_and_a_flight_of_none_by_its_number(tmp_path):
    cruise = ic.Flight.of_class("subsonic_cruise")
    glide = ic.flights.GlideFlight(-0.785, -2.18, 1.0, 3000.0, 10_000.0, lift_to_drag=2.5)
    assert [name for name, _ in shown(ic.fly(cruise), tmp_path, "kml")] == ["subsonic cruise"]
    assert [name for name, _ in shown(ic.fly([cruise, glide]), tmp_path, "kml")] == ["flight 0", "flight 1"]


def test_tracks_keep_their_names_and_tell_their_classes(tmp_path):
    own = ic.Trajectories.from_csv("examples/own-tracks.csv")
    found = shown(own, tmp_path, "geojson")
    assert [name for name, _ in found] == own.recorded["row"].tolist()
    assert [told["threat_class"] for _, told in found] == own.recorded["threat_class"].tolist()


def test_what_is_known_of_threats_is_kept_in_copies_and_compared(flown, plan, classes):
    assert flown.threats.columns == ("threat_class", "wave", "launch_s")
    assert flown.threats["launch_s"].tolist() == plan.threats.launch_s.tolist()
    for again in (copy.deepcopy(flown), pickle.loads(pickle.dumps(flown))):  # noqa: S301 - our own
        assert again == flown
        assert again.threats["threat_class"].tolist() == classes
    assert written.tracks().threats is None
