"""Things of a class are made in one way: the name first, the rest by keyword, the same errors."""

import copy
import pickle

import numpy as np
import pytest

import intercept as ic
from intercept.catalogue.catalogue import Catalogue
from intercept.errors import InvalidParameterError

OCEAN = (-0.785, -2.18)
PLACED = {"position": OCEAN}
KINDS = [(ic.Sensor, PLACED), (ic.FireUnit, PLACED), (ic.Interceptor, {}), (ic.FlyoutTable, {})]


@pytest.mark.parametrize(("kind", "given"), KINDS, ids=lambda each: getattr(each, "__name__", ""))
@pytest.mark.parametrize("name", ["no such class", "", None, 3, ["manpads"], np.array([1.0])])
def test_an_unknown_class_is_named_with_those_there_are(kind, given, name):
    known = "surveillance_radar" if kind is ic.Sensor else "medium_range_sam"
    with pytest.raises(InvalidParameterError, match=rf"^name = .* is not allowed: must be .*{known}"):
        kind.of_class(name, **given)


@pytest.mark.parametrize(
    ("made", "changes"),
    [
        (
            lambda **changes: ic.Sensor.of_class("surveillance_radar", **PLACED, **changes),
            {"name": "a", "height_m": 9.0},
        ),
        (lambda **changes: ic.FireUnit.of_class("manpads", **PLACED, **changes), {"name": "b", "reaction_time_s": 9.0}),
        (lambda **changes: ic.Interceptor.of_class("manpads", **changes), {"boost_time_s": 1.5}),
    ],
    ids=["sensor", "fire unit", "interceptor"],
)
def test_fields_are_changed_by_keyword(made, changes):
    thing = made(**changes)
    assert {name: getattr(thing, name) for name in changes} == changes
    with pytest.raises(
        InvalidParameterError, match=r'^colour = "red" is not allowed: must be a field of ic\.\w+, one of '
    ):
        made(colour="red")


@pytest.mark.parametrize("name", list(Catalogue.load().defences))
def test_a_fire_unit_and_its_table_have_the_interceptor_of_the_class(name):
    unit, table = ic.FireUnit.of_class(name, **PLACED), ic.FlyoutTable.of_class(name, points=(2, 2))
    assert unit.interceptor == table.interceptor == ic.Interceptor.of_class(name)
    assert (table.slant_range_max_m, table.altitude_max_m) == (unit.slant_range_max_m, unit.altitude_max_m)
    assert table.name == name


def test_a_table_equals_its_round_trip_and_one_of_the_same_interceptor():
    table = ic.FlyoutTable.of_class("manpads", points=(11, 7))
    for again in (pickle.loads(pickle.dumps(table)), copy.deepcopy(table)):  # noqa: S301 - our own bytes
        assert again == table
        assert again.at(1e3, 5e2)["time_of_flight_s"] == table.at(1e3, 5e2)["time_of_flight_s"]
    envelope = {"slant_range_max_m": table.slant_range_max_m, "altitude_max_m": table.altitude_max_m}
    own = ic.FlyoutTable.of(table.interceptor, **envelope, points=(11, 7))
    assert own != table  # it has no name
    assert np.array_equal(own.time_of_flight_s, table.time_of_flight_s, equal_nan=True)
    assert "\n" not in repr(table)


def test_what_is_printed_is_short():
    radar, unit = ic.Sensor.of_class("surveillance_radar", **PLACED), ic.FireUnit.of_class("manpads", **PLACED)
    assert repr(ic.Interceptor(constant_speed_m_s=80.0)) == "Interceptor(constant_speed_m_s=80.0)"
    assert "class_name='manpads'" in repr(unit)
    assert "signal_speed_m_s" not in repr(radar)
    assert repr(ic.Defence([radar] * 2, [unit])) == "<Defence: 2 sensors, 1 fire unit, 15 s for a decision>"


def test_a_defence_equals_its_round_trip():
    hills = ic.Terrain.from_array([-0.8, -0.78], [-2.2, -2.1], np.zeros((2, 2)))
    heard = ic.Sensor(range_m={"jet_drone": 4e3}, signal_speed_m_s=340.0, **PLACED)
    defence = ic.Defence([heard], [ic.FireUnit.of_class("manpads", **PLACED)], terrain=hills)
    assert pickle.loads(pickle.dumps(defence)) == copy.deepcopy(defence) == defence  # noqa: S301 - our own bytes
