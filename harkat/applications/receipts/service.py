"""Recording a member's own word on the money received."""

from datetime import date, datetime

from core.auth.roles import Actor, Role
from core.dates import day_of, format_date
from core.db import db
from core.errors import Conflict, NotAllowed, RuleBroken
from harkat.applications import queries
from harkat.applications.models import Application
from harkat.applications.receipts import queries as receipts
from harkat.applications.receipts.kinds import ReceiptWay
from harkat.applications.receipts.models import ReceiptConfirmation
from harkat.applications.states import State, WrongState
from harkat.applications.steps import service as steps


class HandledIt(NotAllowed):
    """The account handled the file, so it cannot ask whether the money arrived."""


def confirm(
    application: Application,
    *,
    person_id: int,
    amount: int,
    confirmed_on: date,
    way: ReceiptWay,
    note: str | None,
    actor: Actor,
    now: datetime,
) -> ReceiptConfirmation:
    """Record what a member says to have received; a sum that differs is kept as it was said.

    :param amount: rupiah
    :raises HandledIt: when the account took a step of this file
    :raises RuleBroken: for a day ahead or before the pay-out
    """
    actor.require(Role.OFFICER, Role.HEAD, deed="mencatat uang yang diterima")
    steps.lock(application)
    if application.state is not State.DISBURSED or application.disbursed_on is None:
        raise WrongState("Uang yang diterima dikonfirmasi setelah bank mencairkan.")
    if actor.id in receipts.handlers_of(application):
        raise HandledIt("Anda ikut mengurus permohonan ini. Minta petugas lain menanyakannya kepada anggota.")
    if not application.disbursed_on <= confirmed_on <= day_of(now):
        raise RuleBroken(
            f"Tanggal harus antara pencairan ({format_date(application.disbursed_on)}) dan hari ini.",
            field="confirmed_on",
        )
    share = next((row for row in queries.shares_of(application.id) if row.person_id == person_id), None)
    if share is None:
        raise RuleBroken("Pilih anggota yang punya bagian dalam permohonan ini.", field="person_id")
    if person_id in receipts.receipts_of(application.id):
        raise Conflict(f"{share.person.name} sudah mengonfirmasi.", field="person_id")
    told = receipts.told_by_bank(application).get(person_id, 0)
    if amount != told and not note:
        raise RuleBroken("Jumlahnya berbeda dari catatan bank. Tulis apa yang dikatakan anggota.", field="note")
    row = ReceiptConfirmation(
        application_id=application.id,
        person_id=person_id,
        amount=amount,
        confirmed_on=confirmed_on,
        way=way,
        note=note,
        recorded_at=now,
        recorded_by_id=actor.id,
    )
    db.session.add(row)
    words = "sama dengan" if amount == told else "BERBEDA dari"
    steps.note(
        application, deed="confirm_receipt", summary=f"uang diterima satu anggota {words} catatan bank",
        actor=actor, now=now,
    )  # fmt: skip
    return row
