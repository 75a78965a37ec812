"""The rows that the sample lacks and the walk over the rights needs: one of each, laid into the walk's own copy."""

from datetime import UTC, date, datetime
from hashlib import sha256

from sqlalchemy import select, update

from balikat.incubation.models import Tenant, Visit
from balikat.incubation.stages import Stage, TenantState
from balikat.training.models import ClassSession, CohortTrainer
from balikat.training.papers.kinds import PaperKind
from balikat.training.papers.models import TrainingPaper
from core.auth.models import Account, Device
from core.db import db
from harkat.applications.attachments.kinds import AttachmentKind
from harkat.applications.attachments.models import Attachment
from harkat.applications.letters.issued.kinds import LetterState
from harkat.applications.letters.issued.models import ApplicationLetter
from harkat.applications.models import Application, DecisionFile
from harkat.applications.notices.models import ApplicationNotice
from harkat.facility.models import PartnerBank
from harkat.loans.models import LoanShare
from harkat.readiness.cards import service as cards
from harkat.repayments.collections.models import GroupCollection
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
