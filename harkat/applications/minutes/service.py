"""Recording what members agreed on their shares, and giving the shares those amounts."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from core.auth.roles import Actor, Role
from core.dates import day_of
from core.db import db
from core.errors import RuleBroken
from core.money import format_rupiah
from harkat.applications import queries
from harkat.applications.attachments import service as attachments
from harkat.applications.attachments.kinds import AttachmentKind
from harkat.applications.minutes import queries as minutes
from harkat.applications.minutes.kinds import MinutesKind, check_present
from harkat.applications.minutes.models import ShareMinutes
from harkat.applications.models import Application
from harkat.applications.shares import check_shares
from harkat.applications.signing.papers import mark_of
from harkat.applications.states import WrongState
from harkat.applications.steps import service as steps


class MinutesMissing(RuleBroken):
    """The bank approved less, and the members have not agreed how to share it."""


def agree(
    application: Application,
    *,
    shares: Mapping[int, int],
    held_on: date,
    place: str,
    present_ids: Collection[int],
    reference: str,
    actor: Actor,
    now: datetime,
    scan: bytes | None = None,
) -> ShareMinutes:
    """Record the split the members agreed of what was recommended or approved, and give each that amount.

    :param shares: rupiah by person; the sum is the recommended or approved amount, nobody above what they had been
        recommended (of an approval) or had asked for (of a recommendation)
    :raises SharesDoNotFit: when they do not sum, or one is too high
    :raises TooFewPresent: when half of the members or fewer were there
    :raises WrongState: while there is nothing to share anew
    """
    actor.require(Role.OFFICER, deed="mencatat berita acara")
    steps.lock(application)
    known = minutes.by_reference(reference)
    if known is not None:
        return known
    column = minutes.COLUMN_OF_STATE.get(application.state)
    if column is None or application.sub_group_id is None:
        raise WrongState(
            f"Pembagian disepakati setelah rekomendasi atau persetujuan bank dan sebelum akad; status sekarang "
            f"“{application.state.label}”."
        )
    rows = queries.shares_of(application.id)
    names = {row.person_id: row.person.name for row in rows}
    amount = application.approved if column == "approved" else application.recommended
    assert amount is not None
    ceiling = {row.person_id: (row.recommended if column == "approved" else None) or row.requested for row in rows}
    check_shares(shares, amount=amount, members=names, at_most=ceiling)
    before = {row.person_id: getattr(row, column) or 0 for row in rows}
    for row in rows:
        setattr(row, column, shares[row.person_id])
    return record(
        application, kind=minutes.KIND_OF_COLUMN[column], shares=shares, before=before, held_on=held_on, place=place,
        present_ids=present_ids, reference=reference, scan=scan, actor=actor, now=now,
    )  # fmt: skip


def record(
    application: Application,
    *,
    kind: MinutesKind,
    shares: Mapping[int, int],
    before: Mapping[int, int],
    held_on: date,
    place: str,
    present_ids: Collection[int],
    reference: str,
    actor: Actor,
    now: datetime,
    scan: bytes | None = None,
) -> ShareMinutes:
    """Write minutes down; what they decide is done by the caller.

    :raises RuleBroken: for a day ahead, or somebody present who has no share
    """
    if held_on > day_of(now):
        raise RuleBroken("Tanggal musyawarah belum terjadi. Isi tanggal yang sebenarnya.", field="held_on")
    if not set(present_ids) <= set(before):
        raise RuleBroken("Yang hadir harus anggota sub-kelompok ini. Muat ulang halaman.", field="present_ids")
    check_present(len(set(present_ids) & set(shares)), len(shares))
    kept = attachments.keep(
        scan, application_id=application.id, kind=AttachmentKind.MINUTES, actor=actor, now=now, field="scan"
    )
    row = ShareMinutes(
        application_id=application.id,
        reference=reference,
        kind=kind,
        amount=sum(shares.values()),
        held_on=held_on,
        place=place,
        shares={str(person_id): amount for person_id, amount in shares.items()},
        before={str(person_id): amount for person_id, amount in before.items()},
        present=sorted(set(present_ids)),
        list_mark=mark_of(shares),
        attachment_id=None if kept is None else kept.id,
        recorded_at=now,
        recorded_by_id=actor.id,
    )
    db.session.add(row)
    words = f"berita acara: {kind.label.lower()}, {format_rupiah(row.amount)}, {len(row.present)} anggota hadir"
    steps.note(application, deed="minutes", summary=words, actor=actor, now=now)
    return row


def check_agreed(application: Application) -> None:
    """Refuse to go on while the members have not agreed how to share what the bank approved.

    :raises MinutesMissing: saying where it is recorded
    """
    if minutes.awaits_minutes(application):
        raise MinutesMissing(
            "Bank menyetujui kurang dari rekomendasi. Anggota menyepakati pembagian barunya dahulu: "
            "petugas kota mencatat berita acara dengan “Bagi ulang” di halaman permohonan."
        )
