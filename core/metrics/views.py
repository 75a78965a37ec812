"""The numbers for a monitoring program: with the token of the setting, or from this machine where none is set."""

from hmac import compare_digest

from flask import Blueprint, Response, current_app, request
from flask.typing import ResponseReturnValue

from core import clock
from core.errors import NotFound
from core.metrics import queries
from core.web.access import PUBLIC, allow

blueprint = Blueprint("metrics", __name__)
LOOPBACK = frozenset({"127.0.0.1", "::1"})


@blueprint.get("/metrics")
@allow(PUBLIC)
def show() -> ResponseReturnValue:
    """Answer with the numbers; to everybody else the page does not exist."""
    if not _may_read():
        raise NotFound("Halaman tidak ditemukan.")
    found = queries.gauges(folder=current_app.config["INSTANCE"], now=clock.now())
    return Response(queries.as_text(found), mimetype="text/plain; version=0.0.4; charset=utf-8")


def _may_read() -> bool:
    token = str(current_app.config["METRICS_TOKEN"])
    if token:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return compare_digest(given.encode(), token.encode())
    return not current_app.config["BEHIND_TLS"] and request.remote_addr in LOOPBACK
