"""A page of the package in a browser, drawn, and what comes to hold in it."""

import time

import pytest
from patience import PATIENCE_MS, PATIENCE_S
from playwright.sync_api import TimeoutError  # noqa: A004 - as the library calls it


def opened(browser, path, width, scheme):
    """Return a page that is drawn, and a list to which go errors of its script and requests it makes."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, has_touch=width < 500)
    context.set_default_timeout(PATIENCE_MS)
    page, wrong = context.new_page(), []
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    own = (path.resolve().as_uri(), "blob:", "data:")
    page.on("request", lambda asked: None if asked.url.startswith(own) else wrong.append(f"asks for {asked.url}"))
    page.goto(path.resolve().as_uri())
    try:
        page.wait_for_selector("html[data-figures=drawn]", timeout=PATIENCE_MS)
    except TimeoutError:
        pytest.fail(f"not drawn: {wrong}")
    for scene in page.query_selector_all(".drawing.in-space"):
        scene.scroll_into_view_if_needed()
        page.wait_for_selector(f"#{scene.get_attribute('id')} canvas", timeout=PATIENCE_MS)
    return page, wrong


def until(page, holds, *given):
    """Wait until an expression holds in a page; a page of the package lets no other code look for itself."""
    late = time.monotonic() + PATIENCE_S
    while not page.evaluate(holds, *given):
        assert time.monotonic() < late, f"never: {holds}"
        page.wait_for_timeout(50)
