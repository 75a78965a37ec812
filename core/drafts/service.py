"""Keeping and dropping unfinished forms; they are no deed yet, so the audit trail does not name them."""

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, select

from core.auth.roles import Actor
from core.db import db
from core.drafts.models import FormDraft
from core.errors import RuleBroken

LARGEST = 20_000
NOT_KEPT = frozenset({"csrf_token"})


class DraftTooLarge(RuleBroken):
    """More text than any form of ours asks for."""


def keep_form(form_key: str, values: Mapping[str, str], *, actor: Actor, now: datetime) -> FormDraft:
    """Keep what an actor typed so far; the last one kept wins.

    :raises DraftTooLarge: beyond twenty thousand characters
    """
    sealed = json.dumps({name: text for name, text in values.items() if name not in NOT_KEPT})
    if len(sealed) > LARGEST:
        raise DraftTooLarge("Isian terlalu panjang untuk disimpan sebagai draf. Perpendek keterangannya.")
    row = db.session.scalar(select(FormDraft).where(FormDraft.account_id == actor.id, FormDraft.form_key == form_key))
    if row is None:
        row = FormDraft(account_id=actor.id, form_key=form_key)
        db.session.add(row)
    row.sealed, row.saved_at = sealed, now
    db.session.flush()
    return row


def drop_form(form_key: str, *, actor: Actor) -> None:
    """Forget an unfinished form, because it was sent or is not wanted any more."""
    db.session.execute(delete(FormDraft).where(FormDraft.account_id == actor.id, FormDraft.form_key == form_key))
