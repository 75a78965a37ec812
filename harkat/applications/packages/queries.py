"""The rows a bank's decision file holds, and the files it sent back."""

from sqlalchemy import select

from core.auth.roles import Actor
from core.crypto import blind_index
from core.db import db
from core.errors import NotFound
from harkat.applications import queries
from harkat.applications.models import Application, DecisionFile
from harkat.applications.search.queries import applications
from harkat.applications.states import State
from harkat.facility import queries as facility

IN_THE_FILE = (State.AT_BANK, State.ACCEPTED, State.CONTRACTED)


def waiting_at(actor: Actor) -> list[Application]:
    """Return the applications a bank has to act on, with applicant and bank loaded."""
    query = applications(actor).where(Application.state.in_(IN_THE_FILE))
    return list(db.session.scalars(query.order_by(Application.id)))


def key_of(application: Application) -> str:
    """Return the locked key of a row: the number and a keyed digest, new each time the file is sent to the bank."""
    assert application.confirmed_at is not None
    mark = blind_index(f"decision:{application.id}:{application.confirmed_at.isoformat()}")
    return f"{application.number}-{mark[:8].upper()}"


def by_key(key: str, actor: Actor) -> Application | None:
    """Return the application a row's key stands for, if this actor may see it and the key is untouched."""
    number = key.rpartition("-")[0]
    query = select(Application).where(Application.number == number, queries.visible_to(actor))
    found = db.session.scalar(query)
    return found if found is not None and key_of(found) == key else None


def files_of(actor: Actor) -> list[DecisionFile]:
    """Return the decision files of a bank, the newest first."""
    bank = facility.bank_of_organization(actor.organization_id)
    query = select(DecisionFile).where(DecisionFile.bank_id == bank.id).order_by(DecisionFile.id.desc()).limit(50)
    return list(db.session.scalars(query))


def file(file_id: int, actor: Actor) -> DecisionFile:
    """Return one decision file of a bank.

    :raises NotFound: when it is another bank's
    """
    bank = facility.bank_of_organization(actor.organization_id)
    found = db.session.get(DecisionFile, file_id)
    if found is None or found.bank_id != bank.id:
        raise NotFound("Berkas keputusan tidak ditemukan.")
    return found
