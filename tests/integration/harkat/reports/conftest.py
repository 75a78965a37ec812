"""A small city with one loan, which the tests of papers and files share."""

from datetime import date

import pytest
from flask import Flask

from core.db import transaction
from harkat.applications.states import State
from harkat.facility.ceilings import service as ceilings
from tests import books, factories
from tests import factories_reports as make
from tests.integration.harkat.reports.test_report_pages import TODAY, steps


@pytest.fixture
def small_city(app: Flask) -> Flask:
    """Eight persons without papers, one loan of Rp4 million less change, and a bank that never reported."""
    with app.app_context(), transaction():
        ceilings.seed_ceiling_facts(now=make.noon(TODAY))
        bank = books.open_bank(ceiling=60_000_000_000)
        books.open_bank("Bank Uji Dua", ceiling=1_000_000_000)
        for place in range(8):
            factories.make_person(f"Orang {place}", registered_at=make.noon(date(2026, 7, 1)))
        borrower = factories.make_person("Zubaidah Rahasiawati", registered_at=make.noon(date(2026, 7, 1)))
        paid = make.apply(borrower, [borrower], bank_id=bank.id, steps=steps(State.DISBURSED))
        make.pay_out(paid, [borrower], date(2026, 8, 27))
    return app
