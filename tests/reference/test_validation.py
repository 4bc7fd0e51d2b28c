"""Every check against outside truth, from the package's tables; and that the tables are what their SOURCE.md says."""

import hashlib
import re

import numpy as np
import pytest
from checks_made import failures
from nesc_oracle import fly

from intercept.validation import Library, case_names, run
from intercept.validation.cases.nesc import BALLISTIC_COEFFICIENT_KG_M2, FOOT_M, SETUPS, SHEAR, STEADY
from intercept.validation.tables import data_path, read_columns

TABLES = Library()
DATA = data_path(".")
FILES = sorted(path for path in DATA.rglob("*") if path.suffix in {".csv", ".dat"})
SETS = sorted(path.name for path in DATA.iterdir() if path.is_dir() and not path.name.startswith("_"))


@pytest.mark.parametrize("case", case_names(TABLES))
def test_case_from_the_package_s_tables(case):
    checks = run(case, library=TABLES)
    assert checks
    assert not failures(checks)
    assert not [check for check in checks if "long series" in check.source]


def described(path):
    return (path.parent / "SOURCE.md").read_text(encoding="utf-8")


def test_every_table_is_the_described_one():
    assert not [path for path in FILES if hashlib.sha256(path.read_bytes()).hexdigest() not in described(path)]


def test_every_table_has_at_most_50_rows():
    assert not [path for path in FILES if len(path.read_text(encoding="utf-8").splitlines()) > 51]


def test_every_set_has_a_source_with_a_tolerance():
    sources = {name: (DATA / name / "SOURCE.md").read_text(encoding="utf-8") for name in SETS}
    assert not [name for name, text in sources.items() if "**Tolerance**" not in text]
    told = re.compile(r"\*\*(Document|Formulas|Author|File|Level turn)\*\*")
    assert not [name for name, text in sources.items() if not told.search(text)]


def test_the_ballistic_coefficient_is_that_of_the_vehicle():
    assert abs(BALLISTIC_COEFFICIENT_KG_M2 - 8000.40) < 0.005


# Winds from the west (m/s) at a height (m) of the windy cases.
WINDS = {"07": lambda _: STEADY[0][1], "08": lambda height: np.interp(height, *zip(*SHEAR, strict=True))}


def oracle(setup):
    """The case by the slow oracle."""
    world = setup.world
    sphere = world.sphere_radius_m
    start = np.array([(sphere or 6378137.0) + setup.altitude_m, 0.0, 0.0])
    beta = np.inf if world.air is not None else BALLISTIC_COEFFICIENT_KG_M2
    planet = {"sphere_m": sphere, "rate": setup.rotation_rate_rad_s, "beta": beta, "wind": WINDS.get(setup.number)}
    if world.j2 is not None:
        planet["j2"] = world.j2
    return fly(start, setup.velocity_uen_m_s, **planet)


@pytest.fixture(scope="module", params=SETUPS, ids=lambda setup: setup.number)
def flown_by_the_oracle(request):
    return request.param, *oracle(request.param)


def in_rotating_axes(vectors, angle):
    cos, sin, zero = np.cos(angle), np.sin(angle), np.zeros(len(angle))
    turn = np.array([[cos, sin, zero], [-sin, cos, zero], [zero, zero, zero + 1]])
    return np.einsum("ijn,nj->ni", turn, vectors)


def test_case_agrees_with_a_slow_oracle_in_other_axes(flown_by_the_oracle):
    setup, time, position, _ = flown_by_the_oracle
    ours, _ = setup.fly(tolerance_m=1e-7).sample(0, time)
    theirs = in_rotating_axes(position, setup.rotation_rate_rad_s * time)
    # Fourth-order steps of 20 ms, one of them across the edge of a wind's or the air's layer.
    assert np.linalg.norm(ours - theirs, axis=1).max() < 1e-6


def written(path, time, position, velocity, *, off_m=0.0):
    path.parent.mkdir(exist_ok=True)
    names = ["time", *(f"ei{kind}_{axis}" for kind in ("Position_ft", "Velocity_ft_s") for axis in "XYZ")]
    rows = np.column_stack([time, (position + np.array([off_m, 0.0, 0.0])) / FOOT_M, velocity / FOOT_M])
    np.savetxt(path, rows, delimiter=",", header=",".join(names), comments="", fmt="%.12g")


def test_a_series_put_into_the_folder_is_run(flown_by_the_oracle, tmp_path):
    setup, time, position, velocity = flown_by_the_oracle
    name = f"nesc-{setup.number}"
    assert (name in case_names(Library(tmp_path))) == setup.table
    written(tmp_path / f"nesc/Atmos_{setup.number}_sim_04.csv", time, position, velocity)
    checks = run(name, library=Library(tmp_path))
    assert [check.unit for check in checks] == ["m", "m/s"]
    assert "long series, 301 rows" in checks[0].source
    assert not failures(checks)


@pytest.mark.parametrize("setup", [s for s in SETUPS if s.table], ids=lambda setup: setup.number)
def test_a_series_further_off_than_the_tolerance_fails(setup, tmp_path):
    table = read_columns(data_path(f"nesc/case_{setup.number}_sim_04.csv"))
    position, velocity = (
        FOOT_M * np.column_stack([table[f"ei{kind}_{axis}"] for axis in "XYZ"])
        for kind in ("Position_ft", "Velocity_ft_s")
    )
    series = tmp_path / f"nesc/Atmos_{setup.number}_sim_04.csv"
    written(series, table["time"], position, velocity, off_m=1.5 * setup.tolerance_m)
    assert [check.passed for check in run(f"nesc-{setup.number}", library=Library(tmp_path))] == [False, True]
