"""What is told below an answer: nothing that a reader has read already, and every number that was found."""

import re
import tomllib
from collections import Counter
from html import unescape
from pathlib import Path

import pytest
from nights import MADE_UP

import intercept as ic
from intercept.claim.told import CANNOT_TELL
from intercept.cli.claim_shown import show
from intercept.report.pages.claim import markdown, render

ROWS = tomllib.loads(Path(__file__).with_name("wire.toml").read_text(encoding="utf-8"))["read"]
RECORD = ic.record.read_record(MADE_UP)
# Shorter ones are headings and names.
WORDS = 6


def as_markdown(check, _):
    # Cells of a table say a thing of each row.
    return re.sub(r"^\|.*$", "", markdown(check), flags=re.MULTILINE)


def as_page(check, _):
    html = re.sub(r"<(script|noscript|style|table|head)\b.*?</\1>", "", render(check), flags=re.DOTALL)
    return unescape(re.sub(r"</?(?:p|li|h\d|div|section|figcaption)\b[^>]*>", "\n", html)).replace("\xa0", " ")


def as_printed(check, capsys):
    show(check, record_given=True)
    printed = capsys.readouterr().out
    before, after = printed.split("\nRead as\n")
    below = after[after.index("\n\n") :].split("\nRecorded nights")[0].split("\nMade again")[0]
    return re.sub(r"\n(?![->\n]|    Would)", " ", f"{before}\n{below}")


def repeated(text):
    """Return the sentences of a text that stand in it twice, without tags and marks of a list."""
    lines = [
        re.sub(r"<[^>]*>|^\s*(?:[->#]+|\d\.)\s", "", line).strip()
        for line in text.split("## How this was made")[0].splitlines()
    ]
    sentences = [sentence for line in lines for sentence in re.split(r"(?<=\.) ", line)]
    return [each for each, times in Counter(sentences).items() if times > 1 and len(each.split()) >= WORDS]


def labels(check):
    """Return the grades of findings: two may be of one kind."""
    return {f"{finding.graded}." for finding in check.findings} | {f"{finding.graded}:" for finding in check.findings}


@pytest.mark.parametrize("look", [as_markdown, as_printed])
@pytest.mark.parametrize("given", [{}, {"record": RECORD, "impacts": {"drones": 1}}], ids=["alone", "with more"])
def test_no_sentence_is_told_twice(look, given, capsys):
    for row in ROWS:
        check = ic.check_claim(row["text"], **given)
        assert set(repeated(look(check, capsys))) <= labels(check), row["text"]


@pytest.mark.parametrize("row", ROWS[::12], ids=lambda row: row["text"])
def test_no_sentence_stands_twice_on_a_page(row):
    check = ic.check_claim(row["text"], record=RECORD, impacts={"drones": 1}, observed={"ballistic": "0/29"})
    assert set(repeated(as_page(check, None))) <= labels(check)


@pytest.mark.parametrize("row", ROWS[::3], ids=lambda row: row["text"])
def test_every_number_of_a_finding_is_told(row):
    check = ic.check_claim(row["text"], record=RECORD, impacts={"drones": 1})
    text = markdown(check)
    for finding in check.findings:
        assert set(re.findall(r"\d[\d,.]*\d|\d", finding.told)) <= set(re.findall(r"\d[\d,.]*\d|\d", text))


def test_what_closes_the_answer_and_what_it_names_are_not_listed_again():
    check = ic.check_claim("40 of 50 drones were downed")
    assert CANNOT_TELL[0] in check.verdict.lines[-1]
    assert markdown(check).count(CANNOT_TELL[0]) == render(check).count(CANNOT_TELL[0]) == 1
    check = ic.check_claim("40 of 50 drones were downed over Atlantis, 7 gizmos too")
    assert "7 gizmos" in " ".join(check.verdict.lines)
    assert [text.count("not used: Atlantis.") for text in (markdown(check), render(check))] == [1, 1]
