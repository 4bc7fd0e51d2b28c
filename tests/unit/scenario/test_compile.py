"""Compiling: words become numbers once, the same every time, and what cannot be reached is refused."""

import pickle

import numpy as np
import pytest
from tree import ROOT

import intercept as ic
from intercept.earth.local_frame import Frame
from intercept.errors import InvalidParameterError, UnreachableError
from intercept.scenario.model.values import places
from intercept.scenario.prepare import prepare

SMALL = ROOT / "examples" / "notional-small.toml"


@pytest.fixture(scope="module")
def scenario():
    return ic.Scenario.from_file(SMALL)


def test_a_plan_is_the_same_every_time_and_after_pickling(scenario):
    plan = ic.compile_plan(scenario)
    assert plan.hash() == ic.compile_plan(scenario).hash()
    assert pickle.loads(pickle.dumps(plan)).hash() == plan.hash()  # noqa: S301 - our own bytes


def test_draws_and_seeds_differ(scenario):
    hashes = {ic.compile_plan(scenario, draw, seed).hash() for draw in range(3) for seed in range(3)}
    assert len(hashes) == 9


def test_counts_and_columns_fit_the_scenario(scenario):
    plan = ic.compile_plan(scenario)
    assert len(plan) == 24 + 6 + 2
    assert plan.threat_classes == ("one_way_attack_drone", "subsonic_cruise", "short_range_ballistic")
    flights = plan.threats.flights
    assert sorted([*flights.route_rows, *flights.depressed_rows, *flights.glide_rows]) == list(range(32))
    assert np.all(np.isfinite(flights.route))
    assert np.all(np.isfinite(flights.depressed))
    # Launches of the drones fill the hour from the start of the clock.
    assert plan.threats.launch_s[:24].min() >= 0.0
    assert plan.threats.launch_s[:24].max() <= 3600.0
    # 22:40 on a clock that starts at 21:30.
    assert plan.threats.launch_s[24:30].min() >= 70 * 60.0


def test_a_larger_raid_begins_with_the_same_threats(scenario):
    small = ic.compile_plan(scenario).threats
    large = ic.compile_plan(scenario.replace("raid.scale", 2.0)).threats
    assert np.array_equal(small.radar_cross_section_m2[:24], large.radar_cross_section_m2[:24])
    assert np.array_equal(small.flights.route[:24], large.flights.route[:24])


def test_flights_end_at_their_assets(scenario):
    plan = ic.compile_plan(scenario)
    flown = ic.fly(plan)
    flown.check()
    frame = scenario.theatre.frame
    assets = prepare(scenario).expanded.assets
    summary = flown.table()
    end = ic.earth.geodetic_to_ecef(
        np.radians(summary["latitude_end_deg"]), np.radians(summary["longitude_end_deg"]), np.zeros(len(plan))
    )
    latitude, longitude = places(frame, (assets[i].position for i in plan.chances.asset))
    destination = ic.earth.geodetic_to_ecef(latitude, longitude, np.zeros(len(plan)))
    # The launch solution promises 1 m.
    assert np.linalg.norm(end - destination, axis=1).max() < 1.0


def test_the_local_frame_comes_back():
    frame = Frame(np.radians(-60.0), np.radians(179.9))
    east, north = np.array([0.0, 3e5, -4e5, 10.0]), np.array([0.0, -2e5, 5e5, -20.0])
    back = frame.to_local(*frame.to_geodetic(east, north))
    assert np.allclose(back, (east, north), atol=1e-6)


def test_a_destination_out_of_reach_says_by_how_much(scenario):
    document = scenario.to_dict()
    document["raid"]["launch_areas"][0]["position"] = {"east_km": 1400.0, "north_km": 0.0}
    far = ic.Scenario.from_dict(document)
    with pytest.raises(UnreachableError, match=r"ballistic missiles.*short_range_ballistic reaches 1000 km.*short by"):
        ic.compile_plan(far)


@pytest.mark.parametrize(("draw", "seed", "name"), [(-1, 0, "draw"), (0, -1, "seed")])
def test_negative_settings_are_refused(scenario, draw, seed, name):
    with pytest.raises(InvalidParameterError, match=f"{name} = -1"):
        ic.compile_plan(scenario, draw, seed)


