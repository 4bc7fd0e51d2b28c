"""Claims against a record: that night, what is included, ranks, raids with as many, the last 90 days, no look ahead."""

import datetime as dt

import pytest
from record_table import line, write

import intercept as ic
from intercept.claim.of_record import counted, mixed_with, share_of, totals_of
from intercept.errors import InvalidParameterError

# Figures of the public record for four nights, with one made up before them.
NIGHTS = {
    "2025-01-10": [("Shahed-136/131", 100, 80, 5), ("X-47 Kinzhal", 6, 6, None)],
    "2025-06-29": [
        ("Shahed-136/131", 477, 211, 225),
        ("X-101/X-555", 46, 37, 1),
        ("Iskander-M", 7, 1, None),
        ("C-300", 3, 0, None),
        ("X-47 Kinzhal", 4, 0, None),
    ],
    "2025-07-09": [("Shahed-136/131", 728, 296, 415), ("X-47 Kinzhal", 6, 0, None)],
    "2025-09-07": [("Shahed-136/131", 810, 747, 0), ("X-101/X-555", 9, 4, None), ("Iskander-M", 4, 0, None)],
    "2025-09-28": [("Shahed-136/131", 593, 566, 0), ("X-101/X-555", 48, 45, None), ("X-47 Kinzhal", 2, 0, None)],
    "2025-10-05": [("Shahed-136/131", 496, 439, 0), ("X-101/X-555", 51, 38, None), ("X-47 Kinzhal", 2, 1, None)],
    "2025-12-27": [("Shahed-136/131", 90, 80, 0), ("X-47 Kinzhal and Iskander-M", 10, 6, None)],
}


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    lines = []
    for place, (day, rows) in enumerate(NIGHTS.items()):
        for row, (model, launched, destroyed, lost) in enumerate(rows):
            lines.append(
                line(
                    f"{day} 01:00",
                    f"{day} 08:00",
                    model=model,
                    launched=str(launched),
                    destroyed=str(destroyed),
                    not_reach_goal="" if lost is None else str(lost),
                    source=f"post{place}-{row}",
                )
            )
    return ic.record.read_record(write(tmp_path_factory.mktemp("record"), *lines))


def of_record(check):
    return [finding for finding in check.findings if finding.section == "record"]


def told(check):
    return " ".join(finding.told for finding in of_record(check))


def test_a_claim_of_a_night_is_held_against_its_own_figures(record):
    check = ic.check_claim("95 % of 643, hypersonic ones included", record=record, date="2025-09-28")
    assert "By the record 611 of 643 objects (95.0 %) did not hit" in told(check)
    assert "The record has 643 objects, as the claim has." in told(check)
    assert check.verdict.grade == "not_reconcilable"
    assert "By the record 0 of 2 hypersonic missiles did not hit: none is included" in check.verdict.lines[0]


def test_some_of_those_included_are_not_all(record):
    sentence = "87 % of 549 targets were intercepted, hypersonic ones included"
    check = ic.check_claim(sentence, record=record, date=dt.date(2025, 10, 5))
    assert "478 of 549 objects (87.1 %)" in told(check)
    assert 'Possible only if "hypersonic missiles included" means some of them: by the record 1 of 2' in told(check)
    absent = ic.check_claim("87 % of 549 targets, ballistic ones included", record=record, date="2025-10-05")
    assert "The record has no ballistic missiles that night" in told(absent)
    whole = ic.check_claim("85 % of 106 targets, hypersonic ones included", record=record, date="2025-01-10")
    assert "6 of 6 hypersonic missiles did not hit: all of them" in told(whole)


def test_both_definitions_are_given_and_the_word_decides(record):
    sentence = "711 of 728 drones neutralised, 296 of them shot down, 415 lost"
    check = ic.check_claim(sentence, record=record, date="2025-07-09")
    assert (
        "By the record 711 of 728 drones (97.7 %) did not hit, 296 (40.7 %) destroyed and 415 lost or jammed"
        in told(check)
    )
    assert {finding.grade for finding in of_record(check)} <= {"agrees", "open", "noted"}
    wrong = ic.check_claim("711 of 728 drones were shot down", record=record, date="2025-07-09")
    assert wrong.verdict.grade == "not_reconcilable"
    got = ic.check_claim("17 of 728 drones got through", record=record, date="2025-07-09")
    assert all(finding.grade != "not_reconcilable" for finding in of_record(got))


