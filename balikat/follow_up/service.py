"""Making follow-ups when they fall due, and keeping their one answer."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import update

from balikat.follow_up import queries
from balikat.follow_up.drafts import AnswerDraft
from balikat.follow_up.dueness import MONTHS, OPEN_DAYS, Wanted, earliest_finish, plan, read_months
from balikat.follow_up.kinds import AnswerDoor, FollowUpReason
from balikat.follow_up.models import FollowUp
from core.audit import service as audit
from core.auth.roles import SYSTEM, Actor, Role
from core.db import db
from core.errors import Conflict
from core.people import queries as people
from core.people.kinds import ConsentPurpose
from core.people.repair.moves import Move
from core.policy.queries import value_on, whole_on


class AlreadyAnswered(Conflict):
    """A follow-up that has its answer."""


def make_due(*, actor: Actor, now: datetime, today: date) -> list[FollowUp]:
    """Make the follow-ups that fall due by a day, for persons whose consent stands; again it makes none."""
    actor.require(Role.SYSTEM, Role.OFFICER, deed="membuat tindak lanjut")
    months, open_days = read_months(value_on(MONTHS, today)), whole_on(OPEN_DAYS, today)
    finishes = queries.finishes_between(earliest_finish(today, months=months, open_days=open_days), today)
    wanted = plan(finishes, queries.known(), months=months, open_days=open_days, today=today)
    made = [_row(one) for one in wanted if people.consent_given(one.finish.person_id, ConsentPurpose.REGISTRATION)]
    db.session.add_all(made)
    db.session.flush()
    if made:
        audit.record(
            "follow_up.make_due",
            actor=actor,
            now=now,
            subject="follow_up",
            subject_id=None,
            summary=f"{len(made)} tindak lanjut jatuh tempo",
            after={"follow_ups": [row.id for row in made]},
        )
    return made


def _row(one: Wanted) -> FollowUp:
    is_training = one.finish.reason is FollowUpReason.TRAINING
    return FollowUp(
        reason=one.finish.reason,
        completion_id=one.finish.key if is_training else None,
        tenant_id=None if is_training else one.finish.key,
        person_id=one.finish.person_id,
        months=one.months,
        due_on=one.due_on,
    )


def answer(follow_up: FollowUp, draft: AnswerDraft, *, actor: Actor | None, now: datetime) -> FollowUp:
    """Keep an answer: of somebody of the staff, or of the person through the link (no actor).

    :raises AlreadyAnswered: when there is one
    """
    if actor is not None:
        actor.require(Role.OFFICER, Role.MENTOR, deed="mengisi tindak lanjut")
    if follow_up.answered_at is not None:
        raise AlreadyAnswered("Tindak lanjut ini sudah dijawab. Terima kasih.")
    follow_up.business_state, follow_up.answered_at = draft.business_state, now
    follow_up.sales_monthly, follow_up.jobs = draft.sales_monthly, draft.jobs
    follow_up.door = AnswerDoor.LINK if actor is None else AnswerDoor.STAFF
    follow_up.answered_by_name = None if actor is None else actor.name
    audit.record(
        "follow_up.answer",
        actor=actor or SYSTEM,
        now=now,
        subject="follow_up",
        subject_id=follow_up.id,
        summary=f"Tindak lanjut dijawab: {follow_up.door.label.lower()}",
        after={"business_state": follow_up.business_state},
    )
    return follow_up


def _move(from_id: int, to_id: int) -> dict[str, Any]:
    """Let the follow-ups of a doubled entry go over to the person that is kept."""
    db.session.execute(update(FollowUp).where(FollowUp.person_id == from_id).values(person_id=to_id))
    return {}


FOLLOW_UPS = Move(("follow_up",), _move)
