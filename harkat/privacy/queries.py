"""Asking for everything the house holds about one person, what holds it back from being erased, and the register."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, func, select
from sqlalchemy.orm import joinedload

from core.audit.models import AuditEntry
from core.crypto import EncryptedBytes
from core.db import Model, db, get_or_404
from core.people.models import Person
from core.policy.queries import whole_on
from harkat.applications import queries as applications
from harkat.applications.models import Application, ApplicationShare
from harkat.applications.states import ENDED
from harkat.loans import queries as loans
from harkat.loans.states import LoanState
from harkat.privacy.keeping import KEEPING, Kept, Term
from harkat.privacy.kinds import Fate
from harkat.privacy.models import Breach, DataRequest, Erasure, LegalHold
from harkat.privacy.terms import KEEP_YEARS


@dataclass(frozen=True)
class Standing:
    """One table's rows about a person: how many there are, what becomes of them, and why."""

    kept: Kept
    rows: int
    fate: Fate
    why: str


def table_of(kept: Kept) -> Table:
    """Return a table of the list."""
    return Model.metadata.tables[kept.table]


def about(kept: Kept, person_id: int) -> ColumnElement[bool]:
    """Return the condition that a row of a table tells of a person."""
    table = table_of(kept)
    column = table.c[kept.column]
    if kept.parent is None:
        return column == person_id
    parent = next(other for other in KEEPING if other.table == kept.parent)
    (key,) = table_of(parent).primary_key.columns
    return column.in_(select(key).where(about(parent, person_id)))


def children_first() -> list[Kept]:
    """Return the tables in the order in which rows may be erased."""
    return sorted(KEEPING, key=lambda kept: -_place(kept.table))


def _place(name: str) -> int:
    return [table.name for table in Model.metadata.sorted_tables].index(name)


def holds_of(person_id: int) -> list[LegalHold]:
    """Return the legal holds on a person that are in force."""
    query = select(LegalHold).where(LegalHold.person_id == person_id, LegalHold.lifted_at.is_(None))
    return list(db.session.scalars(query.order_by(LegalHold.id)))


def financing_reasons(person_id: int, today: date) -> list[str]:
    """Return why the financing papers of a person must still be kept, in words; empty when nothing asks for it."""
    years, found = whole_on(KEEP_YEARS, today), []
    for loan in loans.loans_of_person(person_id):
        if loan.state is LoanState.RUNNING or loan.closed_on is None:
            found.append(f"Pinjaman {loan.number} masih berjalan.")
        elif (until := _years_later(loan.closed_on, years)) > today:
            found.append(f"Berkas pinjaman {loan.number} disimpan sampai {until:%d/%m/%Y}.")
    shared = select(ApplicationShare.application_id).where(ApplicationShare.person_id == person_id)
    asked = select(Application).where((Application.person_id == person_id) | Application.id.in_(shared))
    rows = db.session.scalars(asked.order_by(Application.id))
    found += [
        f"Permohonan {row.number} masih berjalan ({row.state.label.lower()})."
        for row in rows
        if row.state not in ENDED and loans.loan_of_application(row.id) is None
    ]
    return found


def running_uses(person_id: int) -> list[str]:
    """Return where a person's entries are still in use by people, whom an officer must tell to stop."""
    number = applications.running_number(person_id)
    found = [] if number is None else [f"Permohonan {number}: beri tahu bank atau tarik permohonannya."]
    found += [
        f"Pinjaman {loan.number}: penagihan tetap berjalan, karena perjanjiannya mengikat."
        for loan in loans.loans_of_person(person_id)
        if loan.state is LoanState.RUNNING
    ]
    return found


def standings(person_id: int, today: date) -> list[Standing]:
    """Return what becomes of each table that has rows about a person if they were erased now."""
    legal, financing = holds_of(person_id), financing_reasons(person_id, today)
    found = []
    for kept in KEEPING:
        rows = db.session.scalar(select(func.count()).select_from(table_of(kept)).where(about(kept, person_id))) or 0
        if rows:
            fate, why = _fate(kept, legal, financing)
            found.append(Standing(kept, rows, fate, why))
    return found


def _fate(kept: Kept, legal: list[LegalHold], financing: list[str]) -> tuple[Fate, str]:
    if kept.term is Term.BOOKS:
        return Fate.KEPT, kept.term.label
    if legal:
        return Fate.HELD, legal[0].reason
    if kept.term is Term.FINANCING and financing:
        return Fate.HELD, financing[0]
    return (Fate.EMPTIED if kept.blank else Fate.ERASED), kept.term.label


