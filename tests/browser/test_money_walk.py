"""A group's loan and one person's from the contract to the last rupiah, through the pages of bank and city."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from app import create_app
from core import clock
from core.auth.models import Account
from core.auth.roles import SYSTEM
from core.dates import format_date_short
from core.db import db, transaction
from core.groups.models import SubGroupMember
from harkat.applications.models import Application, ApplicationShare
from harkat.applications.signing import service as signing
from harkat.applications.signing.papers import SigningPaper
from harkat.applications.states import State
from harkat.facility import queries as facility
from harkat.facility import service as facility_service
from harkat.sample.commands import load_reference
from harkat.sample.service.cast import Cast, moment
from harkat.sample.service.ground import lay_ground
from harkat.sample.story import Story
from tests import factories
from tests.browser.conftest import faults, serving
from tests.conftest import settings

TODAY = clock.today()
APPROVED, PAID_OUT = TODAY - timedelta(days=125), TODAY - timedelta(days=120)

Window = Callable[..., Page]


@pytest.fixture
def lending_app(tmp_path: Path) -> Iterator[Flask]:
    """The app with its offices and banks, and two accepted offers: of a person (1) and of a sub-group (2)."""
    application = create_app(settings(f"sqlite:///{tmp_path / 'money.sqlite'}", tmp_path) | {"WTF_CSRF_ENABLED": True})
    with application.app_context():
        db.create_all()
        with transaction():
            load_reference()
            lay_ground(Cast(Story(TODAY, (), ())))
            _, sub_group = factories.make_group(size=5)
            assert sub_group is not None
            sub_group.formed_on = APPROVED
            members = db.session.scalars(
                select(SubGroupMember).where(SubGroupMember.sub_group_id == sub_group.id)
            ).all()
            for member in members:
                member.liability_agreed_on = APPROVED
            accept([factories.make_person("Siti Aminah").id], None, 6_000_000)
            accept([member.person_id for member in members], sub_group.id, 20_000_000)
        db.session.remove()
    yield application
    with application.app_context():
        db.session.remove()
        db.engine.dispose()


def accept(people: list[int], sub_group_id: int | None, amount: int) -> None:
    """Add an application whose offer was accepted, with its money set aside."""
    accounts = {account.username: account.id for account in db.session.scalars(select(Account))}
    when = moment(APPROVED)
    row = Application(
        number=f"PM-UJI-{len(people)}", person_id=None if sub_group_id else people[0], sub_group_id=sub_group_id,
        bank_id=1, state=State.ACCEPTED, requested=amount, recommended=amount, approved=amount, installments=6,
        purpose="Modal", created_at=when, recommended_by_id=accounts["petugas"], confirmed_by_id=accounts["pimpinan"],
        decided_by_id=accounts["bank"], decided_at=moment(APPROVED, 8), accepted_at=when, confirmed_at=when,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    part = amount // len(people)
    for person in people:
        db.session.add(
            ApplicationShare(application_id=row.id, person_id=person, requested=part, recommended=part, approved=part)
        )
    if sub_group_id is not None:
        officer = db.session.get_one(Account, accounts["petugas"]).as_actor()
        signing.explain(row, person_ids=people, explained_on=APPROVED, actor=officer, now=moment(APPROVED, 14))
        signing.sign(
            row, person_ids=people, papers=[SigningPaper.LIABILITY, SigningPaper.POWER],
            signed_on=APPROVED, has_stamp=True, actor=officer, now=moment(APPROVED, 15),
        )  # fmt: skip
    row.reservation_id = facility_service.reserve(
        bank_id=1, amount=amount, application_id=row.id, reference=f"setuju-{row.id}",
        expires_on=TODAY, actor=SYSTEM, now=when,
    ).id  # fmt: skip


def send(page: Page, label: str) -> None:
    """Press a button by its words, and see that no error came back and the page is clean."""
    page.locator("main").get_by_role("button", name=label, exact=True).click()
    page.wait_for_load_state("load")
    assert page.locator(".error-summary").count() == 0, page.locator(".error-summary").inner_text()
    assert faults(page) == []


def sign(bank: Page, number: int) -> None:
    """Sign the contract."""
    bank.goto(f"/permohonan/{number}/akad")
    bank.fill("#contract_number", f"AKAD/{number}")
    bank.fill("#contract_on", format_date_short(APPROVED))
    for place, account in enumerate(bank.locator("input[id^=account_]").all()):
        account.fill(f"00123456789{place}")
    send(bank, "Simpan akad")


def pay_out(bank: Page) -> str:
    """Sign the group's contract and pay it out at once; return the loan's address."""
    sign(bank, 2)
    bank.goto("/permohonan/2/pencairan")
    bank.fill("#disbursed_on", format_date_short(PAID_OUT))
    send(bank, "Catat pencairan")
    return "/pinjaman/1"


def post(bank: Page, loan: str, amount: str, *, days_ago: int, kind: str = "installment", slip: str = "") -> None:
    """Post money on a loan."""
    bank.goto(f"{loan}/bayar")
    bank.check(f"input[name=kind][value={kind}]")
    bank.fill("#amount", amount)
    bank.fill("#paid_on", format_date_short(TODAY - timedelta(days=days_ago)))
    bank.fill("#slip", slip)
    send(bank, "Periksa dahulu")
    send(bank, "Catat pembayaran")
    expect(bank.locator(".confirmation-number")).to_contain_text("BY-")


def collect(officer: Page, loan: str) -> str:
    """Write down who paid, the first member covering the last; return the sum as the bank would post it."""
    officer.goto(f"{loan}/setoran/baru")
    officer.fill("#collected_on", format_date_short(TODAY - timedelta(days=70)))
    own = officer.locator("input[id^=own_]").all()
    for place in own[:-1]:
        place.fill("600.000")
    officer.locator("input[id^=covered_]").last.fill("600.000")
    officer.locator("select[id^=by_]").last.select_option(label="Anggota 1")
    send(officer, "Catat setoran")
    expect(officer.locator("main")).to_contain_text("Belum dikonfirmasi bank")
    return "3.000.000"


def pay_out_in_parts(bank: Page) -> str:
    """Pay the person out in two parts, with stamp duty and something no list allows taken off the first."""
    sign(bank, 1)
    bank.goto("/permohonan/1/pencairan")
    bank.fill("#disbursed_on", format_date_short(PAID_OUT))
    bank.fill("input[id^=amount_]", "4.000.000")
    bank.locator("#deductions summary").nth(1).click()
    for row, name, amount in ((1, "Meterai", "10.000"), (2, "Uang administrasi", "25.000")):
        bank.fill(f"#fee_{row}", name)
        bank.fill(f"#taken_{row}", amount)
    send(bank, "Catat pencairan")
    loan = "/pinjaman/2"
    bank.goto(loan)
    expect(bank.locator("main")).to_contain_text("Belum cair Rp2.000.000")
    expect(bank.locator("main")).to_contain_text("Rp3.965.000")
    bank.get_by_role("link", name="Catat bagian berikutnya").click()
    bank.fill("#disbursed_on", format_date_short(PAID_OUT + timedelta(days=15)))
    send(bank, "Catat bagian ini")
    bank.goto(loan)
    expect(bank.locator("main")).to_contain_text("versi 2")
    return loan


def take_back(bank: Page, loan: str) -> None:
    """Take back the newest payment of a loan that is late."""
    bank.goto(loan)
    expect(bank.locator("main")).to_contain_text("Terlambat")
    bank.locator("main a[href^='/pembayaran/']").first.click()
    bank.get_by_role("link", name="Batalkan pembayaran ini").click()
    bank.fill("#reason", "Salah pinjaman")
    send(bank, "Batalkan pembayaran")


def restructure(bank: Page, loan: str, *, version: int) -> None:
    """Lay a loan out anew over twelve months."""
    bank.goto(f"{loan}/restrukturisasi")
    bank.fill("#installments", "12")
    bank.fill("#letter", "S-7/2026")
    bank.fill("#ground", "Kebanjiran")
    send(bank, "Lihat jadwal baru dahulu")
    send(bank, "Berlakukan jadwal baru")
    expect(bank.locator("main")).to_contain_text("Direstrukturisasi")
    expect(bank.locator("main")).to_contain_text(f"versi {version}")


def close(bank: Page, loan: str) -> None:
    """Pay off what the page asks for today."""
    bank.goto(f"{loan}/bayar")
    figure = bank.locator(".figure-card", has_text="Bila dilunasi hari ini").locator(".figure-value").inner_text()
    post(bank, loan, figure.removeprefix("Rp"), days_ago=0, kind="payoff")
    bank.goto(loan)
    expect(bank.locator("main")).to_contain_text("Lunas")


def test_two_loans_walk_from_the_contract_to_closed(lending_app: Flask, windows: Window) -> None:
    with serving(lending_app) as address:
        bank, officer = windows(address, "bank"), windows(address, "petugas")
        group = pay_out(bank)
        posted = collect(officer, group)
        post(bank, group, posted, days_ago=69, slip="TF-1")
        officer.goto(f"{group}/setoran")
        expect(officer.locator("main")).to_contain_text("Sudah dirinci")
        expect(officer.locator("tr", has_text="Anggota 1")).to_contain_text("Rp600.000")
        take_back(bank, group)
        bank.goto(group)
        expect(bank.locator("main")).to_contain_text("Belum dikonfirmasi bank Rp3.000.000")
        post(bank, group, posted, days_ago=69, slip="TF-1")
        restructure(bank, group, version=2)
        close(bank, group)
        single = pay_out_in_parts(bank)
        post(bank, single, "1.000.000", days_ago=60, slip="TF-2")
        take_back(bank, single)
        post(bank, single, "1.000.000", days_ago=60, slip="TF-2")
        restructure(bank, single, version=3)
        close(bank, single)
        bank.goto(f"{single}/bayar")
        expect(bank.locator("main")).to_contain_text("tidak ada pembayaran yang dicatat")
    with lending_app.app_context():
        assert facility.verify() == []
        stands = facility.position(1)
        assert (stands.outstanding, stands.committed) == (0, 0)
        db.session.remove()
