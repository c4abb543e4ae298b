"""A real browser before a real server: Chromium, loopback, the same first-day database."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect
from werkzeug.serving import make_server

from tests.browser import chromium
from tests.cast import Member

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}

expect.set_options(timeout=10_000)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    path = chromium()
    assert path, "the journeys need Chromium: run `make test`, which brings it"
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    return {"executable_path": path, "args": flags}


@pytest.fixture
def site(app: Flask) -> Iterator[str]:
    """The address of the running application."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture
def visit(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """`visit(member)` opens a browser in which they signed in through the page; a script error fails the test."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def open_browser(
        member: Member | None = None, *, script: bool = True, size: Any = PHONE, dark: bool = False
    ) -> Page:
        context = browser.new_context(
            base_url=site,
            java_script_enabled=script,
            viewport=size,
            color_scheme="dark" if dark else "light",
            locale="id-ID",
            accept_downloads=True,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda message: errors.append(message.text) if _is_fault(message) else None)
        if member is not None:
            sign_in(page, member)
        return page

    yield open_browser
    for context in contexts:
        context.close()
    assert not errors, errors


def sign_in(page: Page, member: Member) -> None:
    page.goto("/sign-in")
    page.get_by_label("NIP atau surel").fill(member.email)
    page.get_by_label("Kata sandi").fill(member.password)
    page.get_by_role("button", name="Masuk").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Masuk")


# What Chromium and htmx report when a form is refused or the line is cut; those tests look at the page itself.
EXPECTED = (
    "the server responded with a status of 4",
    "the server responded with a status of 503",
    "net::ERR_FAILED",
    "net::ERR_INTERNET_DISCONNECTED",
    "net::ERR_CONNECTION_RESET",
    "Failed to fetch",
)


def _is_fault(message: Any) -> bool:
    return message.type == "error" and not any(part in message.text for part in EXPECTED)
