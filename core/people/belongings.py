"""Recording a person's businesses and the papers that were looked at."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.dates import JAKARTA
from core.db import db
from core.errors import RuleBroken
from core.people.drafts import BusinessDraft, PaperDraft
from core.people.kbli import parse_kbli, parse_nib
from core.people.models import Business, Paper, Person
from core.places.queries import kelurahan_exists


class UnlikelyBusiness(RuleBroken):
    """The figures of a business cannot all be true."""


class UnlikelyPaper(RuleBroken):
    """A paper's dates or the answer to it do not hold together."""


def add_business(person: Person, draft: BusinessDraft, *, actor: Actor, now: datetime) -> Business:
    """Add a business to a person.

    :raises UnlikelyBusiness: when its figures contradict each other
    """
    actor.require(Role.OFFICER, Role.SYSTEM, deed="mencatat usaha")
    values = _checked(draft, today=now.astimezone(JAKARTA).date())
    business = Business(person_id=person.id, created_at=now, **values)
    db.session.add(business)
    db.session.flush()
    audit.record(
        "people.add_business",
        actor=actor,
        now=now,
        subject="person",
        subject_id=person.id,
        summary=f"Mencatat usaha {person.number}",
        after=values,
    )
    return business


def edit_business(business: Business, draft: BusinessDraft, *, actor: Actor, now: datetime) -> Business:
    """Write what is now known of a business.

    :raises UnlikelyBusiness: when its figures contradict each other
    """
    actor.require(Role.OFFICER, Role.SYSTEM, deed="mengubah usaha")
    values = _checked(draft, today=now.astimezone(JAKARTA).date())
    changed = {key: value for key, value in values.items() if getattr(business, key) != value}
    before = {key: getattr(business, key) for key in changed}
    for key, value in changed.items():
        setattr(business, key, value)
    db.session.flush()
    audit.record(
        "people.edit_business",
        actor=actor,
        now=now,
        subject="person",
        subject_id=business.person_id,
        summary="Mengubah data usaha",
        before=before,
        after=changed,
    )
    return business


def record_paper(person: Person, draft: PaperDraft, *, actor: Actor, now: datetime) -> Paper:
    """Record that a paper was looked at; a second look replaces the first, which the audit trail keeps.

    :raises UnlikelyPaper: for a day to come, a paper that has expired, or a refusal without a reason
    """
    actor.require(Role.OFFICER, Role.SYSTEM, deed="memeriksa berkas")
    _check_paper(draft, today=now.astimezone(JAKARTA).date())
    paper = db.session.scalar(select(Paper).where(Paper.person_id == person.id, Paper.kind == draft.kind))
    before = None if paper is None else {"seen_on": paper.seen_on, "is_accepted": paper.is_accepted}
    if paper is None:
        paper = Paper(person_id=person.id, kind=draft.kind)
        db.session.add(paper)
    paper.seen_on, paper.expires_on = draft.seen_on, draft.expires_on
    paper.is_accepted, paper.note, paper.checked_by_id = draft.is_accepted, draft.note, actor.id
    db.session.flush()
    audit.record(
        "people.record_paper",
        actor=actor,
        now=now,
        subject="person",
        subject_id=person.id,
        summary=f"{draft.kind.label} {person.number}: {'sesuai' if draft.is_accepted else 'belum bisa diterima'}",
        before=before,
        after={"kind": draft.kind, "seen_on": draft.seen_on, "is_accepted": draft.is_accepted, "note": draft.note},
    )
    return paper


def _check_paper(draft: PaperDraft, *, today: date) -> None:
    if draft.seen_on > today:
        raise UnlikelyPaper("Tanggal berkas dilihat tidak boleh sesudah hari ini.", field="seen_on")
    if draft.is_accepted and draft.expires_on is not None and draft.expires_on < draft.seen_on:
        raise UnlikelyPaper(
            "Berkas ini sudah tidak berlaku pada hari dilihat. Minta yang baru, atau catat belum bisa diterima.",
            field="expires_on",
        )
    if not draft.is_accepted and not draft.note:
        raise UnlikelyPaper(
            "Tulis mengapa berkas belum bisa diterima, supaya pemohon tahu apa yang diperbaiki.", field="note"
        )


def _checked(draft: BusinessDraft, *, today: date) -> dict[str, Any]:
    if draft.started_on is not None and draft.started_on > today:
        raise UnlikelyBusiness("Tanggal mulai usaha tidak boleh sesudah hari ini.", field="started_on")
    if (
        draft.sales_monthly is not None
        and draft.profit_monthly is not None
        and draft.profit_monthly > draft.sales_monthly
    ):
        raise UnlikelyBusiness(
            "Laba sebulan tidak mungkin melebihi omzet sebulan. Periksa kedua angka.", field="profit_monthly"
        )
    if draft.kbli_code and draft.kbli_version is None:
        raise UnlikelyBusiness(
            "Pilih kode KBLI ini dari daftar tahun berapa; lihat di lembar NIB.", field="kbli_version"
        )
    if draft.kelurahan_code and not kelurahan_exists(draft.kelurahan_code):
        raise UnlikelyBusiness("Pilih kelurahan tempat usaha dari daftar.", field="kelurahan_code")
    return {
        "name": draft.name,
        "kbli_code": parse_kbli(draft.kbli_code) if draft.kbli_code else None,
        "kbli_version": draft.kbli_version.value if draft.kbli_code and draft.kbli_version else None,
        "nib": parse_nib(draft.nib) if draft.nib else None,
        "started_on": draft.started_on,
        "sales_monthly": draft.sales_monthly,
        "profit_monthly": draft.profit_monthly,
        "selling_days_monthly": draft.selling_days_monthly,
        "kelurahan_code": draft.kelurahan_code,
    }
