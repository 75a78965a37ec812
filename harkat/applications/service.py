"""The city's deeds on an application: drafting, handing in, verifying, recommending, confirming, letting go.

The bank's deeds live in ``decisions`` and ``contracts`` and can be called from here as well.
"""

from dataclasses import replace
from datetime import date, datetime

from core.auth.roles import Actor, Role
from core.dates import day_of
from core.db import db
from core.errors import Conflict, NotAllowed, RuleBroken
from core.groups import queries as groups
from core.groups.terms import check_size
from core.money import format_rupiah
from core.numbers import number_for
from harkat.applications import queries
from harkat.applications.checks import service as checks
from harkat.applications.contracts.service import accept, contract, decline, disburse, expire
from harkat.applications.decisions.service import approve, refuse, return_to_city
from harkat.applications.deeds import Deed, why_not
from harkat.applications.drafts import ApplicationDraft
from harkat.applications.eligibility import blocking
from harkat.applications.endings.service import expire_idle, return_, withdraw
from harkat.applications.limits import check_request
from harkat.applications.models import Application, ApplicationShare
from harkat.applications.product import queries as product
from harkat.applications.requirements import queries as requirements
from harkat.applications.shares import check_shares, split_evenly, split_proportionally
from harkat.applications.states import RESERVED, State, WrongState
from harkat.applications.steps import service as steps
from harkat.applications.visits.service import check_visited

__all__ = [
    "accept",
    "amend",
    "approve",
    "confirm",
    "contract",
    "decline",
    "disburse",
    "draft",
    "expire",
    "expire_idle",
    "recommend",
    "refuse",
    "return_",
    "return_to_city",
    "submit",
    "verify",
    "withdraw",
]


class SecondApplication(Conflict):
    """The applicant, or a member, has an application or a loan that still runs."""


class StillWaiting(RuleBroken):
    """The file waits for something; the page lists it with the next steps."""


class SameEyes(NotAllowed):
    """One account tried to do both halves of what takes two."""


def draft(request: ApplicationDraft, *, actor: Actor, now: datetime) -> Application:
    """Write down an application for a person or a sub-group; the same form sent twice is one application.

    :raises SecondApplication: when the applicant or a member still has one that runs
    :raises OverLimit: when the product does not allow the amount or the months
    :raises GroupCeiling: when the group's sub-groups would together borrow more than a group may
    :raises SharesDoNotFit: when the members' shares do not sum to the amount
    """
    actor.require(Role.OFFICER, deed="membuat permohonan")
    known = queries.by_reference(request.reference)
    if known is not None:
        return known
    members = queries.borrowers_of(request.person_id, request.sub_group_id)
    for person_id, name in members.items():
        running = queries.running_number(person_id)
        if running is not None:
            raise SecondApplication(
                f"{name} masih punya permohonan atau pinjaman berjalan ({running}). "
                "Selesaikan atau tarik yang itu dahulu, baru buat yang baru."
            )
    shares = _checked_shares(request, members, day_of(now))
    application = Application(
        number=f"baru-{now.timestamp()}-{next(iter(members))}",
        person_id=request.person_id,
        sub_group_id=request.sub_group_id,
        bank_id=request.bank_id,
        state=State.DRAFT,
        requested=request.requested,
        installments=request.installments,
        purpose=request.purpose,
        remainder_person_id=request.remainder_person_id or next(iter(members)),
        created_at=now,
        created_by_id=actor.id,
    )
    db.session.add(application)
    db.session.flush()
    application.number = number_for("PM", day_of(now), application.id)
    for person_id, amount in shares.items():
        db.session.add(ApplicationShare(application_id=application.id, person_id=person_id, requested=amount))
    steps.record(
        application,
        deed="draft",
        summary=f"dibuat: {format_rupiah(request.requested)}, {request.installments} bulan",
        actor=actor,
        now=now,
        reference=request.reference,
        after={"requested": request.requested, "installments": request.installments, "shares": shares},
    )
    return application


def amend(application: Application, request: ApplicationDraft, *, actor: Actor, now: datetime) -> Application:
    """Change what is asked for, while the file is a draft or was returned; who applies stays.

    :raises WrongState: when the file has gone on
    """
    actor.require(Role.OFFICER, deed="mengubah permohonan")
    steps.lock(application)
    if application.state not in (State.DRAFT, State.RETURNED):
        raise WrongState(
            f"Permohonan berstatus “{application.state.label}” tidak dapat diubah lagi. "
            "Kembalikan dahulu bila ada yang harus diperbaiki."
        )
    members = queries.borrowers_of(application.person_id, application.sub_group_id)
    request = replace(request, person_id=application.person_id, sub_group_id=application.sub_group_id)
    shares = _checked_shares(request, members, day_of(now))
    before = {"requested": application.requested, "installments": application.installments}
    application.bank_id = request.bank_id
    application.requested = request.requested
    application.installments = request.installments
    application.purpose = request.purpose
    application.remainder_person_id = request.remainder_person_id or next(iter(members))
    kept = {share.person_id: share for share in queries.shares_of(application.id)}
    for person_id, share in kept.items():
        if person_id not in shares:
            db.session.delete(share)
    for person_id, amount in shares.items():
        if person_id in kept:
            kept[person_id].requested = amount
        else:
            db.session.add(ApplicationShare(application_id=application.id, person_id=person_id, requested=amount))
    after = {"requested": request.requested, "installments": request.installments, "shares": shares}
    steps.record(
        application, deed="amend", summary="diubah", actor=actor, now=now, note="Isi permohonan diubah",
        before=before, after=after,
    )  # fmt: skip
    return application


