"""Each member's own schedule on a page and on paper."""

from flask import Blueprint, Response, url_for
from flask.typing import ResponseReturnValue

from core.auth.roles import Actor
from core.documents.pdf import to_pdf
from core.web.access import actor, allow
from core.web.answers import page
from core.web.installation import print_label
from core.web.panels import Panel, panels
from harkat.facility.views import how_current
from harkat.loans import queries
from harkat.loans.members import queries as members
from harkat.loans.views import READERS

blueprint = Blueprint("loan_members", __name__, url_prefix="/pinjaman/<int:loan_id>/anggota")


@blueprint.get("/<int:person_id>")
@allow(*READERS)
def show(loan_id: int, person_id: int) -> ResponseReturnValue:
    """Show one member's schedule."""
    loan = queries.loan_for(loan_id, actor())
    head = queries.wording_of_loan(loan).head
    schedule = members.schedule_of(loan, person_id)
    return page(
        "harkat/loans/members/show.html", loan=loan, head=head, schedule=schedule, **how_current([loan.bank_id])
    )


@blueprint.get("/<int:person_id>/jadwal.pdf")
@allow(*READERS)
def printed(loan_id: int, person_id: int) -> ResponseReturnValue:
    """Download one member's schedule to hand over."""
    loan = queries.loan_for(loan_id, actor())
    content = to_pdf(members.sheet_of(loan, members.schedule_of(loan, person_id)), label=print_label())
    name = f"jadwal-{loan.number}-{person_id}.pdf"
    return Response(content, mimetype="application/pdf", headers={"Content-Disposition": f"inline; filename={name}"})


def members_panel(loan_id: int, reader: Actor) -> Panel | None:
    """List the members' own installments on the page of a sub-group's loan."""
    loan = queries.loan_for(loan_id, reader)
    if loan.sub_group_id is None:
        return None
    rows = [
        (
            schedule,
            schedule.rows[0].payment,
            url_for("loan_members.show", loan_id=loan_id, person_id=schedule.person_id),
        )
        for schedule in members.schedules_of(loan)
    ]
    return Panel(
        "Angsuran tiap anggota",
        "harkat/loans/members/_panel.html",
        {"rows": rows, "head": queries.wording_of_loan(loan).head},
    )


def join_panels() -> None:
    """Join a loan's page."""
    panels.add("loan", 16, members_panel)