def every_class_document():
    """One wave of each threat class against one unit of each defence class."""
    distances = {"short_range_ballistic": 300, "quasi_ballistic": 400, "air_launched_aeroballistic": 500}
    distances |= {
        "medium_range_ballistic": 1100,
        "hypersonic_cruise": 600,
        "hypersonic_glide": 1300,
        "decoy_drone": 200,
    }
    catalogue = ic.Catalogue.load()
    areas = [
        {"name": name, "position": {"east_km": distances.get(name, 250), "north_km": 0}, "radius_km": 10}
        for name in catalogue.threats
    ]
    waves = [{"name": name, "class": name, "count": 3, "launch_area": name} for name in catalogue.threats]
    units = [
        {"name": n, "class": n, "position": {"east_km": 5 + i, "north_km": i}} for i, n in enumerate(catalogue.defences)
    ]
    sensors = [
        {
            "name": n,
            "class": n,
            "position": {"east_km": 8, "north_km": i},
            "limits": {"azimuth_centre_deg": 90} if "azimuth_width_deg" in generic.parameters else {},
        }
        for i, (n, generic) in enumerate(catalogue.sensors.items())
        if not catalogue.sensor_rule(n).warns
    ]
    return {
        "schema_version": 1,
        "name": "every class",
        "assets": [{"name": "station", "class": "energy", "position": {"east_km": 0, "north_km": 0}}],
        "raid": {"launch_areas": areas, "waves": waves},
        "sensors": sensors,
        "fire_units": units,
        "run": {"replications": 64, "geometry_samples": 4},
    }


def test_every_class_flies_in_every_draw():
    scenario = ic.Scenario.from_dict(every_class_document())
    for draw in (None, *range(0, 40, 8)):
        plan = ic.compile_plan(scenario, draw)
        flown = ic.fly(plan)
        flown.check(f"draw {draw}, threat")
        speeds = flown.table()["impact_speed_m_s"]
        assert np.all((speeds > 20.0) & (speeds < 3000.0))


def test_an_own_class_and_a_site_override_reach_the_plan():
    document = every_class_document()
    document["classes"] = {"defence": {"manpads": {"reaction_time_s": 3.25}}}
    document["fire_units"][0]["overrides"] = {"slant_range_max_km": 2.25}
    plan = ic.compile_plan(ic.Scenario.from_dict(document))
    names = list(plan.units.names)
    assert plan.units.limits(names.index("manpads"))["reaction_time_s"] == 3.25
    assert plan.units.limits(0)["slant_range_max_m"] == 2250.0


def test_hypersonic_cruises_arrive_as_drawn():
    document = every_class_document()
    areas = [{"name": f"area {km}", "position": {"east_km": km, "north_km": 0}, "radius_km": 20} for km in (420, 950)]
    named = [area["name"] for area in areas]
    waves = [{"name": n, "class": "hypersonic_cruise", "count": 12, "launch_area": n} for n in named]
    document["raid"] = {"launch_areas": areas, "waves": waves}
    plan = ic.compile_plan(ic.Scenario.from_dict(document))
    flown = ic.fly(plan)
    flown.check()
    rows = plan.threats.flights.hypersonic_cruise
    assert len(rows) == 24
    summary = flown.table()
    # Met to 0.1 m/s, as the solver promises.
    assert np.abs(np.array(summary["impact_speed_m_s"]) - rows[:, 12]).max() < 0.1
    end = np.radians([summary["latitude_end_deg"], summary["longitude_end_deg"]])
    miss = ic.earth.geodetic_to_ecef(*end, np.zeros(24)) - ic.earth.geodetic_to_ecef(
        rows[:, 3], rows[:, 4], np.zeros(24)
    )
    assert np.linalg.norm(miss, axis=1).max() < 1.0
    # It starts at rest on the ground, and boosts, cruises and dives.
    assert np.linalg.norm(flown.sample_all([0.0])[1][:, 0], axis=-1).max() < 0.01
    events = flown.events()
    first = [event for row, event in zip(events["row"], events["event"], strict=True) if row == 0]
    assert first == ["ignition", "burnout", "cruise", "dive", "impact"]


def test_a_hypersonic_cruise_too_near_says_how_near_it_comes():
    flown = ic.fly(ic.Flight.of_class("hypersonic_cruise", range_m=100e3))
    assert flown.outcome.tolist() == [ic.Outcome.UNREACHABLE]
    assert "nearest reachable distance" in flown.fault(0)


def test_threats_are_drawn_one_by_one_where_nothing_else_is_unknown():
    document = every_class_document()
    document |= {"sensors": [], "fire_units": [], "decision": {"decision_time_s": 5, "common_cause_share": 0}}
    scenario = ic.Scenario.from_dict(document)
    likely, *drawn = (ic.compile_plan(scenario, draw) for draw in (None, 0, 8))
    sections = [plan.threats.radar_cross_section_m2 for plan in (likely, *drawn)]
    # Three threats of each class: alike in the most likely case, and not in a draw.
    assert np.ptp(sections[0].reshape(-1, 3), axis=1).max() == 0.0
    assert np.ptp(sections[1].reshape(-1, 3), axis=1).min() > 0.0
    assert not np.array_equal(sections[1], sections[2])
    assert (likely.draw, drawn[1].draw) == (None, 8)
