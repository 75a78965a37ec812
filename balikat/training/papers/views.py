"""Taking signed attendance lists in, and showing signed papers again."""

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from balikat.training.cohorts.queries import session_for
from balikat.training.cohorts.service import check_teaches
from balikat.training.papers.kinds import PaperKind
from balikat.training.papers.queries import paper_for, papers_of_session
from balikat.training.papers.service import keep_paper
from core import clock
from core.auth.roles import Role
from core.db import transaction
from core.web.access import actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form

READERS = (Role.OFFICER, Role.HEAD, Role.AUDITOR, Role.TRAINER)

blueprint = Blueprint("training_papers", __name__)


@blueprint.get("/sesi/<int:session_id>/berkas")
@allow(*READERS)
def session_papers(session_id: int) -> ResponseReturnValue:
    """Show a session's sheets to print and the signed ones that came back."""
    return _session_page(session_id, empty_form())


@blueprint.post("/sesi/<int:session_id>/berkas")
@allow(Role.OFFICER, Role.TRAINER)
def keep(session_id: int) -> ResponseReturnValue:
    """Keep the scan of a signed attendance list."""
    form: Form[None] = empty_form()
    file = request.files.get("file")
    if file is None or not file.filename:
        form.add_error("Pilih foto atau PDF daftar hadir yang sudah ditandatangani.", "file")
    else:
        with form.catching(), transaction():
            session = session_for(session_id, actor())
            check_teaches(session.cohort, actor(), deed="menyimpan daftar hadir")
            kind, content = PaperKind.ATTENDANCE_LIST, file.read()
            keep_paper(session, kind, name=file.filename, content=content, actor=actor(), now=clock.now())
            return moved("training_papers.session_papers", session_id=session_id, flash="Daftar hadir tersimpan.")
    return _session_page(session_id, form)


def _session_page(session_id: int, form: Form[None]) -> ResponseReturnValue:
    session = session_for(session_id, actor())
    papers = papers_of_session(session_id)
    return page("balikat/training/papers.html", session=session, papers=papers, form=form)


@blueprint.get("/berkas-pelatihan/<int:paper_id>")
@allow(*READERS)
def show(paper_id: int) -> ResponseReturnValue:
    """Answer with a paper as it was kept."""
    paper = paper_for(paper_id, actor())
    answer = Response(paper.content, mimetype=paper.mimetype)
    answer.headers["Content-Disposition"] = f'attachment; filename="berkas-{paper.id}.{paper.mimetype.split("/")[-1]}"'
    return answer
