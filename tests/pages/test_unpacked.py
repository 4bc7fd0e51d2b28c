"""What is packed into a page, as a browser unpacks it: the same figures, the same bytes; words without scripts."""

import json

import page_read
import pages_made
import pytest
from pages_opened import opened

# More a visit without being asked, and the browser saves none of them.
SAVED_MAX = 10
DRAWN = "Object.fromEntries(figures.map((each) => [each.plot.id, each.made.data]))"


@pytest.mark.parametrize("name", pages_made.PAGES)
def test_figures_are_drawn_from_what_was_packed(browser, made, name):
    path = made(name)
    page, wrong = opened(browser, path, 1400, "light")
    shown = page.evaluate(f"JSON.stringify({DRAWN})")
    packed = {place: each["data"] for place, each in page_read.figures(path.read_text(encoding="utf-8")).items()}
    assert json.loads(shown) == packed
    page.context.close()
    assert not wrong


@pytest.mark.parametrize("name", pages_made.PAGES)
def test_every_file_is_saved_byte_for_byte(browser, made, name, tmp_path):
    path = made(name)
    files = page_read.files(path.read_text(encoding="utf-8"))
    names = list(files)
    for first in range(0, len(names), SAVED_MAX):
        page = browser.new_page()
        page.goto(path.resolve().as_uri())
        for file in names[first : first + SAVED_MAX]:
            with page.expect_download() as saved:
                page.locator(f"button[data-file='{file}']").click()
            saved.value.save_as(tmp_path / file)
        page.close()
    assert {file: (tmp_path / file).read_bytes().decode("utf-8") for file in files} == files


def test_without_scripts_the_answer_reads_and_the_rest_says_what_it_needs(browser, made):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(made("night").resolve().as_uri())
    assert "leak on average" in page.locator(".answer").inner_text()
    assert page.locator("#outcome tbody tr").count() == 4
    page.locator("#assumptions summary").click()
    for place in page.locator(".drawing, .packed").all():
        assert "needs JavaScript" in place.inner_text()
    context.close()


def test_the_report_of_the_recorded_night_is_small(made):
    assert made("night").stat().st_size < 2.2e6
