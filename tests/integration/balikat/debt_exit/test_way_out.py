"""From flag to closed: steps, letters, papers, and that nothing ends without proof."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from werkzeug.test import TestResponse

from balikat.debt_exit import queries, service
from balikat.debt_exit.grounds import queries as grounds
from balikat.debt_exit.jobs import JOBS
from balikat.debt_exit.kinds import PlanKind, PlanState, StepKind, StepState
from balikat.debt_exit.models import DebtExitBalance, DebtExitPlan, DebtExitProof, DebtExitStep
from core import clock
from core.audit.models import AuditEntry
from core.auth.roles import SYSTEM, Role
from core.db import db, transaction
from core.people.models import Consent
from scoring.screening import queries as screening
from scoring.screening.decisions import service as decisions
from scoring.screening.drafts import ClosingDraft, DecisionDraft
from scoring.screening.kinds import Decision, FlagClosing, InterviewSource
from tests import factories
from tests.debt_exit_cases import PICTURE, TODAY, actor, ago, declare, held_by_rentenir, words
from tests.outside import outside
from tests.screening_cases import bank_ideb, make_owner, read

Login = Callable[..., FlaskClient]


@pytest.fixture
def login(app: Flask) -> Login:
    """Return a function that signs a browser in."""
    sign_in = factories.signing_in(app)
    return lambda who: outside(sign_in(who))


def open_plan(person_id: int, kind: PlanKind = PlanKind.FLAGS) -> int:
    """Open a plan; return its key."""
    with transaction():
        return service.open_plan(person_id, kind, actor=actor(), now=clock.now(), today=TODAY).id


def plan(plan_id: int) -> DebtExitPlan:
    """Return a plan as it is now."""
    return queries.plan_for(plan_id, SYSTEM)


def states(plan_id: int) -> dict[StepKind, StepState]:
    """Return how the steps of each kind stand."""
    return {step.kind: step.state for step in queries.steps_of(plan_id)}


def bring(
    client: FlaskClient, plan_id: int, content: bytes = PICTURE, name: str = "bukti.png", **values: Any
) -> TestResponse:
    """Upload a paper through the page."""
    data = {"file": (io.BytesIO(content), name), "kind": "receipt", "shows": "settled", "on": ago(1), **values}
    return client.post(f"/pembinaan/{plan_id}/bukti", data=data, content_type="multipart/form-data")


def test_a_rentenir_debt_is_walked_from_flag_to_closed(app: Flask, login: Login) -> None:
    with app.app_context():
        person_id, client = held_by_rentenir(), login(Role.OFFICER)
        assert "Buka rencana pembinaan" in client.get(f"/pemeriksaan/orang/{person_id}").text
        first = client.post(f"/pembinaan/orang/{person_id}", data={"kind": "flags"})
        again = client.post(f"/pembinaan/orang/{person_id}", data={"kind": "flags"})
        assert first.location == again.location, "a second click leads to the same plan"
        assert client.get(f"/pembinaan/orang/{person_id}").location == first.location
        plan_id = int(first.location.rsplit("/", 1)[1])
        text = client.get(first.location).text
        assert "Rp600.000" in text, "half of forty payments is still owed"
        assert "patrolisiber.id" in text
        assert "Sumber: Kanal pengaduan OJK" in text
        debt = queries.debts_of(plan_id)[0]
        closing = client.post(f"/pembinaan/{plan_id}/selesai")
        assert closing.status_code == 422
        assert "1 utang belum terbukti selesai" in closing.text
        refused = client.get(f"/pembinaan/{plan_id}/utang/{debt.id}/surat")
        assert refused.status_code == 422
        assert "hanya untuk pemberi pinjaman berizin" in refused.text
        threats = next(step for step in queries.steps_of(plan_id) if step.kind is StepKind.REPORT_THREATS)
        told = {"done_on": ago(0), "note": "Tidak ada ancaman."}
        assert client.post(f"/pembinaan/{plan_id}/langkah/{threats.id}", data=told).status_code == 303
        assert bring(client, plan_id, kind="undertaking", shows="signed").status_code == 303
        assert (
            client.post(f"/pembinaan/{plan_id}/kunjungan", data={"visited_on": ago(0), "note": "Rajin."}).status_code
            == 303
        )
        assert bring(client, plan_id, debt_id=str(debt.id)).status_code == 303
        assert set(states(plan_id).values()) == {StepState.DONE, StepState.WAITING}
        waiting = [step.kind for step in queries.steps_of(plan_id) if step.state is StepState.WAITING]
        assert waiting == [StepKind.VISIT], "only the next visit is left"
        assert login(Role.HEAD).post(f"/pembinaan/{plan_id}/selesai").status_code == 303
        assert plan(plan_id).state is PlanState.CLOSED
        assert screening.open_flags(person_id) == []
        assert screening.known_debts(person_id) == []
        assert "Kuitansi" in (screening.flags_of(person_id)[0].close_note or "")
        late = client.post(f"/pembinaan/{plan_id}/kunjungan", data={"visited_on": ago(0), "note": "Lagi."})
        assert "sudah selesai atau berhenti" in late.text
        deeds = set(db.session.scalars(select(AuditEntry.deed)))
        assert {
            "debt_exit.open",
            "debt_exit.proof",
            "debt_exit.close",
            "debt_exit.view",
            "screening.close_flag",
        } <= deeds
        summaries = list(db.session.scalars(select(AuditEntry.summary).where(AuditEntry.deed.startswith("debt_exit"))))
        assert not any("Togar" in summary or "Siti" in summary for summary in summaries)


def test_licensed_debt_in_arrears_gets_a_numbered_letter_and_readiness_is_told(app: Flask, login: Login) -> None:
    with app.app_context():
        person_id, client = make_owner(), login(Role.OFFICER)
        read(person_id, bank_ideb("20260920", kualitas="3", bakiDebet="1260000", ljkKet="PT Pasar Dana Pinjaman"))
        finding = screening.findings_of(person_id)[0]
        with transaction():
            row = screening.finding(finding.id)
            decisions.decide(row, DecisionDraft(Decision.CONFIRMED, "Diakui."), actor=actor(), now=clock.now())
        assert screening.known_debts(person_id)[0].quality == 3
        plan_id = open_plan(person_id)
        debt = queries.debts_of(plan_id)[0]
        url = f"/pembinaan/{plan_id}/utang/{debt.id}/surat"
        assert client.post(url, data={"relief": "longer"}).status_code == 422
        form = {"relief": "longer", "reason": "Dagangan sepi.", "can_pay_monthly": "150.000"}
        assert client.post(url, data=form).status_code == 303
        letter = queries.letters_of(plan_id)[0]
        assert letter.number.startswith("SK-")
        answer = client.get(f"/pembinaan/{plan_id}/surat/{letter.id}.pdf")
        assert answer.data.startswith(b"%PDF-")
        assert letter.number in answer.headers["Content-Disposition"]
        assert client.get(f"/pembinaan/{plan_id}/pernyataan.pdf").data.startswith(b"%PDF-")
        assert states(plan_id)[StepKind.ASK_RELIEF] is StepState.DONE
        assert bring(client, plan_id, kind="settlement_letter", debt_id=str(debt.id)).status_code == 303
        assert client.post(f"/pembinaan/{plan_id}/selesai").status_code == 303
        assert screening.open_flags(person_id) == []
        assert screening.known_debts(person_id) == [], "a debt that is proven to be paid off weighs no more"


def test_old_arrears_have_a_path_of_their_own_and_the_hold_is_lifted(app: Flask, login: Login) -> None:
    with app.app_context():
        person_id, client = make_owner(), login(Role.HEAD)
        read(person_id, bank_ideb("20260920", kualitas="5", bakiDebet="6400000"))
        plan_id = open_plan(person_id, PlanKind.ARREARS)
        kinds = [step.kind for step in queries.steps_of(plan_id)]
        assert kinds == [
            StepKind.CONTACT_CREDITOR,
            StepKind.ASK_RELIEF,
            StepKind.AGREE,
            StepKind.SETTLE,
            StepKind.RECHECK_SLIK,
            StepKind.VISIT,
        ]
        debt = str(queries.debts_of(plan_id)[0].id)
        lunas: dict[str, Any] = {"kind": "settlement_letter", "debt_id": debt}
        assert "Tulis nomor suratnya" in bring(client, plan_id, **lunas).text
        assert "bukti lunasnya: Surat keterangan lunas" in bring(client, plan_id, kind="receipt", debt_id=debt).text
        assert bring(client, plan_id, **lunas, paper_number="B-77/KC").status_code == 303
        assert client.post(f"/pembinaan/{plan_id}/selesai").status_code == 303
        assert screening.open_holds(person_id) == []
        assert states(plan_id)[StepKind.RECHECK_SLIK] is StepState.WAITING, "SLIK is looked at again after the end"
        recheck = next(step for step in queries.steps_of(plan_id) if step.kind is StepKind.RECHECK_SLIK)
        assert recheck.due_on == TODAY - timedelta(days=1) + timedelta(days=queries.step_rules(TODAY).recheck_days)
        assert queries.count_rechecks_due(recheck.due_on) == 1


def test_a_newer_ideb_is_proof_enough(app: Flask) -> None:
    with app.app_context():
        person_id = make_owner()
        read(person_id, bank_ideb("20260920", kualitas="5", bakiDebet="6400000"))
        plan_id = open_plan(person_id, PlanKind.ARREARS)
        read(person_id, bank_ideb("20261110"), "kosong.txt")
        with transaction():
            service.close(plan(plan_id), actor=actor(), now=clock.now(), today=TODAY)
        assert plan(plan_id).state is PlanState.CLOSED
        assert states(plan_id)[StepKind.RECHECK_SLIK] is StepState.DONE


def test_what_cannot_be_true_is_refused_in_words(app: Flask, login: Login) -> None:
    with app.app_context():
        person_id, client = held_by_rentenir(also_app=True), login(Role.OFFICER)
        plan_id = open_plan(person_id)
        rentenir, app_debt = (str(row.id) for row in queries.debts_of(plan_id))
        assert "JPG, PNG, atau PDF" in client.get(f"/pembinaan/{plan_id}/bukti?debt_id={rentenir}").text
        for content, name in ((b"<html>", "x.png"), (b"", "kosong.pdf"), (b"MZ\x90\x00", "bukti.jpg")):
            answer = bring(client, plan_id, content, name, debt_id=rentenir)
            assert answer.status_code == 422
            assert "foto" in answer.text
        assert "tidak boleh sesudah hari ini" in bring(client, plan_id, on="31/12/2030", debt_id=rentenir).text
        assert "hanya dapat menunjukkan" in bring(client, plan_id, kind="debt_paper", debt_id=rentenir).text
        assert "Pilih utang mana" in bring(client, plan_id).text
        assert (
            "kosongkan pilihan utangnya"
            in bring(client, plan_id, kind="report", shows="reported", debt_id=rentenir).text
        )
        assert bring(client, plan_id, debt_id="99999").status_code == 404
        url = f"/pembinaan/{plan_id}/utang/{rentenir}/sisa"
        seen = {"amount": "500.000", "on": ago(0), "source": "receipt"}
        assert "sesudah hari ini" in client.post(url, data={**seen, "on": "31/12/2030"}).text
        assert "lebih dari dua kali" in client.post(url, data={**seen, "amount": "60.000.000", "on": ago(2)}).text
        sure = {**seen, "amount": "60.000.000", "on": ago(2), "is_sure": "1"}
        assert client.post(url, data=sure).status_code == 303
        assert "sudah dicatat" in client.post(url, data=sure).text
        row = next(row for row in queries.balances_of(plan_id) if row.amount == 60_000_000)
        assert (
            client.post(f"/pembinaan/{plan_id}/sisa/{row.id}/batal", data={"reason": "Salah nol."}).status_code == 303
        )
        assert client.post(url, data={**sure, "amount": "550.000"}).status_code == 303
        assert client.get(f"/pembinaan/{plan_id}/utang/{app_debt}/surat").status_code == 422
        settle = next(step for step in queries.steps_of(plan_id) if step.kind is StepKind.SETTLE)
        told = {"done_on": ago(0), "note": "Katanya lunas."}
        assert "bukti lunas" in client.post(f"/pembinaan/{plan_id}/langkah/{settle.id}", data=told).text
        moved = client.post(f"/pembinaan/{plan_id}/langkah/{settle.id}/tanggal", data={"due_on": ago(3)})
        assert "tidak boleh sudah lewat" in moved.text
        ask = client.post(f"/pembinaan/{plan_id}/utang/{rentenir}/pembiayaan-ulang", data={"amount": "900.000"})
        assert ask.status_code == 303
        page = client.get(ask.location).text
        assert "belum dibuka kota" in page
        assert "Belum ada bukti bahwa utangnya memang ada" in page
        assert "melebihi sisa utang" in page


def test_a_debt_that_comes_back_holds_the_person_again(app: Flask, login: Login) -> None:
    with app.app_context():
        person_id, client = held_by_rentenir(), login(Role.OFFICER)
        plan_id = open_plan(person_id)
        debt = queries.debts_of(plan_id)[0].id
        bring(client, plan_id, debt_id=str(debt), on=ago(3))
        client.post(f"/pembinaan/{plan_id}/selesai")
        assert screening.open_flags(person_id) == []
        assert client.post(f"/pembinaan/{plan_id}/buka-lagi", data={"reason": ""}).status_code == 422
        assert client.post(f"/pembinaan/{plan_id}/buka-lagi", data={"reason": "Meminjam lagi."}).status_code == 303
        assert screening.open_flags(person_id) == [], "reopening alone accuses nobody"
        again = {"amount": "700.000", "on": ago(1), "source": "told"}
        assert client.post(f"/pembinaan/{plan_id}/utang/{debt}/sisa", data=again).status_code == 303
        assert len(screening.open_flags(person_id)) == 1
        assert "kembali setelah lunas" in client.get(f"/pembinaan/{plan_id}").text
        assert client.post(f"/pembinaan/{plan_id}/selesai").status_code == 422
        bring(client, plan_id, PICTURE + b"2", debt_id=str(debt), on=ago(0))
        assert client.post(f"/pembinaan/{plan_id}/selesai").status_code == 303
        assert screening.open_flags(person_id) == []
        declare(person_id, "Bang Togar", InterviewSource.MOBILE_LENDER)
        assert queries.debts_of(open_plan(person_id))[0].has_returned


def test_a_dropped_plan_leaves_the_hold_and_can_run_again(app: Flask, login: Login) -> None:
    with app.app_context():
        person_id, client = held_by_rentenir(), login(Role.OFFICER)
        plan_id = open_plan(person_id)
        assert client.post(f"/pembinaan/{plan_id}/berhenti", data={"reason": "Pindah kota."}).status_code == 303
        assert len(screening.open_flags(person_id)) == 1
        second = open_plan(person_id)
        assert second != plan_id
        assert "Sudah ada rencana" in client.post(f"/pembinaan/{plan_id}/buka-lagi", data={"reason": "Kembali."}).text


def test_new_debts_are_taken_up_and_wrong_ones_fall_out(app: Flask, login: Login) -> None:
    with app.app_context():
        person_id, client = held_by_rentenir(), login(Role.OFFICER)
        plan_id = open_plan(person_id)
        declare(person_id, "Uang Gampang", InterviewSource.UNLICENSED_APP)
        assert "belum masuk rencana" in client.get(f"/pembinaan/{plan_id}").text
        client.post(f"/pembinaan/{plan_id}/perbarui")
        assert [row.lender for row in queries.debts_of(plan_id)] == ["Bang Togar", "Uang Gampang"]
        assert StepKind.FOLLOW_ADVICE in states(plan_id)
        flag = next(flag for flag in screening.open_flags(person_id) if flag.lender == "Bang Togar")
        with transaction():
            draft = ClosingDraft(FlagClosing.WRONG, "Ternyata arisan.")
            decisions.close_flag(screening.flag(flag.id), draft, actor=actor(), now=clock.now())
            service.take_up(plan(plan_id), actor=actor(), now=clock.now(), today=TODAY)
        assert [debt.is_withdrawn for debt in queries.exit_debts(plan_id)] == [True, False]
        togar = [step for step in queries.steps_of(plan_id) if step.debt_id == queries.debts_of(plan_id)[0].id]
        assert {step.state for step in togar} == {StepState.SKIPPED}


def test_each_role_sees_its_own(app: Flask, login: Login) -> None:
    with app.app_context():
        plan_id, other = open_plan(held_by_rentenir()), open_plan(held_by_rentenir("Budi Santoso"))
        officer, mentor = login(Role.OFFICER), login(Role.MENTOR)
        assert mentor.get(f"/pembinaan/{plan_id}").status_code == 404
        not_a_mentor = str(actor("trainer").id)
        assert (
            "Pilih pendamping"
            in officer.post(f"/pembinaan/{plan_id}/pendamping", data={"mentor_id": not_a_mentor}).text
        )
        officer.post(f"/pembinaan/{plan_id}/pendamping", data={"mentor_id": str(actor("mentor").id)})
        page = mentor.get(f"/pembinaan/{plan_id}").text
        assert "Bang Togar" in page
        assert "Pemeriksaan utangnya" not in page
        assert "Selesaikan rencana" not in page
        listed = mentor.get("/pembinaan").text
        assert "Siti Aminah" in listed
        assert "Budi Santoso" not in listed
        assert mentor.get(f"/pembinaan/{other}").status_code == 404
        assert (
            mentor.post(f"/pembinaan/{plan_id}/kunjungan", data={"visited_on": ago(0), "note": "Baik."}).status_code
            == 303
        )
        assert mentor.post(f"/pembinaan/{plan_id}/selesai").status_code == 403
        assert login(Role.AUDITOR).get(f"/pembinaan/{plan_id}").status_code == 200
        assert login(Role.AUDITOR).post(f"/pembinaan/{plan_id}/kunjungan", data={}).status_code == 403
        for role in (Role.TRAINER, Role.ECONOMICS, Role.ADMIN, Role.APPLICANT, Role.CHAIR):
            assert login(role).get(f"/pembinaan/{plan_id}").status_code == 403
            assert login(role).get("/pembinaan").status_code == 403
        assert login("bank").get("/pembinaan").status_code == 403


def test_the_list_is_searched_and_narrowed(app: Flask, login: Login) -> None:
    with app.app_context():
        plan_id, other = open_plan(held_by_rentenir()), open_plan(held_by_rentenir("Budi Santoso"))
        with transaction():
            for step in queries.steps_of(plan_id):
                step.due_on = TODAY - timedelta(days=1)
        client = login(Role.OFFICER)

        def listed(question: str) -> tuple[bool, bool]:
            text = client.get(f"/pembinaan?{question}").text
            return "Siti Aminah" in text, "Budi Santoso" in text

        assert listed("") == (True, True)
        assert listed("q=budi") == (False, True)
        assert listed("waktu=lewat") == (True, False)
        assert listed("jenis=arrears") == (False, False)
        assert listed("keadaan=closed") == (False, False)
        assert listed("keadaan=semua&pendamping=0") == (True, True)
        assert listed("pendamping=%27%20or%201") == (True, True)
        assert "lewat tanggal" in client.get("/").text
        assert other


def test_the_job_asks_once_a_month_and_fresh_evidence_answers(app: Flask, login: Login) -> None:
    with app.app_context():
        plan_id = open_plan(held_by_rentenir())
        job = next(job for job in JOBS if job.name == "debt_exit.ask_evidence")
        soon, later = TODAY + timedelta(days=20), TODAY + timedelta(days=40)
        assert job.run(soon, clock.now()) == "0 rencana diminta bukti terbaru"
        assert job.run(later, clock.now()) == "1 rencana diminta bukti terbaru"
        assert job.run(later, clock.now()) == "0 rencana diminta bukti terbaru", "a second run doubles nothing"
        asked = next(step for step in queries.steps_of(plan_id) if step.kind is StepKind.BRING_EVIDENCE)
        assert asked.due_on == later + timedelta(days=14)
        assert "menunggu bukti terbaru" in login(Role.OFFICER).get("/").text
        debt = queries.debts_of(plan_id)[0]
        seen = {"amount": "300.000", "on": words(TODAY - timedelta(days=1)), "source": "receipt"}
        login(Role.OFFICER).post(f"/pembinaan/{plan_id}/utang/{debt.id}/sisa", data=seen)
        assert db.session.get(DebtExitStep, asked.id, populate_existing=True).state is StepState.DONE  # type: ignore[union-attr]
        keeper = next(job for job in JOBS if job.name == "debt_exit.destroy_proofs")
        bring(login(Role.OFFICER), plan_id, debt_id=str(debt.id))
        assert keeper.run(TODAY, clock.now()) == "0 bukti dihapus gambarnya"
        assert keeper.run(TODAY, clock.now() + timedelta(days=800)) == "1 bukti dihapus gambarnya"
        proof = queries.proofs_of(plan_id)[0]
        assert login(Role.OFFICER).get(f"/pembinaan/{plan_id}/bukti/{proof.id}").status_code == 404


def test_papers_are_unreadable_at_rest_and_looks_leave_a_trace(app: Flask, login: Login) -> None:
    with app.app_context():
        plan_id, client = open_plan(held_by_rentenir()), login(Role.OFFICER)
        debt = queries.debts_of(plan_id)[0]
        bring(client, plan_id, debt_id=str(debt.id))
        proof = queries.proofs_of(plan_id)[0]
        kept = bytes(db.session.connection().exec_driver_sql("SELECT content FROM debt_exit_proof").scalar_one())
        assert PICTURE not in kept
        answer = client.get(f"/pembinaan/{plan_id}/bukti/{proof.id}")
        assert answer.data == PICTURE
        assert "Togar" not in answer.headers["Content-Disposition"]
        assert "debt_exit.view_proof" in set(db.session.scalars(select(AuditEntry.deed)))
        looks = select(func.count()).where(AuditEntry.deed == "debt_exit.view", AuditEntry.subject_id == plan_id)
        before, base = db.session.scalar(looks) or 0, f"/pembinaan/{plan_id}"
        shown = (
            f"{base}/bukti",
            f"{base}/bukti/{proof.id}/batal",
            f"{base}/pernyataan.pdf",
            f"{base}/utang/{debt.id}/sisa",
        )
        assert [client.get(address).status_code for address in shown] == [200] * 4
        assert client.get(f"{base}/utang/999999/sisa").status_code == 404
        assert db.session.scalar(looks) == before + 4, "every page that shows a debt is a look, and only those"
        assert (
            client.post(f"/pembinaan/{plan_id}/bukti/{proof.id}/batal", data={"reason": "Kuitansi lain."}).status_code
            == 303
        )
        assert client.post(f"/pembinaan/{plan_id}/selesai").status_code == 422, "a cancelled paper proves nothing"


def test_consent_taken_back_hides_the_plan(app: Flask, login: Login) -> None:
    with app.app_context():
        person_id = held_by_rentenir()
        plan_id = open_plan(person_id)
        with transaction():
            for row in db.session.scalars(select(Consent).where(Consent.person_id == person_id)):
                row.withdrawn_at = clock.now()
        client = login(Role.OFFICER)
        for address in (f"/pembinaan/{plan_id}", f"/pembinaan/orang/{person_id}"):
            text = client.get(address, follow_redirects=True).text
            assert "Bang Togar" not in text
            assert "sudah dicabut" in text
        assert client.get(f"/pembinaan/{plan_id}/bukti").status_code == 422
        job = next(job for job in JOBS if job.name == "debt_exit.ask_evidence")
        assert job.run(TODAY + timedelta(days=40), clock.now()) == "0 rencana diminta bukti terbaru"
        assert client.post(f"/pembinaan/{plan_id}/berhenti", data={"reason": "Dicabut."}).status_code == 303
        assert client.post(f"/pembinaan/orang/{person_id}", data={"kind": "flags"}).status_code == 422


def test_two_officers_open_one_plan_on_both_engines(app_on_both: Flask) -> None:
    with app_on_both.app_context():
        person_id = held_by_rentenir()
        assert open_plan(person_id) == open_plan(person_id)
        values = {"number": "PU-X", "opened_on": TODAY, "state": PlanState.OPEN}
        db.session.add(DebtExitPlan(person_id=person_id, kind=PlanKind.FLAGS, **values))
        with pytest.raises(IntegrityError):
            db.session.flush()
        db.session.rollback()
        assert grounds.open_grounds(person_id, PlanKind.FLAGS)
        assert db.session.scalars(select(DebtExitBalance.amount)).all() == [600_000]
        assert db.session.scalars(select(DebtExitProof)).all() == []
