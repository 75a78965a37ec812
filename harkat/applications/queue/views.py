"""The queue, applications on other rooms' pages, and the waiting work on the start pages."""

import re
from datetime import date
from typing import Any, TypeVar

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Actor, Role
from core.db import transaction
from core.labels import LabeledEnum
from core.web.access import actor as signed_in
from core.web.access import allow
from core.web.answers import page
from core.web.menu import MenuItem
from core.web.panels import Panel, Task
from harkat.applications import queries
from harkat.applications.deeds import ASIDE, deeds_for
from harkat.applications.models import Application
from harkat.applications.presenting import DEED_PAGES, tone_of
from harkat.applications.queue import service
from harkat.applications.queue.queries import WORK, count_by_state, queue_page
from harkat.applications.queue.wishes import Order, WaitingFor, Whose, Wish
from harkat.applications.signing.queries import missing_of
from harkat.applications.states import ENDED, State
from harkat.applications.timeline import NEXT, WAITS_FOR
from harkat.facility import queries as facility

blueprint = Blueprint("application_queue", __name__, url_prefix="/permohonan")
MENU = [MenuItem("Antrean", "application_queue.index", (Role.OFFICER, Role.HEAD), order=41)]
BACK = re.compile(r"/permohonan/(antrean(\?[^\s\\]*)?|[0-9]{1,15})")
ASKED = ("q", "siapa", "menunggu", "status", "bank", "terlambat", "urut")
Kind = TypeVar("Kind", bound=LabeledEnum)
READERS = (Role.OFFICER, Role.HEAD, Role.BANK, Role.AUDITOR)

TITLES: dict[State, tuple[str, str]] = {
    State.RETURNED: ("Permohonan dikembalikan", "Lengkapi yang diminta, lalu ajukan lagi."),
    State.DRAFT: ("Permohonan belum diajukan", "Draf yang masih menunggu berkas."),
    State.SUBMITTED: ("Permohonan menunggu kunjungan", "Kunjungi usahanya dan cocokkan berkas."),
    State.VERIFIED: ("Permohonan menunggu rekomendasi", "Berkas sudah diverifikasi."),
    State.APPROVED: ("Tawaran bank menunggu jawaban", "Sampaikan kepada pemohon sebelum tawarannya berakhir."),
    State.RECOMMENDED: ("Rekomendasi menunggu pengesahan", "Orang yang merekomendasikan tidak boleh mengesahkan."),
    State.AT_BANK: ("Permohonan menunggu keputusan", "Setujui, tolak, atau minta dilengkapi."),
    State.ACCEPTED: ("Tawaran diterima, menunggu akad", "Catat nomor dan tanggal akad."),
    State.CONTRACTED: ("Akad menunggu pencairan", "Catat tanggal uang keluar."),
}


def tasks_of(actor: Actor, _today: date) -> list[Task]:
    """Point a role at the files that wait for it."""
    states = WORK.get(actor.role, ())
    counts = count_by_state(actor, states)
    return [
        Task(
            TITLES[state][0],
            counts.get(state, 0),
            url_for("applications.index", status=state.value),
            note=TITLES[state][1],
            urgent=state is State.RETURNED,
        )
        for state in states
    ]


def person_panel(person_id: int, actor: Actor) -> Panel | None:
    """Show a person's applications on the person's page."""
    if actor.role not in READERS:
        return None
    found = queries.of_person(person_id, actor)
    can_begin = actor.role is Role.OFFICER and queries.running_number(person_id) is None
    begin_url = url_for("applications.new", orang=person_id) if can_begin else None
    context = {"applications": found, "begin_url": begin_url, "tone_of": tone_of}
    return Panel("Permohonan pembiayaan", "harkat/applications/_panel.html", context)


def group_panel(group_id: int, actor: Actor) -> Panel | None:
    """Show the applications of a group's sub-groups on the group's page."""
    if actor.role not in READERS:
        return None
    found = queries.of_group(group_id, actor)
    free = queries.sub_groups_free(group_id) if actor.role is Role.OFFICER else []
    begin = [(sub.name, url_for("applications.new", sub_kelompok=sub.id)) for sub in free]
    context = {"applications": found, "begin": begin, "tone_of": tone_of}
    return Panel("Permohonan pembiayaan", "harkat/applications/_group_panel.html", context)


def sub_group_panel(sub_group_id: int, actor: Actor) -> Panel | None:
    """Show a sub-group's applications on its own page, and where to begin one or to go on."""
    if actor.role not in READERS:
        return None
    found = queries.of_sub_group(sub_group_id, actor)
    can_begin = actor.role is Role.OFFICER and queries.is_free(sub_group_id)
    begin = [("untuk sub-kelompok ini", url_for("applications.new", sub_kelompok=sub_group_id))] if can_begin else []
    context = {"applications": found, "begin": begin, "tone_of": tone_of, "going": _going(found, actor)}
    return Panel("Permohonan pembiayaan", "harkat/applications/_group_panel.html", context)


