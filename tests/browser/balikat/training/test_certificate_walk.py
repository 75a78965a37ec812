"""A cohort from its announcement to a verified certificate: officer, trainer and head, then a stranger with a phone."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from core import clock
from core.auth.roles import Role
from core.dates import format_date_short
from core.db import transaction
from tests import factories
from tests.browser.conftest import DESKTOP, PHONE, faults, serving
from tests.pictures import qr_in

TODAY = format_date_short(clock.today())
Open = Callable[..., Page]


@pytest.fixture
def open_as(app: Flask, browser: Browser) -> Iterator[Open]:
    """Return a function that opens a window for a role (None: a stranger) on a town with three traders."""
    with app.app_context(), transaction():
        for name in ("Ani Lestari", "Budi Santoso", "Citra Dewi"):
            factories.make_person(name)
    with ExitStack() as opened, serving(app) as address:

        def open_window(role: Role | None, viewport: dict[str, int] = DESKTOP) -> Page:
            context = browser.new_context(viewport=viewport, base_url=address, locale="id-ID")  # type: ignore[arg-type]
            opened.callback(context.close)
            if role is not None:
                cookie = factories.signing_in(app)(role).get_cookie("session")
                assert cookie is not None
                context.add_cookies([{"name": "session", "value": cookie.value, "url": address}])
            return context.new_page()

        yield open_window


def send(page: Page, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).click()
    page.wait_for_load_state("networkidle")
    assert page.locator(".error-summary").count() == 0, page.locator(".error-summary").inner_text()


def announce(officer: Page) -> str:
    """Make the course, open the cohort, plan its session, give two people a seat; return the cohort's address."""
    officer.goto("/pelatihan/baru")
    for field, value in {"name": "Roti dan kue", "theme": "Kuliner", "hours": "4", "kbli_code": "10710"}.items():
        officer.fill(f"#{field}", value)
    officer.fill("#post_test_minimum", "60")
    send(officer, "Simpan pelatihan")
    officer.goto("/angkatan/baru")
    officer.select_option("#course_id", label="Roti dan kue")
    values = {"name": "Angkatan 1", "starts_on": TODAY, "ends_on": TODAY, "place": "Aula", "seats": "2"}
    for field, value in values.items():
        officer.fill(f"#{field}", value)
    officer.locator("input[name=trainer_ids]").first.check()
    send(officer, "Simpan angkatan")
    match = re.search(r"/angkatan/\d+", officer.url)
    assert match is not None
    officer.fill("#first_on", TODAY)
    officer.fill("#count", "1")
    officer.check("input[name=rhythm][value=daily]")
    send(officer, "Jadwalkan")
    for word in ("Ani", "Budi", "Citra"):
        officer.goto(f"{match[0]}/peserta/tambah?q={word}")
        officer.locator("input[name=person_ids]").first.check()
        send(officer, "Tambah yang dicentang")
    expect(officer.locator("main")).to_contain_text("1 orang menunggu")
    assert faults(officer) == []
    return match[0]


def teach(trainer: Page, cohort: str) -> None:
    """Type the attendance in the grid and the scores, and declare who passed."""
    trainer.goto(f"{cohort}/presensi/isi")
    assert faults(trainer) == []
    trainer.get_by_label(re.compile("^Ani Lestari")).fill("h")
    trainer.get_by_label(re.compile("^Budi Santoso")).fill("2")
    send(trainer, "Simpan presensi")
    expect(trainer.get_by_text("2 presensi tersimpan.")).to_be_visible()
    trainer.goto(f"{cohort}/nilai")
    trainer.get_by_label("Post-test Ani Lestari").fill("60")
    trainer.get_by_label("Hasil Ani Lestari").select_option(label="Kompeten")
    send(trainer, "Simpan nilai")
    trainer.goto(cohort)
    assert faults(trainer) == []
    send(trainer, "Nyatakan lulus 1 peserta")


def test_a_cohort_from_announcement_to_a_verified_certificate(open_as: Open) -> None:
    officer = open_as(Role.OFFICER)
    cohort = announce(officer)
    teach(open_as(Role.TRAINER), cohort)
    officer.goto(f"{cohort}/sertifikat")
    assert faults(officer) == []
    officer.locator("main table a").first.click()
    certificate = officer.url
    officer.goto(f"{certificate}/cetak")
    address = qr_in(officer.locator("article.certificate").screenshot())
    assert address is not None
    stranger = open_as(None, PHONE)
    stranger.goto(address)
    expect(stranger.get_by_role("heading", level=1)).to_have_text("Sertifikat ini belum ditandatangani")
    head = open_as(Role.HEAD)
    head.goto(certificate)
    head.fill("#signed_by", "Kepala BALIKAT")
    send(head, "Catat tanda tangan")
    stranger.reload()
    expect(stranger.get_by_role("heading", level=1)).to_have_text("Sertifikat ini sah")
    expect(stranger.locator("main")).to_contain_text("A•• Le•••••")
    assert faults(stranger) == []
    head.fill("#reason", "Salah orang")
    send(head, "Cabut sertifikat")
    stranger.reload()
    expect(stranger.get_by_role("heading", level=1)).to_have_text("Sertifikat ini sudah dicabut")
