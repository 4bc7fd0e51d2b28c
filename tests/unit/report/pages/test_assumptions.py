"""The table of assumptions in the report: every cell reads as text, and words stand where there is no number."""

import html
import re

from page_read import opened
from tree import ROOT

import intercept as ic
from intercept.report.pages import assumptions
from intercept.scenario.assumptions import COLUMNS, JUDGEMENT
from intercept.scenario.assumptions import assumptions as listed
from intercept.scenario.prepare import prepare


def cells(page):
    """The text of each cell, row by row, as a reader of the bare text has it."""
    rows = re.findall(r"<tr>(.*?)</tr>", opened(page), re.DOTALL)
    inside = [re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL) for row in rows]
    return [[re.sub(r"<[^>]*>", "", cell).strip() for cell in each] for each in inside]


def test_no_words_run_together_and_none_is_said_twice():
    table = listed(prepare(ic.Scenario.from_file(ROOT / "examples" / "recorded-night.toml")), ["one_way_attack_drone"])
    shown = [row for row in cells(assumptions.render(table)) if row]
    assert len(shown) == len(table)
    for row, record in zip(shown, table.records(), strict=True):
        # The page keeps a number and its unit on one line.
        said = html.unescape(row[-1]).replace("\xa0", " ")
        judged = record["source"] == JUDGEMENT
        origin = "" if record["origin"] == "catalogue" else record["origin"]
        first = "" if judged else record["source"].split(" | ")[0]
        head = " ".join(filter(None, [origin, first]))
        assert said.startswith(head)
        assert said.endswith(record["note"])
        if record["note"] and head:
            assert said[: -len(record["note"])].endswith(" "), said
        assert not judged or said == f"model choice {record['note']}".strip()


def test_a_choice_in_words_stands_in_place_of_the_number():
    table = listed(prepare(ic.Scenario.from_file(ROOT / "examples" / "notional-small.toml")), [])
    chosen = table.take(table["parameter"] == "priority")
    (row,) = [row for row in cells(assumptions.render(chosen)) if row]
    assert row[1:4] == ["", "earliest impact", ""]
    assert tuple(table.to_dict()) == COLUMNS


def test_without_scripts_the_values_are_counted_and_the_page_says_why_they_are_not_listed():
    table = listed(prepare(ic.Scenario.from_file(ROOT / "examples" / "notional-small.toml")), [])
    page = assumptions.render(table)
    assert page.startswith(f"<p>{len(table)} values, by confidence: ")
    assert "JavaScript" in "".join(re.findall("<noscript>(.*?)</noscript>", page))
    assert "JavaScript" not in re.sub("<noscript>.*?</noscript>", "", page)
