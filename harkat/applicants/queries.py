"""Asking what an applicant may see: codes and visits, papers, what comes next."""

from datetime import date, datetime

from sqlalchemy import select

from core.crypto import blind_index
from core.db import db
from core.errors import NotFound
from core.groups import queries as groups
from core.groups.models import Group
from core.people import queries as people
from core.people.kinds import PaperKind
from harkat.applicants.models import DoorCode, DoorVisit, SentPaper
from harkat.applicants.papers import PaperLine, mark_of, standing_of_paper
from harkat.applications.models import Application


def code_digest(person_id: int, group_id: int | None, code: str) -> str:
    """Return the keyed digest under which a code is kept."""
    return blind_index(f"door code {person_id} {group_id or 0} {code}")


def link_digest(link: str) -> str:
    """Return the keyed digest under which a link is kept."""
    return blind_index(f"door link {link}")


def holder_of(number: str) -> tuple[int, int | None] | None:
    """Return person and group whose door a receipt's number belongs to.

    A person's number and an application's lead to the person, a group's to its chair; a group's application too.
    """
    if number.startswith("HK-"):
        person = people.find_by_number(number)
        return None if person is None else (person.id, None)
    if number.startswith("PM-"):
        application = db.session.scalar(select(Application).where(Application.number == number))
        if application is None:
            return None
        if application.person_id is not None:
            return application.person_id, None
        return _chair(groups.sub_group(application.sub_group_id or 0).group_id)
    found = db.session.scalar(select(Group.id).where(Group.number == number))
    return None if found is None else _chair(found)


def _chair(group_id: int) -> tuple[int, int | None] | None:
    chair = groups.chair_of(group_id)
    return None if chair is None else (chair.person_id, group_id)


def live_code(person_id: int, group_id: int | None, code: str, *, now: datetime) -> DoorCode | None:
    """Return the unspent code of a holder, if it is theirs and its minutes last."""
    query = select(DoorCode).where(
        DoorCode.person_id == person_id,
        DoorCode.code_digest == code_digest(person_id, group_id, code),
        DoorCode.used_at.is_(None),
        DoorCode.expires_at > now,
    )
    return db.session.scalar(query.order_by(DoorCode.id.desc()).limit(1))


def live_link(link: str, *, now: datetime) -> DoorCode:
    """Return the unspent code a link belongs to.

    :raises NotFound: when it was used, is over, or never was
    """
    query = select(DoorCode).where(
        DoorCode.link_digest == link_digest(link), DoorCode.used_at.is_(None), DoorCode.expires_at > now
    )
    found = db.session.scalar(query)
    if found is None:
        raise NotFound("Tautan ini sudah dipakai atau habis waktunya. Minta kode baru kepada petugas.")
    return found


def live_visit(visit_id: int, *, account_id: int, now: datetime) -> DoorVisit | None:
    """Return a visit that still lasts and belongs to the account."""
    visit = db.session.get(DoorVisit, visit_id)
    if visit is None or visit.account_id != account_id or visit.ended_at is not None or visit.ends_at <= now:
        return None
    return visit


def visits_of(person_id: int) -> list[DoorVisit]:
    """Return a person's last visits, the newest first."""
    query = select(DoorVisit).where(DoorVisit.person_id == person_id).order_by(DoorVisit.id.desc()).limit(5)
    return list(db.session.scalars(query))


def sent_papers() -> list[SentPaper]:
    """Return the photos applicants handed in, the oldest first, whether or not somebody has looked."""
    return list(db.session.scalars(select(SentPaper).order_by(SentPaper.sent_at, SentPaper.id).limit(500)))


def paper_lines(person_id: int, today: date, *, kinds: list[PaperKind] | None = None) -> list[PaperLine]:
    """Return how each paper stands that an applicant is asked for, in the order of the rule."""
    asked = kinds or people.papers_to_bring(today)
    seen = {paper.kind: paper for paper in people.papers_seen(person_id)}
    sent = {
        row.kind: row.paper_before
        for row in db.session.scalars(select(SentPaper).where(SentPaper.person_id == person_id))
    }
    lines = []
    for kind in asked:
        paper = seen.get(kind)
        standing = standing_of_paper(
            is_accepted=None if paper is None else paper.is_accepted,
            expires_on=None if paper is None else paper.expires_on,
            mark=paper_mark(person_id, kind, seen=paper),
            sent_mark=sent.get(kind),
            today=today,
        )
        lines.append(PaperLine(kind.value, kind.label, standing, None if paper is None else paper.note))
    return lines


def paper_mark(person_id: int, kind: PaperKind, *, seen: object = None) -> str:
    """Return the mark of a paper as it stands."""
    paper = seen or next((row for row in people.papers_seen(person_id) if row.kind is kind), None)
    return mark_of(
        is_accepted=getattr(paper, "is_accepted", None),
        seen_on=getattr(paper, "seen_on", None),
        note=getattr(paper, "note", None),
    )


def asked_kind(person_id: int, value: str, today: date) -> PaperKind:
    """Return a kind of paper that this person may hand in a photo of.

    :raises NotFound: for a kind that is not asked for, or one that was found right
    """
    for line in paper_lines(person_id, today):
        if line.kind == value and line.may_send:
            return PaperKind.of(value)
    raise NotFound("Berkas ini sudah sesuai atau tidak diminta. Kembali ke daftar berkas.")
