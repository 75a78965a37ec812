"""Taking files in: an iDeb and a printed statement are read at once, a table waits until its columns are confirmed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from sqlalchemy import delete

from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.db import db
from core.errors import RuleBroken
from core.files.limits import OnlyPicture
from core.files.opening import OpenedFile, open_file
from core.people import queries as people
from core.people.models import Person
from core.policy.queries import whole_on
from scoring.screening import queries as screening
from scoring.screening import service
from scoring.screening.drafts import IntakeDraft, UploadedFile
from scoring.screening.evidence import NotEvidence, read_evidence
from scoring.screening.hand_columns import (
    ColumnChoice,
    Table,
    choose_table,
    could_be_statement,
    found_choice,
    read_chosen,
)
from scoring.screening.ideb import IdebReport
from scoring.screening.intake import queries
from scoring.screening.intake.models import WaitingFile
from scoring.screening.models import ScreeningFile, SpouseConsent
from scoring.screening.origins import AccountOwner, EvidenceOrigin, WaitingKind
from scoring.screening.pictures import service as pictures
from scoring.screening.statement import Statement
from scoring.screening.terms import KEEP_UNFINISHED_DAYS


class SpouseNotSaid(RuleBroken):
    """An account of a wife or husband without her or his name and consent."""


@dataclass(frozen=True)
class Taken:
    """What became of an upload: files that were read, a picture to type lines from, or a table that waits."""

    files: tuple[ScreeningFile, ...] = ()
    picture: ScreeningFile | None = None
    waiting: WaitingFile | None = None


def take_in(
    person_id: int, files: Sequence[UploadedFile], draft: IntakeDraft, *, actor: Actor, now: datetime, today: date
) -> Taken:
    """Take files of a person in: read them, keep a picture as evidence, or let a table wait for its columns.

    :raises scoring.screening.service.NoConsent: without consent to screening
    :raises scoring.screening.service.WrongPerson: when they are not this person's; nothing is stored then
    :raises SpouseNotSaid: when the account is the spouse's and the consent is not written down
    :raises core.files.limits.FileRefused: naming the file, with what to bring instead
    """
    actor.require(Role.OFFICER, deed="memeriksa utang")
    person = people.person(person_id)
    service.require_consent(person)
    service.refuse_known(person_id, files)
    spouse = _spouse(person, draft, actor=actor, now=now, today=today)
    try:
        opened = service.open_all(files, password=draft.password)
    except OnlyPicture as refused:
        if len(files) > 1:
            refused.field = "files"
            raise
        row = pictures.keep(person, files[0], spouse=spouse, actor=actor, now=now, today=today)
        return Taken(picture=row)
    evidence = _read(opened)
    if isinstance(evidence, IdebReport) or not opened[0].tables:
        if evidence is None:
            raise NotEvidence(
                "Berkas ini bukan iDeb dan bukan mutasi rekening. Unggah berkas asli dari bank.", field="files"
            )
        read = service.keep_evidence(
            person, files, evidence, spouse=spouse, origin=EvidenceOrigin.ORIGINAL, actor=actor, now=now, today=today
        )
        return Taken(files=tuple(read))
    table = opened[0].tables[choose_table(opened[0].tables)]
    if evidence is not None:
        found = screening.screen(evidence, person, service.as_of(evidence, today), spouse=spouse)
        service.require_same_person(person, found, spouse=spouse, name=files[0].short_name)
    elif not could_be_statement(table):
        raise NotEvidence(
            f"{files[0].short_name}: tidak ada tanggal dan jumlah di dalamnya. Unggah mutasi asli dari bank.",
            field="files",
        )
    return Taken(waiting=_let_wait(person, files[0], spouse, actor=actor, now=now))


def _read(opened: Sequence[OpenedFile]) -> IdebReport | Statement | None:
    try:
        return read_evidence(opened)
    except NotEvidence as refused:
        if len(opened) == 1 and opened[0].tables:
            return None
        refused.field = "files"
        raise


def _spouse(person: Person, draft: IntakeDraft, *, actor: Actor, now: datetime, today: date) -> SpouseConsent | None:
    if draft.owner is AccountOwner.OWN:
        return None
    if not draft.spouse_name:
        raise SpouseNotSaid("Tulis nama istri atau suaminya seperti di rekening.", field="spouse_name")
    if draft.spouse_agreed_on is None or draft.spouse_agreed_on > today:
        words = "Tulis tanggal persetujuan tertulis istri atau suaminya; tanpa itu rekeningnya tidak boleh dibaca."
        raise SpouseNotSaid(words, field="spouse_agreed_on")
    consent = SpouseConsent(
        person_id=person.id,
        name=draft.spouse_name,
        given_on=draft.spouse_agreed_on,
        recorded_at=now,
        recorded_by_id=actor.id,
    )
    db.session.add(consent)
    db.session.flush()
    after = {"spouse_consent_id": consent.id, "given_on": consent.given_on}
    _record("screening.spouse_consent", "Mencatat persetujuan pasangan", person, after, actor=actor, now=now)
    return consent


def _let_wait(
    person: Person, file: UploadedFile, spouse: SpouseConsent | None, *, actor: Actor, now: datetime
) -> WaitingFile:
    row = WaitingFile(
        person_id=person.id,
        kind=WaitingKind.COLUMNS,
        filename=file.name[:200],
        content=file.content,
        sha256=sha256(file.content).hexdigest(),
        spouse_consent=spouse,
        made_at=now,
        made_by_id=actor.id,
    )
    db.session.add(row)
    db.session.flush()
    _record("screening.take_in", "Menerima mutasi rekening", person, {"waiting_id": row.id}, actor=actor, now=now)
    return row


def table_of(waiting: WaitingFile) -> Table:
    """Return the rows of a statement that waits, in the likeliest reading."""
    tables = open_file(waiting.filename, waiting.content).tables
    return tables[choose_table(tables)]


def choice_of(waiting: WaitingFile) -> ColumnChoice:
    """Return the columns as they were found in a statement that waits."""
    return found_choice(table_of(waiting))


def confirm_columns(
    waiting: WaitingFile, choice: ColumnChoice, *, actor: Actor, now: datetime, today: date
) -> ScreeningFile:
    """Read a statement by the columns a person confirmed; from then on it counts.

    :raises scoring.screening.hand_columns.BadColumns: with what to change
    :raises scoring.screening.service.WrongPerson: when it turns out to be somebody else's
    """
    actor.require(Role.OFFICER, deed="memeriksa utang")
    person = people.person(waiting.person_id)
    service.require_consent(person)
    statement = read_chosen(table_of(waiting), choice)
    file, spouse = UploadedFile(waiting.filename, waiting.content), waiting.spouse_consent
    db.session.delete(waiting)
    rows = service.keep_evidence(
        person,
        [file],
        statement,
        spouse=spouse,
        origin=EvidenceOrigin.ORIGINAL,
        actor=actor,
        now=now,
        today=today,
    )
    return rows[0]


def give_up(waiting: WaitingFile, *, actor: Actor, now: datetime) -> int:
    """Destroy what was handed in and does not count; return whose it was."""
    actor.require(Role.OFFICER, Role.HEAD, deed="membatalkan berkas")
    person = people.person(waiting.person_id)
    db.session.delete(waiting)
    _record(
        "screening.give_up",
        "Membatalkan berkas yang belum dibaca",
        person,
        {"kind": waiting.kind},
        actor=actor,
        now=now,
    )
    return person.id


def destroy_left_over(*, today: date, now: datetime, actor: Actor) -> int:
    """Destroy what nobody finished in the time the rule of the day gives; return how many."""
    keys = queries.left_over(now - timedelta(days=whole_on(KEEP_UNFINISHED_DAYS, today)))
    if keys:
        db.session.execute(delete(WaitingFile).where(WaitingFile.id.in_(keys)))
        audit.record(
            "screening.destroy_left_over",
            actor=actor,
            now=now,
            subject="waiting_file",
            subject_id=None,
            summary=f"{len(keys)} berkas yang tidak diselesaikan dihapus",
            after={"files": keys},
        )
    return len(keys)


def _record(deed: str, words: str, person: Person, after: dict[str, object], *, actor: Actor, now: datetime) -> None:
    summary = f"{words} {person.number}"
    audit.record(deed, actor=actor, now=now, subject="person", subject_id=person.id, summary=summary, after=after)
