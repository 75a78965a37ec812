"""Asking what is known of a person's debts; other rooms ask here and nowhere else."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from core.db import db
from core.errors import NotFound
from core.files.packaged import read_packaged_table
from core.money import Rupiah
from core.people import queries as people
from core.people.models import ConsentPurpose, Person
from scoring.screening.caps import Cap, read_caps
from scoring.screening.debts import KnownDebt, burden, merge_debts, monthly_payment, remaining
from scoring.screening.decisions.queries import proven_by_flags
from scoring.screening.evidence import screen_evidence
from scoring.screening.hold_rules import HoldLifting
from scoring.screening.holds import queries as holds
from scoring.screening.holds.models import DebtHold
from scoring.screening.ideb import IdebReport
from scoring.screening.kinds import Decision
from scoring.screening.models import (
    DebtFinding,
    DebtFlag,
    DebtInterview,
    DeclaredDebt,
    ScreeningFile,
    ScreeningQuestion,
    SpouseConsent,
)
from scoring.screening.registry.queries import registry_on
from scoring.screening.screening import EvidenceKind, Screening
from scoring.screening.statement import Statement

MONTHS_LEFT_ASSUMED = 12
SLIK_KINDS = (EvidenceKind.IDEB, EvidenceKind.BANK_ANSWER)


@dataclass(frozen=True)
class EvidenceState:
    """The day of the newest evidence of each kind, None where there is none."""

    ideb_on: date | None
    statement_on: date | None
    interview_on: date | None


def is_withheld(person_id: int) -> bool:
    """Tell whether a person took back consent to screening or limited the use: nothing read is shown or used then."""
    if people.limit_of(person_id) is not None:
        return True
    answer = people.consents_of(person_id).get(ConsentPurpose.SCREENING)
    return answer is not None and answer.withdrawn_at is not None


def open_flags(person_id: int) -> list[DebtFlag]:
    """Return the debts that hold a person back, the oldest flag first."""
    query = select(DebtFlag).where(DebtFlag.person_id == person_id, DebtFlag.closed_at.is_(None))
    return list(db.session.scalars(query.order_by(DebtFlag.id)))


def flags_of(person_id: int) -> list[DebtFlag]:
    """Return every flag a person has or had, the newest first."""
    return list(
        db.session.scalars(select(DebtFlag).where(DebtFlag.person_id == person_id).order_by(DebtFlag.id.desc()))
    )


def flag(flag_id: int) -> DebtFlag:
    """Return a flag.

    :raises NotFound: when there is none
    """
    found = db.session.get(DebtFlag, flag_id)
    if found is None:
        raise NotFound("Penanda utang tidak ditemukan.")
    return found


def findings_of(person_id: int) -> list[DebtFinding]:
    """Return everything files showed of a person, by lender, with the files."""
    query = select(DebtFinding).where(DebtFinding.person_id == person_id).options(joinedload(DebtFinding.file))
    return list(db.session.scalars(query.order_by(DebtFinding.lender, DebtFinding.id)))


def finding(finding_id: int) -> DebtFinding:
    """Return a finding with its file.

    :raises NotFound: when there is none
    """
    query = select(DebtFinding).where(DebtFinding.id == finding_id).options(joinedload(DebtFinding.file))
    found = db.session.scalar(query)
    if found is None:
        raise NotFound("Temuan ini tidak ditemukan. Muat ulang halaman pemeriksaan.")
    return found


def unanswered_findings(person_id: int) -> list[DebtFinding]:
    """Return the findings an officer has not decided about, or must look at again."""
    return [row for row in findings_of(person_id) if row.waits]


def questions_of(person_id: int) -> list[ScreeningQuestion]:
    """Return the questions patterns raised, the open ones first."""
    query = select(ScreeningQuestion).where(ScreeningQuestion.person_id == person_id)
    return list(db.session.scalars(query.order_by(ScreeningQuestion.answered_at.is_not(None), ScreeningQuestion.id)))


def question(question_id: int) -> ScreeningQuestion:
    """Return a question.

    :raises NotFound: when there is none
    """
    found = db.session.get(ScreeningQuestion, question_id)
    if found is None:
        raise NotFound("Pertanyaan ini tidak ditemukan. Muat ulang halaman pemeriksaan.")
    return found


def files_of(person_id: int) -> list[ScreeningFile]:
    """Return a person's files, the newest first."""
    query = select(ScreeningFile).where(ScreeningFile.person_id == person_id)
    return list(db.session.scalars(query.order_by(ScreeningFile.read_at.desc(), ScreeningFile.id.desc())))


def spouse_consents(person_id: int) -> dict[int, SpouseConsent]:
    """Return the consents of a person's wife or husband by key."""
    rows = db.session.scalars(select(SpouseConsent).where(SpouseConsent.person_id == person_id))
    return {row.id: row for row in rows}


def file(file_id: int) -> ScreeningFile:
    """Return an uploaded file.

    :raises NotFound: when there is none
    """
    found = db.session.get(ScreeningFile, file_id)
    if found is None:
        raise NotFound("Berkas pemeriksaan tidak ditemukan.")
    return found


