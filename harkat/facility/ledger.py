"""The facility as a small transfer ledger: its accounts, which event moves money where, and the chain of transfers."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256

from core.errors import Conflict, RuleBroken
from core.labels import LabeledEnum
from core.money import format_rupiah


class LedgerAccount(LabeledEnum):
    """Where a bank's facility money can stand; over all accounts of a bank the sum is 0."""

    FUNDING = ("funding", "Plafon dari bank")
    AVAILABLE = ("available", "Tersedia")
    COMMITTED = ("committed", "Disetujui, belum cair")
    OUTSTANDING = ("outstanding", "Sisa pokok berjalan")
    REPAID = ("repaid", "Pokok lunas")
    RECOVERED = ("recovered", "Tertagih setelah hapus buku")
    WRITTEN_OFF = ("written_off", "Hapus buku")
    EXCEPTION = ("exception", "Pengecualian")


class TransferKind(LabeledEnum):
    """What happened; each kind moves money from one account to one other."""

    CEILING_RAISED = ("ceiling_raised", "Plafon dinaikkan")
    CEILING_LOWERED = ("ceiling_lowered", "Plafon diturunkan")
    COMMITTED = ("committed", "Disetujui bank")
    RELEASED = ("released", "Persetujuan dilepas")
    DISBURSED = ("disbursed", "Dicairkan")
    TAKEN_OVER = ("taken_over", "Saldo awal diambil alih")
    REPAID_TO_ROOM = ("repaid_to_room", "Pokok dibayar, dapat disalurkan lagi")
    REPAID = ("repaid", "Pokok dibayar")
    WRITTEN_OFF = ("written_off", "Dihapus buku")
    RECOVERED = ("recovered", "Tertagih setelah hapus buku")
    PAID_WITHOUT_ROOM = ("paid_without_room", "Dicairkan tanpa persetujuan atau sisa dana")
    EXCEPTION_REPAID = ("exception_repaid", "Pokok pengecualian dibayar")
    EXCEPTION_ENDED = ("exception_ended", "Pengecualian diselesaikan")
    ADMITTED = ("admitted", "Pengecualian masuk plafon")
    REVERSED = ("reversed", "Pembatalan")
    REVERSED_WITHOUT_ROOM = ("reversed_without_room", "Pembatalan, dananya sudah disalurkan lagi")


ROUTES: dict[TransferKind, tuple[LedgerAccount, LedgerAccount]] = {
    TransferKind.CEILING_RAISED: (LedgerAccount.FUNDING, LedgerAccount.AVAILABLE),
    TransferKind.CEILING_LOWERED: (LedgerAccount.AVAILABLE, LedgerAccount.FUNDING),
    TransferKind.COMMITTED: (LedgerAccount.AVAILABLE, LedgerAccount.COMMITTED),
    TransferKind.RELEASED: (LedgerAccount.COMMITTED, LedgerAccount.AVAILABLE),
    TransferKind.DISBURSED: (LedgerAccount.COMMITTED, LedgerAccount.OUTSTANDING),
    TransferKind.TAKEN_OVER: (LedgerAccount.AVAILABLE, LedgerAccount.OUTSTANDING),
    TransferKind.REPAID_TO_ROOM: (LedgerAccount.OUTSTANDING, LedgerAccount.AVAILABLE),
    TransferKind.REPAID: (LedgerAccount.OUTSTANDING, LedgerAccount.REPAID),
    TransferKind.WRITTEN_OFF: (LedgerAccount.OUTSTANDING, LedgerAccount.WRITTEN_OFF),
    TransferKind.RECOVERED: (LedgerAccount.WRITTEN_OFF, LedgerAccount.RECOVERED),
    TransferKind.PAID_WITHOUT_ROOM: (LedgerAccount.FUNDING, LedgerAccount.EXCEPTION),
    TransferKind.EXCEPTION_REPAID: (LedgerAccount.EXCEPTION, LedgerAccount.FUNDING),
    TransferKind.EXCEPTION_ENDED: (LedgerAccount.EXCEPTION, LedgerAccount.FUNDING),
    TransferKind.ADMITTED: (LedgerAccount.AVAILABLE, LedgerAccount.OUTSTANDING),
    TransferKind.REVERSED_WITHOUT_ROOM: (LedgerAccount.FUNDING, LedgerAccount.EXCEPTION),
}
"""From and to of every kind; a plain reversal has none of its own, it swaps those of what it reverses."""

PAID_OUT = frozenset({TransferKind.DISBURSED, TransferKind.TAKEN_OVER, TransferKind.PAID_WITHOUT_ROOM})
"""Kinds that are money in a borrower's hand; they make up what is called disbursed."""

CITY_KINDS = (TransferKind.CEILING_RAISED, TransferKind.CEILING_LOWERED, TransferKind.RELEASED)
"""Kinds the city itself books; they say nothing about how current a bank's own figures are."""

GUARDED = frozenset(LedgerAccount) - {LedgerAccount.FUNDING}
"""Accounts that may never fall below zero; the database guards the same set."""


