"""A borrower's death: the claim's papers and answer are kept, and nobody reminds the family meanwhile."""

from collections.abc import Callable
from datetime import timedelta

from flask import Flask
from flask.testing import FlaskClient

from core import clock
from core.db import transaction
from harkat.loans import queries as loans
from harkat.reminders.queries import installments
from harkat.repayments.claims import ClaimPaper
from harkat.repayments.deaths import queries
from harkat.repayments.reminding.queries import work_of
from tests import books

Login = Callable[..., FlaskClient]


def test_the_claim_is_worked_on_and_the_family_left_in_peace(app: Flask, login: Login) -> None:
    today = clock.today()
    with app.app_context():
        with transaction():
            bank = books.open_bank(ceiling=100_000_000)
            loan = books.open_loan(bank, on=today - timedelta(days=45))
            group = books.open_loan(bank, amount=20_000_000, group=True)
            key, person, other = loan.id, loan.person_id, group.id
        assert [work.loan.id for work in work_of(today)] == [key]
        member = loans.shares_of(other)[0].person_id
    officer, bank_desk, page = login("officer"), login("bank"), f"/pinjaman/{key}/meninggal"
    told = {"person": person, "died_on": today.isoformat(), "told_on": today.isoformat(), "told_by": "Rini, anak",
            "ground": "insurance"}  # fmt: skip
    refused = officer.post(page, data=told)
    assert (refused.status_code, "Isi nama asuransi" in refused.text, "Rini, anak" in refused.text) == (422, True, True)
    assert officer.post(page, data=told | {"person": member, "ground_name": "A"}).status_code == 422
    assert officer.post(page, data=told | {"ground_name": "Asuransi A"}).status_code == 303
    assert "Jangan menagih keluarga" in officer.get(f"/pinjaman/{key}").text
    with app.app_context():
        assert work_of(today) == []
        assert list(installments(today)) == []
        case = queries.case_of(key, person or 0)
        assert case is not None
        assert len(queries.missing_of(case)) == len(ClaimPaper)
    step, papers = f"{page}/langkah", [paper.value for paper in ClaimPaper]
    common = {"person": person, "on": today.isoformat()}
    early = bank_desk.post(step, data=common | {"step": "send"})
    assert (early.status_code, "Belum ada: Surat kematian" in early.text) == (422, True)
    handed = common | {"step": "papers", "by": "Rini"}
    assert officer.post(step, data=handed).status_code == 422
    assert officer.post(step, data=handed | {"papers": [*papers, "nonsense"]}).status_code == 303
    assert officer.post(step, data=common | {"step": "send"}).status_code == 403
    assert bank_desk.post(step, data=common | {"step": "send"}).status_code == 303
    assert officer.post(step, data=common | {"step": "end", "reason": "Selesai"}).status_code == 422
    assert bank_desk.post(step, data=common | {"step": "answer", "outcome": "paid"}).status_code == 422
    answered = common | {"step": "answer", "outcome": "paid", "paid_amount": "10.000.000"}
    assert bank_desk.post(step, data=answered).status_code == 303
    assert "Rp10.000.000" in bank_desk.get(page).text
    assert officer.post(step, data=common | {"step": "end", "reason": "Klaim diterima bank"}).status_code == 303
    with app.app_context():
        assert [work.loan.id for work in work_of(today)] == [key]
    assert login("trainer").get(page).status_code == 403
    assert login("bank2").get(page).status_code == 404


def test_a_sub_groups_loan_goes_on(app: Flask, login: Login) -> None:
    today = clock.today()
    with app.app_context(), transaction():
        loan = books.open_loan(
            books.open_bank(ceiling=100_000_000), amount=20_000_000, group=True, on=today - timedelta(days=45)
        )
        key, member = loan.id, loans.shares_of(loan.id)[0].person_id
    told = {"person": member, "died_on": today.isoformat(), "told_on": today.isoformat(), "told_by": "Rini, anak",
            "ground": "none"}  # fmt: skip
    assert login("officer").post(f"/pinjaman/{key}/meninggal", data=told).status_code == 303
    with app.app_context():
        assert [work.loan.id for work in work_of(today)] == [key]
