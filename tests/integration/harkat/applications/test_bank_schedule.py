"""Under a sharia contract the bank's own schedule is shown, paid out, paid off and laid out anew; none is computed."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from io import BytesIO

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from core.auth.roles import SYSTEM
from core.db import db, transaction
from core.errors import RuleBroken
from core.files.pdf import read_pdf_lines
from core.people import queries as people
from core.policy import service as policy
from harkat.applications import service
from harkat.applications.bank_schedules.service import ScheduleMissing
from harkat.loans import queries as loans
from harkat.loans import words
from harkat.loans.members import queries as members
from harkat.repayments import queries as repayments
from harkat.repayments import service as repayment_service
from harkat.repayments.drafts import RepaymentDraft
from harkat.repayments.kinds import RepaymentKind
from tests.factories import NOW, TODAY
from tests.integration.harkat.applications.conftest import Case, accounts_of, as_actor, bring_to, sign_all, the

Login = Callable[..., FlaskClient]
ROWS = 5
MARGIN = 17_333


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def sharia(app: Flask, case: Case) -> Case:
    """The case under a murabahah product."""
    with app.app_context():
        with transaction():
            policy.set_value(
                words.CONTRACT_TYPE, "murabahah", valid_from=TODAY, source="uji", actor=SYSTEM, now=NOW, today=TODAY
            )
        db.session.remove()
    return case


def due(place: int) -> date:
    return TODAY + timedelta(days=30 * place)


def pasted(principal: int, *, first: int = 1, rows: int = ROWS) -> str:
    parts = [principal // rows] * (rows - 1)
    parts.append(principal - sum(parts))
    lines = [f"{due(first + place):%d/%m/%Y};{part};{MARGIN}" for place, part in enumerate(parts)]
    return "\n".join(["Jatuh tempo;Pokok;Margin", *lines])


def send(client: FlaskClient, application_id: int, rows: str, reference: str = "jadwal-1") -> tuple[int, str]:
    answer = client.post(f"/permohonan/{application_id}/jadwal-bank", data={"rows": rows, "reference": reference})
    return answer.status_code, answer.get_data(as_text=True)


def contract(application_id: int) -> None:
    with transaction():
        application = the(application_id)
        sign_all(application)
        service.contract(
            application, contract_number=f"AKAD-{application_id}", contract_on=TODAY,
            payout_accounts=accounts_of(application_id), actor=as_actor("bank"), now=NOW,
        )  # fmt: skip


def pay_out(application_id: int) -> None:
    with transaction():
        service.disburse(
            the(application_id), disbursed_on=TODAY, reference=f"cair-{application_id}", actor=as_actor("bank"), now=NOW
        )


def test_the_public_simulation_computes_nothing(sharia: Case, client: FlaskClient) -> None:
    told = client.get("/simulasi").get_data(as_text=True)
    assert "Angsuran menurut jadwal bank" in told
    assert "Akad murabahah" in told
    product = client.get("/produk").get_data(as_text=True)
    assert "unga" not in product.replace("ubungan", "").replace("yambung", "")
    assert 'name="jumlah"' not in told
    assert client.get("/simulasi/jadwal.pdf?jumlah=5000000&bulan=12&angsuran=monthly").status_code == 404


def test_bad_rows_are_told_one_by_one_and_nothing_is_kept(app: Flask, sharia: Case, login: Login) -> None:
    with app.app_context():
        key = bring_to("accepted", sharia)
        db.session.remove()
    bank = login("bank")
    bad = f"Jatuh tempo;Pokok;Margin\n{due(1):%d/%m/%Y};1.000.000,50;1000\n31/02/2027;4000000;1000"
    status, told = send(bank, key, bad)
    assert status == 422
    assert "Baris 2: pokok “1.000.000,50” bukan rupiah bulat" in told
    assert "Baris 3: Tanggal 31/02/2027 tidak ada di kalender" in told
    assert "1.000.000,50;1000" in told, "what was pasted is kept"
    assert "seharusnya Rp5.000.000: kurang Rp1.000.000" in send(bank, key, pasted(4_000_000))[1]
    assert "harus sesudah" in send(bank, key, pasted(5_000_000, first=0))[1]
    broken = bank.post(
        f"/permohonan/{key}/jadwal-bank",
        data={"file": (BytesIO(b"PK\x03\x04rusak"), "jadwal.xlsx"), "reference": "x"},
    )
    assert "tidak dapat" in broken.get_data(as_text=True) or "rusak" in broken.get_data(as_text=True)
    shown = login("officer").get(f"/permohonan/{key}/jadwal-bank").get_data(as_text=True)
    assert "Bank belum mengirim jadwalnya" in shown
    with app.app_context(), pytest.raises(ScheduleMissing, match="Kirim dahulu jadwal dari bank"):
        contract(key)


def test_other_roles_and_banks_do_not_send_it(app: Flask, sharia: Case, login: Login) -> None:
    with app.app_context():
        key = bring_to("accepted", sharia)
        db.session.remove()
    assert send(login("officer"), key, pasted(5_000_000))[0] == 403
    assert send(login("bank2"), key, pasted(5_000_000))[0] == 404


def test_a_sub_groups_loan_is_the_banks_schedule_from_the_akad_to_each_members_share(
    app: Flask, sharia: Case, login: Login
) -> None:
    with app.app_context():
        key = bring_to("accepted", sharia, group=True, requested=5_000_003)
        db.session.remove()
    bank = login("bank")
    assert "Menunggu jadwal dari bank" in bank.get(f"/permohonan/{key}").get_data(as_text=True)
    waiting = bank.get(f"/permohonan/{key}/akad").get_data(as_text=True)
    assert "Kirim jadwal dari bank" in waiting
    assert 'name="contract_number"' not in waiting
    for _ in range(2):
        assert send(bank, key, pasted(5_000_003))[0] == 303
    page = login("officer").get(f"/permohonan/{key}/jadwal-bank").get_data(as_text=True)
    assert "Rp86.665" in page
    assert "Bagian tiap anggota" in page
    assert "unga" not in page.replace("ubungan", "")
    assert login("officer").get(f"/permohonan/{key}/perkiraan").status_code == 303
    with app.app_context():
        contract(key)
        pay_out(key)
        loan = loans.loan_of_application(key)
        assert loan is not None
        rows = loans.schedule_rows(loan.id)
        assert [(row.due_on, row.interest) for row in rows] == [(due(place), MARGIN) for place in range(1, ROWS + 1)]
        split = members.schedules_of(loan)
        for place, row in enumerate(rows):
            assert sum(part.rows[place].principal for part in split) == row.principal
            assert sum(part.rows[place].interest for part in split) == row.interest
        assert loan.annual_rate == 0
        assert loan.contract_type is words.ContractType.MURABAHAH
        address, person = f"/pinjaman/{loan.id}", split[0].person_id
        db.session.remove()
    for path in (address, f"{address}/anggota/{person}", f"{address}/bayar", f"{address}/restrukturisasi"):
        told = bank.get(path).get_data(as_text=True)
        assert "argin" in told, path
        assert "Bunga" not in told, path
        assert " bunga" not in told, path
    for path in (f"{address}/jadwal.pdf", f"{address}/anggota/{person}/jadwal.pdf"):
        told = " ".join(read_pdf_lines(bank.get(path).data))
        assert "argin" in told
        assert "unga" not in told


@pytest.fixture
def running(app: Flask, sharia: Case, login: Login) -> int:
    """A murabahah loan of five rows that runs; its key."""
    with app.app_context():
        key = bring_to("accepted", sharia)
        db.session.remove()
    assert send(login("bank"), key, pasted(5_000_000))[0] == 303
    with app.app_context():
        contract(key)
        pay_out(key)
        loan = loans.loan_of_application(key)
        assert loan is not None
        loan_id = loan.id
        db.session.remove()
    return loan_id


def post(loan_id: int, amount: int, on: date, kind: RepaymentKind, reference: str) -> None:
    later = NOW + (on - TODAY)
    with transaction():
        repayment_service.post(RepaymentDraft(reference, loan_id, on, amount, kind), actor=SYSTEM, now=later)


def test_a_payoff_is_what_the_bank_says_between_principal_and_the_whole_schedule(app: Flask, running: int) -> None:
    with app.app_context():
        whole = 5_000_000 + ROWS * MARGIN
        assert repayments.payoff_on(loans.loan(running), due(1)) == whole, "no day is counted"
        for amount in (4_999_999, whole + 1):
            with pytest.raises(RuleBroken, match="Pelunasan antara sisa pokok"):
                post(running, amount, due(1), RepaymentKind.PAYOFF, f"salah-{amount}")
        post(running, 5_020_000, due(1), RepaymentKind.PAYOFF, "lunas")
        loan = loans.loan(running)
        assert (loan.outstanding, loan.closed_on) == (0, due(1))
        outcome = repayments.outcome_of(loan)
        assert sum(row.interest for row in outcome.standings) == 20_000
        db.session.remove()


def test_a_restructuring_takes_only_a_new_schedule_of_the_bank(app: Flask, running: int, login: Login) -> None:
    with app.app_context():
        post(running, 1_000_000 + MARGIN, due(1), RepaymentKind.INSTALLMENT, "satu")
        db.session.remove()
    on = due(1) + timedelta(days=5)
    with time_machine.travel(NOW + (on - TODAY), tick=False):
        bank = login("bank")
        typed = {"agreed_on": f"{on:%d/%m/%Y}", "letter": "S-1", "ground": "Banjir", "reference": "ubah"}
        address = f"/pinjaman/{running}/restrukturisasi"
        assert "Unggah berkas jadwal" in bank.post(f"{address}/periksa", data=typed).get_data(as_text=True)
        wrong = bank.post(f"{address}/periksa", data={**typed, "rows": pasted(3_000_000, first=3)})
        assert "seharusnya Rp4.000.000" in wrong.get_data(as_text=True)
        rows = pasted(4_000_000, first=3, rows=8)
        checked = bank.post(f"{address}/periksa", data={**typed, "rows": rows}).get_data(as_text=True)
        assert "Margin menurut jadwal baru" in checked
        assert rows.splitlines()[1] in checked
        assert bank.post(address, data={**typed, "rows": rows}).status_code == 303
        shown = bank.get(f"/pinjaman/{running}").get_data(as_text=True)
        assert "8 angsuran menurut jadwal baru dari bank" in shown
        bank.get(f"/pinjaman/{running}/jadwal.xlsx")
    with app.app_context():
        lines = loans.lines_of_version(loans.schedule_version(running).id)
        assert [(line.due_on, line.interest) for line in lines] == [(due(3 + place), MARGIN) for place in range(8)]
        assert loans.loan(running).outstanding == 4_000_000
        with pytest.raises(RuleBroken, match="Jadwal bank tidak dihitung ulang"):
            post(running, 500_000, due(1) + timedelta(days=1), RepaymentKind.INSTALLMENT, "terlambat-dicatat")
        db.session.remove()


def test_a_loan_without_application_needs_the_banks_rows_too(app: Flask, sharia: Case, login: Login) -> None:
    with app.app_context():
        nik = people.person(sharia.member_ids[0]).nik
        db.session.remove()
    bank = login("bank")
    typed = {
        "nik": nik or "", "principal": "2000000", "disbursed_on": f"{TODAY:%d/%m/%Y}", "reason": "Akad lama",
        "reference": "luar-1",
    }  # fmt: skip
    assert "tidak berisi satu angsuran" in bank.post("/pinjaman/tanpa-permohonan", data=typed).get_data(as_text=True)
    made = bank.post("/pinjaman/tanpa-permohonan", data={**typed, "rows": pasted(2_000_000)})
    assert made.status_code == 303
    assert "jadwal dari bank" in bank.get(made.location).get_data(as_text=True)
    as_of = TODAY - timedelta(days=10)
    take_over = {
        "nik": nik or "", "letter": "S-3", "principal": "9000000", "disbursed_on": f"{as_of:%d/%m/%Y}",
        "as_of": f"{TODAY:%d/%m/%Y}", "outstanding": "3000000", "days_late": "0", "reference": "ambil-1",
    }  # fmt: skip
    assert "tempel jadwal bank" in bank.post("/pinjaman/saldo-awal", data=take_over).get_data(as_text=True)
    taken = bank.post("/pinjaman/saldo-awal", data={**take_over, "rows": pasted(3_000_000)})
    assert taken.status_code == 303
