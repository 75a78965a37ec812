"""Drawing a sample and writing down who took its papers."""

import secrets
from datetime import datetime

from core.audit import service as audit
from core.auth.roles import Actor, Role
from core.dates import day_of
from core.db import db
from core.errors import RuleBroken
from core.numbers import number_for
from harkat.facility import queries as facility
from harkat.reports.audit_samples import queries
from harkat.reports.audit_samples.drawing import draw
from harkat.reports.audit_samples.models import AuditSample, AuditSampleLoan
from harkat.reports.audit_samples.schemas import DrawWish

DRAWERS = (Role.AUDITOR, Role.HEAD, Role.ECONOMICS)
NAME_READERS = (Role.AUDITOR, Role.HEAD)
"""Who may see names and take the papers; the economics department sees case numbers."""


def draw_sample(wish: DrawWish, *, actor: Actor, now: datetime) -> AuditSample:
    """Draw loans at random and keep the seed and what fell.

    :raises RuleBroken: when no loan fits, or a field does not
    """
    actor.require(*(*DRAWERS, Role.SYSTEM), deed="mengundi uji petik")
    if wish.bank_id is not None and wish.bank_id not in {bank.id for bank in facility.banks()}:
        raise RuleBroken("Bank ini tidak ada. Pilih dari daftar.", field="bank_id")
    if wish.first_on is not None and wish.last_on is not None and wish.last_on < wish.first_on:
        raise RuleBroken("Tanggal terakhir mendahului tanggal pertama. Periksa keduanya.", field="last_on")
    last, seed = queries.last_loan_id(), wish.seed or secrets.token_hex(8)
    numbers = list(db.session.scalars(queries.population(wish, last_loan_id=last)))
    if not numbers:
        raise RuleBroken("Tidak ada pinjaman yang cocok. Longgarkan bank atau tanggalnya.")
    fallen = draw(numbers, size=wish.size, seed=seed)
    row = AuditSample(
        number=secrets.token_hex(8), seed=seed, size=wish.size, population=len(numbers), last_loan_id=last,
        bank_id=wish.bank_id, first_on=wish.first_on, last_on=wish.last_on, drawn_at=now, drawn_by_id=actor.id,
        drawn_by_name=actor.name,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    row.number = number_for("UP", day_of(now), row.id)
    keys = queries.keys_of(fallen)
    db.session.add_all(
        AuditSampleLoan(sample_id=row.id, loan_id=keys[number], place=place)
        for place, number in enumerate(fallen, start=1)
    )
    db.session.flush()
    after = {"number": row.number, "seed": seed, "population": row.population, "loans": fallen}
    _record("reports.draw_sample", f"Uji petik {row.number} diundi", row, actor, now, after)
    return row


def note_taking(row: AuditSample, *, files: int, actor: Actor, now: datetime) -> None:
    """Write down who took the papers of a draw.

    :raises NotAllowed: for who may not see names
    """
    actor.require(*NAME_READERS, deed="mengambil berkas uji petik")
    _record("reports.take_sample", f"Berkas uji petik {row.number} diunduh", row, actor, now, {"files": files})


def _record(deed: str, summary: str, row: AuditSample, actor: Actor, now: datetime, after: dict[str, object]) -> None:
    audit.record(deed, actor=actor, now=now, subject="audit_sample", subject_id=row.id, summary=summary, after=after)
