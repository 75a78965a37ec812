"""Sheets of a class as PDF, with room to sign."""

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from balikat.training.attendance import Mark, SessionStatus
from balikat.training.cohorts.queries import cohort_for, session_for
from balikat.training.models import ClassSession
from balikat.training.queries import trainers_of
from balikat.training.sheets.queries import listed_participants, marks_of, teachers_of
from balikat.training.sheets.schemas import Receipt, ReceiptSchema
from core import clock
from core.auth.roles import Role
from core.dates import format_date, format_date_short, format_time, format_weekday
from core.documents.pdf import Sheet, Signature, to_pdf
from core.documents.tables import Column, Kind, Table
from core.errors import RuleBroken
from core.money import format_rupiah
from core.web.access import actor, allow
from core.web.answers import page
from core.web.forms import Form, empty_form, read_form
from core.web.installation import print_label

READERS = (Role.OFFICER, Role.HEAD, Role.AUDITOR, Role.TRAINER)
OFFICE = ("PEMERINTAH KOTA JAMBI", "BALAI LATIHAN KERJA TEMATIK (BALIKAT)")

blueprint = Blueprint("sheets", __name__)


@blueprint.get("/sesi/<int:session_id>/daftar-hadir.pdf")
@allow(*READERS)
def attendance_list(session_id: int) -> ResponseReturnValue:
    """Answer with a session's attendance list: everybody with a place to sign, and room for those who walk in."""
    session = session_for(session_id, actor())
    rows = [
        (str(place), row.name, row.number, row.phone_end, "")
        for place, row in enumerate(listed_participants(session.cohort_id), start=1)
    ]
    rows += [(str(len(rows) + extra), "", "", "", "") for extra in (1, 2)]
    headings = ("No", "Nama", "Nomor", "HP", "Tanda tangan")
    kinds = (Kind.NUMBER, Kind.TEXT, Kind.TEXT, Kind.NUMBER, Kind.TEXT)
    columns = [Column(heading, kind) for heading, kind in zip(headings, kinds, strict=True)]
    return _pdf(
        Sheet(
            title="Daftar hadir",
            office=OFFICE,
            facts=_facts(session),
            tables=[Table("", columns, rows, tall=True)],
            signatures=[Signature("Pelatih", name) for name in teachers_of(session) or [""]],
            footer="Setelah ditandatangani, foto lembar ini dan simpan di halaman berkas sesi.",
        ),
        f"daftar-hadir-sesi-{session.id}",
    )


@blueprint.get("/sesi/<int:session_id>/berita-acara.pdf")
@allow(*READERS)
def minutes(session_id: int) -> ResponseReturnValue:
    """Answer with the minutes of a session that was held.

    :raises RuleBroken: while its attendance is not filled in
    """
    session = session_for(session_id, actor())
    if session.status is not SessionStatus.HELD:
        raise RuleBroken("Berita acara dibuat setelah sesi terlaksana dan presensinya diisi.")
    counted, people = marks_of(session.id), len(listed_participants(session.cohort_id))
    present = counted[Mark.PRESENT]
    paragraphs = [
        (
            f"Pada hari {format_weekday(session.held_on)}, bertempat di {session.cohort.place}, telah dilaksanakan "
            f"pelatihan {session.cohort.course.name}, {session.cohort.name}, selama {session.hours} jam pelajaran "
            f"(1 JP = 45 menit), diikuti {present} dari {people} peserta."
        )
    ]
    if session.moved_from_on is not None:
        paragraphs.append(f"Sesi ini dipindah dari {format_date(session.moved_from_on)}: {session.move_reason}.")
    rows = [(mark.label, count) for mark, count in counted.items()]
    rows.append(("Belum ditandai", people - sum(counted.values())))
    table = Table("Kehadiran", [Column("Keterangan"), Column("Orang", Kind.NUMBER, summed=True)], rows)
    teachers = teachers_of(session) or [""]
    return _pdf(
        Sheet(
            title="Berita acara pelaksanaan pelatihan",
            office=OFFICE,
            facts=_facts(session),
            paragraphs=paragraphs,
            tables=[table],
            signatures=[*(Signature("Pelatih", name) for name in teachers), Signature("Penanggung jawab BALIKAT")],
        ),
        f"berita-acara-sesi-{session.id}",
    )


def _facts(session: ClassSession) -> list[tuple[str, str]]:
    cohort = session.cohort
    return [
        ("Pelatihan", f"{cohort.course.name}, {cohort.name}"),
        ("Hari dan tanggal", format_weekday(session.held_on)),
        *([] if session.starts_at_time is None else [("Mulai", f"pukul {format_time(session.starts_at_time)} WIB")]),
        ("Tempat", cohort.place),
        ("Materi", session.topic or "…………………………"),
        ("Lama", f"{session.hours} JP"),
        ("Pelatih", ", ".join(teachers_of(session)) or "…………………………"),
    ]


@blueprint.get("/angkatan/<int:cohort_id>/tanda-terima")
@allow(*READERS)
def receipt(cohort_id: int) -> ResponseReturnValue:
    """Show the form for a list of receipts."""
    return _receipt_page(cohort_id, empty_form({"received_on": format_date_short(clock.today())}))


@blueprint.post("/angkatan/<int:cohort_id>/tanda-terima")
@allow(*READERS)
def receipt_list(cohort_id: int) -> ResponseReturnValue:
    """Answer with a list on which each participant signs for what they received."""
    form = read_form(ReceiptSchema())
    if form.draft is None:
        return _receipt_page(cohort_id, form)
    draft: Receipt = form.draft
    cohort = cohort_for(cohort_id, actor())
    amount = None if draft.amount is None else format_rupiah(draft.amount)
    rows = [
        (str(place), row.name, row.number, *(() if amount is None else (draft.amount,)), "")
        for place, row in enumerate(listed_participants(cohort_id), start=1)
    ]
    columns = [Column("No", Kind.NUMBER), Column("Nama"), Column("Nomor")]
    columns += [] if amount is None else [Column("Jumlah", Kind.RUPIAH, summed=True)]
    facts = [("Pelatihan", f"{cohort.course.name}, {cohort.name}"), ("Yang diterima", draft.thing)]
    facts += [("Tanggal", format_date(draft.received_on))]
    facts += [] if amount is None else [("Tiap orang", amount)]
    return _pdf(
        Sheet(
            title="Tanda terima",
            office=OFFICE,
            facts=facts,
            tables=[Table("", [*columns, Column("Tanda tangan")], rows, tall=True)],
            signatures=[
                *(Signature("Pelatih", account.name) for account in trainers_of(cohort_id)),
                Signature("Yang menyerahkan"),
            ],
        ),
        f"tanda-terima-angkatan-{cohort_id}",
    )


def _receipt_page(cohort_id: int, form: Form[Receipt]) -> ResponseReturnValue:
    cohort = cohort_for(cohort_id, actor())
    return page("balikat/training/receipt.html", cohort=cohort, form=form)


def _pdf(sheet: Sheet, name: str) -> Response:
    answer = Response(to_pdf(sheet, label=print_label()), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return answer
