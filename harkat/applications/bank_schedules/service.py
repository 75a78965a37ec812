"""Keeping the schedule a bank made itself, and asking for it before the contract and the pay-out."""

from collections.abc import Sequence
from datetime import date, datetime

from core.auth.roles import Actor, Role
from core.dates import day_of, format_date
from core.db import db
from core.errors import Conflict, RuleBroken
from core.money import format_rupiah
from harkat.applications import queries
from harkat.applications.attachments import service as attachments
from harkat.applications.attachments.kinds import AttachmentKind
from harkat.applications.bank_schedules.models import BankSchedule
from harkat.applications.bank_schedules.queries import by_reference, contract_of, current, is_awaited, rows_of
from harkat.applications.models import Application
from harkat.applications.states import RESERVED, WrongState
from harkat.applications.steps import service as steps
from harkat.loans.bank_rows import BankRow, as_json, check_bank_rows


class ScheduleMissing(RuleBroken):
    """A sharia contract goes no further without the bank's own schedule."""


def keep(
    application: Application,
    rows: Sequence[BankRow],
    *,
    reference: str,
    actor: Actor,
    now: datetime,
    note: str | None = None,
    scan: bytes | None = None,
) -> BankSchedule:
    """Keep the bank's schedule for what it approved; the same form sent twice is one schedule.

    :raises Conflict: where the product's contract has no schedule of the bank
    :raises WrongState: before the approval and after the pay-out
    :raises ScheduleFaults: when the rows do not sum to the approved amount or are out of order
    """
    actor.require(Role.BANK, deed="mengirim jadwal bank")
    queries.check_own_bank(application, actor)
    steps.lock(application)
    known = by_reference(reference)
    if known is not None:
        return known
    if not contract_of(application, day_of(now)).is_sharia:
        raise Conflict("Produk ini bukan akad syariah; jadwalnya dihitung dari aturan produk.")
    if application.state not in RESERVED or application.approved is None:
        raise WrongState("Jadwal bank dikirim sesudah bank menyetujui dan sebelum uang cair.")
    after = application.contract_on or (day_of(application.decided_at) if application.decided_at else None)
    check_bank_rows(rows, principal=application.approved, after=after, field="rows")
    scanned = attachments.keep(
        scan, application_id=application.id, kind=AttachmentKind.BANK_SCHEDULE, actor=actor, now=now, field="scan"
    )
    kept = BankSchedule(
        application_id=application.id,
        principal=application.approved,
        margin=sum(row.margin for row in rows),
        rows=as_json(rows),
        note=note,
        attachment_id=None if scanned is None else scanned.id,
        reference=reference,
        kept_at=now,
        kept_by_id=actor.id,
        kept_by_name=actor.name,
    )
    db.session.add(kept)
    words = f"jadwal dari bank: {len(rows)} angsuran, di atas pokok {format_rupiah(kept.margin)}"
    steps.note(application, deed="bank_schedule", summary=words, actor=actor, now=now)
    return kept


def check_kept(application: Application, day: date) -> None:
    """Refuse a sharia contract without the bank's schedule.

    :param day: the day of the contract
    :raises ScheduleMissing: when there is none that fits the approved amount
    """
    if is_awaited(application, day):
        label = contract_of(application, day).label
        raise ScheduleMissing(
            f"{label} memuat jadwal angsurannya. Kirim dahulu jadwal dari bank di halaman “Jadwal dari bank”."
        )


def rows_for_payout(application: Application, *, paid_on: date) -> list[BankRow] | None:
    """Return the bank's rows under a sharia contract, checked against the day of payment; nothing under another.

    :raises ScheduleMissing: when there is none that fits the approved amount, or it begins before the money came
    """
    if not contract_of(application, paid_on).is_sharia:
        return None
    kept = current(application)
    if kept is None:
        raise ScheduleMissing("Jadwal dari bank belum ada. Kirim jadwalnya dahulu, baru catat pencairan.")
    rows = rows_of(kept)
    if rows[0].due_on <= paid_on:
        raise ScheduleMissing(
            f"Angsuran pertama pada jadwal bank jatuh tempo {format_date(rows[0].due_on)}, tidak sesudah uang cair. "
            "Kirim jadwal bank yang baru.",
            field="disbursed_on",
        )
    return rows
