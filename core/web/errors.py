"""Every error becomes a page in Indonesian that says what to do; an unknown one shows a number that is in the log."""

import secrets

import structlog
from flask import Flask, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import HTTPException

from core.db import lost_race
from core.errors import DomainError
from core.files.limits import LARGEST_FILE, MEGABYTE

log = structlog.get_logger()

MESSAGES = {
    400: ("Permintaan tidak terbaca", "Kembali ke halaman sebelumnya, muat ulang, lalu coba lagi."),
    403: ("Tidak boleh masuk", "Halaman ini bukan untuk peran Anda. Kembali ke Beranda."),
    404: ("Halaman tidak ditemukan", "Periksa alamatnya, atau mulai lagi dari Beranda."),
    405: ("Cara membuka halaman ini keliru", "Buka halaman ini dari tombol atau tautannya."),
    413: (
        "Berkas terlalu besar",
        f"Satu berkas paling besar {LARGEST_FILE // MEGABYTE} MB. Kembali, pilih berkas yang lebih kecil, lalu kirim.",
    ),
    429: ("Terlalu sering mencoba", "Tunggu sebentar, lalu coba lagi."),
}


NOTED = (403, 404, 429)
"""Refusals of a door, of somebody else's row, and of too many tries: the log keeps who asked for what."""


def init_app(app: Flask) -> None:
    """Join the app: one place maps errors to pages."""
    app.register_error_handler(DomainError, show_refusal)
    app.register_error_handler(CSRFError, show_stale_form)
    app.register_error_handler(HTTPException, show_http_error)
    app.register_error_handler(DBAPIError, show_lost_race)
    app.register_error_handler(Exception, show_unknown)


def show_refusal(error: DomainError) -> ResponseReturnValue:
    """Answer a refusal that no form caught."""
    if error.status in NOTED:
        note_refusal(error.status)
    title = {403: "Tidak boleh", 404: "Tidak ditemukan", 409: "Sudah tercatat lain"}.get(error.status, "Belum bisa")
    return render_template("errors/error.html", title=title, message=error.message), error.status


def note_refusal(status: int, **more: str) -> None:
    """Write into the log who was refused what."""
    account_id = current_user.id if current_user.is_authenticated else None
    log.warning("refused", status=status, **more, endpoint=request.endpoint, account_id=account_id)


def show_stale_form(_error: CSRFError) -> ResponseReturnValue:
    """Answer a form whose security token is old or missing."""
    note_refusal(400, reason="csrf")
    message = "Formulir ini sudah terlalu lama terbuka. Kembali, muat ulang halaman, lalu kirim lagi."
    return render_template("errors/error.html", title="Formulir kedaluwarsa", message=message), 400


def show_http_error(error: HTTPException) -> ResponseReturnValue:
    """Answer what the web server side refuses, keeping headers such as Allow."""
    status = error.code or 500
    if status == 429:
        note_refusal(status)
    if status < 400:
        return error.get_response()
    title, message = MESSAGES.get(status, ("Ada gangguan", "Coba lagi sebentar lagi."))
    response = error.get_response()
    response.set_data(render_template("errors/error.html", title=title, message=message))
    response.mimetype = "text/html"
    return response


def show_lost_race(error: DBAPIError) -> ResponseReturnValue:
    """Answer a deed that lost to others every time it was tried, which is nobody's fault and wrote nothing."""
    if not lost_race(error):
        return show_unknown(error)
    log.warning("race lost", error=type(error.orig).__name__)
    message = "Banyak yang mencatat bersamaan. Tidak ada yang tersimpan; tunggu sebentar, lalu kirim lagi."
    return render_template("errors/error.html", title="Sedang ramai", message=message), 503


def show_unknown(error: Exception) -> ResponseReturnValue:
    """Answer an error nobody foresaw with a reference number, and log it under that number."""
    reference = secrets.token_hex(4).upper()
    log.error("unforeseen", reference=reference, exc_info=error)
    message = f"Ada gangguan di sistem. Sampaikan nomor {reference} kepada admin, lalu coba lagi."
    return render_template("errors/error.html", title="Ada gangguan", message=message), 500
