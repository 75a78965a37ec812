"""The decision file out and in through the browser: locked keys, good rows in, three kinds of mistakes told."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import date

import pytest
import time_machine
import xlsxwriter
from flask import Flask
from flask.testing import FlaskClient

from core.db import db, transaction
from core.files.workbook import read_workbook
from harkat.applications import service
from harkat.applications.states import State, StopReason
from harkat.facility import queries as facility
from tests import factories
from tests.factories import NOW
from tests.integration.harkat.applications.conftest import Case, as_actor, bring_to, complete_file, the

Login = Callable[..., FlaskClient]
URL = "/permohonan/berkas-keputusan"


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """Let the pages' day be the day of the tests' people."""
    with time_machine.travel(NOW, tick=False):
        yield


def several(app: Flask, case: Case, state: str, count: int) -> list[int]:
    with app.app_context():
        keys = []
        for index in range(count):
            with transaction():
                person_id = factories.make_person(f"Pemohon {index}").id
                complete_file(person_id)
            keys.append(bring_to(state, case, person_id=person_id))
        db.session.remove()
    return keys


def downloaded(bank: FlaskClient) -> list[list[str]]:
    answer = bank.get(f"{URL}/unduh")
    assert answer.status_code == 200
    return [list(cells) for _, cells in read_workbook(answer.data)]


def filled(rows: list[list[str]]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        for line, cells in enumerate(rows):
            sheet.write_row(line, 0, cells)
    return file.getvalue()


def sent(bank: FlaskClient, content: bytes, name: str = "keputusan.xlsx") -> str:
    answer = bank.post(URL, data={"file": (io.BytesIO(content), name)}, content_type="multipart/form-data")
    if answer.status_code == 303:
        answer = bank.get(answer.location)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True)))


def states(app: Flask, keys: list[int]) -> list[State]:
    with app.app_context():
        found = [the(key).state for key in keys]
        db.session.remove()
    return found


def test_good_rows_go_in_and_three_kinds_of_mistakes_are_told(app: Flask, login: Login, case: Case) -> None:
    keys = several(app, case, "at_bank", 5)
    bank = login("bank")
    rows = downloaded(bank)
    heads, body = rows[:-5], rows[-5:]
    assert len(heads[-1]) == 10
    body[0][2], body[0][3] = "Setuju", "4000000"
    body[1][2], body[1][5] = "Tolak", "Kemampuan bayar"
    body[2][0] = body[2][0][:-1] + ("A" if body[2][0][-1] != "A" else "B")
    body[2][2] = "Setuju"
    body[3][2], body[3][3] = "Setuju", "5000001"
    body[4][2] = "Mungkin"
    content = filled(heads + body)
    words = sent(bank, content)
    assert "2 baris tercatat" in words
    assert "3 perlu diperbaiki" in words
    assert "Kunci baris berubah" in words
    assert "paling banyak sebesar rekomendasi" in words
    assert "“Mungkin” tidak dikenal" in words
    assert states(app, keys) == [State.APPROVED, State.REFUSED, State.AT_BANK, State.AT_BANK, State.AT_BANK]
    again = sent(bank, content)
    assert "0 baris tercatat" in again
    assert "2 sudah ada" in again
    with app.app_context():
        assert facility.position(case.bank_id).committed == 4_000_000
        assert facility.verify() == []
        db.session.remove()


def retyped(rows: list[list[object]]) -> bytes:
    """Write rows as a spreadsheet program does: numbers as numbers, dates as dates."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "default_date_format": "dd/mm/yyyy"}) as workbook:
        sheet = workbook.add_worksheet()
        for line, cells in enumerate(rows):
            for place, cell in enumerate(cells):
                sheet.write(line, place, cell)
    return file.getvalue()


def test_every_bad_row_is_told_apart_and_comes_back_to_be_mended(app: Flask, login: Login, case: Case) -> None:
    accepted, *waiting = several(app, case, "accepted", 1) + several(app, case, "at_bank", 6)
    with app.app_context():
        group = bring_to("at_bank", case, group=True)
        gone = waiting[-1]
        db.session.remove()
    bank = login("bank")
    rows: list[list[object]] = [[*cells, *[""] * (10 - len(cells))] for cells in downloaded(bank)]
    body = {str(row[0]).rpartition("-")[0]: row for row in rows if str(row[0]).startswith("PM-")}
    with app.app_context():
        by_key = {key: body[the(key).number] for key in (accepted, *waiting, group)}
        with transaction():
            service.withdraw(the(gone), reason=StopReason.CHANGED_MIND, note=None, actor=as_actor("officer"), now=NOW)
        db.session.remove()
    good, above, double, code, months = (by_key[key] for key in waiting[:5])
    good[2:5] = ["Setuju", 4_500_000.0, 10]
    above[2:4] = ["Setuju", 5_000_001]
    double[2] = "Setuju"
    code[2], code[5] = "Tolak", "SLIK buruk"
    months[2:5] = ["Setuju", 5_000_000, 40]
    by_key[gone][2] = "Setuju"
    by_key[group][2:4] = ["Setuju", 5]
    by_key[accepted][6:9] = ["AK/1", date(2026, 11, 19), 1234567890]
    words = sent(bank, retyped([*rows, double]))
    assert "1 baris tercatat" in words
    assert "8 perlu diperbaiki" in words
    for told in (
        "paling banyak sebesar rekomendasi",
        "lebih dari satu kali",
        "“SLIK buruk” tidak dikenal",
        "3 sampai 36 bulan",
        "“Ditarik pemohon”, jadi keputusan tidak dicatat",
        "terlalu kecil untuk dibagi",
        "Akad tidak boleh sebelum persetujuan bank",
    ):
        assert told in words
    expected = [State.APPROVED] + [State.AT_BANK] * 4 + [State.WITHDRAWN, State.AT_BANK, State.ACCEPTED]
    assert states(app, [*waiting, group, accepted]) == expected
    back = [list(cells) for _, cells in read_workbook(bank.get(f"{URL}/1/perbaiki.xlsx").data)]
    assert len([row for row in back if row[0].startswith("PM-")]) == 8
    assert login("bank2").get(f"{URL}/1/perbaiki.xlsx").status_code == 404
    mended = next(row for row in back if "sebesar rekomendasi" in row[1])
    mended[3] = "5000000"
    assert "1 baris tercatat" in sent(bank, filled([*[row for row in back if not row[0].startswith("PM-")], mended]))
    with app.app_context():
        assert facility.position(case.bank_id).committed == 4_500_000 + 5_000_000 + 5_000_000
        assert facility.verify() == []
        db.session.remove()


