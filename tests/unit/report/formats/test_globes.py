"""KML, CZML and GPX, read back by other libraries and held against the flights themselves."""

import dataclasses
import json
import re
import zipfile
from datetime import UTC, datetime

import czml3.core
import gpxpy
import numpy as np
import pytest
import shapely
import written
from fastkml import validator
from lxml import etree

import intercept as ic

KML, GPX = "{http://www.opengis.net/kml/2.2}", "{http://www.topografix.com/GPX/1/1}"
ZERO = datetime(2000, 1, 1, tzinfo=UTC)
FLOWN = ("flights", "across", "tracks")
CZML = "czml"


def write(kind, folder, ending, **options):
    thing = getattr(written, kind)()
    (path,) = ic.write(thing, folder / f"{kind}.{ending}", **options)
    return thing, path


def seconds(text):
    return (datetime.fromisoformat(text) - ZERO).total_seconds()


def lines_of(mark):
    """Return the lines of a placemark as arrays of longitude, latitude and altitude."""
    texts = [each.text for each in mark.iter(f"{KML}coordinates")]
    return [np.array([[float(v) for v in point.split(",")] for point in text.split()]) for text in texts]


def nearest(points, wanted):
    """Return the greatest distance (m) from points to those wanted, rows of longitude, latitude and altitude."""
    one, other = (
        ic.earth.geodetic_to_ecef(np.radians(p[:, 1]), np.radians(p[:, 0]), p[:, 2]) for p in (points, wanted)
    )
    return max(np.linalg.norm(other - place, axis=1).min() for place in one)


@pytest.mark.parametrize("kind", ["flights", "across", "tracks", "windows", "area", "loss", "coverage", "impacts"])
def test_kml_keeps_to_its_schema(kind, tmp_path):
    _, path = write(kind, tmp_path, "kml")
    assert validator.validate(file_to_validate=path)
    tree = etree.parse(path)
    marks = tree.findall(f".//{KML}Placemark")
    assert marks
    assert "mean sea level" in tree.findtext(f".//{KML}Document/{KML}description")
    for mark in marks:
        modes = {each.text for each in mark.iter(f"{KML}altitudeMode")}
        heights = any(point.shape[1] == 3 and point[:, 2].any() for point in lines_of(mark))
        assert modes == ({"absolute"} if heights else {"clampToGround"})


@pytest.mark.parametrize("kind", FLOWN)
def test_lines_of_kml_are_the_flights(kind, tmp_path):
    flown, path = write(kind, tmp_path, "kml")
    marks = etree.parse(path).findall(f".//{KML}Placemark")
    assert len(marks) == len(flown)
    for row, mark in enumerate(marks):
        own = np.column_stack(written.on_path(flown, row, np.linspace(0.0, flown.flight_time_s[row], 3000)))[
            :, [1, 0, 2]
        ]
        pieces = lines_of(mark)
        assert nearest(np.vstack(pieces), own) < 250.0
        assert len(pieces) == (2 if kind == "across" else 1)
        assert all(np.abs(piece[:, 0]).max() <= 180.0 and np.ptp(piece[:, 0]) < 90.0 for piece in pieces)
        begin, end = (seconds(mark.findtext(f".//{KML}{name}")) for name in ("begin", "end"))
        assert end - begin == pytest.approx(flown.flight_time_s[row], abs=1e-5)


def test_a_line_over_180_degrees_meets_itself_there(tmp_path):
    _, path = write("across", tmp_path, "kml")
    for mark in etree.parse(path).findall(f".//{KML}Placemark"):
        west, east = lines_of(mark)
        assert (west[-1, 0], east[0, 0]) == (180.0, -180.0)
        np.testing.assert_array_equal(west[-1, 1:], east[0, 1:])


