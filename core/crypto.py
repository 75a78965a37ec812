"""Columns that are unreadable at rest, and the keyed index that finds a row by them."""

import hmac
from hashlib import sha256
from typing import Any

from cryptography.fernet import Fernet, MultiFernet
from flask import Flask, current_app
from sqlalchemy import Dialect, LargeBinary, TypeDecorator


class EncryptedText(TypeDecorator[str]):
    """Text encrypted with the newest key, read with any kept key (Fernet: AES-128-CBC with HMAC)."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002
        return None if value is None else seal(value.encode())

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return None if value is None else unseal(bytes(value)).decode()


class EncryptedBytes(TypeDecorator[bytes]):
    """Bytes encrypted at rest, for uploaded evidence."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002
        return None if value is None else seal(value)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002
        return None if value is None else unseal(bytes(value))


def seal(plain: bytes) -> bytes:
    """Encrypt with the newest key of this app."""
    return _cipher().encrypt(plain)


def unseal(sealed: bytes) -> bytes:
    """Decrypt with whichever kept key fits.

    :raises cryptography.fernet.InvalidToken: when none fits
    """
    return _cipher().decrypt(sealed)


def blind_index(text: str) -> str:
    """Return the keyed digest by which an encrypted value is found; a NIK has too little entropy for a bare hash."""
    key: str = current_app.config["INDEX_KEY"]
    return hmac.new(key.encode(), text.encode(), sha256).hexdigest()


def _cipher() -> MultiFernet:
    cipher: Any = current_app.extensions["harkat_cipher"]
    assert isinstance(cipher, MultiFernet)
    return cipher


def init_app(app: Flask) -> None:
    """Join the app: build the cipher once, newest key first."""
    app.extensions["harkat_cipher"] = MultiFernet([Fernet(key) for key in app.config["ENCRYPTION_KEYS"]])
