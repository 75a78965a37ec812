"""The one module that knows every package: it builds the app out of its rooms."""

from collections.abc import Mapping
from types import ModuleType
from typing import Any

from flask import Flask
from flask_migrate import Migrate

import balikat.rooms
import core.auth.session
import core.rooms
import core.web.views
import harkat.rooms
import scoring.rooms
from core import crypto, db, logs
from core.config import ROOT, read_config
from core.honesty.promise import promise
from core.jobs.registry import jobs
from core.kept import answers
from core.web import addresses, errors, filters, security, uploads
from core.web.access import check_routes
from core.web.assets import asset_url
from core.web.chrome import chrome
from core.web.menu import menu

PACKAGES = (core.rooms, balikat.rooms, scoring.rooms, harkat.rooms)


def create_app(config: Mapping[str, Any] | None = None) -> Flask:
    """Build the app.

    :param config: settings that replace those read from the environment
    :raises core.web.access.OpenRoute: when a route does not say who may enter
    """
    app = Flask(__name__, template_folder=str(ROOT / "templates"), static_folder=None)
    app.config.from_mapping({**read_config(), **(config or {})})
    app.static_folder = str(ROOT / "static")
    app.url_map.strict_slashes = False
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    for part in (logs, db, crypto, security, uploads, addresses, core.auth.session, errors, filters, answers):
        part.init_app(app)
    Migrate(app, db.db, directory=str(ROOT / "migrations"), render_as_batch=True, compare_type=True)
    app.add_url_rule("/static/<path:filename>", "static", core.web.views.static_file)
    for package in PACKAGES:
        for room in package.ROOMS:
            _join(app, room)
        for room in package.JOBS:
            for job in room.JOBS:
                jobs.add(job)
    app.add_template_global(asset_url)
    app.add_template_global(promise)
    app.context_processor(chrome)
    check_routes(app)
    return app


def _join(app: Flask, room: ModuleType) -> None:
    """Let a room's pages, menu items, panels and tasks in."""
    for blueprint in getattr(room, "BLUEPRINTS", None) or [room.blueprint]:
        app.register_blueprint(blueprint)
    menu.extend(getattr(room, "MENU", []))
    join_panels = getattr(room, "join_panels", None)
    if join_panels:
        join_panels()
