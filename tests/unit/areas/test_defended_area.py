"""Defended areas: closed forms, laws, what is written, and what is refused."""

import copy
import dataclasses
import json
import math
import pickle
import re

import numpy as np
import pytest

import intercept as ic
from intercept.areas import counting
from intercept.areas.sites import sites_of
from intercept.areas.threat import Threat
from intercept.errors import InvalidParameterError, UnreachableError

PLACE = tuple(np.radians([-45.0, -125.0]))
REACH, SEES, SPEED, DELAY = 30e3, 60e3, 700.0, 40.0
MAST, ALTITUDE = 300.0, 100.0


def plain(sees=SEES, reach=REACH, place=PLACE, **changes):
    """A sensor of one range and a unit of constant speed, on masts so high that no horizon is met."""
    sensor = ic.Sensor(position=place, range_m=sees, height_m=MAST)
    unit = {"slant_range_max_m": reach, "altitude_max_m": 20e3, "reaction_time_s": DELAY, "fire_control_height_m": MAST}
    made = ic.FireUnit(position=place, interceptor=ic.Interceptor(constant_speed_m_s=SPEED), **(unit | changes))
    return ic.Defence([sensor], [made], decision_time_s=0.0)


def level(defence, **changes):
    options = {"overrides": {"cruise_speed_m_s": 250.0, "altitude_terrain_following_m": ALTITUDE}, "extent_m": 45e3}
    return ic.defended_area(defence, "subsonic_cruise", **(options | changes))


def first_intercept(y, sees, speed):
    """Along the track at offset y, where the first launch meets the target: closed form of a level straight flight.

    Seen at x = -sqrt(S^2 - y^2); (x + sqrt(S^2 - y^2))/v = delay + sqrt(x^2 + y^2)/w, a quadratic in x.
    """
    s = np.sqrt(sees**2 - y**2) - speed * DELAY
    k = (speed / SPEED) ** 2
    # x + s = (v/w) sqrt(x^2 + y^2): (1 - k) x^2 + 2 s x + s^2 - k y^2 = 0, the root with x + s >= 0.
    return (-s + np.sqrt(s**2 - (1 - k) * (s**2 - k * y**2))) / (1 - k)


@pytest.mark.parametrize("speed", [250.0, 400.0, 550.0])
def test_a_level_straight_flight_against_the_closed_form(speed):
    overrides = {"cruise_speed_m_s": speed, "altitude_terrain_following_m": ALTITUDE}
    area = level(plain(), overrides=overrides, resolution=61, edge_m=2.0)
    y = np.linspace(-REACH, REACH, 200_001)[1:-1]
    half = np.sqrt(REACH**2 - y**2)
    start = np.maximum(first_intercept(y, SEES, speed), -half)
    width = np.where(start <= half, 45e3 - start, 0.0)
    expected = 1e-6 * float(np.sum(width) * (y[1] - y[0]))
    # The grid's accuracy: chords of 1.5 km over arcs of 30 km and two corners cut, 0.5 km2; edges to 2 m along 160 km,
    # 0.2 km2. A grid of 121 agrees within 0.25 km2.
    assert area.area_km2 == pytest.approx(expected, abs=1.0)
    assert not area.bounded


def test_a_low_flyer_is_seen_from_the_horizon():
    # 4/3 Earth, elevations below the horizontal allowed: d = sqrt(2 k R) (sqrt(h1) + sqrt(h2)); R of the ellipsoid at
    # 45 degrees is 6,367 km in the meridian, 6,389 km across it.
    height = 30.0
    horizon = math.sqrt(2.0 * 4.0 / 3.0 * 6.372e6) * (math.sqrt(height) + math.sqrt(ALTITUDE))
    defence = plain(sees=200e3)
    low = dataclasses.replace(defence.sensors[0], height_m=height)
    seen = level(ic.Defence([low], defence.fire_units, decision_time_s=0.0))
    far = level(plain(sees=horizon))
    # The Earth's radius in other directions, and heights along the ray: parts in a thousand of the horizon.
    assert seen.area_km2 == pytest.approx(far.area_km2, rel=3e-3)


