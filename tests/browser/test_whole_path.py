"""From a trader at the counter to a loan inside the Rp110 billion, through the pages, by seven roles."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from app import create_app
from core import clock
from core.config import ROOT
from core.dates import format_date_short
from core.db import db, transaction
from harkat.facility import queries as facility
from harkat.sample.commands import load_reference
from harkat.sample.service.cast import Cast
from harkat.sample.service.ground import lay_ground
from harkat.sample.story import Story
from tests.browser.conftest import PHONE, faults, serving
from tests.conftest import settings

# the holder of the sample iDeb: one loan from a licensed lender in arrears, one current paylater
NIK, NAME = "1571022605949039", "Taufik Akbar"
IDEB = ROOT / "tests" / "samples" / "ideb" / "d1" / f"KTP_{NIK}.txt"
TODAY = format_date_short(clock.today())

Window = Callable[..., Page]


@pytest.fixture
def empty_app(tmp_path: Path) -> Iterator[Flask]:
    """The app with its offices, banks and rules, and nobody registered yet."""
    application = create_app(settings(f"sqlite:///{tmp_path / 'walk.sqlite'}", tmp_path) | {"WTF_CSRF_ENABLED": True})
    with application.app_context():
        db.create_all()
        with transaction():
            load_reference()
            lay_ground(Cast(Story(clock.today(), (), ())))
        db.session.remove()
    yield application
    with application.app_context():
        db.session.remove()
        db.engine.dispose()


def send(page: Page, label: str) -> None:
    """Press a button by its words, and see that no error came back."""
    page.get_by_role("button", name=label, exact=True).click()
    page.wait_for_load_state("networkidle")
    assert page.locator(".error-summary").count() == 0, page.locator(".error-summary").inner_text()
    assert faults(page) == []


def register(page: Page) -> str:
    """Register at the counter; return the address of the person's page."""
    page.goto("/orang/daftar")
    page.fill("#nik", NIK)
    page.fill("#name", NAME)
    page.fill("#phone", "0812 3456 7890")
    page.select_option("#kelurahan_code", label="Simpang IV Sipin")
    page.fill("#need", "Tambah modal dagangan")
    for purpose in ("registration", "screening", "sharing"):
        page.check(f"#consent_{purpose}")
    send(page, "Daftarkan")
    expect(page.locator(".confirmation-number")).to_contain_text("HK-")
    match = re.search(r"/orang/(\d+)", page.url)
    assert match is not None
    return f"/orang/{match[1]}"


def complete_file(page: Page, person: str) -> None:
    """Fill in what the quick form did not ask, a business, and the papers."""
    page.goto(f"{person}/ubah")
    page.fill("#address", "Jalan Contoh No. 7")
    page.fill("#household_cost_monthly", "1.500.000")
    page.fill("#other_income_monthly", "0")
    send(page, "Simpan")
    page.goto(f"{person}/usaha/tambah")
    page.fill("#name", "Warung Taufik")
    page.fill("#kbli_code", "56102")
    page.select_option("#kbli_version", "2020")
    page.fill("#started_on", "01/03/2022")
    page.fill("#sales_monthly", "Rp14.000.000")
    page.fill("#profit_monthly", "4200000")
    page.fill("#selling_days_monthly", "26")
    send(page, "Simpan")
    for kind in ("ktp", "family_card", "business_license", "business_photo"):
        page.goto(f"{person}/berkas/{kind}")
        page.fill("#seen_on", TODAY)
        page.check("input[name=answer][value=accepted]")
        send(page, "Catat")


def teach(officer: Page, trainer: Page) -> None:
    """Open a course and a class of one session today, enroll, mark on a phone, complete."""
    officer.goto("/pelatihan/baru")
    officer.fill("#name", "Pembukuan usaha kecil")
    officer.fill("#theme", "Keuangan")
    officer.fill("#hours", "4")
    officer.check("#counts_for_credit")
    officer.fill("#share_percent", "80")
    officer.fill("#post_test_minimum", "")
    send(officer, "Simpan pelatihan")
    officer.goto("/angkatan/baru")
    officer.select_option("#course_id", label="Pembukuan usaha kecil")
    officer.fill("#name", "Angkatan 1")
    officer.fill("#starts_on", TODAY)
    officer.fill("#ends_on", TODAY)
    officer.fill("#place", "Aula BALIKAT")
    officer.fill("#seats", "16")
    officer.locator("input[name=trainer_ids]").first.check()
    send(officer, "Simpan angkatan")
    cohort = re.search(r"/angkatan/\d+", officer.url)
    assert cohort is not None
    officer.goto(f"{cohort[0]}/sesi")
    officer.fill("#first_on", TODAY)
    officer.fill("#count", "1")
    officer.check("input[name=rhythm][value=daily]")
    officer.fill("#hours", "4")
    send(officer, "Jadwalkan")
    officer.goto(f"{cohort[0]}/peserta/tambah?q=Taufik")
    officer.locator("input[name=person_ids]").first.check()
    send(officer, "Tambah yang dicentang")
    trainer.goto("/sesi/1/presensi")
    trainer.get_by_role("button", name="Semua hadir").click()
    trainer.get_by_role("button", name="Simpan presensi").click()
    expect(trainer.locator("main")).to_contain_text("1 dari 1 sudah ditandai")
    trainer.wait_for_load_state("networkidle")
    trainer.goto(cohort[0])
    send(trainer, "Nyatakan lulus 1 peserta")


