"""Persons held by debts, and the papers they bring, for tests of the way out."""

from datetime import date, timedelta

from core import clock
from core.auth.roles import Actor
from core.db import transaction
from core.money import Rupiah
from scoring.screening.drafts import DeclaredDraft
from scoring.screening.informal import DebtPeriod, LoanPurpose
from scoring.screening.kinds import InterviewSource
from scoring.screening.telling import service as telling
from tests import factories
from tests.screening_cases import make_owner

PICTURE = b"\x89PNG\r\n\x1a\n" + b"0" * 40
TODAY = clock.today()


def words(day: date) -> str:
    """Write a day as a form takes it."""
    return f"{day:%d/%m/%Y}"


def ago(days: int) -> str:
    """Write a day before today as a form takes it."""
    return words(TODAY - timedelta(days=days))


def actor(name: str = "officer") -> Actor:
    """Return who acts."""
    return factories.account_named(name).as_actor()


def held_by_rentenir(name: str = "Siti Aminah", *, also_app: bool = False) -> int:
    """Add a person who told of a rentenir, and of an app without licence if asked; return the key."""
    person_id = make_owner(name, factories.make_nik())
    declare(person_id, "Bang Togar", InterviewSource.MOBILE_LENDER)
    if also_app:
        declare(person_id, "Rupiah Cair Instan", InterviewSource.UNLICENSED_APP)
    return person_id


def declare(person_id: int, lender: str, told_as: InterviewSource) -> None:
    """Tell of a dear debt, half of it paid."""
    draft = DeclaredDraft(
        lender=lender,
        told_as=told_as,
        purpose=LoanPurpose.CONSUMER,
        received=Rupiah(900_000),
        principal=Rupiah(1_000_000),
        installment=Rupiah(30_000),
        payments=40,
        paid_every=DebtPeriod.DAY,
        taken_on=TODAY - timedelta(days=80),
        payments_made=20,
    )
    with transaction():
        telling.declare(person_id, draft, actor=actor(), now=clock.now(), today=TODAY)
