"""The whole sample history, told in the order in which it would have happened."""

from datetime import date

from sqlalchemy import select

from core.db import db
from core.places.models import Kelurahan
from harkat.sample.service.cast import Cast
from harkat.sample.service.classes import surround_classes
from harkat.sample.service.debt_exit import lead_out
from harkat.sample.service.debts import screen_everybody
from harkat.sample.service.desk import work_at_the_desk
from harkat.sample.service.door import open_the_door
from harkat.sample.service.evidence import bring_evidence
from harkat.sample.service.ground import lay_ground
from harkat.sample.service.incubation import incubate
from harkat.sample.service.lending import lend
from harkat.sample.service.loan_events import tell_of_events
from harkat.sample.service.money import show_money
from harkat.sample.service.people import register_everybody
from harkat.sample.service.privacy import ask_about_own_data
from harkat.sample.service.readiness import look_again
from harkat.sample.service.reporting import fill_reports
from harkat.sample.service.training import teach_everybody
from harkat.sample.story import tell


def play(today: date) -> Cast:
    """Play the story that ends on a day, into an empty database with its reference data loaded."""
    areas = db.session.scalars(select(Kelurahan)).all()  # held, so that looking one up again asks the database nothing
    cast = Cast(tell(today, areas=len(areas)))
    lay_ground(cast)
    register_everybody(cast)
    teach_everybody(cast)
    surround_classes(cast)
    screen_everybody(cast)
    bring_evidence(cast)
    lend(cast)
    show_money(cast)
    tell_of_events(cast)
    work_at_the_desk(cast)
    incubate(cast)
    lead_out(cast)
    look_again(cast)
    open_the_door(cast)
    ask_about_own_data(cast)
    fill_reports(cast)
    return cast
