"""The economics department asks its questions by clicking and by keyboard, and prints what it read."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Open, faults

UPRIGHT, LYING = 718, 1046
"""How wide a sheet of A4 is between margins of a centimeter, in pixels, upright and lying."""

REPORTS = (
    "/laporan",
    "/laporan/perjalanan?kecamatan=15.71.06&dasar=known&tanggal=31/05/2026",
    "/laporan/rincian?baris=kecamatan&kolom=bulan",
    "/laporan/utang?tanggal=31/05/2026",
    "/fasilitas/transaksi?dokumen=belum",
)


def test_why_a_kecamatan_got_nothing_in_a_month_takes_six_clicks(open_as: Open) -> None:
    page = open_as("perekonomian")
    page.get_by_text("Laporan", exact=True).first.click()
    page.get_by_role("link", name="Rincian", exact=True).click()
    page.get_by_label("Kolom").select_option(label="Bulan cair")
    page.get_by_role("button", name="Tampilkan").click()
    nothing = page.get_by_role("link", name=re.compile("mengapa belum ada di Danau Teluk")).last
    nothing.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("di Danau Teluk, per")
    reasons = page.get_by_role("region", name="Tabel alasan")
    expect(reasons).to_contain_text("Berkas belum lengkap")
    reasons.get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Tertahan:")
    expect(page.get_by_role("region", name="Tabel nomor")).to_contain_text("Danau Teluk")
    assert "Tanpa nama dan tanpa NIK" in page.inner_text("main")


def test_whether_women_repay_differently_and_when_half_is_used_are_answered_with_their_doubt(open_as: Open) -> None:
    page = open_as("perekonomian")
    page.goto("/laporan")
    page.get_by_role("link", name="Mutu").last.click()
    compared = page.locator("section", has=page.get_by_role("heading", name="Dibandingkan"))
    expect(compared).to_contain_text("bukan bukti sebab")
    expect(compared.get_by_role("region", name="Tabel perempuan dan laki-laki")).to_contain_text("Perempuan")
    page.get_by_role("link", name="Perkiraan").last.click()
    expect(page.locator("#perkiraan")).to_contain_text("Data belum cukup")
    page.get_by_label("Andai kelas BALIKAT").select_option(index=1)
    expect(page.locator("#perkiraan")).to_contain_text("Pengandaian ini mengubah perkiraan tengah")
    expect(page.get_by_role("link", name="Excel perkiraan ini")).to_have_attribute("href", re.compile("kelas="))


def reached_by_tab(page: Page) -> list[str]:
    """Return what the tab key reaches in the main part of a page, in order."""
    page.locator("h1").evaluate("one => { one.tabIndex = -1; one.focus(); }")
    found: list[str] = []
    for _ in range(60):
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.getAttribute('aria-label') || document.activeElement.innerText")
        found.append(str(name or ""))
        if page.evaluate("!document.activeElement.closest('main')"):
            return found
    return found


def test_pictures_and_tables_are_read_by_keyboard_and_print_whole(open_as: Open) -> None:
    page = open_as("perekonomian", viewport=PHONE)
    page.goto("/laporan")
    reached = reached_by_tab(page)
    assert {"Gambar serapan", "Tabel menurut bank", "Tabel menurut kecamatan"} <= set(reached)
    frame = page.get_by_role("region", name="Tabel menurut bank")
    frame.focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    frame.evaluate("(one) => new Promise((seen) => one.scrollLeft > 0 ? seen() : one.addEventListener('scroll', seen))")
    for image in page.locator("main img").all():
        assert "Angkanya ada di tabel" in str(image.get_attribute("alt"))
    page.emulate_media(media="print")
    for address, width in ((REPORTS[0], UPRIGHT), (REPORTS[1], LYING), (REPORTS[2], LYING), ("/fasilitas", LYING)):
        page.set_viewport_size({"width": width, "height": 1000})
        page.goto(address)
        wide = page.evaluate(
            "[...document.querySelectorAll('main table')].filter(one => one.getBoundingClientRect().right > innerWidth)"
            ".map(one => one.parentElement.getAttribute('aria-label'))"
        )
        assert wide == [], "a printed table that runs off the sheet"


def test_the_pages_of_the_department_are_readable_by_everybody(open_as: Open) -> None:
    page = open_as("perekonomian", viewport=PHONE)
    for address in REPORTS[1:4]:
        page.goto(address)
        assert faults(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], address
