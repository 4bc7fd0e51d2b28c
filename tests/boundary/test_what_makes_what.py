"""Whatever takes a scenario takes its path, and what is made by a call of its own says by which."""

import inspect
from pathlib import Path

import pytest
from tree import ROOT

import intercept as ic

SMALL = ROOT / "examples" / "notional-small.toml"
FEW = {"scrambles": 4, "points": 1, "vectors": 1, "replications": 8}
GRID = {"resolution": 7, "extent_m": 60e3}
LINE = [(-0.80, -2.18), (-0.77, -2.18)]
# How each is called with a scenario; a path must do as well.
CALLS = {
    "area_loss": lambda given: ic.area_loss(given, "subsonic_cruise", vary="cruise_speed_m_s", values=[200.0], **GRID),
    "check_claim": lambda given: ic.check_claim("30 of 32 threats were shot down", scenario=given),
    "compare": lambda given: ic.compare([given, given], **FEW),
    "compile_plan": ic.compile_plan,
    "coverage": lambda given: ic.coverage(given, LINE, "one_way_attack_drone", step_m=20e3),
    "defended_area": lambda given: ic.defended_area(given, "subsonic_cruise", **GRID),
    "endurance": lambda given: ic.endurance(given, nights=1, **FEW),
    "exchange": lambda given: ic.exchange(given, **FEW),
    "forecast": lambda given: ic.forecast("40 drones", scenario=given, **FEW),
    "methods": ic.methods,
    "placement": lambda given: ic.placement(
        given, [ROOT / "examples/placement/short-range-sites.toml"], count=1, **FEW
    ),
    "run": lambda given: ic.run(given, **FEW),
    "saturation": lambda given: ic.saturation(given, threat_class="one_way_attack_drone", sizes=[10, 20], **FEW),
    "sensitivity": lambda given: ic.sensitivity(given, totals=False, **FEW),
    "sweep": lambda given: ic.sweep(given, {"raid.scale": [1.0]}, **FEW),
}
# They are made by their values, or have a call that says for each of its values what it must be.
BY_VALUES = {"Air", "Defence", "Event", "Interceptor", "Outcome", "Table", "Terrain", "Trajectories", "World"}
CLASSES = {name for name in ic.__all__ if inspect.isclass(getattr(ic, name))}


def test_every_function_that_takes_a_scenario_is_tried():
    functions = {name: getattr(ic, name) for name in ic.__all__ if inspect.isfunction(getattr(ic, name))}
    taking = {
        name
        for name, each in functions.items()
        if any("Scenario" in str(p.annotation) for p in inspect.signature(each).parameters.values())
    }
    assert taking == set(CALLS)


@pytest.mark.parametrize("name", CALLS)
def test_a_path_stands_for_the_scenario_in_it(name):
    given = [ic.Scenario.from_file(SMALL), str(SMALL), Path(SMALL)]
    found = [CALLS[name](each) for each in (given if name in {"compile_plan", "defended_area"} else given[:2])]
    assert all(repr(each) == repr(found[0]) for each in found)
    with pytest.raises(ic.InterceptError, match=r"no such file|No such file|cannot be read"):
        CALLS[name]("nowhere.toml")


@pytest.mark.parametrize("name", sorted(CLASSES - BY_VALUES))
def test_a_class_that_a_call_makes_says_which(name):
    kind = getattr(ic, name)
    if issubclass(kind, Exception):
        return
    with pytest.raises(TypeError, match=rf"^{name}: use ic\.\w+") as said:
        kind(3)
    named = str(said.value).split(": use ", 1)[1].split(", which", 1)[0].split(" or ")
    for each in named:
        found = ic
        for part in each.split(".")[1:]:
            found = getattr(found, part)
        assert callable(found), each


def test_what_goes_wrong_within_a_class_is_told_as_it_is():
    with pytest.raises(ic.ScenarioError, match="did you mean name"):
        ic.Scenario(nam="x")
    with pytest.raises(ic.InvalidParameterError):
        ic.World(sphere_radius_m=3.0)
