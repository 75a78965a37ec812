"""The bank's slip number: one posting a number at one bank, free again once the posting is taken back."""

import pytest
from flask import Flask

from core.auth.roles import SYSTEM
from core.db import db, transaction
from harkat.repayments import service
from harkat.repayments.drafts import RepaymentDraft
from harkat.repayments.models import Repayment
from harkat.repayments.slip_numbers import slip_key
from harkat.repayments.slips import service as slips
from harkat.repayments.slips.service import SlipUsed
from tests import books
from tests.books import NOW, TODAY


def post(loan_id: int, reference: str, slip: str | None) -> Repayment:
    draft = RepaymentDraft(reference, loan_id, TODAY, 100_000, slip=slip)
    return service.post(draft, actor=SYSTEM, now=NOW)


def test_a_slip_number_is_read_without_spaces_and_in_capitals() -> None:
    assert slip_key(" ab 12-x ") == slip_key("AB12-X")


def test_one_bank_uses_a_slip_number_once_and_names_the_posting(app_on_both: Flask) -> None:
    with app_on_both.app_context():
        with transaction():
            bank, other = books.open_bank(ceiling=10**10), books.open_bank("Bank Uji Dua", ceiling=10**10)
            first, second = books.open_loan(bank).id, books.open_loan(bank).id
            foreign = books.open_loan(other).id
            number = post(first, "a", "TF 001").number
            post(foreign, "b", "TF001")
            post(first, "c", None)
            post(second, "d", None)
        with pytest.raises(SlipUsed, match=number), transaction():
            post(second, "e", "tf001")
        with transaction():
            service.reverse(
                db.session.query(Repayment).filter_by(number=number).one(),
                reference="f", reason="Salah pinjaman", actor=SYSTEM, now=NOW,
            )  # fmt: skip
            post(second, "g", "tf001")


def test_two_slips_at_the_same_moment_leave_one(app_on_both: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with app_on_both.app_context():
        with transaction():
            bank = books.open_bank(ceiling=10**10)
            first, second = books.open_loan(bank).id, books.open_loan(bank).id
            number = post(first, "a", "TF 1").number
        monkeypatch.setattr(slips, "check", lambda *_: None)  # as if the other had not been written yet
        with pytest.raises(SlipUsed, match=number), transaction():
            post(second, "b", "TF 1")
        db.session.remove()
