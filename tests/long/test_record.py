"""The whole file of the public record: its published figures, every row in one night, every model known."""

import pytest
from nights import FASTEST, NIGHTS, PUBLISHED

from intercept.record.models import model_table
from intercept.record.night_scenario import claimed
from intercept.record.nights import DEFINITION_CHANGE


@pytest.mark.parametrize("published", PUBLISHED, ids=lambda row: row["date"])
def test_nights_of_the_file_have_the_published_figures(record, published):
    night = record.night(published["date"])
    assert night.drones.launched == int(published["drones_launched"])
    assert night.drones.did_not_hit == int(published["drones_did_not_hit"])
    assert night.missiles.launched == int(published["missiles_launched"])
    assert night.missiles.did_not_hit == int(published["missiles_did_not_hit"])
    assert 100 * night.headline.did_not_hit_rate == pytest.approx(float(published["all_did_not_hit_percent"]), abs=0.05)
    fastest = [totals for totals in night.classes if totals.name in FASTEST]
    assert sum(totals.launched for totals in fastest) == int(published["aeroballistic_and_hypersonic_launched"])
    assert sum(totals.destroyed for totals in fastest) == int(published["aeroballistic_and_hypersonic_destroyed"])


def test_destroyed_alone_tells_another_story_before_the_change(record):
    assert 100 * record.night("2025-07-09").headline.destroyed_rate == pytest.approx(41, abs=0.5)


def test_example_nights_are_the_file_s(record):
    assert record.file.sha256.startswith(NIGHTS["attribution"]["sha256_begins"]), "another version of the file"
    for night in NIGHTS["nights"]:
        assert claimed(record.night(night["date"])) == night["claimed"]


def test_every_row_is_in_one_night_and_every_model_is_known(record):
    assert len(record.file.rows) == 3347
    assert [problem.line for problem in record.file.problems] == [1382, 2003, 3240]
    assert sorted(row.line for night in record.nights for row in (*night.rows, *night.regional)) == sorted(
        row.line for row in record.file.rows
    )
    assert record.unmapped == ()
    names = {name for row in record.file.rows for name in row.model.model.split(" and ")}
    assert set(model_table()) - names == set(), "the table of models has names that the file does not"


def test_claims_vary_far_more_than_coin_tosses(record):
    # Pearson dispersion: sum of (k - n p)^2 / (n p (1 - p)) over raids, divided by their number less one.
    drones = [night.drones for night in record.nights if night.date >= DEFINITION_CHANGE]
    raids = [(totals.launched, totals.did_not_hit) for totals in drones if (totals.launched or 0) >= 50]
    pooled = sum(k for _, k in raids) / sum(n for n, _ in raids)
    statistic = sum((k - n * pooled) ** 2 / (n * pooled * (1 - pooled)) for n, k in raids)
    assert statistic / (len(raids) - 1) == pytest.approx(13.5, abs=0.5)
