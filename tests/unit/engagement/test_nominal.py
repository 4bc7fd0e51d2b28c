"""Each defence class against each threat class, nominal: what such systems publicly do, they can do here."""

import math
from pathlib import Path

import numpy as np
import pytest
from tree import read

import intercept as ic
from intercept.catalogue.catalogue import Catalogue

BALLISTIC = ("short_range_ballistic", "medium_range_ballistic", "quasi_ballistic")


@pytest.fixture(scope="module")
def rows():
    return {
        (row["defence_class"], row["threat_class"], row["profile"]): row for row in ic.nominal_engagements().records()
    }


# Every cell: shots, or all reasons; in the order of the catalogue, as docs/engagements.md prints them.
DEFENCES = (
    *("mobile_fire_group", "interceptor_drone", "radar_gun", "manpads", "short_range_sam", "medium_range_sam"),
    *("long_range_sam", "terminal_hit_to_kill", "upper_tier"),
)
FAST, ENDED, LATE, LOW = "too_fast", "too_fast,track_ended", "too_fast,too_late", "too_low"
REACH, LOST = "too_low,no_kinematic_reach", "too_low,track_lost"
CELLS = {
    ("one_way_attack_drone", "low"): (6, 4, 16, 11, 18, 25, 28, LOW, REACH),
    ("one_way_attack_drone", "high"): (5, 4, 16, 11, 19, 27, 30, LOW, LOST),
    ("jet_drone", ""): (FAST, FAST, 5, 4, 7, 11, 12, 7, LOST),
    ("decoy_drone", ""): (7, 5, 23, 16, 25, 36, 39, LOW, REACH),
    ("subsonic_cruise", "low"): (FAST, FAST, 3, 3, 4, 6, 5, LOW, REACH),
    ("subsonic_cruise", "high"): (FAST, FAST, 3, 3, 4, 6, 7, LOW, REACH),
    ("supersonic_cruise", "low"): (
        *("too_low,too_fast", "too_low,too_fast,too_late", FAST, FAST, 1, LOW, LOW, LOW),
        "too_low,below_horizon",
    ),
    ("supersonic_cruise", "high"): (FAST, FAST, FAST, FAST, FAST, FAST, 3, 2, LOW),
    ("short_range_ballistic", ""): (ENDED, ENDED, ENDED, "track_ended", 2, 2, 2, 2, 2),
    ("quasi_ballistic", ""): (ENDED, FAST, ENDED, ENDED, 2, 3, 3, 3, LOW),
    ("air_launched_aeroballistic", ""): (ENDED, FAST, ENDED, ENDED, 2, 3, 3, 3, LOW),
    ("medium_range_ballistic", ""): (LATE, LATE, FAST, ENDED, 1, 1, 1, 1, 1),
    ("hypersonic_cruise", ""): (FAST, LATE, FAST, FAST, FAST, FAST, 1, 1, "too_low,too_late"),
    ("hypersonic_glide", ""): (FAST, LATE, FAST, FAST, FAST, FAST, 2, 2, LOW),
}
# Where there are shots that the rules of a raid do not assign: `*` in the page.
NOT_ASSIGNED = {
    *(("long_range_sam", "one_way_attack_drone", profile) for profile in ("low", "high")),
    ("terminal_hit_to_kill", "jet_drone", ""),
    ("long_range_sam", "decoy_drone", ""),
    *(
        (defence, threat, "")
        for defence in ("short_range_sam", "medium_range_sam")
        for threat in (*BALLISTIC, "air_launched_aeroballistic")
    ),
    *(("long_range_sam", threat, "") for threat in ("air_launched_aeroballistic", "medium_range_ballistic")),
    ("long_range_sam", "hypersonic_glide", ""),
}


@pytest.mark.parametrize("flight", CELLS, ids=" ".join)
def test_every_cell_is_what_the_page_prints(rows, flight):
    found = [rows[defence, *flight] for defence in DEFENCES]
    assert tuple(row["opportunities"] or row["reasons"] for row in found) == CELLS[flight]
    assert all(row["reasons"].split(",")[0] == row["reason"] for row in found if not row["opportunities"])