def test_a_share_without_a_number_takes_it_from_the_night(record):
    check = ic.check_claim("more than half of the ballistic missiles", record=record, date="2025-06-29")
    assert "By the record 1 of 10 ballistic missiles (10.0 %) did not hit" in told(check)
    assert check.verdict.grade == "not_reconcilable"


def test_numbers_of_another_night_are_not_reconcilable(record):
    sentence = "95 % of the more than 60 missiles and some 750 drones were intercepted"
    check = ic.check_claim(sentence, record=record, date="2025-10-05")
    assert "The record has 53 missiles, not 61 to 69; 496 drones, not 725 to 775" in check.verdict.lines[0]
    assert "478 of 549 missiles and drones (87.1 %)" in check.verdict.lines[1]


def test_the_largest_so_far_is_as_of_a_date(record):
    check = ic.check_claim("record night of 810 drones", record=record)
    assert check.verdict.grade == "agrees"
    assert "810 drones are the most to 2025-12-27: raids of 2025-09-07, 747 of 810 drones (92.2 %) did not hit" in told(
        check
    )
    assert ic.check_claim("record night of 728 drones", record=record).verdict.grade == "not_reconcilable"
    assert ic.check_claim("record night of 728 drones", record=record, date="2025-07-09").verdict.grade == "agrees"
    assert "No raid to 2025-12-27 had as many drones: the most are 810" in told(
        ic.check_claim("record night of 1,000 drones", record=record)
    )


def test_raids_with_as_many_are_counted_and_those_that_may_be(record):
    check = ic.check_claim("all 6 hypersonic missiles were intercepted", record=record)
    had = "2 dates, day raids added, had 6 or more hypersonic missiles"
    assert f"{had} (on 1 more there may have been, in rows that mix kinds)" in told(check)
    assert "on 1 of them all were intercepted (50 %, 90 % interval 3 to 97 %)" in told(check)
    none = ic.check_claim("5 of 900 drones were shot down", record=record)
    assert "No date in the record has 900 or more drones" in told(none)


def test_the_last_ninety_days_end_before_the_date(record):
    check = ic.check_claim("95 % of 643", record=record, date="2025-09-28")
    (finding,) = (one for one in of_record(check) if one.against == "the last 90 days")
    assert (finding.numbers["from"], finding.numbers["to"]) == ("2025-06-30", "2025-09-27")
    assert finding.numbers["drones"] == {"launched": 728 + 810, "did_not_hit": 711 + 747, "raids": 2}
    assert finding.numbers["ballistic"] == {"launched": 4, "did_not_hit": 0, "raids": 1}


def test_nothing_later_than_the_date_is_a_precedent(record, tmp_path):
    text = record.file.path.read_text(encoding="utf-8").splitlines(keepends=True)
    early = tmp_path / "early.csv"
    early.write_text("".join(one for one in text if not one.startswith(("2025-10", "2025-12"))), encoding="utf-8")
    sentence = "95 % of 643, hypersonic ones included"
    whole, cut = (
        ic.check_claim(sentence, record=one, date="2025-09-28", nearest=0)
        for one in (record, ic.record.read_record(early))
    )
    assert whole.findings == cut.findings


def test_a_date_in_the_sentence_is_used_and_must_not_be_contradicted(record):
    check = ic.check_claim("On 28 September 2025 95 % of 643 targets were intercepted", record=record)
    assert "611 of 643" in told(check)
    assert "no night that ended on 2025-09-29" in told(ic.check_claim("On 2025-09-29 95 % of 643", record=record))
    with pytest.raises(InvalidParameterError, match='date = "2025-10-05" is not allowed: must be 2025-09-28'):
        ic.check_claim("On 28 September 2025 95 % of 643", record=record, date="2025-10-05")


@pytest.mark.parametrize("date", ["5 October", 20251005, True, "2025-13-01", dt.datetime(2025, 10, 5, tzinfo=dt.UTC)])
def test_what_is_no_date_is_refused(record, date):
    with pytest.raises(InvalidParameterError, match=r"^date = "):
        ic.check_claim("95 % of 643", record=record, date=date)


