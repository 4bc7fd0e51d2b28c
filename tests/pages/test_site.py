"""The documents as a site on a narrow screen: nothing runs off it without a cue."""

import subprocess
import sys

import pytest
from tree import ROOT

PAGES = ("quick-start", "how-to/formats", "how-to/saturation", "notebooks/footprint", "validation", "reference/areas")
# What is wider than its place, and whether the ground at its edge tells so.
WIDE = """() => Array.from(document.querySelectorAll(".md-content pre > code, .md-content .md-typeset__scrollwrap"))
  .filter((each) => each.scrollWidth > each.clientWidth + 1)
  .map((each) => [getComputedStyle(each), each])
  .map(([look, each]) => [each.textContent.trim().slice(0, 40), look.overflowX, look.backgroundImage,
    look.backgroundAttachment])"""
COVERED = """() => Array.from(document.querySelectorAll(".md-content .md-typeset__scrollwrap table"))
  .filter((each) => getComputedStyle(each).backgroundColor !== "rgba(0, 0, 0, 0)").length"""


@pytest.fixture(scope="module")
def site():
    """Build the site, and return its folder."""
    subprocess.run([sys.executable, ROOT / "docs" / "build.py"], check=True, capture_output=True)
    return ROOT / "out" / "site"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_wider_than_a_phone_says_so(browser, site, scheme):
    context = browser.new_context(viewport={"width": 390, "height": 844}, color_scheme=scheme, has_touch=True)
    found = 0
    for name in PAGES:
        page = context.new_page()
        page.goto((site / f"{name}.html").as_uri())
        page.wait_for_load_state()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
        for words, overflow, ground, attached in page.evaluate(WIDE):
            found += 1
            assert overflow == "auto", (name, words)
            # Shades stay at the edges; what covers them moves with the text.
            assert ground.count("radial-gradient") == 2, (name, words)
            assert attached == "local, local, scroll, scroll", (name, words)
        assert page.evaluate(COVERED) == 0, name
        page.close()
    context.close()
    assert found > len(PAGES)
