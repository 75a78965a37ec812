"""Making a numbered letter, recording its signature, and taking it back."""

from datetime import date, datetime

from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.dates import day_of
from core.db import db
from core.documents.pdf import to_pdf
from core.errors import RuleBroken
from core.files.evidence import read_evidence_file
from core.files.papers import check_signed_pdf
from core.numbers import number_for
from harkat.applications.letters.issued import queries
from harkat.applications.letters.issued.kinds import (
    PREFIXES,
    SIGNED,
    LetterKind,
    LetterRefused,
    LetterState,
    check_ready,
    check_step,
)
from harkat.applications.letters.issued.models import ApplicationLetter
from harkat.applications.models import Application
from harkat.applications.steps import service as steps


def make(
    application: Application, kind: LetterKind, *, actor: Actor, now: datetime, label: str = ""
) -> ApplicationLetter:
    """Make the draft of a letter with its number; what it says is kept as it is now.

    :param label: a word at the top of every page of a sample
    :raises LetterRefused: when there is nothing to say yet, or a letter of this kind holds already
    """
    actor.require(Role.OFFICER, Role.HEAD, deed="membuat surat")
    steps.lock(application)
    check_ready(kind, application.state, is_confirmed=application.confirmed_at is not None)
    standing = queries.live_letter(application.id, kind)
    if standing is not None:
        raise LetterRefused(f"Surat ini sudah ada dengan nomor {standing.number}. Cabut dahulu bila isinya berubah.")
    row = ApplicationLetter(
        number=f"baru-{application.id}-{kind.value}-{now.timestamp()}"[:40],
        application_id=application.id,
        kind=kind,
        state=LetterState.DRAFT,
        draft=b"",
        made_at=now,
        made_by_id=actor.id,
        made_by_name=actor.name,
    )
    db.session.add(row)
    db.session.flush()
    row.number = number_for(PREFIXES[kind], day_of(now), row.id)
    row.draft = to_pdf(queries.sheet_of(application, kind, row.number), label=label)
    _record("letter", row, actor, now, f"{kind.label} dibuat sebagai draf", application)
    return row


def sign(
    row: ApplicationLetter,
    application: Application,
    following: LetterState,
    content: bytes,
    *,
    signed_on: date,
    actor: Actor,
    now: datetime,
) -> ApplicationLetter:
    """Keep the signed letter: a scan of the paper, or the PDF that an electronic signature service gave back.

    :raises LetterRefused: when the letter is no draft
    :raises PaperRefused: when the file should bear an electronic signature and bears none
    :raises FileRefused: when the file is no picture and no PDF
    """
    actor.require(Role.OFFICER, Role.HEAD, deed="mengunggah surat yang ditandatangani")
    if following not in SIGNED:
        raise LetterRefused("Pilih tanda tangan basah atau TTE.", field="state")
    steps.lock(application)
    check_step(row.state, following)
    if not day_of(row.made_at) <= signed_on <= day_of(now):
        raise RuleBroken("Tanggal tanda tangan tidak boleh sebelum surat dibuat atau belum terjadi.", field="signed_on")
    if queries.is_outdated(row, application):
        raise LetterRefused("Permohonan berubah sejak surat ini dibuat. Cabut surat ini dan buat yang baru.")
    if following is LetterState.ELECTRONIC:
        check_signed_pdf(content)
    row.signed, row.signed_type = read_evidence_file(content)
    row.state, row.signed_on, row.signed_by_name = following, signed_on, actor.name
    _record("sign_letter", row, actor, now, f"ditandatangani ({following.label})", application)
    return row


def revoke(
    row: ApplicationLetter, application: Application, *, reason: str, actor: Actor, now: datetime
) -> ApplicationLetter:
    """Take a letter back; its number is never used again.

    :raises LetterRefused: when it was taken back before
    """
    actor.require(Role.HEAD, deed="mencabut surat")
    steps.lock(application)
    check_step(row.state, LetterState.REVOKED)
    row.state, row.revoked_at, row.revoked_by_name, row.revoked_reason = LetterState.REVOKED, now, actor.name, reason
    _record("revoke_letter", row, actor, now, "dicabut", application)
    return row


def _record(
    deed: str, row: ApplicationLetter, actor: Actor, now: datetime, words: str, application: Application
) -> None:
    db.session.flush()
    audit.record(
        f"applications.{deed}", actor=actor, now=now, subject="application", subject_id=application.id,
        summary=f"Surat {row.number} atas permohonan {application.number}: {words}", after={"state": row.state},
    )  # fmt: skip
