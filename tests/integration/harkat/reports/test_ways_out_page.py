"""The economics department sees how many got out of debt, and nobody in particular."""

from datetime import timedelta

from flask import Flask

from balikat.debt_exit import queries, service
from balikat.debt_exit.drafts import ProofDraft
from balikat.debt_exit.kinds import PlanKind, ProofKind, ProofShows
from balikat.debt_exit.models import DebtExitPlan
from balikat.debt_exit.papers.service import add_proof
from core import clock
from core.auth.roles import Role
from core.db import transaction
from tests import factories
from tests.debt_exit_cases import PICTURE, TODAY, actor, held_by_rentenir
from tests.outside import outside


def open_plan(person_id: int) -> DebtExitPlan:
    """Open somebody's plan, or find it."""
    with transaction():
        return service.open_plan(person_id, PlanKind.FLAGS, actor=actor(), now=clock.now(), today=TODAY)


def get_out(person_id: int) -> None:
    """Let somebody leave a rentenir with proof."""
    plan_id = open_plan(person_id).id
    with transaction():
        now, officer = clock.now(), actor()
        plan = queries.plan_for(plan_id, officer)
        for debt in queries.debts_of(plan.id):
            draft = ProofDraft(ProofKind.RECEIPT, ProofShows.SETTLED, TODAY - timedelta(days=1), debt.id)
            add_proof(plan, draft, PICTURE, actor=officer, now=now, today=TODAY)
        service.close(plan, actor=officer, now=now, today=TODAY)


def test_counts_are_told_from_five_on_and_no_name_ever(app: Flask) -> None:
    with app.app_context():
        people = [held_by_rentenir(f"Warga {number}") for number in range(6)]
        for person_id in people:
            open_plan(person_id)
        client = outside(factories.signing_in(app)(Role.ECONOMICS))
        text = client.get("/laporan/pembinaan").text
        assert "6 orang" in text
        assert "Rp3.600.000" in text, "six times what is left"
        for person_id in people[:4]:
            get_out(person_id)
        text = client.get("/laporan/pembinaan").text
        assert "kurang dari 5 orang" in text
        assert "ditutup" in text
        for person_id in people[4:]:
            get_out(person_id)
        text = client.get("/laporan/pembinaan").text
        assert "Rp5.475.000" in text, "six times thirty thousand a day"
        assert "Warga" not in text
        assert "Togar" not in text
        assert client.get("/laporan/pembinaan/1").status_code == 404
        for role in (Role.TRAINER, Role.MENTOR, Role.ADMIN):
            assert outside(factories.signing_in(app)(role)).get("/laporan/pembinaan").status_code == 403
