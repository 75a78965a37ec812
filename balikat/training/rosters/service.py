"""Taking the good rows of a list into a cohort; a second time changes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from balikat.training.enrollments import service as enrollments
from balikat.training.enrollments.service import Enrolled
from balikat.training.models import Cohort
from balikat.training.rosters.reading import RosterLine
from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.crypto import blind_index
from core.db import db
from core.errors import DomainError
from core.people import service as people
from core.people.drafts import Registration
from core.people.kinds import ConsentPurpose
from core.people.models import Person
from core.people.phone import parse_phone


@dataclass(frozen=True)
class Imported:
    """What came of a list: persons registered anew, the enrolling, and rows refused with the reason."""

    registered: int
    enrolled: Enrolled
    refused: tuple[tuple[RosterLine, str], ...]

    @property
    def words(self) -> str:
        """The outcome in Indonesian."""
        words = f"{self.registered} orang baru didaftarkan. {self.enrolled.words}"
        return words + (f" {len(self.refused)} baris ditolak." if self.refused else "")


def import_roster(cohort: Cohort, lines: Sequence[RosterLine], *, actor: Actor, now: datetime) -> Imported:
    """Register who is new, and enroll everybody of the list in its order.

    Somebody is known by NIK, or by name and phone. A row that is refused leaves the others alone.
    """
    actor.require(Role.OFFICER, deed="mengimpor peserta")
    by_nik, by_phone = _known(lines)
    person_ids: list[int] = []
    refused: list[tuple[RosterLine, str]] = []
    registered = 0
    for line in lines:
        try:
            known = (by_nik.get(line.nik) if line.nik else None) or by_phone.get(_key(line))
            if known is None:
                with db.session.begin_nested():
                    known = people.register(_draft(line), actor=actor, now=now).id
                registered += 1
            person_ids.append(known)
        except DomainError as error:
            refused.append((line, error.message))
    enrolled = enrollments.enroll_all(cohort, person_ids, actor=actor, now=now)
    audit.record(
        "training.import_roster",
        actor=actor,
        now=now,
        subject="cohort",
        subject_id=cohort.id,
        summary=f"Daftar {len(lines)} baris diimpor ke angkatan “{cohort.name}”",
        after={"registered": registered, "refused": len(refused)},
    )
    return Imported(registered, enrolled, tuple(refused))


def _draft(line: RosterLine) -> Registration:
    return Registration(
        name=line.name,
        phone=line.phone or "",
        kelurahan_code=line.kelurahan_code or "",
        nik=line.nik,
        consents=frozenset({ConsentPurpose.REGISTRATION}),
    )


def _key(line: RosterLine) -> tuple[str, str]:
    return (line.name.casefold(), parse_phone(line.phone or ""))


def _known(lines: Sequence[RosterLine]) -> tuple[dict[str, int], dict[tuple[str, str], int]]:
    """Find who is registered, with two questions for the whole list."""
    indexes = {blind_index(line.nik): line.nik for line in lines if line.nik}
    by_nik = {
        indexes[row.nik_index]: row.id
        for row in db.session.execute(select(Person.id, Person.nik_index).where(Person.nik_index.in_(list(indexes))))
    }
    phones = set()
    for line in lines:
        try:
            phones.add(parse_phone(line.phone or ""))
        except DomainError:
            continue  # told beside the row when it is taken in
    rows = db.session.execute(select(Person.id, Person.name, Person.phone).where(Person.phone.in_(phones)))
    return by_nik, {(row.name.casefold(), row.phone): row.id for row in rows}
