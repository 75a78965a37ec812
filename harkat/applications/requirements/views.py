"""The paper check of one borrower: what this kind of applicant brings, what each paper is, and who looked at it."""

from dataclasses import dataclass

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Actor, Role
from core.groups import queries as groups
from core.people import queries as people
from core.people.kinds import PaperKind
from core.people.models import Paper, PaperScan
from core.people.paper_guides import GUIDES, Guide
from core.people.scans.queries import scans_of
from core.web.access import actor, allow
from core.web.answers import page
from core.web.panels import Panel, panels
from harkat.applications.checklist import ChecklistItem, PaperState
from harkat.applications.requirements import queries
from harkat.readiness.queries import account_name

blueprint = Blueprint("paper_check", __name__, url_prefix="/berkas")
READERS = (Role.OFFICER, Role.HEAD, Role.AUDITOR)
ALONE, MEMBER = "sendiri", "anggota"
TONES = {PaperState.SEEN: "good", PaperState.MISSING: "warn", PaperState.EXPIRED: "bad"}


@dataclass(frozen=True)
class PaperRow:
    """One paper of the list: how it stands, what it is, the look an officer took and the photo, if any."""

    item: ChecklistItem
    kind: PaperKind
    guide: Guide
    paper: Paper | None
    scan: PaperScan | None

    @property
    def words(self) -> str:
        """How it stands, in words."""
        if self.paper is not None and not self.paper.is_accepted:
            return "perlu diperbaiki"
        if self.item.state is PaperState.MISSING and self.scan is not None:
            return "foto masuk, belum diperiksa"
        return self.item.state.label

    @property
    def tone(self) -> str:
        """The tone of its tag."""
        return TONES[self.item.state]


@blueprint.get("/orang/<int:person_id>")
@allow(*READERS)
def show(person_id: int) -> ResponseReturnValue:
    """Show the list for somebody who borrows alone or as a member of a sub-group."""
    person = people.person(person_id)
    usual = ALONE if groups.sub_group_of(person_id) is None else MEMBER
    asked = request.args.get("sebagai", usual)
    kind = asked if asked in (ALONE, MEMBER) else usual
    rows = rows_of(person_id, is_group=kind == MEMBER)
    return page(
        "harkat/applications/papers.html",
        person=person,
        kind=kind,
        rows=rows,
        awaited=sum(row.item.is_awaited for row in rows),
        name_of=account_name,
        may_edit=actor().role is Role.OFFICER,
        may_open=actor().role in (Role.OFFICER, Role.HEAD),
    )


def rows_of(person_id: int, *, is_group: bool) -> list[PaperRow]:
    """Return the papers one borrower brings, each with what is known of it."""
    seen = {paper.kind: paper for paper in people.papers_seen(person_id)}
    scans = scans_of(person_id)
    rows = []
    for item in queries.papers_of(person_id, clock.today(), is_group=is_group):
        kind = PaperKind.of(item.kind)
        rows.append(PaperRow(item, kind, GUIDES[kind], seen.get(kind), scans.get(kind)))
    return rows


def person_panel(person_id: int, actor: Actor) -> Panel | None:
    """Say on a person's page how many papers of an application are still awaited."""
    if actor.role not in READERS:
        return None
    rows = rows_of(person_id, is_group=groups.sub_group_of(person_id) is not None)
    context = {"rows": rows, "person_id": person_id, "awaited": [row for row in rows if row.item.is_awaited]}
    return Panel("Berkas untuk mengajukan", "harkat/applications/_papers_panel.html", context)


def join_panels() -> None:
    """Join the page of a person."""
    panels.add("person", 25, person_panel)
