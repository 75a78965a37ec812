"""Pages: sign in and out, one-time links, and the accounts an admin keeps."""

import structlog
from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import or_

from core import clock
from core.auth import queries, service
from core.auth.factors import queries as factors
from core.auth.models import Account
from core.auth.roles import STAFF_ROLES, Role
from core.auth.schemas import AccountSchema, PasswordSchema, SignInSchema
from core.auth.session import begin_pending, begin_session, end_session, onward, remember_next
from core.db import db, transaction
from core.web.access import PUBLIC, STAFF, account, actor, allow
from core.web.answers import moved, page
from core.web.forms import Form, empty_form, read_form
from core.web.installation import sample_day
from core.web.listing import contains, paginate, read_listing
from core.web.menu import MenuItem

log = structlog.get_logger()

blueprint = Blueprint("auth", __name__, url_prefix="/akun")
MENU = [MenuItem("Akun", "auth.index", (Role.ADMIN,), order=80)]


@blueprint.get("/masuk")
@allow(PUBLIC)
def sign_in() -> ResponseReturnValue:
    """Show the sign-in page."""
    if current_user.is_authenticated:
        return moved("start.home")
    return _sign_in_page(empty_form())


@blueprint.post("/masuk")
@allow(PUBLIC)
def do_sign_in() -> ResponseReturnValue:
    """Sign in."""
    form = read_form(SignInSchema())
    form.values.pop("password", None)
    if form.draft is not None:
        with form.catching():
            found = _checked_account(form.draft.username, form.draft.password)
            remember_next(request.form.get("next", ""))
            return _second_step(found)
    return _sign_in_page(form)


def _checked_account(username: str, password: str) -> Account:
    address, now = request.remote_addr or "", clock.now()
    service.check_brake(username, address, now=now)
    try:
        found = service.find_account(username, password)
    except service.WrongPassword:
        with transaction():
            service.note_failure(username, address, now=now)
        log.warning("sign-in failed", account_id=queries.known_id(username))
        raise
    return found


def _second_step(found: Account) -> ResponseReturnValue:
    """Sign in, or ask first for the code of an account that has one or must have one."""
    now = clock.now()
    if factors.is_confirmed(found.id) or factors.must_have(found):
        begin_pending(found, now=now)
        return moved("factors.ask")
    with transaction():
        service.sign_in(found, now=now)
    begin_session(found)
    return onward()


def _sign_in_page(form: Form[object]) -> ResponseReturnValue:
    samples = queries.sample_accounts() if sample_day() else []
    return page("core/auth/sign_in.html", form=form, samples=samples, next=request.values.get("next", ""))


@blueprint.post("/keluar")
@allow(*STAFF, Role.APPLICANT, Role.CHAIR)
def sign_out() -> ResponseReturnValue:
    """Sign out of this browser, or of every one."""
    if request.form.get("everywhere"):
        with transaction():
            service.end_sessions(account(), now=clock.now())
    end_session()
    return moved("auth.sign_in", flash="Anda sudah keluar.")


@blueprint.get("/sandi/<token>")
@allow(PUBLIC)
def choose_password(token: str) -> ResponseReturnValue:
    """Show the page of a one-time link."""
    _, owner = service.open_reset_link(token, now=clock.now())
    return page("core/auth/choose_password.html", form=empty_form(), owner=owner, token=token)


@blueprint.post("/sandi/<token>")
@allow(PUBLIC)
def set_password(token: str) -> ResponseReturnValue:
    """Set the password through a one-time link."""
    form = read_form(PasswordSchema())
    form.values.clear()
    if form.draft is not None:
        with form.catching(), transaction():
            service.set_password(token, form.draft.password, now=clock.now())
            return moved("auth.sign_in", flash="Kata sandi tersimpan. Masuk dengan kata sandi baru.")
    _, owner = service.open_reset_link(token, now=clock.now())
    return page("core/auth/choose_password.html", form=form, owner=owner, token=token)


@blueprint.get("/")
@allow(Role.ADMIN)
def index() -> ResponseReturnValue:
    """List the accounts."""
    listing = read_listing({"nama": Account.name, "pengguna": Account.username, "peran": Account.role}, default="nama")
    query = queries.accounts().where(
        or_(contains(Account.name, listing.words), contains(Account.username, listing.words))
    )
    return page("core/auth/index.html", found=paginate(query, listing, tie=Account.id), with_code=factors.with_code())


@blueprint.get("/baru")
@allow(Role.ADMIN)
def new() -> ResponseReturnValue:
    """Show the form of a new account."""
    return _new_page(empty_form())


def _new_page(form: Form[object]) -> ResponseReturnValue:
    roles = [(role.value, role.label) for role in STAFF_ROLES]
    organizations = [(str(row.id), row.name) for row in queries.organizations()]
    return page("core/auth/new.html", form=form, roles=roles, organizations=organizations)


@blueprint.post("/baru")
@allow(Role.ADMIN)
def create() -> ResponseReturnValue:
    """Create an account and show its one-time link."""
    form = read_form(AccountSchema())
    if form.draft is not None:
        with form.catching(), transaction():
            created = service.create_account(form.draft, actor=actor(), now=clock.now())
            token = service.make_reset_link(created, actor=actor(), now=clock.now())
            return _link_page(created, token)
    return _new_page(form)


@blueprint.post("/<int:account_id>/tautan")
@allow(Role.ADMIN)
def make_link(account_id: int) -> ResponseReturnValue:
    """Make a fresh one-time link and show it once."""
    with transaction():
        owner = queries.account(account_id)
        return _link_page(owner, service.make_reset_link(owner, actor=actor(), now=clock.now()))


def _link_page(owner: Account, token: str) -> ResponseReturnValue:
    db.session.flush()
    return page("core/auth/link.html", owner=owner, link=url_for("auth.choose_password", token=token, _external=True))


@blueprint.post("/<int:account_id>/aktif")
@allow(Role.ADMIN)
def set_active(account_id: int) -> ResponseReturnValue:
    """Close or reopen an account."""
    is_active = request.form.get("is_active") == "1"
    with transaction():
        owner = service.set_active(queries.account(account_id), is_active=is_active, actor=actor(), now=clock.now())
        return moved("auth.index", flash=f"Akun {owner.username} {'dibuka' if is_active else 'ditutup'}.")