def test_more_shots_never_enlarge_and_more_reach_never_shrinks():
    areas = [level(plain(assess_time_s=5.0), opportunities=n, resolution=21).area_km2 for n in (1, 2, 3, 5)]
    assert areas == sorted(areas, reverse=True)
    assert areas[0] > areas[-1]
    reaches = [level(plain(reach=reach), resolution=21).area_km2 for reach in (15e3, 20e3, 30e3)]
    assert reaches == sorted(reaches)
    sees = [level(plain(sees=sees), resolution=21).area_km2 for sees in (25e3, 40e3, 60e3)]
    assert sees == sorted(sees)


def test_adding_a_unit_never_takes_a_shot_away():
    one = plain()
    aside = (PLACE[0] + 20e3 / 6.37e6, PLACE[1])
    second = dataclasses.replace(one.fire_units[0], name="second", position=aside)
    more = ic.Defence(one.sensors, [*one.fire_units, second], decision_time_s=0.0)
    options = {"centre": PLACE, "resolution": 21}
    fields = [level(defence, **options).field.engaged.opportunities for defence in (one, more)]
    assert np.all(fields[1] >= fields[0])
    assert fields[1].sum() > fields[0].sum()


@pytest.mark.parametrize("azimuth_deg", [0, 37, 90, 180, 271])
def test_turning_the_approach_of_an_all_round_unit_keeps_the_area(azimuth_deg):
    turned = level(plain(), azimuth_rad=math.radians(azimuth_deg), resolution=21)
    # The flattening of the ellipsoid, 1/298, over 45 km of 6,378.
    assert turned.area_km2 == pytest.approx(level(plain(), resolution=21).area_km2, rel=1e-4)


def test_the_grid_hardly_matters():
    fine, coarse = (level(plain(), resolution=n).area_km2 for n in (61, 21))
    assert coarse == pytest.approx(fine, rel=5e-3)


def test_threads_change_nothing():
    one, two = (level(plain(), resolution=15, threads=n) for n in (1, 2))
    assert one.to_geojson() == two.to_geojson()


def test_keeping_out_counts_shots_that_lie_out():
    kept = [level(plain(), keep_out_m=d, resolution=21).area_km2 for d in (0.0, 5e3, 20e3)]
    assert kept == sorted(kept, reverse=True)
    # The destination moves downrange with the distance: so does the front of the area.
    area, kept_area = level(plain(), resolution=21), level(plain(), keep_out_m=5e3, resolution=21)
    front = [min(ring[:, 0].min() for ring in a.local_rings_km()) for a in (area, kept_area)]
    assert front[1] - front[0] == pytest.approx(5.0, abs=0.2)


def test_counting_outside_nothing_is_the_cores_count():
    threat = Threat.named("subsonic_cruise", None, None, {"cruise_speed_m_s": 250.0})
    sites = sites_of(plain(assess_time_s=4.0), "subsonic_cruise")
    destination = np.array(PLACE) + np.column_stack([np.linspace(-4e-3, 4e-3, 40), np.linspace(2e-3, 6e-3, 40)])
    azimuth = np.full(40, 1.0)
    flown = threat.towards(destination[:1], azimuth[:1], sites, 0).fly(destination, azimuth)
    plainly, by_hand = (counting.Shooting(sites, threat, out, 0).count(flown, destination) for out in (0.0, 1e-6))
    assert plainly.opportunities.max() > 3
    assert np.array_equal(plainly.opportunities, by_hand.opportunities)
    assert np.all(plainly.first_intercept_m >= plainly.last_intercept_m)


def test_a_steep_re_entry_has_a_closed_footprint_and_a_glide_too_fast_none():
    up = {"elevation_max_rad": math.pi / 2}
    radar = ic.Sensor.of_class("surveillance_radar", position=PLACE, **up)
    unit = ic.FireUnit.of_class("medium_range_sam", position=PLACE)
    defence = ic.Defence([radar], [unit])
    ballistic = ic.defended_area(defence, "short_range_ballistic", resolution=9, extent_m=72e3, edge_m=500.0)
    assert ballistic.bounded
    assert ballistic.area_km2 > 500.0
    glide = ic.defended_area(defence, "hypersonic_glide", resolution=5)
    assert glide.area_km2 == 0.0
    assert glide.dominant_reasons[0][0] in {"too_fast", "out_of_reach"}
    assert "too fast" in glide.explain()
    assert "There is no place where" in glide.explain()
    assert glide.to_geojson()["geometry"] == {"type": "MultiPolygon", "coordinates": []}


