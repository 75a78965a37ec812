"""Bootstrap's stylesheet and htmx, served out of the wheels that carry them."""

from datetime import timedelta
from importlib.metadata import version
from importlib.resources import files

from flask import Blueprint, Response, abort, send_file, url_for

from core.web.access import PUBLIC, allow

blueprint = Blueprint("assets", __name__, url_prefix="/aset")

ASSETS = {
    "bootstrap.css": ("flask_bootstrap", "static/bootstrap5/css/bootstrap.min.css", "bootstrap-flask", "text/css"),
    "htmx.js": ("js_lib_htmx", "static/htmx/htmx.min.js", "django-js-lib-htmx", "text/javascript"),
}


@blueprint.get("/<release>/<name>")
@allow(PUBLIC)
def serve(release: str, name: str) -> Response:
    """Serve one asset; its version is in the address, so it may be kept for a year."""
    if name not in ASSETS or release != release_of(name):
        abort(404)
    package, path, _, mime = ASSETS[name]
    response = send_file(files(package).joinpath(path).open("rb"), mimetype=mime)
    response.cache_control.max_age = int(timedelta(days=365).total_seconds())
    response.cache_control.public = True
    return response


def release_of(name: str) -> str:
    """Return the version of the wheel an asset comes out of."""
    return version(ASSETS[name][2])


def asset_url(name: str) -> str:
    """Return the address of an asset."""
    return url_for("assets.serve", release=release_of(name), name=name)
