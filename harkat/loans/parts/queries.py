"""Asking in which parts a loan was paid out, what each borrower received net, and which deductions are findings."""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from core.auth.roles import Actor
from core.db import db
from core.errors import NotFound
from harkat.facility import queries as facility
from harkat.loans.models import Loan
from harkat.loans.parts.deductions import Deduction, Finding, findings, plain
from harkat.loans.parts.models import LoanPart, PartDeduction, PartShare


@dataclass(frozen=True)
class Received:
    """What one borrower had of a loan: paid out, taken off by name, and in hand; rupiah."""

    person_id: int
    name: str
    paid: int = 0
    deductions: tuple[Deduction, ...] = ()

    @property
    def taken(self) -> int:
        """All deductions together."""
        return sum(row.amount for row in self.deductions)

    @property
    def net(self) -> int:
        """What came into the borrower's hand."""
        return self.paid - self.taken


@dataclass(frozen=True)
class LoanFinding:
    """A deduction beyond the list on one loan, over all borrowers it was taken from; rupiah.

    ``rows`` are the deductions under its name. It is closed once each of them is; taken again it is open again.
    """

    loan: Loan
    borrowers: tuple[str, ...]
    findings: tuple[Finding, ...]
    rows: tuple[PartDeduction, ...]

    @property
    def is_open(self) -> bool:
        """Tell whether something was taken that the auditor has no answer to."""
        return any(row.closed_at is None for row in self.rows)

    @property
    def taken(self) -> int:
        """What was taken under the name."""
        return sum(finding.amount for finding in self.findings)

    @property
    def beyond(self) -> int:
        """What of it the list does not allow."""
        return sum(finding.beyond for finding in self.findings)


def parts_of(loan_id: int) -> list[LoanPart]:
    """Return the parts of a loan in the order of their days."""
    query = select(LoanPart).where(LoanPart.loan_id == loan_id).order_by(LoanPart.paid_on, LoanPart.sequence)
    return list(db.session.scalars(query))


def by_reference(reference: str) -> LoanPart | None:
    """Return the part that bears a reference."""
    return db.session.scalar(select(LoanPart).where(LoanPart.reference == reference))


def last_paid_on(loan_id: int) -> date | None:
    """Return the day of a loan's last part, nothing for a loan whose parts are not kept."""
    return db.session.scalar(select(func.max(LoanPart.paid_on)).where(LoanPart.loan_id == loan_id))


def received_of(loan_id: int) -> list[Received]:
    """Return what each borrower had of a loan, over all its parts."""
    parts = [part.id for part in parts_of(loan_id)]
    found: dict[int, Received] = {}
    shares = select(PartShare).where(PartShare.part_id.in_(parts)).options(joinedload(PartShare.person))
    for share in db.session.scalars(shares.order_by(PartShare.id)):
        row = found.get(share.person_id, Received(share.person_id, share.person.name))
        found[share.person_id] = replace(row, paid=row.paid + share.amount)
    for taken in db.session.scalars(
        select(PartDeduction).where(PartDeduction.part_id.in_(parts)).order_by(PartDeduction.id)
    ):
        row = found[taken.person_id]
        found[taken.person_id] = replace(row, deductions=(*row.deductions, _deduction(taken)))
    return list(found.values())


def net_of_application(application_id: int) -> dict[int, int]:
    """Return the rupiah in hand by person of an application's loan; empty where the parts are not kept."""
    loan_id = db.session.scalar(select(Loan.id).where(Loan.application_id == application_id))
    return {} if loan_id is None else {row.person_id: row.net for row in received_of(loan_id)}


def open_findings(actor: Actor) -> list[LoanFinding]:
    """Return what was taken beyond the list of its day and is not answered, newest loan first."""
    return [finding for finding in findings_for(actor) if finding.is_open]


def finding_of(deduction_id: int, actor: Actor) -> LoanFinding:
    """Return the finding that a deduction belongs to.

    :raises NotFound: when it is none, or another bank's
    """
    for finding in findings_for(actor):
        if deduction_id in {row.id for row in finding.rows}:
            return finding
    raise NotFound("Temuan potongan tidak ditemukan.")


def findings_for(actor: Actor) -> list[LoanFinding]:
    """Return every deduction beyond the list of its day that an actor may see, open and closed, newest loan first."""
    query = (
        select(PartDeduction, Loan)
        .join(LoanPart, LoanPart.id == PartDeduction.part_id)
        .join(Loan, Loan.id == LoanPart.loan_id)
        .options(joinedload(PartDeduction.person))
        .order_by(Loan.id.desc(), PartDeduction.id)
    )
    own = facility.bank_for(actor)
    if own is not None:
        query = query.where(Loan.bank_id == own.id)
    by_loan: dict[int, list[PartDeduction]] = defaultdict(list)
    loans: dict[int, Loan] = {}
    names: dict[int, str] = {}
    for taken, loan in db.session.execute(query):
        loans[loan.id], names[taken.person_id] = loan, taken.person.name
        by_loan[loan.id].append(taken)
    found: list[LoanFinding] = []
    for loan_id, rows in by_loan.items():
        by_name: dict[str, list[Finding]] = defaultdict(list)
        for finding in findings(map(_deduction, rows)):
            by_name[plain(finding.name)].append(finding)
        found += [
            LoanFinding(
                loans[loan_id],
                tuple(names[row.person_id] for row in same),
                tuple(same),
                tuple(row for row in rows if plain(row.name) == name),
            )
            for name, same in by_name.items()
        ]
    return found


def _deduction(row: PartDeduction) -> Deduction:
    return Deduction(row.person_id, row.name, row.amount, row.most)
