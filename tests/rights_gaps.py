"""The rows that the sample lacks and the walk over the rights needs: one of each, laid into the walk's own copy."""

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from sqlalchemy import select, update

from balikat.incubation.models import Tenant, Visit
from balikat.incubation.stages import Stage, TenantState
from balikat.training.models import ClassSession, CohortTrainer
from balikat.training.papers.kinds import PaperKind
from balikat.training.papers.models import TrainingPaper
from core.auth.models import Account, Device
from core.contacts.models import Delegate
from core.db import db
from core.people.kinds import PaperKind as Bringable
from core.people.models import Paper, Person
from harkat.applications.attachments.kinds import AttachmentKind
from harkat.applications.attachments.models import Attachment
from harkat.applications.letters.issued.kinds import LetterState
from harkat.applications.letters.issued.models import ApplicationLetter
from harkat.applications.models import Application, DecisionFile
from harkat.applications.notices.models import ApplicationNotice
from harkat.facility.models import PartnerBank
from harkat.loans.models import Loan, LoanShare
from harkat.privacy import service as privacy
from harkat.privacy.kinds import RequestKind
from harkat.readiness.cards import service as cards
from harkat.reminders.kinds import ReminderKind, ReminderState, ReminderWay
from harkat.reminders.models import Reminder
from harkat.repayments.collections.models import GroupCollection
from harkat.repayments.subsidies.models import SubsidyClaim, SubsidyPart
from harkat.repayments.subsidy import ClaimState
from scoring.screening.models import ScreeningFile, ScreeningQuestion
from scoring.screening.origins import EvidenceOrigin
from scoring.screening.patterns import PatternKind
from scoring.screening.registry.models import LenderForm
from scoring.screening.screening import EvidenceKind
from tests.pictures import photo

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


def fill_gaps(accounts: dict[str, Account]) -> None:
    """Add one row of each kind that the sample is without.

    :param accounts: the sample's accounts by sign-in name
    """
    picture = photo()
    mentor = accounts["pendamping"]
    for account in accounts.values():
        db.session.add(Device(account_id=account.id, description="Uji", began_at=NOW, seen_at=NOW))
    _lend_to_an_assigned_group(mentor)
    shown = {"photo": picture, "photo_type": "image/jpeg"}
    db.session.execute(update(Visit).where(Visit.mentor_id == mentor.id).values(shown))
    db.session.execute(update(GroupCollection).values(shown))
    _give_papers(accounts, picture)
    _add_evidence(picture)
    cards.begin(actor=accounts["admin"].as_actor(), now=NOW, today=NOW.date())
    db.session.add(LenderForm(content="", is_whole=False, made_at=NOW))
    db.session.execute(update(Delegate).values(scan=picture, media_type="image/jpeg"))
    refused = update(Paper).where(Paper.person_id == accounts["pemohon"].person_id, Paper.kind == Bringable.KTP)
    db.session.execute(refused.values(is_accepted=False))
    _claim_subsidies(accounts["perekonomian"])
    _remind_an_assigned_person(mentor)
    _guard_a_person(accounts)


def _lend_to_an_assigned_group(mentor: Account) -> None:
    borrower = select(LoanShare.person_id).join(GroupCollection, GroupCollection.loan_id == LoanShare.loan_id)
    person_id = db.session.scalar(borrower.limit(1))
    tenant = Tenant(
        number="BN-UJI",
        person_id=person_id,
        business="Warung uji",
        stage=Stage.INCUBATION,
        state=TenantState.GRADUATED,
        mentor_id=mentor.id,
        contract_starts_on=date(2026, 1, 1),
        contract_ends_on=date(2027, 1, 1),
        enrolled_at=NOW,
        ended_on=date(2026, 10, 1),
    )
    db.session.add(tenant)


