"""The facility on both databases: every deed, every refusal, and the check that recomputes it all."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from core.auth.roles import SYSTEM, Actor, Role
from core.db import db, transaction
from core.errors import Conflict, NotAllowed, NotFound, RuleBroken
from harkat.facility import queries, service
from harkat.facility.ledger import HeldByException, NotEnoughRoom, NotThere, ReferenceUsed, TransferKind
from harkat.facility.models import FacilityTransfer
from harkat.facility.terms import ReservationState
from harkat.loans.models import Loan
from tests import books
from tests.books import NOW, TODAY


@pytest.fixture
def book(app_on_both: Flask) -> Iterator[Flask]:
    """An app with its context open, on both databases."""
    with app_on_both.app_context():
        yield app_on_both


def test_money_walks_from_ceiling_to_repaid(book: Flask) -> None:
    with transaction():
        bank = books.open_bank(ceiling=110_000_000_000)
        application = books.make_application(bank.id)
        reservation = books.reserve(application, 10_000_000)
        assert queries.position(bank.id).committed == 10_000_000
        loan = books.make_loan(application, 10_000_000)
        books.disburse(reservation, loan, 10_000_000)
        service.principal_repaid(
            bank_id=bank.id, loan_id=loan.id, amount=4_000_000, occurred_on=TODAY, reference="b1", actor=SYSTEM, now=NOW
        )
    position = queries.position(bank.id)
    assert (position.ceiling, position.available) == (110_000_000_000, 109_990_000_000)
    assert (position.committed, position.outstanding, position.repaid) == (0, 6_000_000, 4_000_000)
    assert position.disbursed_total == 10_000_000
    assert reservation.state is ReservationState.USED
    assert queries.total_position() == position
    assert queries.verify() == []


def test_repaid_principal_of_a_revolving_bank_may_be_lent_again(book: Flask) -> None:
    with transaction():
        bank = books.open_bank(ceiling=100, is_revolving=True)
        loan = books.lend(bank.id, 100)
        _repay(loan, 30, "b1")
        books.lend(bank.id, 30)
    assert queries.position(bank.id).outstanding == 100
    assert queries.position(bank.id).disbursed_total == 130
    assert queries.verify() == []


def test_one_rupiah_too_little_changes_nothing(book: Flask) -> None:
    with transaction():
        bank = books.open_bank(ceiling=9_999_999)
        application = books.make_application(bank.id)
        with pytest.raises(NotEnoughRoom, match=r"Rp9\.999\.999, kurang Rp1 dari Rp10\.000\.000"):
            books.reserve(application, 10_000_000)
    assert queries.position(bank.id).committed == 0
    assert queries.reservation_of(application.id) is None
    assert queries.verify() == []


def test_same_reference_is_the_same_reservation_and_another_amount_is_refused(book: Flask) -> None:
    with transaction():
        bank = books.open_bank(ceiling=1_000)
        application = books.make_application(bank.id)
        first = books.reserve(application, 400, reference="r1")
        assert books.reserve(application, 400, reference="r1").id == first.id
        with pytest.raises(ReferenceUsed):
            books.reserve(application, 401, reference="r1")
        with pytest.raises(Conflict, match="sudah disisihkan"):
            books.reserve(application, 400, reference="r2")
    assert queries.position(bank.id).committed == 400


def test_release_happens_exactly_once(book: Flask) -> None:
    with transaction():
        bank = books.open_bank(ceiling=1_000)
        reservation = books.reserve(books.make_application(bank.id), 400)
        service.release(reservation, reason="Ditolak", actor=SYSTEM, now=NOW)
        with pytest.raises(Conflict, match="sudah dilepas"):
            service.release(reservation, reason="Ditolak", actor=SYSTEM, now=NOW)
    assert queries.position(bank.id).available == 1_000
    assert queries.verify() == []


def test_disbursement_in_parts_uses_the_reservation_up(book: Flask) -> None:
    with transaction():
        bank = books.open_bank(ceiling=1_000)
        application = books.make_application(bank.id)
        reservation = books.reserve(application, 400)
        loan = books.make_loan(application, 400)
        books.disburse(reservation, loan, 100, reference="c1")
        books.disburse(reservation, loan, 100, reference="c1")
        assert (reservation.used, reservation.state) == (100, ReservationState.HELD)
        with pytest.raises(RuleBroken, match=r"tinggal Rp300"):
            books.disburse(reservation, loan, 301, reference="c2")
        service.release(reservation, reason="Sisa tidak diambil", actor=SYSTEM, now=NOW)
        with pytest.raises(Conflict):
            books.disburse(reservation, loan, 300, reference="c3")
    position = queries.position(bank.id)
    assert (position.available, position.committed, position.outstanding) == (900, 0, 100)
    assert queries.verify() == []


def test_repayment_reference_is_one_movement_and_cannot_mean_two(book: Flask) -> None:
    with transaction():
        bank = books.open_bank(ceiling=1_000)
        loan = books.lend(bank.id, 500)
        [first] = _repay(loan, 100, "b1")
        assert [row.id for row in _repay(loan, 100, "b1")] == [first.id]
        with pytest.raises(ReferenceUsed):
            _repay(loan, 99, "b1")
        with pytest.raises(NotThere, match=r"hanya Rp400"):
            _repay(loan, 401, "b2")
    assert queries.position(bank.id).repaid == 100


def test_reversal_of_a_repayment_restores_the_debt_once(book: Flask) -> None:
    with transaction():
        bank = books.open_bank(ceiling=1_000)
        loan = books.lend(bank.id, 500)
        [paid] = _repay(loan, 100, "b1")
        undone = service.reverse(paid, reference="x1", reason="Salah rekening", actor=SYSTEM, now=NOW)
        assert service.reverse(paid, reference="x1", reason="Salah rekening", actor=SYSTEM, now=NOW).id == undone.id
        with pytest.raises(Conflict, match="sudah dibatalkan"):
            service.reverse(paid, reference="x2", reason="Lagi", actor=SYSTEM, now=NOW)
        with pytest.raises(RuleBroken):
            service.reverse(undone, reference="x3", reason="Batal dari batal", actor=SYSTEM, now=NOW)
    assert queries.position(bank.id).outstanding == 500
    assert queries.verify() == []


def test_reversal_of_money_that_was_lent_again_becomes_an_exception_that_blocks(book: Flask) -> None:
    with transaction():
        bank = books.open_bank(ceiling=500, is_revolving=True)
        loan = books.lend(bank.id, 500)
        [paid] = _repay(loan, 100, "b1")
        books.lend(bank.id, 100)
        undone = service.reverse(paid, reference="x1", reason="Salah rekening", actor=SYSTEM, now=NOW)
    assert undone.kind is TransferKind.REVERSED_WITHOUT_ROOM
    position = queries.position(bank.id)
    assert (position.ceiling, position.available, position.exception, position.used) == (500, 0, 100, 600)
    assert queries.exception_of_loan(loan.id) == 100
    with transaction():
        _repay(loan, 450, "b2")
    assert queries.exception_of_loan(loan.id) == 0
    assert queries.position(bank.id).available == 350
    assert queries.verify() == []


def test_an_open_exception_stops_new_approvals(book: Flask) -> None:
    with transaction():
        bank = books.open_bank(ceiling=500, is_revolving=True)
        loan = books.lend(bank.id, 500)
        [paid] = _repay(loan, 100, "b1")
        other = books.lend(bank.id, 100)
        service.reverse(paid, reference="x1", reason="Salah rekening", actor=SYSTEM, now=NOW)
        _repay(other, 100, "b2")
        assert queries.position(bank.id).available == 100
        with pytest.raises(HeldByException, match=r"pengecualian Rp100"):
            books.reserve(books.make_application(bank.id), 50)


def test_ceiling_never_falls_below_what_is_used_nor_all_banks_above_the_fund(book: Flask) -> None:
    with transaction():
        assert service.seed_ceiling_facts(now=NOW) == 2
        assert service.seed_ceiling_facts(now=NOW) == 0
        bank = books.open_bank(ceiling=80_000_000_000)
        other = books.open_bank("Bank Uji Dua", ceiling=30_000_000_000)
        books.reserve(books.make_application(bank.id), 10_000_000)
        with pytest.raises(NotEnoughRoom):
            _set(bank.id, 9_999_999)
        with pytest.raises(RuleBroken, match=r"Paling banyak Rp30\.000\.000\.000 untuk Bank Uji Dua"):
            _set(other.id, 30_000_000_001)
        with pytest.raises(RuleBroken):
            _set(other.id, -1)
        _set(bank.id, 10_000_000)
        _set(other.id, 31_000_000_000)
    assert queries.position(bank.id).available == 0
    assert [fact.amount for fact in queries.ceiling_facts()] == [110_000_000_000, 111_400_000_000]
    assert queries.verify() == []


def test_expired_reservations_are_given_back_and_the_last_day_still_counts(book: Flask) -> None:
    with transaction():
        bank = books.open_bank(ceiling=1_000)
        reservation = books.reserve(books.make_application(bank.id), 400)
    with transaction():
        assert service.expire_reservations(books.EXPIRY, now=NOW) == []
        assert queries.position(bank.id).committed == 400
    with transaction():
        [released] = service.expire_reservations(books.EXPIRY.replace(day=21), now=NOW)
        assert released.id == reservation.id
        assert service.expire_reservations(books.EXPIRY.replace(day=21), now=NOW) == []
    assert queries.position(bank.id).committed == 0


def test_another_banks_officer_does_not_learn_of_it(book: Flask) -> None:
    with transaction():
        bank = books.open_bank(ceiling=1_000)
        stranger = books.bank_actor(books.open_bank("Bank Uji Dua"))
        application = books.make_application(bank.id)
        with pytest.raises(NotFound):
            books.reserve(application, 100, actor=stranger)
        reservation = books.reserve(application, 100, actor=books.bank_actor(bank))
        with pytest.raises(NotFound):
            service.release(reservation, reason="x", actor=stranger, now=NOW)
        with pytest.raises(NotAllowed):
            service.set_ceiling(bank, 5, reference="p", source="s", actor=Actor(None, "P", Role.OFFICER), now=NOW)


@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        ("UPDATE facility_balance SET available = available - 1, outstanding = outstanding + 1", "available"),
        ("UPDATE facility_balance SET disbursed = disbursed + 1", "disbursed"),
        ("UPDATE facility_transfer SET amount = amount - 1 WHERE sequence = 2", "chain#2"),
        ("UPDATE facility_transfer SET note = 'lain' WHERE sequence = 1", "chain#1"),
        ("UPDATE reservation SET used = used - 1", "reservations"),
        ("DELETE FROM facility_transfer WHERE sequence = 4", "transfers"),
        ("DELETE FROM facility_balance", "available"),
    ],
)
def test_verify_says_where_a_hand_changed_the_books(book: Flask, statement: str, broken: str) -> None:
    with transaction():
        bank = books.open_bank(ceiling=1_000)
        loan = books.lend(bank.id, 400)
        _repay(loan, 100, "b1")
    assert queries.verify() == []
    with transaction() as session:
        session.execute(text(statement))
        session.execute(text("UPDATE reservation SET state = 'held' WHERE used < amount"))
    found = queries.verify()
    assert broken in {difference.account.split()[0] for difference in found}
    assert {difference.bank for difference in found} == {"Bank Uji Satu"}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE facility_balance SET available = -1, committed = committed + available + 1",
        "UPDATE facility_balance SET available = available + 1",
        "UPDATE facility_balance SET exception = -1, available = available + 1",
        "UPDATE facility_transfer SET amount = 0",
        "UPDATE reservation SET used = amount + 1",
    ],
)
def test_the_database_itself_refuses_what_must_never_be(book: Flask, statement: str) -> None:
    with transaction():
        bank = books.open_bank(ceiling=1_000)
        books.lend(bank.id, 400)
    with pytest.raises(IntegrityError), transaction() as session:
        session.execute(text(statement))
    assert queries.verify() == []


def test_a_failed_use_case_leaves_nothing_behind(book: Flask) -> None:
    with transaction():
        bank = books.open_bank(ceiling=1_000)
    with pytest.raises(NotEnoughRoom):
        _reserve_twice(bank.id, 700)
    assert queries.position(bank.id).available == 1_000
    assert db.session.query(FacilityTransfer).count() == 1
    assert queries.verify() == []


def _reserve_twice(bank_id: int, amount: int) -> None:
    with transaction():
        for _ in range(2):
            books.reserve(books.make_application(bank_id), amount)


def _repay(loan: Loan, amount: int, reference: str) -> list[FacilityTransfer]:
    return service.principal_repaid(
        bank_id=loan.bank_id,
        loan_id=loan.id,
        amount=amount,
        occurred_on=TODAY,
        reference=reference,
        actor=SYSTEM,
        now=NOW,
    )


def _set(bank_id: int, amount: int) -> None:
    service.set_ceiling(
        queries.bank(bank_id), amount, reference=f"plafon-{bank_id}-{amount}", source="Surat", actor=SYSTEM, now=NOW
    )
