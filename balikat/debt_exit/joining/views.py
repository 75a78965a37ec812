"""Panels on a person's page and on their screening, and the work that waits on the start pages."""

from datetime import date

from flask import Blueprint, url_for

from balikat.debt_exit import queries
from balikat.debt_exit.grounds import queries as grounds
from balikat.debt_exit.kinds import PlanKind, PlanState, StepKind
from balikat.debt_exit.queries import LATE, READERS, WORKERS
from core import clock
from core.auth.roles import Actor, Role
from core.web.panels import Panel, Task, panels
from scoring.screening import queries as screening

blueprint = Blueprint("debt_exit_joining", __name__)


def person_panel(person_id: int, actor: Actor) -> Panel | None:
    """Show a person's plans to those who may know."""
    if actor.role not in READERS:
        return None
    plans = queries.plans_of(person_id, actor)
    if not plans:
        return None
    steps = queries.next_steps(plan.id for plan in plans if plan.state is PlanState.OPEN)
    context = {"plans": plans, "next_steps": steps, "today": clock.today(), "person_id": person_id}
    return Panel("Pembinaan utang", "balikat/debt_exit/_panel.html", context)


def screening_panel(person_id: int, actor: Actor) -> Panel | None:
    """Offer the way out beside what was found, or lead to the plan that runs."""
    if actor.role not in (*WORKERS, Role.AUDITOR) or screening.is_withheld(person_id):
        return None
    plans = queries.plans_of(person_id, actor)
    running = {plan.kind for plan in plans if plan.state is PlanState.OPEN}
    held = [kind for kind in PlanKind if kind not in running and grounds.open_grounds(person_id, kind)]
    if not plans and not held:
        return None
    context = {
        "person_id": person_id,
        "plans": plans,
        "held": held,
        "may_open": actor.role in WORKERS,
        "next_steps": queries.next_steps(plan.id for plan in plans if plan.state is PlanState.OPEN),
        "today": clock.today(),
    }
    return Panel("Jalan keluar", "balikat/debt_exit/_screening_panel.html", context)


def worker_tasks(actor: Actor, today: date) -> list[Task]:
    """Point officers and heads at plans that are behind, evidence to bring, and SLIK to look at again."""
    late = url_for("debt_exit.index", waktu=LATE)
    closed = url_for("debt_exit.index", keadaan=PlanState.CLOSED.value, waktu=LATE)
    return [
        Task("Pembinaan dengan langkah lewat tanggal", queries.count_late(actor, today), late, urgent=True),
        Task(
            "Pembinaan menunggu bukti terbaru",
            queries.count_asked(actor),
            url_for("debt_exit.index", waktu=queries.ASKED),
            note="Minta orangnya membawa rincian atau kuitansi terakhir.",
        ),
        Task("SLIK perlu diperiksa ulang", queries.count_rechecks_due(today), closed, note="Minta iDeb yang baru."),
    ]


def mentor_tasks(actor: Actor, today: date) -> list[Task]:
    """Point mentors at their own plans that are behind."""
    late = url_for("debt_exit.index", waktu=LATE)
    visits = queries.count_late(actor, today, StepKind.VISIT)
    return [
        Task("Pembinaan dengan langkah lewat tanggal", queries.count_late(actor, today), late, urgent=True),
        Task("Kunjungan pembinaan yang terlewat", visits, late),
    ]


def join_panels() -> None:
    """Join the person's page, the page of their screening and the start pages."""
    panels.add("person", 26, person_panel)
    panels.add("screening", 10, screening_panel)
    for role in WORKERS:
        panels.add_tasks(role, worker_tasks)
    panels.add_tasks(Role.MENTOR, mentor_tasks)
