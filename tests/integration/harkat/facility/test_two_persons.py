"""Ceilings, the fund and exceptions: one proposes with a paper, another decides; nobody decides alone."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from core.auth.roles import Actor
from core.db import db, transaction
from core.errors import Conflict, NotAllowed, RuleBroken
from harkat.facility import queries as facility
from harkat.facility import service as facility_service
from harkat.facility.exceptions import queries as exceptions
from harkat.facility.exceptions import service as exception_service
from harkat.facility.ledger import HeldByException
from harkat.facility.proposals import queries, service
from harkat.facility.proposing import Document, ProposalDraft, ProposalKind, ProposalState
from tests import books
from tests.books import NOW, TODAY
from tests.factories import account_named

Login = Callable[..., FlaskClient]
PDF = b"%PDF-1.4 surat"
LETTER = Document("S-12/BANK/2026", TODAY, "surat.pdf", "application/pdf", PDF)


def who(name: str) -> Actor:
    return account_named(name).as_actor()


def ceiling(bank_id: int, amount: int, reference: str = "u1") -> ProposalDraft:
    return ProposalDraft(ProposalKind.CEILING, amount, "Surat baru", LETTER, reference, bank_id)


def test_a_ceiling_changes_only_by_two_persons_and_never_below_what_is_used(app_on_both: Flask) -> None:
    with app_on_both.app_context():
        with transaction():
            facility_service.seed_ceiling_facts(now=NOW)
            bank = books.open_bank(ceiling=50_000_000)
            bank_id = bank.id
            books.lend(bank_id, 20_000_000)
            row = service.propose(ceiling(bank_id, 70_000_000), actor=who("head"), now=NOW)
            assert service.propose(ceiling(bank_id, 70_000_000), actor=who("head"), now=NOW).id == row.id
            with pytest.raises(Conflict, match="menunggu"):
                service.propose(ceiling(bank_id, 80_000_000, "u2"), actor=who("economics"), now=NOW)
            with pytest.raises(NotAllowed, match="orang lain"):
                service.confirm(row, note=None, actor=who("head"), now=NOW)
            with pytest.raises(NotAllowed):
                service.confirm(row, note=None, actor=who("officer"), now=NOW)
        assert facility.position(bank_id).ceiling == 50_000_000
        with transaction():
            service.confirm(queries.proposal(row.id), note=None, actor=who("economics"), now=NOW)
        assert facility.position(bank_id).ceiling == 70_000_000
        with transaction():
            with pytest.raises(Conflict, match="sudah disetujui"):
                service.reject(queries.proposal(row.id), note="x", actor=who("economics"), now=NOW)
            with pytest.raises(RuleBroken, match=r"Rp20\.000\.000"):
                service.propose(ceiling(bank_id, 19_999_999, "u3"), actor=who("head"), now=NOW)
            lower = service.propose(ceiling(bank_id, 20_000_000, "u4"), actor=who("head"), now=NOW)
            with pytest.raises(RuleBroken, match="alasan"):
                service.reject(lower, note=None, actor=who("economics"), now=NOW)
            service.reject(lower, note="Belum perlu", actor=who("economics"), now=NOW)
            fund = ProposalDraft(ProposalKind.FUND, 111_400_000_000, "Dokumen bank datang", LETTER, "u5")
            row = service.propose(fund, actor=who("economics"), now=NOW)
            service.confirm(row, note=None, actor=who("head"), now=NOW)
        assert facility.programme_ceiling() == 111_400_000_000
        assert len(facility.ceiling_facts()) == 3
        assert facility.verify() == []


def test_an_exception_blocks_approvals_until_two_persons_let_it_in(app_on_both: Flask) -> None:
    with app_on_both.app_context():
        with transaction():
            bank_id = books.open_bank(ceiling=10_000_000).id
            application = books.make_application(bank_id)
            loan = books.make_loan(application, 8_000_000)
            for _ in range(2):
                exception_service.pay_without_room(
                    bank_id=bank_id, loan_id=loan.id, amount=8_000_000, occurred_on=TODAY, reference="luar",
                    reason="Tanpa permohonan", actor=books.bank_actor(facility.bank(bank_id)), now=NOW,
                )  # fmt: skip
            other = books.make_application(bank_id, amount=1_000_000)
            with pytest.raises(HeldByException):
                books.reserve(other, 1_000_000)
            (found,) = exceptions.open_exceptions()
            assert (found.amount, found.loan_id, found.since) == (8_000_000, loan.id, TODAY)
            draft = ProposalDraft(ProposalKind.EXCEPTION, 8_000_000, "Akad menyusul", LETTER, "u1", bank_id, loan.id)
            row = service.propose(draft, actor=who("economics"), now=NOW)
            service.confirm(row, note=None, actor=who("head"), now=NOW)
            assert exceptions.open_exceptions() == []
            books.reserve(other, 1_000_000)
        stands = facility.position(bank_id)
        assert (stands.exception, stands.outstanding, stands.available) == (0, 8_000_000, 1_000_000)
        assert (stands.ceiling, stands.disbursed_total) == (10_000_000, 8_000_000)
        assert facility.verify() == []


def test_the_pages_take_a_scan_and_show_the_second_person_the_buttons(app: Flask, login: Login) -> None:
    with app.app_context(), transaction():
        facility_service.seed_ceiling_facts(now=NOW)
        bank_id = books.open_bank(ceiling=50_000_000).id
    head, economics = login("head"), login("economics")
    fields: dict[str, Any] = {
        "bank_id": bank_id, "amount": "60.000.000", "reason": "Surat", "document_number": "S-1",
        "document_on": "01/11/2026", "reference": "r1",
    }  # fmt: skip
    without = head.post("/fasilitas/usulan/baru/plafon", data=fields)
    assert without.status_code == 422
    assert "Unggah pindaian surat bank" in without.text
    assert 'value="60.000.000"' in without.text
    made = head.post("/fasilitas/usulan/baru/plafon", data={**fields, "file": (io.BytesIO(PDF), "surat.pdf")})
    assert made.status_code == 303
    own, others = head.get(made.location).text, economics.get(made.location).text
    assert "Usulan Anda sendiri" in own
    assert "Setujui dan jalankan" not in own
    assert "Setujui dan jalankan" in others
    assert economics.get(f"{made.location}/surat").data == PDF
    assert head.post(f"{made.location}/putuskan", data={"confirm": "1"}).status_code == 403
    assert economics.post(f"{made.location}/putuskan", data={"confirm": "1"}).status_code == 303
    assert login("bank").get("/fasilitas/usulan").status_code == 403
    assert "Disetujui orang kedua" in login("auditor").get("/fasilitas/usulan").text
    with app.app_context():
        assert facility.position(bank_id).ceiling == 60_000_000
        assert queries.proposal(1).state is ProposalState.CONFIRMED
        db.session.remove()