def in_parts(found: list[Standing]) -> list[tuple[str, int, Fate, str]]:
    """Return standings with the rows of equal parts counted together: label, rows, fate and why."""
    parts: dict[tuple[str, Fate, str], int] = {}
    for item in found:
        key = (item.kept.label, item.fate, item.why)
        parts[key] = parts.get(key, 0) + item.rows
    return [(label, rows, fate, why) for (label, fate, why), rows in parts.items()]


def count_deeds(person_id: int) -> int:
    """Count the audit entries about a person; they are sealed in a chain and name the person by number alone."""
    return db.session.scalar(select(func.count()).where(*_deeds(person_id))) or 0


def _deeds(person_id: int) -> tuple[ColumnElement[bool], ...]:
    return AuditEntry.subject == "person", AuditEntry.subject_id == person_id


def copy_of(person_id: int) -> dict[str, Any]:
    """Return everything held about a person, table by table, ready for JSON; files are named by their size."""
    person = get_or_404(Person, person_id, what="Orang")
    tables = {"person": [_plain(Person.__table__, {c.key: getattr(person, c.key) for c in Person.__table__.columns})]}
    for kept in KEEPING:
        table = table_of(kept)
        rows = [_plain(table, dict(row)) for row in db.session.execute(_visible(kept, person_id)).mappings()]
        if rows:
            tables[kept.table] = rows
    looks = db.session.execute(
        select(AuditEntry.at, AuditEntry.actor_role, AuditEntry.summary)
        .where(*_deeds(person_id))
        .order_by(AuditEntry.id)
    )
    deeds = [{"at": row.at.isoformat(), "role": row.actor_role.label, "summary": row.summary} for row in looks]
    return {"number": person.number, "tables": tables, "deeds": deeds}


def _visible(kept: Kept, person_id: int) -> Select[Any]:
    return select(table_of(kept)).where(about(kept, person_id))


def _plain(table: Any, row: dict[str, Any]) -> dict[str, Any]:
    return {
        column.key: _plain_value(column.type, row[column.key])
        for column in table.columns
        if not column.key.endswith(("_by_id", "_index", "digest", "sha256")) and column.key != "seal"
    }


def _plain_value(kind: Any, value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float | dict | list):
        return value
    if isinstance(kind, EncryptedBytes) or isinstance(value, bytes):
        return f"berkas, {len(value)} byte; minta salinannya di loket"
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(getattr(value, "label", value))


def sections_of(copy: dict[str, Any]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield what a copy holds under the words of each part."""
    labels = {"person": "Data diri"} | {kept.table: kept.label for kept in KEEPING}
    together: dict[str, list[dict[str, Any]]] = {}
    for table, rows in copy["tables"].items():
        together.setdefault(labels[table], []).extend(rows)
    yield from together.items()


def requests_of(person_id: int) -> list[DataRequest]:
    """Return a person's requests, the newest first."""
    query = select(DataRequest).where(DataRequest.person_id == person_id).order_by(DataRequest.id.desc())
    return list(db.session.scalars(query))


def list_requests(*, waiting: bool) -> Select[DataRequest]:
    """Return the query of the register: those that wait, or all."""
    query = select(DataRequest).options(joinedload(DataRequest.person))
    return query.where(DataRequest.answered_at.is_(None)) if waiting else query


def count_waiting() -> int:
    """Count the requests nobody has answered."""
    return (
        db.session.scalar(select(func.count()).select_from(DataRequest).where(DataRequest.answered_at.is_(None))) or 0
    )


def request(request_id: int) -> DataRequest:
    """Return a request. :raises NotFound: when there is none."""
    return get_or_404(DataRequest, request_id, what="Permintaan")


def last_erasure(person_id: int) -> Erasure | None:
    """Return the newest erasing of a person."""
    return db.session.scalar(select(Erasure).where(Erasure.person_id == person_id).order_by(Erasure.id.desc()).limit(1))


def breaches() -> list[Breach]:
    """Return every breach, the newest first."""
    return list(db.session.scalars(select(Breach).order_by(Breach.id.desc())))


def breach(breach_id: int) -> Breach:
    """Return a breach. :raises NotFound: when there is none."""
    return get_or_404(Breach, breach_id, what="Catatan kegagalan")


def _years_later(day: date, years: int) -> date:
    last = 28 if (day.month, day.day) == (2, 29) else day.day
    return day.replace(year=day.year + years, day=last)
