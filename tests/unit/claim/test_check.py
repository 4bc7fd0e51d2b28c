"""Sentences from the news, checked: grades, numbers, the answer in three lines, what is refused."""

import json
import shlex
from fractions import Fraction

import pytest
from command import intercept

import intercept as ic
from intercept.claim.findings import GRADES
from intercept.errors import InvalidParameterError

TOP = "95 % of the more than 60 missiles and some 750 drones were intercepted, hypersonic ones included"
# Each with its grade, and words that the answer or a finding must have.
SENTENCES = {
    TOP: (
        "possible",
        ["36 to 46 as stated", "It says nothing of the hypersonic missiles unless there were more than 46"],
    ),
    "shot down or suppressed 549 of 595 drones": ("agrees", ["549 of 595 drones is 92.27 %; 46 were not"]),
    "all 6 hypersonic missiles were intercepted": (
        "agrees",
        ["That is every one of 6 hypersonic missiles: one that was not intercepted disproves it."],
    ),
    "61 of 64 cruise missiles and 9 of 16 ballistic missiles": (
        "agrees",
        ["95.3 %", "56.3 %", "Together 70 of 80, 87.5 %"],
    ),
    "more than half of the ballistic missiles": ("open", ["of 16, for example, at least 9"]),
    "record night of 810 drones": ("open", ["Whether 810 drones are the most so far cannot be said without a record"]),
    "nearly 90 percent of 537 aerial targets, 477 drones and 60 missiles": (
        "possible",
        [
            "537 objects leaves 54 to 80",
            "at least 397 of the 477 drones (83.1 % or more)",
            "nothing of the 60 missiles",
        ],
    ),
    "711 of 728 drones neutralised, 296 of them shot down, 415 lost": (
        "agrees",
        ["97.66 %; 17 were not", "40.66 %", "296 shot down and 415 lost or jammed make 711, as 711 says"],
    ),
    "downed 436 of 477 drones, of which 211 were shot down and 225 were lost": (
        "agrees",
        ["211 shot down and 225 lost or jammed make 436, as 436 says"],
    ),
    "95 % of 643, hypersonic ones included": ("agrees", ["allows 32 to get through read exactly, 29 to 35"]),
    "95.0 % of 750 drones and 60 missiles": (
        "not_reconcilable",
        ["No whole number of 810 drones and missiles gives 95.0 %"],
    ),
    "549 of 595 drones were shot down (93 %)": ("not_reconcilable", ["549 of 595 drones is 92.27 %, not 93 %"]),
    "711 of 728 drones neutralised, 296 of them shot down, 400 lost": (
        "not_reconcilable",
        ["296 shot down and 400 lost or jammed make 696, not the 711 that are claimed"],
    ),
    "of 595 drones, 549 were shot down and 46 got through": ("agrees", ["549 and 46 make 595 of 595: all of them"]),
    "of 595 drones, 549 were shot down and 47 got through": (
        "not_reconcilable",
        ["make 596 of 595, more than there were"],
    ),
    "40 % of 100 drones and 5 missiles": ("possible", ["at most 42 of the 100 drones were intercepted"]),
    "2 of 0-3 drones were shot down (10 %)": (
        "not_reconcilable",
        ["2 of 0 to 3 drones is 66.7 % to 100.0 %, not 10 %"],
    ),
    "5 drones were shot down": ("open", ["how many there were is not said"]),
    "not a single one of 5 missiles got through": ("agrees", ["5 missiles"]),
}


@pytest.mark.parametrize("sentence", SENTENCES)
def test_sentences_from_the_news(sentence):
    grade, expected = SENTENCES[sentence]
    check = ic.check_claim(sentence)
    told = " ".join([*check.verdict.lines, *(finding.told for finding in check.findings)])
    assert check.verdict.grade == grade, told
    for words in expected:
        assert words in told


@pytest.mark.parametrize("sentence", SENTENCES)
def test_no_verdict_is_bare(sentence):
    check = ic.check_claim(sentence)
    assert len(check.verdict.lines) in {2, 3}
    assert check.verdict.lines[0].startswith(GRADES[check.verdict.grade])
    assert all(line.endswith(".") for line in check.verdict.lines)
    assert all(finding.said.endswith(".") for finding in check.findings)
    json.loads(check.to_json())


def test_nothing_is_said_of_what_is_not_there():
    told = " ".join(finding.told for finding in ic.check_claim(drones=0, missiles=50, rate="90%").findings)
    assert "drone" not in told
    told = " ".join(finding.told for finding in ic.check_claim(drones=50, missiles=0, rate="90%").findings)
    assert "missile" not in told


