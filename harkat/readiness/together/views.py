"""Panels on groups and sub-groups, and the sheet a chair may see."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Actor, Role
from core.groups import queries as groups
from core.groups.holds import holds
from core.web.access import actor, allow
from core.web.answers import page
from core.web.panels import Panel, panels
from harkat.readiness.presenting import TONES
from harkat.readiness.together import queries

blueprint = Blueprint("readiness_together", __name__, url_prefix="/kesiapan/sub")
READERS = (Role.OFFICER, Role.HEAD, Role.AUDITOR, Role.MENTOR)


@blueprint.get("/<int:sub_group_id>/ketua")
@allow(Role.OFFICER, Role.HEAD, Role.MENTOR, Role.CHAIR)
def for_chair(sub_group_id: int) -> ResponseReturnValue:
    """Show the sheet a chair may see: how many still have steps, and what the ready ones can do now."""
    sub_group = groups.sub_group(sub_group_id)
    members, waiting = queries.counts_for_chair(sub_group, actor())
    return page("harkat/readiness/chair.html", sub_group=sub_group, members=members, waiting=waiting)


def group_panel(group_id: int, actor: Actor) -> Panel | None:
    """Show on a group's page who is ready now and who still has steps."""
    if actor.role not in READERS:
        return None
    least, _ = groups.size_limits(clock.today())
    context = {"all": queries.of_group(group_id, actor), "tones": TONES, "group_id": group_id, "least": least}
    context |= {"may_begin": actor.role is Role.OFFICER, "may_open": actor.role is not Role.MENTOR}
    return Panel("Kesiapan anggota", "harkat/readiness/_group_panel.html", context)


def sub_group_panel(sub_group_id: int, actor: Actor) -> Panel | None:
    """Show on a sub-group's page who can borrow now, who still has steps, and the sheet for the chair."""
    if actor.role not in READERS:
        return None
    context = {"all": queries.of_sub_group(sub_group_id, actor), "tones": TONES, "sub_group_id": sub_group_id}
    sub_group = groups.sub_group(sub_group_id)
    is_free = sub_group.frozen_at is None and sub_group.dissolved_on is None and holds.reason(sub_group_id) is None
    context |= {"may_begin": actor.role is Role.OFFICER and is_free, "may_open": actor.role is not Role.MENTOR}
    return Panel("Kesiapan anggota", "harkat/readiness/_sub_group_panel.html", context | {"is_free": is_free})


def chair_panel(key: int, actor: Actor) -> Panel:  # noqa: ARG001 - every start page is asked alike
    """Show a chair how many members of each sub-group still have steps."""
    led = queries.sub_groups_of_chair(actor)
    rows = [(sub_group, *queries.counts_for_chair(sub_group, actor)) for sub_group in led]
    return Panel("Kesiapan kelompok", "harkat/readiness/_chair_panel.html", {"rows": rows})


def join_panels() -> None:
    """Join the pages of groups and sub-groups, and the chair's start page."""
    panels.add("group", 30, group_panel)
    panels.add("sub_group", 30, sub_group_panel)
    panels.add(f"start:{Role.CHAIR}", 10, chair_panel)
