"""What a group collects changes nothing until the bank posts it; then the lists explain the posting."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from balikat.incubation.models import Tenant
from balikat.incubation.stages import Stage, TenantState
from core import clock
from core.auth.roles import SYSTEM
from core.db import db, transaction
from core.errors import Conflict, RuleBroken
from harkat.facility import queries as facility
from harkat.loans import queries as loans
from harkat.repayments import service as repayments
from harkat.repayments.collection_terms import CollectionDraft
from harkat.repayments.collections import queries, service
from harkat.repayments.drafts import RepaymentDraft
from harkat.repayments.members import Line
from tests import books, factories
from tests.books import NOW

Login = Callable[..., FlaskClient]
PAID_OUT, COLLECTED = date(2026, 9, 15), date(2026, 10, 14)


@pytest.fixture
def members(app: Flask) -> list[int]:
    """The members of a sub-group whose loan has the key 1."""
    with app.app_context(), transaction():
        bank = books.open_bank(ceiling=10**9)
        loan = books.open_loan(bank, amount=20_000_000, group=True, on=PAID_OUT)
        return [share.person_id for share in loans.shares_of(loan.id)]


def collected(members: list[int], each: int, reference: str = "s1") -> CollectionDraft:
    lines = [Line(person, person, each) for person in members[:-1]] + [Line(members[0], members[-1], each)]
    return CollectionDraft(1, COLLECTED, tuple(lines), reference)


def test_a_collection_waits_for_the_bank_and_follows_its_posting(app: Flask, members: list[int]) -> None:
    with app.app_context():
        with transaction():
            row = service.collect(collected(members, 338_000), actor=SYSTEM, now=NOW)
            assert service.collect(collected(members, 338_000), actor=SYSTEM, now=NOW).id == row.id
            key, before = row.id, loans.loan(1).outstanding
        assert loans.loan(1).outstanding == before == 20_000_000
        today = date(2026, 10, 20)
        assert [loan.id for _, loan in queries.late_collections(today)] == [1]
        assert queries.member_standings(loans.loan(1), today)[members[0]].short > 300_000
        with transaction():
            posting = repayments.post(RepaymentDraft("b1", 1, COLLECTED, 5 * 338_000), actor=SYSTEM, now=NOW)
            assert queries.collection(key).repayment_id == posting.id
        assert queries.late_collections(today) == []
        assert [found.unlisted for found in queries.postings(1)] == [0]
        found = queries.member_standings(loans.loan(1), today)
        assert (found[members[0]].covers, found[members[-1]].covered) == (338_000, 338_000)
        with transaction():
            with pytest.raises(Conflict):
                service.drop(queries.collection(key), reason="x", actor=SYSTEM, now=NOW)
            repayments.reverse(posting, reference="r", reason="Keliru", actor=SYSTEM, now=NOW)
            assert queries.collection(key).repayment_id is None
            larger = repayments.post(RepaymentDraft("b2", 1, COLLECTED, 1_600_000), actor=SYSTEM, now=NOW)
            with pytest.raises(RuleBroken, match="lebih besar"):
                service.tie(queries.collection(key), larger, actor=SYSTEM, now=NOW)
            service.drop(queries.collection(key), reason="Salah jumlah", actor=SYSTEM, now=NOW)
            service.collect(collected(members, 300_000, "s2"), actor=SYSTEM, now=NOW)
            service.tie(queries.by_reference("s2") or row, larger, actor=SYSTEM, now=NOW)
        assert [found.unlisted for found in queries.postings(1)] == [100_000]
        assert facility.verify() == []


def test_the_pages_record_and_print(
    app: Flask, members: list[int], login: Login, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(2026, 11, 20))
    monkeypatch.setattr(clock, "now", lambda: NOW)
    mentor = login("mentor")
    first, second = members[:2]
    assert mentor.get("/pinjaman/1/setoran").status_code == 404  # nobody of this group is assigned to this mentor
    with app.app_context(), transaction() as session:
        session.add(
            Tenant(
                number="BN-1",
                person_id=first,
                business="Warung",
                stage=Stage.INCUBATION,
                state=TenantState.ACTIVE,
                mentor_id=factories.account_named("mentor").id,
                contract_starts_on=PAID_OUT,
                contract_ends_on=date(2027, 9, 15),
                enrolled_at=NOW,
            )
        )
    fields = {"collected_on": "14/10/2026", "reference": "r1", f"own_{first}": "300.000", f"covered_{second}": "1.000"}
    refused = mentor.post("/pinjaman/1/setoran/baru", data=fields)
    assert refused.status_code == 422
    assert "Pilih anggota lain yang menalangi" in refused.text
    assert 'value="300.000"' in refused.text
    made = mentor.post("/pinjaman/1/setoran/baru", data={**fields, f"by_{second}": str(first)})
    assert made.status_code == 303, made.text
    shown = mentor.get("/pinjaman/1/setoran").text
    assert "Belum dikonfirmasi bank" in shown
    assert '/pinjaman/1"' not in shown
    assert "Setoran belum sampai di bank" in mentor.get("/").text
    assert "Belum dikonfirmasi bank Rp301.000" in login("bank").get("/pinjaman/1").text
    for path in ("/pinjaman/1/lembar-setoran/1.pdf", f"/pinjaman/1/kartu/{first}.pdf"):
        assert mentor.get(path).data.startswith(b"%PDF-")
    assert mentor.get("/pinjaman/1/lembar-setoran/99.pdf").status_code == 404
    assert login("bank2").get("/pinjaman/1/setoran").status_code == 404
    assert login("bank2").get("/setoran/1").status_code == 404
    assert login("trainer").get("/pinjaman/1/setoran").status_code == 403
    assert login("bank").post("/pinjaman/1/setoran/baru", data=fields).status_code == 403
    with app.app_context():
        assert loans.loan(1).outstanding == 20_000_000
        db.session.remove()
