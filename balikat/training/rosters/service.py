"""Taking the good rows of a list in: people, their groups, their past trainings, a cohort; twice changes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from balikat.training.enrollments import service as enrollments
from balikat.training.models import Cohort
from balikat.training.rosters.past.service import PastBook
from balikat.training.rosters.reading import RosterLine
from balikat.training.rosters.sums import Sums
from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.crypto import blind_index
from core.dates import JAKARTA
from core.db import db
from core.errors import DomainError
from core.groups import service as groups
from core.groups.drafts import GroupDraft
from core.groups.kinds import GroupRole
from core.groups.queries import group_named, membership_of
from core.people import service as people
from core.people.drafts import Registration
from core.people.kinds import ConsentPurpose
from core.people.models import Person
from core.people.phone import parse_phone
from core.people.queries import person as person_by_id
from core.people.repair.service import note_unproven


@dataclass(frozen=True)
class Imported:
    """What came of a list: the sums, and rows refused (whole or in part) with the reason."""

    sums: Sums
    refused: tuple[tuple[RosterLine, str], ...]

    @property
    def words(self) -> str:
        """The outcome in Indonesian."""
        words = self.sums.words
        return words + (f" {len(self.refused)} baris ditolak." if self.refused else "")


def import_roster(cohort: Cohort | None, lines: Sequence[RosterLine], *, actor: Actor, now: datetime) -> Imported:
    """Register who is new, put them into their group, write their past trainings, and enroll them where told.

    Somebody is known by NIK, or by name and phone. A row that is refused leaves the others alone.
    """
    actor.require(Role.OFFICER, Role.SYSTEM, deed="mengimpor peserta")
    by_nik, by_phone = _known(lines)
    book = PastBook.open()
    person_ids: list[int] = []
    refused: list[tuple[RosterLine, str]] = []
    sums = Sums()
    for line in lines:
        try:
            known = (by_nik.get(line.nik) if line.nik else None) or by_phone.get(_key(line))
            if known is None:
                with db.session.begin_nested():
                    known = by_phone[_key(line)] = _register(line, actor=actor, now=now)
                sums += Sums(registered=1, unproven=line.nik is None)
            else:
                sums += Sums(known=1)
            person_ids.append(known)
            with db.session.begin_nested():
                sums += _join_group(line, known, actor=actor, now=now)
                sums += book.write(line.past, known, actor=actor, now=now)
        except DomainError as error:
            refused.append((line, error.message))
    enrolled = None
    if cohort is not None:
        enrolled = enrollments.enroll_all(cohort, person_ids, actor=actor, now=now)
        sums += Sums(seated=len(enrolled.seated), waiting=len(enrolled.waiting), enrolled_before=enrolled.known)
    audit.record(
        "training.import_roster",
        actor=actor,
        now=now,
        subject="cohort" if cohort is not None else "roster",
        subject_id=None if cohort is None else cohort.id,
        summary=f"Daftar {len(lines)} baris diimpor" + (f" ke angkatan “{cohort.name}”" if cohort else ""),
        after={**vars(sums), "refused": len(refused)},
    )
    return Imported(sums, tuple(refused))


def _register(line: RosterLine, *, actor: Actor, now: datetime) -> int:
    draft = Registration(
        name=line.name,
        phone=line.phone or "",
        kelurahan_code=line.kelurahan_code or "",
        nik=line.nik,
        consents=frozenset({ConsentPurpose.REGISTRATION}),
    )
    person = people.register(draft, actor=actor, now=now)
    if line.nik is None and line.remarks:
        note_unproven(person, digits=line.sure, remark=line.remarks[0], now=now)
    return person.id


def _join_group(line: RosterLine, person_id: int, *, actor: Actor, now: datetime) -> Sums:
    """Put a person into the group the row names; the first one chairs it until a row names its chair."""
    if line.group is None:
        return Sums()
    group = group_named(line.group)
    if group is None:
        today = now.astimezone(JAKARTA).date()
        draft = GroupDraft(line.group, person_by_id(person_id).kelurahan_code, today, person_id)
        groups.form_group(draft, actor=actor, now=now)
        return Sums(groups=1, members=1)
    mine = membership_of(person_id)
    if mine is not None and mine.group_id == group.id:
        member, joined = mine, 0
    else:
        member, joined = groups.add_member(group, person_id, actor=actor, now=now), 1
    if line.is_chair and member.role is not GroupRole.CHAIR:
        groups.change_chair(group, member, actor=actor, now=now)
    return Sums(members=joined)


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
