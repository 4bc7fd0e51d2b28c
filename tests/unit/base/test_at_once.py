"""A dataclass that writes its fields at once takes, refuses and checks the same calls as one that does so singly."""

import dataclasses
import inspect

import pytest

import intercept as ic
from intercept.base.at_once import at_once


@dataclasses.dataclass(frozen=True)
class Singly:
    width: float
    height: float = 2.0
    depth: float | None = dataclasses.field(default=None, kw_only=True)

    def __post_init__(self):
        if not self.width > 0.0:
            raise ValueError(f"width = {self.width}")
        if self.depth is not None:
            object.__setattr__(self, "depth", float(self.depth))


Together = at_once(dataclasses.make_dataclass("Together", [], bases=(Singly,), frozen=True))

CALLS = [
    ((), {"width": 1.0}),
    ((), {"depth": 3, "width": 1.0}),
    ((), {"width": 1.0, "height": 4.0, "depth": None}),
    ((1.0,), {}),
    ((1.0, 5.0), {"depth": 2}),
    ((), {}),
    ((), {"height": 1.0}),
    ((), {"weight": 1.0}),
    ((), {"width": 1.0, "weight": 1.0}),
    ((1.0,), {"width": 1.0}),
    ((1.0, 2.0, 3.0), {}),
    ((), {"width": -1.0}),
    ((-1.0,), {}),
]


def outcome(kind, args, given):
    try:
        return vars(kind(*args, **given))
    except (TypeError, ValueError) as error:
        return type(error), str(error).replace(kind.__name__, "")


@pytest.mark.parametrize(("args", "given"), CALLS)
def test_a_call_gives_the_same_fields_or_the_same_error(args, given):
    assert outcome(Together, args, given) == outcome(Singly, args, given)


def test_it_stays_a_frozen_dataclass():
    made = Together(width=1.0, depth=3)
    assert inspect.signature(Together) == inspect.signature(Singly)
    assert made == Together(1.0, depth=3.0)
    assert made != Together(width=2.0, depth=3)
    assert dataclasses.replace(made, height=7.0) == Together(1.0, 7.0, depth=3)
    with pytest.raises(dataclasses.FrozenInstanceError):
        made.width = 2.0


def test_worlds_without_a_parameter_are_the_real_earth():
    named = {field.name: None for field in dataclasses.fields(ic.World)}
    for world in (ic.World(), ic.World(None), ic.World(**named)):
        assert world == ic.World()
        assert world.core().field() == ic.World(gravity="j2").core().field()
