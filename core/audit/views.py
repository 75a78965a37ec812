"""The auditor's page of the trail."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy import or_

from core.audit import queries, sealing, wording
from core.audit.models import AuditEntry
from core.auth.roles import Role
from core.db import get_or_404
from core.web.access import allow
from core.web.answers import page
from core.web.listing import contains, paginate, read_listing
from core.web.menu import MenuItem

blueprint = Blueprint("audit", __name__, url_prefix="/jejak")
MENU = [
    MenuItem("Jejak audit", "audit.index", (Role.AUDITOR,), order=70),
    MenuItem("Periksa jejak audit", "audit.check", (Role.ADMIN,), order=70),
]


@blueprint.get("/")
@allow(Role.AUDITOR)
def index() -> ResponseReturnValue:
    """List what was done, newest first."""
    sorts = {"waktu": AuditEntry.at, "pelaku": AuditEntry.actor_name}
    listing = read_listing(sorts, default="waktu", filters=("tindakan",), descending=True)
    query = queries.entries()
    if listing.words:
        query = query.where(
            or_(contains(AuditEntry.summary, listing.words), contains(AuditEntry.actor_name, listing.words))
        )
    if listing.filters["tindakan"]:
        query = query.where(AuditEntry.deed == listing.filters["tindakan"])
    deeds = [(deed, deed) for deed in queries.deeds()]
    return page("core/audit/index.html", found=paginate(query, listing, tie=AuditEntry.id), deeds=deeds)


@blueprint.get("/<int:entry_id>")
@allow(Role.AUDITOR)
def show(entry_id: int) -> ResponseReturnValue:
    """Show one entry with before and after."""
    entry = get_or_404(AuditEntry, entry_id, what="Catatan audit")
    sides = [("Sebelum", wording.in_words(entry.before)), ("Sesudah", wording.in_words(entry.after))]
    return page("core/audit/show.html", entry=entry, sides=sides)


@blueprint.get("/rantai")
@allow(Role.AUDITOR, Role.ADMIN)
def check() -> ResponseReturnValue:
    """Check the whole trail against its chain and name every entry that does not agree."""
    return page("core/audit/check.html", found=sealing.check(), newest=sealing.head())
