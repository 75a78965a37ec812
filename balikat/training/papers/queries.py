"""Finding signed papers for whoever may see what they belong to."""

from collections.abc import Iterable

from sqlalchemy import Select, func, select
from sqlalchemy.orm import defer, joinedload

from balikat.training.awards.queries import certificate_for
from balikat.training.cohorts.queries import session_for
from balikat.training.papers.models import TrainingPaper
from core.auth.roles import Actor
from core.db import db
from core.errors import NotFound


def papers_of_session(session_id: int) -> list[TrainingPaper]:
    """Return the papers of a session, the first one first, without their content."""
    return list(db.session.scalars(_listed().where(TrainingPaper.session_id == session_id)))


def papers_of_certificate(completion_id: int) -> list[TrainingPaper]:
    """Return the papers of a certificate, the first one first, without their content."""
    return list(db.session.scalars(_listed().where(TrainingPaper.completion_id == completion_id)))


def certificates_with_paper(completion_ids: Iterable[int]) -> set[int]:
    """Return which certificates have a paper."""
    query = select(TrainingPaper.completion_id).where(TrainingPaper.completion_id.in_(list(completion_ids)))
    return {key for key in db.session.scalars(query) if key is not None}


def sessions_with_paper(session_ids: Iterable[int]) -> dict[int, int]:
    """Count the papers of sessions."""
    query = select(TrainingPaper.session_id, func.count(TrainingPaper.id)).where(
        TrainingPaper.session_id.in_(list(session_ids))
    )
    rows = db.session.execute(query.group_by(TrainingPaper.session_id))
    return {key: count for key, count in rows if key is not None}


def paper_for(paper_id: int, actor: Actor) -> TrainingPaper:
    """Return a paper with its content; whoever may not see its session or certificate gets none.

    :raises NotFound: when there is none for this actor
    """
    paper = db.session.get(TrainingPaper, paper_id)
    if paper is None:
        raise NotFound("Berkas tidak ditemukan.")
    if paper.session_id is not None:
        session_for(paper.session_id, actor)
    if paper.completion_id is not None:
        certificate_for(paper.completion_id, actor)
    return paper


def _listed() -> Select[TrainingPaper]:
    return (
        select(TrainingPaper)
        .options(defer(TrainingPaper.content), joinedload(TrainingPaper.uploaded_by))
        .order_by(TrainingPaper.id)
    )
