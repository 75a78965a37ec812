"""One place leads to every page of the reports: the row on each of them says the same as the menu."""

import re

import pytest

from tests.conftest import Login

PAGES = (
    "/laporan", "/laporan/perjalanan", "/laporan/rincian", "/laporan/perkiraan", "/laporan/mutu", "/laporan/utang",
    "/laporan/pembinaan", "/laporan/lembar", "/laporan/kinerja", "/laporan/akhir-bulan", "/laporan/data-terbuka",
)  # fmt: skip


def addresses(text: str) -> list[str]:
    return re.findall(r'href="([^"]+)"', text)


@pytest.mark.parametrize("role", ["economics", "auditor"])
def test_every_report_page_leads_to_all_that_the_menu_names(login: Login, role: str) -> None:
    browser = login(role)
    shown = browser.get("/laporan").text
    menu = addresses(shown.split("<summary>Laporan</summary>")[1].split("</ul>")[0])
    assert set(PAGES) <= set(menu)
    for address in menu[-6:] if role == "economics" else menu[-1:]:
        row = browser.get(address).text.split('aria-label="Laporan"')[1].split("</nav>")[0]
        assert addresses(row) == menu, address
        assert re.search(rf'href="{address}" aria-current="page"', row), address


def test_the_day_that_is_looked_at_goes_along(login: Login) -> None:
    row = login("economics").get("/laporan/utang?tanggal=05/11/2025&dasar=known").text.split('aria-label="Laporan"')[1]
    there = addresses(row.split("</nav>")[0].replace("&amp;", "&"))
    assert "/laporan/rincian?tanggal=05/11/2025&dasar=known" in there
    assert "/laporan/perkiraan?tanggal=05/11/2025" in there
    assert "/laporan/kinerja" in there