def test_what_the_rules_of_a_raid_do_not_assign_is_marked(rows):
    marked = {pair for pair, row in rows.items() if row["opportunities"] and not row["assigned"]}
    assert marked == NOT_ASSIGNED


def test_a_group_shoots_at_a_high_drone_only_where_it_dives_onto_the_group():
    flight = ic.Flight.of_class("one_way_attack_drone", profile="high")
    flown = ic.fly(flight)
    latitude, longitude, _ = ic.earth.geodesic_direct(
        *flight.launch_point, azimuth_rad=flight.azimuth_rad, distance_m=flight.range_m
    )
    shots = []
    for aside_m in (0.0, 2e3):
        place = ic.earth.geodesic_direct(
            latitude, longitude, azimuth_rad=flight.azimuth_rad + math.pi / 2, distance_m=aside_m
        )
        position = (float(place[0][0]), float(place[1][0]))
        defence = ic.Defence(
            [ic.Sensor.of_class(name, position=position) for name in ("surveillance_radar", "gap_filler_radar")],
            [ic.FireUnit.of_class("mobile_fire_group", position=position)],
        )
        found = ic.engagement_windows(flown, defence, threat_class="one_way_attack_drone")
        shots.append((int(found.opportunities.sum()), found.pairs()["reason"].tolist()))
    assert shots[0][0] > 0
    assert shots[1] == (0, ["out_of_reach"])


def test_warning_from_space_is_of_the_classes_that_the_page_lists():
    warned = ic.Defence([], [], warning_s="satellite_early_warning").warning_s
    assert warned == dict.fromkeys((*BALLISTIC, "hypersonic_glide"), 120.0)


def test_there_is_a_row_for_each_pair_and_profile(rows):
    catalogue = Catalogue.load()
    flights = sum(max(1, len(rule.profiles)) for rule in catalogue.rules.threats.values())
    assert len(rows) == flights * len(catalogue.defences)


def test_the_terminal_class_engages_the_ballistic_missiles_it_was_bought_for(rows):
    for threat in BALLISTIC[:2]:
        row = rows["terminal_hit_to_kill", threat, ""]
        assert row["reason"] == "engageable", row["explanation"]
        # Publicly it intercepts at 15 to 36 km at the most.
        assert row["last_intercept_altitude_m"] <= row["first_intercept_altitude_m"] <= 36e3


def test_the_upper_tier_engages_ballistic_missiles_above_the_air_and_none_that_stays_below(rows):
    for threat in BALLISTIC[:2]:
        row = rows["upper_tier", threat, ""]
        assert row["reason"] == "engageable", row["explanation"]
        assert 40e3 <= row["first_intercept_altitude_m"] <= 150e3
    assert rows["upper_tier", "subsonic_cruise", "low"]["opportunities"] == 0


# What docs/engagements.md tells beside public figures: shots, first launch before arrival (s), slant range and altitude
# (km) of the first intercept, altitude of the last.
TOLD = {
    ("terminal_hit_to_kill", "short_range_ballistic", ""): (2, 73, 31.2, 21.8, 4.0),
    ("terminal_hit_to_kill", "medium_range_ballistic", ""): (1, 17, 7.2, 5.1, 3.6),
    ("upper_tier", "short_range_ballistic", ""): (2, 195, 136.1, 70.1, 40.0),
    ("upper_tier", "medium_range_ballistic", ""): (1, 152, 175.0, 110.0, 40.0),
    ("long_range_sam", "subsonic_cruise", "low"): (5, 132, 24.9, 0.05, 0.05),
    ("long_range_sam", "short_range_ballistic", ""): (2, 73, 36.1, 24.9, 3.3),
    ("medium_range_sam", "subsonic_cruise", "high"): (6, 173, 30.0, 0.3, 0.3),
    ("manpads", "subsonic_cruise", "low"): (3, 39, 6.0, 0.05, 0.046),
    ("mobile_fire_group", "one_way_attack_drone", "high"): (5, 32, 1.5, 1.06, 0.035),
}


