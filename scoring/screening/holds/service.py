"""Raising a hold for old arrears, lifting it with a letter, and following what a newer iDeb shows."""

from datetime import date, datetime, timedelta

from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.db import db
from core.errors import Conflict, RuleBroken
from core.people import queries as people
from core.policy.queries import whole_on
from scoring.screening.drafts import LiftDraft
from scoring.screening.hold_rules import BY_PROOF, HoldLifting, is_due_again, is_old_arrears
from scoring.screening.holds import queries
from scoring.screening.holds.models import DebtHold
from scoring.screening.kinds import Decision
from scoring.screening.models import DebtFinding
from scoring.screening.screening import EvidenceKind
from scoring.screening.terms import SLIK_SHOWS_AFTER_DAYS


class AlreadyLifted(Conflict):
    """A hold that was lifted before."""


class UnlikelyLetter(RuleBroken):
    """Days of a letter that cannot be true."""


def slik_expected_on(letter_on: date) -> date:
    """Return the day by which SLIK should show a settlement that was confirmed in writing on a day."""
    return letter_on + timedelta(days=whole_on(SLIK_SHOWS_AFTER_DAYS, letter_on))


def lift(hold: DebtHold, draft: LiftDraft, *, actor: Actor, now: datetime, today: date) -> DebtHold:
    """Lift a hold with the creditor's letter; a fresh iDeb is asked for when SLIK should show it.

    :raises AlreadyLifted: when it is lifted
    :raises UnlikelyLetter: when the days are not in order
    """
    actor.require(Role.OFFICER, Role.HEAD, deed="mengangkat tunggakan lama")
    if hold.lifted_at is not None:
        raise AlreadyLifted("Tunggakan ini sudah dinyatakan beres. Muat ulang halaman.")
    if draft.lifting not in BY_PROOF:
        raise UnlikelyLetter(
            "Pilih lunas atau dijadwal ulang; yang lain mengikuti berkas yang dibaca.", field="lifting"
        )
    if draft.letter_on > today:
        raise UnlikelyLetter("Tanggal surat tidak boleh sesudah hari ini.", field="letter_on")
    slik_due_on = draft.slik_due_on or slik_expected_on(draft.letter_on)
    if slik_due_on < draft.letter_on:
        raise UnlikelyLetter("SLIK baru berubah sesudah tanggal surat. Periksa tanggalnya.", field="slik_due_on")
    hold.letter_number, hold.letter_on = draft.letter_number, draft.letter_on
    hold.slik_due_on = slik_due_on
    hold.recheck_on = max(draft.recheck_on or slik_due_on, slik_due_on)
    _end(hold, draft.lifting, draft.note, actor=actor, now=now)
    return hold


def follow(finding: DebtFinding, as_of: date, *, actor: Actor, now: datetime, today: date) -> None:
    """Raise, keep or lift the hold of a finding after it was read again or decided about.

    :param as_of: the day the evidence speaks of
    """
    known = queries.latest_of_finding(finding.id)
    is_open = known is not None and known.lifted_at is None
    if known is not None and not is_open and known.slik_due_on is not None:
        proves = finding.gone_on is not None or as_of >= known.slik_due_on
        known.rechecked_on = known.rechecked_on or (as_of if proves else None)
    if finding.decision in (Decision.DISMISSED, Decision.ANSWERED):
        if known is not None and is_open:
            _end(known, HoldLifting.WRONG, finding.reason, actor=actor, now=now)
        return
    counts = finding.source is not EvidenceKind.STATEMENT or finding.decision is Decision.CONFIRMED
    late = finding.gone_on is None and is_old_arrears(
        finding.lender_kind,
        active=finding.active,
        quality=finding.quality,
        written_off=finding.written_off,
        classes=queries.hold_classes(today),
    )
    if known is not None and is_open and not late:
        _end(known, HoldLifting.SHOWN_CLEAR, None, actor=actor, now=now)
    elif late and counts and (known is None or (not is_open and _is_due(known, as_of, finding))):
        _raise(finding, actor=actor, now=now)


def _is_due(known: DebtHold, as_of: date, finding: DebtFinding) -> bool:
    assert known.lifting is not None
    if known.lifting is HoldLifting.WRONG:
        return finding.decision is Decision.CONFIRMED
    return is_due_again(known.lifting, slik_due_on=known.slik_due_on, as_of=as_of)


def _raise(finding: DebtFinding, *, actor: Actor, now: datetime) -> None:
    hold = DebtHold(person_id=finding.person_id, finding=finding, raised_at=now, raised_by_id=actor.id)
    db.session.add(hold)
    db.session.flush()
    after: dict[str, object] = {"hold_id": hold.id, "finding_id": finding.id}
    _record("screening.raise_hold", "Menahan karena tunggakan lama", hold, after, actor=actor, now=now)


def _end(hold: DebtHold, lifting: HoldLifting, note: str | None, *, actor: Actor, now: datetime) -> None:
    hold.lifting, hold.lifted_at, hold.lifted_by_id = lifting, now, actor.id
    hold.note = note
    db.session.flush()
    after: dict[str, object] = {
        "hold_id": hold.id,
        "lifting": lifting,
        "letter_on": hold.letter_on,
        "slik_due_on": hold.slik_due_on,
    }
    _record(
        "screening.lift_hold", f"Mengangkat tunggakan lama: {lifting.label.lower()}", hold, after, actor=actor, now=now
    )


def _record(deed: str, words: str, hold: DebtHold, after: dict[str, object], *, actor: Actor, now: datetime) -> None:
    summary = f"{words} ({people.person(hold.person_id).number})"
    audit.record(deed, actor=actor, now=now, subject="person", subject_id=hold.person_id, summary=summary, after=after)
