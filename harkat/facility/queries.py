"""Asking the facility: banks, positions, transfers, reservations, and whether everything agrees."""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import aliased

from core.auth.roles import Actor, Role
from core.db import db, get_or_404
from core.errors import NotFound
from core.policy.queries import whole_on
from core.web.listing import contains
from harkat.facility.days import queries as days
from harkat.facility.ledger import (
    Difference,
    LedgerAccount,
    TransferKind,
    balances_after,
    chain,
    differences,
    is_allowed,
    paid_out_change,
)
from harkat.facility.models import CeilingFact, FacilityBalance, FacilityTransfer, PartnerBank, Reservation
from harkat.facility.position import Position, position_of, total_of
from harkat.facility.terms import RESERVATION_DAYS, CeilingStanding, ReservationState


def banks() -> list[PartnerBank]:
    """Return the partner banks by name."""
    return list(db.session.scalars(select(PartnerBank).order_by(PartnerBank.name)))


def bank(bank_id: int) -> PartnerBank:
    """Return a partner bank.

    :raises NotFound: when there is none
    """
    return get_or_404(PartnerBank, bank_id, what="Bank mitra")


def bank_of_organization(organization_id: int | None) -> PartnerBank:
    """Return the partner bank of an organization.

    :raises NotFound: when the organization is no partner bank
    """
    row = db.session.scalar(select(PartnerBank).where(PartnerBank.organization_id == organization_id))
    if row is None:
        raise NotFound("Akun ini belum tersambung dengan bank mitra. Minta admin menyambungkannya.")
    return row


def bank_for(actor: Actor) -> PartnerBank | None:
    """Return the only bank an actor may see, or nothing when the actor may see all."""
    return bank_of_organization(actor.organization_id) if actor.role is Role.BANK else None


def balance(bank_id: int) -> FacilityBalance:
    """Return a bank's balances as they are now.

    :raises NotFound: when the bank has none
    """
    row = db.session.get(FacilityBalance, bank_id, populate_existing=True)
    if row is None:
        raise NotFound("Bank mitra tidak ditemukan.")
    return row


def position(bank_id: int) -> Position:
    """Return where a bank's money stands; rupiah."""
    return _position(balance(bank_id))


def positions() -> dict[int, Position]:
    """Return where the money of every bank stands, by the bank's key."""
    return {row.bank_id: _position(row) for row in db.session.scalars(select(FacilityBalance))}


def total_position() -> Position:
    """Return where the money of all banks together stands; rupiah."""
    return total_of(positions().values())


def ceiling_facts() -> list[CeilingFact]:
    """Return every reported size of the fund, the one in force first."""
    in_force_first = case((CeilingFact.standing == CeilingStanding.IN_FORCE, 0), else_=1)
    return list(db.session.scalars(select(CeilingFact).order_by(in_force_first, CeilingFact.reported_on.desc())))


def programme_ceiling() -> int | None:
    """Return the size of the fund in force in rupiah, or nothing where none is recorded."""
    return db.session.scalar(select(CeilingFact.amount).where(CeilingFact.standing == CeilingStanding.IN_FORCE))


def transfer_by_reference(reference: str) -> FacilityTransfer | None:
    """Return the transfer that bears a reference."""
    return db.session.scalar(select(FacilityTransfer).where(FacilityTransfer.reference == reference))


def transfer(transfer_id: int) -> FacilityTransfer:
    """Return a transfer.

    :raises NotFound: when there is none
    """
    return get_or_404(FacilityTransfer, transfer_id, what="Transaksi")


def transfers_of_loan(loan_id: int) -> list[FacilityTransfer]:
    """Return the transfers of a loan in their order."""
    return list(
        db.session.scalars(
            select(FacilityTransfer).where(FacilityTransfer.loan_id == loan_id).order_by(FacilityTransfer.sequence)
        )
    )


def exception_of_loan(loan_id: int) -> int:
    """Return the rupiah of a loan's principal that stands as an exception."""
    row = FacilityTransfer
    change = case(
        (row.to_account == LedgerAccount.EXCEPTION, row.amount),
        (row.from_account == LedgerAccount.EXCEPTION, -row.amount),
        else_=0,
    )
    return int(db.session.scalar(select(func.coalesce(func.sum(change), 0)).where(row.loan_id == loan_id)) or 0)


def reservation(reservation_id: int) -> Reservation:
    """Return a reservation.

    :raises NotFound: when there is none
    """
    return get_or_404(Reservation, reservation_id, what="Dana yang disisihkan")


def reservation_of(application_id: int) -> Reservation | None:
    """Return the newest reservation of an application."""
    return db.session.scalar(
        select(Reservation).where(Reservation.application_id == application_id).order_by(Reservation.id.desc()).limit(1)
    )


