"""A real Chromium before a real server, on the sample data with CSRF switched on."""

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from harkat.sample.service.ground import PASSWORD

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-quic", "--no-first-run"]
PHONE, DESKTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 900}

Open = Callable[..., Page]


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark every test of this folder, and skip them plainly where no Chromium is."""
    if item.path.is_relative_to(Path(__file__).parent):
        item.add_marker(pytest.mark.browser)
        if CHROMIUM is None:
            item.add_marker(pytest.mark.skip(reason="no Chromium here: apt install chromium"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """Serve an app on a free port of this machine and yield its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="session")
def site(sample_app: Flask) -> Iterator[str]:
    """The address of the running sample."""
    with serving(sample_app) as address:
        yield address


@pytest.fixture
def windows(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Return a function that opens windows on a site, signed in as an account (None: nobody)."""
    contexts = []

    def open_window(address: str, username: str | None, *, viewport: dict[str, int] = DESKTOP) -> Page:
        context = browser.new_context(viewport=viewport, base_url=address, locale="id-ID")  # type: ignore[arg-type]
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        if username is not None:
            page.goto("/akun/masuk")
            page.fill("#username", username)
            page.fill("#password", PASSWORD)
            page.click("main button")
            page.wait_for_url("**/")
        return page

    yield open_window
    for context in contexts:
        context.close()


@pytest.fixture
def open_as(windows: Callable[..., Page], site: str) -> Open:
    """Return a function that opens a window on the sample, signed in as a sample account (None: nobody)."""
    return partial(windows, site)


def faults(page: Page) -> list[str]:
    """Return what axe-core finds wrong on a page, in words."""
    found = Axe().run(page).response["violations"]
    return [f"{item['id']}: {item['help']}: {item['nodes'][0]['html'][:160]}" for item in found]
