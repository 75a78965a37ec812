"""The page of a bank's own schedule: pasting or uploading it, and reading it before the contract is signed."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Role
from core.documents.fill_in import FillColumn, to_fill_in_xlsx
from core.web.access import actor, allow
from core.web.answers import page
from core.web.fields import FormSchema, Text
from core.web.forms import Form, empty_form
from harkat.applications import queries
from harkat.applications.attachments.views import sent_file
from harkat.applications.bank_schedules import queries as schedules
from harkat.applications.bank_schedules import service
from harkat.applications.models import Application
from harkat.applications.queue.views import READERS
from harkat.applications.states import RESERVED
from harkat.applications.steps.views import take_step
from harkat.loans.bank_rows import HEADINGS
from harkat.loans.bank_tables.queries import rows_sent
from harkat.loans.bank_tables.views import sent_file as sent_table
from harkat.loans.papers.views import told

blueprint = Blueprint("bank_schedules", __name__, url_prefix="/permohonan/<int:application_id>/jadwal-bank")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LINES = (
    "Satu baris tiap angsuran: tanggal jatuh tempo, pokok, dan margin atau bagi hasil, dalam rupiah bulat.",
    "Jumlah pokok harus sama dengan yang disetujui. Simpan, lalu unggah di halaman “Jadwal dari bank”.",
)
SPARE_ROWS = 24


@dataclass(frozen=True)
class BankScheduleDraft:
    """What goes along with a bank's rows."""

    note: str | None
    rows: str | None
    reference: str


class BankScheduleSchema(FormSchema):
    """The form of a bank's schedule; its rows are pasted or come as a file."""

    makes = BankScheduleDraft

    note = Text("keterangan", required=False, most=120)
    rows = Text("baris jadwal", required=False, most=60_000, lines=True)
    reference = Text("tanda formulir", most=64)


@blueprint.get("")
@allow(*READERS)
def show(application_id: int) -> ResponseReturnValue:
    """Show the bank's schedule, and to the bank the form to send it."""
    return _answer(empty_form(), application_id)


@blueprint.post("")
@allow(Role.BANK)
def keep(application_id: int) -> ResponseReturnValue:
    """Keep the bank's schedule."""
    scan = sent_file()
    name, content = sent_table("file") or (None, b"")

    def carry_out(application: Application, draft: BankScheduleDraft) -> str:
        rows = rows_sent(name, content, draft.rows or "")
        kept = service.keep(
            application, rows, note=draft.note, scan=scan, reference=draft.reference, actor=actor(), now=clock.now()
        )
        return f"Jadwal dari bank tersimpan: {len(kept.rows)} angsuran. Tunjukkan kepada pemohon sebelum akad."

    return take_step(
        BankScheduleSchema(),
        application_id,
        carry_out,
        answer=lambda form: _answer(form, application_id),
        to="bank_schedules.show",
    )


@blueprint.get("/isian.xlsx")
@allow(Role.BANK)
def blank(application_id: int) -> ResponseReturnValue:
    """Download an empty sheet with the right headings."""
    application = queries.application(application_id, actor())
    rows = [[None, None, None]] * max(SPARE_ROWS, application.approved_installments or 0)
    columns = [FillColumn(HEADINGS[0], kind="date"), *(FillColumn(head, kind="whole") for head in HEADINGS[1:])]
    content = to_fill_in_xlsx("Jadwal", lines=LINES, columns=columns, rows=rows)
    headers = {"Content-Disposition": f"attachment; filename=jadwal-bank-{application.number}.xlsx"}
    return Response(content, mimetype=XLSX, headers=headers)


def _answer(form: Form[Any], application_id: int) -> ResponseReturnValue:
    application, today = queries.application(application_id, actor()), clock.today()
    kept = schedules.current(application)
    wording = schedules.wording_for(application, today)
    context: dict[str, Any] = {}
    if kept is not None:
        schedule = schedules.schedule_of(application, kept, today)
        context["told"] = told(schedule, "estimates", wording, application_id=application_id)
        context["parts_of_members"] = schedules.member_parts(application, schedules.rows_of(kept))
    may_send = actor().role is Role.BANK and wording.by_bank and application.state in RESERVED
    return page(
        "harkat/applications/bank_schedules/show.html",
        form=form,
        application=application,
        contract=schedules.contract_of(application, today),
        cost=wording.cost,
        by_bank=wording.by_bank,
        kept=kept,
        older=[row for row in schedules.kept_for(application_id) if row is not kept],
        may_send=may_send,
        example=_example(application, today),
        **context,
    )


def _example(application: Application, today: date) -> str:
    """Return headings and a row that show the shape of what is pasted."""
    first = today + timedelta(days=30)
    return f"Jatuh tempo;Pokok;Margin\n{first:%d/%m/%Y};{(application.approved or 5_000_000) // 12};25000"
