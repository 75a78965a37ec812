"""Writing a scorecard's draft, asking for it, and switching it on or back with two persons' eyes."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.dates import format_date_short
from core.db import db
from core.errors import Conflict, NotAllowed, RuleBroken
from core.policy import service as policy
from harkat.readiness.cards import queries
from harkat.readiness.kinds import CardState
from harkat.readiness.models import ScorecardDraft
from scoring.comparison import differences
from scoring.first_scorecard import SCORECARD_KEY
from scoring.passable import check_scorecard
from scoring.scorecard import BadScorecard

AUTHORS = (Role.HEAD, Role.ADMIN)


class SameEyes(NotAllowed):
    """Somebody tried to switch on their own scorecard."""


class NotThatFar(Conflict):
    """The draft is not in the state this deed is for."""


class DayPassed(RuleBroken):
    """The day from which the card should count lies in the past."""


def begin(*, actor: Actor, now: datetime, today: date) -> ScorecardDraft:
    """Begin a draft with the table in force today."""
    actor.require(*AUTHORS, deed="mengubah tabel penilaian")
    table = queries.table_on(today)
    row = ScorecardDraft(
        version=_next_version(str(table["version"]), now),
        table=table,
        reason="",
        state=CardState.DRAFT,
        changed_at=now,
        changed_by_id=actor.id,
    )
    row.table = table | {"version": row.version}
    db.session.add(row)
    db.session.flush()
    _record("readiness.begin_card", "Memulai rancangan tabel penilaian", row, actor=actor, now=now)
    return row


def change(
    row: ScorecardDraft, table: Mapping[str, Any], *, reason: str, actor: Actor, now: datetime
) -> ScorecardDraft:
    """Write a draft's table and why it should change.

    :raises BadScorecard: when the table is unsound, nobody could pass it, or its version is another table's
    :raises NotThatFar: when it is no draft any more
    """
    actor.require(*AUTHORS, deed="mengubah tabel penilaian")
    _require(row, CardState.DRAFT)
    card = check_scorecard(table)
    known = queries.known_tables().get(card.version)
    if known is not None and differences(check_scorecard(known), card):
        raise BadScorecard(
            f"Versi {card.version} sudah dipakai tabel lain. Beri nama versi yang baru.", field="version"
        )
    row.table, row.version, row.reason = dict(table), card.version, reason
    row.changed_at, row.changed_by_id = now, actor.id
    db.session.flush()
    _record("readiness.change_card", "Mengubah rancangan tabel penilaian", row, actor=actor, now=now)
    return row


def ask(row: ScorecardDraft, *, valid_from: date, actor: Actor, now: datetime, today: date) -> ScorecardDraft:
    """Ask a second person to switch a draft on from a day.

    :raises DayPassed: when the day lies in the past
    :raises BadScorecard: when nothing differs from the card in force
    """
    actor.require(*AUTHORS, deed="mengajukan tabel penilaian")
    _require(row, CardState.DRAFT)
    card = check_scorecard(row.table)
    if valid_from < today:
        raise DayPassed("Tanggal mulai berlaku sudah lewat. Pilih hari ini atau sesudahnya.", field="valid_from")
    if not row.reason.strip():
        raise BadScorecard("Tulis dulu mengapa tabel ini diubah.", field="reason")
    if not differences(check_scorecard(queries.table_on(valid_from)), card):
        raise BadScorecard("Rancangan ini sama dengan tabel yang berlaku. Ubah dulu, atau buang rancangannya.")
    row.state, row.valid_from = CardState.WAITING, valid_from
    row.asked_at, row.asked_by_id = now, actor.id
    db.session.flush()
    _record("readiness.ask_card", "Mengajukan tabel penilaian", row, actor=actor, now=now)
    return row


def ask_back(version: str, *, actor: Actor, now: datetime, today: date) -> ScorecardDraft:
    """Ask a second person to switch back to a card that was in force before.

    :raises BadScorecard: when no card bore that version, or it is the one in force
    """
    actor.require(*AUTHORS, deed="mengembalikan tabel penilaian")
    table = queries.table_of_version(version)
    if table is None:
        raise BadScorecard("Versi tabel penilaian ini tidak dikenal.")
    in_force = queries.table_on(today)
    if table == in_force:
        raise BadScorecard(f"Versi {version} memang sedang berlaku.")
    row = ScorecardDraft(
        version=version,
        table=table,
        reason=f"Kembali ke versi {version}, membatalkan versi {in_force['version']}.",
        state=CardState.WAITING,
        changed_at=now,
        changed_by_id=actor.id,
        valid_from=today,
        asked_at=now,
        asked_by_id=actor.id,
    )
    db.session.add(row)
    db.session.flush()
    _record("readiness.ask_card_back", "Mengajukan kembali ke tabel penilaian", row, actor=actor, now=now)
    return row


def confirm(row: ScorecardDraft, *, actor: Actor, now: datetime, today: date) -> ScorecardDraft:
    """Switch a card on from its day; assessments made before keep the version they were made with.

    :raises SameEyes: by whoever wrote it or asked for it
    :raises DayPassed: when its day went by while it waited
    """
    _answer(row, CardState.CONFIRMED, actor=actor, now=now)
    assert row.valid_from is not None
    if row.valid_from < today:
        raise DayPassed("Tanggal mulai berlakunya sudah lewat saat menunggu. Tolak, lalu ajukan lagi.")
    check_scorecard(row.table)
    source = f"{row.reason} Diajukan dan disahkan oleh dua orang, {format_date_short(today)}."[:300]
    policy.set_value(
        SCORECARD_KEY, row.table, valid_from=row.valid_from, source=source, actor=actor, now=now, today=today
    )
    db.session.flush()
    _record("readiness.confirm_card", "Mengesahkan tabel penilaian", row, actor=actor, now=now)
    return row


def turn_down(row: ScorecardDraft, answer: str, *, actor: Actor, now: datetime) -> ScorecardDraft:
    """Turn a card down with a reason; it stays to be read.

    :raises SameEyes: by whoever wrote it or asked for it
    """
    _answer(row, CardState.TURNED_DOWN, actor=actor, now=now)
    row.answer = answer
    db.session.flush()
    _record("readiness.turn_card_down", "Tidak mengesahkan tabel penilaian", row, actor=actor, now=now)
    return row


def drop(row: ScorecardDraft, *, actor: Actor, now: datetime) -> ScorecardDraft:
    """Lay a draft, or one that still waits, aside; it stays to be read."""
    actor.require(*AUTHORS, deed="membuang rancangan tabel penilaian")
    _require(row, CardState.DRAFT, CardState.WAITING)
    row.state = CardState.DROPPED
    db.session.flush()
    _record("readiness.drop_card", "Membuang rancangan tabel penilaian", row, actor=actor, now=now)
    return row


def _answer(row: ScorecardDraft, state: CardState, *, actor: Actor, now: datetime) -> None:
    actor.require(*AUTHORS, deed="mengesahkan tabel penilaian")
    _require(row, CardState.WAITING)
    if actor.id in (row.asked_by_id, row.changed_by_id):
        raise SameEyes("Tabel yang Anda tulis atau ajukan sendiri harus disahkan orang lain.")
    row.state, row.answered_at, row.answered_by_id = state, now, actor.id


def _require(row: ScorecardDraft, *states: CardState) -> None:
    if row.state not in states:
        raise NotThatFar(f"Rancangan ini sudah “{row.state.label}”. Muat ulang halaman.")


def _next_version(version: str, now: datetime) -> str:
    """Return a version nobody uses: the year and the next number."""
    known = {*queries.known_tables(), *(row.version for row in queries.drafts()), version}
    number = 1
    while f"{now.year}-{number}" in known:
        number += 1
    return f"{now.year}-{number}"


def _record(deed: str, words: str, row: ScorecardDraft, *, actor: Actor, now: datetime) -> None:
    audit.record(
        deed,
        actor=actor,
        now=now,
        subject="scorecard_draft",
        subject_id=row.id,
        summary=f"{words} {row.version}",
        after={"state": row.state, "valid_from": row.valid_from, "reason": row.reason, "answer": row.answer},
    )
