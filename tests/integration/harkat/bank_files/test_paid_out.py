"""A bank's disbursement is a fact: whatever its file says went out is recorded, and what should not have been shows."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete

from core.auth.roles import SYSTEM
from core.db import db, transaction
from core.errors import Conflict
from harkat.applications.payouts import service as payouts
from harkat.applications.signing.models import LiabilitySignature
from harkat.bank_files import queries, service
from harkat.bank_files.columns import FileKind
from harkat.bank_files.jobs import go_on
from harkat.bank_files.models import BankFile
from harkat.facility import queries as facility
from harkat.facility.exceptions import queries as exceptions
from harkat.facility.exceptions import service as exception_service
from harkat.loans import queries as loans
from harkat.loans.parts import queries as parts
from harkat.loans.states import LoanState
from tests import factories
from tests.factories import NOW, TODAY
from tests.integration.harkat.applications.conftest import ROOM, Case, as_actor, bring_to, lay_case, the

Login = Callable[..., FlaskClient]
LATER = TODAY + timedelta(days=1)
DAY = TODAY.strftime("%d/%m/%Y")
COLUMNS = {"account": "Rekening", "paid_on": "Tanggal", "amount": "Jumlah", "application": "PM", "nik": "NIK",
           "months": "Tenor", "part": "Tahap", "fee_1": "Biaya Materai", "fee_3": "Biaya Admin"}  # fmt: skip


@pytest.fixture
def case(app: Flask) -> Case:
    """Two banks with room, a person and a sub-group of six with complete files."""
    with app.app_context():
        laid = lay_case()
        db.session.remove()
    return laid


def told(*rows: str, night: bool = False) -> tuple[BankFile, list[str]]:
    """Let the bank send a file of disbursed loans and carry it out; return it with what its rows say."""
    actor = as_actor("bank")
    lines = [(1, tuple(COLUMNS.values())), *((place, tuple(row.split(";"))) for place, row in enumerate(rows, 2))]
    draft = service.FileDraft(FileKind.DISBURSEMENTS, "cair.csv", "\n".join(rows).encode(), lines)
    with transaction():
        file = service.take_in(draft, actor=actor, now=NOW)
        service.match(file, COLUMNS, actor=actor, now=NOW)
        service.begin(file, service.reckon(file), actor=actor, now=NOW)
        file_id = file.id
    if night:
        go_on(TODAY, NOW)
    else:
        with transaction():
            service.go_on(queries.file_for(file_id, actor), actor=actor, now=NOW)
    return queries.file_for(file_id, actor), [row.message or "" for row in queries.rows_of(file_id)]


def test_parts_amounts_beyond_and_deductions_are_recorded_as_the_bank_tells_them(
    app: Flask, case: Case, login: Login
) -> None:
    with app.app_context():
        number = the(bring_to("contracted", case)).number
        file, words = told(
            f"R-1;{DAY};2.000.000;{number};;;1;20.000;50.000",
            f"R-1;{DAY};3.500.000;{number};;;2;;",
            f"R-1;{DAY};9.000.000;{number};;;2;;",
        )
        assert (file.applied, file.refused) == (2, 1)
        assert "Bagian pertama: Rp2.000.000 dari Rp5.000.000" in words[0]
        assert "Potongan “Admin” tidak ada dalam daftar biaya: diteruskan ke auditor." in words[0]
        assert "Bagian 2 dari PJ-" in words[1]
        assert "Rp500.000 di luar persetujuan, menjadi pengecualian." in words[1]
        assert "Baris ganda" in words[2]
        stands = facility.position(case.bank_id)
        assert (stands.available, stands.committed, stands.outstanding, stands.exception) == (
            ROOM - 5_000_000, 0, 5_000_000, 500_000,
        )  # fmt: skip
        assert parts.received_of(1)[0].net == 5_500_000 - 70_000
        assert (the(1).state.value, loans.loan(1).bank_number, loans.newest_version(1)) == ("disbursed", "R-1", 2)
        file, words = told(f"r-1;{DAY};2.000.000;;;;;;", f"R-1;{DAY};3.000.000;;;;3;;", f"R-1;{DAY};1;;;;1;;")
        assert (file.repeated, file.applied, file.refused) == (1, 1, 1)
        assert "sudah tercatat Rp2.000.000" in words[2]
        assert facility.position(case.bank_id).exception == 3_500_000
        assert facility.verify() == []
    shown = login("bank").get("/berkas-bank/1").text
    assert "Tercatat, perlu dilihat" in shown
    assert "Admin Rp50.000" in login("auditor").get("/pinjaman/potongan").text


def test_a_group_paid_at_night_without_every_signature_is_recorded_with_what_lacks(app: Flask, case: Case) -> None:
    with app.app_context():
        key = bring_to("contracted", case, group=True)
        with transaction():
            db.session.execute(delete(LiabilitySignature).where(LiabilitySignature.person_id == case.member_ids[0]))
        file, words = told(f"R-2;{DAY};4.000.001;{the(key).number};;;;60.000;", night=True)
        assert (file.applied, file.state.value) == (1, "done")
        assert "Belum menandatangani" in words[0], words
        assert "daftar biaya" not in words[0]  # 10.000 from each of six is within the list
        received = parts.received_of(1)
        assert (len(received), sum(row.paid for row in received)) == (6, 4_000_001)
        assert [row.taken for row in received] == [10_000] * 6
        assert facility.verify() == []


def test_money_before_the_contract_or_beyond_a_finished_loan_stands_as_an_exception_of_its_own(
    app: Flask, case: Case
) -> None:
    with app.app_context():
        key, number = bring_to("contracted", case), the(bring_to("accepted", case, group=True)).number
        with transaction():
            the(key).contract_on = LATER
        file, words = told(f"R-9;{DAY};5.000.000;{the(key).number};;;;;")
        assert (file.applied, "sesudah uangnya keluar" in words[0], the(key).state.value) == (1, True, "contracted")
        file, words = told(f"R-3;{DAY};5.000.000;{number};;;;;")
        assert (file.applied, "belum akad" in words[0], "Pengecualian PJ-" in words[0]) == (1, True, True)
        assert (loans.loan(2).sub_group_id, len(loans.shares_of(2))) == (case.sub_group_id, 6)
        assert facility.exception_of_loan(2) == 5_000_000
        late = f"R-3;{DAY};1.000.000;{number};;6;2;;"
        with transaction():
            loans.loan(2).state, loans.loan(2).closed_on = LoanState.CLOSED, TODAY
        file, words = told(late)
        assert (file.applied, "lunas" in words[0].lower()) == (1, True)
        assert facility.exception_of_loan(3) == 1_000_000
        assert told(late + " ")[0].repeated == 1
        assert facility.verify() == []


def test_money_to_somebody_unknown_is_an_exception_until_named_or_taken_back_by_two(
    app: Flask, case: Case, login: Login
) -> None:
    with app.app_context():
        stranger = factories.make_nik()
        row, other = f"R-4;{DAY};3.000.000;;{stranger};12;;;", f"R-5;{DAY};700.000;PM-99;;12;;;"
        file, words = told(row, other)
        assert (file.refused, "Peminjam tidak dikenal" in words[0], "PM-99 tidak ada" in words[1]) == (2, True, True)
        assert "pengecualian tanpa peminjam" in words[0]
        assert told(row)[0].refused == 1
        stands = facility.position(case.bank_id)
        assert (stands.exception, stands.disbursed_total) == (3_700_000, 3_700_000)
        with transaction():
            factories.make_person("Budi", nik=stranger)
        assert told(row, "")[0].applied == 1
        assert facility.exception_of_loan(1) == 3_000_000
        assert facility.position(case.bank_id).disbursed_total == 3_700_000
        [left] = exceptions.unnamed()
        assert left.amount == 700_000
        left_id = left.id
        db.session.remove()
    head, page = login("head"), f"/fasilitas/pengecualian/tanpa-peminjam/{left_id}"
    assert "Rp700.000" in head.get("/fasilitas/pengecualian").text
    asked = {"reference": "t1", "amount": "700000", "reason": "Baris kredit lain", "document_number": "S-1"}
    assert head.post(page, data=asked).status_code == 422
    assert head.post(page, data=asked | {"document_on": DAY}).status_code == 303
    assert "Menunggu orang kedua" in head.get("/fasilitas/pengecualian").text
    assert login("economics").post("/fasilitas/usulan/1/putuskan", data={"confirm": "1"}).status_code == 303
    with app.app_context():
        assert exceptions.unnamed() == []
        assert facility.position(case.bank_id).exception == 3_000_000
        with transaction():
            row_back = facility.transfer(left_id)
            with pytest.raises(Conflict):
                exception_service.take_back_unnamed(row_back, reason="lagi", actor=SYSTEM, now=NOW)
        assert facility.verify() == []
        db.session.remove()
    assert head.get(page).status_code == 303


def test_a_row_that_breaks_something_is_told_and_the_others_go_on(
    app: Flask, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*_args: object, **_named: object) -> None:
        raise ZeroDivisionError

    with app.app_context():
        number = the(bring_to("contracted", case)).number
        with monkeypatch.context() as patch:
            patch.setattr(payouts, "disburse", break_down)
            file, words = told(f"R-6;{DAY};5.000.000;{number};;;;;", f"R-7;{DAY};gratis;;;;;;")
        assert (file.state.value, file.refused) == ("done", 2)
        assert f"nomor berkas {file.id} baris 2" in words[0]
        assert exceptions.unnamed()[0].amount == 5_000_000
        assert told(f"R-6;{DAY};5.000.000;{number};;;;;", "")[0].applied == 1
        assert (exceptions.unnamed(), facility.verify()) == ([], [])
