"""The model of claimed rates: it finds known curves, looks at nothing later, and refuses what it cannot answer."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from rates_record import FIRST, lines
from record_table import NIGHT, line, write
from scipy.optimize import minimize
from scipy.stats import betabinom

import intercept as ic
from intercept.errors import InvalidParameterError, RecordError
from intercept.record.rates.curve import Prior, fit_curve
from intercept.record.rates.model import checked
from intercept.record.rates.observed import Observed, observed
from intercept.record.rates.tasks import read_tasks

ROWS = lines()


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    return ic.record.read_record(write(tmp_path_factory.mktemp("record"), *ROWS))


def drawn(size=4000, seed=1):
    random = np.random.default_rng(seed)
    n = random.integers(5, 400, size)
    x = np.log(n) - np.median(np.log(n))
    mean, s = 1 / (1 + np.exp(-(1.0 + 0.4 * x))), np.exp(2.0 + 0.3 * x)
    k = random.binomial(n, random.beta(mean * s, (1 - mean) * s))
    return Observed(np.arange(size), n, k)


def test_a_known_curve_is_found_again():
    found = fit_curve(drawn(), 4000, 1e9, Prior((0, 0, 0, 0), (1e-6,) * 4))
    assert found.coefficients == pytest.approx((1.0, 0.4, 2.0, 0.3), abs=0.06)


def test_the_fit_is_the_maximum_of_the_likelihood_that_scipy_finds_another_way():
    seen, half_life, day = drawn(300), 80.0, 310
    prior = Prior((0.5, 0.0, 1.0, 0.0), (0.2, 1.0, 0.3, 1.0))
    weight = np.exp2(-(day - seen.day) / half_life)
    x = np.log(seen.launched) - np.median(np.log(seen.launched))

    def objective(c):
        mean, s = 1 / (1 + np.exp(-(c[0] + c[1] * x))), np.exp(np.clip(c[2] + c[3] * x, -5, 12))
        likelihood = weight @ betabinom.logpmf(seen.did_not_hit, seen.launched, mean * s, (1 - mean) * s)
        return 0.5 * np.array(prior.penalty) @ (c - np.array(prior.centre)) ** 2 - likelihood

    other = minimize(
        objective, np.zeros(4), method="Nelder-Mead", options={"xatol": 1e-7, "fatol": 1e-9, "maxiter": 4000}
    )
    found = fit_curve(seen, day, half_life, prior)
    # Weights below 1e-5 are left out of the fit.
    assert found.coefficients == pytest.approx(tuple(other.x), abs=2e-3)


def test_without_size_both_slopes_stay_at_their_centre():
    found = fit_curve(drawn(500), 500, 1e9, Prior((0, 0, 0, 0), (0.01,) * 4, by_size=False))
    a, b = found.shapes([10, 300])
    assert a[0] == pytest.approx(a[1])
    assert b[0] == pytest.approx(b[1])


@pytest.mark.parametrize("cut", [30, 77, 119])
def test_nothing_later_is_looked_at(record, tmp_path, cut):
    day = FIRST + timedelta(days=cut)
    kept = [row for row in ROWS if row.split(",")[1][:10] < str(day)]
    earlier = ic.record.read_record(write(tmp_path, *kept))
    composition = {"drone": 70, "subsonic_cruise": 8, "ballistic": 3}
    whole, part = (ic.record.fit(each).predict(composition, day) for each in (record, earlier))
    assert whole.to_dict() == part.to_dict()
    frozen = ic.record.fit(record, until=day, mode="frozen").predict(composition, day + timedelta(days=40))
    again = ic.record.fit(earlier, until=day, mode="frozen").predict(composition, day + timedelta(days=40))
    assert frozen.to_dict() == again.to_dict()


def test_a_prediction_says_what_it_rests_on(record):
    found = ic.record.fit(record).predict({"drone": 500, "srbm": 2}, "2030-05-01")
    assert found.seen_until == date(2030, 4, 30)
    assert found.beyond == ("drone",)
    assert found.total.n == 502
    assert sum(found.total.pmf) == pytest.approx(1.0)
    assert found.classes["drone"].mean / 500 > found.classes["srbm"].mean / 2
    assert "500 of class drone are more than the record held on any date" in found.words


def test_regional_excluded_and_blank_rows_teach_nothing(tmp_path):
    read = ic.record.read_record(
        write(
            tmp_path,
            line(*NIGHT, model="Shahed-136/131", launched="100", destroyed="60", not_reach_goal="20"),
            line(
                "2025-10-05",
                "2025-10-05",
                model="Shahed-136/131",
                launched="7",
                destroyed="7",
                target="south",
                source="PvKPivden/1",
            ),
            line("2025-10-05 13:00", "2025-10-05 15:00", model="Shahed-136/131", launched="10", destroyed="1"),
            line(*NIGHT, model="Kalibr", destroyed=""),
            line(*NIGHT, model="Unknown UAV"),
            line(*NIGHT, model="C-400 and Iskander-M", launched="6", destroyed="1"),
            line(*NIGHT, model="Iskander-M", launched="2", destroyed="0"),
            line(*NIGHT, model="Ballistic Missile", launched="2", destroyed="0"),
        )
    )
    found = observed(read)
    assert {name: (one.launched.tolist(), one.did_not_hit.tolist()) for name, one in found.items() if len(one)} == {
        "drone": ([110], [81]),
        "srbm": ([2], [0]),
        "ballistic": ([8], [1]),
    }


@pytest.mark.parametrize(
    ("composition", "words"),
    [
        ({}, "composition"),
        ({"drones": 5}, 'composition = "drones" is not allowed'),
        ({"drone": 0}, r"composition\[.drone.\] = 0"),
        ({"drone": 1.5}, r"composition\[.drone.\] = 1.5"),
        ({"drone": 20_001}, "20,?000"),
        ({"srbm": 1, "ballistic": 2}, "ballistic holds srbm"),
        ([("drone", 4)], "a mapping"),
    ],
)
def test_what_is_no_composition_is_refused(record, composition, words):
    with pytest.raises(InvalidParameterError, match=words):
        ic.record.fit(record).predict(composition, "2030-05-01")


def test_names_of_classes_compare_without_case(tmp_path):
    file = tmp_path / "tasks.csv"
    file.write_text("date,class,n\n2025-02-01,Drone,5\n2025-02-01,SRBM,2\n", encoding="utf-8")
    assert [(task.name, task.n) for task in read_tasks(file)] == [("drone", 5), ("srbm", 2)]
    with pytest.raises(InvalidParameterError, match="each class once"):
        checked({"Drone": 5, "drone": 2})


def test_what_cannot_be_learnt_or_is_no_date_is_refused(record):
    model = ic.record.fit(record)
    with pytest.raises(RecordError, match="holds no supersonic_cruise before 2030-05-01"):
        model.predict({"supersonic_cruise": 2}, "2030-05-01")
    with pytest.raises(RecordError, match="holds no drone before 2029-01-01"):
        model.predict({"drone": 2}, "2029-01-01")
    with pytest.raises(InvalidParameterError, match="day = 20 is not allowed"):
        model.predict({"drone": 2}, 20)
    with pytest.raises(InvalidParameterError, match="the model is frozen there"):
        ic.record.fit(record, until="2030-04-01", mode="frozen").predict({"drone": 2}, "2030-03-01")
    with pytest.raises(InvalidParameterError, match='until = "2030-04-01" is not allowed: must be left out, or given'):
        ic.record.fit(record, until="2030-04-01")
    with pytest.raises(InvalidParameterError, match='mode = "thawed"'):
        ic.record.fit(record, mode="thawed")
    with pytest.raises(InvalidParameterError, match="record = 3"):
        ic.record.fit(3)


def test_the_back_test_scores_each_night_from_earlier_ones(record):
    found = ic.record.backtest(record, first="2030-04-01", last="2030-04-30")
    assert list(found.table["class"]) == ["drone", "subsonic_cruise", "srbm", "ballistic", "total"]
    # Of ten and seven dates with missiles, two have both kinds.
    assert found.table["nights"].tolist() == [30, 10, 7, 7, 15]
    model = ic.record.fit(record)
    of_date: dict[str, dict[str, dict[str, float]]] = {}
    for row in found.nights.records():
        of_date.setdefault(row["date"], {})[row["class"]] = row
    for day, rows in of_date.items():
        apart = {name: int(row["n"]) for name, row in rows.items() if name not in {"srbm", "total"}}
        predicted = model.predict(apart, day)
        for name in apart:
            assert rows[name]["log_score"] == predicted.classes[name].log_score(int(rows[name]["did_not_hit"]))
        assert ("total" in rows) is (len(apart) > 1)
        if "total" in rows:
            down = sum(int(rows[name]["did_not_hit"]) for name in apart)
            assert (rows["total"]["n"], rows["total"]["did_not_hit"]) == (predicted.total.n, down)
            assert rows["total"]["log_score"] == pytest.approx(predicted.total.log_score(down))
        for row in rows.values():
            assert sum(row[f"pit_{place}"] for place in range(1, 5)) == pytest.approx(1.0)
    assert "drone: " in found.words
    assert "total: " in found.words
    told = []
    ic.record.backtest(record, first="2030-04-29", on_progress=lambda *each: told.append(each))
    assert told == [("nights", done, len(told)) for done in range(1, len(told) + 1)]
    with pytest.raises(InvalidParameterError, match='first = "2030-05-02" is not allowed'):
        ic.record.backtest(record, first="2030-05-02", last="2030-05-01")
    with pytest.raises(RecordError, match="no night from 2029"):
        ic.record.backtest(record, first="2029-01-02", last="2029-05-01")
