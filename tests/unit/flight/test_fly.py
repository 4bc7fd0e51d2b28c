"""Flights of mixed kinds come back in the order given."""

from __future__ import annotations

import doctest
from dataclasses import dataclass

import numpy as np
import pytest

from intercept.earth.world import World
from intercept.errors import InvalidParameterError
from intercept.flight import fly as flying
from intercept.flight.ensemble import Ensemble
from intercept.flight.fly import fly
from intercept.scenario.compile import compile_plan
from intercept.scenario.model.scenario import Scenario


@dataclass(frozen=True)
class Stone:
    altitude_m: float

    @classmethod
    def fly_many(cls, flights, *, world, tolerance_m, threads):
        place = [[6_378_137.0 + flight.altitude_m, 0.0, 0.0] for flight in flights]
        bodies = Ensemble(position_ecef_m=place, velocity_ecef_m_s=[0.0, 0.0, 0.0], ballistic_coefficient_kg_m2=5000.0)
        return bodies.fly_rows(0, len(bodies), world=world, tolerance_m=tolerance_m, threads=threads)


class Pebble(Stone):
    pass


def test_rows_answer_flights_whatever_their_kinds():
    mixed = [Stone(1e3), Pebble(4e3), Stone(2e3), Pebble(3e3)]
    apogee_km = fly(mixed).table()["apogee_km"]
    np.testing.assert_allclose(apogee_km, [1, 4, 2, 3], atol=1e-6)
    alone = fly(mixed[1])
    assert len(alone) == 1
    assert alone.table()["flight_time_s"][0] == fly(mixed).table()["flight_time_s"][1]


@pytest.mark.parametrize("wrong", [[], (), "stone", 7, None, [Stone(1e3), 3], [Stone]])
def test_what_is_no_flight_is_told(wrong):
    with pytest.raises(InvalidParameterError, match="what"):
        fly(wrong)


def small_plan():
    return compile_plan(Scenario.from_file("examples/notional-small.toml"))


def test_a_plan_is_over_the_real_earth():
    plan = small_plan()
    assert len(fly(plan, world=World())) == len(plan)
    with pytest.raises(InvalidParameterError, match="world"):
        fly(plan, world=World(rotation_rate_rad_s=0.0))


def test_a_scenario_must_be_compiled_first():
    with pytest.raises(InvalidParameterError, match="must be a plan, an ensemble"):
        fly(Scenario.from_file("examples/notional-small.toml"))


def test_chunks_do_not_change_a_row(monkeypatch):
    bodies = Ensemble.perturbed(
        [6.4e6, 0.0, 0.0],
        [-300.0, 900.0, 0.0],
        ballistic_coefficient_kg_m2=4e3,
        rows=30,
        seed=1,
        velocity_sigma_m_s=50.0,
    )
    mixed = [Stone(1e3 + 10 * i) if i % 3 else Pebble(2e3 + 10 * i) for i in range(23)]
    flown = (small_plan(), mixed, bodies)
    monkeypatch.setattr(flying, "CHUNK_START", flying.CHUNK_MAX)
    whole = [fly(what) for what in flown]
    # One row a chunk.
    monkeypatch.setattr(flying, "CHUNK_MAX", 1)
    for before, what in zip(whole, flown, strict=True):
        after = fly(what, threads=1)
        assert not after.interrupted
        assert before.core.offsets().tobytes() == after.core.offsets().tobytes()
        for name, values in before.knots().items():
            assert values.tobytes() == after.knots()[name].tobytes()


class Interrupting(Stone):
    @classmethod
    def fly_many(cls, flights, *, world, tolerance_m, threads):
        if any(flight.altitude_m > 3e3 for flight in flights):
            raise KeyboardInterrupt
        return super().fly_many(flights, world=world, tolerance_m=tolerance_m, threads=threads)


def test_ctrl_c_gives_the_rows_before_it_or_itself(monkeypatch):
    monkeypatch.setattr(flying, "CHUNK_MAX", 1)
    listed = [Interrupting(1e3 * i) for i in range(1, 8)]
    flown = fly(listed, threads=1)
    assert flown.interrupted
    np.testing.assert_allclose(flown.table()["apogee_km"], [1, 2, 3], atol=1e-6)
    with pytest.raises(KeyboardInterrupt):
        fly(listed[5:], threads=1)


def test_progress_goes_to_the_error_stream_where_asked_for(capsys):
    fly([Stone(1e3)] * 3)
    fly([Stone(1e3)] * 3, progress_bar=False)
    assert capsys.readouterr() == ("", "")
    fly([Stone(1e3)] * 3, progress_bar=True)
    out, err = capsys.readouterr()
    assert not out
    assert "flights" in err
    assert "3/3" in err
    for wrong in (1, "yes"):
        with pytest.raises(InvalidParameterError, match="progress_bar"):
            fly([Stone(1e3)], progress_bar=wrong)


def test_the_example_in_the_docstring_holds():
    failures, tried = doctest.testmod(flying)
    assert tried >= 5
    assert not failures
