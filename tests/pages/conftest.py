"""A headless Chromium, and every kind of page that the package writes."""

import shutil

import pages_made
import pytest
from playwright.sync_api import sync_playwright
from tree import ROOT

OUT = ROOT / "out" / "pages"
# Space is drawn by the processor: there need not be a graphics card.
SOFTWARE = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader"]


@pytest.fixture(scope="session")
def chromium():
    """Return the path of Debian's Chromium (apt-get install chromium); without one the tests fail."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    assert found, "chromium is missing: apt-get install chromium"
    return found


@pytest.fixture(scope="session")
def browser(chromium):
    """Return an open browser."""
    with sync_playwright() as playwright:
        # Its own sandbox needs rights that a container does not give; the pages are ours.
        opened = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", *SOFTWARE])
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def made():
    """Return a function that returns the path of a page of a kind, written on the first call."""
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    known = {}

    def page(name):
        if name not in known:
            known[name] = pages_made.PAGES[name](OUT)
        return known[name]

    return page
