"""Putting together what a letter says; no score, no amount, no name of a lender's file."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from core.dates import day_of, format_date
from core.db import db
from core.documents.pdf import Sheet, Signature
from core.documents.tables import Cell, Column, Kind, Table
from core.errors import NotFound
from core.people import queries as people
from harkat.readiness import queries
from harkat.readiness.letters import wording
from harkat.readiness.models import ExplanationLetter, ReadinessAssessment
from harkat.readiness.presenting import MEANINGS, ShownStep, shown_paths, split_reasons
from scoring.steps import SHOWN_STEPS

GOOD_SHOWN = 6


def letter(letter_id: int) -> ExplanationLetter:
    """Return a letter.

    :raises NotFound: when there is none
    """
    found = db.session.get(ExplanationLetter, letter_id)
    if found is None:
        raise NotFound("Surat penjelasan ini tidak ditemukan.")
    return found


def letter_of(assessment: ReadinessAssessment) -> ExplanationLetter | None:
    """Return the letter that explains an assessment as it stands, or None when none was issued."""
    return db.session.scalar(
        select(ExplanationLetter).where(
            ExplanationLetter.assessment_id == assessment.id, ExplanationLetter.status == assessment.status
        )
    )


def letters_of(person_id: int) -> list[ExplanationLetter]:
    """Return every letter a person was given, the newest first."""
    query = (
        select(ExplanationLetter)
        .join(ReadinessAssessment, ReadinessAssessment.id == ExplanationLetter.assessment_id)
        .where(ReadinessAssessment.person_id == person_id)
        .order_by(ExplanationLetter.id.desc())
    )
    return list(db.session.scalars(query))


def sheet(issued: ExplanationLetter) -> Sheet:
    """Return the letter as a sheet, the same each time it is printed."""
    assessment = queries.assessment(issued.assessment_id)
    person = people.person(assessment.person_id)
    day = format_date(assessment.assessed_on)
    paragraphs = [wording.opening(person.name, day, issued.status.label, MEANINGS[issued.status])]
    if issued.status is not assessment.computed:
        paragraphs.append(wording.DECIDED_BY_PEOPLE.format(computed=assessment.computed.label))
    held, unknown, good = split_reasons(assessment.reasons)
    tables = [
        *_numbered("Yang menahan atau mengurangi", held),
        *_numbered("Yang belum kami ketahui", unknown),
        *_numbered("Yang sudah baik", good[:GOOD_SHOWN]),
        *_steps(assessment, issued_on=day_of(issued.issued_at)),
        *_numbered("Bila Anda tidak setuju", wording.OBJECTING),
    ]
    return Sheet(
        title="Surat penjelasan kesiapan",
        office=wording.OFFICE,
        subtitle=f"Nomor {issued.number}, {format_date(day_of(issued.issued_at))}",
        facts=[("Nama", person.name), ("Nomor peserta", person.number), ("Hasil", issued.status.label)],
        paragraphs=paragraphs,
        tables=tables,
        notes=[wording.NOT_COUNTED, wording.ADVICE],
        signatures=[Signature("Petugas"), Signature("Yang menerima penjelasan", person.name)],
        footer=wording.footer(issued.number),
    )


def _numbered(title: str, sentences: Sequence[str]) -> list[Table]:
    rows: list[list[Cell]] = [[place, words] for place, words in enumerate(sentences, start=1)]
    return [Table(title, [Column("No.", Kind.NUMBER), Column("Keterangan")], rows)] if rows else []


def _steps(assessment: ReadinessAssessment, *, issued_on: date) -> list[Table]:
    """Lay out the best path; whoever reads the letter begins on the day it was issued, not when it was assessed."""
    paths = shown_paths(assessment.paths, at_first=SHOWN_STEPS, later=issued_on - assessment.assessed_on)
    if not paths:
        return []
    rows: list[list[Cell]] = [
        [place, _words_of(step), step.helper.label, format_date(step.done_on)]
        for place, step in enumerate(paths[0].steps, start=1)
    ]
    columns = [Column("No.", Kind.NUMBER), Column("Langkah"), Column("Dibantu oleh"), Column("Kira-kira selesai")]
    note = f"Bila semua berjalan, Anda bisa siap sekitar {format_date(paths[0].expected_on)}."
    return [Table("Langkah berikutnya", columns, rows, notes=[note])]


def _words_of(step: ShownStep) -> str:
    return f"{step.label}, dengan syarat {step.provided}" if step.provided else step.label
