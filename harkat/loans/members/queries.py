"""The members' own schedules of a loan, and printing them."""

from dataclasses import dataclass

from core.dates import format_date
from core.documents.pdf import Sheet
from core.documents.tables import Column, Kind, Table
from core.errors import NotFound
from core.honesty.codes import answer_code
from core.honesty.kinds import Occasion
from core.money import format_rupiah
from harkat.facility import queries as facility
from harkat.facility.reporting import queries as reporting
from harkat.loans import queries
from harkat.loans.member_rows import LoanRow, MemberRow, split_rows
from harkat.loans.models import Loan
from harkat.loans.printing import FROM_BANK, PROMISED

JOINT = "Tanggung renteng: anggota lain ikut menutup bila satu anggota tidak membayar."


@dataclass(frozen=True)
class MemberSchedule:
    """One member's rows; rupiah. ``bears_remainder`` marks who pays what does not divide."""

    person_id: int
    name: str
    number: str
    amount: int
    bears_remainder: bool
    rows: list[MemberRow]
    share_id: int

    @property
    def total_interest(self) -> int:
        """Interest over all rows."""
        return sum(row.interest for row in self.rows)


def schedules_of(loan: Loan) -> list[MemberSchedule]:
    """Return every member's schedule of the version in force; one for a person's own loan."""
    shares = queries.shares_of(loan.id)
    rows = [LoanRow(row.sequence, row.due_on, row.principal, row.interest) for row in queries.schedule_rows(loan.id)]
    bearer = next((share.person_id for share in shares if share.bears_remainder), shares[0].person_id)
    split = split_rows(rows, {share.person_id: share.amount for share in shares}, bearer=bearer)
    return [
        MemberSchedule(
            share.person_id,
            share.person.name,
            share.person.number,
            share.amount,
            share.person_id == bearer,
            split[share.person_id],
            share.id,
        )
        for share in shares
    ]


def schedule_of(loan: Loan, person_id: int) -> MemberSchedule:
    """Return one member's schedule.

    :raises NotFound: for somebody without a share
    """
    for schedule in schedules_of(loan):
        if schedule.person_id == person_id:
            return schedule
    raise NotFound("Orang ini tidak punya bagian dalam pinjaman ini.")


def sheet_of(loan: Loan, schedule: MemberSchedule) -> Sheet:
    """Return one member's schedule as a printed sheet; it says nothing of the others."""
    wording = queries.wording_of_loan(loan)
    return Sheet(
        title=f"Jadwal angsuran {schedule.name}",
        subtitle=f"Bagian dari pinjaman {loan.number}",
        facts=[
            ("Nomor orang", schedule.number),
            ("Bank", facility.bank(loan.bank_id).name),
            ("Bagian", f"{format_rupiah(schedule.amount)}, cair {format_date(loan.disbursed_on)}"),
            (f"Jumlah {wording.cost}", format_rupiah(schedule.total_interest)),
            ("Sisa pembulatan", "ditanggung anggota ini" if schedule.bears_remainder else "tidak ada"),
            reporting.as_of_fact(loan.bank_id),
        ],
        tables=[
            Table(
                "",
                [
                    Column("Angsuran"),
                    Column("Jatuh tempo", Kind.DATE),
                    Column("Pokok", Kind.RUPIAH, summed=True),
                    Column(wording.head, Kind.RUPIAH, summed=True),
                    Column("Dibayar", Kind.RUPIAH, summed=True),
                    Column("Sisa", Kind.RUPIAH),
                ],
                [
                    [str(row.sequence), row.due_on, row.principal, row.interest, row.payment, row.balance]
                    for row in schedule.rows
                ],
            )
        ],
        notes=[JOINT, FROM_BANK if wording.by_bank else PROMISED],
        answer_code=answer_code(Occasion.DISBURSED, schedule.share_id),
        footer="HARKAT Kota Jambi",
    )
