"""Pages of the second step of signing in, of setting it up, and of the browsers an account is signed in with."""

from flask import Blueprint, abort, flash
from flask.typing import ResponseReturnValue

from core import clock
from core.auth import queries as accounts
from core.auth.factors import codes, queries, service
from core.auth.factors.schemas import CodeSchema
from core.auth.models import Account
from core.auth.roles import STAFF_ROLES, Role
from core.auth.service import sign_in
from core.auth.session import begin_session, current_device, drop_pending, onward, pending_account
from core.db import transaction
from core.documents.qr import qr_address
from core.web.access import PUBLIC, account, actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form

blueprint = Blueprint("factors", __name__, url_prefix="/akun")


def waiting_account() -> Account:
    """Return the account whose password was right a moment ago in this browser; anybody else is sent away."""
    waiting = pending_account(clock.now())
    if waiting is None:
        flash("Waktu untuk mengetik kode habis. Masuk lagi dengan kata sandi.")
        abort(moved("auth.sign_in"))  # type: ignore[arg-type]
    return waiting


@blueprint.get("/kode")
@allow(PUBLIC)
def ask() -> ResponseReturnValue:
    """Ask for the code, or lead to the set-up where there is none yet."""
    if not queries.is_confirmed(waiting_account().id):
        return moved("factors.set_up")
    return page("core/auth/code.html", form=empty_form())


@blueprint.post("/kode")
@allow(PUBLIC)
def answer() -> ResponseReturnValue:
    """Sign in with the code."""
    waiting, form, now = waiting_account(), read_form(CodeSchema()), clock.now()
    if form.draft is not None:
        with form.catching():
            service.check_brake(waiting, now=now)
            _accept(waiting, form.draft.code)
            return onward()
    form.values.clear()
    return page("core/auth/code.html", form=form)


def _accept(waiting: Account, code: str) -> None:
    now = clock.now()
    try:
        with transaction():
            service.check(waiting, code, now=now)
            sign_in(waiting, now=now)
    except service.WrongCode:
        with transaction():
            service.note_failure(waiting, now=now)
        raise
    begin_session(waiting)


@blueprint.get("/kode/pasang")
@allow(PUBLIC)
def set_up() -> ResponseReturnValue:
    """Show the QR code that joins an authenticator app to the account."""
    return _set_up_page(empty_form())


def _set_up_page(form: Form[object]) -> ResponseReturnValue:
    waiting = waiting_account()
    with transaction():
        secret = service.begin(waiting, now=clock.now()).secret
    address = codes.app_address(secret, username=waiting.username)
    return page("core/auth/set_up_code.html", form=form, picture=qr_address(address), secret=secret)


@blueprint.post("/kode/pasang")
@allow(PUBLIC)
def confirm() -> ResponseReturnValue:
    """Confirm the set-up with a first code, and show the recovery codes once."""
    waiting, form, now = waiting_account(), read_form(CodeSchema()), clock.now()
    if form.draft is not None:
        with form.catching():
            with transaction():
                fresh = service.confirm(waiting, form.draft.code, now=now)
                sign_in(waiting, now=now)
            begin_session(waiting)
            return page("core/auth/recovery_codes.html", fresh=fresh)
    form.values.clear()
    return _set_up_page(form)


@blueprint.post("/kode/batal")
@allow(PUBLIC)
def cancel() -> ResponseReturnValue:
    """Leave the second step."""
    drop_pending()
    return moved("auth.sign_in")


@blueprint.get("/perangkat")
@allow(*STAFF_ROLES)
def devices() -> ResponseReturnValue:
    """List the browsers this account is signed in with."""
    own = account()
    return page(
        "core/auth/devices.html",
        devices=queries.open_devices(own.id),
        current=current_device(),
        has_factor=queries.is_confirmed(own.id),
        codes_left=queries.codes_left(own.id),
    )


@blueprint.post("/perangkat/<int:device_id>/keluar")
@allow(*STAFF_ROLES)
def end_device(device_id: int) -> ResponseReturnValue:
    """End the session in one other browser."""
    with transaction():
        service.end_device(account(), device_id, now=clock.now())
        return moved("factors.devices", flash="Perangkat itu sudah dikeluarkan.")


@blueprint.post("/<int:account_id>/kode/lepas")
@allow(Role.ADMIN)
def remove(account_id: int) -> ResponseReturnValue:
    """Take the second factor off an account whose phone was lost."""
    with transaction():
        owner = accounts.account(account_id)
        service.remove(owner, actor=actor(), now=clock.now())
        return moved("auth.index", flash=f"Kode masuk {owner.username} dilepas; dipasang lagi saat masuk berikutnya.")
