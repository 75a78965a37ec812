"""Recording a bank's coded answer with the consent and the basis it was asked on."""

import json
from datetime import date, datetime
from hashlib import sha256

from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.db import db
from core.errors import RuleBroken
from core.people import queries as people
from scoring.screening import service
from scoring.screening.bank_answers.models import BankAnswer
from scoring.screening.bank_answers_read import screen_bank_answer
from scoring.screening.drafts import BankAnswerDraft, UploadedFile
from scoring.screening.models import ScreeningFile
from scoring.screening.origins import EvidenceOrigin
from scoring.screening.screening import EvidenceKind


class UnlikelyAnswer(RuleBroken):
    """Days of an answer that cannot be true."""


def record(person_id: int, draft: BankAnswerDraft, *, actor: Actor, now: datetime, today: date) -> BankAnswer:
    """Keep a coded answer; a class from 2 on, or a write-off, is a finding to ask about and may hold the person.

    :raises scoring.screening.service.NoConsent: without consent to screening
    :raises UnlikelyAnswer: when the days are not in order
    """
    actor.require(Role.OFFICER, deed="mencatat jawaban bank")
    person = people.person(person_id)
    service.require_consent(person)
    if draft.answered_on > today:
        raise UnlikelyAnswer("Tanggal jawaban tidak boleh sesudah hari ini.", field="answered_on")
    if draft.consent_on > draft.answered_on:
        raise UnlikelyAnswer("Persetujuan tertulis harus lebih dulu daripada jawaban bank.", field="consent_on")
    mark = json.dumps([draft.bank, draft.result.value, draft.answered_on.isoformat(), draft.reference]).encode()
    service.refuse_known(person_id, [UploadedFile("", mark)])
    screening = screen_bank_answer(draft.bank, draft.result, draft.answered_on)
    file = ScreeningFile(
        person_id=person_id,
        kind=EvidenceKind.BANK_ANSWER,
        origin=EvidenceOrigin.CODED,
        filename="",
        content=None,
        size=0,
        sha256=sha256(mark).hexdigest(),
        as_of=draft.answered_on,
        flagged=screening.flagged,
        complete=screening.complete,
        warnings=json.dumps(list(screening.warnings)),
        read_at=now,
        uploaded_by_id=actor.id,
    )
    db.session.add(file)
    db.session.flush()
    answer = BankAnswer(
        person_id=person_id,
        file_id=file.id,
        bank=draft.bank,
        result=draft.result,
        answered_on=draft.answered_on,
        reference=draft.reference,
        consent_on=draft.consent_on,
        basis=draft.basis,
        recorded_at=now,
        recorded_by_id=actor.id,
    )
    db.session.add(answer)
    db.session.flush()
    service.keep_screening(person, screening, file, actor=actor, now=now, today=today)
    audit.record(
        "screening.bank_answer",
        actor=actor,
        now=now,
        subject="person",
        subject_id=person_id,
        summary=f"Mencatat jawaban berkode dari bank {person.number}",
        after={"bank_answer_id": answer.id, "consent_on": answer.consent_on},
    )
    return answer