@pytest.mark.parametrize("pair", TOLD, ids=" ".join)
def test_what_the_page_tells_beside_public_figures_is_what_comes_out(rows, pair):
    row = rows[pair]
    names = ("first_intercept_slant_range_m", "first_intercept_altitude_m", "last_intercept_altitude_m")
    found = [row["opportunities"], row["first_launch_before_arrival_s"], *(row[name] / 1e3 for name in names)]
    # Half of the last digit told.
    assert found == pytest.approx(TOLD[pair], abs=0.51, rel=0.0)
    assert found[2:] == pytest.approx(TOLD[pair][2:], abs=0.051)


def test_guns_and_interceptor_drones_do_not_reach_what_is_high_or_fast(rows):
    for threat in (*BALLISTIC, "hypersonic_glide", "hypersonic_cruise"):
        for defence in ("mobile_fire_group", "interceptor_drone", "radar_gun", "manpads"):
            assert rows[defence, threat, ""]["opportunities"] == 0


def test_a_pair_without_shots_says_why(rows):
    for row in rows.values():
        assert (row["opportunities"] > 0) == (row["reason"] == "engageable")
        assert math.isnan(row["first_launch_before_arrival_s"]) == (row["opportunities"] == 0)
        assert row["explanation"].endswith(".")


def test_one_pair_can_be_asked_for_and_unknown_classes_are_refused(rows):
    table = ic.nominal_engagements(["jet_drone"], ["manpads"])
    assert len(table) == 1
    assert next(table.records())["opportunities"] == rows["manpads", "jet_drone", ""]["opportunities"]
    with pytest.raises(ic.InvalidParameterError, match="threat_classes"):
        ic.nominal_engagements(["no such"])
    with pytest.raises(ic.InvalidParameterError, match="defence_classes"):
        ic.nominal_engagements(defence_classes=["no such"])


def test_a_chase_is_not_fired_at_below_the_least_closing_speed():
    # A cruise missile that passes at 15 km: the class takes no shot that closes at less than its least closing speed.
    flown = ic.fly(ic.Flight.of_class("subsonic_cruise", profile="high", range_m=300e3, launch_point=(-0.785, -2.18)))
    middle = flown.sample(0, np.array([0.5 * float(flown.table()["flight_time_s"][0])]))[0]
    latitude, longitude, _ = ic.earth.ecef_to_geodetic(middle)
    place = (float(latitude[0]) + 15e3 / 6.37e6, float(longitude[0]))
    radar = ic.Sensor.of_class("engagement_radar_rotating", position=place, name="radar")
    units = [
        ic.FireUnit.of_class("medium_range_sam", position=place, name="class"),
        ic.FireUnit.of_class("medium_range_sam", position=place, name="free", closing_speed_min_m_s=0.0),
    ]
    found = ic.engagement_windows(flown, ic.Defence([radar], units), threat_class="subsonic_cruise")
    shots = {name: int(found.opportunities[found.unit == k].sum()) for k, name in enumerate(("class", "free"))}
    assert 0 < shots["class"] < shots["free"]
    # The last chase is where the interceptor closes at just the least: its speed there less the target's range rate.
    last = found.intercept_s[found.unit == 0, -1]
    place_m, velocity = flown.sample(np.zeros(1, dtype=np.uint32), last)
    q = place_m[0] - ic.earth.geodetic_to_ecef(*place, 0.0).reshape(3)
    slant = float(np.linalg.norm(q))
    own = ic.FlyoutTable.of_class("medium_range_sam").at(math.sqrt(slant**2 - 300.0**2), 300.0)["speed_m_s"][0]
    assert own - float(q @ velocity[0]) / slant == pytest.approx(200.0, abs=2.0)


def test_the_reach_beside_the_row_is_what_the_page_says():
    page = read(Path("docs/engagements.md")).split("| class | row | at 3 km altitude")[1].split("\n- **")[0]
    lines = [[cell.strip() for cell in line.split("|")[1:-1]] for line in page.splitlines()[2:] if line.strip()]
    assert [line[0] for line in lines] == [
        "short_range_sam",
        "medium_range_sam",
        "long_range_sam",
        "terminal_hit_to_kill",
    ]
    for name, *told in lines:
        table = ic.FlyoutTable.of_class(name)
        reach = table.farthest([3e3, 10e3, table.altitude_max_m])["slant_range_m"]
        assert [float(km) for km in told] == [round(m / 1e3) for m in (table.slant_range_max_m, *reach)]
