"""Histories for the reports' tests, written as bare rows: people, papers, courses, debts, applications, money."""

import itertools
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import select

from balikat.incubation.models import Tenant
from balikat.incubation.stages import Stage, TenantState
from balikat.training.attendance import EnrollmentStatus
from balikat.training.certificates import CertificateState
from balikat.training.models import CertifiedCompletion, Cohort, Course, CourseRule, Enrollment
from core.auth.roles import SYSTEM
from core.db import db
from core.groups.models import SubGroup
from core.people.models import Paper, PaperKind, Person
from harkat.applications.models import Application, ApplicationShare, ApplicationStep
from harkat.applications.states import State, StopReason
from harkat.facility import service as facility
from harkat.facility.models import FacilityTransfer, Reservation
from harkat.loans.models import Loan, LoanShare
from harkat.loans.states import LoanState
from harkat.loans.terms import Method
from harkat.readiness.models import ReadinessAssessment
from scoring.screening.findings import Confidence
from scoring.screening.informal import DebtPeriod, InformalClass, LoanPurpose
from scoring.screening.kinds import FlagClosing, FlagReason, InterviewSource
from scoring.screening.lenders import DebtKind, LenderKind
from scoring.screening.models import DebtFinding, DebtFlag, DebtInterview, DeclaredDebt, ScreeningFile
from scoring.screening.screening import EvidenceKind
from scoring.status import Readiness
from tests import factories

PAPERS_ALONE = (PaperKind.KTP, PaperKind.FAMILY_CARD, PaperKind.BUSINESS_LICENSE, PaperKind.BUSINESS_PHOTO)
PAPERS_OF_MEMBER = (PaperKind.KTP, PaperKind.FAMILY_CARD, PaperKind.BUSINESS_PHOTO)

_count = itertools.count(1)


def noon(day: date) -> datetime:
    """Return noon in Jakarta of a day."""
    return datetime(day.year, day.month, day.day, 5, 0, tzinfo=UTC)


def account_id() -> int:
    """Return the key of an account that may have done a thing."""
    return factories.account_named("officer").id


def bring_papers(person: Person, kinds: Iterable[PaperKind], seen_on: date, *, expires_on: date | None = None) -> None:
    """Record papers that were seen and accepted."""
    for kind in kinds:
        db.session.add(Paper(person_id=person.id, kind=kind, seen_on=seen_on, expires_on=expires_on))
    db.session.flush()


def complete_course(
    person: Person, on: date, *, revoked_at: datetime | None = None, recorded_on: date | None = None
) -> CertifiedCompletion:
    """Let a person complete a course of their own."""
    number = next(_count)
    course = Course(name=f"Pelatihan {number}", theme="Usaha", hours=8, is_active=True, created_at=noon(on))
    db.session.add(course)
    db.session.flush()
    rule = CourseRule(course_id=course.id, valid_from=on, share_percent=80, counts_for_credit=True, created_at=noon(on))
    db.session.add(rule)
    cohort = Cohort(
        course_id=course.id, name="A", starts_on=on, ends_on=on, place="BALIKAT", seats=16, created_at=noon(on)
    )
    db.session.add(cohort)
    db.session.flush()
    enrollment = Enrollment(
        cohort_id=cohort.id, person_id=person.id, status=EnrollmentStatus.ENROLLED, enrolled_at=noon(on)
    )
    db.session.add(enrollment)
    db.session.flush()
    completion = CertifiedCompletion(
        enrollment_id=enrollment.id,
        completed_on=on,
        hours_attended=8,
        hours_total=8,
        certificate_number=f"BLK-UJI-{number:05}",
        proof_code=f"bukti-{number}",
        certificate_state=CertificateState.DRAFT,
        created_at=noon(recorded_on or on),
        revoked_at=revoked_at,
        revoke_reason="Salah orang" if revoked_at else None,
    )
    db.session.add(completion)
    db.session.flush()
    return completion