def test_exactly_and_as_rounded_do_not_contradict_each_other():
    check = ic.check_claim(drones=750, missiles=60, rate="95%")
    (drones,) = [finding.said for finding in check.findings if "750 drones (94" in finding.said]
    assert "at least 706 of the 750 drones (94.1 % or more)" in drones
    assert "read exactly, 710 of 750 (94.6 % or more)" in drones


def test_the_structured_form_and_the_sentence_say_the_same():
    one = ic.check_claim("95 % of 750 drones and 60 missiles did not hit", of={"hypersonic": 5}).to_dict()
    other = ic.check_claim(drones=750, missiles=60, rate=0.95, of={"hypersonic": 5}).to_dict()
    assert [a["leakers_as_stated"] for a in one["arithmetic"]] == [a["leakers_as_stated"] for a in other["arithmetic"]]
    assert [a["bounds"] for a in one["arithmetic"]] == [a["bounds"] for a in other["arithmetic"]]
    assert ic.check_claim(drones=595, down=549).findings[0].numbers["rate_low"] == pytest.approx(549 / 595)
    assert ic.check_claim(drones=2, rate=Fraction(1, 2)).arithmetic[0].stated.low == 1


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "claim, drones, missiles or of must be given: a sentence, or numbers"),
        ({"claim": "549 of 495 drones"}, 'claim = "549 of 495 drones" is not allowed'),
        ({"claim": "105 % of 6 drones"}, 'claim = "105 %" is not allowed: must be a share from 0 % to 100 %'),
        (
            {"claim": "95 % of 6 drones", "rate": "95%"},
            'rate = "95%" is not allowed: must be left out beside a sentence',
        ),
        ({"claim": "95 % of 6 drones", "down": 5}, "down = 5 is not allowed: must be left out beside a sentence"),
        ({"claim": "95 % of 6 drones", "drones": 7}, 'drones = "7" is not allowed: must be 6, as the claim says'),
        ({"claim": "9 of 16 ballistic missiles", "missiles": 10}, "they make 16"),
        ({"claim": "95 % of 6 drones", "nearest": -1}, "nearest = -1 is not allowed"),
        ({"claim": "95 % of 6 drones", "record": 7}, "record = 7 is not allowed"),
        ({"drones": 0, "rate": 1}, "drones = 0 is not allowed: must be at least 1"),
    ],
)
def test_what_is_no_claim_is_refused(given, words):
    with pytest.raises(InvalidParameterError) as caught:
        ic.check_claim(**given)
    assert words in str(caught.value)


def test_a_claim_review_has_the_user_as_its_reviewer():
    check = ic.check_claim(TOP)
    review = check.claim_review("A newspaper", "https://example.org/review")
    assert (review["@context"], review["@type"]) == ("https://schema.org", "ClaimReview")
    assert review["claimReviewed"] == review["itemReviewed"]["text"] == TOP
    assert review["author"] == {"@type": "Organization", "name": "A newspaper"}
    assert review["reviewRating"]["alternateName"] == check.verdict.lines[0]
    assert "author" not in check.claim_review()
    for bad in ({"reviewer": ""}, {"reviewer": 5}, {"url": "x" * 501}):
        with pytest.raises(InvalidParameterError, match=rf"^{next(iter(bad))} = "):
            check.claim_review(**bad)


def test_the_command_makes_the_same_check_again():
    check = ic.check_claim(TOP, of={"hypersonic": 5}, impacts={"targets": 3}, observed={"ballistic": (0, 29)})
    again = intercept(*shlex.split(check.command)[1:], "--json")
    assert again.returncode == 0, again.stderr
    assert again.stdout == check.to_json() + "\n"
    check = ic.check_claim(drones="some 750", missiles=60, rate="95.3%")
    assert intercept(*shlex.split(check.command)[1:], "--json").stdout == check.to_json() + "\n"


@pytest.mark.parametrize(
    ("sentence", "ends"),
    [
        ("no missile got through", "exactly 100 % gives no number of them."),
        ("all missiles were intercepted", "exactly 100 % gives no number of them."),
        ("none of the missiles were intercepted", "exactly 0 % gives no number of them."),
        ("less than half of the missiles were intercepted", "less than 50 % gives no number of them."),
        ("half of the missiles were intercepted", "; of 16, for example, at least 8."),
        ("at least 97 % of the missiles were intercepted", "; of 16, for example, at least 16."),
    ],
)
def test_a_share_of_none_or_of_all_needs_no_example(sentence, ends):
    (finding,) = ic.check_claim(sentence).findings
    assert finding.said.startswith("How many missiles there were is not said: ")
    assert finding.said.endswith(ends)
    assert ("for example" in finding.said) == ("for example" in ends)
