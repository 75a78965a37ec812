"""Keeping a picture as evidence, and the lines an officer saw on it."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from hashlib import sha256

from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.db import db
from core.people import queries as people
from core.people.models import Person
from scoring.screening import queries, service
from scoring.screening.drafts import UploadedFile
from scoring.screening.models import ScreeningFile, SpouseConsent
from scoring.screening.origins import EvidenceOrigin
from scoring.screening.screening import EvidenceKind
from scoring.screening.seen_lines import SeenLine, as_rows, as_statement, check_lines


def keep(
    person: Person, file: UploadedFile, *, spouse: SpouseConsent | None, actor: Actor, now: datetime, today: date
) -> ScreeningFile:
    """Keep a photo, scan or screenshot as it came; it shows nothing until somebody types its lines."""
    row = ScreeningFile(
        person_id=person.id,
        kind=EvidenceKind.STATEMENT,
        origin=EvidenceOrigin.SEEN,
        spouse_consent_id=None if spouse is None else spouse.id,
        filename=file.name[:200],
        content=file.content,
        size=len(file.content),
        sha256=sha256(file.content).hexdigest(),
        as_of=today,
        complete=False,
        warnings="[]",
        read_at=now,
        uploaded_by_id=actor.id,
    )
    db.session.add(row)
    db.session.flush()
    _record("screening.keep_picture", "Menyimpan gambar bukti", row, {"file_id": row.id}, person, actor=actor, now=now)
    return row


def type_lines(
    file: ScreeningFile, lines: Sequence[SeenLine], *, actor: Actor, now: datetime, today: date
) -> ScreeningFile:
    """Screen the lines an officer saw on a picture; typing them again replaces them.

    :raises scoring.screening.seen_lines.SeenBadly: naming the line
    """
    actor.require(Role.OFFICER, deed="mengetik baris bukti")
    person = people.person(file.person_id)
    service.require_consent(person)
    check_lines(lines, today=today)
    consents = queries.spouse_consents(person.id)
    spouse = consents.get(file.spouse_consent_id or 0)
    statement = as_statement(lines, holder=None)
    file.as_of = service.as_of(statement, today)
    screening = queries.screen(statement, person, file.as_of, spouse=spouse)
    file.flagged = screening.flagged
    file.warnings = json.dumps(list(screening.warnings))
    file.seen_lines = json.dumps(as_rows(lines))
    service.keep_screening(person, screening, file, actor=actor, now=now, today=today)
    after: dict[str, object] = {"file_id": file.id, "lines": len(lines), "findings": len(screening.findings)}
    _record("screening.type_lines", "Mengetik baris dari gambar bukti", file, after, person, actor=actor, now=now)
    return file


def _record(
    deed: str,
    words: str,
    file: ScreeningFile,
    after: dict[str, object],
    person: Person,
    *,
    actor: Actor,
    now: datetime,
) -> None:
    summary = f"{words} {person.number}"
    audit.record(deed, actor=actor, now=now, subject="person", subject_id=file.person_id, summary=summary, after=after)
