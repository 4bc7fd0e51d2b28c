"""Models of one class are kinds of their own: each is held against its own rows, and a class is their sum."""

import pytest
from record_table import line, write

import intercept as ic
from intercept.claim import kinds
from intercept.claim.makes import MAKES
from intercept.claim.of_record import mixed_with, totals_of
from intercept.claim.reading import by_class
from intercept.record.models import classify, model_table

NIGHTS = {
    "2025-11-19": [("X-101/X-555", 40, 34), ("Kalibr", 7, 7), ("Iskander-M", 1, 0)],
    "2025-12-13": [("Kalibr", 16, 9), ("Iskander-K", 5, 4), ("Iskander-M/KN-23", 5, 0)],
    "2025-12-20": [("X-101/X-555 and Kalibr", 12, 10), ("Kalibr", 2, 1)],
}


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    lines = [
        line(f"{day} 01:00", f"{day} 08:00", model=model, launched=str(n), destroyed=str(k), source=f"{day}-{model}")
        for day, rows in NIGHTS.items()
        for model, n, k in rows
    ]
    return ic.record.read_record(write(tmp_path_factory.mktemp("record"), *lines))


@pytest.mark.parametrize(
    ("sentence", "date", "grade", "words"),
    [
        (
            "34 of 40 Kh-101 missiles and all 7 Kalibr missiles were shot down",
            "2025-11-19",
            "agrees",
            ["34 of 40 Kh-101 missiles (85.0 %)", "7 of 7 Kalibr missiles (100.0 %)"],
        ),
        ("7 of 7 Kalibr missiles were shot down", "2025-11-19", "agrees", ["7 of 7 Kalibr missiles (100.0 %)"]),
        ("41 of 47 subsonic cruise missiles were shot down", "2025-11-19", "agrees", ["41 of 47 subsonic cruise"]),
        ("7 of 40 Kh-101 missiles were shot down", "2025-11-19", "not_reconcilable", ["34 of 40 Kh-101"]),
        (
            "Russia launched 16 Kalibr and 5 Iskander-K; 9 Kalibr and 4 Iskander-K were shot down",
            "2025-12-13",
            "agrees",
            ["9 of 16 Kalibr missiles", "4 of 5 Iskander-K missiles"],
        ),
        ("0 of 5 Iskander-M/KN-23 were shot down", "2025-12-13", "agrees", ["0 of 5 Iskander-M missiles and KN-23"]),
        # A row that does not tell the models apart decides nothing of one of them.
        ("8 of 10 Kh-101 were shot down", "2025-12-20", "open", ["does not say how many Kh-101"]),
        ("5 of 8 Kalibr were shot down", "2025-12-20", "open", ["12 more may be of these"]),
    ],
)
def test_a_model_is_held_against_its_own_rows(record, sentence, date, grade, words):
    check = ic.check_claim(sentence, record=record, date=date)
    night = [finding for finding in check.findings if finding.of == "night"]
    told = " ".join(finding.told for finding in check.findings)
    assert {finding.grade for finding in night} >= {grade}
    if grade == "agrees":
        assert {finding.grade for finding in night} == {"agrees"}
    assert all(word in told for word in words)


def test_ranks_nearest_nights_and_the_model_count_models_by_their_class(record):
    check = ic.check_claim("the largest attack, 40 Kh-101 and 7 Kalibr", record=record, date="2025-11-19")
    assert "47 subsonic cruise missiles are the most" in " ".join(check.verdict.lines)
    alike = ic.check_claim("9 of 16 Kalibr and 4 of 5 Iskander-K were shot down", record=record, nearest=1)
    (nearest,) = alike.nights
    assert (str(nearest.night.date), nearest.distance) == ("2025-12-13", 0.0)


def test_every_model_is_of_a_class_of_the_record_and_none_is_lost():
    for name, make in MAKES.items():
        assert kinds.coarse([name]) == (make.threat_class,)
        assert kinds.within([name], [make.threat_class])
        for other in make.recorded:
            assert classify(other).threat_class == make.threat_class
    by_name = {name for make in MAKES.values() for name in make.recorded}
    several = {row.threat_class for row in model_table().values() if row.model in by_name}
    named = {row.model for row in model_table().values() if row.threat_class in several}
    assert named <= by_name


def test_the_rows_of_the_models_make_those_of_the_class(record):
    for night in record.dates:
        whole = totals_of(night, ["subsonic_cruise"]).launched or 0
        own = [name for name, make in MAKES.items() if make.threat_class == "subsonic_cruise"]
        assert totals_of(night, own).launched == (whole or None)
        alone = sum(totals_of(night, [name]).launched or 0 for name in own)
        mixed = max(mixed_with(night, [name]) for name in own)
        assert alone + mixed == whole


def test_models_are_left_out_where_their_class_has_its_own_number():
    reading = ic.check_claim("41 of 47 subsonic cruise missiles, including 7 Kalibr, were shot down").reading
    assert [group.label for group in by_class(reading.groups)] == ["47 subsonic cruise missiles"]
