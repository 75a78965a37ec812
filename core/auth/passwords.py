"""Passwords: hashed with argon2 by a library, judged by length and against the commonest ones."""

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from core.errors import RuleBroken

SHORTEST = 12
LONGEST = 128
COMMON = frozenset(
    [
        "123456789012",
        "password1234",
        "password12345",
        "qwertyuiop123",
        "qwertyuiop12",
        "qwertyuiopasdf",
        "asdfghjklqwer",
        "1q2w3e4r5t6y",
        "1qaz2wsx3edc",
        "abcdefghijkl",
        "abcd12345678",
        "indonesiaraya",
        "indonesia1234",
        "indonesia2026",
        "jambikotaseberang",
        "kotajambi1234",
        "pemkotjambi123",
        "katasandi1234",
        "bismillah1234",
        "bismillahirrahmanirrahim",
        "assalamualaikum",
        "alhamdulillah",
        "alhamdulillah123",
        "sayangkamu123",
        "cintaselamanya",
        "harkat123456",
        "balikat123456",
        "admin1234567",
        "administrator123",
        "petugas123456",
        "passwordpassword",
        "sayangsayang",
        "indonesia123",
        "kotajambi123",
        "administrator",
        "bismillah123",
        "katasandi123",
    ]
)
"""Common ones that are long enough; shorter ones are refused for their length."""

_hasher = PasswordHash((Argon2Hasher(),))
_NOBODY = _hasher.hash("nobody signs in with this")


class WeakPassword(RuleBroken):
    """A password that is too short, too long or too common."""


def check_strength(password: str, *, username: str) -> None:
    """Refuse a weak password.

    :raises WeakPassword: saying how to choose a better one
    """
    if len(password) < SHORTEST:
        raise WeakPassword(
            f"Kata sandi paling sedikit {SHORTEST} huruf. Contoh: tiga kata yang mudah Anda ingat.", field="password"
        )
    if len(password) > LONGEST:
        raise WeakPassword(f"Kata sandi paling panjang {LONGEST} huruf.", field="password")
    plain = password.lower().replace(" ", "")
    if plain in COMMON or len(set(plain)) < 4 or username.lower() in plain:
        raise WeakPassword(
            "Kata sandi ini mudah ditebak. Pakai beberapa kata yang tidak berhubungan.", field="password"
        )


def hash_password(password: str) -> str:
    """Hash a password; about 0.1 s of CPU, on purpose."""
    return _hasher.hash(password)


def verify_password(password: str, password_hash: str | None) -> bool:
    """Compare a password with its hash, taking as long when there is no account to compare with."""
    matches = _hasher.verify(password[: LONGEST + 1], password_hash or _NOBODY)
    return matches and password_hash is not None
