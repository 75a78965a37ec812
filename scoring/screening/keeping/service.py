"""Writing what evidence showed, so that a new reading never undoes a decision."""

import json
from collections.abc import Sequence
from datetime import date, datetime
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from core.auth.roles import Actor
from core.crypto import blind_index
from core.db import db
from scoring.screening.drafts import UploadedFile
from scoring.screening.findings import Evidence, Finding
from scoring.screening.flags import is_worse
from scoring.screening.models import DebtFinding, ScreeningFile, ScreeningQuestion
from scoring.screening.normalising import name_letters
from scoring.screening.patterns import Pattern
from scoring.screening.screening import EvidenceKind, Screening


def keep_files(
    person_id: int, files: Sequence[UploadedFile], screening: Screening, as_of: date, *, actor: Actor, now: datetime
) -> list[ScreeningFile]:
    """Keep files as they came, with what they showed as a whole."""
    rows = [
        ScreeningFile(
            person_id=person_id,
            kind=screening.kind,
            filename=file.name[:200],
            content=file.content,
            size=len(file.content),
            sha256=sha256(file.content).hexdigest(),
            as_of=as_of,
            flagged=screening.flagged,
            complete=screening.complete,
            identity_match=screening.identity_match,
            warnings=json.dumps(list(screening.warnings)),
            read_at=now,
            uploaded_by_id=actor.id,
        )
        for file in files
    ]
    db.session.add_all(rows)
    db.session.flush()
    return rows


def keep_findings(person_id: int, screening: Screening, file: ScreeningFile, *, now: datetime) -> list[DebtFinding]:
    """Write what was found and return what changed; a known finding changes what was seen, never what was decided."""
    touched: list[DebtFinding] = []
    query = select(DebtFinding).where(DebtFinding.person_id == person_id, DebtFinding.source == screening.kind)
    query = query.options(joinedload(DebtFinding.file))
    known = {(row.lender, row.kind): row for row in db.session.scalars(query)}
    for finding in screening.findings:
        row = known.pop((finding.lender[:160], finding.kind), None)
        if row is None:
            row = DebtFinding(
                person_id=person_id,
                source=screening.kind,
                lender=finding.lender[:160],
                kind=finding.kind,
                first_seen_at=now,
                changed_at=now,
            )
            db.session.add(row)
        elif file.as_of < row.file.as_of:
            continue  # an older file says nothing newer about a debt that is known
        elif row.gone_on is not None or is_worse(
            (row.active, row.quality, row.written_off), (finding.active, finding.quality, finding.written_off)
        ):
            row.changed_at = now
        _write(row, finding, file)
        touched.append(row)
    if screening.kind is not EvidenceKind.STATEMENT and screening.complete:
        for row in known.values():
            if row.gone_on is None and row.file.as_of <= file.as_of:
                row.gone_on = file.as_of
                touched.append(row)
    db.session.flush()
    return touched


def _write(row: DebtFinding, finding: Finding, file: ScreeningFile) -> None:
    row.file = file
    row.lender_kind = finding.lender_kind
    row.active = finding.active
    row.outstanding = finding.outstanding
    row.quality = finding.quality
    row.days_late = finding.days_late
    row.written_off = finding.written_off
    row.confidence = finding.confidence
    row.evidence = lines_text(finding.evidence)
    row.gone_on = None


def lines_text(evidence: Sequence[Evidence]) -> str:
    """Return evidence as the JSON text that is kept: a list of {place, text, amount, day}."""
    return json.dumps(
        [
            {
                "place": item.place,
                "text": item.text,
                "amount": item.amount,
                "day": None if item.day is None else item.day.isoformat(),
            }
            for item in evidence
        ]
    )


def keep_questions(person_id: int, patterns: Sequence[Pattern], file: ScreeningFile, *, now: datetime) -> None:
    """Put every pattern as a question once; what was answered stays answered."""
    query = select(ScreeningQuestion.subject).where(ScreeningQuestion.person_id == person_id)
    asked = set(db.session.scalars(query))
    for pattern in patterns:
        subject = blind_index(f"{pattern.kind.value}:{name_letters(pattern.party)}")
        if subject in asked:
            continue
        asked.add(subject)
        db.session.add(
            ScreeningQuestion(
                person_id=person_id,
                file_id=file.id,
                subject=subject,
                pattern=pattern.kind,
                question=pattern.question,
                evidence=lines_text(pattern.evidence),
                asked_at=now,
            )
        )
    db.session.flush()
