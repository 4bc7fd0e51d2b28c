"""Worlds and what they are made of: equal, hashable, and the same again after pickling and deep copying."""

import copy
import pickle

import pytest

import intercept as ic

TERRAIN = ic.Terrain.from_array([-0.79, -0.78], [-2.19, -2.17], [[0.0, 1.0], [2.0, 3.0]])
WIND = ic.Wind.profile([0.0, 1e4], [5.0, 30.0], 0.0)
THINGS = {
    "air": (ic.Air.us76(density_factor=1.1), ic.Air.us76()),
    "wind": (WIND, ic.Wind.profile([0.0, 1e4], [5.0, 31.0], 0.0)),
    "world": (ic.World(gravity="j4", wind=WIND, air=ic.Air.vacuum()), ic.World(gravity="j4", wind=WIND)),
    "terrain": (TERRAIN, ic.Terrain.from_array([-0.79, -0.78], [-2.19, -2.17], [[0.0, 1.0], [2.0, 4.0]])),
    "table": (ic.Table({"a": [1.0, float("nan")]}), ic.Table({"a": [1.0, 2.0]})),
    "catalogue": (ic.Catalogue.load(), None),
}


@pytest.mark.parametrize("name", THINGS)
def test_a_copy_is_equal_and_another_is_not(name):
    thing, other = THINGS[name]
    for back in (pickle.loads(pickle.dumps(thing)), copy.deepcopy(thing), copy.copy(thing)):  # noqa: S301 (our own bytes)
        assert back == thing
        assert repr(back) == repr(thing)
        assert back != other


def test_a_copied_terrain_has_its_heights():
    back = pickle.loads(pickle.dumps(TERRAIN))  # noqa: S301
    assert back.height_m(-0.785, -2.18).tolist() == TERRAIN.height_m(-0.785, -2.18).tolist()
    assert hash(back) == hash(TERRAIN)
    assert repr(TERRAIN) == "<Terrain: 2 x 2 heights, 0 to 3 m>"