def graduate(person: Person, on: date) -> Tenant:
    """Let a person complete an incubation that began a month before."""
    began = on - timedelta(days=30)
    tenant = Tenant(
        number=f"TN-UJI-{next(_count):05}",
        person_id=person.id,
        business="Usaha",
        stage=Stage.AFTER,
        state=TenantState.GRADUATED,
        contract_starts_on=began,
        contract_ends_on=on + timedelta(days=1),
        enrolled_at=noon(began),
        ended_on=on,
    )
    db.session.add(tenant)
    db.session.flush()
    return tenant


def interview(person: Person, on: date, *, recorded_on: date | None = None) -> None:
    """Record a talk about debts."""
    written = noon(recorded_on or on)
    db.session.add(DebtInterview(person_id=person.id, held_on=on, has_no_other_debt=True, recorded_at=written))
    db.session.flush()


def raise_flag(
    person: Person,
    reason: FlagReason,
    on: date,
    *,
    closed_on: date | None = None,
    closing: FlagClosing = FlagClosing.SETTLED,
) -> DebtFlag:
    """Raise a flag on a declared debt, and close it where told."""
    debt = DeclaredDebt(
        person_id=person.id,
        lender="Pemberi pinjaman",
        told_as=InterviewSource.MOBILE_LENDER,
        purpose=LoanPurpose.CONSUMER,
        received=900_000,
        principal=1_000_000,
        installment=50_000,
        payments=24,
        payments_made=2,
        paid_every=DebtPeriod.DAY,
        is_in_arrears=False,
        taken_on=on,
        nominal_annual_percent=Decimal(20),
        cost_class=InformalClass.RENTENIR,
        recorded_at=noon(on),
    )
    db.session.add(debt)
    db.session.flush()
    flag = DebtFlag(
        person_id=person.id,
        reason=reason,
        lender=debt.lender,
        declared_debt_id=debt.id,
        raised_at=noon(on),
        closed_at=noon(closed_on) if closed_on else None,
        closing=closing if closed_on else None,
    )
    db.session.add(flag)
    db.session.flush()
    return flag


def find_arrears(person: Person, on: date, *, quality: int = 3) -> DebtFinding:
    """Let an iDeb show a bank debt in arrears."""
    number = next(_count)
    file = ScreeningFile(
        person_id=person.id,
        kind=EvidenceKind.IDEB,
        filename="ideb.txt",
        content=None,
        size=10,
        sha256=f"{number:064}",
        as_of=on,
        warnings="[]",
        read_at=noon(on),
    )
    db.session.add(file)
    db.session.flush()
    finding = DebtFinding(
        person_id=person.id,
        file_id=file.id,
        source=EvidenceKind.IDEB,
        lender=f"Bank {number}",
        kind=DebtKind.BANK,
        lender_kind=LenderKind.BANK,
        active=True,
        outstanding=2_000_000,
        quality=quality,
        written_off=False,
        confidence=Confidence.CERTAIN,
        evidence="[]",
        first_seen_at=noon(on),
        changed_at=noon(on),
    )
    db.session.add(finding)
    db.session.flush()
    return finding


def assess(person: Person, status: Readiness, on: date, *, affordable: int | None = 5_000_000) -> None:
    """Record an assessment."""
    db.session.add(
        ReadinessAssessment(
            person_id=person.id,
            assessed_at=noon(on),
            assessed_on=on,
            card_version="uji",
            digest="0" * 64,
            status=status,
            computed=status,
            score=50,
            confidence=50,
            affordable=affordable,
            facts={},
            reasons=[],
            paths=[],
        )
    )
    db.session.flush()


