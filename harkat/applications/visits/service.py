"""Writing a visit down."""

from datetime import date, datetime

from core.auth.roles import Actor, Role
from core.dates import day_of
from core.db import db
from core.errors import RuleBroken
from harkat.applications import queries
from harkat.applications.attachments import service as attachments
from harkat.applications.attachments.kinds import AttachmentKind
from harkat.applications.models import Application
from harkat.applications.rules import Strength
from harkat.applications.states import State, WrongState
from harkat.applications.steps import service as steps
from harkat.applications.visits.models import BusinessVisit
from harkat.applications.visits.queries import missing_of, rule_on

VISITABLE = (State.SUBMITTED, State.VERIFIED)


class NotVisited(RuleBroken):
    """A sub-group is to be verified though a member's business was not visited."""


def record(
    application: Application,
    *,
    person_id: int,
    visited_on: date,
    is_open: bool,
    is_owner_present: bool,
    matches_papers: bool,
    stock_value: int | None,
    note: str,
    photo: bytes | None,
    actor: Actor,
    now: datetime,
) -> BusinessVisit:
    """Record what was seen at one borrower's business.

    :param stock_value: rupiah, the officer's estimate
    :raises RuleBroken: for a day ahead, or somebody without a share
    :raises WrongState: before the file was handed in, and after the recommendation
    """
    actor.require(Role.OFFICER, deed="mencatat kunjungan")
    steps.lock(application)
    if application.state not in VISITABLE:
        raise WrongState("Kunjungan dicatat setelah permohonan diajukan dan sebelum direkomendasikan.")
    if visited_on > day_of(now):
        raise RuleBroken("Tanggal kunjungan belum terjadi.", field="visited_on")
    if person_id not in queries.share_holders(application.id):
        raise RuleBroken("Pilih peminjam yang punya bagian dalam permohonan ini.")
    kept = attachments.keep(
        photo, application_id=application.id, person_id=person_id, kind=AttachmentKind.VISIT, actor=actor, now=now,
        field="photo",
    )  # fmt: skip
    visit = BusinessVisit(
        application_id=application.id,
        person_id=person_id,
        visited_on=visited_on,
        is_open=is_open,
        is_owner_present=is_owner_present,
        matches_papers=matches_papers,
        stock_value=stock_value,
        note=note,
        attachment_id=None if kept is None else kept.id,
        recorded_at=now,
        recorded_by_id=actor.id,
    )
    db.session.add(visit)
    steps.note(application, deed="visit", summary="kunjungan ke satu usaha dicatat", actor=actor, now=now)
    return visit


def check_visited(application: Application, day: date) -> None:
    """Refuse a sub-group's verification while a member's business was not visited, where the rule of the day asks.

    :raises NotVisited: naming the members
    """
    missing = missing_of(application)
    if missing and application.state is State.SUBMITTED and rule_on(day) is Strength.BLOCKS:
        raise NotVisited(
            f"Belum dikunjungi: {', '.join(missing.values())}. Catat kunjungan ke usaha setiap anggota dahulu."
        )