def _going(found: list[Application], actor: Actor) -> dict[str, Any] | None:
    """Return where a sub-group's file under way stands, and the steps this role may take now."""
    under_way = next((row for row in found if row.state not in ENDED), None)
    if under_way is None:
        return None
    steps = [
        (deed.label, url_for(DEED_PAGES[deed], application_id=under_way.id))
        for deed in deeds_for(under_way.state, actor.role, is_group=True)
        if deed not in ASIDE
    ]
    can_sign = actor.role is Role.OFFICER and under_way.state in (State.APPROVED, State.ACCEPTED)
    if can_sign and missing_of(under_way, clock.today()):
        steps.append(("Catat tanda tangan", url_for("signing.show", application_id=under_way.id)))
    return {
        "application": under_way,
        "steps": steps,
        "next": NEXT[under_way.state],
        "url": url_for("applications.show", application_id=under_way.id),
    }


@blueprint.get("/antrean")
@allow(Role.OFFICER, Role.HEAD)
def index() -> ResponseReturnValue:
    """Show the files under way by how late they are; the questions stay in the address."""
    asked = {name: " ".join(request.args.get(name, "").replace("\x00", "").split())[:80] for name in ASKED}
    number = request.args.get("hal", "1")
    wish = _wish(asked)
    found = queue_page(
        signed_in(),
        clock.today(),
        wish,
        words=asked["q"],
        state=asked["status"],
        bank_id=asked["bank"],
        number=int(number) if number.isascii() and number.isdigit() and len(number) < 5 else 1,
    )
    kept = {name: value for name, value in asked.items() if value}
    return page(
        "harkat/applications/queue/index.html",
        found=found,
        asked=asked,
        kept=kept,
        tabs=_tabs(asked, found.counts),
        states=[(state.value, state.label) for state in State if state not in ENDED],
        banks=[(str(bank.id), bank.name) for bank in facility.banks()],
        orders=Order.choices(),
        order=wish.order.value,
        tone_of=tone_of,
        waits_for=WAITS_FOR,
        me_id=signed_in().id,
    )


def _wish(asked: dict[str, str]) -> Wish:
    return Wish(
        whose=_member(Whose, asked["siapa"]),
        waiting_for=_member(WaitingFor, asked["menunggu"]),
        late=asked["terlambat"] == "1",
        order=_member(Order, asked["urut"]) or Order.LATE,
    )


def _member(kind: type[Kind], value: str) -> Kind | None:
    return next((member for member in kind if member.value == value), None)


def _tabs(asked: dict[str, str], counts: dict[str, int]) -> list[tuple[str, str, int, bool]]:
    """Return the tabs as words, address, count and whether it is the one shown; words and filters stay with each."""
    kept: dict[str, Any] = {name: asked[name] for name in ("q", "status", "bank", "urut") if asked[name]}
    questions: list[tuple[str, str, dict[str, Any]]] = [("Semua", "", {})]
    questions += [(whose.label, whose.value, {"siapa": whose.value}) for whose in Whose]
    questions += [(waiting.label, waiting.value, {"menunggu": waiting.value}) for waiting in WaitingFor]
    questions.append(("Lewat sasaran", "late", {"terlambat": "1"}))
    now = {name: asked[name] for name in ("siapa", "menunggu", "terlambat") if asked[name]}
    return [
        (words, url_for("application_queue.index", **kept, **question), counts[name], question == now)
        for words, name, question in questions
    ]


@blueprint.post("/<int:application_id>/ambil")
@allow(Role.OFFICER)
def claim(application_id: int) -> ResponseReturnValue:
    """Take a file into one's hands."""
    with transaction():
        application = queries.application(application_id, signed_in())
        service.claim(application, actor=signed_in(), now=clock.now())
        return _back(f"{application.number} Anda pegang.")


@blueprint.post("/<int:application_id>/lepas")
@allow(Role.OFFICER, Role.HEAD)
def release(application_id: int) -> ResponseReturnValue:
    """Put a file down."""
    with transaction():
        application = queries.application(application_id, signed_in())
        service.release(application, actor=signed_in(), now=clock.now())
        return _back(f"{application.number} dilepas.")


def _back(words: str) -> ResponseReturnValue:
    """Go back to the list as it was filtered, or to the file's own page; nowhere else."""
    flash(words)
    asked = request.form.get("kembali", "")
    return redirect(asked if BACK.fullmatch(asked) else url_for("application_queue.index", siapa="mine"), code=303)
