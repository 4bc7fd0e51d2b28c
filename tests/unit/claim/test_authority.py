"""Whose claim a sentence is: another authority's record does not decide it; what was not understood is said first."""

import pytest
from record_table import line, write

import intercept as ic
from intercept.claim.authority import claimant, is_other


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    rows = [
        line(f"2025-0{month}-09 01:00", f"2025-0{month}-09 08:00", launched="728", destroyed="296", source=f"{month}")
        for month in range(1, 9)
    ]
    return ic.record.read_record(write(tmp_path_factory.mktemp("record"), *rows))


@pytest.mark.parametrize(
    ("sentence", "country"),
    [
        ("Russian air defence shot down 155 Ukrainian drones overnight", "Russia"),
        ("The Russian defence ministry said 251 drones were destroyed", "Russia"),
        ("155 Ukrainian drones were shot down", "Russia"),
        ("Israel intercepted 99 % of 170 drones", "Israel"),
        ("Iran fired 550 ballistic missiles; Israel said 86 percent were intercepted", "Israel"),
        ("Iran launched 170 drones, 99 % were intercepted", "a country that Iran attacked"),
        ("UAE engaged 16 ballistic missiles and 117 drones", "United Arab Emirates"),
        ("Ukraine's air force said it shot down 40 of 50 Russian drones", "Ukraine"),
        ("Ukraine shot down 40 of 50 Iranian drones", "Ukraine"),
        ("Russia launched 50 drones, 40 were shot down", ""),
        ("Russian forces hit Ukraine with 100 drones, of which 90 were shot down", ""),
        ("40 of 50 drones were shot down", ""),
    ],
)
def test_who_claims_is_read_from_the_sentence(sentence, country):
    assert claimant(sentence) == country


def test_a_record_is_of_its_own_authority_alone():
    assert is_other("Russia", "Ukrainian Air Force")
    assert is_other("a country that Iran attacked", "Ukrainian Air Force")
    assert not is_other("a country that Iran attacked", "Ministry of Defence of the United Arab Emirates")
    assert not is_other("United Arab Emirates", "Ministry of Defence of the United Arab Emirates")
    assert is_other("Israel", "Ministry of Defence of the United Arab Emirates")
    assert not is_other("", "Ukrainian Air Force")
    assert not is_other("Ukraine", "Ukrainian Air Force")


@pytest.mark.parametrize(
    ("sentence", "whose"),
    [
        ("Russian air defence shot down 155 Ukrainian drones overnight", "of Russia;"),
        ("Israel intercepted 99 % of 170 drones", "of Israel;"),
        ("Iran launched 170 drones, 99 % were intercepted", "of a country that Iran attacked;"),
    ],
)
def test_the_claim_of_another_authority_is_only_compared(record, sentence, whose):
    check = ic.check_claim(sentence, record=record, date="2025-07-09")
    assert whose in " ".join(check.verdict.lines[:2])
    found = [finding for finding in check.findings if finding.section == "record"]
    assert {finding.grade for finding in found} == {"open", "noted"}
    assert "not_reconcilable" not in {finding.grade for finding in check.findings}
    assert "August 2025" not in " ".join(piece.understood for piece in check.reading.pieces)
    own = ic.check_claim("99 % of 170 drones were intercepted", record=record, date="2025-07-09")
    assert own.verdict.grade == "not_reconcilable"


@pytest.mark.parametrize(
    ("sentence", "unused"),
    [
        ("Of 50 drones, 40 were shot down and 4 are still in the air", "4"),
        ("40 of 50 drones were largely shot down", "largely"),
        ("1 of 50 drones got through, 49 did not", "49"),
    ],
)
def test_a_number_or_a_doubt_that_is_not_used_stands_in_the_second_line(sentence, unused):
    check = ic.check_claim(sentence)
    assert f"Not understood, and not used: {unused}." in check.verdict.lines[1]
    assert check.to_dict()["verdict"]["lines"][1] == check.verdict.lines[1]


@pytest.mark.parametrize("sentence", ["40 of 50 drones were shot down, 3 people were killed", "40 of 50 drones fell"])
def test_what_is_known_to_be_no_object_does_not_crowd_the_answer(sentence):
    assert not ic.check_claim(sentence).reading.doubtful


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("shot down 80 of 100 drones, including 50 Shaheds", "as part of the 80, all 50 had the same fate"),
        ("Two S-300 missiles and 20 drones were launched, 18 of which were destroyed.", '"18 of which" is read of all'),
    ],
)
def test_what_can_be_read_in_another_way_is_said_in_the_second_line(sentence, words):
    check = ic.check_claim(sentence)
    assert words in check.verdict.lines[1]
    assert check.to_dict()["reading"]["also_read"]
    assert not ic.check_claim("Of 100 drones, including 50 Shaheds, 80 were shot down").reading.either
