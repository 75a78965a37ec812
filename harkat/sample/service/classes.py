"""What surrounds the sample's classes: past trainings, NIKs to repair, a moved session, a BNSP certificate, scans."""

from datetime import timedelta

from sqlalchemy import select

from balikat.training import queries
from balikat.training.attendance import SessionStatus
from balikat.training.cohorts import service as cohorts
from balikat.training.cohorts.queries import session_for
from balikat.training.competences.service import CompetenceDraft, record_competence
from balikat.training.drafts import CohortDraft, SessionDraft
from balikat.training.models import CertifiedCompletion, Cohort, Enrollment
from balikat.training.notices.service import mark_told
from balikat.training.rosters.reading import ROUNDED, PastTraining, RosterLine
from balikat.training.rosters.service import import_roster
from core.db import db
from core.people.queries import person
from harkat.sample.service.cast import Cast, moment

COST = 24_000_000
NEWCOMERS = (
    ("Wati Contoh", "081366600001", "15.71.01.1001"),
    ("Hendra Contoh", "081366600002", "15.71.01.1001"),
    ("Lina Contoh", "081366600003", "15.71.01.1001"),
)


def surround_classes(cast: Cast) -> None:
    """Add a little of everything that stands around classes."""
    _import_old_list(cast)
    _move_a_session(cast)
    _price_cohorts(cast)
    _record_competence(cast)


def _import_old_list(cast: Cast) -> None:
    """Take in a short list of the office whose NIKs Excel has rounded."""
    past = PastTraining("Membatik dasar", cast.day(700).isoformat(), 40, 78, "LAMA/12")
    lines = [
        RosterLine(
            place,
            name,
            phone=phone,
            kelurahan_code=code,
            remarks=(ROUNDED,),
            sure=f"15710145019000{place}",
            past=past,
        )
        for place, (name, phone, code) in enumerate(NEWCOMERS, start=1)
    ]
    import_roster(None, lines, actor=cast.actors["petugas"], now=moment(cast.day(20)))


def _move_a_session(cast: Cast) -> None:
    """Move the next session of a running cohort because of a flood, and tell the first few."""
    trainer, now = cast.actors["pelatih"], moment(cast.day(1), 16)
    running = select(Cohort).where(Cohort.starts_on <= cast.today, Cohort.ends_on > cast.today).order_by(Cohort.id)
    for cohort in db.session.scalars(running):
        ahead = [row for row in queries.sessions_of(cohort.id) if row.held_on > cast.today]
        if not ahead or ahead[-1].status is not SessionStatus.PLANNED or ahead[-1].held_on >= cohort.ends_on:
            continue
        session = session_for(ahead[-1].id, trainer)
        day = session.held_on + timedelta(days=1)
        draft = SessionDraft(
            day,
            session.hours,
            "Praktik bersama",
            is_mandatory=False,
            trainer_id=None,
            reason="banjir di sekitar aula",
            starts_at_time=session.starts_at_time,
        )
        cohorts.change_session(session, draft, actor=trainer, now=now)
        keys = list(queries.participant_names(cohort.id))[:3]
        mark_told(session, keys, actor=trainer, now=now, today=cast.day(1))
        return


def _price_cohorts(cast: Cast) -> None:
    """Write what the last two cohorts that are over cost."""
    over = select(Cohort).where(Cohort.ends_on < cast.today).order_by(Cohort.ends_on.desc()).limit(2)
    for cohort in list(db.session.scalars(over)):
        trainers = tuple(account.id for account in queries.trainers_of(cohort.id))
        draft = CohortDraft(
            cohort.name, cohort.starts_on, cohort.ends_on, cohort.place, cohort.seats, trainers, cost=COST
        )
        cohorts.change_cohort(cohort, draft, actor=cast.actors["petugas"], now=moment(cast.day(3)))


def _record_competence(cast: Cast) -> None:
    """Give one who completed a course a BNSP certificate that ends soon."""
    query = (
        select(Enrollment.person_id)
        .join(CertifiedCompletion, CertifiedCompletion.enrollment_id == Enrollment.id)
        .order_by(CertifiedCompletion.id)
        .limit(1)
    )
    person_id = db.session.scalar(query)
    if person_id is not None:
        number, scheme = "CONTOH 62019 1234 7 0001 2023", "Pengelolaan usaha kecil"
        draft = CompetenceDraft(number, scheme, "LSP Contoh", cast.day(1050))
        record_competence(person(person_id), draft, actor=cast.actors["petugas"], now=moment(cast.day(300)))
