"""What stands on a member's card and on a collection sheet, as plain tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from core.money import format_rupiah
from harkat.repayments.members import MemberStanding

Cell = str | int | date | None
Column = tuple[str, str, bool]


@dataclass(frozen=True)
class PrintedTable:
    """A titled table; a column is its heading, what it holds, and whether it is summed below."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    facts: Sequence[tuple[str, str]] = ()
    notes: Sequence[str] = ()


def collection_table(parts: Sequence[tuple[str, int]]) -> PrintedTable:
    """Lay out one due date: each member's part of the payment (name, rupiah), and room to write who paid."""
    columns = (
        ("Anggota", "text", False),
        ("Bagian", "rupiah", True),
        ("Dibayar sendiri", "text", False),
        ("Ditalangi, oleh siapa", "text", False),
        ("Paraf", "text", False),
    )
    rows = [(name, amount, None, None, None) for name, amount in parts]
    notes = ("Uang disetor ke bank, bukan ke petugas kota. Lembar ini menjadi daftar siapa yang membayar.",)
    return PrintedTable("Setoran anggota", columns, rows, notes=notes)


def short_words(standing: MemberStanding, *, unlisted: int, is_closed: bool) -> str:
    """Say what a member is short of, where it can be known: money that nobody itemized may be theirs; rupiah.

    :param unlisted: what the bank received of the loan without anybody having said who paid
    """
    if is_closed:
        return "pinjaman sudah lunas"
    if unlisted and standing.short:
        return f"belum dirinci: {format_rupiah(unlisted)} di bank belum disebut pembayarnya"
    return format_rupiah(standing.short)


def card_table(installments: Sequence[tuple[int, date, int]], standing: MemberStanding, *, short: str) -> PrintedTable:
    """Lay out a member's own part of every installment given as (number, due date, rupiah)."""
    columns = (
        ("Ke", "number", False),
        ("Jatuh tempo", "date", False),
        ("Bagian", "rupiah", True),
        ("Dibayar tanggal", "text", False),
        ("Paraf ketua", "text", False),
    )
    rows = [(number, due_on, amount, None, None) for number, due_on, amount in installments]
    facts = (
        ("Harus dibayar sampai hari ini", format_rupiah(standing.due)),
        ("Dibayar sendiri", format_rupiah(standing.paid_own)),
        ("Ditalangi anggota lain", format_rupiah(standing.covered)),
        ("Menalangi anggota lain", format_rupiah(standing.covers)),
        ("Masih kurang", short),
    )
    return PrintedTable("Kartu angsuran", columns, rows, facts)
