"""A headless Chromium."""

import shutil

import pytest
from playwright.sync_api import sync_playwright


@pytest.fixture(scope="session")
def browser():
    """Return Debian's Chromium (apt-get install chromium); without one the tests fail."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    assert found, "chromium is missing: apt-get install chromium"
    with sync_playwright() as playwright:
        # Its own sandbox needs rights that a container does not give; the pages are ours.
        opened = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield opened
        opened.close()
