"""Recording that joint liability was explained, and who signed which paper."""

from collections.abc import Collection
from datetime import date, datetime

from core.auth.roles import Actor, Role
from core.dates import day_of, format_date
from core.db import db
from core.errors import RuleBroken
from core.groups import queries as groups
from core.groups import service as group_service
from harkat.applications.attachments import service as attachments
from harkat.applications.attachments.kinds import AttachmentKind
from harkat.applications.models import Application
from harkat.applications.signing import queries
from harkat.applications.signing.models import LiabilityExplanation, LiabilitySignature
from harkat.applications.signing.papers import LIABILITY_TEXT_VERSION, Signer, SigningPaper
from harkat.applications.states import State, WrongState
from harkat.applications.steps import service as steps

SIGNABLE = (State.APPROVED, State.ACCEPTED)


class NotExplained(RuleBroken):
    """Somebody would sign before hearing what it means."""


class NotAllSigned(RuleBroken):
    """A liable member has not signed everything the rules of the day ask for."""


def explain(
    application: Application, *, person_ids: Collection[int], explained_on: date, actor: Actor, now: datetime
) -> None:
    """Record that members were told what joint liability means, by the words in force.

    :raises RuleBroken: for a day ahead, or a person without a share
    """
    chosen = _begin(application, person_ids, explained_on, "explained_on", actor, now)
    for signer in chosen:
        if signer.explained_on is None:
            db.session.add(
                LiabilityExplanation(
                    application_id=application.id,
                    person_id=signer.person_id,
                    text_version=LIABILITY_TEXT_VERSION,
                    explained_on=explained_on,
                    recorded_at=now,
                    recorded_by_id=actor.id,
                )
            )
    _record(application, "explain_liability", f"tanggung renteng dijelaskan kepada {len(chosen)} anggota", actor, now)


def sign(
    application: Application,
    *,
    person_ids: Collection[int],
    papers: Collection[SigningPaper],
    signed_on: date,
    has_stamp: bool,
    actor: Actor,
    now: datetime,
    scan: bytes | None = None,
    spouse_name: str | None = None,
) -> None:
    """Record what members signed for the list and shares as they are now; signing again changes nothing.

    :param scan: a picture or PDF of the signed papers
    :param spouse_name: who signed as husband or wife
    :raises NotExplained: naming whom it was not explained to
    :raises RuleBroken: for a day ahead, before the bank's approval or before the explanation
    """
    chosen = _begin(application, person_ids, signed_on, "signed_on", actor, now)
    unheard = [signer.name for signer in chosen if signer.explained_on is None]
    if unheard:
        raise NotExplained(
            f"Belum tercatat mendapat penjelasan: {', '.join(unheard)}. Bacakan penjelasannya dan catat dahulu.",
            field="person_ids",
        )
    for signer in chosen:
        assert signer.explained_on is not None
        if signed_on < signer.explained_on:
            raise RuleBroken(
                f"{signer.name} baru mendapat penjelasan {format_date(signer.explained_on)}; "
                "tanda tangan tidak boleh sebelum itu.",
                field="signed_on",
            )
    kept = attachments.keep(
        scan, application_id=application.id, kind=AttachmentKind.SIGNED, actor=actor, now=now, field="scan"
    )
    for signer in chosen:
        for paper in papers:
            if paper not in signer.signed and (paper is SigningPaper.SPOUSE or paper not in signer.exempt):
                _add(
                    application, signer.person_id, paper, signed_on, actor, now, has_stamp=has_stamp,
                    name=spouse_name if paper is SigningPaper.SPOUSE else None,
                    attachment_id=None if kept is None else kept.id,
                )  # fmt: skip
    if SigningPaper.LIABILITY in papers:
        assert application.sub_group_id is not None
        group_service.sign_liability(
            groups.sub_group(application.sub_group_id),
            person_ids=[signer.person_id for signer in chosen],
            agreed_on=signed_on,
            actor=actor,
            now=now,
        )
    words = ", ".join(paper.label.lower() for paper in papers)
    _record(application, "sign", f"{words} ditandatangani {len(chosen)} anggota", actor, now)


def note_no_spouse(application: Application, *, person_id: int, actor: Actor, now: datetime) -> None:
    """Record that a member has no husband or wife who could sign."""
    (signer,) = _begin(application, [person_id], day_of(now), "person_ids", actor, now)
    if SigningPaper.SPOUSE not in signer.exempt and SigningPaper.SPOUSE not in signer.signed:
        _add(application, person_id, SigningPaper.SPOUSE, day_of(now), actor, now, is_exempt=True)
    _record(application, "no_spouse", "satu anggota tercatat tidak bersuami atau beristri", actor, now)


def check_signed(application: Application, day: date) -> None:
    """Refuse to go on while a liable member has not signed everything the rules of the day ask for.

    :raises NotAllSigned: naming who and what
    """
    missing = queries.missing_of(application, day)
    if missing:
        raise NotAllSigned(
            f"Belum menandatangani: {'; '.join(missing)}. Petugas kota mencatat tanda tangan di halaman permohonan."
        )


def _begin(
    application: Application, person_ids: Collection[int], day: date, field: str, actor: Actor, now: datetime
) -> list[Signer]:
    actor.require(Role.OFFICER, Role.SYSTEM, deed="mencatat tanda tangan")
    steps.lock(application)
    if application.sub_group_id is None:
        raise WrongState("Permohonan perorangan tidak memakai tanggung renteng.")
    if application.state not in SIGNABLE:
        raise WrongState(
            f"Tanda tangan dicatat setelah bank menyetujui dan sebelum akad; status sekarang "
            f"“{application.state.label}”."
        )
    if day > day_of(now):
        raise RuleBroken("Tanggal ini belum terjadi. Isi tanggal yang sebenarnya.", field=field)
    known = {signer.person_id: signer for signer in queries.signers_of(application)}
    if not person_ids or not set(person_ids) <= set(known):
        raise RuleBroken("Pilih anggota yang punya bagian dalam permohonan ini.", field="person_ids")
    return [known[person_id] for person_id in dict.fromkeys(person_ids)]


def _add(
    application: Application,
    person_id: int,
    paper: SigningPaper,
    signed_on: date,
    actor: Actor,
    now: datetime,
    *,
    has_stamp: bool = False,
    name: str | None = None,
    attachment_id: int | None = None,
    is_exempt: bool = False,
) -> None:
    mark = queries.list_mark(application.id)
    row = queries.signature(application.id, person_id, paper, mark)
    if row is None:
        row = LiabilitySignature(application_id=application.id, person_id=person_id, paper=paper, list_mark=mark)
        db.session.add(row)
    row.signed_on, row.has_stamp, row.signer_name, row.is_exempt = signed_on, has_stamp, name, is_exempt
    row.attachment_id, row.recorded_at, row.recorded_by_id = attachment_id, now, actor.id
    db.session.flush()


def _record(application: Application, deed: str, summary: str, actor: Actor, now: datetime) -> None:
    steps.note(application, deed=deed, summary=summary, actor=actor, now=now)