def test_kmz_holds_the_same_document(tmp_path):
    _, kml = write("windows", tmp_path, "kml")
    _, kmz = write("windows", tmp_path, "kmz")
    with zipfile.ZipFile(kmz) as archive:
        assert archive.namelist() == ["doc.kml"]
        assert archive.read("doc.kml") == kml.read_bytes()
        assert archive.testzip() is None


@pytest.mark.parametrize("kind", FLOWN)
def test_czml_moves_as_the_flights_do(kind, tmp_path):
    flown, path = write(kind, tmp_path, "czml")
    assert czml3.core.Document.load(path).packets[0].version == "1.0"
    head, *packets = json.loads(path.read_text())
    assert len(packets) == len(flown)
    begins, ends = zip(*(packet["availability"].split("/") for packet in packets), strict=True)
    assert head["clock"]["interval"] == f"{min(begins)}/{max(ends)}"
    assert head["clock"]["currentTime"] == min(begins)
    for row, packet in enumerate(packets):
        position = packet["position"]
        assert position["interpolationAlgorithm"] == "LINEAR"
        time, longitude, latitude, height = np.array(position["cartographicDegrees"]).reshape(-1, 4).T
        first = datetime.fromisoformat(position["epoch"]).timestamp() + time[0]
        assert first == pytest.approx(datetime.fromisoformat(begins[row]).timestamp(), abs=1e-5)
        # As Cesium moves: straight in space between two points.
        corners = ic.earth.geodetic_to_ecef(np.radians(latitude), np.radians(longitude), height)
        since = np.linspace(0.0, flown.flight_time_s[row], 500)
        moved = np.column_stack([np.interp(since, time - time[0], axis) for axis in corners.T])
        assert np.linalg.norm(moved - flown.sample(row, since)[0], axis=1).max() < 13.0


def test_czml_has_windows_as_availability(tmp_path):
    found, path = write("windows", tmp_path, "czml")
    packets = {packet["id"]: packet for packet in json.loads(path.read_text())}
    table = list(found.table().records())
    assert table
    for number, row in enumerate(table):
        linked, where = packets[f"window-{number}-link"], packets[f"window-{number}"]
        begin, end = map(seconds, linked["availability"].split("/"))
        assert (begin, end) == pytest.approx((row["launch_earliest_s"], row["launch_latest_s"]), abs=1e-5)
        begin, end = map(seconds, where["availability"].split("/"))
        assert (begin, end) == pytest.approx((row["intercept_first_s"], row["intercept_last_s"]), abs=1e-5)
        for reference in linked["polyline"]["positions"]["references"]:
            key, name = reference.split("#")
            assert name in packets[key]
        first = where["polyline"]["positions"]["cartographicDegrees"][:3]
        wanted = [row[f"intercept_{name}"] for name in ("longitude_deg", "latitude_deg", "altitude_m")]
        assert first == pytest.approx(wanted, abs=1e-3)
    assert sum(key.startswith("sensor-") for key in packets) == len(found.plan.sensors.names)


def test_czml_has_areas_with_their_holes(tmp_path):
    found, path = write("area", tmp_path, "czml")
    head, *packets = json.loads(path.read_text())
    assert "clock" not in head
    assert len(packets) == len(found.polygons)
    for packet, rings in zip(packets, found.polygons, strict=True):
        drawn = [packet["polygon"]["positions"]["cartographicDegrees"]]
        drawn += packet["polygon"].get("holes", {}).get("cartographicDegrees", [])
        assert len(drawn) == len(rings)
        for flat, ring in zip(drawn, rings, strict=True):
            np.testing.assert_allclose(np.array(flat).reshape(-1, 3)[:, 1::-1], np.degrees(ring), atol=1e-8)