def expired_reservations(day: date) -> list[int]:
    """Return the keys of held reservations whose last day is before a day, oldest first."""
    return list(
        db.session.scalars(
            select(Reservation.id)
            .where(Reservation.state == ReservationState.HELD, Reservation.expires_on < day)
            .order_by(Reservation.expires_on, Reservation.id)
        )
    )


def reservation_days(day: date) -> int:
    """Return for how many days an approval sets money aside."""
    return whole_on(RESERVATION_DAYS, day)


def verify() -> list[Difference]:
    """Recompute every balance, reservation and chain from the transfers and return where they differ."""
    found: list[Difference] = []
    for bank_id, name, row in db.session.execute(
        select(PartnerBank.id, PartnerBank.name, FacilityBalance)
        .outerjoin(FacilityBalance, PartnerBank.id == FacilityBalance.bank_id)
        .order_by(PartnerBank.name)
        .execution_options(populate_existing=True)
    ):
        stored: FacilityBalance | None = row
        found += _verify_bank(_nothing_stored(bank_id) if stored is None else stored, name)
        found += days.verify(bank_id, name)
    return found


def _nothing_stored(bank_id: int) -> FacilityBalance:
    """Return what a bank whose balance row is gone has stored, so that its transfers are still held against it."""
    empty = dict.fromkeys((*(account.value for account in LedgerAccount), "disbursed", "transfers"), 0)
    return FacilityBalance(bank_id=bank_id, head="", **empty)


def _verify_bank(stored: FacilityBalance, name: str) -> list[Difference]:
    flows: dict[tuple[LedgerAccount, LedgerAccount], int] = {}
    disbursed, previous, count = 0, "", 0
    broken: list[Difference] = []
    for transfer, reversed_row in _chain_of(stored.bank_id):
        count += 1
        route = (transfer.from_account, transfer.to_account)
        flows[route] = flows.get(route, 0) + transfer.amount
        reversed_kind = None if reversed_row is None else reversed_row.kind
        disbursed += paid_out_change(transfer.kind, transfer.amount, reversed_kind=reversed_kind)
        expected = chain(previous, transfer.as_movement())
        routed = is_allowed(transfer.kind, *route, reversed_kind=reversed_kind)
        if not broken and (transfer.sequence != count or transfer.digest != expected or not routed):
            broken.append(
                Difference(name, f"chain#{transfer.sequence} {transfer.reference}", transfer.digest, expected)
            )
        previous = transfer.digest
    recomputed = balances_after((origin, target, amount) for (origin, target), amount in flows.items())
    found = differences(name, stored.by_account(), recomputed)
    pairs: Sequence[tuple[str, int | str, int | str]] = (
        ("disbursed", stored.disbursed, disbursed),
        ("transfers", stored.transfers, count),
        ("chain", stored.head, previous),
        ("reservations", _held(stored.bank_id), recomputed[LedgerAccount.COMMITTED]),
    )
    return found + [Difference(name, *pair) for pair in pairs if pair[1] != pair[2]] + broken


def _chain_of(bank_id: int) -> Iterator[tuple[FacilityTransfer, FacilityTransfer | None]]:
    reversed_row = aliased(FacilityTransfer)
    query = (
        select(FacilityTransfer, reversed_row)
        .outerjoin(reversed_row, reversed_row.id == FacilityTransfer.reverses_id)
        .where(FacilityTransfer.bank_id == bank_id)
        .order_by(FacilityTransfer.sequence)
        .execution_options(yield_per=1000, populate_existing=True)
    )
    for row in db.session.execute(query):
        yield row[0], row[1]


def _held(bank_id: int) -> int:
    return int(
        db.session.scalar(
            select(func.coalesce(func.sum(Reservation.amount - Reservation.used), 0)).where(
                Reservation.bank_id == bank_id, Reservation.state == ReservationState.HELD
            )
        )
        or 0
    )


def _position(row: FacilityBalance) -> Position:
    return position_of(row.by_account(), disbursed_total=row.disbursed)


def transfers_query(
    own_bank_id: int | None = None, *, words: str = "", bank_id: str = "", kind: str = ""
) -> Select[FacilityTransfer, str]:
    """Return the query behind the list of transfers, each with its bank's name.

    :param own_bank_id: the only bank whose transfers may be seen, if any
    """
    query = select(FacilityTransfer, PartnerBank.name).join(PartnerBank, PartnerBank.id == FacilityTransfer.bank_id)
    if own_bank_id is not None:
        query = query.where(FacilityTransfer.bank_id == own_bank_id)
    elif bank_id.isdigit():
        query = query.where(FacilityTransfer.bank_id == int(bank_id[:9]))
    if words:
        query = query.where(contains(FacilityTransfer.reference, words))
    if kind in {member.value for member in TransferKind}:
        query = query.where(FacilityTransfer.kind == TransferKind.of(kind))
    return query
