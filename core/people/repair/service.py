"""Writing down a NIK that is not proven, proving it with the KTP, and merging two entries of one person."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import delete, inspect, select, update
from sqlalchemy.orm import Mapper

from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.dates import JAKARTA
from core.db import db
from core.errors import Conflict, RuleBroken
from core.people import queries, service
from core.people.belongings import record_paper
from core.people.drafts import Details, PaperDraft
from core.people.kinds import PaperKind
from core.people.models import Business, Consent, MergedPerson, Paper, PaperScan, Person, UnprovenNik
from core.people.nik import mask_nik
from core.people.repair.moves import Move, moves
from core.people.repair.queries import tables_left_behind
from core.people.words.models import PersonWord

OWN_TABLES = ("business", "consent", "paper", "paper_scan", "unproven_nik", "merged_person", "person_word")


class SamePerson(RuleBroken):
    """Nobody can be merged with themselves."""


class TwoNiks(Conflict):
    """Two different NIKs are two different persons."""


class TooFarGone(Conflict):
    """The old entry has become part of something that cannot be carried over."""


def note_unproven(person: Person, *, digits: str | None, remark: str, now: datetime) -> None:
    """Write down what a list gave as NIK of somebody who has none yet; what was noted before stands."""
    if person.nik is not None:
        return
    if db.session.scalar(select(UnprovenNik.id).where(UnprovenNik.person_id == person.id)) is None:
        db.session.add(UnprovenNik(person_id=person.id, digits=digits, remark=remark, noted_at=now))
        db.session.flush()


def prove_nik(person: Person, nik: str, *, actor: Actor, now: datetime) -> Person:
    """Write the NIK read off the KTP, and that the KTP was seen.

    :raises DuplicateNik: when it belongs to somebody who is registered; the two may then be merged
    """
    if person.nik is not None:
        raise Conflict("NIK orang ini sudah sah. Pembetulan NIK lewat “Ubah data”.", field="nik")
    values = {name: getattr(person, name) for name in Details.__dataclass_fields__ if name != "reason"}
    service.complete(person, Details(**values | {"nik": nik}), actor=actor, now=now)
    seen_on = now.astimezone(JAKARTA).date()
    record_paper(person, PaperDraft(PaperKind.KTP, seen_on), actor=actor, now=now)
    return person


def merge(old: Person, kept: Person, *, reason: str, actor: Actor, now: datetime) -> Person:
    """Bring everything of an old entry to the person that is kept; the old number leads there from now on.

    :raises TwoNiks: when both have a NIK
    :raises TooFarGone: when the old entry has an application, a loan or another thing that cannot be carried over
    """
    actor.require(Role.OFFICER, deed="menggabungkan dua berkas")
    if old.id == kept.id:
        raise SamePerson("Pilih dua berkas yang berbeda.")
    if old.nik is not None:
        raise TwoNiks("Berkas yang digabungkan punya NIK sah sendiri. Dua NIK berarti dua orang; periksa KTP-nya.")
    held = tables_left_behind(old.id)
    if held:
        raise TooFarGone(
            f"{old.number} sudah punya catatan yang tidak bisa dipindah ({len(held)} jenis, misalnya permohonan, "
            "pemeriksaan utang, atau tanggung renteng). Selesaikan dulu di sana, lalu gabungkan."
        )
    snapshot: dict[str, Any] = {"person": _plain(old)}
    for move in moves.all():
        snapshot |= move.go(old.id, kept.id)
    db.session.flush()
    db.session.add(
        MergedPerson(
            number=old.number,
            person_id=kept.id,
            snapshot=json.dumps(snapshot, default=str, ensure_ascii=False),
            reason=reason,
            merged_at=now,
            merged_by_id=actor.id,
        )
    )
    number, old_id = old.number, old.id
    db.session.delete(old)
    kept.version += 1
    db.session.flush()
    audit.record(
        "people.merge",
        actor=actor,
        now=now,
        subject="person",
        subject_id=kept.id,
        summary=f"Menggabungkan {number} ke {kept.number}. Alasan: {reason}",
        before={"person_id": old_id, "number": number, "name": snapshot["person"]["name"], "nik": mask_nik(None)},
        after={"number": kept.number, "left_over": sorted(name for name in snapshot if name != "person")},
    )
    return kept


def _move_own(from_id: int, to_id: int) -> dict[str, Any]:
    for model in (Business, Consent, MergedPerson):
        db.session.execute(update(model).where(model.person_id == from_id).values(person_id=to_id))
    known = {paper.kind for paper in queries.papers_seen(to_id)}
    left = []
    for paper in queries.papers_seen(from_id):
        if paper.kind in known:
            left.append(_plain(paper))
            db.session.delete(paper)
        else:
            paper.person_id = to_id
    scans = select(PaperScan.kind).where(PaperScan.person_id == to_id)
    doubled = delete(PaperScan).where(PaperScan.person_id == from_id, PaperScan.kind.in_(scans))
    db.session.execute(doubled.execution_options(synchronize_session=False))
    db.session.execute(update(PaperScan).where(PaperScan.person_id == from_id).values(person_id=to_id))
    db.session.execute(delete(UnprovenNik).where(UnprovenNik.person_id == from_id))
    db.session.execute(delete(PersonWord).where(PersonWord.person_id == from_id))
    db.session.flush()
    return {"papers": left} if left else {}


def _plain(row: Person | Paper) -> dict[str, Any]:
    mapper: Mapper[Any] = inspect(type(row))
    return {column.key: getattr(row, column.key) for column in mapper.column_attrs}


OWN = Move(OWN_TABLES, _move_own)
