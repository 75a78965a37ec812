"""Correcting a bank's word before the contract: the old one falls away with its money, the new one is said anew."""

from dataclasses import dataclass
from datetime import datetime

from core.audit import service as audit
from core.auth.roles import Actor
from core.db import db
from core.errors import Conflict, RuleBroken
from harkat.applications import queries as applications
from harkat.applications.corrections import queries
from harkat.applications.corrections.effects import Effect, why_not_correctable
from harkat.applications.corrections.models import DecisionCorrection
from harkat.applications.decisions import service as decisions
from harkat.applications.models import Application, BankDecision
from harkat.applications.offers.service import release_reservation
from harkat.applications.states import State, StopReason, Verdict
from harkat.applications.steps import service as steps


class CannotCorrect(Conflict):
    """The bank's word is bound by a contract, or there is none."""


class NothingChanges(RuleBroken):
    """The correction says what already holds."""


@dataclass(frozen=True)
class NewWord:
    """What the bank says instead; rupiah and months, ``shares`` rupiah by person, ``why`` the old word was wrong."""

    verdict: Verdict
    why: str
    reference: str
    amount: int | None = None
    installments: int | None = None
    shares: dict[int, int] | None = None
    reason: StopReason | None = None
    note: str | None = None


def correct(application: Application, word: NewWord, *, actor: Actor, now: datetime) -> Effect:
    """Replace the bank's word by a new one; the same form sent twice is one correction.

    :raises CannotCorrect: when the contract is made, or the bank has no word that holds
    :raises NothingChanges: when the new word is the old one
    :raises NotEnoughRoom: when more is granted than the bank has free; the old word then holds on
    """
    decisions.begin(application, actor)
    known = queries.decision_by_reference(word.reference)
    if known is not None:
        return _known_effect(application, known)
    refusal = why_not_correctable(application.state)
    replaced = queries.last_decision(application.id)
    if refusal is not None or replaced is None:
        raise CannotCorrect(refusal or "Belum ada keputusan bank yang dapat dikoreksi.")
    _check_change(application, replaced, word)
    before = queries.reserved_for(application)
    _take_back(application, word.why, actor=actor, now=now)
    _say(application, word, actor=actor, now=now)
    effect = Effect(before, queries.reserved_for(application))
    fresh = queries.decision_by_reference(word.reference)
    assert fresh is not None
    assert actor.id is not None
    row = DecisionCorrection(
        application_id=application.id,
        replaced_id=replaced.id,
        decision_id=fresh.id,
        reason=word.why,
        reserved_before=effect.before,
        reserved_after=effect.after,
        corrected_at=now,
        corrected_by_id=actor.id,
        corrected_by_name=actor.name,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(
        "applications.correct", actor=actor, now=now, subject="application", subject_id=application.id,
        summary=f"Keputusan bank atas permohonan {application.number} dikoreksi. {effect.words}",
        before={"verdict": replaced.verdict, "amount": replaced.amount, "reserved": effect.before},
        after={"verdict": fresh.verdict, "amount": fresh.amount, "reserved": effect.after, "reason": word.why},
    )  # fmt: skip
    return effect


def _known_effect(application: Application, known: BankDecision) -> Effect:
    for row, _, fresh in queries.corrections_of(application.id):
        if fresh.id == known.id:
            return Effect(row.reserved_before, row.reserved_after)
    raise steps.ReferenceUsed("Formulir ini sudah dipakai untuk langkah lain. Muat ulang halaman lalu isi kembali.")


def _check_change(application: Application, replaced: BankDecision, word: NewWord) -> None:
    if word.verdict is Verdict.APPROVE and word.amount is None:
        raise RuleBroken("Isi jumlah yang disetujui.", field="amount")
    if word.verdict is Verdict.REFUSE and word.reason is None:
        raise RuleBroken("Pilih alasan penolakan dari daftar.", field="reason")
    months = word.installments or application.installments
    same = {
        Verdict.APPROVE: replaced.amount == word.amount and application.approved_installments == months,
        Verdict.REFUSE: replaced.reason is word.reason and (replaced.note or None) == (word.note or None),
        Verdict.RETURN: False,
    }[word.verdict]
    if same and replaced.verdict is word.verdict and word.shares in (None, _approved_shares(application)):
        raise NothingChanges("Isinya sama dengan keputusan yang berlaku. Ubah yang keliru, atau batalkan.")
    for person_id, name in applications.share_holders(application.id).items():
        other = applications.running_number(person_id)
        if other is not None and other != application.number:
            raise CannotCorrect(
                f"{name} sudah punya permohonan lain yang berjalan ({other}). Selesaikan yang itu dahulu."
            )


def _approved_shares(application: Application) -> dict[int, int | None]:
    return {row.person_id: row.approved for row in applications.shares_of(application.id)}


def _take_back(application: Application, why: str, *, actor: Actor, now: datetime) -> None:
    """Bring the application to where the bank had not spoken yet, and free the money."""
    before = application.state
    had_money = queries.reserved_for(application) > 0
    rows = applications.shares_of(application.id)
    application.state = State.AT_BANK
    application.approved = application.approved_installments = application.offer_expires_on = None
    application.decided_at = application.decided_by_id = application.accepted_at = None
    application.stop_reason = application.stop_note = None
    for row in rows:
        row.approved = None
    steps.record(
        application, deed="take_back", summary="ditarik kembali oleh bank untuk dikoreksi", actor=actor, now=now,
        note=f"Keputusan dikoreksi bank: {why}"[:300], before={"state": before}, after={"state": State.AT_BANK},
    )  # fmt: skip
    if had_money:
        release_reservation(application, reason="Keputusan bank dikoreksi", actor=actor, now=now)
    db.session.flush()


def _say(application: Application, word: NewWord, *, actor: Actor, now: datetime) -> None:
    if word.verdict is Verdict.APPROVE:
        assert word.amount is not None
        decisions.approve(
            application, amount=word.amount, installments=word.installments, shares=word.shares, note=word.note,
            reference=word.reference, actor=actor, now=now,
        )  # fmt: skip
    elif word.verdict is Verdict.REFUSE:
        assert word.reason is not None
        decisions.refuse(
            application, reason=word.reason, note=word.note, reference=word.reference, actor=actor, now=now
        )
    else:
        note = word.note or word.why
        decisions.return_to_city(application, note=note, reference=word.reference, actor=actor, now=now)
    db.session.flush()
