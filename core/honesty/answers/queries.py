"""Counting the answers to the question about money."""

from datetime import date

from sqlalchemy import func, select

from core.db import db
from core.honesty.codes import AnswerCode, used_digest
from core.honesty.kinds import MoneyAnswer, Occasion
from core.honesty.models import AnswerCodeUsed, MoneyQuestionAnswer


def is_used(code: AnswerCode) -> bool:
    """Tell whether a code has given its answer."""
    return db.session.get(AnswerCodeUsed, used_digest(code)) is not None


def counts(first: date, last: date) -> dict[Occasion, dict[MoneyAnswer, int]]:
    """Count the answers from a day to a day by occasion."""
    query = (
        select(MoneyQuestionAnswer.occasion, MoneyQuestionAnswer.answer, func.count())
        .where(MoneyQuestionAnswer.answered_on.between(first, last))
        .group_by(MoneyQuestionAnswer.occasion, MoneyQuestionAnswer.answer)
    )
    found = {occasion: dict.fromkeys(MoneyAnswer, 0) for occasion in Occasion}
    for occasion, answer, count in db.session.execute(query):
        found[occasion][answer] = count
    return found