def declared_debts(person_id: int) -> list[DeclaredDebt]:
    """Return the debts a person told of, those still owed first."""
    query = select(DeclaredDebt).where(DeclaredDebt.person_id == person_id)
    return list(db.session.scalars(query.order_by(DeclaredDebt.closed_on.is_not(None), DeclaredDebt.id)))


def declared_debt(debt_id: int) -> DeclaredDebt:
    """Return a declared debt.

    :raises NotFound: when there is none
    """
    found = db.session.get(DeclaredDebt, debt_id)
    if found is None:
        raise NotFound("Utang ini tidak ditemukan. Muat ulang halaman pemeriksaan.")
    return found


def interviews_of(person_id: int) -> list[DebtInterview]:
    """Return the talks about debts, the newest first."""
    query = select(DebtInterview).where(DebtInterview.person_id == person_id)
    return list(db.session.scalars(query.order_by(DebtInterview.held_on.desc(), DebtInterview.id.desc())))


def evidence_state(person_id: int) -> EvidenceState:
    """Return how fresh the evidence of each kind is."""
    query = (
        select(ScreeningFile.kind, func.max(ScreeningFile.as_of))
        .where(ScreeningFile.person_id == person_id)
        .group_by(ScreeningFile.kind)
    )
    newest = dict(db.session.execute(query).all())
    held_on = db.session.scalar(select(func.max(DebtInterview.held_on)).where(DebtInterview.person_id == person_id))
    slik = [day for kind in SLIK_KINDS if (day := newest.get(kind))]
    return EvidenceState(max(slik, default=None), newest.get(EvidenceKind.STATEMENT), held_on)


def known_debts(person_id: int) -> list[KnownDebt]:
    """Return what a person owes, each debt once: what was told, what an iDeb shows, what officers confirmed.

    What a statement suggests counts only once an officer has confirmed it.
    """
    flags = open_flags(person_id)
    flagged_findings = {row.finding_id for row in flags}
    flagged_declared = {row.declared_debt_id for row in flags}
    lifted = proven_by_flags(findings_of(person_id), flags_of(person_id)) | {
        key: row.lifting for key, row in holds.latest_by_finding(person_id).items()
    }
    debts = [
        KnownDebt(
            key=f"finding-{row.id}",
            lender=row.lender,
            kind=row.kind,
            outstanding=row.outstanding,
            installment_monthly=row.installment_monthly,
            is_flagged=row.id in flagged_findings,
            quality=_quality(row, lifted.get(row.id)),
        )
        for row in findings_of(person_id)
        if row.id in flagged_findings or (_is_owed(row) and lifted.get(row.id) is not HoldLifting.SETTLED)
    ]
    debts += [
        KnownDebt(
            key=f"declared-{debt.id}",
            lender=debt.lender,
            kind=None,
            outstanding=remaining(debt.installment, debt.payments, debt.payments_made),
            installment_monthly=monthly_payment(debt.installment, debt.paid_every),
            is_flagged=debt.id in flagged_declared,
            quality=None,
        )
        for debt in declared_debts(person_id)
        if debt.closed_on is None
    ]
    return merge_debts(debts)


def _quality(row: DebtFinding, lifting: HoldLifting | None) -> int | None:
    """Return a debt's SLIK class; one that its creditor has put on a new schedule no longer counts as late."""
    if lifting is HoldLifting.RESTRUCTURED:
        return None
    return 5 if row.written_off else row.quality


def _is_owed(row: DebtFinding) -> bool:
    if row.gone_on is not None or row.decision in (Decision.DISMISSED, Decision.ANSWERED):
        return False
    if row.active is False and not row.written_off:
        return False
    return row.source in SLIK_KINDS or row.decision is Decision.CONFIRMED


def monthly_burden(person_id: int) -> Rupiah | None:
    """Return what all known debts take out of a month; None when nobody asked or a debt's size is unknown."""
    state = evidence_state(person_id)
    debts = known_debts(person_id)
    if not debts and state.ideb_on is None and state.interview_on is None:
        return None
    total = burden(debts, months_left=MONTHS_LEFT_ASSUMED)
    return None if total is None else Rupiah(total)


def open_holds(person_id: int) -> list[DebtHold]:
    """Return the old arrears that hold a person back, with their findings, the oldest first."""
    return holds.open_holds(person_id)


def screen(
    evidence: IdebReport | Statement, person: Person, day: date, *, spouse: SpouseConsent | None = None
) -> Screening:
    """Screen what was read of a person, or of the spouse who agreed, against the lenders that counted on a day."""
    name = person.name if spouse is None else spouse.name
    return screen_evidence(evidence, registry_on(day), nik=None if spouse else person.nik, name=name)


@lru_cache(maxsize=1)
def caps() -> tuple[Cap, ...]:
    """Return the dated caps on what licensed online loans may cost."""
    return tuple(read_caps(read_packaged_table("scoring.screening.facts", "pinjol_caps.csv")))
