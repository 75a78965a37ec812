"""The front door: the start page of each role, the public welcome, health, the files of the look, the components."""

from functools import cache

from alembic.script import ScriptDirectory
from flask import Blueprint, Response, current_app, send_from_directory
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from core import clock
from core.auth.roles import Role
from core.config import ROOT
from core.db import db
from core.web.access import PUBLIC, actor, allow
from core.web.answers import page
from core.web.forms import Form
from core.web.listing import Listing, Page
from core.web.panels import Task, panels

blueprint = Blueprint("start", __name__)


@blueprint.get("/")
@allow(PUBLIC)
def home() -> ResponseReturnValue:
    """Show the signed-in role its waiting work, or everybody else the welcome page."""
    if not current_user.is_authenticated:
        return welcome()
    waiting = panels.tasks(actor(), clock.today())
    return page("core/web/home.html", tasks=waiting, boards=panels.of(f"start:{actor().role}", 0, actor()))


@blueprint.get("/layanan")
@allow(PUBLIC)
def welcome() -> ResponseReturnValue:
    """Show what the programme is and what anybody may use."""
    return page("core/web/welcome.html")


@blueprint.get("/sehat")
@allow(PUBLIC)
def health() -> ResponseReturnValue:
    """Answer 200 with the database's state, or 503 when it does not answer or is not in this version's shape."""
    try:
        revision = db.session.scalar(text("SELECT version_num FROM alembic_version"))
    except SQLAlchemyError:
        return {"status": "sakit", "database": "tidak menjawab"}, 503
    state = {"database": db.engine.dialect.name, "revision": revision}
    if revision != newest_revision():
        return {"status": "perlu harkat db upgrade", "expected": newest_revision(), **state}, 503
    return {"status": "sehat", **state}


@cache
def newest_revision() -> str | None:
    """Return the newest migration this version brings."""
    return ScriptDirectory(str(ROOT / "migrations")).get_current_head()


@allow(PUBLIC)
def static_file(filename: str) -> Response:
    """Serve our own stylesheet, scripts and icon."""
    folder = current_app.static_folder
    assert folder is not None
    return send_from_directory(folder, filename, max_age=3600)


@blueprint.get("/komponen")
@allow(Role.ADMIN)
def components() -> ResponseReturnValue:
    """Show every component at once, for those who build pages."""
    form: Form[object] = Form({"nama": "Siti Aminah", "jumlah": "1 juta", "kelurahan": "b"})
    form.add_error("Tulis angka lengkap, contoh 1.000.000 untuk satu juta.", "jumlah")
    found = Page(
        [("HK-2026-00001", "Siti Aminah", 1_250_000)], Listing("", "nama", descending=False, number=1), 1, capped=False
    )
    tasks = [Task("Permohonan dikembalikan", 3, "#", "Lengkapi berkasnya.", urgent=True), Task("Draf", 2, "#")]
    return page("core/web/components.html", sample=form, found=found, tasks=tasks)