class NotEnoughRoom(RuleBroken):
    """The bank's available money is less than what is asked, or another transaction was first."""

    def __init__(self, *, bank: str, free: int, amount: int) -> None:
        super().__init__(
            f"Sisa dana di {bank} {format_rupiah(free)}, kurang {format_rupiah(amount - free)} dari "
            f"{format_rupiah(amount)} yang diperlukan. Kurangi jumlahnya atau minta bank menambah plafon."
        )
        self.free = free


class NotThere(RuleBroken):
    """The account that money should leave holds less than that."""

    def __init__(self, *, bank: str, account: LedgerAccount, held: int, amount: int) -> None:
        super().__init__(
            f"Di {bank}, “{account.label}” hanya {format_rupiah(held)}, tidak cukup untuk memindahkan "
            f"{format_rupiah(amount)}. Periksa lagi jumlahnya."
        )


class HeldByException(RuleBroken):
    """The bank paid out without room, which must be settled before it approves anything new."""

    def __init__(self, *, bank: str, amount: int) -> None:
        super().__init__(
            f"{bank} masih punya pengecualian {format_rupiah(amount)} yang belum diselesaikan, jadi persetujuan baru "
            "ditahan. Minta pimpinan menyelesaikannya di halaman fasilitas."
        )


class ReferenceUsed(Conflict):
    """The reference already stands for another movement."""

    def __init__(self, reference: str) -> None:
        super().__init__(
            f"Nomor rujukan {reference} sudah dipakai untuk transaksi lain. Periksa transaksinya, lalu pakai nomor "
            "rujukan yang baru."
        )


@dataclass(frozen=True)
class Movement:
    """One transfer as it is chained and checked; amounts in whole rupiah, always positive.

    ``sequence`` counts from 1 within a bank.
    """

    bank_id: int
    sequence: int
    kind: TransferKind
    from_account: LedgerAccount
    to_account: LedgerAccount
    amount: int
    occurred_on: date
    recorded_at: datetime
    reference: str
    loan_id: int | None
    reservation_id: int | None
    reverses_id: int | None
    actor_name: str
    note: str | None


@dataclass(frozen=True)
class Difference:
    """Where what is stored is not what the transfers say; ``account`` may also name a row of the chain."""

    bank: str
    account: str
    stored: int | str
    recomputed: int | str


def route_of(kind: TransferKind) -> tuple[LedgerAccount, LedgerAccount]:
    """Return the account a kind of transfer takes from and the one it gives to."""
    return ROUTES[kind]


def is_allowed(
    kind: TransferKind, origin: LedgerAccount, target: LedgerAccount, *, reversed_kind: TransferKind | None
) -> bool:
    """Tell whether a transfer of this kind may run between these accounts.

    :param reversed_kind: the kind of the transfer it reverses, when it reverses one
    """
    if kind is TransferKind.REVERSED:
        return reversed_kind in ROUTES and ROUTES[reversed_kind] == (target, origin)
    return ROUTES[kind] == (origin, target)


def paid_out_change(kind: TransferKind, amount: int, *, reversed_kind: TransferKind | None = None) -> int:
    """Return by how much a transfer changes the total ever disbursed; its reversal takes it back."""
    if kind in PAID_OUT:
        return amount
    if kind is TransferKind.REVERSED and reversed_kind in PAID_OUT:
        return -amount
    return 0


def balances_after(flows: Iterable[tuple[LedgerAccount, LedgerAccount, int]]) -> dict[LedgerAccount, int]:
    """Recompute every account from transfers given as (from, to, amount)."""
    balances: Counter[LedgerAccount] = Counter()
    for origin, target, amount in flows:
        balances[origin] -= amount
        balances[target] += amount
    return {account: balances[account] for account in LedgerAccount}


def differences(
    bank: str, stored: Mapping[LedgerAccount, int], recomputed: Mapping[LedgerAccount, int]
) -> list[Difference]:
    """List the accounts whose stored balance is not the recomputed one."""
    return [
        Difference(bank, account.value, stored[account], recomputed[account])
        for account in LedgerAccount
        if stored[account] != recomputed[account]
    ]


def chain(previous: str, movement: Movement) -> str:
    """Return the fingerprint of a transfer and of everything before it at its bank (SHA-256, hexadecimal).

    :param previous: the fingerprint of the transfer before it, empty for the first
    """
    parts = (
        previous,
        movement.bank_id,
        movement.sequence,
        movement.kind.value,
        movement.from_account.value,
        movement.to_account.value,
        movement.amount,
        movement.occurred_on.isoformat(),
        movement.recorded_at.astimezone(UTC).isoformat(timespec="microseconds"),
        movement.reference,
        movement.loan_id,
        movement.reservation_id,
        movement.reverses_id,
        movement.actor_name,
        movement.note,
    )
    text = "\x1f".join("" if part is None else str(part) for part in parts)
    return sha256(text.encode()).hexdigest()
