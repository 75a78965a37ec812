"""Asking for scans of papers."""

from sqlalchemy import select
from sqlalchemy.orm import defer

from core.db import db
from core.errors import NotFound
from core.people.kinds import PaperKind
from core.people.models import PaperScan


def scans_of(person_id: int) -> dict[PaperKind, PaperScan]:
    """Return a person's scans by kind, their content left where it is."""
    query = select(PaperScan).where(PaperScan.person_id == person_id).options(defer(PaperScan.content, raiseload=True))
    return {scan.kind: scan for scan in db.session.scalars(query)}


def scan_of(person_id: int, kind: str) -> PaperScan:
    """Return one scan with its content.

    :raises NotFound: when there is none of that kind
    """
    known = {member.value: member for member in PaperKind}
    found = None
    if kind in known:
        query = select(PaperScan).where(PaperScan.person_id == person_id, PaperScan.kind == known[kind])
        found = db.session.scalar(query.execution_options(populate_existing=True))
    if found is None:
        raise NotFound("Foto berkas ini tidak ada. Foto lagi dari halaman berkasnya.")
    return found
