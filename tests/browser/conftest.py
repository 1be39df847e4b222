"""Visits of the site of the samples."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page


@pytest.fixture
def visit(browser: Browser, served_samples: str) -> Iterator[Callable[..., Page]]:
    """Opens an address of the site: visit(address, options of the browser context).

    What the browser complains about and requests from elsewhere fails the test.
    """
    contexts, complaints = [], []

    def open_page(address: str, **options) -> Page:
        contexts.append(browser.new_context(**options))
        page = contexts[-1].new_page()
        page.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(f"exception: {error}"))
        page.on(
            "requestfailed",  # going on to another page ends what the last one still loads
            lambda request: request.failure == "net::ERR_ABORTED" or complaints.append(f"failed: {request.url}"),
        )
        page.on(
            "request",
            lambda request: request.url.startswith(served_samples) or complaints.append(f"elsewhere: {request.url}"),
        )
        page.goto(f"{served_samples}/{address}")
        return page

    yield open_page
    found = list(complaints)  # closing breaks off what still loads
    for context in contexts:
        context.close()
    assert found == []
