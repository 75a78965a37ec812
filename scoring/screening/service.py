"""Reading what a person brings: files of the right person, with consent, each finding kept with its proof."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from hashlib import sha256

from sqlalchemy import select, update

from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.dates import day_of, format_date_short
from core.db import db
from core.errors import Conflict, DomainError, RuleBroken
from core.files.opening import OpenedFile, open_file
from core.people import queries as people
from core.people.models import ConsentPurpose, Person
from core.policy.queries import whole_on
from scoring.screening import queries
from scoring.screening.drafts import UploadedFile
from scoring.screening.evidence import read_evidence
from scoring.screening.holds import service as holds
from scoring.screening.ideb import IdebReport
from scoring.screening.keeping import service as keeping
from scoring.screening.models import ScreeningFile, SpouseConsent
from scoring.screening.origins import EvidenceOrigin
from scoring.screening.screening import EvidenceKind, Screening
from scoring.screening.statement import Statement
from scoring.screening.terms import KEEP_FILES_DAYS

READERS = (Role.OFFICER, Role.HEAD, Role.AUDITOR)


class NoConsent(RuleBroken):
    """The person has not allowed a look at debts, or has taken it back."""


class ConsentWithdrawn(RuleBroken):
    """The person has taken consent back; what was read is kept as evidence of the past and shown to nobody."""


class WrongPerson(RuleBroken):
    """The file is somebody else's; nothing of it is kept."""


class AlreadyRead(Conflict):
    """The same file has been read for this person."""


class NothingUploaded(RuleBroken):
    """The form came without a file."""


def require_consent(person: Person) -> None:
    """Refuse to go on without the person's consent.

    :raises NoConsent: with where to record it
    """
    if not people.consent_given(person.id, ConsentPurpose.SCREENING):
        raise NoConsent(
            "Orang ini belum menyetujui pemeriksaan utang. Bacakan teks persetujuan di halamannya, lalu ulangi."
        )


def upload(
    person_id: int,
    files: Sequence[UploadedFile],
    *,
    password: str | None = None,
    actor: Actor,
    now: datetime,
    today: date,
) -> list[ScreeningFile]:
    """Read a statement or all parts of an iDeb at once; decisions already made are kept.

    :param password: opens a locked PDF once and is kept nowhere
    :raises NoConsent: without consent to screening
    :raises WrongPerson: when it is not this person's; nothing is stored then
    :raises AlreadyRead: when a file was read before
    :raises core.files.limits.FileRefused: when a file cannot be read, with what to bring instead
    """
    actor.require(Role.OFFICER, deed="memeriksa utang")
    person = people.person(person_id)
    require_consent(person)
    refuse_known(person_id, files)
    evidence = read_evidence(open_all(files, password=password))
    origin = EvidenceOrigin.ORIGINAL
    return keep_evidence(person, files, evidence, spouse=None, origin=origin, actor=actor, now=now, today=today)


def open_all(files: Sequence[UploadedFile], *, password: str | None) -> list[OpenedFile]:
    """Open files by what they are; a refusal names the file it is about."""
    opened = []
    for file in files:
        try:
            opened.append(open_file(file.name, file.content, password=password))
        except DomainError as refused:
            refused.message = f"{file.short_name}: {refused.message}"
            refused.field = refused.field or "files"
            raise
    return opened


def keep_evidence(
    person: Person,
    files: Sequence[UploadedFile],
    evidence: IdebReport | Statement,
    *,
    spouse: SpouseConsent | None,
    origin: EvidenceOrigin,
    actor: Actor,
    now: datetime,
    today: date,
) -> list[ScreeningFile]:
    """Screen what was read, refuse what is somebody else's, and keep files, findings, holds and questions."""
    day = as_of(evidence, today)
    screening = queries.screen(evidence, person, day, spouse=spouse)
    require_same_person(person, screening, spouse=spouse, name=files[0].short_name)
    rows = keeping.keep_files(person.id, files, screening, day, actor=actor, now=now)
    for row in rows:
        row.origin, row.spouse_consent_id = origin, None if spouse is None else spouse.id
    keep_screening(person, screening, rows[0], actor=actor, now=now, today=today)
    audit.record(
        "screening.upload",
        actor=actor,
        now=now,
        subject="person",
        subject_id=person.id,
        summary=f"Memeriksa berkas utang {person.number}: {screening.kind.label}",
        after={
            "files": [row.id for row in rows],
            "origin": origin,
            "findings": len(screening.findings),
            "complete": screening.complete,
        },
    )
    return rows


