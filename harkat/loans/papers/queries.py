"""A schedule as a picture and as files, and the schedule a borrower was promised."""

from collections.abc import Sequence

from core.dates import format_date
from core.documents.delimited import to_csv
from core.documents.pdf import Sheet, to_pdf
from core.documents.picture import Layer, stacked_bars
from core.documents.tables import Table
from core.documents.workbook import to_xlsx
from harkat.facility import queries as facility
from harkat.facility.reporting import queries as reporting
from harkat.loans import queries
from harkat.loans.bank_rows import schedule_of_bank
from harkat.loans.laying_out import Line
from harkat.loans.models import Loan
from harkat.loans.paces import as_written
from harkat.loans.printing import FROM_BANK, PROMISED, Paper, amounts_in_words, method_words, schedule_table
from harkat.loans.request import read_terms
from harkat.loans.rows import Lines
from harkat.loans.schedule import Schedule
from harkat.loans.words import INTEREST_WORDING, Wording

PRINCIPAL_COLOR, INTEREST_COLOR = "#0b4f6c", "#e08a00"


def lines_of_rows(rows: Sequence[Line]) -> Lines:
    """Return rows that were written down, column by column."""
    days = [row.due_on for row in rows]
    return Lines(
        n=[row.sequence for row in rows],
        due_on=days,
        pay_on=days,
        principal=[row.principal for row in rows],
        interest=[row.interest for row in rows],
        payment=[row.principal + row.interest for row in rows],
        balance=[row.balance for row in rows],
        event=[None] * len(rows),
    )


def schedule_of(loan: Loan) -> Schedule:
    """Return the schedule in force of a loan as it was written down, with the figures it comes to."""
    terms = read_terms(queries.schedule_version(loan.id).terms)
    lines = lines_of_rows(queries.lines_of_version(queries.schedule_version(loan.id).id))
    if queries.is_by_bank(loan):
        return schedule_of_bank(terms, lines)
    return as_written(terms, lines)


def paper_of(loan: Loan) -> Paper:
    """Return what the printed schedule of a loan says beside its figures."""
    version = queries.schedule_version(loan.id)
    return Paper(
        name=f"jadwal-{loan.number}",
        title=f"Jadwal angsuran {loan.number}",
        facts=(
            ("Peminjam", loan.borrower_name),
            ("Bank", facility.bank(loan.bank_id).name),
            ("Cair", format_date(loan.disbursed_on)),
            ("Jadwal", f"versi {version.version} sejak {format_date(version.valid_from)} ({version.reason})"),
            reporting.as_of_fact(loan.bank_id),
        ),
        note=FROM_BANK if queries.is_by_bank(loan) else PROMISED,
        wording=queries.wording_of_loan(loan),
    )


def picture_words(wording: Wording) -> str:
    """Say what the picture shows to those who do not see it."""
    return f"Gambar batang pokok dan {wording.cost} setiap angsuran; angkanya ada di tabel"


def picture_of(schedule: Schedule, wording: Wording = INTEREST_WORDING) -> str:
    """Draw principal and interest of every installment as an SVG picture."""
    lines = schedule.lines
    layers = (
        Layer("Pokok", PRINCIPAL_COLOR, tuple(lines.principal)),
        Layer(wording.head, INTEREST_COLOR, tuple(lines.interest)),
    )
    labels = tuple("" if n is None else str(n) for n in lines.n)
    return stacked_bars(labels, layers, across="Angsuran ke-", upward="Rupiah", width=560, height=170)


def file_of(schedule: Schedule, kind: str, paper: Paper, *, for_spreadsheet: bool = True, label: str = "") -> bytes:
    """Write a schedule as ``csv``, ``xlsx`` or ``pdf``.

    :param for_spreadsheet: begin a CSV with the mark by which Excel knows UTF-8
    :param label: what stands at the top of every printed page
    """
    plain = schedule_table(schedule, paper.wording)
    table = Table.of(plain._replace(facts=[*paper.facts, *plain.facts], notes=[*plain.notes, paper.note]))
    if kind == "csv":
        return to_csv(table, for_spreadsheet=for_spreadsheet).encode()
    if kind == "xlsx":
        return to_xlsx([table])
    return to_pdf(
        Sheet(
            title=paper.title,
            subtitle=method_words(schedule, paper.wording),
            facts=[*table.facts, *amounts_in_words(schedule, paper.wording)],
            picture=picture_of(schedule, paper.wording),
            picture_words=picture_words(paper.wording),
            tables=[Table("", table.columns, table.rows)],
            notes=table.notes,
            footer="HARKAT Kota Jambi",
        ),
        label=label,
    )