def test_a_date_needs_a_record(record):
    with pytest.raises(InvalidParameterError, match='date = "2025-10-05" is not allowed: must be given with a record'):
        ic.check_claim("95 % of 643", date="2025-10-05")


def test_counts_of_a_night_by_kind_and_outcome(record):
    night = record.night("2025-06-29")
    assert [totals_of(night, [kind]).launched for kind in ("targets", "drones", "missiles", "cruise")] == [
        537,
        477,
        60,
        46,
    ]
    assert [totals_of(night, [kind]).launched for kind in ("ballistic", "hypersonic", "quasi_ballistic")] == [10, 4, 7]
    drones = totals_of(night, ["drones"])
    outcomes = ("shot_down", "lost", "did_not_hit", "intercepted", "hit")
    assert [counted(drones, outcome) for outcome in outcomes] == [211, 225, 436, 436, 41]
    assert share_of(totals_of(night, ["hypersonic_glide"]), "hit") is None
    mixed = record.night("2025-12-27")
    assert (mixed_with(mixed, ["hypersonic"]), mixed_with(mixed, ["cruise"])) == (10, 0)


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2024-01-01", " begins 2025-01-10: it has no night that ended on 2024-01-01"),
        ("2025-10-06", ", 2025-01-10 to 2025-12-27, has no night that ended on 2025-10-06"),
        ("2025-12-28", " ends 2025-12-27: it has no night that ended on 2025-12-28"),
        ("2026-03-14", " ends 2025-12-27: it has no night that ended on 2026-03-14"),
    ],
)
def test_a_date_without_a_night_is_answered_all_the_same(record, date, words):
    check = ic.check_claim("95 % of 643 were intercepted", record=record, date=date)
    assert f"The record of the Ukrainian Air Force{words}" in told(check)


# Each with its night: claims that are that night's own figures, in many wordings.
OWN = [
    ("2025-06-29", "436 of 477 drones were neutralised"),
    ("2025-06-29", "211 of 477 drones were shot down"),
    ("2025-06-29", "nearly 90 percent of 537 aerial targets, 477 drones and 60 missiles"),
    ("2025-06-29", "none of 4 Kinzhals was intercepted"),
    ("2025-07-09", "17 of 728 drones got through"),
    ("2025-07-09", "711 of 728 drones neutralised, 296 of them shot down, 415 lost"),
    ("2025-09-07", "747 of 810 drones were shot down"),
    ("2025-09-07", "92 % of 810 drones"),
    ("2025-09-07", "810 drones and 13 missiles"),
    ("2025-09-28", "611 of 643 targets"),
    ("2025-09-28", "none of 2 hypersonic missiles was intercepted"),
    ("2025-10-05", "478 of 549 targets, 496 drones and 53 missiles"),
    ("2025-10-05", "Air defence downed 439 drones out of 496 and 39 missiles out of 53"),
    ("2025-10-05", "1 of 2 Kinzhals was shot down"),
    ("2025-01-10", "all 6 hypersonic missiles were shot down"),
    ("2025-01-10", "86 % of 106 targets, hypersonic ones included"),
]


@pytest.mark.parametrize(("date", "sentence"), OWN)
def test_the_figures_of_the_night_itself_come_first(record, date, sentence):
    check = ic.check_claim(sentence, record=record, date=date)
    assert check.verdict.grade == "agrees", check.verdict.lines
    first = check.verdict.lines[0]
    assert first.startswith("Agrees with the authority's own figures of that night (Ukrainian Air Force, ")
    assert "By the record " in first or "The record has " in first
    own = [finding for finding in check.findings if finding.of == "night"]
    assert {finding.grade for finding in own} == {"agrees"}


def test_other_figures_of_the_night_are_not_settled_by_it(record):
    for date, sentence in (("2025-10-05", "470 of 496 drones were shot down"), ("2025-10-06", OWN[-4][1])):
        assert not ic.check_claim(sentence, record=record, date=date).verdict.lines[0].startswith("Agrees with the au")


