"""The explorer's page in headless Chromium: what it asks for, keeps in its address, saves, and how it is worked.

`make test-pages` runs it; it needs the command `chromium` and the package `playwright`.
"""

import os
import re
import subprocess
import sys
import tomllib
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from tree import ROOT

import intercept as ic
from intercept.base.words import KNOWN, known, nights
from intercept.report.look import words

SMALL = ROOT / "examples" / "notional-small.toml"
WHOLE = re.compile("^Full answer: ")
WAIT_MS = 120_000
expect.set_options(timeout=WAIT_MS)


def serving():
    """Return a process that serves the explorer, and its address is the first line that it prints."""
    command = [sys.executable, "-c", "from intercept.cli import main; main()", "explore"]
    command += [str(SMALL), "--no-browser", "--port", "0", "--quiet"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ)


def end(going):
    going.terminate()
    assert going.wait(60) == 0


@pytest.fixture(scope="module")
def address():
    with serving() as going:
        yield going.stdout.readline().strip()
        end(going)


@pytest.fixture(params=[(1400, "light"), (390, "dark")], ids=["wide", "phone"])
def page(browser, request):
    """Yield a page that fails where anything is asked from outside, or anything is written to the console."""
    width, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    opened, asked, said = context.new_page(), [], []
    opened.on("request", lambda each: asked.append(each.url))
    opened.on("console", lambda each: said.append(each.text) if each.type in {"error", "warning"} else None)
    opened.on("pageerror", lambda each: said.append(str(each)))
    opened.set_default_timeout(WAIT_MS)
    yield opened
    hosts = {urlsplit(url).hostname for url in asked if not url.startswith(("data:", "blob:"))}
    context.close()
    assert hosts == {"127.0.0.1"}
    assert said == []


def whole(page):
    """Wait until the run and its curve are whole."""
    for name in ("#status", "#caption"):
        expect(page.locator(name)).to_have_text(WHOLE)


def query(page):
    return page.evaluate("window.location.search")


def press(page, name, key):
    """Press a key on a slider, which is opened and given the focus when it can be moved."""
    expect(page.locator(f"#{name}")).to_be_enabled()
    page.eval_on_selector(f"#{name}", "each => { each.closest('details').open = true; each.focus(); }")
    page.keyboard.press(key)


def test_three_figures_are_drawn_and_nothing_is_cut_off(page, address):
    page.goto(address)
    whole(page)
    # Eight sizes, and the raid as it is.
    expect(page.locator("#curve .scatterlayer .point")).to_have_count(9)
    assert page.locator("#leaks .bars path").count() > 5
    assert page.locator("#causes .bars path").count() > 2
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert re.match(r"On average [\d.]+ of 32 threats leak \(standard error ", page.inner_text("#words"))


def test_keys_move_a_slider_redraw_and_keep_the_address(page, address):
    page.goto(address)
    whole(page)
    before = page.inner_text("#words")
    press(page, "kill-interceptor_drone", "Home")
    expect(page.locator("#words")).not_to_have_text(before)
    whole(page)
    assert page.inner_text("#kill-interceptor_drone-value") == "0"
    assert query(page) == "?kill.interceptor_drone=0"
    press(page, "raid-subsonic_cruise", "ArrowRight")
    whole(page)
    expect(page.locator("#words")).to_contain_text("of 33 threats")
    assert query(page) == "?raid.subsonic_cruise=7&kill.interceptor_drone=0"


def test_an_address_that_is_opened_again_or_shared_shows_the_same(page, address, browser):
    page.goto(f"{address}?kill.radar_gun=0.1&curve=subsonic_cruise")
    whole(page)
    shown = page.inner_text("#words")
    assert page.input_value("#kill-radar_gun") == "0.1"
    assert page.locator("#curve-class input").nth(1).is_checked()
    page.reload()
    whole(page)
    assert page.inner_text("#words") == shown
    other = browser.new_page()
    other.goto(page.url)
    whole(other)
    assert other.inner_text("#words") == shown
    other.close()


def test_nothing_can_be_moved_before_the_address_is_read(page, address):
    held = []

    def hold(each):
        held.append(each)

    page.route("**/_dash-update-component", hold)
    page.goto(f"{address}?kill.radar_gun=0.2")
    expect(page.locator("#kill-radar_gun")).to_be_disabled()
    expect(page.locator("#curve-class input").first).to_be_disabled()
    page.unroute("**/_dash-update-component")
    for each in held:
        each.continue_()
    press(page, "kill-radar_gun", "ArrowRight")
    whole(page)
    assert query(page) == "?kill.radar_gun=0.21"


def test_a_bad_address_is_told(page, address):
    page.goto(f"{address}?kill.radar_gun=7&nothing=1")
    whole(page)
    told = page.inner_text("#alert")
    assert 'kill.radar_gun = "7" is not allowed: must be a number from 0 to 1' in told
    assert 'key = "nothing" is not allowed' in told
    assert page.get_attribute("#alert", "role") == "alert"


