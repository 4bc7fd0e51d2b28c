"""What is said of an area that the edge of its map cuts: first what that edge does not change."""

import math
import re

import pytest

import intercept as ic
from intercept.report.pages import areas as pages

PLACE = (-0.7845, -2.1357)
DEFENCE = ic.Defence(
    [ic.Sensor.of_class("surveillance_radar", position=PLACE)],
    [ic.FireUnit.of_class("medium_range_sam", position=PLACE)],
)
CUT = re.compile(
    r"in an area ([\d,.]+ km) wide across the approach that begins ([\d,.]+ km) ahead of the fire unit\."
    r" Counted up to the edge of a map ([\d,]+) km wide, it has ([\d,]+) km²;"
    r" it grows with the map \(extent_m, --extent\)\.$"
)


def area(**options):
    return ic.defended_area(DEFENCE, "subsonic_cruise", **({"resolution": 21} | options))


@pytest.mark.parametrize("azimuth", [0.0, 0.5 * math.pi, 4.0])
def test_width_and_beginning_do_not_change_with_the_map_and_the_area_does(azimuth):
    found = [
        CUT.search(area(extent_m=extent, azimuth_rad=azimuth).explain()).groups() for extent in (50e3, 100e3, 200e3)
    ]
    assert len({each[:2] for each in found}) == 1
    assert [each[2] for each in found] == ["100", "200", "400"]
    sizes = [int(each[3].replace(",", "")) for each in found]
    assert sizes[0] < sizes[1] < sizes[2]


def test_the_beginning_counts_from_the_fire_unit_wherever_the_middle_of_the_map_is():
    shifted = area(extent_m=100e3, centre=(PLACE[0] + 0.002, PLACE[1] + 0.003))
    assert CUT.search(shifted.explain()).groups()[:2] == CUT.search(area(extent_m=100e3).explain()).groups()[:2]


def test_a_map_too_small_says_what_it_cuts():
    told = area(extent_m=15e3).explain()
    assert "at least 30 km wide across the approach that begins before the map does." in told


def test_odd_extents_are_told_in_whole_kilometres():
    assert "a map 264 km wide" in area(extent_m=132_234.0).explain()


def test_the_loss_says_what_both_areas_are_cut_by():
    loss = ic.area_loss(DEFENCE, "subsonic_cruise", vary="cruise_speed_m_s", values=[150.0, 400.0], resolution=15)
    told = pages._lost(loss)
    assert told.count("wide across the approach that begins ") == 2
    first, last = (each.area_km2 for each in loss.areas)
    edge = "Both are cut by the edge of a map 100 km wide: up to it they have"
    assert f"{edge} {first:,.0f} km² and {last:,.0f} km², which is {100 * last / first:.0f} % of that" in told
    assert told.endswith("and what lies beyond it is in neither number.")