def submit(application: Application, *, actor: Actor, now: datetime) -> Application:
    """Hand in a complete file.

    :raises StillWaiting: when a paper or another condition that holds it back is missing
    """
    actor.require(Role.OFFICER, deed="mengajukan permohonan")
    steps.lock(application)
    members = queries.borrowers_of(application.person_id, application.sub_group_id)
    shares = {share.person_id: share.requested for share in queries.shares_of(application.id)}
    if set(members) != set(shares) or sum(shares.values()) != application.requested:
        raise StillWaiting("Anggota sub-kelompok berubah sejak permohonan ditulis. Ubah permohonan dan bagi kembali.")
    waiting = blocking(
        requirements.obstacles(list(members), day_of(now), is_group=application.sub_group_id is not None)
    )
    if waiting and application.state in (State.DRAFT, State.RETURNED):
        raise StillWaiting(
            f"Berkas disimpan dan menunggu {len(waiting)} hal. Lihat daftarnya di bawah beserta langkah berikutnya."
        )
    steps.take(application, State.SUBMITTED, deed="submit", summary="diajukan", actor=actor, now=now)
    application.submitted_at = now
    checks.look_ourselves(application, actor=actor, now=now)
    return application


def verify(application: Application, *, visited_on: date, note: str, actor: Actor, now: datetime) -> Application:
    """Record that an officer visited the business and the file is true.

    :raises RuleBroken: when the visit lies ahead
    :raises NotVisited: naming the members whose business nobody visited, where the rule of the day asks for each
    """
    actor.require(Role.OFFICER, deed="memverifikasi permohonan")
    steps.lock(application)
    check_visited(application, day_of(now))
    if visited_on > day_of(now):
        raise RuleBroken("Tanggal kunjungan belum terjadi. Isi tanggal kunjungan yang sebenarnya.", field="visited_on")
    steps.take(
        application, State.VERIFIED, deed="verify", summary="diverifikasi", actor=actor, now=now, note=note[:300]
    )
    application.verified_at, application.visited_on, application.visit_note = now, visited_on, note
    return application


def recommend(
    application: Application,
    *,
    amount: int,
    note: str,
    actor: Actor,
    now: datetime,
    shares: dict[int, int] | None = None,
) -> Application:
    """Advise an amount to the bank; pimpinan confirms it.

    :param amount: rupiah, at most what was asked
    :param shares: rupiah by person; None splits in proportion to what each asked
    :raises RuleBroken: when more is advised than was asked
    :raises ChecksOpen: when an eligibility check that must be answered is not
    """
    actor.require(Role.OFFICER, deed="merekomendasikan permohonan")
    steps.lock(application)
    if application.state is State.VERIFIED:
        checks.check_answered(application, day_of(now))
    if amount > application.requested:
        raise RuleBroken(
            f"Rekomendasi paling banyak sebesar permohonan, {format_rupiah(application.requested)}.", field="amount"
        )
    rows = queries.shares_of(application.id)
    asked = {row.person_id: row.requested for row in rows}
    split = shares or dict(split_proportionally(amount, asked, remainder_to=application.remainder_person_id))
    check_shares(split, amount=amount, members={row.person_id: row.person.name for row in rows}, at_most=asked)
    application.recommended, application.recommended_by_id = amount, actor.id
    application.recommended_at, application.recommendation_note = now, note
    for row in rows:
        row.recommended = split[row.person_id]
    steps.take(
        application, State.RECOMMENDED, deed="recommend", actor=actor, now=now, note=note[:300],
        summary=f"direkomendasikan petugas: {format_rupiah(amount)}", after={"recommended": amount, "shares": split},
    )  # fmt: skip
    return application


def confirm(application: Application, *, actor: Actor, now: datetime, note: str | None = None) -> Application:
    """Confirm an officer's recommendation and send the file to the bank.

    A file that the bank has approved goes back to it only when a member leaves, which gives the money back as well.

    :raises SameEyes: when the same account recommended
    :raises WrongState: when the bank has decided meanwhile
    """
    actor.require(Role.HEAD, deed="mengesahkan rekomendasi")
    steps.lock(application)
    refusal = why_not(Deed.CONFIRM, application.state)
    if refusal is not None and application.state in RESERVED:
        raise WrongState(f"{refusal} Muat ulang halaman.")
    if actor.id is not None and actor.id == application.recommended_by_id:
        raise SameEyes("Anda sendiri yang merekomendasikan permohonan ini. Minta pimpinan lain mengesahkannya.")
    application.confirmed_at, application.confirmed_by_id = now, actor.id
    steps.take(
        application, State.AT_BANK, deed="confirm", summary="disahkan pimpinan dan dikirim ke bank",
        actor=actor, now=now, note=note,
    )  # fmt: skip
    return application


def _checked_shares(request: ApplicationDraft, members: dict[int, str], day: date) -> dict[int, int]:
    limits = requirements.limits_on(day, is_group=request.sub_group_id is not None)
    is_group = request.sub_group_id is not None
    check_request(amount=request.requested, months=request.installments, limits=limits, is_group=is_group)
    if not is_group:
        return dict.fromkeys(members, request.requested)
    assert request.sub_group_id is not None
    product.check_group(request.sub_group_id, amount=request.requested, day=day, field="requested")
    least, most = groups.size_limits(day)
    check_size(len(members), least=least, most=most)
    shares = request.shares
    if shares is None:
        shares = split_evenly(request.requested, list(members), remainder_to=request.remainder_person_id)
    at_most = dict.fromkeys(members, limits.member_most)
    check_shares(shares, amount=request.requested, members=members, at_most=at_most)
    return dict(shares)
