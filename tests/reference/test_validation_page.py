"""The table in docs/validation.md is the one that `intercept validate --format markdown` prints."""

import re

from tree import ROOT

from intercept.validation import Library, report, run

PAGE = ROOT / "docs" / "validation.md"
NUMBER = re.compile(r"\d\.\d+e[+-]\d+|\d+(?:\.\d+)?")


def rows(markdown):
    return [[cell.strip() for cell in re.split(r" \| ", line.strip("| "))] for line in markdown.strip().splitlines()]


def first_number(cell):
    return float(NUMBER.match(cell).group())


def test_the_page_is_current():
    shown = PAGE.read_text(encoding="utf-8").split("<!-- table -->")[1].split("<!-- end of table -->")[0]
    checks = run(library=Library())
    printed, page = rows(report.as_markdown(checks)), rows(shown)
    told = "paste the output of `intercept validate --format markdown` into docs/validation.md"
    assert len(page) == len(printed), told
    for check, ours, there in zip(checks, printed[2:], page[2:], strict=True):
        # Which row of a series is the worst may change with rounding, and the figures with it.
        place = re.compile(r"worst at [\d.]+")
        assert place.sub("", there[3]) == place.sub("", ours[3]), told
        same = [0, 1, 2, 6, 9, 10] if check.case.startswith(("raid", "run")) else [0, 1, 2, 6, 8, 9, 10]
        assert [there[i] for i in same] == [ours[i] for i in same], told
        # The last digits of ours depend on the processor; a tenth of the tolerance does not.
        # What a search leaves within its tolerance is any number.
        if check.case not in {"class-ends", "sent-flights"}:
            assert abs(first_number(there[7]) - check.difference) <= 0.1 * check.tolerance, told
