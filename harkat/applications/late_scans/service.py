"""Keeping a scan that came after the deed it shows."""

from collections.abc import Collection
from datetime import datetime

from core.auth.roles import Actor, Role
from core.db import db
from core.errors import RuleBroken
from harkat.applications.attachments import service as attachments
from harkat.applications.attachments.models import Attachment
from harkat.applications.late_scans.queries import awaited_of
from harkat.applications.models import Application
from harkat.applications.steps import service as steps


def keep(
    application: Application, *, keys: Collection[str], scan: bytes | None, actor: Actor, now: datetime
) -> Attachment:
    """Keep one scan for the records it shows; a scan that is there already is never replaced.

    :param keys: of the awaited records, all of one kind
    :raises RuleBroken: when no file was sent, nothing fits, or minutes and signatures are mixed
    :raises PaperRefused: when it is no photo or PDF
    """
    actor.require(Role.OFFICER, deed="mengunggah pindaian")
    steps.lock(application)
    chosen = [item for item in awaited_of(application) if item.key in keys]
    if not chosen or len(chosen) != len(set(keys)):
        raise RuleBroken("Pindaian itu sudah ada, atau suratnya tidak berlaku lagi. Muat ulang halaman.", field="keys")
    if len({item.kind for item in chosen}) > 1:
        raise RuleBroken("Satu berkas untuk satu macam surat. Unggah berita acara dan surat terpisah.", field="keys")
    if scan is None:
        raise RuleBroken("Pilih berkas pindaiannya.", field="scan")
    kept = attachments.keep(
        scan, application_id=application.id, kind=chosen[0].kind, actor=actor, now=now, field="scan"
    )
    assert kept is not None
    for item in chosen:
        item.row.attachment_id = kept.id
    db.session.flush()
    words = f"pindaian menyusul: {chosen[0].kind.label.lower()}, {len(chosen)} catatan"
    steps.note(application, deed="late_scan", summary=words, actor=actor, now=now)
    return kept
