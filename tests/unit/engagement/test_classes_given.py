"""Threat classes that are given to windows: wrong ones, and missing ones where they are needed, are refused."""

import pytest

import intercept as ic
from intercept.errors import InvalidParameterError

HERE = (-0.7845, -2.1357)
UNIT = ic.FireUnit.of_class("medium_range_sam", position=HERE)
RADAR = ic.Sensor.of_class("surveillance_radar", position=HERE)
# Nothing in it depends on the class of a threat.
PLAIN = ic.Defence([RADAR], [UNIT])
PICKY = ic.Defence([RADAR], [ic.FireUnit.of_class("medium_range_sam", position=HERE, engages=["jet_drone", "kite"])])
BY_CLASS = {
    "what a unit engages": PICKY,
    "a range of a unit": ic.Defence(
        [], [ic.FireUnit.of_class("medium_range_sam", position=HERE, slant_range_max_by_class_m={"kite": 1e3})]
    ),
    "a range of a sensor": ic.Defence([ic.Sensor(position=HERE, range_m={"kite": 1e4})], [UNIT]),
    "a warning": ic.Defence([], [UNIT], warning_s={"jet_drone": 60.0}),
}


@pytest.fixture(scope="module")
def flown():
    return ic.fly(ic.Flight.of_class("jet_drone", range_m=60e3, launch_point=(-0.785, -2.145)))


@pytest.mark.parametrize("what", BY_CLASS)
@pytest.mark.parametrize("cross_section_m2", [None, 0.5])
def test_a_class_is_wanted_and_known_where_anything_depends_on_it(flown, what, cross_section_m2):
    given = {"radar_cross_section_m2": cross_section_m2}
    with pytest.raises(
        InvalidParameterError, match=r"threat_class is not allowed to be left out: .* one_way_attack_drone"
    ):
        ic.engagement_windows(flown, BY_CLASS[what], **given)
    with pytest.raises(InvalidParameterError, match=r'threat_class = "jet_dron" is not .* did you mean jet_drone'):
        ic.engagement_windows(flown, BY_CLASS[what], threat_class="jet_dron", **given)
    with pytest.raises(InvalidParameterError, match=r'threat_class = "\?" is not allowed: must be one of one_way'):
        ic.engagement_windows(flown, BY_CLASS[what], threat_class="?", **given)
    assert ic.engagement_windows(flown, BY_CLASS[what], threat_class="jet_drone", **given).plan.threat_classes


def test_a_name_of_the_defence_s_own_is_a_class(flown):
    assert ic.engagement_windows(flown, PICKY, threat_class="kite").plan.units.may_engage.tolist() == [[True]]


def test_a_wrong_class_would_have_a_wrong_cross_section_unless_one_is_given(flown):
    with pytest.raises(InvalidParameterError, match='threat_class = "jet_dron"'):
        ic.engagement_windows(flown, PLAIN, threat_class="jet_dron")
    assert ic.engagement_windows(flown, PLAIN, threat_class="mine", radar_cross_section_m2=0.1).plan.threat_classes
    assert ic.engagement_windows(flown, PLAIN).plan.threats.radar_cross_section_m2.tolist() == [1.0]


def test_classes_of_tracks_are_checked_too():
    frame = {"time_s": [0.0, 9.0], "latitude_deg": [-45.0] * 2, "longitude_deg": [-125.0] * 2, "altitude_m": [5.0, 9.0]}
    with pytest.raises(InvalidParameterError, match='threat_class = "jet_dron"'):
        ic.engagement_windows(ic.Trajectories.from_table(frame, threat_class="jet_dron"), PICKY)
    with pytest.raises(InvalidParameterError, match="threat_class is not allowed to be left out"):
        ic.engagement_windows(ic.Trajectories.from_table(frame), PICKY)
