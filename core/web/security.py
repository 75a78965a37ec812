"""What the browser is told to refuse, CSRF on every form, and limits on requests."""

from flask import Flask, Response, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import current_user
from flask_wtf.csrf import CSRFProtect
from secure import (
    ContentSecurityPolicy,
    CrossOriginOpenerPolicy,
    CrossOriginResourcePolicy,
    PermissionsPolicy,
    ReferrerPolicy,
    Secure,
    StrictTransportSecurity,
    XContentTypeOptions,
    XFrameOptions,
)
from werkzeug.middleware.proxy_fix import ProxyFix

csrf = CSRFProtect()
MOST_A_MINUTE = "300 per minute"
"""Pages one account, or one address where nobody is signed in, may ask for; nobody reads that fast."""


def who_asks() -> str:
    """Return whose requests are counted together: an account's wherever it sits, else an address'."""
    return f"account {current_user.id}" if current_user.is_authenticated else get_remote_address()


limiter = Limiter(who_asks, default_limits=[MOST_A_MINUTE], headers_enabled=False)


@limiter.request_filter
def is_asset() -> bool:
    """Tell whether a request is for a stylesheet or a script, which are not counted."""
    return request.path.startswith(("/static/", "/aset/"))


def headers(*, behind_tls: bool) -> dict[str, str]:
    """Return the security headers of every answer."""
    policy = (
        ContentSecurityPolicy()
        .default_src("'none'")
        .script_src("'self'")
        .style_src("'self'")
        .font_src("'self'")
        .connect_src("'self'")
        .img_src("'self'", "data:")
        .form_action("'self'")
        .base_uri("'none'")
        .frame_ancestors("'none'")
    )
    secure = Secure(
        csp=policy,
        coop=CrossOriginOpenerPolicy().same_origin(),
        corp=CrossOriginResourcePolicy().same_origin(),
        permissions=PermissionsPolicy().camera().geolocation().microphone(),
        referrer=ReferrerPolicy().same_origin(),
        xcto=XContentTypeOptions().nosniff(),
        xfo=XFrameOptions().deny(),
        hsts=StrictTransportSecurity().max_age(31_536_000).include_subdomains() if behind_tls else None,
    )
    return dict(secure.headers)


def init_app(app: Flask) -> None:
    """Join the app."""
    csrf.init_app(app)
    limiter.init_app(app)
    fixed = headers(behind_tls=app.config["BEHIND_TLS"])
    if app.config["BEHIND_TLS"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)  # type: ignore[method-assign]

    @app.after_request
    def add_headers(response: Response) -> Response:
        for name, value in fixed.items():
            response.headers.setdefault(name, value)
        if not request.path.startswith(("/static/", "/aset/")):
            response.headers["Cache-Control"] = "no-store"
        return response
