"""The schedule of a loan on its page and as files: what was promised, for those who may see the loan."""

import io
from collections.abc import Callable
from datetime import date

import pypdf
import pytest
import python_calamine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update

from core.db import db, transaction
from harkat.loans import queries
from harkat.loans.models import Loan, ScheduleVersion
from harkat.loans.papers.queries import schedule_of
from tests import books

Login = Callable[..., FlaskClient]
PAID_OUT = date(2026, 1, 15)
MONTHS = 36


@pytest.fixture
def loans(app: Flask) -> tuple[int, int]:
    """A loan of 36 months at the first bank and one at another."""
    with app.app_context(), transaction():
        own = books.open_loan(books.open_bank(ceiling=80_000_000_000), on=PAID_OUT, months=MONTHS)
        other = books.open_loan(books.open_bank("Bank Uji Dua", ceiling=30_000_000_000), on=PAID_OUT)
        return own.id, other.id


def test_the_page_tells_the_method_and_gives_picture_and_files(login: Login, loans: tuple[int, int]) -> None:
    text = login("bank").get(f"/pinjaman/{loans[0]}").text
    assert "bunga dihitung dari sisa pinjaman" in text
    assert "Bunga efektif setahun" in text
    assert "3,00%" in text
    for name in ("jadwal.svg", "jadwal.pdf", "jadwal.xlsx", "jadwal.csv"):
        assert f"/pinjaman/{loans[0]}/{name}" in text


@pytest.mark.parametrize("username", ["officer", "head", "bank", "auditor"])
def test_readers_of_the_loan_take_its_schedule_away(login: Login, loans: tuple[int, int], username: str) -> None:
    client = login(username)
    for kind in ("svg", "pdf", "xlsx", "csv"):
        assert client.get(f"/pinjaman/{loans[0]}/jadwal.{kind}").status_code == 200


@pytest.mark.parametrize(
    ("username", "status"), [("bank", 404), ("trainer", 403), ("mentor", 403), ("economics", 403), ("admin", 403)]
)
def test_others_do_not(login: Login, loans: tuple[int, int], username: str, status: int) -> None:
    client = login(username)
    for kind in ("svg", "pdf", "xlsx", "csv"):
        assert client.get(f"/pinjaman/{loans[1]}/jadwal.{kind}").status_code == status


def test_nobody_signed_out_takes_anything(app: Flask, loans: tuple[int, int]) -> None:
    assert app.test_client().get(f"/pinjaman/{loans[0]}/jadwal.pdf").status_code in (302, 303, 401)


def test_the_printed_form_names_the_loan_and_spells_the_amounts(login: Login, loans: tuple[int, int]) -> None:
    answer = login("bank").get(f"/pinjaman/{loans[0]}/jadwal.pdf")
    assert "attachment" in answer.headers["Content-Disposition"]
    document = pypdf.PdfReader(io.BytesIO(answer.data))
    text = "\n".join(page.extract_text() for page in document.pages)
    for words in ("PJ-2026-", "sepuluh juta rupiah", "290.812", "15/01/2029", "akad dengan bank", "Angsuran ke-"):
        assert words in text


def test_the_workbook_holds_the_installments_that_were_written(
    app: Flask, login: Login, loans: tuple[int, int]
) -> None:
    content = login("bank").get(f"/pinjaman/{loans[0]}/jadwal.xlsx").data
    lines = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    top = next(k for k, line in enumerate(lines) if line[0] == "Angsuran" and "Pokok" in line)
    with app.app_context():
        written = [
            (row.due_on, row.principal, row.interest, row.payment, row.balance)
            for row in queries.schedule_rows(loans[0])
        ]
    assert [tuple(line[1:]) for line in lines[top + 1 : top + 1 + MONTHS]] == written
    assert lines[top + 1 + MONTHS][2] == 10_000_000


def test_csv_begins_with_the_mark_that_excel_knows(login: Login, loans: tuple[int, int]) -> None:
    content = login("officer").get(f"/pinjaman/{loans[0]}/jadwal.csv").data
    assert content.startswith(b"\xef\xbb\xbf")
    assert len(content.splitlines()) == MONTHS + 1


def test_the_schedule_is_the_one_written_down_whatever_the_terms_would_make_today(
    app: Flask, loans: tuple[int, int]
) -> None:
    with app.app_context():
        with transaction():
            version = queries.schedule_version(loans[0])
            changed = {**version.terms, "annual_rate": "12"}
            db.session.execute(update(ScheduleVersion).where(ScheduleVersion.id == version.id).values(terms=changed))
        loan = db.session.get(Loan, loans[0])
        assert loan is not None
        schedule = schedule_of(loan)
        assert [row.principal for row in schedule.rows] == [row.principal for row in queries.schedule_rows(loans[0])]
        assert str(schedule.effective_rate_annual) == "3.0000"
