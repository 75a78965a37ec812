"""The links that start a step, for whoever may open them."""

from typing import Any

from flask import current_app, url_for

from balikat.incubation.queries import tenancies_of
from core import clock
from core.auth.roles import Role
from core.dates import format_date_short
from core.people import queries as people
from core.web.access import may_enter
from harkat.readiness.ways import queries
from scoring.step import Start

Link = tuple[str, str]


def start_link(start: Start, person_id: int, role: Role) -> Link | None:
    """Return the words and the address with which a step begins, or None where this role has no door to it."""
    if start is Start.TRAINING:
        return _training(person_id, role)
    if start is Start.REPAYMENT:
        loan = queries.late_loan(person_id, clock.today())
        return None if loan is None else _door("loans.show", role, "Buka pinjamannya", loan_id=loan.id)
    if start is Start.DEBT_EXIT:
        way_out = _door("debt_exit.start", role, "Buka jalan keluar utang", person_id=person_id)
        return way_out or _door("screening.show", role, "Lihat utangnya", person_id=person_id)
    if start is Start.INCUBATION:
        return _mentoring(person_id, role)
    doors: dict[Start, tuple[str, str, dict[str, Any]]] = {
        Start.PAPERS: ("paper_check.show", "Catat berkas", {}),
        Start.FACTS: ("readiness.observe", "Catat keterangan", {}),
        Start.SCREENING: ("screening.show", "Mulai pemeriksaan utang", {}),
    }
    endpoint, words, values = doors[start]
    return _door(endpoint, role, words, person_id=person_id, **values)


def _training(person_id: int, role: Role) -> Link | None:
    """Lead to the next cohort with a free seat, the person looked up already, or to the list of cohorts."""
    cohort = queries.next_cohort(clock.today())
    if cohort is None:
        return _door("cohorts.index", role, "Lihat angkatan pelatihan")
    words = f"Daftarkan ke {cohort.course.name}, mulai {format_date_short(cohort.starts_on)}"
    number = people.person(person_id).number
    return _door("enrollments.add", role, words, cohort_id=cohort.id, q=number) or _door(
        "cohorts.show", role, f"{cohort.course.name}, mulai {format_date_short(cohort.starts_on)}", cohort_id=cohort.id
    )


def _mentoring(person_id: int, role: Role) -> Link | None:
    """Lead to the mentor's page of somebody who has one, or to the form that asks for one."""
    tenancies = tenancies_of(person_id)
    if tenancies and tenancies[0].ended_on is None:
        return _door("tenants.show", role, "Buka pendampingannya", tenant_id=tenancies[0].id)
    return _door("tenants.enroll", role, "Minta pendamping", orang=person_id)


def _door(endpoint: str, role: Role, words: str, **values: Any) -> Link | None:
    if endpoint not in current_app.view_functions or not may_enter(endpoint, role):
        return None
    return words, url_for(endpoint, **values)
