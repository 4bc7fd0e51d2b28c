"""Sentences and what they are understood to say: groups, statements, what is included, what was not understood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intercept.catalogue.catalogue import Catalogue
from intercept.claim import kinds
from intercept.claim.read import read_claim
from intercept.claim.reading import by_class
from intercept.errors import InvalidParameterError


def said(sentence):
    """Return each statement as text: outcome, share or number, population."""
    found = []
    for one in read_claim(sentence).statements:
        what = one.share.text if one.share else str(one.number)
        found.append(f"{one.outcome}: {what} of {' + '.join(group.label for group in one.population)}")
    return found


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "95 % of the more than 60 missiles and some 750 drones were intercepted, hypersonic ones included",
            ["intercepted: 95 % of 61 to 69 missiles + 725 to 775 drones"],
        ),
        ("shot down or suppressed 549 of 595 drones", ["did_not_hit: 549 of 595 drones"]),
        ("30 of 20 drones and 15 missiles were shot down", ["shot_down: 30 of 20 drones + 15 missiles"]),
        ("all 6 hypersonic missiles were intercepted", ["intercepted: all of 6 hypersonic missiles"]),
        (
            "61 of 64 cruise missiles and 9 of 16 ballistic missiles",
            ["intercepted: 61 of 64 cruise missiles", "intercepted: 9 of 16 ballistic missiles"],
        ),
        ("more than half of the ballistic missiles", ["intercepted: more than half of ballistic missiles"]),
        (
            "nearly 90 percent of 537 aerial targets, 477 drones and 60 missiles",
            ["intercepted: nearly 90 percent of 537 objects"],
        ),
        (
            "711 of 728 drones neutralised, 296 of them shot down, 415 lost",
            ["did_not_hit: 711 of 728 drones", "shot_down: 296 of 728 drones", "lost: 415 of 728 drones"],
        ),
        ("95 % of 643, hypersonic ones included", ["intercepted: 95 % of 643 objects"]),
        ("Russia launched 810 drones and shot down 747", ["shot_down: 747 of 810 drones"]),
        ("Russia launched 595 drones of which 549 were shot down", ["shot_down: 549 of 595 drones"]),
        ("Of 595 drones, 549 were downed; 46 got through", ["shot_down: 549 of 595 drones", "hit: 46 of 595 drones"]),
        ("549 drones out of 595 were lost", ["lost: 549 of 595 drones"]),
        ("46 of the 595 drones were not intercepted", ["hit: 46 of 595 drones"]),
        ("10 out of 12 drones were hit by air defences", ["shot_down: 10 of 12 drones"]),
        ("10 out of 12 drones hit their targets", ["hit: 10 of 12 drones"]),
        ("All but 3 of the 64 cruise missiles were shot down", ["shot_down: 61 of 64 cruise missiles"]),
        ("not a single missile got through", ["hit: not a single of missiles"]),
        (
            "Air defences shot down 480 drones and 40 missiles",
            ["shot_down: 480 of drones", "shot_down: 40 of missiles"],
        ),
        (
            "Destroyed all 8 cruise missiles, 241 of 262 ballistic missiles and 1,385 of 1,475 UAVs",
            [
                "shot_down: all of 8 cruise missiles",
                "shot_down: 241 of 262 ballistic missiles",
                "shot_down: 1,385 of 1,475 drones",
            ],
        ),
        (
            "496 drones and 53 missiles were launched; 478 were shot down",
            ["shot_down: 478 of 496 drones + 53 missiles"],
        ),
        (
            "between 60 and 69 missiles and 725 to 775 drones, 95 %",
            ["intercepted: 95 % of 60 to 69 missiles + 725 to 775 drones"],
        ),
        (
            "Over 95% of 60+ missiles and ~750 drones",
            ["intercepted: Over 95% of 60 to 69 missiles + 725 to 775 drones"],
        ),
        ("The rate was 95 % for 750 drones and 60 missiles", ["intercepted: 95 % of 750 drones + 60 missiles"]),
        ("Interception rate of 92.27 % (549 of 595)", ["intercepted: 92.27 % of 595 objects"]),
        (
            "12 of a dozen drones and half a dozen of 7 Zircons were downed",
            ["shot_down: 12 of 12 drones", "shot_down: 6 of 7 hypersonic cruise missiles"],
        ),
        (
            "one thousand two hundred drones were launched, two thirds of them shot down",
            ["shot_down: two thirds of 1,200 drones"],
        ),
        ("Of the 60 missiles, 16 ballistic, 9 were shot down", ["shot_down: 9 of 60 missiles"]),
        (
            "intercepted 95% of the more than 60 missiles and about 750 drones launched overnight",
            ["intercepted: 95% of 61 to 69 missiles + 725 to 775 drones"],
        ),
        ("destroyed 92.27 % of the drones (549 of 595)", ["shot_down: 92.27 % of 595 drones"]),
        ("At least 10 of 12 Iskander-M struck their targets", ["hit: 10 to 12 of 12 Iskander-M missiles"]),
        ("fewer than 4 of 12 drones were lost", ["lost: 0 to 3 of 12 drones"]),
        ("Three quarters of all missiles were shot down", ["shot_down: Three quarters of missiles"]),
        (
            "1,385 of 1,475 drones were intercepted and 90 fell within the country",
            ["intercepted: 1,385 of 1,475 drones", "hit: 90 of 1,475 drones"],
        ),
        ("95 % of drones and missiles were stopped", ["intercepted: 95 % of drones and missiles"]),
    ],
)
def test_sentences_are_understood(sentence, expected):
    assert said(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "𝟱𝟰𝟵 of 𝟱𝟵𝟱 drones were shot down",
        "٥٤٩ of ٥٩٥ drones were shot down",
        "shot\u00a0down 549\u202fof 595\u2009drones",
        "549 / 595 drones shot down",
        "Shot down: **549** of _595_ drones!",
        "549 OUT OF 595 UAVs were Destroyed",
        "five hundred and forty-nine of five hundred ninety-five unmanned aerial vehicles were brought down",
        "Of the 595 drones, 549 were shot down.",
        "595 drones were launched; 549 were shot down",
        "of 595 attack UAVs 549 were eliminated",
    ],
)
def test_one_claim_in_many_ways_of_writing(sentence):
    assert said(sentence) == ["shot_down: 549 of 595 drones"]


def test_kinds_and_makes_are_of_the_classes_of_the_catalogue():
    reading = read_claim(
        "Russia attacked with 3 Kh-47M2 Kinzhal, 7 Iskander-M/KN-23, 14 Kh-101, 2 Zircons, 4 S-300, 1 P-800 Oniks,"
        " 5 Gerberas and 105 Shahed-type drones; 91 of them were shot down or lost"
    )
    assert {group.kinds[0]: group.count.low for group in reading.groups} == {
        "air_launched_aeroballistic": 3,
        "iskander_m": 7,
        "kh_101": 14,
        "hypersonic_cruise": 2,
        "s_300": 4,
        "oniks": 1,
        "decoy_drone": 5,
        "one_way_attack_drone": 105,
    }
    assert reading.statements[0].outcome == "did_not_hit"
    assert reading.statements[0].objects.low == 141
    known = set(Catalogue.load().threats)
    assert kinds.of_catalogue([group.kinds[0] for group in reading.groups]) <= known
    assert kinds.of_catalogue(kinds.KINDS) <= known


def test_makes_of_one_class_are_kept_apart_and_added_up_for_sums():
    reading = read_claim("36 of 36 Kh-101 cruise missiles, 2 of 2 Kh-59, and 3 of 5 Iskander-M were downed")
    assert [group.label for group in reading.groups] == [
        "36 Kh-101 missiles",
        "2 Kh-59 missiles",
        "5 Iskander-M missiles",
    ]
    assert [one.objects.low for one in reading.statements] == [36, 2, 5]
    assert [group.label for group in by_class(reading.groups)] == [
        "38 subsonic cruise missiles",
        "5 quasi-ballistic missiles",
    ]
    reading = read_claim("20 Shaheds were launched, 15 of 20 Shahed drones shot down")
    assert [group.label for group in reading.groups] == ["20 one-way attack drones"]


def test_parts_inclusions_records_and_dates():
    reading = read_claim("On 5 October 2025 the record night of 810 drones and 13 missiles, including 2 Kinzhals")
    assert [group.label for group in reading.groups] == [
        "810 drones",
        "13 missiles",
        "2 air-launched aeroballistic missiles",
    ]
    assert (reading.record, str(reading.date), reading.statements) == (True, "2025-10-05", ())
    assert reading.included == ()  # a part of what was launched, not of what became of it
    assert read_claim("95 % of 643, hypersonic ones included").included == (("hypersonic",),)
    assert str(read_claim("shot down 3 of 4 drones (October 5th, 2025)").date) == "2025-10-05"
    assert str(read_claim("2025-10-05: shot down 3 of 4 drones").date) == "2025-10-05"
    assert read_claim("at 06:30 in October 2025 shot down 3 of 4 drones").date is None


@pytest.mark.parametrize(
    ("sentence", "unread"),
    [
        ("549 of 595 drones were shot down; 46 hit 12 locations", ("12 locations",)),
        ("15 of 20 missiles were intercepted, up from 80 % last month", ("up from 80 % last month",)),
        ("shot down 5 of 5 missiles and lost 3 aircraft", ("3 aircraft",)),
        ("shot down 5 of 5 missiles over Atlantis", ("Atlantis",)),
        ("5 of 5 missiles were shot down; 7", ("7",)),
        ("0 549 of 595 drones were shot down", ("0",)),
        ("all 5 missiles, worth 3.5 of something, were shot down", ("worth", "3.5", "something")),
    ],
)
def test_what_is_not_understood_is_listed(sentence, unread):
    reading = read_claim(sentence)
    assert reading.unread == unread
    assert len(reading.statements) in {1, 2}
    numbers = {word for text in unread for word in text.split() if word.isdigit()}
    assert not numbers & {piece.text for piece in reading.pieces}


def test_each_piece_is_shown_with_what_it_stands_for():
    pieces = read_claim("95.0 % of some 750 drones neutralised").pieces
    assert [(piece.text, piece.understood) for piece in pieces] == [
        ("95.0 %", "94.95 % up to, not including, 95.05 %, as rounded"),
        ("some 750", "a round figure, 725 to 775"),
        ("drones", "drones, decoys included"),
        ("neutralised", "shot down, jammed or lost together: what did not hit"),
    ]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("549 of 495 drones", 'claim = "549 of 495 drones" is not allowed: must be a count of at most the 495'),
        ("495 drones were launched, 549 were shot down", "must be a count of at most the 495"),
        ("549 drones were shot down; 495 drones were launched", "must be a count of at most the 495"),
        ("all but 9 of the 8 missiles", "must be a count of at most what it is of"),
        ("95 % of 0 drones", 'claim = "95 % of 0 drones" is not allowed: must be of at least 1 object'),
        ("105 % of 6 drones", 'claim = "105 %" is not allowed: must be a share from 0 % to 100 %'),
        ("1.000 drones were shot down", "can be read in one way"),
        ("1,000 % of 6 drones", "written with a decimal point"),
        ("69-60 missiles", "a range from a smaller to a larger number"),
        ("97-95 % of 6 drones", "a range from a smaller to a larger share"),
        ("-5 drones were shot down", 'claim = "-5" is not allowed: must be a number of at least 0'),
        ("9999999999 drones were shot down", "a number from 0 to 1,000,000,000"),
        ("hello", "must be a sentence in English with numbers of drones or missiles"),
        ("", "must be a sentence"),
        ("95 % were stopped", "must be a sentence"),
        ("Сбито 439 из 496 дронов", "must be a sentence in English"),
        ("439 von 496 Drohnen abgeschossen", "in English"),
        ("drones " * 1000, "of at most 2,000 characters"),
        (None, "must be a sentence"),
        (b"5 of 6 drones", "must be a sentence"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(sentence, words):
    with pytest.raises(InvalidParameterError, match=r"^claim = ") as caught:
        read_claim(sentence)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


WORDS = [
    "95 % of",
    "95.0 %",
    "93,5 %",
    "more than 60",
    "some 750",
    "60-69",
    "549 of 595",
    "0",
    "6",
    "all",
    "none",
    "not",
    "all but 3 of",
    "half",
    "two thirds",
    "a dozen",
    "one",
    "no",
    "drones",
    "missiles",
    "ballistic",
    "hypersonic ones",
    "Kinzhals",
    "targets",
    "were",
    "shot down",
    "lost",
    "hit",
    "got through",
    "launched",
    "and",
    ",",
    ";",
    ".",
    "(",
    ")",
    "of them",
    "among them",
    "included",
    "including",
    "record",
    "on 5 October 2025",
    "up from",
    "between",
    "/",
    "-",
    "%",
    "~",
    "Atlantis",
    "12 locations",
    "out of",
]


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=14).map(" ".join) | st.text(max_size=60))
def test_any_words_are_read_or_refused_in_one_line(sentence):
    refusal = ""
    try:
        reading = read_claim(sentence)
    except InvalidParameterError as error:
        refusal = str(error)
    if refusal:
        assert refusal.startswith("claim = ")
        assert "\n" not in refusal
        return
    assert reading.statements or reading.groups
    assert all(one.objects is None or one.objects.high for one in reading.statements)
