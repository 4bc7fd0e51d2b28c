"""Turning points of a route at one place are one: no course leads from a point to itself."""

import re

import pytest

import intercept as ic

HERE, AREA = {"east_km": 0, "north_km": 0}, {"east_km": 200, "north_km": 0}
VIA = ({"east_km": 120, "north_km": 30}, {"east_km": 60, "north_km": -20})


def scenario(points):
    wave = {"name": "w", "class": "subsonic_cruise", "count": 2, "launch_area": "area"}
    wave["route"] = {"kind": "via", "points": points}
    return ic.Scenario.from_dict(
        {
            "schema_version": 1,
            "name": "via",
            "assets": [{"name": "plant", "class": "energy", "position": HERE}],
            "raid": {"launch_areas": [{"name": "area", "position": AREA, "radius_km": 0}], "waves": [wave]},
            "run": {"replications": 2, "geometry_samples": 1},
        }
    )


@pytest.mark.parametrize(
    "points",
    [
        [VIA[0], VIA[0], VIA[1]],
        [VIA[0], VIA[1], VIA[1], VIA[1]],
        [AREA, VIA[0], VIA[1]],
        [VIA[0], VIA[1], HERE, HERE],
        [VIA[0], {"east_km": 120.0005, "north_km": 30}, VIA[1]],
    ],
)
def test_coincident_points_are_merged(points):
    flown, plain = (ic.fly(ic.compile_plan(scenario(each))) for each in (points, list(VIA)))
    assert (flown.outcome == ic.Outcome.IMPACT).all()
    assert flown == plain


def test_a_route_may_come_back_to_a_point():
    there_and_back = [VIA[0], VIA[1], {"east_km": 120, "north_km": -60}, VIA[0], VIA[1]]
    flown, plain = (ic.fly(ic.compile_plan(scenario(each))) for each in (there_and_back, list(VIA)))
    assert (flown.outcome == ic.Outcome.IMPACT).all()
    assert (flown.table()["flight_time_s"] > plain.table()["flight_time_s"] + 300.0).all()


def test_a_route_that_cannot_be_flown_names_its_wave_and_class():
    close = [VIA[0], {"east_km": 120.01, "north_km": 30}, VIA[1]]
    way = "distance from raid.waves[0].route.points[0] to raid.waves[0].route.points[1] in m = "
    with pytest.raises(ic.UnreachableError, match=re.escape(f'raid.waves[0] "w", threat 1 (subsonic_cruise): {way}')):
        ic.run(scenario(close))
