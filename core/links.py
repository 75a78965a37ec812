"""Signed links that let somebody without an account answer one thing, for a time."""

from flask import current_app
from itsdangerous import BadSignature, SignatureExpired, URLSafeTimedSerializer

from core.errors import NotFound


class LinkOver(NotFound):
    """A link that was good once."""


def sign(purpose: str, key: int) -> str:
    """Return the token of a link that leads to one row.

    :param purpose: what the link is for; a token of one purpose is worth nothing for another
    """
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt=purpose).dumps(key)


def read(purpose: str, token: str, *, days: int) -> int:
    """Return the key a token was signed for.

    :raises NotFound: for a token we did not sign
    :raises LinkOver: for one older than so many days
    """
    try:
        key = URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt=purpose).loads(token, max_age=days * 86400)
    except SignatureExpired:
        raise LinkOver("Tautan ini sudah habis masa berlakunya. Minta tautan baru kepada pendamping Anda.") from None
    except BadSignature:
        raise NotFound("Tautan ini tidak lengkap. Buka lagi dari pesan yang Anda terima.") from None
    if not isinstance(key, int):
        raise NotFound("Tautan ini tidak dikenal.")
    return key
