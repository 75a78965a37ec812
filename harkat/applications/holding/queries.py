"""Asking whether an application stands against a change of a sub-group's members."""

from sqlalchemy import or_, select

from core.db import db
from harkat.applications.models import Application
from harkat.applications.states import ENDED, State
from harkat.loans import queries as loans

LETS_GO = (*ENDED, State.DRAFT, State.RETURNED)


def hold_members(sub_group_id: int) -> str | None:
    """Say why a sub-group's members may not change: their application is under way, or their loan is not paid off."""
    rows = db.session.scalars(
        select(Application)
        .where(
            Application.sub_group_id == sub_group_id,
            or_(Application.state.not_in(LETS_GO), Application.state == State.DISBURSED),
        )
        .order_by(Application.id)
    )
    for application in rows:
        if application.state is not State.DISBURSED:
            return (
                f"Permohonan {application.number} sedang berjalan dengan daftar anggota ini. "
                "Daftar bisa diubah setelah permohonannya dikembalikan, ditarik, atau selesai."
            )
        if loans.is_running_of_application(application.id):
            return (
                f"Pinjaman dari permohonan {application.number} belum lunas. Anggotanya saling menanggung sampai lunas."
            )
    return None
