"""Asking what an account still holds, as numbers of cases and never as names of people."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select

from balikat.debt_exit.kinds import PlanState
from balikat.debt_exit.models import DebtExitPlan
from balikat.incubation.models import Tenant
from balikat.incubation.stages import TenantState
from balikat.training.models import Cohort, CohortTrainer
from core.db import db
from harkat.applications.models import Application
from harkat.applications.states import ENDED
from scoring.screening.intake.models import WaitingFile


@dataclass(frozen=True)
class Held:
    """One kind of work an account still holds: its numbers, and who gives it to somebody else and where."""

    title: str
    numbers: list[str]
    how: str


def held_by(account_id: int, today: date) -> list[Held]:
    """Return every kind of work with what an account holds of it, the empty ones too."""
    plans = select(DebtExitPlan.number).where(
        DebtExitPlan.mentor_id == account_id, DebtExitPlan.state == PlanState.OPEN
    )
    tenants = select(Tenant.number).where(Tenant.mentor_id == account_id, Tenant.state == TenantState.ACTIVE)
    applications = select(Application.number).where(
        Application.handler_id == account_id, Application.state.not_in(ENDED)
    )
    classes = select(Cohort.name).join(CohortTrainer).where(
        CohortTrainer.account_id == account_id, Cohort.ends_on >= today
    )  # fmt: skip
    files = select(WaitingFile.id).where(WaitingFile.made_by_id == account_id)
    return [
        Held("Permohonan yang ditangani", _all(applications), "Petugas lain: buka permohonannya, tombol Serahkan."),
        Held("Binaan inkubasi", _all(tenants), "Pimpinan: buka binaannya, Alih binaan."),
        Held("Rencana pembinaan utang", _all(plans), "Petugas: buka rencananya, ganti pendamping."),
        Held("Kelas yang diajar", _all(classes), "Petugas: buka angkatannya, ganti pelatih."),
        Held(
            "Berkas pemeriksaan yang belum selesai", [f"berkas {key}" for key in _all(files)],
            "Petugas lain: lanjutkan dari halaman pemeriksaan; yang tidak dilanjutkan dimusnahkan sendiri.",
        ),
    ]  # fmt: skip


def _all(query: Select[Any]) -> list[str]:
    return [str(value) for value in db.session.scalars(query.order_by(*query.selected_columns))]