def apply(
    borrower: Person | SubGroup,
    members: Iterable[Person],
    *,
    bank_id: int,
    steps: Mapping[State, date],
    amount: int = 4_000_000,
    stop_reason: StopReason | None = None,
    typed: Mapping[State, date] | None = None,
) -> Application:
    """Write an application with the steps it took, each with its day, in order; the last one is where it stands.

    :param typed: the days on which some steps were written down, where that was later
    """
    people, state = list(members), list(steps)[-1]
    sent = State.AT_BANK in steps
    granted = State.APPROVED in steps
    officer, head, bank = (factories.account_named(name).id for name in ("officer", "head", "bank"))
    application = Application(
        number=f"PM-UJI-{next(_count):05}",
        person_id=borrower.id if isinstance(borrower, Person) else None,
        sub_group_id=borrower.id if isinstance(borrower, SubGroup) else None,
        bank_id=bank_id,
        state=state,
        requested=amount,
        recommended=amount - len(people) if sent else None,
        approved=amount - 2 * len(people) if granted else None,
        installments=12,
        purpose="Modal usaha",
        stop_reason=stop_reason,
        created_at=noon(next(iter(steps.values()))),
        recommended_by_id=officer if sent else None,
        confirmed_by_id=head if sent else None,
        decided_by_id=bank if granted else None,
        contract_on=steps.get(State.CONTRACTED),
        disbursed_on=steps.get(State.DISBURSED),
    )
    db.session.add(application)
    db.session.flush()
    each = amount // len(people)
    for place, person in enumerate(people):
        asked = each + (amount - each * len(people) if place == 0 else 0)
        db.session.add(
            ApplicationShare(
                application_id=application.id,
                person_id=person.id,
                requested=asked,
                approved=asked - 2 if granted else None,
            )
        )
    for passed, on in steps.items():
        at = noon((typed or {}).get(passed, on))
        db.session.add(ApplicationStep(application_id=application.id, state=passed, at=at, actor_name="Uji"))
    db.session.flush()
    return application


def grant(application: Application, on: date) -> Reservation:
    """Let the bank set the approved money aside."""
    assert application.approved is not None
    return facility.reserve(
        bank_id=application.bank_id,
        amount=application.approved,
        application_id=application.id,
        reference=f"setuju-{next(_count)}",
        expires_on=on + timedelta(days=30),
        actor=SYSTEM,
        now=noon(on),
    )


def pay_out(application: Application, people: Iterable[Person], on: date, *, recorded_on: date | None = None) -> Loan:
    """Let the bank approve and pay out at once, with a loan and its shares."""
    assert application.approved is not None
    query = select(ApplicationShare.person_id, ApplicationShare.approved)
    rows = db.session.execute(query.where(ApplicationShare.application_id == application.id))
    shares = {person_id: amount for person_id, amount in rows if amount is not None}
    reservation = grant(application, recorded_on or on)
    loan = Loan(
        number=f"PJ-UJI-{next(_count):05}",
        application_id=application.id,
        bank_id=application.bank_id,
        person_id=application.person_id,
        sub_group_id=application.sub_group_id,
        borrower_name="Peminjam",
        reference=f"pinjaman-{application.id}",
        state=LoanState.RUNNING,
        principal=application.approved,
        outstanding=application.approved,
        method=Method.ANNUITY,
        annual_rate=Decimal(3),
        installments=12,
        disbursed_on=on,
        matures_on=on + timedelta(days=365),
        opened_at=noon(recorded_on or on),
    )
    db.session.add(loan)
    db.session.flush()
    for person in people:
        db.session.add(LoanShare(loan_id=loan.id, person_id=person.id, amount=shares[person.id]))
    facility.disburse(
        reservation=reservation,
        loan_id=loan.id,
        amount=application.approved,
        occurred_on=on,
        reference=f"cair-{loan.id}",
        actor=SYSTEM,
        now=noon(recorded_on or on),
    )
    db.session.flush()
    return loan


def repay(loan: Loan, amount: int, on: date) -> list[FacilityTransfer]:
    """Book repaid principal."""
    return facility.principal_repaid(
        bank_id=loan.bank_id,
        loan_id=loan.id,
        amount=amount,
        occurred_on=on,
        reference=f"bayar-{next(_count)}",
        actor=SYSTEM,
        now=noon(on),
    )
