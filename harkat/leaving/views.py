"""The admin's page before an account is closed."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from core import clock
from core.auth import queries as accounts
from core.auth.roles import Role
from core.web.access import actor, allow
from core.web.answers import page
from harkat.leaving.queries import held_by

blueprint = Blueprint("leaving", __name__, url_prefix="/akun")


@blueprint.get("/<int:account_id>/pindah")
@allow(Role.ADMIN)
def show(account_id: int) -> ResponseReturnValue:
    """Show what an account still holds and who hands it over, and close it here."""
    owner = accounts.account(account_id)
    held = held_by(owner.id, clock.today())
    count = sum(len(kind.numbers) for kind in held)
    return page("harkat/leaving/show.html", owner=owner, held=held, count=count, is_own=owner.id == actor().id)
