"""Ends of ensembles: those columns that are wanted, in their order, and the same values as of all."""

import re

import numpy as np
import pytest

import intercept as ic
from intercept.errors import InvalidParameterError

PLACE = (-0.785, -2.18, 40e3)
NAMES = ["time_s", "position_ecef_m", "velocity_ecef_m_s", "outcome", "steps"]


def falls(rows=40, **options):
    local = np.linspace(1.0, 2_000.0, rows)[:, None] * [0.5, 0.5, -0.7]
    given = {
        "position_ecef_m": ic.earth.geodetic_to_ecef(*PLACE)[0],
        "velocity_ecef_m_s": ic.earth.enu_vector_to_ecef(local, PLACE),
        "ballistic_coefficient_kg_m2": 3e3,
    }
    return ic.Ensemble(**(given | options))


@pytest.mark.parametrize("rows", [1, 40])
def test_only_what_is_wanted_comes_back(rows):
    bodies = falls(rows)
    whole = bodies.ends()
    assert list(whole) == NAMES
    assert [column.shape for column in whole.values()] == [(rows,), (rows, 3), (rows, 3), (rows,), (rows,)]
    for columns in (["time_s"], ("position_ecef_m", "time_s"), ["steps", "outcome"], NAMES[::-1], ["time_s"] * 2):
        part = bodies.ends(columns=columns)
        assert list(part) == list(dict.fromkeys(columns))
        assert all(np.array_equal(part[name], whole[name]) for name in part)


@pytest.mark.parametrize(
    "columns", [["time"], ["time_s", "apogee_m"], "time_s", [], [1], None, {"time_s": 1}, ["time_s", np.nan]]
)
def test_what_is_no_column_is_refused(columns):
    with pytest.raises(InvalidParameterError, match="columns"):
        falls().ends(columns=columns)


def test_a_wrong_name_is_told_the_right_ones():
    with pytest.raises(InvalidParameterError, match="time_s, position_ecef_m, velocity_ecef_m_s, outcome"):
        falls().ends(columns=["tims_s"])


def test_rows_that_cannot_fly_are_not_numbers_and_the_others_are_as_without_them():
    good, beta = falls(200), np.full(200, 3e3)
    beta[[0, 7, 199]] = [np.nan, -1.0, 0.0]
    whole, some = good.ends(), falls(200, ballistic_coefficient_kg_m2=beta).ends()
    bad = np.isin(np.arange(200), [0, 7, 199])
    assert (some["outcome"][bad] == ic.Outcome.INVALID).all()
    for name in NAMES[:3]:
        assert np.isnan(some[name][bad]).all()
        assert np.array_equal(some[name][~bad], whole[name][~bad])


def test_what_is_the_same_for_all_is_what_is_given_for_each():
    rows = 60
    bank = np.linspace(-1.0, 1.0, rows)
    for options in ({}, {"lift_to_drag": 1.5, "bank_rad": 0.4}, {"density_factor": 1.1}, {"bank_rad": bank}):
        short = falls(rows, **options)
        full = {name: np.array(getattr(short, name)) for name in options}
        long = falls(rows, position_ecef_m=np.array(short.position_ecef_m, order="C"), **full)
        for name, column in short.ends().items():
            assert np.array_equal(column, long.ends()[name])


def test_ends_are_those_of_the_trajectories():
    bodies = falls(40, lift_to_drag=np.linspace(0.0, 2.0, 40))
    flown, ends = ic.fly(bodies, tolerance_m=1e-6), bodies.ends(tolerance_m=1e-6)
    last = flown.offsets[1:].astype(int) - 1
    assert flown.outcome.tolist() == ends["outcome"].tolist()
    # Two ways of integrating, each within its tolerance a step.
    assert np.abs(flown.knots()["position_ecef_m"][last] - ends["position_ecef_m"]).max() < 1e-2


@pytest.mark.parametrize("kind", [ic.Outcome, ic.Event])
def test_every_member_has_its_meaning_in_the_help(kind):
    named = re.findall(r"[A-Z][A-Z_]+", str(kind.__doc__).partition("Attributes")[2].partition("Examples")[0])
    assert set(named) >= set(kind.__members__)
