"""Every page as a headless Chromium shows it: drawn whole, nothing asked of a network, nothing cut off, readable.

`make test-pages` runs this, and leaves what it saw in out/pages/ to be looked at.
"""

import re
import subprocess
from html import unescape
from pathlib import Path

import pages_made
import pypdfium2 as pdfium
import pytest
from pages_opened import opened, until
from patience import PATIENCE_S

import intercept as ic
from intercept.report.look import provenance

LOOKED_AT = Path(__file__).with_name("looked_at.js").read_text(encoding="utf-8")
WIDTHS, SCHEMES = (1400, 390), ("light", "dark")
# Of one picture: the browser does not take larger ones whole.
PICTURE = 2400


def pictured(page, path):
    """Write pictures of the whole page, one below the other."""
    total = page.evaluate("document.documentElement.scrollHeight")
    count = -(-total // PICTURE)
    height = -(-total // count)
    page.set_viewport_size({"width": page.viewport_size["width"], "height": height})
    for number in range(1, count + 1):
        page.evaluate(f"scrollTo(0, {(number - 1) * height})")
        # A scene in space is drawn in the next frame.
        page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        page.screenshot(path=path.with_name(f"{path.name}-{number}.png"))


# What is folded, and what follows when it is open.
ALL_OPEN = """Promise.all(Array.from(document.querySelectorAll("details:not([open])"), (each) => new Promise((done) => {
  each.addEventListener("toggle", done, { once: true });
  each.open = true;
})))"""


@pytest.mark.parametrize("name", pages_made.PAGES)
def test_every_page_says_how_it_was_made(made, name):
    section = made(name).read_text(encoding="utf-8").split('<section id="made"')[1].split("</section>")[0]
    assert provenance.TITLE in section
    assert f"<code>{ic.__version__}</code>" in section


# Of these the sentence or the raid is the title, and a scenario is only one of the things that they are held against.
OF_MORE = {"claim", "forecast"}
OF_NONE = {"flight", "flights", "flyout", "coverage", "footprint", "area-loss"}


@pytest.mark.parametrize("name", pages_made.PAGES)
def test_a_page_of_a_scenario_names_it(made, name):
    html = made(name).read_text(encoding="utf-8")
    title = unescape(re.search(r"<h1[^>]*>(.*?)</h1>", html)[1])
    rows = dict(
        re.findall(r'<th scope="row">([^<]*)</th><td><code>([^<]*)</code>', html.split('<section id="made"')[1])
    )
    names = [unescape(rows[key]) for key in ("Scenario name", "Scenario names") if key in rows]
    assert ("Scenario SHA-256" in rows or "Scenarios SHA-256" in rows) == bool(names) == (name not in OF_NONE)
    if names and name not in OF_MORE:
        assert names[0].split("; ")[0] in title


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", pages_made.PAGES)
def test_a_page_is_drawn_whole_and_readable(browser, made, name, width, scheme):
    path = made(name)
    page, wrong = opened(browser, path, width, scheme)
    page.evaluate(ALL_OPEN)
    for more in page.query_selector_all("[aria-expanded=false]"):
        more.click()
    wrong += page.evaluate(LOOKED_AT)
    for details in page.query_selector_all("details"):
        details.evaluate("each => { each.open = false; }")
    pictured(page, path.parents[path.parts[::-1].index("pages") - 1] / f"{name}-{width}-{scheme}")
    page.context.close()
    assert not wrong, "\n".join(wrong)


# What stands before the appendix, or without one the whole page but its data.
SHEETS = {"night": 2, "run": 2, "claim": 2, "forecast": 2}


@pytest.mark.parametrize("name", SHEETS)
def test_the_answer_prints_on_two_sheets(browser, made, name, tmp_path):
    page, wrong = opened(browser, made(name), 1400, "dark")
    whole = printed(page, tmp_path / "whole.pdf")
    page.add_style_tag(content=".appendix { display: none !important; }")
    answer = printed(page, tmp_path / "answer.pdf")
    assert len(answer) <= SHEETS[name]
    # The assumptions, all of them, are half of it.
    assert len(whole) <= SHEETS[name] + 10
    assert whole[: len(answer)] == answer
    page.context.close()
    assert not wrong


def printed(page, path):
    """Print a page; return the text of each sheet."""
    page.pdf(path=path, prefer_css_page_size=True)
    return sheets(path)


def sheets(path):
    """Return the text of each sheet of a file."""
    with pdfium.PdfDocument(path) as read:
        return [sheet.get_textpage().get_text_range() for sheet in read]


def test_a_browser_without_a_window_prints_what_is_drawn_and_folded(chromium, made, tmp_path):
    """As `chromium --headless --print-to-pdf` does, on loading and without a wait."""
    path = made("night")
    command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'own'}"]
    subprocess.run(
        [*command, f"--print-to-pdf={tmp_path / 'night.pdf'}", path.resolve().as_uri()],
        check=True,
        capture_output=True,
        timeout=PATIENCE_S,
    )
    text = sheets(tmp_path / "night.pdf")
    first = next(place for place, each in enumerate(text) if "Appendix" in each)
    assert first <= SHEETS["night"]
    answer, appendix = (" ".join(each) for each in (text[:first], text[first:]))
    # Names on axes: the figures were drawn.
    for words in ("leak on average", "Leakers of the class", "Replications, %", "Outcome by class", "used up?"):
        assert words in answer, words
    for words in (
        "The course of the night",
        "Time of the clock",
        "Single-shot kill probability",
        "Unit cost",
        "How this was made",
    ):
        assert words in appendix, words
    assert "drawn by the browser" not in answer + appendix


def test_layers_are_turned_on_by_keyboard(browser, made):
    page, wrong = opened(browser, made("night"), 1400, "light")
    layer = page.locator("[data-of=map] button", has_text="Assets").first
    shown = "document.querySelectorAll('#map .scatterlayer .points path').length"
    before = page.evaluate(shown)
    layer.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-of=map] button[aria-pressed=true]:has-text('Assets')")
    until(page, f"{shown} === 42")
    assert before == 0
    page.context.close()
    assert not wrong


