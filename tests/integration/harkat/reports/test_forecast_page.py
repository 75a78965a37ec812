"""The page of the forecast: what it is made from on a day, and what it says and does not say."""

import re
from datetime import date, timedelta
from io import BytesIO

import pytest
from flask import Flask
from python_calamine import CalamineWorkbook

from core.db import db
from core.policy import queries as policies
from harkat.applications.states import State, StopReason
from harkat.loans.models import Installment, ScheduleVersion
from harkat.reports.forecast import queries
from harkat.reports.forecast.histories import NEVER
from harkat.reports.forecast.outlook import month_ends, month_starts
from scoring.screening.kinds import FlagReason
from tests import books, factories
from tests import factories_reports as make
from tests.conftest import Login

START = date(2026, 1, 5)
WAY = (State.DRAFT, State.SUBMITTED, State.AT_BANK, State.APPROVED, State.CONTRACTED, State.DISBURSED)


def write_history(paid: int = 6, refused: int = 2, held: int = 6) -> None:
    """Write applications a week apart; each takes three days a step, the refused stop at the bank."""
    bank = books.open_bank("Bank Uji Satu", ceiling=500_000_000)
    for number in range(paid + refused):
        on = START + timedelta(days=7 * number)
        person = factories.make_person(registered_at=make.noon(on))
        if number % 2:
            make.complete_course(person, on)
        steps = {state: on + timedelta(days=3 * place) for place, state in enumerate(WAY)}
        if number >= paid:
            steps = {state: day for state, day in steps.items() if state in WAY[:3]}
            steps[State.REFUSED] = on + timedelta(days=9)
        stop = StopReason.PAPERS if number >= paid else None
        row = make.apply(person, [person], bank_id=bank.id, steps=steps, stop_reason=stop)
        if number < paid:
            loan = make.pay_out(row, [person], steps[State.DISBURSED])
            version = ScheduleVersion(
                loan_id=loan.id, version=1, reason="Pencairan", valid_from=on, total_interest=0, terms={},
                made_at=make.noon(steps[State.DISBURSED]),
            )  # fmt: skip
            db.session.add(version)
            db.session.flush()
            for place in range(1, 3):
                db.session.add(
                    Installment(
                        loan_id=loan.id, schedule_version_id=version.id, sequence=place,
                        due_on=steps[State.DISBURSED] + timedelta(days=200 * place), principal=1000, interest=10,
                        balance=0,
                    )
                )  # fmt: skip
    for _ in range(held):
        person = factories.make_person(registered_at=make.noon(START))
        make.bring_papers(person, make.PAPERS_ALONE, START)
        make.complete_course(person, START)
        make.raise_flag(person, FlagReason.ILLEGAL_PINJOL, START)
    db.session.commit()


def test_the_ways_of_applications_are_read_as_they_were_on_the_day(app_on_both: Flask) -> None:
    with app_on_both.app_context():
        write_history()
        known = queries.histories(START + timedelta(days=300))
        assert len(known) == 8
        assert known.paid == 6
        assert (known.ended < NEVER).sum() == 2
        assert known.trained.tolist().count(NEVER) == 4
        first = known.reached[0] - START.toordinal()
        assert first.tolist() == [3, 6, 9, 12, 15]
        then = queries.histories(START + timedelta(days=17))
        assert (len(then), then.paid) == (3, 1)
        assert then.reached[1].tolist() == [START.toordinal() + n for n in (10, 13, 16)] + [NEVER, NEVER]
        assert then.granted.tolist() == [3_999_998, 3_999_998, 0]
        assert [list(row) for row in known.as_of(START + timedelta(days=17)).reached] == [list(r) for r in then.reached]


def test_what_is_due_to_come_back_is_the_sum_of_the_installments(app_on_both: Flask) -> None:
    with app_on_both.app_context():
        write_history()
        day = START + timedelta(days=120)
        months = queries.returns(day, month_starts(day, 24), month_ends(day, 24)[-1])
        assert sum(month.principal for month in months) == 6 * 2 * 1000
        assert sum(month.interest for month in months) == 6 * 2 * 10
        assert sum(month.revolving for month in months) == 0
        none = queries.returns(START, month_starts(START, 24), month_ends(START, 24)[-1])
        assert sum(month.principal for month in none) == 0, "no schedule was made yet on that day"


