"""Trials of propagators: the engine passes them, and each planted fault fails the laws that it breaks."""

import dataclasses
import os
import subprocess
import sys

import numpy as np
import pytest
from patience import PATIENCE_S
from tree import ROOT

import intercept as ic
from intercept.errors import InvalidParameterError
from intercept.testing import Body, check_propagator, laws, parametrize_propagator, propagator_laws

PROJECT = ROOT / "examples" / "stranger-propagator"


def engine(body, time_s):
    """Fly by this package."""
    return body.fly().sample(0, time_s)


def no_bulge(body, time_s):
    return engine(dataclasses.replace(body, world=dataclasses.replace(body.world, j2=0.0, gravity=None)), time_s)


def no_turning(body, time_s):
    return engine(dataclasses.replace(body, world=dataclasses.replace(body.world, rotation_rate_rad_s=0.0)), time_s)


def always_in_vacuum(body, time_s):
    return engine(dataclasses.replace(body, world=dataclasses.replace(body.world, air=ic.Air.vacuum())), time_s)


def thicker_air(body, time_s):
    return engine(body.with_ballistic_coefficient(0.99 * body.ballistic_coefficient_kg_m2), time_s)


def knots(body, time_s):
    position, velocity = engine(body, time_s)
    return position, velocity / 0.514444


def inertial_velocity(body, time_s):
    position, velocity = engine(body, time_s)
    return position, velocity + np.cross([0.0, 0.0, laws.ROTATION_RATE_RAD_S], position)


def late(body, time_s):
    return engine(body, time_s - 0.1)


def first_meridian(body, time_s):
    position, velocity = engine(body, time_s)
    return position * (1.0 + 1e-6 * time_s[:, None] * np.sin(body.longitude_rad)), velocity


def thrusting(body, time_s):
    position, velocity = engine(body, time_s)
    return position + 0.05 * time_s[:, None] ** 2, velocity + 0.1 * time_s[:, None]


def stepping_between_times(body, time_s):
    """Fly by one step of second order from each time to the next."""
    states = [np.array([body.position_ecef_m, body.velocity_ecef_m_s])]
    for h in np.diff(time_s):
        r, v = states[-1]
        spin = np.array([0.0, 0.0, laws.rotation_rate_rad_s(body.world)])
        a = body.world.gravitation(r)[0] - 2.0 * np.cross(spin, v) - np.cross(spin, np.cross(spin, r))
        states.append(np.array([r + h * v + 0.5 * h * h * a, v + h * a]))
    return np.array(states)[:, 0], np.array(states)[:, 1]


AGREE = {"agrees_without_air", "agrees_in_air", "agrees_in_wind"}
FAULTS = {
    no_bulge: {*AGREE, "keeps_the_jacobi_integral"},
    no_turning: {*AGREE, "keeps_the_jacobi_integral", "keeps_the_momentum_about_the_axis"},
    always_in_vacuum: {"agrees_in_air", "agrees_in_wind"},
    thicker_air: {"agrees_in_air", "agrees_in_wind"},
    knots: {
        "starts_at_the_release",
        "velocity_is_the_slope_of_position",
        "flies_an_ellipse",
        "keeps_the_jacobi_integral",
    },
    inertial_velocity: {"starts_at_the_release", "velocity_is_the_slope_of_position"},
    late: {*AGREE, "flies_an_ellipse", "goes_on_when_taken_up_again"},
    first_meridian: {*AGREE, "has_no_first_meridian", "flies_an_ellipse"},
    thrusting: {*AGREE, "drag_never_adds_energy", "is_the_same_north_and_south", "goes_on_when_taken_up_again"},
    stepping_between_times: {"times_asked_for_do_not_matter", "flies_an_ellipse", "runs_backwards"},
}


def outcomes(table):
    return dict(zip(table["law"].tolist(), table["outcome"].tolist(), strict=True))


def test_the_engine_obeys_every_law():
    table = check_propagator(engine, tolerance_m=1e-3, tolerance_m_s=1e-4, bodies=5)
    assert set(table["outcome"].tolist()) == {"holds"}, str(table)
    assert table["law"].tolist() == list(propagator_laws())
    assert not any(table["told"])


def test_the_engine_obeys_every_law_over_other_worlds():
    for world in (ic.World(air=ic.Air.exponential(1.0, 8e3)), ic.World(gravity="central", rotation_rate_rad_s=0.0)):
        assert set(check_propagator(engine, bodies=2, world=world)["outcome"].tolist()) == {"holds"}


@pytest.mark.parametrize("propagate", FAULTS, ids=lambda propagate: propagate.__name__)
def test_a_planted_fault_fails_its_laws(propagate):
    table = check_propagator(propagate, bodies=2)
    failed = {law for law, outcome in outcomes(table).items() if outcome == "fails"}
    assert FAULTS[propagate] <= failed
    assert all(told for told, outcome in zip(table["told"], table["outcome"], strict=True) if outcome == "fails")


def test_every_law_is_failed_by_some_fault():
    assert set(propagator_laws()) == set().union(*FAULTS.values()) | {"keeps_the_momentum_about_a_still_centre"}
    table = check_propagator(thrusting, bodies=2, laws=["keeps_the_momentum_about_a_still_centre"])
    assert table["outcome"].tolist() == ["fails"]


def returning(make):
    """Return a propagator that answers with something made of the number of times."""
    return lambda _, time_s: make(len(time_s))


