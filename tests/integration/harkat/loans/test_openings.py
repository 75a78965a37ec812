"""Loans without an application: a bank's payment becomes an exception, a running loan keeps balance and days late."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from flask import Flask
from flask.testing import FlaskClient

from core.auth.roles import SYSTEM
from core.db import db, transaction
from core.errors import RuleBroken
from core.groups import queries as groups
from core.people import queries as people
from harkat.facility import queries as facility
from harkat.loans import queries as loans
from harkat.loans.laying_out import OpeningBalance
from harkat.loans.opening_drafts import TakeOverDraft
from harkat.loans.openings import service
from harkat.repayments import queries
from harkat.repayments import service as repayments
from harkat.repayments.drafts import RepaymentDraft
from tests import books, factories
from tests.books import NOW, TODAY

Login = Callable[..., FlaskClient]
AS_OF = date(2026, 10, 31)


def taken_over(bank_id: int, person_id: int) -> TakeOverDraft:
    balance = OpeningBalance(AS_OF, 6_000_000, 40, 500_000, 15_000)
    return TakeOverDraft(
        person_id, bank_id, 10_000_000, date(2025, 6, 1), Decimal(3), 11, date(2026, 11, 21), balance, "S-9", "awal-1"
    )


def test_a_loan_is_taken_over_with_its_balance_and_days_late_and_no_history(app_on_both: Flask) -> None:
    with app_on_both.app_context():
        with transaction():
            bank_id = books.open_bank(ceiling=50_000_000).id
            draft = taken_over(bank_id, factories.make_person().id)
            loan = service.take_over(draft, actor=SYSTEM, now=NOW)
            assert service.take_over(draft, actor=SYSTEM, now=NOW) is loan
            key = loan.id
        standing = queries.standing(key, AS_OF)
        assert (standing.outstanding, standing.days_late, standing.overdue) == (6_000_000, 40, 515_000)
        assert queries.repayments_of(key) == []
        assert facility.position(bank_id).outstanding == 6_000_000
        with transaction():
            with pytest.raises(RuleBroken, match="saldo awal"):
                repayments.post(RepaymentDraft("x", key, date(2026, 10, 1), 1000), actor=SYSTEM, now=NOW)
            repayments.post(RepaymentDraft("y", key, TODAY, 515_000), actor=SYSTEM, now=NOW)
        assert queries.standing(key, TODAY).days_late == 0
        assert queries.payoff_on(loans.loan(key), TODAY) > 5_500_000
        assert facility.verify() == []


@pytest.mark.parametrize(
    ("balance", "field"),
    [
        (OpeningBalance(AS_OF, 11_000_000), "outstanding"),
        (OpeningBalance(AS_OF, 6_000_000, 40), "days_late"),
        (OpeningBalance(AS_OF, 6_000_000, 0, 10, 0), "days_late"),
        (OpeningBalance(AS_OF, 6_000_000, 4, 7_000_000, 0), "overdue_principal"),
        (OpeningBalance(date(2026, 12, 1), 6_000_000), "as_of"),
    ],
)
def test_a_letter_whose_figures_do_not_fit_is_refused(app: Flask, balance: OpeningBalance, field: str) -> None:
    with app.app_context(), transaction():
        bank = books.open_bank(ceiling=50_000_000)
        draft = replace(taken_over(bank.id, factories.make_person().id), balance=balance)
        with pytest.raises(RuleBroken) as refused:
            service.take_over(draft, actor=SYSTEM, now=NOW)
        assert refused.value.field == field


def test_a_bank_records_a_payment_without_application_and_sees_what_follows(app: Flask, login: Login) -> None:
    with app.app_context(), transaction():
        books.open_bank(ceiling=50_000_000)
        person = factories.make_person()
        nik = person.nik
    bank = login("bank")
    fields = {
        "nik": nik, "principal": "5.000.000", "installments": "12", "disbursed_on": "01/11/2026",
        "reason": "Akad lebih dulu", "reference": "r1",
    }  # fmt: skip
    unknown = bank.post("/pinjaman/tanpa-permohonan", data={**fields, "nik": "1571014505850002"})
    assert unknown.status_code == 422
    assert "belum terdaftar" in unknown.text
    made = bank.post("/pinjaman/tanpa-permohonan", data=fields)
    assert bank.post("/pinjaman/tanpa-permohonan", data=fields).location == made.location
    shown = bank.get(made.location).text
    assert "Dicairkan bank tanpa permohonan: Akad lebih dulu" in shown
    assert "Pengecualian Rp5.000.000" in shown
    assert "Rp5.000.000" in login("head").get("/fasilitas/pengecualian").text
    assert str(nik) not in login("economics").get("/fasilitas/pengecualian").text
    assert login("officer").get("/pinjaman/saldo-awal").status_code == 403
    with app.app_context():
        assert facility.total_position().exception == 5_000_000
        assert facility.verify() == []
        db.session.remove()


def test_a_groups_running_loan_is_taken_over_with_its_members_shares(app: Flask, login: Login) -> None:
    with app.app_context(), transaction():
        books.open_bank(ceiling=50_000_000)
        _, sub_group = factories.make_group(size=5)
        assert sub_group is not None
        members = groups.sub_group_members(sub_group.id)
        niks = [people.person(member.person_id).nik for member in members]
    rows = "\n".join(f"{nik} 2.000.000" for nik in niks)
    fields = {
        "members": rows, "letter": "S-9", "as_of": "31/10/2026", "principal": "10.000.000", "reference": "k1",
        "disbursed_on": "01/06/2025", "annual_rate": "3", "outstanding": "6.000.000", "days_late": "40",
        "overdue_principal": "500.000", "overdue_interest": "15.000", "installments": "11",
        "first_due_on": "21/11/2026",
    }  # fmt: skip
    bank = login("bank")
    short = bank.post("/pinjaman/saldo-awal", data=fields | {"members": "\n".join(rows.split("\n")[:4])})
    assert (short.status_code, "anggota sub-kelompoknya" in short.text) == (422, True)
    wrong = bank.post("/pinjaman/saldo-awal", data=fields | {"principal": "11.000.000"})
    assert (wrong.status_code, "seharusnya Rp11.000.000" in wrong.text) == (422, True)
    assert bank.post("/pinjaman/saldo-awal", data=fields | {"members": ""}).status_code == 422
    assert bank.post("/pinjaman/saldo-awal", data=fields).status_code == 303
    with app.app_context():
        assert [share.amount for share in loans.shares_of(1)] == [2_000_000] * 5
        assert queries.standing(1, AS_OF).days_late == 40
        assert loans.loan(1).outstanding == 6_000_000
        assert facility.verify() == []
    assert bank.get("/pinjaman/1").status_code == 200
