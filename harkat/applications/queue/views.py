"""The queue, applications on other rooms' pages, and the waiting work on the start pages."""

from datetime import date

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from core import clock
from core.auth.roles import Actor, Role
from core.db import transaction
from core.web.access import actor as signed_in
from core.web.access import allow
from core.web.answers import moved, page
from core.web.menu import MenuItem
from core.web.panels import Panel, Task
from harkat.applications import queries
from harkat.applications.presenting import tone_of
from harkat.applications.queue import service
from harkat.applications.queue.queries import WORK, count_by_state, waiting
from harkat.applications.states import ENDED, State
from harkat.applications.timeline import WAITS_FOR

blueprint = Blueprint("application_queue", __name__, url_prefix="/permohonan")
MENU = [MenuItem("Antrean", "application_queue.index", (Role.OFFICER, Role.HEAD), order=41)]
WHOSE = [("mine", "Saya pegang"), ("nobody", "Belum dipegang")]
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


@blueprint.get("/antrean")
@allow(Role.OFFICER, Role.HEAD)
def index() -> ResponseReturnValue:
    """Show the files under way by how late they are; the questions stay in the address."""
    asked = {name: request.args.get(name, "")[:20] for name in ("siapa", "status", "terlambat")}
    rows = waiting(
        signed_in(), clock.today(), whose=asked["siapa"], state=asked["status"], late=asked["terlambat"] == "1"
    )
    return page(
        "harkat/applications/queue.html",
        rows=rows,
        asked=asked,
        whose=WHOSE,
        states=[(state.value, state.label) for state in State if state not in ENDED],
        tone_of=tone_of,
        waits_for=WAITS_FOR,
        me_id=signed_in().id,
    )


@blueprint.post("/<int:application_id>/ambil")
@allow(Role.OFFICER)
def claim(application_id: int) -> ResponseReturnValue:
    """Take a file into one's hands."""
    with transaction():
        application = queries.application(application_id, signed_in())
        service.claim(application, actor=signed_in(), now=clock.now())
        return moved("application_queue.index", siapa="mine", flash=f"{application.number} Anda pegang.")


@blueprint.post("/<int:application_id>/lepas")
@allow(Role.OFFICER, Role.HEAD)
def release(application_id: int) -> ResponseReturnValue:
    """Put a file down."""
    with transaction():
        application = queries.application(application_id, signed_in())
        service.release(application, actor=signed_in(), now=clock.now())
        return moved("application_queue.index", flash=f"{application.number} dilepas.")
