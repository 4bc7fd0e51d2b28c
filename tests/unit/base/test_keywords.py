"""A name that is no parameter of a public function is refused with the one that is like it, and its unit."""

import inspect

import pytest

import intercept as ic

PLACE = (-0.7845, -2.1357)
UNIT = ic.FireUnit.of_class("medium_range_sam", position=PLACE)
DEFENCE = ic.Defence([ic.Sensor.of_class("surveillance_radar", position=PLACE)], [UNIT])


@pytest.mark.parametrize(
    ("call", "wrong", "meant"),
    [
        (lambda **o: ic.Flight.of_class("quasi_ballistic", **o), "range_km", "range_m"),
        (lambda **o: ic.Flight.of_class("quasi_ballistic", **o), "azimuth_deg", "azimuth_rad"),
        (lambda **o: ic.FlyoutTable.of_class("medium_range_sam", **o), "altitude_max_km", "altitude_max_m"),
        (lambda **o: ic.defended_area(DEFENCE, "subsonic_cruise", **o), "keep_out_km", "keep_out_m"),
        (lambda **o: ic.coverage(DEFENCE, [PLACE, (-0.78, -2.13)], "subsonic_cruise", **o), "step_km", "step_m"),
    ],
)
def test_a_parameter_with_another_unit_is_asked_about(call, wrong, meant):
    with pytest.raises(TypeError, match=rf"has no parameter {wrong} \(= 400\): .*did you mean {meant}"):
        call(**{wrong: 400})


def test_signatures_stay():
    assert "range_m" in inspect.signature(ic.Flight.of_class).parameters
    assert "keep_out_m" in inspect.signature(ic.defended_area).parameters
