"""Tables for the terminal: what stands in their cells."""

import dataclasses
import io
import re
from collections import Counter
from types import SimpleNamespace

import numpy as np
import pytest
from make_result import make_result
from questions import QUESTIONS
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text
from tree import ROOT

import intercept as ic
from intercept.base import terminal
from intercept.base.table import Table
from intercept.base.words import measured
from intercept.report import terminal as report_terminal
from intercept.report.answers.drawing import tables_of
from intercept.report.figures import causes as causes_figure
from intercept.report.look import words
from intercept.report.rows import causes_rows
from intercept.report.terminal import everything, print_answer, print_result, reasons, summary
from intercept.report.terminal_windows import print_windows


def printed(result):
    console = Console(file=io.StringIO(), width=100)
    print_result(result, console)
    return console.file.getvalue()


def test_there_is_no_table_of_reasons_where_every_pair_has_a_window():
    result = ic.run(ROOT / "examples" / "notional-small.toml", replications=5, scrambles=2, points=1, threads=1)
    assert "Why there is no window" in printed(result)
    without = dataclasses.replace(result, reasons=result.reasons.take(np.zeros(0, dtype=int)))
    assert "Why there is no window" not in printed(without)


def test_the_class_most_often_is_that_of_most_pairs_not_of_the_largest_row():
    table = Table(
        {
            "threat_class": np.array(["jet_drone", "subsonic_cruise", "subsonic_cruise"]),
            "reason": np.array(["too_late"] * 3),
            "pairs": np.array([5, 4, 4]),
        }
    )
    columns = reasons(SimpleNamespace(reasons=table, replications_done=4)).columns
    assert [next(iter(column.cells)) for column in columns] == ["Too late", "13", "100 %", "Subsonic cruise"]


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ((0.37, 0.0, 1.0, 2), "37.0 % (0 to 2 of 2)"),
        ((1.0, 1.0, 1.0, 2), "100 % (2 of 2)"),
        ((0.889, 0.821, 0.944, 496), "88.9 % (82.1–94.4)"),
        ((float("nan"), float("nan"), float("nan"), 0), words.ABSENT),
    ],
)
def test_few_are_told_in_whole_numbers(numbers, said):
    assert words.share_spread(*numbers) == said


@pytest.mark.parametrize(
    ("difference", "error", "said"),
    [
        (12.04, 1.31, "+12.0 ± 1.3"),
        (-0.5, 0.02, "-0.500 ± 0.020"),
        (1099.4, 20.2, "+1,099 ± 20"),
        (-0.004, 0.21, "0.00 ± 0.21"),
        (3.0, 0.0996, "+3.00 ± 0.10"),
        (12345.6, 678.9, "+12,346 ± 679"),
        (-1234.5, float("nan"), "-1,234"),
        (0.0, 0.0, "0"),
        (float("nan"), float("nan"), "–"),
    ],
)
def test_changes_have_their_error(difference, error, said):
    assert words.change(difference, error) == said


def test_the_headline_has_the_error_the_nights_and_what_is_an_assumption():
    result = make_result(1000)
    row = list(result.table().records())[-1]
    said = words.headline(result)
    assert f"{row['leaked_mean']:.2f} of 549 threats leak on average (standard error " in said
    assert "95 % interval " in said
    ends = next(r for r in result.estimates.records() if (r["quantity"], r["of"]) == ("leaked", "all"))
    known = " and ".join(f"{ends[f'{p}_low']:.0f} to {ends[f'{p}_high']:.0f}" for p in ("p05", "p95"))
    spread = f"On nine nights in ten between {ends['p05']:.0f} and {ends['p95']:.0f} leak"
    assert f"{spread} (95 % intervals of the ends: {known})." in said
    down = next(r for r in result.estimates.records() if (r["quantity"], r["of"]) == ("intercepted", "all"))
    shown = measured(down["mean"], down["standard_error"])
    assert f"Shot down on average (± standard error): {shown}; failed or jammed: " in said
    assert "an assumption" in said


def test_the_headline_accounts_for_decoys_that_arrive():
    scenario = ic.Scenario.from_file(ROOT / "examples" / "notional-small.toml")
    few = {"replications": 5, "scrambles": 2, "points": 1, "threads": 1}
    assert "Decoys" not in words.headline(ic.run(scenario, **few))
    told = words.headline(ic.run(scenario.replace("raid.decoys", {"one_way_attack_drone": {"share": 0.5}}), **few))
    assert "Decoys that arrived, and harm nothing: " in told


def test_each_leaker_has_its_cause_in_the_table_and_the_figure():
    result = make_result(200)
    rows = causes_rows(result)
    assert [row[0] for row in rows] == ["No window", "Missed"]
    means = causes_figure.means(result)
    assert sum(means.values()) == pytest.approx(result.outcomes["leaked"].sum() / 200)
    assert len(causes_figure.figure(result).data) == 2
    assert "Why they leaked" in printed(result)
    assert printed(result).index("Why they leaked") < printed(result).index("Why there is no window")


def test_too_few_samples_are_said():
    result = make_result(200)
    few = dataclasses.replace(result, sampling=dataclasses.replace(result.sampling, points=1, vectors=1))
    assert "Too few samples" not in printed(result)
    assert "rest on 8 vectors of what is not known" in " ".join(printed(few).split())