def test_a_contradiction_in_the_claim_outweighs_its_night(record):
    check = ic.check_claim("439 of 496 drones were shot down (95 %)", record=record, date="2025-10-05")
    assert check.verdict.grade == "not_reconcilable"


@pytest.mark.parametrize(
    ("sentence", "included"),
    [
        ("478 of 549 targets, 496 drones and 53 missiles", False),
        ("87 % of 549 targets, 2 of them hypersonic", False),
        ("87 % of 549 targets, hypersonic missiles", False),
        ("87 % of 549 targets, hypersonic ones included", True),
        ("87 % of 549 targets were intercepted, including hypersonic missiles", True),
    ],
)
def test_only_what_is_said_to_be_included_is_held_to_it(record, sentence, included):
    assert ('included" means' in told(ic.check_claim(sentence, record=record, date="2025-10-05"))) is included


@pytest.mark.parametrize(
    ("sentence", "date", "grade", "words"),
    [
        (
            "the biggest attack, 810 drones and 13 missiles",
            "2025-09-07",
            "agrees",
            "823 drones and missiles are the most",
        ),
        ("the largest attack, 593 drones and 50 missiles", "2025-09-28", "not_reconcilable", "2 raids to 2025-09-28"),
        ("the largest attack, 477 drones and 60 missiles", "2025-06-29", "agrees", "537 drones and missiles are the"),
        ("record night of 60 missiles", None, "agrees", "60 missiles are the most"),
        ("second largest attack: 593 drones", None, "not_reconcilable", "2 raids to 2025-12-27"),
        ("the third-largest attack, 593 drones", None, "agrees", "more than 593 drones; the most are 810"),
        ("the second largest attack: 593 drones", "2025-09-07", "not_reconcilable", "not 593"),
        ("the second-largest attack of 728 drones", None, "agrees", "the second largest"),
        ("the 2nd largest so far, 810 drones", None, "not_reconcilable", "not the second largest"),
        ("for the first time more than 800 drones", "2025-09-07", "agrees", "The first raid with 801 to 899 drones"),
        ("for the first time more than 500 drones", "2025-09-28", "not_reconcilable", "3 raids to 2025-09-28"),
        ("for the first time more than 1,000 drones", None, "not_reconcilable", "the most are 810"),
        ("record night of 537 targets, 477 drones and 60 missiles", None, "not_reconcilable", "4 raids"),
    ],
)
def test_the_rank_is_that_of_the_raid_with_each_kind_beside_it(record, sentence, date, grade, words):
    check = ic.check_claim(sentence, record=record, date=date)
    assert check.verdict.grade == grade, check.verdict.lines
    assert words in " ".join(check.verdict.lines)
    alone = [finding for finding in of_record(check) if finding.against.endswith(" alone")]
    assert {finding.grade for finding in alone} <= {"noted"}
    assert len(alone) == (2 if " and " in sentence else 0)


@pytest.mark.parametrize(
    ("down", "counts", "grade"),
    [
        ("all", (3, 12), "agrees"),
        ("all", (1, 2), "open"),
        ("all", (4, 4), "open"),
        ("all", (5, 5), "agrees"),
        ("all", (0, 30), "open"),
        ("all", (1, 30), "agrees"),
        ("all", (0, 80), "possible"),
        ("all", (1, 200), "possible"),
        ("half of", (40, 80), "agrees"),
    ],
)
def test_as_large_a_share_on_few_dates_is_graded_by_the_limits_of_its_frequency(tmp_path, down, counts, grade):
    reached, of = counts
    first = dt.date(2025, 1, 1)
    rows = []
    for night in range(of):
        day = first + dt.timedelta(days=night)
        destroyed = "20" if night < reached else "2"
        fields = {"model": "Shahed-136/131", "launched": "20", "destroyed": destroyed, "source": str(night)}
        rows.append(line(f"{day} 01:00", f"{day} 08:00", **fields))
    known = ic.record.read_record(write(tmp_path, *rows))
    check = ic.check_claim(f"{down} 20 drones were shot down", record=known)
    (finding,) = (one for one in of_record(check) if one.against.startswith("dates with"))
    assert (finding.numbers["reached"], finding.numbers["raids"]) == counts
    assert finding.grade == grade