@pytest.mark.parametrize("kind", FLOWN)
def test_gpx_has_the_flights_with_their_times(kind, tmp_path):
    flown, path = write(kind, tmp_path, "gpx")
    tracks = etree.parse(path).findall(f"{GPX}trk")
    assert len(tracks) == len(flown)
    zero = datetime.fromisoformat(str(flown.recorded["time_zero"][0])) if flown.recorded else ZERO
    begins = flown.recorded["begin_s"] if flown.recorded else np.zeros(len(flown))
    for row, track in enumerate(tracks):
        segments = track.findall(f"{GPX}trkseg")
        assert len(segments) == (2 if kind == "across" else 1)
        points = [point for segment in segments for point in segment]
        time = [datetime.fromisoformat(point.findtext(f"{GPX}time")) for point in points]
        since = np.array([(each - zero).total_seconds() for each in time]) - begins[row]
        read = np.array([[float(p.get("lat")), float(p.get("lon")), float(p.findtext(f"{GPX}ele"))] for p in points])
        # At the cut the time is in proportion to the longitude.
        cut = np.abs(read[:, 1]) > 180.0 - 1e-8
        wanted = np.column_stack(written.on_path(flown, row, since))
        np.testing.assert_allclose(read[~cut, :2], wanted[~cut, :2], atol=1e-6)
        np.testing.assert_allclose(read[:, 2], wanted[:, 2], atol=13.0)
        assert (np.diff(since) >= 0.0).all()
    assert gpxpy.parse(path.read_text()).get_points_no() == sum(len(list(t.iter(f"{GPX}trkpt"))) for t in tracks)


# What the schema of GPX 1.1 allows within each element, in this order, of that which is written.
ORDER = {
    "gpx": ["metadata", "wpt", "trk"],
    "metadata": ["name"],
    "trk": ["name", "desc", "trkseg"],
    "trkseg": ["trkpt"],
}
ORDER |= {"trkpt": ["ele", "time"], "wpt": ["ele", "time", "name", "desc"]}


@pytest.mark.parametrize("kind", [*FLOWN, "windows", "coverage"])
def test_gpx_keeps_to_its_schema(kind, tmp_path):
    _, path = write(kind, tmp_path, "gpx")
    root = etree.parse(path).getroot()
    assert (root.tag, root.get("version"), root.get("creator")) == (f"{GPX}gpx", "1.1", "intercept")
    for element in root.iter():
        name, inside = element.tag.removeprefix(GPX), [each.tag.removeprefix(GPX) for each in element]
        if inside:
            assert inside == sorted(inside, key=ORDER[name].index)
        if name in {"trkpt", "wpt"}:
            numbers = [element.get("lat"), element.get("lon"), *(each.text for each in element.iter(f"{GPX}ele"))]
            assert all(re.fullmatch(r"-?\d+(\.\d+)?", number) for number in numbers)
            assert -90.0 <= float(numbers[0]) <= 90.0
            assert -180.0 <= float(numbers[1]) < 180.0


def test_gpx_has_units_as_waypoints(tmp_path):
    found, path = write("windows", tmp_path, "gpx")
    names = [point.findtext(f"{GPX}name") for point in etree.parse(path).findall(f"{GPX}wpt")]
    assert names == [*found.plan.units.names, *found.plan.sensors.names]


def test_a_line_on_the_ground_has_no_heights_and_no_times(tmp_path):
    _, path = write("coverage", tmp_path, "gpx")
    points = list(etree.parse(path).iter(f"{GPX}trkpt"))
    assert points
    assert not any(len(point) for point in points)


@pytest.mark.parametrize(("ending", "read"), [("kml", f".//{KML}Placemark/{KML}name"), ("gpx", f"{GPX}trk/{GPX}name")])
def test_names_are_text_whatever_they_hold(ending, read, tmp_path):
    _, path = write("tracks", tmp_path, ending)
    known = written.HOSTILE.replace("\x1b", "\ufffd").replace("\x00", "\ufffd")
    assert [each.text for each in etree.parse(path).findall(read)] == ["one", known]


