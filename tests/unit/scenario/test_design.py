"""Vectors of what is not known: by name, stratified, independent by scramble, the same whatever else there is."""

import csv
from importlib import resources

import numpy as np
import pytest
from tree import ROOT

import intercept as ic
from intercept.catalogue.catalogue import Catalogue
from intercept.errors import InvalidParameterError
from intercept.scenario.columns import columns_of
from intercept.scenario.compile import compile_vectors, design_of
from intercept.scenario.design import Design
from intercept.scenario.prepare import prepare
from intercept.scenario.unknowns import COMMON_KILL, INNER, KILL, UNUSED

SMALL = ROOT / "examples" / "notional-small.toml"
SETTINGS = {"seed": 3, "scrambles": 2, "points": 4, "vectors": 8}


@pytest.fixture(scope="module")
def prepared():
    return prepare(ic.Scenario.from_file(SMALL))


@pytest.fixture(scope="module")
def design(prepared):
    return design_of(prepared, trajectories=None, **SETTINGS)


def changed(scenario, key, value):
    return prepare(scenario.replace(key, value))


def every(design, name):
    """Return u of a column by scramble, shape (scrambles, points vectors)."""
    rows = [
        [design.of_geometry(scramble, point).u[name] for point in range(design.points)]
        for scramble in range(design.scrambles)
    ]
    return np.array(rows).reshape(design.scrambles, -1)


def test_each_column_is_evenly_spread_in_each_scramble(design):
    for column in design.columns:
        for row in every(design, column.name):
            u = row[:: design.vectors] if column.level == "geometry" else row
            assert sorted(np.floor(u * len(u)).astype(int).tolist()) == list(range(len(u))), column.name


def test_inner_columns_are_evenly_spread_within_each_geometry(design):
    for column in design.columns:
        u = design.of_geometry(1, 2).u[column.name]
        if column.level == "inner":
            assert sorted(np.floor(u * 8).astype(int).tolist()) == list(range(8)), column.name
        else:
            assert len(set(u.tolist())) == 1


def test_more_points_begin_with_the_fewer(prepared, design):
    more = design_of(prepared, trajectories=None, **{**SETTINGS, "points": 16})
    for point in range(4):
        for name, u in design.of_geometry(0, point).u.items():
            assert np.array_equal(more.of_geometry(0, point).u[name], u)


def test_one_more_unit_or_class_leaves_all_other_columns(prepared, design):
    here = {"east_km": 0.0, "north_km": 0.0}
    unit = {"name": "another", "class": "upper_tier", "position": here}
    more = design_of(changed(prepared.scenario, "fire_units", [unit]), trajectories=None, **SETTINGS)
    assert {c.name for c in more.columns} > {c.name for c in design.columns}
    for name, u in design.of_geometry(1, 3).u.items():
        assert np.array_equal(more.of_geometry(1, 3).u[name], u), name


def test_a_class_of_ones_own_has_independent_columns(prepared):
    here = {"east_km": 0.0, "north_km": 0.0}
    scenario = prepared.scenario.replace("classes", {"defence": {"mine": {"base": "short_range_sam"}}})
    units = [{"name": n, "class": n, "position": here} for n in ("mine", "short_range_sam")]
    own = design_of(changed(scenario, "fire_units", units), trajectories=None, **{**SETTINGS, "points": 64})
    mine, theirs = (every(own, f"defence.{name}.{KILL}").ravel() for name in ("mine", "short_range_sam"))
    # Independent columns of 1,024 have a correlation within 4 / sqrt(1,024).
    assert abs(np.corrcoef(mine, theirs)[0, 1]) < 0.125


def test_scrambles_are_independent(prepared):
    many = design_of(prepared, trajectories=None, **{**SETTINGS, "points": 64})
    one, other = every(many, f"defence.short_range_sam.{KILL}")
    assert abs(np.corrcoef(one, other)[0, 1]) < 4.0 / np.sqrt(512)