@pytest.mark.parametrize(
    ("propagate", "told"),
    [
        (returning(lambda _: None), "returned NoneType"),
        (returning(lambda _: (np.zeros((3, 3)), np.zeros((3, 3)))), r"positions of shape \(3, 3\)"),
        (returning(lambda n: (np.full((n, 3), np.nan),) * 2), "positions that are not finite"),
        (returning(lambda _: 1 / 0), "ZeroDivisionError"),
        (returning(lambda _: ("x", "y")), "ValueError"),
    ],
)
def test_what_a_propagator_does_wrong_is_a_finding(propagate, told):
    table = check_propagator(propagate, laws=["starts_at_the_release"])
    assert outcomes(table) == {"starts_at_the_release": "fails"}
    with pytest.raises(AssertionError, match=told):
        raise AssertionError(table["told"][0])


def test_known_departures_are_told_with_their_reason_and_missed_when_they_end():
    known = {"agrees_in_wind": "knows no wind", "flies_an_ellipse": "a mistake of ours"}
    table = check_propagator(always_in_vacuum, known_departures=known, laws=[*known, "agrees_in_air"])
    assert table["outcome"].tolist() == ["departs", "holds after all", "fails"]
    assert table["told"].tolist()[:2] == ["knows no wind", "no longer: a mistake of ours"]


@parametrize_propagator(
    always_in_vacuum, known_departures=dict.fromkeys(("agrees_in_air", "agrees_in_wind"), "it leaves out the air")
)
def test_the_decorator_names_each_law(law, request):
    assert request.node.callspec.id in propagator_laws()
    law()


@pytest.fixture
def program(tmp_path):
    """Return a propagator that needs a folder of its own."""

    def propagate(body, time_s):
        np.save(tmp_path / "times.npy", time_s)
        return always_in_vacuum(body, np.load(tmp_path / "times.npy"))

    return propagate


@parametrize_propagator(
    known_departures=dict.fromkeys(("agrees_in_air", "agrees_in_wind"), "it leaves out the air"), bodies=2
)
def test_the_propagator_may_be_a_fixture(law, program, request):
    assert request.node.callspec.id in propagator_laws()
    law(program)


def test_a_fixture_that_is_no_function_is_named():
    @parametrize_propagator(laws=["agrees_in_air"])
    def test_program(law): ...

    (case,) = test_program.pytestmark[0].args[1]
    with pytest.raises(InvalidParameterError, match='propagate = "engine"'):
        case.values[0]("engine")


def test_what_is_asked_wrongly_is_named():
    for given in (
        {"tolerance_m": 0.0},
        {"tolerance_m_s": float("nan")},
        {"bodies": 0},
        {"laws": ["gravity"]},
        {"laws": "flies_an_ellipse"},
        {"known_departures": {"gravity": "x"}},
        {"known_departures": {"flies_an_ellipse": ""}},
        {"world": "earth"},
    ):
        for trial in (check_propagator, parametrize_propagator):
            with pytest.raises(InvalidParameterError, match=next(iter(given))):
                trial(engine, **given)
    with pytest.raises(InvalidParameterError, match="propagate"):
        check_propagator("engine")


def test_agreement_is_with_the_engine():
    body = Body(-0.785, -2.18, 50e3, 1000.0, 0.2, 1.0, 5000.0, ic.World())
    times = np.linspace(0.0, 60.0, 10)
    position, _ = engine(body, times)
    laws.assert_agrees(body, None, times, position, 1e-9)
    windy = ic.World(wind=ic.Wind.constant(50.0, 0.0))
    with pytest.raises(AssertionError, match="m from where the engine has the body at 60 s, more than 1 m"):
        laws.assert_agrees(body, windy, times, position, 1.0)
    with pytest.raises(AssertionError, match="is not within the flight"):
        laws.assert_agrees(body, None, [1e5], position[:1], 1.0)
    with pytest.raises(AssertionError, match="of shape"):
        laws.assert_agrees(body, None, times, position[:3], 1.0)


def project(folder, *words):
    """Run the tests of the example project as its own user would."""
    path = os.pathsep.join([str(ROOT / "python"), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-v", "-p", "no:cacheprovider", *words]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=PATIENCE_S
    )


def test_the_example_project_passes_and_finds_a_missing_bulge(tmp_path):
    for part in ("pyproject.toml", "stranger", "tests"):
        source = PROJECT / part
        files = [source] if source.is_file() else sorted(source.glob("*.py"))
        for file in files:
            target = tmp_path / file.relative_to(PROJECT)
            target.parent.mkdir(exist_ok=True)
            target.write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    done = project(tmp_path)
    assert done.returncode == 0, done.stdout
    assert "13 passed, 2 xfailed" in done.stdout
    path = tmp_path / "stranger" / "propagator.py"
    text = path.read_text(encoding="utf-8")
    planted = text.replace("1.5 * j2 *", "0.0 * j2 *")
    assert planted != text
    path.write_text(planted, encoding="utf-8")
    done = project(tmp_path, "-k", "jacobi or without_air or ellipse or axis")
    failed = {line.split("[")[1].split("]")[0] for line in done.stdout.splitlines() if line.startswith("FAILED")}
    assert failed == {"keeps_the_jacobi_integral", "agrees_without_air"}


@pytest.mark.parametrize("states", [3, 4, 5, 8, 9])
def test_velocities_are_summed_exactly_up_to_parabolas(states):
    time_s = np.sort(np.random.default_rng(states).uniform(0.0, 1.0, states))
    position = np.column_stack([time_s**3, time_s**2, time_s])
    velocity = np.column_stack([3.0 * time_s**2, 2.0 * time_s, np.ones(states)])
    laws.assert_velocity_is_slope(time_s, position, velocity, slack_m=1e-12)
    with pytest.raises(AssertionError, match="velocities lead"):
        laws.assert_velocity_is_slope(time_s, position, velocity + 1e-3, slack_m=1e-5)
