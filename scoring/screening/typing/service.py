"""Keeping an iDeb that was typed from paper until a second person has compared it."""

import json
from datetime import date, datetime
from hashlib import sha256

from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.db import db
from core.errors import RuleBroken
from core.people import queries as people
from core.people.models import Person
from scoring.screening import service
from scoring.screening.drafts import UploadedFile
from scoring.screening.evidence import NotEvidence
from scoring.screening.ideb import NamedJson, read_ideb
from scoring.screening.intake.models import WaitingFile
from scoring.screening.models import ScreeningFile
from scoring.screening.origins import EvidenceOrigin, WaitingKind
from scoring.screening.typed_ideb import TypedIdeb, as_json, check_typed

NAME = "iDeb diketik dari kertas"


class OwnTyping(RuleBroken):
    """Nobody compares what they typed themselves."""


def hand_in(person_id: int, typed: TypedIdeb, *, actor: Actor, now: datetime, today: date) -> WaitingFile:
    """Keep a typed paper until somebody else has compared it; until then it counts for nothing.

    :raises scoring.screening.typed_ideb.TypedBadly: with what to compare on the paper
    """
    actor.require(Role.OFFICER, deed="mengetik iDeb")
    person = people.person(person_id)
    service.require_consent(person)
    check_typed(typed, nik=person.nik, today=today)
    content = json.dumps(as_json(typed), sort_keys=True).encode()
    service.refuse_known(person_id, [UploadedFile(NAME, content)])
    row = WaitingFile(
        person_id=person_id,
        kind=WaitingKind.TYPED_IDEB,
        filename=NAME,
        content=content,
        sha256=sha256(content).hexdigest(),
        made_at=now,
        made_by_id=actor.id,
    )
    db.session.add(row)
    db.session.flush()
    after: dict[str, object] = {"waiting_id": row.id, "facilities": len(typed.facilities)}
    _record("screening.type_ideb", "Mengetik iDeb dari kertas", person, after, actor=actor, now=now)
    return row


def change(waiting: WaitingFile, typed: TypedIdeb, *, actor: Actor, now: datetime, today: date) -> WaitingFile:
    """Replace a typed paper that was sent back by what was typed anew."""
    person_id = waiting.person_id
    db.session.delete(waiting)
    return hand_in(person_id, typed, actor=actor, now=now, today=today)


def confirm(waiting: WaitingFile, *, actor: Actor, now: datetime, today: date) -> ScreeningFile:
    """Let a typed paper count, once a second person has compared it with the paper.

    :raises OwnTyping: when it is the one who typed it
    """
    actor.require(Role.OFFICER, Role.HEAD, deed="mencocokkan iDeb")
    _require_other(waiting, actor)
    person = people.person(waiting.person_id)
    service.require_consent(person)
    report = read_ideb([NamedJson(waiting.filename, json.loads(waiting.content))])
    if report is None:
        raise NotEvidence("Ketikan ini tidak terbaca lagi. Kembalikan supaya diketik ulang.")
    file, typed_by = UploadedFile(waiting.filename, waiting.content), waiting.made_by_id
    db.session.delete(waiting)
    origin = EvidenceOrigin.TYPED
    rows = service.keep_evidence(person, [file], report, spouse=None, origin=origin, actor=actor, now=now, today=today)
    after: dict[str, object] = {"file_id": rows[0].id, "typed_by": typed_by}
    _record("screening.compare_ideb", "Mencocokkan iDeb ketikan dengan kertasnya", person, after, actor=actor, now=now)
    return rows[0]


def send_back(waiting: WaitingFile, note: str, *, actor: Actor, now: datetime) -> WaitingFile:
    """Send a typed paper back with what does not agree.

    :raises OwnTyping: when it is the one who typed it
    """
    actor.require(Role.OFFICER, Role.HEAD, deed="mencocokkan iDeb")
    _require_other(waiting, actor)
    waiting.returned_note = note
    db.session.flush()
    person = people.person(waiting.person_id)
    _record("screening.send_back_ideb", "Mengembalikan iDeb ketikan", person, {"note": note}, actor=actor, now=now)
    return waiting


def _require_other(waiting: WaitingFile, actor: Actor) -> None:
    if waiting.made_by_id == actor.id:
        raise OwnTyping("Ketikan ini dicocokkan orang lain, bukan yang mengetiknya.")


def _record(deed: str, words: str, person: Person, after: dict[str, object], *, actor: Actor, now: datetime) -> None:
    summary = f"{words} {person.number}"
    audit.record(deed, actor=actor, now=now, subject="person", subject_id=person.id, summary=summary, after=after)
