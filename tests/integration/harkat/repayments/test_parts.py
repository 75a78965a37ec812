"""A loan paid out in parts: what stands in the books, on the pages, and before the auditor."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from core.auth.roles import SYSTEM
from core.db import db, transaction
from core.errors import RuleBroken
from harkat.applications import queries as applications
from harkat.applications.payouts import service as payouts
from harkat.facility import queries as facility
from harkat.facility.ledger import ReferenceUsed
from harkat.loans import queries as loans
from harkat.loans.parts import queries as parts
from harkat.loans.parts.deductions import Deduction
from harkat.loans.parts.models import LoanPart
from harkat.repayments import queries, service
from harkat.repayments.drafts import RepaymentDraft
from harkat.repayments.kinds import RepaymentKind
from harkat.repayments.parts.service import pay_part
from tests.factories import NOW, TODAY
from tests.integration.harkat.applications.conftest import ROOM, Case, as_actor, bring_to, lay_case, the

Login = Callable[..., FlaskClient]
LONG_AFTER = NOW + timedelta(days=100)


@pytest.fixture
def case(app: Flask) -> Case:
    """Two banks with room, a person and a sub-group of six with complete files."""
    with app.app_context():
        laid = lay_case()
        db.session.remove()
    return laid


def more(loan_id: int, amount: int, *, days: int, reference: str, person: int) -> LoanPart:
    """Record a further part some days after the first."""
    with transaction():
        return pay_part(
            loan_id, shares={person: amount}, deductions=[Deduction(person, "Uang rokok", 10_000)],
            paid_on=TODAY + timedelta(days=days), reference=reference, actor=SYSTEM, now=LONG_AFTER,
        )  # fmt: skip


def pay(loan_id: int, amount: int, *, days: int, kind: RepaymentKind = RepaymentKind.INSTALLMENT) -> None:
    """Post money some days after the first part."""
    with transaction():
        draft = RepaymentDraft(f"p{days}", loan_id, TODAY + timedelta(days=days), amount, kind)
        service.post(draft, actor=SYSTEM, now=LONG_AFTER)


def test_parts_move_the_facility_and_version_the_schedule(app: Flask, case: Case, login: Login) -> None:
    with app.app_context():
        key = bring_to("contracted", case)
        share = f"amount_{case.person_id}"
    bank, url = login("bank"), f"/permohonan/{key}"
    first = {
        "disbursed_on": TODAY.isoformat(), "reference": "b1", share: "2.000.000",
        "fee_1": "meterai", "taken_1": "20.000", "fee_2": "Uang administrasi", "taken_2": "50.000",
    }  # fmt: skip
    assert bank.post(f"{url}/pencairan", data=first | {"fee_3": "Tanpa jumlah"}).status_code == 422
    assert bank.post(f"{url}/pencairan", data=first).status_code == 303
    assert bank.post(f"{url}/pencairan", data=first).status_code == 303
    page = bank.get("/pinjaman/1").text
    assert "Belum cair Rp3.000.000" in page
    assert "Rp1.930.000" in page
    with app.app_context():
        stands = facility.position(case.bank_id)
        assert (stands.committed, stands.outstanding) == (3_000_000, 2_000_000)
        assert applications.shares_of(key)[0].received is None
    over = {"disbursed_on": TODAY.isoformat(), "reference": "b2", share: "3.500.000"}
    refused = bank.post(f"{url}/bagian-pencairan", data=over)
    assert (refused.status_code, "lebih dari yang disetujui" in refused.text) == (422, True)
    assert "3.500.000" in refused.text
    assert bank.post(f"{url}/bagian-pencairan", data=over | {"beyond_checked": "1"}).status_code == 303
    assert "Tidak ada lagi dana yang disisihkan" in bank.get(f"{url}/bagian-pencairan").text
    with app.app_context():
        stands = facility.position(case.bank_id)
        assert (stands.available, stands.committed, stands.outstanding, stands.exception) == (
            ROOM - 5_000_000, 0, 5_000_000, 500_000,
        )  # fmt: skip
        assert facility.verify() == []
        assert loans.newest_version(1) == 2
        assert sum(row.principal for row in loans.schedule_rows(1)) == 5_500_000
        assert parts.received_of(1)[0].net == 5_500_000 - 70_000
    found = login("auditor").get("/pinjaman/potongan").text
    assert "Uang administrasi Rp50.000" in found
    assert "meterai" not in found


def test_what_is_not_paid_out_becomes_free_again(app: Flask, case: Case, login: Login) -> None:
    with app.app_context():
        key = bring_to("contracted", case, group=True)
        first, second = sorted(case.member_ids)[:2]
    bank, url = login("bank"), f"/permohonan/{key}"
    assert "belum cair" in bank.get(f"{url}/bagian-pencairan", follow_redirects=True).text.lower()
    data = {"disbursed_on": TODAY.isoformat(), "reference": "g1", f"amount_{first}": "100.000",
            f"amount_{second}": "200.000", "fee_1": "Meterai", "taken_1": "10.000"}  # fmt: skip
    assert bank.post(f"{url}/pencairan", data=data).status_code == 303
    assert bank.get(f"{url}").status_code == 200
    assert "Rp90.000" in bank.get("/pinjaman/1").text
    assert login("officer").get(f"{url}/uang-diterima").status_code == 200
    assert bank.get(f"{url}/bagian-pencairan").status_code == 200
    assert bank.post(f"{url}/bagian-pencairan/akhiri", data={"reason": ""}).status_code == 422
    assert bank.post(f"{url}/bagian-pencairan/akhiri", data={"reason": "Dua anggota mundur"}).status_code == 303
    with app.app_context():
        stands = facility.position(case.bank_id)
        assert (stands.available, stands.committed, stands.outstanding) == (ROOM - 300_000, 0, 300_000)
        assert facility.verify() == []


def test_parts_before_the_first_lead_back_to_the_application(app: Flask, case: Case, login: Login) -> None:
    with app.app_context():
        key = bring_to("contracted", case)
    bank, url = login("bank"), f"/permohonan/{key}"
    for path in ("bagian-pencairan", "bagian-pencairan/akhiri"):
        for data in ({}, {"disbursed_on": TODAY.isoformat(), "reference": "b1", "reason": "Mundur"}):
            answer = bank.post(f"{url}/{path}", data=data)
            assert (path, answer.status_code, answer.headers.get("Location")) == (path, 303, url)


def test_parts_typed_wrongly_come_back_as_typed(app: Flask, case: Case, login: Login) -> None:
    with app.app_context():
        key = bring_to("contracted", case)
        share = f"amount_{case.person_id}"
    bank, url = login("bank"), f"/permohonan/{key}"
    first = {"disbursed_on": TODAY.isoformat(), "reference": "b1", share: "2.000.000"}
    assert bank.post(f"{url}/pencairan", data=first).status_code == 303
    for path, bad in (
        ("bagian-pencairan", {"disbursed_on": "kemarin", "reference": "b2", share: "tiga juta"}),
        ("bagian-pencairan", first | {"reference": "b2", "fee_1": "Tanpa jumlah"}),
        ("bagian-pencairan/akhiri", {"reason": " ", share: "tiga juta"}),
    ):
        answer = bank.post(f"{url}/{path}", data=bad)
        assert (path, answer.status_code, "2.000.000" in answer.text) == (path, 422, True)
        assert bad[share] in answer.text


def test_payments_before_and_after_a_part_replay_over_the_new_schedule(app: Flask, case: Case) -> None:
    with app.app_context():
        key, person = bring_to("contracted", case), case.person_id
        with transaction():
            payouts.disburse(
                the(key), disbursed_on=TODAY, reference="f1", amounts={person: 3_000_000},
                actor=as_actor("bank"), now=NOW,
            )  # fmt: skip
        loan = loans.loan_of_application(key)
        assert loan is not None
        pay(loan.id, 900_000, days=40)
        more(loan.id, 2_000_000, days=50, reference="l1", person=person)
        pay(loan.id, 300_000, days=70)
        with pytest.raises(ReferenceUsed):
            more(loan.id, 1, days=50, reference="l1", person=person)
        assert more(loan.id, 2_000_000, days=50, reference="l1", person=person).sequence == 2
        assert queries.standing_as_of(loan, TODAY + timedelta(days=45)).outstanding < 3_000_000
        left = queries.outcome_of(loan).principal_left
        assert loan.outstanding == left == facility.position(case.bank_id).outstanding
        before = loans.schedule_rows(loan.id)[0].principal
        more(loan.id, 500_000, days=20, reference="l0", person=person)
        rows = loans.schedule_rows(loan.id)
        assert rows[0].principal > before  # a part found later is laid out from its own day on
        assert sum(row.principal for row in rows) == loan.principal == 5_500_000
        assert sum(row.amount for row in loans.shares_of(loan.id)) == 5_500_000
        assert facility.verify() == []
        with pytest.raises(RuleBroken, match="Pelunasan tidak boleh sebelumnya"):
            pay(loan.id, 1, days=45, kind=RepaymentKind.PAYOFF)
        with pytest.raises(RuleBroken, match="antara pencairan pertama"):
            more(loan.id, 1, days=-1, reference="l9", person=person)
        pay(loan.id, queries.payoff_on(loan, TODAY + timedelta(days=92)), days=92, kind=RepaymentKind.PAYOFF)
        with pytest.raises(RuleBroken, match="tanpa permohonan"):
            more(loan.id, 1, days=93, reference="l8", person=person)
        assert facility.verify() == []


def test_money_after_the_loan_was_repaid_is_a_loan_of_its_own(app: Flask, case: Case, login: Login) -> None:
    with app.app_context():
        key, person = bring_to("contracted", case), case.person_id
        with transaction():
            payouts.disburse(
                the(key), disbursed_on=TODAY, reference="f1", amounts={person: 3_000_000},
                actor=as_actor("bank"), now=NOW,
            )  # fmt: skip
        pay(1, queries.payoff_on(loans.loan(1), TODAY + timedelta(days=2)), days=2, kind=RepaymentKind.PAYOFF)
        db.session.remove()
    bank, url = login("bank"), f"/permohonan/{key}/bagian-pencairan"
    assert "Catat bagian berikutnya" in bank.get("/pinjaman/1").text
    assert "menjadi pinjaman tersendiri" in bank.get(url).text
    late = {"disbursed_on": TODAY.isoformat(), "reference": "b2", f"amount_{person}": "2.500.000",
            "fee_1": "Uang rokok", "taken_1": "10.000"}  # fmt: skip
    assert bank.post(url, data=late).status_code == 422  # nobody has said that the bank really paid as much
    for _ in range(2):
        assert bank.post(url, data=late | {"beyond_checked": "1"}).status_code == 303
    with app.app_context():
        own = loans.loan(2)
        assert (own.person_id, own.principal, loans.loan(1).principal) == (person, 2_500_000, 3_000_000)
        stands = facility.position(case.bank_id)
        assert (stands.committed, stands.outstanding, stands.exception) == (0, 2_000_000, 500_000)
        assert facility.verify() == []
        assert [row.loan.id for row in parts.open_findings(as_actor("bank"))] == [2]


def test_auditor_closes_a_finding_with_the_banks_answer(app: Flask, case: Case, login: Login) -> None:
    with app.app_context():
        key, person = bring_to("contracted", case), case.person_id
    bank, auditor, url = login("bank"), login("auditor"), "/pinjaman/potongan/1/tutup"
    taken = {"disbursed_on": TODAY.isoformat(), "reference": "b1", f"amount_{person}": "2.000.000",
             "fee_1": "Uang rokok", "taken_1": "10.000"}  # fmt: skip
    assert bank.post(f"/permohonan/{key}/pencairan", data=taken).status_code == 303
    assert url in auditor.get("/pinjaman/potongan").text
    assert url not in bank.get("/pinjaman/potongan").text
    assert bank.post(url, data={"reason": "Sudah benar adanya"}).status_code == 403
    assert auditor.post(url, data={"reason": " "}).status_code == 422
    assert auditor.get("/pinjaman/potongan/7/tutup").status_code == 404
    assert auditor.post(url, data={"reason": "Dikembalikan, bukti TF-77"}).status_code == 303
    shown = auditor.get("/pinjaman/potongan").text
    assert ("Dikembalikan, bukti TF-77" in shown, url in shown) == (True, False)
    assert "Potongan tidak terdaftar" not in login("head").get("/").text
    assert auditor.post(url, data={"reason": "Sekali lagi ditutup"}).status_code == 422
    assert auditor.get(url).status_code == 303
    more = taken | {"reference": "b2", "fee_1": "uang  rokok"}
    assert bank.post(f"/permohonan/{key}/bagian-pencairan", data=more).status_code == 303
    assert "Rp20.000" in auditor.get("/pinjaman/potongan/2/tutup").text  # taken again, so open again
    with app.app_context():
        assert len(parts.open_findings(as_actor("bank"))) == 1
