"""Tracks that a user brings, in plans, raids and the counting of areas."""

import numpy as np
import pytest
from tree import ROOT

import intercept as ic
from intercept.areas.counting import Shooting
from intercept.areas.sites import sites_of
from intercept.areas.threat import Threat
from intercept.errors import InvalidParameterError, ScenarioError

DEFENCE = ROOT / "examples" / "own-defence.toml"
TRACKS = ROOT / "examples" / "own-tracks.csv"


@pytest.fixture(scope="module")
def tracks():
    return ic.Trajectories.from_csv(TRACKS)


@pytest.fixture(scope="module")
def scenario():
    return ic.Scenario.from_file(DEFENCE)


def test_a_plan_holds_what_was_given_and_draws_the_defence_alone(scenario, tracks):
    plan = ic.compile_plan(scenario, trajectories=tracks)
    assert plan.threat_classes == ("one_way_attack_drone", "subsonic_cruise")
    assert plan.threats.launch_s.tolist() == [0.0, 900.0]
    known = ic.Catalogue.load().threats
    modes = [known[name].parameters["radar_cross_section_m2"].mode for name in plan.threat_classes]
    assert plan.threats.radar_cross_section_m2.tolist() == modes
    # None of what has flown fails in flight, and no asset is known.
    assert not plan.chances.failure_share.any()
    assert plan.chances.asset.tolist() == [-1, -1]
    other = ic.compile_plan(scenario, 1, trajectories=tracks)
    assert other.threats == plan.threats
    assert other.units != plan.units


def test_without_a_draw_every_site_is_up_at_its_most_likely_values(scenario, tracks):
    plan = ic.compile_plan(scenario, None, trajectories=tracks)
    assert plan.sensors.names == ("radar", "low radar")
    assert plan.decision_time_s == scenario.decision.decision_time_s.mode
    reach = ic.FireUnit.of_class("medium_range_sam", position=(-0.785, -2.18)).slant_range_max_m
    assert plan.units.column("slant_range_max_m")[0] == pytest.approx(reach)
    with pytest.raises(InvalidParameterError, match="luck = 0 is not allowed: must be left out without a draw"):
        ic.compile_plan(scenario, luck=0, trajectories=tracks)


def test_a_raid_over_tracks_adds_up(scenario, tracks):
    result = ic.run(scenario, trajectories=tracks, replications=300, scrambles=2, points=1, threads=1)
    assert result.threats["threat_name"].tolist() == ["drone", "missile"]
    assert result.scenario_name.endswith(", own tracks")
    outcomes = result.outcomes
    assert (outcomes["launched"] == 1).all()
    assert not outcomes["failed"].any()
    assert (outcomes["intercepted"] + outcomes["leaked"] + outcomes["jammed"] == 1).all()
    assert 0 < outcomes["leaked"].sum() < len(outcomes)
    # The class of the tracks is among the assumptions, though the scenario has no raid.
    assert "subsonic_cruise" in result.assumptions["subject"].tolist()


def test_a_sweep_varies_the_defence(scenario, tracks):
    given = {"trajectories": tracks, "replications": 50, "scrambles": 2, "points": 1, "threads": 1}
    swept = ic.sweep(scenario, {"fire_units[0].rounds": [0, 8]}, **given).table
    leaked = swept["leaked_mean"][swept["threat_class"] == "all"]
    assert leaked[0] > leaked[1]
    with pytest.raises(InvalidParameterError, match=r"values = .* must be of keys of the defence"):
        ic.sweep(scenario, {"raid.scale": [1.0, 2.0]}, **given)


def test_what_is_missing_is_named(scenario, tracks):
    with pytest.raises(ScenarioError, match=r"raid\.waves = \[\] is not allowed"):
        ic.run(scenario)
    frame = {"time_s": [0.0, 9.0], "latitude_deg": [-45.0] * 2, "longitude_deg": [-125.0] * 2, "altitude_m": [0.0, 9.0]}
    for named, told in (
        (None, "threat_class is not allowed to be left out of tracks"),
        (
            "jet_dron",
            r'threat_class of row "0" = "jet_dron" is not allowed: must be one of .* did you mean jet_drone',
        ),
    ):
        own = ic.Trajectories.from_table(frame, threat_class=named)
        with pytest.raises(InvalidParameterError, match=told):
            ic.compile_plan(scenario, trajectories=own)
    with pytest.raises(InvalidParameterError, match='trajectories = "tracks"'):
        ic.run(scenario, trajectories="tracks")


def test_a_claim_about_another_raid_is_not_beside_tracks(tracks):
    night = ic.Scenario.from_file(ROOT / "examples" / "recorded-night.toml")
    result = ic.run(night, trajectories=tracks, replications=20, scrambles=2, points=1, threads=1)
    assert night.claimed
    assert result.claimed == ()


def test_areas_count_tracks_like_flights(scenario):
    threat = Threat.named("subsonic_cruise", 100e3, None, None)
    destination = np.array([[-0.785, -2.18], [-0.786, -2.181]])
    sites = sites_of(scenario, "subsonic_cruise")
    azimuth = np.full(2, 1.6)
    flown = threat.towards(destination[:1], azimuth[:1], sites, 1).fly(destination, azimuth)
    knots = flown.to_pandas()
    counts = [
        Shooting(sites, threat, 2e3, 1).count(batch, destination)
        for batch in (flown, ic.Trajectories.from_table(knots))
    ]
    assert counts[0].opportunities.min() > 0
    assert counts[0] == counts[1]
