"""Keeping an answer to the question about money, one for each paper."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError

from core.audit import service as audit
from core.auth.roles import SYSTEM
from core.dates import day_of
from core.db import db
from core.errors import Conflict, RuleBroken
from core.honesty.answers.queries import is_used
from core.honesty.cases.service import receive
from core.honesty.codes import AnswerCode, used_digest
from core.honesty.drafts import ComplaintDraft, MoneyDraft
from core.honesty.kinds import ComplaintDoor, ComplaintKind, MoneyAnswer
from core.honesty.models import AnswerCodeUsed, Complaint, MoneyQuestionAnswer


class AlreadyAnswered(Conflict):
    """A code that has given its answer."""


def answer(
    code: AnswerCode, draft: MoneyDraft, *, reference: str, now: datetime, person_id: int | None = None
) -> tuple[Complaint, str] | None:
    """Keep the answer a paper's holder gives; a yes becomes a complaint that can be followed.

    :param person_id: who holds the paper, kept only where they let themselves be named
    :raises AlreadyAnswered: when the code has given its answer
    :raises RuleBroken: for a yes without a word of what happened
    """
    if draft.answer is MoneyAnswer.YES and not draft.words:
        raise RuleBroken("Tulis sedikit kejadiannya: siapa, di mana, dan berapa. Nama Anda tidak perlu.", field="words")
    _use(code)
    named = person_id if draft.is_named else None
    opened = None
    if draft.answer is MoneyAnswer.YES:
        told = ComplaintDraft(ComplaintKind.MONEY, draft.words or "", reference, place=code.occasion.label)
        opened = receive(told, door=ComplaintDoor.QUESTION, now=now, person_id=named)
    row = MoneyQuestionAnswer(
        occasion=code.occasion,
        answer=draft.answer,
        person_id=named,
        complaint_id=None if opened is None else opened[0].id,
        answered_on=day_of(now),
    )
    db.session.add(row)
    db.session.flush()
    summary = f"Pertanyaan tentang pungutan dijawab: {code.occasion.label.lower()}"
    audit.record("honesty.answer", actor=SYSTEM, now=now, subject="money_answer", subject_id=row.id, summary=summary)
    return opened


def _use(code: AnswerCode) -> None:
    spent = AlreadyAnswered("Kode ini sudah dipakai menjawab. Terima kasih. Hal lain dapat diadukan di halaman Lapor.")
    if is_used(code):
        raise spent
    try:
        with db.session.begin_nested():
            db.session.add(AnswerCodeUsed(digest=used_digest(code)))
    except IntegrityError:
        raise spent from None