@pytest.mark.parametrize("example", ["notional-small", "recorded-night"])
def test_few_are_counted_in_words_in_a_summary_of_eighty_characters(example):
    result = ic.run(ROOT / "examples" / f"{example}.toml", scrambles=4, points=2)
    console = Console(file=io.StringIO(), width=80)
    console.print(summary(result))
    text = console.file.getvalue()
    assert re.search(r"\(\d+ to \d+\b.*\n.*\bof 2\)", text)
    assert not re.search(r" to \d+/", text)
    # Nothing is cut off: what the last column has ends as it begins.
    assert "down" in text.split("─")[0]
    for row in result.table().records():
        assert words.claim(row).partition(" (")[0].replace(" of ", "/") in text


def _characters(text):
    return Counter(re.sub(r"[\s\u2500-\u257f]", "", text))


@pytest.fixture(scope="module")
def tables():
    """All tables of a result, and one of names that are long."""
    made = [part for part in everything(make_result(50)).renderables if isinstance(part, Grid)]
    long = Grid("a" * 40, "b" * 30, title="long", padding=(0, 1, 0, 0))
    long.add_row("1.23 M–4.56 M USD", "x" * 70)
    long.columns[0].no_wrap = True
    assert len(made) > 5
    return [*made, long]


@pytest.mark.parametrize("width", [40, 57, 80, 100, 300])
def test_no_table_loses_a_digit_or_a_unit_for_want_of_room(tables, width):
    for table in tables:
        wide, narrow = (terminal.console(file=io.StringIO(), width=columns) for columns in (1_000, width))
        for console in (wide, narrow):
            console.print(table)
        assert _characters(narrow.file.getvalue()) == _characters(wide.file.getvalue()), table.title
        assert max(map(len, narrow.file.getvalue().splitlines())) <= width


def test_the_tables_of_the_recorded_night_need_no_more_than_eighty_columns():
    night = ic.run(ROOT / "examples" / "recorded-night.toml", replications=4, scrambles=2, points=1)
    for part in everything(night).renderables:
        if isinstance(part, Grid):
            kept = [(column.no_wrap, column.min_width) for column in part.columns]
            console = terminal.console(file=io.StringIO(), width=80)
            fitted = terminal.fitted(console, console.options, part)
            assert [(column.no_wrap, column.min_width) for column in fitted.columns] == kept, part.title


@pytest.mark.parametrize("name", ["compare", "saturation", "endurance", "exchange", "sensitivity", "placement"])
def test_no_word_of_a_name_is_broken_in_eighty_columns(name, monkeypatch):
    found, catalogue = QUESTIONS[name](), ic.Catalogue.load()
    classes = [words.label(each) for kind in ("threats", "defences", "sensors") for each in getattr(catalogue, kind)]
    shown = tables_of(found)
    assert shown
    # Each table with every class in its first column, beside the cells that it has.
    named = [
        table._replace(rows=[(each, *table.rows[k % len(table.rows)][1:]) for k, each in enumerate(classes)])
        for table in shown
    ]
    monkeypatch.setattr(report_terminal, "tables_of", lambda _: named)
    console = terminal.console(file=io.StringIO(), width=80)
    print_answer(found, console)
    lines = console.file.getvalue().splitlines()
    for word in {word for each in classes for word in each.split()}:
        whole = sum(word in line.split() for line in lines)
        assert whole >= len(named) * sum(word in each.split() for each in classes), word


@pytest.mark.parametrize("pairs", [False, True])
def test_windows_in_eighty_columns_break_no_number_and_no_name_but_at_its_signs(pairs):
    plan = ic.compile_plan(ic.Scenario.from_file(ROOT / "examples" / "notional-small.toml"))
    found = ic.engagement_windows(ic.fly(plan), plan)
    console = terminal.console(file=io.StringIO(), width=80)
    print_windows(found.pairs() if pairs else found.table(), pairs=pairs, console=console)
    lines = console.file.getvalue().splitlines()
    assert max(map(len, lines)) <= 80
    tokens = [token for line in lines for token in line.split()]
    for number in (token for token in tokens if re.match(r"[\d.,]+–?$", token)):
        assert re.fullmatch(r"\d{1,3}(,\d{3})*(\.\d)?–?", number), number
    pieces = {piece for name in plan.units.names for piece in re.findall(r"[^_-]+[_-]?", name)}
    named = {token for token in tokens if token[0].isalpha() and ("_" in token or "-" in token)}
    assert all(set(re.findall(r"[^_-]+[_-]?", token)) <= pieces | {"one-", "way"} for token in named)


def test_a_sign_of_per_cent_and_an_error_stay_with_their_number():
    for width in range(20, 60):
        console = terminal.console(file=io.StringIO(), width=width)
        grid = Grid("Share", "Causes")
        grid.add_row("5.3 % (1 to 10 %)", "no window 43.9 %, unit down 30.2 %, no round 12.7 %, others 13.2 %")
        console.print(grid)
        console.print("On average 43.9 % leak, and 30.2 % on 95 % of nights; 12.7 % and 13.2 % beyond.", markup=False)
        console.print(Text("rounds by -2.34 ± 0.28, sensors by +0.078 ± 0.062, and 12.0 ± 1.3 % of the others"))
        text = console.file.getvalue()
        assert len(re.findall(r"\d ± \d", text)) == 3
        assert text.count("%") == 12
        assert not re.search(r"(^|[│┃\s])\s*%", text.replace(" %", "%"), flags=re.MULTILINE), text