def test_geojson_is_what_the_standard_says():
    area = level(plain(), resolution=21)
    feature = json.loads(json.dumps(area.to_geojson(), allow_nan=False))
    assert feature["type"] == "Feature"
    assert feature["properties"]["class"] == "subsonic_cruise"
    assert feature["properties"]["area_km2"] == pytest.approx(area.area_km2)
    assert feature["properties"]["azimuth_deg"] == 90.0
    (ring,) = feature["geometry"]["coordinates"][0]
    assert ring[0] == ring[-1]
    corners = np.array(ring)
    assert np.all(np.abs(corners[:, 0] + 125.0) < 1.0)
    # Counter-clockwise in longitude and latitude.
    x, y = corners.T
    assert np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]) > 0.0


def test_the_table_has_every_point_and_its_reason():
    area = level(plain(), resolution=15)
    table = area.table()
    assert len(table) == 225
    inside = table["opportunities"] > 0
    assert set(table["reason"][inside]) == {"engageable"}
    assert "engageable" not in set(table["reason"][~inside])
    assert np.all(np.isfinite(table["first_intercept_km"][inside]))


def test_loss_of_area_with_speed(tmp_path):
    values = [150.0, 250.0, 400.0]
    options = {"resolution": 21, "extent_m": 45e3}
    loss = ic.area_loss(plain(), "subsonic_cruise", vary="cruise_speed_m_s", values=values, **options)
    table = loss.table()
    assert list(table["cruise_speed_m_s"]) == values
    assert list(table["area_km2"]) == sorted(table["area_km2"], reverse=True)
    assert table["share_of_first"][0] == 1.0
    ic.plot(loss, tmp_path / "loss.svg")
    assert "Cruise speed, m/s" in (tmp_path / "loss.svg").read_text()


def test_pictures_of_areas(tmp_path):
    areas = [level(plain(), resolution=15, azimuth_rad=azimuth) for azimuth in (0.0, 1.0)]
    ic.plot(areas, tmp_path / "areas.html")
    text = (tmp_path / "areas.html").read_text()
    assert "default-src 'none'" in text
    assert '<script src="' not in text
    ic.plot(areas[0], tmp_path / "area.svg")
    assert "flying north (0 degrees)" in (tmp_path / "area.svg").read_text()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"azimuth_rad": math.nan}, "azimuth_rad = nan"),
        ({"opportunities": 0}, "opportunities = 0"),
        ({"opportunities": 1.5}, "opportunities = 1.5"),
        ({"resolution": 0}, "resolution = 0"),
        ({"resolution": 402}, "from 5 to 401"),
        ({"extent_m": 0.0}, "extent_m = 0"),
        ({"extent_m": math.inf}, "extent_m = inf"),
        ({"edge_m": -1.0}, "edge_m = -1"),
        ({"keep_out_m": math.nan}, "keep_out_m = nan"),
        ({"centre": (0.1,)}, "centre of 1 number"),
        ({"centre": (1.55, -2.18)}, "centre latitude_rad"),
        ({"threads": -1}, "threads = -1"),
        ({"profile": "middle"}, 'profile = "middle"'),
    ],
)
def test_what_makes_no_sense_is_refused(changes, words):
    with pytest.raises(InvalidParameterError, match=words):
        level(plain(), **changes)


