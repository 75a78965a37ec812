"""Who may enter a route; a route that does not say so stops the start."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final, TypeVar, cast

from flask import Flask, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from core.auth.models import Account
from core.auth.roles import STAFF_ROLES, Actor, Role
from core.db import retry_lost_races
from core.errors import NotAllowed

PUBLIC: Final = "public"
STAFF: Final = STAFF_ROLES

View = TypeVar("View", bound=Callable[..., Any])


class OpenRoute(RuntimeError):
    """A route without a rule; the app refuses to start."""


def allow(*who: Role | str) -> Callable[[View], View]:
    """Say who may enter a route: roles, or ``PUBLIC`` written out.

    The view is run again, whole, when its transaction lost a race.
    """
    if not who:
        message = "say who may enter, or PUBLIC"
        raise ValueError(message)
    roles = frozenset(who)

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> ResponseReturnValue:
            if PUBLIC not in roles:
                if not current_user.is_authenticated:
                    return redirect(url_for("auth.sign_in", next=safe_next()))
                if current_user.role not in roles:
                    raise NotAllowed(
                        f"Halaman ini bukan untuk {current_user.role.label}. Kembali ke Beranda untuk pekerjaan Anda."
                    )
            return cast("ResponseReturnValue", retry_lost_races(lambda: current_app.ensure_sync(view)(*args, **kwargs)))

        guarded.allowed = roles  # type: ignore[attr-defined]
        return cast("View", guarded)

    return decorate


def actor() -> Actor:
    """Return who is signed in, as services want to know it."""
    return account().as_actor()


def account() -> Account:
    """Return the signed-in account."""
    assert current_user.is_authenticated, "only inside a guarded view"
    return cast("Account", current_user._get_current_object())  # noqa: SLF001


def safe_next() -> str | None:
    """Return the page to come back to after signing in: only a page that was being read, on this site."""
    return request.full_path.rstrip("?") if request.method == "GET" and request.path != "/" else None


def allowed(endpoint: str) -> frozenset[Role | str] | None:
    """Return who may enter an endpoint, or None where it does not say."""
    return getattr(current_app.view_functions[endpoint], "allowed", None)


def may_enter(endpoint: str, role: Role | None) -> bool:
    """Tell whether a role may enter an endpoint, so that a page offers no door that is shut."""
    roles = allowed(endpoint) or frozenset()
    return PUBLIC in roles or role in roles


def check_routes(app: Flask) -> None:
    """Refuse to start with a route that does not say who may enter.

    :raises OpenRoute: naming the routes
    """
    silent = sorted(
        {
            rule.endpoint
            for rule in app.url_map.iter_rules()
            if not hasattr(app.view_functions[rule.endpoint], "allowed")
        }
    )
    if silent:
        message = f"these routes do not say who may enter: {', '.join(silent)}"
        raise OpenRoute(message)
