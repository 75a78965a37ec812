"""Asking for the minutes of an application, and printing them."""

from sqlalchemy import select

from core.dates import format_date
from core.db import db
from core.documents.pdf import Sheet, Signature
from core.documents.tables import Column, Kind, Table
from core.errors import NotFound
from core.money import format_rupiah
from core.people import queries as people
from harkat.applications import queries
from harkat.applications.letters.wording import OFFICE, footer
from harkat.applications.minutes.kinds import MinutesKind
from harkat.applications.minutes.models import ShareMinutes
from harkat.applications.models import Application
from harkat.applications.signing.queries import list_mark
from harkat.applications.states import State

COLUMN_OF_STATE = {State.RECOMMENDED: "recommended", State.APPROVED: "approved", State.ACCEPTED: "approved"}
KIND_OF_COLUMN = {"recommended": MinutesKind.ADVISED, "approved": MinutesKind.APPROVED}


def minutes_of(application_id: int) -> list[ShareMinutes]:
    """Return the minutes of an application, the first ones first."""
    query = select(ShareMinutes).where(ShareMinutes.application_id == application_id)
    return list(db.session.scalars(query.order_by(ShareMinutes.id)))


def minutes(application_id: int, minutes_id: int) -> ShareMinutes:
    """Return one of an application's minutes.

    :raises NotFound: when it is not this application's
    """
    found = db.session.get(ShareMinutes, minutes_id)
    if found is None or found.application_id != application_id:
        raise NotFound("Berita acara ini tidak ditemukan.")
    return found


def by_reference(reference: str) -> ShareMinutes | None:
    """Return the minutes a form has recorded already, if it was sent before."""
    return db.session.scalar(select(ShareMinutes).where(ShareMinutes.reference == reference))


def awaits_minutes(application: Application) -> bool:
    """Tell whether the bank approved a sub-group less than was recommended and the new split is not agreed yet."""
    if application.sub_group_id is None or application.approved is None or application.recommended is None:
        return False
    if application.approved >= application.recommended:
        return False
    mark = list_mark(application.id)
    return not any(row.list_mark == mark for row in minutes_of(application.id))


def names_in(row: ShareMinutes) -> dict[int, str]:
    """Return the names of all whom minutes mention, by person."""
    keys = {int(key) for key in (*row.shares, *row.before)} | set(row.present)
    return {person.id: person.name for person in people.persons(sorted(keys))}


def sheet_of(row: ShareMinutes, application: Application) -> Sheet:
    """Return minutes as a printed sheet with a place for each member to sign; it names no cause."""
    names = names_in(row)
    absent = [names[int(key)] for key in row.shares if int(key) not in row.present]
    return Sheet(
        title="Berita acara musyawarah anggota",
        office=OFFICE,
        subtitle=f"{queries.applicant_name(None, application.sub_group_id)} · permohonan {application.number}",
        facts=[
            ("Tentang", row.kind.label),
            ("Tanggal", format_date(row.held_on)),
            ("Tempat", row.place),
            ("Hadir", ", ".join(names[key] for key in row.present)),
            ("Tidak hadir", ", ".join(absent) or "tidak ada"),
            ("Jumlah yang dibagi", format_rupiah(row.amount)),
        ],
        tables=[
            Table(
                "Bagian yang disepakati",
                [
                    Column("Anggota"),
                    Column("Sebelumnya", Kind.RUPIAH, summed=True),
                    Column("Disepakati", Kind.RUPIAH, summed=True),
                ],
                [
                    [names[int(key)], before, row.shares.get(key, 0)]
                    for key, before in sorted(row.before.items(), key=lambda pair: names[int(pair[0])])
                ],
            )
        ],
        notes=["Anggota yang hadir menyepakati pembagian ini tanpa paksaan. Bank yang memutuskan pembiayaan."],
        signatures=[Signature("Anggota", name) for name in sorted(names[int(key)] for key in row.shares)],
        footer=footer(application.number),
    )
