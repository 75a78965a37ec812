"""What the sample's sub-groups went through beside their papers: visits to each business, and a member who moved."""

from datetime import date

from core.auth.roles import Actor
from harkat.applications import queries
from harkat.applications.members.addenda import service as members
from harkat.applications.members.kinds import MemberEventKind
from harkat.applications.models import Application
from harkat.applications.visits import service as visits
from harkat.sample.service.cast import moment

SEEN = (
    "Etalase penuh, buku catatan ada.",
    "Gerobak terparkir, barang hari ini hampir habis.",
    "Warung buka sejak pagi.",
)


def visit(application: Application, officer: Actor, day: date) -> None:
    """Visit each borrower's business on a day."""
    for place, person_id in enumerate(queries.share_holders(application.id)):
        visits.record(
            application,
            person_id=person_id,
            visited_on=day,
            is_open=place != 3,
            is_owner_present=place != 3,
            matches_papers=True,
            stock_value=1_500_000 + place * 250_000,
            note=SEEN[place % len(SEEN)],
            photo=None,
            actor=officer,
            now=moment(day, 13),
        )


def move_house(application: Application, officer: Actor, day: date) -> None:
    """Note that the last member moved within the city."""
    members.note(
        application,
        person_id=list(queries.share_holders(application.id))[-1],
        kind=MemberEventKind.MOVED,
        happened_on=day,
        words="Pindah ke kelurahan sebelah; usaha tetap berjalan.",
        actor=officer,
        now=moment(day, 10),
    )
