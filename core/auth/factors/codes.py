"""One-time codes of an authenticator app (RFC 6238: six digits, 30 seconds), and recovery codes on paper."""

import re
import secrets
from datetime import datetime

import pyotp

STEP_SECONDS = 30
DRIFT_STEPS = 1
"""Clocks of phones may be one step ahead or behind."""

RECOVERY_CODES = 10
_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def new_secret() -> str:
    """Make a secret to share with an authenticator app, in base 32."""
    return pyotp.random_base32()


def app_address(secret: str, *, username: str) -> str:
    """Return the address that an authenticator app reads from a QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name="HARKAT Kota Jambi")


def matching_step(secret: str, code: str, *, at: datetime, after: int) -> int | None:
    """Return the 30-second step a code belongs to, or None.

    :param after: the newest step that was used; a code is good once, so this one and older ones are refused
    """
    now = int(at.timestamp()) // STEP_SECONDS
    typed = "".join(code.split())
    otp = pyotp.TOTP(secret)
    for step in range(now - DRIFT_STEPS, now + DRIFT_STEPS + 1):
        if step > after and secrets.compare_digest(otp.at(step * STEP_SECONDS).encode(), typed.encode()):
            return step
    return None


def new_recovery_codes() -> list[str]:
    """Make a set of recovery codes, each 50 bits, without letters that look like figures."""
    return [
        "-".join("".join(secrets.choice(_ALPHABET) for _ in range(5)) for _ in range(2)) for _ in range(RECOVERY_CODES)
    ]


def plain_recovery_code(typed: str) -> str:
    """Return a recovery code as it is compared, whatever spaces, dashes or small letters were typed."""
    return re.sub(r"[^0-9A-Z]", "", typed.upper())
