"""Asking whether an application stands against a change of a sub-group's members."""

from sqlalchemy import select

from core.db import db
from harkat.applications.models import Application
from harkat.applications.states import ENDED, State

STILL_OPEN = (*ENDED, State.DRAFT, State.RETURNED)


def hold_members(sub_group_id: int) -> str | None:
    """Say why a sub-group's members may not change: an application is with the city or the bank with their shares."""
    number = db.session.scalar(
        select(Application.number)
        .where(Application.sub_group_id == sub_group_id, Application.state.not_in(STILL_OPEN))
        .limit(1)
    )
    if number is None:
        return None
    return (
        f"Permohonan {number} sedang berjalan dengan daftar anggota ini. "
        "Daftar bisa diubah setelah permohonannya dikembalikan, ditarik, atau selesai."
    )
