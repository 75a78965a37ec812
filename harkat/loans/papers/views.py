"""The schedule of a loan on its page, as a picture, and as files."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, url_for
from flask.typing import ResponseReturnValue

from core.auth.roles import Actor
from core.web.access import actor, allow
from core.web.installation import print_label
from core.web.panels import Panel, panels
from harkat.loans import queries
from harkat.loans.papers.queries import file_of, paper_of, picture_of, picture_words, schedule_of
from harkat.loans.printing import Paper, length_words, method_words, percent_words
from harkat.loans.schedule import Schedule
from harkat.loans.views import READERS
from harkat.loans.words import Wording

blueprint = Blueprint("loan_papers", __name__, url_prefix="/pinjaman/<int:loan_id>")

KINDS = {
    "pdf": ("Unduh PDF", "application/pdf"),
    "xlsx": ("Unduh Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": ("Unduh CSV", "text/csv; charset=utf-8"),
}
PICTURE_KEPT = timedelta(hours=1)


@blueprint.get("/jadwal.svg")
@allow(*READERS)
def picture(loan_id: int) -> ResponseReturnValue:
    """Draw principal and interest of a loan's installments."""
    loan = queries.loan_for(loan_id, actor())
    return drawn(schedule_of(loan), queries.wording_of_loan(loan))


@blueprint.get("/jadwal.<any(pdf, xlsx, csv):kind>")
@allow(*READERS)
def download(loan_id: int, kind: str) -> ResponseReturnValue:
    """Give a loan's schedule as a file."""
    loan = queries.loan_for(loan_id, actor())
    return taken_away(schedule_of(loan), kind, paper_of(loan))


def drawn(schedule: Schedule, wording: Wording) -> Response:
    """Answer with the picture of a schedule, kept a while by the browser that asked for it and by nobody else."""
    response = Response(picture_of(schedule, wording), mimetype="image/svg+xml")
    response.cache_control.private = True
    response.cache_control.max_age = int(PICTURE_KEPT.total_seconds())
    return response


def taken_away(schedule: Schedule, kind: str, paper: Paper) -> Response:
    """Answer with a schedule as a file of a kind."""
    headers = {"Content-Disposition": f'attachment; filename="{paper.name}.{kind}"'}
    content = file_of(schedule, kind, paper, label=print_label())
    return Response(content, content_type=KINDS[kind][1], headers=headers)


def told(schedule: Schedule, room: str, wording: Wording, **address: Any) -> dict[str, Any]:
    """Return what a page shows of a schedule.

    :param room: the blueprint whose ``picture`` and ``download`` give the same schedule at this address
    """
    return {
        "schedule": schedule,
        "cost": wording.cost,
        "by_bank": wording.by_bank,
        "length": length_words(schedule, wording),
        "method_words": method_words(schedule, wording),
        "effective_rate": percent_words(schedule.effective_rate_annual),
        "picture_words": picture_words(wording),
        "picture_url": url_for(f"{room}.picture", **address),
        "files": [(words, url_for(f"{room}.download", kind=kind, **address)) for kind, (words, _) in KINDS.items()],
    }


def schedule_panel(loan_id: int, _reader: Actor) -> Panel:
    """Show on a loan's page what its schedule comes to; the rows follow with what is paid of them."""
    loan = queries.loan(loan_id)
    context = {"told": told(schedule_of(loan), "loan_papers", queries.wording_of_loan(loan), loan_id=loan_id)}
    title = "Jadwal dari bank" if queries.is_by_bank(loan) else "Cara angsuran dihitung"
    return Panel(title, "harkat/loans/papers/_panel.html", context)


def join_panels() -> None:
    """Join a loan's page."""
    panels.add("loan", 15, schedule_panel)
