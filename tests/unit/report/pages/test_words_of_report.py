"""The report speaks in words: no keys, no values of a program, and what paper lacks is said on it."""

import dataclasses
import re

import pytest
from make_result import make_result

from intercept.base.table import Table
from intercept.report.look import words
from intercept.report.pages import credibility
from intercept.report.pages.result import render


@pytest.fixture(scope="module")
def result():
    return make_result(1000)


def test_what_matters_most_is_told_in_words_not_in_keys(result):
    columns = ("raid.failure_share.one_way_attack_drone", "defence.radar_gun.reload_time_s", "decision.decision_time_s")
    rows = [(name, "L", 0.2, 0.1, True) for name in columns]
    names = ("column", "confidence", "weight", "weight_standard_error", "weight_is_certain")
    found = dataclasses.replace(result.credibility(), columns=Table.of_rows(names, rows))
    table = credibility.render(found).split("go with most of it", 1)[1]
    heads = re.findall(r'<th scope="row">(.*?)</th>', table)
    assert heads == ["Failure share of one-way attack drone", "Reload time of radar gun", "Decision time"]


def test_how_a_run_was_made_is_told_in_words(result):
    made = re.search(r'<section id="made".*?</section>', render(result), re.DOTALL)[0]
    told = dict(re.findall(r'<th scope="row">(.*?)</th><td><code>(.*?)</code></td>', made))
    assert told["Interrupted"] == ("yes" if result.interrupted else "no")
    assert told["Replications planned"] == f"{result.replications_planned:,}" == "1,000"
    assert told["Too few samples"] not in {"", words.ABSENT}
    assert not {"True", "False", "None"} & set(told.values())


def test_paper_says_that_the_view_in_space_is_on_the_screen_alone(result):
    after = render(result).split('<section id="space" class="screen">', 1)[1].split("</section>", 1)[1]
    assert after.startswith('<p class="paper">The view of flights and envelopes in space is on the page alone')
