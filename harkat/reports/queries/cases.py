"""The lists behind the figures: numbers of cases, never a name and never a NIK."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from core.errors import NotFound
from core.groups.models import SubGroup
from core.places.models import Kecamatan
from core.web.keyset import Sortable
from harkat.facility.models import PartnerBank
from harkat.reports.basis import Basis
from harkat.reports.queries.evidence import on
from harkat.reports.queries.funnel import AMOUNT_OF, EVERYBODY, in_scope, reasons
from harkat.reports.queries.persons import persons
from harkat.reports.queries.scopes import scoped, within
from harkat.reports.queries.ways import ways
from harkat.reports.reasons import WITHOUT_LIST, Reason, told_reasons
from harkat.reports.routes import Scope
from harkat.reports.steps import OF_APPLICATIONS, Step
from harkat.reports.steps import WITHOUT_LIST as STEPS_WITHOUT_LIST

NO_LIST = "Angka ini tidak membuka daftar, supaya tidak seorang pun dapat dikenali dari utang atau skornya."

Cases = tuple[Select[Any], dict[str, Sortable]]


def persons_at(step: Step, day: date, scope: Scope = EVERYBODY, basis: Basis = Basis.CORRECTED) -> Cases:
    """Return number, day and kecamatan of the persons who reached a step, with the columns to sort by.

    :raises NotFound: for a step about debts or scores
    """
    if step in STEPS_WITHOUT_LIST:
        raise NotFound(NO_LIST)
    people = persons(basis)
    query = _of_persons(people.c, people.c[step.value]).where(people.c[step.value].is_not(None))
    query = query.where(*within(people.c.kecamatan_code, people.c.route))
    return query.params(**on(day), **scoped(scope)), {
        "nomor": people.c.number,
        "tanggal": people.c[step.value],
        "kecamatan": Kecamatan.name,
    }


def persons_held(reason: Reason, day: date, scope: Scope = EVERYBODY, basis: Basis = Basis.CORRECTED) -> Cases:
    """Return number, day of registration and kecamatan of those who stand still for a reason.

    :raises NotFound: for a reason about debts, arrears or scores, and for one whose count is closed
    """
    closed = {count.key for count in told_reasons(reasons(day, basis)) if count.closing}
    if reason in WITHOUT_LIST | closed:
        raise NotFound(NO_LIST)
    people = persons(basis)
    query = _of_persons(people.c, people.c.registered).where(people.c.reason == reason.value)
    query = query.where(*within(people.c.kecamatan_code, people.c.route))
    return query.params(**on(day), **scoped(scope)), {
        "nomor": people.c.number,
        "tanggal": people.c.registered,
        "kecamatan": Kecamatan.name,
    }


def applications_at(step: Step, day: date, scope: Scope = EVERYBODY, basis: Basis = Basis.CORRECTED) -> Cases:
    """Return number, day, bank and rupiah of the applications that reached a step, with the columns to sort by.

    :raises NotFound: for a step that is about persons
    """
    if step not in OF_APPLICATIONS:
        raise NotFound("Langkah ini tidak punya daftar permohonan.")
    files = ways(basis)
    reached, amount = files.c[step.value], files.c[AMOUNT_OF[step]]
    query = (
        select(files.c.application_id, files.c.number, reached, PartnerBank.name, amount, files.c.sub_group_id)
        .join(PartnerBank, PartnerBank.id == files.c.bank_id)
        .outerjoin(SubGroup, SubGroup.id == files.c.sub_group_id)
        .where(reached.is_not(None))
    )
    return in_scope(query, files).params(**on(day), **scoped(scope)), {
        "nomor": files.c.number,
        "tanggal": reached,
        "bank": PartnerBank.name,
        "jumlah": amount,
    }


def _of_persons(people: Any, day: ColumnElement[Any]) -> Select[Any]:
    return select(people.person_id, people.number, day, Kecamatan.name).join(
        Kecamatan, Kecamatan.code == people.kecamatan_code
    )
