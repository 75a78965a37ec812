"""Pages on loans without an application: a payment the bank made on its own, and balances that are taken over."""

from datetime import date
from decimal import Decimal
from typing import Any

from flask import Blueprint
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Role
from core.db import transaction
from core.errors import RuleBroken
from core.groups import queries as groups
from core.people import queries as people
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form
from harkat.facility import queries as facility
from harkat.loans import queries
from harkat.loans.bank_rows import BankRow
from harkat.loans.bank_tables.queries import rows_sent
from harkat.loans.laying_out import OpeningBalance
from harkat.loans.opening_drafts import OutsideDraft, TakeOverDraft
from harkat.loans.opening_members import read_members
from harkat.loans.openings import service
from harkat.loans.openings.schemas import OutsideSchema, TakeOverSchema, TypedOutside, TypedTakeOver

blueprint = Blueprint("openings", __name__, url_prefix="/pinjaman")


@blueprint.get("/tanpa-permohonan")
@allow(Role.BANK)
def ask_outside() -> ResponseReturnValue:
    """Show the form for a payment that no application stands behind."""
    return _outside_page(empty_form())


@blueprint.post("/tanpa-permohonan")
@allow(Role.BANK)
def open_outside() -> ResponseReturnValue:
    """Record a payment that no application stands behind."""
    form = read_form(OutsideSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            loan = service.open_outside(_outside(form.draft), actor=actor(), now=clock.now())
            words = (
                f"{loan.number} tercatat sebagai pengecualian. Persetujuan baru ditahan sampai kota menyelesaikannya."
            )
            return moved("loans.show", loan_id=loan.id, flash=words)
    return _outside_page(form)


@blueprint.get("/saldo-awal")
@allow(Role.BANK)
def ask_take_over() -> ResponseReturnValue:
    """Show the form for a loan that began before the system."""
    return _take_over_page(empty_form({"days_late": "0"}))


@blueprint.post("/saldo-awal")
@allow(Role.BANK)
def take_over() -> ResponseReturnValue:
    """Take a running loan over with its balance."""
    form = read_form(TakeOverSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            loan = service.take_over(_take_over(form.draft), actor=actor(), now=clock.now())
            return moved("loans.show", loan_id=loan.id, flash=f"{loan.number} diambil alih dengan saldo awalnya.")
    return _take_over_page(form)


def _outside_page(form: Form[Any]) -> ResponseReturnValue:
    return page("harkat/loans/outside.html", form=form, wording=queries.wording_on(clock.today()))


def _take_over_page(form: Form[Any]) -> ResponseReturnValue:
    return page("harkat/loans/take_over.html", form=form, wording=queries.wording_on(clock.today()))


def _person_id(nik: str, *, field: str = "nik") -> int:
    person = people.find_by_nik(nik)
    if person is None:
        raise RuleBroken(
            "NIK ini belum terdaftar. Minta petugas kota mendaftarkan orangnya, lalu catat lagi.", field=field
        )
    return person.id


def _borrowers(typed: TypedTakeOver) -> tuple[int | None, int | None, dict[int, int] | None]:
    """Return the person, or the sub-group with what each member borrowed; rupiah by person."""
    if not typed.members:
        if not typed.nik:
            raise RuleBroken("Isi NIK peminjam, atau anggota kelompoknya.", field="nik")
        return _person_id(typed.nik), None, None
    shares = {_person_id(nik, field="members"): amount for nik, amount in read_members(typed.members).items()}
    sub_group = groups.sub_group_of(next(iter(shares), 0))
    if sub_group is None:
        raise RuleBroken("Orang pada baris pertama belum masuk sub-kelompok. Daftarkan dahulu.", field="members")
    return None, sub_group.id, shares


def _asked_for(noun: str, field: str, day: date) -> int:
    """Refuse an empty field, unless the bank's own schedule of a sharia contract answers it."""
    if queries.contract_on(day).is_sharia:
        return 0
    raise RuleBroken(f"Isi {noun}.", field=field)


def _rows(pasted: str | None) -> list[BankRow] | None:
    return rows_sent(None, b"", pasted) if pasted else None


def _outside(typed: TypedOutside) -> OutsideDraft:
    bank = facility.bank_of_organization(actor().organization_id)
    return OutsideDraft(
        person_id=_person_id(typed.nik),
        bank_id=bank.id,
        principal=typed.principal,
        installments=typed.installments or _asked_for("jangka waktu", "installments", typed.disbursed_on),
        disbursed_on=typed.disbursed_on,
        reason=typed.reason,
        reference=typed.reference,
        bank_rows=_rows(typed.rows),
    )


def _take_over(typed: TypedTakeOver) -> TakeOverDraft:
    rate = typed.annual_rate
    if rate is None:
        rate = Decimal(_asked_for("bunga setahun", "annual_rate", typed.as_of))
    balance = OpeningBalance(
        typed.as_of, typed.outstanding, typed.days_late, typed.overdue_principal or 0, typed.overdue_interest or 0
    )
    person_id, sub_group_id, shares = _borrowers(typed)
    return TakeOverDraft(
        person_id=person_id,
        sub_group_id=sub_group_id,
        shares=shares,
        bank_id=facility.bank_of_organization(actor().organization_id).id,
        principal=typed.principal,
        disbursed_on=typed.disbursed_on,
        annual_rate=Decimal(rate),
        installments=typed.installments or 0,
        first_due_on=typed.first_due_on,
        balance=balance,
        letter=typed.letter,
        reference=typed.reference,
        bank_rows=_rows(typed.rows),
    )