def screen(page: Page, person: str) -> None:
    """Read the iDeb, decide on what it shows, settle the flag, hold the talk, and assess."""
    person_id = person.rpartition("/")[2]
    page.goto(f"/pemeriksaan/orang/{person_id}/unggah")
    page.set_input_files("#files", IDEB)
    send(page, "Baca berkas")
    expect(page.locator("main")).to_contain_text("Pinjamyuk")
    expect(page.locator("main")).to_contain_text("1.260.000")
    for _ in range(2):
        page.goto(f"/pemeriksaan/orang/{person_id}")
        page.locator("a[href*='/pemeriksaan/temuan/']").first.click()
        page.check("input[name=decision][value=confirmed]")
        page.fill("#installment_monthly", "300.000")
        page.fill("#reason", "Diakui orangnya.")
        send(page, "Simpan keputusan")
    expect(page.locator("main")).to_contain_text("Pinjol atau paylater menunggak")
    page.locator("a[href*='/pemeriksaan/penanda/']").first.click()
    page.check("input[name=closing][value=settled]")
    page.fill("#note", "Surat keterangan lunas dilihat.")
    send(page, "Tutup penanda")
    page.goto(f"/pemeriksaan/orang/{person_id}/wawancara")
    page.fill("#held_on", TODAY)
    page.check("#has_no_other_debt")
    send(page, "Simpan wawancara")
    page.goto(f"/kesiapan/orang/{person_id}")
    page.get_by_role("button", name=re.compile("^Nilai")).first.click()
    page.wait_for_load_state("networkidle")
    assert faults(page) == []


def apply(page: Page, person: str) -> str:
    """Hand in an application, visit, recommend; return the address of the application."""
    page.goto(person)
    page.locator("main a[href*='/permohonan/baru']").first.click()
    page.select_option("#bank_id", label="Bank Contoh Batanghari")
    page.fill("#requested", "1 juta")
    page.fill("#installments", "12")
    page.fill("#purpose", "Etalase dan bahan baku")
    page.get_by_role("button", name="Simpan dan periksa").click()
    expect(page.locator(".error-summary")).to_contain_text("Tulis angka lengkap")
    assert page.input_value("#requested") == "1 juta"
    page.fill("#requested", "5.000.000")
    send(page, "Simpan dan periksa")
    send(page, "Ajukan permohonan")
    expect(page.locator(".confirmation-number")).to_contain_text("PM-")
    application = re.search(r"/permohonan/\d+", page.url)
    assert application is not None
    page.goto(f"{application[0]}/kunjungan")
    page.fill("#visited_on", TODAY)
    page.fill("#note", "Usaha berjalan.")
    send(page, "Simpan kunjungan")
    for kind, source in (
        ("dukcapil", "dukcapil"),
        ("state_employee", "statement"),
        ("subsidised", "sikp"),
        ("deceased", "dukcapil"),
    ):
        page.goto(f"{application[0]}/kelayakan")
        page.locator("input[name=person_ids]").check()
        page.select_option("#kind", kind)
        page.check("input[name=answer][value=clear]")
        page.select_option("#source", source)
        send(page, "Catat jawaban")
    page.goto(f"{application[0]}/rekomendasi")
    page.fill("#amount", "5.000.000")
    page.fill("#note", "Layak dibiayai.")
    send(page, "Simpan rekomendasi")
    return application[0]


def decide(head: Page, bank: Page, officer: Page, application: str) -> str:
    """Confirm, approve, accept, sign and pay out; return the address of the loan."""
    head.goto(f"{application}/pengesahan")
    send(head, "Sahkan dan kirim ke bank")
    bank.goto(f"{application}/bank/setujui")
    bank.fill("#amount", "5.000.000")
    send(bank, "Setujui dan sisihkan dana")
    officer.goto(f"{application}/terima")
    send(officer, "Catat tawaran diterima")
    bank.goto(f"{application}/akad")
    bank.fill("#contract_number", "AKAD/1/2026")
    bank.fill("#contract_on", TODAY)
    bank.locator("input[id^=account_]").fill("001234567890")
    send(bank, "Simpan akad")
    bank.goto(f"{application}/pencairan")
    bank.fill("#disbursed_on", TODAY)
    send(bank, "Catat pencairan")
    bank.goto("/pinjaman")
    bank.locator("main table a[href*='/pinjaman/']").first.click()
    expect(bank.locator("main")).to_contain_text("423.")
    return re.sub(r".*(/pinjaman/\d+).*", r"\1", bank.url)


def test_a_trader_walks_from_the_counter_to_a_repayment(empty_app: Flask, windows: Window) -> None:
    with serving(empty_app) as address:
        officer = windows(address, "petugas")
        trainer = windows(address, "pelatih", viewport=PHONE)
        person = register(officer)
        complete_file(officer, person)
        teach(officer, trainer)
        screen(officer, person)
        application = apply(officer, person)
        bank = windows(address, "bank")
        loan = decide(windows(address, "pimpinan"), bank, officer, application)
        bank.goto(f"{loan}/bayar")
        bank.check("input[name=kind][value=installment]")
        bank.fill("#amount", "423.468")
        bank.fill("#paid_on", TODAY)
        send(bank, "Periksa dahulu")
        send(bank, "Catat pembayaran")
        economist = windows(address, "perekonomian")
        economist.goto("/fasilitas")
        expect(economist.locator("main")).to_contain_text("Rp110.000.000.000")
        expect(economist.locator("main")).to_contain_text("Rp5.000.000")
        assert NAME not in economist.content()
        auditor = windows(address, "auditor")
        auditor.goto("/jejak")
        expect(auditor.locator("main")).to_contain_text("dicairkan bank")
    with empty_app.app_context():
        assert facility.verify() == []
        assert facility.total_position().disbursed_total == 5_000_000