def keep_screening(
    person: Person, screening: Screening, file: ScreeningFile, *, actor: Actor, now: datetime, today: date
) -> None:
    """Keep what a file showed: findings with their holds, and questions."""
    for row in keeping.keep_findings(person.id, screening, file, now=now):
        holds.follow(row, file.as_of, actor=actor, now=now, today=today)
    keeping.keep_questions(person.id, screening.patterns, file, now=now)


def refuse_known(person_id: int, files: Sequence[UploadedFile]) -> None:
    """Refuse no file, the same file twice, and one that was read before.

    :raises NothingUploaded: without a file
    :raises AlreadyRead: with the day it was read
    """
    if not files:
        raise NothingUploaded("Pilih berkas iDeb, mutasi rekening, atau fotonya dulu.", field="files")
    digests = [sha256(file.content).hexdigest() for file in files]
    if len(set(digests)) < len(digests):
        raise AlreadyRead("Berkas yang sama dipilih dua kali. Pilih tiap bagian satu kali.", field="files")
    query = select(ScreeningFile).where(ScreeningFile.person_id == person_id, ScreeningFile.sha256.in_(digests))
    known = db.session.scalars(query).first()
    if known is not None:
        read_on = format_date_short(day_of(known.read_at))
        raise AlreadyRead(f"Berkas ini sudah diperiksa pada {read_on}. Unggah berkas yang lebih baru.", field="files")


def require_same_person(
    person: Person, screening: Screening, *, spouse: SpouseConsent | None = None, name: str = "Berkas ini"
) -> None:
    """Refuse what is not this person's, or not of the wife or husband who agreed.

    :raises WrongPerson: nothing is stored then
    """
    if screening.identity_match is False:
        whose = "istri atau suami yang disebut" if spouse else "orang ini"
        raise WrongPerson(
            f"{name}: milik orang lain, NIK atau namanya tidak cocok dengan {whose}. Tidak ada yang disimpan.",
            field="files",
        )
    if screening.kind is EvidenceKind.IDEB and screening.identity_match is None:
        hint = "Catat NIK orang ini dulu." if person.nik is None else "Berkas itu tidak memuat NIK."
        raise WrongPerson(
            f"{name}: iDeb ini tidak bisa dipastikan milik orang ini. {hint} Tidak ada yang disimpan.", field="files"
        )


def as_of(evidence: IdebReport | Statement, today: date) -> date:
    """Return the day evidence speaks of, never later than today."""
    spoken = evidence.requested_on if isinstance(evidence, IdebReport) else evidence.last_day
    return min(spoken or today, today)


def note_view(person_id: int, *, what: str, actor: Actor, now: datetime) -> None:
    """Record that somebody looked at a person's debts; once consent is taken back nobody does.

    :param what: what was looked at, in Indonesian, without a name
    :raises ConsentWithdrawn: when the person has taken consent back
    """
    actor.require(*READERS, deed="melihat pemeriksaan utang")
    person = people.person(person_id)
    if queries.is_withheld(person_id):
        raise ConsentWithdrawn(
            "Orang ini mencabut persetujuan pemeriksaan utang. "
            "Yang pernah dibaca tidak ditampilkan dan tidak dipakai lagi."
        )
    summary = f"Melihat {what} {person.number}"
    audit.record("screening.view", actor=actor, now=now, subject="person", subject_id=person_id, summary=summary)


def destroy_old_files(*, today: date, now: datetime, actor: Actor) -> int:
    """Destroy the content of files whose time is over; what they showed stays. Return how many."""
    oldest = now - timedelta(days=whole_on(KEEP_FILES_DAYS, today))
    query = select(ScreeningFile.id).where(ScreeningFile.content.is_not(None), ScreeningFile.read_at < oldest)
    keys = list(db.session.scalars(query))
    if keys:
        db.session.execute(update(ScreeningFile).where(ScreeningFile.id.in_(keys)).values(content=None))
        audit.record(
            "screening.destroy_files",
            actor=actor,
            now=now,
            subject="screening_file",
            subject_id=None,
            summary=f"Isi {len(keys)} berkas pemeriksaan utang dihapus karena masa simpannya habis",
            after={"files": keys},
        )
    return len(keys)
