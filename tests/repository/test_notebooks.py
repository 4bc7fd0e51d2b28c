"""The notebooks of the documents run, show what they hold, and hold nothing of the machine that ran them."""

import base64

import nbformat
import notebooks
import pytest
from nbclient.exceptions import CellExecutionError
from notebook_pages import as_markdown, write_pages
from tree import assert_none, read

QUESTIONS = {
    *("back-test", "claim-check", "dispersion", "first-raid", "footprint", "own-tracks", "saturation", "sensitivity"),
}
# The least that a reader can do with: what it asks, what it shows, and what it cannot tell.
LAST = "## What this cannot tell you"


@pytest.mark.parametrize("path", notebooks.notebooks(), ids=lambda path: path.stem)
def test_a_notebook_shows_what_it_holds(path):
    held = notebooks.read_notebook(path)
    assert_none(notebooks.differences(held, notebooks.run(held)))


def test_every_question_has_its_notebook():
    assert {path.stem for path in notebooks.notebooks()} == QUESTIONS


@pytest.mark.parametrize("path", notebooks.notebooks(), ids=lambda path: path.stem)
def test_a_notebook_is_as_it_is_written(path):
    notebook = notebooks.read_notebook(path)
    nbformat.validate(notebook)
    assert read(path) == nbformat.writes(notebooks.cleaned(notebook)) + "\n"
    assert notebook.cells[0].source.startswith("# ")
    assert notebook.cells[-1].source.startswith(LAST)
    assert any("image/png" in text for cell in notebook.cells for text in notebooks.texts(cell)) or (
        path.stem in {"claim-check", "back-test"}
    )
    assert not any(text.startswith(("error", "stderr")) for cell in notebook.cells for text in notebooks.texts(cell))


def made(*sources):
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])


def test_another_output_is_told_with_its_cell():
    held = notebooks.run(made("x = 2", "print(x)", "x + 1"))
    assert [notebooks.texts(cell) for cell in held.cells] == [[], ["stdout: 2\n"], ["text/plain: 3"]]
    assert not notebooks.differences(held, held)
    held.cells[1].outputs[0].text = "3\n"
    (told,) = notebooks.differences(held, notebooks.run(held))
    assert told.splitlines() == ["print(x)", "shows", "stdout: 2", "not", "stdout: 3"]


def test_a_cell_that_fails_fails_the_notebook():
    with pytest.raises(CellExecutionError, match="ZeroDivisionError"):
        notebooks.run(made("1 / 0"))


def test_what_a_notebook_holds_of_a_machine_is_taken_out():
    held = made("1 + 1")
    held.cells[0].execution_count = 7
    held.cells[0].metadata["execution"] = {"iopub.execute_input": "2026-01-01T00:00:00Z"}
    held.metadata["language_info"] = {"name": "python", "version": "3.0.0"}
    clean = notebooks.cleaned(held)
    assert clean.cells[0].execution_count is None
    assert clean.cells[0].metadata == {}
    assert clean.metadata.language_info == {"name": "python"}


TABLE = '<style scoped>\n.a {}\n</style>\n<table border="1" class="dataframe"><tr><td>&lt;1</td></tr></table>'
PICTURE = base64.b64encode(b"picture").decode()
SHOWN = [
    nbformat.v4.new_output("stream", name="stdout", text="a < b\n\nc\n"),
    nbformat.v4.new_output("execute_result", data={"text/plain": "<1>", "text/html": TABLE}),
    nbformat.v4.new_output("execute_result", data={"text/plain": "[1, 2]"}),
    nbformat.v4.new_output(
        "display_data", data={"image/png": PICTURE, "text/plain": ""}, metadata={"image/png": {"alt": "A figure"}}
    ),
]
PAGE = """\
# A question

This page is a notebook: download [asked.ipynb](asked.ipynb) and run it yourself, in any folder.

In words.

```console
$ intercept --version
```

```python
print(1)
```

<pre style="white-space: pre-wrap"><code>a &lt; b

c</code></pre>

<table><tr><td>&lt;1</td></tr></table>

<pre style="white-space: pre-wrap"><code>[1, 2]</code></pre>

![A figure](asked-1.png)
"""


def test_a_page_of_a_notebook_has_its_words_code_and_outputs(tmp_path):
    asked = made("!intercept --version", "print(1)")
    asked.cells.insert(0, nbformat.v4.new_markdown_cell("# A question\n\nIn words."))
    asked.cells[-1].outputs = SHOWN
    assert as_markdown(asked, "asked") == (PAGE, {"asked-1.png": b"picture"})
    nbformat.write(asked, tmp_path / "asked.ipynb")
    write_pages(tmp_path)
    assert (tmp_path / "asked.md").read_text(encoding="utf-8") == PAGE
    assert (tmp_path / "asked-1.png").read_bytes() == b"picture"