def test_the_scale_bar_keeps_to_the_scale(browser, made):
    page, wrong = opened(browser, made("night"), 1400, "light")
    told = "document.querySelector('#map .annotation-text').textContent"
    far = page.evaluate(told)
    page.evaluate("Plotly.relayout('map', {'xaxis.range': [0, 40]})")
    until(page, f"{told} !== {far!r}")
    near = page.evaluate(told)
    assert float(far.split()[0]) >= 10 * float(near.split()[0])
    page.context.close()
    assert not wrong


def test_assumptions_are_found_by_words_and_by_confidence(browser, made):
    page, wrong = opened(browser, made("night"), 1400, "light")
    page.locator("#assumptions summary").click()
    count = page.locator("#assumptions output")
    total = int(count.inner_text().split()[2])
    page.locator("#assumptions input").fill("radar gun cost")
    assert count.inner_text() == f"1 of {total} shown"
    page.locator("#assumptions input").fill("")
    for button in page.locator("#assumptions button[data-grade]:not([data-grade=high])").all():
        button.click()
    rows = page.locator("#assumptions tbody tr:visible")
    assert 0 < rows.count() == page.locator("#assumptions tbody tr:visible .chip.high").count() < total
    page.context.close()
    assert not wrong


def test_files_are_saved_as_they_are(browser, made, tmp_path):
    path = made("night")
    page, wrong = opened(browser, path, 390, "dark")
    for name in ("summary.csv", "scenario.toml"):
        with page.expect_download() as saved:
            page.locator(f"button[data-file='{name}']").click()
        saved.value.save_as(tmp_path / name)
    assert (tmp_path / "summary.csv").read_text(encoding="utf-8").startswith("threat_class,launched,")
    read = ic.Scenario.from_file(tmp_path / "scenario.toml")
    assert read.hash() in path.read_text(encoding="utf-8")
    page.context.close()
    assert not wrong


def test_the_screen_may_turn_dark_while_the_page_is_open(browser, made):
    page, wrong = opened(browser, made("over-land"), 1400, "light")
    paper = "getComputedStyle(document.querySelector('.main-svg')).backgroundColor"
    light = page.evaluate(paper)
    page.emulate_media(color_scheme="dark")
    assert light == "rgb(255, 255, 255)"
    until(page, f"{paper} === 'rgb(20, 25, 29)'")
    # The sea of the ground, too.
    until(page, "document.getElementById('map').data[0].colorscale[0][1] === '#14191d'")
    page.context.close()
    assert not wrong


WRONG = {
    "main { width: 1500px; }": "the page is ",
    ".cue { display: none !important; }": "no cue of columns beyond ",
    ".soft, figcaption { color: #ccc !important; }": "has a contrast of ",
    "button { margin-bottom: -60px !important; }": " lies over ",
    ".drawing { overflow: hidden; width: 200px; }": " is cut off",
}


@pytest.mark.parametrize("style", WRONG)
def test_what_is_wrong_with_a_page_is_found(browser, made, style):
    """The looks above can fail: each fault put into a page is told."""
    page, wrong = opened(browser, made("saturation"), 390, "light")
    page.add_style_tag(content=style)
    # Figures follow the size of their place some frames later.
    until(page, f"(told) => ({LOOKED_AT})().some((said) => said.includes(told))", WRONG[style])
    page.context.close()
    assert not wrong
