"""What a bank agrees anew with a borrower in difficulty, and the schedule that follows from what is owed then."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.dates import format_date
from core.errors import RuleBroken
from core.labels import LabeledEnum
from core.money import Rupiah, format_rupiah
from core.policy.definitions import Definition, declare
from harkat.loans.bank_rows import BankRow, lines_of_bank, terms_of_bank
from harkat.loans.classification import Collectability, Step
from harkat.loans.laying_out import Line, lines_of
from harkat.loans.paces import Pace, is_paid_once, lay_out, once_on, paced
from harkat.loans.terms import Grace, Method, Terms

PAID_IN_A_ROW = "loans.restructured_paid_in_a_row"


class InterestTreatment(LabeledEnum):
    """What becomes of interest that is owed when a loan is laid out anew; it never joins the principal."""

    DEFERRED = ("deferred", "Ditagih bersama angsuran terakhir")
    FORGIVEN = ("forgiven", "Dihapus bank sebagai keringanan")


class ScheduleOutgrown(RuleBroken):
    """A bank's new schedule does not fit what is owed on its day any more; it is never computed anew."""

    def __init__(self, agreed_on: date, scheduled: int, owed: int) -> None:
        super().__init__(
            f"Jadwal bank sejak {format_date(agreed_on)} berpokok {format_rupiah(scheduled)}, padahal sisa pokok hari "
            f"itu {format_rupiah(owed)}. Jadwal bank tidak dihitung ulang; minta bank mengirim jadwal yang sesuai."
        )


@dataclass(frozen=True)
class Change:
    """One restructuring: from a day on, another rate (percent a year), length, grace and first due date.

    ``bank_rows`` is the new schedule where the bank makes it itself; then nothing else of it is looked at.
    """

    agreed_on: date
    annual_rate: Decimal
    installments: int
    method: Method
    treatment: InterestTreatment
    grace: int = 0
    first_due_on: date | None = None
    pace: Pace | None = None
    bank_rows: tuple[BankRow, ...] | None = None

    def terms(self, principal: int) -> Terms:
        """Return the terms of what is owed then; rupiah."""
        if self.bank_rows is not None:
            return terms_of_bank(lines_of_bank(self.bank_rows), starts_on=self.agreed_on)
        terms = Terms(
            method=self.method,
            principal=Rupiah(principal),
            annual_rate=self.annual_rate,
            n=self.installments,
            disbursed_on=self.agreed_on,
            first_due_on=self.first_due_on,
            grace=Grace(principal=self.grace),
        )
        terms = paced(terms, self.pace or Pace.MONTHLY, months=self.installments)
        if is_paid_once(terms) and self.pace is Pace.AT_END and self.first_due_on is not None:
            return once_on(terms, self.first_due_on)
        return terms

    def lines(self, principal: int, interest: int) -> list[Line]:
        """Lay out the principal owed, and the interest owed by its treatment; rupiah.

        A bank's own rows stand as they are.

        :raises ScheduleOutgrown: when they do not repay the principal that is owed
        """
        if self.bank_rows is not None:
            lines = lines_of_bank(self.bank_rows)
            if sum(line.principal for line in lines) != principal:
                raise ScheduleOutgrown(self.agreed_on, sum(line.principal for line in lines), principal)
            return lines
        deferred = interest if self.treatment is InterestTreatment.DEFERRED else 0
        return lines_of(lay_out(self.terms(principal)), deferred_interest=deferred)


def class_after(
    scale: Sequence[Step], by_days: Step, *, before: Collectability, paid_in_a_row: int, needed: int
) -> Step:
    """Return the class of a restructured loan: no better than before, and than substandard if it was worse.

    It is classed by its days again once enough installments in a row were paid on time on the new schedule.
    Source: practice of restructuring under OJK rules, not yet checked against their text.
    """
    if paid_in_a_row >= needed:
        return by_days
    best = min(before.rank, Collectability.SUBSTANDARD.rank)
    rank = max(by_days.collectability.rank, best)
    return next(step for step in scale if step.collectability.rank == rank)


declare(
    [
        Definition(
            PAID_IN_A_ROW,
            "Angsuran tepat waktu berturut-turut sebelum kelas restrukturisasi dapat membaik",
            "whole",
            3,
            "Kebiasaan restrukturisasi menurut aturan OJK, belum diperiksa pada naskahnya",
        ),
    ]
)
