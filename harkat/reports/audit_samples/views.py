"""Pages of the uji petik: the draws, one draw, its list as PDF, and the papers of its loans as one archive."""

import io
from hashlib import sha256
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import NoResultFound

from core import clock
from core.auth.roles import Role
from core.dates import format_date, format_moment
from core.db import transaction
from core.documents.delimited import to_csv
from core.documents.pdf import Sheet, Signature, to_pdf
from core.documents.tables import Column, Kind, Table
from core.errors import RuleBroken
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.downloads import file_answer
from core.web.forms import Form, empty_form, read_form
from core.web.installation import print_label
from core.web.menu import MenuItem
from harkat.facility import queries as facility
from harkat.facility.reporting.queries import reported_days
from harkat.loans.models import Loan
from harkat.loans.papers.queries import file_of, paper_of, schedule_of
from harkat.reports.audit_samples import queries, service
from harkat.reports.audit_samples.archive import READ_ME, contents_table, repayment_table, transfer_table
from harkat.reports.audit_samples.drawing import HOW, MOST
from harkat.reports.audit_samples.missing import NOTHING_MISSING, missing_table
from harkat.reports.audit_samples.models import AuditSample
from harkat.reports.audit_samples.queries import DrawnLoan
from harkat.reports.audit_samples.schemas import DrawSchema
from harkat.reports.letterhead import OFFICE

LARGEST_ARCHIVE = 200 * 1024 * 1024

blueprint = Blueprint("audit_samples", __name__, url_prefix="/laporan/uji-petik")
MENU = [MenuItem("Uji petik", "audit_samples.index", service.DRAWERS, order=9)]


@blueprint.get("")
@allow(*service.DRAWERS)
def index() -> ResponseReturnValue:
    """List the draws, with the form for a new one."""
    return _index(empty_form({"size": "10"}))


