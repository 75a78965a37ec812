"""Taking what a bank filled in: each row is the same deed as on the page, and the same row twice is one deed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.crypto import blind_index
from core.db import db
from core.errors import RuleBroken
from harkat.applications.contracts import service as contracts
from harkat.applications.decisions import service as decisions
from harkat.applications.models import Application, ApplicationStep, DecisionFile
from harkat.applications.packages import queries
from harkat.applications.packages.decision_rows import DecisionRow, RowRefused, check_undecided
from harkat.applications.states import State, StopReason, Verdict
from harkat.facility import queries as facility

APPLIED, REPEATED, REFUSED = "applied", "repeated", "refused"


class ChangedKey(RuleBroken):
    """A row's key was changed, is another bank's, or belongs to a file from before the application came back."""


@dataclass(frozen=True)
class RowOutcome:
    """What became of one row."""

    line: int
    number: str
    result: str
    message: str

    def as_json(self) -> dict[str, Any]:
        """Return it as the file's record keeps it."""
        return {"line": self.line, "number": self.number, "result": self.result, "message": self.message}


def take_row(row: DecisionRow, *, actor: Actor, now: datetime) -> RowOutcome:
    """Carry out one row in the caller's transaction.

    :raises ChangedKey: when the key is not one that was given to this bank
    :raises DomainError: whatever the deed on the page would refuse
    """
    actor.require(Role.BANK, deed="mengunggah keputusan bank")
    application = queries.by_key(row.key, actor)
    if application is None:
        raise ChangedKey("Kunci baris berubah atau sudah usang. Unduh berkas baru untuk permohonan ini.")
    done = [
        words
        for wanted, words, deed in (
            (row.verdict is not None, "keputusan", _decide),
            (row.contract_number is not None, "akad", _contract),
            (row.paid_on is not None, "pencairan", _disburse),
        )
        if wanted and deed(application, row, actor, now)
    ]
    if done:
        words = f"Tercatat: {', '.join(done)}.{_split_words(application, row)}"
        return RowOutcome(row.line, application.number, APPLIED, words)
    return RowOutcome(row.line, application.number, REPEATED, "Sudah tercatat sebelumnya; tidak ada yang berubah.")


def _split_words(application: Application, row: DecisionRow) -> str:
    if application.sub_group_id is None or row.amount is None or row.amount == application.recommended:
        return ""
    return " Bagian anggota dibagi sebanding dengan rekomendasi; bagian lain diisi di halaman permohonan."


def keep_file(name: str, content: bytes, outcomes: list[RowOutcome], *, actor: Actor, now: datetime) -> DecisionFile:
    """Keep the file and what became of its rows."""
    counts: Mapping[str, int] = {
        result: sum(1 for outcome in outcomes if outcome.result == result) for result in (APPLIED, REPEATED, REFUSED)
    }
    kept = DecisionFile(
        bank_id=facility.bank_of_organization(actor.organization_id).id,
        name=name[:120],
        content=content,
        uploaded_at=now,
        uploaded_by_id=actor.id,
        outcome=[outcome.as_json() for outcome in sorted(outcomes, key=lambda outcome: outcome.line)],
        **counts,
    )
    db.session.add(kept)
    db.session.flush()
    audit.record(
        "applications.decision_file", actor=actor, now=now, subject="decision_file", subject_id=kept.id,
        summary=f"Berkas keputusan bank: {counts[APPLIED]} tercatat, {counts[REFUSED]} perlu diperbaiki",
        after=dict(counts),
    )  # fmt: skip
    return kept


def _decide(application: Application, row: DecisionRow, actor: Actor, now: datetime) -> bool:
    words = f"{row.verdict}:{row.amount}:{row.months}:{row.reason}"
    reference = _reference(row.key, words)
    if _is_known(reference):
        return False
    check_undecided(application.state)
    if row.verdict is Verdict.APPROVE:
        assert row.amount is not None
        decisions.approve(
            application, amount=row.amount, installments=row.months, reference=reference, actor=actor, now=now
        )
    elif row.verdict is Verdict.REFUSE:
        assert row.reason is not None
        note = "Lihat surat bank" if row.reason is StopReason.OTHER else None
        decisions.refuse(application, reason=row.reason, note=note, reference=reference, actor=actor, now=now)
    else:
        note = "Bank meminta berkas dilengkapi" + (f": {row.reason.label.lower()}" if row.reason else "")
        decisions.return_to_city(application, note=note, reference=reference, actor=actor, now=now)
    return True


def _contract(application: Application, row: DecisionRow, actor: Actor, now: datetime) -> bool:
    assert row.contract_number is not None
    assert row.contract_on is not None
    assert row.account is not None
    reference = _reference(row.key, f"contract:{row.contract_number}:{row.contract_on}:{row.account}")
    if _is_known(reference):
        return False
    if application.state is State.APPROVED:
        raise RowRefused("Pemohon belum menjawab tawaran bank, jadi akad belum bisa dicatat. Kosongkan kolom akad.")
    if application.person_id is None:
        raise RowRefused("Akad sub-kelompok dicatat di halaman permohonan, karena tiap anggota punya rekening sendiri.")
    contracts.contract(
        application,
        contract_number=row.contract_number,
        contract_on=row.contract_on,
        payout_accounts={application.person_id: row.account},
        reference=reference,
        actor=actor,
        now=now,
    )
    return True


def _disburse(application: Application, row: DecisionRow, actor: Actor, now: datetime) -> bool:
    assert row.paid_on is not None
    reference = _reference(row.key, f"paid:{row.paid_on}")
    if _is_known(reference):
        return False
    contracts.disburse(application, disbursed_on=row.paid_on, reference=reference, actor=actor, now=now)
    return True


def _reference(key: str, words: str) -> str:
    return f"file-{blind_index(f'{key}|{words}')[:40]}"


def _is_known(reference: str) -> bool:
    return db.session.scalar(select(ApplicationStep.id).where(ApplicationStep.reference == reference)) is not None
