"""Every page each role can reach by its links: readable by everybody, and never wider than a phone."""

import re
from urllib.parse import urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Error, Page

from tests.browser.conftest import DESKTOP, PHONE, Open, faults

PAGES_AT_MOST = 60
NOT_PAGES = re.compile(r"\.(pdf|xlsx|csv|svg|txt)$|/unduh|/excel|/csv")


def endpoint_of(app: Flask, address: str) -> str | None:
    """Return the endpoint an address of this site leads to."""
    with app.test_request_context():
        adapter = app.create_url_adapter(None)
    bound = app.url_map.bind("localhost") if adapter is None else adapter
    try:
        endpoint, _ = bound.match(urlsplit(address).path, method="GET")
    except Exception:  # noqa: BLE001 - not an address of ours
        return None
    return str(endpoint)


def links(page: Page) -> list[str]:
    """Return the addresses a page links to on this site."""
    found: list[str] = page.eval_on_selector_all("a[href]", "all => all.map(one => one.getAttribute('href'))")
    return [href for href in found if href.startswith("/")]


def crawl(app: Flask, page: Page, examined: set[tuple[str, int]]) -> list[str]:
    """Open one page of every endpoint that can be reached, and return every fault found.

    :param examined: the endpoints and widths axe has read already for another role
    """
    waiting, seen, found = ["/"], set[str](), list[str]()
    while waiting and len(seen) < PAGES_AT_MOST:
        address = waiting.pop(0)
        endpoint = endpoint_of(app, address)
        if endpoint is None or endpoint in seen or NOT_PAGES.search(address):
            continue
        seen.add(endpoint)
        try:
            opened = page.goto(address, wait_until="load")
        except Error as trouble:
            if "Download is starting" not in str(trouble):
                raise
            continue
        if opened is None or "text/html" not in opened.headers.get("content-type", ""):
            continue
        if opened.status >= 400:
            found.append(f"{address}: answered {opened.status}")
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > page.viewport_size["width"]:  # type: ignore[index]
            found.append(f"{address}: {width} px wide")
        if (endpoint, page.viewport_size["width"]) not in examined:  # type: ignore[index]
            examined.add((endpoint, page.viewport_size["width"]))  # type: ignore[index]
            found += [f"{address}: {fault}" for fault in faults(page)]
        waiting += [href for href in links(page) if endpoint_of(app, href) not in seen]
    return found


@pytest.fixture(scope="module")
def examined() -> set[tuple[str, int]]:
    """The endpoints and widths that axe has read."""
    return set()


@pytest.mark.parametrize(
    ("username", "phone"),
    [
        (None, True),
        ("petugas", False),
        ("petugas", True),
        ("pimpinan", False),
        ("bank", False),
        ("pelatih", True),
        ("pendamping", True),
        ("perekonomian", False),
        ("auditor", False),
        ("admin", False),
    ],
)
def test_every_page_is_accessible_and_fits(
    sample_app: Flask, open_as: Open, examined: set[tuple[str, int]], username: str | None, phone: bool
) -> None:
    page = open_as(username, viewport=PHONE if phone else DESKTOP)
    assert crawl(sample_app, page, examined) == []