def test_mixed_vectors_are_drawn_again_in_the_columns_named_alone_and_independently(design):
    names = {"decision.decision_time_s", "sensor.surveillance_radar.antenna_height_m"}
    own, mixed = design.of_geometry(1, 2), design.mixed(1, 2, names)
    assert (mixed.first, mixed.count, mixed.route) == (own.first, own.count, 0)
    assert {name for name, u in own.u.items() if not np.array_equal(u, mixed.u[name])} == names
    assert len(set(mixed.u["sensor.surveillance_radar.antenna_height_m"].tolist())) == 1
    # That of a scramble which no geometry of the design has.
    every_u = {
        float(u)
        for s in range(design.scrambles)
        for p in range(design.points)
        for u in design.of_geometry(s, p).u["decision.decision_time_s"]
    }
    assert not every_u & set(mixed.u["decision.decision_time_s"].tolist())
    assert design.mixed(1, 2, (), 1).route == 1


def test_mixed_kill_probabilities_stay_correlated(prepared):
    correlated = changed(prepared.scenario, "decision.kill_correlation", 0.6)
    made = design_of(correlated, trajectories=None, **SETTINGS)
    kills = [f"defence.{n}.{KILL}" for n in ("short_range_sam", "radar_gun")]
    own, mixed = made.of_geometry(0, 0), made.mixed(0, 0, {COMMON_KILL})
    # Another common factor moves all of them, though none of their own numbers is another.
    assert all(not np.array_equal(own.u[name], mixed.u[name]) for name in kills)


def test_what_nothing_uses_is_not_drawn(prepared, design):
    names = {column.name for column in design.columns}
    assert not [name for name in names if name.rpartition(".")[2] in UNUSED]
    # Optical posts are not in this theatre, and of listening sites only the range against what flies counts.
    assert not [name for name in names if "optical_post" in name]
    assert "sensor.acoustic_network.detection_range_piston_drone_km" in names
    assert "sensor.acoustic_network.detection_range_small_drone_km" not in names
    assert not [name for name in names if name.startswith("raid.jam_share")]
    fixed = changed(prepared.scenario, "decision.decision_time_s", 10.0)
    assert names - {c.name for c in columns_of(fixed, ["subsonic_cruise"])} >= {"decision.decision_time_s"}


def test_rounds_that_every_site_states_are_not_drawn(prepared):
    here = {"east_km": 0.0, "north_km": 0.0}
    unit = {"name": "u", "class": "long_range_sam", "position": here, "rounds": 8, "doctrine": {"salvo": 2}}
    names = {c.name for c in columns_of(changed(prepared.scenario, "fire_units", [unit]), ["subsonic_cruise"])}
    assert "defence.long_range_sam.ready_rounds" not in names
    assert "defence.long_range_sam.shots_per_target" not in names
    assert "defence.long_range_sam.channels" in names


def test_kill_probabilities_correlate_as_stated(prepared):
    correlated = changed(prepared.scenario, "decision.kill_correlation", 0.6)
    made = design_of(correlated, trajectories=None, **{**SETTINGS, "points": 128})
    assert COMMON_KILL in {column.name for column in made.columns}
    one, other = (every(made, f"defence.{n}.{KILL}").ravel() for n in ("short_range_sam", "radar_gun"))
    # The rank correlation of a Gaussian copula: 6/pi asin(r/2).
    expected = 6.0 / np.pi * np.arcsin(0.3)
    assert np.corrcoef(one, other)[0, 1] == pytest.approx(expected, abs=0.06)
    # Each class alone is as it was: uniform.
    assert np.mean(one) == pytest.approx(0.5, abs=0.01)
    assert np.var(one) == pytest.approx(1.0 / 12.0, rel=0.05)


def test_latin_hypercubes_have_one_number_in_each_part(prepared):
    made = design_of(prepared, trajectories=None, sampling="latin_hypercube", **{**SETTINGS, "points": 5, "vectors": 3})
    for column in made.columns:
        for row in every(made, column.name):
            u = row[:: made.vectors] if column.level == "geometry" else row
            assert sorted(np.floor(u * len(u)).astype(int).tolist()) == list(range(len(u)))