@blueprint.post("/undi")
@allow(*service.DRAWERS)
def draw() -> ResponseReturnValue:
    """Draw a sample."""
    form = read_form(DrawSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            row = service.draw_sample(form.draft, actor=actor(), now=clock.now())
            return moved("audit_samples.show", sample_id=row.id, flash=f"Uji petik {row.number} diundi.")
    return _index(form)


@blueprint.get("/<int:sample_id>")
@allow(*service.DRAWERS)
def show(sample_id: int) -> ResponseReturnValue:
    """Show a draw: how it was made and what fell."""
    row = queries.sample(sample_id)
    return page(
        "harkat/reports/audit_samples/show.html",
        row=row,
        drawn=queries.drawn(row.id),
        facts=_facts(row),
        sees_names=actor().role in service.NAME_READERS,
        reported=min(reported_days().values(), default=None),
    )


@blueprint.get("/<int:sample_id>/daftar.pdf")
@allow(*service.DRAWERS)
def sheet(sample_id: int) -> ResponseReturnValue:
    """Give a draw as a printed list, with names only for who may see them."""
    row = queries.sample(sample_id)
    table = _table(queries.drawn(row.id), sees_names=actor().role in service.NAME_READERS)
    content = to_pdf(
        Sheet(
            title=f"Daftar uji petik {row.number}",
            office=OFFICE,
            facts=_facts(row),
            tables=[table],
            notes=[HOW],
            signatures=[Signature("Auditor"), Signature("Bagian Perekonomian")],
            footer=f"Uji petik {row.number}, benih {row.seed}",
            landscape=True,
        ),
        label=print_label(),
    )
    return file_answer(content, f"uji-petik-{row.number}.pdf")


@blueprint.get("/<int:sample_id>/berkas.zip")
@allow(Role.AUDITOR, Role.HEAD)
def papers(sample_id: int) -> ResponseReturnValue:
    """Give every paper of the drawn loans as one archive, and write down who took it."""
    archive = io.BytesIO()
    with transaction():
        row = queries.sample(sample_id)
        service.note_taking(row, files=_pack(row, archive), actor=actor(), now=clock.now())
        name = f"uji-petik-{row.number}.zip"
    return file_answer(archive.getvalue(), name)


def _pack(row: AuditSample, archive: io.BytesIO) -> int:
    listed: list[tuple[str, int, str]] = []
    with ZipFile(archive, "w", ZIP_DEFLATED) as packed:

        def put(name: str, content: bytes) -> None:
            packed.writestr(name, content)
            if archive.tell() > LARGEST_ARCHIVE:
                raise RuleBroken("Berkasnya lebih dari 200 MB. Undi lebih sedikit pinjaman, lalu unduh lagi.")
            listed.append((name, len(content), sha256(content).hexdigest()))

        drawn, lacking = queries.drawn(row.id), []
        for found in drawn:
            loan, folder = found.loan, found.loan.number
            name, content = _schedule(loan)
            put(name, content)
            gaps = queries.missing_papers(found, has_schedule=name.endswith(".pdf"))
            lacking += [(loan.number, *gap) for gap in gaps or [("", NOTHING_MISSING)]]
            put(f"{folder}/angsuran.csv", _csv(repayment_table(queries.repayment_rows(loan))))
            put(f"{folder}/catatan-dana.csv", _csv(transfer_table(queries.transfer_rows(loan))))
            for paper in queries.scanned_papers(loan):
                put(f"{folder}/{paper.name}", paper.content)
        put("daftar.csv", to_csv(_table(drawn, sees_names=True)).encode())
        put("kurang.csv", _csv(missing_table(lacking)))
        told = READ_ME.format(
            number=row.number, seed=row.seed, size=len(drawn), population=row.population, how=HOW,
            drawn=f"{format_moment(row.drawn_at)} oleh {row.drawn_by_name}",
        )  # fmt: skip
        put("BACA.txt", told.encode())
        packed.writestr("isi.csv", _csv(contents_table(listed)))
    return len(listed)


def _schedule(loan: Loan) -> tuple[str, bytes]:
    """Set a loan's schedule, or say why there is none."""
    try:
        content = file_of(schedule_of(loan), "pdf", paper_of(loan), label=print_label())
    except NoResultFound:
        return f"{loan.number}/jadwal-tidak-ada.txt", b"Pinjaman ini tidak punya jadwal yang tercatat."
    return f"{loan.number}/jadwal.pdf", content


def _csv(plain: Any) -> bytes:
    return to_csv(Table.of(plain)).encode()


def _table(drawn: list[DrawnLoan], *, sees_names: bool) -> Table:
    columns = [
        Column("No.", Kind.NUMBER),
        Column("Pinjaman"),
        *([Column("Peminjam")] if sees_names else []),
        Column("Bank"),
        Column("Cair", Kind.DATE),
        Column("Pokok (Rp)", Kind.RUPIAH, summed=True),
        Column("Sisa pokok (Rp)", Kind.RUPIAH, summed=True),
        Column("Akad"),
        Column("Tanggal akad", Kind.DATE),
    ]
    rows = [
        (
            found.place, found.loan.number, *([found.loan.borrower_name] if sees_names else []), found.bank,
            found.loan.disbursed_on, found.loan.principal, found.loan.outstanding,
            found.contract_number or "belum ada dokumen", found.contract_on,
        )
        for found in drawn
    ]  # fmt: skip
    return Table("", columns, rows)


def _facts(row: AuditSample) -> list[tuple[str, str]]:
    bank = "semua bank" if row.bank_id is None else facility.bank(row.bank_id).name
    first = format_date(row.first_on) if row.first_on else "awal"
    last = format_date(row.last_on) if row.last_on else "hari undian"
    reported = min(reported_days().values(), default=None)
    return [
        ("Benih", row.seed),
        ("Diundi", f"{format_moment(row.drawn_at)} oleh {row.drawn_by_name}"),
        ("Terambil", f"{min(row.size, row.population)} dari {row.population} pinjaman"),
        ("Di antara", f"{bank}, cair {first} sampai {last}"),
        ("Data bank", f"per tanggal {format_date(reported)}" if reported else "belum dilaporkan"),
    ]


def _index(form: Form[Any]) -> ResponseReturnValue:
    banks = [(bank.id, bank.name) for bank in facility.banks()]
    return page("harkat/reports/audit_samples/index.html", form=form, rows=queries.samples(), banks=banks, most=MOST)
