"""Keeping signed papers."""

from datetime import datetime
from hashlib import sha256

from sqlalchemy import select

from balikat.training.models import CertifiedCompletion, ClassSession
from balikat.training.papers.kinds import PaperKind, SamePaper
from balikat.training.papers.models import TrainingPaper
from core.audit import service as audit
from core.auth.roles import Actor
from core.db import db
from core.files.evidence import read_evidence_file
from core.files.papers import check_signed_pdf

NAME_LENGTH = 120


def keep_paper(
    owner: ClassSession | CertifiedCompletion,
    kind: PaperKind,
    *,
    name: str,
    content: bytes,
    actor: Actor,
    now: datetime,
) -> TrainingPaper:
    """Keep a paper of a session or a certificate.

    :raises FileRefused: for what is neither a whole picture nor a PDF
    :raises PaperRefused: for a PDF without the signature it should bear
    :raises SamePaper: when this file was kept there before
    """
    checked, mimetype = read_evidence_file(content)
    if kind is PaperKind.SIGNED_PDF:
        check_signed_pdf(content)
    digest = sha256(checked).hexdigest()
    column = TrainingPaper.session_id if isinstance(owner, ClassSession) else TrainingPaper.completion_id
    if db.session.scalar(select(TrainingPaper.id).where(column == owner.id, TrainingPaper.sha256 == digest)):
        raise SamePaper("Berkas ini sudah tersimpan di sini.", field="file")
    paper = TrainingPaper(
        kind=kind,
        name=" ".join(name.split())[:NAME_LENGTH] or "tanpa nama",
        content=checked,
        mimetype=mimetype,
        size=len(checked),
        sha256=digest,
        uploaded_at=now,
        uploaded_by_id=actor.id,
        **{column.key: owner.id},
    )
    db.session.add(paper)
    db.session.flush()
    audit.record(
        "training.keep_paper",
        actor=actor,
        now=now,
        subject="class_session" if isinstance(owner, ClassSession) else "completion",
        subject_id=owner.id,
        summary=f"{kind.label} disimpan",
        after={"sha256": digest, "size": len(checked)},
    )
    return paper
