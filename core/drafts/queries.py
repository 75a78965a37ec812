"""Asking for an unfinished form."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from core.auth.roles import Actor
from core.db import db
from core.drafts.models import FormDraft


@dataclass(frozen=True)
class KeptForm:
    """What was typed, and when it was kept."""

    values: dict[str, str]
    saved_at: datetime


def kept_form(actor: Actor, form_key: str) -> KeptForm | None:
    """Return what this actor left unfinished in a form."""
    row = db.session.scalar(select(FormDraft).where(FormDraft.account_id == actor.id, FormDraft.form_key == form_key))
    return None if row is None else KeptForm(json.loads(row.sealed), row.saved_at)
