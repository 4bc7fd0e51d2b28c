"""What a name must be: every name that is known is listed, and the like ones are named."""

import pytest

from intercept.base.words import one_of


@pytest.mark.parametrize(("name", "hint"), [("north", ""), ("gamna", "; did you mean gamma?")])
def test_all_known_names_are_listed_whether_one_is_like_it_or_not(name, hint):
    assert one_of(name, ["alpha", "gamma", "omega"]) == f"one of alpha, gamma, omega{hint}"


COLUMNS = [f"defence.{name}.{key}" for name in ("gun", "sam", "laser") for key in ("channels", "rounds", "reach_km")]
MANY = [*COLUMNS, *(f"sensor.radar_{i}.availability" for i in range(40))]


@pytest.mark.parametrize("name", ["nonsense", "x", "1234"])
def test_of_very_many_names_some_are_told_where_none_is_like_it(name):
    told = one_of(name, MANY)
    assert told.startswith("one of 49 names, such as defence.gun.channels, ")
    assert len(told) < 150


@pytest.mark.parametrize(
    ("name", "meant"),
    [("chanels", "defence.gun.channels"), ("kill.reach", "defence.gun.reach_km")],
)
def test_the_last_part_of_a_name_may_be_what_is_like_it(name, meant):
    told = one_of(name, MANY)
    assert told.startswith("one of 49 names; did you mean ")
    assert meant in told
