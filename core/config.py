"""Settings out of the environment; a missing secret stops a production start with one clear line."""

import json
import os
import secrets
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet

from core.files.limits import LARGEST_REQUEST

ROOT = Path(__file__).resolve().parent.parent
SECRETS = {
    "HARKAT_SECRET_KEY": "SECRET_KEY",
    "HARKAT_ENCRYPTION_KEYS": "ENCRYPTION_KEYS",
    "HARKAT_INDEX_KEY": "INDEX_KEY",
}
SETTINGS = {
    **dict.fromkeys(SECRETS, "a secret; `harkat secrets` prints fresh ones"),
    "HARKAT_DATABASE_URL": "the database; default: a SQLite file under instance/",
    "HARKAT_ENVIRONMENT": "development (default) or production",
    "HARKAT_INSTANCE": "the folder of the database file, the made secrets and uploads; default: instance/",
    "HARKAT_BEHIND_TLS": "1 when HTTPS ends in front of us: secure cookies and HSTS",
    "HARKAT_SECOND_FACTOR": "1 asks every role that sees debts or money for a code; default: 1 in production, else 0",
    "HARKAT_SMTP_URL": "the mail server, smtp://user:password@host:587 or smtps://…; empty (default): no e-mail",
    "HARKAT_MAIL_FROM": "the sender's address of e-mail",
    "HARKAT_METRICS_TOKEN": "the word a monitoring program gives for /metrics; without it only this machine may read",
    "HARKAT_RATE_STORAGE": "where request limits are counted; memory:// (default) or redis://…",
}


class MissingSecret(SystemExit):
    """A production start without a secret: one line on standard error, exit 1."""


def read_config(environment: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Read every setting.

    :raises MissingSecret: in production, when a secret is not set
    """
    environment = with_files(environment)
    production = environment.get("HARKAT_ENVIRONMENT", "development") == "production"
    instance = Path(environment.get("HARKAT_INSTANCE", str(ROOT / "instance"))).resolve()
    instance.mkdir(parents=True, exist_ok=True)
    behind_tls = environment.get("HARKAT_BEHIND_TLS", "") == "1"
    config: dict[str, Any] = {
        "PRODUCTION": production,
        "INSTANCE": instance,
        "SQLALCHEMY_DATABASE_URI": database_url(environment, instance),
        "BEHIND_TLS": behind_tls,
        "SECOND_FACTOR": environment.get("HARKAT_SECOND_FACTOR", "1" if production else "0") == "1",
        "SESSION_COOKIE_NAME": "__Host-session" if behind_tls else "session",
        "SESSION_COOKIE_SECURE": behind_tls,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": timedelta(hours=9),
        "IDLE_LIMIT": timedelta(minutes=30),
        "MAX_CONTENT_LENGTH": LARGEST_REQUEST,
        "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
        "MAX_FORM_PARTS": 4000,
        "WTF_CSRF_TIME_LIMIT": None,
        "RATELIMIT_STORAGE_URI": environment.get("HARKAT_RATE_STORAGE", "memory://"),
        "SMTP_URL": environment.get("HARKAT_SMTP_URL", ""),
        "MAIL_FROM": environment.get("HARKAT_MAIL_FROM", "balikat@localhost"),
        "METRICS_TOKEN": environment.get("HARKAT_METRICS_TOKEN", ""),
        "BOOTSTRAP_SERVE_LOCAL": True,
        "SEND_FILE_MAX_AGE_DEFAULT": timedelta(hours=12),
    }
    return config | read_secrets(environment, instance, production=production)


def with_files(environment: Mapping[str, str]) -> dict[str, str]:
    """Add every setting ``NAME`` whose text lies in the file that ``NAME_FILE`` names, as secret stores hand them out.

    :raises MissingSecret: when such a file cannot be read
    """
    found = dict(environment)
    for name in SETTINGS:
        path = environment.get(f"{name}_FILE")
        if path and not environment.get(name):
            try:
                found[name] = Path(path).read_text().strip()
            except OSError:
                raise MissingSecret(f"harkat: berkas setelan {name}_FILE tidak terbaca: {path}") from None
    return found


def database_url(environment: Mapping[str, str], instance: Path) -> str:
    """Return the SQLAlchemy address of the database, psycopg 3 for every PostgreSQL one."""
    url = environment.get("HARKAT_DATABASE_URL") or f"sqlite:///{instance / 'harkat.sqlite'}"
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url


def read_secrets(environment: Mapping[str, str], instance: Path, *, production: bool) -> dict[str, Any]:
    """Read the secrets, or outside production make them once and keep them beside the database."""
    values = {name: environment[name] for name in SECRETS if environment.get(name)}
    missing = sorted(set(SECRETS) - set(values))
    if missing and production:
        raise MissingSecret(f"harkat: setelan rahasia belum ada: {', '.join(missing)}. Lihat README, bagian Produksi.")
    if missing:
        values = _own_secrets(instance) | values
    return {
        "SECRET_KEY": values["HARKAT_SECRET_KEY"],
        "ENCRYPTION_KEYS": [key.strip() for key in values["HARKAT_ENCRYPTION_KEYS"].split(",") if key.strip()],
        "INDEX_KEY": values["HARKAT_INDEX_KEY"],
    }


def fresh_secrets() -> dict[str, str]:
    """Make one set of secrets."""
    return {
        "HARKAT_SECRET_KEY": secrets.token_urlsafe(48),
        "HARKAT_ENCRYPTION_KEYS": Fernet.generate_key().decode(),
        "HARKAT_INDEX_KEY": secrets.token_urlsafe(48),
    }


def _own_secrets(instance: Path) -> dict[str, str]:
    """Return the secrets kept in the instance folder; several processes starting at once agree on one set."""
    path = instance / "secrets.json"
    if not path.exists():
        draft = instance / f"secrets.{os.getpid()}.{secrets.token_hex(4)}"
        draft.touch(mode=0o600)
        draft.write_text(json.dumps(fresh_secrets()))
        try:
            os.link(draft, path)  # fails when another process was first, whose secrets we then use
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    kept: dict[str, str] = json.loads(path.read_text())
    return kept
