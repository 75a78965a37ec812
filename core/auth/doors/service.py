"""The account under which an applicant or a chair acts."""

import secrets
from datetime import datetime

from sqlalchemy import select

from core.auth.models import Account
from core.auth.roles import Role
from core.db import db

DOOR_ROLES = (Role.APPLICANT, Role.CHAIR)


def account_for(person_id: int, role: Role, *, number: str, now: datetime) -> Account:
    """Return the account under which a person acts in a role, made at the first time; it has no password.

    :param number: the person's registration number, which stands in the trail instead of a name
    """
    assert role in DOOR_ROLES
    username = f"{role.value}-{person_id}"
    found = db.session.scalar(select(Account).where(Account.username == username))
    if found is None:
        found = Account(
            username=username,
            name=number,
            role=role,
            person_id=person_id,
            session_token=secrets.token_urlsafe(32),
            created_at=now,
        )
        db.session.add(found)
        db.session.flush()
    return found