def test_the_lever_on_pinjol_stays_closed_while_few_are_held(app: Flask) -> None:
    with app.app_context():
        write_history(held=4)
        day = START + timedelta(days=120)
        assert queries.reach(day, queries.histories(day)).new_cases is None
        for _ in range(6):
            person = factories.make_person(registered_at=make.noon(START))
            make.bring_papers(person, make.PAPERS_ALONE, START)
            make.complete_course(person, START)
            make.raise_flag(person, FlagReason.ILLEGAL_PINJOL, START)
        reached = queries.reach(day, queries.histories(day))
        assert reached.new_cases == pytest.approx(10 * 8 / 8)


def test_few_loans_give_a_range_and_no_date(app: Flask, login: Login) -> None:
    with app.app_context():
        write_history(paid=11)
    reader = login("economics")
    page = reader.get("/laporan/perkiraan").text
    assert "Data belum cukup" in page
    assert "baru 11 pinjaman cair; tanggal baru disebut mulai 100 pinjaman" in page
    assert "Separuh dana terpakai" not in page
    assert "Tabel perkiraan menurut bulan" in page
    assert "Uji ke belakang" in page
    assert "Separuh dana adalah Rp250.000.000. Sampai kini Rp43.999.978 dicairkan, 17,60% dari separuh itu." in page
    book = CalamineWorkbook.from_filelike(BytesIO(reader.get("/laporan/perkiraan/tabel.xlsx").data))
    rows = book.get_sheet_by_index(0).to_python()
    last = next(row for row in reversed(rows) if isinstance(row[1], float))
    shown = re.findall(
        r"<td class=\"money\">(?:<strong>)?Rp([\d.]+)", page.split("bulan-depan")[-1].split("</tbody>")[0]
    )
    assert [float(cell.replace(".", "")) for cell in shown[-5:]] == [last[3], last[4], last[5], last[1], last[2]]


def test_a_handful_of_loans_gives_no_band(app: Flask, login: Login) -> None:
    with app.app_context():
        write_history()
    page = login("economics").get("/laporan/perkiraan").text
    assert "Data belum cukup untuk perkiraan: baru 6 pinjaman cair" in page
    assert "kisaran baru dihitung mulai 10 pinjaman" in page
    assert "Tabel perkiraan menurut bulan" not in page
    assert "Angsuran yang akan jatuh tempo" in page


def test_levers_stay_in_the_address_and_say_what_they_change(
    app: Flask, login: Login, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context():
        write_history()
    few = policies.whole_on

    def rule(key: str, day: date) -> int:
        return 5 if key.startswith("forecast.fewest_") else few(key, day)

    monkeypatch.setattr(queries, "whole_on", rule)
    reader = login("economics")
    page = reader.get("/laporan/perkiraan?kelas=dua-kali&pinjol=setengah&bank=setengah-waktu").text
    assert "Separuh dana terpakai" in page
    assert "Pengandaian ini mengubah perkiraan tengah" in page
    assert "masuk kisaran" in page
    assert "kelas=dua-kali" in page.split("tabel.xlsx")[1][:120]
    csv = reader.get("/laporan/perkiraan/tabel.csv?kelas=dua-kali")
    assert csv.mimetype == "text/csv"
    assert csv.text.count("\n") > 15
    assert "di luar kisaran" in csv.text or "masuk kisaran" in csv.text
    book = CalamineWorkbook.from_filelike(BytesIO(reader.get("/laporan/perkiraan/tabel.xlsx?kelas=dua-kali").data))
    assert book.sheet_names == ["Perkiraan serapan", "Uji ke belakang"]
    assert sum(isinstance(cell, float) for row in book.get_sheet_by_index(0).to_python() for cell in row) > 100
    assert reader.get("/laporan/perkiraan/tabel.pdf").data.startswith(b"%PDF")


@pytest.mark.parametrize("asked", ["kelas=tiga", "tanggal=31-02-2026", "bank=x", "tanggal=2999-01-01"])
def test_a_question_that_makes_no_sense_is_answered_beside_the_field(login: Login, asked: str) -> None:
    answer = login("economics").get(f"/laporan/perkiraan?{asked}")
    assert answer.status_code == 422
    assert "Ada yang perlu diperbaiki" in answer.text
    assert login("economics").get(f"/laporan/perkiraan/tabel.csv?{asked}").status_code == 422


def test_before_the_first_loan_the_page_says_what_is_missing(login: Login) -> None:
    page = login("head").get("/laporan/perkiraan").text
    assert "Data belum cukup untuk perkiraan" in page
    assert "Cara menghitungnya" in page
    assert login("officer").get("/laporan/perkiraan").status_code == 403