def test_bad_defences_classes_and_values_are_refused(tmp_path):
    with pytest.raises(InvalidParameterError, match='threat_class = "balloon" is not allowed'):
        ic.defended_area(plain(), "balloon")
    with pytest.raises(InvalidParameterError, match="at least one fire unit"):
        ic.defended_area(ic.Defence(plain().sensors, []), "jet_drone")
    with pytest.raises(InvalidParameterError, match="defence = 3 is not allowed"):
        ic.defended_area(3, "jet_drone")
    with pytest.raises(UnreachableError, match="reaches"):
        ic.defended_area(plain(), "jet_drone", range_m=1e8)
    with pytest.raises(InvalidParameterError, match="overrides: wings"):
        ic.defended_area(plain(), "jet_drone", overrides={"wings": 2.0})
    with pytest.raises(InvalidParameterError, match="values"):
        ic.area_loss(plain(), "jet_drone", vary="cruise_speed_m_s", values=[])
    with pytest.raises(InvalidParameterError, match="option wings = 2 is not allowed: must be one of azimuth_rad"):
        ic.area_loss(plain(), "jet_drone", vary="cruise_speed_m_s", values=[100.0], wings=2)
    with pytest.raises(InvalidParameterError, match="areas"):
        ic.plot([], tmp_path / "none.svg")


def test_without_a_sensor_the_area_is_empty_and_says_so():
    area = level(ic.Defence([], plain().fire_units), resolution=5)
    assert area.field.polygons == []
    assert area.dominant_reasons == [("never_tracked", 25)]
    assert area.explain().endswith("Reasons at the 25 points of the grid: never tracked at 25.")


def test_the_reasons_of_an_empty_area_add_up_to_its_grid():
    scenario = ic.Scenario.from_file("examples/notional-small.toml")
    area = ic.defended_area(scenario, "short_range_ballistic", resolution=25)
    assert len(area.dominant_reasons) > 3
    told = [int(number) for number in re.findall(r" at (\d+)[;.]", area.explain().partition("grid:")[2])]
    assert "; other reasons at " in area.explain()
    assert len(told) == 4
    assert sum(told) == 625


def test_scenarios_and_plans_are_defences_too():
    scenario = ic.Scenario.from_file("examples/notional-small.toml")
    options = {"resolution": 9, "extent_m": 150e3, "edge_m": 5e3}
    area = ic.defended_area(scenario, "one_way_attack_drone", **options)
    assert area.area_km2 > 0.0
    plan = ic.compile_plan(scenario)
    assert ic.defended_area(plan, plan.threat_classes[0], **options).field.flights >= 81
    with pytest.raises(InvalidParameterError, match="the plan is compiled against"):
        ic.defended_area(plan, "hypersonic_cruise", **options)


def test_the_grid_holds_no_pole():
    with pytest.raises(InvalidParameterError, match="so that the grid holds no pole"):
        level(plain(), centre=(1.48, -2.18), extent_m=2e6, resolution=5)


def test_areas_and_their_loss_are_values():
    area = level(plain(), resolution=7)
    loss = ic.area_loss(plain(), "subsonic_cruise", vary="cruise_speed_m_s", values=[200, 300], resolution=7)
    for thing in (area, loss):
        for copied in (pickle.loads(pickle.dumps(thing)), copy.deepcopy(thing)):  # noqa: S301 - made here
            assert copied == thing
        assert len(repr(thing)) < 250
    assert level(plain(), resolution=7) == area != level(plain(), resolution=8)


def test_what_a_keep_out_takes_is_named():
    area = level(plain(), keep_out_m=200e3, resolution=11)
    assert area.area_km2 == 0.0
    assert "inside_keep_out" in dict(area.dominant_reasons)
    often = level(plain(), opportunities=900, resolution=11)
    assert "too_few_opportunities" in dict(often.dominant_reasons)


def test_lines_are_open_along_the_border_of_the_grid():
    area = level(plain(), resolution=21)
    assert not area.bounded
    limit = area.field.axis_m[-1] / 1e3
    for line in area.local_lines_km():
        along = np.abs(line).max(axis=1) > limit * (1.0 - 1e-9)
        assert not (along[1:] & along[:-1]).any()
    (ring,), (line,) = area.local_rings_km(), area.local_lines_km()
    assert len(line) < len(ring)
    assert np.array_equal(ring[0], ring[-1])
    assert "Counted up to the edge of a map 90 km wide, it has " in area.explain()