def test_points_of_ones_own_are_used_and_others_stay_likely(prepared):
    name = f"defence.radar_gun.{KILL}"
    u = np.linspace(0.01, 0.99, 16)
    settings = {"seed": 1, "scrambles": 2, "points": 1, "vectors": 8}
    made = design_of(prepared, trajectories=None, sampling={name: u}, **settings)
    assert np.array_equal(made.of_geometry(1, 0).u[name], u[8:])
    plan = compile_vectors(prepared, made.of_geometry(1, 0), 1)
    gun = plan.units.class_names.index("radar_gun")
    assert np.all(np.diff(plan.chances.kill_probability[:, gun]) > 0.0)
    assert np.ptp(plan.chances.decision_time_s) == 0.0
    assert plan.chances.decision_time_s[0] == prepared.scenario.decision.decision_time_s.mode


@pytest.mark.parametrize(
    ("sampling", "settings", "message"),
    [
        (
            "random",
            {},
            r'"random" is not allowed: must be a mapping .*, or one of sobol, latin_hypercube',
        ),
        ({"x": [0.5]}, {}, 'column of sampling = "x"'),
        ({"availabilty": [0.5]}, {}, r'"availabilty" is not .* one of \d+ names; did you mean \w+\.\w+\.avail'),
        ({"luck": [0.5]}, {}, r'"luck" is not allowed: must be one of \d+ names, such as [^,]+, [^,]+, [^,]+$'),
        ({"decision.decision_time_s": [0.5]}, {}, r"of shape \(1,\) is not allowed: must be \(64,\)"),
        ({"decision.decision_time_s": np.full(64, 1.0)}, {}, "must lie between 0 and 1"),
        (
            {"sensor.acoustic_network.detection_range_piston_drone_km": np.linspace(0.1, 0.9, 64)},
            {},
            "must be the same in each 8 vectors",
        ),
        ("sobol", {"points": 6}, "points = 6 is not allowed: must be a power of two"),
        ("sobol", {"vectors": 12}, "vectors = 12 is not allowed: must be a power of two"),
        ("sobol", {"points": 16_384}, "points x vectors = 16384 x 8 is not allowed: must be at most 65,536"),
        ("sobol", {"scrambles": 0}, "scrambles = 0"),
    ],
)
def test_wrong_designs_are_named(prepared, sampling, settings, message):
    with pytest.raises(InvalidParameterError, match=message):
        design_of(prepared, trajectories=None, sampling=sampling, **{**SETTINGS, **settings})


def test_the_table_of_dimensions_names_every_column_of_the_catalogue():
    """A row that names nothing would waste a dimension; a column without one would be spread by itself alone."""
    text = resources.files("intercept.catalogue").joinpath("data", "columns.csv").read_text(encoding="utf-8")
    listed = {(level, name) for level, name in list(csv.reader(text.splitlines()))[1:]}
    catalogue = Catalogue.load()
    wanted = {
        ("inner" if key in INNER else "geometry", f"{kind}.{name}.{key}")
        for kind in ("sensor", "defence")
        for name, generic in catalogue.of_kind(kind).items()
        for key, parameter in generic.parameters.items()
        if parameter.derived == "sourced" and key not in UNUSED
    }
    wanted |= {
        ("inner", f"raid.{share}.{name}") for share in ("failure_share", "jam_share") for name in catalogue.threats
    }
    wanted |= {("inner", f"decision.common_cause_share.{name}") for name in catalogue.defences}
    wanted |= {("inner", "decision.decision_time_s"), ("inner", COMMON_KILL), ("geometry", "decision.warning_up")}
    assert listed == wanted
    assert max(sum(level == each for level, _ in listed) for each in ("geometry", "inner")) <= 256


def test_a_design_needs_no_columns():
    empty = Design((), scrambles=1, points=1, vectors=2)
    assert dict(empty.of_geometry(0, 0).u) == {}
    assert len(empty) == 2
