"""The page on each bank's order of paying."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Role
from core.db import transaction
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.fields import Choice, DateField, FormSchema, Text, WholeField
from core.web.forms import Form, empty_form, read_form
from harkat.facility import queries as facility
from harkat.loans.views import READERS
from harkat.repayments.orders import queries, service
from harkat.repayments.paying_orders import PayingOrder

blueprint = Blueprint("paying_orders", __name__, url_prefix="/pinjaman/urutan-pembayaran")


@dataclass(frozen=True)
class TypedOrder:
    """A bank's order as typed from its letter."""

    bank: int
    paying_order: PayingOrder
    valid_from: date
    letter: str


class OrderSchema(FormSchema):
    """A bank's order of paying."""

    makes = TypedOrder

    bank = WholeField("bank", least=1, most=2**31)
    paying_order = Choice("urutan", PayingOrder)
    valid_from = DateField("tanggal berlaku")
    letter = Text("surat bank")


@blueprint.get("")
@allow(*READERS)
def index() -> ResponseReturnValue:
    """Show in which order payments pay, bank by bank, and since when."""
    return _answer(empty_form())


@blueprint.post("")
@allow(Role.HEAD)
def create() -> ResponseReturnValue:
    """Record a bank's order from a coming day on."""
    form = read_form(OrderSchema())
    typed = form.draft
    if typed is not None:
        with form.catching(), transaction():
            service.set_order(
                typed.bank, typed.paying_order, valid_from=typed.valid_from, letter=typed.letter,
                actor=actor(), now=clock.now(),
            )  # fmt: skip
            return moved("paying_orders.index", flash="Urutan pembayaran tercatat.")
    return _answer(form)


def _answer(form: Form[Any]) -> ResponseReturnValue:
    own = facility.bank_for(actor())
    banks = [bank for bank in facility.banks() if own is None or bank.id == own.id]
    today = clock.today()
    return page(
        "harkat/repayments/orders/index.html",
        form=form,
        banks=[(bank, queries.orders_of(bank.id).on(today), queries.rows_of(bank.id)) for bank in banks],
        bank_choices=[(bank.id, bank.name) for bank in banks],
        orders=PayingOrder.choices(),
        may_set=actor().role is Role.HEAD,
        today=today,
    )
