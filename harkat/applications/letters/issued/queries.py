"""Asking for the letters of an application, and what each says."""

from sqlalchemy import select

from core.auth.roles import Actor, Role
from core.dates import day_of, format_date, format_moment
from core.db import db
from core.documents.pdf import Sheet, Signature
from core.errors import NotFound
from core.money import format_rupiah
from harkat.applications import queries as applications
from harkat.applications.letters import queries as letters
from harkat.applications.letters import wording
from harkat.applications.letters.issued.kinds import SIGNED, LetterKind, LetterState
from harkat.applications.letters.issued.models import ApplicationLetter
from harkat.applications.models import Application
from harkat.applications.product.queries import lasting
from harkat.applications.states import State

FOR_THE_BANK = (*SIGNED, LetterState.REVOKED)


def letters_of(application_id: int, reader: Actor) -> list[ApplicationLetter]:
    """Return an application's letters, oldest first; a bank reads no drafts and no letter to the applicant."""
    query = select(ApplicationLetter).where(ApplicationLetter.application_id == application_id)
    if reader.role is Role.BANK:
        query = query.where(
            ApplicationLetter.state.in_(FOR_THE_BANK), ApplicationLetter.kind == LetterKind.RECOMMENDATION
        )
    return list(db.session.scalars(query.order_by(ApplicationLetter.id)))


def letter(application: Application, letter_id: int, reader: Actor) -> ApplicationLetter:
    """Return one letter of an application that a reader may see.

    :raises NotFound: when it is another application's, or not for this reader
    """
    found = next((row for row in letters_of(application.id, reader) if row.id == letter_id), None)
    if found is None:
        raise NotFound("Surat ini tidak ditemukan.")
    return found


def live_letter(application_id: int, kind: LetterKind) -> ApplicationLetter | None:
    """Return the letter of a kind that was not taken back."""
    query = select(ApplicationLetter).where(
        ApplicationLetter.application_id == application_id,
        ApplicationLetter.kind == kind,
        ApplicationLetter.state != LetterState.REVOKED,
    )
    return db.session.scalar(query)


def live_letter_for(application_id: int, kind: LetterKind, reader: Actor) -> ApplicationLetter | None:
    """Return the letter of a kind that was not taken back, when this reader may see it."""
    rows = (row for row in letters_of(application_id, reader) if row.kind is kind)
    return next((row for row in rows if row.state is not LetterState.REVOKED), None)


def is_outdated(row: ApplicationLetter, application: Application) -> bool:
    """Tell whether the application moved on since the letter was made, so that it says what no longer holds."""
    if row.state is LetterState.REVOKED:
        return False
    last = application.confirmed_at if row.kind is LetterKind.RECOMMENDATION else application.decided_at
    return last is None or last > row.made_at


def sheet_of(application: Application, kind: LetterKind, number: str) -> Sheet:
    """Return the page of a letter as it is to be signed."""
    subtitle = f"Nomor {number} · DRAF, berlaku setelah ditandatangani"
    if kind is LetterKind.RECOMMENDATION:
        made = letters.recommendation(application)
        return Sheet(
            title=made.title,
            office=made.office,
            subtitle=subtitle,
            paragraphs=made.paragraphs,
            facts=[("Permohonan", application.number), *made.facts],
            signatures=[Signature("Pimpinan")],
            footer=wording.footer(number),
        )
    return Sheet(
        title="Pemberitahuan keputusan bank",
        office=wording.OFFICE,
        subtitle=subtitle,
        paragraphs=wording.decision(
            applicant=applications.applicant_name(application.person_id, application.sub_group_id),
            bank=application.bank.name,
            granted=_granted(application),
        ),
        facts=[("Permohonan", application.number)],
        signatures=[Signature("Pimpinan")],
        footer=wording.footer(number),
    )


def _granted(application: Application) -> str | None:
    if application.state is State.REFUSED or application.approved is None:
        return None
    months, decided = application.approved_installments or application.installments, application.decided_at
    length = f"{months} bulan" if decided is None else lasting(months, day_of(decided))
    words = f"{format_rupiah(application.approved)} selama {length}"
    last = application.offer_expires_on
    return words if last is None else f"{words}. Tawaran berlaku sampai {format_date(last)}"


def revoked_sheet(row: ApplicationLetter) -> Sheet:
    """Return the page that is handed out in place of a letter that was taken back."""
    assert row.revoked_at is not None
    return Sheet(
        title="SURAT DICABUT",
        office=wording.OFFICE,
        subtitle=f"Nomor {row.number}",
        paragraphs=(f"{row.kind.label} dengan nomor ini dicabut dan tidak berlaku lagi.",),
        facts=[
            ("Dicabut", format_moment(row.revoked_at)),
            ("Oleh", row.revoked_by_name or ""),
            ("Sebab", row.revoked_reason or ""),
        ],
        notes=[wording.BANK_DECIDES],
        footer=wording.footer(row.number),
    )