def test_a_strike_of_the_evening_counts_on_the_date_on_which_it_ended(tmp_path):
    fields = {"model": "X-47 Kinzhal", "launched": "3", "destroyed": "3"}
    rows = [
        line("2025-11-13 20:00", "2025-11-14 08:00", source="a", **fields),
        line("2025-11-14 19:00", "2025-11-14 20:00", source="b", **fields),
        line("2025-11-14 18:00", "2025-11-15 08:00", source="c", model="Kalibr"),
    ]
    check = ic.check_claim("all 6 hypersonic missiles", record=ic.record.read_record(write(tmp_path, *rows)))
    assert "1 date, day raids added, had 6 or more hypersonic missiles" in told(check)


@pytest.mark.parametrize(
    ("number", "grade"), [(1, "possible"), (62, "possible"), (63, "agrees"), (64, "not_reconcilable")]
)
def test_hits_are_held_against_what_the_record_leaves_without_an_outcome(record, number, grade):
    check = ic.check_claim(f"{number} drones hit", record=record, date="2025-09-07")
    (found,) = [each for each in check.findings if each.of == "night" and "the claim says" in each.told]
    assert found.grade == grade
    assert ("of the 63 drones whose outcome the record does not say did hit" in found.told) == (grade == "possible")
    assert "stopped are no rate" not in str([each.told for each in check.findings])


@pytest.mark.parametrize(("lost", "grade"), [(566, "agrees"), (20, "open")])
def test_what_was_lost_is_not_told_apart_since_august_2025(record, lost, grade):
    check = ic.check_claim(f"{lost} of 593 drones were suppressed", record=record, date="2025-09-28")
    (found,) = [each for each in check.findings if each.of == "night" and "the claim says" in each.told]
    assert found.grade == grade
    assert "does not keep what was lost apart" in found.told


# Two Iskander-M of a regional post give a date alone: the record cannot say of which raid of that date they are.
UNDATED = [
    line("2025-07-08 20:00", "2025-07-09 08:30", model="Shahed-136/131", launched="728", destroyed="296", source="a"),
    line("2025-07-08 20:00", "2025-07-09 08:30", model="X-47 Kinzhal", launched="13", destroyed="7", source="a"),
    line("2025-07-09", "2025-07-09", model="Iskander-M", launched="2", destroyed="0", source="b"),
]


@pytest.mark.parametrize(
    ("sentence", "grade"),
    [
        ("728 drones and 13 missiles", "agrees"),
        ("728 drones and 15 missiles", "agrees"),
        ("728 drones and 12 missiles", "not_reconcilable"),
        ("728 drones and 16 missiles", "not_reconcilable"),
        ("7 of 13 missiles were shot down", "agrees"),
        ("7 of 15 missiles were shot down", "agrees"),
        ("54 % of the missiles were shot down", "agrees"),
        ("47 % of the missiles were shot down", "agrees"),
        ("60 % of the missiles were shot down", "not_reconcilable"),
    ],
)
def test_rows_without_a_clock_time_make_a_range(tmp_path, sentence, grade):
    known = ic.record.read_record(write(tmp_path, *UNDATED))
    check = ic.check_claim(sentence, record=known, date="2025-07-09")
    assert check.verdict.grade == grade, check.verdict.lines
    assert "2 in rows that give no clock time, which may be of another raid of that date" in told(check)


@pytest.mark.parametrize(
    ("sentence", "words", "not_said"),
    [
        ("zero of 6 hypersonic missiles were intercepted", "on 1 of them none were intercepted", "or more were"),
        ("none of 6 hypersonic missiles were intercepted", "on 1 of them none were intercepted", "or more were"),
        ("at most 10 % of 6 hypersonic missiles were intercepted", "10.0 % or less were intercepted", "or more were"),
        ("all 6 hypersonic missiles were intercepted", "on 1 of them all were intercepted", "or less were"),
        ("hardly any of 700 drones were intercepted", "on 0 of them 10.0 % or less were", "or more were"),
    ],
)
def test_a_claim_of_few_is_held_against_how_often_as_few_are_recorded(record, sentence, words, not_said):
    said = " ".join(one.told for one in of_record(ic.check_claim(sentence, record=record)) if one.of == "usual")
    assert words in said
    assert not_said not in said