def test_what_was_decided_is_corrected_on_its_page_not_by_the_file(app: Flask, login: Login, case: Case) -> None:
    [key] = several(app, case, "at_bank", 1)
    bank = login("bank")
    rows = downloaded(bank)
    rows[-1][2], rows[-1][3] = "Setuju", "5000000"
    assert "1 baris tercatat" in sent(bank, filled(rows))
    rows[-1][3] = "4000000"
    assert "dikoreksi di halaman permohonan" in sent(bank, filled(rows))
    rows[-1][2], rows[-1][6:9] = "", ["AK/2", "20/11/2026", "1234567890"]
    assert "Pemohon belum menjawab tawaran" in sent(bank, filled(rows))
    assert states(app, [key]) == [State.APPROVED]


def test_contract_and_payout_come_by_the_file_too(app: Flask, login: Login, case: Case) -> None:
    [key] = several(app, case, "accepted", 1)
    bank = login("bank")
    rows = downloaded(bank)
    rows[-1] += [""] * (10 - len(rows[-1]))
    rows[-1][6:10] = ["AK/9", "20/11/2026", "1234567890", "20/11/2026"]
    assert "Tercatat: akad, pencairan." in sent(bank, filled(rows))
    assert states(app, [key]) == [State.DISBURSED]
    assert "Sudah tercatat sebelumnya" in sent(bank, filled(rows))


def test_a_decision_for_a_withdrawn_application_changes_nothing(app: Flask, login: Login, case: Case) -> None:
    [key] = several(app, case, "at_bank", 1)
    bank = login("bank")
    rows = downloaded(bank)
    rows[-1][2] = "Setuju"
    with app.app_context(), transaction():
        service.withdraw(the(key), reason=StopReason.CHANGED_MIND, note=None, actor=as_actor("officer"), now=NOW)
    assert "1 perlu diperbaiki" in sent(bank, filled(rows))
    assert states(app, [key]) == [State.WITHDRAWN]


def test_a_key_from_before_the_file_came_back_is_stale(app: Flask, login: Login, case: Case) -> None:
    [key] = several(app, case, "at_bank", 1)
    bank = login("bank")
    rows = downloaded(bank)
    rows[-1][2] = "Setuju"
    with app.app_context(), transaction():
        service.return_to_city(the(key), note="Foto", reference="r", actor=as_actor("bank"), now=NOW)
    assert "sudah usang" in sent(bank, filled(rows))
    assert states(app, [key]) == [State.RETURNED]


def test_another_bank_can_neither_read_nor_send_this_file(app: Flask, login: Login, case: Case) -> None:
    [key] = several(app, case, "at_bank", 1)
    bank, stranger = login("bank"), login("bank2")
    rows = downloaded(bank)
    rows[-1][2] = "Setuju"
    assert len(downloaded(stranger)) == len(rows) - 1
    assert "Kunci baris berubah" in sent(stranger, filled(rows))
    assert states(app, [key]) == [State.AT_BANK]
    sent(bank, filled(rows))
    assert stranger.get(f"{URL}/2").status_code == 404
    assert bank.get(f"{URL}/2").status_code == 200
    assert login("officer").get(URL).status_code == 403


@pytest.mark.parametrize("content", [b"", b"hanya teks", b"%PDF-1.4 bukan", b"PK\x03\x04rusak"])
def test_a_wrong_file_is_explained(app: Flask, login: Login, case: Case, content: bytes) -> None:
    words = sent(login("bank"), content)
    assert "Ada yang perlu diperbaiki" in words


def test_the_keys_are_locked_and_the_choices_are_lists(app: Flask, login: Login, case: Case) -> None:
    several(app, case, "at_bank", 1)
    with zipfile.ZipFile(io.BytesIO(login("bank").get(f"{URL}/unduh").data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<sheetProtection" in sheet
    assert "Setuju,Tolak,Minta dilengkapi" in sheet
