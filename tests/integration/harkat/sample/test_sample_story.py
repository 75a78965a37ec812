"""The sample tells the programme's true story, and its books agree."""

from flask import Flask
from sqlalchemy import func, select

from core.db import db
from core.groups.models import Group, Membership
from core.people.models import Person
from core.places.models import Kelurahan
from harkat.applications.models import Application
from harkat.applications.states import State
from harkat.facility import queries as facility
from harkat.loans.models import Loan
from harkat.repayments import queries as repayments
from harkat.sample.story import GROUP_PEOPLE, GROUPS, SEED, tell
from scoring.screening.models import DebtFlag
from tests.conftest import SAMPLE_DAY


def count(model: type, *conditions: object) -> int:
    """Count rows."""
    return db.session.scalar(select(func.count()).select_from(model).where(*conditions)) or 0  # type: ignore[arg-type]


def test_story_is_the_same_for_the_same_seed_and_another_for_another() -> None:
    assert tell(SAMPLE_DAY, areas=68) == tell(SAMPLE_DAY, areas=68, seed=SEED)
    assert tell(SAMPLE_DAY, areas=68) != tell(SAMPLE_DAY, areas=68, seed=SEED + 1)


TAKEN_OVER = 4_000_000
"""The balance of the one loan that began before the system, in rupiah."""


def test_sample_has_the_groups_and_the_kecamatan_of_the_city(sample_app: Flask) -> None:
    with sample_app.app_context():
        assert count(Group) == GROUPS == 21
        assert count(Membership, Membership.left_on.is_(None)) == GROUP_PEOPLE == 801
        homes = select(Kelurahan.kecamatan_code).join(Person, Person.kelurahan_code == Kelurahan.code).distinct()
        assert len(db.session.scalars(homes).all()) == 11


def test_rp300_million_of_rp110_billion_is_out_and_one_old_loan_was_taken_over(sample_app: Flask) -> None:
    with sample_app.app_context():
        position = facility.total_position()
        assert position.ceiling == 110_000_000_000
        assert position.disbursed_total == 300_000_000 + TAKEN_OVER
        assert facility.verify() == []


def test_one_loan_is_in_arrears_and_the_others_run_well(sample_app: Flask) -> None:
    with sample_app.app_context():
        keys = db.session.scalars(select(Loan.id)).all()
        late = [key for key in keys if repayments.standing(key, SAMPLE_DAY).days_late > 0]
        assert len(keys) == 30 + 1
        assert len(late) == 1


def test_people_are_held_back_by_debts_and_applications_stand_at_every_stage(sample_app: Flask) -> None:
    with sample_app.app_context():
        reasons = set(db.session.scalars(select(DebtFlag.reason).distinct()))
        assert {reason.value for reason in reasons} == {"illegal_pinjol", "rentenir", "pinjol_in_arrears"}
        states = set(db.session.scalars(select(Application.state).distinct()))
        assert states >= {State.DRAFT, State.SUBMITTED, State.AT_BANK, State.APPROVED, State.DISBURSED, State.REFUSED}


def test_every_page_says_that_the_data_are_invented(sample_app: Flask) -> None:
    for address in ("/", "/akun/masuk", "/simulasi", "/tidak-ada"):
        assert "Data contoh." in sample_app.test_client().get(address).text
