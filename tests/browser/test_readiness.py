"""The scorecard before two persons: drafted, compared, confirmed by the second, undone; the new pages are clean."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, faults

Open = Callable[..., Page]


def test_a_scorecard_is_drafted_compared_confirmed_by_the_second_person_and_undone(open_as: Open) -> None:
    admin, head = open_as("admin"), open_as("pimpinan", viewport=PHONE)
    admin.goto("/kesiapan/tabel")
    assert faults(admin) == []
    admin.get_by_role("button", name="Buat rancangan perubahan").click()
    assert faults(admin) == []
    admin.fill("#reason", "Uji peramban: syarat skor siap dinaikkan.")
    admin.fill("#item-training_completed-weight", "11")
    admin.get_by_role("button", name="Simpan dan bandingkan").click()
    expect(admin.locator(".error-summary")).to_contain_text("Jumlah bobot harus 100, sekarang 101")
    expect(admin.locator("#reason")).to_have_value("Uji peramban: syarat skor siap dinaikkan.")
    admin.fill("#item-training_completed-weight", "10")
    admin.fill("#thresholds-ready", "100")
    admin.get_by_role("button", name="Simpan dan bandingkan").click()
    expect(admin.locator("#siapa")).to_contain_text("orang akan berubah status")
    expect(admin.locator("main")).to_contain_text("Nama dan sebab tiap orang dilihat pimpinan")
    admin.get_by_role("button", name="Ajukan pengesahan").click()
    expect(admin.locator("#sahkan")).to_be_visible()
    assert admin.get_by_role("button", name="Sahkan", exact=True).count() == 0
    head.goto(admin.url)
    expect(head.locator("main")).to_contain_text("Siapa dan mengapa")
    expect(head.locator("main")).to_contain_text("Ambang siap 70 menjadi 100.")
    assert faults(head) == []
    assert head.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    head.get_by_role("button", name="Sahkan", exact=True).click()
    expect(head.locator("#berlaku")).not_to_contain_text("versi 2026-1")
    head.get_by_role("button", name="Ajukan kembali ke versi 2026-1").click()
    admin.goto(head.url)
    admin.get_by_role("button", name="Sahkan", exact=True).click()
    expect(admin.locator("#berlaku")).to_contain_text("versi 2026-1")


def test_the_pages_around_readiness_are_clean_and_fit_a_phone(open_as: Open) -> None:
    page = open_as("petugas", viewport=PHONE)
    page.goto("/kesiapan?status=needs_debt_resolution")
    page.locator("main table a").first.click()
    person = page.url.rsplit("/", 1)[-1]
    for path in (
        f"/kesiapan/orang/{person}",
        f"/kesiapan/orang/{person}/surat",
        f"/kesiapan/orang/{person}/keberatan",
        f"/berkas/orang/{person}",
        f"/orang/{person}/berkas/ktp/foto/kirim",
        "/kesiapan/periksa",
        "/kelompok/sub/1",
        "/kesiapan/sub/1/ketua",
    ):
        page.goto(path)
        assert faults(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0, path
