"""A sub-group of eight from the application to the contract, one member leaving, by officer, pimpinan and bank."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from app import create_app
from core import clock
from core.auth.roles import SYSTEM
from core.dates import format_date_short
from core.db import db, transaction
from core.people.models import Consent, ConsentPurpose, Paper, PaperKind
from harkat.applications import queries
from harkat.facility import queries as facility
from harkat.sample.commands import load_reference
from harkat.sample.service.cast import Cast
from harkat.sample.service.ground import lay_ground
from harkat.sample.story import Story
from tests import factories
from tests.browser.conftest import PHONE, faults, serving
from tests.conftest import settings

TODAY = format_date_short(clock.today())
Window = Callable[..., Page]


@pytest.fixture
def group_app(tmp_path: Path) -> Iterator[tuple[Flask, int, int]]:
    """The app with its offices and a sub-group of eight whose papers are complete: app, sub-group, group."""
    application = create_app(settings(f"sqlite:///{tmp_path / 'group.sqlite'}", tmp_path) | {"WTF_CSRF_ENABLED": True})
    with application.app_context():
        db.create_all()
        with transaction():
            load_reference()
            lay_ground(Cast(Story(clock.today(), (), ())))
            group, sub_group = factories.make_group(size=8)
            assert sub_group is not None
            for person_id in queries.borrowers_of(None, sub_group.id):
                for kind in PaperKind:
                    paper = Paper(person_id=person_id, kind=kind, seen_on=clock.today(), is_accepted=True)
                    db.session.add(paper)
                consent = Consent(
                    person_id=person_id, purpose=ConsentPurpose.SHARING, is_given=True, text_version="1",
                    answered_at=clock.now(), recorded_by_id=SYSTEM.id,
                )  # fmt: skip
                db.session.add(consent)
            keys = sub_group.id, group.id
        db.session.remove()
    yield application, *keys
    with application.app_context():
        db.session.remove()
        db.engine.dispose()


def send(page: Page, label: str) -> None:
    """Press a button by its words, and see that no error came back."""
    page.get_by_role("button", name=label, exact=True).click()
    page.wait_for_load_state("domcontentloaded")
    assert page.locator(".error-summary").count() == 0, page.locator(".error-summary").inner_text()


def tick_all(page: Page, name: str) -> None:
    """Tick every box of a name."""
    for box in page.locator(f"input[name={name}]").all():
        box.check()


def apply(page: Page, sub_group: int) -> str:
    """Begin on the sub-group's page, hand in, visit, check; return the application's address."""
    page.goto(f"/kelompok/sub/{sub_group}")
    page.get_by_role("link", name="Buat permohonan untuk sub-kelompok ini").click()
    page.select_option("#bank_id", label="Bank Contoh Batanghari")
    page.fill("#requested", "16.000.000")
    page.fill("#installments", "12")
    page.fill("#purpose", "Bahan baku kue bersama")
    send(page, "Simpan dan periksa")
    send(page, "Ajukan permohonan")
    match = re.search(r"/permohonan/\d+", page.url)
    assert match is not None
    page.goto(match[0])
    page.get_by_role("link", name="Catat kunjungan", exact=True).click()
    for number in range(1, 9):
        page.get_by_role("link", name=f"Kunjungi Anggota {number}", exact=True).click()
        page.check("#is_open")
        page.check("#matches_papers")
        page.fill("#note", "Etalase penuh")
        if number == 1:
            assert faults(page) == []
        send(page, "Simpan kunjungan")
    page.fill("#note", "Semua usaha berjalan")
    send(page, "Simpan kunjungan")
    for kind in ("dukcapil", "state_employee", "subsidised", "deceased"):
        page.goto(f"{match[0]}/kelayakan")
        tick_all(page, "person_ids")
        page.select_option("#kind", kind)
        page.check("input[name=answer][value=clear]")
        page.select_option("#source", "office")
        send(page, "Catat jawaban")
    assert faults(page) == []
    page.goto(f"{match[0]}/rekomendasi")
    page.fill("#note", "Layak")
    send(page, "Simpan rekomendasi")
    return match[0]


def leave(page: Page, application: str) -> None:
    """Let the last member leave with minutes."""
    page.goto(f"{application}/anggota-keluar")
    page.select_option("#person_id", label="Anggota 8")
    page.fill("#note", "Pindah usaha")
    page.fill("#place", "Balai RT 05")
    assert faults(page) == []
    send(page, "Catat anggota keluar")
    expect(page.locator("main")).to_contain_text("Rp14.000.000")


def share_anew(page: Page, application: str) -> None:
    """Agree how to share the smaller amount, from the proposal, on a phone."""
    page.goto(application)
    page.get_by_role("link", name="Bagi ulang dengan berita acara").click()
    page.get_by_role("button", name="Bagi ulang", exact=True).click()
    page.fill("#place", "Balai RT 05")
    assert faults(page) == []
    send(page, "Catat kesepakatan")
    page.goto(f"{application}/terima")
    send(page, "Catat tawaran diterima")


def sign(page: Page, application: str) -> None:
    """Read the explanation out and record the signatures."""
    page.goto(application)
    page.get_by_role("link", name="Catat penjelasan dan tanda tangan").click()
    tick_all(page, "heard_ids")
    assert faults(page) == []
    send(page, "Catat sudah dijelaskan")
    tick_all(page, "person_ids")
    page.check("#has_stamp")
    send(page, "Catat tanda tangan")
    expect(page.locator("main")).not_to_contain_text("surat kuasa kepada ketua belum")


def test_a_sub_group_of_eight_comes_to_its_contract(group_app: tuple[Flask, int, int], windows: Window) -> None:
    app, sub_group, _ = group_app
    with serving(app) as address:
        officer = windows(address, "petugas")
        application = apply(officer, sub_group)
        head, bank = windows(address, "pimpinan"), windows(address, "bank")
        head.goto(f"{application}/pengesahan")
        send(head, "Sahkan dan kirim ke bank")
        leave(officer, application)
        bank.goto(f"{application}/bank/setujui")
        bank.fill("#amount", "12.000.001")
        bank.get_by_role("button", name="Bagi ulang", exact=True).click()
        send(bank, "Setujui dan sisihkan dana")
        phone = windows(address, "petugas", viewport=PHONE)
        share_anew(phone, application)
        bank.goto(f"{application}/akad")
        expect(bank.locator("main")).to_contain_text("Akad belum dapat dicatat")
        expect(bank.locator("main")).to_contain_text("Anggota 7 (pernyataan tanggung renteng")
        assert bank.locator("#contract_number").count() == 0
        sign(phone, application)
        bank.goto(f"{application}/akad")
        bank.fill("#contract_number", "AKAD/8/2026")
        for place, field in enumerate(bank.locator("input[id^=account_]").all()):
            field.fill(f"00123456{max(place, 1):04}")
        bank.get_by_role("button", name="Simpan akad").click()
        expect(bank.locator(".error-summary")).to_contain_text("Rekening Anggota 1 dan Anggota 2 sama")
        bank.locator("input[id^=account_]").first.fill("001234569999")
        assert faults(bank) == []
        send(bank, "Simpan akad")
        expect(bank.locator("main")).to_contain_text("Akad AKAD/8/2026")
        officer.goto(f"{application}/anggota-keluar")
        expect(officer.locator("main")).to_contain_text("Anggota keluar” hanya untuk permohonan")
    with app.app_context():
        assert facility.verify() == []
        assert facility.total_position().committed == 12_000_001
