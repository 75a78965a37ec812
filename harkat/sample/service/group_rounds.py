"""What the sample's sub-groups went through: visits, minutes on the shares, money confirmed, a member who moved."""

from datetime import date

from core.auth.roles import Actor
from harkat.applications import queries
from harkat.applications.members.addenda import service as members
from harkat.applications.members.joining import queries as joinings
from harkat.applications.members.joining import service as joining
from harkat.applications.members.kinds import MemberEventKind
from harkat.applications.minutes import service as minutes
from harkat.applications.models import Application
from harkat.applications.receipts import service as receipts
from harkat.applications.receipts.kinds import ReceiptWay
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


def ask_to_join(application: Application, officer: Actor, day: date) -> None:
    """Let another member of the group sign an addendum to answer with the others; the bank has not spoken yet."""
    free = joinings.who_may_join(application)
    if free:
        joining.ask(
            application,
            person_id=free[0][0],
            addendum_number="AD-01/2026",
            signed_on=day,
            is_explained=True,
            actor=officer,
            now=moment(day, 11),
        )


def agree_on_shares(application: Application, officer: Actor, day: date) -> None:
    """Let the members of a sub-group keep the shares that were recommended, on record; the last one was away."""
    shares = {row.person_id: row.recommended or 0 for row in queries.shares_of(application.id)}
    minutes.agree(
        application,
        shares=shares,
        held_on=day,
        place="Balai pertemuan RT 05",
        present_ids=list(shares)[:-1],
        reference="contoh-berita-acara",
        actor=officer,
        now=moment(day, 11),
    )


def ask_what_came(application: Application, officer: Actor, day: date) -> None:
    """Ask the members what they received; the last one has not been met yet."""
    for place, share in enumerate(queries.shares_of(application.id)[:-1]):
        receipts.confirm(
            application,
            person_id=share.person_id,
            amount=share.received or 0,
            confirmed_on=day,
            way=(ReceiptWay.VISIT, ReceiptWay.PHONE)[place % 2],
            note=None,
            actor=officer,
            now=moment(day, 10),
        )
