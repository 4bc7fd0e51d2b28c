"""Any value that a scenario may state for a class runs, or is refused by place, class and what is wrong with it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import intercept as ic
from intercept.catalogue.catalogue import Catalogue
from intercept.catalogue.generic_class import FOLLOWS_FROM_RANGE
from intercept.errors import ScenarioError, UnreachableError

CATALOGUE = Catalogue.load()
REASONS = ("is not allowed", "out of reach", "did not converge", "km at most", "after its launch, at an altitude")


def stated(generic):
    """Keys of the values that a scenario may state, each with its range."""
    for key, parameter in generic.parameters.items():
        follows = parameter.derived == "formula" and parameter.name in FOLLOWS_FROM_RANGE
        if parameter.derived != "engine" and not follows:
            yield key, CATALOGUE.rules.allowed(parameter.name, parameter.unit, generic.base)


def scenario(kind, name, values):
    """A raid of one threat on one place, with a value of a class changed; None where the values are refused."""
    here, threat = {"east_km": 0.0, "north_km": 0.0}, name if kind == "threat" else "jet_drone"
    parameters = CATALOGUE.threats[threat].parameters
    reach = next(parameters[key] for key in ("range_missile_alone_km", "range_km") if key in parameters)
    area = {"name": "area", "position": {"east_km": min(reach.mode, 600.0), "north_km": 0.0}, "radius_km": 1.0}
    warns = kind == "sensor" and bool(CATALOGUE.sensor_rule(name).warns)
    sensor = name if kind == "sensor" and not warns else "surveillance_radar"
    # A sector points somewhere.
    sector = (
        {"limits": {"azimuth_centre_deg": 90.0}} if "azimuth_width_deg" in CATALOGUE.sensors[sensor].parameters else {}
    )
    document = {
        "schema_version": 1,
        "name": "one value",
        "assets": [{"name": "plant", "class": "energy", "position": here}],
        "raid": {
            "launch_areas": [area],
            "waves": [{"name": "w", "class": threat, "count": 1, "launch_area": "area"}],
        },
        "sensors": [{"name": "s", "class": sensor, "position": here, **sector}],
        "decision": {"warning_class": name} if warns else {},
        "fire_units": [{"name": "u", "class": name if kind == "defence" else "radar_gun", "position": here}],
        "classes": {kind: {name: values}},
        "run": {"replications": 2, "geometry_samples": 1},
    }
    try:
        return ic.Scenario.from_dict(document)
    except ScenarioError as error:
        problems = error.problems
    assert all(problem.startswith(f"classes.{kind}.{name}.") for problem in problems), problems
    return None


def run_or_refused(kind, name, values):
    made = scenario(kind, name, values)
    if made is None:
        return
    try:
        ic.run(made, threads=1)
    except UnreachableError as error:
        said = str(error)
    else:
        return
    assert 'raid.waves[0] "w", threat 1' in said, (values, said)
    assert name in said, (values, said)
    assert any(reason in said for reason in REASONS), (values, said)


@pytest.mark.parametrize("kind", ["defence", "sensor"])
@pytest.mark.parametrize("end", [0, 1], ids=["low", "high"])
def test_the_ends_of_every_range_of_defences_and_sensors_run(kind, end):
    for name, generic in CATALOGUE.of_kind(kind).items():
        for key, allowed in stated(generic):
            run_or_refused(kind, name, {key: allowed[end]})


KEYS = [
    (kind, name, key, allowed)
    for kind in ("threat", "defence", "sensor")
    for name, generic in CATALOGUE.of_kind(kind).items()
    for key, allowed in stated(generic)
]
SHARE = st.one_of(st.sampled_from([0.0, 1.0]), st.floats(0.0, 1.0))


@given(st.sampled_from(KEYS), SHARE)
def test_any_value_runs_or_is_refused_by_name(chosen, share):
    kind, name, key, (low, high) = chosen
    run_or_refused(kind, name, {key: min(low + share * (high - low), high)})


@given(st.sampled_from(sorted(CATALOGUE.threats)), st.data())
def test_any_values_of_a_threat_class_together_run_or_are_refused_by_name(name, data):
    ranges = dict(stated(CATALOGUE.threats[name]))
    keys = data.draw(st.lists(st.sampled_from(sorted(ranges)), min_size=2, max_size=4, unique=True))
    values = {key: data.draw(st.floats(*ranges[key]), label=key) for key in keys}
    run_or_refused("threat", name, values)


@pytest.mark.parametrize("name", ["short_range_ballistic", "quasi_ballistic", "medium_range_ballistic"])
def test_the_shortest_range_is_inside_what_is_allowed(name):
    assert ic.fly(ic.Flight.of_class(name, range_m=1000.0)).outcome[0] == ic.Outcome.IMPACT


@pytest.mark.parametrize("name", sorted(CATALOGUE.threats))
@pytest.mark.parametrize("azimuth_rad", [0.3, 1.5707963267948966, 2.9])
def test_the_longest_range_is_inside_what_is_allowed(name, azimuth_rad):
    parameters = CATALOGUE.threats[name].parameters
    key = "range_km" if "range_km" in parameters else "range_missile_alone_km"
    longest = 1e3 * parameters[key].high
    # Beyond its end is refused; over the end itself a flight is made.
    ic.Flight.of_class(name, range_m=longest, azimuth_rad=azimuth_rad, launch_point=(-0.6, -2.18))
    with pytest.raises(UnreachableError):
        ic.Flight.of_class(name, range_m=longest + 0.1, azimuth_rad=azimuth_rad, launch_point=(-0.6, -2.18))