def _give_papers(accounts: dict[str, Account], picture: bytes) -> None:
    bank = db.session.scalars(
        select(PartnerBank).where(PartnerBank.organization_id == accounts["bank"].organization_id)
    ).one()
    sent = db.session.scalars(
        select(Application).where(Application.bank_id == bank.id, Application.confirmed_at.is_not(None)).limit(1)
    ).one()
    digest = sha256(picture).hexdigest()
    kept = {"media_type": "image/png", "digest": digest, "content": picture, "kept_at": NOW}
    db.session.add(Attachment(application_id=sent.id, kind=AttachmentKind.SIGNED, **kept))
    db.session.add(ApplicationNotice(application_id=sent.id, words="Uji", happened_at=NOW))
    counts = {"applied": 0, "repeated": 0, "refused": 0, "outcome": []}
    db.session.add(DecisionFile(bank_id=bank.id, name="uji.csv", content=b"a;b", uploaded_at=NOW, **counts))
    signed = {"state": LetterState.WET, "signed": picture, "signed_type": "image/png", "signed_on": NOW.date()}
    db.session.execute(update(ApplicationLetter).values(signed))
    taught = select(CohortTrainer.cohort_id).where(CohortTrainer.account_id == accounts["pelatih"].id)
    session = db.session.scalars(select(ClassSession.id).where(ClassSession.cohort_id.in_(taught)).limit(1)).one()
    paper = {"mimetype": "image/png", "size": 9, "sha256": digest, "uploaded_at": NOW}
    kind = PaperKind.ATTENDANCE_LIST
    db.session.add(TrainingPaper(kind=kind, session_id=session, name="uji.png", content=picture, **paper))


def _add_evidence(picture: bytes) -> None:
    seen = db.session.scalars(select(ScreeningFile).limit(1)).one()
    shown = ScreeningFile(
        person_id=seen.person_id,
        kind=EvidenceKind.STATEMENT,
        origin=EvidenceOrigin.SEEN,
        filename="uji.png",
        content=picture,
        size=len(picture),
        sha256=sha256(picture).hexdigest(),
        as_of=NOW.date(),
        warnings="[]",
        read_at=NOW,
    )
    db.session.add(shown)
    question = {"pattern": PatternKind.EQUAL_PAYMENTS, "question": "Apa ini?", "evidence": "[]", "asked_at": NOW}
    db.session.add(ScreeningQuestion(person_id=seen.person_id, file_id=seen.id, subject="uji", **question))


def _claim_subsidies(maker: Account) -> None:
    """Draw up a month of every bank that has lent."""
    for bank in db.session.scalars(select(PartnerBank).where(PartnerBank.id.in_(select(Loan.bank_id)))):
        claim = SubsidyClaim(
            bank_id=bank.id,
            month=date(2026, 10, 1),
            state=ClaimState.DRAWN_UP,
            amount=1_000,
            claimed=1_000,
            letter="UJI/1",
            drawn_up_at=NOW,
            drawn_up_by_id=maker.id,
            drawn_up_by_name=maker.name,
        )
        db.session.add(claim)
        db.session.flush()
        loan_id = db.session.scalars(select(Loan.id).where(Loan.bank_id == bank.id).limit(1)).one()
        db.session.add(SubsidyPart(claim_id=claim.id, loan_id=loan_id, days=31, outstanding=400_000, amount=1_000))


def _remind_an_assigned_person(mentor: Account) -> None:
    """Let one and the same person be reminded of papers, which a mentor may send, and of money, which none may."""
    assigned = select(Tenant.person_id).where(Tenant.mentor_id == mentor.id, Tenant.state == TenantState.ACTIVE)
    person_id = db.session.scalars(assigned.where(Tenant.person_id.is_not(None)).limit(1)).one()
    about = {"person_id": person_id, "subject_id": 1, "about_on": NOW.date(), "made_at": NOW, "text": "Uji"}
    for kind in (ReminderKind.INSTALLMENT, ReminderKind.PAPERS):
        kept = {"way": ReminderWay.WHATSAPP, "state": ReminderState.WAITING, "until_on": date(2100, 1, 1)}
        db.session.add(Reminder(occasion=f"uji {kind}", kind=kind, **about, **kept))
        db.session.flush()


def _guard_a_person(accounts: dict[str, Account]) -> None:
    """Let somebody limit the use of their entries, hold those of the same person, and record a breach."""
    person = db.session.scalars(select(Person).order_by(Person.id.desc()).limit(1)).one()
    privacy.receive(person, RequestKind.LIMIT, "Uji", actor=accounts["petugas"].as_actor(), now=NOW)
    privacy.hold(person, "Uji", actor=accounts["pimpinan"].as_actor(), now=NOW)
    breach = privacy.BreachDraft(NOW - timedelta(hours=1), happened="Uji", affected="Uji", persons=1, done="Uji")
    privacy.record_breach(breach, actor=accounts["admin"].as_actor(), now=NOW)
