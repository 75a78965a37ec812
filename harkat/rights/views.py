"""The page that shows who may do what to whose rows."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from core.auth.roles import STAFF_ROLES, Role
from core.web.access import allow
from core.web.answers import page
from core.web.menu import MenuItem
from harkat.rights.kinds import Matter, Scope
from harkat.rights.matrix import MATRIX

SHOWN = (*STAFF_ROLES, Role.APPLICANT, Role.CHAIR)

blueprint = Blueprint("rights", __name__, url_prefix="/hak-akses")
MENU = [MenuItem("Hak akses", "rights.index", (Role.AUDITOR, Role.ADMIN), order=78)]


@blueprint.get("")
@allow(Role.AUDITOR, Role.ADMIN)
def index() -> ResponseReturnValue:
    """Show the rights matrix, one table for each matter, of one role when one is chosen."""
    chosen = next((role for role in SHOWN if role.value == request.args.get("peran")), None)
    rows = [right for right in MATRIX if chosen is None or chosen in right.who]
    tables = [(matter, found) for matter in Matter if (found := [right for right in rows if right.matter is matter])]
    return page("harkat/rights/index.html", tables=tables, roles=SHOWN, chosen=chosen, all=Scope.ALL)
