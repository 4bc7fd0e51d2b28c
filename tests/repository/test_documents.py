"""The examples of the documents run, and print what the documents say."""

import re
from pathlib import Path

import documents
import pytest
from tree import ROOT, assert_none


@pytest.mark.parametrize("page", documents.pages(), ids=str)
def test_examples_print_what_the_page_says(page):
    assert_none(documents.differences(page))


@pytest.mark.parametrize("page", documents.pages(), ids=str)
def test_what_a_command_prints_stands_below_it_not_in_a_sentence(page):
    # There nobody compares it with what is printed today.
    told = re.findall(r"\b(?:prints|printed|says|answers) `[^`]*\d[^`]*`", (ROOT / page).read_text(encoding="utf-8"))
    assert not told


def test_there_are_pages_with_examples():
    assert len(documents.pages()) >= 10


@pytest.mark.parametrize(
    ("expected", "printed", "agree"),
    [
        ("1.5\n", "1.5\n", True),
        ("1.5\n", "1.50\n", False),
        ("", "1\n", False),
        ("1\n", "", False),
        ("a\n...\nd", "a\nb\nc\nd", True),
        ("a\n...\nd", "a\nd", True),
        ("a\n...\nd", "a\nb", False),
        ("...", "", True),
        ("a.c", "abc", False),
        ("a", "a   ", True),
    ],
)
def test_lines_must_be_the_same_but_for_those_left_out(expected, printed, agree):
    assert documents.agrees(tuple(expected.splitlines()), printed.splitlines()) is agree


PAGE = """\
```python
x = 2
```

```python
print(x + 1)
```

Then:

    $ intercept --version
    intercept 9

```python
print("more")
```

```text
less
```
"""


def test_a_block_that_prints_what_no_block_says_is_told(tmp_path):
    path = tmp_path / "page.md"
    path.write_text(PAGE)
    found = documents.differences(path)
    assert [text.splitlines()[0].rsplit(":", 1)[1] for text in found] == ["6 prints", "11 prints", "15 prints"]
    assert "3\nnot\n(nothing)" in found[0]


def test_a_page_rewritten_holds_and_stays(tmp_path):
    path = tmp_path / "page.md"
    path.write_text(documents.rewritten(PAGE))
    assert "```python\nprint(x + 1)\n```\n\n```text\n3\n```\n\nThen:" in path.read_text()
    assert not documents.differences(path)
    assert documents.rewritten(path.read_text()) == path.read_text()


def test_an_error_is_told(tmp_path):
    path = tmp_path / "page.md"
    path.write_text("```python\nprint(1)\n1 / 0\n```\n\n```text\n1\n```\n")
    (told,) = documents.differences(path)
    assert "ZeroDivisionError" in told


def test_no_page_may_hold_an_error(tmp_path):
    path = tmp_path / "page.md"
    path.write_text(documents.rewritten("```python\n1 / 0\n```\n"))
    assert "ZeroDivisionError" in path.read_text()
    assert documents.differences(path)


def test_examples_are_run_beside_the_examples_of_the_repository():
    with documents.workbench():
        assert Path("examples/notional-small.toml").read_bytes() == (ROOT / "examples/notional-small.toml").read_bytes()