def test_a_bad_address_is_told_until_a_slider_is_moved(page, address):
    page.goto(f"{address}?foo=1")
    whole(page)
    expect(page.locator("#alert")).to_contain_text("The address is not understood")
    press(page, "kill-radar_gun", "ArrowRight")
    expect(page.locator("#alert")).to_have_text("")
    whole(page)
    # Back where it was is a position as good as any.
    press(page, "kill-radar_gun", "ArrowLeft")
    whole(page)
    expect(page.locator("#alert")).to_have_text("")


def test_the_page_says_what_its_numbers_rest_on(page, address):
    page.goto(address)
    expect(page.locator("#notional")).to_have_text(words.NOTIONAL)


def test_an_explorer_that_has_ended_gives_no_answer(browser):
    """Whatever is moved afterwards: the page says so, and how to go on, and greys what was answered before."""
    opened = browser.new_page()
    with serving() as going:
        opened.goto(going.stdout.readline().strip())
        whole(opened)
        expect(opened.locator("#ended")).to_have_text("")
        end(going)
    for key, state in (("ArrowRight", "0.21"), ("ArrowRight", "0.22"), ("Home", "0")):
        press(opened, "kill-mobile_fire_group", key)
        told = opened.locator("#ended")
        expect(told).to_contain_text("The explorer has ended")
        expect(told).to_contain_text(f"intercept explore SCENARIO --state 'kill.mobile_fire_group={state}'")
        for name in ("#status", "#caption"):
            expect(opened.locator(name)).to_be_hidden()
        for name in (".words", ".figures"):
            expect(opened.locator(name)).to_have_css("filter", "grayscale(1)")
    opened.close()


def test_the_scenario_that_is_shown_is_saved_and_runs_to_the_same_numbers(page, address, tmp_path):
    page.goto(f"{address}?raid.one_way_attack_drone=29&rounds.interceptor_drone=2&units_up.radar_gun=0.5")
    whole(page)
    with page.expect_download() as waited:
        page.click("#save")
    file = tmp_path / waited.value.suggested_filename
    waited.value.save_as(file)
    assert tomllib.loads(file.read_text(encoding="utf-8"))["schema_version"] == 3
    leaked = next(r for r in ic.run(file).estimates.records() if r["quantity"] == "leaked" and r["of"] == "all")
    mean = known(*(leaked[name] for name in KNOWN))
    ends = nights(
        *(leaked[name] for name in ("p05", "p95")), *((leaked[f"{p}_low"], leaked[f"{p}_high"]) for p in ("p05", "p95"))
    )
    said = f"On average {mean.mean} of 37 threats leak ({mean.how_well})."
    said += f" {ends}."
    assert page.inner_text("#words").startswith(said)


def test_every_control_has_a_name_and_shows_its_focus(page, address):
    page.goto(address)
    whole(page)
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    seen = set()
    page.evaluate("document.activeElement.blur()")
    for _ in range(80):
        page.keyboard.press("Tab")
        found = page.evaluate(
            """() => { const each = document.activeElement; const look = getComputedStyle(each);
            const label = each.labels?.[0]?.innerText || each.innerText || each.getAttribute("aria-label") || "";
            return [each.id || each.tagName, label.trim(), look.outlineStyle, parseFloat(look.outlineWidth)]; }"""
        )
        if found[0] == "BODY":
            break
        seen.add(found[0])
        assert found[1], found
        assert found[2] != "none", found
        assert found[3] >= 2, found
    sliders = page.evaluate("[...document.querySelectorAll('input[type=range]')].map(each => each.id)")
    assert len(sliders) == 36
    assert set(sliders) <= seen


def test_many_presses_end_with_the_answer_to_the_last(page, address):
    page.goto(address)
    whole(page)
    page.eval_on_selector("#kill-mobile_fire_group", "each => each.focus()")
    for _ in range(25):
        page.keyboard.press("ArrowRight")
    expect(page.locator("#kill-mobile_fire_group-value")).to_have_text("0.45")
    assert query(page) == "?kill.mobile_fire_group=0.45"
    whole(page)
    page.wait_for_timeout(2_000)
    shown = page.inner_text("#words")
    page.reload()
    whole(page)
    assert page.inner_text("#words") == shown


def test_two_pages_at_once_are_each_answered(page, address, browser):
    other = browser.new_page()
    page.goto(f"{address}?kill.radar_gun=0.2")
    other.goto(f"{address}?raid.one_way_attack_drone=40")
    for _ in range(5):
        press(page, "kill-radar_gun", "ArrowRight")
        press(other, "raid-one_way_attack_drone", "ArrowRight")
    expect(other.locator("#words")).to_contain_text("of 53 threats")
    whole(page)
    whole(other)
    expect(page.locator("#words")).to_contain_text("of 32 threats")
    assert query(page) == "?kill.radar_gun=0.25"
    assert "raid.one_way_attack_drone=45" in other.evaluate("window.location.search")
    other.close()
