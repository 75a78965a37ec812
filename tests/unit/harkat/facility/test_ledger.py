"""The ledger's routes, sums and chain."""

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from harkat.facility.ledger import (
    ROUTES,
    LedgerAccount,
    Movement,
    NotEnoughRoom,
    TransferKind,
    balances_after,
    chain,
    differences,
    is_allowed,
    paid_out_change,
    route_of,
)
from harkat.facility.orders import Order, Reversed
from harkat.facility.position import Position, position_of, total_of

DAY = date(2026, 3, 2)
MOVEMENT = Movement(
    bank_id=1,
    sequence=1,
    kind=TransferKind.CEILING_RAISED,
    from_account=LedgerAccount.FUNDING,
    to_account=LedgerAccount.AVAILABLE,
    amount=100,
    occurred_on=DAY,
    recorded_at=datetime(2026, 3, 2, 3, 0, tzinfo=UTC),
    reference="a",
    loan_id=None,
    reservation_id=None,
    reverses_id=None,
    actor_name="Sistem",
    note=None,
)


def test_every_kind_but_a_reversal_has_its_route() -> None:
    assert set(TransferKind) - set(ROUTES) == {TransferKind.REVERSED}
    assert all(origin is not target for origin, target in ROUTES.values())


def test_approval_takes_from_available_and_only_from_there() -> None:
    assert route_of(TransferKind.COMMITTED) == (LedgerAccount.AVAILABLE, LedgerAccount.COMMITTED)
    assert is_allowed(TransferKind.COMMITTED, LedgerAccount.AVAILABLE, LedgerAccount.COMMITTED, reversed_kind=None)
    assert not is_allowed(TransferKind.COMMITTED, LedgerAccount.FUNDING, LedgerAccount.COMMITTED, reversed_kind=None)


def test_reversal_runs_the_way_back_of_what_it_reverses() -> None:
    order = Order(1, TransferKind.REVERSED, 5, DAY, "r", reverses=Reversed(3, TransferKind.REPAID))
    assert order.route == (LedgerAccount.REPAID, LedgerAccount.OUTSTANDING)
    assert is_allowed(TransferKind.REVERSED, *order.route, reversed_kind=TransferKind.REPAID)
    assert not is_allowed(TransferKind.REVERSED, *order.route, reversed_kind=TransferKind.WRITTEN_OFF)
    assert not is_allowed(TransferKind.REVERSED, *order.route, reversed_kind=None)


@pytest.mark.parametrize(
    ("kind", "reversed_kind", "expected"),
    [
        (TransferKind.DISBURSED, None, 7),
        (TransferKind.PAID_WITHOUT_ROOM, None, 7),
        (TransferKind.TAKEN_OVER, None, 7),
        (TransferKind.COMMITTED, None, 0),
        (TransferKind.ADMITTED, None, 0),
        (TransferKind.REVERSED, TransferKind.DISBURSED, -7),
        (TransferKind.REVERSED, TransferKind.REPAID, 0),
    ],
)
def test_only_money_in_a_borrowers_hand_counts_as_disbursed(
    kind: TransferKind, reversed_kind: TransferKind | None, expected: int
) -> None:
    assert paid_out_change(kind, 7, reversed_kind=reversed_kind) == expected


def test_balances_sum_to_zero_and_differences_name_the_account() -> None:
    balances = balances_after(
        [
            (LedgerAccount.FUNDING, LedgerAccount.AVAILABLE, 100),
            (LedgerAccount.AVAILABLE, LedgerAccount.COMMITTED, 30),
        ]
    )
    assert sum(balances.values()) == 0
    assert balances[LedgerAccount.AVAILABLE] == 70
    wrong = {**balances, LedgerAccount.AVAILABLE: 71}
    [found] = differences("Bank Uji", wrong, balances)
    assert (found.bank, found.account, found.stored, found.recomputed) == ("Bank Uji", "available", 71, 70)
    assert differences("Bank Uji", balances, balances) == []


@pytest.mark.parametrize(
    "change",
    [
        {"amount": 101},
        {"occurred_on": date(2026, 3, 3)},
        {"reference": "b"},
        {"sequence": 2},
        {"bank_id": 2},
        {"actor_name": "Orang lain"},
        {"note": "x"},
        {"loan_id": 4},
        {"kind": TransferKind.PAID_WITHOUT_ROOM},
        {"recorded_at": datetime(2026, 3, 2, 3, 0, 0, 1, tzinfo=UTC)},
    ],
)
def test_chain_shows_any_change(change: dict[str, object]) -> None:
    assert chain("", replace(MOVEMENT, **change)) != chain("", MOVEMENT)  # type: ignore[arg-type]
    assert chain("before", MOVEMENT) != chain("", MOVEMENT)


def test_chain_does_not_confuse_neighbouring_fields() -> None:
    one = replace(MOVEMENT, loan_id=1, reservation_id=None)
    other = replace(MOVEMENT, loan_id=None, reservation_id=1)
    assert chain("", one) != chain("", other)


def test_no_room_says_how_much_is_free_and_how_much_is_missing() -> None:
    refusal = NotEnoughRoom(bank="Bank Uji", free=999_999, amount=1_000_000)
    assert refusal.free == 999_999
    assert "Sisa dana di Bank Uji Rp999.999, kurang Rp1 dari Rp1.000.000" in refusal.message


def test_position_counts_exceptions_as_used_but_not_as_ceiling() -> None:
    balances = dict.fromkeys(LedgerAccount, 0) | {
        LedgerAccount.FUNDING: -110,
        LedgerAccount.AVAILABLE: 60,
        LedgerAccount.OUTSTANDING: 40,
        LedgerAccount.EXCEPTION: 10,
    }
    position = position_of(balances, disbursed_total=50)
    assert (position.ceiling, position.available, position.used) == (100, 60, 50)
    assert position.absorption == Fraction(1, 2)
    assert position.usage == Fraction(1, 2)


def test_absorption_of_nothing_is_zero_and_totals_add_up() -> None:
    assert Position().absorption == 0
    total = total_of([Position(ceiling=100, disbursed_total=1), Position(ceiling=300, disbursed_total=2)])
    assert (total.ceiling, total.disbursed_total, total.absorption) == (400, 3, Fraction(3, 400))
    assert total_of([]) == Position()