@pytest.mark.parametrize(
    ("given", "zero"),
    [
        (None, datetime(2026, 3, 1, 12, tzinfo=UTC)),
        ("2030-05-06T07:08:09.5+02:00", datetime(2030, 5, 6, 5, 8, 9, 500000, tzinfo=UTC)),
        ("2030-05-06", datetime(2030, 5, 6, tzinfo=UTC)),
        (np.datetime64("2030-05-06T07:08"), datetime(2030, 5, 6, 7, 8, tzinfo=UTC)),
    ],
)
def test_times_count_from_where_they_are_said_to(given, zero, tmp_path):
    _, path = write("tracks", tmp_path, "czml", time_zero=given)
    first = json.loads(path.read_text())[1]["availability"].split("/")[0]
    assert (datetime.fromisoformat(first) - zero).total_seconds() == pytest.approx(0.25, abs=1e-6)


def test_windows_have_the_clock_of_their_tracks_where_they_keep_it(tmp_path):
    found = ic.engagement_windows(written.tracks(), written.defence(), threat_class="jet_drone")

    def begins(windows):
        (path,) = ic.write(windows, tmp_path / "a.czml")
        return [p["availability"].split("/")[0] for p in json.loads(path.read_text()) if p["id"].startswith("threat-")]

    assert set(begins(found)) == {"2026-03-01T12:00:00.250000Z"}
    threats = dataclasses.replace(found.plan.threats, launch_s=found.plan.threats.launch_s + 60.0)
    later = dataclasses.replace(found, plan=dataclasses.replace(found.plan, threats=threats))
    # Launched at other times they no longer fly at those of the clock.
    assert set(begins(later)) == {"2000-01-01T00:01:00.250000Z"}


def test_an_area_over_180_degrees_is_cut_in_kml_and_whole_in_czml(tmp_path):
    radar = ic.Sensor.of_class("surveillance_radar", position=written.BEFORE_180)
    defence = ic.Defence([radar], [ic.FireUnit.of_class("medium_range_sam", position=written.BEFORE_180)])
    area = ic.defended_area(defence, "subsonic_cruise", resolution=15, extent_m=150e3)
    (rings,) = area.polygons
    for ending in ("kml", "czml"):
        ic.write(area, tmp_path / f"a.{ending}")
    assert validator.validate(file_to_validate=tmp_path / "a.kml")
    pieces = [shapely.Polygon(piece[:, :2]) for piece in lines_of(etree.parse(tmp_path / "a.kml").getroot())]
    assert len(pieces) == 2
    assert all(np.abs(piece.bounds[::2]).max() <= 180.0 for piece in pieces)
    unbroken = shapely.Polygon(
        np.column_stack([np.unwrap(np.degrees(rings[0][:, 1]), period=360.0), np.degrees(rings[0][:, 0])])
    )
    assert sum(piece.area for piece in pieces) == pytest.approx(unbroken.area, rel=1e-6)
    (_, packet) = json.loads((tmp_path / "a.czml").read_text())
    assert len(packet["polygon"]["positions"]["cartographicDegrees"]) == 3 * len(rings[0])


@pytest.mark.parametrize("kind", ["flights", "tracks", "windows", "area", "loss", "coverage", "impacts"])
@pytest.mark.parametrize("ending", ["kml", "czml", "gpx"])
def test_what_is_told_of_a_shape_has_six_digits(kind, ending, tmp_path):
    if ending == "gpx" and kind in {"area", "loss", "impacts"}:
        return
    _, path = write(kind, tmp_path, ending)
    text = path.read_text(encoding="utf-8")
    told = {
        "kml": lambda: re.findall(r"<value>(.*?)</value>", text),
        "gpx": lambda: re.findall(r"<desc>(.*?)</desc>", text),
        CZML: lambda: [json.dumps(packet["properties"]) for packet in json.loads(text) if "properties" in packet],
    }[ending]()
    numbers = [number for each in told for number in re.findall(r"(?<![\w.:+-])-?\d+\.\d+(?![\w.:-])", each)]
    assert numbers
    for number in numbers:
        assert len(number.lstrip("-0.").replace(".", "").rstrip("0")) <= 6, number
