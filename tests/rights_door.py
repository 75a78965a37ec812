"""Visits behind the applicants' door for the walk over the rights, and a browser that is on one."""

from datetime import UTC, datetime, timedelta

from flask.testing import FlaskClient

from core.auth.models import Account
from core.db import db
from harkat.applicants.entering.views import SEEN, VISIT
from harkat.applicants.models import DoorCode, DoorVisit


def visit_door(account: Account, group_id: int | None = None) -> None:
    """Begin a visit of an account's person that lasts as long as any walk.

    :param group_id: the group whose chair the person is, for the chair's door
    """
    now = datetime.now(UTC)
    later = now + timedelta(days=1)
    digest = f"uji {account.username}"
    spent = {"code_digest": digest, "link_digest": digest, "given_at": now, "expires_at": later, "used_at": now}
    code = DoorCode(person_id=account.person_id, group_id=group_id, **spent)
    db.session.add(code)
    db.session.flush()
    about = {"account_id": account.id, "person_id": account.person_id, "group_id": group_id}
    db.session.add(DoorVisit(code_id=code.id, began_at=now, ends_at=later, **about))


def step_inside(client: FlaskClient, visit_id: int) -> FlaskClient:
    """Put a signed-in browser on a visit and return it."""
    with client.session_transaction() as session:
        session[VISIT], session[SEEN] = visit_id, datetime.now(UTC).timestamp()
    return client
